//! What is made of a commit, in words that the rows, the panel below them and the page of a commit share.

use crate::analysis::{AnalysedCommit, Flags, KindSource, story::TestVerdict};

/// How often a commit is named as the cause of a defect, over many repositories.
const USUAL: f64 = 0.025;

/// A chance beside the usual one: `6x the usual`.
pub(super) fn chance(probability: f64) -> String {
    let times = probability / USUAL;
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
    let suggested = verdict.suggested.map_or_else(String::new, |kind| format!("; it looks like {}", kind.as_str()));
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
        Some(suggested) => format!("says {kind}, looks like {}", suggested.as_str()),
        None => format!("{kind}? {:.0} %", verdict.confidence * 100.0),
    })
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
        let doubted = with(commit("docs: x", Kind::Docs), |commit| commit.kind.suggested = Some(Kind::Fix));
        assert_eq!(doubt(&doubted).unwrap(), "says docs, looks like fix");
        assert_eq!(kind(&doubted), "docs, by its header; it looks like fix");
    }
}
