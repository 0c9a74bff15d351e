//! `tminus gates`: evaluate the gates and report.

use clap::Args;

use super::{
    Common, Outcome, Output, github,
    progress::Progress,
    report,
    style::{Role, Style},
};
use crate::{
    fault::Failure,
    gates::{GATES_SCHEMA, Gate, GatesDocument, Poll, PollEvent, Verdict, gates_left},
    process::Cancel,
    release::{Candidate, Workspace},
    text::Safe,
};

/// Flags of `tminus gates`.
#[derive(Debug, Args)]
pub struct GatesArgs {
    /// How to report
    #[arg(long, value_name = "FMT", default_value = "table", env = "TMINUS_FORMAT", hide_env = true)]
    pub format: Format,
}

/// How the gates are reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For people.
    #[value(alias = "text")]
    Table,
    /// For programs: `tminus.gates/1`.
    Json,
    /// For pages.
    Markdown,
    /// Step outputs and a job summary.
    GithubActions,
}

/// Runs the command.
pub(super) fn run(args: &GatesArgs, common: &Common) -> Result<Outcome, Failure> {
    let mut workspace = Workspace::of(common.open_asking()?)?;
    let progress = Progress::begin("listing commits", common);
    workspace.watcher = progress.watcher();
    let candidate = Candidate::read(&workspace)?;
    drop(progress);
    let warnings = candidate.warnings.clone();
    if args.format != Format::Json {
        for warning in warnings.iter().filter(|warning| !workspace.warnings.contains(warning)) {
            report::warn(warning, common);
        }
    }
    let reported = Reported {
        range: candidate.range_json(&workspace),
        version: candidate.version_json(&workspace),
        package: workspace.opened.options.package.clone(),
        warnings,
    };
    let verbose = common.verbose > 0;
    let poll = workspace.poll(candidate, &Cancel::new(), &|event| {
        if let PollEvent::Printed(gate, line) = event
            && verbose
        {
            report::talk(&format!("{gate}: {line}"));
        }
    });
    let mut output = Output::open(common)?;
    match args.format {
        Format::Json => output.json(&reported.document(&poll))?,
        Format::Table => table(&poll, &mut output)?,
        Format::Markdown => output.text(&markdown(&poll))?,
        Format::GithubActions => github_actions(&poll, &mut output)?,
    }
    output.finish()?;
    Ok(poll.verdict().fault().map_or(Outcome::Done, Outcome::Answer))
}

/// What the document says besides the gates.
struct Reported {
    range: serde_json::Value,
    version: serde_json::Value,
    package: Option<String>,
    warnings: Vec<String>,
}

impl Reported {
    fn document<'a>(&'a self, poll: &'a Poll) -> GatesDocument<'a> {
        GatesDocument {
            schema: GATES_SCHEMA,
            package: self.package.as_deref(),
            range: self.range.clone(),
            version: self.version.clone(),
            verdict: poll.verdict(),
            subject: poll.facts().subject.for_gate(Some("approval")).digest().to_string(),
            gates: poll.gates(),
            warnings: &self.warnings,
        }
    }
}

const fn role(verdict: Verdict) -> Role {
    match verdict {
        Verdict::Go => Role::Ok,
        Verdict::Hold => Role::Warn,
        Verdict::NoGo => Role::Danger,
    }
}

fn table(poll: &Poll, output: &mut Output) -> Result<(), Failure> {
    let style = output.style();
    let width = poll.gates().iter().map(|gate| Safe::line(&gate.title).width()).max().unwrap_or(0);
    for gate in poll.gates() {
        for line in gate_lines(gate, width, style) {
            output.raw(line.as_bytes())?;
        }
    }
    let verdict = poll.verdict();
    let word = style.paint(role(verdict), &Safe::literal(verdict.as_str()));
    // Right after a release several gates say no for one reason, which is better told once.
    let why = if poll.facts().version.is_empty { "  there is nothing to release" } else { "" };
    output.raw(format!("\nT-{}  {word}{why}\n", gates_left(poll.gates())).as_bytes())
}

