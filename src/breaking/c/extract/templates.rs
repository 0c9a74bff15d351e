//! What templates take.

use super::{
    declarators::declared,
    lexer::Word,
    words::{is_builtin, is_capital, is_noise, joined, split},
};
use crate::breaking::c::model::{Template, TemplateParameter};

/// The parameters between `template <` and `>`.
pub(super) fn parameters(inner: &[Word<'_>]) -> Vec<TemplateParameter> {
    if inner.is_empty() {
        return Vec::new();
    }
    split(inner, ",").into_iter().map(parameter).collect()
}

fn parameter(words: &[Word<'_>]) -> TemplateParameter {
    let has = |mark: &str| words.iter().any(|word| word.text == mark);
    let parts = split(words, "=");
    let before = parts.first().copied().unwrap_or_default();
    let is_keyword = |text: &str| is_builtin(text) || is_noise(text) || text == "const";
    let kind = match before.first().map(|word| word.text) {
        Some("typename" | "class") if !has("::") || before.len() <= 3 => "typename".to_owned(),
        Some("template") => "template".to_owned(),
        _ => declared(before, false).of,
    };
    let name = before.last().filter(|last| last.is_name && !is_keyword(last.text) && before.len() > 1);
    let name = name.filter(|_| before.get(before.len() - 2).is_none_or(|prior| prior.text != "::"));
    TemplateParameter {
        kind,
        name: name.map_or_else(String::new, |name| name.text.to_owned()),
        has_default: parts.len() > 1,
        is_pack: before.iter().any(|word| word.text == "..."),
    }
}

/// How a declaration begins that has them.
pub(super) fn shown(template: &Template, head: String) -> String {
    let Some(parameters) = template else { return head };
    let shown = parameters.iter().map(|one| {
        let dots = if one.is_pack { "..." } else { "" };
        let default = if one.has_default { " = …" } else { "" };
        format!("{}{dots} {}{default}", one.kind, one.name).replace("  ", " ").trim_end().to_owned()
    });
    format!("template <{}> {head}", shown.collect::<Vec<_>>().join(", "))
}

/// `void API_CALLBACK(name)(int);` as `void (*name)(int);`: a macro that says how a pointer's function is called.
pub(super) fn without_callback_macros<'a>(words: &[Word<'a>], is_member: bool) -> Vec<Word<'a>> {
    let mut kept: Vec<Word<'a>> = Vec::with_capacity(words.len());
    let mut place = 0;
    while let Some(word) = words.get(place) {
        let text = |ahead: usize| words.get(place + ahead).map_or("", |word| word.text);
        let says_so = is_member || ["CALLBACK", "FUNCPTR", "FUNC_PTR"].iter().any(|part| word.text.contains(part));
        let is_around = is_capital(word.text)
            && says_so
            && text(1) == "("
            && words.get(place + 2).is_some_and(|name| name.is_name && !is_builtin(name.text))
            && text(3) == ")"
            && text(4) == "(";
        if is_around {
            kept.push(words[place + 1]);
            kept.push(Word { text: "*", is_name: false, ..*word });
            place += 2;
        } else {
            kept.push(*word);
            place += 1;
        }
    }
    kept
}

/// The arguments of a specialisation, as written behind its name.
pub(super) fn arguments(words: &[Word<'_>]) -> String {
    joined(words).replace(" >", ">")
}
