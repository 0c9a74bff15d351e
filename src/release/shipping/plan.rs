//! The plan of a release, from its facts and from how the repository is set up. Reads by library alone, so that a plan can be
//! shown of a repository that is not trusted.

use crate::{
    fault::{Failure, Fault},
    forge::Address,
    gates::Facts,
    history::{CommitId, Head},
    ledger::Digest,
    notes::{ChangelogRelease, Links, Markup, Titles, insert},
    release::{ChangelogPlace, Opened},
    ship::{ChangelogChange, Intent, LedgerMark, Plan, ShipError, Standing},
    store::clock,
};

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
        markup: Markup::Markdown,
        links: links.as_ref(),
    };
    let (changelog, changelog_left) = changelog(ChangelogPlace::of(opened, to)?, &entry)?;
    let intent = Intent {
        id: plan_id(facts),
        package: subject.package.clone(),
        version: version.clone(),
        tag: tag.clone(),
        to,
        branch: standing(opened, facts, to)?,
        remote: remote.map(|remote| remote.name),
        changelog,
        changelog_left,
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

/// The changelog before and after; what there is to say where none is written though one is wanted.
fn changelog(
    place: ChangelogPlace,
    entry: &ChangelogRelease<'_>,
) -> Result<(Option<ChangelogChange>, Option<String>), Failure> {
    let remark = place.remark();
    let ChangelogPlace::File { path, bytes: before, markup } = place else { return Ok((None, remark)) };
    if before.as_ref().is_some_and(|bytes| bytes.contains(&0)) {
        return Err(Failure::new(Fault::Usage, format!("`{path}` is not text that a release can be written into"))
            .hint("it holds NUL bytes, as UTF-16 does: save it as UTF-8, or set `changelog = false`"));
    }
    let after = insert(before.as_deref(), &ChangelogRelease { markup, ..*entry });
    Ok((Some(ChangelogChange { path, before, after }), None))
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
