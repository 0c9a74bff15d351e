//! What is written as a shell's line: command gates, token commands, editors.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use super::{Cancel, Ended, ProcessError, Program, Prompts, Stream};
use crate::{config::Trusted, store::Environment};

/// Words in the name of a variable that make it a secret.
const SECRET_WORDS: &[&str] = &[
    "TOKEN",
    "SECRET",
    "PASSWORD",
    "PASSWD",
    "PASSPHRASE",
    "CREDENTIAL",
    "APIKEY",
    "API_KEY",
    "ACCESS_KEY",
    "PRIVATE_KEY",
    "SIGNING_KEY",
    "WEBHOOK",
];

/// Whether a variable holds a secret, by its name: it has `TOKEN`, `SECRET`, `PASSWORD`, `CREDENTIAL`, `API_KEY` or the like
/// in it, or ends with `_PAT` or `_AUTH`.
pub fn is_secret_name(name: &str) -> bool {
    let name = name.to_ascii_uppercase();
    SECRET_WORDS.iter().any(|word| name.contains(word)) || name.ends_with("_PAT") || name.ends_with("_AUTH")
}

/// A line for `sh -c`, as a trusted repository's configuration names it.
#[derive(Clone)]
pub struct Shell {
    program: Program,
}

impl Shell {
    /// The line, to be run in `folder` without secrets in its environment: neither those known by name nor those in
    /// `secrets`, the variables that tokens are configured to come from. Standard input is empty.
    pub fn without_secrets(line: &str, folder: &Path, secrets: &[String], _trusted: &Trusted) -> Self {
        let mut program = Program::new("sh").args(["-c", line]).folder(folder).clearing_group();
        let environment = Environment::of_process();
        for name in environment.names() {
            let holds_token = environment.text(name).is_some_and(crate::text::holds_token);
            if is_secret_name(name) || holds_token || secrets.iter().any(|secret| secret == name) {
                program = program.unset(name);
            }
        }
        Self { program: program.set("GIT_TERMINAL_PROMPT", "0") }
    }

    /// The line, to be run with the environment as it is: for commands whose output is a token.
    pub fn with_environment(line: &str, folder: &Path, _trusted: &Trusted) -> Self {
        Self { program: Program::new("sh").args(["-c", line]).folder(folder).clearing_group() }
    }

    /// Sets a variable.
    #[must_use]
    pub fn set(mut self, name: &str, value: &str) -> Self {
        self.program = self.program.set(name, value);
        self
    }

    /// After how long it is killed.
    #[must_use]
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.program = self.program.timeout(limit);
        self
    }

    /// What stops it before.
    #[must_use]
    pub fn cancelled_by(mut self, cancel: &Cancel) -> Self {
        self.program = self.program.cancelled_by(cancel);
        self
    }

    /// Runs it and hands on each line that it prints, foreign as it is; any exit code is an answer.
    pub fn stream(&self, on_line: &mut dyn FnMut(Stream, &str)) -> Result<Ended, ProcessError> {
        self.program.stream(on_line)
    }

    /// Runs it and keeps what it prints; another exit code than 0 is an error.
    pub fn run(&self) -> Result<Ended, ProcessError> {
        self.program.run()
    }
}

/// The user's editor: `GIT_EDITOR`, `VISUAL`, `EDITOR`, else `vi`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Editor {
    line: String,
}

impl Editor {
    /// The one that the environment names.
    pub fn of(environment: &Environment) -> Self {
        let named = ["GIT_EDITOR", "VISUAL", "EDITOR"].iter().find_map(|name| environment.text(name));
        Self { line: named.unwrap_or("vi").to_owned() }
    }

    /// What it is called, for showing.
    pub fn name(&self) -> &str {
        &self.line
    }

    /// Lets the user edit a file. The terminal has to be the editor's own meanwhile.
    pub fn edit(&self, file: &Path) -> Result<(), ProcessError> {
        let script = format!("{} \"$@\"", self.line);
        let file: PathBuf = file.to_path_buf();
        let program = Program::new("sh").args(["-c", &script, &self.line]).args([file]).prompting(Prompts::Terminal);
        let ended = program.attend()?;
        if ended.is_success() { Ok(()) } else { Err(program.failed(&ended)) }
    }
}

/// The user's pager, `PAGER`: only where it is set, and not to `cat`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pager {
    line: String,
    has_less_options: bool,
}

impl Pager {
    /// The one that the environment names, if any.
    pub fn of(environment: &Environment) -> Option<Self> {
        let line = environment.text("PAGER").map(str::trim).filter(|line| !matches!(*line, "" | "cat"))?;
        Some(Self { line: line.to_owned(), has_less_options: environment.value("LESS").is_some() })
    }

    /// Shows a text until the user has seen enough. The terminal has to be the pager's own meanwhile.
    pub fn show(&self, text: &[u8]) -> Result<(), ProcessError> {
        let mut program = Program::new("sh").args(["-c", &self.line]).input(text).prompting(Prompts::Terminal);
        if !self.has_less_options {
            // As git has it: colours pass, and what fits on the screen is left there.
            program = program.set("LESS", "FRX");
        }
        let ended = program.attend()?;
        if ended.is_success() { Ok(()) } else { Err(program.failed(&ended)) }
    }
}
