//! The entries of a release's notes as people wrote them: under which heading, in which words, naming what.

use std::sync::LazyLock;

use regex::Regex;

use super::pieces::{Line, Piece};
use crate::notes::SectionKey;

/// One entry.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct PastEntry {
    /// The heading that it stands under; empty without one.
    pub(super) heading: String,
    /// What the heading, or a word in front of the entry, says that it is about.
    pub(super) section: Option<SectionKey>,
    /// Its words on one line.
    pub(super) words: String,
    /// Its lines as they stand, for finding who wrote them.
    pub(super) lines: Vec<String>,
    /// Numbers of pull requests and issues, in order.
    pub(super) numbers: Vec<String>,
    /// What reads as a commit's id.
    pub(super) ids: Vec<String>,
}

static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"(?i)(?:/(?:pull|pulls|issues|merge_requests|pull-requests)/|(?:^|[^\w&/.])[#!]|\bGH-|\bPR[ -]#?|:(?:pr|pull|issue|gh|ghpull|ghissue|pull_request|user_issue):`#?|\[#?)(\d{1,6})\b",
    )
});
static ID: LazyLock<Regex> = LazyLock::new(|| compiled(r"\b[0-9a-f]{7,40}\b"));
static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"^(?:\*\*|__|\[|`|\()?(?P<label>[A-Za-z][A-Za-z -]{1,24}?)(?:\*\*|__|\]|`)?(?:\((?P<scope>[^)]{1,40})\))?!?(?:\*\*|__|\]|\))?:(?:\*\*|__)?\s",
    )
});
static TEMPLATE: LazyLock<Regex> = LazyLock::new(|| compiled(r"(?s)<!--.*?-->"));

fn compiled(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is a constant that a test compiles")
}

/// Reads the entries of a piece.
pub(super) fn entries(piece: &Piece) -> Vec<PastEntry> {
    let mut reader = Reader::default();
    for (at, line) in piece.lines.iter().enumerate() {
        match line {
            Line::Heading(words) => reader.head(words),
            Line::Text(text) => reader.text(text, piece.lines.get(at + 1)),
        }
    }
    reader.end_entry();
    let has_items = reader.entries.iter().any(|(is_item, _)| *is_item);
    // Where items are listed, paragraphs introduce them.
    let kept = reader.entries.into_iter().filter(|(is_item, _)| *is_item || !has_items);
    kept.map(|(_, entry)| finished(entry)).filter(|entry| entry.words.len() > 2).collect()
}

#[derive(Default)]
struct Reader {
    heading: String,
    section: Option<SectionKey>,
    /// A list item that is a heading: items below it are deeper than this.
    item_heading: Option<usize>,
    current: Option<(bool, usize, PastEntry)>,
    entries: Vec<(bool, PastEntry)>,
    is_fenced: bool,
}

impl Reader {
    fn head(&mut self, words: &str) {
        self.end_entry();
        words.clone_into(&mut self.heading);
        self.section = section_of(words);
        self.item_heading = None;
    }

    fn text(&mut self, text: &str, next: Option<&Line>) {
        let plain = text.trim();
        if plain.starts_with("```") {
            self.is_fenced = !self.is_fenced;
        }
        if plain.is_empty() {
            if self.current.as_ref().is_some_and(|(is_item, ..)| !is_item) {
                self.end_entry();
            }
            return;
        }
        let indent = text.len() - text.trim_start().len();
        let item = if self.is_fenced { None } else { after_marker(plain) };
        match item {
            Some(words) => self.item(text, words, indent, next),
            None => self.goes_on(text, plain, indent),
        }
    }

    fn item(&mut self, text: &str, words: &str, indent: usize, next: Option<&Line>) {
        let bare = words.trim_matches(|character| "*_`: ".contains(character));
        let is_parent = matches!(next, Some(Line::Text(next))
            if next.len() - next.trim_start().len() > indent && after_marker(next.trim()).is_some());
        if is_parent && section_of(bare).is_some() && bare.split_whitespace().count() <= 4 {
            self.end_entry();
            bare.clone_into(&mut self.heading);
            self.section = section_of(bare);
            self.item_heading = Some(indent);
            return;
        }
        if self.item_heading.is_some_and(|heading| indent <= heading) {
            self.item_heading = None;
            self.heading.clear();
            self.section = None;
        }
        let is_nested = self.current.as_ref().is_some_and(|(is_item, outer, _)| *is_item && indent > *outer);
        if is_nested {
            self.add_line(text, words);
            return;
        }
        self.end_entry();
        self.current = Some((true, indent, self.begun(text, words)));
    }

