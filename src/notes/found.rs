//! Breaking changes that were found by comparing sources, as notes tell them.

use super::{Document, SectionKey};
use crate::{drafting, history::CommitId};

/// Changes of one commit that are told at length; the names of the others are listed.
const TOLD_AT_LENGTH: usize = 6;
/// Names that are listed; the rest is counted.
pub(super) const NAMED: usize = 20;
/// Characters of a signature.
const LONGEST_CODE: usize = 160;

/// A breaking change that was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Break {
    /// What tells it from others.
    pub fingerprint: String,
    /// The commit that made it, where that is known.
    pub commit: Option<CommitId>,
    /// What breaks, by the name that users know.
    pub symbol: String,
    /// What happened to it.
    pub message: String,
    /// What stood there.
    pub before: Option<String>,
    /// What stands there now.
    pub after: Option<String>,
    /// How to move on.
    pub migration: Option<String>,
    /// Whether a person wrote that; else it is a draft.
    pub is_written: bool,
}

impl Break {
    /// What happened, as a sentence of Markdown that names what breaks.
    pub(super) fn sentence(&self) -> String {
        let told = drafting::markdown(&self.message);
        if told.contains(&self.symbol) { told } else { format!("{}: {told}", code(&self.symbol)) }
    }

    /// The sentence and what belongs to it, on one line; `likewise` are those to which the same happened.
    fn item(&self, likewise: &[&Self], with_draft: bool) -> String {
        let sentence = format!("{}.", drafting::capitalised(self.sentence().trim_end_matches('.')));
        let likewise = (!likewise.is_empty()).then(|| format!("Likewise {}.", named(likewise)));
        [Some(sentence), self.rest(with_draft), likewise].into_iter().flatten().collect::<Vec<_>>().join(" ")
    }

    /// What happened, whatever it happened to; a way on that a person wrote is told of each.
    fn happening(&self) -> (String, Option<&str>) {
        let own = self.symbol.rsplit(['.', ':', '#', '/']).next().unwrap_or(&self.symbol);
        let nameless = self.message.replace(&format!("`{}`", self.symbol), "``").replace(&format!("`{own}`"), "``");
        (nameless, self.migration.as_deref().filter(|_| self.is_written))
    }

    /// What stood and what stands there, and how to move on.
    pub(super) fn rest(&self, with_draft: bool) -> Option<String> {
        let mut parts = Vec::new();
        match (self.before.as_deref(), self.after.as_deref()) {
            // What changed is not in the signature: the sentence says it.
            (Some(before), Some(after)) if before == after => {}
            (Some(before), Some(after)) => {
                let from = shown_from(before, after);
                parts.push(format!("Before: {}; after: {}.", code_from(before, from), code_from(after, from)));
            }
            (Some(before), None) => parts.push(format!("Before: {}.", code(before))),
            (None, Some(after)) => parts.push(format!("After: {}.", code(after))),
            (None, None) => {}
        }
        if let Some(migration) = self.migration.as_deref().filter(|_| with_draft || self.is_written) {
            parts.push(migration_words(migration));
        }
        (!parts.is_empty()).then(|| parts.join(" "))
    }
}

/// What a person wrote is Markdown already, and kept; it stands on one line here.
fn migration_words(migration: &str) -> String {
    migration.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What an entry says below its sentence: the author's own words, then each change. Drafted ways on are left out where the
/// author tells one.
pub(super) fn details(own: Option<String>, breaks: &[&Break]) -> Option<String> {
    let mut paragraphs: Vec<String> = own.into_iter().collect();
    let with_drafts = paragraphs.is_empty();
    let happenings = alike(breaks);
    let told = happenings.iter().take(TOLD_AT_LENGTH);
    let mut items: Vec<String> =
        told.map(|(first, likewise)| format!("- {}", first.item(likewise, with_drafts))).collect();
    let others = happenings.get(TOLD_AT_LENGTH..).unwrap_or_default();
    let others: Vec<&Break> =
        others.iter().flat_map(|(first, likewise)| [*first].into_iter().chain(likewise.iter().copied())).collect();
    if !others.is_empty() {
        items.push(format!("- Also: {}.", named(&others)));
    }
    if !items.is_empty() {
        paragraphs.push(items.join("\n"));
    }
    (!paragraphs.is_empty()).then(|| paragraphs.join("\n\n"))
}

/// Each thing that happened, with the first that it happened to and the others.
fn alike<'a>(breaks: &[&'a Break]) -> Vec<(&'a Break, Vec<&'a Break>)> {
    let mut happenings: Vec<(&'a Break, Vec<&'a Break>)> = Vec::new();
    for found in breaks {
        match happenings.iter_mut().find(|(first, _)| first.happening() == found.happening()) {
            Some((_, likewise)) => likewise.push(found),
            None => happenings.push((found, Vec::new())),
        }
    }
    happenings
}

