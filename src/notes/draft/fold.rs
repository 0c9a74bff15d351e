//! One story, one entry: what came by one pull request or branch, with its fixes and its twins, is told once.

use std::collections::HashMap;

use super::{
    Pulls,
    assemble::RELEASED,
    cancelled::Cancelled,
    placement::{Placement, UPKEEP_OF_RELEASES},
    ranking::score,
    rules::LEFT_OUT,
    series::series,
    trivia::trivial,
    worded::{is_asked, states_defect},
};
use crate::{
    analysis::{
        AnalysedCommit, Flags,
        group::{Bond, Membership},
        wording::{Form, speaks_of_fix},
    },
    drafting,
    history::CommitId,
    notes::SectionKey,
};

/// Commits that one entry tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Story {
    /// The commit that the entry is about, and whose section it has.
    pub(super) leader: usize,
    /// The merge whose title words it.
    pub(super) title: Option<usize>,
    /// All of them, newest first.
    pub(super) places: Vec<usize>,
    /// Whether each of them is told in a few words: a series of like changes.
    pub(super) is_series: bool,
}

/// What of a range is told together. What stands alone has no story.
#[derive(Debug, Clone, Default)]
pub(super) struct Stories {
    stories: Vec<Story>,
    of: HashMap<usize, usize>,
}

struct Folder<'a> {
    commits: &'a [AnalysedCommit],
    placements: &'a [Placement],
    cancelled: &'a Cancelled,
    pulls: &'a Pulls,
    stories: Stories,
}

impl Stories {
    /// The story of the commit at this place.
    pub(super) fn of(&self, at: usize) -> Option<&Story> {
        self.of.get(&at).map(|story| &self.stories[*story])
    }

    /// Finds them by the groups of the analysis.
    pub(super) fn of_range(
        commits: &[AnalysedCommit],
        placements: &[Placement],
        cancelled: &Cancelled,
        pulls: &Pulls,
    ) -> Self {
        let mut folder = Folder { commits, placements, cancelled, pulls, stories: Self::default() };
        folder.fold_requests();
        folder.fold_ties();
        for places in series(commits, placements, |at| folder.key(at).is_some() && !folder.stories.of.contains_key(&at))
        {
            let leader = places[places.len() - 1];
            folder.add(Story { leader, title: None, places, is_series: true });
        }
        for story in &mut folder.stories.stories {
            story.places.sort_unstable();
        }
        folder.stories
    }
}

