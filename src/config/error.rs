//! What is wrong with settings: told with file, line, column, and the nearest key.

use std::path::PathBuf;

use crate::{
    fault::{Fault, Faulty},
    store::DiskError,
};

/// One thing that is wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The file or the variable.
    pub place: String,
    /// Line and column, from 1, where it is a file.
    pub position: Option<(usize, usize)>,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
}

impl std::fmt::Display for Problem {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.place)?;
        if let Some((line, column)) = self.position {
            write!(formatter, ":{line}:{column}")?;
        }
        write!(formatter, ": {}", self.message)
    }
}

/// Settings that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// Something in them is wrong; all that was found.
    #[error("{}", lines(.0))]
    Invalid(Vec<Problem>),
    /// Both places of the repository's file are taken.
    #[error("both `tminus.toml` and `.tminus/tminus.toml` are there")]
    Two,
    /// A file cannot be read.
    #[error(transparent)]
    Unreadable(#[from] DiskError),
    /// What stands under the name is not a file, or far too long for one of settings.
    #[error("`{}` {why}", path.display())]
    NotAFile {
        /// Its path.
        path: PathBuf,
        /// What it is instead.
        why: &'static str,
    },
}

fn lines(problems: &[Problem]) -> String {
    problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

impl Faulty for ConfigError {
    fn fault(&self) -> Fault {
        Fault::Usage
    }

    fn hints(&self) -> Vec<String> {
        match self {
            Self::Invalid(problems) => {
                let mut hints: Vec<String> = Vec::new();
                for hint in problems.iter().filter_map(|problem| problem.hint.clone()) {
                    if !hints.contains(&hint) {
                        hints.push(hint);
                    }
                }
                hints
            }
            Self::Two => vec!["keep one of them".into()],
            Self::Unreadable(error) => error.hints(),
            Self::NotAFile { .. } => Vec::new(),
        }
    }
}
