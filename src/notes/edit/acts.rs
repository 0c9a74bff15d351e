//! What a person does to entries: cite, split, merge, move, set aside, put back, say otherwise.

use super::{
    cited::{anatomy, marker_length},
    place::{at_end, heading_of, identities, new_section},
    splice::{Splice, closing, line_end, removal, spliced, with_line_ends},
};
use crate::notes::{Document, EntryPlace, EntryShape, EntrySpan, SectionKey, Titles, edit::Identity};

/// The notes after an act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edited {
    /// The text.
    pub text: String,
    /// The byte at which the entry stands that it was about, or that took its place.
    pub at: usize,
}

/// An entry that was set aside, with where it belongs.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct SetAsideEntry {
    /// What its section is about, if that is known.
    pub key: Option<SectionKey>,
    /// Its section's heading, whole; empty before the first one.
    pub heading: String,
    /// Its bytes.
    pub source: String,
}

/// Why an act cannot be done here.
pub type Refusal = &'static str;

const NO_ENTRY: Refusal = "the cursor is on no entry";

/// The notes in which an entry cites one thing more.
pub fn with_citation(document: &Document, place: EntryPlace, citation: &str) -> Result<Edited, Refusal> {
    let entry = document.entry(place).ok_or(NO_ENTRY)?;
    let source = &document.text()[entry.span.clone()];
    let found = anatomy(source);
    let splice = match found.group {
        Some(group) => Splice::insert(entry.span.start + group.end, format!(", {citation}")),
        None => Splice::insert(entry.span.start + found.head_end, format!(" ({citation})")),
    };
    Ok(Edited { text: spliced(document.text(), vec![splice]), at: entry.span.start })
}

/// The notes in which an entry is two, the second one beginning at byte `at` of the text. Both cite what the one did.
pub fn split(document: &Document, place: EntryPlace, at: usize) -> Result<Edited, Refusal> {
    const WHERE: Refusal = "put the cursor where the second entry begins";
    let entry = document.entry(place).ok_or(NO_ENTRY)?;
    let text = document.text();
    if !(entry.span.start..entry.span.end).contains(&at) || !text.is_char_boundary(at) {
        return Err(WHERE);
    }
    let source = &text[entry.span.clone()];
    let found = anatomy(source);
    let at = at - entry.span.start;
    let inside = found.words.start < at && found.group.as_ref().is_none_or(|group| at < group.start || at > group.end);
    let (before, behind) = (source[..at].trim_end(), source[at..].trim());
    if !inside || before.len() <= found.words.start || behind.is_empty() || behind.starts_with('(') {
        return Err(WHERE);
    }
    let in_second = found.group.as_ref().filter(|group| group.start > at).map(|group| &source[group.clone()]);
    let in_first = found.group.as_ref().filter(|group| group.end < at).map(|group| &source[group.clone()]);
    let cited = |group: Option<&str>| group.map_or_else(String::new, |group| format!(" ({group})"));
    let ends = line_end(text);
    let between = if entry.shape == EntryShape::Item {
        format!("{ends}{}", &source[..marker_length(source)])
    } else {
        ends.repeat(2)
    };
    let second = match in_first {
        Some(group) => with_group(behind, group),
        None => behind.to_owned(),
    };
    let first = format!("{before}{}{between}", cited(in_second));
    let words = format!("{first}{second}{}", closing(source));
    let at = entry.span.start + first.len();
    Ok(Edited { text: spliced(text, vec![Splice { span: entry.span.clone(), words }]), at })
}

/// Words with a group of citations at the end of their first paragraph.
fn with_group(words: &str, group: &str) -> String {
    let end = anatomy(words).head_end;
    format!("{} ({group}){}", &words[..end], &words[end..])
}

/// The notes in which an entry and the next one of its section are one, with the citations of both.
pub fn merged_with_next(document: &Document, place: EntryPlace) -> Result<Edited, Refusal> {
    let entry = document.entry(place).ok_or(NO_ENTRY)?;
    let next = document.entry((place.0, place.1 + 1)).ok_or("no entry follows in this section")?;
    let text = document.text();
    let [one, other] = [entry, next].map(|entry| &text[entry.span.clone()]);
    let is_prose = |source: &str| !source.trim_start().starts_with(['|', '>', '`', '<']);
    if entry.shape != next.shape || !is_prose(one) || !is_prose(other) {
        return Err("these two are of different kinds; write them as one by hand");
    }
    let (first, second) = (anatomy(one), anatomy(other));
    let words = &one[first.words.clone()];
    let more = &other[second.words.clone()];
    let more =
        scope(words).filter(|scope| !scope.is_empty()).map_or(more, |scope| more.strip_prefix(scope).unwrap_or(more));
    let between = if words.ends_with(['.', '!', '?', ';', ':']) { " " } else { "; " };
    let mut cited: Vec<&str> = Vec::new();
    for group in [first.group.map(|group| &one[group]), second.group.map(|group| &other[group])].into_iter().flatten() {
        for citation in group.split(", ") {
            if !cited.contains(&citation) {
                cited.push(citation);
            }
        }
    }
    let cited = if cited.is_empty() { String::new() } else { format!(" ({})", cited.join(", ")) };
    let rest_of = |source: &str, head_end: usize| source[head_end..].trim_end().to_owned();
    let joined = format!(
        "{}{words}{between}{more}{cited}{}{}{}",
        &one[..first.words.start],
        rest_of(one, first.head_end),
        rest_of(other, second.head_end),
        closing(other),
    );
    let splice = Splice { span: entry.span.start..next.span.end, words: joined };
    Ok(Edited { text: spliced(text, vec![splice]), at: entry.span.start })
}

