//! Rows of a diff: what is laid out, in which order, and what stays out.

use std::sync::Arc;

use proptest::prelude::*;

use crate::{
    history::diff::{Edit, Side},
    tui::widgets::diff::{
        rows::{Half, Layout, Row, Rows},
        shape::Shape,
    },
};

/// Some file's form: gaps of equal lines and edits between them.
fn shapes() -> impl Strategy<Value = Shape> {
    let edit = (1_u32..9, 0_u32..4, 0_u32..4).prop_filter("an edit edits", |(_, old, new)| old + new > 0);
    (prop::collection::vec(edit, 0..6), 0_u32..6, any::<(bool, bool)>()).prop_map(|(parts, tail, unended)| {
        let (mut old, mut new, mut edits) = (0, 0, Vec::new());
        for (gap, removed, added) in parts {
            edits.push(Edit { old: old + gap..old + gap + removed, new: new + gap..new + gap + added });
            (old, new) = (old + gap + removed, new + gap + added);
        }
        // A last line that both sides share has an end on both or on none.
        let unended = if tail > 0 { (unended.0, unended.0) } else { unended };
        let counts = (0, 0);
        Shape { edits: Arc::from(edits), lines: (old + tail, new + tail), unended, counts }
    })
}

fn halves(row: Row) -> [Option<(Side, u32)>; 2] {
    let half = |side, half| match half {
        Half::Line(line) => Some((side, line)),
        _ => None,
    };
    match row {
        Row::Context { old, new } => [Some((Side::Old, old)), Some((Side::New, new))],
        Row::Removed { line, .. } => [Some((Side::Old, line)), None],
        Row::Added { line, .. } => [None, Some((Side::New, line))],
        Row::Pair { old, new, .. } => [half(Side::Old, old), half(Side::New, new)],
        _ => [None, None],
    }
}

proptest! {
    #[test]
    fn rows_show_every_line_of_every_hunk_once_and_in_order(shape in shapes(), context in 0_u32..5, pairs: bool) {
        let layout = if pairs { Layout::SideBySide } else { Layout::Unified };
        let rows = Rows::new(shape.clone(), 2, context, layout);
        let shown: Vec<_> = (0..rows.total()).flat_map(|row| halves(rows.row(row))).flatten().collect();
        for (side, range) in [(Side::Old, true), (Side::New, false)] {
            let expected: Vec<u32> = shape
                .hunks(context)
                .into_iter()
                .flat_map(|hunk| if range { hunk.old } else { hunk.new })
                .collect();
            let lines: Vec<u32> = shown.iter().filter(|(of, _)| *of == side).map(|(_, line)| *line).collect();
            prop_assert_eq!(lines, expected);
        }
    }

    #[test]
    fn a_line_is_found_where_it_is_shown(shape in shapes(), context in 0_u32..5, pairs: bool) {
        let layout = if pairs { Layout::SideBySide } else { Layout::Unified };
        let rows = Rows::new(shape, 1, context, layout);
        for row in 0..rows.total() {
            for (side, line) in halves(rows.row(row)).into_iter().flatten() {
                prop_assert_eq!(rows.row_of(side, line), Some(row), "{:?} {}", side, line);
            }
        }
    }

    #[test]
    fn a_missing_last_end_is_told_once_a_side(shape in shapes(), pairs: bool) {
        let layout = if pairs { Layout::SideBySide } else { Layout::Unified };
        let rows = Rows::new(shape.clone(), 0, 100, layout);
        let told = (0..rows.total()).map(|row| match rows.row(row) {
            Row::Unended(None) => 2,
            Row::Unended(Some(_)) => 1,
            Row::Pair { old, new, .. } => usize::from(old == Half::Unended) + usize::from(new == Half::Unended),
            _ => 0,
        }).sum::<usize>();
        let expected = if shape.edits.is_empty() { 0 } else {
            usize::from(shape.unended.0 && shape.lines.0 > 0 && ends(&shape, Side::Old))
                + usize::from(shape.unended.1 && shape.lines.1 > 0 && ends(&shape, Side::New))
        };
        prop_assert_eq!(told, expected);
    }
}

/// Whether the last line of a side is one that a diff with much context shows.
fn ends(shape: &Shape, side: Side) -> bool {
    let last = shape.edits.last().expect("there are edits");
    match side {
        Side::Old => last.old.end < shape.lines.0 || !last.old.is_empty(),
        Side::New => last.new.end < shape.lines.1 || !last.new.is_empty(),
    }
}
