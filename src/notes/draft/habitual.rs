//! Brings placements in line with what the project's readers are used to: what its notes would tell is told, the rest is
//! set aside. What breaks is told whatever the habit.

use std::collections::HashMap;

use super::{
    Pulls,
    cancelled::Cancelled,
    demands::asks_for_more,
    fitting::is_deprecation,
    placement::{Placement, UPKEEP_OF_RELEASES},
    platform::drops_a_platform,
    ranking::evident,
    trivia::is_final,
};
use crate::{
    analysis::{AnalysedCommit, Flags, ReferenceKind, wording::Form},
    drafting,
    notes::{
        SectionKey,
        habit::{Choice, Chosen, Updates, Upkeep, is_for_readers},
    },
};

/// Said of what the project's past notes would not tell.
const UNUSUAL: &str = "this project's notes seldom tell such a change";
/// The same where no past is known.
const UNWANTED: &str = "release notes seldom tell such a change";
/// Security is told below the usual chance: to miss it costs readers more than a line.
const SECURITY: f64 = 0.15;
/// Without a past, what the rules set aside is told only from this chance on.
const SURE: f64 = 0.5;
/// From this chance on it is likelier than not.
const RATHER: f64 = 0.5;

/// Changes the placements, newest commit first.
pub(super) fn follow(
    choice: &Choice,
    commits: &[AnalysedCommit],
    pulls: &Pulls,
    cancelled: &Cancelled,
    is_major: bool,
    placements: &mut [Placement],
) {
    for (at, commit) in commits.iter().enumerate() {
        let Some(chosen) = choice.of(commit.id) else { continue };
        // That something which users have is taken back they must read, whatever the habit.
        if cancelled.reaches_before_the_range(at) {
            continue;
        }
        placements[at] = match placements[at] {
            // What only its sources say breaks is told where these people would tell it.
            Placement::Told(SectionKey::Breaking) if choice.knows_breaks && !commit.flags.contains(Flags::BREAKING) => {
                Placement::Told(found_to_break(choice, chosen))
            }
            Placement::Told(SectionKey::Breaking) => Placement::Told(SectionKey::Breaking),
            Placement::Told(_) | Placement::Aside(_) | Placement::Dependency if names_advisory(commit) => {
                Placement::Told(SectionKey::Security)
            }
            Placement::Told(SectionKey::Security) if chosen.is_chosen || chosen.told >= SECURITY => {
                Placement::Told(SectionKey::Security)
            }
            Placement::Told(_) | Placement::Aside(_) if drops_a_platform(commit) => {
                Placement::Told(where_dropped(choice, chosen))
            }
            Placement::Aside(reason) if reason == UPKEEP_OF_RELEASES || is_final(reason) => Placement::Aside(reason),
            Placement::Told(_) | Placement::Aside(_) | Placement::Dependency if is_major && asks_for_more(commit) => {
                Placement::Told(where_dropped(choice, chosen))
            }
            Placement::Told(_) | Placement::Aside(_) if is_major && is_deprecation(commit) => {
                Placement::Told(SectionKey::Deprecated)
            }
            other if let Some((upkeep, key)) = listed(chosen, other) => Placement::Listed(upkeep, key),
            Placement::Told(key) if is_for_readers(key) && chosen.is_chosen => {
                Placement::Told(if choice.has_past { chosen.section } else { key })
            }
            // Where nothing is known of the project, its authors' own word counts for more than what others do.
            Placement::Told(key) if is_for_readers(key) && !choice.has_past && commit.kind.is_stated() => {
                Placement::Told(key)
            }
            // What is mended by another version of a dependency stands among the dependencies, whatever the habit.
            Placement::Told(SectionKey::Fixed) if commit.flags.contains(Flags::DEPENDENCY) => Placement::Dependency,
            Placement::Told(key) if is_for_readers(key) => {
                Placement::Aside(if choice.has_past { UNUSUAL } else { UNWANTED })
            }
            other => other,
        };
    }
    if choice.updates == Updates::Untold {
        for placement in placements.iter_mut().filter(|placement| **placement == Placement::Dependency) {
            *placement = Placement::Aside(UNUSUAL);
        }
    }
    raise(choice, commits, pulls, cancelled, placements);
}

