//! The keys that work here, made from the keymap.

use crossterm::event::KeyCode;

use super::Heard;
use crate::tui::{
    action::{COCKPIT, MOTION},
    key::Key,
    keymap::Keymap,
    motion::Motion,
    screen::Focus,
    screens::ScreenId,
};

/// One line of the help: a heading, or keys and words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum HelpLine {
    /// Whose keys follow.
    Heading(String),
    /// An action: its keys, what it does, its name.
    Action(Vec<Key>, &'static str, String),
    /// Room.
    Blank,
}

/// The help, and how far it was scrolled.
#[derive(Debug)]
pub struct Help {
    pub(super) lines: Vec<HelpLine>,
    pub(super) first: usize,
}

impl Help {
    pub(super) fn new(keymap: &Keymap, focus: Focus, screen: ScreenId) -> Self {
        let mut lines = Vec::new();
        let mut context = "";
        // Keys that are typed into a screen mean nothing else there, so help shows what works once it is left, too.
        for (named, keys) in keymap.heard(Focus { typing: false, ..focus }) {
            if keys.is_empty() {
                continue;
            }
            if named.context != context {
                context = named.context;
                if !lines.is_empty() {
                    lines.push(HelpLine::Blank);
                }
                lines.push(HelpLine::Heading(heading(context, screen)));
            }
            lines.push(HelpLine::Action(keys, named.words, format!("{}.{}", named.context, named.name)));
        }
        Self { lines, first: 0 }
    }

    pub(super) fn key(&mut self, key: Key, motion: Option<Motion>) -> Heard {
        if let Some(motion) = motion {
            self.first = motion.apply(self.first, self.lines.len(), 16);
            return Heard::Consumed;
        }
        match (key.code, key.typed()) {
            (KeyCode::Esc | KeyCode::Enter, _) | (_, Some('q' | '?')) => Heard::Close,
            _ => Heard::Ignored,
        }
    }
}

fn heading(context: &str, screen: ScreenId) -> String {
    match context {
        COCKPIT => "Everywhere".to_owned(),
        MOTION => "Moving".to_owned(),
        _ if context == screen.name() => screen.title().to_owned(),
        other => {
            let mut letters = other.chars();
            letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
        }
    }
}
