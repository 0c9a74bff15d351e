//! The editor's text, cursor, selection and history.

use std::{collections::VecDeque, ops::Range};

use regex::Regex;
use unicode_segmentation::UnicodeSegmentation;

use super::{
    lines::{Edit, Lines, Place},
    words, wrap,
};
use crate::text::is_hostile;

/// As many acts can be taken back.
const HISTORY: usize = 20_000;
/// Beyond this a line is longer, or a text has more lines, than what is asked about words can address.
const LARGEST: usize = 60_000;

/// An editor of one text.
#[derive(Debug, Clone)]
pub struct Editor {
    lines: Lines,
    cursor: Place,
    /// The other end of the selection.
    anchor: Option<Place>,
    pattern: Option<Regex>,
    /// Whether lines end as on Windows.
    windows: bool,
    /// What can be taken back.
    acts: VecDeque<Edit>,
    undone: Vec<Edit>,
    /// Whether the next typed character goes on with the act before.
    typing: bool,
    /// The column that up and down aim for.
    pub(super) goal: Option<usize>,
    /// The first row on the screen: a line and a row of it.
    pub(super) top: (usize, usize),
    /// Columns and rows to draw in.
    pub(super) room: (usize, usize),
    revision: u64,
}

impl Default for Editor {
    fn default() -> Self {
        Self::new("")
    }
}

impl Editor {
    /// An editor of this text, its cursor at the beginning.
    pub fn new(text: &str) -> Self {
        let newlines = text.matches('\n').count();
        let windows = newlines > 0 && text.matches("\r\n").count() == newlines;
        let lines = text
            .split('\n')
            .map(|line| if windows { line.strip_suffix('\r').unwrap_or(line) } else { line }.to_owned());
        Self {
            lines: Lines::new(lines.collect()),
            cursor: (0, 0),
            anchor: None,
            pattern: None,
            windows,
            acts: VecDeque::new(),
            undone: Vec::new(),
            typing: false,
            goal: None,
            top: (0, 0),
            room: (80, 24),
            revision: 0,
        }
    }

    /// Whether a text is too long for this editor: more lines, or a longer line, than it can address.
    pub fn is_too_long(text: &str) -> bool {
        text.matches('\n').count() >= LARGEST || text.lines().any(|line| line.len() >= LARGEST)
    }

    /// The text, byte for byte as loaded but for what was edited.
    pub fn text(&self) -> String {
        self.lines().join(if self.windows { "\r\n" } else { "\n" })
    }

    /// Its lines, without line ends.
    pub fn lines(&self) -> &[String] {
        self.lines.all()
    }

    /// Counts up with every change.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// The cursor's line, from 0, and byte in it.
    pub fn cursor(&self) -> (usize, usize) {
        self.cursor
    }

    /// The first line on the screen.
    pub fn first_line(&self) -> usize {
        self.top.0
    }

    /// The selected part: line and byte of both ends.
    pub fn selection(&self) -> Option<((usize, usize), (usize, usize))> {
        let anchor = self.anchor.filter(|anchor| *anchor != self.cursor)?;
        Some((anchor.min(self.cursor), anchor.max(self.cursor)))
    }

    /// The selected words.
    pub fn selected(&self) -> Option<String> {
        self.selection().map(|(from, to)| self.lines.between(from, to))
    }

    /// Puts the cursor there; `selecting` stretches the selection.
    pub fn go_to(&mut self, place: (usize, usize), selecting: bool) {
        self.typing = false;
        self.anchor = if selecting { self.anchor.or(Some(self.cursor)) } else { None };
        self.cursor = self.lines.nearest(place);
    }

    /// Where a step by a word leads.
    pub(super) fn word(&self, forward: bool) -> Place {
        let (line, byte) = self.cursor;
        let text = &self.lines()[line];
        match (forward, byte) {
            (true, end) if end == text.len() && line + 1 < self.lines().len() => (line + 1, 0),
            (false, 0) if line > 0 => (line - 1, self.lines()[line - 1].len()),
            _ => (line, words::step(text, byte, forward)),
        }
    }

    /// Where a step by a paragraph leads: to the first line of the next one, or of this one and then the one before.
    pub(super) fn paragraph(&self, forward: bool) -> Place {
        let (line, byte) = self.cursor;
        let lines = self.lines();
        let begins = |line: &usize| !lines[*line].is_empty() && (*line == 0 || lines[*line - 1].is_empty());
        let target = if forward {
            (line + 1..lines.len()).find(begins).unwrap_or(lines.len() - 1)
        } else {
            (0..line).rev().find(begins).unwrap_or(0)
        };
        (target, byte)
    }

