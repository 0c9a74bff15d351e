//! What an ecosystem is: files -> facts -> findings.

use std::cell::Cell;

use serde::{Serialize, de::DeserializeOwned};

use super::{Pair, Report, Rule};
use crate::syntax::{Language, Parsed, Parsers, Unparsed};

/// One language or format whose public surface is compared. All it does is pure: the driver reads files, keeps facts,
/// catches panics, pairs moves and asks history.
pub trait Ecosystem: 'static {
    /// What is kept of one file: its public items and whatever is needed to find out what is reachable.
    type Facts: Serialize + DeserializeOwned + Send + Sync + 'static;

    /// The name, as in rule ids.
    const NAME: &'static str;
    /// Raised when facts change their form or meaning: those kept by older versions are then read again.
    const VERSION: u32;
    /// Its rules.
    const RULES: &'static [&'static [Rule]];
    /// The file that a rule's example is in.
    const EXAMPLE_PATH: &'static str;
    /// Files that lie beside every example, at both ends.
    const EXAMPLE_BESIDE: &'static [(&'static str, &'static str)] = &[];

    /// Bytes of a file that is read; more is data.
    const LARGEST: u64 = 4 << 20;
    /// Whether files that tools wrote count as well: a description of an interface is one whoever wrote it, and however
    /// long its lines are.
    const READS_GENERATED: bool = false;

    /// Whether a file belongs to it, and as what. By the path alone: the content is not read yet.
    fn claims(path: &str) -> Option<Form>;

    /// Reads one file. Facts are kept by content and form, so they must follow from these alone.
    fn read(source: &mut Source<'_>) -> Result<Self::Facts, Unread>;

    /// Whether a file that was read tells anything by itself: only then it is said to have been compared.
    fn counts(_facts: &Self::Facts) -> bool {
        true
    }

    /// Compares both ends. `pair.changed()` says where to begin; other files are read as they are asked for.
    fn compare(pair: &Pair<'_, Self>, report: &mut Report)
    where
        Self: Sized;
}

/// What a file is to its ecosystem, where a path decides how it is read: `"source"`, `"manifest"`, `"tsx"`.
pub type Form = &'static str;

/// One file to read.
pub struct Source<'a> {
    /// Its text.
    pub text: &'a str,
    /// What its path made of it.
    pub form: Form,
    parsers: &'a mut Parsers,
    broken: Cell<bool>,
}

/// Why a file cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unread {
    /// It has no tree.
    #[error(transparent)]
    Unparsed(#[from] Unparsed),
    /// It is not what it should be.
    #[error("{0}")]
    Invalid(String),
    /// It has nothing to do with this ecosystem, whatever its name.
    #[error("it is something else")]
    Foreign,
}

impl<'a> Source<'a> {
    /// A text of a form.
    pub fn new(text: &'a str, form: Form, parsers: &'a mut Parsers) -> Self {
        Self { text, form, parsers, broken: Cell::new(false) }
    }

    /// The tree of the text. That it has errors is noted: what they newly bring about is at most possible.
    pub fn parse(&mut self, language: Language) -> Result<Parsed<'a>, Unparsed> {
        let parsed = self.parsers.parse(language, self.text)?;
        if parsed.is_broken() {
            self.broken.set(true);
        }
        Ok(parsed)
    }

    /// The tree of another text: what stands under a macro, a string that holds a schema.
    pub fn parse_other<'b>(&mut self, language: Language, text: &'b str) -> Result<Parsed<'b>, Unparsed> {
        self.parsers.parse(language, text)
    }

    /// Notes that not all of the text was understood.
    pub fn mark_broken(&self) {
        self.broken.set(true);
    }

    /// Whether not all of the text was understood.
    pub fn is_broken(&self) -> bool {
        self.broken.get()
    }
}
