//! Commits as documents tell them.

use std::collections::{BTreeMap, HashMap};

use super::context::{Commit, Contributor};
use crate::{
    analysis::{AnalysedCommit, Flags, ReferenceKind, story::is_bot},
    drafting,
    history::{self, CommitId},
    ledger::Actor,
    notes::Links,
    release::{analysis::Analysis, document::RollbackDocument},
};

/// Trailers that say that somebody looked at a commit.
const REVIEW_TRAILERS: [&str; 4] = ["reviewed-by", "acked-by", "tested-by", "approved-by"];

/// Reasons of rollback that those who run a release have to know.
const OPERATIONAL: [&str; 7] = ["drops-data", "irreversible", "migration", "schema", "format", "settings", "deploy"];

/// All commits of the range, newest first.
pub(super) fn all(
    analysis: &Analysis,
    links: Option<&Links>,
    reviewers: &BTreeMap<CommitId, Vec<&Actor>>,
) -> Vec<Commit> {
    let messages: HashMap<CommitId, &history::Commit> =
        analysis.messages.iter().map(|message| (message.id, message)).collect();
    let told = analysis.commits.iter().enumerate().map(|(row, commit)| {
        let body = messages.get(&commit.id).map_or("", |message| message.body.text.as_str());
        let reviews = reviewers.get(&commit.id).map_or(&[][..], Vec::as_slice);
        Commit {
            rollback: analysis.story_of(row).map(|story| RollbackDocument::of(&story.rollback)),
            reviewed_by: named(body, &REVIEW_TRAILERS),
            signed_off_by: named(body, &["signed-off-by"]),
            reviews: reviews.iter().map(|actor| plain(&actor.name)).collect(),
            ..one(commit, links)
        }
    });
    told.collect()
}

fn one(commit: &AnalysedCommit, links: Option<&Links>) -> Commit {
    let references = |kind: ReferenceKind| {
        let found = commit.references.iter().filter(move |reference| reference.kind == kind);
        found.map(|reference| plain(&reference.id)).collect::<Vec<_>>()
    };
    let flags = [
        (Flags::BREAKING | Flags::FOUND, "breaking"),
        (Flags::SECURITY, "security"),
        (Flags::DEPENDENCY, "dependency"),
        (Flags::MERGE, "merge"),
    ];
    let id = commit.id.to_string();
    Commit {
        short: commit.id.short(),
        url: links.map(|links| links.commit(&id)),
        id,
        subject: plain(&commit.subject),
        kind: commit.kind.kind.as_str().to_owned(),
        scope: commit.scope.as_deref().map(plain),
        flags: flags
            .into_iter()
            .filter(|(flag, _)| commit.flags.intersects(*flag))
            .map(|(_, word)| word.to_owned())
            .collect(),
        audience: commit.audience.as_str().to_owned(),
        author: plain(&commit.author.name.text),
        date: commit.committed_at.date().map(|(year, month, day)| format!("{year:04}-{month:02}-{day:02}")),
        pulls: references(ReferenceKind::PullRequest),
        advisories: references(ReferenceKind::Advisory),
        reviewed_by: Vec::new(),
        signed_off_by: Vec::new(),
        reviews: Vec::new(),
        rollback: None,
        breaks: commit
            .breaking_text
            .as_deref()
            .map(|text| plain(&text.split_whitespace().collect::<Vec<_>>().join(" "))),
        stats: commit
            .stats
            .map(|stats| [u64::from(stats.files), u64::from(stats.insertions), u64::from(stats.deletions)]),
    }
}

/// Whether those who run a release have to know of a commit.
pub(super) fn is_operational(commit: &Commit) -> bool {
    let reasons = commit.rollback.iter().flat_map(|rollback| &rollback.reasons);
    reasons.into_iter().any(|reason| OPERATIONAL.contains(&reason.name))
}

/// Who wrote the commits, the busiest first; programs and merges left out.
pub(super) fn contributors(commits: &[AnalysedCommit]) -> Vec<Contributor> {
    let mut by_person: BTreeMap<String, (String, u64)> = BTreeMap::new();
    for commit in commits.iter().filter(|commit| !commit.flags.contains(Flags::MERGE)) {
        let (name, email) = (&commit.author.name.text, &commit.author.email.text);
        if !is_bot(name, email) {
            by_person.entry(email.to_lowercase()).or_insert_with(|| (plain(name), 0)).1 += 1;
        }
    }
    let mut all: Vec<Contributor> =
        by_person.into_values().map(|(name, commits)| Contributor { name, commits }).collect();
    all.sort_by(|one, other| other.commits.cmp(&one.commits).then_with(|| one.name.cmp(&other.name)));
    all
}

/// Whom the trailers of a message's last paragraph name.
fn named(body: &str, trailers: &[&str]) -> Vec<String> {
    let last = body.trim_end().rsplit("\n\n").next().unwrap_or_default();
    let lines = last.lines().filter_map(|line| line.split_once(": "));
    let found = lines.filter(|(name, _)| trailers.contains(&name.trim().to_lowercase().as_str()));
    let names = found.map(|(_, person)| plain(person.split('<').next().unwrap_or(person).trim()));
    names.filter(|name| !name.is_empty()).collect()
}

/// A foreign line as Markdown: without what cannot be seen, marks escaped.
pub(super) fn plain(words: &str) -> String {
    let seen: String =
        words.chars().filter(|letter| !letter.is_control() && !crate::text::is_hostile(*letter)).collect();
    drafting::markdown(&seen)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notes::sample::commit;

    #[test]
    fn trailers_name_those_who_looked_at_a_commit() {
        let body =
            "Reviewed-by: not this one\n\nWhy.\n\nReviewed-by: Ann <a@x>\nacked-by: Bo\nSigned-off-by: Cy <c@x>\n";
        assert_eq!(named(body, &REVIEW_TRAILERS), ["Ann", "Bo"]);
        assert_eq!(named(body, &["signed-off-by"]), ["Cy"]);
    }

    #[test]
    fn contributors_are_people() {
        let commits = [commit("aaaaaa1", "feat: a"), commit("aaaaaa2", "fix: b")];
        let people = contributors(&commits);
        assert_eq!(people.len(), 1);
        assert_eq!(people[0].commits, 2);
    }
}
