//! Where an entry goes: beside its neighbours, at the end of its section, or into a section that is not there yet.

use super::splice::{Splice, line_end, spliced, with_line_ends};
use crate::notes::{Document, EntryShape, EntrySpan, Section, SectionKey, Titles};

/// What a section is told apart by: what it is about, else its title and the section that it is in.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(in crate::notes) enum Identity {
    /// What stands before the first heading.
    Front,
    /// A section of the contract.
    Key(SectionKey),
    /// One with a title of the writer's own, below a section of the contract or below none.
    Own(Option<SectionKey>, String),
}

/// What each section of a document is told apart by.
pub(in crate::notes) fn identities(document: &Document) -> Vec<Identity> {
    let mut above: Option<(u8, SectionKey)> = None;
    let identity = |section: &Section| {
        if above.is_some_and(|(level, _)| level >= section.level) {
            above = None;
        }
        match section.key {
            _ if section.level == 0 => Identity::Front,
            Some(key) => {
                above = Some((section.level, key));
                Identity::Key(key)
            }
            None => Identity::Own(above.map(|(_, key)| key), section.title.clone()),
        }
    };
    document.sections().iter().map(identity).collect()
}

/// The splice that sets entries in at the end of a section.
pub(in crate::notes) fn at_end(document: &Document, section: usize, entries: &[&str]) -> Splice {
    let text = document.text();
    let section = &document.sections()[section];
    let item = section.entries.iter().rev().find(|entry| entry.shape == EntryShape::Item);
    match item {
        Some(last) if entries.iter().all(|entry| is_item(entry)) => after(text, last.span.end, entries),
        _ => {
            let at = section.entries.last().map_or_else(|| body_start(text, section), |last| last.span.end);
            apart(text, at, entries)
        }
    }
}

/// The splice that sets entries in behind this one, or before it.
pub(in crate::notes) fn beside(
    document: &Document,
    neighbour: &EntrySpan,
    is_before: bool,
    entries: &[&str],
) -> Splice {
    let at = if is_before { neighbour.span.start } else { neighbour.span.end };
    if neighbour.shape == EntryShape::Item && entries.iter().all(|entry| is_item(entry)) {
        let marked: Vec<String> =
            entries.iter().map(|entry| marked_like(entry, &document.text()[neighbour.span.clone()])).collect();
        let marked: Vec<&str> = marked.iter().map(String::as_str).collect();
        return after(document.text(), at, &marked);
    }
    apart(document.text(), at, entries)
}

/// The splice that opens a section, `heading` above it, where its kind belongs. `before` is the section that it stands
/// before where the order of kinds says nothing.
pub(in crate::notes) fn new_section(
    document: &Document,
    key: Option<SectionKey>,
    heading: &str,
    before: Option<usize>,
    entries: &[&str],
) -> Splice {
    let text = document.text();
    let ends = line_end(text);
    let order = |key: Option<SectionKey>| key.and_then(|key| SectionKey::ALL.iter().position(|known| *known == key));
    let wanted = order(key);
    let later = |section: &&Section| wanted.is_some() && order(section.key).is_some_and(|place| Some(place) > wanted);
    let at = document
        .sections()
        .iter()
        .find(later)
        .or_else(|| document.sections().get(before?))
        .map_or_else(|| before_footer(document), |section| section.span.start);
    let closing = if at == text.len() { "" } else { ends };
    let heading = with_line_ends(heading.trim(), ends);
    Splice::insert(at, format!("{}{heading}{ends}{ends}{}{closing}", opening(text, at), lines(entries, ends)))
}

/// The text with one more entry at the end of the section that it belongs to, and where it stands then.
pub fn with_entry(text: &str, key: SectionKey, entry: &str, titles: &Titles) -> (String, usize) {
    let document = Document::parse(text, titles);
    let known = document.sections().iter().position(|section| section.key == Some(key));
    let splice = known.map_or_else(
        || new_section(&document, Some(key), &heading_of(key, titles), None, &[entry]),
        |section| at_end(&document, section, &[entry]),
    );
    let first = entry.trim_end().lines().next().unwrap_or_default();
    let at = splice.span.start + splice.words.find(first).unwrap_or(0);
    (spliced(text, vec![splice]), at)
}

