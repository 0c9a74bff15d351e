//! Where a command's data goes: standard output, or the file that `--output` names.

use std::{
    io::{self, IsTerminal as _, Write},
    path::PathBuf,
};

use serde::Serialize;

use super::{Common, style::Style};
use crate::{
    fault::{Failure, Fault},
    process::Pager,
    store::{Environment, disk},
    text::{Safe, json},
};

/// The one way for a command to write its data. What is written must be finished with [`Output::finish`].
pub struct Output {
    target: Target,
    style: Style,
}

enum Target {
    /// Standard output, as it comes.
    Stdout(io::BufWriter<io::StdoutLock<'static>>),
    /// A terminal, where what is longer than the screen goes through the user's pager.
    Paged(Pager, Vec<u8>),
    /// A file, written whole at the end, so that a failure leaves the old one.
    File(PathBuf, Vec<u8>),
}

impl Output {
    /// Opens what the flags name.
    pub fn open(common: &Common) -> Result<Self, Failure> {
        let environment = Environment::of_process();
        let style = if common.output.is_some() { Style::plain() } else { Style::of_stdout(common.color, &environment) };
        let target = match &common.output {
            Some(path) => Target::File(common.in_start_folder(path)?, Vec::new()),
            None => match Pager::of(&environment).filter(|_| io::stdout().is_terminal() && io::stdin().is_terminal()) {
                Some(pager) => Target::Paged(pager, Vec::new()),
                None => Target::Stdout(io::BufWriter::with_capacity(64 * 1024, io::stdout().lock())),
            },
        };
        Ok(Self { target, style })
    }

    /// How text may be coloured.
    pub fn style(&self) -> Style {
        self.style
    }

    /// Whether a person looks at it: it is a terminal.
    pub fn is_terminal(&self) -> bool {
        !matches!(self.target, Target::File(..)) && io::stdout().is_terminal()
    }

    /// Writes a document as indented JSON and a line end.
    pub fn json(&mut self, document: &impl Serialize) -> Result<(), Failure> {
        json::write_pretty(self.writer(), document).map_err(|error| self.failed(&error))?;
        self.raw(b"\n")
    }

    /// Writes a value as one line of JSON, for streams.
    pub fn json_line(&mut self, value: &impl Serialize) -> Result<(), Failure> {
        json::write_line(self.writer(), value).map_err(|error| self.failed(&error))?;
        self.raw(b"\n")
    }

    /// Writes a safe line and a line end.
    pub fn line(&mut self, line: &Safe) -> Result<(), Failure> {
        self.raw(line.as_bytes())?;
        self.raw(b"\n")
    }

    /// Writes a document that is text, such as Markdown. On a terminal foreign controls in it are made visible; elsewhere it
    /// is written byte by byte.
    pub fn text(&mut self, text: &str) -> Result<(), Failure> {
        if !self.is_terminal() {
            return self.raw(text.as_bytes());
        }
        Safe::block(text).iter().try_for_each(|line| self.line(line))
    }

    /// Writes what the caller made safe itself, escape codes of [`Style`] included.
    pub fn raw(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        self.writer().write_all(bytes).map_err(|error| self.failed(&error))
    }

    /// Hands on what is buffered, so that a reader of a stream sees it.
    pub fn flush(&mut self) -> Result<(), Failure> {
        self.writer().flush().map_err(|error| self.failed(&error))
    }

    /// Writes out what is left.
    pub fn finish(mut self) -> Result<(), Failure> {
        self.flush()?;
        match self.target {
            Target::Stdout(_) => Ok(()),
            Target::Paged(pager, bytes) => page(&pager, &bytes),
            Target::File(path, bytes) => Ok(disk::write_at(&path, &bytes)?),
        }
    }

    fn writer(&mut self) -> &mut dyn Write {
        match &mut self.target {
            Target::Stdout(stdout) => stdout,
            Target::Paged(_, bytes) | Target::File(_, bytes) => bytes,
        }
    }

    fn failed(&self, error: &io::Error) -> Failure {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Failure::new(Fault::Signal(SIGPIPE), "");
        }
        let place = match &self.target {
            Target::Stdout(_) | Target::Paged(..) => "standard output".to_owned(),
            Target::File(path, _) => format!("`{}`", path.display()),
        };
        Failure::new(Fault::Outside, format!("cannot write to {place}")).cause(error)
    }
}

/// A reader that went away ends the program as the signal would: without a word.
const SIGPIPE: u8 = 13;

/// Shows a text by the pager if it is longer than the screen, and also if the pager cannot be run.
fn page(pager: &Pager, text: &[u8]) -> Result<(), Failure> {
    let rows = rustix::termios::tcgetwinsize(io::stdout()).map_or(24, |size| usize::from(size.ws_row));
    let lines = text.split(|byte| *byte == b'\n').count();
    if lines > rows && pager.show(text).is_ok() {
        return Ok(());
    }
    let mut stdout = io::stdout().lock();
    let written = stdout.write_all(text).and_then(|()| stdout.flush());
    written.map_err(|error| Failure::new(Fault::Outside, "cannot write to standard output").cause(error))
}
