//! The changelog as shipping would write it: `tminus notes --document changelog`.

use super::{NotesArgs, Told, form, form::Form, page};
use crate::{
    cli::{Common, Outcome, output::Output, report},
    fault::{Failure, Fault},
    notes::{ChangelogRelease, Markup, insert, release_part},
    release::{ChangelogPlace, writing::Context},
};

/// The name of the document.
pub(super) const NAME: &str = "changelog";

/// Prints the whole file with the release in it, byte for byte as shipping would write it; in other formats, and where the
/// project's own file is left alone, the release's part.
pub(super) fn print(args: &NotesArgs, common: &Common, told: &Told<'_>) -> Result<Outcome, Failure> {
    for warning in told.analysis.warnings.iter().chain(told.desk.warnings()) {
        report::warn(warning, common);
    }
    if args.audience.is_some() {
        return Err(Failure::new(Fault::Usage, "a changelog is written for all readers alike")
            .hint("leave `--audience` out, or take another document"));
    }
    let facts = told.desk.facts();
    let (Some(version), Some(tag)) = (&facts.version, &facts.tag) else {
        return Err(Failure::new(Fault::Usage, "there is no version that the changelog could tell of")
            .hint("nothing of the range asks for one: name it by `--next VERSION`"));
    };
    let place = ChangelogPlace::even_if_off(&told.workspace.opened, told.workspace.range.to_id)?;
    if let Some(remark) = place.remark() {
        report::warn(&remark, common);
    }
    let published = told.standing.notes.published();
    let release = |markup: Markup| ChangelogRelease {
        version,
        tag,
        previous_tag: facts.previous_tag.as_deref(),
        date: facts.date.as_deref().unwrap_or_default(),
        notes: &published,
        titles: told.desk.titles(),
        markup,
        links: facts.links.as_ref(),
    };
    let mut output = Output::open(common)?;
    match (&place, args.format) {
        (ChangelogPlace::File { bytes, markup, .. }, Form::Markdown) if !args.context => {
            let file = insert(bytes.as_deref(), &release(*markup));
            match std::str::from_utf8(&file) {
                Ok(text) => output.text(text)?,
                Err(_) if output.is_terminal() => output.text(&String::from_utf8_lossy(&file))?,
                Err(_) => output.raw(&file)?,
            }
        }
        (place, form) => {
            let known = match place {
                ChangelogPlace::File { bytes, markup: Markup::Markdown, .. } => bytes.as_deref(),
                _ => None,
            };
            let part = release_part(known, &release(Markup::Markdown));
            print_part(args, common, told, form, part, &mut output)?;
        }
    }
    output.finish()?;
    Ok(Outcome::Done)
}

/// The release's part alone.
fn print_part(
    args: &NotesArgs,
    common: &Common,
    told: &Told<'_>,
    form: Form,
    part: String,
    output: &mut Output,
) -> Result<(), Failure> {
    if args.context || form == Form::Json {
        let release = (told.analysis, told.standing);
        let mut context = Context::gather(NAME, None, told.workspace, told.desk, release)?;
        context.markdown = (!args.context).then_some(part);
        return output.json(&context);
    }
    match form.format() {
        Some(format) => {
            let title = format!("{}: {NAME}", told.desk.title());
            form::print(format, &page(told, &title, &part), output, common)
        }
        None => output.text(&part),
    }
}
