//! Highlights lines of a file, on a worker.
//!
//! What a line means depends on the lines above it, so the parser's state is kept at some places of each side. A window is
//! parsed from the nearest place above it; where none is near it starts anew at the window's hunk, as pagers do, because
//! reading a long file for the sake of a few lines in its middle would take longer than a screen may.

use std::{collections::BTreeMap, ops::Range, path::Path, sync::OnceLock};

use syntect::parsing::{ParseState, ScopeStack, SyntaxReference, SyntaxSet};

use super::class::{Class, Classes};
use crate::history::diff::{Edit, Side, Text, TextDiff};

/// A kept state is made use of when it is no farther above than this many lines; a file's beginning is, too.
const NEAR: u32 = 64;
/// A state is kept every so many lines.
const STRIDE: u32 = 64;
/// How many states a file may keep; each is about a kilobyte.
const MOST_STATES: usize = 256;
/// Lines longer than this are not parsed: they are made by machines, and one may take seconds.
const LONGEST_LINE: usize = 2_000;
/// Blocks of code in a text with more lines stay plain.
const LONGEST_BLOCK: usize = 500;
/// Files larger than this stay plain.
const LARGEST_FILE: usize = 4 << 20;

/// Where each class of a line ends, by byte.
pub(crate) type Syntax = Box<[(u32, Class)]>;

/// Parser states of one file, by side and line. Made by one window's work, used by the next. They cannot leave
/// their thread.
#[derive(Debug, Clone, Default)]
pub(crate) struct States {
    old: BTreeMap<u32, State>,
    new: BTreeMap<u32, State>,
}

#[derive(Debug, Clone)]
struct State {
    parser: ParseState,
    scopes: ScopeStack,
}

/// Highlights parts of one file.
pub(crate) struct Highlighter<'a> {
    text: &'a TextDiff,
    syntax: &'static SyntaxReference,
    states: States,
    classes: Classes,
}

impl<'a> Highlighter<'a> {
    /// For a file of this name; nothing if its language is not known or it is too large.
    pub(crate) fn new(path: &[u8], text: &'a TextDiff, states: States) -> Option<Self> {
        if text.old.bytes().len().max(text.new.bytes().len()) > LARGEST_FILE {
            return None;
        }
        let syntax = language(path, text)?;
        Some(Self { text, syntax, states, classes: Classes::default() })
    }

    /// The classes of `lines` of one side. `hunk_start` is where their hunk begins on that side.
    pub(crate) fn lines(&mut self, side: Side, lines: Range<u32>, hunk_start: u32, mut put: impl FnMut(u32, Syntax)) {
        let edit = self.edit_before(side, lines.start);
        let (mut state, from) = self.state_near(side, lines.start, hunk_start, edit.as_ref());
        let text = if side == Side::Old { &self.text.old } else { &self.text.new };
        for line in from..lines.end {
            if line % STRIDE == 0 || Some(line) == self.next_edit_start(side, line) {
                self.keep(side, line, &state);
            }
            let classes = parse_line(&mut state, text.line_with_end(line), line >= lines.start, &mut self.classes);
            if line >= lines.start {
                put(line, classes);
            }
        }
        self.keep(side, lines.end, &state);
    }

    /// What was learnt, for the next window.
    pub(crate) fn into_states(self) -> States {
        self.states
    }

    /// The edit whose removed lines hold `line`: its parse begins with what stood above the edit.
    fn edit_before(&self, side: Side, line: u32) -> Option<Edit> {
        if side == Side::New {
            return None;
        }
        let index = self.text.edits.partition_point(|edit| edit.old.end <= line);
        self.text.edits.get(index).filter(|edit| edit.old.contains(&line)).cloned()
    }

    fn next_edit_start(&self, side: Side, line: u32) -> Option<u32> {
        if side == Side::Old {
            return None;
        }
        let index = self.text.edits.partition_point(|edit| edit.new.start < line);
        self.text.edits.get(index).map(|edit| edit.new.start)
    }

    fn state_near(&self, side: Side, line: u32, hunk_start: u32, edit: Option<&Edit>) -> (State, u32) {
        let states = if side == Side::Old { &self.states.old } else { &self.states.new };
        let floor = edit.map_or(0, |edit| edit.old.start).max(line.saturating_sub(NEAR + STRIDE));
        if let Some((at, state)) = states.range(floor..=line).next_back() {
            return (state.clone(), *at);
        }
        // Removed lines follow on what both sides share above them, which is parsed on the new side.
        if let Some(edit) = edit.filter(|edit| line - edit.old.start <= NEAR)
            && let Some(state) = self.states.new.get(&edit.new.start)
        {
            return (state.clone(), edit.old.start);
        }
        let start = edit.map_or(hunk_start, |edit| edit.old.start.max(hunk_start));
        let from = if line <= NEAR {
            0
        } else if line - start.min(line) <= NEAR * 4 {
            start.min(line)
        } else {
            line - NEAR
        };
        (State { parser: ParseState::new(self.syntax), scopes: ScopeStack::new() }, from)
    }

