//! Ties the entries of a release's notes to what went into it: by numbers, ids, the lines that commits wrote, and words.

use std::collections::{HashMap, HashSet};

use super::{
    changes::{Change, Units},
    entries::PastEntry,
    learnt::{PastUnit, is_for_readers},
    unit::{split_head, words},
};
use crate::{analysis::ReferenceKind, history::ContentReader, notes::SectionKey};

/// Titles and entries that share so much of their words say the same.
const SAME: f32 = 0.6;
/// Notes that are longer are not compared line by line.
const LONGEST: u64 = 1 << 20;
/// So many commits at most are asked for the lines that they wrote.
const WRITERS: usize = 80;

/// What the entries come to.
#[derive(Debug, Clone, Default)]
pub(super) struct Tied {
    /// The units, in their order.
    pub(super) units: Vec<PastUnit>,
    /// How many entries were tied.
    pub(super) entries: usize,
}

struct Index<'a> {
    changes: &'a [Change],
    units: &'a Units,
    unit_of: HashMap<usize, usize>,
    by_pull: HashMap<&'a str, Vec<usize>>,
    by_closed: HashMap<&'a str, Vec<usize>>,
    by_mention: HashMap<&'a str, Vec<usize>>,
    titles: Vec<HashSet<String>>,
}

/// Ties them.
pub(super) fn tie(entries: &[PastEntry], changes: &[Change], units: &Units, contents: &ContentReader) -> Tied {
    let index = Index::new(changes, units);
    let mut found: Vec<Vec<usize>> = entries.iter().map(|entry| index.by_what_it_names(entry)).collect();
    if found.iter().any(Vec::is_empty) {
        let written = index.written(contents);
        for (entry, found) in entries.iter().zip(&mut found).filter(|(_, found)| found.is_empty()) {
            let first = entry.lines.first().and_then(|line| written.get(line.as_str()));
            *found = first.copied().into_iter().collect();
            if found.is_empty() {
                found.extend(index.by_words(entry));
            }
        }
    }
    let mut tied = Tied {
        units: units.all.iter().map(|unit| PastUnit { unit: unit.clone(), ..PastUnit::default() }).collect(),
        entries: 0,
    };
    for (number, (entry, found)) in entries.iter().zip(found).enumerate() {
        tied.entries += usize::from(!found.is_empty());
        let breaks = entry.section == Some(SectionKey::Breaking) || entry.words.to_uppercase().contains("BREAKING");
        let company = index.names_several(entry).then_some(number as u32);
        for at in found {
            let unit = &mut tied.units[at];
            unit.company = unit.company.or(company);
            unit.told |= entry.section.is_none_or(is_for_readers);
            unit.breaking |= breaks;
            if let Some(section) = entry.section.filter(|section| !unit.sections.contains(section)) {
                unit.sections.push(section);
            }
        }
    }
    tied
}

impl<'a> Index<'a> {
    fn new(changes: &'a [Change], units: &'a Units) -> Self {
        let mut index = Self {
            changes,
            units,
            unit_of: HashMap::new(),
            by_pull: HashMap::new(),
            by_closed: HashMap::new(),
            by_mention: HashMap::new(),
            titles: units.all.iter().map(|unit| telling(split_head(&unit.title).1)).collect(),
        };
        for (unit, places) in units.places.iter().enumerate() {
            for &at in places {
                index.unit_of.insert(at, unit);
                for number in units.pulls.of(at) {
                    add(&mut index.by_pull, number, unit);
                }
                let merge = units.pulls.merge_of(at).map(|merge| &changes[merge]);
                for change in std::iter::once(&changes[at]).chain(merge) {
                    for number in &change.closes {
                        add(&mut index.by_closed, number, unit);
                    }
                    let mentions = change.references.iter().filter(|reference| {
                        matches!(
                            reference.kind,
                            ReferenceKind::Issue | ReferenceKind::PullRequest | ReferenceKind::Advisory
                        )
                    });
                    for reference in mentions {
                        add(&mut index.by_mention, &reference.id, unit);
                    }
                }
            }
        }
        index
    }

