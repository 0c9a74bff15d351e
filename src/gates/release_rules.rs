//! The gates on version, notes and reviews.

use super::{
    breaking_told::Breaks,
    gate::{Evidence, Finding, Place, count, listed},
    tree_rules::Remote,
};
use crate::history::{CommitId, TagVersion};

/// The version that is released.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NextVersion {
    /// The version at the range's beginning.
    pub current: Option<String>,
    /// The next one; nothing if no commit asks for a release.
    pub next: Option<String>,
    /// Its tag.
    pub tag: Option<String>,
    /// What that tag points at here, if it is there already.
    pub taken: Option<CommitId>,
    /// Whether the range has no commits.
    pub is_empty: bool,
    /// Whether a shallow clone ends before any version's tag, so that nothing is known of the current version.
    pub is_cut_off: bool,
}

/// `version`: valid, after the current one, its tag free here and, where that is known, on the remote.
pub(super) fn version(version: &NextVersion, remote_name: &str, remote: &Remote) -> Finding {
    let (Some(next), Some(tag)) = (&version.next, &version.tag) else {
        if version.is_empty {
            let since = version.current.as_ref().map_or_else(String::new, |current| format!(" since `{current}`"));
            return Finding::no_go(
                format!("there is nothing to release: the range has no commits{since}"),
                "commit something first, or choose another range: `--from REV`, `--to REV`",
            );
        }
        if version.is_cut_off {
            return Finding::hold(
                "which version comes next is not known: this clone is shallow, and no version's tag is in it",
                "fetch the rest (`git fetch --unshallow --tags`), or name the next version: `--next VERSION`",
            );
        }
        return Finding::no_go(
            "no commit of the range asks for a new version",
            "commit something to release, or name the next version: `--next VERSION`",
        );
    };
    let own_scheme = version.current.as_deref().is_some_and(|current| semver::Version::parse(current).is_err());
    let parsed = TagVersion::new(next);
    if semver::Version::parse(next).is_err() && !(own_scheme && parsed.is_some()) {
        return Finding::no_go(
            format!("`{next}` is not a semantic version"),
            "name one such as `1.2.3` or `1.2.3-rc.1`: `--next VERSION`",
        );
    }
    if let (Some(next_version), Some(current)) = (&parsed, &version.current)
        && TagVersion::new(current).is_some_and(|current| *next_version <= current)
    {
        return Finding::no_go(
            format!("`{next}` does not come after `{current}`"),
            "name a later version: `--next VERSION`",
        );
    }
    if let Some(taken) = version.taken {
        return Finding::no_go(
            format!("the tag `{tag}` is there already, on `{}`", taken.short()),
            "name another version: `--next VERSION`",
        );
    }
    let first = || format!("`{next}` is the first version");
    let place = version.current.as_ref().map_or_else(first, |current| format!("`{next}` follows `{current}`"));
    match remote {
        Remote::Answer(answer) => match answer.tag {
            Some(taken) => Finding::no_go(
                format!("the tag `{tag}` is on `{remote_name}` already, on `{}`", taken.short()),
                "fetch the tags (`git fetch --tags`), or name another version: `--next VERSION`",
            ),
            None => Finding::go(format!("{place}; its tag `{tag}` is free here and on `{remote_name}`")),
        },
        _ => Finding::go(format!("{place}; its tag `{tag}` is free here"))
            .also(Evidence::of(format!("whether that tag is free on `{remote_name}` is not known"))),
    }
}

/// What the notes look like to the gates.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NotesState {
    /// What breaks, and whether they tell it.
    pub breaking: Breaks,
    /// What is not finished, by the name of the check.
    pub problems: Vec<NotesProblem>,
    /// Whether a person wrote or changed them; else they are the automatic draft.
    pub is_written: bool,
    /// The line, 0-based, where breaking changes would be told.
    pub breaking_line: Option<usize>,
}

/// Something in the notes that is not finished.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotesProblem {
    /// The name of the check.
    pub check: String,
    /// What is wrong, in a sentence; not yet safe for a terminal.
    pub message: String,
    /// The line it stands in, 0-based.
    pub line: Option<usize>,
}

