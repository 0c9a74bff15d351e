//! Rows as columns: each measure falls into one bin of its own, and each word that is there is a column.

use std::collections::BTreeMap;

use tminus::{
    analysis::risk::{By, Code, FACTORS, Measure, Outlook, Place, Prior, Vocabulary, Word, says_something, signs},
    evaluation::{RiskRow, outlooks},
};

/// Evenly spaced values of a prior.
const PRIOR_VALUES: usize = 100;
/// A word has to be in so many repositories and commits to have a say.
const FEWEST_REPOSITORIES: usize = 16;
const FEWEST_COMMITS: usize = 300;
/// Shares of commits at which bins end.
const CUTS: [f64; 11] = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98];

/// All rows of a data file, seen.
pub(super) struct Sheet<'a> {
    pub rows: &'a [RiskRow],
    pub outlooks: Vec<Outlook>,
    pub repositories: Vec<&'a str>,
    pub repository_of: Vec<usize>,
}

impl<'a> Sheet<'a> {
    pub(super) fn new(rows: &'a [RiskRow], prior: &Prior) -> Self {
        let mut repositories: Vec<&str> = Vec::new();
        let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
        let repository_of = rows
            .iter()
            .map(|row| {
                *numbers.entry(&row.repo).or_insert_with(|| {
                    repositories.push(&row.repo);
                    repositories.len() - 1
                })
            })
            .collect();
        let mut found = Vec::with_capacity(rows.len());
        outlooks(rows, prior, |_, outlook| found.push(outlook));
        Self { rows, outlooks: found, repositories, repository_of }
    }
}

/// Evenly spaced values of each ranked measure.
pub(super) fn prior_of(sheet: &Sheet<'_>) -> Prior {
    std::array::from_fn(|measure| {
        let mut values: Vec<f32> = sheet.outlooks.iter().step_by(7).map(|outlook| outlook.values[measure]).collect();
        values.sort_by(f32::total_cmp);
        (0..PRIOR_VALUES)
            .map(|at| values[(values.len() - 1) * at / (PRIOR_VALUES - 1)])
            .map(|value| (value * 1000.0).round() / 1000.0)
            .collect()
    })
}

/// The words that are common enough; without points.
pub(super) fn vocabulary_of(rows: &[RiskRow]) -> Vocabulary {
    let mut found: BTreeMap<(Place, String), (usize, usize, &str)> = BTreeMap::new();
    for row in rows {
        let mut here: Vec<(Place, String)> = Vec::new();
        let mut add = |place, text: &str| here.push((place, text.to_owned()));
        signs::of_message(&row.subject, &row.body, &mut add);
        for (path, _, _) in row.files.iter().take(signs::FILES_AT_MOST) {
            signs::of_path(path, &mut add);
        }
        here.sort_unstable();
        here.dedup();
        for sign in here {
            let (commits, repositories, last) = found.entry(sign).or_insert((0, 0, ""));
            *commits += 1;
            *repositories += usize::from(*last != row.repo);
            *last = &row.repo;
        }
    }
    let is_common = |(commits, repositories, _): &(usize, usize, &str)| {
        *commits >= FEWEST_COMMITS && *repositories >= FEWEST_REPOSITORIES
    };
    // The end of a file's name is a language, whatever word it looks like.
    let tells = |(place, text): &(Place, String)| *place == Place::Extension || says_something(text);
    let common = found.into_iter().filter(|(sign, counts)| is_common(counts) && tells(sign));
    Vocabulary::new(common.map(|((place, text), _)| Word { place, text: text.into(), points: 0 }))
}

/// One measure, its bins, and the columns that they are.
#[derive(Debug, Clone)]
pub(super) struct Bins {
    pub measure: Measure,
    pub by: By,
    pub from: Vec<f32>,
    pub first: usize,
}

/// What columns mean.
#[derive(Debug, Clone)]
pub(super) struct Columns {
    pub bins: Vec<Bins>,
    pub first_word: usize,
    pub count: usize,
}

impl Columns {
    pub(super) fn new(sheet: &Sheet<'_>, n_words: usize, without: &[Code]) -> Self {
        let mut first = 0;
        let mut bins = Vec::new();
        for &(code, measure, by) in FACTORS {
            if without.contains(&code) {
                continue;
            }
            let from = cuts(sheet, measure, by);
            let n = from.len() + 1;
            bins.push(Bins { measure, by, from, first });
            first += n;
        }
        Self { bins, first_word: first, count: first + n_words }
    }

    pub(super) fn of(&self, outlook: &Outlook, words: impl Iterator<Item = u16>) -> Vec<u32> {
        let mut columns: Vec<u32> = self
            .bins
            .iter()
            .map(|bins| {
                let value = bins.by.value(outlook, bins.measure);
                (bins.first + bins.from.partition_point(|from| *from <= value)) as u32
            })
            .collect();
        columns.extend(words.map(|word| (self.first_word + usize::from(word)) as u32));
        columns
    }
}

fn cuts(sheet: &Sheet<'_>, measure: Measure, by: By) -> Vec<f32> {
    let mut values: Vec<f32> = sheet.outlooks.iter().step_by(5).map(|outlook| by.value(outlook, measure)).collect();
    values.sort_by(f32::total_cmp);
    let mut distinct = values.clone();
    distinct.dedup();
    let mut cuts: Vec<f32> = if distinct.len() <= CUTS.len() + 1 {
        distinct[1..].to_vec()
    } else {
        CUTS.iter().map(|share| (values[(values.len() as f64 * share) as usize] * 1000.0).round() / 1000.0).collect()
    };
    cuts.dedup();
    cuts.retain(|cut| *cut > values[0]);
    cuts
}
