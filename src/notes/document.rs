//! Release notes as a document: Markdown that is kept byte for byte, with its sections and entries marked in it.
//!
//! The text is the truth; sections and entries are spans of it. So nothing that a person wrote can be lost by reading and
//! printing, and every change is a change of text at a known place.

use std::{collections::HashMap, ops::Range};

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::{CitationIndex, SectionKey};
use crate::history::CommitId;

/// Which titles mean which section, besides those that are known anyway: a template's own.
pub type Titles = HashMap<String, SectionKey>;

/// Notes with their structure.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    text: String,
    sections: Vec<Section>,
}

/// A heading and what stands under it; the first one may have no heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// What it is about; nothing where the title is the writer's own.
    pub key: Option<SectionKey>,
    /// The heading's words; empty before the first heading.
    pub title: String,
    /// The heading's depth, 1 to 6; 0 without heading.
    pub level: u8,
    /// From the heading to the next one.
    pub span: Range<usize>,
    /// After the heading's line.
    pub body: Range<usize>,
    /// What it tells.
    pub entries: Vec<EntrySpan>,
}

/// Whether an entry is an item of a list or a block of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryShape {
    /// An item of a list that stands in the section itself.
    Item,
    /// A paragraph, table, quotation or the like.
    Block,
}

/// The place of a section among the sections, and of an entry in it.
pub type EntryPlace = (usize, usize);

/// Where an entry stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntrySpan {
    /// What it is.
    pub shape: EntryShape,
    /// The bytes of the text, from its marker to its last line's end.
    pub span: Range<usize>,
}

impl Section {
    /// The word of the contract for what it is about; for a title of the writer's own, the title in that manner.
    pub fn key_word(&self) -> String {
        if let Some(key) = self.key {
            return key.as_str().to_owned();
        }
        let words: Vec<String> = self
            .title
            .split(|character: char| !character.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect();
        if words.is_empty() { "other".to_owned() } else { words.join("-") }
    }
}

impl Document {
    /// Reads notes. Any text is notes; what has no structure is one section without a heading.
    pub fn parse(text: impl Into<String>, titles: &Titles) -> Self {
        let text = text.into();
        let blocks = blocks(&text);
        let sections = sections(&text, &blocks, titles);
        Self { text, sections }
    }

    /// The notes as they were written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The sections, in order; their spans cover the whole text.
    pub fn sections(&self) -> &[Section] {
        &self.sections
    }

    /// An entry's words: without list marker and the indentation that it asks for, `<!-- tminus: ... -->` left out.
    pub fn words(&self, entry: &EntrySpan) -> String {
        let source = &self.text[entry.span.clone()];
        let source = super::citation::without_marks(source);
        match entry.shape {
            EntryShape::Block => source.trim().to_owned(),
            EntryShape::Item => without_marker(&source),
        }
    }

    /// The commits that an entry rests on: those that it cites, else those that it tells.
    pub fn commits(&self, entry: &EntrySpan, index: &CitationIndex) -> Vec<CommitId> {
        index.told_by(&self.text[entry.span.clone()], &self.words(entry))
    }

    /// The entry at a place of [`Document::entry_at_line`].
    pub fn entry(&self, (section, entry): EntryPlace) -> Option<&EntrySpan> {
        self.sections.get(section)?.entries.get(entry)
    }

    /// All entries, in order.
    pub fn entries(&self) -> impl Iterator<Item = &EntrySpan> {
        self.sections.iter().flat_map(|section| &section.entries)
    }

    /// The line, 0-based, in which a byte stands.
    pub fn line_of(&self, offset: usize) -> usize {
        self.text[..offset.min(self.text.len())].matches('\n').count()
    }

    /// The byte at which a line, 0-based, begins.
    pub fn line_start(&self, line: usize) -> usize {
        let mut ends = self.text.match_indices('\n');
        line.checked_sub(1).map_or(0, |before| ends.nth(before).map_or(self.text.len(), |(end, _)| end + 1))
    }

    /// The section that a line belongs to.
    pub fn section_at_line(&self, line: usize) -> Option<usize> {
        let start = self.line_start(line);
        let holds = |section: &Section| section.span.start <= start && start < section.span.end;
        self.sections.iter().position(holds).or_else(|| self.sections.len().checked_sub(1))
    }

    /// The entry that covers a line, with its section's place and its own.
    pub fn entry_at_line(&self, line: usize) -> Option<EntryPlace> {
        let start = self.line_start(line);
        let end = self.text[start..].find('\n').map_or(self.text.len(), |length| start + length);
        let section = self.section_at_line(line)?;
        let covers = |entry: &EntrySpan| entry.span.start <= end && start < entry.span.end;
        let entry = self.sections[section].entries.iter().position(covers)?;
        Some((section, entry))
    }
}

const BYTE_ORDER_MARK: char = '\u{feff}';

enum Block {
    Heading { level: u8, title: String, span: Range<usize> },
    Entry(EntrySpan),
}

/// The options that notes are read with, here and in the preview.
pub fn markdown_options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS | Options::ENABLE_GFM
}

