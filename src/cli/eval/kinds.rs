//! `tminus eval kinds`.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{EVALUATION_SCHEMA, EvalArgs, EvaluationDocument, print, tell_bad_rows, write_predictions};
use crate::{
    analysis::{
        Kind, KindVerdict,
        classify::{Guess, Habits, Trained},
    },
    cli::{Common, Outcome, Output},
    evaluation::{KindAnswer, KindRow, KindScores, RowFile},
    fault::Failure,
};

/// What habits are learnt from.
type Lesson = (Guess, Kind);

/// What the model says of a commit, as `--predictions` has it.
#[derive(Debug, Serialize)]
struct Prediction<'a> {
    repo: &'a str,
    sha: &'a str,
    kind: &'static str,
    confidence: f32,
}

/// Runs the command.
pub(super) fn run(args: &EvalArgs, common: &Common) -> Result<Outcome, Failure> {
    let file = RowFile::<KindRow>::read(&common.in_start_folder(&args.data)?, KindRow::check)?;
    tell_bad_rows(&file.bad, common);
    let judged = judge(&file.rows, args.learn);
    let told = judged.iter().map(|Judged { row, verdict }| Prediction {
        repo: &row.repo,
        sha: &row.sha,
        kind: verdict.kind.as_str(),
        confidence: verdict.confidence,
    });
    write_predictions(args, common, told)?;
    let answers: Vec<KindAnswer<'_>> = judged
        .iter()
        .filter_map(|Judged { row, verdict }| {
            let (kind, confidence) = (verdict.kind, verdict.confidence);
            Some(KindAnswer {
                repo: &row.repo,
                label: row.label()?,
                kind,
                confidence,
                weight: row.weight,
                bot: row.bot,
            })
        })
        .collect();
    let scores = (!answers.is_empty()).then(|| KindScores::of(&answers));
    let document = EvaluationDocument {
        schema: EVALUATION_SCHEMA,
        model: "kinds",
        rows: file.rows.len(),
        labelled: answers.len(),
        bad_rows: &file.bad,
        scores: scores.as_ref(),
    };
    print(args, common, &document, |output| match &scores {
        Some(scores) => table(scores, output),
        None => output.raw(format!("{} commits, none of them labelled\n", judged.len()).as_bytes()),
    })?;
    Ok(Outcome::Done)
}

/// A row that is predicted, and what the model says.
struct Judged<'a> {
    row: &'a KindRow,
    verdict: KindVerdict,
}

/// Judges the rows. Of each repository so many labelled ones, spread over its history, are what its habits are learnt from;
/// these are not judged.
fn judge(rows: &[KindRow], learn: u32) -> Vec<Judged<'_>> {
    let classifier = Trained::default();
    let mut labelled: BTreeMap<&str, u32> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.label().is_some()) {
        *labelled.entry(&row.repo).or_default() += 1;
    }
    let mut known: BTreeMap<&str, (Vec<Lesson>, u32)> = BTreeMap::new();
    let mut teachers = vec![false; rows.len()];
    if learn > 0 {
        for (row, teaches) in rows.iter().zip(&mut teachers) {
            let Some(label) = row.label() else { continue };
            let (learnt, met) = known.entry(&row.repo).or_default();
            let every = labelled[row.repo.as_str()].checked_div(learn).unwrap_or_default().max(1);
            *teaches = met.is_multiple_of(every) && *met / every < learn;
            *met += 1;
            if *teaches {
                learnt.push((row.judge(&classifier, &Habits::default()).1, label));
            }
        }
    }
    let habits_of =
        |learnt: &Vec<Lesson>| Habits::of(&learnt.iter().map(|(guess, kind)| (guess, *kind)).collect::<Vec<_>>());
    let known: BTreeMap<&str, Habits> = known.iter().map(|(repo, (learnt, _))| (*repo, habits_of(learnt))).collect();
    let none = Habits::default();
    let judged = rows.iter().zip(teachers).filter(|(_, teaches)| !teaches).map(|(row, _)| {
        let habits = known.get(row.repo.as_str()).unwrap_or(&none);
        Judged { row, verdict: row.judge(&classifier, habits).0 }
    });
    judged.collect()
}

fn table(scores: &KindScores, output: &mut Output) -> Result<(), Failure> {
    output.raw(scores.to_string().as_bytes())
}
