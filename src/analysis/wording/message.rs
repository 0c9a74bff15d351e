//! A whole commit message, read.

use super::{Footer, Form, Header, reference};
use crate::analysis::{Reference, ReferenceKind};

/// What a message says, before anything is concluded from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// What kind of subject it is.
    pub form: Form,
    /// The conventional header of the subject (of a fixup: of the subject that it belongs to).
    pub header: Option<Header>,
    /// The headers of the list that a squash leaves in the body (`* feat: x`), those of a known kind.
    pub squashed: Vec<Header>,
    /// The subject without header, decoration and `(#123)`: what notes would say.
    pub description: Box<str>,
    /// What the author says it breaks.
    pub breaking: Option<Box<str>>,
    /// What it refers to.
    pub references: Vec<Reference>,
}

impl Message {
    /// Reads git's subject (`%s`) and body (`%b`).
    pub fn read(subject: &str, body: &str) -> Self {
        let subject = start_of(subject);
        // Footers stand at the end, so of an overlong body both ends are read.
        let (body, end) = (start_of(body), (body.len() > reference::READ_AT_MOST).then(|| end_of(body)));
        let form = Form::of(subject);
        let header = header_of(subject, &form);
        let footers = Footer::all(body);
        let breaking_footer =
            breaking_footer(&footers).or_else(|| end.and_then(|end| breaking_footer(&Footer::all(end))));
        let squashed = squashed(body);
        let marked = header.as_ref().into_iter().chain(&squashed).find(|header| header.breaking);
        let description = description(subject, body, &form, header.as_ref());
        let breaking = breaking_footer
            .or_else(|| marked.map(|header| reference::without_pull_request(&header.description).0.into()));
        let references = reference::References::read(subject, body, &form, &footers);
        Self { form, header, squashed, description, breaking, references }
    }

    /// Ids of the commits that it takes back, as written: full, abbreviated, or a pull request (`#12`).
    pub fn reverted(&self) -> impl Iterator<Item = &str> {
        self.references
            .iter()
            .filter(|reference| reference.kind == ReferenceKind::Reverts)
            .map(|reference| reference.id.as_str())
    }

    /// People that `Co-authored-by` names, as `(name, email)`.
    pub fn co_authors(body: &str) -> Vec<(String, String)> {
        let mut found: Vec<(String, String)> = Vec::new();
        for line in end_of(body).lines() {
            let Some((token, value)) = line.split_once(':') else { continue };
            if !token.trim().eq_ignore_ascii_case("co-authored-by") {
                continue;
            }
            let value = value.trim();
            let (name, email) = match value.rsplit_once('<') {
                Some((name, rest)) => (name.trim(), rest.trim_end_matches('>').trim()),
                None => (value, ""),
            };
            let person = (name.to_owned(), email.to_owned());
            if !value.is_empty() && !found.contains(&person) {
                found.push(person);
            }
        }
        found
    }
}

fn header_of(subject: &str, form: &Form) -> Option<Header> {
    match form {
        Form::Plain => Header::read(subject),
        Form::Fixup { subject } => Header::read(subject),
        Form::Merge(merge) => merge.title.as_deref().and_then(Header::read),
        Form::Revert { .. } => None,
    }
}

/// Templates ask for the footer, and people answer that there is nothing to tell.
fn breaking_footer(footers: &[Footer<'_>]) -> Option<Box<str>> {
    let says_nothing = |value: &str| {
        let value = value.trim_matches(|c: char| c == '.' || c == '*' || c.is_whitespace());
        ["", "none", "no", "n/a", "na", "-"].iter().any(|nothing| value.eq_ignore_ascii_case(nothing))
    };
    let told = |footer: &&Footer<'_>| footer.is_breaking() && !says_nothing(footer.value);
    footers.iter().find(told).map(|footer| before_next_commit(footer.value).into())
}

/// In the body of a squash the next commit's line, or the rule under the list, ends what one commit says of itself.
fn before_next_commit(value: &str) -> &str {
    let is_end = |line: &str| {
        let line = line.trim();
        (line.len() >= 3 && line.bytes().all(|byte| byte == b'-')) || !squashed(line).is_empty()
    };
    let mut at = 0;
    for line in value.split_inclusive('\n') {
        if at > 0 && is_end(line) {
            return value[..at].trim_end();
        }
        at += line.len();
    }
    value
}

fn squashed(body: &str) -> Vec<Header> {
    body.lines()
        .filter_map(|line| line.strip_prefix("* ").or_else(|| line.strip_prefix("- ")))
        .filter_map(Header::read)
        .filter(|header| header.kind.is_some())
        .take(100)
        .collect()
}

fn description(subject: &str, body: &str, form: &Form, header: Option<&Header>) -> Box<str> {
    let text = match (form, header) {
        (_, Some(header)) => &header.description,
        // A forge's merge says what it is about in the first line of the body.
        (Form::Merge(merge), None) => match &merge.title {
            Some(title) => title,
            None if merge.pull_request.is_some() || merge.of_advisory => {
                let title = body.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or(subject);
                let title = title.strip_prefix("* ").filter(|_| merge.of_advisory).unwrap_or(title);
                return match Header::read(title) {
                    Some(header) => cleaned(&header.description).into(),
                    None => cleaned(title).into(),
                };
            }
            None => subject,
        },
        (Form::Fixup { subject }, None) => subject,
        _ => super::header::without_decoration(subject),
    };
    let text = cleaned(text);
    if text.is_empty() { subject.into() } else { text.into() }
}

fn cleaned(text: &str) -> &str {
    reference::without_pull_request(text.trim()).0
}

fn start_of(text: &str) -> &str {
    &text[..text.floor_char_boundary(reference::READ_AT_MOST)]
}

fn end_of(text: &str) -> &str {
    &text[text.ceil_char_boundary(text.len().saturating_sub(reference::READ_AT_MOST))..]
}
