//! Why a program did not do what it was run for.

use std::{io, time::Duration};

use crate::fault::{Fault, Faulty};

/// A program that could not be run, was stopped, or failed. Commands and output in it hold no secrets.
#[derive(Debug, thiserror::Error)]
pub enum ProcessError {
    /// It is not installed.
    #[error("`{program}` is not installed, or not on `PATH`")]
    NotFound {
        /// Its name.
        program: String,
    },
    /// The system does not run it.
    #[error("cannot run `{command}`")]
    Start {
        /// The command line.
        command: String,
        /// Why.
        source: io::Error,
    },
    /// It took too long and was stopped.
    #[error("`{command}` took longer than {} s and was stopped", after.as_secs())]
    TimedOut {
        /// The command line.
        command: String,
        /// The limit.
        after: Duration,
        /// What it said last on standard error.
        stderr: String,
    },
    /// It was stopped because the work was cancelled.
    #[error("`{command}` was stopped")]
    Cancelled {
        /// The command line.
        command: String,
    },
    /// It ended with another exit code than 0.
    #[error("`{command}` {status}{}", said(stderr))]
    Failed {
        /// The command line.
        command: String,
        /// How it ended: `failed with exit code 1`, `was ended by signal 9`.
        status: String,
        /// The exit code, unless it was ended by a signal.
        code: Option<i32>,
        /// What it said on standard error.
        stderr: String,
    },
}

/// What programs say that were not allowed to ask, or had nobody to ask.
const UNASKED: &[&str] = &[
    "could not read Username",
    "could not read Password",
    "terminal prompts disabled",
    "Permission denied (",
    "Host key verification failed",
    "Inappropriate ioctl for device",
    "No pinentry",
    "gpg failed to sign",
    "passphrase",
    "agent refused operation",
    "Couldn't load",
    "/dev/tty",
];

/// Whether a program that said this may do its work when a person can be asked for a passphrase, a password or a yes.
pub fn wants_a_person(said: &str) -> bool {
    UNASKED.iter().any(|words| said.contains(words))
}

fn said(stderr: &str) -> String {
    match stderr.trim() {
        "" => String::new(),
        text => format!(": {text}"),
    }
}

impl ProcessError {
    /// What the program said on standard error.
    pub fn stderr(&self) -> &str {
        match self {
            Self::TimedOut { stderr, .. } | Self::Failed { stderr, .. } => stderr,
            _ => "",
        }
    }
}

impl Faulty for ProcessError {
    fn fault(&self) -> Fault {
        Fault::Outside
    }

    fn hints(&self) -> Vec<String> {
        match self {
            Self::NotFound { program } => vec![format!("install `{program}`; `tminus doctor` checks what is needed")],
            _ => Vec::new(),
        }
    }
}
