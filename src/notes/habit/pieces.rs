//! Notes of many releases cut into those of each, by headings that name versions.

use std::{collections::HashMap, sync::LazyLock};

use regex::Regex;

use crate::history::TagVersion;

/// The notes of one release, as lines with what stands out among them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Piece {
    /// Its version, as the heading says it.
    pub(super) version: String,
    /// Its lines.
    pub(super) lines: Vec<Line>,
}

/// A line of notes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Line {
    /// A heading's words.
    Heading(String),
    /// Anything else, as it stands.
    Text(String),
}

impl Line {
    /// Whether it is about a version, known or not, rather than about a thing that has one: `1.2.3`, not `Rust 1.80`.
    fn begins_with_version(&self) -> bool {
        let (Self::Heading(words) | Self::Text(words)) = self;
        let lower = words.trim_start_matches(['[', '*', '#', ' ']).to_lowercase();
        let rest = ["version ", "release ", "v"].iter().find_map(|front| lower.strip_prefix(front)).unwrap_or(&lower);
        rest.trim_start_matches('v').starts_with(|first: char| first.is_ascii_digit())
    }
}

static VERSION: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?:^|[^\w.])(?:[\w@/]+[-@])?[vV]?(\d+\.\d+(?:\.\d+){0,3}(?:[-._]?(?:a|b|c|rc|alpha|beta|pre|dev|m)[-.]?\d*)?)(?:$|[^\w.]|\.?$|\.\s)",
    )
});
/// What stands before a version that a heading only refers to.
static REFERS: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)\b(?:since|from|to|after|before|until|upgrad\w*|migrat\w*|vs|compared|with|for|drop\w*|support\w*|requires?)\b",
    )
});
static LOOSE: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)^(?:\*\*)?(?:version\s+|release\s+|[\w\-]{1,30}\s+)?\[?v?\d+\.\d+(?:\.\d+){0,2}[\w.\-]*\]?(?:\([^)]*\))?(?:\*\*)?:?\s*(?:[-–—/(,:]\s*.{0,40}|\d{4}-\d\d-\d\d.{0,10}|released.{0,40})?$",
    )
});

fn compiled(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is a constant that a test compiles")
}

/// The pieces of a text, in its order. `named` is the version that the file's name says: where no more than one version is
/// told inside, all of it is about that. Versions of which nothing is known are left out by `is_known`.
pub(super) fn pieces(text: &str, named: Option<&str>, is_known: &dyn Fn(&str) -> bool) -> Vec<Piece> {
    let inside = cut(text, None, is_known);
    match named.filter(|named| inside.len() < 2 && is_known(named)) {
        Some(named) => cut(text, Some(named), is_known),
        None => inside,
    }
}

fn cut(text: &str, named: Option<&str>, is_known: &dyn Fn(&str) -> bool) -> Vec<Piece> {
    let lines = lines(text);
    let mut pieces: Vec<Piece> = Vec::new();
    let mut current: Option<Piece> = named.map(|version| Piece { version: version.to_owned(), lines: Vec::new() });
    for line in lines {
        let version = match &line {
            Line::Heading(words) => version_of(words),
            Line::Text(words) => loose_version(words),
        };
        match version {
            // A file of its own may name its version once more, and other versions in passing.
            Some(_) if named.is_some() => {}
            Some(version) if is_known(&version) => {
                pieces.extend(current.take());
                current = Some(Piece { version, lines: Vec::new() });
            }
            Some(_) if line.begins_with_version() => pieces.extend(current.take()),
            _ => {
                let is_next = matches!(&line, Line::Heading(words) if is_of_the_next(words));
                if is_next && named.is_none() {
                    pieces.extend(current.take());
                } else if let Some(piece) = &mut current {
                    piece.lines.push(line);
                }
            }
        }
    }
    pieces.extend(current);
    merged(pieces)
}

/// The version that the name of a file says.
pub(super) fn version_in_name(path: &str) -> Option<String> {
    let name = path.rsplit('/').next()?;
    let stem = ["md", "markdown", "rst", "txt", "mdx", "adoc", "rdoc"]
        .iter()
        .find_map(|ending| name.strip_suffix(&format!(".{ending}")))
        .unwrap_or(name);
    let found = VERSION.captures(stem)?.get(1)?;
    let rest = &stem[found.end()..];
    let plain = rest.is_empty() && TagVersion::new(found.as_str()).is_some();
    plain.then(|| found.as_str().to_owned())
}

fn merged(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut merged: Vec<Piece> = Vec::new();
    for piece in pieces {
        let at = *places.entry(piece.version.clone()).or_insert(merged.len());
        match merged.get_mut(at) {
            Some(known) => known.lines.extend(piece.lines),
            None => merged.push(piece),
        }
    }
    merged
}

fn is_of_the_next(words: &str) -> bool {
    let words = words.trim_matches(|character: char| !character.is_alphanumeric()).to_lowercase();
    ["unreleased", "upcoming", "main", "master", "next", "head", "develop", "vx.x.x", "in progress"]
        .iter()
        .any(|next| words == *next || words.starts_with(&format!("{next} ")) || words.starts_with(&format!("{next}]")))
}

