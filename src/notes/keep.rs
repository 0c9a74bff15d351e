//! What a person wrote, brought up to the range as it is now: lines that they did not touch follow the new draft, everything
//! else stays byte for byte.

use std::ops::Range;

use super::{CitationIndex, Document, Section, SectionKey, Titles, citation::normal};
use crate::history::CommitId;

/// The text after the range moved, and what was done to it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Kept {
    /// The text.
    pub text: String,
    /// Entries that came, as they stand in it.
    pub added: Vec<String>,
    /// Untouched entries that went, as they stood.
    pub removed: Vec<String>,
}

/// An entry of some text: its bytes, its words and what it cites.
struct Piece<'a> {
    source: &'a str,
    span: Range<usize>,
    section: usize,
    commits: Vec<CommitId>,
}

/// Brings `written` up to date. `base` is the draft that the person began with, `fresh` the draft as it would be now; what
/// was drafted and deleted stays deleted.
pub fn keep(written: &str, base: &str, fresh: &str, titles: &Titles, index: &CitationIndex) -> Kept {
    if written == base || written.trim().is_empty() && base.trim().is_empty() {
        return Kept { text: fresh.to_owned(), ..Kept::default() };
    }
    if base == fresh {
        return Kept { text: written.to_owned(), ..Kept::default() };
    }
    let (written, base, fresh) =
        (Document::parse(written, titles), Document::parse(base, titles), Document::parse(fresh, titles));
    let (mine, old, new) = (pieces(&written, index), pieces(&base, index), pieces(&fresh, index));
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    let mut kept = Kept::default();
    for piece in &mine {
        let untouched = old.iter().any(|old| old.source.trim_end() == piece.source.trim_end());
        if !untouched
            || piece.commits.is_empty()
            || new.iter().any(|new| new.source.trim_end() == piece.source.trim_end())
        {
            continue;
        }
        if let Some(new) = new.iter().find(|new| shares(new, piece)) {
            edits.push((piece.span.clone(), with_line_end(new.source, piece.source)));
        } else {
            kept.removed.push(piece.source.trim_end().to_owned());
            edits.push((piece.span.clone(), String::new()));
        }
    }
    for piece in new.iter().filter(|piece| !piece.commits.is_empty()) {
        let known = |other: &Piece<'_>| shares(other, piece) || normal(other.source) == normal(piece.source);
        let told = mine.iter().any(known) || cites_any(&written, piece, index);
        if told || old.iter().any(known) {
            continue;
        }
        kept.added.push(piece.source.trim_end().to_owned());
        edits.push(insertion(&written, &fresh.sections()[piece.section], fresh.text(), piece.source));
    }
    kept.text = applied(written.text(), edits);
    kept
}

/// The text with one more entry at the end of the section that it belongs to, and where it stands then.
pub fn with_entry(text: &str, key: SectionKey, entry: &str, titles: &Titles) -> (String, usize) {
    let written = Document::parse(text, titles);
    let own = titles.iter().filter(|(_, known)| **known == key).map(|(title, _)| title.as_str()).min();
    let heading = format!("## {}\n\n", own.unwrap_or(key.title()));
    let from = Document::parse(format!("{heading}{entry}"), titles);
    let edit = insertion(&written, &from.sections()[0], from.text(), entry);
    let at = edit.0.start + edit.1.find(entry.trim_end()).unwrap_or(0);
    (applied(text, vec![edit]), at)
}

fn pieces<'a>(document: &'a Document, index: &CitationIndex) -> Vec<Piece<'a>> {
    let mut pieces = Vec::new();
    for (section, found) in document.sections().iter().enumerate() {
        for entry in &found.entries {
            let source = &document.text()[entry.span.clone()];
            let commits = index.told_by(source, &document.words(entry));
            pieces.push(Piece { source, span: entry.span.clone(), section, commits });
        }
    }
    pieces
}

fn shares(one: &Piece<'_>, other: &Piece<'_>) -> bool {
    one.commits.iter().any(|commit| other.commits.contains(commit))
}

/// Whether prose outside of entries tells what this piece tells.
fn cites_any(written: &Document, piece: &Piece<'_>, index: &CitationIndex) -> bool {
    index.citations(written.text()).commits.iter().any(|commit| piece.commits.contains(commit))
}

fn with_line_end(source: &str, like: &str) -> String {
    let end = if like.ends_with("\r\n") {
        "\r\n"
    } else if like.ends_with('\n') {
        "\n"
    } else {
        ""
    };
    let body = source.trim_end();
    let body = if like.contains("\r\n") { body.replace('\n', "\r\n") } else { body.to_owned() };
    format!("{body}{end}")
}

