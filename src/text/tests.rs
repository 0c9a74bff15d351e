//! No foreign text is unsafe, too wide or cut within a letter.

use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

use super::*;

fn check(foreign: &str, expected: &str) {
    assert_eq!(Safe::line(foreign).as_str(), expected);
}

#[test]
fn controls_are_spelt_out() {
    check("a\u{1b}[31mb", "a^[[31mb");
    check("bell\u{7}", "bell^G");
    check("del\u{7f}", "del^?");
    check("csi\u{9b}2J", "csi<U+009B>2J");
    check("two\nlines\r", "two^Jlines^M");
    check("two\r\nlines", "two^M^Jlines");
    check("nul\0", "nul^@");
}

#[test]
fn what_reorders_or_hides_is_spelt_out() {
    check("user\u{202e}nimda", "user<U+202E>nimda");
    check("\u{2066}x\u{2069}", "<U+2066>x<U+2069>");
    check("zero\u{200b}width", "zero<U+200B>width");
    check("\u{feff}bom", "<U+FEFF>bom");
    check("soft\u{ad}hyphen", "soft<U+00AD>hyphen");
    check("line\u{2028}sep", "line<U+2028>sep");
    check("tag\u{e0041}", "tag<U+E0041>");
    check("a\u{200d}b", "a<U+200D>b");
}

#[test]
fn emoji_keep_their_joiners() {
    check("👩‍👩‍👧", "👩‍👩‍👧");
    check("❤️‍🔥", "❤️‍🔥");
    check("é e\u{301} 漢字", "é e\u{301} 漢字");
    assert_eq!(width("👩‍👩‍👧"), 2);
}

#[test]
fn tabs_go_to_the_next_stop() {
    check("\tx", "        x");
    check("ab\tx", "ab      x");
    check("漢\tx", "漢      x");
    assert_eq!(Safe::bounded("a\tb", Bounds { tab: 4, characters: 100 }).as_str(), "a   b");
    assert_eq!(Safe::bounded("a\tb", Bounds { tab: 0, characters: 100 }).as_str(), "a b");
}

#[test]
fn long_lines_are_bounded() {
    let long = "x".repeat(1_000_000);
    assert_eq!(Safe::line(&long).width(), 4_097);
    assert!(Safe::line(&long).ends_with('…'));
    let marks = format!("a{}", "\u{301}".repeat(1_000));
    assert!(Safe::line(&marks).chars().count() <= 8);
}

#[test]
fn output_of_programs_loses_its_escapes() {
    assert_eq!(Safe::output("\u{1b}[1;32mok\u{1b}[0m done\r\n").as_str(), "ok done");
    assert_eq!(Safe::output("\u{1b}]0;title\u{7}x\u{1b}]8;;http://a\u{1b}\\y").as_str(), "xy");
    assert_eq!(Safe::output("10%\r50%\r100%").as_str(), "100%");
    assert_eq!(Safe::output("open \u{1b}[31").as_str(), "open ^[[31");
    assert_eq!(Safe::output("\u{1b}(Bx\u{1b}7y").as_str(), "xy");
}

#[test]
fn cutting_tells_that_it_cut() {
    assert_eq!(Safe::line("subject line").fit_end(8).as_str(), "subject…");
    assert_eq!(Safe::line("subject").fit_end(7).as_str(), "subject");
    assert_eq!(Safe::line("src/some/deep/file.rs").fit_middle(13).as_str(), "src/so…ile.rs");
    assert_eq!(Safe::line("漢字漢字").fit_end(4).as_str(), "漢…");
    assert_eq!(Safe::line("abc").fit_end(0).as_str(), "");
    assert_eq!(Safe::line("abc").fit_middle(1).as_str(), "…");
}

#[test]
fn padding_fills_exactly() {
    assert_eq!(Safe::line("ab").pad_end(4).as_str(), "ab  ");
    assert_eq!(Safe::line("ab").pad_start(4).as_str(), "  ab");
    assert_eq!(Safe::line("漢字漢").pad_end(4).as_str(), "漢… ");
}

#[test]
fn columns_cut_wide_characters_into_spaces() {
    assert_eq!(Safe::line("a漢b").columns(0, 2).as_str(), "a ");
    assert_eq!(Safe::line("a漢b").columns(2, 2).as_str(), " b");
    assert_eq!(Safe::line("漢").columns(1, 5).as_str(), " ");
    assert_eq!(Safe::line("abc").columns(7, 5).as_str(), "");
}

