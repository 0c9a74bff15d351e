//! What commits say and changed, as proof reads it: messages and changed lines, each read once.

use std::{
    collections::HashMap,
    fmt,
    sync::{Arc, Mutex, PoisonError},
};

use crate::history::{
    CommitId, CommitReader, Repository,
    diff::{Content, DiffReader, FileDiff, Side, Subject, Whitespace, heading},
};

/// Changed lines of one commit that are read; of larger changes everything is believed.
const LONGEST: usize = 4 << 20;
/// Files of one commit that are read.
const MOST_FILES: usize = 1_000;
/// Bytes that are kept in all; beyond, a change is read each time.
const KEPT: usize = 64 << 20;
/// Lines around a change that belong to it.
const AROUND: u32 = 3;

/// Words that something was said or changed in, in lower case.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Testimony {
    text: Box<str>,
}

impl Testimony {
    /// Of these words.
    pub fn new(text: &str) -> Self {
        Self { text: text.to_lowercase().into() }
    }

    /// The words, in lower case.
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// Where proof looks things up. `None` means that it cannot be read, and what is said of it is believed.
pub trait Evidence: fmt::Debug + Send + Sync {
    /// A commit's whole message.
    fn message(&self, commit: CommitId) -> Option<Arc<Testimony>>;
    /// The lines that a commit changed, those around them, and the paths.
    fn changes(&self, commit: CommitId) -> Option<Arc<Testimony>>;
    /// Messages of the whole range and all that differs between its ends.
    fn whole(&self) -> Option<Arc<Testimony>>;
    /// Words that are true of the release itself: the project's name, its versions.
    fn known(&self) -> &[String];
}

/// Looks things up in a repository.
pub struct RepositoryEvidence {
    repository: Repository,
    range: (Option<CommitId>, CommitId),
    commits: Vec<CommitId>,
    known: Vec<String>,
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    messages: HashMap<CommitId, Option<Arc<Testimony>>>,
    changes: HashMap<CommitId, Option<Arc<Testimony>>>,
    whole: Option<Arc<Testimony>>,
    is_whole_read: bool,
    bytes: usize,
}

impl fmt::Debug for RepositoryEvidence {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("RepositoryEvidence").field("range", &self.range).finish_non_exhaustive()
    }
}

impl RepositoryEvidence {
    /// Of a range from one commit to another, whose commits these are. `known` are words that are true of the release.
    pub fn new(
        repository: &Repository,
        from: Option<CommitId>,
        to: CommitId,
        commits: Vec<CommitId>,
        known: &[String],
    ) -> Self {
        let known = known.iter().map(|word| word.to_lowercase()).collect();
        let range = (from, to);
        Self { repository: repository.clone(), range, commits, known, kept: Mutex::default() }
    }

    fn kept<T>(&self, use_it: impl FnOnce(&mut Kept) -> T) -> T {
        use_it(&mut self.kept.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn keep(
        &self,
        table: impl FnOnce(&mut Kept) -> &mut HashMap<CommitId, Option<Arc<Testimony>>>,
        commit: CommitId,
        found: Option<&Arc<Testimony>>,
    ) {
        self.kept(|kept| {
            let bytes = found.map_or(0, |found| found.text().len());
            if kept.bytes + bytes <= KEPT {
                kept.bytes += bytes;
                table(kept).insert(commit, found.cloned());
            }
        });
    }
}

impl Evidence for RepositoryEvidence {
    fn message(&self, commit: CommitId) -> Option<Arc<Testimony>> {
        if let Some(known) = self.kept(|kept| kept.messages.get(&commit).cloned()) {
            return known;
        }
        let found = message(&mut self.repository.reader(), commit).map(|text| Arc::new(Testimony::new(&text)));
        self.keep(|kept| &mut kept.messages, commit, found.as_ref());
        found
    }

    fn changes(&self, commit: CommitId) -> Option<Arc<Testimony>> {
        if let Some(known) = self.kept(|kept| kept.changes.get(&commit).cloned()) {
            return known;
        }
        let found = changed(&self.repository, Subject::Commit(commit)).map(|text| Arc::new(Testimony::new(&text)));
        self.keep(|kept| &mut kept.changes, commit, found.as_ref());
        found
    }

    fn whole(&self) -> Option<Arc<Testimony>> {
        if let Some(known) = self.kept(|kept| kept.is_whole_read.then(|| kept.whole.clone())) {
            return known;
        }
        let found = changed(&self.repository, Subject::Range(self.range.0, self.range.1)).and_then(|mut text| {
            let mut reader = self.repository.reader();
            for commit in &self.commits {
                text.push_str(&message(&mut reader, *commit)?);
                text.push('\n');
            }
            Some(Arc::new(Testimony::new(&text)))
        });
        self.kept(|kept| {
            kept.is_whole_read = true;
            kept.whole.clone_from(&found);
        });
        found
    }

    fn known(&self) -> &[String] {
        &self.known
    }
}

fn message(reader: &mut CommitReader, commit: CommitId) -> Option<String> {
    let commit = reader.read(commit).ok()?;
    Some(format!("{}\n{}", commit.subject.text, commit.body.text))
}

/// Changed lines with those around them, headings and paths; nothing where a part of it cannot be read.
fn changed(repository: &Repository, subject: Subject) -> Option<String> {
    let mut reader = DiffReader::new(repository);
    let changes = reader.files(subject, || false).ok()?;
    if !changes.problems.is_empty() || changes.files.len() > MOST_FILES {
        return None;
    }
    let mut text = String::new();
    for file in changes.files {
        let paths = [Some(&file.path), file.old_path.as_ref()].into_iter().flatten();
        for path in paths {
            text.push_str(&String::from_utf8_lossy(path));
            text.push('\n');
        }
        let diff = reader.file(Arc::new(file), Whitespace::Counts);
        match &diff.content {
            Content::Missing | Content::TooLarge(..) => return None,
            Content::Text(_) => push_lines(&diff, &mut text),
            _ => {}
        }
        if text.len() > LONGEST {
            return None;
        }
    }
    Some(text)
}

fn push_lines(diff: &FileDiff, text: &mut String) {
    let Content::Text(lines) = &diff.content else { return };
    for hunk in diff.hunks(AROUND) {
        if let Some(heading) = heading(&lines.old, &hunk) {
            text.push_str(&String::from_utf8_lossy(heading));
            text.push('\n');
        }
        for line in hunk.old.clone() {
            text.push_str(&String::from_utf8_lossy(lines.side(Side::Old).line(line)));
            text.push('\n');
        }
        for edit in &lines.edits[hunk.edits.clone()] {
            for line in edit.new.clone() {
                text.push_str(&String::from_utf8_lossy(lines.side(Side::New).line(line)));
                text.push('\n');
            }
        }
        if text.len() > LONGEST {
            return;
        }
    }
}
