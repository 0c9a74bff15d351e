//! The trained model of kinds: what each sign weighs for each kind, and how sums become probabilities. Its file is made by
//! `training/` and compiled in; docs/models.md tells what it was made from and how good it is.

use std::{borrow::Cow, sync::OnceLock};

use serde::{Deserialize, Serialize};

use crate::analysis::{
    Kind,
    signs::{Place, Said, Sink, Totals, Where, crosses, marks, places, said, sign},
};

/// How many kinds there are.
pub const KINDS: usize = Kind::ALL.len();
/// Signs that share a bucket, at most.
pub const SLOTS: usize = 4;
/// Bytes of a bucket: a check of two bytes and a weight for each kind, for each of its signs.
const BUCKET: usize = SLOTS * (2 + KINDS);
const MAGIC: &[u8; 8] = b"tm-kinds";
/// Sums are kept in whole steps of this, so that they can be compared and kept.
const STEP: f32 = 1.0 / 65536.0;

/// A sum for each kind, in the order of [`Kind::ALL`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sums([i32; KINDS]);

/// What a message weighs, and what of it will meet the places.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words {
    said: Said,
    sums: Sums,
}

/// What the places of a change weigh, and what of them will meet the words.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Places {
    there: Where,
    sums: Sums,
}

/// How sums become probabilities: each is stretched and shifted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Calibration {
    /// How much each kind's sum is stretched.
    pub stretch: [f32; KINDS],
    /// How much it is shifted then.
    pub shift: [f32; KINDS],
}

/// How sure a kind is that was named: the odds of its probability, stretched and shifted. Of a kind that was picked for being
/// the likeliest the probability says too much where it is high and too little where it is low.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sureness {
    /// How much the logarithm of the odds is stretched.
    pub stretch: f32,
    /// How much it is shifted then.
    pub shift: f32,
}

impl Sureness {
    /// Believes probabilities as they are.
    pub const NONE: Self = Self { stretch: 1.0, shift: 0.0 };

    /// The confidence in a kind that was named with this probability.
    pub fn of(&self, probable: f32) -> f32 {
        let probable = probable.clamp(1e-6, 1.0 - 1e-6);
        1.0 / (1.0 + (-(self.stretch * (probable / (1.0 - probable)).ln() + self.shift)).exp())
    }
}

/// All that is trained.
#[derive(Debug, Clone, PartialEq)]
pub struct Parameters {
    /// What one step of a weight is worth, for each kind.
    pub scales: [f32; KINDS],
    /// Where the change is known.
    pub whole: Calibration,
    /// Where only the message is.
    pub words_alone: Calibration,
    /// How much a kind is favoured when one has to be named: the logarithm of what its probability is multiplied by.
    pub favour: [f32; KINDS],
    /// How sure the kind is that is named.
    pub sureness: Sureness,
    /// The buckets, a power of two of them.
    pub buckets: Cow<'static, [u8]>,
}

/// The model, ready to weigh.
#[derive(Debug)]
pub struct Weights {
    parameters: Parameters,
    mask: u64,
}

impl Parameters {
    /// The file.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        for number in self.numbers() {
            bytes.extend_from_slice(&number.to_le_bytes());
        }
        bytes.extend_from_slice(&self.buckets);
        bytes
    }

    fn numbers(&self) -> impl Iterator<Item = f32> {
        let Self { scales, whole, words_alone, favour, sureness, .. } = self;
        [scales, &whole.stretch, &whole.shift, &words_alone.stretch, &words_alone.shift, favour]
            .into_iter()
            .flatten()
            .copied()
            .chain([sureness.stretch, sureness.shift])
    }

    /// Reads the file; nothing if it is none. Where it is compiled in, the buckets stay where they are.
    pub fn read(bytes: impl Into<Cow<'static, [u8]>>) -> Option<Self> {
        let bytes = bytes.into();
        let mut rest = bytes.strip_prefix(MAGIC)?;
        let mut number = || -> Option<f32> {
            let (bytes, after) = rest.split_first_chunk()?;
            rest = after;
            Some(f32::from_le_bytes(*bytes))
        };
        let mut row = || -> Option<[f32; KINDS]> {
            let mut row = [0.0; KINDS];
            for place in &mut row {
                *place = number()?;
            }
            Some(row)
        };
        let scales = row()?;
        let whole = Calibration { stretch: row()?, shift: row()? };
        let words_alone = Calibration { stretch: row()?, shift: row()? };
        let favour = row()?;
        let sureness = Sureness { stretch: number()?, shift: number()? };
        let is_whole = rest.len().is_multiple_of(BUCKET) && (rest.len() / BUCKET).is_power_of_two();
        let start = bytes.len() - rest.len();
        let buckets = match bytes {
            Cow::Borrowed(bytes) => Cow::Borrowed(&bytes[start..]),
            Cow::Owned(bytes) => Cow::Owned(bytes[start..].to_vec()),
        };
        is_whole.then_some(Self { scales, whole, words_alone, favour, sureness, buckets })
    }

    /// Buckets of this many signs, all of them empty.
    pub fn empty_buckets(n_buckets: usize) -> Cow<'static, [u8]> {
        Cow::Owned(vec![0; n_buckets * BUCKET])
    }

    /// Puts a sign's weights into a slot of its bucket.
    pub fn put(&mut self, bucket: usize, slot: usize, sign: u64, weights: &[i8; KINDS]) {
        let start = bucket * BUCKET;
        let buckets = self.buckets.to_mut();
        buckets[start + slot * 2..][..2].copy_from_slice(&check_of(sign).to_le_bytes());
        for (byte, weight) in buckets[start + SLOTS * 2 + slot * KINDS..].iter_mut().zip(weights) {
            *byte = weight.cast_unsigned();
        }
    }
}

