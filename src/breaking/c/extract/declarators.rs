//! Types and the names that are declared with them.

use super::{
    lexer::Word,
    words::{after_angle, after_group, is_builtin, is_capital, is_noise, joined, plain, split},
};

/// Levels of functions in functions.
const DEEPEST: usize = 16;

/// A type, and the name that it was given to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Declared {
    /// In one form for all ways to write it.
    pub(super) of: String,
    pub(super) name: Option<String>,
    /// Words of the type before pointers and names, for further names in the same declaration.
    pub(super) base: usize,
}

/// Reads a declaration of one thing that is no function.
pub(super) fn declared(words: &[Word<'_>], is_parameter: bool) -> Declared {
    read(&plain(words), is_parameter, 0)
}

/// Reads a type that no name follows, decorations around it.
pub(super) fn returned(words: &[Word<'_>]) -> String {
    // A name that nobody gives stands where the declared one would.
    let mut words = plain(words);
    let name = Word { text: "returned", line: 0, is_conditional: false, is_name: true };
    while words.last().is_some_and(|last| last.text == ")") {
        let open = words.iter().rposition(|word| word.text == "(").unwrap_or(0);
        if open == 0 || !is_capital(words[open - 1].text) {
            break;
        }
        words.truncate(open - 1);
    }
    while words.len() > 1
        && words.last().is_some_and(|last| is_capital(last.text))
        && has_type(&words[..words.len() - 1])
    {
        words.pop();
    }
    words.push(name);
    read(&words, false, 0).of
}

/// Whether there is a type among words, and not decoration alone.
fn has_type(words: &[Word<'_>]) -> bool {
    words.iter().any(|word| {
        is_builtin(word.text)
            || word.is_name && !is_noise(word.text) && !is_capital(word.text) && !is_qualifier(word.text)
    })
}

fn is_qualifier(text: &str) -> bool {
    matches!(text, "const" | "constexpr" | "static" | "virtual" | "explicit" | "typedef")
}

fn read(words: &[Word<'_>], is_parameter: bool, depth: usize) -> Declared {
    let (base, mut name, at) = base(words);
    let mut text = base;
    let mut place = at;
    let mut pointers = 0;
    while let Some(word) = words.get(place) {
        match word.text {
            "*" | "&" | "&&" | "^" => {
                text.push_str(word.text);
                pointers += 1;
            }
            "const" if pointers > 0 => text.push_str(" const"),
            "[" => {
                let end = after_group(words, place);
                if is_parameter {
                    text.push('*');
                } else {
                    text.push_str(&joined(&words[place..end]));
                }
                place = end;
                continue;
            }
            "(" => {
                let end = after_group(words, place);
                let inner = words.get(place + 1..end.saturating_sub(1)).unwrap_or_default();
                if words.get(end).is_some_and(|word| word.text == "(") && depth < DEEPEST {
                    let close = after_group(words, end);
                    name = pointed_name(inner).or(name);
                    let stars = inner.iter().filter(|word| matches!(word.text, "*" | "&" | "^")).count().max(1);
                    let list = words.get(end + 1..close.saturating_sub(1)).unwrap_or_default();
                    let (stars, list) = ("*".repeat(stars), list_text(list, depth));
                    for part in ["(", &stars, ")(", &list, ")"] {
                        text.push_str(part);
                    }
                    place = close;
                } else {
                    // A call of a macro that decorates, or a name in brackets.
                    if name.is_none() {
                        name = pointed_name(inner);
                    }
                    place = end;
                }
                continue;
            }
            ":" => {
                text.push_str(&joined(&words[place..]));
                break;
            }
            "=" | "{" => break,
            text if word.is_name && !is_noise(text) && text != "const" && !(is_capital(text) && name.is_some()) => {
                name = Some(text.to_owned());
            }
            _ => {}
        }
        place += 1;
    }
    // What is handed over is copied: whether the copy changes is nobody's matter.
    if is_parameter {
        if let Some(shorter) = text.strip_suffix(" const") {
            text = shorter.to_owned();
        }
        if pointers == 0 && !text.contains('*') {
            text = text.trim_start_matches("const ").to_owned();
        }
    }
    Declared { of: text, name, base: at }
}

fn pointed_name(words: &[Word<'_>]) -> Option<String> {
    let mut names = words.iter().filter(|word| word.is_name && !is_noise(word.text) && word.text != "const");
    names.rfind(|word| !is_builtin(word.text)).map(|word| word.text.to_owned())
}

/// The types of a list of parameters.
pub(super) fn list_text(words: &[Word<'_>], depth: usize) -> String {
    let types: Vec<String> = split(words, ",").into_iter().map(|one| read(one, true, depth + 1).of).collect();
    if types.len() == 1 && types[0] == "void" { String::new() } else { types.join(", ") }
}

/// The type before pointers and names, a name if it follows at once, and the place of what comes after.
fn base(words: &[Word<'_>]) -> (String, Option<String>, usize) {
    let mut builtins: Vec<&str> = Vec::new();
    let mut names: Vec<(String, bool)> = Vec::new();
    let mut is_const = false;
    let mut place = 0;
    while let Some(word) = words.get(place) {
        match word.text {
            "const" => is_const = true,
            "constexpr" | "static" | "virtual" | "explicit" | "typedef" | "using" | "::" => {}
            text if is_noise(text) => {}
            "decltype" => {
                let end = after_group(words, place + 1);
                names.push((joined(&words[place..end]), false));
                place = end;
                continue;
            }
            text if is_builtin(text) => builtins.push(text),
            _ if word.is_name => {
                let end = qualified(words, place);
                // A macro that decorates, with what it takes.
                let calls = words.get(end).is_some_and(|next| next.text == "(");
                let is_decoration = is_capital(word.text) && calls && names.is_empty() && builtins.is_empty();
                if is_decoration && words.get(end + 1).is_none_or(|next| next.text != "*") {
                    place = after_group(words, end);
                    continue;
                }
                names.push((joined(&words[place..end]), is_capital(word.text)));
                place = end;
                continue;
            }
            _ => break,
        }
        place += 1;
    }
    let mut name = None;
    let of = if builtins.is_empty() {
        let decorations = names.iter().filter(|(_, is_capital)| *is_capital).count();
        let real = names.len() - decorations;
        // Of several names, one is the type, one may be what is declared, and capitals are mostly decoration.
        if real >= 2 {
            names.retain(|(_, is_capital)| !is_capital);
            name = names.pop().map(|(name, _)| name);
            names.pop().map(|(name, _)| name).unwrap_or_default()
        } else if names.len() >= 2 {
            let ends_declaration = !matches!(words.get(place).map(|word| word.text), Some("*" | "&" | "&&" | "("));
            if ends_declaration {
                name = names.pop().map(|(name, _)| name);
            }
            let at = names.iter().rposition(|(_, is_capital)| !is_capital).unwrap_or(names.len() - 1);
            names.swap_remove(at).0
        } else {
            names.pop().map(|(name, _)| name).unwrap_or_default()
        }
    } else {
        name = names.into_iter().rfind(|(_, is_capital)| !is_capital || builtins.len() == 1).map(|(name, _)| name);
        number(&builtins)
    };
    (if is_const { format!("const {of}") } else { of }, name, place)
}

/// The place after `a::b<c>::d`.
pub(super) fn qualified(words: &[Word<'_>], at: usize) -> usize {
    let mut place = at + 1;
    loop {
        match words.get(place).map(|word| word.text) {
            Some("<") => {
                let end = after_angle(words, place);
                if end == place {
                    return place;
                }
                place = end;
            }
            Some("::") if words.get(place + 1).is_some_and(|word| word.is_name) => place += 2,
            _ => return place,
        }
    }
}

/// One way to write each number: `long unsigned int` is `unsigned long`.
fn number(words: &[&str]) -> String {
    let has = |word: &str| words.contains(&word);
    let count = words.iter().filter(|word| **word == "long").count();
    let is_unsigned = has("unsigned");
    let sign = if is_unsigned { "unsigned " } else { "" };
    let kind = if has("char") {
        return if has("signed") { "signed char".to_owned() } else { format!("{sign}char") };
    } else if has("double") {
        if count > 0 { "long double" } else { "double" }
    } else if has("short") {
        "short"
    } else if count > 1 || has("__int64") {
        "long long"
    } else if count == 1 {
        "long"
    } else if has("int") || is_unsigned || has("signed") {
        "int"
    } else if has("_Bool") {
        "bool"
    } else {
        words.first().copied().unwrap_or_default()
    };
    format!("{sign}{kind}")
}
