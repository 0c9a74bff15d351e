//! What a release's part of a changelog says: the words that waited under `Unreleased`, and the notes.

use std::{cell::Cell, collections::HashSet};

use super::{
    Markup,
    dated::Dated,
    file::{ChangelogFile, Heading},
    manner::{BodyManner, HEADINGS, headed},
};
use crate::{
    formats::restructured,
    notes::{Document, EntryShape, Section, SectionKey, Titles, citation::normal, without_marks},
};

/// Entries as alike as this are one entry that was edited.
const EDITED: f64 = 0.72;

/// What waits for the next version, as Markdown: under `Unreleased` or the like, or under a version that is not out yet. Nothing
/// where there is no such heading, or nothing under it.
pub(super) fn unreleased(changelog: &[u8], markup: Markup) -> Option<String> {
    let file = ChangelogFile::read(changelog, markup);
    let waiting = file.waiting()?;
    let words = file.words(waiting.from..waiting.to);
    let text = in_markdown(words.trim(), markup);
    (!text.is_empty() && !is_placeholder(&text)).then_some(text)
}

/// The words that a range wrote into the changelog for its release: what waits, else what stands under the topmost version, if
/// the changelog did not know that one when the range began.
pub fn written_since(changelog: &[u8], before: Option<&[u8]>, markup: Markup) -> Option<String> {
    if let Some(waiting) = unreleased(changelog, markup) {
        return Some(waiting);
    }
    let file = ChangelogFile::read(changelog, markup);
    let top = file.versions().next()?;
    let before = ChangelogFile::read(before?, markup);
    let mut known = before.versions().peekable();
    // A file that told no version then may have been another one.
    known.peek()?;
    if known.any(|known| known.version == top.version) {
        return None;
    }
    let from = top.heading.lines.end;
    let words = file.words(from..file.end_of_part(from, top.heading.level));
    let text = in_markdown(without_day(words.trim()), markup);
    (!text.is_empty()).then_some(text)
}

/// Words without a line in front that says nothing but the day.
fn without_day(words: &str) -> &str {
    let (first, rest) = words.split_once('\n').unwrap_or((words, ""));
    if Dated::of(first).is_some_and(|dated| dated.is_alone()) { rest.trim_start() } else { words }
}

/// Whether words only hold the place of others: every one of them stands in brackets.
pub(super) fn is_placeholder(words: &str) -> bool {
    let mut lines = words.lines().map(str::trim).filter(|line| !line.is_empty()).peekable();
    lines.peek().is_some()
        && lines.all(|line| {
            let line = line.trim_start_matches(['-', '*', '+', ' ', '\\']);
            let inside = line.strip_prefix('[').and_then(|line| line.strip_suffix(']'));
            // A second pair of brackets is where a link leads.
            inside.is_some_and(|inside| !inside.contains(['[', ']']))
        })
}

/// Words of a changelog in the markup of the notes, headings included.
fn in_markdown(words: &str, markup: Markup) -> String {
    if markup == Markup::Markdown {
        return markup.to_markdown(words);
    }
    let file = ChangelogFile::read(words.as_bytes(), markup);
    let mut out = String::new();
    let mut at = 0;
    while at < file.lines.len() {
        if let Some(heading) = file.heading(at) {
            out.extend(["### ", heading.words.as_str(), "\n"]);
            at = heading.lines.end;
        } else {
            out.push_str(&words[file.lines[at].span.clone()]);
            at += 1;
        }
    }
    markup.to_markdown(out.trim())
}

/// One heading of the part and what stands under it, with `\n` line ends.
struct Part {
    heading: String,
    blocks: Vec<String>,
}

/// The parts that the notes make: their sections under the changelog's headings, others under their own.
struct Told {
    lead: String,
    /// The lead's blocks and entries.
    lead_blocks: Vec<String>,
    parts: Vec<Part>,
}