/// `notes-complete`: there are notes, and no placeholders in them.
pub(super) fn notes_complete(notes: &NotesState) -> Finding {
    let source = if notes.is_written { "the written notes" } else { "the automatic draft" };
    let Some(first) = notes.problems.first() else {
        let is = if notes.is_written { "are" } else { "is" };
        let untold = notes.breaking.untold();
        let but = if untold > 0 {
            format!(" but for {}, which `breaking-told` asks for", count(untold, "breaking change"))
        } else {
            String::new()
        };
        return Finding::go(format!("{source} {is} complete{but}"));
    };
    let lines: Vec<String> = notes.problems.iter().map(|problem| problem.message.clone()).collect();
    Finding::no_go(format!("{} in {source}", count(notes.problems.len(), "problem")), remedy(&notes.problems))
        .detail(listed(&lines))
        .at(Some(Place::NotesLine(first.line.unwrap_or_default())))
}

/// What mends the problems that there are.
fn remedy(problems: &[NotesProblem]) -> String {
    let has = |checks: &[&str]| problems.iter().any(|problem| checks.contains(&problem.check.as_str()));
    let mut steps = Vec::new();
    if has(&["placeholder", "empty"]) {
        steps.push("write what is missing and take out the placeholders");
    }
    if has(&["unknown-commit", "uncited", "reverted"]) {
        steps.push("cite the commits that each entry rests on (`#12` or `abc1234`), or delete it");
    }
    if has(&["unfounded", "claim"]) {
        steps.push("correct what no commit bears out, or cite the commit that does");
    }
    if has(&["untold"]) {
        steps.push("tell what is left out (a redraft does: `R` on the Notes screen), or leave it out by `<!-- tminus: abc1234 -->`");
    }
    if steps.is_empty() {
        "finish the notes: `tminus notes --check` lists what is open".to_owned()
    } else {
        steps.join("; ")
    }
}

/// A commit at or over the threshold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RiskyCommit {
    /// The commit.
    pub id: CommitId,
    /// Its subject, not yet safe for a terminal.
    pub subject: String,
    /// Its risk.
    pub risk: u8,
    /// Whether it was looked at: privately by this user, or in a record by anybody.
    pub is_reviewed: bool,
}

/// The commits that want a review.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReviewState {
    /// From which risk on.
    pub threshold: u8,
    /// The commits at or over it.
    pub risky: Vec<RiskyCommit>,
    /// How many of the reviews are private marks that no record lists yet.
    pub private: usize,
}

/// `risk-reviewed`: every commit at or over the threshold was looked at.
pub(super) fn risk_reviewed(reviews: &ReviewState) -> Finding {
    let threshold = reviews.threshold;
    let total = reviews.risky.len();
    let mut open: Vec<&RiskyCommit> = reviews.risky.iter().filter(|commit| !commit.is_reviewed).collect();
    open.sort_by_key(|commit| std::cmp::Reverse(commit.risk));
    let private = Evidence::of(format!(
        "{} yours alone until you approve, or record them: `w` in the cockpit, or `tminus review`",
        if reviews.private == 1 { "1 mark is".to_owned() } else { format!("{} marks are", reviews.private) }
    ));
    let with_private = |finding: Finding| if reviews.private > 0 { finding.also(private) } else { finding };
    let Some(first) = open.first() else {
        let summary = if total == 0 {
            format!("no commit is at risk {threshold} or more")
        } else {
            format!("{} at risk {threshold} or more, reviewed", count(total, "commit"))
        };
        let finding = Finding::go(summary);
        return with_private(if total == 0 { finding } else { finding.counted(total, total) });
    };
    let lines: Vec<String> =
        open.iter().map(|commit| format!("{}  {:>3}  {}", commit.id.short(), commit.risk, commit.subject)).collect();
    let finding = Finding::hold(
        format!("{} of {} at risk {threshold} or more not reviewed yet", open.len(), count(total, "commit")),
        "look at these commits and mark them: `m` on the Commits screen, or `tminus review SHA...`",
    )
    .detail(listed(&lines))
    .counted(total - open.len(), total)
    .at(Some(Place::Commit(first.id)));
    with_private(finding)
}

