//! The editor: typing, undo, selection, search, and that no sequence of keys breaks it.

use proptest::prelude::*;

use super::*;
use crate::tui::key::Key;

fn key(spelling: &str) -> Key {
    spelling.parse().unwrap()
}

fn press(editor: &mut Editor, keys: &[&str]) {
    for spelling in keys {
        editor.key(key(spelling));
    }
}

fn type_words(editor: &mut Editor, words: &str) {
    words.chars().for_each(|character| editor.type_character(character));
}

#[test]
fn a_text_comes_back_byte_for_byte() {
    for text in ["", "\n", "a", "a\n", "a\r\nb\r\n", "a\r\nb\n", "\r", "a\tb\n\n", "a\u{1b}[31m\n"] {
        assert_eq!(Editor::new(text).text(), text, "{text:?}");
    }
}

#[test]
fn words_are_taken_back_one_by_one() {
    let mut editor = Editor::new("");
    type_words(&mut editor, "one two");
    assert!(editor.undo());
    assert_eq!(editor.text(), "one ");
    assert!(editor.undo());
    assert_eq!(editor.text(), "");
    assert!(!editor.undo());
    assert!(editor.redo() && editor.redo());
    assert_eq!(editor.text(), "one two");
}

#[test]
fn a_paste_is_one_act_and_cannot_command_the_terminal() {
    let mut editor = Editor::new("x\r\n");
    editor.insert("a\u{1b}[2J\r\nb\u{202e}\rc");
    assert_eq!(editor.text(), "a[2J\r\nb\r\ncx\r\n");
    assert!(editor.undo());
    assert_eq!(editor.text(), "x\r\n");
}

#[test]
fn a_paste_over_a_selection_is_one_act() {
    let mut editor = Editor::new("one two");
    editor.select_all();
    editor.insert("three\nfour");
    assert_eq!(editor.text(), "three\nfour");
    editor.undo();
    assert_eq!(editor.text(), "one two");
    assert!(!editor.undo());
}

#[test]
fn another_text_is_one_act_and_the_cursor_stays() {
    let mut editor = Editor::new("a\nb\nc\nd\n");
    editor.go_to((3, 1), false);
    editor.replace("a\nb\nnew\nc\nd\n");
    assert_eq!(editor.text(), "a\nb\nnew\nc\nd\n");
    assert_eq!(editor.cursor(), (3, 1));
    editor.undo();
    assert_eq!(editor.text(), "a\nb\nc\nd\n");
    assert!(!editor.undo());
}

#[test]
fn graphemes_are_stepped_over_and_removed_whole() {
    let mut editor = Editor::new("e\u{301}👨‍👩‍👧x");
    press(&mut editor, &["right"]);
    assert_eq!(editor.cursor(), (0, "e\u{301}".len()));
    press(&mut editor, &["right", "backspace"]);
    assert_eq!(editor.text(), "e\u{301}x");
    press(&mut editor, &["home", "delete"]);
    assert_eq!(editor.text(), "x");
}

#[test]
fn rows_are_followed_as_they_are_drawn() {
    let mut editor = Editor::new("one two three four\nfive");
    editor.fit(9, 5);
    press(&mut editor, &["right", "right", "down"]);
    assert_eq!(editor.cursor(), (0, 10));
    press(&mut editor, &["down", "down", "up"]);
    assert_eq!(editor.cursor(), (0, 16));
}

#[test]
fn shift_selects_and_typing_replaces() {
    let mut editor = Editor::new("one two");
    press(&mut editor, &["shift-right", "shift-right", "shift-right"]);
    assert_eq!(editor.selected().as_deref(), Some("one"));
    type_words(&mut editor, "1");
    assert_eq!(editor.text(), "1 two");
    editor.undo();
    assert_eq!(editor.text(), "one two");
}

#[test]
fn a_search_goes_round_and_says_what_is_wrong_with_a_pattern() {
    let mut editor = Editor::new("Stars\nmoons\nstars");
    editor.search("stars").unwrap();
    assert!(editor.next_match(true));
    assert_eq!(editor.cursor(), (2, 0));
    assert!(editor.next_match(true));
    assert_eq!(editor.cursor(), (0, 0));
    assert!(editor.search("(").is_err());
}

