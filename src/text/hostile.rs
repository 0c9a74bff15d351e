//! Which characters may not reach a terminal as they are: those that command it, reorder what stands around them, or
//! cannot be seen.

use std::fmt::Write as _;

/// Whether a character commands a terminal, changes the order of text, or is invisible.
///
/// Variation selectors 15 and 16 are not: they choose between a sign's text and emoji form. The zero-width joiner is;
/// [`super::Safe`] keeps it within emoji alone.
pub fn is_hostile(character: char) -> bool {
    matches!(
        character,
        // C0, DEL, C1.
        '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}'
        // Soft hyphen, grapheme joiner, Arabic letter mark.
        | '\u{ad}' | '\u{34f}' | '\u{61c}'
        // Fillers that look like nothing.
        | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{3164}' | '\u{ffa0}'
        // Mongolian selectors and separator.
        | '\u{180b}'..='\u{180f}'
        // Zero-width, marks of direction, line and paragraph separators, embeddings and overrides.
        | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        // Invisible operators, isolates, deprecated format characters.
        | '\u{2060}'..='\u{206f}'
        // Variation selectors that are not of emoji; the byte-order mark; interlinear annotation.
        | '\u{fe00}'..='\u{fe0d}' | '\u{feff}' | '\u{fff0}'..='\u{fffb}'
        // Format controls of hieroglyphs, shorthand and music.
        | '\u{13430}'..='\u{1343f}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
        // Tags and supplementary variation selectors.
        | '\u{e0000}'..='\u{e0fff}'
    )
}

/// Writes a hostile character so that it can be seen: `^[` for what a keyboard can make, `<U+202E>` for the others.
pub(super) fn spell(character: char, into: &mut String) {
    match character {
        '\u{0}'..='\u{1f}' => {
            into.push('^');
            into.push(char::from(character as u8 + b'@'));
        }
        '\u{7f}' => into.push_str("^?"),
        other => write!(into, "<U+{:04X}>", u32::from(other)).expect("writing to a string does not fail"),
    }
}

/// Whether the zero-width joiner may stand beside this character: the pictographs that emoji are joined from, with their
/// modifiers.
pub(super) fn joins_emoji(character: char) -> bool {
    matches!(character, '\u{fe0f}' | '\u{2190}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}')
}
