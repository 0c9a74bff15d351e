//! What is made of a commit, in words that the rows, the panel below them and the page of a commit share.

use crate::{
    analysis::{
        AnalysedCommit, Because, Flags, KindSource, Suggestion,
        risk::Model,
        story::{Difficulty, Reviewer, Story, TestVerdict},
    },
    breaking::Finding,
};

/// Paths of each sort on a page.
const LISTED: usize = 5;

/// A chance beside the usual one: `6x the usual`.
pub(super) fn chance(probability: f64) -> String {
    let times = Model::built_in().times_usual(probability);
    match times {
        _ if times >= 3.0 => format!("{times:.0}x the usual"),
        _ if times >= 1.25 => format!("{:.1}x the usual", (times * 2.0).round() / 2.0),
        _ if times >= 0.8 => "as usual".to_owned(),
        _ if times >= 0.4 => "half the usual".to_owned(),
        _ => "well under the usual".to_owned(),
    }
}

/// The kind with where it comes from and how sure that is.
pub(super) fn kind(commit: &AnalysedCommit) -> String {
    let verdict = &commit.kind;
    let percent = verdict.confidence * 100.0;
    let unsure = if verdict.is_sure() { "" } else { ", which is not sure" };
    let source = match verdict.source {
        KindSource::Header => "by its header".to_owned(),
        KindSource::Override => "corrected by you".to_owned(),
        KindSource::Rule => format!("by rules, {percent:.0} %{unsure}"),
        KindSource::Model => format!("by the model, {percent:.0} %{unsure}"),
    };
    let suggested = verdict.suggested.map_or_else(String::new, |suggested| {
        format!("; it looks like {}: {}", suggested.kind.as_str(), suggested.because.in_words())
    });
    format!("{}, {source}{suggested}", verdict.kind.as_str())
}

/// What is doubtful about the kind, if anything is: short, for a line with other things.
pub(super) fn doubt(commit: &AnalysedCommit) -> Option<String> {
    let verdict = &commit.kind;
    if verdict.is_sure() && verdict.suggested.is_none() || commit.flags.contains(Flags::MERGE) {
        return None;
    }
    let kind = verdict.kind.as_str();
    Some(match verdict.suggested {
        Some(Suggestion { kind: suggested, because: Because::Words }) => {
            format!("says {kind}, looks like {}", suggested.as_str())
        }
        Some(suggested) => format!("says {kind}, {}", suggested.because.in_words()),
        None => format!("{kind}? {:.0} %", verdict.confidence * 100.0),
    })
}

/// Whether it would be hard to take back once it is released.
pub(super) fn is_hard_to_take_back(commit: &AnalysedCommit) -> bool {
    commit.story.is_some_and(|story| story.rollback == Difficulty::Hard)
}

/// What speaks against a commit and is not in its score, since later commits may change it.
pub(super) fn beside_the_score(commit: &AnalysedCommit, findings: &[Finding]) -> Option<String> {
    let mut firm = findings.iter().filter(|finding| finding.counts() && finding.commit == Some(commit.id));
    let first = firm.next().map(|finding| format!("it breaks `{}`", finding.symbol));
    let others = match firm.count() {
        0 => String::new(),
        count => format!(" and {count} more"),
    };
    let hard = is_hard_to_take_back(commit).then(|| "it is hard to take back".to_owned());
    let told: Vec<String> = [first.map(|first| first + &others), hard].into_iter().flatten().collect();
    (!told.is_empty()).then(|| told.join("; "))
}

/// What ties it to others of the range, if something does.
pub(super) fn tie(commit: &AnalysedCommit) -> Option<String> {
    let membership = commit.group.as_ref()?;
    let others = membership.group.members.len().saturating_sub(1);
    if let Some(link) = &membership.link {
        return Some(format!("{}: {} ({})", link.bond.in_words(), link.evidence, link.to.short()));
    }
    let noun = if others == 1 { "commit" } else { "commits" };
    Some(format!("{}, with {others} other {noun}", membership.group.bond.in_words()))
}

