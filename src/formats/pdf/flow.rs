//! Blocks as rows: what stands on one line of a page, with the room it needs.

use std::rc::Rc;

use super::{
    MEASURE,
    fonts::Fonts,
    text::{Laid, Manner, Words},
};
use crate::formats::{
    Page,
    tree::{Block, Inline, Item, Side, Table, letters},
};

/// How far a list's words stand in from its mark.
const INDENT: f32 = 18.0;
/// Words are not squeezed into less than this, however deep they stand.
const NARROWEST: f32 = 120.0;

/// One line of words on a row.
#[derive(Clone)]
pub(super) struct Piece {
    pub(super) x: f32,
    pub(super) words: Rc<Laid>,
    pub(super) line: usize,
}

/// What is drawn behind or between words.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Mark {
    /// A shade behind code, from `x`, so wide.
    Shade(f32, f32),
    /// The line at the left of a quotation.
    Bar(f32),
    /// A line across at the row's top.
    Rule(f32, f32),
    /// The brand's line across.
    Brand,
}

/// What stands on one line of a page.
#[derive(Clone, Default)]
pub(super) struct Row {
    pub(super) height: f32,
    pub(super) pieces: Vec<Piece>,
    pub(super) marks: Vec<Mark>,
    /// Depth and words of the heading that begins here.
    pub(super) heading: Option<(u8, String)>,
    /// Whether it may not be the last one of a page.
    pub(super) leads: bool,
    /// Whether it is mere room, which the top of a page needs none of.
    pub(super) is_gap: bool,
}

/// What the document is called.
pub(super) fn title(page: &Page<'_>, blocks: &[Block], is_titled: bool) -> String {
    match blocks.first() {
        Some(Block::Heading { words, .. }) if is_titled => letters(words),
        _ => page.title.to_owned(),
    }
}

/// The rows of the whole document.
pub(super) fn rows(page: &Page<'_>, blocks: &[Block], is_titled: bool, fonts: &mut Fonts) -> Vec<Row> {
    let mut flow = Flow { fonts, rows: Vec::new(), left: 0.0, bars: Vec::new() };
    if let Some(logo) = page.brand.logo.as_deref().or(page.brand.name.as_deref()) {
        let words = Words::plain(logo, flow.fonts);
        flow.words(words, Manner { bold: true, ..Manner::QUIET });
        flow.gap(4.0);
    }
    if !is_titled {
        let words = Words::plain(page.title, flow.fonts);
        flow.heading(1, words, page.title.to_owned());
        if let Some(date) = page.date {
            let words = Words::plain(date, flow.fonts);
            flow.words(words, Manner::QUIET);
        }
        flow.gap(6.0);
        flow.rows.push(Row { height: 3.0, marks: vec![Mark::Brand], ..Row::default() });
    }
    flow.blocks(blocks);
    flow.rows
}

struct Flow<'f> {
    fonts: &'f mut Fonts,
    rows: Vec<Row>,
    left: f32,
    bars: Vec<f32>,
}

