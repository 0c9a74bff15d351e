//! What a word is: tui-textarea's answer, asked about one line at a time, because what it does takes as long as its text.

use std::ops::Range;

use tui_textarea::{CursorMove, TextArea};

/// Where stepping by a word leads within the line.
pub(super) fn step(line: &str, byte: usize, forward: bool) -> usize {
    let mut area = on(line, byte);
    area.move_cursor(if forward { CursorMove::WordForward } else { CursorMove::WordBack });
    byte_of(line, area.cursor().1)
}

/// What removing a word takes from the line.
pub(super) fn removed(line: &str, byte: usize, forward: bool) -> Range<usize> {
    let mut area = on(line, byte);
    if forward {
        area.delete_next_word();
        return byte..byte + (line.len() - area.lines()[0].len());
    }
    area.delete_word();
    byte_of(line, area.cursor().1)..byte
}

fn on(line: &str, byte: usize) -> TextArea<'static> {
    let mut area = TextArea::new(vec![line.to_owned()]);
    let column = u16::try_from(line[..byte].chars().count()).unwrap_or(u16::MAX);
    area.move_cursor(CursorMove::Jump(0, column));
    area
}

fn byte_of(line: &str, column: usize) -> usize {
    line.char_indices().nth(column).map_or(line.len(), |(byte, _)| byte)
}
