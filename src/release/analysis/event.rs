//! What an analysis tells while it runs. Rows are numbered in the order in which they were listed.

use std::sync::Arc;

use crate::{
    analysis::{
        AnalysedCommit, Audience, Flags, KindVerdict,
        group::Membership,
        risk::Assessment,
        story::{Outline, ReviewerName, Story},
        version::NextVersion,
    },
    breaking::Breaking,
    history::{Commit, Stats},
};

/// One piece of news.
#[derive(Debug, Clone)]
pub enum Event {
    /// More commits, in `git log` order, with what their messages say. Kind, scope and audience may still change.
    Listed(Vec<AnalysedCommit>),
    /// The commits of the next `Listed`, whole, where they were asked for.
    Read(Vec<Commit>),
    /// All commits are listed.
    AllListed,
    /// What commits changed, and what follows from it.
    Shaped(Vec<Shaped>),
    /// Rows that belong together. Told again when more is known; the last time counts.
    Grouped(Vec<Grouping>),
    /// Risks by the change alone, where somebody watches: `Judged` tells them again when the past of the files is known.
    Foreseen(Vec<Judged>),
    /// Risks.
    Judged(Vec<Judged>),
    /// Breaking changes found by comparing sources.
    Breaking(Breaking),
    /// The next version; told again when more is known.
    Version(NextVersion),
    /// The risk of the whole release.
    ReleaseRisk(Assessment),
    /// Stories, in the order of rows, those of merges included.
    Told(Vec<Told>),
    /// Something that is not as it should be and is gone on without.
    Warning(String),
    /// How far it is.
    Progress(Progress),
    /// Nothing more will come; `complete` unless it was cancelled.
    Finished {
        /// Whether all parts were done.
        complete: bool,
    },
}

impl Event {
    /// The same news in memory that this thread took itself. What an analysis tells lies among what it needs for a while
    /// only, and so would keep the memory of both for as long as it is kept.
    #[must_use]
    pub fn rehoused(self) -> Self {
        match self {
            Self::Listed(commits) => Self::Listed(commits.clone()),
            Self::Shaped(rows) => Self::Shaped(rows.clone()),
            Self::Judged(rows) => Self::Judged(rows.clone()),
            Self::Told(rows) => Self::Told(rows.clone()),
            Self::Breaking(breaking) => Self::Breaking(breaking.clone()),
            other => other,
        }
    }
}

/// What a row changed, and what is concluded from it.
#[derive(Debug, Clone)]
pub struct Shaped {
    /// Which row.
    pub row: u32,
    /// Files and lines; nothing if lines were left out.
    pub stats: Option<Stats>,
    /// Its kind, looked at again.
    pub kind: KindVerdict,
    /// Its scope, looked at again.
    pub scope: Option<Box<str>>,
    /// Its flags, looked at again.
    pub flags: Flags,
    /// For whom it matters, looked at again.
    pub audience: Audience,
}

/// The group of a row.
#[derive(Debug, Clone)]
pub struct Grouping {
    /// Which row.
    pub row: u32,
    /// Its group.
    pub membership: Option<Arc<Membership>>,
    /// Whether it and its reverts add up to nothing.
    pub cancelled: bool,
}

impl Grouping {
    /// Takes it into the commits.
    pub(super) fn write(&self, commits: &mut [AnalysedCommit]) {
        if let Some(commit) = commits.get_mut(self.row as usize) {
            commit.group.clone_from(&self.membership);
            commit.flags.set(Flags::CANCELLED, self.cancelled);
        }
    }
}

/// The story of a row.
#[derive(Debug, Clone)]
pub struct Told {
    /// Which row.
    pub row: u32,
    /// In two words; nothing for a merge, or where it could not be read.
    pub outline: Option<Outline>,
    /// In full, where that was asked for.
    pub story: Option<Box<Story>>,
    /// Who could review it, the most fitting first, where that alone was asked for.
    pub reviewers: Option<Box<[Arc<ReviewerName>]>>,
}

/// The risk of a row.
#[derive(Debug, Clone)]
pub struct Judged {
    /// Which row.
    pub row: u32,
    /// Its risk, to be put into words when somebody looks.
    pub risk: Assessment,
}

/// How far the analysis is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// What is being done: `commits`, `lines`, `history`, `risk`, `breaking`.
    pub part: &'static str,
    /// Commits done.
    pub done: u32,
    /// Of how many; nothing while that is not known.
    pub of: Option<u32>,
}
