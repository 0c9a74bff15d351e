//! The order of commits: newest committer date first, ties as they were met, which is what `git log` prints.
//!
//! A commit that is not wanted (`from` and what it descends from) colours its ancestors. The walk ends when nothing wanted
//! is left and a few more unwanted commits have been looked at, for clocks that disagree: the bound that git uses as well.

use std::{cmp::Reverse, collections::BinaryHeap, sync::Arc};

use gix::{
    ObjectId,
    hashtable::{HashMap, hash_map::Entry},
    prelude::FindExt as _,
};

use super::{
    CommitId, HistoryError,
    parse::RawCommit,
    pedigree::{Pedigree, PedigreeFile},
    walk::{read_commit, shallow_commits},
};

/// How many more unwanted commits are looked at after the last wanted one.
const SLOP: u8 = 5;

/// Ancestors of a commit, less those of another, in git's order.
pub(super) struct Ancestry {
    repository: gix::Repository,
    graph: Option<gix::commitgraph::Graph>,
    memory: Option<Memory>,
    shallow: Vec<ObjectId>,
    nodes: Vec<Node>,
    /// Positions of parents, those of one commit after the other.
    edges: Vec<u32>,
    positions: HashMap<ObjectId, u32>,
    queue: BinaryHeap<(u64, Reverse<u32>, u32)>,
    met: u32,
    wanted_in_queue: usize,
    skips_missing: bool,
    buffer: Vec<u8>,
}

/// What was read before, and what was read now.
struct Memory {
    file: Arc<PedigreeFile>,
    known: Arc<Pedigree>,
    news: Pedigree,
}

struct Node {
    id: ObjectId,
    time: u64,
    parents: Parents,
    unwanted: bool,
    queued: bool,
    seen: bool,
}

/// What is known of a commit's parents.
#[derive(Clone, Copy)]
enum Parents {
    /// The commit has not been read.
    Unread,
    /// It could not be read.
    Missing,
    /// So many, from this edge on.
    Read { first: u32, number: u32 },
}

impl Parents {
    fn edges(self) -> std::ops::Range<usize> {
        match self {
            Self::Read { first, number } => first as usize..(first + number) as usize,
            Self::Unread | Self::Missing => 0..0,
        }
    }
}

impl Ancestry {
    pub(super) fn new(
        repository: gix::Repository,
        memory: Option<Arc<PedigreeFile>>,
        to: ObjectId,
        from: Option<ObjectId>,
    ) -> Result<Self, HistoryError> {
        let shallow = shallow_commits(&repository);
        // A graph written before the history was cut would show what is no longer there.
        let graph = if shallow.is_empty() { repository.commit_graph_if_enabled().ok().flatten() } else { None };
        let hash = repository.object_hash();
        let memory = memory.map(|file| Memory { known: file.now(), file, news: Pedigree::new(hash) });
        let mut ancestry = Self {
            repository,
            graph,
            memory,
            shallow,
            nodes: Vec::new(),
            edges: Vec::new(),
            positions: HashMap::default(),
            queue: BinaryHeap::new(),
            met: 0,
            wanted_in_queue: 0,
            skips_missing: false,
            buffer: Vec::new(),
        };
        if let Some(from) = from {
            let position = ancestry.position(from);
            ancestry.nodes[position as usize].unwanted = true;
            ancestry.require(position)?;
            ancestry.enqueue(position);
        }
        let position = ancestry.position(to);
        ancestry.require(position)?;
        ancestry.enqueue(position);
        Ok(ancestry)
    }

    /// Goes around ancestors that are missing.
    pub(super) fn skipping_missing(mut self) -> Self {
        self.skips_missing = true;
        self
    }

    /// The next commit when nothing is unwanted, so that everything met is wanted.
    pub(super) fn next_of_all(&mut self) -> Result<Option<ObjectId>, HistoryError> {
        Ok(self.next_dated()?.map(|(id, _)| id))
    }

