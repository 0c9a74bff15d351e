//! What stands before the braces of types: their names, bases and kinds.

use super::{
    declarators::declared,
    enums,
    lexer::Word,
    templates,
    words::{after_angle, after_group, is_capital, joined, plain, split},
};
use crate::breaking::c::model::{Enumeration, Record, RecordKind, What};

/// Whether what stands before a brace makes it the body of a type.
pub(super) fn opens_type(before: &[Word<'_>]) -> bool {
    let before = plain(before);
    let Some(at) = before.iter().position(|word| matches!(word.text, "struct" | "union" | "class" | "enum")) else {
        return false;
    };
    // `struct a f(void) {` is a function.
    !before[at..].iter().enumerate().any(|(place, word)| {
        word.text == "(" && !before.get(at + place - 1).is_some_and(|name| is_capital(name.text)) || word.text == "="
    }) && !before[..at].iter().any(|word| word.text == "(")
}

/// The name of a type, macros that decorate it left out.
pub(super) fn tag_of(head: &[Word<'_>]) -> Option<String> {
    let at = head.iter().position(|word| matches!(word.text, "struct" | "union" | "class" | "enum"))?;
    let mut names: Vec<(&str, String)> = Vec::new();
    let mut place = at + 1;
    while let Some(word) = head.get(place) {
        match word.text {
            ":" => break,
            "(" => {
                place = after_group(head, place);
                names.pop();
                continue;
            }
            "<" => {
                let end = after_angle(head, place).max(place + 1);
                // What is made for some arguments alone is another type than what is made for all.
                if let Some((_, arguments)) = names.last_mut() {
                    *arguments = templates::arguments(&head[place..end]);
                }
                place = end;
                continue;
            }
            "final" | "class" | "struct" => {}
            text if word.is_name => names.push((text, String::new())),
            _ => {}
        }
        place += 1;
    }
    let real = names.iter().rfind(|(name, _)| !is_capital(name)).or_else(|| names.last());
    real.map(|(name, arguments)| format!("{name}{arguments}"))
}

/// The public bases of a class.
pub(super) fn bases(head: &[Word<'_>], kind: RecordKind) -> Vec<String> {
    let Some(at) = head.iter().position(|word| word.text == ":") else { return Vec::new() };
    let parts = split(&head[at + 1..], ",").into_iter();
    let public = parts.filter(|part| {
        let says = |text: &str| part.iter().any(|word| word.text == text);
        says("public") || kind == RecordKind::Struct && !says("private") && !says("protected")
    });
    public
        .map(|part| {
            let named: Vec<Word<'_>> =
                part.iter().filter(|word| !matches!(word.text, "public" | "virtual")).copied().collect();
            joined(&named)
        })
        .collect()
}

/// An enumeration with its values.
pub(super) fn enumeration(head: &[Word<'_>], inside: &[Word<'_>]) -> Enumeration {
    let underlying = head.iter().position(|word| word.text == ":").map(|at| declared(&head[at + 1..], false).of);
    Enumeration {
        is_scoped: head.iter().any(|word| matches!(word.text, "class" | "struct")),
        underlying: underlying.unwrap_or_default(),
        values: Some(enums::values(inside)),
    }
}

/// `struct a;` and `enum b;`: what is only named.
pub(super) fn only_named(words: &[Word<'_>]) -> Option<(What, String)> {
    let words = plain(words);
    let (last, keywords) = words.split_last()?;
    let kind = keywords.iter().find(|word| !is_capital(word.text))?;
    let is_only =
        keywords.iter().all(|word| matches!(word.text, "struct" | "union" | "class" | "enum") || is_capital(word.text));
    if !is_only || !last.is_name {
        return None;
    }
    let what = match kind.text {
        "enum" => What::Enum(Enumeration { is_scoped: keywords.len() > 1, ..Enumeration::default() }),
        "union" => What::Record(Record { kind: RecordKind::Union, ..Record::default() }),
        "class" => What::Record(Record { kind: RecordKind::Class, ..Record::default() }),
        _ => What::Record(Record::default()),
    };
    Some((what, last.text.to_owned()))
}
