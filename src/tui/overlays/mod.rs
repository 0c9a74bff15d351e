//! What may lie over a screen: a stack of which the topmost hears first.

pub mod ask;
pub mod confirm;
mod dialog;
pub mod help;
pub mod input;
pub mod menu;
pub mod page;
pub mod palette;
pub mod view;

pub use ask::{Ask, MenuItem};
pub use input::Input;

use super::{action::Action, key::Key, keymap::Keymap, motion::Motion, msg::Mouse, screen::Focus, screens::ScreenId};

/// One thing over the screen.
#[derive(Debug)]
pub enum Overlay {
    /// The keys that work.
    Help(help::Help),
    /// All actions by name.
    Palette(palette::Palette),
    /// A question that a screen asked.
    Asked(Asked),
}

/// A question, whose it is, and how far the user has got with it.
#[derive(Debug)]
pub struct Asked {
    /// Whose question it is; nothing for the cockpit's own.
    pub owner: Option<ScreenId>,
    /// The question.
    pub ask: Ask<Action>,
    /// What was typed.
    pub input: Input,
    /// Which row, or (of a confirmation) whether the action is chosen: 0 is the safe answer.
    pub cursor: usize,
    /// The first row that is seen.
    pub first: usize,
}

/// What became of what the topmost overlay heard.
#[derive(Debug, PartialEq)]
pub enum Heard {
    /// It took it, and stays.
    Consumed,
    /// It is not its business.
    Ignored,
    /// It is done, with nothing to do.
    Close,
    /// It is done, and this is to be done.
    Do(Action),
    /// The text of a prompt changed.
    Typing(&'static str, String),
    /// A prompt was answered.
    Typed(&'static str, String),
    /// A prompt was left.
    Dropped(&'static str),
    /// Something must be said, and the overlay stays.
    Say(String),
}

impl Overlay {
    /// The keys of what is seen.
    pub fn help(keymap: &Keymap, focus: Focus, screen: ScreenId) -> Self {
        Self::Help(help::Help::new(keymap, focus, screen))
    }

    /// All actions that can be chosen now.
    pub fn palette(entries: Vec<(String, String, String, Action)>) -> Self {
        Self::Palette(palette::Palette::new(entries))
    }

    /// A question.
    pub fn asked(owner: Option<ScreenId>, ask: Ask<Action>) -> Self {
        let input = Input::new(match &ask {
            Ask::Prompt { value, .. } => value,
            _ => "",
        });
        let cursor = match &ask {
            Ask::Menu { cursor, .. } => *cursor,
            _ => 0,
        };
        Self::Asked(Asked { owner, ask, input, cursor, first: 0 })
    }

    /// What the footer says while it is open: keys and words.
    pub fn hints(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Help(_) => vec![("j/k", "scroll".into()), ("esc", "back".into())],
            Self::Palette(_) => vec![("enter", "do it".into()), ("↑/↓", "choose".into()), ("esc", "back".into())],
            Self::Asked(asked) => match &asked.ask {
                Ask::Confirm { yes, .. } => {
                    vec![
                        ("y", yes.0.clone()),
                        ("tab", "other answer".into()),
                        ("enter", "answer".into()),
                        ("esc", "no".into()),
                    ]
                }
                Ask::TypeToConfirm { .. } => vec![("enter", "go".into()), ("esc", "no".into())],
                Ask::Prompt { .. } => vec![("enter", "accept".into()), ("esc", "back".into())],
                Ask::Menu { .. } => vec![("enter", "choose".into()), ("j/k", "move".into()), ("esc", "back".into())],
                Ask::Page { .. } => vec![("j/k", "scroll".into()), ("esc", "back".into())],
            },
        }
    }

    /// Hears a key. `motion` is what the keymap says the key would move.
    pub fn key(&mut self, key: Key, motion: Option<Motion>) -> Heard {
        match self {
            Self::Help(help) => help.key(key, motion),
            Self::Palette(palette) => palette.key(key),
            Self::Asked(asked) => asked.key(key, motion),
        }
    }

    /// Hears pasted text.
    pub fn paste(&mut self, text: &str) -> Heard {
        match self {
            Self::Help(_) => Heard::Ignored,
            Self::Palette(palette) => palette.paste(text),
            Self::Asked(asked) => asked.paste(text),
        }
    }

    /// Hears the mouse; `room` is the whole terminal.
    pub fn mouse(&mut self, mouse: Mouse, room: (u16, u16)) -> Heard {
        view::mouse(self, mouse, room)
    }
}

impl Asked {
    fn key(&mut self, key: Key, motion: Option<Motion>) -> Heard {
        match &self.ask {
            Ask::Confirm { .. } | Ask::TypeToConfirm { .. } => confirm::key(self, key, motion),
            Ask::Prompt { .. } => self.prompt_key(key),
            Ask::Menu { .. } => menu::key(self, key, motion),
            Ask::Page { .. } => page::key(self, key, motion),
        }
    }

    fn prompt_key(&mut self, key: Key) -> Heard {
        let Ask::Prompt { question, .. } = &self.ask else { return Heard::Ignored };
        let question = *question;
        match self.input.key(key) {
            input::Did::Changed => Heard::Typing(question, self.input.text().to_owned()),
            input::Did::Moved | input::Did::Nothing => Heard::Consumed,
            input::Did::Entered => Heard::Typed(question, self.input.text().to_owned()),
            input::Did::Left => Heard::Dropped(question),
        }
    }

    fn paste(&mut self, text: &str) -> Heard {
        match &self.ask {
            Ask::Prompt { question, .. } => {
                let question = *question;
                self.input.insert(text);
                Heard::Typing(question, self.input.text().to_owned())
            }
            Ask::TypeToConfirm { .. } => {
                self.input.insert(text);
                Heard::Consumed
            }
            _ => Heard::Ignored,
        }
    }
}

pub use view::{cursor, draw};

#[cfg(test)]
mod tests;