/// Names of symbols, and how many more there are.
fn named(breaks: &[&Break]) -> String {
    let names: Vec<String> = breaks.iter().take(NAMED).map(|found| code(&found.symbol)).collect();
    let more = breaks.len() - names.len();
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{}{more}", names.join(", "))
}

/// Foreign text on one line.
fn one_line(text: &str) -> String {
    let seen: String = crate::text::without_escapes(text)
        .chars()
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .collect();
    seen.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The letter from which two long texts are shown, so that where they part is seen: the start of a word shortly before it.
fn shown_from(before: &str, after: &str) -> usize {
    let (before, after) = (one_line(before), one_line(after));
    let alike: Vec<char> =
        before.chars().zip(after.chars()).take_while(|(one, other)| one == other).map(|(letter, _)| letter).collect();
    if alike.len() < LONGEST_CODE / 2 || before.chars().count().max(after.chars().count()) <= LONGEST_CODE {
        return 0;
    }
    let about = alike.len() - LONGEST_CODE / 4;
    alike[..about].iter().rposition(|letter| *letter == ' ').map_or(about, |space| space + 1)
}

/// Foreign text as a code span on one line.
fn code(text: &str) -> String {
    code_from(text, 0)
}

/// The same from a letter on.
fn code_from(text: &str, from: usize) -> String {
    let seen = one_line(text);
    let shown: String = if from > 0 { ['…'].into_iter().chain(seen.chars().skip(from)).collect() } else { seen };
    let cut: String = if shown.chars().count() > LONGEST_CODE {
        let begin: String = shown.chars().take(LONGEST_CODE).collect();
        // A name that is cut in two is another name.
        let end = begin.rfind([' ', ',', ';']).filter(|end| *end > begin.len() / 2).unwrap_or(begin.len());
        format!("{}…", begin[..end].trim_end())
    } else {
        shown
    };
    let longest = cut.split(|letter| letter != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let pad = if cut.starts_with('`') || cut.ends_with('`') { " " } else { "" };
    format!("{fence}{pad}{cut}{pad}{fence}")
}

/// The names that notes set as code where they tell what changed, and all of their text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Names {
    text: String,
    codes: Vec<String>,
}

impl Names {
    /// Reads them from the notes.
    pub(super) fn of(document: &Document) -> Self {
        let tells_changes = |key: Option<SectionKey>| {
            matches!(
                key,
                None | Some(SectionKey::Breaking | SectionKey::Removed | SectionKey::Changed | SectionKey::Deprecated)
            )
        };
        let sections = document.sections().iter().filter(|section| tells_changes(section.key));
        let codes = sections.flat_map(|section| {
            let body = &document.text()[section.body.clone()];
            body.split('`').skip(1).step_by(2)
        });
        // `Client::open(url)` names `Client::open`.
        let names = codes.map(|code| code.split(['(', '<', ' ', '[', '{']).next().unwrap_or_default());
        Self {
            codes: names.filter(|name| !name.is_empty()).map(str::to_owned).collect(),
            text: document.text().to_owned(),
        }
    }

    /// Whether the notes name a symbol: whole anywhere, or by its last parts set as code where changes are told.
    pub(super) fn name(&self, symbol: &str) -> bool {
        let is_part = |letter: char| letter.is_alphanumeric() || letter == '_';
        let stands_alone = |at: usize| {
            let before = self.text[..at].chars().next_back();
            let after = self.text[at + symbol.len()..].chars().next();
            !before.is_some_and(is_part) && !after.is_some_and(is_part)
        };
        if symbol.is_empty() {
            return false;
        }
        let is_tail = |code: &String| {
            symbol.strip_suffix(code.as_str()).is_some_and(|front| !front.chars().next_back().is_some_and(is_part))
        };
        self.text.match_indices(symbol).any(|(at, _)| stands_alone(at)) || self.codes.iter().any(is_tail)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notes::Titles;

    #[test]
    fn long_signatures_are_shown_where_they_part() {
        let arguments = "a_long_argument: Option<String>, ".repeat(8);
        let before = format!("fn request({arguments}proxies: None, last: u8)");
        let after = format!("fn request({arguments}last: u8)");
        let found = Break { before: Some(before), after: Some(after), ..removed() };
        let told = found.rest(false).unwrap();
        assert!(told.contains("proxies"), "{told}");
        assert!(told.contains("after: `…"), "{told}");
        let same = Break { after: Some("pub fn connect(url: &str) -> Client".into()), ..removed() };
        assert_eq!(same.rest(false), None);
    }

    fn removed() -> Break {
        Break {
            symbol: "demo::client::connect".into(),
            message: "the function `demo::client::connect` is gone".into(),
            before: Some("pub fn connect(url: &str) -> Client".into()),
            migration: Some("Use `open`.".into()),
            ..Break::default()
        }
    }

    #[test]
    fn a_break_is_told_with_what_stood_there_and_how_to_move_on() {
        assert_eq!(
            details(None, &[&removed()]).unwrap(),
            "- The function `demo::client::connect` is gone. Before: `pub fn connect(url: &str) -> Client`. Use `open`."
        );
        let own = details(Some("Call open.".into()), &[&removed()]).unwrap();
        assert!(own.starts_with("Call open.\n\n- The function") && !own.contains("Use `open`"), "{own}");
        let written = Break { is_written: true, ..removed() };
        assert!(details(Some("Call open.".into()), &[&written]).unwrap().ends_with("Use `open`."));
    }

    #[test]
    fn many_breaks_are_named_and_very_many_counted() {
        let message = |number: usize| format!("it is gone for reason {number}");
        let all: Vec<Break> = (0..40)
            .map(|number| Break { symbol: format!("demo::f{number}"), message: message(number), ..removed() })
            .collect();
        let told = details(None, &all.iter().collect::<Vec<_>>()).unwrap();
        assert_eq!(told.lines().count(), 7);
        assert!(told.ends_with("`demo::f25` and 14 more."), "{told}");
    }

    #[test]
    fn the_same_that_happened_to_many_is_told_once() {
        let gone = |symbol: &str| {
            let name = symbol.rsplit('.').next().unwrap();
            let message = format!("in `{name}`, `proxies` is not accepted any more");
            Break { symbol: symbol.into(), message, before: None, migration: None, ..Break::default() }
        };
        let found = [gone("httpx.get"), gone("httpx.put"), gone("httpx.post")];
        assert_eq!(
            details(None, &found.iter().collect::<Vec<_>>()).unwrap(),
            "- `httpx.get`: in `get`, `proxies` is not accepted any more. Likewise `httpx.put`, `httpx.post`."
        );
        let written = Break { migration: Some("Use `proxy`.".into()), is_written: true, ..gone("httpx.put") };
        assert_eq!(details(None, &[&found[0], &written]).unwrap().lines().count(), 2);
    }

    #[test]
    fn foreign_code_stays_code() {
        assert_eq!(code("a `b` \n c"), "``a `b` c``");
        assert_eq!(code("`b`"), "`` `b` ``");
    }

    #[test]
    fn a_symbol_is_named_whole_or_as_code_where_changes_are_told() {
        let names =
            |text: &str| Names::of(&Document::parse(text, &Titles::new())).name("demo::client::Client::connect");
        for text in [
            "## Breaking changes\n\n- `connect` is gone\n",
            "## Removed\n- `Client::connect(url)`\n",
            "Added: demo::client::Client::connect, again",
        ] {
            assert!(names(text), "{text}");
        }
        for text in [
            "## Breaking changes\n\n- connect is gone\n",
            "## Added\n\n- `connect` to servers\n",
            "## Breaking changes\n\n- `reconnect` and `nect` are gone\n",
        ] {
            assert!(!names(text), "{text}");
        }
    }
}