/// Where an entry goes: after the last one of its section, or into a new section before the first that comes later.
fn insertion(written: &Document, from: &Section, from_text: &str, source: &str) -> (Range<usize>, String) {
    let text = written.text();
    let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let entry = with_line_end(source, if line_end == "\r\n" { "\r\n" } else { "\n" });
    let same = |section: &&Section| match (from.key, section.key) {
        (Some(wanted), Some(key)) => wanted == key,
        (None, None) => section.title == from.title && section.level > 0,
        _ => false,
    };
    if let Some(section) = written.sections().iter().find(same) {
        let list_end = section.entries.iter().rev().find(|entry| entry.shape == super::EntryShape::Item);
        let at = list_end.map_or_else(|| body_start(text, section), |entry| entry.span.end);
        let opening = if at > 0 && !text[..at].ends_with('\n') { line_end } else { "" };
        return (at..at, format!("{opening}{entry}"));
    }
    let order = |key: Option<SectionKey>| key.and_then(|key| SectionKey::ALL.iter().position(|known| *known == key));
    let wanted = order(from.key);
    let later = written
        .sections()
        .iter()
        .find(|section| wanted.is_some() && order(section.key).is_some_and(|place| Some(place) > wanted))
        .map(|section| section.span.start);
    let at = later.unwrap_or_else(|| before_footer(written));
    let heading = from_text[from.span.start..from.body.start].trim();
    let front = &text[..at];
    let opening = if front.is_empty() || front.ends_with("\n\n") || front.ends_with("\n\r\n") {
        String::new()
    } else if front.ends_with('\n') {
        line_end.to_owned()
    } else {
        line_end.repeat(2)
    };
    let closing = if at == text.len() { "" } else { line_end };
    (at..at, format!("{opening}{heading}{line_end}{line_end}{entry}{closing}"))
}

/// After the blank line that follows a heading.
fn body_start(text: &str, section: &Section) -> usize {
    let body = &text[section.body.clone()];
    let blank = body.len() - body.trim_start_matches(['\r', '\n']).len();
    section.body.start + blank.min(body.len())
}

/// Before a closing paragraph such as the link to the whole comparison; else the end.
fn before_footer(written: &Document) -> usize {
    let text = written.text();
    let last = written.sections().last().and_then(|section| section.entries.last());
    last.filter(|entry| text[entry.span.clone()].to_lowercase().contains("full changelog"))
        .map_or(text.len(), |entry| entry.span.start)
}

/// The edits made. Those at one place stand in the order in which they were asked for.
fn applied(text: &str, mut edits: Vec<(Range<usize>, String)>) -> String {
    merge_new_sections(&mut edits);
    edits.sort_by_key(|(span, _)| span.start);
    let mut out = String::with_capacity(text.len() + 256);
    let mut at = 0;
    for (span, words) in edits {
        out.push_str(&text[at..span.start.max(at)]);
        out.push_str(&words);
        at = span.end.max(at);
    }
    out.push_str(&text[at..]);
    out
}

