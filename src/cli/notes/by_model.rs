//! `tminus notes --model` and `--show-prompt`: lets a language model draft, and tells what it was shown and what it took.

use super::ModelUse;
use crate::{
    assistant::{Progress, Reuse},
    cli::{Common, Outcome, output::Output, report},
    fault::Failure,
    notes::Problem,
    process::Cancel,
    release::notes::{ByModel, ModelDesk, ModelUsage, Standing, assistant},
};

/// What is to be said about a draft by a model.
#[derive(Debug, Default)]
pub(super) struct Remarks {
    pub(super) warnings: Vec<String>,
    pub(super) problems: Vec<Problem>,
    pub(super) usage: Option<ModelUsage>,
}

/// Puts the model's draft in the place of the rules'. Where it does not answer and need not, the rules' stays, and it is said.
pub(super) fn redraft(
    model: &ModelDesk<'_>,
    standing: &mut Standing,
    demand: ModelUse,
    reuse: Reuse,
    common: &Common,
) -> Result<Remarks, Failure> {
    match ask(model, standing, reuse, common) {
        Ok(made) => {
            *standing = made.standing;
            if !common.quiet {
                report::talk(&made.took);
            }
            Ok(Remarks { warnings: made.warnings, problems: made.problems, usage: Some(made.usage) })
        }
        Err(failure) if demand == ModelUse::Required => Err(failure),
        Err(failure) => {
            let hint = failure.hints.first().map_or(String::new(), |hint| format!("\n{hint}"));
            let warning = format!("the rules drafted, not a model: {failure}{hint}");
            Ok(Remarks { warnings: vec![warning], ..Remarks::default() })
        }
    }
}

fn ask(model: &ModelDesk<'_>, standing: &Standing, reuse: Reuse, common: &Common) -> Result<ByModel, Failure> {
    let assistant = assistant(&model.workspace.opened)?;
    let mut heard = |progress: Progress| {
        if common.quiet {
            return;
        }
        match progress {
            Progress::Asking { part, parts } if parts > 1 => {
                report::talk(&format!("asking the model: part {part} of {parts}"));
            }
            Progress::Waiting { time, why } => {
                report::talk(&format!("{why}; asking again in {:.1} s", time.as_secs_f64()));
            }
            Progress::Mending(count) => {
                let what = if count == 1 { "1 entry fails".to_owned() } else { format!("{count} entries fail") };
                report::talk(&format!("{what} a check: asking the model to mend that"));
            }
            _ => {}
        }
    };
    model.draft(&assistant, standing, reuse, &Cancel::new(), &mut heard)
}

/// Prints what would be sent.
pub(super) fn show_prompt(model: &ModelDesk<'_>, standing: &Standing, common: &Common) -> Result<Outcome, Failure> {
    let preview = model.preview(&assistant(&model.workspace.opened)?, standing)?;
    if !common.quiet {
        report::talk(&format!("POST {}\n{}", preview.address, preview.headers.join("\n")));
        report::talk(&format!("{} requests, about {} tokens; nothing is sent", preview.bodies.len(), preview.tokens));
    }
    let mut output = Output::open(common)?;
    for body in &preview.bodies {
        output.text(&String::from_utf8_lossy(body))?;
        output.text("\n")?;
    }
    output.finish()?;
    Ok(Outcome::Done)
}
