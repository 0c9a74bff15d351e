//! Rows as the lists of numbers that are learnt from.

use std::collections::{BTreeMap, HashMap};

use tminus::{
    analysis::{
        classify::weights::{KINDS, SLOTS, bucket_of, check_of},
        signs::Sink,
    },
    evaluation::KindRow,
};

/// A commit as signs with what each counts.
#[derive(Debug, Clone)]
pub(super) struct Example {
    /// The signs; first as hashes, then as places in a vocabulary.
    pub(super) signs: Vec<u64>,
    /// What each counts.
    pub(super) worths: Vec<f32>,
    /// What its developers called it, as a place in `Kind::ALL`.
    pub(super) label: usize,
    /// The organisation that it is of, as a number.
    pub(super) organisation: usize,
    /// By what its organisation's habits are told apart.
    pub(super) marks: Box<[u32]>,
}

/// Collects the signs of a commit.
#[derive(Default)]
struct Collected {
    signs: Vec<u64>,
    worths: Vec<f32>,
    start: usize,
}

impl Sink for Collected {
    fn add(&mut self, sign: u64) {
        self.signs.push(sign);
    }

    fn close(&mut self, worth: f32, shared: bool) {
        let mut group = self.signs.split_off(self.start);
        group.sort_unstable();
        group.dedup();
        let worth = if shared { worth / (group.len().max(1) as f32).sqrt() } else { worth };
        self.worths.extend(group.iter().map(|_| worth));
        self.signs.append(&mut group);
        self.start = self.signs.len();
    }
}

/// What of a commit is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// The message and the places.
    Whole,
    /// The message.
    Words,
}

/// The labelled rows as examples.
pub(super) fn examples(rows: &[KindRow], part: Part) -> Vec<Example> {
    let mut organisations: BTreeMap<String, usize> = BTreeMap::new();
    let mut found = Vec::new();
    for row in rows {
        let Some(label) = row.label() else { continue };
        let owner = row.repo.split('/').next().unwrap_or_default().to_lowercase();
        let next = organisations.len();
        let organisation = *organisations.entry(owner).or_insert(next);
        let mut collected = Collected::default();
        let marks = match part {
            Part::Whole => row.tell(&mut collected),
            Part::Words => {
                row.tell_words(&mut collected);
                Box::default()
            }
        };
        let Collected { signs, worths, .. } = collected;
        found.push(Example { signs, worths, label: label as usize, organisation, marks });
    }
    found
}

/// The signs that a model knows, each with its place: the buckets of the file, each with its most widespread signs.
pub(super) struct Vocabulary {
    places: HashMap<u64, u32>,
    /// Buckets.
    pub(super) n_buckets: usize,
}

impl Vocabulary {
    /// The signs that `examples` have in at least `organisations` organisations, as many as there is room for.
    pub(super) fn of(examples: &[&Example], n_buckets: usize, organisations: u32) -> Self {
        let mut sorted = examples.to_vec();
        sorted.sort_by_key(|example| example.organisation);
        // By sign: the organisation that it was met in last, in how many, and in how many commits.
        let mut met: HashMap<u64, (usize, u32, u32)> = HashMap::new();
        for example in sorted {
            for sign in &example.signs {
                let (last, in_organisations, in_commits) = met.entry(*sign).or_insert((usize::MAX, 0, 0));
                *in_organisations += u32::from(*last != example.organisation);
                *in_commits += 1;
                *last = example.organisation;
            }
        }
        let mut wide: Vec<(u32, u32, u64)> = met
            .into_iter()
            .filter(|(_, (_, in_organisations, _))| *in_organisations >= organisations)
            .map(|(sign, (_, in_organisations, in_commits))| (in_organisations, in_commits, sign))
            .collect();
        wide.sort_unstable_by(|left, right| right.cmp(left));
        let mut used = vec![Vec::new(); n_buckets];
        let mut places = HashMap::new();
        for (_, _, sign) in wide {
            let bucket = bucket_of(sign, n_buckets);
            let checks: &mut Vec<u16> = &mut used[bucket];
            if checks.len() < SLOTS && !checks.contains(&check_of(sign)) {
                places.insert(sign, (bucket * SLOTS + checks.len()) as u32);
                checks.push(check_of(sign));
            }
        }
        Self { places, n_buckets }
    }

    /// How many places there are, also empty ones.
    pub(super) fn n_places(&self) -> usize {
        self.n_buckets * SLOTS
    }

    /// How many signs are known.
    pub(super) fn len(&self) -> usize {
        self.places.len()
    }

    /// The signs with their places.
    pub(super) fn iter(&self) -> impl Iterator<Item = (u64, u32)> {
        self.places.iter().map(|(sign, place)| (*sign, *place))
    }

    /// An example in which the known signs are left, as places.
    pub(super) fn seen(&self, example: &Example) -> Example {
        let known = example
            .signs
            .iter()
            .zip(&example.worths)
            .filter_map(|(sign, worth)| Some((*self.places.get(sign)?, *worth)));
        let (signs, worths) = known.map(|(place, worth)| (u64::from(place), worth)).unzip();
        Example { signs, worths, marks: example.marks.clone(), ..*example }
    }
}

/// How many examples there are of each kind.
pub(super) fn counts<'a>(examples: impl IntoIterator<Item = &'a Example>) -> [f32; KINDS] {
    let mut counts = [0.0; KINDS];
    for example in examples {
        counts[example.label] += 1.0;
    }
    counts
}
