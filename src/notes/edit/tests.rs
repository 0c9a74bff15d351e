//! Acts on entries touch what they are about and nothing else.

use proptest::prelude::*;

use super::*;
use crate::notes::{Document, EntryPlace, SectionKey, Titles};

const NOTES: &str = "Hello.\n\n## Added\n\n- **api**: Stars (#1)\n- **api**: Moons ([#2](https://x/2))\n\n  With more.\n\n## Fixed\n\n* Crash. And hang (abc1234)\n";

fn parse(text: &str) -> Document {
    Document::parse(text, &Titles::new())
}

fn notes() -> Document {
    parse(NOTES)
}

fn line_at(edited: &Edited) -> &str {
    edited.text[edited.at..].lines().next().unwrap_or_default()
}

#[test]
fn a_commit_joins_the_citations() {
    let edited = with_citation(&notes(), (1, 0), "bbbbbb2").unwrap();
    assert_eq!(edited.text, NOTES.replace("(#1)", "(#1, bbbbbb2)"));
    let edited = with_citation(&notes(), (0, 0), "#7").unwrap();
    assert_eq!(edited.text, NOTES.replace("Hello.", "Hello. (#7)"));
    assert!(with_citation(&notes(), (9, 0), "#7").is_err());
}

#[test]
fn one_entry_becomes_two_that_cite_the_same() {
    let at = NOTES.find("And hang").unwrap();
    let edited = split(&notes(), (2, 0), at).unwrap();
    assert_eq!(edited.text, NOTES.replace("Crash. And hang (abc1234)", "Crash. (abc1234)\n* And hang (abc1234)"));
    assert_eq!(line_at(&edited), "And hang (abc1234)");
    let at = NOTES.find("With more").unwrap();
    let edited = split(&notes(), (1, 1), at).unwrap();
    let words = "- **api**: Moons ([#2](https://x/2))\n- With more. ([#2](https://x/2))\n";
    assert!(edited.text.contains(words), "{}", edited.text);
    for nowhere in ["* Crash", "Crash", "(abc1234)", "bc1234", "## Fixed"] {
        assert!(split(&notes(), (2, 0), NOTES.find(nowhere).unwrap()).is_err(), "{nowhere}");
    }
}

#[test]
fn two_entries_become_one_that_cites_all() {
    let edited = merged_with_next(&notes(), (1, 0)).unwrap();
    let words = "- **api**: Stars; Moons (#1, [#2](https://x/2))\n\n  With more.\n";
    assert_eq!(
        edited.text,
        NOTES.replace("- **api**: Stars (#1)\n- **api**: Moons ([#2](https://x/2))\n\n  With more.\n", words)
    );
    assert!(merged_with_next(&notes(), (1, 1)).is_err());
}

#[test]
fn an_entry_moves_byte_for_byte_and_an_emptied_section_goes() {
    let edited = moved(&notes(), (2, 0), SectionKey::Added, &Titles::new()).unwrap();
    assert_eq!(line_at(&edited), "* Crash. And hang (abc1234)");
    assert!(!edited.text.contains("## Fixed"), "{}", edited.text);
    let edited = moved(&notes(), (1, 0), SectionKey::Removed, &Titles::new()).unwrap();
    assert!(edited.text.contains("## Removed\n\n- **api**: Stars (#1)\n\n## Fixed"), "{}", edited.text);
    assert_eq!(line_at(&edited), "- **api**: Stars (#1)");
    assert!(moved(&notes(), (1, 0), SectionKey::Added, &Titles::new()).is_err());
}

#[test]
fn what_was_set_aside_is_put_back() {
    for place in [(0, 0), (1, 0), (1, 1), (2, 0)] {
        let document = notes();
        let (edited, aside) = set_aside(&document, place).unwrap();
        assert!(!edited.text.contains(aside.source.trim()));
        let back = put_back(&parse(&edited.text), &aside);
        assert!(back.text[back.at..].starts_with(aside.source.trim()), "{}", back.text);
    }
}

#[test]
fn other_words_keep_the_marker() {
    let edited = with_words(&notes(), (2, 0), "- Neither (#9)\n").unwrap();
    assert_eq!(edited.text, NOTES.replace("Crash. And hang (abc1234)", "Neither (#9)"));
}

#[test]
fn windows_line_ends_stay() {
    let text = NOTES.replace('\n', "\r\n");
    let document = parse(&text);
    let at = text.find("And hang").unwrap();
    for edited in [
        split(&document, (2, 0), at).unwrap(),
        merged_with_next(&document, (1, 0)).unwrap(),
        moved(&document, (1, 0), SectionKey::Removed, &Titles::new()).unwrap(),
        with_words(&document, (1, 0), "a\nb").unwrap(),
    ] {
        assert_eq!(edited.text.matches('\n').count(), edited.text.matches("\r\n").count(), "{:?}", edited.text);
    }
}

fn places(document: &Document) -> Vec<EntryPlace> {
    let sections = document.sections().iter().enumerate();
    sections.flat_map(|(at, section)| (0..section.entries.len()).map(move |entry| (at, entry))).collect()
}

proptest! {
    #[test]
    fn no_act_touches_other_entries(
        text in "([-*#>` \t\r\na-c1-9()|é.]|## Added\n|## Fixed\r\n|- aa (#1)\n|```\n|\u{feff}){0,40}", at in 0usize..200
    ) {
        let document = parse(&text);
        for place in places(&document) {
            let entry = document.entry(place).unwrap();
            let (front, rest) = (&text[..entry.span.start], &text[entry.span.end..]);
            let alone = [with_citation(&document, place, "#3"), split(&document, place, at), with_words(&document, place, "x")];
            for edited in alone.into_iter().flatten() {
                prop_assert!(edited.text.starts_with(front) && edited.text.ends_with(rest), "{:?}", edited.text);
                prop_assert!(edited.text.is_char_boundary(edited.at));
            }
            if let Ok(edited) = merged_with_next(&document, place) {
                let next = document.entry((place.0, place.1 + 1)).unwrap();
                prop_assert!(edited.text.starts_with(front) && edited.text.ends_with(&text[next.span.end..]));
            }
            let (edited, aside) = set_aside(&document, place).unwrap();
            let back = put_back(&parse(&edited.text), &aside).text;
            let moved = moved(&document, place, SectionKey::Security, &Titles::new()).map(|edited| edited.text);
            for text in [Ok(back), moved].into_iter().flatten() {
                let lines = |text: &str| -> Vec<String> {
                    let mut lines: Vec<String> = text.split(['\n', '\r']).map(|line| line.trim().to_owned()).collect();
                    lines.retain(|line| !line.is_empty() && !line.starts_with('#'));
                    lines.sort();
                    lines
                };
                prop_assert_eq!(lines(&text), lines(document.text()));
            }
        }
    }
}
