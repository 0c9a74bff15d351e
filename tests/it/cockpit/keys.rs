//! What a terminal sends for a key.

/// The bytes of a key by its name.
#[track_caller]
pub(super) fn bytes(name: &str) -> Vec<u8> {
    let text = match name {
        "Enter" => "\r",
        "Esc" => "\x1b",
        "Tab" => "\t",
        "Shift-Tab" => "\x1b[Z",
        "Space" => " ",
        "Backspace" => "\x7f",
        "Delete" => "\x1b[3~",
        "Up" => "\x1b[A",
        "Down" => "\x1b[B",
        "Right" => "\x1b[C",
        "Left" => "\x1b[D",
        "Home" => "\x1b[H",
        "End" => "\x1b[F",
        "PageUp" => "\x1b[5~",
        "PageDown" => "\x1b[6~",
        "F9" => "\x1b[20~",
        _ => {
            if let Some(letter) = name.strip_prefix("Ctrl-") {
                return vec![letter.to_ascii_lowercase().as_bytes()[0] & 0x1f];
            }
            assert_eq!(name.chars().count(), 1, "no key is named `{name}`");
            name
        }
    };
    text.as_bytes().to_vec()
}
