//! Reads entries out of what a model says, whatever form it is in, and makes them harmless.

use std::sync::LazyLock;

use regex::Regex;
use serde_json::Value;

use super::{Entry, Material};
use crate::text::{is_hostile, without_escapes};

/// Characters of an entry.
const LONGEST_TEXT: usize = 600;
/// Entries beyond this are noise.
pub(super) const MOST_ENTRIES: usize = 2_000;
/// What could not be read is looked through again up to this length.
const LONGEST_REST: usize = 64 * 1024;

static IMAGE_OR_LINK: LazyLock<Regex> =
    LazyLock::new(|| regex(r"!?\[([^\]\n]*)\]\([^)\n]*\)|!?\[([^\]\n]*)\]\[[^\]\n]*\]"));
static ADDRESS: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(?i)<?(?:[a-z]{2,12}://|\b(?:data|javascript|mailto):|\bwww\.)[^\s)>\]`]+>?"));
static MARKER: LazyLock<Regex> = LazyLock::new(|| regex(r"^(?:[-*+•>]\s+|#{1,6}\s+|\d{1,3}[.)]\s+)+"));
/// Citations at the end: the template writes them itself.
static CITATION: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)\s*[(\[](?:\s*(?:commits?:?|see|closes|fixes)?\s*`?(?:#\d+|!\d+|[0-9a-f]{7,40})`?[\s,;]*)+[)\]]\s*(?P<stop>\.?)$",
    )
});
static HEADING: LazyLock<Regex> = LazyLock::new(|| regex(r"^#{1,6}\s+(.+?)\s*#*$|^\*\*(.+?)\*\*:?$"));
static ID: LazyLock<Regex> = LazyLock::new(|| regex(r"\b[0-9a-f]{7,40}\b"));
/// Words by which a text talks to a model instead of about a change.
static INSTRUCTION: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)\b(?:ignore|disregard|forget|override)\b.{0,40}\b(?:instructions?|prompts?|rules|guidelines)\b|\bsystem prompt\b|\byou are (?:now )?(?:an? )?(?:ai|llm|assistant|language model|chatbot)\b|\bas an ai\b|\b(?:dear|attention|note to|hey) (?:ai|llms?|assistant|language models?)\b|<\|im_(?:start|end)\|>|\[/?INST\]|\bnew instructions?\s*:|^\s*(?:system|assistant)\s*:|\b(?:do not|don't|never) (?:mention|list|report|tell)\b.{0,40}\b(?:commit|change|release notes|changelog|vulnerabilit)",
    )
});

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the patterns are constants that tests compile")
}

/// Whether a text talks to a model.
pub(super) fn reads_as_instruction(text: &str) -> bool {
    text.lines().any(|line| INSTRUCTION.is_match(line))
}

/// What was read.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Reading {
    pub(super) entries: Vec<Entry>,
    /// What is to be said about it.
    pub(super) warnings: Vec<String>,
}

/// An entry as the model has it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Raw {
    section: String,
    text: String,
    commits: Vec<String>,
}

/// Finds entries in words that come piece by piece: each as soon as it is whole.
#[derive(Debug, Default)]
pub(super) struct Scanner {
    text: String,
    at: usize,
    /// Looking through the same words again waits until the text is so long.
    again_at: usize,
    raw: Vec<Raw>,
}

impl Scanner {
    /// Takes the next words in; whether they complete an entry.
    pub(super) fn feed(&mut self, words: &str) -> bool {
        self.text.push_str(words);
        let before = self.raw.len();
        if words.contains('}') && self.text.len() >= self.again_at {
            self.scan();
        }
        self.raw.len() > before
    }

    fn scan(&mut self) {
        let mut from = self.at;
        while let Some(found) = self.text[from..].find('{').filter(|_| self.raw.len() < MOST_ENTRIES) {
            let start = from + found;
            let mut values = serde_json::Deserializer::from_str(&self.text[start..]).into_iter::<Value>();
            if let Some(Ok(value)) = values.next()
                && let Some(raw) = raw(&value)
            {
                from = start + values.byte_offset();
                self.at = from;
                self.raw.push(raw);
            } else {
                from = start + 1;
            }
        }
        if self.text.len() - self.at > LONGEST_REST {
            self.at = self.text.floor_char_boundary(self.text.len() - LONGEST_REST / 2);
        }
        self.again_at = self.text.len() + (self.text.len() - self.at) / 8;
    }

    /// What was found so far, made harmless.
    pub(super) fn entries(&self, material: &Material) -> Reading {
        entries(&self.raw, material)
    }

    /// All that the words hold, lists in Markdown where there is no JSON.
    pub(super) fn finish(mut self, material: &Material) -> Reading {
        self.scan();
        if !self.raw.is_empty() {
            return self.entries(material);
        }
        let mut reading = entries(&from_markdown(&self.text), material);
        // Words that cite nothing are an apology or a question, no notes.
        reading.entries.retain(|entry| !entry.commits.is_empty());
        if !reading.entries.is_empty() {
            reading.warnings.push("the model answered in prose; its list was read".into());
        }
        reading
    }
}

fn raw(value: &Value) -> Option<Raw> {
    let text = ["text", "entry", "description"].iter().find_map(|key| value.get(key)?.as_str())?;
    let commits = match value.get("commits").or_else(|| value.get("commit")) {
        Some(Value::Array(items)) => items.iter().filter_map(Value::as_str).map(str::to_owned).take(500).collect(),
        Some(Value::String(one)) => ID.find_iter(&one.to_lowercase()).map(|id| id.as_str().to_owned()).collect(),
        _ => Vec::new(),
    };
    let section = value.get("section").and_then(Value::as_str).unwrap_or_default();
    Some(Raw { section: section.to_owned(), text: text.to_owned(), commits })
}

