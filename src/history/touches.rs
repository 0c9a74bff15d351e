//! Which of some files each commit touched. Only the folders on their way are read, and each once: of a big tree that is a
//! small part, and from one commit to the next most of it stays.

use std::rc::Rc;

use gix::{ObjectId, hashtable, objs::Find as _, objs::TreeRefIter};

use super::{
    CommitId, ContentId, EntryKind, HistoryError, Repository,
    delta_bases::DeltaBases,
    differ::kind_of,
    walk::{read_commit, shallow_commits},
};

/// Bytes of unpacked objects that are kept because others are stored as differences to them.
const DELTA_BASES: usize = 8 << 20;
/// Commits and folders that are remembered: what is met again is met soon.
const REMEMBERED: usize = 4096;

/// Reads which of some files commits touched. Keep one for many commits, and ask in the order of history, either way.
pub struct TouchReader {
    repository: gix::Repository,
    shallow: Vec<ObjectId>,
    /// The folders on the way to the files; the first is the top.
    folders: Vec<Wanted>,
    commits: hashtable::HashMap<ObjectId, Known>,
    /// What trees have, as one folder or another.
    read: hashtable::HashMap<ObjectId, Vec<AsFolder>>,
    buffer: Vec<u8>,
}

/// What a commit did to the files in question.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Touches {
    /// Its first parent, unless it is a root.
    pub parent: Option<CommitId>,
    /// The files whose content it changed, by path. A merge has none of its own.
    pub files: Vec<Touch>,
}

/// A file that a commit touched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Touch {
    /// Its path.
    pub path: String,
    /// Its content before, if it was there.
    pub old: Option<ContentId>,
    /// Its content after, if it is there.
    pub new: Option<ContentId>,
}

/// A folder with files in question below it.
#[derive(Default)]
struct Wanted {
    path: String,
    /// Sorted.
    names: Vec<(Vec<u8>, Below)>,
}

/// What is in question of one name.
#[derive(Default, Clone, Copy)]
struct Below {
    is_file: bool,
    folder: Option<usize>,
}

/// What stands under a name that is in question.
type Found = Option<(Option<EntryKind>, ObjectId)>;
/// A folder, and what a tree has for it.
type AsFolder = (usize, Rc<[Found]>);

#[derive(Clone, Copy)]
struct Known {
    tree: ObjectId,
    parent: Option<ObjectId>,
    is_merge: bool,
}

impl Repository {
    /// Reads which of these files commits touched.
    pub fn touches<'a>(&self, files: impl IntoIterator<Item = &'a str>) -> TouchReader {
        let mut repository = self.local();
        repository.objects.set_pack_cache(|| Box::new(DeltaBases::new(DELTA_BASES)));
        let mut folders = vec![Wanted::default()];
        for file in files {
            want(&mut folders, file);
        }
        TouchReader {
            shallow: shallow_commits(&repository),
            repository,
            folders,
            commits: hashtable::HashMap::default(),
            read: hashtable::HashMap::default(),
            buffer: Vec::new(),
        }
    }
}

fn want(folders: &mut Vec<Wanted>, file: &str) {
    let mut at = 0;
    let mut steps = file.split('/').peekable();
    while let Some(step) = steps.next() {
        let fresh = folders.len();
        let names = &mut folders[at].names;
        let place = names.binary_search_by(|(name, _)| name[..].cmp(step.as_bytes())).unwrap_or_else(|place| {
            names.insert(place, (step.into(), Below::default()));
            place
        });
        let below = &mut names[place].1;
        if steps.peek().is_none() {
            below.is_file = true;
            return;
        }
        let folder = *below.folder.get_or_insert(fresh);
        if folder == fresh {
            let path = format!("{}{step}/", folders[at].path);
            folders.push(Wanted { path, names: Vec::new() });
        }
        at = folder;
    }
}

impl TouchReader {
    /// What a commit did to the files, against its first parent.
    pub fn of(&mut self, commit: CommitId) -> Result<Touches, HistoryError> {
        let known = self.commit(commit)?;
        let mut touches = Touches { parent: known.parent.map(CommitId::from), files: Vec::new() };
        if known.is_merge {
            return Ok(touches);
        }
        let old = known.parent.map(|parent| self.commit(parent.into())).transpose()?.map(|parent| parent.tree);
        self.compare(0, old, Some(known.tree), &mut touches.files)?;
        Ok(touches)
    }

    fn commit(&mut self, id: CommitId) -> Result<Known, HistoryError> {
        if let Some(known) = self.commits.get(&id.object()) {
            return Ok(*known);
        }
        let commit = read_commit(&self.repository, id, &mut self.buffer)?;
        let tree = commit.tree().ok_or_else(|| HistoryError::BrokenCommit { id, source: "it names no tree".into() })?;
        let is_cut = self.shallow.binary_search(&id.object()).is_ok();
        let mut parents = commit.parents().take(if is_cut { 0 } else { 2 });
        let known = Known { tree, parent: parents.next(), is_merge: parents.next().is_some() };
        if self.commits.len() >= REMEMBERED {
            self.commits.clear();
        }
        self.commits.insert(id.object(), known);
        Ok(known)
    }

