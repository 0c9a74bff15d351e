//! Changes of a range that its beginning has already, by commits that were picked onto another branch.

use std::collections::{HashMap, HashSet};

use crate::{
    analysis::{AnalysedCommit, Flags, ReferenceKind, wording::Message},
    history::{CommitId, Range, Time},
    process::Cancel,
    release::Workspace,
};

/// Commits beside the range that are read.
const READ: usize = 3_000;

/// The commits of the range that are told already. Nothing where the range begins at an ancestor of its end, as most do.
/// What cannot be read is not known to be released.
pub(super) fn released(workspace: &Workspace, commits: &[AnalysedCommit]) -> HashSet<CommitId> {
    let range = &workspace.range;
    let repository = workspace.repository();
    let Some(from) = range.from_id else { return HashSet::new() };
    if repository.is_ancestor(from, range.to_id).unwrap_or(true) {
        return HashSet::new();
    }
    let beside = Range {
        from: Some(range.to.clone()),
        from_id: Some(range.to_id),
        to: range.from.clone().unwrap_or_default(),
        to_id: from,
    };
    let Ok(walk) = repository.walk(&beside, &Cancel::new()) else { return HashSet::new() };
    let ours = Ours::of(commits);
    let mut released = HashSet::new();
    let mut taken_back = TakenBack::default();
    for other in walk.take(READ).map_while(Result::ok).filter(|other| !other.is_merge()) {
        let message = Message::read(&other.subject.text, &other.body.text);
        // Newest first: what takes something back is met before it, and what is itself taken back takes nothing back.
        if taken_back.has(&other.id.to_string()) {
            continue;
        }
        taken_back.read(&message);
        let picked = message.references.iter().filter(|reference| reference.kind == ReferenceKind::CherryPick);
        released.extend(picked.filter_map(|reference| ours.by_id(&reference.id)));
        let same = (&*other.author.email.text, other.authored_at, plain(&message.description));
        released.extend(ours.same.get(&same).copied());
        released.extend(ours.picked_from(&other.id.to_string()));
    }
    released
}

/// The commits of the range by what a commit picked from them, or they from it, has in common with them.
struct Ours<'a> {
    ids: Vec<(String, CommitId)>,
    /// A pick keeps who wrote a change, when, and what it says.
    same: HashMap<(&'a str, Time, String), CommitId>,
    picks: Vec<(String, CommitId)>,
}

impl<'a> Ours<'a> {
    fn of(commits: &'a [AnalysedCommit]) -> Self {
        let told = || commits.iter().filter(|commit| !commit.flags.contains(Flags::MERGE));
        let mut ids: Vec<(String, CommitId)> = told().map(|commit| (commit.id.to_string(), commit.id)).collect();
        ids.sort_unstable();
        let same = |commit: &'a AnalysedCommit| {
            ((&*commit.author.email.text, commit.authored_at, plain(&commit.description)), commit.id)
        };
        let picks = told().flat_map(|commit| {
            let picked = commit.references.iter().filter(|reference| reference.kind == ReferenceKind::CherryPick);
            picked.map(|reference| (reference.id.to_ascii_lowercase(), commit.id))
        });
        Self { ids, same: told().map(same).collect(), picks: picks.filter(|(id, _)| id.len() >= 7).collect() }
    }

    fn by_id(&self, id: &str) -> Option<CommitId> {
        let id = id.to_ascii_lowercase();
        let at = self.ids.partition_point(|(known, _)| *known < id);
        self.ids.get(at).filter(|(known, _)| id.len() >= 7 && known.starts_with(&id)).map(|(_, commit)| *commit)
    }

    fn picked_from(&self, id: &str) -> Option<CommitId> {
        self.picks.iter().find(|(picked, _)| id.starts_with(picked.as_str())).map(|(_, commit)| *commit)
    }
}

/// Commits that later ones take back, by the beginnings of their ids.
#[derive(Default)]
struct TakenBack(Vec<String>);

impl TakenBack {
    fn read(&mut self, message: &Message) {
        let reverts = message.references.iter().filter(|reference| reference.kind == ReferenceKind::Reverts);
        self.0.extend(reverts.map(|reference| reference.id.to_ascii_lowercase()).filter(|id| id.len() >= 7));
    }

    fn has(&self, id: &str) -> bool {
        self.0.iter().any(|start| id.starts_with(start.as_str()))
    }
}

/// What a change says, without numbers of requests and branches, which a pick has others of.
fn plain(description: &str) -> String {
    crate::drafting::sentence(description).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pick_that_a_revert_names_is_taken_back() {
        let mut taken_back = TakenBack::default();
        taken_back.read(&Message::read("fix: x", "(cherry picked from commit bbbbbbb1)"));
        taken_back.read(&Message::read("Revert \"fix: x\"", "This reverts commit AAAAAAA1."));
        assert!(taken_back.has("aaaaaaa1cccccccccccccccccccccccccccccccc"));
        assert!(!taken_back.has("bbbbbbb1cccccccccccccccccccccccccccccccc"));
    }
}
