//! Words and marks of messages and paths that say something about risk.

/// Where a sign stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Place {
    /// A word of the subject.
    Subject,
    /// A word of the message.
    Message,
    /// What the subject begins with.
    Beginning,
    /// A mark of the message, such as a list.
    Mark,
    /// A word of a path.
    Path,
    /// The end of a file's name.
    Extension,
}

impl Place {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::Subject, Self::Message, Self::Beginning, Self::Mark, Self::Path, Self::Extension];

    /// The name that the file of parameters uses.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Subject => "subject",
            Self::Message => "message",
            Self::Beginning => "beginning",
            Self::Mark => "mark",
            Self::Path => "path",
            Self::Extension => "extension",
        }
    }
}

/// Of a subject and a body so much is read.
const SUBJECT_AT_MOST: usize = 200;
const BODY_AT_MOST: usize = 600;
/// Of a commit's files so many are read.
pub const FILES_AT_MOST: usize = 25;
const LONGEST_WORD: usize = 20;
const MARKS: [(&str, &str); 12] = [
    ("dashes", "\n- "),
    ("stars", "\n* "),
    ("code", "`"),
    ("question", "?"),
    ("exclamation", "!"),
    ("link", "http"),
    ("call", "()"),
    ("quote", "\""),
    ("arrow", "->"),
    ("underscore", "_"),
    ("paragraphs", "\n\n"),
    ("request", "(#"),
];

/// The body of a message without its trailers, as much of it as is read.
pub fn explanation(body: &str) -> String {
    let start = &body[..body.floor_char_boundary(4 * BODY_AT_MOST)];
    let mut kept = String::with_capacity(start.len().min(BODY_AT_MOST));
    for line in start.lines().filter(|line| !is_trailer(line)) {
        if !kept.is_empty() {
            kept.push('\n');
        }
        kept.push_str(line);
        if kept.len() >= BODY_AT_MOST {
            break;
        }
    }
    kept.truncate(kept.floor_char_boundary(BODY_AT_MOST));
    kept.truncate(kept.trim_end().len());
    kept
}

/// People sign; what they sign for is said elsewhere.
fn is_trailer(line: &str) -> bool {
    let Some((key, value)) = line.split_once(": ") else { return false };
    let key = key.trim_start();
    let is_word = key.len() < 30 && key.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'-');
    let ends = |end: &str| key.len() > end.len() && key[key.len() - end.len()..].eq_ignore_ascii_case(end);
    is_word
        && !value.is_empty()
        && (ends("-by") || key.eq_ignore_ascii_case("cc") || key.eq_ignore_ascii_case("change-id"))
}

/// Whether a message speaks of a fix; `body` is that of [`explanation`].
pub fn speaks_of_fix(subject: &str, body: &str) -> bool {
    const WORDS: [&str; 10] =
        ["fix", "fixes", "fixed", "leak", "leaks", "crash", "crashes", "regression", "broken", "typo"];
    let mut buffer = [0; LONGEST_WORD];
    let mut found = false;
    for text in [&subject[..subject.floor_char_boundary(SUBJECT_AT_MOST)], body] {
        words(text, &mut buffer, |word| found |= WORDS.contains(&word));
    }
    found
}

/// Calls `found` for each word of a subject.
pub(super) fn of_subject(subject: &str, found: impl FnMut(&str)) {
    words(&subject[..subject.floor_char_boundary(SUBJECT_AT_MOST)], &mut [0; LONGEST_WORD], found);
}

/// Calls `found` for each sign of a message; `body` is that of [`explanation`].
pub fn of_message(subject: &str, body: &str, mut found: impl FnMut(Place, &str)) {
    let subject = &subject[..subject.floor_char_boundary(SUBJECT_AT_MOST)];
    let body = &body[..body.floor_char_boundary(BODY_AT_MOST)];
    let mut buffer = [0; LONGEST_WORD];
    words(subject, &mut buffer, |word| {
        found(Place::Subject, word);
        found(Place::Message, word);
    });
    words(body, &mut buffer, |word| found(Place::Message, word));
    let beginning = subject.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    if let Some(lower) = lowered(beginning, &mut buffer) {
        found(Place::Beginning, lower);
    }
    for (name, mark) in MARKS {
        let spans = mark.starts_with('\n');
        if body.contains(mark) || !spans && subject.contains(mark) {
            found(Place::Mark, name);
        }
    }
}

/// Calls `found` for each sign of a path.
pub fn of_path(path: &str, mut found: impl FnMut(Place, &str)) {
    let mut buffer = [0; LONGEST_WORD];
    words(path, &mut buffer, |word| found(Place::Path, word));
    let name = path.rsplit('/').next().unwrap_or_default();
    if let Some((_, extension)) = name.rsplit_once('.')
        && let Some(lower) = lowered(extension, &mut buffer)
    {
        found(Place::Extension, lower);
    }
}

/// Words of letters of the Latin alphabet; one that has others too is left out, not cut.
fn words(text: &str, buffer: &mut [u8; LONGEST_WORD], mut found: impl FnMut(&str)) {
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        if word.len() >= 2
            && word.bytes().all(|byte| byte.is_ascii_alphabetic())
            && let Some(lower) = lowered(word, buffer)
        {
            found(lower);
        }
    }
}

fn lowered<'a>(word: &str, buffer: &'a mut [u8; LONGEST_WORD]) -> Option<&'a str> {
    if word.is_empty() || word.len() > LONGEST_WORD || !word.is_ascii() {
        return None;
    }
    let lower = &mut buffer[..word.len()];
    lower.copy_from_slice(word.as_bytes());
    lower.make_ascii_lowercase();
    std::str::from_utf8(lower).ok()
}
