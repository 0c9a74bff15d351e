//! What was known of files, authors and areas before each commit: fed with commits, parents before children.
//!
//! Commits before the range are common to all; commits within the range count only for their descendants, so that work
//! merged later from the side does not change what was said before.

use std::collections::{HashMap, HashSet};

use super::{
    AuthorFacts, FileFacts, Prior, Ranked, Standing,
    ranks::{WINDOW, ranks},
};
use crate::analysis::shape::Touch;

/// Of the earlier commits of a file or a folder so many, the latest, are counted.
const ENOUGH: usize = 1000;
/// Of the earlier commits of a person so many, the latest, are counted.
const ENOUGH_OF_PERSON: usize = 5000;
const DAY: f32 = 86_400.0;
/// Changes within so many days are lately.
const LATELY: f32 = 90.0;
/// What is not known of an area counts as so many culprits, as often as elsewhere.
const DOUBT: f32 = 2.0;

/// One commit, as the past of later ones.
#[derive(Debug, Clone, Copy)]
pub struct Step<'a> {
    /// Whoever wrote it: any number that means the same person throughout.
    pub author: u32,
    /// When it was committed, in seconds.
    pub time: i64,
    /// Whether its message speaks of a fix.
    pub is_fix: bool,
    /// Whether it is a merge: it changes nothing by itself, and counts for nothing.
    pub is_merge: bool,
    /// The files it touched.
    pub touches: &'a [Touch],
    /// Its folders, as numbers.
    pub folders: &'a [u32],
    /// Its folders at the root, as numbers.
    pub tops: &'a [u32],
    /// What its subject says it is about, as a number.
    pub area: u32,
}

/// What was known just before a commit.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Known {
    /// Of its files.
    pub files: FileFacts,
    /// Of its author.
    pub author: AuthorFacts,
    /// Of the area that it names: how often commits of it are culprits, against the mean; log2.
    pub area_record: f32,
    /// The same of the folder with the worst record.
    pub folder_record: f32,
    /// Of the repository.
    pub standing: Standing,
}

/// Collects commits and answers what is known at a point.
#[derive(Debug, Default)]
pub struct Course {
    rows: Vec<Row>,
    ranked: Vec<Ranked>,
    files: HashMap<Touch, Vec<u32>>,
    authors: HashMap<u32, Vec<u32>>,
    parts: HashMap<(u32, u32), Vec<u32>>,
    areas: HashMap<u32, Vec<u32>>,
    folders: HashMap<u32, Vec<u32>>,
    /// How many of `rows` stand before the range.
    before: u32,
    blames: Vec<Blame>,
    /// People of whom a data file states the history, and what it states of all of them: culprits and commits.
    stated: HashSet<u32>,
    stated_sums: (f32, f32),
}

#[derive(Debug, Clone, Copy)]
struct Row {
    time: i64,
    author: u32,
    is_fix: bool,
    is_merge: bool,
    /// The first of `blames` that names it, plus one.
    blame: u32,
}

/// One row names another one as a culprit.
#[derive(Debug, Clone, Copy)]
struct Blame {
    by: u32,
    culprit: u32,
    /// The next that names the same one, plus one.
    next: u32,
}

/// The commits of the range that come before one, as a set of bits by their order of feeding.
pub type Ancestors = [u64];

/// Which rows are known at a point.
#[derive(Clone, Copy)]
struct View<'a> {
    before: u32,
    ancestors: &'a Ancestors,
}

impl View<'_> {
    fn has(self, index: u32) -> bool {
        let Some(place) = index.checked_sub(self.before) else { return true };
        self.ancestors.get(place as usize / 64).is_some_and(|word| word >> (place % 64) & 1 == 1)
    }

    /// The known rows, latest first.
    fn latest_first(self) -> impl Iterator<Item = u32> {
        let before = self.before;
        let within = self.ancestors.iter().enumerate().rev().flat_map(move |(at, word)| {
            let mut word = *word;
            std::iter::from_fn(move || {
                let bit = 63_u32.checked_sub(word.leading_zeros())?;
                word &= !(1 << bit);
                Some(before + at as u32 * 64 + bit)
            })
        });
        within.chain((0..before).rev())
    }

    fn count(self) -> u32 {
        self.before + self.ancestors.iter().map(|word| word.count_ones()).sum::<u32>()
    }
}

