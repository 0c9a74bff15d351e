//! `--format markdown`: the analysis as a document for people, and as a job summary.

use std::fmt::Write as _;

use crate::{
    analysis::{AnalysedCommit, Flags, Level},
    release::{Workspace, analysis::Analysis},
    text::Safe,
};

/// Commits in a summary; what is longer is counted.
const COMMITS_AT_MOST: usize = 2_000;

/// The document.
pub(super) fn document(workspace: &Workspace, analysis: &Analysis) -> String {
    let range = &workspace.range;
    let mut text = format!("# {}\n\n", escaped(&workspace.repository().name()));
    let from = range.from.as_deref().unwrap_or("the beginning");
    let _infallible =
        writeln!(text, "Range: {} to {}, {} commits", escaped(from), escaped(&range.to), analysis.commits.len());
    if let Some(version) = &analysis.version {
        let current = version.current.as_deref().unwrap_or("none");
        let _infallible = writeln!(
            text,
            "\n## Version\n\n{} to **{}** ({})\n",
            escaped(current),
            escaped(&version.next),
            version.bump.as_str()
        );
        for reason in &version.reasons {
            let _infallible = writeln!(text, "- {}", escaped(reason));
        }
    }
    if let Some(risk) = analysis.release_risk() {
        let _infallible = writeln!(text, "\n## Risk\n\n**{}** ({})\n", risk.score, risk.level.as_str());
        for factor in &risk.factors {
            let _infallible = writeln!(text, "- {:+} {}: {}", factor.points, factor.name, escaped(&factor.evidence));
        }
    }
    text.push_str(&breaking(analysis));
    text.push_str(&table(analysis));
    text
}

fn breaking(analysis: &Analysis) -> String {
    let mut text = String::new();
    let breaks = |commit: &&AnalysedCommit| commit.flags.contains(Flags::BREAKING);
    for commit in analysis.commits.iter().filter(breaks) {
        if text.is_empty() {
            text.push_str("\n## Breaking changes\n\n");
        }
        let told = commit.breaking_text.as_deref().unwrap_or(&commit.description);
        let _infallible = writeln!(text, "- {} {}", commit.id.short(), escaped(&told.replace(['\n', '\r'], " ")));
    }
    text
}

fn table(analysis: &Analysis) -> String {
    if analysis.commits.is_empty() {
        return String::new();
    }
    let mut text = String::from(
        "\n## Commits\n\n| commit | kind | scope | subject | author | risk |\n| --- | --- | --- | --- | --- | ---: |\n",
    );
    for commit in analysis.commits.iter().take(COMMITS_AT_MOST) {
        let mark = if commit.flags.contains(Flags::BREAKING) { "!" } else { "" };
        let risk = commit.risk.map_or_else(String::new, |risk| format!("{risk} {}", Level::of(risk).as_str()));
        let _infallible = writeln!(
            text,
            "| {} | {}{mark} | {} | {} | {} | {risk} |",
            commit.id.short(),
            commit.kind.kind.as_str(),
            escaped(commit.scope.as_deref().unwrap_or("")),
            escaped(&commit.subject),
            escaped(&commit.author.name.text),
        );
    }
    if analysis.commits.len() > COMMITS_AT_MOST {
        let _infallible = writeln!(text, "\nAnd {} more.", analysis.commits.len() - COMMITS_AT_MOST);
    }
    text
}

/// Foreign text as plain words in Markdown, within a table or not: no markup, no HTML, no line ends, no controls.
pub(super) fn escaped(foreign: &str) -> String {
    let mut text = String::with_capacity(foreign.len());
    for character in Safe::line(foreign).as_str().chars() {
        match character {
            '<' => text.push_str("&lt;"),
            '>' => text.push_str("&gt;"),
            '&' => text.push_str("&amp;"),
            // A mention would call people.
            '@' => text.push_str("&#64;"),
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '|' | '~' | '#' | '!' => {
                text.push('\\');
                text.push(character);
            }
            _ => text.push(character),
        }
    }
    text
}
