//! Dialogs that ask before something is done. They stand on the safe answer.

use crossterm::event::KeyCode;

use super::{Ask, Asked, Heard, dialog, input::Did};
use crate::tui::{key::Key, motion::Motion};

/// No dialog is scrolled further than it would be long at this width.
const NARROW: usize = 36;

/// Hears a key.
pub(super) fn key(asked: &mut Asked, key: Key, motion: Option<Motion>) -> Heard {
    let is_scroll = matches!(motion, Some(Motion::Up | Motion::Down | Motion::PageUp | Motion::PageDown));
    if let Some(motion) = motion.filter(|_| is_scroll && key.typed().is_none()) {
        let (Ask::Confirm { text, .. } | Ask::TypeToConfirm { text, .. }) = &asked.ask else { return Heard::Ignored };
        asked.first = motion.apply(asked.first, dialog::rows(text, NARROW).len(), 8);
        return Heard::Consumed;
    }
    match &asked.ask {
        Ask::Confirm { yes, .. } => match (key.code, key.typed()) {
            (KeyCode::Esc, _) | (_, Some('n' | 'N' | 'q')) => Heard::Close,
            (_, Some('y' | 'Y')) => Heard::Do(yes.1.clone()),
            (KeyCode::Enter, _) if asked.cursor == 1 => Heard::Do(yes.1.clone()),
            (KeyCode::Enter, _) => Heard::Close,
            (KeyCode::Tab | KeyCode::Left | KeyCode::Right, _) | (_, Some('h' | 'l')) => {
                asked.cursor = 1 - asked.cursor.min(1);
                Heard::Consumed
            }
            _ => Heard::Ignored,
        },
        Ask::TypeToConfirm { expected, action, .. } => match asked.input.key(key) {
            Did::Entered if asked.input.text() == expected => Heard::Do(action.clone()),
            Did::Entered => Heard::Say(format!("type `{expected}` to go on, or esc to leave it")),
            Did::Left => Heard::Close,
            Did::Changed | Did::Moved | Did::Nothing => Heard::Consumed,
        },
        _ => Heard::Ignored,
    }
}
