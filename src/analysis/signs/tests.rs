//! Words as they are cut, and signs that do not depend on what is beside the point.

use std::collections::BTreeSet;

use super::{Place, Sink, Tokens, Totals, Where, crosses, marks, places, said};
use crate::analysis::shape::Sort;

#[derive(Default)]
struct Told {
    signs: BTreeSet<u64>,
    groups: usize,
}

impl Sink for Told {
    fn add(&mut self, sign: u64) {
        self.signs.insert(sign);
    }

    fn close(&mut self, _worth: f32, _shared: bool) {
        self.groups += 1;
    }
}

fn words(text: &str) -> Vec<String> {
    let mut tokens = Tokens::default();
    tokens.read(text, 1000);
    tokens.iter().map(str::to_owned).collect()
}

fn told(subject: &str, body: &str) -> Told {
    let mut told = Told::default();
    said(subject, body, false, &mut told);
    told
}

fn place(path: &str, lines: u32) -> Place<'_> {
    Place { path, sort: Sort::of(path), lines }
}

#[test]
fn words_are_lower_case_and_numbers_are_what_they_are() {
    for (text, expected) in [
        ("Fix the Parser.", &["fix", "the", "parser"][..]),
        ("bump serde from 1.0.1 to v2.0 (#12)", &["bump", "serde", "from", "0.0", "to", "0.0", "#0"]),
        ("revert deadbeefcafe1, 2026", &["revert", "<sha>", "0"]),
        ("see https://example.org/a?b=1), then", &["see", "<url>", "then"]),
        ("[log](https://example.org/log) x", &["log", "<url>", "x"]),
        ("ask ann@example.org or <bob@example.org>", &["ask", "<mail>", "or", "<mail>"]),
        ("use left-pad@1.2.3", &["use", "left-pad@0.0.0"]),
        ("IPv6 utf8", &["ipv0", "utf0"]),
        ("исправить Ошибку ✨", &["исправить", "ошибку", "✨"]),
        ("修复 空列表", &["修复", "空列表"]),
        ("", &[]),
        ("--- ... ()", &["-"]),
    ] {
        let found: Vec<String> = words(text).into_iter().filter(|word| word != "--" && word != "---").collect();
        let expected: Vec<&str> = expected.iter().copied().filter(|word| *word != "-").collect();
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn masked_addresses_are_read_as_those_that_are_not() {
    assert_eq!(words("see <url>, ask <mail>"), words("see https://example.org/, ask a@example.org"));
}

#[test]
fn whom_a_trailer_names_is_no_sign() {
    let named = |name: &str| told("x", &format!("Why.\n\nSigned-off-by: {name} <{name}@example.org>")).signs;
    assert_eq!(named("ann"), named("bob"));
}

#[test]
fn any_text_is_read_and_only_its_beginning() {
    let long = "fix ".repeat(1 << 18);
    assert!(told(&long, &long).signs.len() < 2000);
    for odd in [
        "",
        " ",
        "\u{0}",
        "\u{fffd}\u{fffd}",
        "://",
        "a://",
        "é://x",
        "@",
        "a@",
        "@a.b",
        "<url><url>",
        "é@é.éé",
        "v",
        "#",
    ] {
        assert!(told(odd, odd).groups >= 4, "{odd:?}");
    }
}

#[test]
fn places_are_summed_up_for_what_they_meet() {
    let mut sink = Told::default();
    let files = [place("src/a.rs", 30), place("tests/a.rs", 5)];
    let there = places(&files, Totals { files: 2, insertions: 30, deletions: 5 }, &mut sink);
    assert_eq!((there.most, there.only, there.tested), (Sort::Source as u8, false, 3));
    let none = places(&[], Totals::default(), &mut sink);
    assert_eq!((none.most, none.only, none.tested), (u8::MAX, false, 0));
    let many: Vec<String> = (0..5000).map(|number| format!("a/b{number}/c{number}.rs")).collect();
    let many: Vec<Place<'_>> = many.iter().map(|path| place(path, 1)).collect();
    let mut sink = Told::default();
    places(&many, Totals { files: 5000, insertions: u32::MAX, deletions: u32::MAX }, &mut sink);
    assert!(sink.signs.len() < 500);
}

#[test]
fn what_meets_depends_on_both() {
    let met = |subject: &str, path: &str| {
        let said = said(subject, "", false, &mut Told::default());
        let there = places(&[place(path, 1)], Totals { files: 1, insertions: 1, deletions: 0 }, &mut Told::default());
        let mut sink = Told::default();
        crosses(&said, &there, &mut sink);
        sink.signs
    };
    assert_ne!(met("fix x", "src/a.rs"), met("fix x", "docs/a.md"));
    assert_ne!(met("fix x", "src/a.rs"), met("add x", "src/a.rs"));
    let mut sink = Told::default();
    crosses(&said("", "", false, &mut Told::default()), &Where::default(), &mut sink);
    assert_eq!(sink.groups, 3);
}

#[test]
fn marks_are_few_and_each_is_there_once() {
    let of = |subject: &str, paths: &[&str]| {
        let said = said(subject, "", false, &mut Told::default());
        let files: Vec<Place<'_>> = paths.iter().map(|path| place(path, 1)).collect();
        let there = places(&files, Totals::default(), &mut Told::default());
        marks(&said, Some(&there))
    };
    let bump = of("bump serde serde", &["Cargo.lock"]);
    assert!(bump.is_sorted_by(|left, right| left < right), "{bump:?}");
    let shared = |other: &[u32]| bump.iter().filter(|mark| other.contains(mark)).count();
    assert!(shared(&of("bump libc", &["Cargo.lock"])) > shared(&of("bump libc", &["src/a.rs"])));
    assert!(shared(&of("bump libc", &["src/a.rs"])) > shared(&of("mend libc", &["src/a.rs"])));
    assert!(marks(&said("", "", false, &mut Told::default()), None).len() <= 2);
    assert!(of(&"word ".repeat(5000), &["a/b/c.rs"; 500]).len() < 40);
}

#[test]
fn what_stands_in_a_row_has_the_signs_of_its_pieces() {
    let text = b"^release$";
    let mut within: Vec<u64> = super::sink::signs_within(6, text, 3, 5).collect();
    let mut pieces: Vec<u64> =
        (3..=5).flat_map(|length| text.windows(length).map(|piece| super::sign(6, &[piece]))).collect();
    within.sort_unstable();
    pieces.sort_unstable();
    assert_eq!(within, pieces);
}
