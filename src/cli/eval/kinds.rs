//! `tminus eval kinds`.

use serde::Serialize;

use super::{EVALUATION_SCHEMA, EvalArgs, EvaluationDocument, print, tell_bad_rows, write_predictions};
use crate::{
    analysis::classify::Rules,
    cli::{Common, Outcome, Output},
    evaluation::{KindAnswer, KindRow, KindScores, RowFile},
    fault::Failure,
};

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
    let verdicts: Vec<_> = file.rows.iter().map(|row| row.judge(&Rules)).collect();
    let told = file.rows.iter().zip(&verdicts).map(|(row, verdict)| Prediction {
        repo: &row.repo,
        sha: &row.sha,
        kind: verdict.kind.as_str(),
        confidence: verdict.confidence,
    });
    write_predictions(args, common, told)?;
    let answers: Vec<KindAnswer<'_>> = file
        .rows
        .iter()
        .zip(&verdicts)
        .filter_map(|(row, verdict)| {
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
        None => output.raw(format!("{} commits, none of them labelled\n", file.rows.len()).as_bytes()),
    })?;
    Ok(Outcome::Done)
}

fn table(scores: &KindScores, output: &mut Output) -> Result<(), Failure> {
    output.raw(scores.to_string().as_bytes())
}