/// Lines, headings told apart: `## words`, words above a rule, as Markdown and reStructuredText have them.
fn lines(text: &str) -> Vec<Line> {
    let source: Vec<&str> = text.trim_start_matches('\u{feff}').lines().map(str::trim_end).collect();
    let mut lines = Vec::with_capacity(source.len());
    let mut fence: Option<&str> = None;
    let mut at = 0;
    while at < source.len() {
        let line = source[at];
        let plain = line.trim_start();
        let mark = ["```", "~~~"].into_iter().find(|mark| plain.starts_with(mark));
        if let Some(mark) = mark.filter(|mark| fence.is_none_or(|open| open == *mark)) {
            fence = if fence.is_some() { None } else { Some(mark) };
            lines.push(Line::Text(line.to_owned()));
        } else if fence.is_some() {
            lines.push(Line::Text(line.to_owned()));
        } else if let Some(words) = atx(line) {
            lines.push(Line::Heading(words.to_owned()));
        } else if is_underlined(&source, at) {
            lines.push(Line::Heading(line.trim().to_owned()));
            at += 1;
        } else if !is_rule(line) {
            lines.push(Line::Text(line.to_owned()));
        }
        at += 1;
    }
    lines
}

fn atx(line: &str) -> Option<&str> {
    let words = line.trim_start_matches('#');
    let depth = line.len() - words.len();
    ((1..=6).contains(&depth) && words.starts_with([' ', '\t'])).then(|| words.trim().trim_end_matches('#').trim())
}

fn is_rule(line: &str) -> bool {
    let line = line.trim();
    let first = line.bytes().next().filter(|first| b"=-~^*#+.`".contains(first));
    line.len() >= 3 && first.is_some_and(|first| line.bytes().all(|byte| byte == first))
}

fn is_underlined(source: &[&str], at: usize) -> bool {
    let line = source[at];
    let words = !line.trim().is_empty() && !is_rule(line) && !line.starts_with([' ', '\t', '|']);
    let is_item = line.starts_with(['-', '*']) && line[1..].starts_with(' ');
    words
        && !is_item
        && source.get(at + 1).is_some_and(|next| is_rule(next) && next.len() + 2 >= line.chars().count().min(24))
}

/// The version that a heading is about.
fn version_of(words: &str) -> Option<String> {
    let plain = words.replace("](", " ").replace(['[', ']', '*', '`'], " ");
    let found = VERSION.captures(&plain)?.get(1)?;
    let front = &plain[..found.start()];
    if REFERS.is_match(front) || front.split_whitespace().count() > 4 {
        return None;
    }
    TagVersion::new(found.as_str()).map(|_| found.as_str().to_owned())
}

/// A version on a line of its own that no mark makes a heading: `1.2.3 (2020-01-31)`.
fn loose_version(line: &str) -> Option<String> {
    let starts = line.starts_with(|first: char| first.is_alphanumeric() || first == '*' || first == '[');
    (starts && line.len() < 90 && LOOSE.is_match(line)).then(|| version_of(line)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn versions(text: &str) -> Vec<String> {
        pieces(text, None, &|_| true).into_iter().map(|piece| piece.version).collect()
    }

    #[test]
    fn headings_are_read_as_projects_write_them() {
        for text in [
            "# Changelog\n\n## [Unreleased]\n\n- x\n\n## [1.2.3] - 2020-01-31\n\n- a\n",
            "## 1.2.3 / 2020-01-31\n\n* Bugfixes\n",
            "Version 1.2.3\n-------------\n\n- a\n",
            "1.2.3 (2020-01-31)\n++++++++++++++++++\n\n* a\n",
            "1.2.3 (2020-01-31)\n\n * a\n",
            "# V1.2.3\n\n## Changes since v1.2.2\n\n- a\n",
            "## [v1.2.3](https://example.org/compare/v1.2.2...v1.2.3) (2020-01-31)\n",
            "# demo-v1.2.3\n\n- needs 1.0.0 of it\n",
            "**1.2.3**\n\n- a\n",
        ] {
            assert_eq!(versions(text), ["1.2.3"], "{text}");
        }
    }

    #[test]
    fn what_is_under_a_heading_belongs_to_its_version() {
        let text = "## 2.0.0\n### Added\n- one\n## 1.0.0\n- two\n";
        let found = pieces(text, None, &|version| version == "2.0.0");
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].lines, [Line::Heading("Added".into()), Line::Text("- one".into())]);
    }

    #[test]
    fn a_version_of_another_thing_ends_nothing() {
        let found = pieces("## 2.0.0\n### Rust 1.80\n- one\n## 1.9\n- two\n", None, &|version| version == "2.0.0");
        assert_eq!(found[0].lines.len(), 2, "{found:?}");
    }

    #[test]
    fn a_files_name_says_its_version() {
        assert_eq!(version_in_name("docs/releases/1.2.3.md").as_deref(), Some("1.2.3"));
        assert_eq!(version_in_name("doc/whats_new/v1.2.rst").as_deref(), Some("1.2"));
        assert_eq!(version_in_name("CHANGELOG.md"), None);
    }
}
