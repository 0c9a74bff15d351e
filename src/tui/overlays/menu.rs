//! A menu: one of several, by cursor or by key.

use crossterm::event::KeyCode;

use super::{Ask, Asked, Heard};
use crate::tui::{key::Key, motion::Motion};

/// Hears a key.
pub(super) fn key(asked: &mut Asked, key: Key, motion: Option<Motion>) -> Heard {
    let Ask::Menu { items, .. } = &asked.ask else { return Heard::Ignored };
    if let Some(item) = key.typed().and_then(|typed| items.iter().find(|item| item.key == Some(typed))) {
        return Heard::Do(item.action.clone());
    }
    if let Some(motion) = motion {
        asked.cursor = motion.apply(asked.cursor, items.len(), 10);
        return Heard::Consumed;
    }
    match (key.code, key.typed()) {
        (KeyCode::Esc, _) | (_, Some('q')) => Heard::Close,
        (KeyCode::Enter, _) | (_, Some(' ')) => {
            items.get(asked.cursor).map_or(Heard::Close, |item| Heard::Do(item.action.clone()))
        }
        _ => Heard::Ignored,
    }
}