/// `**scope**: ` before an entry's words.
fn scope(words: &str) -> Option<&str> {
    let end = words.strip_prefix("**")?.find("**: ")? + "****: ".len();
    words.get(..end)
}

/// The notes in which an entry stands at the end of the section of another kind.
pub fn moved(document: &Document, place: EntryPlace, key: SectionKey, titles: &Titles) -> Result<Edited, Refusal> {
    let entry = document.entry(place).ok_or(NO_ENTRY)?;
    if document.sections()[place.0].key == Some(key) {
        return Err("the entry is in that section already");
    }
    let source = &document.text()[entry.span.clone()];
    let known = document.sections().iter().position(|section| section.key == Some(key));
    let arrival = known.map_or_else(
        || new_section(document, Some(key), &heading_of(key, titles), None, &[source]),
        |section| at_end(document, section, &[source]),
    );
    Ok(made(document, arrival, Some(departure(document, place, entry)), source))
}

/// The notes without an entry, and that entry with where it belongs.
pub fn set_aside(document: &Document, place: EntryPlace) -> Result<(Edited, SetAsideEntry), Refusal> {
    let entry = document.entry(place).ok_or(NO_ENTRY)?;
    let section = &document.sections()[place.0];
    let text = document.text();
    let aside = SetAsideEntry {
        key: section.key,
        heading: text[section.span.start..section.body.start].trim_end().to_owned(),
        source: text[entry.span.clone()].to_owned(),
    };
    let departure = departure(document, place, entry);
    let at = departure.span.start;
    Ok((Edited { text: spliced(text, vec![departure]), at }, aside))
}

/// The notes with an entry that was set aside, at the end of the section that it belongs to.
pub fn put_back(document: &Document, aside: &SetAsideEntry) -> Edited {
    let title = aside.heading.trim_start_matches('#').trim();
    let same = |identity: &Identity| match identity {
        Identity::Front => aside.heading.is_empty(),
        Identity::Key(key) => aside.key == Some(*key),
        Identity::Own(_, known) => aside.key.is_none() && known == title,
    };
    let known = identities(document).iter().position(same);
    let entries = [aside.source.as_str()];
    let arrival = match known {
        Some(section) => at_end(document, section, &entries),
        None => new_section(document, aside.key, &aside.heading, None, &entries),
    };
    made(document, arrival, None, &aside.source)
}

/// The notes in which an entry has other words; its marker and line ends stay.
pub fn with_words(document: &Document, place: EntryPlace, words: &str) -> Result<Edited, Refusal> {
    let entry = document.entry(place).ok_or(NO_ENTRY)?;
    let text = document.text();
    let source = &text[entry.span.clone()];
    let marker = &source[..marker_length(source)];
    let words = words.trim();
    let words =
        format!("{marker}{}{}", with_line_ends(&words[marker_length(words)..], line_end(text)), closing(source));
    Ok(Edited { text: spliced(text, vec![Splice { span: entry.span.clone(), words }]), at: entry.span.start })
}

/// What takes an entry out: the section goes with its last one.
fn departure(document: &Document, (section, _): EntryPlace, entry: &EntrySpan) -> Splice {
    let text = document.text();
    let section = &document.sections()[section];
    let rest = text[section.body.start..entry.span.start].trim().is_empty()
        && text[entry.span.end..section.span.end.max(entry.span.end)].trim().is_empty();
    if rest && text[section.span.start..].trim_start().starts_with('#') {
        return Splice::remove(section.span.clone());
    }
    removal(text, entry.span.clone())
}

/// The arrival, and perhaps a departure, made; the cursor is where the entry arrived.
fn made(document: &Document, arrival: Splice, departure: Option<Splice>, source: &str) -> Edited {
    let first = source.trim().lines().next().unwrap_or_default();
    let within = arrival.words.find(first).unwrap_or(0);
    let gone = departure.as_ref().filter(|gone| gone.span.start < arrival.span.start).map_or(0, |gone| gone.span.len());
    let at = (arrival.span.start + within).saturating_sub(gone);
    let text = spliced(document.text(), [Some(arrival), departure].into_iter().flatten().collect());
    Edited { at: text.floor_char_boundary(at), text }
}