    fn by_what_it_names(&self, entry: &PastEntry) -> Vec<usize> {
        let mut found: Vec<usize> = Vec::new();
        for number in &entry.numbers {
            let tables = [&self.by_pull, &self.by_closed, &self.by_mention];
            let units = tables.into_iter().find_map(|table| table.get(number.as_str()));
            // A number that many mention ties nothing.
            for unit in units.filter(|units| units.len() <= 4).into_iter().flatten() {
                push_once(&mut found, *unit);
            }
        }
        for id in &entry.ids {
            let named = self.changes.iter().position(|change| change.id.to_string().starts_with(id.as_str()));
            if let Some(unit) = named.and_then(|at| self.unit_of.get(&at)) {
                push_once(&mut found, *unit);
            }
        }
        if found.is_empty() {
            let upper = entry.words.to_uppercase();
            let advisories = self.by_mention.iter().filter(|(id, _)| id.starts_with("CVE-") || id.starts_with("GHSA"));
            let mut named: Vec<usize> = advisories
                .filter(|(id, _)| upper.contains(&id.to_uppercase()))
                .flat_map(|(_, units)| units.clone())
                .collect();
            named.sort_unstable();
            named.dedup();
            found = named;
        }
        found
    }

    /// Whether an entry names more than one unit, each by a number or id of its own.
    fn names_several(&self, entry: &PastEntry) -> bool {
        let mut named: Vec<usize> = Vec::new();
        for number in &entry.numbers {
            for unit in self.by_pull.get(number.as_str()).into_iter().flatten() {
                push_once(&mut named, *unit);
            }
        }
        for id in &entry.ids {
            let change = self.changes.iter().position(|change| change.id.to_string().starts_with(id.as_str()));
            if let Some(unit) = change.and_then(|at| self.unit_of.get(&at)) {
                push_once(&mut named, *unit);
            }
        }
        named.len() > 1
    }

    /// Which unit wrote which line of the notes.
    fn written(&self, contents: &ContentReader) -> HashMap<String, usize> {
        let mut written = HashMap::new();
        let writers = self.changes.iter().enumerate().filter(|(at, change)| {
            !change.notes.is_empty() && change.parents.len() == 1 && self.unit_of.contains_key(at)
        });
        for (at, change) in writers.take(WRITERS) {
            for path in change.notes.iter().take(4) {
                let lines = |commit| {
                    let bytes = contents.file(commit, path, LONGEST).ok().flatten().unwrap_or_default();
                    String::from_utf8_lossy(&bytes).lines().map(|line| line.trim().to_owned()).collect::<HashSet<_>>()
                };
                let before = lines(change.parents[0]);
                let mut added: Vec<String> =
                    lines(change.id).into_iter().filter(|line| !before.contains(line)).collect();
                // Who writes the notes of a whole release wrote none of them.
                if added.len() <= 12 {
                    added.retain(|line| line.len() > 8);
                    written.extend(added.into_iter().map(|line| (line, self.unit_of[&at])));
                }
            }
        }
        written
    }

    fn by_words(&self, entry: &PastEntry) -> Option<usize> {
        let words = telling(&entry.words);
        let jaccard = |title: &HashSet<String>| {
            let shared = title.intersection(&words).count();
            shared as f32 / (title.len() + words.len() - shared).max(1) as f32
        };
        let best = (0..self.titles.len()).max_by(|one, other| {
            jaccard(&self.titles[*one]).total_cmp(&jaccard(&self.titles[*other])).then(other.cmp(one))
        })?;
        (words.len() >= 2 && jaccard(&self.titles[best]) >= SAME && !self.units.places[best].is_empty()).then_some(best)
    }
}

fn add<'a>(table: &mut HashMap<&'a str, Vec<usize>>, number: &'a str, unit: usize) {
    let units = table.entry(number).or_default();
    push_once(units, unit);
}

fn push_once(units: &mut Vec<usize>, unit: usize) {
    if !units.contains(&unit) {
        units.push(unit);
    }
}

fn telling(text: &str) -> HashSet<String> {
    words(text).into_iter().filter(|word| word.len() > 1).collect()
}
