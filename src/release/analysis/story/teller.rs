//! Tells the story of one commit after the other. What all of them need is read once, when the first one asks.

use std::collections::HashMap;

use super::reading;
use crate::{
    analysis::{
        AnalysedCommit, Flags,
        shape::Sort,
        story::{
            ChangeCoverage, CodeOwners, Complexity, ComplexityChange, Coverage, Facts, FileComplexity, Ownership,
            Reviewer, Rollback, Story, Surroundings, TestImpact, TestIndex, telling,
        },
        wording::Message,
    },
    history::{
        Commit, CommitId, CommitReader, ContentId, ContentReader, Detail, Differ, EntryKind, FileChange, Person,
        diff::{Blob, Text, Whitespace, compare},
    },
    process::Cancel,
    release::{
        Workspace,
        analysis::{Control, before::Before, kept::Kept, row::person_number},
    },
    syntax::{Language, Parsers, left_out_by_path},
};

/// Bytes of `CODEOWNERS` that are read.
const OWNERS_AT_MOST: u64 = 4 << 20;
/// Bytes of a source that is searched for tests.
const SOURCE_AT_MOST: u64 = 512 * 1024;

/// Files of a commit that are parsed; a commit of more is no matter of complexity.
const PARSED_AT_MOST: usize = 100;

/// What is wanted besides tests and rollback.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Wants {
    /// Who could review it.
    pub reviewers: bool,
    /// How it moves complexity: each file is parsed twice, at about a millisecond each.
    pub complexity: bool,
}

/// Tells stories of the commits of a range.
pub struct Storyteller<'a> {
    workspace: &'a Workspace,
    commits: &'a [AnalysedCommit],
    facts: HashMap<CommitId, Facts>,
    ownership: Ownership,
    /// The place of each row in the ownership.
    places: Vec<u32>,
    /// The beginnings of ids of commits before the range, by their place after it.
    earlier: Vec<u64>,
    people: HashMap<u32, Option<Person>>,
    owners: CodeOwners,
    tests: TestIndex,
    own_tests: HashMap<Box<str>, bool>,
    contents: ContentReader,
    reader: CommitReader,
    differ: Differ,
    parsers: Parsers,
}

impl<'a> Storyteller<'a> {
    /// Reads what the stories of these commits, all of the range, need. `history` says whether what came before the range
    /// is read for reviewers. What cannot be read is told as little of.
    pub fn new(workspace: &'a Workspace, commits: &'a [AnalysedCommit], history: bool, cancel: &Cancel) -> Self {
        let repository = workspace.repository();
        let kept = Kept::new(
            workspace.opened.folders.as_ref(),
            &repository.common_dir(),
            &workspace.settings().risk.sensitive,
            workspace.sensitive().rules().digest(),
        );
        let mut teller = Self {
            workspace,
            commits,
            facts: reading::facts(repository, commits, &kept, cancel),
            ownership: Ownership::default(),
            places: Vec::with_capacity(commits.len()),
            earlier: Vec::new(),
            people: HashMap::new(),
            owners: CodeOwners::default(),
            tests: TestIndex::default(),
            own_tests: HashMap::new(),
            contents: repository.contents(),
            reader: repository.reader(),
            differ: repository.differ(),
            parsers: Parsers::default(),
        };
        teller.read_ownership(&kept, history, cancel);
        teller.owners = teller.read_owners();
        teller.tests = teller.read_tests();
        teller
    }

    fn read_ownership(&mut self, kept: &Kept, history: bool, cancel: &Cancel) {
        let empty = Facts::default();
        for commit in self.commits {
            let touches = telling(self.facts.get(&commit.id).unwrap_or(&empty));
            self.places.push(self.ownership.add(person_number(&commit.author), touches.into_iter()));
        }
        let limit = self.workspace.settings().risk.history;
        let Some(from) = self.workspace.range.from_id.filter(|_| history && limit > 0) else { return };
        let before = kept.before(from, limit).or_else(|| {
            let control = Control::cancelled_by(cancel);
            let before = Before::read(self.workspace.repository(), from, limit, &control, |_| ()).ok()?;
            kept.keep_before(&before);
            Some(before)
        });
        for (id, author, touches) in before.iter().flat_map(Before::changes) {
            self.earlier.push(id);
            self.ownership.add(author, touches);
        }
    }

