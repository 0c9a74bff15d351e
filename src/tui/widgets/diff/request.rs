//! What the diff asks its worker for, and what comes back.

use std::{fmt, ops::Range, sync::Arc};

use super::{
    entry::{Compared, Paint},
    search::{Match, Needle},
};
use crate::{
    fault::Failure,
    history::{
        FileChange,
        diff::{Side, Subject, TextDiff, Whitespace},
    },
};

/// The place of the work that opens a document.
pub(crate) const OPEN: &str = "diff";
/// The place of the work that brings single files.
pub(crate) const FETCH: &str = "diff-files";
/// The place of the work that colours.
pub(crate) const PAINT: &str = "diff-paint";
/// The place of the work that searches.
pub(crate) const SEARCH: &str = "diff-search";

/// Work to be done off the loop.
#[derive(Debug, PartialEq)]
pub enum Request {
    /// Find out which files changed, then compare all of them, first file first.
    Open(Subject, Whitespace),
    /// Compare these files.
    Fetch(Wanted, Whitespace),
    /// Colour these lines.
    Paint(Vec<Canvas>),
    /// Find a word in all shown lines.
    Search(Hunt),
}

/// Numbered files.
#[derive(Debug, PartialEq)]
pub struct Wanted(pub(crate) Vec<(usize, Arc<FileChange>)>);

/// Lines of one file to be coloured.
pub struct Canvas {
    /// Which file.
    pub(crate) file: usize,
    /// What it is: its path says its language.
    pub(crate) change: Arc<FileChange>,
    /// Its texts.
    pub(crate) text: TextDiff,
    /// The stretches.
    pub(crate) stretches: Vec<Stretch>,
}

/// Lines of one side within one hunk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stretch {
    /// Which side.
    pub(crate) side: Side,
    /// Which lines.
    pub(crate) lines: Range<u32>,
    /// Where their hunk begins on that side.
    pub(crate) hunk_start: u32,
}

/// A search through all files.
pub struct Hunt {
    /// For what.
    pub(crate) needle: Needle,
    /// Lines around changes.
    pub(crate) context: u32,
    /// Whether white space counts.
    pub(crate) whitespace: Whitespace,
    /// The files, with those comparisons that are there.
    pub(crate) files: Vec<(Arc<FileChange>, Option<Arc<crate::history::diff::FileDiff>>)>,
}

/// An answer of the worker.
#[derive(Debug)]
pub enum Outcome {
    /// The files of a subject.
    Opened(Opened),
    /// Compared files, by number.
    Files(Arrived),
    /// It could not be read.
    Failed(Failure),
    /// Colours of one file.
    Painted(Coat),
    /// What a search has found so far, in order; more follows until the work ends.
    Found(Found),
}

/// The files of a subject.
#[derive(Debug)]
pub struct Opened {
    /// Of what.
    pub(crate) subject: Subject,
    /// The files.
    pub(crate) files: Vec<Arc<FileChange>>,
    /// Whether it is a merge.
    pub(crate) is_merge: bool,
    /// What could not be read.
    pub(crate) problems: Vec<String>,
}

/// Compared files, by number.
#[derive(Debug)]
pub struct Arrived(pub(crate) Vec<(usize, Compared)>);

/// Matches in order.
#[derive(Debug)]
pub struct Found(pub(crate) Vec<Match>);

/// Colours of one file.
#[derive(Debug)]
pub struct Coat {
    /// Which file.
    pub(crate) file: usize,
    /// By side and line.
    pub(crate) lines: Vec<((Side, u32), Paint)>,
}

// Texts are large; requests are told apart by what they belong to.

impl PartialEq for Canvas {
    fn eq(&self, other: &Self) -> bool {
        self.file == other.file && self.change == other.change && self.stretches == other.stretches
    }
}

impl fmt::Debug for Canvas {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Canvas")
            .field("file", &self.file)
            .field("stretches", &self.stretches)
            .finish_non_exhaustive()
    }
}

impl PartialEq for Hunt {
    fn eq(&self, other: &Self) -> bool {
        self.needle == other.needle && self.context == other.context && self.whitespace == other.whitespace
    }
}

impl fmt::Debug for Hunt {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Hunt").field("needle", &self.needle).finish_non_exhaustive()
    }
}