    /// The end of the text.
    pub(super) fn end(&self) -> Place {
        self.lines.end()
    }

    /// Selects everything.
    pub fn select_all(&mut self) {
        self.typing = false;
        self.anchor = Some((0, 0));
        self.cursor = self.lines.end();
    }

    /// Gives the selection up.
    pub fn unselect(&mut self) {
        self.anchor = None;
    }

    /// Types a character. Those of one word are one act.
    pub fn type_character(&mut self, character: char) {
        if is_hostile(character) {
            return;
        }
        let goes_on = self.typing && self.selection().is_none();
        let (from, to) = self.selection().unwrap_or((self.cursor, self.cursor));
        let edit = self.lines.replace(from, to, character.encode_utf8(&mut [0; 4]));
        match self.acts.back_mut().filter(|last| goes_on && last.end() == from) {
            Some(last) => {
                last.come.push(character);
                self.cursor = last.end();
                self.changed();
            }
            None => self.did(edit),
        }
        self.typing = !character.is_whitespace();
    }

    /// Breaks the line.
    pub fn break_line(&mut self) {
        self.put("\n");
    }

    /// Sets text in at the cursor, as one act. What would command a terminal is left out.
    pub fn insert(&mut self, text: &str) {
        let clean: String = text
            .replace("\r\n", "\n")
            .replace('\r', "\n")
            .chars()
            .filter(|character| matches!(character, '\n' | '\t') || !is_hostile(*character))
            .collect();
        self.put(&clean);
    }

    fn put(&mut self, words: &str) {
        let (from, to) = self.selection().unwrap_or((self.cursor, self.cursor));
        self.act(from, to, words);
    }

    /// Removes the selection, or the grapheme before the cursor (`back`) or after it.
    pub fn remove(&mut self, back: bool) {
        self.remove_part(back, |line, byte| {
            if back {
                let grapheme = line[..byte].graphemes(true).next_back().unwrap_or_default();
                byte - grapheme.len()..byte
            } else {
                let grapheme = line[byte..].graphemes(true).next().unwrap_or_default();
                byte..byte + grapheme.len()
            }
        });
    }

    /// Removes the selection, or the word before the cursor or after it.
    pub(super) fn remove_word(&mut self, back: bool) {
        self.remove_part(back, |line, byte| words::removed(line, byte, !back));
    }

    /// Removes the selection, or the line before the cursor or after it.
    pub(super) fn remove_line(&mut self, back: bool) {
        self.remove_part(back, |line, byte| if back { 0..byte } else { byte..line.len() });
    }

    /// Removes the selection, or what `part` says of the line; at a line's end the line end.
    fn remove_part(&mut self, back: bool, part: impl FnOnce(&str, usize) -> Range<usize>) {
        if let Some((from, to)) = self.selection() {
            self.act(from, to, "");
            return;
        }
        let (line, byte) = self.cursor;
        let lines = self.lines();
        let (from, to) = if back && byte == 0 {
            let Some(before) = line.checked_sub(1) else { return };
            ((before, lines[before].len()), (line, 0))
        } else if !back && byte == lines[line].len() {
            if line + 1 == lines.len() {
                return;
            }
            ((line, byte), (line + 1, 0))
        } else {
            let part = part(&lines[line], byte);
            ((line, part.start), (line, part.end))
        };
        self.act(from, to, "");
    }

    /// Takes the place of the whole text, as one act; only what differs is touched, and the cursor stays where it can.
    pub fn replace(&mut self, text: &str) {
        let new = Self::new(text);
        let (old_lines, new_lines) = (self.lines(), new.lines());
        let head = old_lines.iter().zip(new_lines).take_while(|(old, new)| old == new).count();
        if head == old_lines.len() && head == new_lines.len() {
            return;
        }
        let room = old_lines.len().min(new_lines.len()) - head;
        let tail =
            old_lines.iter().rev().zip(new_lines.iter().rev()).take(room).take_while(|(old, new)| old == new).count();
        // A line end more on one side keeps both ends of the replaced part on lines that are there.
        let head = if head + tail >= old_lines.len().min(new_lines.len()) { head.saturating_sub(1) } else { head };
        let tail = tail.min(old_lines.len() - head - 1).min(new_lines.len() - head - 1);
        let middle = new_lines[head..new_lines.len() - tail].join("\n");
        let last = old_lines.len() - tail - 1;
        let end = (last, old_lines[last].len());
        let cursor = self.cursor;
        self.act((head, 0), end, &middle);
        self.go_to(cursor, false);
    }

