//! All that can wake the cockpit, and all that it can ask for: two closed enums of data.

use std::time::Duration;

use super::{
    key::Key,
    screens::{Outcome, Request},
    theme::Appearance,
    ticket::{Slot, Ticket},
};
use crate::{config::ChosenTheme, fault::Failure};

/// Everything that can wake the program.
#[derive(Debug)]
pub enum Msg {
    /// The cockpit has drawn its first frame.
    Started,
    /// A key was pressed.
    Key(Key),
    /// Text was pasted.
    Paste(String),
    /// The mouse did something.
    Mouse(Mouse),
    /// The terminal has this many columns and rows.
    Resize(u16, u16),
    /// The terminal got or lost the focus.
    Focus(bool),
    /// What the clock for display says, in seconds since the epoch.
    Tick(i64),
    /// A part of an answer.
    Done(Ticket, Outcome),
    /// The work of a ticket is over.
    Ended(Ticket, Ending),
    /// The time that was asked for is over.
    Elapsed(Ticket),
    /// The terminal told what its background is like.
    Background(Appearance),
    /// The choice of a theme could not be kept.
    ThemeNotKept(Failure),
    /// The operating system wants the program to end.
    Signal(u8),
}

/// How work ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ending {
    /// It returned.
    Finished,
    /// It panicked, saying this.
    Panicked(String),
}

/// What a mouse did, where, in cells of the whole terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mouse {
    /// What.
    pub act: MouseAct,
    /// Column, from 0.
    pub column: u16,
    /// Row, from 0.
    pub row: u16,
}

impl Mouse {
    /// Whether it happened inside `area`.
    pub fn is_in(self, area: ratatui::layout::Rect) -> bool {
        area.contains(ratatui::layout::Position { x: self.column, y: self.row })
    }
}

/// What a mouse can do here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MouseAct {
    /// The left button went down.
    Click,
    /// The left button is held while moving.
    Drag,
    /// The wheel turned up.
    ScrollUp,
    /// The wheel turned down.
    ScrollDown,
}

/// Everything that the cockpit asks the runtime for.
#[derive(Debug, PartialEq)]
pub enum Effect {
    /// Run a screen's request on a worker; cancels what the slot was doing.
    Work {
        /// Where the answers go.
        ticket: Ticket,
        /// What to do.
        request: Box<Request>,
    },
    /// Tell the slot's work to stop.
    Cancel(Slot),
    /// Send [`Msg::Elapsed`] later.
    After {
        /// What the message will carry.
        ticket: Ticket,
        /// How much later.
        delay: Duration,
    },
    /// Put this into the clipboard, through the terminal.
    Copy(String),
    /// Keep the choice of a theme for the next time.
    KeepTheme(ChosenTheme),
    /// Draw everything anew.
    Repaint,
    /// Stop the program as Ctrl-Z does.
    Suspend,
    /// End the program.
    Quit(Exit),
}

/// How the cockpit ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// The user quit.
    Quit,
    /// A signal of this number.
    Signal(u8),
}
