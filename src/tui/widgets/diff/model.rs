//! The state of a diff on the screen.

use std::collections::{HashSet, VecDeque};

use super::{
    document::{Document, Form},
    files::Files,
    geometry::Room,
    rows::Layout,
    scroll::View,
    search::Search,
};
use crate::{
    fault::Failure,
    history::diff::{Subject, Whitespace},
};

/// Lines around changes, unless said otherwise.
pub(crate) const CONTEXT_LINES: u32 = 3;
/// More than any file has.
pub(crate) const WHOLE_FILE: u32 = u32::MAX / 4;
/// So many documents that were left are kept,
const RECENT: usize = 6;
/// as long as their texts cost no more than this.
const RECENT_COST: usize = 2 << 20;

/// A diff: what is shown, where the user is in it, what is being worked on.
#[derive(Debug, Default)]
pub struct DiffModel {
    pub(super) subject: Option<Subject>,
    pub(super) document: Option<Document>,
    pub(super) failure: Option<Failure>,
    pub(super) recent: VecDeque<(Document, View)>,
    pub(super) view: View,
    pub(super) taste: Taste,
    pub(super) search: Option<Search>,
    /// Where the user was, and what was searched for, before a search that is being typed.
    pub(super) before_search: Option<(View, Option<Search>)>,
    pub(super) files: Files,
    pub(super) room: Room,
    pub(super) busy: Busy,
    pub(super) viewed: HashSet<(Subject, Box<[u8]>)>,
}

/// How the user likes diffs; kept from one to the next.
#[derive(Debug, Clone, Copy)]
pub(super) struct Taste {
    pub(super) context: u32,
    pub(super) layout: Layout,
    pub(super) whitespace: Whitespace,
}

impl Default for Taste {
    fn default() -> Self {
        Self { context: CONTEXT_LINES, layout: Layout::Unified, whitespace: Whitespace::Counts }
    }
}

/// Which work is under way.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Busy {
    pub(super) opening: bool,
    pub(super) fetching: bool,
    pub(super) painting: bool,
    pub(super) searching: bool,
}

impl DiffModel {
    /// What is shown, or asked for.
    pub fn subject(&self) -> Option<Subject> {
        self.subject
    }

    /// Whether what is shown is of the subject that was asked for last.
    pub fn is_current(&self) -> bool {
        self.document.as_ref().map(|document| document.subject) == self.subject
    }

    /// The contexts of the keymap that are heard when the diff has the focus.
    pub fn contexts(&self) -> &'static [&'static str] {
        if self.files.is_open {
            &[super::action::FILES_CONTEXT, super::action::CONTEXT]
        } else {
            &[super::action::CONTEXT]
        }
    }

    /// The layout as it fits now.
    pub(super) fn form(&self) -> Form {
        Form { context: self.taste.context, layout: self.room.fitting(self.taste.layout) }
    }

    /// Sets the document aside, to be shown at once should the user come back.
    pub(super) fn put_aside(&mut self) {
        let Some(document) = self.document.take() else { return };
        let is_whole = document.entries().iter().all(super::entry::Entry::is_ready);
        if is_whole && document.cost() <= RECENT_COST {
            self.recent.retain(|(kept, _)| kept.subject != document.subject);
            self.recent.push_front((document, self.view));
        }
        let mut cost = 0;
        self.recent.retain(|(kept, _)| {
            cost += kept.cost();
            cost <= RECENT_COST
        });
        self.recent.truncate(RECENT);
    }

    /// Takes a document that was set aside.
    pub(super) fn take_recent(&mut self, subject: Subject) -> Option<(Document, View)> {
        let whitespace = self.taste.whitespace;
        let is_it = |(kept, _): &(Document, View)| kept.subject == subject && kept.whitespace == whitespace;
        let position = self.recent.iter().position(is_it)?;
        self.recent.remove(position)
    }
}
