//! What a release's part of a changelog says: the words that waited under `Unreleased`, and the notes.

use super::file::ChangelogFile;
use crate::notes::{Document, EntryShape, SectionKey, Titles, citation::normal, without_marks};

/// The order of Keep a Changelog.
const HEADINGS: [&str; 6] = ["Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"];
/// Entries as alike as this are one entry that was edited.
const EDITED: f64 = 0.72;

/// What stands under `Unreleased`, as it stands there; nothing where there is no such heading or nothing under it.
pub fn unreleased(changelog: &[u8]) -> Option<String> {
    let file = ChangelogFile::read(changelog);
    let (at, level) = file.unreleased_heading()?;
    let body = &changelog[file.offset(at + 1)..file.offset(file.end_of_part(at + 1, level))];
    let text = String::from_utf8_lossy(body).trim().to_owned();
    (!text.is_empty()).then_some(text)
}

/// One heading of the part and what stands under it, in Markdown with `\n` line ends.
struct Part {
    heading: String,
    blocks: Vec<String>,
}

/// The parts that the notes make: their sections under the six headings, others under their own.
struct Told {
    lead: String,
    parts: Vec<Part>,
}

/// The words under a version's heading: what waited, untouched and first, then what the notes say besides.
pub(super) fn body(waiting: &str, notes: &str, titles: &Titles, level: usize) -> String {
    let notes = without_marks(notes).replace("\r\n", "\n");
    let told = told(&Document::parse(notes, titles));
    let waiting = waiting.trim_matches(['\n', '\r']);
    let known: Vec<String> = entries_of(waiting);
    let fresh = |block: &String| !known.iter().any(|known| is_same(known, &normal(block)));
    let marks = "#".repeat(level + 1);

    let mut out = String::new();
    if !told.lead.is_empty() && fresh(&told.lead) {
        out.push_str(&told.lead);
        out.push_str("\n\n");
    }
    let mut left: Vec<Part> = told.parts;
    for part in &mut left {
        part.blocks.retain(fresh);
    }
    out.push_str(&with_additions(waiting, &mut left));
    for part in left.iter().filter(|part| !part.blocks.is_empty()) {
        if !out.is_empty() {
            out.truncate(without_blank_end(&out).len());
            out.push_str("\n\n");
        }
        out = format!("{out}{marks} {}\n\n{}\n", part.heading, part.blocks.join("\n"));
    }
    without_blank_end(&out).to_owned()
}

/// The text up to its last line with something on it; what that line ends with stays, two spaces mean something.
pub(super) fn without_blank_end(text: &str) -> &str {
    let filled = text.trim_end().len();
    let end = text[filled..].find(['\n', '\r']).map_or(text.len(), |end| filled + end);
    &text[..end]
}

/// The waiting words, with what the notes add to a heading that is there already put at its end.
fn with_additions(waiting: &str, parts: &mut [Part]) -> String {
    let file = ChangelogFile::read(waiting.as_bytes());
    let mut out = String::new();
    let mut at = 0;
    while at < file.lines.len() {
        let Some((level, words, _)) = file.heading(at) else {
            out.push_str(&waiting[file.lines[at].span.clone()]);
            at += 1;
            continue;
        };
        let end = file.end_of_part(at + 1, level).min(next_heading(&file, at + 1));
        let whole = &waiting[file.offset(at)..file.offset(end)];
        let key = SectionKey::from_title(words);
        let heading = key.map_or_else(|| words.to_owned(), |key| key.changelog_heading().to_owned());
        match parts.iter_mut().find(|part| part.heading == heading && !part.blocks.is_empty()) {
            Some(part) => {
                let filled = without_blank_end(whole);
                out.push_str(filled);
                out.push_str(if filled.lines().count() > 1 { "\n" } else { "\n\n" });
                out.push_str(&std::mem::take(&mut part.blocks).join("\n"));
                out.push('\n');
                out.push_str(if end < file.lines.len() { "\n" } else { "" });
            }
            // An empty heading waited for words; a release has none to spare.
            None if key.is_some() && whole.trim().lines().count() < 2 => {}
            None => out.push_str(whole),
        }
        at = end;
    }
    out
}

fn next_heading(file: &ChangelogFile<'_>, from: usize) -> usize {
    (from..file.lines.len()).find(|at| file.heading(*at).is_some()).unwrap_or(file.lines.len())
}

fn entries_of(text: &str) -> Vec<String> {
    let document = Document::parse(text, &Titles::new());
    let entries = document.sections().iter().flat_map(|section| &section.entries);
    entries.map(|entry| normal(&document.text()[entry.span.clone()])).filter(|words| !words.is_empty()).collect()
}

fn is_same(one: &str, other: &str) -> bool {
    if one == other {
        return true;
    }
    // Each letter that one has more is an edit, so lengths alone tell most pairs apart.
    let (least, most) =
        (one.chars().count().min(other.chars().count()), one.chars().count().max(other.chars().count()));
    one.len() > 12 && least as f64 > EDITED * most as f64 && strsim::normalized_levenshtein(one, other) > EDITED
}

fn told(document: &Document) -> Told {
    let mut told = Told { lead: String::new(), parts: Vec::new() };
    for heading in HEADINGS {
        told.parts.push(Part { heading: heading.into(), blocks: Vec::new() });
    }
    for section in document.sections() {
        let body = &document.text()[section.body.clone()];
        if section.level == 0 {
            body.trim().clone_into(&mut told.lead);
            continue;
        }
        let heading = section.key.map_or(section.title.as_str(), |key| key.changelog_heading());
        let blocks = blocks(document, section);
        let at = told.parts.iter().position(|part| part.heading == heading).unwrap_or_else(|| {
            told.parts.push(Part { heading: heading.to_owned(), blocks: Vec::new() });
            told.parts.len() - 1
        });
        if section.key == Some(SectionKey::Breaking) {
            // What breaks is read first, whatever its heading holds besides.
            told.parts[at].blocks.splice(0..0, blocks.into_iter().map(|block| marked_breaking(&block)));
        } else {
            told.parts[at].blocks.extend(blocks);
        }
    }
    told
}

/// A section's blocks, each as written; the comparison link is left out, as the changelog has its own.
fn blocks(document: &Document, section: &crate::notes::Section) -> Vec<String> {
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
