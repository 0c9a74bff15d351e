//! The card of points: which steps a measure has, which words count, and the chance that a sum stands for. Learnt from
//! many repositories (`training/`), read from `models/risk.toml`, which is part of the program.

use std::{collections::BTreeMap, sync::LazyLock};

use serde::{Deserialize, Serialize};

use super::{By, Code, FACTORS, Measure, Outlook, Place, Prior, Seen, Standing, Vocabulary, Word, in_numbers};
use crate::analysis::shape::Touch;

/// The card.
#[derive(Debug, Clone)]
pub struct Model {
    start: i8,
    tables: Vec<Table>,
    prior: Prior,
    words: Vocabulary,
    chance: Chance,
    digest: u64,
}

/// A measure's points by steps.
#[derive(Debug, Clone)]
struct Table {
    code: Code,
    measure: Measure,
    by: By,
    from: Vec<f32>,
    points: Vec<i8>,
}

/// How a sum of points becomes a chance: the log-odds of points and of the repository's record.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Chance {
    /// Log-odds of no points in a repository like most.
    pub start: f64,
    /// What a point adds to the log-odds.
    pub per_point: f64,
    /// What the logarithm of "times as often as usual" adds to them.
    pub per_standing: f64,
    /// The share of commits that are named in a repository like most.
    pub usual: f32,
    /// How many culprits' worth of doubt stand against a repository's own record.
    pub doubt: f32,
    /// The mean chance over many repositories, to which a chance is compared in words.
    pub mean: f64,
}

/// What the card says of a commit.
#[derive(Debug, Clone, PartialEq)]
pub struct Appraisal {
    /// Its factors.
    pub factors: Vec<Seen>,
    /// The chance of being named later as the cause of a defect.
    pub chance: f64,
}

/// The form of the file of parameters.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Parameters {
    /// What it is.
    pub about: String,
    /// Points of every commit.
    pub start: i8,
    /// What sums mean.
    pub chance: Chance,
    /// The steps.
    pub steps: Vec<Steps>,
    /// Words by place: `word points`, parted by commas.
    pub words: BTreeMap<String, String>,
    /// Evenly spaced values of the ranked measures over many repositories.
    pub prior: BTreeMap<String, Vec<f32>>,
}

/// The steps of a measure: points under the first threshold, from it on, from the next on, and so forth.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Steps {
    /// The factor that it is told under.
    pub factor: String,
    /// The measure.
    pub measure: Measure,
    /// How it is read.
    pub by: By,
    /// Thresholds, lowest first.
    pub from: Vec<f32>,
    /// Points, one more than thresholds.
    pub points: Vec<i8>,
}

/// The most and the least that words together add.
const WORDS_AT_MOST: i32 = 60;
/// The most and the least that the project's record adds to a score; the chance takes it whole.
const PROJECT_AT_MOST: f32 = 12.0;
const PROJECT_POINTS: f32 = 6.0;

static BUILT_IN: LazyLock<Model> = LazyLock::new(|| {
    let text = include_str!("../../../models/risk.toml");
    let model = Model::new(&toml::from_str(text).expect("the built-in parameters are read by a test"));
    Model { digest: Touch::of(text.as_bytes()).0, ..model }
});

