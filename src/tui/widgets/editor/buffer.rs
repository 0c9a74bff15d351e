//! The editor's text, cursor, selection and history.

use tui_textarea::{CursorMove, TextArea};
use unicode_segmentation::UnicodeSegmentation;

use super::wrap;
use crate::text::is_hostile;

/// As many edits can be taken back.
const HISTORY: usize = 20_000;
/// Beyond this the buffer's own coordinates end.
const LARGEST: usize = 60_000;

/// An editor of one text.
#[derive(Debug, Clone)]
pub struct Editor {
    area: TextArea<'static>,
    /// Whether lines end as on Windows.
    windows: bool,
    /// For each act that can be taken back, how many edits of the buffer it is.
    acts: Vec<usize>,
    undone: Vec<usize>,
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
        let mut area = TextArea::new(lines.collect());
        area.set_max_histories(HISTORY);
        area.set_tab_length(2);
        Self {
            area,
            windows,
            acts: Vec::new(),
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
        self.area.lines().join(if self.windows { "\r\n" } else { "\n" })
    }

    /// Its lines, without line ends.
    pub fn lines(&self) -> &[String] {
        self.area.lines()
    }

    /// Counts up with every change.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// The cursor's line, from 0, and byte in it.
    pub fn cursor(&self) -> (usize, usize) {
        let cursor = self.area.cursor();
        (cursor.0, byte_of(&self.area.lines()[cursor.0], cursor.1))
    }

    /// The first line on the screen.
    pub fn first_line(&self) -> usize {
        self.top.0
    }

    /// The selected part: line and byte of both ends.
    pub fn selection(&self) -> Option<((usize, usize), (usize, usize))> {
        let (start, end) = self.area.selection_range()?;
        let place = |(line, column): (usize, usize)| (line, byte_of(&self.area.lines()[line], column));
        (start != end).then(|| (place(start), place(end)))
    }

    /// The selected words.
    pub fn selected(&self) -> Option<String> {
        let ((first, from), (last, to)) = self.selection()?;
        let lines = self.area.lines();
        if first == last {
            return Some(lines[first][from..to].to_owned());
        }
        let mut words = lines[first][from..].to_owned();
        for line in &lines[first + 1..last] {
            words.push('\n');
            words.push_str(line);
        }
        words.push('\n');
        words.push_str(&lines[last][..to]);
        Some(words)
    }

