//! The manner of a changelog, read off the versions that it tells already: how their headings are written, whether their
//! entries stand below headings and which, and how items begin.

use std::sync::LazyLock;

use regex::Regex;

use super::{
    Markup,
    dated::Dated,
    file::{ChangelogFile, Heading, Mark, VersionHeading, Waiting},
    references,
};
use crate::notes::SectionKey;

/// Versions that are looked at.
const LOOKED_AT: usize = 5;
/// The order of Keep a Changelog.
pub(super) const HEADINGS: [&str; 6] = ["Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"];

static ITEM: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^(?: {0,3})([-*+] +)\S").expect("the pattern is a constant that a test compiles"));

/// See the module.
#[derive(Debug, Clone)]
pub(super) struct Manner {
    front: String,
    bracket: bool,
    v: bool,
    link: Option<String>,
    date: DatePlace,
    mark: Mark,
    level: usize,
    /// Blank lines between two versions.
    pub(super) gap: usize,
    /// How what stands under a version is written.
    pub(super) body: BodyManner,
}

/// How what stands under a version is written.
#[derive(Debug, Clone)]
pub(super) struct BodyManner {
    pub(super) markup: Markup,
    /// The mark of headings within a version, and their depth.
    pub(super) mark: Mark,
    pub(super) level: usize,
    /// The project's own headings; nothing where the six of Keep a Changelog hold.
    pub(super) titles: Option<Vec<(SectionKey, String)>>,
    /// Whether entries stand under the version itself.
    pub(super) flat: bool,
    /// What items begin with, where it is not `- `.
    pub(super) bullet: Option<String>,
}

#[derive(Debug, Clone)]
enum DatePlace {
    Heading(Dated),
    Below(Dated),
    None,
}

impl Manner {
    /// The manner of a file, for a release that takes the place of what waits in it.
    pub(super) fn of(file: &ChangelogFile<'_>, waiting: Option<&Waiting>) -> Self {
        let open = waiting.and_then(|waiting| waiting.version.as_ref());
        let released: Vec<VersionHeading> =
            file.versions().filter(|version| Some(version) != open).take(LOOKED_AT).collect();
        let first = open.or(released.first());
        let (mark, level) = match (waiting, first) {
            (Some(waiting), _) => (waiting.heading.mark, waiting.heading.level),
            (None, Some(first)) => (first.heading.mark, first.heading.level),
            (None, None) => (first_mark(file), 2),
        };
        let keeps = keeps_the_form(file, &released, waiting);
        let linked = first.and_then(|first| first.link.clone());
        Self {
            front: first.map_or(String::new(), |first| first.front.clone()),
            bracket: first.map_or(file.markup == Markup::Markdown, |first| first.bracket),
            v: first.is_some_and(|first| first.v),
            link: linked,
            date: date_place(file, &released, keeps),
            mark,
            level,
            gap: gap(file, &released),
            body: BodyManner::of(file, &released, keeps, level),
        }
    }

    /// The heading of a release, with the line of its date where dates stand below, ending in one line end.
    pub(super) fn heading(&self, version: &str, tag: &str, date: &str) -> String {
        let version = format!("{}{version}", if self.v { "v" } else { "" });
        let version = match self.link.as_deref().map(|link| references::following(link, tag)) {
            Some(Some(address)) => format!("[{version}]({address})"),
            None if self.bracket => format!("[{version}]"),
            // Brackets that lead nowhere are not wanted.
            Some(None) | None => version,
        };
        let after = match &self.date {
            DatePlace::Heading(dated) => dated.with(date),
            DatePlace::Below(_) | DatePlace::None => String::new(),
        };
        let heading = headed(self.mark, self.level, &format!("{}{version}{after}", self.front));
        match &self.date {
            DatePlace::Below(dated) => format!("{heading}\n{}\n", dated.with(date).trim()),
            _ => heading,
        }
    }
}

/// A heading, ending in one line end.
pub(super) fn headed(mark: Mark, level: usize, words: &str) -> String {
    let rule = |sign: char| sign.to_string().repeat(crate::text::width(words).max(3));
    match mark {
        Mark::Hashes => format!("{} {words}\n", "#".repeat(level)),
        Mark::Under(sign) => format!("{words}\n{}\n", rule(sign)),
        Mark::Around(sign) => format!("{0}\n{words}\n{0}\n", rule(sign)),
    }
}

fn first_mark(file: &ChangelogFile<'_>) -> Mark {
    match file.markup {
        Markup::Markdown => Mark::Hashes,
        Markup::Restructured => Mark::Under(free_sign(file)),
    }
}

