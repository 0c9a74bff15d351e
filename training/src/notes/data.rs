//! Releases with what people told of them, as rows of a file, made into units as the program sees them.

use std::{collections::BTreeMap, path::Path};

use serde::Deserialize;
use tminus::{
    analysis::{
        classify::{Clues, Trained, judge_kind, words},
        shape::{Sensitive, Shape},
        wording::Message,
    },
    evaluation::{KindRow, RowFile},
    fault::Failure,
    history::Person,
    notes::{
        SectionKey,
        habit::{PATHS_AT_MOST, PastRelease, PastUnit, Unit, plain_title, taken_for},
    },
};

/// One release, as a row has it.
#[derive(Debug, Deserialize)]
struct Row {
    repo: String,
    version: String,
    from: String,
    to: String,
    index: u32,
    role: String,
    titles: BTreeMap<String, String>,
    commits: Vec<RowCommit>,
}

#[derive(Debug, Deserialize)]
struct RowCommit {
    sha: String,
    unit: String,
    pr: Option<u64>,
    closes: Vec<u64>,
    subject: String,
    author: String,
    bot: bool,
    ins: u32,
    dels: u32,
    files: u32,
    paths: Vec<String>,
    body_words: u32,
    breaking_mark: bool,
    reader: bool,
    sections: Vec<String>,
    breaking_cited: bool,
}

impl RowCommit {
    /// What kind the program takes it for, by its subject and paths.
    fn taken_for(&self) -> String {
        let message = Message::read(&self.subject, "");
        let author = Person::default();
        let words = words(&self.subject, "", &message, &author);
        let row = KindRow {
            repo: String::new(),
            sha: String::new(),
            kind: None,
            subject: self.subject.clone(),
            body: String::new(),
            bot: self.bot,
            n_files: None,
            ins: None,
            dels: None,
            files: self.paths.iter().map(|path| (path.clone(), 0, 0)).collect(),
            weight: 1.0,
        };
        let shape = Shape::of(&row.changes(), &Sensitive::default());
        let subject = &self.subject;
        let clues =
            Clues { subject, message: &message, words: &words, author: &author, shape: Some(&shape), is_merge: false };
        taken_for(judge_kind(&clues, &Trained::default()))
    }
}

/// A release to learn from or to be judged by.
#[derive(Debug, Clone)]
pub(super) struct Release {
    pub(super) from: String,
    pub(super) to: String,
    pub(super) is_scored: bool,
    pub(super) past: PastRelease,
    /// The commits of each unit.
    pub(super) commits: Vec<Vec<String>>,
}

/// A project with its releases, oldest first.
#[derive(Debug, Clone)]
pub(super) struct Project {
    pub(super) name: String,
    pub(super) releases: Vec<Release>,
}

/// Reads all projects of a file, by name.
pub(super) fn read(path: &Path) -> Result<Vec<Project>, Failure> {
    let file =
        RowFile::<Row>::read(path, |row| if row.commits.is_empty() { Err("no commits".into()) } else { Ok(()) })?;
    let mut projects: BTreeMap<String, Vec<(u32, Release)>> = BTreeMap::new();
    for row in file.rows {
        projects.entry(row.repo.clone()).or_default().push((row.index, release(row)));
    }
    Ok(projects
        .into_iter()
        .map(|(name, mut releases)| {
            releases.sort_by_key(|(index, _)| *index);
            Project { name, releases: releases.into_iter().map(|(_, release)| release).collect() }
        })
        .collect())
}

fn release(row: Row) -> Release {
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    let mut units: Vec<PastUnit> = Vec::new();
    let mut commits: Vec<Vec<String>> = Vec::new();
    for commit in &row.commits {
        let at = *places.entry(&commit.unit).or_insert(units.len());
        if at == units.len() {
            units.push(PastUnit {
                unit: Unit {
                    title: commit.pr.and_then(|pr| row.titles.get(&pr.to_string())).cloned().unwrap_or_default(),
                    author: commit.author.clone(),
                    is_bot: commit.bot,
                    is_pull: commit.pr.is_some(),
                    lines: Some((0, 0)),
                    ..Unit::default()
                },
                ..PastUnit::default()
            });
            commits.push(Vec::new());
        }
        take_in(&mut units[at], commit);
        commits[at].push(commit.sha.clone());
    }
    for past in &mut units {
        if past.unit.title.is_empty() {
            past.unit.title = past.unit.subjects.last().cloned().unwrap_or_default();
        }
        past.unit.title = plain_title(&past.unit.title);
    }
    Release {
        from: row.from,
        to: row.to,
        is_scored: row.role == "scored",
        past: PastRelease { version: row.version, units },
        commits,
    }
}

fn take_in(past: &mut PastUnit, commit: &RowCommit) {
    let unit = &mut past.unit;
    unit.subjects.push(commit.subject.clone());
    let kind = commit.taken_for();
    if !unit.kinds.contains(&kind) {
        unit.kinds.push(kind);
    }
    unit.closes |= !commit.closes.is_empty();
    unit.breaks |= commit.breaking_mark;
    unit.lines = unit.lines.map(|(added, removed)| (added + commit.ins, removed + commit.dels));
    unit.files += commit.files;
    unit.body_words += commit.body_words;
    unit.commits += 1;
    let room = PATHS_AT_MOST.saturating_sub(unit.paths.len());
    unit.paths.extend(commit.paths.iter().take(room).cloned());
    past.told |= commit.reader;
    past.breaking |= commit.breaking_cited;
    if past.sections.is_empty() {
        let known = |word: &String| SectionKey::ALL.into_iter().find(|key| key.as_str() == word);
        past.sections = commit.sections.iter().filter_map(known).collect();
    }
}
