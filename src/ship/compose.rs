//! Makes a plan from what was decided. Pure: what it needs of the repository comes in.

use super::{ForgeRelease, LedgerMark, Plan, Push, ReleaseCommit, ReleaseTag, tag_message};
use crate::{forge::Address, history::CommitId, ledger::Subject};

/// What was decided, and how the repository is set up.
#[derive(Debug, Clone)]
pub struct Intent {
    /// Names this plan alone.
    pub id: String,
    /// The package, where there are several.
    pub package: Option<String>,
    /// The version, as it is written in the tag.
    pub version: String,
    /// The tag's name.
    pub tag: String,
    /// The last commit of the range.
    pub to: CommitId,
    /// The release branch and where the range's end is on it.
    pub branch: Option<(String, Standing)>,
    /// The remote, if there is one of that name.
    pub remote: Option<String>,
    /// The changelog, unless it is turned off.
    pub changelog: Option<ChangelogChange>,
    /// Why the project's own changelog is left alone, where it is.
    pub changelog_left: Option<String>,
    /// The exact body to be published.
    pub notes: String,
    /// Where the ledger stood, if it has records.
    pub ledger: Option<LedgerMark>,
    /// What was cleared, without a gate.
    pub subject: Option<Subject>,
    /// Whether git signs the tag.
    pub signed: bool,
    /// Where to publish, if anywhere.
    pub forge: Option<Address>,
}

/// Where the range's end is on the release branch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It is the tip, and the branch is checked out.
    CheckedOutTip,
    /// It is the tip of a branch that is not checked out here.
    Tip,
    /// It is behind the tip.
    Within,
}

/// The changelog before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangelogChange {
    /// The file, relative to the work tree's root, with `/`.
    pub path: String,
    /// Its bytes at the range's end; nothing if it is new.
    pub before: Option<Vec<u8>>,
    /// Its bytes with the release in it.
    pub after: Vec<u8>,
}

impl Plan {
    /// The plan for what was decided.
    pub fn compose(intent: Intent) -> Self {
        let mut warnings = Vec::new();
        warnings.extend(intent.changelog_left.clone());
        let commit = release_commit(&intent, &mut warnings);
        let branch = intent.branch.map(|(name, _)| name);
        let push = intent.remote.map(|remote| Push { remote, branch, atomic: true });
        if push.is_none() {
            warnings.push("there is no remote: nothing is pushed".to_owned());
        }
        let release = match (&push, intent.forge) {
            (Some(_), Some(address)) => Some(ForgeRelease {
                api: address.api,
                repository: address.repository,
                name: intent.tag.clone(),
                body: intent.notes,
                prerelease: is_prerelease(&intent.version),
            }),
            (None, Some(_)) => {
                warnings.push("nothing is published, since the forge would not have the tag".to_owned());
                None
            }
            (_, None) => None,
        };
        if intent.subject.as_ref().is_some_and(|subject| subject.repository.is_none()) {
            warnings.push(
                "this clone is shallow: the ledger gets no record of the release, which has to name the first commit"
                    .to_owned(),
            );
        }
        let message = tag_message(&intent.tag, intent.ledger.as_ref());
        Self {
            id: intent.id,
            package: intent.package,
            version: intent.version,
            to: intent.to,
            commit,
            tag: ReleaseTag { name: intent.tag, message, signed: intent.signed },
            push,
            release,
            warnings,
            ledger: intent.ledger.as_ref().and_then(|mark| mark.commit.parse().ok()),
            subject: intent.subject,
        }
    }
}

