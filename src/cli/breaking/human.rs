//! Findings for people, in the form of a compiler's diagnostics.

use std::collections::BTreeMap;

use crate::{
    breaking::{self, Breaking, Certainty, Finding},
    cli::{
        Output,
        style::{Role, Style},
    },
    fault::Failure,
    release::Workspace,
    text::Safe,
};

/// Columns of the longest line of code that is shown.
const WIDEST: usize = 160;

/// Prints all findings and how many there are.
pub(super) fn print(workspace: &Workspace, breaking: &Breaking, output: &mut Output) -> Result<(), Failure> {
    let style = output.style();
    let mut commits = workspace.repository().reader();
    for finding in &breaking.findings {
        let made_by = finding
            .commit
            .and_then(|id| commits.read(id).ok())
            .map(|commit| format!("{} {} ({})", commit.id.short(), commit.subject.text, commit.author.name.text));
        output.text(&diagnostic(finding, made_by.as_deref(), style))?;
        output.text("\n")?;
    }
    output.text(&summary(workspace, breaking, style))
}

fn diagnostic(finding: &Finding, made_by: Option<&str>, style: Style) -> String {
    let (word, role) = match finding.certainty {
        _ if finding.is_dismissed() => ("dismissed", Role::Dim),
        Certainty::Definite => ("error", Role::Danger),
        Certainty::Likely => ("warning", Role::Warn),
        Certainty::Possible => ("note", Role::Accent),
    };
    let head = Safe::line(&format!("{word}[{}]", finding.rule));
    let mut text =
        format!("{}: {}\n", style.paint(role, &head), style.paint(Role::Strong, &Safe::line(&finding.message)));
    let (old_line, line) = (finding.old_line.unwrap_or(finding.line), finding.line);
    let gutter = old_line.max(line).to_string().len();
    let bar = |mark: &str| style.paint(Role::Accent, &Safe::line(&format!("{:gutter$} {mark}", "")));
    let arrow = |path: &str, line: u32, what: &str| {
        let place = Safe::line(&format!("{path}:{line}{what}"));
        format!("{:gutter$}{} {place}\n", "", style.paint(Role::Accent, &Safe::literal("-->")))
    };
    let code = |line: u32, mark: &str, role: Role, code: &str| {
        let number = style.paint(Role::Accent, &Safe::line(&format!("{line:gutter$} |")));
        let code = Safe::line(code).fit_end(WIDEST);
        format!("{number} {}{}\n", style.paint(role, &Safe::line(mark)), style.paint(role, &code))
    };
    let is_gone = finding.after.is_none() || finding.moved_to.is_some();
    text.push_str(&arrow(&finding.path, line, if is_gone { " (before)" } else { "" }));
    text.push_str(&bar("|"));
    text.push('\n');
    if let Some(before) = &finding.before {
        text.push_str(&code(old_line, "- ", Role::Danger, before));
    }
    if let Some(after) = &finding.after {
        text.push_str(&code(line, "+ ", Role::Ok, after));
    }
    text.push_str(&bar("|"));
    text.push('\n');
    let mut note = |label: &'static str, words: &str| {
        let label = style.paint(Role::Strong, &Safe::literal(label));
        text.extend([&bar("="), " ", &label, ": ", Safe::line(words).as_str(), "\n"]);
    };
    if let Some(rule) = breaking::rule(&finding.rule) {
        note("why", rule.why);
    }
    if let Some(package) = &finding.package {
        note("package", package);
    }
    if let Some(made_by) = made_by {
        note("commit", made_by);
    }
    if let Some(migration) = finding.told_migration() {
        note("help", migration);
    }
    if let Some(reason) = &finding.remark.dismissed {
        note("dismissed", reason);
    }
    text
}

fn summary(workspace: &Workspace, breaking: &Breaking, style: Style) -> String {
    let from = workspace.range.from.as_deref().unwrap_or("the beginning");
    let range = Safe::line(&format!("{from}..{}", workspace.range.to));
    let mut counts: BTreeMap<std::cmp::Reverse<Certainty>, usize> = BTreeMap::new();
    for finding in breaking.findings.iter().filter(|finding| !finding.is_dismissed()) {
        *counts.entry(std::cmp::Reverse(finding.certainty)).or_default() += 1;
    }
    let counts: Vec<String> =
        counts.iter().map(|(certainty, count)| format!("{count} {}", certainty.0.as_str())).collect();
    let dismissed = breaking.dismissed().count();
    let found = match breaking.findings.len() - dismissed {
        0 => "no breaking changes found".to_owned(),
        1 => format!("1 breaking change found ({})", counts.join(", ")),
        count => format!("{count} breaking changes found ({})", counts.join(", ")),
    };
    let found = if dismissed > 0 { format!("{found}, {dismissed} dismissed,") } else { found };
    let files = breaking.compared.len();
    let files = if files == 1 { "1 changed file".to_owned() } else { format!("{files} changed files") };
    let mut text = format!("{}\n", style.paint(Role::Strong, &Safe::line(&format!("{range}: {found} in {files}"))));
    for (path, why) in &breaking.left_out {
        let line = style.paint(Role::Dim, &Safe::line(&format!("not compared: {path} ({why})")));
        text.extend([line.as_str(), "\n"]);
    }
    text
}
