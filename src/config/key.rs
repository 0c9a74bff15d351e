//! One key of a settings file: what form its value has, what it is for, and what is valid.

/// A key, described for reading, documentation and JSON Schema.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// Its path, such as `release.branch`.
    pub name: &'static str,
    /// The form of its value.
    pub kind: Kind,
    /// What makes a text of it valid, beyond its form.
    pub(super) check: fn(&str) -> Result<(), String>,
    /// Its default as TOML, or nothing where it is read from the surroundings.
    pub default: Option<&'static str>,
    /// An example as TOML, where there is no default.
    pub example: &'static str,
    /// What it is for: one or two sentences.
    pub about: &'static str,
}

/// The form of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// A whole number between two others.
    Integer {
        /// The least.
        least: i64,
        /// The most.
        most: i64,
    },
    /// `true` or `false`.
    Boolean,
    /// A list of texts.
    TextList,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// A time span such as `90s`, `10m`, `1h30m`.
    Duration,
    /// An amount of money, such as `0.50`.
    Amount,
    /// A path in the repository, or `false`.
    PathOrFalse,
    /// A table of texts or lists of texts, whose keys are free.
    Map,
}

impl Kind {
    /// What is expected, for messages and documentation.
    pub fn expectation(self) -> String {
        match self {
            Self::Text => "text".into(),
            Self::Integer { least, most } if most == i64::from(u32::MAX) => format!("a whole number from {least} on"),
            Self::Integer { least, most } => format!("a whole number from {least} to {most}"),
            Self::Boolean => "`true` or `false`".into(),
            Self::TextList => "a list of texts".into(),
            Self::Choice(words) => {
                let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
                words.join(" or ")
            }
            Self::Duration => "a time span such as `90s`, `10m` or `1h30m`".into(),
            Self::Amount => "an amount such as `0.50`, with at most six decimals".into(),
            Self::PathOrFalse => "a path in the repository, or `false`".into(),
            Self::Map => "a table".into(),
        }
    }
}

impl Key {
    /// The variable that sets it, unless its form has none.
    pub fn variable(&self) -> Option<String> {
        if self.kind == Kind::Map {
            return None;
        }
        Some(format!("TMINUS_{}", self.name.replace('.', "_").to_ascii_uppercase()))
    }

    /// The table that it stands in, such as `release`; empty at the top.
    pub fn table(&self) -> &'static str {
        self.name.rsplit_once('.').map_or("", |(table, _)| table)
    }

    /// Its own name within that table.
    pub fn last(&self) -> &'static str {
        self.name.rsplit_once('.').map_or(self.name, |(_, last)| last)
    }
}