/// The words under a version's heading: what waited, untouched and first, then what the notes say besides.
pub(super) fn body(waiting: &str, notes: &str, titles: &Titles, manner: &BodyManner) -> String {
    let notes = without_marks(notes).replace("\r\n", "\n");
    let told = told(&Document::parse(notes, titles), manner);
    let waiting = waiting.trim_matches(['\n', '\r']);
    let known = Known::of(&in_markdown(waiting, manner.markup));
    let fresh = |block: &String| !known.holds(block);

    let mut out = String::new();
    let lead = fresh_lead(&told, fresh, manner);
    if !lead.is_empty() {
        out.push_str(&lead);
        out.push_str("\n\n");
    }
    let mut left: Vec<Part> = told.parts;
    for part in &mut left {
        part.blocks.retain(fresh);
    }
    out.push_str(&with_additions(waiting, &mut left, manner));
    if manner.flat {
        let blocks: Vec<String> = left.into_iter().flat_map(|part| part.blocks).collect();
        return if blocks.is_empty() { without_blank_end(&out).to_owned() } else { manner.added(&out, &blocks) };
    }
    for part in left.iter().filter(|part| !part.blocks.is_empty()) {
        if !out.is_empty() {
            out.truncate(without_blank_end(&out).len());
            out.push_str("\n\n");
        }
        let heading = headed(manner.mark, manner.level, &part.heading);
        out = format!("{out}{heading}\n{}\n", manner.joined(&part.blocks));
    }
    without_blank_end(&out).to_owned()
}

/// What the notes say before their first heading, without the blocks that waited.
fn fresh_lead(told: &Told, fresh: impl Fn(&String) -> bool, manner: &BodyManner) -> String {
    let left: Vec<&String> = told.lead_blocks.iter().filter(|block| fresh(block)).collect();
    if left.len() == told.lead_blocks.len() {
        return if told.lead.is_empty() { String::new() } else { manner.written(&told.lead) };
    }
    let mut out = String::new();
    for block in left {
        let block = manner.written(block.trim_matches('\n'));
        if !out.is_empty() {
            out.push_str(if ends_in_item(&out) && is_item(&block) { "\n" } else { "\n\n" });
        }
        out.push_str(&block);
    }
    out
}

impl BodyManner {
    /// A block of the notes in the changelog's markup, its item marked as the changelog marks them.
    fn written(&self, block: &str) -> String {
        let bullet = self.bullet.as_deref().unwrap_or("- ");
        match self.markup {
            Markup::Restructured => restructured(block.trim_matches('\n'), bullet),
            Markup::Markdown if self.bullet.is_some() => with_bullet(block, bullet),
            Markup::Markdown => block.to_owned(),
        }
    }

    /// Blocks below each other.
    fn joined(&self, blocks: &[String]) -> String {
        let mut out = String::new();
        for (place, block) in blocks.iter().enumerate() {
            let block = self.written(block);
            if place > 0 {
                let is_tight = self.markup == Markup::Markdown || ends_in_item(&out) && is_item(&block);
                out.push_str(if is_tight { "\n" } else { "\n\n" });
            }
            out.push_str(&block);
        }
        out
    }

    /// Blocks below words that are there, as more of their list where they end in one.
    fn added(&self, words: &str, blocks: &[String]) -> String {
        let filled = without_blank_end(words);
        let between = match filled {
            "" => "",
            _ if ends_in_item(filled) => "\n",
            _ => "\n\n",
        };
        format!("{filled}{between}{}", self.joined(blocks))
    }

    /// The changelog's heading for a section of the notes.
    fn heading(&self, section: &Section) -> String {
        let Some(key) = section.key else { return section.title.clone() };
        self.heading_of(key)
    }

    fn heading_of(&self, key: SectionKey) -> String {
        let usual = key.changelog_heading();
        let own = self.titles.iter().flatten();
        let titled =
            |wanted: SectionKey| own.clone().find(|(known, _)| *known == wanted).map(|(_, title)| title.clone());
        titled(key).or_else(|| SectionKey::from_title(usual).and_then(titled)).unwrap_or_else(|| usual.to_owned())
    }

