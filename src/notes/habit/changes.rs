//! The commits of a range as far as habits go: what they say, where they reach, by which request they came.

use std::{collections::HashMap, sync::LazyLock};

use regex::Regex;

use super::unit::{PATHS_AT_MOST, Unit, plain_title};
use crate::{
    analysis::{
        KindSource, KindVerdict, Reference,
        classify::{Clues, Trained, judge_kind, words},
        group::{Lineage, Pulls},
        shape::{Sensitive, Shape, Sort},
        story::is_bot,
        wording::Message,
    },
    history::{Commit, CommitId, Detail, HistoryError, Range, Repository},
    process::Cancel,
};

/// One commit.
#[derive(Debug, Clone)]
pub(super) struct Change {
    pub(super) id: CommitId,
    pub(super) parents: Vec<CommitId>,
    pub(super) subject: String,
    pub(super) description: String,
    pub(super) references: Vec<Reference>,
    /// Numbers that it says it closes.
    pub(super) closes: Vec<String>,
    pub(super) author: String,
    pub(super) is_bot: bool,
    pub(super) breaks: bool,
    pub(super) body_words: u32,
    /// What kind it is taken for, with a question mark where that is unsure.
    pub(super) kind: String,
    /// Paths, notes left out.
    pub(super) paths: Vec<String>,
    pub(super) files: u32,
    /// The notes that it touches.
    pub(super) notes: Vec<String>,
}

/// Units of a range, and which commits each is made of.
#[derive(Debug, Clone, Default)]
pub(super) struct Units {
    pub(super) all: Vec<Unit>,
    /// Places of the commits of each.
    pub(super) places: Vec<Vec<usize>>,
    /// All numbers of each commit's requests, by place.
    pub(super) pulls: Pulls,
}

/// Below this confidence a kind is unsure.
const UNSURE: f32 = 0.6;

static CLOSES: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:clos(?:e[sd]?|ing)|fix(?:e[sd]|ing)?|resolv(?:e[sd]?|ing))\b[: ]+(?:[\w.\-]+/[\w.\-]+)?(?:https?://\S+/issues/|#)(\d+)")
        .expect("the pattern is a constant that a test compiles")
});

/// Reads the commits of a range, newest first; `most` of them. What kind they are is told anew where it is not `known`.
pub(super) fn changes(
    repository: &Repository,
    range: &Range,
    most: usize,
    known: &HashMap<CommitId, KindVerdict>,
    cancel: &Cancel,
) -> Result<Vec<Change>, HistoryError> {
    let mut differ = repository.differ();
    let kinds = Kinds::default();
    let mut changes = Vec::new();
    for commit in repository.walk(range, cancel)?.take(most) {
        let commit = commit?;
        let message = Message::read(&commit.subject.text, &commit.body.text);
        let mut change = said(&commit, &message);
        let verdict = known.get(&commit.id).copied();
        let mut shape = None;
        // Paths that cannot be read tell nothing; the analysis warns of them.
        if !commit.is_merge()
            && let Ok(found) = differ.changes(commit.id, Detail::Paths)
        {
            shape = verdict.is_none().then(|| Shape::of(&found, &kinds.sensitive));
            for file in &found.files {
                let path = file.path_text().into_owned();
                if Sort::of(&path) == Sort::Changelog {
                    change.notes.push(path);
                    continue;
                }
                change.files += 1;
                change.paths.push(path);
            }
            thin(&mut change.paths);
        }
        if !commit.is_merge() {
            change.kind = taken_for(verdict.unwrap_or_else(|| kinds.of(&commit, &message, shape.as_ref())));
        }
        changes.push(change);
    }
    Ok(changes)
}

/// Tells kinds of commits, by what they say and where they reach; lines are not counted for it.
#[derive(Default)]
struct Kinds {
    classifier: Trained,
    sensitive: Sensitive,
}

impl Kinds {
    fn of(&self, commit: &Commit, message: &Message, shape: Option<&Shape>) -> KindVerdict {
        let (subject, body) = (&commit.subject.text, &commit.body.text);
        let words = words(subject, body, message, &commit.author);
        let author = &commit.author;
        let clues = Clues { subject, message, words: &words, author, shape, is_merge: false };
        judge_kind(&clues, &self.classifier)
    }
}

