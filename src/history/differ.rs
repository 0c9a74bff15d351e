//! What commits changed: paths by comparing trees, lines by comparing contents.
//!
//! The hot path of the program. One [`Differ`] is kept for many commits, for its buffers.

use std::sync::Arc;

use gix::{
    ObjectId,
    bstr::{BStr, ByteSlice},
    diff::tree::{Visit, visit},
    objs::{Find as _, TreeRefIter, tree::EntryMode},
};

use super::{
    ChangeStatus, CommitId, ContentId, EntryKind, FileChange, HistoryError, Lineage, Repository, Stats,
    delta_bases::DeltaBases,
    lines::{self, LineCounter},
    walk::{read_commit, shallow_commits},
};

/// How much to find out about a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Detail {
    /// Which files, and what became of them.
    Paths,
    /// How many lines besides.
    Lines,
}

/// What changed, and what could not be found out.
#[derive(Debug, Default)]
pub struct Changes {
    /// The files, ordered by path.
    pub files: Vec<FileChange>,
    /// Their sums, renames not counted as such.
    pub stats: Stats,
    /// Trees and contents that could not be read.
    pub problems: Vec<HistoryError>,
}

/// Compares commits.
pub struct Differ {
    repository: gix::Repository,
    shallow: Vec<ObjectId>,
    big_file: u64,
    lineage: Arc<Lineage>,
    trees: gix::hashtable::HashMap<ObjectId, ObjectId>,
    state: gix::diff::tree::State,
    counter: LineCounter,
    buffers: [Vec<u8>; 2],
}

/// Above so many bytes git compares no lines, unless `core.bigFileThreshold` says otherwise.
const BIG_FILE: u64 = 512 << 20;
/// Bytes of unpacked objects that are kept because others are stored as differences to them. Neighbouring commits share so
/// many that this saves a sixth of the time; more memory saves little more.
const DELTA_BASES: usize = 24 << 20;
/// Root trees of commits met lately: a parent is most often the next commit.
const TREES_KEPT: usize = 4096;

impl Differ {
    pub(super) fn new(repository: &Repository) -> Self {
        let mut local = repository.local();
        local.objects.set_pack_cache(|| Box::new(DeltaBases::new(DELTA_BASES)));
        let big_file = local
            .config_snapshot()
            .integer("core.bigFileThreshold")
            .and_then(|size| u64::try_from(size).ok())
            .unwrap_or(BIG_FILE);
        Self {
            shallow: shallow_commits(&local),
            repository: local,
            big_file,
            lineage: Arc::default(),
            trees: gix::hashtable::HashMap::default(),
            state: gix::diff::tree::State::default(),
            counter: LineCounter::default(),
            buffers: [Vec::new(), Vec::new()],
        }
    }

    /// Does without reading the commits that are known already.
    #[must_use]
    pub fn knowing(self, lineage: Arc<Lineage>) -> Self {
        Self { lineage, ..self }
    }

    /// A commit against its first parent; a root against nothing. A merge has no changes of its own.
    pub fn changes(&mut self, commit: CommitId, detail: Detail) -> Result<Changes, HistoryError> {
        if let Some(known) = self.lineage.find(&commit.object()) {
            return match known.parent {
                _ if known.is_merge => Ok(Changes::default()),
                Some(parent) => {
                    let parent = self.tree_of(parent.into())?;
                    Ok(self.compare_trees(Some(parent), known.tree, detail))
                }
                None => Ok(self.compare_trees(None, known.tree, detail)),
            };
        }
        let object = read_commit(&self.repository, commit, &mut self.buffers[0])?;
        let tree = object.tree().ok_or_else(|| no_tree(commit))?;
        let (parent, second) = {
            let mut parents = object.parents();
            (parents.next(), parents.next())
        };
        self.remember(commit.object(), tree);
        let is_cut = self.shallow.binary_search(&commit.object()).is_ok();
        match (parent, second) {
            _ if is_cut => Ok(self.compare_trees(None, tree, detail)),
            (_, Some(_)) => Ok(Changes::default()),
            (Some(parent), None) => {
                let parent = self.tree_of(parent.into())?;
                Ok(self.compare_trees(Some(parent), tree, detail))
            }
            (None, None) => Ok(self.compare_trees(None, tree, detail)),
        }
    }

    /// One commit against another, whatever lies between.
    pub fn between(&mut self, old: Option<CommitId>, new: CommitId, detail: Detail) -> Result<Changes, HistoryError> {
        let old = old.map(|old| self.tree_of(old)).transpose()?;
        let new = self.tree_of(new)?;
        Ok(self.compare_trees(old, new, detail))
    }

