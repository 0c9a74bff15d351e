//! One program, run once: its arguments, its environment, its limits, and how it ended.

use std::{
    ffi::{OsStr, OsString},
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::Arc,
    time::{Duration, Instant},
};

use super::{
    Cancel, ProcessError,
    pipes::Lines,
    watch::{End, Limits, Watched},
};
use crate::{
    store::{Lock, clock},
    text::redact,
};

/// How much of each output is kept unless said otherwise.
const OUTPUT_LIMIT: usize = 64 * 1024 * 1024;
/// How much of standard error stands in an error.
const TOLD_LIMIT: usize = 4_000;

/// Whether a program may ask the user something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Prompts {
    /// Headless: it has no terminal and must not ask.
    #[default]
    Never,
    /// It has the terminal, which nobody else draws on meanwhile.
    Terminal,
}

/// Which output something was printed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stream {
    /// Standard output.
    Out,
    /// Standard error.
    Err,
}

/// How a program ended, and what it printed.
#[derive(Debug, Clone, Default)]
pub struct Ended {
    /// The exit code, unless a signal ended it.
    pub code: Option<i32>,
    /// The signal that ended it.
    pub signal: Option<i32>,
    /// Standard output, bounded.
    pub stdout: Vec<u8>,
    /// Standard error, bounded.
    pub stderr: Vec<u8>,
    /// Whether either was longer than what is kept.
    pub is_cut: bool,
    /// How long it ran.
    pub elapsed: Duration,
}

impl Ended {
    /// Whether it ended with exit code 0.
    pub fn is_success(&self) -> bool {
        self.code == Some(0)
    }

    /// Standard output as text, without the last line end.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.stdout).trim_end_matches(['\n', '\r']).to_owned()
    }

    /// How it ended, in words: `exit code 1`, `signal 9`.
    pub fn status(&self) -> String {
        match (self.code, self.signal) {
            (Some(code), _) => format!("exit code {code}"),
            (None, Some(signal)) => format!("signal {signal}"),
            (None, None) => "an unknown status".into(),
        }
    }
}

/// A program with arguments and surroundings, ready to run. Cloning it gives another run.
#[derive(Clone)]
pub struct Program {
    name: OsString,
    /// Arguments before all others that are of no interest to who reads the command.
    preamble: Vec<OsString>,
    arguments: Vec<OsString>,
    folder: Option<PathBuf>,
    environment: Vec<(OsString, Option<OsString>)>,
    input: Option<Vec<u8>>,
    timeout: Option<Duration>,
    silence: Option<Duration>,
    hush: Option<Duration>,
    lock: Option<Arc<Lock>>,
    cancel: Cancel,
    limit: usize,
    prompts: Prompts,
    clears_group: bool,
}

impl Program {
    /// A program by name or path.
    pub(super) fn new(name: impl Into<OsString>) -> Self {
        Self {
            name: name.into(),
            preamble: Vec::new(),
            arguments: Vec::new(),
            folder: None,
            environment: Vec::new(),
            input: None,
            timeout: None,
            silence: None,
            hush: None,
            lock: None,
            cancel: Cancel::new(),
            limit: OUTPUT_LIMIT,
            prompts: Prompts::Never,
            clears_group: false,
        }
    }

    /// A tool of the system that no repository chose, such as `ssh-keygen` or `gpg`.
    pub fn tool(name: &'static str) -> Self {
        Self::new(name)
    }

    /// A program that the user's own settings name, never a repository's.
    pub fn of_user(name: &str) -> Self {
        Self::new(name)
    }

    /// Sets arguments that come before all others and are not shown.
    #[must_use]
    pub(super) fn preamble(mut self, arguments: &[&str]) -> Self {
        self.preamble = arguments.iter().map(OsString::from).collect();
        self
    }

    /// Adds arguments.
    #[must_use]
    pub fn args<A: AsRef<OsStr>>(mut self, arguments: impl IntoIterator<Item = A>) -> Self {
        self.arguments.extend(arguments.into_iter().map(|argument| argument.as_ref().to_owned()));
        self
    }

    /// The folder that it is started in.
    #[must_use]
    pub fn folder(mut self, folder: &Path) -> Self {
        self.folder = Some(folder.to_path_buf());
        self
    }

    /// Sets a variable of its environment.
    #[must_use]
    pub fn set(mut self, name: impl AsRef<OsStr>, value: impl AsRef<OsStr>) -> Self {
        self.environment.push((name.as_ref().to_owned(), Some(value.as_ref().to_owned())));
        self
    }

