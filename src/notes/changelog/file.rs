//! The lines of a changelog file and which of them are headings.

use std::{ops::Range, sync::LazyLock};

use regex::Regex;

use super::{Markup, dated::Dated, quoting::Quoting};

static VERSION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)^(?:(?:version|release|changes\s+in|[\w.@/-]+)\s+)?(?P<bracket>\[)?(?P<v>v)?(?P<version>\d+(?:\.\d+)+(?:[-+.]?[0-9A-Za-z][0-9A-Za-z.+-]*)?)\]?(?:\((?P<link>[^)]*)\))?:?(?P<rest>$|\s.*$|[-–—(].*$)",
    )
    .expect("the pattern is a constant that a test compiles")
});
/// What a heading or the line below it says of a version that is not out yet.
static WAITS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)\b(?:unreleased|unpublished|not (?:yet )?released|in development|under development|tbd|tba)\b|(?:x{4}|y{4})[-/.](?:x{2}|m{2})[-/.](?:x{2}|d{2})",
    )
    .expect("the pattern is a constant that a test compiles")
});
/// What a part is called that waits for a version.
const WAITING: [&str; 7] = ["main", "master", "next", "upcoming", "dev", "development", "in progress"];

/// How a heading is marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// By `#`.
    Hashes,
    /// By a line of this sign below it.
    Under(char),
    /// By such lines above and below it.
    Around(char),
}

/// A heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Heading {
    /// Its depth, from 1.
    pub(super) level: usize,
    /// Its words.
    pub(super) words: String,
    /// How it is marked.
    pub(super) mark: Mark,
    /// Its lines.
    pub(super) lines: Range<usize>,
}

/// What a heading of a version looks like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct VersionHeading {
    /// The version, without `v`.
    pub(super) version: String,
    /// The words before it, such as `Version `.
    pub(super) front: String,
    /// Whether the version stands in brackets.
    pub(super) bracket: bool,
    /// Whether a `v` stands before it.
    pub(super) v: bool,
    /// Where the brackets lead.
    pub(super) link: Option<String>,
    /// The words after it.
    pub(super) rest: String,
    /// The heading.
    pub(super) heading: Heading,
}

/// A part that waits for its version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Waiting {
    /// Its heading.
    pub(super) heading: Heading,
    /// The heading's version, where it says one: the release then takes this heading's place.
    pub(super) version: Option<VersionHeading>,
    /// The first line of its words.
    pub(super) from: usize,
    /// The line after them.
    pub(super) to: usize,
}

/// A changelog, read by line.
#[derive(Debug)]
pub(super) struct ChangelogFile<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) lines: Vec<Line>,
    pub(super) line_end: &'static str,
    pub(super) markup: Markup,
    pub(super) headings: Vec<Heading>,
    /// How many lines of settings for a site's generator stand above all else.
    pub(super) front: usize,
}

/// One line: where it is, and its words.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// Its bytes, line end included.
    pub(super) span: Range<usize>,
    /// Its text, line end and byte order mark left out.
    pub(super) text: String,
    /// Whether it stands in a code block or a comment, where nothing is a heading.
    pub(super) quoted: bool,
}

impl<'a> ChangelogFile<'a> {
    pub(super) fn read(bytes: &'a [u8], markup: Markup) -> Self {
        let mut lines = Vec::new();
        let mut at = 0;
        let mut quoting = Quoting::default();
        let mut opened_at = 0;
        let front = if markup == Markup::Markdown { front_matter(bytes) } else { 0 };
        for raw in bytes.split_inclusive(|byte| *byte == b'\n') {
            let span = at..at + raw.len();
            let body = raw.strip_prefix(b"\xef\xbb\xbf").filter(|_| at == 0).unwrap_or(raw);
            at = span.end;
            let text = String::from_utf8_lossy(body).trim_end_matches(['\n', '\r']).to_owned();
            let open = quoting.is_open();
            if lines.len() < front {
                lines.push(Line { span, text, quoted: true });
                continue;
            }
            // Code and comments of the other markup are indented, which no heading is.
            let quoted = markup == Markup::Markdown && quoting.step(&text);
            if !open && quoting.is_open() {
                opened_at = lines.len();
            }
            lines.push(Line { span, text, quoted });
        }
        if quoting.is_open() {
            // What is never closed quotes nothing: a forgotten fence must not hide the versions below it.
            lines[opened_at..].iter_mut().for_each(|line| line.quoted = false);
        }
        let windows =
            bytes.iter().position(|byte| *byte == b'\n').is_some_and(|end| end > 0 && bytes[end - 1] == b'\r');
        let headings = match markup {
            Markup::Markdown => markdown_headings(&lines),
            Markup::Restructured => restructured_headings(&lines),
        };
        Self { bytes, lines, line_end: if windows { "\r\n" } else { "\n" }, markup, headings, front }
    }

