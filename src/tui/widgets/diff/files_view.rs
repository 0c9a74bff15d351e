//! Draws the list of a diff's files.

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
};

use super::{
    document::Document,
    entry::Entry,
    files::{Files, Item},
    row_view::{status_letter, status_role},
};
use crate::{
    text::Safe,
    tui::{look::Look, theme::Role},
};

/// Draws the list into `area`.
pub(super) fn draw(
    files: &Files,
    document: &Document,
    look: &Look<'_>,
    area: Rect,
    focus: bool,
    frame: &mut Frame<'_>,
) {
    let area = area.intersection(frame.area());
    if area.is_empty() {
        return;
    }
    if files.items().is_empty() {
        let words = format!("no path matches {}", files.filter);
        frame.render_widget(Line::from(look.foreign(Role::Dim, &words)), area);
        return;
    }
    let seen = files.items().iter().enumerate().skip(files.first).take(usize::from(area.height));
    for (row, (index, item)) in seen.enumerate() {
        let is_cursor = index == files.cursor;
        let mark = if is_cursor && focus { look.glyphs.cursor } else { " " };
        let mut spans = vec![look.span(Role::Accent, mark)];
        spans.extend(item_spans(item, files, document, look, usize::from(area.width).saturating_sub(1)));
        let mut line = Line::from(spans);
        if is_cursor {
            line = line.style(look.style(if focus { Role::Selection } else { Role::SelectionIdle }));
        }
        frame.render_widget(line, Rect { y: area.y + row as u16, height: 1, ..area });
    }
}

fn item_spans(item: &Item, files: &Files, document: &Document, look: &Look<'_>, width: usize) -> Vec<Span<'static>> {
    match item {
        Item::Folder { path, label, depth, files: count } => {
            let is_folded = files.is_folded(path);
            let fold = match (is_folded, look.glyphs.ascii) {
                (true, false) => "▸",
                (false, false) => "▾",
                (true, true) => "+",
                (false, true) => "-",
            };
            let detail = if is_folded { format!(" {count}") } else { String::new() };
            let room = width.saturating_sub(indent(*depth, width) + 3 + detail.len());
            vec![
                Span::raw(" ".repeat(indent(*depth, width))),
                look.span(Role::Dim, format!("{fold} ")),
                look.span(Role::Text, format!("{}/", Safe::line(label).fit_middle(room))),
                look.span(Role::Dim, detail),
            ]
        }
        Item::File { file, label, depth } => {
            let Some(entry) = document.entry(*file) else { return Vec::new() };
            file_spans(entry, label, *depth, look, width)
        }
    }
}

fn file_spans(entry: &Entry, label: &str, depth: usize, look: &Look<'_>, width: usize) -> Vec<Span<'static>> {
    let (added, removed) =
        entry.counts().filter(|counts| *counts != (0, 0)).map_or_else(Default::default, |(added, removed)| {
            (format!(" +{added}"), format!(" {}{removed}", look.glyphs.minus))
        });
    let seen = if entry.viewed { look.glyphs.check } else { " " };
    let indent = indent(depth, width);
    let taken = indent + 4 + added.chars().count() + removed.chars().count();
    let name = Safe::line(label).fit_middle(width.saturating_sub(taken).max(4));
    let air = width.saturating_sub(taken + name.width());
    vec![
        Span::raw(" ".repeat(indent)),
        look.span(status_role(entry.change.status), status_letter(entry.change.status)),
        Span::raw(" "),
        look.span(if entry.viewed { Role::Dim } else { Role::Text }, name),
        Span::raw(" ".repeat(air)),
        look.span(Role::Ok, added),
        look.span(Role::Danger, removed),
        look.span(Role::Ok, format!(" {seen}")),
    ]
}

/// Columns before a row; deep trees keep room for names.
fn indent(depth: usize, width: usize) -> usize {
    (depth * 2).min(width / 3)
}