/// The bucket that a sign belongs to, of a power of two of them.
pub fn bucket_of(sign: u64, n_buckets: usize) -> usize {
    (sign & (n_buckets as u64 - 1)) as usize
}

/// What tells a sign from others in its bucket; 0 is an empty slot.
pub fn check_of(sign: u64) -> u16 {
    ((sign >> 48) as u16).max(1)
}

impl Weights {
    /// The model that the program carries.
    pub fn embedded() -> &'static Self {
        static WEIGHTS: OnceLock<Weights> = OnceLock::new();
        WEIGHTS.get_or_init(|| {
            let bytes = include_bytes!("../../../models/kinds.bin");
            Self::new(Parameters::read(bytes).expect("a test reads the file that is compiled in"))
        })
    }

    /// A model of these parameters.
    pub fn new(parameters: Parameters) -> Self {
        let mask = (parameters.buckets.len() / BUCKET) as u64 - 1;
        Self { parameters, mask }
    }

    /// Weighs a message; the subject is without a conventional header.
    pub fn words(&self, subject: &str, body: &str, by_program: bool) -> Words {
        let mut scale = Scale::new(self);
        let said = said(subject, body, by_program, &mut scale);
        Words { said, sums: scale.sums }
    }

    /// Weighs the places of a change.
    pub fn places(&self, files: &[Place<'_>], totals: Totals) -> Places {
        let mut scale = Scale::new(self);
        let there = places(files, totals, &mut scale);
        Places { there, sums: scale.sums }
    }

    /// The logarithms of the kinds' probabilities, but for what they have in common.
    pub fn logits(&self, words: &Words, places: Option<&Places>) -> [f32; KINDS] {
        let mut sums = words.sums;
        let calibration = match places {
            None => &self.parameters.words_alone,
            Some(places) => {
                let mut scale = Scale::new(self);
                crosses(&words.said, &places.there, &mut scale);
                sums.add(places.sums);
                sums.add(scale.sums);
                &self.parameters.whole
            }
        };
        calibration.logits(&sums.as_floats())
    }

    /// What tells this model from another, so that what was weighed by one is not mistaken for the other's.
    pub fn fingerprint(&self) -> u64 {
        let numbers: Vec<u8> = self.parameters.numbers().flat_map(f32::to_le_bytes).collect();
        sign(0, &[&numbers])
    }

    /// How much a kind is favoured when one has to be named.
    pub fn favour(&self) -> &[f32; KINDS] {
        &self.parameters.favour
    }

    /// The confidence in a kind that was named with this probability.
    pub fn confidence(&self, probable: f32) -> f32 {
        self.parameters.sureness.of(probable)
    }

    fn find(&self, sign: u64) -> Option<&[u8; KINDS]> {
        let bucket = &self.parameters.buckets[(sign & self.mask) as usize * BUCKET..][..BUCKET];
        let check = check_of(sign).to_le_bytes();
        let (checks, weights) = bucket.split_at(SLOTS * 2);
        let slot = checks.chunks_exact(2).position(|known| known == check)?;
        weights[slot * KINDS..].first_chunk()
    }
}

/// The marks that habits are told apart by, of a commit whose message and perhaps places were weighed.
pub fn marks_of(words: &Words, places: Option<&Places>) -> Box<[u32]> {
    marks(&words.said, places.map(|places| &places.there))
}

impl Calibration {
    /// Leaves sums as they are.
    pub const NONE: Self = Self { stretch: [1.0; KINDS], shift: [0.0; KINDS] };

    /// Sums, stretched and shifted.
    pub fn logits(&self, sums: &[f32; KINDS]) -> [f32; KINDS] {
        std::array::from_fn(|kind| sums[kind] * self.stretch[kind] + self.shift[kind])
    }
}

impl Sums {
    fn add(&mut self, other: Self) {
        for (sum, more) in self.0.iter_mut().zip(other.0) {
            *sum = sum.saturating_add(more);
        }
    }

    fn as_floats(self) -> [f32; KINDS] {
        self.0.map(|sum| sum as f32 * STEP)
    }
}

/// Adds up the weights of the signs that are told to it.
struct Scale<'a> {
    weights: &'a Weights,
    group: Vec<u64>,
    sums: Sums,
}

impl<'a> Scale<'a> {
    fn new(weights: &'a Weights) -> Self {
        Self { weights, group: Vec::with_capacity(256), sums: Sums::default() }
    }
}

impl Sink for Scale<'_> {
    fn add(&mut self, sign: u64) {
        self.group.push(sign);
    }

    fn close(&mut self, worth: f32, shared: bool) {
        self.group.sort_unstable();
        self.group.dedup();
        if self.group.is_empty() {
            return;
        }
        let mut found = [0_i32; KINDS];
        for weights in self.group.iter().filter_map(|sign| self.weights.find(*sign)) {
            for (sum, weight) in found.iter_mut().zip(weights) {
                *sum += i32::from(weight.cast_signed());
            }
        }
        let worth = if shared { worth / (self.group.len() as f32).sqrt() } else { worth };
        for ((sum, found), scale) in self.sums.0.iter_mut().zip(found).zip(&self.weights.parameters.scales) {
            *sum = sum.saturating_add((found as f32 * worth * scale / STEP) as i32);
        }
        self.group.clear();
    }
}

/// Logarithms as probabilities that add up to 1.
pub fn probabilities(logits: &[f32; KINDS]) -> [f32; KINDS] {
    let highest = logits.iter().copied().fold(f32::MIN, f32::max);
    let parts = logits.map(|logit| (logit - highest).exp());
    let all: f32 = parts.iter().sum();
    parts.map(|part| part / all)
}