impl Model {
    /// The one that is part of the program.
    pub fn built_in() -> &'static Self {
        &BUILT_IN
    }

    /// Of parameters; what they name and the program does not know is left out.
    pub fn new(parameters: &Parameters) -> Self {
        let table = |steps: &Steps| {
            let fits = |found: &&(Code, Measure, By)| {
                found.0.name() == steps.factor && found.1 == steps.measure && found.2 == steps.by
            };
            let (code, measure, by) = *FACTORS.iter().find(fits)?;
            let (from, points) = (steps.from.clone(), steps.points.clone());
            (points.len() == from.len() + 1).then_some(Table { code, measure, by, from, points })
        };
        let of_place = |place: Place| parameters.words.get(place.name()).map_or("", String::as_str);
        let words = Place::ALL.into_iter().flat_map(|place| {
            of_place(place).split(", ").filter_map(move |entry| {
                let (text, points) = entry.rsplit_once(' ')?;
                Some(Word { place, text: text.into(), points: points.parse().ok()? })
            })
        });
        let prior = |measure: usize| parameters.prior.get(Measure::ALL[measure].name()).cloned().unwrap_or_default();
        Self {
            start: parameters.start,
            tables: parameters.steps.iter().filter_map(table).collect(),
            prior: std::array::from_fn(prior),
            words: Vocabulary::new(words),
            chance: parameters.chance,
            digest: 0,
        }
    }

    /// What kept answers depend on.
    pub fn digest(&self) -> u64 {
        self.digest
    }

    /// What many repositories together know of the ranked measures.
    pub fn prior(&self) -> &Prior {
        &self.prior
    }

    /// The words that it knows.
    pub fn words(&self) -> &Vocabulary {
        &self.words
    }

    /// How many times the usual a chance is.
    pub fn times_usual(&self, chance: f64) -> f64 {
        chance / self.chance.mean
    }

    /// What a commit with these words (each once) is like.
    pub fn appraise(&self, outlook: &Outlook, words: &[u16]) -> Appraisal {
        let mut factors: Vec<Seen> = Vec::with_capacity(24);
        for table in &self.tables {
            let points = table.points_of(outlook);
            match factors.last_mut() {
                Some(last) if last.code == table.code => last.points = last.points.saturating_add(points),
                _ => factors.push(Seen { code: table.code, points, numbers: in_numbers(table.code, outlook) }),
            }
        }
        factors.extend(self.of_words(words));
        let sum: i32 = factors.iter().map(|seen| i32::from(seen.points)).sum();
        let chance = self.chance.of(f64::from(sum), outlook.standing);
        let times = self.chance.times(outlook.standing);
        let project = project_points(times).round() as i8;
        factors.push(Seen { code: Code::Project, points: project, numbers: ((times * 10.0).round() as u32, 0) });
        factors.push(Seen { code: Code::Start, points: self.start, numbers: (0, 0) });
        Appraisal { factors, chance }
    }

    /// Words together are one factor; the two that say most are its evidence.
    fn of_words(&self, words: &[u16]) -> Option<Seen> {
        let points = |number: &u16| self.words.word(*number).map_or(0, |word| i32::from(word.points));
        let sum = words.iter().map(points).sum::<i32>().clamp(-WORDS_AT_MOST, WORDS_AT_MOST);
        let mut strongest: Vec<u16> = words.iter().copied().filter(|number| points(number) * sum > 0).collect();
        strongest.sort_by_key(|number| (-points(number).abs(), *number));
        let number = |at: usize| strongest.get(at).map_or(0, |number| u32::from(*number) + 1);
        (sum != 0).then(|| Seen { code: Code::Words, points: sum as i8, numbers: (number(0), number(1)) })
    }
}

/// What a repository's record adds to a score.
pub fn project_points(times_usual: f32) -> f32 {
    (PROJECT_POINTS * times_usual.log2()).clamp(-PROJECT_AT_MOST, PROJECT_AT_MOST)
}

impl Table {
    fn points_of(&self, outlook: &Outlook) -> i8 {
        let value = self.by.value(outlook, self.measure);
        if value.is_nan() {
            return 0;
        }
        self.points[self.from.partition_point(|from| *from <= value)]
    }
}

impl Chance {
    /// The chance that a sum of points stands for.
    pub fn of(&self, sum: f64, standing: Standing) -> f64 {
        let odds = self.start + self.per_point * sum + self.per_standing * f64::from(self.times(standing)).ln();
        1.0 / (1.0 + (-odds).exp())
    }

    fn times(&self, standing: Standing) -> f32 {
        standing.times_usual(self.usual, self.doubt)
    }
}
