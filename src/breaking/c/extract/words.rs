//! What words are: of the language, of types, of decoration.

use super::lexer::Word;

/// Words that types are built from.
pub(super) fn is_builtin(text: &str) -> bool {
    matches!(
        text,
        "void"
            | "char"
            | "short"
            | "int"
            | "long"
            | "float"
            | "double"
            | "signed"
            | "unsigned"
            | "_Bool"
            | "bool"
            | "auto"
            | "__int64"
            | "__signed__"
            | "__signed"
            | "_Complex"
            | "wchar_t"
            | "char8_t"
            | "char16_t"
            | "char32_t"
            | "decltype"
    )
}

/// Words that say nothing to those who use what is declared.
pub(super) fn is_noise(text: &str) -> bool {
    matches!(
        text,
        "extern"
            | "inline"
            | "__inline"
            | "__inline__"
            | "register"
            | "restrict"
            | "__restrict"
            | "__restrict__"
            | "struct"
            | "union"
            | "enum"
            | "class"
            | "typename"
            | "volatile"
            | "__volatile__"
            | "_Noreturn"
            | "__extension__"
            | "thread_local"
            | "_Thread_local"
            | "__thread"
            | "mutable"
            | "friend"
            | "_Nonnull"
            | "_Nullable"
            | "__cdecl"
            | "__stdcall"
            | "__fastcall"
            | "constinit"
            | "consteval"
            | "__forceinline"
            | "noreturn"
            | "export"
            | "template"
    )
}

/// Words that take something in parentheses and say nothing.
pub(super) fn is_noisy_call(text: &str) -> bool {
    matches!(
        text,
        "__attribute__"
            | "__attribute"
            | "__declspec"
            | "alignas"
            | "_Alignas"
            | "asm"
            | "__asm__"
            | "__asm"
            | "throw"
            | "requires"
    )
}

/// Whether a name looks like a macro that decorates declarations: capitals alone.
pub(super) fn is_capital(text: &str) -> bool {
    text.len() > 1
        && text.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
        && text.bytes().any(|byte| byte.is_ascii_uppercase())
}

/// The place after the bracket that closes what opens at `at`; the end if nothing does.
pub(super) fn after_group(words: &[Word<'_>], at: usize) -> usize {
    let mut depth = 0_usize;
    for (place, word) in words.iter().enumerate().skip(at) {
        match word.text {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return place + 1;
                }
            }
            _ => {}
        }
    }
    words.len()
}

/// The place after the `>` that closes the `<` at `at`; `at` itself if nothing does.
pub(super) fn after_angle(words: &[Word<'_>], at: usize) -> usize {
    let mut depth = 0_usize;
    let mut place = at;
    while let Some(word) = words.get(place) {
        match word.text {
            "<" => depth += 1,
            ">" => {
                depth -= 1;
                if depth == 0 {
                    return place + 1;
                }
            }
            "(" | "[" | "{" => {
                place = after_group(words, place);
                continue;
            }
            ";" | ")" | "}" => return at,
            _ => {}
        }
        place += 1;
    }
    at
}

/// Words split at a mark that is in no brackets.
pub(super) fn split<'w, 'a>(words: &'w [Word<'a>], mark: &str) -> Vec<&'w [Word<'a>]> {
    let mut parts = Vec::new();
    let (mut start, mut place) = (0, 0);
    while let Some(word) = words.get(place) {
        match word.text {
            text if text == mark => {
                parts.push(&words[start..place]);
                place += 1;
                start = place;
            }
            "(" | "[" | "{" => place = after_group(words, place),
            "<" => place = after_angle(words, place).max(place + 1),
            _ => place += 1,
        }
    }
    parts.push(&words[start..]);
    parts
}

/// Words as one line.
pub(super) fn joined(words: &[Word<'_>]) -> String {
    let mut text = String::new();
    for (place, word) in words.iter().enumerate() {
        let last = place.checked_sub(1).and_then(|before| words.get(before)).map_or("", |word| word.text);
        let hugs = matches!(word.text, "," | ")" | "]" | ";" | "(" | "[" | "::" | ">")
            || matches!(last, "(" | "[" | "::" | "*" | "&" | "<" | "~");
        let is_template = word.text == "<";
        if !text.is_empty() && !hugs && !is_template {
            text.push(' ');
        }
        text.push_str(word.text);
        if text.len() > 300 {
            break;
        }
    }
    text
}

/// Words without decoration: attributes and what they take.
pub(super) fn plain<'a>(words: &[Word<'a>]) -> Vec<Word<'a>> {
    let mut kept = Vec::new();
    let mut place = 0;
    while let Some(word) = words.get(place) {
        let next = words.get(place + 1).map(|word| word.text);
        if is_noisy_call(word.text) && next == Some("(") {
            place = after_group(words, place + 1);
        } else if word.text == "[" && next == Some("[") {
            place = after_group(words, place);
        } else {
            kept.push(*word);
            place += 1;
        }
    }
    kept
}