/// The lines of one gate: verdict, title and first evidence; where it is not GO all evidence and the remedy under it.
fn gate_lines(gate: &Gate, width: usize, style: Style) -> Vec<String> {
    let verdict = style.paint(role(gate.verdict), &Safe::line(&format!("{:<5}", gate.verdict)));
    let title = Safe::line(&gate.title).pad_end(width);
    let advice = if gate.required { "" } else { " (advice)" };
    let first = gate.evidence.first().map_or_else(Safe::default, |evidence| Safe::line(&evidence.summary));
    let mut lines = vec![format!("{verdict}  {title}  {first}{advice}\n")];
    if gate.verdict == Verdict::Go {
        return lines;
    }
    for (index, evidence) in gate.evidence.iter().enumerate() {
        if index > 0 {
            lines.push(format!("         {}\n", Safe::line(&evidence.summary)));
        }
        lines.extend(Safe::block(&evidence.detail).iter().map(|line| format!("           {line}\n")));
    }
    if let Some(remedy) = &gate.remedy {
        lines.push(format!("         {}\n", style.paint(Role::Accent, &Safe::line(&format!("to do: {remedy}")))));
    }
    lines
}

/// The gates as a page.
fn markdown(poll: &Poll) -> String {
    let mut page = format!("## Gates: {} (T-{})\n\n", poll.verdict(), gates_left(poll.gates()));
    page.push_str("| Gate | Verdict | Evidence | To do |\n| --- | --- | --- | --- |\n");
    for gate in poll.gates() {
        let evidence: Vec<String> = gate.evidence.iter().map(|evidence| cell(&evidence.summary)).collect();
        let advice = if gate.required { "" } else { " (advice)" };
        let row = [
            cell(&gate.title),
            format!("{}{advice}", gate.verdict),
            evidence.join("<br>"),
            cell(gate.remedy.as_deref().unwrap_or_default()),
        ];
        page.push_str(&format_args!("| {} |\n", row.join(" | ")).to_string());
    }
    for gate in poll.gates().iter().filter(|gate| gate.verdict != Verdict::Go) {
        for evidence in gate.evidence.iter().filter(|evidence| !evidence.detail.is_empty()) {
            let lines: Vec<String> = Safe::block(&evidence.detail).iter().map(|line| format!("    {line}")).collect();
            page.push_str(
                &format_args!("\n{}: {}\n\n{}\n", cell(&gate.title), cell(&evidence.summary), lines.join("\n"))
                    .to_string(),
            );
        }
    }
    page
}

/// Foreign text in a table's cell: what Markdown and HTML would read as theirs is escaped.
fn cell(text: &str) -> String {
    let mut cell = String::new();
    let mut in_code = false;
    for character in Safe::line(text).chars() {
        match character {
            '`' => {
                in_code = !in_code;
                cell.push('`');
            }
            '|' => cell.push_str("\\|"),
            '<' if !in_code => cell.push_str("&lt;"),
            '>' if !in_code => cell.push_str("&gt;"),
            '[' | ']' | '*' | '_' | '!' if !in_code => {
                cell.push('\\');
                cell.push(character);
            }
            other => cell.push(other),
        }
    }
    cell
}

/// Step outputs, a job summary, and an annotation for each gate that is not GO.
fn github_actions(poll: &Poll, output: &mut Output) -> Result<(), Failure> {
    let left = gates_left(poll.gates());
    let verdict = poll.verdict();
    github::outputs(output, &[("verdict", verdict.as_str().to_owned()), ("gates-left", left.to_string())])?;
    github::summary(&markdown(poll))?;
    for gate in poll.gates().iter().filter(|gate| gate.verdict != Verdict::Go) {
        let kind = match (gate.required, gate.verdict) {
            (true, Verdict::NoGo) => "error",
            (true, _) => "warning",
            (false, _) => "notice",
        };
        let evidence = gate.evidence.first().map_or("", |evidence| evidence.summary.as_str());
        let message = match &gate.remedy {
            Some(remedy) => format!("{evidence}. To do: {remedy}"),
            None => evidence.to_owned(),
        };
        github::annotate(output, kind, &format!("{}: {}", gate.verdict, gate.title), &message)?;
    }
    Ok(())
}
