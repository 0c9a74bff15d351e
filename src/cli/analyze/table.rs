//! `--format table`: lines for people, the range first, then one commit a line.

use std::collections::BTreeSet;

use crate::{
    analysis::{
        AnalysedCommit, Flags, Level,
        story::{Difficulty, ReleaseOutline, TestVerdict},
    },
    cli::{
        Output,
        style::{Role, Style},
    },
    fault::Failure,
    release::{Workspace, analysis::Analysis, document::VersionDocument},
    text::Safe,
};

/// Columns that names of people and scopes are cut to.
const NAME: usize = 16;
const SCOPE: usize = 14;

/// Prints the table.
pub(super) fn print(workspace: &Workspace, analysis: &Analysis, output: &mut Output) -> Result<(), Failure> {
    let style = output.style();
    write(output, &heading(workspace, analysis, style))?;
    if analysis.commits.is_empty() {
        return write(output, "No commits in this range.");
    }
    write(output, "")?;
    if let Some(legend) = legend(&analysis.commits) {
        write(output, &style.paint(Role::Dim, &legend))?;
    }
    let titles =
        row(["sha", "risk", "flags", "kind", "scope", "author"].map(Safe::literal), &Safe::literal("subject"), style);
    write(output, &titles.paint_whole(Role::Dim))?;
    for commit in &analysis.commits {
        write(output, &line(commit, style))?;
    }
    Ok(())
}

fn write(output: &mut Output, line: &str) -> Result<(), Failure> {
    output.raw(line.as_bytes())?;
    output.raw(b"\n")
}

fn heading(workspace: &Workspace, analysis: &Analysis, style: Style) -> String {
    let range = &workspace.range;
    let from = range.from.as_deref().unwrap_or("the beginning");
    let name = style.paint(Role::Strong, &Safe::line(&workspace.repository().name()));
    let commits = analysis.commits.len();
    let with = |flag| analysis.commits.iter().filter(|commit| commit.flags.contains(flag)).count();
    let mut lines = vec![format!("{name}  {} to {}", Safe::line(from), Safe::line(&range.to))];
    if let Some(version) = &analysis.version {
        let current =
            version.current.as_deref().map_or_else(|| "none yet ->".to_owned(), |current| format!("{current} ->"));
        lines.push(format!(
            "version {} {} ({})",
            Safe::line(&current),
            Safe::line(&version.next),
            version.bump.as_str()
        ));
        lines.extend(version.reasons.iter().map(|reason| format!("  {}", Safe::line(reason))));
    } else {
        let version = VersionDocument::in_range(workspace, analysis);
        lines.extend(version.reasons.iter().map(|reason| format!("version unknown: {}", Safe::line(reason))));
    }
    let risk = analysis.release_risk();
    let score = risk.as_ref().map_or_else(String::new, |risk| format!(", risk {} {}", risk.score, risk.level.as_str()));
    lines.push(format!(
        "{commits} {}, {} breaking, {} security{score}",
        if commits == 1 { "commit" } else { "commits" },
        analysis.n_breaking(),
        with(Flags::SECURITY)
    ));
    lines.extend(ReleaseOutline::of(&analysis.commits).map(|release| release.in_words()));
    let dismissed = analysis.findings().iter().filter(|finding| finding.is_dismissed()).count();
    let counting = analysis.findings().iter().filter(|finding| finding.counts()).count();
    let possible = analysis.findings().len() - counting - dismissed;
    if !analysis.findings().is_empty() {
        let dismissed = if dismissed > 0 { format!(", {dismissed} dismissed") } else { String::new() };
        lines.push(format!(
            "  found by comparing sources: {counting} breaking, {possible} possibly{dismissed}; see `tminus breaking`"
        ));
    }
    if let Some(risk) = &risk {
        lines.extend(
            risk.factors.iter().map(|factor| format!("  {:+} {}", factor.points, Safe::line(&factor.evidence))),
        );
    }
    lines.join("\n")
}

/// Cells before the subject, and the subject.
struct Row {
    cells: [Safe; 6],
    subject: Safe,
    style: Style,
}

