//! What every screen may know: the room, the clock, and the facts of the release that the header shows.

use ratatui::layout::Rect;

use crate::release::Options;

/// What all screens see. The cockpit owns it; screens read it and change it by announcing [`News`].
#[derive(Debug, Clone, Default)]
pub struct Shared {
    /// Columns and rows of the terminal.
    pub size: (u16, u16),
    /// Where screens are drawn.
    pub body: Rect,
    /// The clock for display, in seconds since the epoch. Nothing is decided by it.
    pub now: i64,
    /// Lines in reading order, without boxes.
    pub plain: bool,
    /// Characters of ASCII alone.
    pub ascii: bool,
    /// What is released: the repository and the range, as chosen on the command line or since. Requests carry it.
    pub options: Options,
    /// What is known of the release.
    pub facts: Facts,
}

/// What the header shows. Whatever is not known yet is `None` and has its place kept.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// The repository's name, as foreign as its folder's.
    pub repository: Option<String>,
    /// `from` and `to` of the range, as they were asked for.
    pub range: Option<(Option<String>, String)>,
    /// The next version, and the word for its bump.
    pub next: Option<(String, String)>,
    /// Commits in the range.
    pub commits: Option<usize>,
    /// Breaking ones among them.
    pub breaking: Option<usize>,
    /// The score of the release's risk.
    pub risk: Option<u8>,
    /// Gates that are not GO yet, and the verdict over all.
    pub gates: Option<(usize, String)>,
    /// What long work is doing: its name, how much is done, of how much.
    pub progress: Option<(String, usize, usize)>,
}

/// Something that happened and that concerns more than one screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News {
    /// The repository may have moved: the terminal has the focus again, the user asked, or a command of ours changed it.
    RepositoryMoved,
    /// The user quits: what is not kept yet is to be kept now.
    Leaving,
    /// Another range was chosen, `from` and `to`; it is in [`Shared::options`] already.
    RangeChosen(Option<String>, Option<String>),
    /// The commits of the range and what they mean are known, or are known anew.
    Analysed,
    /// Which commits are marked as reviewed changed.
    ReviewsChanged,
    /// The notes changed.
    NotesChanged,
    /// The gates were judged anew, or a decision was recorded.
    GatesChanged,
    /// Facts for the header; each `Some` replaces what was known.
    Facts(Facts),
    /// Long work stands here, or is over.
    Progress(Option<(String, usize, usize)>),
    /// What somebody said about findings changed what counts, or what users are told.
    FindingsChanged,
    /// Show this commit on the Commits screen: its full id.
    Visit(String),
    /// The same, with the focus on its diff.
    VisitDiff(String),
    /// Show the entry that tells this commit on the Notes screen: its full id.
    VisitEntry(String),
}

impl Facts {
    /// Takes over what `newer` knows.
    pub fn learn(&mut self, newer: Self) {
        fn take<T>(known: &mut Option<T>, newer: Option<T>) {
            if newer.is_some() {
                *known = newer;
            }
        }
        take(&mut self.repository, newer.repository);
        take(&mut self.range, newer.range);
        take(&mut self.next, newer.next);
        take(&mut self.commits, newer.commits);
        take(&mut self.breaking, newer.breaking);
        take(&mut self.risk, newer.risk);
        take(&mut self.gates, newer.gates);
        take(&mut self.progress, newer.progress);
    }

    /// Whether it is known that the range holds no commits and so asks for no version.
    pub fn is_nothing_to_release(&self) -> bool {
        self.commits == Some(0) && self.next.as_ref().is_some_and(|(_, bump)| bump == "none")
    }
}