    /// The same with its committer date.
    pub(super) fn next_dated(&mut self) -> Result<Option<(ObjectId, u64)>, HistoryError> {
        let Some(position) = self.pop() else { return Ok(None) };
        self.want_parents(position)?;
        let node = &self.nodes[position as usize];
        Ok(Some((node.id, node.time)))
    }

    /// The committer date of any commit; 0 if it cannot be read.
    pub(super) fn date_of(&mut self, id: ObjectId) -> u64 {
        let position = self.position(id);
        self.read(position);
        self.nodes[position as usize].time
    }

    /// All wanted commits. Nothing can be told before the boundary is known.
    pub(super) fn collect(mut self, cancelled: impl Fn() -> bool) -> Result<Vec<ObjectId>, HistoryError> {
        let mut found: Vec<u32> = Vec::new();
        let mut oldest = u64::MAX;
        let mut slop = SLOP;
        while let Some(position) = self.pop() {
            if cancelled() {
                return Err(HistoryError::Cancelled);
            }
            if self.nodes[position as usize].unwanted {
                self.unwant_parents(position);
                slop = self.slop_left(oldest, slop);
                if slop == 0 {
                    break;
                }
            } else {
                self.want_parents(position)?;
                oldest = self.nodes[position as usize].time;
                found.push(position);
            }
        }
        Ok(found
            .into_iter()
            .map(|position| &self.nodes[position as usize])
            .filter(|node| !node.unwanted)
            .map(|node| node.id)
            .collect())
    }

    fn slop_left(&self, oldest: u64, slop: u8) -> u8 {
        match self.queue.peek() {
            None => 0,
            Some((time, _, _)) if oldest <= *time => SLOP,
            Some(_) if self.wanted_in_queue > 0 => SLOP,
            Some(_) => slop - 1,
        }
    }

    fn want_parents(&mut self, position: u32) -> Result<(), HistoryError> {
        for edge in self.parents(position) {
            let parent = self.edges[edge];
            match self.require(parent) {
                Err(_) if self.skips_missing => {}
                required => {
                    required?;
                    self.enqueue(parent);
                }
            }
        }
        Ok(())
    }

    fn unwant_parents(&mut self, position: u32) {
        for edge in self.parents(position) {
            let parent = self.edges[edge];
            self.unwant(parent);
            self.read(parent);
            if !matches!(self.nodes[parent as usize].parents, Parents::Missing) {
                self.unwant_ancestors_read(parent);
                self.enqueue(parent);
            }
        }
    }

    /// Colours what is already known below a commit: it was met from elsewhere, as something wanted.
    fn unwant_ancestors_read(&mut self, position: u32) {
        let mut stack = vec![position];
        while let Some(position) = stack.pop() {
            for edge in self.parents(position) {
                let parent = self.edges[edge];
                if !self.nodes[parent as usize].unwanted {
                    self.unwant(parent);
                    if matches!(self.nodes[parent as usize].parents, Parents::Read { .. }) {
                        stack.push(parent);
                    }
                }
            }
        }
    }

    fn unwant(&mut self, position: u32) {
        let node = &mut self.nodes[position as usize];
        if !node.unwanted {
            node.unwanted = true;
            if node.queued {
                self.wanted_in_queue -= 1;
            }
        }
    }

    fn parents(&self, position: u32) -> std::ops::Range<usize> {
        self.nodes[position as usize].parents.edges()
    }

    fn pop(&mut self) -> Option<u32> {
        let (_, _, position) = self.queue.pop()?;
        let node = &mut self.nodes[position as usize];
        node.queued = false;
        if !node.unwanted {
            self.wanted_in_queue -= 1;
        }
        Some(position)
    }

    fn enqueue(&mut self, position: u32) {
        let node = &mut self.nodes[position as usize];
        if node.seen {
            return;
        }
        node.seen = true;
        node.queued = true;
        if !node.unwanted {
            self.wanted_in_queue += 1;
        }
        self.queue.push((node.time, Reverse(self.met), position));
        self.met += 1;
    }

