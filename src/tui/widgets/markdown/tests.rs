//! Markdown as it is shown, and that foreign text stays harmless.

use proptest::prelude::*;

use super::*;
use crate::{text::is_hostile, tui::widgets::diff::Class};

fn words(text: &str, columns: usize) -> String {
    let rows: Vec<String> = render(text, columns).iter().map(|row| row.words().trim_end().to_owned()).collect();
    rows.join("\n")
}

#[test]
fn a_page_reads_as_it_is_meant() {
    let text = "# Title\n\nSome *words* with `code` and a [link](https://example.org/x).\n\n- one\n  - nested that is long \
        enough to wrap over two rows of the page\n- [x] done\n\n1. first\n2. second\n\n> quoted\n\n```sh\nrun --it\n```\n\n\
        | a | b |\n|---|---|\n| 1 | two |\n\n![alt](x.png) <b>html</b>\n\n---\n";
    insta::assert_snapshot!(words(text, 60));
}

#[test]
fn code_has_the_colours_of_its_language() {
    let rows = render("- item\n\n  ```rust\n  // a é\tb\n  fn open() {}\n  ```\n\n      plain\n", 40);
    let classes = |at: usize| rows[at].pieces.iter().filter(|piece| piece.class != Class::Plain).count();
    let at = |words: &str| rows.iter().position(|row| row.words().contains(words)).unwrap();
    assert!(classes(at("// a")) > 0 && classes(at("fn open")) > 2);
    assert_eq!(classes(at("plain")), 0);
    assert_eq!(rows[at("fn open")].source, 4);
}

#[test]
fn tables_and_long_words_fit_into_the_page() {
    let text = "| name | what it is and why it matters |\n|---|---|\n| a | some words that are longer than the page |\n\nhttps://example.org/a/very/long/address/that/goes/on\n";
    for columns in [12, 24, 40] {
        for row in render(text, columns) {
            assert!(crate::text::width(row.words().trim_end()) <= columns, "{:?}", row.words());
        }
    }
    let page = words(text, 24);
    assert!(page.replace('\n', "").contains("https://example.org/a/very/long/address/that/goes/on"), "{page}");
}

#[test]
fn rows_know_their_source() {
    let rows = render("one\n\n- two\n- three\n\n```\na\nb\n```\nlast\n", 40);
    let sources: Vec<(String, usize)> = rows
        .iter()
        .filter(|row| !row.pieces.is_empty())
        .map(|row| (row.words().trim().to_owned(), row.source))
        .collect();
    assert_eq!(sources[0], ("one".into(), 0));
    assert_eq!(sources[1], ("• two".into(), 2));
    assert_eq!(sources[2], ("• three".into(), 3));
    assert_eq!(sources.last().unwrap().1, 9);
}

proptest! {
    #[test]
    fn any_text_is_drawn_safely(text in "([-*+#>` |\n0-9a-z.)(\\[\\]<!é世\u{1b}\u{202e}~=:&_]|```\n|- ){0,80}", columns in 1usize..50) {
        for row in render(&text, columns) {
            prop_assert!(!row.words().chars().any(is_hostile), "{row:?}");
        }
    }
}