/// Two entries for one section that is not there yet bring its heading once.
fn merge_new_sections(edits: &mut Vec<(Range<usize>, String)>) {
    let mut index = 0;
    while index < edits.len() {
        let (span, words) = edits[index].clone();
        let heading = words.trim_start().split_once('\n').map(|(heading, _)| heading.trim_end().to_owned());
        let Some(heading) = heading.filter(|heading| span.is_empty() && heading.starts_with('#')) else {
            index += 1;
            continue;
        };
        let mut later = index + 1;
        while later < edits.len() {
            let after = edits[later].1.trim_start().strip_prefix(&heading);
            let headed = after.is_some_and(|rest| rest.starts_with(['\n', '\r']));
            let same = edits[later].0 == span && headed;
            if !same {
                later += 1;
                continue;
            }
            let more = edits.remove(later).1;
            let entry = more.trim_start()[heading.len()..].trim().to_owned();
            let line_end = if more.contains("\r\n") { "\r\n" } else { "\n" };
            let filled = edits[index].1.trim_end().len();
            edits[index].1.insert_str(filled, &format!("{line_end}{entry}"));
        }
        index += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notes::{Pulls, sample::commit};

    const BASE: &str = "## Added\n\n- Stars (aaaaaa1)\n- Moons (aaaaaa2)\n\n## Fixed\n\n- Crash (aaaaaa3)\n";

    fn kept(written: &str, fresh: &str) -> String {
        let commits: Vec<_> =
            (1..=9).map(|at| commit(&format!("aaaaaa{at}"), "feat: a thing of that number")).collect();
        let index = CitationIndex::new(&commits, &Pulls::of_range(&commits));
        keep(written, BASE, fresh, &Titles::new(), &index).text
    }

    #[test]
    fn untouched_notes_follow_the_draft() {
        assert_eq!(kept(BASE, "## Added\n\n- Else (aaaaaa4)\n"), "## Added\n\n- Else (aaaaaa4)\n");
    }

    #[test]
    fn new_entries_join_their_section_and_typed_lines_stay() {
        let written = "Hello!  \n\n## Added\n\n- Many *stars* (aaaaaa1)\n- Moons (aaaaaa2)\n\nBye.\n\n## Fixed\n\n- Crash (aaaaaa3)\n";
        let fresh = "## Added\n\n- Stars (aaaaaa1)\n- Suns (aaaaaa4)\n- Moons (aaaaaa2)\n\n## Fixed\n\n- Crash (aaaaaa3)\n- Hang (aaaaaa5)\n";
        assert_eq!(
            kept(written, fresh),
            "Hello!  \n\n## Added\n\n- Many *stars* (aaaaaa1)\n- Moons (aaaaaa2)\n- Suns (aaaaaa4)\n\nBye.\n\n## Fixed\n\n- Crash (aaaaaa3)\n- Hang (aaaaaa5)\n"
        );
    }

    #[test]
    fn a_new_section_comes_once_and_in_its_place() {
        let written = "## Added\n\n- My stars (aaaaaa1)\n\n## Fixed\n\n- Crash (aaaaaa3)\n";
        let fresh = format!("{BASE}\n## Removed\n\n- Old (aaaaaa6)\n- Older (aaaaaa7)\n");
        assert_eq!(
            kept(written, &fresh),
            "## Added\n\n- My stars (aaaaaa1)\n\n## Removed\n\n- Old (aaaaaa6)\n- Older (aaaaaa7)\n\n## Fixed\n\n- Crash (aaaaaa3)\n"
        );
    }

    #[test]
    fn what_a_person_deleted_stays_deleted() {
        let written = "## Added\n\n- Stars, at last (aaaaaa1)\n";
        let fresh = format!("{BASE}- Hang (aaaaaa5)\n");
        assert_eq!(kept(written, &fresh), "## Added\n\n- Stars, at last (aaaaaa1)\n\n## Fixed\n\n- Hang (aaaaaa5)\n");
    }

    #[test]
    fn an_untouched_line_goes_with_its_commit_and_a_touched_one_stays() {
        let written = "## Added\n\n- Stars! (aaaaaa1)\n- Moons (aaaaaa2)\n";
        let fresh = "## Fixed\n\n- Crash (aaaaaa3)\n";
        assert_eq!(kept(written, fresh), "## Added\n\n- Stars! (aaaaaa1)\n");
    }

    #[test]
    fn an_untouched_line_takes_the_drafts_new_words() {
        let written = "Mine.\n\n## Added\n\n- Stars (aaaaaa1)\n";
        let fresh = "## Added\n\n- Stars and suns (aaaaaa1, aaaaaa4)\n";
        assert_eq!(kept(written, fresh), "Mine.\n\n## Added\n\n- Stars and suns (aaaaaa1, aaaaaa4)\n");
    }

    #[test]
    fn windows_line_ends_are_kept() {
        let written = "Mine.\r\n\r\n## Added\r\n\r\n- Stars (aaaaaa1)\r\n";
        let text = kept(written, &format!("{BASE}- Hang (aaaaaa5)\n"));
        assert_eq!(text.matches('\n').count(), text.matches("\r\n").count(), "{text:?}");
        assert!(text.starts_with(written));
    }

    #[test]
    fn an_entry_is_set_into_its_section() {
        let (text, at) = with_entry("## Fixed\n\n- Crash\n", SectionKey::Added, "- Stars\n", &Titles::new());
        assert_eq!(text, "## Added\n\n- Stars\n\n## Fixed\n\n- Crash\n");
        assert!(text[at..].starts_with("- Stars"));
        assert_eq!(with_entry("", SectionKey::Added, "- Stars\n", &Titles::new()).0, "## Added\n\n- Stars\n");
    }

    proptest::proptest! {
        #[test]
        fn typed_lines_are_never_lost(typed in proptest::collection::vec("[ a-z*#>-]{0,20}!", 1..8)) {
            let written = format!("{}\n\n{BASE}", typed.join("\n"));
            let text = kept(&written, "## Removed\n\n- Old (aaaaaa6)\n");
            let mut lines = text.lines();
            for line in &typed {
                proptest::prop_assert!(lines.any(|kept| kept == line), "{line:?} in\n{text}");
            }
        }
    }
}