/// Headings, items of outermost lists and other outermost blocks.
fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut depth = 0_usize;
    let mut in_list = false;
    let mut title: Option<String> = None;
    // A byte order mark is no part of the first line's Markdown.
    let front = if text.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len_utf8() } else { 0 };
    for (event, span) in Parser::new_ext(&text[front..], markdown_options()).into_offset_iter() {
        let span = span.start + front..span.end + front;
        match event {
            Event::Start(tag) => {
                match (&tag, depth) {
                    (Tag::Heading { level, .. }, 0) => {
                        title = Some(String::new());
                        blocks.push(Block::Heading { level: depth_of(*level), title: String::new(), span });
                    }
                    (Tag::List(_), 0) => in_list = true,
                    (Tag::Item, 1) if in_list => {
                        blocks.push(Block::Entry(EntrySpan { shape: EntryShape::Item, span }));
                    }
                    (Tag::HtmlBlock | Tag::MetadataBlock(_), 0) => {}
                    (_, 0) => blocks.push(Block::Entry(EntrySpan { shape: EntryShape::Block, span })),
                    _ => {}
                }
                depth += 1;
            }
            Event::End(tag) => {
                depth -= 1;
                if depth == 0 {
                    in_list = false;
                    if let (TagEnd::Heading(_), Some(words)) = (tag, title.take())
                        && let Some(Block::Heading { title, .. }) = blocks.last_mut()
                    {
                        *title = words;
                    }
                }
            }
            Event::Text(words) | Event::Code(words) => {
                if let Some(title) = &mut title {
                    title.push_str(&words);
                }
            }
            _ => {}
        }
    }
    blocks
}

