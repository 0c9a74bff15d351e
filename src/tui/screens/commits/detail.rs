//! All that is known of one commit, as a page to be read.

use super::{
    model::{Action, Commits},
    told,
    work::Message,
};
use crate::{
    analysis::{AnalysedCommit, Audience, Flags, ReferenceKind},
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
    if !message.body.trim().is_empty() {
        lines.push(String::new());
        lines.push("# Message".into());
        lines.extend(message.body.trim_end().lines().map(str::to_owned));
    }
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
    if let Some(story) = &message.story {
        told::story(story, &mut lines);
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
    lines.push(format!("kind       {}", told::kind(commit)));
    if let Some(scope) = &commit.scope {
        lines.push(format!("scope      {scope}"));
    }
    let flags = flags_in_words(commit.flags);
    if !flags.is_empty() {
        lines.push(format!("flags      {flags}"));
    }
    lines.push(format!("matters to {}", audience(commit.audience)));
    if let Some(tie) = told::tie(commit) {
        lines.push(format!("belongs to {tie}"));
    }
    if let Some(story) = commit.story {
        lines.push(format!("tests      {}", told::tests(story.tests)));
        lines.push(format!("rollback   {}", story.rollback.as_str()));
    }
    if let Some(stats) = commit.stats {
        let files = if stats.files == 1 { "file" } else { "files" };
        lines.push(format!("changes    {} {files}, +{} -{} lines", stats.files, stats.insertions, stats.deletions));
    }
}

fn flags_in_words(flags: Flags) -> String {
    [
        (Flags::BREAKING, "breaking"),
        (Flags::FOUND, "found to break"),
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

/// So many factors are told one by one, the rest together.
const TOLD: usize = 6;

fn risk(commits: &Commits, row: usize, lines: &mut Vec<String>) {
    let Some(risk) = commits.list.analysis.risk_of(row) else { return };
    lines.push(String::new());
    lines.push(format!("# Risk {} {}", risk.score, risk.level.as_str()));
    if let Some(probability) = risk.probability {
        let percent = probability * 100.0;
        let beside = told::chance(probability);
        lines.push(format!("{percent:.1} % of such commits are later named as the cause of a defect, {beside}"));
    }
    if !commits.list.analysis.are_risks_firm {
        lines.push("it firms up while the past of these files is read".into());
    }
    let (strongest, others) = risk.strongest(TOLD);
    for factor in strongest {
        lines.push(format!("{:>+4}  {}: {}", factor.points, factor.name.replace('-', " "), factor.evidence));
    }
    if let Some((count, points)) = others {
        lines.push(format!("{points:>+4}  {count} others: `tminus risk explain` tells them"));
    }
    if let Some(beside) = told::beside_the_score(&commits.list.analysis.commits[row], commits.list.analysis.findings())
    {
        lines.push(format!("beside the score: {beside}"));
    }
}

const fn audience(audience: Audience) -> &'static str {
    match audience {
        Audience::User => "those who use it",
        Audience::Operator => "those who run it",
        Audience::Developer => "those who work on it",
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