/// A verdict as a unit has it.
pub fn taken_for(verdict: KindVerdict) -> String {
    let is_unsure = verdict.source == KindSource::Model && verdict.confidence < UNSURE;
    format!("{}{}", verdict.kind.as_str(), if is_unsure { "?" } else { "" })
}

/// Of many paths, some from all over.
fn thin(paths: &mut Vec<String>) {
    const KEPT: usize = 12;
    if paths.len() > KEPT {
        let count = paths.len();
        let kept: Vec<String> = (0..KEPT).map(|at| std::mem::take(&mut paths[at * count / KEPT])).collect();
        *paths = kept;
    }
}

fn said(commit: &Commit, message: &Message) -> Change {
    let (subject, body) = (&commit.subject.text, &commit.body.text);
    let beginning = &body[..body.floor_char_boundary(20_000)];
    let closes = [subject.as_str(), beginning]
        .into_iter()
        .flat_map(|text| CLOSES.captures_iter(text))
        .map(|found| found[1].to_owned())
        .collect();
    let (name, email) = (&commit.author.name.text, &commit.author.email.text);
    Change {
        id: commit.id,
        parents: commit.parents.clone(),
        subject: subject.clone(),
        description: message.description.to_string(),
        references: message.references.clone(),
        closes,
        author: if email.is_empty() { name.to_lowercase() } else { email.to_lowercase() },
        is_bot: is_bot(name, email),
        breaks: message.breaking.is_some(),
        body_words: beginning.split_whitespace().count() as u32,
        kind: String::new(),
        paths: Vec::new(),
        files: 0,
        notes: Vec::new(),
    }
}

impl Units {
    /// Puts the commits of a range, newest first, together by their requests. Merges are of none.
    pub(super) fn of(changes: &[Change]) -> Self {
        let lineage: Vec<Lineage<'_>> = changes
            .iter()
            .map(|change| Lineage {
                id: change.id,
                parents: &change.parents,
                subject: &change.subject,
                references: &change.references,
            })
            .collect();
        let mut units = Self { pulls: Pulls::of_lineage(&lineage), ..Self::default() };
        let mut by_number: HashMap<String, usize> = HashMap::new();
        for (at, change) in changes.iter().enumerate().filter(|(_, change)| change.parents.len() < 2) {
            let number = units.pulls.of(at).first().cloned();
            let known = number.as_ref().and_then(|number| by_number.get(number).copied());
            let unit = known.unwrap_or_else(|| {
                if let Some(number) = number.clone() {
                    by_number.insert(number, units.all.len());
                }
                units.all.push(begun(changes, &units.pulls, at, number.is_some()));
                units.places.push(Vec::new());
                units.all.len() - 1
            });
            units.places[unit].push(at);
            take_in(&mut units.all[unit], change);
        }
        units
    }
}

fn begun(changes: &[Change], pulls: &Pulls, at: usize, is_pull: bool) -> Unit {
    let change = &changes[at];
    let merge = pulls.merge_of(at).filter(|_| is_pull && pulls.own(at).is_empty()).map(|merge| &changes[merge]);
    let title = merge.map(|merge| &merge.description).filter(|title| title.split_whitespace().nth(1).is_some());
    Unit {
        title: plain_title(title.unwrap_or(&change.subject)),
        author: change.author.clone(),
        is_bot: change.is_bot,
        is_pull,
        closes: merge.is_some_and(|merge| !merge.closes.is_empty()),
        breaks: merge.is_some_and(|merge| merge.breaks),
        ..Unit::default()
    }
}

fn take_in(unit: &mut Unit, change: &Change) {
    unit.subjects.push(change.subject.clone());
    if !unit.kinds.contains(&change.kind) {
        unit.kinds.push(change.kind.clone());
    }
    unit.closes |= !change.closes.is_empty();
    unit.breaks |= change.breaks;
    unit.files += change.files;
    unit.body_words += change.body_words;
    unit.commits += 1;
    let room = PATHS_AT_MOST.saturating_sub(unit.paths.len());
    unit.paths.extend(change.paths.iter().take(room).cloned());
}
