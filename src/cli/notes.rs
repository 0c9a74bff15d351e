//! `tminus notes`: draft, render and check the release notes.

mod by_model;
mod changelog;
mod form;
mod paper;

use std::{
    io::{IsTerminal as _, Read as _},
    path::{Path, PathBuf},
};

use clap::{Args, ValueEnum};

use self::form::Form;
use super::{Common, Outcome, output::Output, progress::Progress, report};
use crate::{
    assistant::Reuse,
    fault::{Failure, Fault},
    formats::Page,
    notes::{BUILT_IN_NAME, DraftWords, Problem, Saving},
    process::Editor,
    release::{
        Workspace,
        analysis::{Analysis, Part, Parts},
        notes::{Desk, ModelDesk, Opening, Report, Standing},
        writing::Readers,
    },
    store::{
        Environment,
        disk::{self, Access},
    },
};

use by_model::Remarks;

/// Reasons for leaving commits out that are named.
const REASONS: usize = 4;
/// Notes that are longer are a mistake.
const LONGEST: u64 = 16 * 1024 * 1024;

/// Flags of `tminus notes`.
#[derive(Debug, Args)]
pub struct NotesArgs {
    /// Form of the result
    #[arg(long, value_name = "FMT", default_value = "markdown", env = "TMINUS_FORMAT", hide_env = true)]
    format: Form,
    /// Exit 1 if proof finds anything: what is not told, what no commit bears out, placeholders
    #[arg(long)]
    check: bool,
    /// Draft anew, from the commits and the notes of past releases alone
    #[arg(long)]
    fresh: bool,
    /// Let the language model of your config.toml draft; what people wrote stays [without an answer the rules' draft stands,
    /// with `=required` it is a failure]
    #[arg(
        long,
        value_name = "WHEN",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "preferred",
        conflicts_with_all = ["write", "discard"]
    )]
    model: Option<ModelUse>,
    /// Print what the model would be sent, byte for byte, one request a line; sends nothing
    #[arg(long, conflicts_with_all = ["write", "edit", "discard", "check"])]
    show_prompt: bool,
    /// Ask the model anew even where it has answered the same question before
    #[arg(long, requires = "model")]
    no_cache: bool,
    /// Take this file (`-`: standard input) as the draft, and keep it
    #[arg(long, value_name = "FILE", conflicts_with_all = ["fresh", "edit", "discard"])]
    write: Option<PathBuf>,
    /// Edit the draft in $VISUAL or $EDITOR, and keep it
    #[arg(long, conflicts_with_all = ["fresh", "discard"])]
    edit: bool,
    /// Forget the draft that people wrote; the automatic one is back
    #[arg(long, conflicts_with = "fresh")]
    discard: bool,
    /// The document: release-notes, changelog (the whole file as shipping would write it), api-changes, security-bulletin, deployment-guide, runbook, upgrade-guide,
    /// compliance-summary, or a template of your own
    #[arg(long, value_name = "NAME", default_value = BUILT_IN_NAME)]
    document: String,
    /// For whom it is written: user, operator, developer or executive
    #[arg(long, value_name = "WHO")]
    audience: Option<Readers>,
    /// Print what the document's template is told, as JSON
    #[arg(long)]
    context: bool,
}

impl NotesArgs {
    /// Whether something else than the release notes as they stand is asked for.
    fn wants_paper(&self) -> bool {
        self.document != BUILT_IN_NAME || self.audience.is_some() || self.context
    }
}

/// Whether there have to be a model's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ModelUse {
    /// Where it does not answer, the rules' draft stands.
    Preferred,
    /// Where it does not answer, the command fails.
    Required,
}

