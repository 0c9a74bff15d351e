//! The words of a drafted message: its subject, what the body lists, and what stands below.

use std::sync::LazyLock;

use regex::Regex;

use super::symbols::Change;
use crate::{
    analysis::{Kind, shape::Sort, wording::Header},
    history::{
        ChangeStatus,
        diff::{Content, FileDiff, Side},
    },
};

/// Characters of a subject line.
const SUBJECT: usize = 72;
/// Characters of a line of the body.
const LINE: usize = 72;
/// Things that the body lists; the rest is counted.
const LISTED: usize = 12;

static VERSIONED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"^\s*"?(?P<name>[@A-Za-z][\w@/.-]*)"?\s*[:=]+\s*(?:\{[^}]*?version\s*=\s*)?["'^~>=<v ]*(?P<version>\d+(?:\.\d+)*[\w.+-]*)"#)
        .expect("the pattern is a constant that a test compiles")
});

/// A staged file.
#[derive(Debug, Clone)]
pub(super) struct FileWords {
    pub(super) path: String,
    pub(super) old_path: Option<String>,
    pub(super) status: ChangeStatus,
    pub(super) added: u32,
    pub(super) removed: u32,
    pub(super) changes: Vec<Change>,
    /// Dependencies that have another version: name, before, after.
    pub(super) bumps: Vec<(String, String, String)>,
}

impl Default for FileWords {
    fn default() -> Self {
        Self {
            path: String::new(),
            old_path: None,
            status: ChangeStatus::Modified,
            added: 0,
            removed: 0,
            changes: Vec::new(),
            bumps: Vec::new(),
        }
    }
}

impl FileWords {
    /// Whether it is a new file of the program itself.
    pub(super) fn is_new_source(&self) -> bool {
        self.status == ChangeStatus::Added && Sort::of(&self.path) == Sort::Source
    }

    fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }

    /// What became of the file as a whole.
    fn sentence(&self) -> String {
        match (self.status, &self.old_path) {
            (ChangeStatus::Added, _) => format!("add {}", self.path),
            (ChangeStatus::Deleted, _) => format!("remove {}", self.path),
            (_, Some(old)) => format!("move {old} to {}", self.path),
            _ => format!("update {}", self.path),
        }
    }
}

/// A message without its header.
#[derive(Debug, Clone, Default)]
pub(super) struct Draft {
    /// What follows the header.
    pub(super) subject: String,
    /// What the body lists.
    items: Vec<String>,
}

impl Draft {
    /// Says what became of these files.
    pub(super) fn of(files: &[FileWords]) -> Self {
        let bumps: Vec<&(String, String, String)> = files.iter().flat_map(|file| &file.bumps).collect();
        let is_upkeep = files.iter().all(|file| matches!(Sort::of(&file.path), Sort::Manifest | Sort::Lock));
        if is_upkeep && !bumps.is_empty() {
            return Self::of_bumps(&bumps);
        }
        // What tests and documents do follows from what the program does.
        let sources: Vec<&FileWords> = files.iter().filter(|file| Sort::of(&file.path) == Sort::Source).collect();
        let leading: Vec<&FileWords> = if sources.is_empty() { files.iter().collect() } else { sources };
        let changes: Vec<&Change> = leading.iter().flat_map(|file| &file.changes).collect();
        let mut items = items(&changes);
        let subject = subject_of(&changes).unwrap_or_else(|| subject_of_files(&leading));
        let silent =
            files.iter().filter(|file| file.changes.is_empty() || !leading.iter().any(|one| one.path == file.path));
        items.extend(silent.map(FileWords::sentence));
        // One thing is said by the subject.
        if items.len() < 2 {
            items.clear();
        }
        Self { subject, items }
    }

    fn of_bumps(bumps: &[&(String, String, String)]) -> Self {
        let sentence =
            |(name, before, after): &(String, String, String)| format!("bump {name} from {before} to {after}");
        let mut items: Vec<String> = bumps.iter().map(|bump| sentence(bump)).collect();
        items.dedup();
        let subject = match items.as_slice() {
            [only] => only.clone(),
            _ => format!("bump {}", listed(&bumps.iter().map(|bump| bump.0.clone()).collect::<Vec<_>>())),
        };
        if items.len() < 2 {
            items.clear();
        }
        Self { subject, items }
    }

    /// Takes the verb that fits the kind.
    pub(super) fn suit(&mut self, kind: Kind) {
        let verb = match kind {
            Kind::Fix => "fix",
            Kind::Perf => "speed up",
            Kind::Refactor => "rework",
            _ => return,
        };
        for front in ["change ", "update "] {
            if let Some(rest) = self.subject.strip_prefix(front) {
                self.subject = format!("{verb} {rest}");
                return;
            }
        }
    }

    /// The whole message.
    pub(super) fn message(&self, header: Option<&Header>, breaks: &[String], trailers: &[String]) -> String {
        let subject = match header {
            Some(header) => header.to_subject(),
            None => crate::drafting::capitalised(&self.subject),
        };
        let mut parts = vec![cut(&subject)];
        if !self.items.is_empty() {
            let mut lines: Vec<String> = self.items.iter().take(LISTED).map(|item| wrapped("- ", "  ", item)).collect();
            let more = self.items.len().saturating_sub(LISTED);
            if more > 0 {
                lines.push(format!("- and {more} more"));
            }
            parts.push(lines.join("\n"));
        }
        let mut below: Vec<String> = Vec::new();
        if !breaks.is_empty() {
            below.push(wrapped("BREAKING CHANGE: ", "  ", &breaks.join("; ")));
        }
        below.extend(trailers.iter().cloned());
        if !below.is_empty() {
            parts.push(below.join("\n"));
        }
        format!("{}\n", parts.join("\n\n"))
    }
}