    /// The heading that begins at this line.
    pub(super) fn heading(&self, at: usize) -> Option<&Heading> {
        let found = self.headings.binary_search_by_key(&at, |heading| heading.lines.start).ok()?;
        self.headings.get(found)
    }

    /// The headings of versions, in the file's order.
    pub(super) fn versions(&self) -> impl Iterator<Item = VersionHeading> {
        let mut first = None;
        self.headings.iter().filter_map(version_heading).filter(move |version| {
            let level = *first.get_or_insert(version.heading.level);
            // Below a version, words on another one are no release of it.
            version.heading.level <= level || !version.says_more()
        })
    }

    /// The part that waits: under `Unreleased` or the like, or under a version that says of itself that it is not out yet.
    pub(super) fn waiting(&self) -> Option<Waiting> {
        let first = self.headings.iter().find_map(version_heading);
        let named = self.headings.iter().find(|heading| {
            let lower = heading.words.to_lowercase();
            let bare = lower.trim_start_matches('[');
            let is_above = |first: &VersionHeading| {
                heading.lines.start < first.heading.lines.start && heading.level == first.heading.level
            };
            let is_first = first.as_ref().is_none_or(|first| heading.lines.start < first.heading.lines.start);
            is_first && is_unreleased(bare)
                || WAITING.contains(&bare.trim_end_matches([']', ':'])) && first.as_ref().is_some_and(is_above)
        });
        if let Some(heading) = named {
            let from = heading.lines.end;
            let to = self.end_of_part(from, heading.level);
            return Some(Waiting { heading: heading.clone(), version: None, from, to });
        }
        let first = first?;
        let begin = first.heading.lines.end;
        let line = (begin..self.lines.len()).find(|at| !self.lines[*at].text.trim().is_empty());
        let says = |words: &str| words.split_whitespace().count() <= 4 && WAITS.is_match(words);
        let below = line.filter(|at| self.heading(*at).is_none() && says(&self.lines[*at].text));
        if below.is_none() && !says(&first.rest) {
            return None;
        }
        let to = self.end_of_part(begin, first.heading.level);
        let from = below.map_or(begin, |line| line + 1).min(to);
        Some(Waiting { heading: first.heading.clone(), version: Some(first), from, to })
    }

    /// The first line after `from` that is a heading of this depth or a lesser one, or a link reference at the file's end.
    /// Names that lead to that heading are its own.
    pub(super) fn end_of_part(&self, from: usize, level: usize) -> usize {
        let begin = self.headings.partition_point(|heading| heading.lines.start < from);
        let next = self.headings[begin..].iter().find(|heading| heading.level <= level);
        let references = self.references_start().max(from);
        next.map_or(references, |next| self.with_anchors(next.lines.start).max(from)).min(references)
    }

    /// The line at which the names begin that stand above a heading and lead to it.
    pub(super) fn with_anchors(&self, heading: usize) -> usize {
        let is_anchor = |text: &str| match self.markup {
            Markup::Markdown => (text.starts_with("<a name=") || text.starts_with("<a id=")) && text.ends_with("</a>"),
            Markup::Restructured => text.starts_with(".. _") && text.ends_with(':'),
        };
        let mut begin = heading;
        for at in (0..heading).rev() {
            let text = self.lines[at].text.trim();
            if is_anchor(text) {
                begin = at;
            } else if !text.is_empty() {
                break;
            }
        }
        begin
    }

