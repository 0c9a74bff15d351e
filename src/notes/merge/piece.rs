//! An entry of some text as the merge sees it.

use std::ops::Range;

use crate::{
    history::CommitId,
    notes::{
        CitationIndex, Document,
        edit::{Identity, identities},
    },
};

/// An entry: its bytes, its words and what it rests on.
#[derive(Debug)]
pub(super) struct Piece<'a> {
    pub(super) source: &'a str,
    pub(super) span: Range<usize>,
    pub(super) section: usize,
    pub(super) identity: Identity,
    pub(super) commits: Vec<CommitId>,
    /// The source without list marker, line ends and blanks at its end: alike for entries that nobody changed.
    pub(super) key: String,
}

impl Piece<'_> {
    /// Whether nobody changed one into the other.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

/// All entries of a document, in order.
pub(super) fn pieces<'a>(document: &'a Document, index: &CitationIndex) -> Vec<Piece<'a>> {
    let identities = identities(document);
    let mut pieces = Vec::new();
    for (section, found) in document.sections().iter().enumerate() {
        for entry in &found.entries {
            let source = &document.text()[entry.span.clone()];
            pieces.push(Piece {
                source,
                span: entry.span.clone(),
                section,
                identity: identities[section].clone(),
                commits: document.commits(entry, index),
                key: key_of(source),
            });
        }
    }
    pieces
}

/// What stays of an entry's bytes where marker and line ends do not count.
pub(super) fn key_of(source: &str) -> String {
    let plain = source.trim().replace("\r\n", "\n");
    match plain.strip_prefix(['-', '*', '+']) {
        Some(rest) if rest.starts_with([' ', '\t']) => format!("- {}", rest.trim_start()),
        _ => plain,
    }
}