/// The heading that a section has where the text has none like it.
pub(in crate::notes) fn heading_of(key: SectionKey, titles: &Titles) -> String {
    let own = titles.iter().filter(|(_, known)| **known == key).map(|(title, _)| title.as_str()).min();
    format!("## {}", own.unwrap_or(key.title()))
}

/// Entries as lines of the text, with its line ends.
fn lines(entries: &[&str], ends: &str) -> String {
    entries.iter().map(|entry| with_line_ends(entry, ends) + ends).collect()
}

/// Right behind what ends at `at`.
fn after(text: &str, at: usize, entries: &[&str]) -> Splice {
    let ends = line_end(text);
    let opening = if at > 0 && !text[..at].ends_with('\n') { ends } else { "" };
    Splice::insert(at, format!("{opening}{}", lines(entries, ends)))
}

/// With a blank line on both sides.
fn apart(text: &str, at: usize, entries: &[&str]) -> Splice {
    let ends = line_end(text);
    let rest = &text[at..];
    let closing = if rest.is_empty() || rest.starts_with(['\n', '\r']) { "" } else { ends };
    let blocks: Vec<String> = entries.iter().map(|entry| with_line_ends(entry, ends) + ends).collect();
    let between = if entries.iter().all(|entry| is_item(entry)) { "" } else { ends };
    Splice::insert(at, format!("{}{}{closing}", opening(text, at), blocks.join(between)))
}

/// What makes a blank line before `at`.
fn opening(text: &str, at: usize) -> String {
    let front = &text[..at];
    let ends = line_end(text);
    if front.is_empty() || front.ends_with("\n\n") || front.ends_with("\n\r\n") {
        String::new()
    } else if front.ends_with('\n') {
        ends.to_owned()
    } else {
        ends.repeat(2)
    }
}

/// After the blank line that follows a heading.
fn body_start(text: &str, section: &Section) -> usize {
    let body = &text[section.body.clone()];
    let blank = body.len() - body.trim_start_matches(['\r', '\n']).len();
    section.body.start + blank.min(body.len())
}

/// Before a closing paragraph such as the link to the whole comparison; else the end.
fn before_footer(document: &Document) -> usize {
    let text = document.text();
    let last = document.sections().last().and_then(|section| section.entries.last());
    last.filter(|entry| text[entry.span.clone()].to_lowercase().contains("full changelog"))
        .map_or(text.len(), |entry| entry.span.start)
}

/// Whether words are an item of an unordered list.
pub(in crate::notes) fn is_item(source: &str) -> bool {
    let mut front = source.trim_start().chars();
    matches!(front.next(), Some('-' | '*' | '+')) && matches!(front.next(), Some(' ' | '\t'))
}

/// An item with the marker that its neighbour has.
fn marked_like(item: &str, neighbour: &str) -> String {
    let blank = item.len() - item.trim_start().len();
    match neighbour.trim_start().chars().next() {
        Some(marker @ ('-' | '*' | '+')) if is_item(item) => {
            format!("{}{marker}{}", &item[..blank], &item[blank + 1..])
        }
        _ => item.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_is_set_into_its_section() {
        let (text, at) = with_entry("## Fixed\n\n- Crash\n", SectionKey::Added, "- Stars\n", &Titles::new());
        assert_eq!(text, "## Added\n\n- Stars\n\n## Fixed\n\n- Crash\n");
        assert!(text[at..].starts_with("- Stars"));
        assert_eq!(with_entry("", SectionKey::Added, "- Stars\n", &Titles::new()).0, "## Added\n\n- Stars\n");
    }

    #[test]
    fn blocks_stand_apart_and_items_take_their_neighbours_marker() {
        let document = Document::parse("## Added\r\n\r\n* One\r\n\r\nBye.", &Titles::new());
        let entries = &document.sections()[0].entries;
        let made = |splice: Splice| spliced(document.text(), vec![splice]);
        assert_eq!(
            made(beside(&document, &entries[0], false, &["- Two\n"])),
            "## Added\r\n\r\n* One\r\n* Two\r\n\r\nBye."
        );
        assert_eq!(
            made(beside(&document, &entries[1], true, &["Hello.\n"])),
            "## Added\r\n\r\n* One\r\n\r\nHello.\r\n\r\nBye."
        );
        assert_eq!(
            made(beside(&document, &entries[1], false, &["Hello.\n"])),
            "## Added\r\n\r\n* One\r\n\r\nBye.\r\n\r\nHello.\r\n"
        );
    }
}
