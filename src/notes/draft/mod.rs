//! The automatic draft of a range: what is told, in which section and words, what is set aside, and why.
//!
//! Pure: the same commits give the same draft. Each commit of the range is told once or set aside once.

mod assemble;
mod cancelled;
mod demands;
mod fitting;
mod fold;
mod habitual;
mod placement;
mod platform;
mod ranking;
mod reworded;
mod rules;
mod series;
mod trivia;
mod worded;

use serde::Serialize;

pub use crate::analysis::group::Pulls;
pub use assemble::{Guide, draft, draft_by, draft_with};
pub use ranking::Ranked;
pub use reworded::{Reworded, reworded};
pub use rules::CommitRules;

use super::{Break, SectionKey, habit::is_for_readers};
use crate::history::CommitId;

/// What the commits of a range come to.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Draft {
    /// What is told, in the order of the sections; empty ones left out.
    pub sections: Vec<DraftSection>,
    /// Every commit of the range once, most telling first.
    pub ranking: Vec<Ranked>,
    /// What is not told, with reasons.
    pub set_aside: Vec<SetAside>,
    /// What was found to break, each to be told.
    pub breaks: Vec<Break>,
}

impl Draft {
    /// What it tells the project's users: all but what is about documents and upkeep.
    pub fn for_readers(&self) -> impl Iterator<Item = (SectionKey, &DraftEntry)> {
        let sections = self.sections.iter().filter(|section| is_for_readers(section.key));
        sections.flat_map(|section| section.entries.iter().map(|entry| (section.key, entry)))
    }
}

/// A section of the draft.
#[derive(Debug, Clone, PartialEq)]
pub struct DraftSection {
    /// What it is about.
    pub key: SectionKey,
    /// What it tells, most telling first.
    pub entries: Vec<DraftEntry>,
}

/// One thing to tell.
#[derive(Debug, Clone, PartialEq)]
pub struct DraftEntry {
    /// Its sentence, as Markdown on one line.
    pub text: String,
    /// The part of the project that its author named, as Markdown.
    pub scope: Option<String>,
    /// What to do about it, as the author wrote it; Markdown, maybe several lines.
    pub migration: Option<String>,
    /// The commits that it is made from, newest first.
    pub commits: Vec<CommitId>,
    /// Numbers of their pull requests.
    pub pulls: Vec<String>,
    /// The commits among them that no number alone leads to.
    pub cited_by_id: Vec<CommitId>,
    /// How much a reader would miss it, 0 to 1.
    pub score: f64,
}

/// Commits that are not told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct SetAside {
    /// The commits.
    #[schemars(with = "Vec<String>")]
    pub commits: Vec<CommitId>,
    /// Why.
    pub reason: String,
}