    /// The first line of the link references that end the file; the number of lines where there are none.
    pub(super) fn references_start(&self) -> usize {
        let mut start = self.lines.len();
        for at in (0..self.lines.len()).rev() {
            let text = self.lines[at].text.trim();
            let is_reference = match self.markup {
                Markup::Markdown => super::references::is_reference(text),
                Markup::Restructured => text.starts_with(".. _") && text.contains(": "),
            };
            if !self.lines[at].quoted && is_reference {
                start = at;
            } else if !text.is_empty() {
                break;
            }
        }
        start
    }

    /// Where a line begins; the file's length after the last one.
    pub(super) fn offset(&self, line: usize) -> usize {
        self.lines.get(line).map_or(self.bytes.len(), |line| line.span.start)
    }

    /// The text of some lines, with `\n` line ends.
    pub(super) fn words(&self, lines: Range<usize>) -> String {
        String::from_utf8_lossy(&self.bytes[self.offset(lines.start)..self.offset(lines.end)]).replace("\r\n", "\n")
    }
}

impl VersionHeading {
    /// Whether words stand behind the version, and no day.
    fn says_more(&self) -> bool {
        self.rest.contains(char::is_alphabetic) && Dated::of(&self.rest).is_none() && !WAITS.is_match(&self.rest)
    }
}

/// Whether a heading, in lower case and without the bracket in front, says `unreleased` and nothing but a link, a day or a
/// word in brackets, or one word at most.
fn is_unreleased(words: &str) -> bool {
    let Some(rest) = words.strip_prefix("unreleased") else { return false };
    let rest = rest.split_once("](").and_then(|(_, link)| link.split_once(')')).map_or(rest, |(_, rest)| rest);
    if rest.starts_with(char::is_alphanumeric) {
        return false;
    }
    let outside = rest.trim_start_matches(|sign: char| !sign.is_alphanumeric() && !['(', '['].contains(&sign));
    outside.starts_with(['(', '['])
        || Dated::of(rest).is_some()
        || WAITS.is_match(rest)
        || outside.split_whitespace().count() <= 1
}

/// How many lines at a file's top are settings between two lines of `---` or `+++`.
fn front_matter(bytes: &[u8]) -> usize {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut lines = bytes.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii_end);
    let (fence, sign) = match lines.next() {
        Some(b"---") => (b"---", b':'),
        Some(b"+++") => (b"+++", b'='),
        _ => return 0,
    };
    for (at, line) in lines.enumerate() {
        if line == fence {
            return if at == 0 { 0 } else { at + 2 };
        }
        let is_setting = line.contains(&sign) || line.starts_with(b"#") || at > 0 && line.starts_with(b"- ");
        if !is_setting && !line.is_empty() && !line.starts_with(b" ") || at == 0 && !line.contains(&sign) {
            return 0;
        }
    }
    0
}

/// The version that a heading is about.
pub(super) fn version_heading(heading: &Heading) -> Option<VersionHeading> {
    let words = heading.words.as_str();
    let plain = words.trim_start_matches(|character: char| !character.is_ascii_alphanumeric() && character != '[');
    let found = VERSION.captures(plain)?;
    let begin = [found.name("bracket"), found.name("v"), found.name("version")].into_iter().flatten().next()?.start();
    // A name in front of the version (`rocket 1.2.3`) is fine; a sentence that merely mentions one is no heading of it.
    if plain[..begin].split_whitespace().count() > 2 {
        return None;
    }
    Some(VersionHeading {
        version: found["version"].to_owned(),
        front: words[..words.len() - plain.len() + begin].to_owned(),
        bracket: found.name("bracket").is_some(),
        v: found.name("v").is_some(),
        link: found.name("link").map(|link| link.as_str().to_owned()),
        rest: found.name("rest").map_or(String::new(), |rest| rest.as_str().to_owned()),
        heading: heading.clone(),
    })
}

