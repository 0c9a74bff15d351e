//! The part of the project that a commit says it is about, or is about by where its files lie.

use super::Clues;

/// Types that are no area, where the convention does not know them.
const NO_AREAS: [&str; 26] = [
    "wip",
    "release",
    "security",
    "sec",
    "improvement",
    "enhancement",
    "imp",
    "update",
    "change",
    "changes",
    "add",
    "added",
    "remove",
    "dev",
    "init",
    "merge",
    "i18n",
    "misc",
    "minor",
    "typo",
    "cleanup",
    "note",
    "hotfix",
    "re",
    "todo",
    "bugfix",
];

/// The header's scope; else the area that the subject starts with (`parser: ...`, `[parser] ...`); else where its files lie.
pub fn scope(clues: &Clues<'_>) -> Option<Box<str>> {
    let header = clues.message.header.as_ref();
    if let Some(scope) = header.and_then(|header| header.scope.clone()) {
        return Some(scope);
    }
    if let Some(header) = header.filter(|header| header.kind.is_none())
        && !NO_AREAS.contains(&header.word.to_ascii_lowercase().as_str())
    {
        return Some(header.word.clone());
    }
    if header.is_none()
        && let Some(area) = area_of_subject(clues.subject)
    {
        return Some(area.into());
    }
    if clues.is_merge { None } else { clues.shape.and_then(|shape| shape.area.clone()) }
}

/// `net/http: ...`, `mm, slab: ...`, `[Parser] ...`.
fn area_of_subject(subject: &str) -> Option<&str> {
    let subject = subject.trim();
    let area = if let Some((area, _)) = subject.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        area
    } else {
        subject.split_once(": ")?.0
    };
    let plain =
        area.chars().all(|c| c.is_alphanumeric() || "-_/., *+{}".contains(c)) && area.chars().any(char::is_alphabetic);
    // Prose before a colon has more words than an area has.
    let short = area.len() <= 40 && area.split(' ').count() <= if area.contains(',') { 4 } else { 2 };
    let is_version_or_key =
        area.split_once('-').is_some_and(|(_, number)| number.bytes().all(|byte| byte.is_ascii_digit()));
    (plain && short && !is_version_or_key && !NO_AREAS.contains(&area.to_ascii_lowercase().as_str()))
        .then(|| area.trim())
}

/// What a subject says of its area: `add a lexer` of `parser: add a lexer`. What stands before the colon and tells a kind by itself
/// (`changelog: ...`) or is more than names of places stays.
pub(super) fn beside_area(subject: &str) -> &str {
    const TELLING: [&str; 14] = [
        "bug",
        "bump",
        "changelog",
        "dependencies",
        "documentation",
        "feature",
        "features",
        "fixed",
        "fixes",
        "lint",
        "optimization",
        "readme",
        "refactoring",
        "version",
    ];
    let tells =
        |area: &str| area.contains(' ') && !area.contains(',') || TELLING.contains(&area.to_ascii_lowercase().as_str());
    match (area_of_subject(subject), subject.split_once(": ")) {
        (Some(area), Some((before, said))) if before.trim() == area && !tells(area) && !said.trim().is_empty() => {
            said.trim()
        }
        _ => subject,
    }
}
