//! Functions and methods.

use super::{
    declarators::{declared, qualified, returned},
    lexer::Word,
    words::{after_group, is_builtin, is_capital, is_noise, joined, plain, split},
};
use crate::breaking::c::model::Function;

/// Reads a function, its name with it; nothing if the words declare something else. `around` is the class that it is in.
pub(super) fn function(words: &[Word<'_>], around: &str) -> Option<(String, Function)> {
    let words = without_prototype_macro(plain(words));
    let (name, at, open) = named(&words, around)?;
    let close = after_group(&words, open);
    let inner = words.get(open + 1..close.saturating_sub(1))?;
    let before = &words[..at];
    let has = |text: &str| before.iter().any(|word| word.text == text);
    let mut found = Function {
        is_virtual: has("virtual"),
        is_static: has("static") && !around.is_empty(),
        is_constexpr: has("constexpr"),
        is_explicit: has("explicit"),
        ..Function::default()
    };
    // What makes or ends a value of the class returns nothing; what stands before its name decorates it.
    let converts = name.strip_prefix("operator ").is_some_and(|to| !matches!(to, "new" | "delete" | "co_await"));
    if name != class_of(around) && !name.starts_with('~') && !converts {
        found.returns = returned(before);
    }
    for one in split(inner, ",") {
        match one {
            [] => {}
            [dots] if dots.text == "..." => found.is_variadic = true,
            [void] if void.text == "void" => {}
            _ => {
                let has_default = one.iter().any(|word| word.text == "=");
                let one = split(one, "=").first().copied().unwrap_or(one);
                found.parameters.push((declared(one, true).of, has_default));
            }
        }
    }
    let after = &words[close..];
    let mut place = 0;
    while let Some(word) = after.get(place) {
        match word.text {
            "const" => found.is_const = true,
            "noexcept" => found.is_noexcept = true,
            "override" => found.is_override = true,
            "final" => found.is_final = true,
            "->" => {
                found.returns = declared(split(&after[place + 1..], "=").first()?, false).of;
            }
            "=" => {
                let value = after.get(place + 1).map(|word| word.text);
                found.is_pure = value == Some("0");
                found.is_deleted = value == Some("delete");
                break;
            }
            ":" | "{" => break,
            "(" => {
                place = after_group(after, place);
                continue;
            }
            _ => {}
        }
        place += 1;
    }
    Some((name, found))
}

/// Without the macro around parameters that kept them from compilers which did not know any: `int f OF((int a));`.
pub(super) fn without_prototype_macro(mut words: Vec<Word<'_>>) -> Vec<Word<'_>> {
    let is = |at: usize, text: &str| words.get(at).is_some_and(|word| word.text == text);
    let found = (2..words.len()).find(|&at| {
        let is_macro = words[at].is_name && is_capital(words[at].text) || matches!(words[at].text, "_" | "__P");
        let is_named = words[at - 1].is_name && !is_builtin(words[at - 1].text) && !is_noise(words[at - 1].text);
        // `typedef int (*f) OF((int a));`
        let is_pointer = || {
            let open = words[..at - 1].iter().rposition(|word| word.text == "(");
            words[at - 1].text == ")" && open.is_some_and(|open| is(open + 1, "*"))
        };
        is_macro && is(at + 1, "(") && is(at + 2, "(") && (is_named || is_pointer())
    });
    let Some(at) = found else { return words };
    let end = after_group(&words, at + 2);
    if after_group(&words, at + 1) == end + 1 && words.get(end).is_some_and(|word| word.text == ")") {
        words.remove(end);
        words.drain(at..at + 2);
    }
    words
}

/// The name of a class without what it is in and what it is made for.
fn class_of(around: &str) -> &str {
    let plain = around.split('<').next().unwrap_or(around);
    plain.rsplit("::").next().unwrap_or(plain)
}

/// The name of a function, its place, and that of the bracket after it.
fn named(words: &[Word<'_>], around: &str) -> Option<(String, usize, usize)> {
    let class = class_of(around);
    let mut fallback = None;
    let mut place = 0;
    while let Some(word) = words.get(place) {
        if matches!(word.text, "=" | "{" | ":") {
            break;
        }
        if word.text == "operator" {
            // `operator()` has brackets in its name.
            let from = if words.get(place + 1).is_some_and(|word| word.text == "(") { place + 3 } else { place + 1 };
            let open = (from..words.len()).find(|at| words[*at].text == "(")?;
            let symbol = &words[place + 1..open];
            let name = match symbol.first() {
                Some(first) if first.is_name => format!("operator {}", joined(symbol)),
                _ => format!("operator{}", symbol.iter().map(|word| word.text).collect::<String>()),
            };
            return Some((name, place, open));
        }
        if word.text == "(" {
            // `int (name)(void)` keeps a macro of that name away.
            let is_guarded = words.get(place + 1).is_some_and(|word| word.is_name && !is_builtin(word.text))
                && words.get(place + 2).is_some_and(|word| word.text == ")")
                && words.get(place + 3).is_some_and(|word| word.text == "(");
            if is_guarded && place > 0 {
                return Some((words[place + 1].text.to_owned(), place, place + 3));
            }
            place = after_group(words, place);
            continue;
        }
        if !word.is_name || is_builtin(word.text) || is_noise(word.text) || word.text == "decltype" {
            place += 1;
            continue;
        }
        let end = qualified(words, place);
        if words.get(end).is_none_or(|next| next.text != "(") {
            place = end;
            continue;
        }
        let is_destructor = place > 0 && words[place - 1].text == "~";
        let is_special = word.text == class && !class.is_empty();
        // `int (*name)(int)` is a pointer, and what it returns is no function.
        let is_pointer = matches!(words.get(end + 1).map(|word| word.text), Some("*" | "^"))
            && words.get(after_group(words, end)).is_some_and(|word| word.text == "(");
        if is_pointer {
            return None;
        }
        let has_type =
            words[..place].iter().any(|word| word.is_name && !is_specifier(word.text)) || is_special || is_destructor;
        let name = if is_destructor { format!("~{}", word.text) } else { word.text.to_owned() };
        // Where a type and a name come later, this is a macro that decorates them.
        let is_decoration = is_capital(word.text) && {
            let after = after_group(words, end);
            words.get(after).is_some_and(|next| next.is_name && !matches!(next.text, "const" | "noexcept"))
                && words[after..].iter().any(|word| word.text == "(")
        };
        if has_type && !is_decoration {
            return Some((name, if is_destructor { place - 1 } else { place }, end));
        }
        if !is_decoration && fallback.is_none() && !is_capital(word.text) {
            fallback = Some((name, place, end));
        }
        place = after_group(words, end);
    }
    fallback
}

fn is_specifier(text: &str) -> bool {
    matches!(text, "static" | "virtual" | "explicit" | "constexpr" | "typedef") || is_noise(text) && text != "volatile"
}
