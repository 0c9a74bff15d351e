//! Link references at the end of a changelog: the new version's, in the manner of those that are there.

use std::{ops::Range, sync::LazyLock};

use regex::Regex;

use super::{Markup, file::ChangelogFile};

static REFERENCE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\[(?P<label>[^\]]+)\]:\s*(?P<address>\S+)\s*$")
        .expect("the pattern is a constant that a test compiles")
});
static COMPARED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?P<front>.*/compare/)(?P<from>.+?)(?P<dots>\.{2,3})(?P<to>[^/]+)$")
        .expect("the pattern is a constant that a test compiles")
});

/// Whether a line is a link reference.
pub(super) fn is_reference(line: &str) -> bool {
    REFERENCE.is_match(line)
}

/// What to put where, so that the new version has its link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ReferenceEdit {
    /// The bytes that are replaced; empty for an insertion.
    pub(super) span: Range<usize>,
    /// What takes their place.
    pub(super) text: String,
}

/// The address that follows this one of a version: the comparison that begins where it ends, or the page of the tag.
pub(super) fn following(address: &str, tag: &str) -> Option<String> {
    if let Some(compared) = COMPARED.captures(address) {
        return Some(format!("{}{}{}{tag}", &compared["front"], &compared["to"], &compared["dots"]));
    }
    let (front, _) = address.rsplit_once('/')?;
    (front.ends_with("/tag") || front.ends_with("/releases")).then(|| format!("{front}/{tag}"))
}

/// The change that gives `version` its link. Nothing where the file has no links of versions.
pub(super) fn edit(file: &ChangelogFile<'_>, version: &str, tag: &str) -> Option<ReferenceEdit> {
    if file.markup != Markup::Markdown {
        return None;
    }
    let found: Vec<(usize, String, String)> = (0..file.lines.len())
        .filter(|at| !file.lines[*at].quoted)
        .filter_map(|at| {
            let captures = REFERENCE.captures(file.lines[at].text.trim_end())?;
            Some((at, captures["label"].to_owned(), captures["address"].to_owned()))
        })
        .collect();
    if found.iter().any(|(_, label, _)| label == version || label.strip_prefix('v') == Some(version)) {
        return None;
    }
    // Brackets lead to the reference that has their words.
    let heading = file.versions().next().filter(|first| first.bracket && first.link.is_none()).map(|first| first.v);
    let named = found.iter().find(|(_, label, _)| looks_like_version(label));
    let v = heading.unwrap_or_else(|| named.is_some_and(|(_, label, _)| label.starts_with('v')));
    let own = format!("{}{version}", if v { "v" } else { "" });
    let unreleased = found.iter().find(|(_, label, _)| label.eq_ignore_ascii_case("unreleased"));
    if let Some((at, label, address)) = unreleased {
        let compared = COMPARED.captures(address)?;
        let (front, from, dots, to) = (&compared["front"], &compared["from"], &compared["dots"], &compared["to"]);
        let end = file.line_end;
        let text =
            format!("[{label}]: {front}{tag}{dots}{to}{end}[{own}]: {front}{from}{dots}{tag}{}", ending(file, *at));
        return Some(ReferenceEdit { span: file.lines[*at].span.clone(), text });
    }
    let (at, _, address) = named?;
    let address = following(address, tag)?;
    let start = file.lines[*at].span.start;
    Some(ReferenceEdit { span: start..start, text: format!("[{own}]: {address}{}", file.line_end) })
}

/// The line end of a line as it is: the last line of a file may have none.
fn ending(file: &ChangelogFile<'_>, at: usize) -> &'static str {
    let span = file.lines[at].span.clone();
    let bytes = &file.bytes[span];
    match bytes {
        [.., b'\r', b'\n'] => "\r\n",
        [.., b'\n'] => "\n",
        _ => "",
    }
}

fn looks_like_version(label: &str) -> bool {
    let label = label.strip_prefix('v').unwrap_or(label);
    label.starts_with(|first: char| first.is_ascii_digit()) && label.contains('.')
}
