//! A commit as documents have it.

use schemars::JsonSchema;
use serde::Serialize;

use super::{
    ComplexityDocument, CoverageDocument, GroupDocument, LinkDocument, PersonDocument, ReviewerDocument, RiskDocument,
    RollbackDocument, TestsDocument, shared::raw,
};
use crate::{
    analysis::{Flags, wording::Message},
    history::{Commit, Stats},
    release::analysis::Analysis,
};

/// A commit, judged.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "Commit")]
pub struct CommitDocument {
    /// Its id.
    pub sha: String,
    /// Its parents, first parent first.
    pub parents: Vec<String>,
    /// git's `%s`.
    pub subject: String,
    /// The subject's bytes, where it is not valid text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject_b64: Option<String>,
    /// git's `%b`.
    pub body: String,
    /// The body's bytes, where it is not valid text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body_b64: Option<String>,
    /// Who wrote it, after `.mailmap`.
    pub author: PersonDocument,
    /// Who committed it.
    pub committer: PersonDocument,
    /// Whom `Co-authored-by` names.
    pub co_authors: Vec<PersonDocument>,
    /// When it was written (RFC 3339); null where that cannot be said.
    pub authored_at: Option<String>,
    /// When it was committed (RFC 3339); null where that cannot be said.
    pub committed_at: Option<String>,
    /// What kind it is: `feat`, `fix`, `docs`, `style`, `refactor`, `perf`, `test`, `build`, `ci`, `chore` or `revert`.
    pub kind: &'static str,
    /// Where the kind comes from: `header`, `model`, `rule` or `override`.
    pub kind_source: &'static str,
    /// How sure that is, 0 to 1.
    pub kind_confidence: f32,
    /// What it looks like where the header says otherwise.
    pub kind_suggested: Option<&'static str>,
    /// What speaks for that, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind_suggested_why: Option<String>,
    /// The part of the project that it is about.
    pub scope: Option<String>,
    /// `breaking`, `security`, `dependency`, `merge`.
    pub flags: Vec<&'static str>,
    /// For whom it matters: `user`, `operator` or `developer`.
    pub audience: &'static str,
    /// What it refers to.
    pub references: Vec<ReferenceDocument>,
    /// Files and lines as `git log --no-renames --numstat` counts them; null if lines were left out.
    pub stats: Option<StatsDocument>,
    /// Its risk; null if it was left out.
    pub risk: Option<RiskDocument>,
    /// The commits that it tells one story with; null if there are none, or groups were left out.
    pub group: Option<GroupDocument>,
    /// What ties it to its group; null for the one that others are tied to.
    pub link: Option<LinkDocument>,
    /// Whether tests changed beside code; null for a merge, or if the story was left out.
    pub tests: Option<TestsDocument>,
    /// How hard it is to take back; null for a merge, or if the story was left out.
    pub rollback: Option<RollbackDocument>,
    /// Who could review it, the most fitting first; null for a merge, or if the story was left out.
    pub reviewers: Option<Vec<ReviewerDocument>>,
    /// How it moves the complexity of code; null unless `--with complexity` asks for it.
    pub complexity: Option<ComplexityDocument>,
    /// How the lines that it put in are covered; null unless `--coverage` gives a report.
    pub coverage: Option<CoverageDocument>,
}

/// What a commit refers to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "Reference")]
pub struct ReferenceDocument {
    /// `pull_request`, `issue`, `reverts`, `fixes`, `cherry_pick` or `advisory`.
    pub kind: crate::analysis::ReferenceKind,
    /// The number, key or id.
    pub id: String,
}

/// Files and lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "Stats")]
pub struct StatsDocument {
    /// Files changed.
    pub files: u32,
    /// Lines added.
    pub insertions: u32,
    /// Lines removed.
    pub deletions: u32,
    /// Files that are binary.
    pub binary: u32,
}

impl CommitDocument {
    /// A row of an analysis; `message` is the same commit, whole.
    pub fn of(analysis: &Analysis, row: usize, message: &Commit) -> Self {
        let commit = &analysis.commits[row];
        let story = analysis.story_of(row);
        Self {
            sha: commit.id.to_string(),
            parents: commit.parents.iter().map(ToString::to_string).collect(),
            subject: message.subject.text.clone(),
            subject_b64: raw(&message.subject),
            body: message.body.text.clone(),
            body_b64: raw(&message.body),
            author: PersonDocument::of(&message.author),
            committer: PersonDocument::of(&message.committer),
            co_authors: Message::co_authors(&message.body.text).into_iter().map(PersonDocument::named).collect(),
            authored_at: message.authored_at.to_rfc3339(),
            committed_at: message.committed_at.to_rfc3339(),
            kind: commit.kind.kind.as_str(),
            kind_source: commit.kind.source.as_str(),
            kind_confidence: commit.kind.confidence,
            kind_suggested: commit.kind.suggested.map(|suggested| suggested.kind.as_str()),
            kind_suggested_why: commit.kind.suggested.map(|suggested| suggested.because.in_words()),
            scope: commit.scope.as_deref().map(Into::into),
            flags: flag_words(commit.flags),
            audience: commit.audience.as_str(),
            references: commit
                .references
                .iter()
                .map(|reference| ReferenceDocument { kind: reference.kind, id: reference.id.clone() })
                .collect(),
            stats: commit.stats.map(StatsDocument::of),
            risk: analysis.risk_of(row).map(RiskDocument::of),
            group: commit.group.as_ref().map(|membership| GroupDocument::of(&membership.group)),
            link: commit.group.as_ref().and_then(|membership| membership.link.as_ref()).map(LinkDocument::of),
            tests: story.map(|story| TestsDocument::of(&story.tests)),
            rollback: story.map(|story| RollbackDocument::of(&story.rollback)),
            coverage: story.and_then(|story| story.coverage.as_ref()).map(CoverageDocument::of),
            complexity: story.and_then(|story| story.complexity.as_ref()).map(ComplexityDocument::of),
            reviewers: story.map(|story| story.reviewers.iter().map(ReviewerDocument::of).collect()),
        }
    }

    /// What of a commit cannot be told in the document.
    pub fn warnings(message: &Commit) -> Vec<String> {
        let dates = [("authored_at", message.authored_at), ("committed_at", message.committed_at)];
        dates
            .into_iter()
            .filter(|(_, time)| time.to_rfc3339().is_none())
            .map(|(field, _)| format!("{}: `{field}` is a date that RFC 3339 cannot say", message.id.short()))
            .collect()
    }
}

impl StatsDocument {
    fn of(stats: Stats) -> Self {
        Self { files: stats.files, insertions: stats.insertions, deletions: stats.deletions, binary: stats.binary }
    }
}

fn flag_words(flags: Flags) -> Vec<&'static str> {
    let words = [
        (Flags::BREAKING, "breaking"),
        (Flags::SECURITY, "security"),
        (Flags::DEPENDENCY, "dependency"),
        (Flags::MERGE, "merge"),
    ];
    words.into_iter().filter(|(flag, _)| flags.contains(*flag)).map(|(_, word)| word).collect()
}
