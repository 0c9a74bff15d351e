//! Trains the card of points that tells how risky a commit is.
//!
//! Additive: a weight for each step of each measure and for each word, learnt by logistic regression with an intercept for
//! each repository, rounded to whole points. What is printed is measured on repositories that were left out.

mod calibrate;
mod card;
mod fitting;
mod logistic;
mod sheet;

use std::path::PathBuf;

use clap::Args;
use tminus::{
    analysis::risk::{Code, Model, Prior},
    evaluation::{RiskAnswer, RiskRow, RiskScores, RowFile, outlooks},
    fault::{Failure, Fault},
    store::disk,
};

use self::{
    fitting::Fitting,
    sheet::{Sheet, prior_of},
};

/// Flags of `risk`.
#[derive(Debug, Args)]
pub(crate) struct RiskArgs {
    /// The commits to train with, as JSONL or JSONL.gz
    #[arg(long, value_name = "FILE")]
    data: PathBuf,
    /// Commits of other repositories, to measure the finished card on
    #[arg(long, value_name = "FILE")]
    check: Option<PathBuf>,
    /// Where to write the parameters
    #[arg(long, value_name = "FILE", default_value = "models/risk.toml")]
    output: PathBuf,
    /// Measure, too, what is lost without each group of factors
    #[arg(long)]
    ablations: bool,
}

/// Groups of factors that are left out one after the other.
const GROUPS: [(&str, &[Code]); 9] = [
    ("size", &[Code::Size, Code::Rewriting, Code::Growth]),
    ("spread and files", &[Code::Spread, Code::Files]),
    ("length of the message", &[Code::Explanation]),
    ("known culprits of files and author", &[Code::FormerCulprits, Code::AuthorCulprits]),
    ("records of area and folder", &[Code::TroubledArea, Code::TroubledFolder]),
    ("history of the files", &[Code::FragileFiles, Code::BusyFiles, Code::FileAge, Code::LongFiles]),
    ("experience of the author", &[Code::NewAuthor, Code::UnfamiliarParts, Code::UnfamiliarFiles]),
    ("waiting and sorts of files", &[Code::Waiting, Code::FileKinds]),
    ("tidying", &[Code::Tidying]),
];

/// Trains and writes the model.
pub(crate) fn run(args: &RiskArgs) -> Result<(), Failure> {
    let rows = read(&args.data)?;
    let prior = prior_of(&Sheet::new(&rows, &Prior::default()));
    let sheet = Sheet::new(&rows, &prior);
    let fitting = Fitting::new(&sheet, &[], true);
    let held_out = fitting.held_out();
    let weights = fitting.whole();
    let chance = calibrate::chance(&sheet, &held_out);
    let mut parameters = card::parameters(&fitting, &prior, &weights, chance);
    card::settle(&mut parameters, &sheet);
    let text = card::to_toml(&parameters)?;
    disk::write_at(&args.output, text.as_bytes())?;

    tell("Left out in turn, a quarter of the repositories at a time, before rounding to points:\n");
    tell_scores(&rows, |number| chance.of(held_out[number], sheet.outlooks[number].standing));
    let model = Model::new(&parameters);
    tell("\nThe card on the repositories that it was trained with:\n");
    tell_card(&model, &rows);
    if let Some(check) = &args.check {
        tell("\nThe card on other repositories:\n");
        tell_card(&model, &read(check)?);
    }
    if args.ablations {
        ablations(&sheet, &rows);
    }
    Ok(())
}

fn ablations(sheet: &Sheet<'_>, rows: &[RiskRow]) {
    let measure = |without: &[Code], words: bool| {
        let held_out = Fitting::new(sheet, without, words).held_out();
        let answers = answers(rows, |number| 1.0 / (1.0 + (-held_out[number]).exp()));
        RiskScores::of(&answers).map_or((0.0, 0.0), |scores| (scores.mean.auc, scores.mean.recall_20))
    };
    tell("\nWithout ... (order alone, left out in turn): AUC, recall in the riskiest 20 %\n");
    let line = |name: &str, (auc, recall): (f64, f64)| tell(&format!("{name:<36} {auc:.3} {recall:.3}\n"));
    line("nothing left out", measure(&[], true));
    for (name, codes) in GROUPS {
        line(name, measure(codes, true));
    }
    line("words", measure(&[], false));
}

fn read(path: &std::path::Path) -> Result<Vec<RiskRow>, Failure> {
    let file = RowFile::<RiskRow>::read(path, RiskRow::check)?;
    match file.bad.first() {
        None => Ok(file.rows),
        Some(row) => {
            Err(Failure::new(Fault::Usage, format!("line {} of `{}`: {}", row.line, path.display(), row.reason)))
        }
    }
}

fn answers(rows: &[RiskRow], chance: impl Fn(usize) -> f64) -> Vec<RiskAnswer<'_>> {
    let answer = |(number, row): (usize, &'_ RiskRow)| Some((number, row.label()?));
    let labelled: Vec<(usize, bool)> = rows.iter().enumerate().filter_map(answer).collect();
    labelled
        .into_iter()
        .map(|(number, label)| RiskAnswer { repo: &rows[number].repo, label, probability: chance(number) })
        .collect()
}

fn tell_scores(rows: &[RiskRow], chance: impl Fn(usize) -> f64) {
    if let Some(scores) = RiskScores::of(&answers(rows, chance)) {
        tell(&scores.to_string());
    }
}

fn tell_card(model: &Model, rows: &[RiskRow]) {
    let mut chances = vec![0.0; rows.len()];
    let mut levels = [0_usize; 4];
    outlooks(rows, model.prior(), |number, outlook| {
        let appraisal = model.appraise(&outlook, &rows[number].words(model.words()));
        chances[number] = appraisal.chance;
        let score = appraisal.factors.iter().map(|seen| i32::from(seen.points)).sum::<i32>().clamp(0, 100);
        levels[(score / 25).min(3) as usize] += 1;
    });
    tell_scores(rows, |number| chances[number]);
    let share = |from: usize| 100.0 * levels[from..].iter().sum::<usize>() as f64 / rows.len() as f64;
    tell(&format!("critical {:.1} %, high or above {:.1} %, medium or above {:.1} %\n", share(3), share(2), share(1)));
}

#[expect(clippy::print_stdout, reason = "the tables are what the program is run for")]
fn tell(text: &str) {
    print!("{text}");
}
