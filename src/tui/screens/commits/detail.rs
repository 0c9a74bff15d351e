//! All that is known of one commit, as a page to be read.

use super::{
    model::{Action, Commits},
    work::Message,
};
use crate::{
    analysis::{AnalysedCommit, Flags, KindSource, ReferenceKind},
    tui::{overlays::Ask, shared::Shared},
};

/// The page.
pub(super) fn page(commits: &Commits, shared: &Shared, message: &Message) -> Ask<Action> {
    let found = commits.list.analysis.commits.iter().position(|commit| commit.id == message.id);
    let mut lines = Vec::new();
    let title = format!("Commit {}", message.id.short());
    let Some(row) = found else {
        lines.extend(message.body.lines().map(str::to_owned));
        return Ask::Page { title, lines };
    };
    let commit = &commits.list.analysis.commits[row];
    lines.push(format!("# {}", commit.subject));
    lines.push(String::new());
    about(commit, message, shared.now, &mut lines);
    let is_marked = commits.list.reviewed.contains(&commit.id);
    lines.push(match commits.list.recorded.get(&commit.id) {
        Some(names) => format!("review     recorded, by {}", names.join(", ")),
        None if is_marked => "review     marked by you, for you alone: w records it".to_owned(),
        None => "review     not reviewed yet: m marks it".to_owned(),
    });
    risk(commits, row, &mut lines);
    if !commit.references.is_empty() {
        lines.push(String::new());
        lines.push("# Refers to".into());
        let said = commit.references.iter().map(|reference| format!("{} {}", word_of(reference.kind), reference.id));
        lines.extend(said);
    }
    if let Some(breaking) = &commit.breaking_text {
        lines.push(String::new());
        lines.push("# Breaks".into());
        lines.extend(breaking.lines().map(str::to_owned));
    }
    if !message.body.trim().is_empty() {
        lines.push(String::new());
        lines.push("# Message".into());
        lines.extend(message.body.trim_end().lines().map(str::to_owned));
    }
    Ask::Page { title, lines }
}

fn about(commit: &AnalysedCommit, message: &Message, now: i64, lines: &mut Vec<String>) {
    let age = |seconds| super::columns::age(now, seconds);
    let author = &commit.author;
    let when = message.authored_at.as_deref().unwrap_or("at a time that cannot be told");
    lines.push(format!("id         {}", commit.id));
    lines.push(format!("author     {} <{}>", author.name.text, author.email.text));
    lines.push(format!("           {when} ({})", age(commit.authored_at.seconds)));
    if message.committer != format!("{} <{}>", author.name.text, author.email.text) {
        let when = message.committed_at.as_deref().unwrap_or("at a time that cannot be told");
        lines.push(format!("committer  {}", message.committer));
        lines.push(format!("           {when}"));
    }
    if message.parents.len() != 1 {
        let parents = if message.parents.is_empty() { "none".to_owned() } else { message.parents.join(" ") };
        lines.push(format!("parents    {parents}"));
    }
    lines.push(format!("kind       {}", kind_in_words(commit)));
    if let Some(scope) = &commit.scope {
        lines.push(format!("scope      {scope}"));
    }
    let flags = flags_in_words(commit.flags);
    if !flags.is_empty() {
        lines.push(format!("flags      {flags}"));
    }
    if let Some(stats) = commit.stats {
        let files = if stats.files == 1 { "file" } else { "files" };
        lines.push(format!("changes    {} {files}, +{} -{} lines", stats.files, stats.insertions, stats.deletions));
    }
}

fn kind_in_words(commit: &AnalysedCommit) -> String {
    let verdict = &commit.kind;
    let source = match verdict.source {
        KindSource::Header => "by its header".to_owned(),
        KindSource::Override => "corrected by you".to_owned(),
        KindSource::Rule => format!("by rules, {:.0} % sure", verdict.confidence * 100.0),
        KindSource::Model => format!("by the model, {:.0} % sure", verdict.confidence * 100.0),
    };
    let suggested = verdict.suggested.map_or_else(String::new, |kind| format!("; it looks like {}", kind.as_str()));
    format!("{}, {source}{suggested}", verdict.kind.as_str())
}

fn flags_in_words(flags: Flags) -> String {
    [
        (Flags::BREAKING, "breaking"),
        (Flags::SECURITY, "security"),
        (Flags::DEPENDENCY, "dependency"),
        (Flags::MERGE, "merge"),
        (Flags::CANCELLED, "cancelled by a revert"),
    ]
    .into_iter()
    .filter(|(flag, _)| flags.contains(*flag))
    .map(|(_, word)| word)
    .collect::<Vec<_>>()
    .join(", ")
}

fn risk(commits: &Commits, row: usize, lines: &mut Vec<String>) {
    let Some(risk) = commits.list.analysis.risk_of(row) else { return };
    lines.push(String::new());
    lines.push(format!("# Risk {} {}", risk.score, risk.level.as_str()));
    for factor in &risk.factors {
        lines.push(format!("{:>+4}  {}: {}", factor.points, factor.name.replace('-', " "), factor.evidence));
    }
}

const fn word_of(kind: ReferenceKind) -> &'static str {
    match kind {
        ReferenceKind::PullRequest => "pull request",
        ReferenceKind::Issue => "issue",
        ReferenceKind::Reverts => "reverts",
        ReferenceKind::Fixes => "fixes",
        ReferenceKind::CherryPick => "picked from",
        ReferenceKind::Advisory => "advisory",
    }
}