    /// Whether a heading of the changelog is the one that this part belongs under.
    fn is_under(&self, heading: &str, part: &Part) -> bool {
        let named = SectionKey::from_title(heading).map(|key| self.heading_of(key));
        part.heading.eq_ignore_ascii_case(heading) || named.as_ref() == Some(&part.heading)
    }
}

/// Whether the last block of words is an item of a list.
fn ends_in_item(words: &str) -> bool {
    let last = words.lines().rev().find(|line| !line.is_empty() && !line.starts_with([' ', '\t']));
    last.is_some_and(is_item)
}

fn is_item(block: &str) -> bool {
    block.starts_with(['-', '*', '+']) && block[1..].starts_with(' ')
}

/// An item with another mark; the lines below its first stand as deep as that asks for.
fn with_bullet(block: &str, bullet: &str) -> String {
    let Some(rest) = block.strip_prefix("- ").or_else(|| block.strip_prefix("* ")) else { return block.to_owned() };
    let deeper = " ".repeat(bullet.len().saturating_sub(2));
    let lines = rest.lines().enumerate().map(|(place, line)| match place {
        0 => format!("{bullet}{}", line.trim_start()),
        _ if line.trim().is_empty() => String::new(),
        _ => format!("{deeper}{line}"),
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The text up to its last line with something on it; what that line ends with stays, two spaces mean something.
pub(super) fn without_blank_end(text: &str) -> &str {
    let filled = text.trim_end().len();
    let end = text[filled..].find(['\n', '\r']).map_or(text.len(), |end| filled + end);
    &text[..end]
}

/// The waiting words, with what the notes add to a heading that is there already put at its end.
fn with_additions(waiting: &str, parts: &mut [Part], manner: &BodyManner) -> String {
    let file = ChangelogFile::read(waiting.as_bytes(), manner.markup);
    let mut out = String::new();
    let mut at = 0;
    while at < file.lines.len() {
        let Some(Heading { level, words, lines, .. }) = file.heading(at) else {
            out.push_str(&waiting[file.lines[at].span.clone()]);
            at += 1;
            continue;
        };
        let end = file.end_of_part(lines.end, *level).min(next_heading(&file, lines.end));
        let whole = &waiting[file.offset(at)..file.offset(end)];
        let is_bare = waiting[file.offset(lines.end)..file.offset(end)].trim().is_empty();
        let holds_others = file.heading(end).is_some_and(|next| next.level > *level);
        match parts.iter_mut().find(|part| !part.blocks.is_empty() && manner.is_under(words, part)) {
            Some(part) => {
                let filled = without_blank_end(whole);
                let blocks = manner.joined(&std::mem::take(&mut part.blocks));
                let is_tight = !is_bare && (manner.markup == Markup::Markdown || ends_in_item(filled));
                out.push_str(filled);
                out.push_str(if is_tight { "\n" } else { "\n\n" });
                out.push_str(&blocks);
                out.push('\n');
                out.push_str(if end < file.lines.len() { "\n" } else { "" });
            }
            // An empty heading waited for words; a release has none to spare.
            None if is_bare && !holds_others && SectionKey::from_title(words).is_some() => {}
            None => out.push_str(whole),
        }
        at = end;
    }
    out
}

fn next_heading(file: &ChangelogFile<'_>, from: usize) -> usize {
    let next = file.headings.partition_point(|heading| heading.lines.start < from);
    file.headings.get(next).map_or(file.lines.len(), |heading| heading.lines.start)
}

/// How many pairs of letters are compared at most in search of entries that were edited.
const COMPARED: usize = 100_000_000;

/// The blocks and entries of the words that wait.
struct Known {
    words: HashSet<String>,
    /// The words with their number of letters.
    counted: Vec<(usize, String)>,
    /// What is left of [`COMPARED`].
    budget: Cell<usize>,
}

impl Known {
    fn of(text: &str) -> Self {
        let document = Document::parse(text, &Titles::new());
        let blocks = document.sections().iter().flat_map(|section| blocks(&document, section));
        let words: HashSet<String> = blocks.map(|block| compared(&block)).collect();
        let mut counted: Vec<(usize, String)> =
            words.iter().filter(|words| words.len() > 12).map(|words| (words.chars().count(), words.clone())).collect();
        counted.sort_unstable();
        Self { words, counted, budget: Cell::new(COMPARED) }
    }

    /// Whether a block waits already, as it is or as it was before someone edited it.
    fn holds(&self, block: &str) -> bool {
        let block = compared(block);
        if self.words.contains(&block) {
            return true;
        }
        let count = block.chars().count();
        // Each letter that one has more is an edit, so lengths alone tell most pairs apart.
        let begin = self.counted.partition_point(|(known, _)| *known as f64 <= EDITED * count as f64);
        let near = self.counted[begin..].iter().take_while(|(known, _)| count as f64 > EDITED * *known as f64);
        near.into_iter().any(|(known, words)| {
            let Some(left) = self.budget.get().checked_sub(known * count) else { return false };
            self.budget.set(left);
            strsim::normalized_levenshtein(words, &block) > EDITED
        })
    }
}

/// What two blocks are compared by; of one without letters its signs.
fn compared(block: &str) -> String {
    let words = normal(block);
    if words.is_empty() { block.trim().to_owned() } else { words }
}

fn told(document: &Document, manner: &BodyManner) -> Told {
    let mut told = Told { lead: String::new(), lead_blocks: Vec::new(), parts: Vec::new() };
    if manner.titles.is_none() && !manner.flat {
        told.parts.extend(HEADINGS.map(|heading| Part { heading: heading.into(), blocks: Vec::new() }));
    }
    for section in document.sections() {
        let body = &document.text()[section.body.clone()];
        if section.level == 0 {
            body.trim().clone_into(&mut told.lead);
            told.lead_blocks = blocks(document, section);
            continue;
        }
        let heading = manner.heading(section);
        let blocks = blocks(document, section);
        let at = told.parts.iter().position(|part| part.heading == heading).unwrap_or_else(|| {
            told.parts.push(Part { heading: heading.clone(), blocks: Vec::new() });
            told.parts.len() - 1
        });
        let is_said = SectionKey::from_title(&heading) == Some(SectionKey::Breaking) && !manner.flat;
        if section.key == Some(SectionKey::Breaking) && !is_said {
            // What breaks is read first, whatever its heading holds besides.
            told.parts[at].blocks.splice(0..0, blocks.into_iter().map(|block| marked_breaking(&block)));
        } else {
            told.parts[at].blocks.extend(blocks);
        }
    }
    told
}

/// A section's blocks, each as written; the comparison link is left out, as the changelog has its own.
fn blocks(document: &Document, section: &Section) -> Vec<String> {
    let text = document.text();
    let mut blocks = Vec::new();
    let mut at = section.body.start;
    for entry in &section.entries {
        push_prose(&text[at..entry.span.start], &mut blocks);
        let words = text[entry.span.clone()].trim_end_matches(['\n', '\r']);
        let compare = entry.shape == EntryShape::Block && words.to_lowercase().contains("full changelog");
        if !compare {
            let apart = entry.shape == EntryShape::Block && !blocks.is_empty();
            blocks.push(if apart { format!("\n{words}") } else { words.to_owned() });
        }
        at = entry.span.end;
    }
    push_prose(&text[at..section.body.end], &mut blocks);
    blocks
}

fn push_prose(between: &str, blocks: &mut Vec<String>) {
    if !between.trim().is_empty() {
        blocks.push(between.trim_matches(['\n', '\r']).to_owned());
    }
}

fn marked_breaking(block: &str) -> String {
    let Some(rest) = block.strip_prefix("- ").or_else(|| block.strip_prefix("* ")) else { return block.to_owned() };
    if rest.to_lowercase().contains("breaking") {
        return block.to_owned();
    }
    format!("{}**Breaking:** {rest}", &block[..2])
}