/// Runs the command.
pub(super) fn run(args: &NotesArgs, common: &Common) -> Result<Outcome, Failure> {
    if args.wants_paper() && (args.check || args.edit || args.discard || args.write.is_some()) {
        return Err(Failure::new(
            Fault::Usage,
            "people write and check the release notes; other documents are made from them",
        )
        .hint("leave `--document`, `--audience` and `--context` out"));
    }
    let asks_model = args.model.is_some() || args.show_prompt;
    let mut workspace = Workspace::of(common.open()?)?;
    let mut parts = Parts::without(&[Part::Risk, Part::History]);
    // A model is shown the riskiest diffs first.
    (parts.risk, parts.history) = (asks_model, asks_model);
    parts.story = args.wants_paper();
    parts.messages = args.wants_paper();
    let progress = Progress::begin("listing commits", common);
    workspace.watcher = progress.watcher();
    let analysis = workspace.analyse_whole(parts)?;
    drop(progress);
    let desk = Desk::open(&workspace, &analysis)?;
    if args.discard {
        desk.discard()?;
    }
    let opening = if args.fresh { Opening::Fresh } else { Opening::AsWritten };
    let mut standing = desk.notes(&analysis.commits, opening)?;
    let mut by_model = Remarks::default();
    if asks_model {
        let model = ModelDesk { workspace: &workspace, analysis: &analysis, desk: &desk, opening };
        if args.show_prompt {
            return by_model::show_prompt(&model, &standing, common);
        }
        let reuse = if args.no_cache { Reuse::Nothing } else { Reuse::Kept };
        let demand = args.model.unwrap_or(ModelUse::Preferred);
        by_model = by_model::redraft(&model, &mut standing, demand, reuse, common)?;
    }
    let written = match &args.write {
        Some(file) => Some(read(file, common)?),
        None if args.edit => Some(edited(standing.notes.text(), &workspace)?),
        None => None,
    };
    if let Some(text) = written {
        keep(&desk, &mut standing, &text, common)?;
    }
    let told = Told { workspace: &workspace, analysis: &analysis, desk: &desk, standing: &standing };
    if args.wants_paper() {
        by_model.warnings.iter().for_each(|warning| report::warn(warning, common));
        return if args.document == changelog::NAME && !paper::is_own(args, &told) {
            changelog::print(args, common, &told)
        } else {
            paper::print(args, common, &told)
        };
    }
    tell(args, common, &told, by_model)
}

struct Told<'a> {
    workspace: &'a Workspace,
    analysis: &'a Analysis,
    desk: &'a Desk,
    standing: &'a Standing,
}

fn tell(args: &NotesArgs, common: &Common, told: &Told<'_>, by_model: Remarks) -> Result<Outcome, Failure> {
    let mut warnings: Vec<String> = told.analysis.warnings.clone();
    warnings.extend(told.desk.warnings().iter().cloned());
    warnings.extend(by_model.warnings);
    let undecided = told.standing.merged.conflicts.len();
    if undecided > 0 && args.write.is_none() {
        let entries = if undecided == 1 { "1 entry was".to_owned() } else { format!("{undecided} entries were") };
        warnings.push(format!(
            "{entries} changed by hand and by new commits; what was written by hand stands, the Notes screen offers the choice"
        ));
    }
    for warning in &warnings {
        report::warn(warning, common);
    }
    if !matches!(args.format, Form::Json)
        && !common.quiet
        && let Some(line) = left_out(told)
    {
        report::talk(&line);
    }
    let document = Report::of(told.workspace, told.analysis, told.standing, warnings)
        .with_problems(by_model.problems)
        .with_model(by_model.usage);
    let mut output = Output::open(common)?;
    match args.format {
        Form::Json => output.json(&document)?,
        form => {
            let markdown = told.standing.notes.published();
            match form.format() {
                Some(format) => form::print(format, &page(told, &told.desk.title(), &markdown), &mut output, common)?,
                None => output.text(&markdown)?,
            }
        }
    }
    output.finish()?;
    if !args.check {
        return Ok(Outcome::Done);
    }
    for problem in document.problems() {
        report::warn(&in_words(problem), common);
    }
    let is_well = document.problems().is_empty();
    if is_well && !common.quiet {
        report::talk(&match document.entries() {
            0 => "no entries, and nothing that should be told".to_owned(),
            1 => "1 entry, proved".to_owned(),
            entries => format!("{entries} entries, all proved"),
        });
    }
    Ok(if is_well { Outcome::Done } else { Outcome::Answer(Fault::No) })
}