#[cfg(test)]
mod tests {
    use super::{
        super::{Verdict, tree_rules::RemoteAnswer},
        *,
    };

    fn id(digit: char) -> CommitId {
        digit.to_string().repeat(40).parse().unwrap()
    }

    fn next(current: Option<&str>, next: &str) -> NextVersion {
        NextVersion {
            current: current.map(str::to_owned),
            next: Some(next.into()),
            tag: Some(format!("v{next}")),
            taken: None,
            is_empty: false,
            is_cut_off: false,
        }
    }

    fn judged(state: &NextVersion) -> Verdict {
        version(state, "origin", &Remote::Offline).verdict
    }

    #[test]
    fn the_next_version_is_valid_and_follows_the_current_one() {
        for (current, following, verdict) in [
            (None, "0.1.0", Verdict::Go),
            (Some("1.4.2"), "1.4.3", Verdict::Go),
            (Some("1.4.2"), "2.0.0-rc.1", Verdict::Go),
            (Some("2.0.0-rc.1"), "2.0.0", Verdict::Go),
            (Some("1.9.0"), "1.10.0", Verdict::Go),
            (Some("1.4.2"), "1.4.2", Verdict::NoGo),
            (Some("1.4.2"), "1.4.2+build.7", Verdict::NoGo),
            (Some("1.4.2"), "1.4.1", Verdict::NoGo),
            (Some("1.4.2"), "1.5", Verdict::NoGo),
            (Some("1.4.2"), "next", Verdict::NoGo),
            (Some("2026.09"), "2026.10", Verdict::Go),
        ] {
            assert_eq!(judged(&next(current, following)), verdict, "{current:?} to {following}");
        }
    }

    #[test]
    fn without_a_next_version_there_is_nothing_to_release() {
        assert_eq!(judged(&NextVersion::default()), Verdict::NoGo);
        let after = NextVersion { current: Some("1.0.0".into()), is_empty: true, ..NextVersion::default() };
        let told = version(&after, "origin", &Remote::Offline).evidence[0].summary.clone();
        assert_eq!(told, "there is nothing to release: the range has no commits since `1.0.0`");
    }

    #[test]
    fn a_tag_that_is_taken_here_or_there_is_no_go() {
        let free = next(Some("1.0.0"), "1.1.0");
        assert_eq!(judged(&NextVersion { taken: Some(id('a')), ..free.clone() }), Verdict::NoGo);
        let answer = |tag| Remote::Answer(RemoteAnswer { tag, ..RemoteAnswer::default() });
        assert_eq!(version(&free, "origin", &answer(Some(id('a')))).verdict, Verdict::NoGo);
        assert_eq!(version(&free, "origin", &answer(None)).verdict, Verdict::Go);
    }

    #[test]
    fn placeholders_lead_to_their_line() {
        let problem =
            NotesProblem { check: "placeholder".into(), message: "line 5 still has `TODO`".into(), line: Some(4) };
        let notes = NotesState { problems: vec![problem], is_written: true, ..NotesState::default() };
        let found = notes_complete(&notes);
        assert_eq!((found.verdict, found.place), (Verdict::NoGo, Some(Place::NotesLine(4))));
        assert_eq!(found.evidence[0].detail, "line 5 still has `TODO`");
        assert_eq!(notes_complete(&NotesState::default()).verdict, Verdict::Go);
    }

    #[test]
    fn commits_at_or_over_the_threshold_are_reviewed_the_riskiest_first() {
        let risky = |risk, is_reviewed, digit| RiskyCommit { id: id(digit), subject: "s".into(), risk, is_reviewed };
        let state = |risky| ReviewState { threshold: 50, risky, private: 0 };
        assert_eq!(risk_reviewed(&state(vec![])).verdict, Verdict::Go);
        assert_eq!(risk_reviewed(&state(vec![risky(50, true, 'a')])).verdict, Verdict::Go);
        let open = risk_reviewed(&state(vec![risky(50, false, 'a'), risky(90, false, 'b'), risky(60, true, 'c')]));
        assert_eq!((open.verdict, open.progress), (Verdict::Hold, Some((1, 3))));
        assert_eq!(open.place, Some(Place::Commit(id('b'))));
    }
}
