//! Takes the terminal for the cockpit and gives it back as the shell left it, whatever happens in between.

use std::{
    io::{self, Write},
    sync::atomic::{AtomicBool, Ordering},
};

use crossterm::terminal::{disable_raw_mode, enable_raw_mode};

/// Alternate screen, bracketed paste, focus events, cursor hidden.
const ENTER: &str = "\x1b[?1049h\x1b[?2004h\x1b[?1004h\x1b[?25l";
/// Buttons and wheel of the mouse, not every movement.
const MOUSE: &str = "\x1b[?1000h\x1b[?1002h\x1b[?1006h";
/// The reverse, in reverse.
const LEAVE: &str = "\x1b[0m\x1b[?25h\x1b[?1006l\x1b[?1002l\x1b[?1000l\x1b[?1004l\x1b[?2004l\x1b[?1049l";

/// Whether the terminal is ours now: the panic hook must know without asking the guard.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// Holds the terminal while it lives.
#[derive(Debug)]
pub struct Guard {
    mouse: bool,
}

impl Guard {
    /// Takes the terminal, and the mouse if it is wanted.
    pub fn enter(mouse: bool) -> io::Result<Self> {
        let guard = Self { mouse };
        guard.take()?;
        Ok(guard)
    }

    /// Takes the terminal again after [`Guard::give`].
    pub fn take(&self) -> io::Result<()> {
        enable_raw_mode()?;
        TAKEN.store(true, Ordering::SeqCst);
        say(ENTER)?;
        if self.mouse { say(MOUSE) } else { Ok(()) }
    }

    /// Gives the terminal to somebody else for a while.
    pub fn give(&self) -> io::Result<()> {
        give_back()
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        // There is nobody left to tell, and nothing else to do about it.
        drop(give_back());
    }
}

fn give_back() -> io::Result<()> {
    if !TAKEN.swap(false, Ordering::SeqCst) {
        return Ok(());
    }
    let said = say(LEAVE);
    disable_raw_mode()?;
    said
}

fn say(words: &str) -> io::Result<()> {
    let mut out = io::stdout();
    out.write_all(words.as_bytes())?;
    out.flush()
}

/// Makes a panic of this thread give the terminal back before its report is printed. Panics of workers are told on the
/// screen instead, and print nothing over it.
pub fn restore_after_panic() {
    let ours = std::thread::current().id();
    let report = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if std::thread::current().id() == ours {
            drop(give_back());
            report(panic);
        } else if !TAKEN.load(Ordering::SeqCst) {
            report(panic);
        }
    }));
}
