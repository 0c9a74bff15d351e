//! Sets a release into a changelog.

use std::ops::Range;

use super::{
    Markup,
    file::{ChangelogFile, Waiting},
    manner::Manner,
    references, section,
};
use crate::notes::{Links, Titles};

const HEADER: &str = "# Changelog\n\nAll notable changes to this project are documented in this file.\n\nThe format is based on \
    [Keep a Changelog](https://keepachangelog.com/en/1.1.0/).\n\n## [Unreleased]\n";

const HEADER_RESTRUCTURED: &str =
    "Changelog\n=========\n\nAll notable changes to this project are documented in this file.\n";
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// What is set into a changelog.
#[derive(Debug, Clone, Copy)]
pub struct ChangelogRelease<'a> {
    /// The version, without `v`.
    pub version: &'a str,
    /// Its tag.
    pub tag: &'a str,
    /// The tag of the version before.
    pub previous_tag: Option<&'a str>,
    /// `2026-01-31`.
    pub date: &'a str,
    /// The notes, as they are published.
    pub notes: &'a str,
    /// What the notes' headings mean besides the usual titles.
    pub titles: &'a Titles,
    /// How the changelog is marked up.
    pub markup: Markup,
    /// Where the project is on the web; a new file gets its links from it.
    pub links: Option<&'a Links>,
}

/// The changelog with the release in it. All bytes that are there stay, but for the link of what is unreleased, which then
/// begins at this release, and the heading of a version that said of itself that it is not out yet. A version that is there
/// already is left as it is.
pub fn insert(existing: Option<&[u8]>, release: &ChangelogRelease<'_>) -> Vec<u8> {
    let bytes = existing.unwrap_or_default();
    if bytes.trim_ascii().is_empty() || bytes == BYTE_ORDER_MARK {
        return new_file(bytes, release);
    }
    let file = ChangelogFile::read(bytes, release.markup);
    let waiting = file.waiting();
    let open = waiting.as_ref().and_then(|waiting| waiting.version.as_ref());
    if file.versions().any(|known| known.version == release.version && Some(&known) != open) {
        return bytes.to_vec();
    }
    let manner = Manner::of(&file, waiting.as_ref());
    let place = Place::find(&file, waiting.as_ref());
    let words = &bytes[place.words.clone()];
    let set = match std::str::from_utf8(words) {
        Ok(words) => framed(&file, &place, &part(&words.replace("\r\n", "\n"), &manner, release), manner.gap),
        // Words in another encoding stay as they are, below what the notes say.
        Err(_) => [framed(&file, &place, &part("", &manner, release), 1).as_slice(), words].concat(),
    };

    let mut edits = vec![(place.span.clone(), set)];
    // A reference that stands among the waiting words moves with them and stays theirs.
    let apart = |span: &Range<usize>| span.end < place.span.start || span.start >= place.span.end;
    if let Some(edit) = references::edit(&file, release.version, release.tag).filter(|edit| apart(&edit.span)) {
        edits.push((edit.span, edit.text.into_bytes()));
    }
    edits.sort_by_key(|(span, _)| span.start);
    let mut out = Vec::with_capacity(bytes.len() + release.notes.len() + 256);
    let mut at = 0;
    for (span, text) in edits {
        out.extend_from_slice(&bytes[at..span.start]);
        out.extend_from_slice(&text);
        at = span.end;
    }
    out.extend_from_slice(&bytes[at..]);
    out
}

/// What shipping would write of a release, alone: its heading and all that stands under it.
pub fn release_part(existing: Option<&[u8]>, release: &ChangelogRelease<'_>) -> String {
    let bytes = existing.unwrap_or_default();
    let file = ChangelogFile::read(bytes, release.markup);
    let waiting = file.waiting();
    let words = waiting.as_ref().map_or(String::new(), |waiting| file.words(waiting.from..waiting.to));
    part(&words, &Manner::of(&file, waiting.as_ref()), release)
}

/// The release's heading and all that stands under it.
fn part(waiting: &str, manner: &Manner, release: &ChangelogRelease<'_>) -> String {
    let body = section::body(waiting, release.notes, release.titles, &manner.body);
    let heading = manner.heading(release.version, release.tag, release.date);
    if body.is_empty() { heading } else { format!("{heading}\n{body}\n") }
}

/// Where the release goes.
struct Place {
    /// The bytes that it takes the place of; an empty span where nothing waited.
    span: Range<usize>,
    /// What waited, and moves into the release.
    words: Range<usize>,
}

