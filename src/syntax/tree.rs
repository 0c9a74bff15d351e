//! Small questions to nodes, asked by all who read trees.

use tree_sitter::{Node, TreeCursor};

/// The named children of a node, comments left out.
pub fn children(node: Node<'_>) -> Children<'_> {
    let mut cursor = node.walk();
    let more = cursor.goto_first_child();
    Children { cursor, more }
}

/// An iterator over named children.
pub struct Children<'tree> {
    cursor: TreeCursor<'tree>,
    more: bool,
}

impl<'tree> Iterator for Children<'tree> {
    type Item = Node<'tree>;

    fn next(&mut self) -> Option<Self::Item> {
        while self.more {
            let node = self.cursor.node();
            self.more = self.cursor.goto_next_sibling();
            if node.is_named() && !node.kind().ends_with("comment") {
                return Some(node);
            }
        }
        None
    }
}

/// The node of a field.
pub fn field<'tree>(node: Node<'tree>, name: &str) -> Option<Node<'tree>> {
    node.child_by_field_name(name)
}

/// The first child of a kind, tokens (`"pub"`, `"async"`) included.
pub fn child<'tree>(node: Node<'tree>, kind: &str) -> Option<Node<'tree>> {
    let mut cursor = node.walk();
    node.children(&mut cursor).find(|child| child.kind() == kind)
}

/// Whether a node is of one of these kinds.
pub fn kind_is(node: Node<'_>, kinds: &[&str]) -> bool {
    kinds.contains(&node.kind())
}

/// A node and all below it, parents first. `enter` says whether to look below one.
pub fn descendants<'tree>(
    root: Node<'tree>,
    mut enter: impl FnMut(Node<'tree>) -> bool,
) -> impl Iterator<Item = Node<'tree>> {
    let mut waiting = vec![root];
    std::iter::from_fn(move || {
        let node = waiting.pop()?;
        if enter(node) {
            let mut cursor = node.walk();
            let from = waiting.len();
            waiting.extend(node.named_children(&mut cursor));
            waiting[from..].reverse();
        }
        Some(node)
    })
}

/// The text of a node.
pub fn text<'a>(node: Node<'_>, source: &'a str) -> &'a str {
    source.get(node.byte_range()).unwrap_or_default()
}

/// The line of a node, 1-based.
pub fn first_line(node: Node<'_>) -> u32 {
    node.start_position().row as u32 + 1
}

/// A text with runs of blanks as one blank, none beside brackets and commas, no comma before a closing bracket: equal for
/// what only a formatter tells apart. For one-line signatures, not for string literals.
pub fn squeezed(text: &str) -> String {
    let mut squeezed = String::with_capacity(text.len());
    let mut blank = false;
    for character in text.chars() {
        if character.is_whitespace() {
            blank = true;
            continue;
        }
        let last = squeezed.chars().next_back();
        if matches!(character, ')' | ']' | '}' | '>') && last == Some(',') {
            squeezed.pop();
        }
        let last = squeezed.chars().next_back();
        let hugs = last.is_none_or(|last| matches!(last, '(' | '[' | '<' | '&' | '*'));
        let closes = matches!(character, ')' | ']' | '>' | ',' | ';' | '.' | '?');
        let calls = matches!(character, '(' | '[') && last.is_some_and(char::is_alphanumeric);
        if blank && !(hugs || closes || calls) {
            squeezed.push(' ');
        }
        blank = false;
        squeezed.push(character);
        if character == ',' {
            blank = true;
        }
    }
    squeezed
}
