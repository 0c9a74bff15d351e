//! The steps on the forge: a draft that carries the plan's mark, then published with the exact notes.

use super::{
    ForgeRelease, Plan, StepId,
    record::{Fact, Found, Retry, Trouble, Undoing},
};
use crate::{
    forge::{DraftRequest, Forge, ForgeError, Published, RemoteRelease},
    history::CommitId,
};

/// The forge as these steps use it.
pub(super) struct Publisher<'a> {
    pub(super) forge: &'a dyn Forge,
    pub(super) plan: &'a Plan,
    pub(super) release: &'a ForgeRelease,
    /// The release's number, once it is known.
    pub(super) id: Option<u64>,
}

impl Publisher<'_> {
    /// Looks for this plan's draft. Another's draft for the same tag is not taken for it; a published release is in the way.
    pub(super) fn find_draft(&self) -> Result<Found, Trouble> {
        if let Some(ours) = self.find_ours()? {
            return Ok(Found::Ours(fact(&ours)));
        }
        let all = self.forge.releases_of(&self.plan.tag.name).map_err(|error| trouble(&error))?;
        Ok(match all.iter().find(|release| !release.is_draft) {
            Some(other) => Found::Foreign(format!(
                "there is a release for `{}` already that this plan did not make: {}",
                self.plan.tag.name, other.url
            )),
            None => Found::Absent,
        })
    }

    /// Makes the draft.
    pub(super) fn make_draft(&self, target: CommitId) -> Result<Fact, Trouble> {
        let (commit, body) = (target.to_string(), self.plan.draft_body().unwrap_or_default());
        let draft = DraftRequest {
            tag: &self.plan.tag.name,
            commit: &commit,
            name: &self.release.name,
            body: &body,
            is_prerelease: self.release.prerelease,
        };
        self.forge.create_draft(&draft).map(|made| fact(&made)).map_err(|error| trouble(&error))
    }

    /// Deletes the draft; what is published stays.
    pub(super) fn undo_draft(&self) -> Result<Undoing, Trouble> {
        match self.find_ours()? {
            None => Ok(Undoing::Undone),
            Some(release) if release.is_draft => {
                self.forge.delete(release.id).map_err(|error| trouble(&error))?;
                match self.find_ours()? {
                    None => Ok(Undoing::Undone),
                    Some(_) => Err(Trouble::passing("the forge says that it deleted the draft, and still has it")),
                }
            }
            Some(release) => Ok(Undoing::Kept(format!("it is published at {}", release.url))),
        }
    }

    /// Looks whether the draft is published with the exact notes.
    pub(super) fn find_published(&self) -> Result<Found, Trouble> {
        Ok(match self.find_ours()? {
            None => Found::Lost(StepId::Draft, "the draft is gone from the forge"),
            Some(release) if !release.is_draft && is_same_text(&release.body, &self.release.body) => {
                Found::Ours(fact(&release))
            }
            Some(_) => Found::Absent,
        })
    }

    /// Publishes the draft.
    pub(super) fn publish(&self) -> Result<Fact, Trouble> {
        let id = match self.id {
            Some(id) => id,
            None => self.find_ours()?.ok_or_else(|| Trouble::lasting("the draft is gone from the forge"))?.id,
        };
        let published =
            Published { body: &self.release.body, name: &self.release.name, is_prerelease: self.release.prerelease };
        let made = self.forge.publish(id, &published).map_err(|error| trouble(&error))?;
        if made.is_draft {
            return Err(Trouble::unclear("the forge took the request, and still says that the release is a draft"));
        }
        Ok(fact(&made))
    }

    /// What people may have read stays.
    pub(super) fn undo_publish(&self) -> Result<Undoing, Trouble> {
        Ok(match self.find_ours()? {
            Some(release) if !release.is_draft => {
                Undoing::Kept(format!("it is published at {}, where people may have read it", release.url))
            }
            _ => Undoing::Undone,
        })
    }

    /// This plan's release: by its number, else by the plan's mark.
    fn find_ours(&self) -> Result<Option<RemoteRelease>, Trouble> {
        if let Some(id) = self.id
            && let Some(release) = self.forge.release(id).map_err(|error| trouble(&error))?
            && (release.tag.is_empty() || release.tag == self.plan.tag.name)
        {
            return Ok(Some(release));
        }
        let all = self.forge.releases_of(&self.plan.tag.name).map_err(|error| trouble(&error))?;
        let mark = self.plan.mark();
        Ok(all.into_iter().find(|release| release.body.contains(&mark)))
    }
}

/// Whether two texts are the same but for the line ends that a forge may have changed.
fn is_same_text(theirs: &str, ours: &str) -> bool {
    theirs.replace("\r\n", "\n").trim_end() == ours.replace("\r\n", "\n").trim_end()
}

fn fact(release: &RemoteRelease) -> Fact {
    Fact::Release { id: release.id, url: release.url.clone() }
}

/// What a refusal means for the run.
pub(super) fn trouble(error: &ForgeError) -> Trouble {
    let retry = if error.is_passing() { Retry::After(error.retry_after()) } else { Retry::Never };
    let mut why = error.to_string();
    if let Some(cause) = std::error::Error::source(error) {
        let mut innermost = cause;
        while let Some(next) = innermost.source() {
            innermost = next;
        }
        why = format!("{why}: {innermost}");
    }
    if let Some(hint) = crate::fault::Faulty::hints(error).first().filter(|_| retry == Retry::Never) {
        why = format!("{why}; {hint}");
    }
    Trouble { why, retry, may_have_happened: error.may_have_happened() }
}