    /// Puts the cursor there; `selecting` stretches the selection.
    pub fn go_to(&mut self, (line, byte): (usize, usize), selecting: bool) {
        self.typing = false;
        let line = line.min(self.area.lines().len() - 1);
        let text = &self.area.lines()[line];
        let byte = (0..=byte.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        let column = text[..byte].chars().count();
        if !selecting {
            self.area.cancel_selection();
        } else if !self.area.is_selecting() {
            self.area.start_selection();
        }
        let clip = |number: usize| u16::try_from(number).unwrap_or(u16::MAX);
        self.area.move_cursor(CursorMove::Jump(clip(line), clip(column)));
    }

    /// Moves by the buffer's own steps: words, ends of lines, paragraphs.
    pub(super) fn step(&mut self, step: CursorMove, selecting: bool) {
        self.typing = false;
        self.goal = None;
        if !selecting {
            self.area.cancel_selection();
        } else if !self.area.is_selecting() {
            self.area.start_selection();
        }
        self.area.move_cursor(step);
    }

    /// Selects everything.
    pub fn select_all(&mut self) {
        self.typing = false;
        self.area.select_all();
    }

    /// Gives the selection up.
    pub fn unselect(&mut self) {
        self.area.cancel_selection();
    }

    /// Types a character. Those of one word are one act.
    pub fn type_character(&mut self, character: char) {
        if is_hostile(character) {
            return;
        }
        let goes_on = self.typing && !self.area.is_selecting();
        let at_word = character.is_whitespace();
        self.act(goes_on, |area| {
            let removed = remove_selection(area);
            area.insert_char(character);
            removed + 1
        });
        self.typing = !at_word;
    }

    /// Breaks the line.
    pub fn break_line(&mut self) {
        self.act(false, |area| {
            let removed = remove_selection(area);
            area.insert_newline();
            removed + 1
        });
    }

    /// Sets text in at the cursor, as one act. What would command a terminal is left out.
    pub fn insert(&mut self, text: &str) {
        let clean: String = text
            .replace("\r\n", "\n")
            .replace('\r', "\n")
            .chars()
            .filter(|character| matches!(character, '\n' | '\t') || !is_hostile(*character))
            .collect();
        self.act(false, |area| remove_selection(area) + usize::from(area.insert_str(&clean)));
    }

    /// Removes the selection, or the grapheme before the cursor (`back`) or after it.
    pub fn remove(&mut self, back: bool) {
        if self.selection().is_some() {
            self.act(false, remove_selection);
            return;
        }
        self.area.cancel_selection();
        let (line, byte) = self.cursor();
        let lines = self.area.lines();
        let text = &lines[line];
        let characters = if back && byte == 0 {
            if line == 0 {
                return;
            }
            self.go_to((line - 1, lines[line - 1].len()), false);
            1
        } else if back {
            let grapheme = text[..byte].graphemes(true).next_back().unwrap_or_default();
            let (length, characters) = (grapheme.len(), grapheme.chars().count());
            self.go_to((line, byte - length), false);
            characters
        } else if byte == text.len() {
            usize::from(line + 1 < lines.len())
        } else {
            text[byte..].graphemes(true).next().unwrap_or_default().chars().count()
        };
        if characters > 0 {
            self.act(false, |area| usize::from(area.delete_str(characters)));
        }
    }

    /// Removes by one of the buffer's own steps, such as a word.
    pub(super) fn remove_by(&mut self, remove: impl FnOnce(&mut TextArea<'static>) -> bool) {
        self.act(false, |area| usize::from(remove(area)));
    }

    /// Takes the place of the whole text, as one act; only what differs is touched, and the cursor stays where it can.
    pub fn replace(&mut self, text: &str) {
        let new = Self::new(text);
        let (old_lines, new_lines) = (self.area.lines(), new.area.lines());
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
        let cursor = self.cursor();
        self.go_to((head, 0), false);
        self.go_to(end, true);
        self.act(false, |area| remove_selection(area) + usize::from(area.insert_str(&middle)));
        self.go_to(cursor, false);
    }

    /// Takes the last act back.
    pub fn undo(&mut self) -> bool {
        let Some(edits) = self.acts.pop() else { return false };
        for _ in 0..edits {
            self.area.undo();
        }
        self.undone.push(edits);
        self.changed();
        true
    }

    /// Does again what was taken back.
    pub fn redo(&mut self) -> bool {
        let Some(edits) = self.undone.pop() else { return false };
        for _ in 0..edits {
            self.area.redo();
        }
        self.acts.push(edits);
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
        self.area.set_search_pattern(format!("{prefix}{pattern}")).map_err(|error| error.to_string())
    }

    /// Goes to the next match, or the one before.
    pub fn next_match(&mut self, forward: bool) -> bool {
        self.typing = false;
        self.area.cancel_selection();
        if forward { self.area.search_forward(false) } else { self.area.search_back(false) }
    }

    /// Where the pattern matches in a line.
    pub(super) fn matches(&self, line: &str) -> Vec<std::ops::Range<usize>> {
        self.area
            .search_pattern()
            .map(|pattern| {
                pattern.find_iter(line).map(|found| found.range()).filter(|range| !range.is_empty()).collect()
            })
            .unwrap_or_default()
    }

    /// Says how much room there is, and scrolls so that the cursor is seen.
    pub fn fit(&mut self, columns: usize, rows: usize) {
        self.room = (columns.max(4), rows.max(1));
        let (columns, rows) = self.room;
        let lines = self.area.lines();
        let (line, byte) = self.cursor();
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

    fn act(&mut self, goes_on: bool, change: impl FnOnce(&mut TextArea<'static>) -> usize) {
        let edits = change(&mut self.area);
        self.area.cancel_selection();
        self.typing = false;
        if edits == 0 {
            return;
        }
        match self.acts.last_mut() {
            Some(last) if goes_on => *last += edits,
            _ => self.acts.push(edits),
        }
        self.undone.clear();
        self.changed();
    }

    fn changed(&mut self) {
        self.typing = false;
        self.goal = None;
        self.revision += 1;
    }
}

/// Removes what is selected, leaving alone what was cut before; how many edits that were.
fn remove_selection(area: &mut TextArea<'static>) -> usize {
    let is_empty = area.selection_range().is_none_or(|(start, end)| start == end);
    if is_empty {
        area.cancel_selection();
        return 0;
    }
    usize::from(area.delete_str(0))
}

fn byte_of(line: &str, column: usize) -> usize {
    line.char_indices().nth(column).map_or(line.len(), |(byte, _)| byte)
}
