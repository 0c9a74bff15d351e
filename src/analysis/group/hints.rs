//! What a message says of other commits, kept until the whole range is known.

use super::Takeback;
use crate::analysis::{
    ReferenceKind,
    wording::{Form, Message},
};

/// No message that a person wrote is longer; a longer one is read this far.
const READ_AT_MOST: usize = 64 * 1024;
/// More names than this are a list, not a hint.
const NAMES_AT_MOST: usize = 12;
/// Bytes before a name in which its phrase stands.
const PHRASE_LENGTH: usize = 72;

/// What a message says of other commits.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hints {
    /// What it takes back.
    pub takeback: Option<Takeback>,
    /// The subject that it is a fixup of.
    pub fixup: Option<Box<str>>,
    /// Commits that it says to mend or to go on with: `Fixes: <id>`, `Follow-up to <id>`, `regression in #12`.
    pub follows: Vec<Box<str>>,
    /// Commits that it names in its prose, whatever for.
    pub names: Vec<Box<str>>,
    /// Commits that it was picked from.
    pub picked: Vec<Box<str>>,
    /// Requests or issues that it says to close.
    pub closes: Vec<Box<str>>,
}

impl Hints {
    /// The hints of a message; nothing for most.
    pub fn of(message: &Message, subject: &str, body: &str) -> Option<Self> {
        let body = &body[..body.floor_char_boundary(READ_AT_MOST)];
        let subject = &subject[..subject.floor_char_boundary(READ_AT_MOST)];
        let mut hints = Self { takeback: Takeback::of(message, subject), ..Self::default() };
        if let Form::Fixup { subject } = &message.form {
            hints.fixup = Some(subject.clone());
        }
        for reference in &message.references {
            match reference.kind {
                ReferenceKind::Fixes => hints.follows.push(reference.id.as_str().into()),
                ReferenceKind::CherryPick => hints.picked.push(reference.id.as_str().into()),
                _ => {}
            }
        }
        for text in [subject, body] {
            hints.read_names(text);
        }
        hints.read_closes(body);
        (hints != Self::default()).then_some(hints)
    }

    fn read_names(&mut self, text: &str) {
        for (at, id) in ids(text) {
            let words = before(text, at);
            if follows(words) {
                push(&mut self.follows, id.to_owned());
            } else if !is_listed(words) {
                push(&mut self.names, id.to_owned());
            }
        }
        for (at, number) in numbers(text) {
            if follows(before(text, at)) || is_followed(&text[at + 1 + number.len()..]) {
                push(&mut self.follows, format!("#{number}"));
            }
        }
    }

    fn read_closes(&mut self, body: &str) {
        for line in body.lines() {
            let line = line.trim_start();
            let length = line.bytes().take_while(u8::is_ascii_alphabetic).count();
            let (word, rest) = line.split_at(length);
            let closes = ["close", "closes", "closed", "fix", "fixes", "fixed", "resolve", "resolves", "resolved"];
            if !closes.iter().any(|known| word.eq_ignore_ascii_case(known)) {
                continue;
            }
            let Some(rest) = rest.trim_start_matches(':').trim_start().strip_prefix('#') else { continue };
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            if (1..=9).contains(&digits) {
                push(&mut self.closes, rest[..digits].to_owned());
            }
        }
    }
}

fn push(list: &mut Vec<Box<str>>, name: String) {
    if list.len() < NAMES_AT_MOST && !list.iter().any(|known| **known == *name) {
        list.push(name.into());
    }
}

/// Abbreviated and full ids, with where they begin. A run of digits or of letters alone is a number or a word.
fn ids(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < bytes.len() {
            let start = at;
            while at < bytes.len() && (bytes[at].is_ascii_alphanumeric() || bytes[at] == b'_' || bytes[at] >= 0x80) {
                at += 1;
            }
            let word = &bytes[start..at];
            at += usize::from(at == start);
            if (7..=40).contains(&word.len())
                && word.iter().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(byte))
                && word.iter().any(u8::is_ascii_digit)
                && (word.len() > 12 || word.iter().any(u8::is_ascii_alphabetic))
            {
                return Some((start, &text[start..start + word.len()]));
            }
        }
        None
    })
}

/// The `#12` of a text, with where they begin.
fn numbers(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.match_indices('#').filter_map(|(at, _)| {
        let rest = &text[at + 1..];
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let stands_alone = !text[..at].ends_with(|last: char| last.is_alphanumeric() || last == '&' || last == '/');
        ((1..=9).contains(&digits) && stands_alone).then(|| (at, &rest[..digits]))
    })
}

