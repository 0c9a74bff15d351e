//! `tminus eval risk`.

use serde::Serialize;

use super::{EVALUATION_SCHEMA, EvalArgs, EvaluationDocument, print, tell_bad_rows, write_predictions};
use crate::{
    analysis::risk::Model,
    cli::{Common, Outcome},
    evaluation::{RiskAnswer, RiskRow, RiskScores, RowFile, outlooks},
    fault::Failure,
};

/// What the model says of a commit, as `--predictions` has it.
#[derive(Debug, Serialize)]
struct Prediction<'a> {
    repo: &'a str,
    sha: &'a str,
    score: f64,
}

/// Runs the command.
pub(super) fn run(args: &EvalArgs, common: &Common) -> Result<Outcome, Failure> {
    let file = RowFile::<RiskRow>::read(&common.in_start_folder(&args.data)?, RiskRow::check)?;
    tell_bad_rows(&file.bad, common);
    let chances = chances(&file.rows);
    let told = file.rows.iter().zip(&chances);
    write_predictions(
        args,
        common,
        told.clone().map(|(row, chance)| Prediction { repo: &row.repo, sha: &row.sha, score: *chance }),
    )?;
    let answers: Vec<RiskAnswer<'_>> = told
        .filter_map(|(row, chance)| Some(RiskAnswer { repo: &row.repo, label: row.label()?, probability: *chance }))
        .collect();
    let scores = RiskScores::of(&answers);
    let document = EvaluationDocument {
        schema: EVALUATION_SCHEMA,
        model: "risk",
        rows: file.rows.len(),
        labelled: answers.len(),
        bad_rows: &file.bad,
        scores: scores.as_ref(),
    };
    print(args, common, &document, |output| match &scores {
        Some(scores) => output.raw(scores.to_string().as_bytes()),
        None => output.raw(
            format!(
                "{} commits, {} of them labelled; no repository has the five culprits that measures need\n",
                file.rows.len(),
                answers.len()
            )
            .as_bytes(),
        ),
    })?;
    Ok(Outcome::Done)
}

/// The chance of each row, in time order and without looking ahead.
fn chances(rows: &[RiskRow]) -> Vec<f64> {
    let model = Model::built_in();
    let mut chances = vec![0.0; rows.len()];
    outlooks(rows, model.prior(), |number, outlook| {
        let chance = model.appraise(&outlook, &rows[number].words(model.words())).chance;
        chances[number] = (chance * 1e6).round() / 1e6;
    });
    chances
}