impl Place {
    fn find(file: &ChangelogFile<'_>, waiting: Option<&Waiting>) -> Self {
        if let Some(waiting) = waiting {
            let words = file.offset(waiting.from)..file.offset(waiting.to);
            if waiting.version.is_none() && section::is_placeholder(&file.words(waiting.from..waiting.to)) {
                return Self { span: words.end..words.end, words: words.end..words.end };
            }
            let begin = match waiting.version {
                Some(_) => file.offset(waiting.heading.lines.start),
                None => words.start,
            };
            return Self { span: begin..words.end, words };
        }
        let first = file.versions().next();
        let at =
            first.map_or_else(|| after_title(file), |first| file.offset(file.with_anchors(first.heading.lines.start)));
        Self { span: at..at, words: at..at }
    }
}

/// After a file's title and introduction, before all else.
fn after_title(file: &ChangelogFile<'_>) -> usize {
    let titled = file.headings.iter().any(|heading| heading.level == 1);
    let second = file.headings.iter().find(|heading| heading.level >= 2).map(|heading| heading.lines.start);
    let before = second.unwrap_or_else(|| file.references_start());
    if second.is_some() || titled {
        file.offset(before)
    } else if file.front > 0 {
        file.offset(file.front)
    } else {
        file.offset(0) + byte_order_mark(file)
    }
}

fn byte_order_mark(file: &ChangelogFile<'_>) -> usize {
    if file.bytes.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 }
}

/// The part with blank lines on either side, in the file's line ends.
fn framed(file: &ChangelogFile<'_>, place: &Place, part: &str, gap: usize) -> Vec<u8> {
    let before = &file.bytes[..place.span.start];
    let after = &file.bytes[place.span.end..];
    let mut text = String::new();
    if !before.is_empty() && !ends_with_blank_line(before) {
        text.push_str(if before.ends_with(b"\n") || before == BYTE_ORDER_MARK { "\n" } else { "\n\n" });
    }
    if before == BYTE_ORDER_MARK {
        text.clear();
    }
    text.push_str(section::without_blank_end(part));
    text.push('\n');
    if !after.is_empty() {
        text.push_str(&"\n".repeat(gap));
    }
    with_line_ends(&text, &file.bytes[place.words.clone()], file.line_end)
}

/// The text with the file's line ends; lines that waited keep their own. They stand in their order, but for headings and blank
/// lines that are left out.
fn with_line_ends(text: &str, waited: &[u8], line_end: &str) -> Vec<u8> {
    let mut own = waited.split_inclusive(|byte| *byte == b'\n').map(|line| (line.trim_ascii_end(), line)).peekable();
    let mut out = Vec::with_capacity(text.len() + 64);
    for line in text.split_inclusive('\n') {
        let words = line.trim_end_matches('\n');
        let is_filled = !words.trim().is_empty();
        let mut ahead = own.clone();
        let found = ahead.find(|(known, _)| {
            !known.is_empty() && (*known == words.trim_ascii_end().as_bytes() || !known.starts_with(b"#"))
        });
        let kept = found.filter(|(known, _)| is_filled && *known == words.trim_ascii_end().as_bytes());
        let blank = own.peek().filter(|(known, _)| !is_filled && known.is_empty()).map(|(_, whole)| *whole);
        let whole = if let Some((_, whole)) = kept {
            own = ahead;
            Some(whole)
        } else {
            if blank.is_some() {
                own.next();
            }
            blank
        };
        out.extend_from_slice(words.as_bytes());
        let end = whole.filter(|whole| whole.ends_with(b"\n")).map(|whole| whole.ends_with(b"\r\n"));
        if line.ends_with('\n') {
            out.extend_from_slice(end.map_or(line_end, |is_windows| if is_windows { "\r\n" } else { "\n" }).as_bytes());
        }
    }
    out
}

fn ends_with_blank_line(bytes: &[u8]) -> bool {
    bytes.ends_with(b"\n\n") || bytes.ends_with(b"\n\r\n")
}

fn new_file(existing: &[u8], release: &ChangelogRelease<'_>) -> Vec<u8> {
    let header = match release.markup {
        Markup::Markdown => HEADER,
        Markup::Restructured => HEADER_RESTRUCTURED,
    };
    let file = ChangelogFile::read(header.as_bytes(), release.markup);
    let manner = Manner::of(&file, None);
    let mut text = format!("{header}\n{}", part("", &manner, release));
    if let Some(links) = release.links.filter(|_| release.markup == Markup::Markdown) {
        let link =
            release.previous_tag.map_or_else(|| links.release(release.tag), |from| links.compare(from, release.tag));
        let unreleased = links.compare(release.tag, "HEAD");
        text = format!(
            "{text}
[Unreleased]: {unreleased}
[{}]: {link}
",
            release.version
        );
    }
    let mark: &[u8] = if existing.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK } else { b"" };
    [mark, text.as_bytes()].concat()
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