impl Course {
    /// Feeds a commit before the range, oldest first; its number. All of them are known to every commit that follows.
    pub fn before(&mut self, step: &Step<'_>, ranked: Ranked) -> u32 {
        debug_assert_eq!(self.before as usize, self.rows.len(), "history comes before the range");
        self.before += 1;
        self.keep(step, ranked)
    }

    /// Feeds a commit of the range; its number. Its bit in sets of ancestors is that less those before the range.
    pub fn within(&mut self, step: &Step<'_>, ranked: Ranked) -> u32 {
        self.keep(step, ranked)
    }

    /// How many commits before the range were fed.
    pub fn n_before(&self) -> u32 {
        self.before
    }

    /// Notes that a row names another one as the cause of a defect; both by their number in order of feeding.
    pub fn names_culprit(&mut self, by: u32, culprit: u32) {
        if by <= culprit {
            return;
        }
        let number = self.blames.len() as u32 + 1;
        let mut last = self.rows[culprit as usize].blame;
        if last == 0 {
            self.rows[culprit as usize].blame = number;
        }
        while last != 0 {
            let blame = &mut self.blames[last as usize - 1];
            if blame.by == by {
                return;
            }
            last = blame.next;
            if last == 0 {
                blame.next = number;
            }
        }
        self.blames.push(Blame { by, culprit, next: 0 });
    }

    /// Takes in what a data file states of a person's history before the file's first rows.
    pub fn state(&mut self, author: u32, facts: &AuthorFacts) {
        if self.stated.insert(author) {
            self.stated_sums.0 += facts.culprits;
            self.stated_sums.1 += facts.commits;
        }
    }

    /// What is known before a commit. `ancestors` has the bits of those that [`Self::within`] was given before.
    pub fn known(&self, step: &Step<'_>, ancestors: &Ancestors) -> Known {
        let view = View { before: self.before, ancestors };
        let standing = self.standing(step.time, view);
        let mut known = Known {
            files: self.of_files(step, view),
            author: self.of_author(step, view),
            standing,
            ..Known::default()
        };
        let record = |group: Option<&Vec<u32>>| self.record(group, view, standing);
        known.area_record = record(self.areas.get(&step.area));
        known.folder_record =
            step.folders.iter().map(|folder| record(self.folders.get(folder))).fold(f32::MIN, f32::max);
        if step.folders.is_empty() {
            known.folder_record = 0.0;
        }
        known
    }

    /// How values stand among the latest commits that are known.
    pub fn ranks(&self, values: &Ranked, ancestors: &Ancestors, prior: &Prior) -> Ranked {
        let view = View { before: self.before, ancestors };
        let earlier = view.latest_first().filter(|index| !self.rows[*index as usize].is_merge).take(WINDOW);
        ranks(values, earlier.map(|index| &self.ranked[index as usize]), prior)
    }

    fn of_files(&self, step: &Step<'_>, view: View<'_>) -> FileFacts {
        let mut facts = FileFacts::default();
        let mut last: Vec<u32> = Vec::with_capacity(step.touches.len());
        let (mut days, mut known) = (0.0, 0.0);
        for touch in step.touches {
            let earlier = self.files.get(touch).map_or(&[][..], Vec::as_slice);
            let mut latest = None;
            for index in earlier.iter().rev().copied().filter(|index| view.has(*index)).take(ENOUGH) {
                let row = &self.rows[index as usize];
                let age = days_between(row.time, step.time);
                if latest.is_none() {
                    latest = Some(index);
                    days += age;
                    known += 1.0;
                }
                facts.changes += 1.0;
                facts.fixes += f32::from(u8::from(row.is_fix));
                facts.own += f32::from(u8::from(row.author == step.author));
                facts.culprits += f32::from(u8::from(self.is_named(index, view)));
                facts.lately += f32::from(u8::from(age < LATELY));
            }
            last.extend(latest);
        }
        let files = step.touches.len().max(1) as f32;
        facts.changes /= files;
        facts.fixes /= files;
        facts.lately /= files;
        facts.age = if known > 0.0 { days / known } else { 0.0 };
        last.sort_unstable();
        last.dedup();
        facts.last_changes = last.len() as f32;
        facts
    }

