//! Trains the model of kinds: a linear model of hashed signs. Organisations, not commits, are held apart wherever something
//! is tuned or fitted, since a repository's habits would otherwise be taken for skill.

mod calibrating;
mod examples;
mod linear;
mod packing;
mod random;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

use clap::Args;
use tminus::{
    analysis::{
        Kind,
        classify::weights::{Calibration, KINDS, Sureness, Weights, probabilities},
    },
    evaluation::{BadRow, KindAnswer, KindRow, KindScores, RowFile},
    fault::Failure,
    store::disk,
};

use self::{
    calibrating::{calibrate, sureness},
    examples::{Example, Part, Vocabulary, counts, examples},
    linear::{Linear, Settings},
    packing::pack,
};
use crate::talk::say;

/// Parts that organisations are split into for the teachers.
const TEACHERS: usize = 5;
/// How far a label that says revert gives way: what is taken back looks like anything, so that teachers cannot know.
const DOUBT_OF_REVERTS: f32 = 0.3;

/// Flags of `kinds`.
#[derive(Debug, Args)]
pub(crate) struct KindsArgs {
    /// The commits to train with, as JSONL or JSONL.gz
    #[arg(long, value_name = "FILE")]
    data: PathBuf,
    /// Labelled commits of other repositories to score the finished model on
    #[arg(long, value_name = "FILE")]
    dev: Vec<PathBuf>,
    /// Where to write the parameters
    #[arg(long, value_name = "FILE", default_value = "models/kinds.bin")]
    output: PathBuf,
    /// Where chance begins
    #[arg(long, default_value_t = 20)]
    seed: u64,
    /// Buckets of signs, as a power of two
    #[arg(long, default_value_t = 15)]
    buckets: u32,
    /// Organisations that a sign must be met in
    #[arg(long, default_value_t = 3)]
    organisations: u32,
    /// Size of the first steps
    #[arg(long, default_value_t = 0.03)]
    rate: f32,
    /// Passes over the data
    #[arg(long, default_value_t = 4)]
    passes: usize,
    /// How strongly weights are pulled to nothing
    #[arg(long, default_value_t = 0.001)]
    pull: f32,
    /// The share of signs that is hidden at a time
    #[arg(long, default_value_t = 0.3)]
    hidden: f32,
    /// The power of its count by which a kind's commits weigh less
    #[arg(long, default_value_t = 0.4)]
    evened: f32,
    /// How much counts what holds for one organisation alone, while it is learnt from; it is dropped afterwards
    #[arg(long, default_value_t = 0.3)]
    habit: f32,
    /// The share of times that it is hidden
    #[arg(long, default_value_t = 0.3)]
    habit_hidden: f32,
    /// How far labels give way to what models of other organisations say of the commit
    #[arg(long, default_value_t = 0.75)]
    doubt: f32,
    /// The power of its share by which a rare kind is favoured when one has to be named
    #[arg(long, default_value_t = 0.25)]
    favour: f32,
    /// Parts that organisations are split into
    #[arg(long, default_value_t = 4)]
    folds: usize,
}

impl KindsArgs {
    fn settings(&self, seed: u64) -> Settings {
        Settings {
            rate: self.rate,
            passes: self.passes,
            pull: self.pull,
            hidden: self.hidden,
            evened: self.evened,
            habit: self.habit,
            habit_hidden: self.habit_hidden,
            seed: self.seed.wrapping_mul(1000) + seed,
        }
    }
}

/// Trains and writes the model.
pub(crate) fn run(args: &KindsArgs) -> Result<(), Failure> {
    let rows = read(&args.data)?;
    let all = examples(&rows, Part::Whole);
    let vocabulary = Vocabulary::of(&all.iter().collect::<Vec<_>>(), 1 << args.buckets, args.organisations);
    say(&format!("{} commits, {} signs known", all.len(), vocabulary.len()));
    let seen: Vec<Example> = all.iter().map(|example| vocabulary.seen(example)).collect();
    drop(all);
    let everything: Vec<usize> = (0..seen.len()).collect();
    let labels: Vec<usize> = seen.iter().map(|example| example.label).collect();
    let words: Vec<Example> = examples(&rows, Part::Words).iter().map(|example| vocabulary.seen(example)).collect();
    let school = School { args, seen: &seen, n_places: vocabulary.n_places() };
    let apart = school.held_apart(&words);
    let (whole, words_alone) = (calibrate(&apart.whole, &labels), calibrate(&apart.words, &labels));
    let favour = favour(args, &seen);
    let answered = apart.whole.iter().zip(&labels).map(|(sums, label)| {
        let (named, probable) = named(sums, &whole, &favour);
        (probable, named == *label)
    });
    let sureness = sureness(&answered.collect::<Vec<_>>());
    say("on organisations held apart:");
    say(&scores(&rows, &apart.whole, &whole, &favour, sureness).to_string());
    say("the same, by the message alone:");
    say(&scores(&rows, &apart.words, &words_alone, &favour, sureness).to_string());
    let linear = school.taught(&everything, 99);
    let mut packed = pack(&linear, &vocabulary);
    (packed.whole, packed.words_alone, packed.favour, packed.sureness) = (whole, words_alone, favour, sureness);
    let bytes = packed.to_bytes();
    disk::write_at(&args.output, &bytes)?;
    say(&format!("`{}`: {} bytes", args.output.display(), bytes.len()));
    let weights = Weights::new(packed);
    for file in &args.dev {
        let rows = read(file)?;
        let logits: Vec<[f32; KINDS]> =
            rows.iter().filter(|row| row.label().is_some()).map(|row| row.weigh(&weights)).collect();
        say(&format!("the finished model on `{}`:", file.display()));
        say(&scores(&rows, &logits, &Calibration::NONE, &favour, sureness).to_string());
    }
    Ok(())
}