    /// `CODEOWNERS` as it is committed at the end of the range.
    fn read_owners(&self) -> CodeOwners {
        let to = self.workspace.range.to_id;
        let found = CodeOwners::PLACES.iter().find_map(|place| {
            let bytes = self.contents.file(to, place, OWNERS_AT_MOST).ok()??;
            Some(CodeOwners::read(&String::from_utf8_lossy(&bytes), place))
        });
        found.unwrap_or_default()
    }

    /// All tests at the end of the range.
    fn read_tests(&self) -> TestIndex {
        let all = self.workspace.repository().differ().between(None, self.workspace.range.to_id, Detail::Paths);
        let files = all.map(|changes| changes.files).unwrap_or_default();
        TestIndex::new(files.iter().filter_map(|file| std::str::from_utf8(&file.path).ok()))
    }

    /// The facts of a row.
    pub fn facts(&self, row: usize) -> Option<&Facts> {
        self.facts.get(&self.commits.get(row)?.id)
    }

    /// The story of a row; with what was asked for. A merge has none of its own.
    pub fn tell(&mut self, row: usize, wants: Wants) -> Option<Story> {
        let commit = self.commits.get(row).filter(|commit| !commit.flags.contains(Flags::MERGE))?;
        let facts = self.facts.remove(&commit.id)?;
        let message = self.reader.read(commit.id).ok();
        let body = message.as_ref().map_or("", |message| &message.body.text);
        let place = self.places[row];
        let later = self.ownership.later(&telling(&facts), place);
        let story = Story {
            tests: self.test_impact(&facts),
            rollback: Rollback::of(&facts, commit, body, later),
            reviewers: match &message {
                Some(message) if wants.reviewers => self.reviewers(&facts, message, place),
                _ => Vec::new(),
            },
            complexity: wants.complexity.then(|| self.complexity(commit.id)),
            coverage: self.workspace.coverage.clone().map(|coverage| self.coverage(commit.id, &coverage)),
        };
        self.facts.insert(commit.id, facts);
        Some(story)
    }

    /// How a commit moves the complexity of the code that it changes.
    fn complexity(&mut self, id: CommitId) -> ComplexityChange {
        let mut change = ComplexityChange::default();
        let Ok(changes) = self.differ.changes(id, Detail::Paths) else { return change };
        let code = |file: &&FileChange| Sort::of(&file.path_text()) == Sort::Source;
        for (at, file) in changes.files.iter().filter(code).enumerate() {
            match self.file_complexity(file) {
                Some(file) if at < PARSED_AT_MOST => change.add(file),
                _ => change.unread += 1,
            }
        }
        change.sorted()
    }

    fn file_complexity(&mut self, file: &FileChange) -> Option<FileComplexity> {
        let path = file.path_text();
        let language = Language::of_path(&path).filter(|_| left_out_by_path(&path).is_none())?;
        let Self { contents, parsers, .. } = self;
        let mut side = |kind: Option<EntryKind>, id: Option<ContentId>| -> Option<Complexity> {
            let (Some(kind), Some(id)) = (kind, id) else { return Some(Complexity::default()) };
            let Blob::Bytes(bytes) = contents.read(kind, id, SOURCE_AT_MOST) else { return None };
            let text = String::from_utf8(bytes).ok()?;
            let is_header = language == Language::C && path.ends_with(".h");
            let language = if is_header { Language::of_header(&text) } else { language };
            parsers.parse(language, &text).ok().map(|parsed| Complexity::of(&parsed))
        };
        let before = side(file.old_kind, file.old_id)?;
        let after = side(file.new_kind, file.new_id)?;
        Some(FileComplexity { path: path.into(), before, after })
    }

