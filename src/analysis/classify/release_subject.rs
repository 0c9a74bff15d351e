//! Subjects that say nothing but that there is a release.

/// `v1.2.3`, `Release 1.2.3`, `Bump version to 1.2.3`, `1.2.3`, `Git 1.2`.
pub(super) fn is_release(subject: &str) -> bool {
    let lower = subject.trim().to_lowercase();
    let words: Vec<&str> = lower.split([' ', ':', '(', ')']).filter(|word| !word.is_empty()).take(10).collect();
    let versions = words.iter().filter(|word| is_version(word)).count();
    let known = |word: &&str| is_version(word) || RELEASE_WORDS.contains(word);
    let said_release = words.iter().any(|word| matches!(*word, "release" | "releasing" | "version" | "publish"));
    match words.len() {
        0 | 10 => false,
        // `parser-1.2.3` is how workspaces call the release of a member.
        1 => versions == 1 || words[0].rsplit_once('-').is_some_and(|(_, end)| is_version(end)),
        2 if is_version(words[1]) => subject.starts_with(|first: char| first.is_uppercase()),
        _ => versions > 0 && said_release && words.iter().all(known),
    }
}

const RELEASE_WORDS: &[&str] = &[
    "release",
    "releasing",
    "version",
    "chore",
    "publish",
    "bump",
    "to",
    "prepare",
    "for",
    "the",
    "new",
    "from",
    "next",
    "of",
    "post-release",
    "tag",
    "set",
    "update",
    "and",
];

fn is_version(word: &str) -> bool {
    let bare = word.strip_prefix('v').unwrap_or(word);
    bare.contains('.')
        && bare.starts_with(|first: char| first.is_ascii_digit())
        && bare.chars().all(|c| c.is_ascii_alphanumeric() || ".-+".contains(c))
}
