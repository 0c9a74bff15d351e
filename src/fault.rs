//! How failures are told: whose fault it is (which decides the exit code), what failed, and what to do next.
//!
//! Each capability has its own `thiserror` enum beside the code that fails and implements [`Faulty`] for it; the edges
//! (`cli`, `tui`) turn any of them into a [`Failure`]. Messages are lower case, have no final stop and name the thing in
//! backticks; hints say the next step.

use std::fmt;

/// Whose fault a failure is. Exit codes are the contract of the command line (see `docs/exit-codes.md`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fault {
    /// The answer is no: a gate is NO-GO, `--fail-on` is met, a verification failed. Exit 1.
    No,
    /// Usage or configuration; no repository, a history that cannot be read. Exit 2.
    Usage,
    /// Waits for people. Exit 3.
    Hold,
    /// Something outside failed: remote, forge, disk, a commit missing within the range. Exit 4.
    Outside,
    /// A journal is unfinished. Exit 5.
    Unfinished,
    /// A signal with nothing to resume. Exit 128 + n.
    Signal(u8),
    /// A bug in tminus. Exit 101.
    Bug,
}

impl Fault {
    /// The process's exit code.
    pub const fn exit_code(self) -> u8 {
        match self {
            Self::No => 1,
            Self::Usage => 2,
            Self::Hold => 3,
            Self::Outside => 4,
            Self::Unfinished => 5,
            Self::Signal(number) => 128 + number,
            Self::Bug => 101,
        }
    }
}

/// Exit codes and what they mean, as the documentation tells them.
pub const EXIT_CODES: [(&str, &str); 8] = [
    ("0", "yes, done, or already so"),
    ("1", "the answer is no: a gate is NO-GO, `--fail-on` is met, a verification failed"),
    (
        "2",
        "usage or configuration; no repository; `HEAD` or a history that cannot be read; a ref store that is not supported; \
         `--resume` or `--abort` with nothing open",
    ),
    ("3", "HOLD: it waits for people"),
    ("4", "something outside failed: remote, forge, disk; a commit is missing within the range"),
    ("5", "a journal is unfinished: stopped by a signal or by the user, or a plain `ship` while one is open"),
    ("128+n", "ended by the signal n with nothing to resume; the terminal is restored first"),
    ("101", "a bug in tminus"),
];

/// An error that knows whose fault it is and what to do next.
pub trait Faulty: std::error::Error {
    /// Whose fault it is.
    fn fault(&self) -> Fault;
    /// What the user can do next, one sentence each, most useful first.
    fn hints(&self) -> Vec<String> {
        Vec::new()
    }
}

/// Any failure, as an edge shows it: message, causes, hints. Text in it is not yet safe for a terminal; the edge cleans it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// Whose fault it is.
    pub fault: Fault,
    /// What failed, on what.
    pub message: String,
    /// Why, outermost first.
    pub causes: Vec<String>,
    /// What to do next.
    pub hints: Vec<String>,
}

impl Failure {
    /// A failure with a message alone.
    pub fn new(fault: Fault, message: impl Into<String>) -> Self {
        Self { fault, message: message.into(), causes: Vec::new(), hints: Vec::new() }
    }

    /// Adds a next step.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// Adds a cause.
    #[must_use]
    pub fn cause(mut self, cause: impl fmt::Display) -> Self {
        self.causes.push(cause.to_string());
        self
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)?;
        for cause in &self.causes {
            write!(formatter, ": {cause}")?;
        }
        Ok(())
    }
}

impl<E: Faulty> From<E> for Failure {
    fn from(error: E) -> Self {
        let message = error.to_string();
        let mut causes: Vec<String> = Vec::new();
        let mut source = error.source();
        while let Some(cause) = source {
            let text = cause.to_string();
            // Some libraries print their source within their own message; saying it twice helps nobody.
            if !message.contains(&text) && !causes.iter().any(|known| known.contains(&text)) {
                causes.push(text);
            }
            source = cause.source();
        }
        Self { fault: error.fault(), message, causes, hints: error.hints() }
    }
}

thread_local! {
    static GUARDED: std::cell::Cell<bool> = const { std::cell::Cell::new(false) };
}

/// Does work on foreign input that a bug must not end the program for: a panic becomes its message, and is not reported as
/// one. Nothing that the work changed may be used after it failed.
pub fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    let before = GUARDED.replace(true);
    let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(work));
    GUARDED.set(before);
    result.map_err(|payload| {
        let text = payload.downcast_ref::<&str>().map(|text| (*text).to_owned());
        text.or_else(|| payload.downcast_ref::<String>().cloned()).unwrap_or_else(|| "a panic without words".to_owned())
    })
}

/// Whether this thread does guarded work: then a panic hook stays quiet.
pub fn is_guarded() -> bool {
    GUARDED.get()
}