/// The words just before a place, in the same paragraph.
fn before(text: &str, at: usize) -> &str {
    let start = text.floor_char_boundary(at.saturating_sub(PHRASE_LENGTH));
    let words = &text[start..at];
    words.rfind("\n\n").map_or(words, |end| &words[end..])
}

/// Whether a name stands in a line of references (`Ref: 1234abc`, `See 1234abc`), which says little about it.
fn is_listed(words: &str) -> bool {
    let line = words.rsplit('\n').next().unwrap_or_default().trim_start();
    let first = line.split(|letter: char| !letter.is_ascii_alphabetic()).next().unwrap_or_default();
    ["ref", "refs", "see", "cf", "references", "related", "link"].iter().any(|word| first.eq_ignore_ascii_case(word))
}

/// Whether the words after a name say that it is gone on with: `#12 follow-ups and cleanup`.
fn is_followed(words: &str) -> bool {
    let words = words.trim_start_matches([' ', ':', ')', ']', '-']);
    let begins = |mark: &&str| words.get(..mark.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(mark));
    ["follow-up", "follow up", "followup", "fixup", "fix-up"].iter().any(begins)
}

/// Whether words that end in a name say that the named commit is gone on with or mended.
fn follows(words: &str) -> bool {
    const PHRASES: [&str; 26] = [
        "follow-up to",
        "follow up to",
        "followup to",
        "follow-up of",
        "followup of",
        "follow-up for",
        "followup for",
        "follow-up on",
        "follow up on",
        "follow-up from",
        "fixup of",
        "fixup to",
        "fix-up for",
        "fixup for",
        "regression from",
        "regression in",
        "regression of",
        "regressed in",
        "regressed by",
        "introduced in",
        "introduced by",
        "introduced with",
        "broken by",
        "broken in",
        "broken since",
        "bug from",
    ];
    let lower: String =
        words.chars().map(|letter| if letter.is_whitespace() { ' ' } else { letter.to_ascii_lowercase() }).collect();
    // Between the phrase and the name stands no more than `commit` or a mark.
    let end = lower.trim_end_matches(|letter: char| !letter.is_alphanumeric());
    let end = ["commit", "pr", "pull request", "the", "change"]
        .iter()
        .fold(end, |end, word| end.strip_suffix(word).map_or(end, |rest| rest.trim_end_matches([' ', ':', '(', '#'])));
    let amends = ["fixes", "fixes commit", "amends", "ammends", "fixup", "follow-up", "followup", "complements"];
    PHRASES.iter().any(|phrase| end.ends_with(phrase))
        || amends.iter().any(|word| {
            end.strip_suffix(word).is_some_and(|rest| rest.is_empty() || rest.ends_with([' ', '\n', '(', '.']))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hints(subject: &str, body: &str) -> Hints {
        Hints::of(&Message::read(subject, body), subject, body).unwrap_or_default()
    }

    fn follows_of(body: &str) -> Vec<String> {
        hints("x", body).follows.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn phrases_say_what_a_commit_goes_on_with() {
        assert_eq!(follows_of("Follow-up to 1234abc5678"), ["1234abc5678"]);
        assert_eq!(follows_of("This is a follow-up\nto #4321."), ["#4321"]);
        assert_eq!(follows_of("#4321 followups and tidying"), ["#4321"]);
        assert_eq!(follows_of("Fixes: 1234abc (\"add stars\")"), ["1234abc"]);
        assert_eq!(follows_of("The crash was introduced in commit `1234abc`."), ["1234abc"]);
        assert_eq!(follows_of("Regression from PR #77"), ["#77"]);
    }

    #[test]
    fn a_name_without_such_a_phrase_is_only_a_name() {
        let found = hints("x", "As 1234abc (add stars, 2024-01-02) does, and #12; not deadbee nor 1234567.");
        assert_eq!(found.names, [Box::from("1234abc")]);
        assert!(found.follows.is_empty());
    }

    #[test]
    fn what_a_message_closes_is_read() {
        assert_eq!(hints("x", "Words\n\nCloses #12\nFixes: #13\nsee #14").closes, [Box::from("12"), Box::from("13")]);
    }

    #[test]
    fn most_messages_say_nothing() {
        assert_eq!(Hints::of(&Message::read("add stars", "many"), "add stars", "many"), None);
    }

    #[test]
    fn a_list_of_ids_is_cut() {
        let ids: Vec<String> = (0..500).map(|number| format!("{:07x}a1", 0xabc_0000 + number)).collect();
        let list = ids.join(" ");
        assert_eq!(hints("x", &list).names.len(), NAMES_AT_MOST);
    }
}
