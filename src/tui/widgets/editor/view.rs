//! Draws the editor: a margin, the wrapped rows, selection, matches and the cursor.

use std::ops::Range;

use ratatui::{
    Frame,
    layout::Rect,
    style::{Modifier, Style},
    text::{Line, Span},
};
use unicode_segmentation::UnicodeSegmentation;

use super::{Editor, wrap};
use crate::tui::{look::Look, theme::Role};

/// What stands in the margin of a line: a glyph and its role; two columns wide.
pub type Margin<'a> = &'a dyn Fn(usize) -> Option<(Role, &'static str)>;

/// Columns of the margin.
pub(super) const MARGIN: u16 = 2;

impl Editor {
    /// Columns that are left for text where the whole editor has `width`.
    pub fn columns_in(width: u16) -> usize {
        usize::from(width.saturating_sub(MARGIN))
    }
}

/// Draws it into `area`. `typing` says whether the cursor is one that types.
pub fn draw(editor: &Editor, look: &Look<'_>, typing: bool, margin: Margin<'_>, area: Rect, frame: &mut Frame<'_>) {
    let columns = Editor::columns_in(area.width).max(4);
    let (mut line, mut part) = editor.top;
    let lines = editor.lines();
    line = line.min(lines.len() - 1);
    let mut rows = wrap::rows(&lines[line], columns);
    for y in area.y..area.bottom() {
        let Some(row) = rows.get(part).cloned() else { break };
        let mut spans = Vec::new();
        let mark = if part == 0 { margin(line) } else { None };
        spans.push(mark.map_or_else(|| Span::raw("  "), |(role, glyph)| look.span(role, format!("{glyph} "))));
        spans.extend(row_spans(editor, look, typing, line, &row, part + 1 == rows.len()));
        frame.render_widget(Line::from(spans), Rect { y, height: 1, ..area });
        part += 1;
        if part >= rows.len() {
            line += 1;
            part = 0;
            match lines.get(line) {
                Some(text) => rows = wrap::rows(text, columns),
                None => break,
            }
        }
    }
}

fn row_spans(
    editor: &Editor,
    look: &Look<'_>,
    typing: bool,
    line: usize,
    row: &Range<usize>,
    is_last: bool,
) -> Vec<Span<'static>> {
    let text = &editor.lines()[line];
    let base = look.style(if text.starts_with('#') { Role::Heading } else { Role::Text });
    let matches = editor.matches(text);
    let selected = selected_in(editor, line, text.len());
    let cursor = Some(editor.cursor()).filter(|(at, _)| *at == line).map(|(_, byte)| byte);
    let mut spans: Vec<Span<'static>> = Vec::new();
    let mut open: Option<(Style, String)> = None;
    let mut push = |style: Style, words: &str| match &mut open {
        Some((known, gathered)) if *known == style => gathered.push_str(words),
        _ => {
            if let Some((style, gathered)) = open.replace((style, words.to_owned())) {
                spans.push(Span::styled(gathered, style));
            }
        }
    };
    for (at, grapheme) in text[row.clone()].grapheme_indices(true) {
        let at = row.start + at;
        let mut style = base;
        if matches.iter().any(|found| found.contains(&at)) {
            style = style.patch(look.style(Role::Match));
        }
        if selected.as_ref().is_some_and(|selected| selected.contains(&at)) {
            style = style.patch(look.style(Role::Marked));
        }
        if cursor == Some(at) {
            style = style.patch(cursor_style(typing));
        }
        push(style, &wrap::shown(grapheme));
    }
    if cursor == Some(row.end) && is_last {
        push(base.patch(cursor_style(typing)), " ");
    }
    if let Some((style, gathered)) = open {
        spans.push(Span::styled(gathered, style));
    }
    spans
}

/// The typing cursor is a block; the other one a line under the character, so that the two are told apart without colour.
fn cursor_style(typing: bool) -> Style {
    Style::new().add_modifier(if typing { Modifier::REVERSED } else { Modifier::UNDERLINED })
}

fn selected_in(editor: &Editor, line: usize, length: usize) -> Option<Range<usize>> {
    let ((first, from), (last, to)) = editor.selection()?;
    if !(first..=last).contains(&line) {
        return None;
    }
    let start = if line == first { from } else { 0 };
    let end = if line == last { to } else { length };
    Some(start..end)
}
