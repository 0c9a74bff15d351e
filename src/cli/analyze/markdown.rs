//! `--format markdown`: the analysis as a document for people, and as a job summary.

use std::fmt::Write as _;

use crate::{
    analysis::{
        Flags, Level,
        story::{Difficulty, ReleaseOutline},
    },
    release::{Workspace, analysis::Analysis, document::VersionDocument},
    text::Safe,
};

/// Commits in a summary; what is longer is counted.
const COMMITS_AT_MOST: usize = 2_000;
/// Commits that are told to be hard to take back.
const TOLD_AT_MOST: usize = 30;

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
    } else {
        for reason in VersionDocument::in_range(workspace, analysis).reasons {
            let _infallible = writeln!(text, "\n## Version\n\n{}", escaped(&reason));
        }
    }
    if let Some(risk) = analysis.release_risk() {
        let _infallible = writeln!(text, "\n## Risk\n\n**{}** ({})\n", risk.score, risk.level.as_str());
        for factor in &risk.factors {
            let _infallible = writeln!(text, "- {:+} {}: {}", factor.points, factor.name, escaped(&factor.evidence));
        }
    }
    text.push_str(&breaking(analysis));
    text.push_str(&story(analysis));
    text.push_str(&table(analysis));
    text
}

/// What is hard to take back, and whom to ask about it.
fn story(analysis: &Analysis) -> String {
    let Some(release) = ReleaseOutline::of(&analysis.commits) else { return String::new() };
    let mut text = format!("\n## Rollback, tests and reviewers\n\n{}\n", capitalised(&release.in_words()));
    let mut rows: Vec<_> = analysis
        .commits
        .iter()
        .enumerate()
        .filter(|(_, commit)| !commit.flags.contains(Flags::CANCELLED))
        .filter_map(|(row, commit)| Some((commit, analysis.story_of(row)?)))
        .filter(|(_, story)| story.rollback.difficulty > Difficulty::Easy)
        .collect();
    rows.sort_by_key(|(_, story)| std::cmp::Reverse(story.rollback.difficulty));
    for (at, (commit, story)) in rows.iter().take(TOLD_AT_MOST).enumerate() {
        let reasons: Vec<&str> = story.rollback.reasons.iter().map(|reason| reason.evidence.as_str()).collect();
        let reviewers: Vec<String> = story.reviewers.iter().map(|reviewer| escaped(&reviewer.name)).collect();
        let ask = if reviewers.is_empty() { String::new() } else { format!("; ask {}", reviewers.join(", ")) };
        let _infallible = writeln!(
            text,
            "{}- {} {}: **{}**: {}{ask}",
            if at == 0 { "\n" } else { "" },
            commit.id.short(),
            escaped(&commit.subject),
            story.rollback.difficulty.as_str(),
            escaped(&reasons.join("; ")),
        );
    }
    if rows.len() > TOLD_AT_MOST {
        let _infallible = writeln!(text, "- and {} more", rows.len() - TOLD_AT_MOST);
    }
    text
}

fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn breaking(analysis: &Analysis) -> String {
    let mut text = String::new();
    for commit in analysis.commits.iter().filter(|commit| commit.breaks()) {
        if text.is_empty() {
            text.push_str("\n## Breaking changes\n\n");
        }
        let told = commit.breaking_text.as_deref().unwrap_or(&commit.description);
        let _infallible = writeln!(text, "- {} {}", commit.id.short(), escaped(&told.replace(['\n', '\r'], " ")));
    }
    text.push_str(&findings(analysis));
    text
}

/// What was found by comparing sources.
fn findings(analysis: &Analysis) -> String {
    let found = analysis.findings();
    if found.is_empty() {
        return String::new();
    }
    let mut text = String::from(
        "\n## Found by comparing sources\n\n| certainty | rule | what | where | commit |\n| --- | --- | --- | --- | --- |\n",
    );
    for finding in found.iter().take(COMMITS_AT_MOST) {
        let commit = finding.commit.map_or_else(String::new, |commit| commit.short());
        let _infallible = writeln!(
            text,
            "| {} | {} | {} | {}:{} | {commit} |",
            if finding.is_dismissed() { "dismissed" } else { finding.certainty.as_str() },
            escaped(&finding.rule),
            escaped(&finding.message),
            escaped(&finding.path),
            finding.line,
        );
    }
    if found.len() > COMMITS_AT_MOST {
        let _infallible = writeln!(text, "\nAnd {} more.", found.len() - COMMITS_AT_MOST);
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
        let mark = if commit.breaks() { "!" } else { "" };
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