/// The release commit, or nothing where the tag stands on the range's end itself.
fn release_commit(intent: &Intent, warnings: &mut Vec<String>) -> Option<ReleaseCommit> {
    let change = intent.changelog.as_ref()?;
    let branch = match &intent.branch {
        Some((name, Standing::CheckedOutTip)) => name,
        Some((name, Standing::Tip)) => {
            warnings.push(format!(
                "`{name}` is not checked out here: no changelog is committed, the tag stands on {}",
                intent.to.short()
            ));
            return None;
        }
        Some((name, Standing::Within)) => {
            warnings.push(format!(
                "{} is not the tip of `{name}`: no changelog is committed, the tag stands on it",
                intent.to.short()
            ));
            return None;
        }
        None => {
            warnings.push(format!(
                "{} is not on the release branch: no changelog is committed and no branch is pushed",
                intent.to.short()
            ));
            return None;
        }
    };
    if change.before.as_deref() == Some(change.after.as_slice()) {
        warnings.push(format!("`{}` tells {} already: nothing is left to commit", change.path, intent.version));
        return None;
    }
    Some(ReleaseCommit {
        branch: branch.clone(),
        path: change.path.clone(),
        before: change.before.clone(),
        after: change.after.clone(),
        message: format!("chore(release): {}\n", intent.version),
    })
}

/// Whether a version comes before the one it names: `1.0.0-rc.1`, also with `1.0rc1` in other habits left alone.
fn is_prerelease(version: &str) -> bool {
    semver::Version::parse(version).is_ok_and(|version| !version.pre.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ship::StepId::{self, Commit, Draft, Publish, Push, Tag};

    fn intent() -> Intent {
        Intent {
            id: "id".into(),
            package: None,
            version: "1.5.0".into(),
            tag: "v1.5.0".into(),
            to: "1111111111111111111111111111111111111111".parse().unwrap(),
            branch: Some(("main".into(), Standing::CheckedOutTip)),
            remote: Some("origin".into()),
            changelog: Some(ChangelogChange { path: "CHANGELOG.md".into(), before: None, after: b"new".to_vec() }),
            changelog_left: None,
            notes: "notes\n".into(),
            ledger: None,
            subject: None,
            signed: false,
            forge: Some(Address { api: "https://api.github.com".into(), repository: "acme/rocket".into() }),
        }
    }

    fn check(change: impl FnOnce(&mut Intent), steps: &[StepId], warnings: usize) {
        let mut intent = intent();
        change(&mut intent);
        let plan = Plan::compose(intent);
        assert_eq!(plan.steps(), steps);
        assert_eq!(plan.warnings.len(), warnings, "{:?}", plan.warnings);
    }

    #[test]
    fn everything_is_in_the_plan_where_everything_is_there() {
        check(|_| (), &[Commit, Tag, Push, Draft, Publish], 0);
    }

    #[test]
    fn the_tag_stands_on_the_ranges_end_where_no_changelog_can_be_committed() {
        check(|intent| intent.changelog = None, &[Tag, Push, Draft, Publish], 0);
        let left = |intent: &mut Intent| {
            (intent.changelog, intent.changelog_left) = (None, Some("it is in another form".to_owned()));
        };
        check(left, &[Tag, Push, Draft, Publish], 1);
        let within = Some(("main".to_owned(), Standing::Within));
        check(|intent| intent.branch = within, &[Tag, Push, Draft, Publish], 1);
        check(|intent| intent.branch = None, &[Tag, StepId::PushTag, Draft, Publish], 1);
        let told = |intent: &mut Intent| {
            intent.changelog =
                Some(ChangelogChange { path: "C".into(), before: Some(b"same".to_vec()), after: b"same".to_vec() });
        };
        check(told, &[Tag, Push, Draft, Publish], 1);
    }

    #[test]
    fn without_a_remote_nothing_leaves_and_that_is_said() {
        check(|intent| intent.remote = None, &[Commit, Tag], 2);
        check(|intent| (intent.remote, intent.forge) = (None, None), &[Commit, Tag], 1);
    }

    #[test]
    fn the_published_body_is_the_notes_byte_by_byte() {
        let plan = Plan::compose(Intent { notes: " a\r\nb ".into(), ..intent() });
        assert_eq!(plan.release.unwrap().body, " a\r\nb ");
    }

    #[test]
    fn a_pre_release_is_marked_as_one() {
        let is_marked =
            |version: &str| Plan::compose(Intent { version: version.into(), ..intent() }).release.unwrap().prerelease;
        assert!(is_marked("1.0.0-rc.1"));
        assert!(!is_marked("1.0.0") && !is_marked("1.0.0+build") && !is_marked("2026.11"));
    }
}