    /// Takes a variable out of its environment.
    #[must_use]
    pub fn unset(mut self, name: impl AsRef<OsStr>) -> Self {
        self.environment.push((name.as_ref().to_owned(), None));
        self
    }

    /// What it reads on standard input; without, it reads nothing.
    #[must_use]
    pub fn input(mut self, bytes: impl Into<Vec<u8>>) -> Self {
        self.input = Some(bytes.into());
        self
    }

    /// After how long it is stopped.
    #[must_use]
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.timeout = Some(limit);
        self
    }

    /// After how long without a word it is stopped.
    #[must_use]
    pub fn silence(mut self, limit: Duration) -> Self {
        self.silence = Some(limit);
        self
    }

    /// After how long without a word a warning says that it is waited for, and until when.
    #[must_use]
    pub(super) fn hush(mut self, limit: Duration) -> Self {
        self.hush = Some(limit);
        self
    }

    /// Gives it a share in a lock, as its standard input: should this process die, the lock is free only when the program,
    /// too, has ended.
    #[must_use]
    pub fn holding(mut self, lock: &Arc<Lock>) -> Self {
        self.lock = Some(Arc::clone(lock));
        self
    }

    /// What stops it before.
    #[must_use]
    pub fn cancelled_by(mut self, cancel: &Cancel) -> Self {
        self.cancel = cancel.clone();
        self
    }

    /// How much of each output is kept.
    #[must_use]
    pub fn keeping(mut self, bytes: usize) -> Self {
        self.limit = bytes;
        self
    }

    /// Whether it may ask the user. With the terminal, only standard output is captured.
    #[must_use]
    pub fn prompting(mut self, prompts: Prompts) -> Self {
        self.prompts = prompts;
        self
    }

    /// Ends what it left running in its group when it ends.
    #[must_use]
    pub(super) fn clearing_group(mut self) -> Self {
        self.clears_group = true;
        self
    }

    /// The command line, for showing: quoted where needed, without secrets.
    pub fn command_line(&self) -> String {
        let words = std::iter::once(&self.name).chain(&self.arguments);
        let line = words.map(|word| quote(&word.to_string_lossy())).collect::<Vec<_>>().join(" ");
        redact(&line).into_owned()
    }

    /// Runs it; another exit code than 0 is an error.
    pub fn run(&self) -> Result<Ended, ProcessError> {
        let ended = self.run_any()?;
        if ended.is_success() { Ok(ended) } else { Err(self.failed(&ended)) }
    }

    /// Runs it; any exit code is an answer.
    pub fn run_any(&self) -> Result<Ended, ProcessError> {
        let mut kept = Ended::default();
        let limit = self.limit;
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let mut is_cut = false;
        let status = self.watch(&mut |stream, piece| {
            let kept = if stream == Stream::Out { &mut out } else { &mut err };
            let room = limit.saturating_sub(kept.len());
            is_cut |= piece.len() > room;
            kept.extend_from_slice(&piece[..piece.len().min(room)]);
        });
        kept.stdout = out;
        kept.stderr = err;
        kept.is_cut = is_cut;
        self.told(status, kept)
    }

    /// Runs it and hands on each line as it comes; nothing is kept.
    pub fn stream(&self, on_line: &mut dyn FnMut(Stream, &str)) -> Result<Ended, ProcessError> {
        let (mut out, mut err) = (Lines::default(), Lines::default());
        let status = self.watch(&mut |stream, piece| {
            let lines = if stream == Stream::Out { &mut out } else { &mut err };
            lines.push(piece, |line| on_line(stream, line));
        });
        out.finish(|line| on_line(Stream::Out, line));
        err.finish(|line| on_line(Stream::Err, line));
        self.told(status, Ended::default())
    }

    /// The error that says how it failed.
    pub fn failed(&self, ended: &Ended) -> ProcessError {
        let status = match ended.signal {
            Some(signal) => format!("was ended by signal {signal}"),
            None => format!("failed with {}", ended.status()),
        };
        ProcessError::Failed { command: self.command_line(), status, code: ended.code, stderr: told(&ended.stderr) }
    }

    fn told(&self, end: Result<(End, Duration), ProcessError>, mut ended: Ended) -> Result<Ended, ProcessError> {
        let (end, elapsed) = end?;
        match end {
            End::Exited(status) => {
                ended.code = status.code();
                ended.signal = std::os::unix::process::ExitStatusExt::signal(&status);
                ended.elapsed = elapsed;
                Ok(ended)
            }
            End::TimedOut(after) => {
                Err(ProcessError::TimedOut { command: self.command_line(), after, stderr: told(&ended.stderr) })
            }
            End::Cancelled => Err(ProcessError::Cancelled { command: self.command_line() }),
        }
    }

    fn command(&self) -> Command {
        #[expect(clippy::disallowed_methods, reason = "this is the door to other programs")]
        let mut command = Command::new(&self.name);
        command.args(&self.preamble).args(&self.arguments);
        if let Some(folder) = &self.folder {
            command.current_dir(folder);
        }
        for (name, value) in &self.environment {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            };
        }
        match self.prompts {
            Prompts::Never => {
                std::os::unix::process::CommandExt::process_group(&mut command, 0);
                command.stdin(if self.input.is_some() { Stdio::piped() } else { Stdio::null() });
                command.stdout(Stdio::piped()).stderr(Stdio::piped());
            }
            Prompts::Terminal => {
                command.stdin(if self.input.is_some() { Stdio::piped() } else { Stdio::inherit() });
                command.stdout(Stdio::piped()).stderr(Stdio::inherit());
            }
        }
        command
    }

    /// A program that draws on the terminal itself, such as an editor: it inherits everything, but for input that it is given.
    pub(super) fn attend(&self) -> Result<Ended, ProcessError> {
        let mut command = self.command();
        command.stdout(Stdio::inherit()).stderr(Stdio::inherit());
        let started = Instant::now();
        let mut child = command.spawn().map_err(|error| self.not_started(error))?;
        if let (Some(mut pipe), Some(input)) = (child.stdin.take(), &self.input) {
            // A pager that is left before the end does not read the rest.
            pipe.write_all(input).ok();
        }
        let status = child.wait().map_err(|error| self.not_started(error))?;
        self.told(Ok((End::Exited(status), started.elapsed())), Ended::default())
    }

    fn not_started(&self, source: std::io::Error) -> ProcessError {
        let folder_is_there = self.folder.as_deref().is_none_or(Path::is_dir);
        if source.kind() == std::io::ErrorKind::NotFound && folder_is_there {
            ProcessError::NotFound { program: self.name.to_string_lossy().into_owned() }
        } else {
            ProcessError::Start { command: self.command_line(), source }
        }
    }

    /// That it is waited for, and until when.
    fn waiting(&self, until: Instant) -> String {
        let left = until.saturating_duration_since(Instant::now());
        let at = clock::now() + left;
        let at = at.strftime("%H:%M:%S");
        format!("`{}` has no answer yet; it is waited for until {at} UTC ({} s)", self.command_line(), left.as_secs())
    }

    fn watch(&self, on_piece: &mut dyn FnMut(Stream, &[u8])) -> Result<(End, Duration), ProcessError> {
        let started = Instant::now();
        let mut command = self.command();
        if let Some(lock) = &self.lock {
            command.stdin(lock.shared_with_child().map_err(|error| self.not_started(error))?);
        }
        let child = command.spawn().map_err(|error| self.not_started(error))?;
        let watched = Watched::new(child, self.prompts, self.input.clone());
        let say = |until: Instant| tracing::warn!("{}", self.waiting(until));
        let limits = Limits {
            hush: self.hush.map(|after| (after, &say as &dyn Fn(Instant))),
            deadline: self.timeout.map(|limit| (started + limit, limit)),
            silence: self.silence,
            cancel: &self.cancel,
        };
        let end = watched.follow(&limits, self.clears_group, on_piece).map_err(|error| self.not_started(error))?;
        Ok((end, started.elapsed()))
    }
}

/// What is told of standard error: its last part, without secrets or escapes.
fn told(stderr: &[u8]) -> String {
    let text = String::from_utf8_lossy(stderr);
    let skipped = text.len().saturating_sub(TOLD_LIMIT);
    let start = (skipped..=text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    redact(text[start..].trim()).into_owned()
}

/// A word as a shell would need it.
fn quote(word: &str) -> String {
    let is_plain = !word.is_empty() && word.chars().all(|c| c.is_alphanumeric() || "-_./:=@,+%^~{}".contains(c));
    if is_plain { word.to_owned() } else { format!("'{}'", word.replace('\'', "'\\''")) }
}