    fn goes_on(&mut self, text: &str, plain: &str, indent: usize) {
        let is_more = match &self.current {
            Some((true, outer, _)) => indent > *outer || !plain.starts_with(|first: char| first.is_uppercase()),
            Some((false, ..)) => true,
            None => false,
        };
        if is_more {
            self.add_line(text, plain);
            return;
        }
        self.end_entry();
        // `**Fixed**` or `Bug fixes:` on a line of its own is a heading.
        let bare = plain.trim_matches(|character| "*_`: ".contains(character));
        let looks_so = (plain.ends_with(':') || plain.starts_with("**")) && bare.split_whitespace().count() <= 5;
        if looks_so && (section_of(bare).is_some() || plain.starts_with("**") && plain.ends_with("**")) {
            bare.clone_into(&mut self.heading);
            self.section = section_of(bare);
            self.item_heading = None;
            return;
        }
        self.current = Some((false, indent, self.begun(text, plain)));
    }

    fn begun(&self, text: &str, words: &str) -> PastEntry {
        PastEntry {
            heading: self.heading.clone(),
            section: self.section,
            words: words.to_owned(),
            lines: vec![text.trim().to_owned()],
            ..PastEntry::default()
        }
    }

    fn add_line(&mut self, text: &str, words: &str) {
        if let Some((_, _, entry)) = &mut self.current {
            entry.words.push(' ');
            entry.words.push_str(words);
            entry.lines.push(text.trim().to_owned());
        }
    }

    fn end_entry(&mut self) {
        if let Some((is_item, _, entry)) = self.current.take() {
            self.entries.push((is_item, entry));
        }
    }
}

fn after_marker(plain: &str) -> Option<&str> {
    let marked = plain.strip_prefix(['-', '*', '+', '•']).filter(|rest| rest.starts_with([' ', '\t']));
    marked.map(str::trim_start).or_else(|| {
        let digits = plain.bytes().take_while(u8::is_ascii_digit).count();
        let rest = plain.get(digits..)?.strip_prefix(['.', ')'])?;
        (1..=3).contains(&digits).then_some(rest)?.strip_prefix(' ').map(str::trim_start)
    })
}

fn finished(mut entry: PastEntry) -> PastEntry {
    entry.words = TEMPLATE.replace_all(&entry.words, "").trim().to_owned();
    if entry.section.is_none()
        && let Some(label) = LABEL.captures(&entry.words).and_then(|found| found.name("label"))
    {
        entry.section = label_section(label.as_str());
    }
    for found in NUMBER.captures_iter(&entry.words).filter_map(|found| found.get(1)) {
        if !entry.numbers.iter().any(|known| known == found.as_str()) {
            entry.numbers.push(found.as_str().to_owned());
        }
    }
    for found in ID.find_iter(&entry.words).map(|found| found.as_str()) {
        if found.bytes().any(|byte| byte.is_ascii_digit()) && found.bytes().any(|byte| byte.is_ascii_alphabetic()) {
            entry.ids.push(found.to_owned());
        }
    }
    entry
}

fn label_section(label: &str) -> Option<SectionKey> {
    Some(match label.to_lowercase().as_str() {
        "feat" | "feature" | "added" | "add" | "new" => SectionKey::Added,
        "fix" | "fixed" | "bugfix" | "bug" => SectionKey::Fixed,
        "perf" | "performance" => SectionKey::Performance,
        "docs" | "doc" | "documentation" => SectionKey::Docs,
        "chore" | "refactor" | "internal" | "build" | "ci" | "test" | "deps" | "dependencies" => SectionKey::Internal,
        "breaking" | "breaking change" => SectionKey::Breaking,
        "changed" | "change" | "improved" | "improvement" | "enhancement" => SectionKey::Changed,
        "removed" | "remove" => SectionKey::Removed,
        "deprecated" | "deprecate" => SectionKey::Deprecated,
        "security" => SectionKey::Security,
        _ => return None,
    })
}

