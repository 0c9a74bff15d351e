//! Searching within a diff.

use std::ops::Range;

use regex::bytes::{Regex, RegexBuilder};

use super::rows::{Layout, Row, Rows};
use crate::history::diff::{Side, TextDiff};

/// More matches than this are not collected.
pub(crate) const MOST: usize = 20_000;

/// What is searched for: plain words; capital letters count only if there are any in it.
#[derive(Debug, Clone)]
pub(crate) struct Needle {
    word: String,
    pattern: Regex,
}

/// A line, or a file's name, that holds what was searched for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Match {
    /// Which file.
    pub(crate) file: usize,
    /// Which line; nothing for the file's name.
    pub(crate) line: Option<(Side, u32)>,
}

/// A search and what it has found.
#[derive(Debug, Clone)]
pub(crate) struct Search {
    /// For what.
    pub(crate) needle: Needle,
    /// In the order of the document.
    pub(crate) matches: Vec<Match>,
    /// On which the user stands.
    pub(crate) current: Option<usize>,
    /// Whether all files have been looked at.
    pub(crate) is_complete: bool,
}

impl Needle {
    /// Nothing if there is nothing to search for.
    pub(crate) fn new(word: &str) -> Option<Self> {
        if word.is_empty() {
            return None;
        }
        let pattern = RegexBuilder::new(&regex::escape(word))
            .case_insensitive(!word.chars().any(char::is_uppercase))
            .unicode(true)
            .build()
            .ok()?;
        Some(Self { word: word.to_owned(), pattern })
    }

    /// What was typed.
    pub(crate) fn word(&self) -> &str {
        &self.word
    }

    /// Where it is in a line.
    pub(crate) fn find(&self, line: &[u8]) -> Vec<Range<usize>> {
        self.pattern.find_iter(line).map(|found| found.range()).collect()
    }

    /// Whether it is in a line.
    pub(crate) fn is_in(&self, line: &[u8]) -> bool {
        self.pattern.is_match(line)
    }

    /// The matches of one file's shown lines, in the order of the rows of a unified diff.
    pub(crate) fn matches(&self, file: usize, text: &TextDiff, rows: &Rows, found: &mut Vec<Match>) {
        for row in 0..rows.total() {
            let (side, line) = match rows.row(row) {
                Row::Context { new, .. } => (Side::New, new),
                Row::Removed { line, .. } => (Side::Old, line),
                Row::Added { line, .. } => (Side::New, line),
                _ => continue,
            };
            if self.is_in(text.side(side).line(line)) {
                found.push(Match { file, line: Some((side, line)) });
                if found.len() >= MOST {
                    return;
                }
            }
        }
    }
}

impl PartialEq for Needle {
    fn eq(&self, other: &Self) -> bool {
        self.word == other.word
    }
}

impl Search {
    /// A search that has found nothing yet.
    pub(crate) fn new(needle: Needle) -> Self {
        Self { needle, matches: Vec::new(), current: None, is_complete: false }
    }

    /// `3/17`, with `+` while more may come.
    pub(crate) fn told(&self) -> String {
        let current = self.current.map_or_else(String::new, |current| format!("{}/", current + 1));
        let more = if self.is_complete { "" } else { "+" };
        match (self.matches.len(), self.is_complete) {
            (0, true) => "no match".to_owned(),
            (0, false) => "searching".to_owned(),
            (1, true) if self.current.is_none() => "1 match".to_owned(),
            (count, _) => format!("{current}{count}{more} matches"),
        }
    }
}

/// The layout whose rows are searched: that of the lines' order in a patch.
pub(crate) const ORDER: Layout = Layout::Unified;
