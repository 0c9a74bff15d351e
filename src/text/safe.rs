//! Text that can do nothing to a terminal.

use std::{borrow::Cow, fmt, ops::Deref};

use unicode_segmentation::UnicodeSegmentation;

use super::{
    cut_end, cut_middle, escapes,
    hostile::{is_hostile, joins_emoji, spell},
    width,
};

/// How many marks may stand on one character; more would run into the lines above and below.
const MARKS_PER_CHARACTER: usize = 6;

/// One line that is safe for a terminal: no control or escape, nothing that reorders or hides text, no tab, bounded.
///
/// Its width is what [`width`] says. Cutting and padding give `Safe` again.
#[derive(Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Safe(Cow<'static, str>);

/// What a foreign line is bounded by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// Columns between tab stops; at least 1.
    pub tab: usize,
    /// Characters after which the line is cut and `…` stands.
    pub characters: usize,
}

impl Default for Bounds {
    fn default() -> Self {
        Self { tab: 8, characters: 4_096 }
    }
}

impl Safe {
    /// A literal of the program's own. What would not be safe in it is cleaned all the same.
    pub fn literal(text: &'static str) -> Self {
        if text.chars().any(is_hostile) { Self::line(text) } else { Self(Cow::Borrowed(text)) }
    }

    /// One foreign line. Line ends within it are made visible like other controls.
    pub fn line(foreign: &str) -> Self {
        Self::bounded(foreign, Bounds::default())
    }

    /// One foreign line with other bounds than the usual ones.
    pub fn bounded(foreign: &str, bounds: Bounds) -> Self {
        let mut safe = String::with_capacity(foreign.len().min(bounds.characters));
        let mut column = 0;
        let mut characters = 0;
        for grapheme in foreign.graphemes(true) {
            let before = safe.len();
            if grapheme == "\t" {
                let stop = bounds.tab.max(1);
                safe.extend(std::iter::repeat_n(' ', stop - column % stop));
            } else if !is_plain(grapheme) {
                clean(grapheme, &mut safe);
            } else {
                safe.push_str(grapheme);
            }
            column += width(&safe[before..]);
            characters += grapheme.chars().count();
            if characters >= bounds.characters && safe.len() < foreign.len() {
                safe.push('…');
                break;
            }
        }
        Self(Cow::Owned(safe))
    }

    /// Foreign lines. Ends of lines, whichever, part them and are gone.
    pub fn block(foreign: &str) -> Vec<Self> {
        foreign.lines().map(Self::line).collect()
    }

    /// A line that a program printed: escape sequences (colours, titles, links) are dropped, not shown; of a line that was
    /// written over with carriage returns the last state stays.
    pub fn output(foreign: &str) -> Self {
        let stripped = escapes::strip(foreign);
        let trimmed = stripped.trim_end_matches(['\r', '\n']);
        Self::line(trimmed.rsplit('\r').next().unwrap_or(trimmed))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// How many columns it takes.
    pub fn width(&self) -> usize {
        width(&self.0)
    }

    /// At most `columns` wide; what is cut at the end is told by `…`.
    #[must_use]
    pub fn fit_end(&self, columns: usize) -> Self {
        Self::from_part(cut_end(&self.0, columns), self)
    }

    /// At most `columns` wide; what is cut in the middle is told by `…`. For paths, whose ends tell most.
    #[must_use]
    pub fn fit_middle(&self, columns: usize) -> Self {
        Self::from_part(cut_middle(&self.0, columns), self)
    }

    /// The columns from `start` on, at most `columns` of them; half a wide character becomes a space. For scrolling sideways.
    #[must_use]
    pub fn columns(&self, start: usize, columns: usize) -> Self {
        Self::from_part(super::columns(&self.0, start, columns), self)
    }

    /// Cut or filled with spaces to exactly `columns`, text on the left.
    #[must_use]
    pub fn pad_end(&self, columns: usize) -> Self {
        let mut text = self.fit_end(columns).0.into_owned();
        let missing = columns.saturating_sub(width(&text));
        text.extend(std::iter::repeat_n(' ', missing));
        Self(Cow::Owned(text))
    }

    /// Cut or filled with spaces to exactly `columns`, text on the right.
    #[must_use]
    pub fn pad_start(&self, columns: usize) -> Self {
        let fitted = self.fit_end(columns);
        let mut text = " ".repeat(columns.saturating_sub(fitted.width()));
        text.push_str(&fitted.0);
        Self(Cow::Owned(text))
    }

    /// This, then that.
    #[must_use]
    pub fn then(&self, next: &Self) -> Self {
        Self(Cow::Owned(format!("{}{}", self.0, next.0)))
    }

    fn from_part(part: Cow<'_, str>, whole: &Self) -> Self {
        match part {
            Cow::Borrowed(text) if text.len() == whole.0.len() => whole.clone(),
            other => Self(Cow::Owned(other.into_owned())),
        }
    }
}

/// Whether a grapheme can be taken as it is.
fn is_plain(grapheme: &str) -> bool {
    if grapheme.len() == 1 {
        return matches!(grapheme.as_bytes()[0], b' '..=b'~');
    }
    let mut characters = 0;
    grapheme.chars().all(|character| {
        characters += 1;
        characters <= MARKS_PER_CHARACTER && !is_hostile(character)
    })
}

/// Takes a grapheme character by character: hostile ones spelt out, joiners only between pictographs, marks bounded.
fn clean(grapheme: &str, into: &mut String) {
    let characters: Vec<char> = grapheme.chars().collect();
    let is_pictograph = characters.first().copied().is_some_and(joins_emoji);
    let mut marks = 0;
    for (index, &character) in characters.iter().enumerate() {
        let joiner = character == '\u{200d}'
            && is_pictograph
            && index > 0
            && joins_emoji(characters[index - 1])
            && characters.get(index + 1).copied().is_some_and(joins_emoji);
        if joiner {
            marks = 0;
            into.push(character);
        } else if is_hostile(character) {
            spell(character, into);
        } else {
            marks += 1;
            if marks <= MARKS_PER_CHARACTER {
                into.push(character);
            }
        }
    }
}

impl Deref for Safe {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl AsRef<str> for Safe {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Safe {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.0)
    }
}

impl fmt::Debug for Safe {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, formatter)
    }
}

impl From<Safe> for String {
    fn from(safe: Safe) -> Self {
        safe.0.into_owned()
    }
}

impl From<Safe> for Cow<'static, str> {
    fn from(safe: Safe) -> Self {
        safe.0
    }
}

impl FromIterator<Safe> for Safe {
    fn from_iter<I: IntoIterator<Item = Self>>(parts: I) -> Self {
        let mut text = String::new();
        for part in parts {
            text.push_str(&part);
        }
        Self(Cow::Owned(text))
    }
}