fn page<'a>(told: &'a Told<'_>, title: &'a str, markdown: &'a str) -> Page<'a> {
    let settings = told.workspace.settings();
    let facts = told.desk.facts();
    Page {
        markdown,
        title,
        language: settings.notes.language.as_deref().unwrap_or("en"),
        date: facts.date.as_deref(),
        brand: &settings.brand,
    }
}

/// How many commits the notes leave out, and the reasons of the most of them.
fn left_out(told: &Told<'_>) -> Option<String> {
    let aside = told.standing.notes.set_aside();
    let count: usize = aside.iter().map(|aside| aside.commits.len()).sum();
    let mut reasons: Vec<(usize, String)> = Vec::new();
    for aside in &aside {
        // Reasons that name a commit are one reason.
        let reason = aside.reason.split(" with ").next().unwrap_or(&aside.reason).to_owned();
        match reasons.iter_mut().find(|(_, known)| *known == reason) {
            Some((known, _)) => *known += aside.commits.len(),
            None => reasons.push((aside.commits.len(), reason)),
        }
    }
    reasons.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    let named: Vec<String> =
        reasons.iter().take(REASONS).map(|(count, reason)| format!("{count} × {reason}")).collect();
    let more = if reasons.len() > named.len() { "; `--format json` tells all" } else { "" };
    (count > 0).then(|| {
        format!("{count} of {} commits are set aside: {}{more}", told.analysis.commits.len(), named.join("; "))
    })
}

fn in_words(problem: &Problem) -> String {
    let entry = problem.entry.lines().next().unwrap_or_default();
    let place = if entry.is_empty() { String::new() } else { format!(" (in “{entry}”)") };
    format!("{}: {}{place}", problem.check, problem.message)
}

fn keep(desk: &Desk, standing: &mut Standing, text: &str, common: &Common) -> Result<(), Failure> {
    let words = DraftWords { base: &standing.merged.base, text, set_aside: &standing.set_aside };
    if let Saving::KeptOther(file) = desk.save(&words, standing.saved.as_deref())? {
        report::warn(&format!("another draft was there; it is kept in `{}`", file.display()), common);
    }
    standing.notes.set_text(text);
    standing.saved = Some(text.to_owned());
    Ok(())
}

fn read(file: &Path, common: &Common) -> Result<String, Failure> {
    let bytes = if file == Path::new("-") {
        let mut bytes = Vec::new();
        std::io::stdin()
            .lock()
            .take(LONGEST + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| Failure::new(Fault::Outside, "cannot read standard input").cause(error))?;
        bytes
    } else {
        let path = common.in_start_folder(file)?;
        let (bytes, _) = disk::read_beginning(&path, LONGEST + 1)
            .map_err(|error| Failure { fault: Fault::Usage, ..Failure::from(error) })?;
        bytes
    };
    if bytes.len() as u64 > LONGEST {
        return Err(Failure::new(Fault::Usage, format!("`{}` is longer than 16 MiB", file.display())));
    }
    String::from_utf8(bytes).map_err(|error| {
        Failure::new(Fault::Usage, format!("`{}` is not UTF-8", file.display())).cause(error.utf8_error())
    })
}

fn edited(text: &str, workspace: &Workspace) -> Result<String, Failure> {
    if !std::io::stdin().is_terminal() {
        return Err(Failure::new(Fault::Usage, "`--edit` needs a terminal")
            .hint("without one, give the text by `--write FILE` or `--write -`"));
    }
    let folder = disk::temporary_folder()?;
    let file = folder.path().join("RELEASE_NOTES.md");
    disk::write(&file, text.as_bytes(), Access::Private)?;
    let editor = Editor::of(&Environment::of_process());
    editor.edit(&file)?;
    tracing::debug!(repository = workspace.repository().name(), "notes edited");
    Ok(disk::read_text(&file)?)
}
