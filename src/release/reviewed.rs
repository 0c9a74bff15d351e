//! Which commits were reviewed by the records of anybody, and how the user's private marks become such a record.

use std::collections::BTreeMap;

use super::{Workspace, candidate::is_shallow};
use crate::{
    fault::Failure,
    history::CommitId,
    ledger::{self, GitStore, LEDGER_REF, Ledger},
};

/// Commits that review records list, and the names of who wrote those.
pub type Reviewers = BTreeMap<CommitId, Vec<String>>;

/// What the ledger says of reviews. One that is not valid says nothing: gates tell that.
pub fn reviewers(workspace: &Workspace) -> Result<Reviewers, Failure> {
    let repository = workspace.repository();
    if !repository.has_reference(LEDGER_REF) {
        return Ok(Reviewers::new());
    }
    let root = if is_shallow(workspace) { None } else { Some(repository.root_of(workspace.range.to_id)?) };
    let ledger = Ledger::read(&GitStore::new(repository, None), root)?;
    if !ledger.is_valid() {
        return Ok(Reviewers::new());
    }
    let names = |actors: Vec<&ledger::Actor>| actors.into_iter().map(|actor| actor.name.clone()).collect();
    Ok(ledger.reviewers().into_iter().map(|(commit, actors)| (commit, names(actors))).collect())
}

/// A review record as it would be written, for the user to agree to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewDraft {
    /// The commits that it lists, with their subjects, not yet safe for a terminal.
    pub commits: Vec<(CommitId, String)>,
    /// Who writes it: name and address, if git knows.
    pub actor: Option<String>,
    /// Whether it is signed.
    pub signs: bool,
}

impl ReviewDraft {
    /// The record that would list those of these commits that none lists yet.
    pub fn of(workspace: &Workspace, marked: &[CommitId]) -> Result<Self, Failure> {
        let repository = workspace.repository();
        let recorded = reviewers(workspace)?;
        let mut reader = repository.reader();
        let mut commits = Vec::new();
        for id in marked.iter().filter(|id| !recorded.contains_key(id)) {
            commits.push((*id, reader.read(*id)?.subject.text));
        }
        let actor = repository.user().map(|(name, email)| format!("{name} <{email}>"));
        Ok(Self { commits, actor, signs: ledger::signs(repository) })
    }
}