#[test]
fn words_and_paragraphs_are_stepped_over_and_removed() {
    let mut editor = Editor::new("one, two\n\nthree\nfour\n\nfive");
    press(&mut editor, &["ctrl-right"]);
    assert_eq!(editor.cursor(), (0, 3));
    press(&mut editor, &["ctrl-right", "ctrl-delete"]);
    assert_eq!(editor.lines()[0], "one, ");
    press(&mut editor, &["ctrl-left", "ctrl-w"]);
    assert_eq!(editor.lines()[0], ", ");
    press(&mut editor, &["ctrl-down"]);
    assert_eq!(editor.cursor(), (2, 0));
    press(&mut editor, &["ctrl-down"]);
    assert_eq!(editor.cursor(), (5, 0));
    press(&mut editor, &["ctrl-up"]);
    assert_eq!(editor.cursor(), (2, 0));
    press(&mut editor, &["ctrl-left"]);
    assert_eq!(editor.cursor(), (1, 0));
    press(&mut editor, &["ctrl-k", "ctrl-k", "ctrl-u"]);
    assert_eq!(editor.text(), ", \nfour\n\nfive");
}

#[test]
fn a_search_goes_back_as_well() {
    let mut editor = Editor::new("a b a\nb\na");
    editor.search("a").unwrap();
    editor.go_to((0, 4), false);
    let back: Vec<_> = (0..3).map(|_| (editor.next_match(false), editor.cursor())).collect();
    assert_eq!(back, [(true, (0, 0)), (true, (2, 0)), (true, (0, 4))]);
    editor.search("nowhere").unwrap();
    assert!(!editor.next_match(true) && !editor.next_match(false));
}

#[test]
fn the_cursor_is_always_seen() {
    let text: String =
        (0..200).fold(String::new(), |text, line| format!("{text}line {line} with some words that wrap\n"));
    let mut editor = Editor::new(&text);
    editor.fit(12, 7);
    for spelling in ["pgdn", "pgdn", "ctrl-end", "up", "pgup", "ctrl-home", "down"] {
        press(&mut editor, &[spelling]);
        editor.fit(12, 7);
        let rows: usize =
            (editor.top.0..=editor.cursor().0).map(|line| wrap::rows(&editor.lines()[line], 12).len()).sum::<usize>();
        let below = wrap::rows(&editor.lines()[editor.cursor().0], 12).len();
        assert!(rows - editor.top.1 < 7 + below, "{spelling}");
    }
}

proptest! {
    #[test]
    fn a_row_never_exceeds_its_room_and_rows_cover_the_line(line in "[a-z 世é\t👨]{0,60}", columns in 4usize..20) {
        let rows = wrap::rows(&line, columns);
        let mut at = 0;
        for row in &rows {
            prop_assert_eq!(row.start, at);
            at = row.end;
            prop_assert!(wrap::column(&line, row.start, row.end) <= columns);
        }
        prop_assert_eq!(at, line.len());
    }

    #[test]
    fn any_replacement_arrives_and_is_taken_back_at_once(old in "[ab\n]{0,12}", new in "[ab\n]{0,12}") {
        let mut editor = Editor::new(&old);
        editor.replace(&new);
        prop_assert_eq!(editor.text(), new.clone());
        if old != new {
            prop_assert!(editor.undo());
        }
        prop_assert_eq!(editor.text(), old);
        prop_assert!(!editor.undo());
    }

    #[test]
    fn any_keys_can_all_be_taken_back(keys in prop::collection::vec(0usize..16, 0..60)) {
        let spellings = ["a", "b", "space", "enter", "backspace", "delete", "left", "right", "shift-left", "shift-down", "ctrl-k", "ctrl-w", "tab", "home", "up", "shift-end"];
        let start = "one\ntwo é\n";
        let mut editor = Editor::new(start);
        for which in keys {
            editor.key(key(spellings[which]));
        }
        let end = editor.text();
        while editor.undo() {}
        prop_assert_eq!(editor.text(), start);
        while editor.redo() {}
        prop_assert_eq!(editor.text(), end);
    }
}