    fn tree_of(&mut self, commit: CommitId) -> Result<ObjectId, HistoryError> {
        if let Some(known) = self.lineage.find(&commit.object()) {
            return Ok(known.tree);
        }
        if let Some(tree) = self.trees.get(&commit.object()) {
            return Ok(*tree);
        }
        let tree =
            read_commit(&self.repository, commit, &mut self.buffers[0])?.tree().ok_or_else(|| no_tree(commit))?;
        self.remember(commit.object(), tree);
        Ok(tree)
    }

    fn remember(&mut self, commit: ObjectId, tree: ObjectId) {
        if self.trees.len() >= TREES_KEPT {
            self.trees.clear();
        }
        self.trees.insert(commit, tree);
    }

    fn compare_trees(&mut self, old: Option<ObjectId>, new: ObjectId, detail: Detail) -> Changes {
        let mut changes = Changes::default();
        if old == Some(new) {
            return changes;
        }
        match self.paths(old, new) {
            Ok(mut files) => {
                files.sort_unstable_by(|left, right| left.path.cmp(&right.path));
                changes.files = files;
            }
            Err(problem) => changes.problems.push(problem),
        }
        if detail >= Detail::Lines {
            for index in 0..changes.files.len() {
                if let Err(problem) = self.count_lines(&mut changes.files[index]) {
                    changes.problems.push(problem);
                }
            }
        }
        for file in &changes.files {
            changes.stats.files += 1;
            changes.stats.insertions = changes.stats.insertions.saturating_add(file.insertions.unwrap_or(0));
            changes.stats.deletions = changes.stats.deletions.saturating_add(file.deletions.unwrap_or(0));
            changes.stats.binary += u32::from(file.binary);
        }
        changes
    }

    fn paths(&mut self, old: Option<ObjectId>, new: ObjectId) -> Result<Vec<FileChange>, HistoryError> {
        let kind = self.repository.object_hash();
        let [old_buffer, new_buffer] = &mut self.buffers;
        let old_tree = match old {
            Some(id) => read_tree(&self.repository, id, old_buffer)?,
            None => &[],
        };
        let new_tree = read_tree(&self.repository, new, new_buffer)?;
        let mut collector = Collector::default();
        gix::diff::tree(
            TreeRefIter::from_bytes(old_tree, kind),
            TreeRefIter::from_bytes(new_tree, kind),
            &mut self.state,
            &self.repository.objects,
            &mut collector,
        )
        .map_err(|error| HistoryError::MissingObject {
            kind: "tree",
            id: new.to_string(),
            source: error.to_string().into(),
        })?;
        Ok(collector.found)
    }

    /// The content of a file, unless it is binary, over `largest` bytes, or cannot be read.
    pub(super) fn text_of(&mut self, kind: EntryKind, id: ContentId, largest: usize) -> Option<&[u8]> {
        match content(&self.repository, kind, id, self.big_file, &mut self.buffers[0]) {
            Ok(Content::Text(text)) if text.len() <= largest => Some(text),
            _ => None,
        }
    }

    pub(super) fn count_lines(&mut self, change: &mut FileChange) -> Result<(), HistoryError> {
        let [old_buffer, new_buffer] = &mut self.buffers;
        let side = |kind: Option<EntryKind>, id: Option<ContentId>, buffer| match (kind, id) {
            (Some(kind), Some(id)) => content(&self.repository, kind, id, self.big_file, buffer),
            _ => Ok(Content::Text(&[])),
        };
        let old = side(change.old_kind, change.old_id, old_buffer)?;
        let new = side(change.new_kind, change.new_id, new_buffer)?;
        let (Content::Text(old), Content::Text(new)) = (old, new) else {
            change.binary = true;
            return Ok(());
        };
        let (insertions, deletions) = if change.old_id == change.new_id {
            (0, 0)
        } else if old.is_empty() || new.is_empty() {
            (lines::count(new), lines::count(old))
        } else {
            self.counter.compare(old, new)
        };
        change.lines_before = Some(lines::count(old));
        change.insertions = Some(insertions);
        change.deletions = Some(deletions);
        Ok(())
    }
}

enum Content<'a> {
    Text(&'a [u8]),
    Binary,
}