/// A sign that no heading of the file has below it.
fn free_sign(file: &ChangelogFile<'_>) -> char {
    let is_free = |sign: &char| file.headings.iter().all(|heading| heading.mark != Mark::Under(*sign));
    ['-', '~', '^', '"', '\'', '+'].into_iter().find(is_free).unwrap_or('-')
}

/// Whether the six headings of Keep a Changelog are the file's own, or nothing is known against them.
fn keeps_the_form(file: &ChangelogFile<'_>, released: &[VersionHeading], waiting: Option<&Waiting>) -> bool {
    if file.markup == Markup::Markdown && String::from_utf8_lossy(file.bytes).contains("keepachangelog") {
        return true;
    }
    let waits = waiting.into_iter().flat_map(|waiting| within(file, waiting.from, waiting.to));
    let mut inside = released.iter().take(3).flat_map(|version| parts(file, version)).chain(waits).peekable();
    let is_bare = |version: &VersionHeading| version.bracket && version.link.is_none();
    if inside.peek().is_none() {
        return file.markup == Markup::Markdown && (released.len() < 2 || released.iter().all(is_bare));
    }
    // Projects of any habit speak of security.
    let is_of_the_form = |words: &str| words != "Security" && HEADINGS.contains(&words);
    inside.any(|heading| is_of_the_form(heading.words.trim_end_matches(':')))
}

/// The headings within a version.
fn parts<'a>(file: &'a ChangelogFile<'_>, version: &VersionHeading) -> impl Iterator<Item = &'a Heading> {
    let from = version.heading.lines.end;
    within(file, from, file.end_of_part(from, version.heading.level))
}

fn within<'a>(file: &'a ChangelogFile<'_>, from: usize, to: usize) -> impl Iterator<Item = &'a Heading> {
    file.headings.iter().filter(move |heading| heading.lines.start >= from && heading.lines.start < to)
}

fn date_place(file: &ChangelogFile<'_>, released: &[VersionHeading], keeps: bool) -> DatePlace {
    if let Some(dated) = released.iter().find_map(|version| Dated::of(&version.rest)) {
        return DatePlace::Heading(dated);
    }
    let below = |version: &VersionHeading| {
        let from = version.heading.lines.end;
        let line = file.lines[from..].iter().find(|line| !line.text.trim().is_empty())?;
        Dated::of(&line.text).filter(Dated::is_alone)
    };
    if let Some(dated) = released.iter().find_map(below) {
        return DatePlace::Below(dated);
    }
    // One heading without a date may be one that was forgotten.
    if released.len() > 1 && !keeps { DatePlace::None } else { DatePlace::Heading(Dated::usual()) }
}

/// Blank lines before a version that follows another.
fn gap(file: &ChangelogFile<'_>, released: &[VersionHeading]) -> usize {
    let Some(second) = released.get(1) else { return 1 };
    let begin = file.with_anchors(second.heading.lines.start);
    let blank = file.lines[..begin].iter().rev().take_while(|line| line.text.trim().is_empty()).count();
    blank.clamp(1, 3)
}

impl BodyManner {
    fn of(file: &ChangelogFile<'_>, released: &[VersionHeading], keeps: bool, level: usize) -> Self {
        let mut titles: Vec<(SectionKey, String)> = Vec::new();
        let mut mark = None;
        for heading in released.iter().flat_map(|version| parts(file, version)) {
            mark = mark.or(Some((heading.mark, heading.level)));
            if let Some(key) = SectionKey::from_title(&heading.words)
                && titles.iter().all(|(known, _)| *known != key)
            {
                titles.push((key, heading.words.clone()));
            }
        }
        let has_items = released.iter().filter(|version| items(file, version).next().is_some()).count();
        let bullet = released.iter().find_map(|version| items(file, version).next()).filter(|_| !keeps);
        let (mark, level) = mark.filter(|_| !keeps || file.markup == Markup::Restructured).unwrap_or_else(|| {
            let mark = match file.markup {
                Markup::Markdown => Mark::Hashes,
                Markup::Restructured => Mark::Under(free_sign(file)),
            };
            (mark, level + 1)
        });
        let is_flat = released.iter().take(3).all(|version| parts(file, version).next().is_none());
        Self {
            markup: file.markup,
            mark,
            level,
            titles: (!keeps && !titles.is_empty()).then_some(titles),
            flat: !keeps && is_flat && has_items > 1,
            bullet,
        }
    }
}

/// What the items of a version begin with.
fn items(file: &ChangelogFile<'_>, version: &VersionHeading) -> impl Iterator<Item = String> {
    let from = version.heading.lines.end;
    let to = file.end_of_part(from, version.heading.level);
    let lines = file.lines[from..to].iter().filter(|line| !line.quoted);
    lines.filter_map(|line| Some(ITEM.captures(&line.text)?.get(1)?.as_str().to_owned()))
}
