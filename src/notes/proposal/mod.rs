//! Other words for the notes, offered beside the text: by the rules, by commits that came, by a model or by another person.
//! They are taken or refused hunk by hunk; nothing comes into the text by itself.

mod blocks;
mod comparison;

pub use comparison::{Change, ComparedLine, Comparison, Hunk};

use super::{Conflict, Document, EntryPlace};

/// Other words for the whole notes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// What it is called where it is shown, such as `Redraft of “Fixed”`.
    pub title: String,
    /// Who offers it.
    pub origin: Origin,
    /// The notes as they would be if all of it were taken.
    pub text: String,
    /// Entries that both sides changed: taken one by one alone.
    pub conflicts: Vec<Conflict>,
}

/// Who offers a proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// The rules, from the commits.
    Rules,
    /// The rules, since commits came or went.
    Commits,
    /// A language model of this name.
    Model(String),
    /// Another person, or another window.
    Person(String),
}

impl Proposal {
    /// The notes as they would be.
    pub fn new(title: impl Into<String>, origin: Origin, text: impl Into<String>) -> Self {
        Self { title: title.into(), origin, text: text.into(), conflicts: Vec::new() }
    }

    /// Other words for one section of the notes, heading included; the rest stays.
    pub fn of_section(title: impl Into<String>, origin: Origin, notes: &Document, section: usize, words: &str) -> Self {
        let span = notes.sections().get(section).map_or(0..0, |section| section.span.clone());
        let text = notes.text();
        Self::new(title, origin, format!("{}{words}{}", &text[..span.start], &text[span.end..]))
    }

    /// Other words for one entry of the notes, list marker and line end included; the rest stays.
    pub fn of_entry(
        title: impl Into<String>,
        origin: Origin,
        notes: &Document,
        entry: EntryPlace,
        words: &str,
    ) -> Self {
        let span = notes.entry(entry).map_or(0..0, |entry| entry.span.clone());
        let text = notes.text();
        Self::new(title, origin, format!("{}{words}{}", &text[..span.start], &text[span.end..]))
    }

    /// What it would change in the notes as they are; nothing where both are the same.
    pub fn against(&self, current: &str) -> Option<Comparison> {
        Comparison::of(current, &self.text, &self.conflicts)
    }
}
