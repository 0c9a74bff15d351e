//! What lies in the folders of a commit, one folder at a time.

use gix::{objs::Find as _, objs::TreeRefIter};

use super::{CommitId, ContentId, EntryKind, HistoryError, Repository, differ::kind_of, walk::read_commit};

/// Reads folders of commits. Keep one for many.
pub struct FolderReader {
    repository: gix::Repository,
}

/// One entry of a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FolderEntry {
    /// Its name, as git stores it.
    pub name: Box<[u8]>,
    /// What it is; nothing for a folder.
    pub kind: Option<EntryKind>,
    /// Its content, or the folder's.
    pub id: ContentId,
}

impl Repository {
    /// Reads folders of commits.
    pub fn folders(&self) -> FolderReader {
        FolderReader { repository: self.local() }
    }
}

impl FolderReader {
    /// The folder at the top of a commit.
    pub fn root(&self, commit: CommitId) -> Result<ContentId, HistoryError> {
        let mut buffer = Vec::new();
        let tree = read_commit(&self.repository, commit, &mut buffer)?.tree();
        tree.map(ContentId::from)
            .ok_or_else(|| HistoryError::BrokenCommit { id: commit, source: "it names no tree".into() })
    }

    /// The entries of a folder, in git's order.
    pub fn list(&self, folder: ContentId) -> Result<Vec<FolderEntry>, HistoryError> {
        let id = folder.object();
        if id.is_empty_tree() {
            return Ok(Vec::new());
        }
        let missing =
            |source: super::error::Source| HistoryError::MissingObject { kind: "tree", id: id.to_string(), source };
        let mut buffer = Vec::new();
        let tree = match self.repository.objects.try_find(&id, &mut buffer) {
            Ok(Some(tree)) if tree.kind == gix::objs::Kind::Tree => tree.data,
            Ok(Some(other)) => return Err(missing(format!("it is a {}", other.kind).into())),
            Ok(None) => return Err(missing("it is not in the repository".into())),
            Err(error) => return Err(missing(error.to_string().into())),
        };
        let entries = TreeRefIter::from_bytes(tree, self.repository.object_hash());
        entries
            .map(|entry| {
                let entry = entry.map_err(|error| missing(error.to_string().into()))?;
                Ok(FolderEntry {
                    name: entry.filename.to_vec().into(),
                    kind: kind_of(entry.mode),
                    id: entry.oid.to_owned().into(),
                })
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testkit::Repo;

    #[test]
    fn folders_are_listed_as_the_commit_has_them() {
        let repo = Repo::new();
        repo.write("a/b.rs", "b");
        repo.commit_file("c", "c", "feat: c");
        let repository = Repository::open(&repo.path()).unwrap();
        let folders = repository.folders();
        let top = folders.list(folders.root(repository.resolve("HEAD").unwrap()).unwrap()).unwrap();
        let names: Vec<_> = top.iter().map(|entry| (entry.name.as_ref(), entry.kind)).collect();
        assert!(names.contains(&(b"c".as_slice(), Some(EntryKind::File))), "{names:?}");
        let folder = top.iter().find(|entry| entry.name.as_ref() == b"a");
        if let Some(folder) = folder {
            assert_eq!(folder.kind, None);
            let below = folders.list(folder.id).unwrap();
            assert_eq!(below[0].id, ContentId::of_text(b"b"));
        }
        assert!(folders.list(ContentId::of_text(b"c")).is_err(), "a file is no folder");
    }
}
