//! A page of text to be read.

use crossterm::event::KeyCode;

use super::{Ask, Asked, Heard};
use crate::tui::{key::Key, motion::Motion};

/// Hears a key. The cursor of a page is its first line.
pub(super) fn key(asked: &mut Asked, key: Key, motion: Option<Motion>) -> Heard {
    let Ask::Page { lines, .. } = &asked.ask else { return Heard::Ignored };
    if let Some(motion) = motion {
        asked.first = motion.apply(asked.first, lines.len(), 16);
        return Heard::Consumed;
    }
    match (key.code, key.typed()) {
        (KeyCode::Esc | KeyCode::Enter, _) | (_, Some('q' | 'o')) => Heard::Close,
        _ => Heard::Ignored,
    }
}