/// The list that these people tell a commit in, unless it is news of its own.
fn listed(chosen: Chosen, placement: Placement) -> Option<(Upkeep, SectionKey)> {
    let is_news = match placement {
        Placement::Told(SectionKey::Security) | Placement::Fixup | Placement::Listed(..) => true,
        Placement::Told(key) => is_for_readers(key) && chosen.is_chosen,
        Placement::Aside(_) | Placement::Dependency => false,
    };
    chosen.list.filter(|_| !is_news)
}

/// Where a commit is told that was found to break something and does not say so: below what breaks only if the project's notes
/// would rather say so than not, else among its like; what they would not tell at all, at the end.
fn found_to_break(choice: &Choice, chosen: Chosen) -> SectionKey {
    let is_said = !choice.is_silent_on_breaks && evident(chosen.breaking) >= RATHER;
    match chosen.section {
        _ if is_said => SectionKey::Breaking,
        SectionKey::Breaking => SectionKey::Changed,
        section if chosen.is_chosen && is_for_readers(section) => section,
        _ => SectionKey::Internal,
    }
}

/// Where it is told that something is no longer run on: where what breaks would stand, but never with what is new or mended.
fn where_dropped(choice: &Choice, chosen: Chosen) -> SectionKey {
    match found_to_break(choice, chosen) {
        section @ (SectionKey::Breaking | SectionKey::Removed | SectionKey::Deprecated) => section,
        _ => SectionKey::Changed,
    }
}

/// Whether it mends what the world knows by a number: readers look for that number.
fn names_advisory(commit: &AnalysedCommit) -> bool {
    let is_merge = commit.flags.contains(Flags::MERGE);
    let of_advisory = matches!(Form::of(&commit.subject), Form::Merge(merge) if merge.of_advisory);
    of_advisory || !is_merge && commit.references.iter().any(|reference| reference.kind == ReferenceKind::Advisory)
}

/// Of each request that is chosen and of which nothing is told yet, the commit that began it tells it.
fn raise(
    choice: &Choice,
    commits: &[AnalysedCommit],
    pulls: &Pulls,
    cancelled: &Cancelled,
    placements: &mut [Placement],
) {
    let mut units: HashMap<&str, Vec<usize>> = HashMap::new();
    let mut alone: Vec<Vec<usize>> = Vec::new();
    for (at, commit) in commits.iter().enumerate() {
        let least = if choice.has_past { 0.0 } else { SURE };
        let chosen = choice.of(commit.id).is_some_and(|chosen| chosen.is_chosen && chosen.told >= least);
        if !chosen || commit.flags.contains(Flags::MERGE) || cancelled.by(at).is_some() {
            continue;
        }
        match pulls.of(at).first() {
            Some(number) => units.entry(number).or_default().push(at),
            None => alone.push(vec![at]),
        }
    }
    for places in units.into_values().chain(alone) {
        let is_told = |at: &usize| matches!(placements[*at], Placement::Told(key) if is_for_readers(key));
        if places.iter().any(is_told) {
            continue;
        }
        let oldest = places.iter().rev().copied().find(|at| can_tell(&commits[*at], placements[*at]));
        if let Some((at, chosen)) = oldest.and_then(|at| Some((at, choice.of(commits[at].id)?))) {
            placements[at] = Placement::Told(chosen.section);
        }
    }
}

/// Whether there are words to tell it by, and nothing else tells it.
fn can_tell(commit: &AnalysedCommit, placement: Placement) -> bool {
    let is_open = match placement {
        Placement::Aside(reason) => reason != UPKEEP_OF_RELEASES && !is_final(reason),
        Placement::Told(_) | Placement::Dependency => true,
        Placement::Fixup | Placement::Listed(..) => false,
    };
    is_open && !drafting::says_nothing(&drafting::sentence(&commit.description))
}
