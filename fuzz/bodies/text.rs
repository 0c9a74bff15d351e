//! Foreign text, whatever it is: nothing hostile survives, no cut is too wide, JSON reads back.

use tminus::text::{Safe, is_hostile, json, redact};

/// What must hold of any bytes.
pub(super) fn body(bytes: &[u8]) {
    let foreign = String::from_utf8_lossy(bytes);
    for line in [Safe::line(&foreign), Safe::output(&foreign)].iter().chain(&Safe::block(&foreign)) {
        assert!(line.chars().all(|character| !is_hostile(character) || character == '\u{200d}'));
        for columns in [0, 1, 7, 80] {
            assert!(line.fit_end(columns).width() <= columns);
            assert!(line.fit_middle(columns).width() <= columns);
            assert!(line.columns(3, columns).width() <= columns);
            assert_eq!(line.pad_end(columns).width(), columns);
        }
    }
    let written = json::to_line(&foreign).expect("text is JSON");
    assert_eq!(serde_json_text(&written), foreign);
    redact(&foreign);
}

/// The text that a JSON string holds.
fn serde_json_text(written: &str) -> String {
    let mut text = String::new();
    let mut units = Vec::new();
    let inner = &written[1..written.len() - 1];
    let mut letters = inner.chars();
    while let Some(letter) = letters.next() {
        if letter != '\\' {
            units.extend(letter.encode_utf16(&mut [0; 2]).iter().copied());
            continue;
        }
        match letters.next().expect("an escape has a letter") {
            'n' => units.push(u16::from(b'\n')),
            'r' => units.push(u16::from(b'\r')),
            't' => units.push(u16::from(b'\t')),
            'b' => units.push(8),
            'f' => units.push(12),
            'u' => {
                let digits: String = letters.by_ref().take(4).collect();
                units.push(u16::from_str_radix(&digits, 16).expect("four digits"));
            }
            other => units.extend(other.encode_utf16(&mut [0; 2]).iter().copied()),
        }
    }
    text.push_str(&String::from_utf16(&units).expect("pairs stay pairs"));
    text
}