const fn depth_of(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

fn sections(text: &str, blocks: &[Block], titles: &Titles) -> Vec<Section> {
    let mut sections = vec![Section {
        key: None,
        title: String::new(),
        level: 0,
        span: 0..text.len(),
        body: 0..text.len(),
        entries: Vec::new(),
    }];
    for block in blocks {
        let last = sections.last_mut().expect("the first section is there from the beginning");
        match block {
            Block::Entry(entry) => {
                let start = line_start(text, entry.span.start);
                let end = content_end(text, entry.span.clone());
                let start = start.max(last.entries.last().map_or(last.body.start, |before| before.span.end));
                last.entries.push(EntrySpan { shape: entry.shape, span: start..end.max(start) });
            }
            Block::Heading { level, title, span } => {
                let start = line_start(text, span.start);
                last.span.end = start;
                last.body.end = start;
                let title = title.trim().to_owned();
                let key = titles.get(&title).copied().or_else(|| SectionKey::from_title(&title));
                let body = span.end.min(text.len())..text.len();
                sections.push(Section {
                    key,
                    title,
                    level: *level,
                    span: start..text.len(),
                    body,
                    entries: Vec::new(),
                });
            }
        }
    }
    if sections[0].span.is_empty() && sections.len() > 1 {
        sections.remove(0);
    }
    sections
}

fn line_start(text: &str, offset: usize) -> usize {
    text[..offset].rfind(['\n', '\r']).map_or(0, |end| end + 1)
}

/// The end of a block's last line that has something on it, its line end included: blank lines belong to no entry.
fn content_end(text: &str, span: Range<usize>) -> usize {
    let filled = span.start + text[span].trim_end().len();
    let line_end = text[filled..].find(['\n', '\r']).map_or(text.len(), |end| filled + end + 1);
    if text[..line_end].ends_with('\r') && text[line_end..].starts_with('\n') { line_end + 1 } else { line_end }
}

fn without_marker(source: &str) -> String {
    let trimmed = source.trim_start();
    let digits = trimmed.bytes().take_while(u8::is_ascii_digit).count();
    let rest =
        if digits > 0 { trimmed[digits..].strip_prefix(['.', ')']) } else { trimmed.strip_prefix(['-', '*', '+']) };
    let Some(rest) = rest else { return trimmed.trim_end().to_owned() };
    let indent = source.len() - rest.trim_start_matches([' ', '\t']).len();
    let mut lines = rest.trim_start().trim_end().lines();
    let mut words = lines.next().unwrap_or_default().trim_end().to_owned();
    for line in lines {
        let blank = line.len() - line.trim_start_matches(' ').len();
        words.push('\n');
        words.push_str(line[blank.min(indent)..].trim_end());
    }
    words
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn parse(text: &str) -> Document {
        Document::parse(text, &Titles::new())
    }

    fn told(text: &str) -> Vec<(String, Vec<String>)> {
        let document = parse(text);
        document
            .sections()
            .iter()
            .map(|section| (section.key_word(), section.entries.iter().map(|entry| document.words(entry)).collect()))
            .collect()
    }

    fn section(key: &str, entries: &[&str]) -> (String, Vec<String>) {
        (key.into(), entries.iter().map(|&entry| entry.into()).collect())
    }

    #[test]
    fn sections_hold_the_items_of_their_lists() {
        let text = "Hello.\n\n## Added\n\n- One (#1)\n- Two\n  with more\n\n  - nested\n\n### Bug fixes\n* Three\n";
        assert_eq!(
            told(text),
            [
                section("other", &["Hello."]),
                section("added", &["One (#1)", "Two\nwith more\n\n- nested"]),
                section("fixed", &["Three"])
            ]
        );
    }

    #[test]
    fn what_looks_like_structure_inside_code_is_code() {
        let text = "## Fixed\n\n- One\n\n  ```md\n  ## Not a heading\n  - not an item\n  ```\n- Two\n";
        assert_eq!(told(text), [section("fixed", &["One\n\n```md\n## Not a heading\n- not an item\n```", "Two"])]);
    }

    #[test]
    fn titles_of_a_template_are_known_and_others_are_kept() {
        let titles = Titles::from([("Neu".to_owned(), SectionKey::Added)]);
        let document = Document::parse("## Neu\n- a\n## Dank an alle\n- b\n", &titles);
        let keys: Vec<String> = document.sections().iter().map(Section::key_word).collect();
        assert_eq!(keys, ["added", "dank-an-alle"]);
    }

    #[test]
    fn windows_line_ends_and_tabs_are_read() {
        assert_eq!(told("## Added\r\n\r\n-\tOne\r\n- Two\r\n"), [section("added", &["One", "Two"])]);
    }

    #[test]
    fn a_byte_order_mark_hides_no_heading() {
        let document = parse("\u{feff}## Added\r\n\r\n- One\r\n");
        assert_eq!(document.text(), "\u{feff}## Added\r\n\r\n- One\r\n");
        let last = document.sections().last().unwrap();
        assert_eq!((last.key_word(), last.entries.len()), ("added".into(), 1));
    }

    #[test]
    fn underlined_headings_html_and_rules_are_read() {
        let text = "Fixed\n-----\n\n<details>\n\n- One\n\n</details>\n\n***\n- Two";
        assert_eq!(told(text), [section("fixed", &["One", "Two"])]);
        assert_eq!(parse(text).text(), text);
    }

    #[test]
    fn fifty_thousand_lines_are_read() {
        let text = "## Fixed\r\n\r\n- One (#1)\r\n\r\n  more\r\n".repeat(10_000);
        let document = parse(&text);
        assert_eq!(document.sections().len(), 10_000);
        assert_eq!(document.entry_at_line(49_999), Some((9_999, 0)));
        assert_eq!(document.text(), text);
    }

    #[test]
    fn a_line_leads_to_its_entry() {
        let document = parse("## Added\n\n- One\n  more\n- Two\n");
        assert_eq!(document.entry_at_line(2), Some((0, 0)));
        assert_eq!(document.entry_at_line(3), Some((0, 0)));
        assert_eq!(document.entry_at_line(4), Some((0, 1)));
        assert_eq!(document.entry_at_line(0), None);
    }

    proptest! {
        #[test]
        fn any_text_is_kept_byte_for_byte_and_covered_by_its_sections(
            text in "([-*+#>` \t\r\n0-9a-z.)(\\[\\]<!é|~=:&_]|## Added\n|- a\n|```\n|\u{feff}|<p>|</p>\n\n|  1. b\r\n|---\n|\t- c\n){0,80}"
        ) {
            let document = parse(&text);
            prop_assert_eq!(document.text(), &text);
            let mut at = 0;
            for section in document.sections() {
                prop_assert_eq!(section.span.start, at);
                at = section.span.end;
                let mut inside = section.span.start;
                for entry in &section.entries {
                    prop_assert!(entry.span.start >= inside, "{:?}", document);
                    prop_assert!(entry.span.end >= entry.span.start);
                    inside = entry.span.end;
                    prop_assert!(text.is_char_boundary(entry.span.start) && text.is_char_boundary(entry.span.end));
                    drop(document.words(entry));
                }
                prop_assert!(inside <= section.span.end, "{:?}", document);
            }
            prop_assert_eq!(at, text.len());
        }
    }
}
