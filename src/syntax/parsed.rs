//! A file as a tree.

use tree_sitter::{Node, Tree};

use super::Language;

/// A text and its tree.
#[derive(Debug)]
pub struct Parsed<'a> {
    /// What was parsed.
    pub text: &'a str,
    /// The language that it was parsed in.
    pub language: Language,
    tree: Tree,
}

impl<'a> Parsed<'a> {
    pub(super) fn new(text: &'a str, language: Language, tree: Tree) -> Self {
        Self { text, language, tree }
    }

    /// The whole.
    pub fn root(&self) -> Node<'_> {
        self.tree.root_node()
    }

    /// Whether something in it is not of the language, or not known to the grammar.
    pub fn is_broken(&self) -> bool {
        self.root().has_error()
    }

    /// The text of a node.
    pub fn text_of(&self, node: Node<'_>) -> &'a str {
        self.text.get(node.byte_range()).unwrap_or_default()
    }
}
