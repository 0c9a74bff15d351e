//! Reads JSONL, plain or compressed by gzip, row by row. A row that cannot be used is told by line and reason, and the
//! rest is read all the same.

use std::{
    fs::File,
    io::{BufRead, BufReader, Read as _},
    marker::PhantomData,
    path::{Path, PathBuf},
};

use flate2::bufread::MultiGzDecoder;
use serde::de::DeserializeOwned;

use crate::{
    fault::{Fault, Faulty},
    store::{DiskError, disk},
};

/// A line longer than this is refused without being kept.
const LONGEST_LINE: u64 = 64 << 20;
/// How a file begins that gzip made.
const GZIP: [u8; 2] = [0x1f, 0x8b];

/// A row that cannot be used, and why.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct BadRow {
    /// The line that it stands on, from 1.
    pub line: u64,
    /// Why it cannot be used.
    pub reason: String,
}

/// Why a file cannot be read at all.
#[derive(Debug, thiserror::Error)]
pub enum RowsError {
    /// It cannot be opened or read.
    #[error(transparent)]
    Disk(#[from] DiskError),
    /// Nothing in it can be used.
    #[error("there is no row in `{}` that can be used", .path.display())]
    Nothing {
        /// The file.
        path: PathBuf,
        /// The first of its rows that cannot be used.
        first: Option<BadRow>,
    },
}

impl Faulty for RowsError {
    fn fault(&self) -> Fault {
        match self {
            Self::Disk(error) if error.kind() == std::io::ErrorKind::NotFound => Fault::Usage,
            Self::Disk(error) => error.fault(),
            Self::Nothing { .. } => Fault::Usage,
        }
    }

    fn hints(&self) -> Vec<String> {
        match self {
            Self::Disk(error) => error.hints(),
            Self::Nothing { first: Some(row), .. } => vec![format!("line {}: {}", row.line, row.reason)],
            Self::Nothing { first: None, .. } => {
                vec!["a row is one JSON object a line; docs/models.md tells its fields".into()]
            }
        }
    }
}

/// All usable rows of a file, and those that are not.
#[derive(Debug)]
pub struct RowFile<T> {
    /// The usable ones, in their order.
    pub rows: Vec<T>,
    /// The others.
    pub bad: Vec<BadRow>,
}

impl<T: DeserializeOwned> RowFile<T> {
    /// Reads a whole file; `check` refuses rows that can be read but not be used, and says why.
    pub fn read(path: &Path, check: impl Fn(&T) -> Result<(), String>) -> Result<Self, RowsError> {
        let mut found = Self { rows: Vec::new(), bad: Vec::new() };
        let mut rows = Rows::<T>::open(path)?;
        while let Some(row) = rows.next() {
            let line = rows.line();
            match row.and_then(|row| check(&row).map(|()| row).map_err(|reason| BadRow { line, reason })) {
                Ok(row) => found.rows.push(row),
                Err(bad) => found.bad.push(bad),
            }
        }
        if found.rows.is_empty() {
            let first = found.bad.into_iter().next();
            return Err(RowsError::Nothing { path: path.to_path_buf(), first });
        }
        Ok(found)
    }
}

/// The rows of a file, one after the other. Empty lines are none.
pub struct Rows<T> {
    input: Box<dyn BufRead + Send>,
    line: u64,
    buffer: Vec<u8>,
    ended: bool,
    row: PhantomData<fn() -> T>,
}

impl<T: DeserializeOwned> Rows<T> {
    /// Opens a file; whether it is compressed is told by its first bytes, whatever its name.
    pub fn open(path: &Path) -> Result<Self, DiskError> {
        let mut input = BufReader::with_capacity(256 << 10, disk::open(path)?);
        let compressed = input.fill_buf().is_ok_and(|bytes| bytes.starts_with(&GZIP));
        let input: Box<dyn BufRead + Send> = if compressed { Box::new(unpacked(input)) } else { Box::new(input) };
        Ok(Self::of(input))
    }

    /// The rows of any input that is not compressed.
    pub fn of(input: Box<dyn BufRead + Send>) -> Self {
        Self { input, line: 0, buffer: Vec::new(), ended: false, row: PhantomData }
    }

    /// The line of the row that was met last.
    pub fn line(&self) -> u64 {
        self.line
    }

    fn bad(&self, reason: impl Into<String>) -> BadRow {
        BadRow { line: self.line, reason: reason.into() }
    }

    /// Reads one line into the buffer; whether there was one.
    fn take_line(&mut self) -> Result<bool, BadRow> {
        self.buffer.clear();
        self.line += 1;
        let read = self.input.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut self.buffer);
        let read = read.map_err(|error| {
            self.ended = true;
            self.bad(format!("the file cannot be read from here on: {error}"))
        })?;
        if read as u64 == LONGEST_LINE && self.buffer.last() != Some(&b'\n') {
            self.buffer = Vec::new();
            self.input.skip_until(b'\n').map_err(|error| self.bad(error.to_string()))?;
            return Err(self.bad("the line is longer than 64 MiB"));
        }
        Ok(read > 0)
    }
}

impl<T: DeserializeOwned> Iterator for Rows<T> {
    type Item = Result<T, BadRow>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            match self.take_line() {
                Err(bad) => return Some(Err(bad)),
                Ok(false) => {
                    self.ended = true;
                    return None;
                }
                Ok(true) => {}
            }
            if self.buffer.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            return Some(serde_json::from_slice(&self.buffer).map_err(|error| self.bad(reason(&error))));
        }
        None
    }
}

fn unpacked(input: BufReader<File>) -> BufReader<MultiGzDecoder<BufReader<File>>> {
    BufReader::with_capacity(256 << 10, MultiGzDecoder::new(input))
}

/// What the parser says, without its own line number, which is always 1.
fn reason(error: &serde_json::Error) -> String {
    let told = error.to_string();
    match told.rsplit_once(" at line ") {
        Some((told, _)) => format!("{told} (column {})", error.column()),
        None => told,
    }
}
