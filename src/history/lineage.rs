//! What comparing commits needs of commits that were read before, so that they are not read again.

use gix::{ObjectId, hashtable::HashMap};

use super::{Commit, CommitId, TreeId};

/// Trees and parents of many commits, small enough to keep for a whole range.
#[derive(Debug, Default)]
pub struct Lineage(HashMap<ObjectId, Known>);

#[derive(Debug, Clone, Copy)]
pub(super) struct Known {
    pub(super) tree: ObjectId,
    pub(super) parent: Option<ObjectId>,
    pub(super) is_merge: bool,
}

impl Lineage {
    /// Of these commits, their trees and parents; those without a tree are left out.
    pub fn of<'a>(commits: impl Iterator<Item = (CommitId, Option<TreeId>, &'a [CommitId])>) -> Self {
        let known = commits.filter_map(|(id, tree, parents)| {
            let parent = parents.first().map(CommitId::object);
            Some((id.object(), Known { tree: tree?.object(), parent, is_merge: parents.len() > 1 }))
        });
        Self(known.collect())
    }

    pub(super) fn find(&self, commit: &ObjectId) -> Option<Known> {
        self.0.get(commit).copied()
    }
}

impl<'a> FromIterator<&'a Commit> for Lineage {
    fn from_iter<I: IntoIterator<Item = &'a Commit>>(commits: I) -> Self {
        Self::of(commits.into_iter().map(|commit| (commit.id, commit.tree, commit.parents.as_slice())))
    }
}