    fn keep(&mut self, side: Side, line: u32, state: &State) {
        let states = if side == Side::Old { &mut self.states.old } else { &mut self.states.new };
        if states.len() >= MOST_STATES && !states.contains_key(&line) {
            // What is far from where the work is now goes first.
            let first = *states.first_key_value().expect("there are many").0;
            let last = *states.last_key_value().expect("there are many").0;
            let far = if line.abs_diff(first) > line.abs_diff(last) { first } else { last };
            states.remove(&far);
        }
        states.insert(line, state.clone());
    }
}

/// The classes of a line of a file of this name, parsed alone; none where the language is not known.
pub(crate) fn classes_of(path: &str, line: &str) -> Syntax {
    let path = Path::new(path);
    let Some(syntax) = by_name(path).filter(|syntax| syntax.name != "Plain Text") else { return Syntax::default() };
    let mut state = State { parser: ParseState::new(syntax), scopes: ScopeStack::new() };
    parse_line(&mut state, format!("{line}\n").as_bytes(), true, &mut Classes::default())
}

/// The classes of lines in a language that Markdown names; none where that is not known, or where there is too much.
pub(crate) fn classes_of_block(language: &str, lines: &[String]) -> Vec<Syntax> {
    let name = language.split([' ', ',', '{', ':']).next().unwrap_or_default();
    let known = languages().find_syntax_by_token(name).filter(|syntax| !name.is_empty() && syntax.name != "Plain Text");
    let Some(syntax) = known.filter(|_| lines.len() <= LONGEST_BLOCK) else { return Vec::new() };
    let mut state = State { parser: ParseState::new(syntax), scopes: ScopeStack::new() };
    let mut classes = Classes::default();
    lines.iter().map(|line| parse_line(&mut state, format!("{line}\n").as_bytes(), true, &mut classes)).collect()
}

/// Parses one line; its classes if `wanted`.
fn parse_line(state: &mut State, bytes: &[u8], wanted: bool, classes: &mut Classes) -> Syntax {
    if bytes.len() > LONGEST_LINE {
        return Syntax::default();
    }
    let lossy = String::from_utf8_lossy(bytes);
    let Ok(operations) = state.parser.parse_line(&lossy, languages()) else { return Syntax::default() };
    // Where bytes were replaced, offsets into the text are not offsets into the line.
    let wanted = wanted && lossy.len() == bytes.len();
    let mut spans: Vec<(u32, Class)> = Vec::new();
    let mut start = 0;
    let mut add = |end: usize, class: Class| match spans.last_mut() {
        Some(last) if last.1 == class => last.0 = end as u32,
        _ => spans.push((end as u32, class)),
    };
    for (at, operation) in operations {
        if wanted && at > start {
            add(at, classes.innermost(state.scopes.as_slice()));
            start = at;
        }
        if state.scopes.apply(&operation).is_err() {
            return Syntax::default();
        }
    }
    if wanted && start < bytes.len() {
        add(bytes.len(), classes.innermost(state.scopes.as_slice()));
    }
    spans.into()
}

/// The languages; read once, a few milliseconds.
fn languages() -> &'static SyntaxSet {
    static LANGUAGES: OnceLock<SyntaxSet> = OnceLock::new();
    LANGUAGES.get_or_init(two_face::syntax::extra_newlines)
}

/// The language by the file's name, then by its extension, then by its first line.
fn language(path: &[u8], text: &TextDiff) -> Option<&'static SyntaxReference> {
    let languages = languages();
    let path = String::from_utf8_lossy(path);
    let path = Path::new(&*path);
    let first_line = |text: &Text| {
        let line = text.line_with_end(0);
        languages.find_syntax_by_first_line(&String::from_utf8_lossy(&line[..line.len().min(LONGEST_LINE)]))
    };
    by_name(path)
        .or_else(|| first_line(&text.new))
        .or_else(|| first_line(&text.old))
        .filter(|syntax| syntax.name != "Plain Text")
}

fn by_name(path: &Path) -> Option<&'static SyntaxReference> {
    let by_word = |word: Option<&std::ffi::OsStr>| languages().find_syntax_by_extension(word?.to_str()?);
    by_word(path.file_name()).or_else(|| by_word(path.extension()))
}
