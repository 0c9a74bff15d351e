//! Tables as lines of text, their columns aligned.

use super::tree::{Inline, Side, Table};
use crate::text::width;

/// Columns that are wider are not waited for by the others.
const WIDEST: usize = 60;

/// The lines of a table whose cells `words` lays out, each on one line.
pub(super) fn lines(table: &Table, words: &dyn Fn(&[Inline]) -> String) -> Vec<String> {
    let laid = |cells: &[Vec<Inline>]| -> Vec<String> { cells.iter().map(|cell| words(cell)).collect() };
    let head = laid(&table.head);
    let rows: Vec<Vec<String>> = table.rows.iter().map(|row| laid(row)).collect();
    let widths: Vec<usize> = (0..head.len())
        .map(|column| {
            let cells = std::iter::once(&head).chain(&rows).filter_map(|row| row.get(column));
            cells.map(|cell| width(cell)).max().unwrap_or(0).clamp(1, WIDEST)
        })
        .collect();
    let line = |cells: &[String]| -> String {
        let filled: Vec<String> = cells
            .iter()
            .enumerate()
            .map(|(column, cell)| {
                let room = widths.get(column).copied().unwrap_or(0);
                aligned(cell, room, table.sides.get(column).copied().unwrap_or_default())
            })
            .collect();
        filled.join("  ").trim_end().to_owned()
    };
    let rule: Vec<String> = widths.iter().map(|width| "-".repeat(*width)).collect();
    let mut lines = vec![line(&head), rule.join("  ")];
    lines.extend(rows.iter().map(|row| line(row)));
    lines
}

fn aligned(cell: &str, room: usize, side: Side) -> String {
    let missing = room.saturating_sub(width(cell));
    let before = match side {
        Side::Unset | Side::Left => 0,
        Side::Centre => missing / 2,
        Side::Right => missing,
    };
    format!("{}{cell}{}", " ".repeat(before), " ".repeat(missing - before))
}
