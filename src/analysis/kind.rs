//! The eleven kinds of commit and how sure we are of one.

use serde::{Deserialize, Serialize};

/// What a commit is, in the words of the Angular convention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Something users can newly do.
    Feat,
    /// A defect mended.
    Fix,
    /// Documentation alone.
    Docs,
    /// Formatting alone.
    Style,
    /// The same behaviour, written otherwise.
    Refactor,
    /// The same behaviour, faster or smaller.
    Perf,
    /// Tests alone.
    Test,
    /// How it is built, and what from.
    Build,
    /// How it is checked and delivered.
    Ci,
    /// Upkeep that fits nowhere else.
    Chore,
    /// An earlier commit taken back.
    Revert,
}

impl Kind {
    /// All kinds, in the order of the convention.
    pub const ALL: [Self; 11] = [
        Self::Feat,
        Self::Fix,
        Self::Docs,
        Self::Style,
        Self::Refactor,
        Self::Perf,
        Self::Test,
        Self::Build,
        Self::Ci,
        Self::Chore,
        Self::Revert,
    ];

    /// The word of the convention.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Feat => "feat",
            Self::Fix => "fix",
            Self::Docs => "docs",
            Self::Style => "style",
            Self::Refactor => "refactor",
            Self::Perf => "perf",
            Self::Test => "test",
            Self::Build => "build",
            Self::Ci => "ci",
            Self::Chore => "chore",
            Self::Revert => "revert",
        }
    }

    /// The kind that a word names, aliases that teams use included (`feature`, `bugfix`, `doc`, `deps`, ...).
    pub fn from_word(word: &str) -> Option<Self> {
        Some(match word.to_ascii_lowercase().as_str() {
            "feat" | "feature" | "features" => Self::Feat,
            "fix" | "bugfix" | "hotfix" | "fixes" | "bug" => Self::Fix,
            "docs" | "doc" | "documentation" => Self::Docs,
            "style" | "styles" => Self::Style,
            "refactor" | "refact" | "refactoring" | "ref" => Self::Refactor,
            "perf" | "performance" => Self::Perf,
            "test" | "tests" | "testing" => Self::Test,
            "build" | "deps" | "dep" => Self::Build,
            "ci" | "cicd" => Self::Ci,
            "chore" | "chores" => Self::Chore,
            "revert" => Self::Revert,
            _ => return None,
        })
    }
}

/// Where a kind comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum KindSource {
    /// The commit's own conventional header.
    Header,
    /// A trained model.
    Model,
    /// Rules on words, paths and shape.
    Rule,
    /// A person's correction.
    Override,
}

impl KindSource {
    /// The word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Header => "header",
            Self::Model => "model",
            Self::Rule => "rule",
            Self::Override => "override",
        }
    }
}

/// A kind with where it comes from and how sure that is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct KindVerdict {
    /// The kind.
    pub kind: Kind,
    /// Where it comes from.
    pub source: KindSource,
    /// 0 to 1.
    pub confidence: f32,
    /// What it looks like where the header says otherwise and something firm speaks for it.
    pub suggested: Option<Suggestion>,
}

/// Another kind than the header's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Suggestion {
    /// The kind.
    pub kind: Kind,
    /// What speaks for it.
    pub because: Because,
}

/// What speaks against a header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Because {
    /// The model, by words and paths.
    Words,
    /// Code that is shipped changes in so many files.
    Code(u16),
    /// It breaks public API, by so many firm findings.
    Breaking(u16),
}

impl Because {
    /// The same for people to read.
    pub fn in_words(self) -> String {
        match self {
            Self::Words => "by its words and files".into(),
            Self::Code(1) => "it changes code that is shipped".into(),
            Self::Code(files) => format!("it changes code that is shipped, in {files} files"),
            Self::Breaking(1) => "it breaks public API".into(),
            Self::Breaking(findings) => format!("it breaks public API in {findings} places"),
        }
    }
}

impl KindVerdict {
    /// Below this confidence a guess is no answer.
    pub const SURE: f32 = 0.4;

    /// Whether people said so: the author in a header, or somebody who corrected it.
    pub const fn is_stated(&self) -> bool {
        matches!(self.source, KindSource::Header | KindSource::Override)
    }

    /// Whether it can be relied on; screens say "not sure" where it cannot.
    pub fn is_sure(&self) -> bool {
        self.is_stated() || self.confidence >= Self::SURE
    }
}
