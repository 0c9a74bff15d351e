//! Dialogs that ask before something is done. They stand on the safe answer.

use crossterm::event::KeyCode;

use super::{Ask, Asked, Heard, input::Did};
use crate::tui::key::Key;

/// Hears a key.
pub(super) fn key(asked: &mut Asked, key: Key) -> Heard {
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