    fn position(&mut self, id: ObjectId) -> u32 {
        match self.positions.entry(id) {
            Entry::Occupied(entry) => *entry.get(),
            Entry::Vacant(entry) => {
                let position = u32::try_from(self.nodes.len()).expect("no history has four thousand million commits");
                self.nodes.push(Node {
                    id,
                    time: 0,
                    parents: Parents::Unread,
                    unwanted: false,
                    queued: false,
                    seen: false,
                });
                *entry.insert(position)
            }
        }
    }

    fn require(&mut self, position: u32) -> Result<(), HistoryError> {
        self.read(position);
        let node = &self.nodes[position as usize];
        if matches!(node.parents, Parents::Missing) {
            return Err(HistoryError::MissingCommit { id: node.id.into() });
        }
        Ok(())
    }

    fn read(&mut self, position: u32) {
        let id = match &self.nodes[position as usize] {
            Node { parents: Parents::Unread, id, .. } => *id,
            _ => return,
        };
        let known = self.read_from_graph(id).or_else(|| self.remember(id));
        let (time, parents) = match known.or_else(|| self.read_object(id)) {
            Some((time, parents)) => (time, self.link(&parents)),
            None => (0, Parents::Missing),
        };
        let node = &mut self.nodes[position as usize];
        node.time = time;
        node.parents = parents;
    }

    fn link(&mut self, parents: &[ObjectId]) -> Parents {
        let first = self.edges.len() as u32;
        for parent in parents {
            let parent = self.position(*parent);
            self.edges.push(parent);
        }
        Parents::Read { first, number: parents.len() as u32 }
    }

    fn read_from_graph(&self, id: ObjectId) -> Option<(u64, Vec<ObjectId>)> {
        let graph = self.graph.as_ref()?;
        let commit = graph.commit_by_id(id)?;
        let parents = commit.iter_parents().map(|parent| parent.map(|at| graph.id_at(at).to_owned()));
        Some((commit.committer_timestamp(), parents.collect::<Result<_, _>>().ok()?))
    }

    fn remember(&self, id: ObjectId) -> Option<(u64, Vec<ObjectId>)> {
        let memory = self.memory.as_ref().filter(|_| !self.is_cut(id))?;
        memory.known.find(&id)
    }

    fn is_cut(&self, id: ObjectId) -> bool {
        self.shallow.binary_search(&id).is_ok()
    }

    fn read_object(&mut self, id: ObjectId) -> Option<(u64, Vec<ObjectId>)> {
        let object = self.repository.objects.find(&id, &mut self.buffer).ok()?;
        if object.kind != gix::objs::Kind::Commit {
            return None;
        }
        let commit = RawCommit::new(object.data);
        let time = commit.order_time();
        if self.shallow.binary_search(&id).is_ok() {
            return Some((time, Vec::new()));
        }
        let parents: Vec<ObjectId> = commit.parents().collect();
        if let Some(memory) = &mut self.memory {
            memory.news.push(&id, time, &parents);
        }
        Some((time, parents))
    }
}

impl Drop for Ancestry {
    fn drop(&mut self) {
        if let Some(memory) = self.memory.take() {
            memory.file.learn(&memory.news);
        }
    }
}

/// The end of the chain of first parents.
pub(super) fn first_parent_root(repository: &gix::Repository, commit: CommitId) -> Result<CommitId, HistoryError> {
    let shallow = shallow_commits(repository);
    let graph = if shallow.is_empty() { repository.commit_graph_if_enabled().ok().flatten() } else { None };
    let mut buffer = Vec::new();
    let mut at = commit.object();
    loop {
        let known = graph.as_ref().and_then(|graph| Some((graph, graph.commit_by_id(at)?)));
        let parent = match known {
            Some((graph, commit)) => commit.parent1().ok().flatten().map(|parent| graph.id_at(parent).to_owned()),
            None if shallow.binary_search(&at).is_ok() => None,
            None => read_commit(repository, at.into(), &mut buffer)?.parents().next(),
        };
        match parent {
            Some(parent) => at = parent,
            None => return Ok(at.into()),
        }
    }
}
