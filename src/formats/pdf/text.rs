//! Words as lines of glyphs.

use std::{borrow::Cow, ops::Range};

use parley::{
    Alignment, AlignmentOptions, FontFamily, FontFamilyName, FontStyle, FontWeight, Layout, LineHeight, OverflowWrap,
    StyleProperty,
};

use super::fonts::{FAMILIES, Fonts};
use crate::formats::{put::put, tree::Inline};

/// What is said of a letter besides its font.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Ink {
    /// The link that it is part of, counted in its words.
    pub(super) link: Option<usize>,
    /// Whether it is struck out.
    pub(super) struck: bool,
    /// Whether it is code, which stands on a shade.
    pub(super) code: bool,
    /// Whether it is said in a low voice.
    pub(super) quiet: bool,
}

/// How words look on the whole.
#[derive(Debug, Clone, Copy)]
pub(super) struct Manner {
    pub(super) size: f32,
    pub(super) bold: bool,
    pub(super) mono: bool,
    pub(super) quiet: bool,
    pub(super) height: f32,
}

impl Manner {
    pub(super) const BODY: Self = Self { size: 10.0, bold: false, mono: false, quiet: false, height: 1.45 };
    pub(super) const CODE: Self = Self { size: 8.5, bold: false, mono: true, quiet: false, height: 1.35 };
    pub(super) const QUIET: Self = Self { size: 8.5, bold: false, mono: false, quiet: true, height: 1.4 };

    pub(super) const fn heading(level: u8) -> Self {
        let size = match level {
            1 => 20.0,
            2 => 15.0,
            3 => 12.0,
            _ => 10.5,
        };
        Self { size, bold: true, height: 1.25, ..Self::BODY }
    }
}

/// Words with what is said of their parts.
#[derive(Debug, Clone, Default)]
pub(super) struct Words {
    text: String,
    parts: Vec<(Range<usize>, Part)>,
    links: Vec<String>,
}

#[derive(Debug, Clone, Copy)]
enum Part {
    Bold,
    Slanted,
    Struck,
    Code,
    Link(usize),
    Raised,
}

impl Words {
    /// Words without any mark.
    pub(super) fn plain(text: &str, fonts: &mut Fonts) -> Self {
        Self { text: fonts.shown(&text.replace('\t', "    ")), ..Self::default() }
    }

    /// The words of inlines.
    pub(super) fn of(inlines: &[Inline], fonts: &mut Fonts) -> Self {
        let mut words = Self::default();
        words.take(inlines, fonts);
        words
    }

    fn take(&mut self, inlines: &[Inline], fonts: &mut Fonts) {
        for inline in inlines {
            let start = self.text.len();
            match inline {
                Inline::Text(text) => self.text.push_str(&fonts.shown(&text.replace('\t', " "))),
                Inline::Code(code) => {
                    self.text.push_str(&fonts.shown(code));
                    self.parts.push((start..self.text.len(), Part::Code));
                }
                Inline::Emphasis(words) => self.marked(words, Part::Slanted, fonts),
                Inline::Strong(words) => self.marked(words, Part::Bold, fonts),
                Inline::Strike(words) => self.marked(words, Part::Struck, fonts),
                Inline::Link { address, words } => {
                    self.links.push(address.clone());
                    self.marked(words, Part::Link(self.links.len() - 1), fonts);
                }
                Inline::Space => self.text.push(' '),
                Inline::Break => self.text.push('\n'),
                Inline::FootnoteMark(number) => {
                    put(&mut self.text, format_args!("[{number}]"));
                    self.parts.push((start..self.text.len(), Part::Raised));
                }
            }
        }
    }

    fn marked(&mut self, words: &[Inline], part: Part, fonts: &mut Fonts) {
        let start = self.text.len();
        self.take(words, fonts);
        self.parts.push((start..self.text.len(), part));
    }

