//! The gate `breaking-told`: what commits declare to break, and what comparing sources found, is told in the notes.

use super::gate::{Evidence, Finding, Place, count, listed};
use crate::history::CommitId;

/// What breaks in the range, and whether the notes tell it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Breaks {
    /// Commits that break something, by their own word or by what was found.
    pub commits: Vec<BreakingCommit>,
    /// What was found, and no commit of the range is known to have made.
    pub unattributed: Vec<FoundBreak>,
    /// What was found, and somebody said does not count.
    pub dismissed: Vec<Dismissed>,
    /// Changed files whose public surface was compared.
    pub compared: usize,
}

/// A commit that breaks something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BreakingCommit {
    /// The commit.
    pub id: CommitId,
    /// Its subject, not yet safe for a terminal.
    pub subject: String,
    /// Whether it says so itself.
    pub declares: bool,
    /// Whether an entry of the notes cites or tells it.
    pub is_told: bool,
    /// What was found that it broke.
    pub found: Vec<FoundBreak>,
}

/// A breaking change that was found and counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundBreak {
    /// The rule.
    pub rule: String,
    /// What breaks, not yet safe for a terminal.
    pub symbol: String,
    /// How sure it is.
    pub certainty: &'static str,
    /// Whether the notes tell it.
    pub is_told: bool,
}

/// A breaking change that was found and that somebody said does not count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dismissed {
    /// The rule.
    pub rule: String,
    /// What would break, not yet safe for a terminal.
    pub symbol: String,
    /// Why it does not count, in that person's words.
    pub reason: String,
}

impl Breaks {
    /// How many are not told.
    pub(super) fn untold(&self) -> usize {
        self.commits.iter().filter(|commit| !commit.is_told).count()
            + self.unattributed.iter().filter(|found| !found.is_told).count()
    }
}

/// Judges it.
pub(super) fn breaking_told(breaks: &Breaks, line: Option<usize>) -> Finding {
    let found: Vec<&FoundBreak> =
        breaks.commits.iter().flat_map(|commit| &commit.found).chain(&breaks.unattributed).collect();
    let total = breaks.commits.len() + breaks.unattributed.len();
    let told = total - breaks.untold();
    let finding = if total == 0 {
        Finding::go(nothing(breaks.compared, !breaks.dismissed.is_empty()))
    } else if told == total {
        Finding::go(format!("the notes tell {}", all_of(total, "breaking change"))).counted(told, total)
    } else {
        Finding::no_go(
            format!("{} of {} not told in the notes", total - told, count(total, "breaking change")),
            remedy(breaks),
        )
        .detail(untold(breaks))
        .counted(told, total)
        .at(Some(Place::NotesLine(line.unwrap_or_default())))
    };
    let finding = if found.is_empty() { finding } else { finding.also(evidence(breaks, &found)) };
    if breaks.dismissed.is_empty() { finding } else { finding.also(dismissed(&breaks.dismissed)) }
}

fn nothing(compared: usize, is_dismissed: bool) -> String {
    let what = if is_dismissed { "none that counts" } else { "none" };
    match compared {
        0 => "no commit of the range declares a breaking change".to_owned(),
        files => format!(
            "no commit of the range declares a breaking change, and {what} was found in {} compared",
            count(files, "changed file")
        ),
    }
}

fn remedy(breaks: &Breaks) -> String {
    let tell = "tell in the notes what breaks, citing these commits (a redraft does: `R` on the Notes screen)";
    let is_found = breaks.unattributed.iter().any(|found| !found.is_told)
        || breaks.commits.iter().any(|commit| !commit.is_told && !commit.declares);
    if is_found {
        format!("{tell} or naming what is gone; what hurts nobody can be dismissed on the Breaking screen (`2`)")
    } else {
        tell.to_owned()
    }
}

/// Each commit that is not told, with what was found of it below.
fn untold(breaks: &Breaks) -> String {
    let mut lines = Vec::new();
    for commit in breaks.commits.iter().filter(|commit| !commit.is_told) {
        lines.push(format!("{}  {}", commit.id.short(), commit.subject));
        let found = commit.found.iter().filter(|found| !found.is_told);
        lines.extend(found.map(|found| format!("         {}", in_words(found))));
    }
    lines.extend(breaks.unattributed.iter().filter(|found| !found.is_told).map(in_words));
    listed(&lines)
}

