//! What a format is told of a document besides its words.

use super::{read, tree::Block};
use crate::config::BrandSettings;

/// A document on its way to a file.
#[derive(Debug, Clone, Copy)]
pub struct Page<'a> {
    /// Its words, as Markdown.
    pub markdown: &'a str,
    /// What it is called where its words do not begin with a title.
    pub title: &'a str,
    /// The language of its words, as BCP 47 has it.
    pub language: &'a str,
    /// The day it was made, as `2026-01-31`.
    pub date: Option<&'a str>,
    /// Whose it is.
    pub brand: &'a BrandSettings,
}

impl Page<'_> {
    /// The blocks of its words, and whether the first one is the document's own title.
    pub(super) fn blocks(&self) -> (Vec<Block>, bool) {
        let blocks = read(self.markdown);
        let is_titled = matches!(blocks.first(), Some(Block::Heading { level: 1, .. }));
        (blocks, is_titled)
    }
}