/// Rollback, tests, complexity and reviewers, as paragraphs of a page.
pub(super) fn story(story: &Story, lines: &mut Vec<String>) {
    if !story.rollback.reasons.is_empty() {
        lines.push(String::new());
        lines.push(format!("# Rollback {}", story.rollback.difficulty.as_str()));
    }
    lines.extend(story.rollback.reasons.iter().map(|reason| format!("{:>+4}  {}", reason.points, reason.evidence)));
    if !story.tests.related.is_empty() || !story.tests.untested.is_empty() {
        lines.push(String::new());
        lines.push(format!("# Tests: {}", tests(story.tests.verdict)));
    }
    lines.extend(story.tests.related.iter().take(LISTED).map(|path| format!("unchanged test  {path}")));
    lines.extend(story.tests.untested.iter().take(LISTED).map(|path| format!("no test found   {path}")));
    if let Some(change) = story.complexity.as_ref().filter(|change| change.before != change.after) {
        lines.push(String::new());
        lines.push(format!("# Complexity {} to {}", change.before.cognitive, change.after.cognitive));
        let files = change.files.iter().take(LISTED);
        lines.extend(files.map(|file| format!("{} to {}  {}", file.before.cognitive, file.after.cognitive, file.path)));
    }
    if !story.reviewers.is_empty() {
        lines.push(String::new());
        lines.push("# Who could review it".into());
        let named = |reviewer: &Reviewer| format!("{}: {}", reviewer.name, reviewer.reasons.join(", "));
        lines.extend(story.reviewers.iter().map(named));
    }
}

/// What a change means for tests.
pub(super) const fn tests(verdict: TestVerdict) -> &'static str {
    match verdict {
        TestVerdict::NoCode => "it changes no code",
        TestVerdict::Beside => "changed beside the code",
        TestVerdict::SameFile => "in the files of the code",
        TestVerdict::Missing => "none changed beside the code",
        TestVerdict::TestsOnly => "it changes tests alone",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        analysis::Kind,
        tui::screens::commits::samples::{commit, with},
    };

    #[test]
    fn a_chance_is_told_beside_the_usual_one() {
        for (probability, expected) in [
            (0.15, "6x the usual"),
            (0.05, "2.0x the usual"),
            (0.04, "1.5x the usual"),
            (0.025, "as usual"),
            (0.012, "half the usual"),
            (0.002, "well under the usual"),
        ] {
            assert_eq!(chance(probability), expected, "{probability}");
        }
    }

    #[test]
    fn a_doubt_is_told_and_certainty_is_not() {
        let stated = commit("fix: x", Kind::Fix);
        assert_eq!(doubt(&stated), None);
        let guessed = with(commit("x", Kind::Fix), |commit| {
            commit.kind.source = KindSource::Model;
            commit.kind.confidence = 0.34;
        });
        assert_eq!(doubt(&guessed).unwrap(), "fix? 34 %");
        assert_eq!(kind(&guessed), "fix, by the model, 34 %, which is not sure");
        let doubted = with(commit("docs: x", Kind::Docs), |commit| {
            commit.kind.suggested = Some(Suggestion { kind: Kind::Fix, because: Because::Words });
        });
        assert_eq!(doubt(&doubted).unwrap(), "says docs, looks like fix");
        assert_eq!(kind(&doubted), "docs, by its header; it looks like fix: by its words and files");
        let breaking = with(commit("chore: x", Kind::Chore), |commit| {
            commit.kind.suggested = Some(Suggestion { kind: Kind::Feat, because: Because::Breaking(2) });
        });
        assert_eq!(doubt(&breaking).unwrap(), "says chore, it breaks public API in 2 places");
        assert_eq!(kind(&breaking), "chore, by its header; it looks like feat: it breaks public API in 2 places");
    }
}
