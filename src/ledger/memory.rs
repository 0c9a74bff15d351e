//! Records kept in memory, for tests.

use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
};

use super::{Actor, Content, Digest, Entry, NewCommit, Pen, RecordStore, StoreError, StoredCommit, StoredFile, append};
use crate::history::CommitId;

/// Records in memory; `rivals` is how many times somebody else is faster.
#[derive(Default, Clone)]
pub(crate) struct MemoryStore {
    pub(crate) head: Cell<Option<CommitId>>,
    pub(crate) commits: RefCell<BTreeMap<CommitId, StoredCommit>>,
    pub(crate) rivals: Cell<u32>,
}

impl MemoryStore {
    fn keep(&self, mut commit: StoredCommit) -> CommitId {
        commit.id = nobody();
        let name = Digest::of(format!("{commit:?}").as_bytes()).to_string();
        let made: CommitId = name["sha256:".len()..][..40].parse().unwrap();
        commit.id = made;
        self.commits.borrow_mut().insert(made, commit);
        made
    }

    pub(crate) fn edit(&self, id: CommitId, edit: impl FnOnce(&mut StoredCommit)) {
        edit(self.commits.borrow_mut().get_mut(&id).unwrap());
    }

    pub(crate) fn edit_json(&self, id: CommitId, from: &str, to: &str) {
        self.edit(id, |commit| {
            let file = commit.files.iter_mut().find(|file| file.name == b"record.json").unwrap();
            let text = String::from_utf8(file.content.take().unwrap()).unwrap();
            assert!(text.contains(from), "{text}");
            let text = text.replace(from, to);
            let words: Vec<String> = String::from_utf8_lossy(&commit.message).split(' ').map(str::to_owned).collect();
            commit.message = format!("{} {} {}", words[0], words[1], Digest::of(text.as_bytes())).into_bytes();
            file.content = Some(text.into_bytes());
        });
    }
}

fn nobody() -> CommitId {
    "0".repeat(40).parse().unwrap()
}

impl MemoryStore {
    fn append_as_rival(&self) {
        let pen = Pen {
            actor: Actor { name: "rival".into(), email: "rival@example.org".into(), key: None },
            repository: "a".repeat(40).parse().unwrap(),
            now: jiff::Timestamp::from_second(1_800_000_000).unwrap(),
            sign: false,
        };
        let before = self.commits.borrow().len();
        append(self, &pen, |_| {
            (self.commits.borrow().len() == before).then(|| Entry::new(Content::Review(vec![nobody()])))
        })
        .unwrap();
    }
}

impl RecordStore for MemoryStore {
    fn head(&self) -> Result<Option<CommitId>, StoreError> {
        Ok(self.head.get())
    }

    fn read(&self, id: CommitId) -> Result<StoredCommit, StoreError> {
        let missing = || StoreError::Read { what: id.short(), source: "object not found".into() };
        self.commits.borrow().get(&id).cloned().ok_or_else(missing)
    }

    fn write(&self, commit: &NewCommit, sign: bool) -> Result<CommitId, StoreError> {
        Ok(self.keep(StoredCommit {
            id: nobody(),
            message: commit.message.clone().into_bytes(),
            parents: commit.parents.clone(),
            committed_at: commit.time,
            files: commit
                .files
                .iter()
                .map(|(name, content)| StoredFile { name: name.as_bytes().to_vec(), content: Some(content.clone()) })
                .collect(),
            signed: sign,
        }))
    }

    fn advance(&self, from: Option<CommitId>, to: CommitId, _why: &str) -> Result<bool, StoreError> {
        if self.rivals.get() > 0 {
            let left = self.rivals.get() - 1;
            self.rivals.set(0);
            self.append_as_rival();
            self.rivals.set(left);
        }
        let current = self.head.get() == from;
        if current {
            self.head.set(Some(to));
        }
        Ok(current)
    }
}