#[test]
fn json_escapes_what_a_terminal_would_obey() {
    let line = json::to_line(&"a\u{7f}\u{9b}\u{202e}\u{1b}\u{e0041}é\n").unwrap();
    assert_eq!(line, r#""a\u007f\u009b\u202e\u001b\udb40\udc41é\n""#);
    assert_eq!(json::to_pretty(&serde_json::json!({"a": [1, {}]})).unwrap(), "{\n  \"a\": [\n    1,\n    {}\n  ]\n}");
}

#[test]
fn secrets_are_hidden() {
    for (text, shown) in [
        ("fatal: https://ann:hunter2@host/x", "fatal: https://[redacted]@host/x"),
        ("https://ghp_0123456789abcdef0123@github.com", "https://[redacted]@github.com"),
        ("use ghp_0123456789abcdef0123 now", "use [redacted] now"),
        ("Authorization: Bearer abc", "Authorization: [redacted]"),
        ("bearer abcdefghijklmnop1234", "bearer [redacted]"),
        ("AKIAABCDEFGHIJKLMNOP", "[redacted]"),
        ("GITHUB_TOKEN=abcd1234 x", "GITHUB_TOKEN=[redacted] x"),
        ("\"password\": \"hunter2\"", "\"password\": \"[redacted]\""),
        ("glpat-0123456789abcdef0123", "[redacted]"),
    ] {
        assert_eq!(redact(text), shown);
        assert_eq!(redact(shown), shown);
    }
    let key = "-----BEGIN OPENSSH PRIVATE KEY-----\nabc\ndef\n-----END OPENSSH PRIVATE KEY-----";
    assert!(!redact(key).contains("abc"));
}

#[test]
fn tokens_are_known_by_their_form() {
    assert!(holds_token("ghp_0123456789abcdef0123") && holds_token("AUTHORIZATION: basic eDp5"));
    assert!(!holds_token("postgres://ann:pw@localhost/test") && !holds_token("/usr/bin:/bin"));
}

#[test]
fn what_is_no_secret_stays() {
    for text in
        ["fix the token parser", "https://github.com/acme/rocket", "git@github.com:acme/rocket", "ssh://git@host/x"]
    {
        assert_eq!(redact(text), text);
    }
}

proptest! {
    #[test]
    fn nothing_hostile_survives(foreign in any::<String>()) {
        let safe = Safe::line(&foreign);
        let characters: Vec<char> = safe.chars().collect();
        for (index, &character) in characters.iter().enumerate() {
            let is_joiner = character == '\u{200d}' && index > 0;
            prop_assert!(!is_hostile(character) || is_joiner);
        }
    }

    #[test]
    fn cleaning_twice_is_cleaning_once(foreign in "[\u{0}-\u{2ff}\u{200b}-\u{2070}\u{1f468}-\u{1f470}漢]{0,40}") {
        let once = Safe::line(&foreign);
        prop_assert_eq!(Safe::line(&once), once);
    }

    #[test]
    fn a_cut_is_never_too_wide_and_never_splits(foreign in any::<String>(), room in 0_usize..40) {
        let safe = Safe::line(&foreign);
        for cut in [safe.fit_end(room), safe.fit_middle(room), safe.columns(3, room)] {
            prop_assert!(cut.width() <= room, "{:?} in {}", cut, room);
        }
        prop_assert_eq!(safe.pad_end(room).width(), room);
        let cut = safe.fit_end(room);
        let kept = cut.trim_end_matches('…');
        let boundaries: Vec<usize> = safe.grapheme_indices(true).map(|(at, _)| at).chain([safe.len()]).collect();
        prop_assert!(!safe.starts_with(kept) || boundaries.contains(&kept.len()));
    }

    #[test]
    fn columns_side_by_side_are_the_whole_width(foreign in any::<String>(), at in 0_usize..30) {
        let safe = Safe::line(&foreign);
        let left = safe.columns(0, at).width();
        let right = safe.columns(at, 10_000).width();
        prop_assert_eq!(left + right, safe.width().max(left));
    }

    #[test]
    fn json_reads_back_the_same(text in any::<String>()) {
        let line = json::to_line(&text).unwrap();
        prop_assert!(!line.chars().any(is_hostile));
        prop_assert_eq!(serde_json::from_str::<String>(&line).unwrap(), text);
    }

    #[test]
    fn redacting_never_panics(text in any::<String>()) {
        let shown = redact(&text).into_owned();
        prop_assert!(shown.is_empty() == text.is_empty());
    }
}
