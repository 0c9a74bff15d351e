//! The annotated tag, signed where git is set up to sign.

use std::path::PathBuf;

use super::{ShipGit, local_trouble};
use crate::{
    history::CommitId,
    ship::{
        ReleaseTag,
        record::{Fact, Found, Trouble, Undoing},
    },
};

impl ShipGit {
    /// Looks for the tag, and whether it is this plan's: annotated, on the target, with the message.
    pub(in crate::ship) fn find_tag(&self, tag: &ReleaseTag, target: CommitId) -> Result<Found, Trouble> {
        let Some(object) = self.resolve(&reference(tag)).map_err(|error| local_trouble(&error))? else {
            return Ok(Found::Absent);
        };
        let ended = self.read_any(&["cat-file", "tag", &object.to_string()]).map_err(|error| local_trouble(&error))?;
        let text = String::from_utf8_lossy(&ended.stdout);
        if !ended.is_success() || !is_ours(&text, tag, target) {
            return Ok(Found::Foreign(format!("there is a tag `{}` already that this release did not make", tag.name)));
        }
        let signer = if text.contains("\n-----BEGIN ") { Some(self.signer(object)) } else { None };
        Ok(Found::Ours(Fact::Tag { object, signer }))
    }

    /// Makes the tag.
    pub(in crate::ship) fn make_tag(&self, tag: &ReleaseTag, target: CommitId) -> Result<Fact, Trouble> {
        if tag.signed {
            self.check_quiet_signing()?;
        }
        let arguments = tag_arguments(tag, &target.to_string());
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        self.writing(&arguments).run().map_err(|error| local_trouble(&error))?;
        match self.find_tag(tag, target)? {
            Found::Ours(fact) => Ok(fact),
            Found::Absent => Err(Trouble::lasting(format!("git made no tag `{}`", tag.name))),
            Found::Foreign(why) => Err(Trouble::lasting(why)),
            Found::Lost(_, why) => Err(Trouble::lasting(why)),
        }
    }

    /// Deletes the tag, if it is this plan's.
    pub(in crate::ship) fn undo_tag(&self, tag: &ReleaseTag, target: Option<CommitId>) -> Result<Undoing, Trouble> {
        let Some(target) = target else { return Ok(Undoing::Undone) };
        if let Found::Ours(Fact::Tag { object, .. }) = self.find_tag(tag, target)? {
            let arguments = ["update-ref", "-d", &reference(tag), &object.to_string()];
            self.writing(&arguments).run().map_err(|error| local_trouble(&error))?;
        }
        Ok(Undoing::Undone)
    }

    /// Lock files that a `git tag` may leave.
    pub(in crate::ship) fn tag_locks(&self, tag: &ReleaseTag) -> Vec<PathBuf> {
        let names = [format!("{}.lock", reference(tag)), "packed-refs.lock".to_owned()];
        names.iter().filter_map(|name| self.git_path(name).ok()).collect()
    }

    /// Lock files that writing a record may leave.
    pub(in crate::ship) fn ledger_locks(&self) -> Vec<PathBuf> {
        let names = ["", "logs/"].map(|folder| format!("{folder}{}.lock", crate::ledger::LEDGER_REF));
        names.iter().filter_map(|name| self.git_path(name).ok()).collect()
    }

    /// Whose signature it is, in git's words; without a list of known signers only that it is signed.
    fn signer(&self, object: CommitId) -> String {
        let said = self.read_any(&["verify-tag", &object.to_string()]).ok();
        let said = said.map(|ended| String::from_utf8_lossy(&ended.stderr).into_owned()).unwrap_or_default();
        let line = said.lines().find(|line| line.contains("signature"));
        line.map_or_else(|| "signed".to_owned(), |line| line.trim_start_matches("gpg: ").chars().take(200).collect())
    }
}

fn reference(tag: &ReleaseTag) -> String {
    format!("refs/tags/{}", tag.name)
}

fn is_ours(text: &str, tag: &ReleaseTag, target: CommitId) -> bool {
    let Some((head, message)) = text.split_once("\n\n") else { return false };
    let has = |line: &str| head.lines().any(|known| known == line);
    let message = message.split("-----BEGIN ").next().unwrap_or_default();
    has(&format!("object {target}"))
        && has(&format!("tag {}", tag.name))
        && message.trim_end() == tag.message.trim_end()
}

/// The arguments of the `git tag` that makes it.
pub(in crate::ship) fn tag_arguments(tag: &ReleaseTag, target: &str) -> Vec<String> {
    let signing = if tag.signed { "-s" } else { "-a" };
    let message = tag.message.trim_end();
    ["tag", signing, &tag.name, target, "--cleanup=whitespace", "-m", message].map(str::to_owned).to_vec()
}
