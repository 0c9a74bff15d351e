//! What a header claims by its kind, and which kind fits where sources show otherwise.

use super::{Guess, weights::probabilities};
use crate::{
    analysis::Kind,
    syntax::{Node, Parsed},
};

/// Whether a header of this kind claims that no code that is shipped does anything else than before.
pub const fn leaves_code_alone(kind: Kind) -> bool {
    matches!(kind, Kind::Docs | Kind::Style | Kind::Test | Kind::Ci)
}

/// Whether nobody expects a commit of this kind to break public API.
pub const fn breaks_nothing(kind: Kind) -> bool {
    leaves_code_alone(kind) || matches!(kind, Kind::Chore | Kind::Refactor | Kind::Build)
}

/// Which of the kinds that change what is shipped a commit is likeliest to be, other than the stated one.
pub fn likeliest_change(guess: Option<&Guess>, stated: Kind) -> Kind {
    let others = [Kind::Feat, Kind::Fix, Kind::Refactor, Kind::Perf].into_iter().filter(|kind| *kind != stated);
    let Some(guess) = guess else { return Kind::Feat };
    let probable = probabilities(&guess.logits);
    others
        .reduce(|best, kind| if probable[kind as usize] > probable[best as usize] { kind } else { best })
        .unwrap_or(Kind::Feat)
}

/// Names, numbers and operators of a source that does more than explain and check itself, sorted: comments, doc strings,
/// texts, tests beside the code, and what formatters put in or leave out are not among them.
pub fn shipped_words<'a>(source: &Parsed<'a>) -> Vec<&'a str> {
    let mut found = Vec::new();
    let mut waiting = vec![source.root()];
    while let Some(node) = waiting.pop() {
        if node.child_count() == 0 {
            let text = source.text_of(node);
            if !text.bytes().all(|byte| b",;(){}[]'\"`".contains(&byte)) {
                found.push(text);
            }
            continue;
        }
        let mut cursor = node.walk();
        let mut is_test = false;
        for child in node.children(&mut cursor) {
            let kind = child.kind();
            if kind == "attribute_item" || kind == "inner_attribute_item" {
                is_test |= marks_test(source.text_of(child));
            } else if !kind.contains("comment") && !explains(child) && !std::mem::take(&mut is_test) {
                waiting.push(child);
            }
        }
    }
    found.sort_unstable();
    found
}

/// Texts, and attributes that document.
fn explains(node: Node<'_>) -> bool {
    let kind = node.kind();
    let is_text = |kind: &str| kind.contains("string") && !kind.contains("interpolat") || kind == "char_literal";
    let is_doc_string = kind == "expression_statement"
        && node.named_child_count() == 1
        && node.named_child(0).is_some_and(|child| is_text(child.kind()));
    is_text(kind) || is_doc_string
}

/// Whether an attribute makes what follows it part of the tests.
fn marks_test(attribute: &str) -> bool {
    let inner = attribute.trim_start_matches(['#', '!', '[']).trim_end_matches(']');
    inner.starts_with("cfg(test)")
        || inner.starts_with("cfg(all(test")
        || inner.split('(').next().is_some_and(|name| {
            name.rsplit("::").next().is_some_and(|last| last == "test" || last == "rstest" || last == "bench")
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        analysis::classify::weights::KINDS,
        syntax::{Language, Parsers},
    };

    fn same(language: Language, before: &str, after: &str) -> bool {
        let mut parsers = Parsers::default();
        let mut words = |text: &str| -> Vec<String> {
            let parsed = parsers.parse(language, text).unwrap();
            shipped_words(&parsed).into_iter().map(str::to_owned).collect()
        };
        words(before) == words(after)
    }

    #[test]
    fn comments_texts_tests_and_formatting_are_no_code() {
        let rust = "/// Adds.\npub fn add(a: u8) -> u8 { a + 1 }\n";
        for after in [
            "/// Adds one.\n// Really.\npub fn add(a: u8) -> u8 { a + 1 }\n",
            "pub fn add(\n    a: u8,\n) -> u8 {\n    a + 1\n}\n",
            "#[doc = \"x\"]\npub fn add(a: u8) -> u8 { a + 1 }\n#[cfg(test)]\nmod tests { fn x() { super::add(1); } }\n",
        ] {
            assert!(same(Language::Rust, rust, after), "{after}");
        }
        assert!(!same(Language::Rust, rust, "pub fn add(a: u8) -> u8 { a + 2 }\n"));
        assert!(!same(Language::Rust, rust, "pub fn add(a: u8) -> u8 { a - 1 }\n"));
        let python = "def add(a):\n    return a + 1\n";
        assert!(same(Language::Python, python, "def add(a):\n    \"\"\"Adds one.\"\"\"\n    return a + 1  # so\n"));
        assert!(!same(Language::Python, python, "def add(a, b=1):\n    return a + b\n"));
        assert!(same(Language::TypeScript, "let a = f('x')", "// why\nlet a = f(\"y\");\n"));
        assert!(!same(Language::TypeScript, "let a = f('x')", "let a = g('x')"));
    }

    #[test]
    fn the_likeliest_change_is_another_kind_than_the_stated_one() {
        let mut logits = [0.0; KINDS];
        logits[Kind::Refactor as usize] = 3.0;
        logits[Kind::Fix as usize] = 2.0;
        logits[Kind::Docs as usize] = 9.0;
        let guess = Guess { logits, marks: Box::default(), promise: 0.0 };
        assert_eq!(likeliest_change(Some(&guess), Kind::Chore), Kind::Refactor);
        assert_eq!(likeliest_change(Some(&guess), Kind::Refactor), Kind::Fix);
        assert_eq!(likeliest_change(None, Kind::Docs), Kind::Feat);
    }
}