    /// Takes the last act back.
    pub fn undo(&mut self) -> bool {
        let Some(edit) = self.acts.pop_back() else { return false };
        let back = edit.inverse();
        self.lines.apply(&back);
        self.cursor = back.end();
        self.undone.push(edit);
        self.changed();
        true
    }

    /// Does again what was taken back.
    pub fn redo(&mut self) -> bool {
        let Some(edit) = self.undone.pop() else { return false };
        self.lines.apply(&edit);
        self.cursor = edit.end();
        self.acts.push_back(edit);
        self.changed();
        true
    }

    /// Whether there is something to take back, and something to do again.
    pub fn history(&self) -> (bool, bool) {
        (!self.acts.is_empty(), !self.undone.is_empty())
    }

    /// Looks for a pattern from here on; an empty one ends the search. An error says what is wrong with the pattern.
    pub fn search(&mut self, pattern: &str) -> Result<(), String> {
        let sensitive = pattern.chars().any(char::is_uppercase);
        let prefix = if pattern.is_empty() || sensitive { "" } else { "(?i)" };
        let found = Regex::new(&format!("{prefix}{pattern}")).map_err(|error| error.to_string())?;
        self.pattern = (!pattern.is_empty()).then_some(found);
        Ok(())
    }

    /// Goes to the next match, or the one before.
    pub fn next_match(&mut self, forward: bool) -> bool {
        let (line, byte) = self.cursor;
        let count = self.lines().len();
        // All the way round: the cursor's own line comes first, for what is ahead, and last, for what is behind.
        let found = (0..=count).find_map(|step| {
            let at = if forward { line + step } else { line + count - step } % count;
            let ahead = |start: &usize| match step {
                0 if forward => *start > byte,
                0 => *start < byte,
                _ => true,
            };
            let mut starts = self.matches(&self.lines()[at]).into_iter().map(|found| found.start).filter(ahead);
            let start = if forward { starts.next() } else { starts.next_back() };
            start.map(|start| (at, start))
        });
        self.typing = false;
        self.anchor = None;
        if let Some(place) = found {
            self.cursor = place;
        }
        found.is_some()
    }

    /// Where the pattern matches in a line.
    pub(super) fn matches(&self, line: &str) -> Vec<Range<usize>> {
        let Some(pattern) = &self.pattern else { return Vec::new() };
        pattern.find_iter(line).map(|found| found.range()).filter(|range| !range.is_empty()).collect()
    }

    /// Says how much room there is, and scrolls so that the cursor is seen.
    pub fn fit(&mut self, columns: usize, rows: usize) {
        self.room = (columns.max(4), rows.max(1));
        let (columns, rows) = self.room;
        let lines = self.lines.all();
        let (line, byte) = self.cursor;
        let row = wrap::row_of(&wrap::rows(&lines[line], columns), byte);
        self.top.0 = self.top.0.min(lines.len() - 1);
        self.top.1 = self.top.1.min(wrap::rows(&lines[self.top.0], columns).len() - 1);
        if (line, row) < self.top {
            self.top = (line, row);
            return;
        }
        // The furthest row back from which the cursor's row is still seen.
        let (mut first, mut left) = ((line, row), rows - 1);
        while left > 0 && first > self.top {
            if first.1 > 0 {
                first.1 -= 1;
            } else {
                first.0 -= 1;
                first.1 = wrap::rows(&lines[first.0], columns).len() - 1;
            }
            left -= 1;
        }
        if first > self.top {
            self.top = first;
        }
    }

    /// Puts words in the place of others, as one act.
    fn act(&mut self, from: Place, to: Place, words: &str) {
        if from == to && words.is_empty() {
            self.anchor = None;
            self.typing = false;
            return;
        }
        let edit = self.lines.replace(from, to, words);
        self.did(edit);
    }

    fn did(&mut self, edit: Edit) {
        self.cursor = edit.end();
        if self.acts.len() >= HISTORY {
            self.acts.pop_front();
        }
        self.acts.push_back(edit);
        self.changed();
        self.undone.clear();
    }

    fn changed(&mut self) {
        self.anchor = None;
        self.typing = false;
        self.goal = None;
        self.revision += 1;
    }
}