/// Roots of words that tell what a heading is about, the most telling first.
const ROOTS: [(&[&str], SectionKey); 10] = [
    (&["breaking", "incompatib", "important", "migrat", "upgrad"], SectionKey::Breaking),
    (&["deprecat"], SectionKey::Deprecated),
    (&["secur", "vulnerab", "cve"], SectionKey::Security),
    (&["remov", "deleted", "dropped"], SectionKey::Removed),
    (&["perf", "optimi", "speed", "faster"], SectionKey::Performance),
    (&["fix", "bug", "regression", "resolved", "corrected"], SectionKey::Fixed),
    (&["document", "docs", "doc "], SectionKey::Docs),
    (
        &[
            "internal",
            "depend",
            "mainten",
            "chore",
            "housekeep",
            "under the hood",
            "refactor",
            "misc",
            "test",
            "build",
            "packaging",
            "contribut",
            "infrastruct",
            "tooling",
            "develop",
            "ci ",
            "integrations",
            "other",
        ],
        SectionKey::Internal,
    ),
    (&["feature", "added", "new", "addition", "add ", "stabilized", "introduc"], SectionKey::Added),
    (
        &["chang", "improve", "enhanc", "updat", "modif", "style", "nightly", "output", "tweak", "behavio"],
        SectionKey::Changed,
    ),
];

/// What a heading is about, in the words that projects use.
pub(super) fn section_of(heading: &str) -> Option<SectionKey> {
    if let Some(key) = SectionKey::from_title(heading) {
        return Some(key);
    }
    let lower = format!("{} ", heading.to_lowercase());
    if ["contributors", "thank", "credit", "acknowledg", "new contributors"].iter().any(|word| lower.starts_with(word))
    {
        return None;
    }
    if lower.starts_with("changes since") || lower.starts_with("what's changed") || lower.starts_with("highlight") {
        return None;
    }
    let begins = |root: &str| {
        lower.match_indices(root).any(|(at, _)| !lower[..at].ends_with(|before: char| before.is_alphanumeric()))
    };
    ROOTS.iter().find(|(roots, _)| roots.iter().any(|root| begins(root))).map(|(_, key)| *key)
}

#[cfg(test)]
mod tests {
    use super::{super::pieces::pieces, *};

    fn read(text: &str) -> Vec<(Option<SectionKey>, String, Vec<String>)> {
        let found = pieces(&format!("## 1.0.0\n\n{text}"), None, &|_| true);
        entries(&found[0]).into_iter().map(|entry| (entry.section, entry.words, entry.numbers)).collect()
    }

    fn numbers(text: &str) -> Vec<String> {
        read(&format!("- {text}")).remove(0).2
    }

    #[test]
    fn items_stand_under_their_headings() {
        let told = read("### Added\n\n- one (#1)\n  more\n  - nested (#3)\n- two\n\n### Bug fixes\n* three (#2)\n");
        let keys: Vec<_> = told.iter().map(|(key, words, _)| (*key, words.as_str())).collect();
        assert_eq!(
            keys,
            [
                (Some(SectionKey::Added), "one (#1) more nested (#3)"),
                (Some(SectionKey::Added), "two"),
                (Some(SectionKey::Fixed), "three (#2)")
            ]
        );
        assert_eq!(told[0].2, ["1", "3"]);
    }

    #[test]
    fn items_that_are_headings_are_read_as_headings() {
        let told = read("* Bugfixes\n  * one ([#1])\n  * two\n\n* Performance\n  * three\n");
        let keys: Vec<_> = told.iter().map(|(key, words, _)| (*key, words.as_str())).collect();
        assert_eq!(
            keys,
            [
                (Some(SectionKey::Fixed), "one ([#1])"),
                (Some(SectionKey::Fixed), "two"),
                (Some(SectionKey::Performance), "three")
            ]
        );
    }

    #[test]
    fn a_word_in_front_tells_the_section() {
        assert_eq!(read("- **added:** it ([#1])\n")[0].0, Some(SectionKey::Added));
        assert_eq!(read("* feat: it (https://github.com/a/b/pull/1)\n")[0].0, Some(SectionKey::Added));
        assert_eq!(read("* fix(web): it\n")[0].0, Some(SectionKey::Fixed));
    }

    #[test]
    fn numbers_are_read_in_all_their_forms() {
        assert_eq!(numbers("it ([#12](https://github.com/a/b/pull/12))"), ["12"]);
        assert_eq!(numbers("Fix [it](https://github.com/a/b/pull/12). See GH-13 and !14"), ["12", "13", "14"]);
        assert_eq!(numbers("it :pr:`12`, :issue:`13`"), ["12", "13"]);
        assert!(numbers("since 2020, in 1.2.3 of a/b 12").is_empty());
    }
}
