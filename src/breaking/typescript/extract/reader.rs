//! What is known on the way through a file: its text, and the type parameters in scope.

use super::super::model::Tags;
use crate::syntax::{Node, child, first_line, squeezed, text};

/// Characters of a declaration's head that are kept.
const LONGEST_HEAD: usize = 400;
/// Characters of a declaration that are kept for telling moves.
const LONGEST_LOOKS: usize = 600;

/// A reader of one file.
pub(super) struct Reader<'a> {
    pub(super) source: &'a str,
    /// Names of type parameters, the outermost declaration first.
    pub(super) scopes: Vec<Vec<String>>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(source: &'a str) -> Self {
        Self { source, scopes: Vec::new() }
    }

    pub(super) fn text(&self, node: Node<'_>) -> &'a str {
        text(node, self.source)
    }

    /// The name that a node spells: an identifier, a string, a computed name as it is written.
    pub(super) fn name(&self, node: Node<'_>) -> String {
        let name = self.text(node);
        match node.kind() {
            "string" => unquoted(name).to_owned(),
            "computed_property_name" => squeezed(name),
            _ => name.to_owned(),
        }
    }

    /// A node up to its body, on one line.
    pub(super) fn head(&self, node: Node<'_>) -> String {
        let end = node.child_by_field_name("body").filter(|body| {
            !matches!(node.kind(), "interface_declaration" | "enum_declaration") && body.kind() != "object_type"
        });
        let end = end.map_or(node.end_byte(), |body| body.start_byte());
        self.line(node.start_byte(), end)
    }

    /// A stretch of the text, on one line.
    pub(super) fn line(&self, from: usize, to: usize) -> String {
        let text = self.source.get(from..to).unwrap_or_default();
        let text = &text[..text.floor_char_boundary(LONGEST_HEAD)];
        let line = squeezed(&without_comments(text));
        let line = line.trim_end_matches([' ', ';', '{']);
        line.strip_suffix("=>")
            .or_else(|| line.strip_suffix('='))
            .unwrap_or(line)
            .trim_end_matches([' ', ';', '{'])
            .to_owned()
    }

    /// What a declaration looks like without its name.
    pub(super) fn looks(&self, node: Node<'_>) -> String {
        let text = self.text(node);
        let text = &text[..text.floor_char_boundary(LONGEST_LOOKS)];
        match node.child_by_field_name("name") {
            Some(name) => squeezed(&text.replace(self.text(name), "")),
            None => squeezed(text),
        }
    }

    /// What the comments right before a node say.
    pub(super) fn tags(&self, node: Node<'_>) -> Tags {
        let mut tags = Tags::default();
        let mut before = node.prev_sibling();
        let mut next = node;
        while let Some(comment) = before.filter(|before| before.kind() == "comment" || before.kind() == "decorator") {
            if comment.kind() == "comment" && first_line(next) > comment.end_position().row as u32 + 3 {
                break;
            }
            let text = self.text(comment);
            // What follows on the line of another declaration belongs to that one.
            let trails = comment.prev_sibling().is_some_and(|earlier| {
                earlier.end_position().row == comment.start_position().row && earlier.kind() != "{"
            });
            if text.starts_with("/**") && !trails {
                tags = tags_of(text);
                break;
            }
            next = comment;
            before = comment.prev_sibling();
        }
        tags
    }

    /// Whether a node has a token among its children.
    pub(super) fn has(node: Node<'_>, token: &str) -> bool {
        child(node, token).is_some()
    }
}

fn tags_of(comment: &str) -> Tags {
    let mut tags = Tags::default();
    for (at, _) in comment.match_indices('@') {
        let before = comment[..at].chars().next_back();
        let word = comment[at + 1..].split(|letter: char| !letter.is_alphanumeric()).next().unwrap_or_default();
        if !before.is_none_or(|before| before.is_whitespace() || before == '*') {
            continue;
        }
        match word {
            "internal" | "private" | "hidden" | "ignore" => tags.internal = true,
            "alpha" | "beta" | "experimental" | "unstable" => tags.unstable = true,
            _ => {}
        }
    }
    tags
}

/// A string literal without its quotes.
pub(super) fn unquoted(text: &str) -> &str {
    let mut letters = text.chars();
    match (letters.next(), letters.next_back()) {
        (Some(open), Some(close)) if open == close && matches!(open, '\'' | '"' | '`') => letters.as_str(),
        _ => text,
    }
}

/// The text without comments; strings are left as they are.
fn without_comments(text: &str) -> String {
    if !text.contains("//") && !text.contains("/*") {
        return text.to_owned();
    }
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['/', '\'', '"', '`']) {
        let (before, from) = rest.split_at(at);
        kept.push_str(before);
        let mark = from.chars().next().unwrap_or_default();
        let end = match mark {
            '/' if from.starts_with("//") => {
                rest = from.find('\n').map_or("", |end| &from[end..]);
                continue;
            }
            '/' if from.starts_with("/*") => {
                rest = from.find("*/").map_or("", |end| &from[end + 2..]);
                continue;
            }
            '/' => 1,
            quote => from[1..].find(quote).map_or(from.len(), |end| end + 2),
        };
        kept.push_str(&from[..end]);
        rest = &from[end..];
    }
    kept + rest
}