fn markdown_headings(lines: &[Line]) -> Vec<Heading> {
    let mut headings = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let heading = markdown_heading(lines, at);
        at = heading.as_ref().map_or(at + 1, |heading| heading.lines.end);
        headings.extend(heading);
    }
    headings
}

fn markdown_heading(lines: &[Line], at: usize) -> Option<Heading> {
    let text = lines.get(at).filter(|line| !line.quoted)?.text.trim_end();
    if text.len() - text.trim_start_matches(' ').len() > 3 {
        return None;
    }
    let marked = text.trim_start();
    let level = marked.bytes().take_while(|byte| *byte == b'#').count();
    if (1..=6).contains(&level) && marked[level..].starts_with([' ', '\t']) {
        let words = marked[level..].trim().trim_end_matches('#').trim_end().to_owned();
        return Some(Heading { level, words, mark: Mark::Hashes, lines: at..at + 1 });
    }
    let number = marked.trim_start_matches(|digit: char| digit.is_ascii_digit());
    let is_numbered = number.len() < marked.len() && (number.starts_with(". ") || number.starts_with(") "));
    let is_item = ["- ", "* ", "+ "].iter().any(|mark| marked.starts_with(mark));
    if is_numbered || is_item || marked.starts_with(['>', '|']) {
        // A rule below a list, a quote or a table.
        return None;
    }
    let under = lines.get(at + 1)?.text.trim_end();
    let sign = ['=', '-'].into_iter().find(|sign| under.len() >= 3 && under.chars().all(|letter| letter == *sign))?;
    (!marked.is_empty() && level == 0).then(|| Heading {
        level: if sign == '=' { 1 } else { 2 },
        words: marked.to_owned(),
        mark: Mark::Under(sign),
        lines: at..at + 2,
    })
}

/// Depths follow the order in which the file first uses each kind of line.
fn restructured_headings(lines: &[Line]) -> Vec<Heading> {
    let mut headings: Vec<Heading> = Vec::new();
    let mut marks: Vec<Mark> = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let text = lines[at].text.trim_end();
        let line = |ahead: usize| lines.get(at + ahead).map_or("", |line| line.text.trim_end());
        let is_words = |words: &str| !words.trim().is_empty() && rule_of(words).is_none();
        let fits = |rule: &str, words: &str| rule.chars().count() >= words.trim_end().chars().count().min(4);
        let around = rule_of(text).filter(|sign| {
            is_words(line(1)) && rule_of(line(2)) == Some(*sign) && fits(text, line(1)) && line(2) == text
        });
        let under = (is_words(text) && !text.starts_with(char::is_whitespace))
            .then(|| rule_of(line(1)))
            .flatten()
            .filter(|_| fits(line(1), text) && (at == 0 || lines[at - 1].text.trim().is_empty() || follows(lines, at)));
        let (mark, words, count) = match (around, under) {
            (Some(sign), _) => (Mark::Around(sign), line(1).trim(), 3),
            (None, Some(sign)) => (Mark::Under(sign), text, 2),
            _ => {
                at += 1;
                continue;
            }
        };
        let level = marks.iter().position(|known| *known == mark).unwrap_or_else(|| {
            marks.push(mark);
            marks.len() - 1
        }) + 1;
        headings.push(Heading { level, words: words.to_owned(), mark, lines: at..at + count });
        at += count;
    }
    headings
}

/// Whether the line before is the end of a heading or a name that leads to one.
fn follows(lines: &[Line], at: usize) -> bool {
    let before = lines[at - 1].text.trim_end();
    rule_of(before).is_some() || before.starts_with(".. ")
}

/// The sign of a line that is made of one sign alone.
fn rule_of(line: &str) -> Option<char> {
    let first = line.chars().next().filter(char::is_ascii_punctuation)?;
    (line.len() >= 3 && line.chars().all(|letter| letter == first)).then_some(first)
}