    /// How the lines that a commit put in are covered, as far as they still stand at the end of the range.
    fn coverage(&mut self, id: CommitId, coverage: &Coverage) -> ChangeCoverage {
        let mut change = ChangeCoverage::default();
        let Ok(changes) = self.differ.changes(id, Detail::Paths) else { return change };
        for file in changes.files.iter().filter(|file| file.new_id.is_some()).take(PARSED_AT_MOST) {
            let path = file.path_text();
            if let Some(known) = coverage.of(&path)
                && let Some(lines) = self.lines_that_stand(file, &path)
            {
                change.add(&path, lines.into_iter(), known);
            }
        }
        change.sorted()
    }

    /// The lines that a change put into a file, 1-based as the file is at the end of the range.
    fn lines_that_stand(&self, file: &FileChange, path: &str) -> Option<Vec<u32>> {
        let text = |kind: Option<EntryKind>, id: Option<ContentId>| match self.contents.read(kind?, id?, SOURCE_AT_MOST)
        {
            Blob::Bytes(bytes) => Some(Text::new(bytes)),
            _ => None,
        };
        let new = text(file.new_kind, file.new_id)?;
        let old = text(file.old_kind, file.old_id).unwrap_or_default();
        let (kind, id) = self.contents.at(self.workspace.range.to_id, path).ok()??;
        let last = text(Some(kind), Some(id))?;
        let later = compare(&new, &last, Whitespace::Counts);
        let added = compare(&old, &new, Whitespace::Counts).into_iter().flat_map(|edit| edit.new);
        let stands = added.filter_map(|line| {
            let at = later.partition_point(|edit| edit.old.end <= line);
            let is_gone = later.get(at).is_some_and(|edit| edit.old.contains(&line));
            // What was edited before it moved it.
            let moved = at.checked_sub(1).map_or(0, |last| {
                let edit = &later[last];
                i64::from(edit.new.end) - i64::from(edit.old.end)
            });
            (!is_gone).then(|| u32::try_from(i64::from(line) + moved + 1).ok()).flatten()
        });
        Some(stands.collect())
    }

    fn test_impact(&mut self, facts: &Facts) -> TestImpact {
        let Self { tests, own_tests, contents, workspace, .. } = self;
        TestImpact::of(facts, tests, |path| {
            if let Some(known) = own_tests.get(path) {
                return *known;
            }
            let found = has_own_tests(contents, workspace.range.to_id, path);
            own_tests.insert(path.into(), found);
            found
        })
    }

    fn reviewers(&mut self, facts: &Facts, message: &Commit, place: u32) -> Vec<Reviewer> {
        let author = (message.author.name.text.clone(), message.author.email.text.clone());
        let mut authors = Message::co_authors(&message.body.text);
        authors.push(author);
        let Self { ownership, owners, people, commits, earlier, reader, workspace, .. } = self;
        let surroundings = Surroundings { ownership, owners, place };
        Reviewer::of(facts, surroundings, &authors, |number, at| {
            let find = || {
                if let Some(commit) = commits.get(at as usize) {
                    return Some((*commit.author).clone());
                }
                let id = earlier.get(at as usize - commits.len())?;
                let id = workspace.repository().resolve(&format!("{id:016x}")).ok()?;
                Some((*reader.read(id).ok()?.author).clone())
            };
            people.entry(number).or_insert_with(find).clone()
        })
    }
}

/// Whether a source of a language whose tests stand beside the code has some.
fn has_own_tests(contents: &ContentReader, at: CommitId, path: &str) -> bool {
    let marks: &[&str] = match path.rsplit_once('.').map(|(_, extension)| extension) {
        Some("rs") => &["#[test]", "#[cfg(test)]", "::test]"],
        Some("zig") => &["\ntest \""],
        Some("d") => &["unittest"],
        _ => return false,
    };
    let Ok(Some((kind, id))) = contents.at(at, path) else { return false };
    let Blob::Bytes(bytes) = contents.read(kind, id, SOURCE_AT_MOST) else { return false };
    let text = String::from_utf8_lossy(&bytes);
    marks.iter().any(|mark| text.contains(mark))
}