impl Flow<'_> {
    fn width(&self) -> f32 {
        (MEASURE - self.left).max(NARROWEST)
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { level, words } => {
                self.gap(if *level <= 2 { 16.0 } else { 10.0 });
                let laid = Words::of(words, self.fonts);
                self.heading(*level, laid, letters(words));
            }
            Block::Paragraph(words) => {
                self.gap(6.0);
                let words = Words::of(words, self.fonts);
                self.words(words, Manner::BODY);
            }
            Block::List { start, items } => {
                self.gap(2.0);
                self.list(*start, items);
            }
            Block::Code { text, .. } => self.code(text),
            Block::Quote(alert, blocks) => {
                self.gap(6.0);
                self.bars.push(self.left);
                self.inset(12.0, |flow| {
                    if let Some(alert) = alert {
                        let word = Words::plain(alert.word(), flow.fonts);
                        flow.words(word, Manner { bold: true, ..Manner::BODY });
                    }
                    flow.blocks(blocks);
                });
                self.bars.pop();
            }
            Block::Table(table) => self.table(table),
            Block::Rule => {
                self.gap(10.0);
                let rule = Mark::Rule(self.left, self.width());
                self.push(Row { height: 10.0, marks: vec![rule], ..Row::default() });
            }
            Block::Footnote(number, blocks) => {
                self.gap(6.0);
                self.hung(&format!("[{number}]"), blocks);
            }
        }
    }

    fn inset(&mut self, by: f32, inside: impl FnOnce(&mut Self)) {
        let before = self.left;
        // What is nested without end stays on the page.
        self.left = (before + by).min(MEASURE - NARROWEST);
        inside(self);
        self.left = before;
    }

    fn push(&mut self, mut row: Row) {
        row.marks.extend(self.bars.iter().map(|x| Mark::Bar(*x)));
        self.rows.push(row);
    }

    fn gap(&mut self, height: f32) {
        if !self.rows.is_empty() {
            let bars: Vec<Mark> = self.bars.iter().map(|x| Mark::Bar(*x)).collect();
            self.rows.push(Row { height, marks: bars, is_gap: true, ..Row::default() });
        }
    }

    fn heading(&mut self, level: u8, words: Words, name: String) {
        let first = self.rows.len();
        self.words(words, Manner::heading(level));
        if let Some(row) = self.rows.get_mut(first) {
            row.heading = Some((level, name));
        }
        self.rows[first..].iter_mut().for_each(|row| row.leads = true);
        self.rows.push(Row { height: 2.0, is_gap: true, leads: true, ..Row::default() });
    }

    fn words(&mut self, words: Words, manner: Manner) {
        let laid = Rc::new(words.lay(manner, self.width(), self.fonts));
        for line in 0..laid.lines() {
            let (height, _) = laid.measures(line);
            let piece = Piece { x: self.left, words: Rc::clone(&laid), line };
            self.push(Row { height, pieces: vec![piece], ..Row::default() });
        }
    }

    fn list(&mut self, start: Option<u64>, items: &[Item]) {
        for (place, item) in items.iter().enumerate() {
            let mark = match (item.done, start) {
                (Some(true), _) => "☑".to_owned(),
                (Some(false), _) => "☐".to_owned(),
                (None, None) => "•".to_owned(),
                (None, Some(start)) => format!("{}.", start.saturating_add(place as u64)),
            };
            self.hung(&mark, &item.blocks);
        }
    }

    /// Blocks beside a mark.
    fn hung(&mut self, mark: &str, blocks: &[Block]) {
        let first = self.rows.len();
        let laid = Rc::new(Words::plain(mark, self.fonts).lay(Manner::BODY, MEASURE, self.fonts));
        let indent = INDENT.max(laid.layout.width() + 5.0);
        let x = self.left;
        self.inset(indent, |flow| flow.blocks(blocks));
        // Items stand closer than paragraphs.
        if let Some(gap) = self.rows.get_mut(first).filter(|row| row.is_gap) {
            gap.height = gap.height.min(2.5);
        }
        let piece = Piece { x, words: laid, line: 0 };
        match self.rows[first..].iter_mut().find(|row| !row.is_gap) {
            Some(row) if row.pieces.iter().all(|piece| piece.x > x) => row.pieces.insert(0, piece),
            _ => {
                let height = piece.words.measures(0).0;
                self.push(Row { height, pieces: vec![piece], ..Row::default() });
            }
        }
    }

    fn code(&mut self, text: &str) {
        self.gap(6.0);
        let shade = Mark::Shade(self.left, self.width());
        self.push(Row { height: 5.0, marks: vec![shade], leads: true, ..Row::default() });
        let text = text.strip_suffix('\n').unwrap_or(text);
        let words = Words::plain(text, self.fonts);
        let laid = Rc::new(words.lay(Manner::CODE, self.width() - 16.0, self.fonts));
        for line in 0..laid.lines() {
            let (height, _) = laid.measures(line);
            let piece = Piece { x: self.left + 8.0, words: Rc::clone(&laid), line };
            self.push(Row { height, pieces: vec![piece], marks: vec![shade], ..Row::default() });
        }
        self.push(Row { height: 5.0, marks: vec![shade], ..Row::default() });
    }

    fn table(&mut self, table: &Table) {
        if table.head.is_empty() {
            return;
        }
        self.gap(8.0);
        let widths = self.columns(table);
        self.table_row(&table.head, &table.sides, &widths, true);
        for row in &table.rows {
            self.table_row(row, &table.sides, &widths, false);
        }
        let rule = Mark::Rule(self.left, widths.iter().sum());
        self.push(Row { height: 4.0, marks: vec![rule], ..Row::default() });
    }

    /// How wide the columns are: as wide as their words where there is room, else shares of it by how much they say.
    fn columns(&mut self, table: &Table) -> Vec<f32> {
        let count = table.head.len();
        let mut natural = vec![0.0_f32; count];
        for row in std::iter::once(&table.head).chain(&table.rows) {
            for (column, cell) in row.iter().enumerate().take(count) {
                let laid = Words::of(cell, self.fonts).lay(Manner { bold: true, ..Manner::BODY }, 10_000.0, self.fonts);
                natural[column] = natural[column].max(laid.layout.width() + 14.0);
            }
        }
        let room = self.width();
        let wanted: f32 = natural.iter().sum();
        if wanted <= room {
            return natural;
        }
        let least = (room / count as f32).min(48.0);
        let spare = (room - least * count as f32).max(0.0);
        natural.iter().map(|width| least + spare * width / wanted).collect()
    }

    fn table_row(&mut self, cells: &[Vec<Inline>], sides: &[Side], widths: &[f32], is_head: bool) {
        let manner = Manner { bold: is_head, ..Manner::BODY };
        let mut x = self.left;
        let mut laid: Vec<(f32, f32, Side, Rc<Laid>)> = Vec::new();
        for (column, width) in widths.iter().enumerate() {
            let words = cells.get(column).map(|cell| Words::of(cell, self.fonts)).unwrap_or_default();
            let room = (width - 12.0).max(8.0);
            let side = sides.get(column).copied().unwrap_or_default();
            laid.push((x + 6.0, room, side, Rc::new(words.lay(manner, room, self.fonts))));
            x += width;
        }
        let rule = Mark::Rule(self.left, widths.iter().sum());
        let shade = is_head.then(|| Mark::Shade(self.left, widths.iter().sum()));
        let top: Vec<Mark> = shade.into_iter().chain([rule]).collect();
        self.push(Row { height: 3.0, marks: top, leads: true, ..Row::default() });
        let lines = laid.iter().map(|(.., words)| words.lines()).max().unwrap_or(0);
        for line in 0..lines {
            let mut row = Row { marks: shade.into_iter().collect(), leads: is_head, ..Row::default() };
            for (x, room, side, words) in &laid {
                let Some(inside) = words.layout.get(line) else { continue };
                let metrics = inside.metrics();
                let spare = (room - metrics.advance + metrics.trailing_whitespace).max(0.0);
                let shift = match side {
                    Side::Unset | Side::Left => 0.0,
                    Side::Centre => spare / 2.0,
                    Side::Right => spare,
                };
                row.height = row.height.max(metrics.line_height);
                row.pieces.push(Piece { x: x + shift, words: Rc::clone(words), line });
            }
            self.push(row);
        }
        self.push(Row { height: 3.0, marks: shade.into_iter().collect(), leads: is_head, ..Row::default() });
    }
}
