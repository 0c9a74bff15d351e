//! The plan of a release, from its facts and from how the repository is set up. Reads by library alone, so that a plan can be
//! shown of a repository that is not trusted.

use std::path::{Component, Path};

use crate::{
    config::Changelog,
    fault::{Failure, Fault},
    forge::Address,
    gates::Facts,
    history::{CommitId, Head},
    ledger::Digest,
    notes::{ChangelogRelease, Links, Titles, insert},
    release::Opened,
    ship::{ChangelogChange, Intent, LedgerMark, Plan, ShipError, Standing},
    store::clock,
};

/// A longer changelog is not one.
const LONGEST_CHANGELOG: u64 = 64 * 1024 * 1024;

/// What a plan is made of.
pub(super) struct PlanInput<'a> {
    /// The repository and its settings.
    pub(super) opened: &'a Opened,
    /// What is decided.
    pub(super) facts: &'a Facts,
    /// The tag that the range begins at, if it begins at one.
    pub(super) previous_tag: Option<&'a str>,
}

/// The plan; nothing where there is no version to release.
pub(super) fn make_plan(input: &PlanInput<'_>) -> Result<Option<Plan>, Failure> {
    let PlanInput { opened, facts, .. } = input;
    let subject = &facts.subject;
    let (Some(version), Some(tag), Some(to)) = (&subject.version, &subject.tag, subject.to_sha) else {
        return Ok(None);
    };
    let release = &opened.loaded.settings.release;
    let remote = opened.repository.remotes().into_iter().find(|remote| remote.name == release.remote);
    let forge = Address::find(&opened.loaded.settings.forge, remote.as_ref().map(|remote| remote.url.as_str()))?;
    let notes = String::from_utf8(facts.notes.clone()).map_err(|_| ShipError::NotesNotText)?;
    let date = clock::now().to_zoned(jiff::tz::TimeZone::UTC).date().to_string();
    let links = remote.as_ref().and_then(|remote| Links::of_remote(&remote.url));
    let entry = ChangelogRelease {
        version,
        tag,
        previous_tag: input.previous_tag,
        date: &date,
        notes: &notes,
        titles: &Titles::new(),
        links: links.as_ref(),
    };
    let changelog = changelog(opened, to, &entry)?;
    let intent = Intent {
        id: plan_id(facts),
        package: subject.package.clone(),
        version: version.clone(),
        tag: tag.clone(),
        to,
        branch: standing(opened, facts, to)?,
        remote: remote.map(|remote| remote.name),
        changelog,
        notes,
        ledger: ledger_mark(facts),
        subject: Some(subject.clone()),
        signed: signs(opened),
        forge,
    };
    Ok(Some(Plan::compose(intent)))
}

/// A name that no other plan has, not even of the same release: two people who ship at once must not take each other's
/// drafts for their own.
fn plan_id(facts: &Facts) -> String {
    let unique = serde_json::json!({
        "subject": facts.subject.digest().to_string(),
        "process": std::process::id(),
        "time": clock::now().to_string(),
    });
    let digest = Digest::of_json(&unique).to_string();
    digest.trim_start_matches("sha256:").chars().take(32).collect()
}

fn standing(opened: &Opened, facts: &Facts, to: CommitId) -> Result<Option<(String, Standing)>, Failure> {
    let Some(branch) = facts.branch.release.clone() else { return Ok(None) };
    let repository = &opened.repository;
    let Some(tip) = repository.tip_of(&format!("refs/heads/{branch}"))? else { return Ok(None) };
    if tip == to {
        let is_here = matches!(repository.head()?, Head::Branch { name, .. } if name == branch);
        let has_tree = repository.work_dir().is_some();
        return Ok(Some((branch, if is_here && has_tree { Standing::CheckedOutTip } else { Standing::Tip })));
    }
    Ok(repository.is_ancestor(to, tip)?.then_some((branch, Standing::Within)))
}

fn changelog(opened: &Opened, to: CommitId, entry: &ChangelogRelease<'_>) -> Result<Option<ChangelogChange>, Failure> {
    let Changelog::File(file) = &opened.loaded.settings.release.changelog else { return Ok(None) };
    let path = within(file).ok_or_else(|| {
        Failure::new(Fault::Usage, format!("`{}` is not a file within the repository", file.display()))
            .hint("give `[release] changelog` relative to the repository's root")
    })?;
    let before = opened.repository.contents().file(to, &path, LONGEST_CHANGELOG)?;
    if before.as_ref().is_some_and(|bytes| bytes.contains(&0)) {
        return Err(Failure::new(Fault::Usage, format!("`{path}` is not text that a release can be written into"))
            .hint("it holds NUL bytes, as UTF-16 does: save it as UTF-8, or set `changelog = false`"));
    }
    let after = insert(before.as_deref(), entry);
    Ok(Some(ChangelogChange { path, before, after }))
}

/// The path with `/`, if it stays within the root.
fn within(file: &Path) -> Option<String> {
    let mut parts = Vec::new();
    for component in file.components() {
        match component {
            Component::Normal(part) => parts.push(part.to_str()?.to_owned()),
            Component::CurDir => {}
            Component::ParentDir | Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    let is_git = parts.first().is_some_and(|first| first.eq_ignore_ascii_case(".git"));
    (!parts.is_empty() && !is_git).then(|| parts.join("/"))
}

fn ledger_mark(facts: &Facts) -> Option<LedgerMark> {
    let head = facts.ledger.as_ref().ok()?.head()?;
    let subject = facts.subject.for_gate(Some(crate::gates::BuiltIn::Approval.name())).digest();
    Some(LedgerMark { commit: head.to_string(), subject: subject.to_string() })
}

/// Whether git is set up to sign: `tag.gpgSign` decides, else a signing key or signed commits.
fn signs(opened: &Opened) -> bool {
    let repository = &opened.repository;
    if repository.setting("tag.gpgSign").is_some() {
        return repository.is_set("tag.gpgSign");
    }
    repository.is_set("tag.forceSignAnnotated")
        || repository.is_set("commit.gpgSign")
        || repository.setting("user.signingKey").is_some_and(|key| !key.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changelog_stays_within_the_repository() {
        let check = |path: &str| within(Path::new(path));
        assert_eq!(check("CHANGELOG.md").as_deref(), Some("CHANGELOG.md"));
        assert_eq!(check("./docs//CHANGES.md").as_deref(), Some("docs/CHANGES.md"));
        for outside in ["/etc/passwd", "../x", "a/../../x", "", ".", ".git/config"] {
            assert_eq!(check(outside), None, "{outside}");
        }
    }
}
