//! What templates can do to words besides what `MiniJinja` brings: foreign words as Markdown, as code, as a block of code.

use minijinja::{Environment, Value};

/// Adds filters and tests.
pub(super) fn add(environment: &mut Environment<'_>) {
    environment.add_filter("md", |words: &str| super::markdown(&seen(words)));
    environment.add_filter("code", |words: &str| code(&seen(words)));
    environment.add_filter("fence", fence);
    environment.add_test("containing", |list: &Value, wanted: &Value| {
        list.try_iter().is_ok_and(|mut items| items.any(|item| item == *wanted))
    });
}

/// Words on one line, without what cannot be seen.
fn seen(words: &str) -> String {
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    line.chars().filter(|letter| !letter.is_control()).collect()
}

/// Words as code within a line.
fn code(words: &str) -> String {
    if words.is_empty() {
        return String::new();
    }
    let marks = "`".repeat(longest_run(words) + 1);
    let room = if words.starts_with('`') || words.ends_with('`') { " " } else { "" };
    format!("{marks}{room}{words}{room}{marks}")
}

/// Lines as a block of code.
fn fence(words: &str, language: Option<&str>) -> String {
    let marks = "`".repeat((longest_run(words) + 1).max(3));
    let lines: String = words.chars().filter(|letter| !letter.is_control() || matches!(letter, '\n' | '\t')).collect();
    format!("{marks}{}\n{}\n{marks}", language.unwrap_or_default(), lines.trim_end())
}

/// How many back quotes stand together at most.
fn longest_run(words: &str) -> usize {
    words.split(|letter| letter != '`').map(str::len).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::drafting::Template;

    fn rendered(source: &str, words: &str) -> String {
        let template = Template { name: "t".into(), source: source.into() };
        template.render(&json!({ "words": words, "list": ["a", "b"] })).unwrap()
    }

    #[test]
    fn foreign_words_stay_words_in_markdown() {
        assert_eq!(rendered("{{ words | md }}", "a *b*\n# c\u{1b}"), r"a \*b\* # c");
        assert_eq!(rendered("{{ words | code }}", "a `b` ``c``"), "``` a `b` ``c`` ```");
        assert_eq!(rendered("{{ words | code }}", ""), "");
        assert_eq!(rendered("{{ words | fence('rust') }}", "a\n```\nb"), "````rust\na\n```\nb\n````");
    }

    #[test]
    fn a_list_can_be_asked_what_it_contains() {
        assert_eq!(rendered("{{ list is containing('b') }}{{ list is containing('c') }}", ""), "TrueFalse");
    }
}
