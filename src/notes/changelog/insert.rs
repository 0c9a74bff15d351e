//! Sets a release into a changelog.

use super::{
    file::{ChangelogFile, VersionHeading},
    references, section,
};
use crate::notes::{Links, Titles};

const HEADER: &str = "# Changelog\n\nAll notable changes to this project are documented in this file.\n\nThe format is based on \
    [Keep a Changelog](https://keepachangelog.com/en/1.1.0/).\n\n## [Unreleased]\n";

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
    /// Where the project is on the web; a new file gets its links from it.
    pub links: Option<&'a Links>,
}

/// The changelog with the release in it. All bytes that are there stay, but for the link of what is unreleased, which then
/// begins at this release. A version that is there already is left as it is.
pub fn insert(existing: Option<&[u8]>, release: &ChangelogRelease<'_>) -> Vec<u8> {
    let empty = existing.is_none_or(|bytes| bytes.trim_ascii().is_empty() || bytes == b"\xef\xbb\xbf");
    if empty {
        return new_file(existing.unwrap_or_default(), release);
    }
    let bytes = existing.unwrap_or_default();
    let file = ChangelogFile::read(bytes);
    let headings: Vec<VersionHeading> = (0..file.lines.len()).filter_map(|at| file.version_heading(at)).collect();
    if headings.iter().any(|heading| heading.version == release.version) {
        return bytes.to_vec();
    }
    let place = Place::find(&file, &headings);
    let waiting = &bytes[place.waiting.clone()];
    let set = match std::str::from_utf8(waiting) {
        Ok(words) => framed(&file, &place, &part(&words.replace("\r\n", "\n"), &place.manner, release)),
        // Words in another encoding stay as they are, below what the notes say.
        Err(_) => [framed(&file, &place, &part("", &place.manner, release)).as_slice(), waiting].concat(),
    };

    let mut edits = vec![(place.waiting.clone(), set)];
    // A reference that stands among the waiting words moves with them and stays theirs.
    let apart = |span: &std::ops::Range<usize>| span.end < place.waiting.start || span.start >= place.waiting.end;
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

/// The release's heading and all that stands under it.
fn part(waiting: &str, manner: &VersionHeading, release: &ChangelogRelease<'_>) -> String {
    let body = section::body(waiting, release.notes, release.titles, manner.level);
    let heading = heading(manner, release);
    if body.is_empty() { heading } else { format!("{heading}\n{body}\n") }
}

/// Where the release goes, and how its heading is written.
struct Place {
    /// What waited under `Unreleased` and moves into the release; an empty span at the place where there is none.
    waiting: std::ops::Range<usize>,
    manner: VersionHeading,
}

impl Place {
    fn find(file: &ChangelogFile<'_>, headings: &[VersionHeading]) -> Self {
        let manner = headings.first().cloned().unwrap_or(VersionHeading {
            version: String::new(),
            level: 2,
            bracket: true,
            v: false,
            parentheses: false,
            underlined: false,
            span: 0..0,
        });
        if let Some((at, level)) = file.unreleased_heading() {
            let end = file.end_of_part(at + 1, level);
            let waiting = file.offset(at + 1)..file.offset(end);
            return Self { waiting, manner: VersionHeading { level, underlined: false, ..manner } };
        }
        let at = headings.first().map_or_else(|| after_title(file), |heading| heading.span.start);
        Self { waiting: at..at, manner }
    }
}

/// After a file's title and introduction, before all else.
fn after_title(file: &ChangelogFile<'_>) -> usize {
    let titled = (0..file.lines.len()).find(|at| file.heading(*at).is_some_and(|(level, ..)| level == 1));
    let second = (0..file.lines.len()).find(|at| file.heading(*at).is_some_and(|(level, ..)| level >= 2));
    let before = second.unwrap_or_else(|| file.references_start());
    if second.is_some() || titled.is_some() { file.offset(before) } else { file.offset(0) + byte_order_mark(file) }
}

fn byte_order_mark(file: &ChangelogFile<'_>) -> usize {
    if file.bytes.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 }
}

fn heading(manner: &VersionHeading, release: &ChangelogRelease<'_>) -> String {
    let version = format!("{}{}", if manner.v { "v" } else { "" }, release.version);
    let version = if manner.bracket { format!("[{version}]") } else { version };
    let date = if manner.parentheses { format!("({})", release.date) } else { format!("- {}", release.date) };
    let words = format!("{version} {date}");
    if manner.underlined {
        let mark = if manner.level == 1 { "=" } else { "-" };
        return format!("{words}\n{}\n", mark.repeat(words.chars().count()));
    }
    format!("{} {words}\n", "#".repeat(manner.level))
}

/// The part with one blank line on either side, in the file's line ends.
fn framed(file: &ChangelogFile<'_>, place: &Place, part: &str) -> Vec<u8> {
    let before = &file.bytes[..place.waiting.start];
    let after = &file.bytes[place.waiting.end..];
    let mut text = String::new();
    if !before.is_empty() && !ends_with_blank_line(before) {
        text.push_str(if before.ends_with(b"\n") || before == b"\xef\xbb\xbf" { "\n" } else { "\n\n" });
    }
    if before == b"\xef\xbb\xbf" {
        text.clear();
    }
    text.push_str(section::without_blank_end(part));
    text.push('\n');
    if !after.is_empty() {
        text.push('\n');
    }
    if file.line_end == "\r\n" { text.replace('\n', "\r\n").into_bytes() } else { text.into_bytes() }
}

fn ends_with_blank_line(bytes: &[u8]) -> bool {
    bytes.ends_with(b"\n\n") || bytes.ends_with(b"\n\r\n")
}

fn new_file(existing: &[u8], release: &ChangelogRelease<'_>) -> Vec<u8> {
    let manner = VersionHeading {
        version: String::new(),
        level: 2,
        bracket: true,
        v: false,
        parentheses: false,
        underlined: false,
        span: 0..0,
    };
    let mut text = format!("{HEADER}\n{}", part("", &manner, release));
    if let Some(links) = release.links {
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
    let mark: &[u8] = if existing.starts_with(b"\xef\xbb\xbf") { b"\xef\xbb\xbf" } else { b"" };
    [mark, text.as_bytes()].concat()
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
