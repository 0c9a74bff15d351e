//! Lines of a diff: tabs, control characters, changed words, wrapping and scrolling sideways.

use proptest::prelude::*;

use crate::tui::widgets::diff::{
    class::Class,
    line::{Marks, columns, pieces, wrap},
};

fn plain(line: &[u8], first: usize, room: usize) -> String {
    pieces(line, &Marks::default(), first, room).iter().map(|piece| piece.text.as_str()).collect()
}

#[test]
fn controls_bytes_and_direction_marks_are_shown_and_obeyed_by_nobody() {
    assert_eq!(plain(b"a\x1b[2Jb\r", 0, 80), "a^[[2Jb^M");
    assert_eq!(plain(b"caf\xe9 \xff", 0, 80), "caf\u{fffd} \u{fffd}");
    assert_eq!(plain("x\u{202e}y".as_bytes(), 0, 80), "x<U+202E>y");
}

#[test]
fn tabs_go_to_the_next_stop() {
    assert_eq!(plain(b"\ta\tb", 0, 80), "    a   b");
    assert_eq!(plain("漢\tb".as_bytes(), 0, 80), "漢  b");
}

#[test]
fn half_of_a_wide_character_is_a_blank() {
    assert_eq!(plain("漢字".as_bytes(), 1, 3), " 字");
    assert_eq!(plain("a漢字".as_bytes(), 0, 4), "a漢 ");
}

#[test]
fn marks_cut_a_line_where_they_begin_and_end() {
    let syntax = [(3, Class::Keyword), (8, Class::Plain)];
    let (changed, matched) = (std::iter::once(4..6).collect::<Vec<_>>(), std::iter::once(5..8).collect::<Vec<_>>());
    let marks = Marks { syntax: &syntax, changed: &changed, matched: &matched };
    let told: Vec<_> = pieces(b"let abcd", &marks, 0, 80)
        .iter()
        .map(|piece| (piece.text.as_str().to_owned(), piece.mien.class, piece.mien.changed, piece.mien.matched))
        .collect();
    let plain = Class::Plain;
    assert_eq!(
        told,
        [
            ("let".to_owned(), Class::Keyword, false, false),
            (" ".to_owned(), plain, false, false),
            ("a".to_owned(), plain, true, false),
            ("b".to_owned(), plain, true, true),
            ("cd".to_owned(), plain, false, true),
        ]
    );
}

#[test]
fn a_line_of_ten_megabytes_is_looked_at_in_part_and_says_so() {
    let long = vec![b'x'; 10 << 20];
    assert_eq!(plain(&long, 99_990, 30), "xxxxxxxxxx … 10385760 more byt");
    let wide = "é".repeat(5 << 20);
    assert!(plain(wide.as_bytes(), 8_180, 80).ends_with(" … 10469376 more bytes"));
}

proptest! {
    #[test]
    fn a_window_is_never_wider_than_its_room(line in prop::collection::vec(any::<u8>(), 0..60), first in 0_usize..40, room in 0_usize..30) {
        let shown = plain(&line, first, room);
        prop_assert!(crate::text::width(&shown) <= room, "{shown:?}");
    }

    #[test]
    fn a_window_is_what_the_whole_line_shows_there(line in "[a-z\té漢👩‍🚀 ]{0,40}", first in 0_usize..40, room in 0_usize..30) {
        let whole = plain(line.as_bytes(), 0, 1_000);
        prop_assert_eq!(crate::text::width(&whole), columns(line.as_bytes()));
        let expected = crate::text::columns(&whole, first, room);
        prop_assert_eq!(plain(line.as_bytes(), first, room), expected);
    }

    #[test]
    fn wrapped_rows_together_are_the_whole_line(line in "[a-z\té漢👩‍🚀 ]{0,60}", room in 2_usize..20) {
        let starts = wrap(line.as_bytes(), room);
        let rows: String = starts
            .iter()
            .enumerate()
            .map(|(index, start)| plain(line.as_bytes(), *start, starts.get(index + 1).map_or(room, |end| end - start)))
            .collect();
        prop_assert_eq!(rows, plain(line.as_bytes(), 0, 1_000));
    }
}