fn from_markdown(text: &str) -> Vec<Raw> {
    let mut section = String::new();
    let mut raw = Vec::new();
    for line in text.lines().map(str::trim).take(20_000) {
        if let Some(heading) = HEADING.captures(line) {
            let words = heading.get(1).or(heading.get(2)).map_or("", |words| words.as_str());
            words.trim_end_matches(':').clone_into(&mut section);
        } else if MARKER.is_match(line) && raw.len() < MOST_ENTRIES {
            let commits = ID.find_iter(&line.to_lowercase()).map(|id| id.as_str().to_owned()).collect();
            raw.push(Raw { section: section.clone(), text: line.to_owned(), commits });
        }
    }
    raw
}

fn entries(raw: &[Raw], material: &Material) -> Reading {
    let mut reading = Reading::default();
    let mut unknown: Vec<String> = Vec::new();
    let mut n_instructions = 0;
    for raw in raw {
        let mut commits: Vec<String> = Vec::new();
        for cited in &raw.commits {
            match known(cited, material) {
                Some(id) if commits.iter().any(|known| known == id) => {}
                Some(id) => commits.push(id.to_owned()),
                None => unknown.push(clean(cited).chars().take(40).collect()),
            }
        }
        if reads_as_instruction(&raw.text) {
            n_instructions += 1;
            continue;
        }
        let text = harmless(&raw.text);
        let is_new = !reading.entries.iter().any(|entry| entry.text == text && entry.commits == commits);
        if !text.is_empty() && is_new {
            reading.entries.push(Entry {
                section: section(&raw.section, &commits, material),
                text,
                commits,
                problems: Vec::new(),
            });
        }
    }
    unknown.sort();
    unknown.dedup();
    if !unknown.is_empty() {
        let (count, shown) =
            (unknown.len(), unknown.iter().take(5).map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", "));
        let more = if count > 5 { format!(" and {} more", count - 5) } else { String::new() };
        let verb = if count == 1 { "is no commit" } else { "are no commits" };
        reading.warnings.push(format!("the model cites {shown}{more}, which {verb} that it was shown: dropped"));
    }
    if n_instructions > 0 {
        reading
            .warnings
            .push(format!("{n_instructions} of the model's entries gave orders instead of telling a change: dropped"));
    }
    reading
}

/// The commit that an id leads to, if it leads to one alone.
fn known<'m>(cited: &str, material: &'m Material) -> Option<&'m str> {
    let id = cited.trim().trim_matches(['`', '(', ')', '[', ']', '#']).to_ascii_lowercase();
    if id.len() < 7 || !id.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let mut found = material.commits().filter(|commit| commit.id.starts_with(&id)).map(|commit| commit.id.as_str());
    let first = found.next()?;
    found.all(|other| other == first).then_some(first)
}

/// The section's key: the model's word where it is one, else that of the story that is cited first.
fn section(word: &str, commits: &[String], material: &Material) -> String {
    let wanted = word.trim().to_lowercase();
    let own = material.sections.iter().find(|(key, title)| *key == wanted || title.to_lowercase() == wanted);
    let story = || {
        let first = commits.first()?;
        material.stories.iter().find(|story| story.commits.iter().any(|commit| commit.id == *first))
    };
    own.map(|(key, _)| key.clone())
        .or_else(|| story().map(|story| story.section.clone()))
        .unwrap_or_else(|| "changed".to_owned())
}

/// Without escape codes, and nothing that cannot be seen; one line.
fn clean(text: &str) -> String {
    let plain: String = without_escapes(text)
        .chars()
        .map(|character| if character.is_whitespace() { ' ' } else { character })
        .filter(|character| !is_hostile(*character))
        .collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// One line of Markdown that shows words and does nothing: no links, images, addresses, HTML, headings.
pub(super) fn harmless(text: &str) -> String {
    // More is cut below; this much is looked at.
    let text = clean(&text[..text.floor_char_boundary(text.len().min(LONGEST_TEXT * 8))]);
    let text = IMAGE_OR_LINK.replace_all(&text, "$1$2");
    let text = if text.matches('`').count() % 2 == 1 { text.replace('`', "") } else { text.into_owned() };
    // What is taken out leaves a blank, so that what stood around it does not become an address.
    let text = ADDRESS.replace_all(&text, " ");
    let text = MARKER.replace(&text, "");
    let text = CITATION.replace(&text, "$stop");
    let text = text.replace("( )", " ").replace("()", " ").replace("[]", " ");
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut shown = String::with_capacity(text.len());
    let mut in_code = false;
    for character in text.chars() {
        in_code ^= character == '`';
        if character == '<' && !in_code && !shown.ends_with('\\') {
            shown.push('\\');
        }
        shown.push(character);
    }
    let shown = shown.trim();
    if shown.chars().count() <= LONGEST_TEXT {
        return shown.to_owned();
    }
    let end = shown.char_indices().nth(LONGEST_TEXT).map_or(shown.len(), |(at, _)| at);
    let end = shown[..end].rfind(' ').unwrap_or(end);
    let cut = shown[..end].trim_end_matches(['\\', ' ', ',']);
    let cut = if cut.matches('`').count() % 2 == 1 { cut.replace('`', "") } else { cut.to_owned() };
    format!("{cut}…")
}

#[cfg(test)]
#[path = "answer_tests.rs"]
mod tests;