/// What was found, each with where it stands.
fn evidence(breaks: &Breaks, found: &[&FoundBreak]) -> Evidence {
    let silent: usize = breaks.commits.iter().filter(|commit| !commit.declares).map(|commit| commit.found.len()).sum();
    let silent = match silent {
        0 => String::new(),
        silent => format!(", {silent} of them in commits that do not declare it"),
    };
    let lines: Vec<String> = found
        .iter()
        .map(|found| format!("{}  {}", if found.is_told { "told    " } else { "not told" }, in_words(found)))
        .collect();
    let changes = count(found.len(), "breaking change");
    Evidence::with_detail(format!("{changes} found by comparing sources{silent}"), listed(&lines))
}

fn dismissed(dismissed: &[Dismissed]) -> Evidence {
    let lines: Vec<String> =
        dismissed.iter().map(|one| format!("{} ({}): {}", one.symbol, one.rule, one.reason)).collect();
    Evidence::with_detail(
        format!("{} dismissed, which is not asked for", count(lines.len(), "finding")),
        listed(&lines),
    )
}

fn in_words(found: &FoundBreak) -> String {
    format!("{}  {} ({})", found.certainty, found.symbol, found.rule)
}

fn all_of(number: usize, noun: &str) -> String {
    if number == 1 { format!("the one {noun}") } else { format!("all {}", count(number, noun)) }
}

#[cfg(test)]
mod tests {
    use super::{super::Verdict, *};

    fn commit(is_told: bool, found: Vec<FoundBreak>) -> BreakingCommit {
        let id = "b".repeat(40).parse().unwrap();
        BreakingCommit { id, subject: "feat: drop it".into(), declares: found.is_empty(), is_told, found }
    }

    fn found(is_told: bool) -> FoundBreak {
        FoundBreak {
            rule: "rust/function-removed".into(),
            symbol: "demo::close".into(),
            certainty: "definite",
            is_told,
        }
    }

    fn judged(breaks: &Breaks) -> Finding {
        breaking_told(breaks, Some(3))
    }

    #[test]
    fn every_commit_that_declares_a_break_is_told() {
        let breaks = |told: &[bool]| Breaks {
            commits: told.iter().map(|is_told| commit(*is_told, Vec::new())).collect(),
            ..Breaks::default()
        };
        assert_eq!(judged(&breaks(&[])).verdict, Verdict::Go);
        assert_eq!(judged(&breaks(&[true, true])).progress, Some((2, 2)));
        let untold = judged(&breaks(&[true, false]));
        assert_eq!((untold.verdict, untold.progress), (Verdict::NoGo, Some((1, 2))));
        assert_eq!(untold.evidence[0].detail, "bbbbbbb  feat: drop it");
        assert_eq!(
            untold.remedy.as_deref(),
            Some("tell in the notes what breaks, citing these commits (a redraft does: `R` on the Notes screen)")
        );
    }

    #[test]
    fn what_was_found_is_told_too_and_is_evidence() {
        let silent = Breaks { commits: vec![commit(false, vec![found(false)])], compared: 1, ..Breaks::default() };
        let no = judged(&silent);
        assert_eq!((no.verdict, no.place.clone()), (Verdict::NoGo, Some(Place::NotesLine(3))));
        assert!(no.evidence[0].detail.contains("definite  demo::close (rust/function-removed)"), "{no:?}");
        assert_eq!(
            no.evidence[1].summary,
            "1 breaking change found by comparing sources, 1 of them in commits that do not declare it"
        );
        assert!(no.remedy.unwrap().contains("dismissed on the Breaking screen"));
        let told = Breaks { commits: vec![commit(true, vec![found(true)])], compared: 1, ..Breaks::default() };
        let go = judged(&told);
        assert_eq!((go.verdict, go.progress), (Verdict::Go, Some((1, 1))));
        assert!(go.evidence[1].detail.starts_with("told"), "{go:?}");
    }

    #[test]
    fn what_no_commit_is_known_to_have_made_is_asked_for_by_name() {
        let breaks = Breaks { unattributed: vec![found(false)], compared: 2, ..Breaks::default() };
        assert_eq!(judged(&breaks).verdict, Verdict::NoGo);
        assert!(judged(&breaks).evidence[0].detail.contains("demo::close"));
        let told = Breaks { unattributed: vec![found(true)], compared: 2, ..Breaks::default() };
        assert_eq!(judged(&told).verdict, Verdict::Go);
    }

    #[test]
    fn what_was_dismissed_is_shown_with_its_reason_and_not_asked_for() {
        let dismissed = Dismissed {
            rule: "rust/function-removed".into(),
            symbol: "demo::close".into(),
            reason: "nobody calls it".into(),
        };
        let go = judged(&Breaks { dismissed: vec![dismissed], compared: 1, ..Breaks::default() });
        assert_eq!(go.verdict, Verdict::Go);
        assert!(go.evidence[1].detail.ends_with("nobody calls it"), "{go:?}");
    }
}