impl Folder<'_> {
    /// The section in which a commit is told, if it may share an entry: what breaks and what mends security stands alone.
    fn key(&self, at: usize) -> Option<SectionKey> {
        match self.placements[at] {
            Placement::Told(SectionKey::Breaking | SectionKey::Security) => None,
            Placement::Told(key) if self.cancelled.by(at).is_none() => Some(key),
            _ => None,
        }
    }

    fn is_merge(&self, at: usize) -> bool {
        self.commits[at].flags.contains(Flags::MERGE)
    }

    /// What came by one request or branch. What of it no user notices is told along with what they do.
    fn fold_requests(&mut self) {
        let mut came: HashMap<(CommitId, Option<&str>), Vec<usize>> = HashMap::new();
        let (commits, pulls) = (self.commits, self.pulls);
        for (at, commit) in commits.iter().enumerate() {
            let Some(member) = commit.group.as_deref().filter(|member| came_together(member)) else { continue };
            // A fix that came by another request is another story's, until it is tied to this one.
            let number = match member.group.bond {
                Bond::Branch => None,
                _ => pulls.of(at).first().map(String::as_str),
            };
            came.entry((member.group.id(), number)).or_default().push(at);
        }
        let mut came: Vec<Vec<usize>> = came.into_values().collect();
        came.sort_unstable();
        for places in came {
            let told: Vec<usize> = places.iter().copied().filter(|at| self.key(*at).is_some()).collect();
            let folds = |at: &usize| {
                !self.is_merge(*at)
                    && self.cancelled.by(*at).is_none()
                    && (self.key(*at).is_some()
                        || matches!(self.placements[*at], Placement::Aside(_) | Placement::Fixup))
            };
            // A number leads to all that came by it; without one every commit is cited, so what no user notices stays aside.
            let is_branch =
                self.commits[places[0]].group.as_ref().is_some_and(|member| member.group.bond == Bond::Branch);
            let whole: Vec<usize> =
                if is_branch { told.clone() } else { places.iter().copied().filter(folds).collect() };
            let points = |at: &usize| score(&self.commits[*at], self.placements[*at]);
            let title = places.iter().copied().find(|at| self.is_merge(*at) && has_title(&self.commits[*at]));
            let title = title.filter(|_| told.len() > 1);
            let title = title.filter(|title| trivial(&self.commits[*title]).is_none());
            // A request that calls itself a fix is told among the fixes.
            let is_fix = title.is_some_and(|title| {
                speaks_of_fix(&self.commits[title].description) || states_defect(&self.commits[title])
            });
            let fixes = |at: &usize| !is_fix || self.key(*at) == Some(SectionKey::Fixed);
            let best = |among: &mut dyn Iterator<Item = usize>| {
                // Of equals the oldest: it begins the story.
                among.max_by(|one, other| points(one).total_cmp(&points(other)))
            };
            let leader = best(&mut told.iter().copied().filter(fixes)).or_else(|| best(&mut told.iter().copied()));
            let Some(leader) = leader else { continue };
            // What to do says more than what was wrong.
            let is_better = |title: &usize| {
                !states_defect(&self.commits[*title])
                    || states_defect(&self.commits[leader])
                    || !is_asked(&self.commits[leader])
            };
            let title = title.filter(is_better);
            if whole.len() > 1 {
                self.add(Story { leader, title, places: whole, is_series: false });
            }
        }
    }

    fn add(&mut self, story: Story) {
        let number = self.stories.stories.len();
        for at in &story.places {
            self.stories.of.insert(*at, number);
        }
        self.stories.stories.push(story);
    }

    /// A fix of what is not released yet is no news of its own, nor is the same change a second time. Oldest first, so
    /// that what is mended stands in its story already.
    fn fold_ties(&mut self) {
        let rows: HashMap<CommitId, usize> =
            self.commits.iter().enumerate().map(|(at, commit)| (commit.id, at)).collect();
        for at in (0..self.commits.len()).rev() {
            let link = self.commits[at].group.as_deref().and_then(|member| member.link.as_ref());
            let Some(link) = link else { continue };
            let Some(&to) = rows.get(&link.to) else { continue };
            let Some(other) = self.key(to) else { continue };
            // What goes on with something that is told is told with it, though it were too little alone.
            let is_little = matches!(self.placements[at], Placement::Aside(why) if ![LEFT_OUT, UPKEEP_OF_RELEASES, RELEASED].contains(&why))
                && !self.is_merge(at);
            let Some(own) = self.key(at).or((link.bond == Bond::FollowUp && is_little).then_some(other)) else {
                continue;
            };
            let folds = match link.bond {
                Bond::Fix => own == SectionKey::Fixed,
                Bond::CherryPick | Bond::Similar | Bond::FollowUp => own == other,
                _ => false,
            };
            // What came with others stays with them.
            if !folds || self.stories.of.contains_key(&at) || at == to {
                continue;
            }
            self.tie(at, to);
        }
    }

    /// Tells a commit with another one.
    fn tie(&mut self, at: usize, to: usize) {
        match self.stories.of.get(&to).copied() {
            Some(story) => {
                self.stories.stories[story].places.push(at);
                self.stories.of.insert(at, story);
            }
            None => self.add(Story { leader: to, title: None, places: vec![to, at], is_series: false }),
        }
    }
}

/// Whether a commit came with others of its group, or is the merge or the first of them.
fn came_together(member: &Membership) -> bool {
    matches!(member.group.bond, Bond::PullRequest | Bond::Branch)
}

/// Whether a merge says what it is about: a forge's title in the body, or a subject that a person wrote.
fn has_title(merge: &AnalysedCommit) -> bool {
    let says = match Form::of(&merge.subject) {
        Form::Merge(form) => (form.pull_request.is_some() || form.of_advisory) && *merge.description != *merge.subject,
        Form::Plain => true,
        _ => false,
    };
    let sentence = drafting::sentence(&merge.description);
    says && !drafting::says_nothing(&sentence) && sentence.split_whitespace().nth(1).is_some()
}
