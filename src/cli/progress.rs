//! How far a long command is: one line on standard error where somebody watches there, erased before the data comes. In a pipe
//! or a file it never stands.

use std::{
    io::{IsTerminal as _, Write as _, stderr},
    sync::{
        Arc, Condvar, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread::JoinHandle,
    time::{Duration, Instant},
};

use super::Common;
use crate::{
    release::analysis::{Progress as Step, Watcher},
    store::Environment,
};

/// What ends sooner is not worth a line.
const HUSH: Duration = Duration::from_millis(700);
/// How often the line is written anew.
const INTERVAL: Duration = Duration::from_millis(200);
/// Goes to the line's start and erases it.
const ERASE: &[u8] = b"\r\x1b[K";

/// Whether the line stands on the terminal now.
static STANDS: AtomicBool = AtomicBool::new(false);

/// The line, for as long as this lives.
pub(super) struct Progress {
    told: Arc<Told>,
    painter: Option<JoinHandle<()>>,
}

#[derive(Default)]
struct Told {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    words: String,
    is_over: bool,
}

/// Erases the line for what is to be written in its place.
pub(super) fn make_way() {
    if STANDS.swap(false, Ordering::Relaxed) {
        // With standard error closed there is nobody left to tell.
        stderr().write_all(ERASE).ok();
    }
}

impl Progress {
    /// Begins with what is done first, where somebody watches.
    pub(super) fn begin(words: &str, common: &Common) -> Self {
        let told =
            Arc::new(Told { state: Mutex::new(State { words: words.to_owned(), is_over: false }), ..Told::default() });
        let can_erase = Environment::of_process().text("TERM").is_some_and(|term| term != "dumb");
        let is_watched = !common.quiet && !common.plain && can_erase && stderr().is_terminal();
        let painter = is_watched.then(|| {
            let told = Arc::clone(&told);
            std::thread::Builder::new().name("progress".into()).spawn(move || paint(&told)).ok()
        });
        Self { told, painter: painter.flatten() }
    }

    /// Who hears for it how far an analysis is.
    pub(super) fn watcher(&self) -> Option<Watcher> {
        self.painter.as_ref()?;
        let told = Arc::clone(&self.told);
        Some(Watcher::new(move |step| {
            told.state.lock().unwrap_or_else(PoisonError::into_inner).words = in_words(step);
        }))
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.told.state.lock().unwrap_or_else(PoisonError::into_inner).is_over = true;
        self.told.changed.notify_all();
        if let Some(painter) = self.painter.take() {
            // That a line could not be painted is no reason to fail.
            painter.join().ok();
        }
    }
}

fn paint(told: &Told) {
    let started = Instant::now();
    let mut wait = HUSH;
    let mut state = told.state.lock().unwrap_or_else(PoisonError::into_inner);
    loop {
        let waited = told.changed.wait_timeout_while(state, wait, |state| !state.is_over);
        state = waited.unwrap_or_else(PoisonError::into_inner).0;
        if state.is_over {
            return make_way();
        }
        let columns = rustix::termios::tcgetwinsize(stderr()).map_or(80, |size| usize::from(size.ws_col));
        let line = line(&state.words, started.elapsed(), columns);
        STANDS.store(true, Ordering::Relaxed);
        stderr().write_all(&[ERASE, line.as_bytes()].concat()).ok();
        wait = INTERVAL;
    }
}

/// The line, cut before it would wrap.
fn line(words: &str, elapsed: Duration, columns: usize) -> String {
    let line = format!("{words}, {} s", elapsed.as_secs());
    line.chars().take(columns.saturating_sub(1)).collect()
}

fn in_words(step: Step) -> String {
    let what = match step.part {
        "commits" => "listing commits",
        "lines" => "counting lines of commits",
        "history" => "reading commits from before",
        "story" => "looking for tests and ways back",
        "breaking" => "comparing sources at both ends",
        other => other,
    };
    match (step.done, step.of) {
        (0, None) => what.to_owned(),
        (done, None) => format!("{what}: {done}"),
        (done, Some(of)) => format!("{what}: {done} of {of}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_says_what_is_done_how_far_it_is_and_never_wraps() {
        let words = in_words(Step { part: "lines", done: 300, of: Some(9_398) });
        assert_eq!(line(&words, Duration::from_millis(4_200), 80), "counting lines of commits: 300 of 9398, 4 s");
        assert_eq!(line(&words, Duration::ZERO, 12), "counting li");
        assert_eq!(in_words(Step { part: "breaking", done: 0, of: None }), "comparing sources at both ends");
    }
}