/// One sentence each: what was added, removed and changed, together by what was done.
fn items(changes: &[&Change]) -> Vec<String> {
    let mut items: Vec<String> = Vec::new();
    for change in changes {
        if let Change::Renamed(old, new) = change {
            items.push(format!("rename `{old}` to `{new}`"));
        }
    }
    for (verb, names) in by_verb(changes) {
        if !names.is_empty() {
            items.push(format!("{verb} {}", listed(&names)));
        }
    }
    items
}

fn by_verb(changes: &[&Change]) -> [(&'static str, Vec<String>); 3] {
    let named = |pick: fn(&Change) -> Option<&String>| -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for name in changes.iter().filter_map(|change| pick(change)) {
            let name = format!("`{name}`");
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    };
    [
        ("add", named(|change| if let Change::Added(name) = change { Some(name) } else { None })),
        ("remove", named(|change| if let Change::Removed(name) = change { Some(name) } else { None })),
        ("change", named(|change| if let Change::Changed(name) = change { Some(name) } else { None })),
    ]
}

/// What is new leads, then what was renamed, what went, and what is another inside.
fn subject_of(changes: &[&Change]) -> Option<String> {
    let [added, gone, altered] = by_verb(changes);
    if !added.1.is_empty() {
        return Some(format!("add {}", listed(&added.1)));
    }
    let renamed: Vec<String> = changes
        .iter()
        .filter_map(|change| match change {
            Change::Renamed(old, new) => Some(format!("`{old}` to `{new}`")),
            _ => None,
        })
        .collect();
    if let [first, rest @ ..] = renamed.as_slice() {
        let more = if rest.is_empty() { String::new() } else { format!(" and {} more", rest.len()) };
        return Some(format!("rename {first}{more}"));
    }
    [gone, altered]
        .into_iter()
        .find(|(_, names)| !names.is_empty())
        .map(|(verb, names)| format!("{verb} {}", listed(&names)))
}

fn subject_of_files(files: &[&FileWords]) -> String {
    let verb = |file: &FileWords| match (file.status, &file.old_path) {
        (ChangeStatus::Added, _) => "add",
        (ChangeStatus::Deleted, _) => "remove",
        (_, Some(_)) => "move",
        _ => "update",
    };
    match files {
        [] => "change nothing".to_owned(),
        [only] => {
            let told = only.sentence();
            if told.chars().count() <= SUBJECT / 2 { told } else { format!("{} {}", verb(only), only.name()) }
        }
        [first, ..] => {
            let same = files.iter().all(|file| verb(file) == verb(first));
            let names: Vec<String> = files.iter().map(|file| file.name().to_owned()).collect();
            format!("{} {}", if same { verb(first) } else { "update" }, listed(&names))
        }
    }
}

/// Two are named; of more the first, and how many others there are.
fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [only] => only.clone(),
        [first, second] if first.len() + second.len() < 44 => format!("{first} and {second}"),
        [first, rest @ ..] => format!("{first} and {} more", rest.len()),
    }
}

fn cut(subject: &str) -> String {
    if subject.chars().count() <= SUBJECT {
        return subject.to_owned();
    }
    let end = subject.char_indices().nth(SUBJECT - 1).map_or(subject.len(), |(at, _)| at);
    let end = subject[..end].rfind(' ').unwrap_or(end);
    format!("{}…", subject[..end].trim_end())
}

fn wrapped(front: &str, indent: &str, text: &str) -> String {
    let mut lines = vec![front.to_owned()];
    let mut is_begun = false;
    for word in text.split_whitespace() {
        let line = lines.last_mut().expect("there is a line from the beginning");
        if is_begun && line.chars().count() + 1 + word.chars().count() > LINE {
            lines.push(format!("{indent}{word}"));
            continue;
        }
        if is_begun {
            line.push(' ');
        }
        line.push_str(word);
        is_begun = true;
    }
    lines.join("\n")
}

/// Dependencies whose version a manifest or a lock changes.
pub(super) fn bumps(path: &str, diff: &FileDiff) -> Vec<(String, String, String)> {
    if Sort::of(path) != Sort::Manifest {
        return Vec::new();
    }
    let Content::Text(text) = &diff.content else { return Vec::new() };
    let versions = |side: Side, lines: std::ops::Range<u32>| -> Vec<(String, String)> {
        lines
            .filter_map(|line| {
                let line = String::from_utf8_lossy(text.side(side).line(line)).into_owned();
                let found = VERSIONED.captures(&line)?;
                Some((found["name"].to_owned(), found["version"].to_owned()))
            })
            .collect()
    };
    let mut bumps = Vec::new();
    for edit in text.edits.iter() {
        let new = versions(Side::New, edit.new.clone());
        for (name, before) in versions(Side::Old, edit.old.clone()) {
            if let Some((_, after)) = new.iter().find(|(other, after)| *other == name && *after != before)
                && !matches!(name.as_str(), "version" | "edition" | "rust-version")
            {
                bumps.push((name, before, after.clone()));
            }
        }
    }
    bumps
}