    fn compare(
        &mut self,
        folder: usize,
        old: Option<ObjectId>,
        new: Option<ObjectId>,
        touched: &mut Vec<Touch>,
    ) -> Result<(), HistoryError> {
        if old == new {
            return Ok(());
        }
        let before = self.found(folder, old)?;
        let after = self.found(folder, new)?;
        for at in 0..self.folders[folder].names.len() {
            let one = |found: &Rc<[Found]>| found.get(at).copied().flatten();
            let (before, after) = (one(&before), one(&after));
            if before == after {
                continue;
            }
            let (name, below) = &self.folders[folder].names[at];
            let below = *below;
            let file = |found: Found| found.filter(|(kind, _)| kind.is_some()).map(|(_, id)| ContentId::from(id));
            if below.is_file && file(before) != file(after) {
                let path = format!("{}{}", self.folders[folder].path, String::from_utf8_lossy(name));
                touched.push(Touch { path, old: file(before), new: file(after) });
            }
            if let Some(folder) = below.folder {
                let tree = |found: Found| found.filter(|(kind, _)| kind.is_none()).map(|(_, id)| id);
                self.compare(folder, tree(before), tree(after), touched)?;
            }
        }
        Ok(())
    }

    /// What a tree has under the names in question.
    fn found(&mut self, folder: usize, tree: Option<ObjectId>) -> Result<Rc<[Found]>, HistoryError> {
        let Some(id) = tree.filter(|id| !id.is_empty_tree()) else { return Ok(Rc::new([])) };
        let known = self.read.get(&id).and_then(|known| known.iter().find(|(of, _)| *of == folder));
        if let Some((_, found)) = known {
            return Ok(Rc::clone(found));
        }
        let missing =
            |source: super::error::Source| HistoryError::MissingObject { kind: "tree", id: id.to_string(), source };
        let data = match self.repository.objects.try_find(&id, &mut self.buffer) {
            Ok(Some(tree)) if tree.kind == gix::objs::Kind::Tree => tree.data,
            Ok(Some(other)) => return Err(missing(format!("it is a {}", other.kind).into())),
            Ok(None) => return Err(missing("it is not in the repository".into())),
            Err(error) => return Err(missing(error.to_string().into())),
        };
        let names = &self.folders[folder].names;
        let mut found: Vec<Found> = vec![None; names.len()];
        for entry in TreeRefIter::from_bytes(data, self.repository.object_hash()) {
            let entry = entry.map_err(|error| missing(error.to_string().into()))?;
            if let Ok(place) = names.binary_search_by(|(name, _)| name[..].cmp(entry.filename)) {
                found[place] = Some((kind_of(entry.mode), entry.oid.to_owned()));
            }
        }
        let found: Rc<[Found]> = found.into();
        if self.read.len() >= REMEMBERED {
            self.read.clear();
        }
        self.read.entry(id).or_default().push((folder, Rc::clone(&found)));
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        history::{Detail, Range},
        process::Cancel,
        testkit::Repo,
    };

    fn story() -> Repo {
        let repo = Repo::new();
        repo.commit_file("a/b/c.rs", "1", "feat: c");
        repo.commit_file("a/d.rs", "1", "feat: d");
        repo.commit_file("e.rs", "1", "feat: e");
        repo.commit_file("a/b/c.rs", "2", "fix: c");
        repo.write("a/b/c.rs", "3");
        repo.commit_file("e.rs", "2", "fix: both");
        repo.git(&["rm", "-q", "-r", "a"]);
        repo.commit_file("a", "a file", "refactor: a folder becomes a file");
        repo
    }

    #[test]
    fn touches_are_what_whole_comparisons_say_of_the_files() {
        let repo = story();
        let repository = Repository::open(&repo.path()).unwrap();
        let files = ["a", "a/b/c.rs", "e.rs", "not/there"];
        let mut reader = repository.touches(files);
        let mut differ = repository.differ();
        let range = Range { from: None, from_id: None, to: String::new(), to_id: repository.resolve("HEAD").unwrap() };
        let mut seen = 0;
        for commit in repository.walk(&range, &Cancel::new()).unwrap().ids() {
            let commit = commit.unwrap();
            let changes = differ.changes(commit, Detail::Paths).unwrap();
            let whole: Vec<Touch> = changes
                .files
                .iter()
                .filter_map(|file| {
                    let path = std::str::from_utf8(&file.path).ok().filter(|path| files.contains(path))?;
                    Some(Touch { path: path.to_owned(), old: file.old_id, new: file.new_id })
                })
                .collect();
            let touches = reader.of(commit).unwrap();
            assert_eq!(touches.files, whole);
            seen += whole.len();
        }
        assert_eq!(seen, 7);
    }
}