    fn of_author(&self, step: &Step<'_>, view: View<'_>) -> AuthorFacts {
        let mut facts = AuthorFacts::default();
        let own = self.authors.get(&step.author).map_or(&[][..], Vec::as_slice);
        for index in own.iter().rev().copied().filter(|index| view.has(*index)).take(ENOUGH_OF_PERSON) {
            facts.commits += 1.0;
            facts.recent += 1.0 / (days_between(self.rows[index as usize].time, step.time) / 365.25 + 1.0);
            facts.culprits += f32::from(u8::from(self.is_named(index, view)));
        }
        for top in step.tops {
            let there = self.parts.get(&(step.author, *top)).map_or(&[][..], Vec::as_slice);
            facts.in_parts +=
                there.iter().rev().take(ENOUGH_OF_PERSON).filter(|index| view.has(**index)).count() as f32;
        }
        facts
    }

    fn standing(&self, now: i64, view: View<'_>) -> Standing {
        let named = self.blames.iter().enumerate().filter(|(at, blame)| {
            // Of those that name the same commit the first that is known counts.
            view.has(blame.by)
                && view.has(blame.culprit)
                && self.namers(blame.culprit).find(|(_, by)| view.has(*by)).map(|(number, _)| number)
                    == Some(*at as u32 + 1)
        });
        let ages = named.map(|(_, blame)| days_between(self.rows[blame.culprit as usize].time, now));
        let oldest = self.rows.first().map_or(0.0, |row| days_between(row.time, now));
        Standing::new(ages, view.count(), self.ages(now, view)).with(self.stated_sums.0, self.stated_sums.1, oldest)
    }

    /// The ages in days of some of the commits that are known; nothing for merges.
    fn ages<'a>(&'a self, now: i64, view: View<'a>) -> impl Iterator<Item = Option<f32>> + 'a {
        let rows = view.latest_first().step_by(Standing::SAMPLED);
        rows.map(move |index| {
            let row = &self.rows[index as usize];
            (!row.is_merge).then(|| days_between(row.time, now))
        })
    }

    fn record(&self, group: Option<&Vec<u32>>, view: View<'_>, standing: Standing) -> f32 {
        let (mut commits, mut named) = (0.0_f32, 0.0_f32);
        let members = group.map_or(&[][..], Vec::as_slice);
        for index in members.iter().rev().copied().filter(|index| view.has(*index)).take(ENOUGH) {
            commits += 1.0;
            named += f32::from(u8::from(self.is_named(index, view)));
        }
        ((named + DOUBT) / (commits * standing.rate() + DOUBT)).log2()
    }

    fn namers(&self, culprit: u32) -> impl Iterator<Item = (u32, u32)> {
        let mut next = self.rows[culprit as usize].blame;
        std::iter::from_fn(move || {
            let number = next;
            let blame = self.blames.get((number as usize).checked_sub(1)?)?;
            next = blame.next;
            Some((number, blame.by))
        })
    }

    fn is_named(&self, index: u32, view: View<'_>) -> bool {
        self.rows[index as usize].blame != 0 && self.namers(index).any(|(_, by)| view.has(by))
    }

    fn keep(&mut self, step: &Step<'_>, ranked: Ranked) -> u32 {
        let index = self.rows.len() as u32;
        let Step { time, author, is_fix, is_merge, .. } = *step;
        self.rows.push(Row { time, author, is_fix, is_merge, blame: 0 });
        self.ranked.push(ranked);
        if is_merge {
            return index;
        }
        self.authors.entry(step.author).or_default().push(index);
        self.areas.entry(step.area).or_default().push(index);
        for touch in step.touches {
            self.files.entry(*touch).or_default().push(index);
        }
        for folder in step.folders {
            self.folders.entry(*folder).or_default().push(index);
        }
        for top in step.tops {
            self.parts.entry((step.author, *top)).or_default().push(index);
        }
        index
    }
}

/// Clocks go wrong; nothing is younger than now.
fn days_between(earlier: i64, later: i64) -> f32 {
    later.saturating_sub(earlier).max(0) as f32 / DAY
}