fn row(cells: [Safe; 6], subject: &Safe, style: Style) -> Row {
    let widths = [8, 4, 6, 8, SCOPE, NAME];
    let mut index = 0;
    let cells = cells.map(|cell| {
        index += 1;
        if index == 2 { cell.pad_start(widths[1]) } else { cell.pad_end(widths[index - 1]) }
    });
    Row { cells, subject: subject.clone(), style }
}

impl Row {
    fn paint_whole(&self, role: Role) -> String {
        let cells: Vec<String> = self.cells.iter().map(|cell| self.style.paint(role, cell)).collect();
        format!("{}  {}", cells.join("  "), self.style.paint(role, &self.subject))
    }

    fn paint(&self, roles: [Option<Role>; 6]) -> String {
        let paint = |(cell, role): (&Safe, Option<Role>)| {
            role.map_or_else(|| cell.to_string(), |role| self.style.paint(role, cell))
        };
        let cells: Vec<String> = self.cells.iter().zip(roles).map(paint).collect();
        format!("{}  {}", cells.join("  "), self.subject)
    }
}

fn line(commit: &AnalysedCommit, style: Style) -> String {
    let risk = commit.risk.map_or_else(|| "-".to_owned(), |risk| risk.to_string());
    let cells = [
        Safe::line(&commit.id.short()),
        Safe::line(&risk),
        Safe::line(&flags(commit)),
        Safe::literal(commit.kind.kind.as_str()),
        Safe::line(commit.scope.as_deref().unwrap_or("-")),
        Safe::line(&commit.author.name.text),
    ];
    let is_breaking = commit.breaks();
    let risk_role = commit.risk.and_then(|risk| match Level::of(risk) {
        Level::Low => None,
        Level::Medium => Some(Role::Warn),
        Level::High | Level::Critical => Some(Role::Danger),
    });
    let subject = if commit.subject.is_empty() { "(no subject)" } else { &commit.subject };
    row(cells, &Safe::line(subject), style).paint([
        Some(Role::Dim),
        risk_role,
        is_breaking.then_some(Role::Danger),
        None,
        Some(Role::Accent),
        Some(Role::Dim),
    ])
}

/// Marks of a commit, each with what it means.
const MARKS: [(char, &str); 9] = [
    ('!', "breaks"),
    ('s', "security"),
    ('d', "dependency"),
    ('m', "merge"),
    ('x', "taken back"),
    ('g', "grouped"),
    ('t', "code without tests"),
    ('r', "rollback takes care"),
    ('R', "hard to roll back"),
];

/// What the marks in the table mean, of those that are in it.
fn legend(commits: &[AnalysedCommit]) -> Option<Safe> {
    let seen: BTreeSet<char> = commits.iter().flat_map(|commit| flags(commit).chars().collect::<Vec<_>>()).collect();
    let told: Vec<String> = MARKS
        .iter()
        .filter(|(mark, _)| seen.contains(mark))
        .map(|(mark, meaning)| format!("{mark} {meaning}"))
        .collect();
    (!told.is_empty()).then(|| Safe::line(&format!("flags: {}", told.join(", "))))
}

/// The marks of a commit.
fn flags(commit: &AnalysedCommit) -> String {
    let marks = [
        (Flags::BREAKING, '!'),
        (Flags::SECURITY, 's'),
        (Flags::DEPENDENCY, 'd'),
        (Flags::MERGE, 'm'),
        (Flags::CANCELLED, 'x'),
    ];
    let is_so = |flag| commit.flags.contains(flag) || flag == Flags::BREAKING && commit.breaks();
    let mut told: String = marks.into_iter().filter(|(flag, _)| is_so(*flag)).map(|(_, mark)| mark).collect();
    told.extend(commit.group.is_some().then_some('g'));
    if let Some(story) = commit.story {
        told.extend((story.tests == TestVerdict::Missing).then_some('t'));
        told.extend(match story.rollback {
            Difficulty::Easy => None,
            Difficulty::Moderate => Some('r'),
            Difficulty::Hard => Some('R'),
        });
    }
    told
}
