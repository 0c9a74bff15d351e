//! Where records are written, and with what: the actor, the repository, whether git signs.

use super::Opened;
use crate::{
    fault::{Failure, Fault},
    history::CommitId,
    ledger::{self, Actor, GitStore, Pen},
    process::Prompts,
    store::clock,
};

/// The ledger of a repository, open for writing. `root` is the id of the branch's root commit.
pub(super) fn desk(opened: &Opened, root: CommitId, prompts: Prompts) -> Result<(GitStore, Pen), Failure> {
    let repository = &opened.repository;
    let (name, email) = repository.user().filter(|(name, email)| !name.trim().is_empty() && !email.is_empty()).ok_or_else(|| {
        Failure::new(Fault::Usage, "git does not know who you are")
            .hint("tell it: `git config --global user.name \"Your Name\"` and `git config --global user.email you@example.org`")
    })?;
    let sign = ledger::signs(repository);
    let mut key = None;
    let mut git = None;
    if sign {
        let trusted = opened.trust().proof().map_err(|untrusted| {
            let failure = Failure::from(untrusted);
            Failure {
                message: format!("a record is signed as git signs, which runs git here: {}", failure.message),
                ..failure
            }
        })?;
        key = ledger::fingerprint(repository, &format!("{name} <{email}>"), trusted);
        git = Some(opened.git()?.prompting(prompts));
    }
    let pen = Pen { actor: Actor { name, email, key }, repository: root, now: clock::now(), sign };
    Ok((GitStore::new(repository, git), pen))
}
