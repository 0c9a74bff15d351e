//! The lines of a changelog file and which of them are headings of versions.

use std::{ops::Range, sync::LazyLock};

use regex::Regex;

static VERSION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)^(?:(?:version|release|changes\s+in|[\w.@/-]+)\s+)?(?P<bracket>\[)?(?P<v>v)?(?P<version>\d+(?:\.\d+)+(?:[-+.]?[0-9A-Za-z][0-9A-Za-z.+-]*)?)\]?(?:\([^)]*\))?:?(?P<rest>$|\s.*$|[-–—(].*$)",
    )
    .expect("the pattern is a constant that a test compiles")
});

/// What a heading of a version looks like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct VersionHeading {
    /// The version, without `v`.
    pub(super) version: String,
    /// Its depth, 1 to 6.
    pub(super) level: usize,
    /// Whether the version stands in brackets.
    pub(super) bracket: bool,
    /// Whether a `v` stands before it.
    pub(super) v: bool,
    /// Whether the date stands in parentheses rather than after a dash.
    pub(super) parentheses: bool,
    /// Whether it is underlined rather than marked by `#`.
    pub(super) underlined: bool,
    /// The bytes of its line (and underline).
    pub(super) span: Range<usize>,
}

/// A changelog, read by line.
#[derive(Debug)]
pub(super) struct ChangelogFile<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) lines: Vec<Line>,
    pub(super) line_end: &'static str,
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
    pub(super) fn read(bytes: &'a [u8]) -> Self {
        let mut lines = Vec::new();
        let mut at = 0;
        let mut quoting = Quoting::default();
        let mut opened_at = 0;
        for raw in bytes.split_inclusive(|byte| *byte == b'\n') {
            let span = at..at + raw.len();
            let body = raw.strip_prefix(b"\xef\xbb\xbf").filter(|_| at == 0).unwrap_or(raw);
            at = span.end;
            let text = String::from_utf8_lossy(body).trim_end_matches(['\n', '\r']).to_owned();
            let open = quoting.is_open();
            let quoted = quoting.step(&text);
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
        Self { bytes, lines, line_end: if windows { "\r\n" } else { "\n" } }
    }

    /// Depth and words of the heading at this line.
    pub(super) fn heading(&self, at: usize) -> Option<(usize, &str, bool)> {
        let line = self.lines.get(at).filter(|line| !line.quoted)?;
        let text = line.text.trim_end();
        let indent = text.len() - text.trim_start_matches(' ').len();
        if indent > 3 {
            return None;
        }
        let marked = text.trim_start();
        let level = marked.bytes().take_while(|byte| *byte == b'#').count();
        if (1..=6).contains(&level) && marked[level..].starts_with([' ', '\t']) {
            return Some((level, marked[level..].trim().trim_end_matches('#').trim_end(), false));
        }
        let under = self.lines.get(at + 1)?.text.trim_end();
        let underlined = |mark: u8| under.len() >= 3 && under.bytes().all(|byte| byte == mark);
        if marked.is_empty() || level > 0 || !(underlined(b'=') || underlined(b'-')) {
            return None;
        }
        Some((if underlined(b'=') { 1 } else { 2 }, marked, true))
    }

    /// The heading of a version at this line.
    pub(super) fn version_heading(&self, at: usize) -> Option<VersionHeading> {
        let (level, words, underlined) = self.heading(at)?;
        let plain = words.trim_start_matches(|character: char| !character.is_ascii_alphanumeric() && character != '[');
        let found = VERSION.captures(plain)?;
        let bracket = found.name("bracket").is_some();
        // A name in front of the version (`rocket 1.2.3`) is fine; a sentence that merely mentions one is no heading of it.
        if plain[..found.name("version")?.start()].split_whitespace().count() > 2 {
            return None;
        }
        let end = self.lines[if underlined { at + 1 } else { at }].span.end;
        Some(VersionHeading {
            version: found["version"].to_owned(),
            level,
            bracket,
            v: found.name("v").is_some(),
            parentheses: found.name("rest").is_some_and(|rest| rest.as_str().trim_start().starts_with('(')),
            underlined,
            span: self.lines[at].span.start..end,
        })
    }

    /// The line of the heading of what is not released yet, with its depth.
    pub(super) fn unreleased_heading(&self) -> Option<(usize, usize)> {
        (0..self.lines.len()).find_map(|at| {
            let (level, words, underlined) = self.heading(at)?;
            let lower = words.to_lowercase();
            let bare = lower.trim_start_matches('[');
            (!underlined && bare.starts_with("unreleased")).then_some((at, level))
        })
    }

    /// The first line after `from` that is a heading of this depth or a lesser one, or a link reference at the file's end.
    pub(super) fn end_of_part(&self, from: usize, level: usize) -> usize {
        let references = self.references_start();
        (from..self.lines.len())
            .find(|at| *at >= references || self.heading(*at).is_some_and(|(depth, ..)| depth <= level))
            .unwrap_or(self.lines.len())
    }

    /// The first line of the link references that end the file; the number of lines where there are none.
    pub(super) fn references_start(&self) -> usize {
        let mut start = self.lines.len();
        for at in (0..self.lines.len()).rev() {
            let text = self.lines[at].text.trim();
            if !self.lines[at].quoted && super::references::is_reference(text) {
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
}

#[derive(Default)]
struct Quoting {
    fence: Option<(char, usize)>,
    comment: bool,
}

impl Quoting {
    fn is_open(&self) -> bool {
        self.comment || self.fence.is_some()
    }

    /// Whether this line is quoted; remembers what it opens and closes.
    fn step(&mut self, text: &str) -> bool {
        let trimmed = text.trim_start();
        if self.comment {
            self.comment = !text.contains("-->");
            return true;
        }
        let mark = trimmed.chars().next().filter(|mark| *mark == '`' || *mark == '~');
        let run = mark.map_or(0, |mark| trimmed.chars().take_while(|character| *character == mark).count());
        match (self.fence, mark) {
            (Some((open, length)), _) => {
                if mark == Some(open) && run >= length && trimmed[run..].trim().is_empty() {
                    self.fence = None;
                }
                true
            }
            (None, Some(mark)) if run >= 3 => {
                self.fence = Some((mark, run));
                true
            }
            _ => {
                let opened = text.rfind("<!--").filter(|open| !text[*open..].contains("-->"));
                self.comment = opened.is_some();
                opened.is_some_and(|open| text[..open].trim().is_empty())
            }
        }
    }
}
