//! Foreign words as Markdown: code in backticks, everything else that Markdown would read as markup escaped.

/// A plain line as Markdown that renders as that line. What looks like code is set as code; `@name` too, so that nobody is
/// called by a note that they have nothing to do with.
pub fn markdown(plain: &str) -> String {
    let mut out = String::with_capacity(plain.len() + 8);
    let mut rest = plain;
    while let Some(start) = rest.find('`') {
        let run = rest[start..].bytes().take_while(|byte| *byte == b'`').count();
        let inside = &rest[start + run..];
        let Some(end) = closing(inside, run) else { break };
        words(&rest[..start], &mut out);
        out.push_str(&rest[start..start + run + end + run]);
        rest = &inside[end + run..];
    }
    words(rest, &mut out);
    leading(out)
}

/// Where a code span that opened with `run` backticks closes.
fn closing(text: &str, run: usize) -> Option<usize> {
    let mut from = 0;
    while let Some(found) = text[from..].find('`') {
        let at = from + found;
        let length = text[at..].bytes().take_while(|byte| *byte == b'`').count();
        if length == run {
            return Some(at);
        }
        from = at + length;
    }
    None
}

fn words(text: &str, out: &mut String) {
    for piece in text.split_inclusive(' ') {
        let (word, space) = piece.strip_suffix(' ').map_or((piece, ""), |word| (word, " "));
        let core_start = word.len() - word.trim_start_matches(['(', '"', '\'', '[']).len();
        let trailing = |character: char| matches!(character, ',' | ':' | '!' | '?' | '"' | '\'' | ']' | '.');
        let mut core_end = core_start + word[core_start..].trim_end_matches(trailing).len();
        if word[core_start..core_end].ends_with(')') && !word[core_start..core_end].contains('(') {
            core_end -= 1;
        }
        // `#[inline]`, `row[2]` and `Parser's`: a bracket that closes one of the word's own belongs to it, a genitive does not.
        let opens = word[core_start..core_end].matches('[').count();
        if opens > word[core_start..core_end].matches(']').count() && word[core_end..].starts_with(']') {
            core_end += 1;
        }
        let bare =
            word[core_start..core_end].strip_suffix("'s").filter(|bare| bare.contains("::") || bare.contains('_'));
        core_end = bare.map_or(core_end, |bare| core_start + bare.len());
        let core = &word[core_start..core_end];
        escape(&word[..core_start], out);
        if is_code(core) {
            out.push('`');
            out.push_str(core);
            out.push('`');
        } else if core.starts_with("http://") || core.starts_with("https://") {
            out.push_str(core);
        } else {
            escape(core, out);
        }
        escape(&word[core_end..], out);
        out.push_str(space);
    }
}

fn is_code(word: &str) -> bool {
    if word.len() < 2 || word.contains('`') || word.contains("://") {
        return false;
    }
    let letters = word.chars().any(char::is_alphanumeric);
    let inner_underscore = word.char_indices().any(|(at, character)| {
        character == '_'
            && at > 0
            && word[..at].ends_with(|before: char| before.is_alphanumeric() || before == '_')
            && word[at + 1..].starts_with(|after: char| after.is_alphanumeric() || after == '_')
    });
    let generic = word.find('<').is_some_and(|at| at > 0 && word.ends_with('>'));
    letters
        && (inner_underscore
            || generic
            || word.contains("::")
            || word.ends_with("()")
            || word.starts_with("--") && word.len() > 3
            || word.starts_with('@') && word[1..].starts_with(|first: char| first.is_ascii_alphanumeric())
            || word.starts_with('_') && word[1..].starts_with(|first: char| first.is_ascii_lowercase() || first == '_')
            || word.starts_with("#[") && word.ends_with(']')
            || is_indexed(word))
}

/// `row[2]`: an identifier with something in brackets.
fn is_indexed(word: &str) -> bool {
    let Some((name, inside)) = word.strip_suffix(']').and_then(|rest| rest.split_once('[')) else { return false };
    let is_name = |letter: char| letter.is_alphanumeric() || letter == '_' || letter == '.';
    !name.is_empty() && !inside.is_empty() && name.chars().all(is_name) && !inside.contains(['[', ']'])
}

fn escape(text: &str, out: &mut String) {
    for (at, character) in text.char_indices() {
        let entity = character == '&' && text[at + 1..].find(';').is_some_and(|end| end > 0 && end < 32);
        if entity {
            // An entity in a subject (`&lt;`) is meant as it stands.
            out.push_str("&amp;");
            continue;
        }
        if matches!(character, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '|' | '~') {
            out.push('\\');
        }
        out.push(character);
    }
}

/// A line that begins as a heading, list or quote would be one: escape its first character.
fn leading(text: String) -> String {
    let block = text.starts_with(['#', '>', '+', '-', '=']) || {
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        digits > 0 && text[digits..].starts_with(['.', ')']) && text[digits + 1..].starts_with(' ')
    };
    if !block {
        return text;
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    format!("{}\\{}", &text[..digits], &text[digits..])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Parser, Tag};

    use super::*;

    fn check(plain: &str, expected: &str) {
        assert_eq!(markdown(plain), expected, "of {plain:?}");
    }

    #[test]
    fn code_is_set_as_code() {
        check("Fix foo_bar in Vec<T>", "Fix `foo_bar` in `Vec<T>`");
        check("Add --dry-run, and std::fs::read()", "Add `--dry-run`, and `std::fs::read()`");
        check("Use row[2] of _remove, Parser::new's", "Use `row[2]` of `_remove`, `Parser::new`'s");
        check("Accept #[diagnostic::on] [now]", "Accept `#[diagnostic::on]` \\[now\\]");
        check("Call open() (again)", "Call `open()` (again)");
        check("Keep `a*b` as it is", "Keep `a*b` as it is");
    }

    #[test]
    fn nobody_is_called() {
        check("Upgrade @babel/core for @ann", "Upgrade `@babel/core` for `@ann`");
        check("Mail to ann@example.org", "Mail to ann@example.org");
    }

    #[test]
    fn markup_is_escaped() {
        check("Fix *x* and <b> [a](javascript:alert)", "Fix \\*x\\* and \\<b> \\[a\\](javascript:alert)");
        check("# not a heading", "\\# not a heading");
        check("1. not a list", "1\\. not a list");
        check("Bed & breakfast", "Bed & breakfast");
        check("Escape &lt;", "Escape &amp;lt;");
    }

    proptest! {
        #[test]
        fn any_line_renders_as_one_paragraph_without_links_or_html(plain in "[ -~]{0,60}") {
            let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
            for event in Parser::new(&markdown(&plain)) {
                let markup = matches!(
                    event,
                    Event::Html(_)
                        | Event::InlineHtml(_)
                        | Event::Rule
                        | Event::Start(Tag::Link { .. } | Tag::Heading { .. } | Tag::List(_) | Tag::BlockQuote(_))
                );
                prop_assert!(!markup, "{event:?}");
            }
        }
    }
}
