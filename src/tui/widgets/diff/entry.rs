//! One file of the document on the screen: what is known of it, and its rows.

use std::{collections::HashMap, ops::Range, sync::Arc};

use super::{
    notes::notes,
    rows::{Layout, Rows},
    shape::Shape,
    syntax::Syntax,
};
use crate::history::{
    FileChange,
    diff::{Content, FileDiff, Side, TextDiff, Whitespace},
};

/// How many lines of one file stay coloured; beyond it those far from the window are forgotten.
const MOST_PAINTED: usize = 4_000;

/// A compared file with what a worker worked out about it.
#[derive(Debug, Clone)]
pub(crate) struct Compared {
    /// The file.
    pub(crate) diff: Arc<FileDiff>,
    /// Its form.
    pub(crate) shape: Shape,
    /// What is said about it.
    pub(crate) notes: Arc<[String]>,
}

impl Compared {
    /// Works out form and sentences.
    pub(crate) fn new(diff: FileDiff, whitespace: Whitespace) -> Self {
        Self { shape: Shape::of(&diff), notes: notes(&diff, whitespace).into(), diff: Arc::new(diff) }
    }
}

/// Colours of one line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Paint {
    /// Parts of speech.
    pub(crate) syntax: Syntax,
    /// What changed within it.
    pub(crate) changed: Box<[Range<usize>]>,
}

/// How far a file has come.
#[derive(Debug, Clone, Default)]
enum State {
    /// It has not been compared yet.
    #[default]
    Waiting,
    /// All of it is there.
    Ready(Compared),
    /// It was compared; its text was dropped again.
    Parked(Shape, Arc<[String]>),
}

/// A file of the document.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    /// What became of it.
    pub(crate) change: Arc<FileChange>,
    /// Whether only its header is shown.
    pub(crate) folded: bool,
    /// Whether the user has seen it.
    pub(crate) viewed: bool,
    state: State,
    rows: Rows,
    painted: HashMap<(Side, u32), Paint>,
}

impl Entry {
    /// A file that has not been compared yet.
    pub(crate) fn new(change: Arc<FileChange>) -> Self {
        let rows = Rows::new(Shape::default(), 1, 0, Layout::Unified);
        Self { change, folded: false, viewed: false, state: State::Waiting, rows, painted: HashMap::new() }
    }

    /// Takes in the comparison.
    pub(crate) fn arrive(&mut self, compared: Compared) {
        self.state = State::Ready(compared);
    }

    /// Drops the text and the colours; rows stay as they are.
    pub(crate) fn park(&mut self) {
        if let State::Ready(compared) = &self.state {
            self.state = State::Parked(compared.shape.clone(), Arc::clone(&compared.notes));
            self.painted = HashMap::new();
        }
    }

    /// Lays the rows out anew.
    pub(crate) fn lay_out(&mut self, context: u32, layout: Layout) {
        self.rows = if self.folded {
            Rows::folded()
        } else if let Some(shape) = self.shape() {
            Rows::new(shape.clone(), self.notes().len(), context, layout)
        } else {
            Rows::new(Shape::default(), 1, 0, layout)
        };
    }

    /// Its rows.
    pub(crate) fn rows(&self) -> &Rows {
        &self.rows
    }

    /// Whether it was compared, be its text there or not.
    pub(crate) fn is_compared(&self) -> bool {
        !matches!(self.state, State::Waiting)
    }

    /// Whether its text is there, or there is none to wait for.
    pub(crate) fn is_ready(&self) -> bool {
        matches!(self.state, State::Ready(_))
    }

    fn shape(&self) -> Option<&Shape> {
        match &self.state {
            State::Waiting => None,
            State::Ready(compared) => Some(&compared.shape),
            State::Parked(shape, _) => Some(shape),
        }
    }

    /// Sentences about it.
    pub(crate) fn notes(&self) -> &[String] {
        match &self.state {
            State::Waiting => &[],
            State::Ready(compared) => &compared.notes,
            State::Parked(_, notes) => notes,
        }
    }

    /// The whole comparison, while its text is there.
    pub(crate) fn diff(&self) -> Option<&Arc<FileDiff>> {
        match &self.state {
            State::Ready(compared) => Some(&compared.diff),
            _ => None,
        }
    }

    /// Both texts, if it is text and they are there.
    pub(crate) fn text(&self) -> Option<&TextDiff> {
        match &self.diff()?.content {
            Content::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Lines added and removed; nothing while that is not known.
    pub(crate) fn counts(&self) -> Option<(u32, u32)> {
        self.shape().map(|shape| shape.counts)
    }

    /// Lines of the longer side: how wide the numbers are.
    pub(crate) fn line_count(&self) -> u32 {
        self.shape().map_or(0, |shape| shape.lines.0.max(shape.lines.1))
    }

    /// What its text costs in memory, about.
    pub(crate) fn cost(&self) -> usize {
        self.diff().map_or(0, |diff| diff.cost())
    }

    /// The colours of a line, if they are known.
    pub(crate) fn paint(&self, side: Side, line: u32) -> Option<&Paint> {
        self.painted.get(&(side, line))
    }

    /// Takes in colours.
    pub(crate) fn paint_in(&mut self, lines: Vec<((Side, u32), Paint)>) {
        if self.painted.len() + lines.len() > MOST_PAINTED
            && let Some(((_, middle), _)) = lines.first()
        {
            let (middle, near) = (*middle, MOST_PAINTED as u32 / 4);
            self.painted.retain(|(_, line), _| line.abs_diff(middle) <= near);
        }
        self.painted.extend(lines);
    }
}
