//! All that must hold is looked at before the first effect, so that a release does not stop half-way over what could have been
//! known. Nothing is changed; only a test signature may leave an object that nothing refers to.

use super::{
    Plan, ReleaseCommit, ShipError, ShipGit,
    git::{Acceptance, Remote},
};
use crate::{fault::Fault, forge::Forge, process::Prompts};

/// What of a release is signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signing {
    /// Whether git signs the record of it.
    pub record: bool,
}

/// Looks at everything, and notes in the plan whether the server takes branch and tag as one.
pub fn preflight(git: &ShipGit, forge: Option<&dyn Forge>, plan: &mut Plan, signing: Signing) -> Result<(), ShipError> {
    check_tag_is_free(git, plan)?;
    check_identity(git)?;
    if let Some(commit) = &plan.commit {
        check_work_tree(git, plan, commit)?;
    }
    if (plan.tag.signed || signing.record) && git.prompts() == Prompts::Never {
        check_signing(git, plan)?;
    }
    if let Some(forge) = forge.filter(|_| plan.release.is_some()) {
        check_forge(forge, plan)?;
    }
    check_remote(git, plan)
}

fn check_tag_is_free(git: &ShipGit, plan: &Plan) -> Result<(), ShipError> {
    let name = &plan.tag.name;
    let reference = format!("refs/tags/{name}");
    if name.starts_with('-') || !git.read_any(&["check-ref-format", &reference])?.is_success() {
        let why = format!("`{name}` cannot be the name of a tag");
        return Err(ShipError::blocked(Fault::Usage, why, &["change `[release] tag`, or `--next`"]));
    }
    if git.resolve(&reference)?.is_some() {
        let why = format!("there is a tag `{name}` already");
        return Err(ShipError::blocked(Fault::No, why, &["choose another version with `--next`"]));
    }
    Ok(())
}

fn check_identity(git: &ShipGit) -> Result<(), ShipError> {
    for role in ["GIT_AUTHOR_IDENT", "GIT_COMMITTER_IDENT"] {
        if !git.read_any(&["-c", "user.useConfigOnly=true", "var", role])?.is_success() {
            return Err(ShipError::blocked(
                Fault::Usage,
                "git does not know who you are, so it can make neither commit nor tag",
                &["set it: `git config user.name NAME` and `git config user.email ADDRESS`"],
            ));
        }
    }
    Ok(())
}

fn check_work_tree(git: &ShipGit, plan: &Plan, commit: &ReleaseCommit) -> Result<(), ShipError> {
    let refuse = |why: String| ShipError::blocked(Fault::Outside, why, &[]);
    git.check_branch(plan, commit).map_err(|trouble| refuse(trouble.why))?;
    git.check_changelog(commit).map_err(|trouble| refuse(trouble.why))?;
    if git.resolve("MERGE_HEAD")?.is_some() {
        return Err(refuse("a merge is under way in the work tree: git cannot commit one file meanwhile".to_owned()));
    }
    let lock = git.git_path("index.lock")?;
    if crate::store::disk::exists(&lock) {
        let why = format!("another git is at work here: `{}` is there", lock.display());
        return Err(ShipError::blocked(Fault::Outside, why, &["wait for it; if none runs any more, remove the file"]));
    }
    Ok(())
}

/// Signs something of no consequence: key, agent and programs are only known to work when they did.
fn check_signing(git: &ShipGit, plan: &Plan) -> Result<(), ShipError> {
    let said = if let Err(trouble) = git.check_quiet_signing() {
        trouble.why
    } else {
        let tree = format!("{}^{{tree}}", plan.to);
        let ended = git.read_any(&["commit-tree", "-S", "-m", "can this key sign?", &tree])?;
        if ended.is_success() {
            return Ok(());
        }
        String::from_utf8_lossy(&ended.stderr).into_owned()
    };
    let said: Vec<&str> = said.lines().map(str::trim).filter(|line| !line.is_empty()).take(4).collect();
    let what = if plan.tag.signed { "the tag" } else { "the record of the release" };
    let why = format!("{what} is to be signed, and signing does not work: {}", said.join("; "));
    let hints =
        ["check `user.signingKey` and `gpg.format`", "headless, the key must need no passphrase or be in an agent"];
    Err(ShipError::blocked(Fault::Outside, why, &hints))
}

fn check_forge(forge: &dyn Forge, plan: &Plan) -> Result<(), ShipError> {
    forge.check()?;
    match forge.releases_of(&plan.tag.name)?.into_iter().find(|release| !release.is_draft) {
        None => Ok(()),
        Some(release) => {
            let why = format!("there is a release for `{}` already: {}", plan.tag.name, release.url);
            Err(ShipError::blocked(Fault::Outside, why, &["choose another version with `--next`"]))
        }
    }
}

fn check_remote(git: &ShipGit, plan: &mut Plan) -> Result<(), ShipError> {
    let (to, name) = (plan.to, plan.tag.name.clone());
    let Some(push) = &mut plan.push else { return Ok(()) };
    let branch = push.branch.clone();
    let question = Remote { push, branch: branch.as_deref().map(|name| (name, to)), tag: Some((&name, to)) };
    match git.would_accept(&question).map_err(ShipError::outside)? {
        Acceptance::Atomic => {}
        Acceptance::InSteps => push.atomic = false,
    }
    Ok(())
}
