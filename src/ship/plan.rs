//! What shipping will do: every value that a step needs, fixed before the first effect, so that a resumed run does the same
//! and can tell its own effects from another's.

use serde::{Deserialize, Serialize};

use super::{StepId, base64_bytes};
use crate::{history::CommitId, ledger::Subject};

/// The line that marks a draft on the forge as this plan's own. Publishing replaces the body and so removes it.
const MARK: &str = "<!-- tminus-plan: ";

/// The whole of a release's effects.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// Names this plan alone: no two plans share it, even for the same release.
    pub id: String,
    /// The package, where a repository holds several.
    pub package: Option<String>,
    /// The version, as it is written in the tag.
    pub version: String,
    /// The last commit of the range.
    pub to: CommitId,
    /// The release commit, unless the tag stands on `to`.
    pub commit: Option<ReleaseCommit>,
    /// The annotated tag.
    pub tag: ReleaseTag,
    /// What is pushed, unless there is no remote.
    pub push: Option<Push>,
    /// What is published, unless there is no forge.
    pub release: Option<ForgeRelease>,
    /// What the user should know before saying yes.
    pub warnings: Vec<String>,
    /// What was cleared, without a gate: what decisions of people are about.
    #[serde(default)]
    pub subject: Option<Subject>,
    /// The ledger's newest record when the gates were judged.
    #[serde(default)]
    pub ledger: Option<CommitId>,
}

/// The commit that holds the changelog.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReleaseCommit {
    /// The branch that it is made on; it is checked out, and its tip is the plan's `to`.
    pub branch: String,
    /// The changelog, relative to the work tree's root, with `/`.
    pub path: String,
    /// The changelog's bytes at `to`; nothing if it is new.
    #[serde(with = "base64_bytes::optional")]
    pub before: Option<Vec<u8>>,
    /// The changelog's bytes in the release commit.
    #[serde(with = "base64_bytes")]
    pub after: Vec<u8>,
    /// The commit's message.
    pub message: String,
}

/// The tag.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReleaseTag {
    /// Its short name.
    pub name: String,
    /// Its message, trailers included, with a final line end.
    pub message: String,
    /// Whether git signs it.
    pub signed: bool,
}

/// What goes to the remote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Push {
    /// The remote's name.
    pub remote: String,
    /// The branch that moves; nothing where the range's end is not on it.
    pub branch: Option<String>,
    /// Whether the server takes branch and tag as one.
    pub atomic: bool,
}

/// What is published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ForgeRelease {
    /// The API's root.
    pub api: String,
    /// `owner/name`.
    pub repository: String,
    /// The release's title.
    pub name: String,
    /// The exact body that is published.
    pub body: String,
    /// Whether it is marked as a pre-release.
    pub prerelease: bool,
}

impl Plan {
    /// The steps, in their order.
    pub fn steps(&self) -> Vec<StepId> {
        let mut steps = Vec::with_capacity(7);
        if self.commit.is_some() {
            steps.push(StepId::Commit);
        }
        steps.push(StepId::Tag);
        if let Some(push) = &self.push {
            match (&push.branch, push.atomic) {
                (Some(_), true) => steps.push(StepId::Push),
                (Some(_), false) => steps.extend([StepId::PushBranch, StepId::PushTag]),
                (None, _) => steps.push(StepId::PushTag),
            }
        }
        if self.release.is_some() {
            steps.extend([StepId::Draft, StepId::Publish]);
        }
        if self.is_recorded() {
            steps.push(StepId::Record);
        }
        steps
    }

    /// Whether the ledger gets a record of it: where the repository's first commit is known, as every record names it.
    pub fn is_recorded(&self) -> bool {
        self.subject.as_ref().is_some_and(|subject| subject.repository.is_some())
    }

    /// The line that ends the body of this plan's draft.
    pub fn mark(&self) -> String {
        format!("{MARK}{} -->", self.id)
    }

    /// The body of the draft: what is published, and the mark by which a resumed run finds it again.
    pub fn draft_body(&self) -> Option<String> {
        self.release.as_ref().map(|release| format!("{}\n\n{}\n", release.body, self.mark()))
    }
}

/// The message of a release tag: the tag's name, and the trailers by which a rolled-back ledger is found out.
pub fn tag_message(tag: &str, ledger: Option<&LedgerMark>) -> String {
    match ledger {
        None => format!("{tag}\n"),
        Some(mark) => format!("{tag}\n\nTminus-Ledger: {}\nTminus-Subject: {}\n", mark.commit, mark.subject),
    }
}

/// Where the ledger stood when the release was decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerMark {
    /// The ledger's newest record.
    pub commit: String,
    /// The digest of what was approved.
    pub subject: String,
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A plan with every step.
    pub(in crate::ship) fn plan() -> Plan {
        Plan {
            id: "0123456789abcdef".into(),
            package: None,
            version: "1.5.0".into(),
            to: "1111111111111111111111111111111111111111".parse().unwrap(),
            commit: Some(ReleaseCommit {
                branch: "main".into(),
                path: "CHANGELOG.md".into(),
                before: None,
                after: b"# Changelog\n".to_vec(),
                message: "chore(release): 1.5.0\n".into(),
            }),
            tag: ReleaseTag { name: "v1.5.0".into(), message: tag_message("v1.5.0", None), signed: false },
            push: Some(Push { remote: "origin".into(), branch: Some("main".into()), atomic: true }),
            release: Some(ForgeRelease {
                api: "https://api.github.com".into(),
                repository: "acme/rocket".into(),
                name: "v1.5.0".into(),
                body: "## Added\n- Lift-off\n".into(),
                prerelease: false,
            }),
            warnings: Vec::new(),
            subject: None,
            ledger: None,
        }
    }

    #[test]
    fn the_steps_are_those_that_the_plan_needs() {
        use StepId::{Commit, Draft, Publish, Push, PushBranch, PushTag, Tag};
        let mut plan = plan();
        assert_eq!(plan.steps(), [Commit, Tag, Push, Draft, Publish]);
        plan.push.as_mut().unwrap().atomic = false;
        assert_eq!(plan.steps(), [Commit, Tag, PushBranch, PushTag, Draft, Publish]);
        plan.push.as_mut().unwrap().branch = None;
        plan.commit = None;
        assert_eq!(plan.steps(), [Tag, PushTag, Draft, Publish]);
        plan.release = None;
        plan.push = None;
        assert_eq!(plan.steps(), [Tag]);
        plan.subject = Some(Subject { repository: Some(plan.to), ..Subject::of(plan.to) });
        assert_eq!(plan.steps(), [Tag, StepId::Record]);
    }

    #[test]
    fn a_draft_carries_the_plans_mark_after_the_exact_body() {
        let plan = plan();
        let body = plan.draft_body().unwrap();
        assert!(body.starts_with(&plan.release.as_ref().unwrap().body));
        assert!(body.trim_end().ends_with("<!-- tminus-plan: 0123456789abcdef -->"));
    }

    #[test]
    fn a_tag_message_ends_with_where_the_ledger_stood() {
        let mark = LedgerMark { commit: "abc".into(), subject: "sha256:def".into() };
        assert_eq!(tag_message("v1", Some(&mark)), "v1\n\nTminus-Ledger: abc\nTminus-Subject: sha256:def\n");
        assert_eq!(tag_message("v1", None), "v1\n");
    }
}
