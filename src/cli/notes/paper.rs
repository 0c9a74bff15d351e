//! Documents beside the release notes, and what their templates are told.

use super::{NotesArgs, Told, form, form::Form, page};
use crate::{
    cli::{Common, Outcome, output::Output, report},
    fault::Failure,
    release::writing::{Context, Paper},
};

/// Whether somebody has a template of their own for the document.
pub(super) fn is_own(args: &NotesArgs, told: &Told<'_>) -> bool {
    Paper::find(&told.workspace.opened, &args.document, args.audience).is_ok()
}

/// Prints the document that is asked for.
pub(super) fn print(args: &NotesArgs, common: &Common, told: &Told<'_>) -> Result<Outcome, Failure> {
    for warning in told.analysis.warnings.iter().chain(told.desk.warnings()) {
        report::warn(warning, common);
    }
    let release = (told.analysis, told.standing);
    let mut context = Context::gather(&args.document, args.audience, told.workspace, told.desk, release)?;
    let mut output = Output::open(common)?;
    if args.context {
        output.json(&context)?;
        output.finish()?;
        return Ok(Outcome::Done);
    }
    let paper = Paper::find(&told.workspace.opened, &args.document, args.audience)?;
    if let Some(warning) = paper.warning() {
        report::warn(warning, common);
    }
    let markdown = paper.lay_out(&context)?;
    match args.format {
        Form::Json => {
            context.markdown = Some(markdown);
            output.json(&context)?;
        }
        form => match form.format() {
            Some(format) => {
                let title = format!("{}: {}", told.desk.title(), paper.name());
                form::print(format, &page(told, &title, &markdown), &mut output, common)?;
            }
            None => output.text(&markdown)?,
        },
    }
    output.finish()?;
    Ok(Outcome::Done)
}