fn content<'a>(
    repository: &gix::Repository,
    kind: EntryKind,
    id: ContentId,
    big_file: u64,
    buffer: &'a mut Vec<u8>,
) -> Result<Content<'a>, HistoryError> {
    if kind == EntryKind::Submodule {
        buffer.clear();
        buffer.extend_from_slice(format!("Subproject commit {id}\n").as_bytes());
        return Ok(Content::Text(buffer));
    }
    let missing =
        |source: super::error::Source| HistoryError::MissingObject { kind: "blob", id: id.to_string(), source };
    match repository.objects.try_find(&id.object(), buffer) {
        Ok(Some(blob)) if blob.data.len() as u64 > big_file || lines::is_binary(blob.data) => Ok(Content::Binary),
        Ok(Some(blob)) => Ok(Content::Text(blob.data)),
        Ok(None) => Err(missing("it is not in the repository".into())),
        Err(error) => match repository.find_header(id.object()) {
            Ok(header) if header.size() > big_file => Ok(Content::Binary),
            _ => Err(missing(error.to_string().into())),
        },
    }
}

fn read_tree<'a>(
    repository: &gix::Repository,
    id: ObjectId,
    buffer: &'a mut Vec<u8>,
) -> Result<&'a [u8], HistoryError> {
    let missing =
        |source: super::error::Source| HistoryError::MissingObject { kind: "tree", id: id.to_string(), source };
    if id.is_empty_tree() {
        return Ok(&[]);
    }
    match repository.objects.try_find(&id, buffer) {
        Ok(Some(tree)) if tree.kind == gix::objs::Kind::Tree => Ok(tree.data),
        Ok(Some(other)) => Err(missing(format!("it is a {}", other.kind).into())),
        Ok(None) => Err(missing("it is not in the repository".into())),
        Err(error) => Err(missing(error.to_string().into())),
    }
}

fn no_tree(commit: CommitId) -> HistoryError {
    HistoryError::BrokenCommit { id: commit, source: "it names no tree".into() }
}

/// Receives the differences of trees; keeps those of files.
#[derive(Default)]
struct Collector {
    path: Vec<u8>,
    waiting: std::collections::VecDeque<Vec<u8>>,
    found: Vec<FileChange>,
}

impl Collector {
    fn push(&mut self, component: &BStr) {
        if component.is_empty() {
            return;
        }
        if !self.path.is_empty() {
            self.path.push(b'/');
        }
        self.path.extend_from_slice(component);
    }

    fn record(&mut self, old: Option<(EntryMode, ObjectId)>, new: Option<(EntryMode, ObjectId)>) {
        let old = old.and_then(|(mode, id)| Some((kind_of(mode)?, ContentId::from(id))));
        let new = new.and_then(|(mode, id)| Some((kind_of(mode)?, ContentId::from(id))));
        let status = match (old, new) {
            (None, None) => return,
            (None, Some(_)) => ChangeStatus::Added,
            (Some(_), None) => ChangeStatus::Deleted,
            (Some((old, _)), Some((new, _))) if old.same_type(new) => ChangeStatus::Modified,
            _ => ChangeStatus::TypeChanged,
        };
        self.found.push(FileChange {
            path: self.path.as_slice().into(),
            old_path: None,
            status,
            old_kind: old.map(|(kind, _)| kind),
            new_kind: new.map(|(kind, _)| kind),
            old_id: old.map(|(_, id)| id),
            new_id: new.map(|(_, id)| id),
            insertions: None,
            deletions: None,
            lines_before: None,
            binary: false,
        });
    }
}

/// What an entry is, unless it is a folder.
pub(super) fn kind_of(mode: EntryMode) -> Option<EntryKind> {
    use gix::objs::tree::EntryKind as Git;
    match mode.kind() {
        Git::Tree => None,
        Git::Blob => Some(EntryKind::File),
        Git::BlobExecutable => Some(EntryKind::Executable),
        Git::Link => Some(EntryKind::Link),
        Git::Commit => Some(EntryKind::Submodule),
    }
}

impl Visit for Collector {
    fn pop_front_tracked_path_and_set_current(&mut self) {
        self.path = self.waiting.pop_front().expect("every folder is set aside before it is entered");
    }

    fn push_back_tracked_path_component(&mut self, component: &BStr) {
        self.push(component);
        self.waiting.push_back(self.path.clone());
    }

    fn push_path_component(&mut self, component: &BStr) {
        self.push(component);
    }

    fn pop_path_component(&mut self) {
        let end = self.path.rfind_byte(b'/').unwrap_or(0);
        self.path.truncate(end);
    }

    fn visit(&mut self, change: visit::Change) -> visit::Action {
        match change {
            visit::Change::Addition { entry_mode, oid, .. } => self.record(None, Some((entry_mode, oid))),
            visit::Change::Deletion { entry_mode, oid, .. } => self.record(Some((entry_mode, oid)), None),
            visit::Change::Modification { previous_entry_mode, previous_oid, entry_mode, oid } => {
                self.record(Some((previous_entry_mode, previous_oid)), Some((entry_mode, oid)));
            }
        }
        std::ops::ControlFlow::Continue(())
    }
}
