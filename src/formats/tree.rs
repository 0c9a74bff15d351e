//! A document as blocks of inlines: what all formats are laid out from.

use super::put::put;

/// Something that stands on lines of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading of depth 1 to 6.
    Heading {
        /// Its depth.
        level: u8,
        /// Its words.
        words: Vec<Inline>,
    },
    /// Words.
    Paragraph(Vec<Inline>),
    /// A list; numbered if it says from where.
    List {
        /// The first number.
        start: Option<u64>,
        /// What it lists.
        items: Vec<Item>,
    },
    /// Code, kept line by line.
    Code {
        /// Its language, where the writer named one.
        language: Option<String>,
        /// The lines, each with its end.
        text: String,
    },
    /// What somebody else said, or a box that wants attention.
    Quote(Option<Alert>, Vec<Self>),
    /// A table.
    Table(Table),
    /// A line across.
    Rule,
    /// A note that is referred to by its number.
    Footnote(usize, Vec<Self>),
}

/// One item of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Item {
    /// Whether it is done, if it is a task.
    pub done: Option<bool>,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// Why a box wants attention.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alert {
    /// Worth knowing.
    Note,
    /// Makes things easier.
    Tip,
    /// Must be known.
    Important,
    /// Goes wrong easily.
    Warning,
    /// Does harm.
    Caution,
}

impl Alert {
    /// The word that stands over it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Note => "Note",
            Self::Tip => "Tip",
            Self::Important => "Important",
            Self::Warning => "Warning",
            Self::Caution => "Caution",
        }
    }
}

/// A table with a head.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// On which side the words of each column stand.
    pub sides: Vec<Side>,
    /// The head's cells.
    pub head: Vec<Vec<Inline>>,
    /// The other rows; each has as many cells as the head.
    pub rows: Vec<Vec<Vec<Inline>>>,
}

/// On which side of a column the words stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Side {
    /// Where the reader's program puts them.
    #[default]
    Unset,
    /// Left.
    Left,
    /// In the middle.
    Centre,
    /// Right.
    Right,
}

/// Words and what is said of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline {
    /// Words as they are.
    Text(String),
    /// Code.
    Code(String),
    /// Stressed.
    Emphasis(Vec<Self>),
    /// Stressed more.
    Strong(Vec<Self>),
    /// Struck out.
    Strike(Vec<Self>),
    /// Words that lead to an address of the web or a mailbox.
    Link {
        /// The address, percent-encoded.
        address: String,
        /// The words; never empty.
        words: Vec<Self>,
    },
    /// The end of a line of the source: a space.
    Space,
    /// The end of a line that the writer meant.
    Break,
    /// The number of a footnote.
    FootnoteMark(usize),
}

/// The letters of inlines, marks left out.
pub(super) fn letters(inlines: &[Inline]) -> String {
    let mut out = String::new();
    collect(inlines, &mut out);
    out
}

fn collect(inlines: &[Inline], out: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(text) | Inline::Code(text) => out.push_str(text),
            Inline::Emphasis(words) | Inline::Strong(words) | Inline::Strike(words) | Inline::Link { words, .. } => {
                collect(words, out);
            }
            Inline::Space | Inline::Break => out.push(' '),
            Inline::FootnoteMark(number) => put(out, format_args!("[{number}]")),
        }
    }
}