fn read(path: &Path) -> Result<Vec<KindRow>, Failure> {
    let file = RowFile::<KindRow>::read(path, KindRow::check)?;
    for BadRow { line, reason } in &file.bad {
        say(&format!("line {line}: {reason}"));
    }
    Ok(file.rows)
}

/// What models say of organisations that they have not seen.
struct Apart {
    whole: Vec<[f32; KINDS]>,
    words: Vec<[f32; KINDS]>,
}

/// Where models are taught.
struct School<'a> {
    args: &'a KindsArgs,
    seen: &'a [Example],
    n_places: usize,
}

impl School<'_> {
    /// A model of these examples. Teachers of other organisations among them say first how far each label is believed.
    fn taught(&self, from: &[usize], seed: u64) -> Linear {
        let mut targets: Vec<[f32; KINDS]> = from.iter().map(|index| one_of(self.seen[*index].label)).collect();
        let doubt = self.args.doubt;
        if doubt > 0.0 {
            let hard = targets.clone();
            for part in 0..TEACHERS {
                let is_inside = |place: &usize| Self::part_of(&self.seen[from[*place]], 7, TEACHERS) == part;
                let (inside, outside): (Vec<usize>, Vec<usize>) = (0..from.len()).partition(is_inside);
                let teacher = self.learn(from, &hard, &outside, seed * 10 + part as u64);
                for place in inside {
                    let example = &self.seen[from[place]];
                    let probable = probabilities(&teacher.sums(example));
                    let is_revert = example.label == Kind::Revert as usize;
                    let doubt = if is_revert { doubt * DOUBT_OF_REVERTS } else { doubt };
                    for (target, probable) in targets[place].iter_mut().zip(probable) {
                        *target = (1.0 - doubt) * *target + doubt * probable;
                    }
                }
            }
        }
        let all: Vec<usize> = (0..from.len()).collect();
        self.learn(from, &targets, &all, seed * 10 + 9)
    }

    fn learn(&self, from: &[usize], targets: &[[f32; KINDS]], places: &[usize], seed: u64) -> Linear {
        let examples: Vec<&Example> = places.iter().map(|place| &self.seen[from[*place]]).collect();
        let targets: Vec<[f32; KINDS]> = places.iter().map(|place| targets[*place]).collect();
        Linear::learn(&examples, &targets, self.n_places, &self.args.settings(seed))
    }

    /// What models say that know nothing of the organisation, nor does any that taught them.
    fn held_apart(&self, words: &[Example]) -> Apart {
        let mut apart =
            Apart { whole: vec![[0.0; KINDS]; self.seen.len()], words: vec![[0.0; KINDS]; self.seen.len()] };
        for fold in 0..self.args.folds {
            let is_inside = |index: &usize| Self::part_of(&self.seen[*index], 0, self.args.folds) == fold;
            let (inside, outside): (Vec<usize>, Vec<usize>) = (0..self.seen.len()).partition(is_inside);
            let model = self.taught(&outside, 50 + fold as u64);
            for index in inside {
                apart.whole[index] = model.sums(&self.seen[index]);
                apart.words[index] = model.sums(&words[index]);
            }
        }
        apart
    }

    /// The part that an example's organisation falls into, of so many; another `way` is another division.
    fn part_of(example: &Example, way: usize, parts: usize) -> usize {
        ((example.organisation + way).wrapping_mul(0x9e37_79b1) >> 13) % parts.max(2)
    }
}

fn one_of(label: usize) -> [f32; KINDS] {
    let mut target = [0.0; KINDS];
    target[label] = 1.0;
    target
}

fn favour(args: &KindsArgs, seen: &[Example]) -> [f32; KINDS] {
    let counts = counts(seen);
    counts.map(|count| -args.favour * (count.max(1.0) / seen.len().max(1) as f32).ln())
}

/// The kind that sums come to, and its probability.
fn named(sums: &[f32; KINDS], calibration: &Calibration, favour: &[f32; KINDS]) -> (usize, f32) {
    let logits = calibration.logits(sums);
    let named = (0..KINDS)
        .max_by(|left, right| (logits[*left] + favour[*left]).total_cmp(&(logits[*right] + favour[*right])))
        .unwrap_or_default();
    (named, probabilities(&logits)[named])
}

fn scores(
    rows: &[KindRow],
    sums: &[[f32; KINDS]],
    calibration: &Calibration,
    favour: &[f32; KINDS],
    sureness: Sureness,
) -> KindScores {
    let labelled = rows.iter().filter_map(|row| Some((row, row.label()?)));
    let answers: Vec<KindAnswer<'_>> = labelled
        .zip(sums)
        .map(|((row, label), sums)| {
            let (named, probable) = named(sums, calibration, favour);
            let (kind, confidence) = (Kind::ALL[named], sureness.of(probable));
            KindAnswer { repo: &row.repo, label, kind, confidence, weight: row.weight, bot: row.bot }
        })
        .collect();
    KindScores::of(&answers)
}
