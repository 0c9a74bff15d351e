//! What in a sentence can be looked up: numbers, versions, names, flags, paths, advisories, references.

use std::sync::LazyLock;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use regex::Regex;

use super::{
    evidence::Testimony,
    vocabulary::{is_common_name, is_proper_name},
};
use crate::notes::markdown_options;

/// Numbers below are words of a sentence (`two new`, `the 3 of them`), unless a unit makes them a measure.
const SMALL: f64 = 10.0;
/// What one unit holds of the next smaller one.
const UNITS: [f64; 8] = [1000.0, 1_000_000.0, 60.0, 3600.0, 86_400.0, 1024.0, 1_048_576.0, 100.0];

static WORDS: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?x)
          (?P<url>(?:https?|ftp)://\S+|\bwww\.\S+|[\w.+-]+@[\w-]+\.[\w.]+)
        | (?P<advisory>(?i:\bCVE-\d{4}-\d{4,}|\bGHSA(?:-[0-9a-z]{4}){3}|\bRUSTSEC-\d{4}-\d{4}))
        | (?P<elsewhere>[\w.-]+(?:/[\w.-]+)?[\#!]\d+|\b[A-Za-z]+/\d+(?:\.\d+)*\b|(?:GH-|gh-|bpo-)\d+|\b[A-Z][A-Z0-9]+-\d+\b)
        | (?:^|[^\w&/])(?P<reference>\#\d+)\b
        | (?P<mention>@[\w-]+(?:/[\w-]+)?)
        | (?:^|[^\w-])(?P<flag>--[A-Za-z][\w-]*)
        | (?P<path>(?:\.{0,2}/)?(?:[\w.@+-]+/)+[\w@+-]+\.[A-Za-z]\w{0,5}\b)
        | (?P<date>\b\d{4}-\d\d(?:-\d\d)?\b|\b\d{1,2}:\d\d(?::\d\d)?\b)
        | (?P<version>\bv?\d+(?:\.\d+)+(?:[-+]?(?:alpha|beta|rc|dev|pre|post|a|b)[.-]?\d*)*)
        | (?P<number>[+-]?\d+(?:[,_\u{202f}]\d{3})+|\d+)(?P<unit>\s?(?:%|percent|x\b|ms\b|s\b|secs?\b|seconds?\b|minutes?\b|hours?\b|[kKMG]i?B\b|bytes?\b|times\b|°))?
        | (?P<name>\b[A-Za-z_$][\w$]*(?:(?:\.|::|->|\#)[A-Za-z_$][\w$]*)+|\b\w*[a-z\d][A-Z]\w*|\b[A-Za-z\d]+(?:_[A-Za-z\d]+)+\b)
        | (?P<word>\b[\w'-]+)",
    )
});
static CODE: LazyLock<Regex> =
    LazyLock::new(|| compiled(r"(?P<flag>--[A-Za-z][\w-]*)|(?P<number>\b\d+(?:[._]\d+)*)|(?P<name>[A-Za-z_$][\w$]*)"));

/// Names of files without a folder.
static FILE: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"^[\w-]+\.(?:rs|py|go|jsx?|tsx?|md|rst|toml|json|ya?ml|lock|txt|c|h|cc|cpp|hpp|java|kt|rb|sh|html|css|xml|cfg|ini)$",
    )
});

/// Words before what a piece of code declares.
const DECLARES: [&str; 20] = [
    "fn",
    "def",
    "class",
    "struct",
    "enum",
    "trait",
    "pub",
    "impl",
    "async",
    "func",
    "function",
    "type",
    "const",
    "let",
    "var",
    "static",
    "interface",
    "public",
    "export",
    "unsafe",
];

fn compiled(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is a constant that a test compiles")
}

/// One thing that a sentence says and that can be looked up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fact {
    sort: Sort,
    text: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    Number,
    /// With a unit, or in a comparison: a measure.
    Measure,
    Version,
    Name,
    Flag,
    Path,
    Advisory,
    Reference,
}

/// What a text in Markdown says that can be looked up, each once. Blocks of code and addresses of links are left out.
pub(super) fn facts(markdown: &str) -> Vec<Fact> {
    let mut facts = Facts::default();
    let mut block = 0_usize;
    let mut text = String::new();
    for event in Parser::new_ext(markdown, markdown_options()) {
        match event {
            Event::Start(Tag::CodeBlock(_) | Tag::Image { .. }) => block += 1,
            Event::End(TagEnd::CodeBlock | TagEnd::Image) => block = block.saturating_sub(1),
            Event::Text(words) if block == 0 => text.push_str(&words),
            Event::Code(code) if block == 0 => {
                facts.read_text(&std::mem::take(&mut text));
                facts.read_code(&code);
            }
            Event::SoftBreak | Event::HardBreak | Event::End(_) => text.push('\n'),
            _ => {}
        }
    }
    facts.read_text(&text);
    facts.all
}

#[derive(Default)]
struct Facts {
    all: Vec<Fact>,
}

impl Facts {
    fn add(&mut self, sort: Sort, text: &str) {
        if !self.all.iter().any(|known| known.text == text) {
            self.all.push(Fact { sort, text: text.to_owned() });
        }
    }

    fn read_text(&mut self, text: &str) {
        for found in WORDS.captures_iter(text) {
            let named = |name: &str| found.name(name).map(|part| part.as_str());
            if let Some(advisory) = named("advisory") {
                self.add(Sort::Advisory, advisory);
            } else if let Some(reference) = named("reference") {
                self.add(Sort::Reference, reference);
            } else if let Some(flag) = named("flag") {
                self.add(Sort::Flag, flag.trim_end_matches('-'));
            } else if let Some(path) = named("path") {
                self.add(Sort::Path, path);
            } else if let Some(version) = named("version") {
                self.add(Sort::Version, version);
            } else if let Some(number) = named("number") {
                let is_id = found.name("number").is_some_and(|at| is_in_id(text, at.range()));
                let unit = found.name("unit").is_some();
                let small = number.parse::<f64>().is_ok_and(|value| value < SMALL);
                match (is_id, unit, small) {
                    (true, ..) | (_, false, true) => {}
                    (_, true, _) => self.add(Sort::Measure, number),
                    (_, false, false) => self.add(Sort::Number, number),
                }
            } else if let Some(name) = named("name").filter(|name| !is_proper_name(name)) {
                self.add(if FILE.is_match(name) { Sort::Path } else { Sort::Name }, name);
            }
        }
    }

    /// A span of code. Of a piece of it that is more than a name, what is called or set counts alone.
    fn read_code(&mut self, code: &str) {
        let code = code.trim();
        if code.is_empty() || code.contains("://") {
            return;
        }
        if code.contains('/') && !code.contains(char::is_whitespace) && !code.starts_with('<') {
            let is_word = code.split('/').all(|part| !part.is_empty() && part.chars().all(char::is_alphanumeric));
            if !is_word || code.rsplit('/').next().is_some_and(|last| last.contains('.')) {
                return self.add(Sort::Path, code);
            }
        }
        for flag in CODE.captures_iter(code).filter_map(|found| found.name("flag")) {
            self.add(Sort::Flag, flag.as_str());
        }
        let bare = code.trim_end_matches("()").trim_end_matches(['!', '?', ';', ':', ',']);
        let bare = bare.trim_start_matches(['@', '&', '*', '.', '$', '#', '%', '-', ':']);
        let inner = |letter: char| letter.is_alphanumeric() || "_.:->#$".contains(letter);
        if bare.is_empty() || code.contains("--") {
            return;
        }
        if bare.chars().all(inner) {
            if is_version(bare) {
                self.add(Sort::Version, bare);
            } else if bare.parse::<f64>().is_ok() {
                self.add(Sort::Measure, bare);
            } else if !is_common_name(bare) {
                self.add(Sort::Name, bare);
            }
            return;
        }
        // `client.get(url, timeout=50)`: the example's own words may be anything, what it is an example of and values not.
        // Of several words, only what a keyword declares is no example.
        let mut words = bare.split_whitespace();
        let first = words.next().unwrap_or_default();
        let is_declaration = DECLARES.contains(&first);
        let head = if is_declaration { words.find(|word| !DECLARES.contains(word)).unwrap_or_default() } else { first };
        if !is_declaration && bare.contains(char::is_whitespace) && !head.contains(['(', '=']) {
            return;
        }
        let head = head.split(['(', '<', '[', '{', '=']).next().unwrap_or_default().trim_end_matches([':', ',']);
        if head.len() > 2 && head.chars().all(inner) && !is_common_name(head) && head.parse::<f64>().is_err() {
            self.add(Sort::Name, head);
        }
        for value in CODE.captures_iter(bare).filter_map(|found| found.name("number")) {
            if value.as_str().replace('_', "").parse::<f64>().is_ok_and(|value| value >= SMALL) {
                self.add(Sort::Measure, value.as_str());
            }
        }
    }
}

fn is_version(text: &str) -> bool {
    let digits = text.strip_prefix('v').unwrap_or(text);
    digits.starts_with(|first: char| first.is_ascii_digit()) && digits.contains('.') && digits.parse::<f64>().is_err()
}

/// Whether digits are a part of a word or of a commit's id.
fn is_in_id(text: &str, at: std::ops::Range<usize>) -> bool {
    let before = text[..at.start].chars().next_back();
    let after = text[at.end..].chars().next();
    let letter = |letter: Option<char>| letter.is_some_and(|letter| letter.is_alphabetic() || letter == '_');
    letter(before) || letter(after) && !text[at.end..].starts_with('x')
}

impl Fact {
    /// As the sentence has it.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Whether it must hold even where a text is about the release as a whole.
    pub(super) fn is_hard(&self) -> bool {
        matches!(self.sort, Sort::Measure | Sort::Flag | Sort::Advisory)
    }

    /// Whether it is this word, which is known to be true.
    pub(super) fn names(&self, known: &str) -> bool {
        let own = self.text.to_lowercase();
        let plain = |text: &str| text.trim_start_matches('v').to_owned();
        own == known
            || self.sort == Sort::Version
                && (plain(known) == plain(&own) || plain(known).starts_with(&format!("{}.", plain(&own))))
    }

    /// Whether it occurs there.
    pub(super) fn is_in(&self, testimony: &Testimony) -> bool {
        let (text, own) = (testimony.text(), self.text.to_lowercase());
        match self.sort {
            Sort::Advisory => text.contains(&own),
            Sort::Reference => has_number(text, own.trim_start_matches('#')),
            Sort::Version => has_version(text, own.trim_start_matches('v')),
            Sort::Number | Sort::Measure => has_value(text, &own),
            Sort::Flag => has_flag(text, own.trim_start_matches('-')),
            Sort::Path => has_path(text, &own),
            Sort::Name => has_name(text, &own),
        }
    }
}

/// Where something stands alone as a number: no digit before or after it.
fn has_number(text: &str, number: &str) -> bool {
    text.match_indices(number).any(|(at, found)| {
        let before = text[..at].chars().next_back();
        let after = text[at + found.len()..].chars().next();
        !before.is_some_and(|letter| letter.is_ascii_digit()) && !after.is_some_and(|letter| letter.is_ascii_digit())
    })
}

fn has_version(text: &str, version: &str) -> bool {
    // `3.8` is said by `3.8.1`, `py38` and `(3, 8)` too.
    let parts: Vec<&str> = version.split('.').collect();
    let joined = |with: &str| parts.join(with);
    has_number(text, version)
        || parts.len() > 1
            && (has_number(text, &joined(", ")) || has_number(text, &joined("_")) || has_number(text, &joined("-")))
        || parts.len() == 2 && has_number(text, &joined(""))
        // `2.0.0` is `2.0`, and `1.85` is `1.85.0`.
        || version.strip_suffix(".0").is_some_and(|short| has_number(text, short))
}

/// Whether a value is there, written otherwise or in another unit.
fn has_value(text: &str, number: &str) -> bool {
    let plain: String = number.chars().filter(|letter| letter.is_ascii_digit() || *letter == '.').collect();
    if has_number(text, number) || has_number(text, &plain) || has_grouped(text, &plain) {
        return true;
    }
    let Ok(value) = plain.parse::<f64>() else { return false };
    UNITS.iter().flat_map(|unit| [value * unit, value / unit]).any(|other| {
        let is_short = other >= 0.01 && (other * 100.0).fract().abs() < 1e-9 && other < 1e15;
        is_short && (has_number(text, &other.to_string()) || has_grouped(text, &other.to_string()))
    })
}

/// `30_000` and `30,000` say `30000`.
fn has_grouped(text: &str, number: &str) -> bool {
    if number.len() <= 3 || number.contains('.') {
        return false;
    }
    let groups: Vec<&str> = {
        let first = number.len() % 3;
        let mut starts: Vec<usize> = (first..number.len()).step_by(3).collect();
        if first > 0 {
            starts.insert(0, 0);
        }
        let ends = starts.iter().skip(1).copied().chain([number.len()]);
        starts.iter().zip(ends).map(|(start, end)| &number[*start..end]).collect()
    };
    ["_", ",", "'"].iter().any(|between| has_number(text, &groups.join(between)))
}

/// Programs name a flag by its words: `--dry-run` is `dry-run`, `dry_run` or `dryRun` in a source.
fn has_flag(text: &str, flag: &str) -> bool {
    let positive = flag.strip_prefix("no-").filter(|rest| rest.len() > 2);
    [Some(flag), positive].into_iter().flatten().any(|flag| {
        has_word(text, flag) || has_word(text, &flag.replace('-', "_")) || has_word(text, &flag.replace('-', ""))
    })
}

fn has_path(text: &str, path: &str) -> bool {
    let path = path.trim_start_matches("./").trim_matches('/');
    text.contains(path) || path.rsplit('/').next().is_some_and(|last| last.contains('.') && text.contains(last))
}

/// A name is there where its last part is; names of more parts may be written with other marks between them.
fn has_name(text: &str, name: &str) -> bool {
    let parts: Vec<&str> =
        name.split(|letter: char| !(letter.is_alphanumeric() || letter == '_' || letter == '$')).collect();
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    let Some(last) = parts.last() else { return true };
    has_word(text, last) || last.len() > 3 && has_squashed(text, last)
}

/// Where a word stands alone, its plural included.
fn has_word(text: &str, word: &str) -> bool {
    let stands = |word: &str| {
        text.match_indices(word).any(|(at, found)| {
            let part = |letter: Option<char>| letter.is_some_and(|letter| letter.is_alphanumeric() || letter == '_');
            // In a longer name it is a word of it: `retry` in `max_retry`.
            let (before, after) = (text[..at].chars().next_back(), text[at + found.len()..].chars().next());
            word.len() >= 5 || !part(before) && !part(after)
        })
    };
    stands(word) || word.strip_suffix('s').is_some_and(|one| one.len() > 3 && stands(one))
}

/// `WebSocket` is `web socket`, `web-socket` and `web_socket`.
fn has_squashed(text: &str, word: &str) -> bool {
    let word: Vec<u8> = word.bytes().filter(u8::is_ascii_alphanumeric).collect();
    let Some(first) = word.first() else { return false };
    let bytes = text.as_bytes();
    bytes.iter().enumerate().filter(|(_, byte)| *byte == first).any(|(start, _)| {
        let mut at = start;
        word.iter().all(|wanted| {
            // One mark may stand between two letters.
            if at > start && bytes.get(at).is_some_and(|byte| b" _-".contains(byte)) {
                at += 1;
            }
            let fits = bytes.get(at) == Some(wanted);
            at += 1;
            fits
        })
    })
}