    /// Lays the words out, at most `width` wide.
    pub(super) fn lay(self, manner: Manner, width: f32, fonts: &mut Fonts) -> Laid {
        let layout = self.layout(manner, width, fonts);
        Laid { text: self.text, links: self.links, layout }
    }

    fn layout(&self, manner: Manner, width: f32, fonts: &mut Fonts) -> Layout<Ink> {
        let mut builder = fonts.layouts.ranged_builder(&mut fonts.context, &self.text, 1.0, false);
        builder.push_default(family(manner.mono));
        builder.push_default(StyleProperty::FontSize(manner.size));
        builder.push_default(StyleProperty::LineHeight(LineHeight::FontSizeRelative(manner.height)));
        builder.push_default(StyleProperty::OverflowWrap(OverflowWrap::Anywhere));
        builder.push_default(StyleProperty::Brush(Ink { quiet: manner.quiet, ..Ink::default() }));
        if manner.bold {
            builder.push_default(StyleProperty::FontWeight(FontWeight::BOLD));
        }
        for (range, part) in &self.parts {
            match part {
                Part::Bold => builder.push(StyleProperty::FontWeight(FontWeight::BOLD), range.clone()),
                Part::Slanted => builder.push(StyleProperty::FontStyle(FontStyle::Italic), range.clone()),
                Part::Code => {
                    builder.push(family(true), range.clone());
                    builder.push(StyleProperty::FontSize(manner.size * 0.9), range.clone());
                }
                Part::Raised => builder.push(StyleProperty::FontSize(manner.size * 0.75), range.clone()),
                Part::Struck | Part::Link(_) => {}
            }
        }
        for (range, ink) in self.inks(manner.quiet) {
            builder.push(StyleProperty::Brush(ink), range);
        }
        let mut layout = builder.build(&self.text);
        layout.break_all_lines(Some(width));
        layout.align(Alignment::Start, AlignmentOptions::default());
        layout
    }

    /// What is said of each stretch of letters: parts overlap, inks do not.
    fn inks(&self, quiet: bool) -> Vec<(Range<usize>, Ink)> {
        let inked = |part: &Part| matches!(part, Part::Struck | Part::Code | Part::Link(_));
        let parts: Vec<&(Range<usize>, Part)> = self.parts.iter().filter(|(_, part)| inked(part)).collect();
        let mut edges: Vec<usize> = parts.iter().flat_map(|(range, _)| [range.start, range.end]).collect();
        edges.sort_unstable();
        edges.dedup();
        let stretches = edges.windows(2).map(|pair| pair[0]..pair[1]);
        stretches
            .map(|stretch| {
                let mut ink = Ink { quiet, ..Ink::default() };
                for (range, part) in &parts {
                    if range.start <= stretch.start && stretch.end <= range.end {
                        match part {
                            Part::Struck => ink.struck = true,
                            Part::Code => ink.code = true,
                            Part::Link(place) => ink.link = Some(*place),
                            Part::Bold | Part::Slanted | Part::Raised => {}
                        }
                    }
                }
                (stretch, ink)
            })
            .collect()
    }
}

fn family(mono: bool) -> StyleProperty<'static, Ink> {
    let [sans, fixed] = FAMILIES.map(|name| FontFamilyName::Named(Cow::Borrowed(name)));
    let families = if mono { vec![fixed, sans] } else { vec![sans, fixed] };
    StyleProperty::FontFamily(FontFamily::List(Cow::Owned(families)))
}

/// Words laid out.
pub(super) struct Laid {
    pub(super) text: String,
    pub(super) links: Vec<String>,
    pub(super) layout: Layout<Ink>,
}

impl Laid {
    /// How many lines there are.
    pub(super) fn lines(&self) -> usize {
        self.layout.len()
    }

    /// How high a line is, and how far below its top its letters stand.
    pub(super) fn measures(&self, line: usize) -> (f32, f32) {
        self.layout.get(line).map_or((0.0, 0.0), |line| {
            let metrics = line.metrics();
            (metrics.line_height, metrics.baseline - metrics.block_min_coord)
        })
    }
}
