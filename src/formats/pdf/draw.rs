//! Rows on pages, and pages in a file.

use krilla::{
    Document,
    action::{Action, LinkAction},
    annotation::{Annotation, LinkAnnotation, Target},
    color::rgb,
    destination::XyzDestination,
    geom::{PathBuilder, Point, Rect},
    metadata::{DateTime, Metadata},
    num::NormalizedF32,
    outline::{Outline, OutlineNode},
    page::PageSettings,
    paint::{Fill, FillRule},
    surface::Surface,
    text::{GlyphId, KrillaGlyph},
};

use super::{
    MARGIN, MEASURE, PAGE,
    flow::{Mark, Piece, Row},
    fonts::Fonts,
    text::{Ink, Manner, Words},
};
use crate::formats::Page;

const BLACK: (u8, u8, u8) = (28, 33, 40);
const QUIET: (u8, u8, u8) = (87, 96, 106);
const LINK: (u8, u8, u8) = (10, 88, 202);
const SHADE: (u8, u8, u8) = (243, 244, 246);
const LINE: (u8, u8, u8) = (200, 205, 211);

/// The file with all rows on its pages.
pub(super) fn pages(page: &Page<'_>, title: &str, rows: Vec<Row>, fonts: &mut Fonts) -> Vec<u8> {
    let dealt = deal(rows);
    let mut document = Document::new();
    document.set_metadata(metadata(page, title));
    document.set_outline(outline(&dealt));
    let brand = page.brand.colour.as_deref().and_then(colour).unwrap_or(LINK);
    let count = dealt.len();
    for (place, rows) in dealt.iter().enumerate() {
        let settings = PageSettings::from_wh(PAGE.0, PAGE.1).expect("the page has a size");
        let mut sheet = document.start_page_with(settings);
        let mut links = Vec::new();
        let mut surface = sheet.surface();
        let mut pen = Pen { surface: &mut surface, fonts, links: &mut links, brand };
        for (y, row) in rows {
            pen.marks(*y, row);
        }
        for (y, row) in rows {
            pen.row(*y, row);
        }
        pen.foot(page, place + 1, count);
        surface.finish();
        for (rect, address) in links {
            let target = Target::Action(Action::Link(LinkAction::new(address)));
            sheet.add_annotation(Annotation::new_link(LinkAnnotation::new(rect, target), None));
        }
        sheet.finish();
    }
    document.finish().expect("no standard is asked for that the file could break")
}

type Dealt = Vec<(f32, Row)>;

/// Deals rows to pages, each with the place of its top. What leads somewhere goes over with what it leads to.
fn deal(rows: Vec<Row>) -> Vec<Dealt> {
    let bottom = PAGE.1 - MARGIN;
    let mut pages: Vec<Dealt> = vec![Vec::new()];
    let mut y = MARGIN;
    let mut rest = rows.into_iter().peekable();
    while let Some(row) = rest.next() {
        // What belongs together: leading rows and the first one that follows them.
        let mut group = vec![row];
        while group[0].leads && group.last().is_some_and(|row| row.leads || row.is_gap) && group.len() < 12 {
            let Some(next) = rest.next() else { break };
            group.push(next);
        }
        let height: f32 = group.iter().map(|row| row.height).sum();
        if y + height > bottom && y > MARGIN {
            pages.push(Vec::new());
            y = MARGIN;
        }
        for row in group {
            if y + row.height > bottom && y > MARGIN {
                pages.push(Vec::new());
                y = MARGIN;
            }
            if row.is_gap && y <= MARGIN {
                continue;
            }
            let height = row.height;
            pages.last_mut().expect("there is a page from the beginning").push((y, row));
            y += height;
        }
    }
    pages
}

fn metadata(page: &Page<'_>, title: &str) -> Metadata {
    let mut metadata =
        Metadata::new().title(title.to_owned()).language(page.language.to_owned()).creator("tminus".to_owned());
    if let Some(name) = &page.brand.name {
        metadata = metadata.authors(vec![name.clone()]);
    }
    let mut parts = page.date.unwrap_or_default().split('-').map(str::parse::<u16>);
    if let (Some(Ok(year)), Some(Ok(month)), Some(Ok(day))) = (parts.next(), parts.next(), parts.next()) {
        let (month, day) = (u8::try_from(month).unwrap_or(1), u8::try_from(day).unwrap_or(1));
        let date = DateTime::new(year).month(month).day(day).hour(0).minute(0).second(0);
        metadata = metadata.creation_date(date.utc_offset_hour(0).utc_offset_minute(0));
    }
    metadata
}

/// The bookmarks: headings under headings of a lesser depth.
fn outline(pages: &[Dealt]) -> Outline {
    let mut open: Vec<(u8, OutlineNode)> = Vec::new();
    let mut outline = Outline::new();
    let rows = pages.iter().enumerate().flat_map(|(place, rows)| rows.iter().map(move |(y, row)| (place, *y, row)));
    let headings = rows.filter_map(|(place, y, row)| Some((place, y, row.heading.as_ref()?)));
    for (place, y, (level, words)) in headings {
        close(&mut open, &mut outline, *level);
        let target = XyzDestination::new(place, Point::from_xy(MARGIN, y));
        open.push((*level, OutlineNode::new(words.clone(), target).with_open(true)));
    }
    close(&mut open, &mut outline, 0);
    outline
}

/// Hands the open bookmarks that are not above `level` to those that they stand under.
fn close(open: &mut Vec<(u8, OutlineNode)>, outline: &mut Outline, level: u8) {
    while open.last().is_some_and(|(depth, _)| *depth >= level) {
        let Some((_, node)) = open.pop() else { return };
        match open.last_mut() {
            Some((_, above)) => above.push_child(node),
            None => outline.push_child(node),
        }
    }
}

/// `#rrggbb` as numbers.
fn colour(written: &str) -> Option<(u8, u8, u8)> {
    let digits = written.strip_prefix('#').filter(|digits| digits.len() == 6)?;
    let part = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
    Some((part(0)?, part(2)?, part(4)?))
}

/// Draws on one page.
struct Pen<'p, 's, 'd> {
    surface: &'p mut Surface<'s>,
    fonts: &'d mut Fonts,
    links: &'d mut Vec<(Rect, String)>,
    brand: (u8, u8, u8),
}

/// Glyphs of one font and ink that stand together.
#[derive(Default)]
struct Stretch {
    glyphs: Vec<KrillaGlyph>,
    from: f32,
    to: f32,
    ink: Ink,
}

impl Pen<'_, '_, '_> {
    fn marks(&mut self, y: f32, row: &Row) {
        for mark in &row.marks {
            match mark {
                Mark::Shade(x, width) => self.fill(MARGIN + x, y, *width, row.height, SHADE),
                Mark::Bar(x) => self.fill(MARGIN + x, y, 2.0, row.height, LINE),
                Mark::Rule(x, width) => self.fill(MARGIN + x, y, *width, 0.6, LINE),
                Mark::Brand => self.fill(MARGIN, y, MEASURE, 2.0, self.brand),
            }
        }
    }

    fn row(&mut self, y: f32, row: &Row) {
        for piece in &row.pieces {
            self.piece(y, piece);
        }
    }

    fn piece(&mut self, y: f32, piece: &Piece) {
        let layout = &piece.words.layout;
        let Some(line) = layout.get(piece.line) else { return };
        let baseline = y + piece.words.measures(piece.line).1;
        let mut x = MARGIN + piece.x + line.metrics().offset;
        for run in line.runs() {
            let size = run.font_size();
            let Some(font) = self.fonts.embedded(run.font()) else { continue };
            let mut stretch = Stretch { from: x, to: x, ..Stretch::default() };
            for cluster in run.visual_clusters() {
                let range = cluster.text_range();
                if cluster.is_ligature_continuation() {
                    if let Some(glyph) = stretch.glyphs.last_mut() {
                        glyph.text_range.end = glyph.text_range.end.max(range.end);
                    }
                    continue;
                }
                for glyph in cluster.glyphs() {
                    let ink = layout.styles().get(glyph.style_index()).map(|style| style.brush).unwrap_or_default();
                    if ink != stretch.ink && !stretch.glyphs.is_empty() {
                        self.stretch(&stretch, &font, size, baseline, piece);
                        stretch = Stretch { from: x, to: x, ..Stretch::default() };
                    }
                    stretch.ink = ink;
                    let id = GlyphId::new(glyph.id);
                    let (advance, dx, dy) = (glyph.advance / size, glyph.x / size, glyph.y / size);
                    stretch.glyphs.push(KrillaGlyph::new(id, advance, dx, dy, 0.0, range.clone(), None));
                    x += glyph.advance;
                    stretch.to = x;
                }
            }
            self.stretch(&stretch, &font, size, baseline, piece);
        }
    }

    fn stretch(&mut self, stretch: &Stretch, font: &krilla::text::Font, size: f32, baseline: f32, piece: &Piece) {
        if stretch.glyphs.is_empty() {
            return;
        }
        let Stretch { from, to, ink, .. } = stretch;
        if ink.code {
            self.fill(from - 1.0, baseline - size * 0.95, to - from + 2.0, size * 1.25, SHADE);
        }
        let address = ink.link.and_then(|link| piece.words.links.get(link));
        let colour = if address.is_some() {
            LINK
        } else if ink.quiet {
            QUIET
        } else {
            BLACK
        };
        self.set(colour);
        let text = &piece.words.text;
        self.surface.draw_glyphs(Point::from_xy(*from, baseline), &stretch.glyphs, font.clone(), text, size, false);
        if ink.struck {
            self.fill(*from, baseline - size * 0.3, to - from, 0.7, colour);
        }
        if let Some(address) = address {
            self.fill(*from, baseline + size * 0.14, to - from, 0.5, LINK);
            let rect = Rect::from_ltrb(*from, baseline - size, (*to).max(from + 0.1), baseline + size * 0.3);
            self.links.extend(rect.map(|rect| (rect, address.clone())));
        }
    }

    /// The line at the bottom: whose it is, and which page of how many.
    fn foot(&mut self, page: &Page<'_>, place: usize, count: usize) {
        let y = PAGE.1 - MARGIN * 0.62;
        let number = Words::plain(&format!("{place} / {count}"), self.fonts).lay(Manner::QUIET, MEASURE, self.fonts);
        let x = MEASURE - number.layout.width();
        self.piece(y, &Piece { x, words: std::rc::Rc::new(number), line: 0 });
        if let Some(name) = page.brand.name.as_deref() {
            let words = Words::plain(name, self.fonts).lay(Manner::QUIET, MEASURE * 0.8, self.fonts);
            self.piece(y, &Piece { x: 0.0, words: std::rc::Rc::new(words), line: 0 });
        }
    }

    fn set(&mut self, (red, green, blue): (u8, u8, u8)) {
        let paint = rgb::Color::new(red, green, blue).into();
        self.surface.set_fill(Some(Fill { paint, opacity: NormalizedF32::ONE, rule: FillRule::default() }));
    }

    fn fill(&mut self, x: f32, y: f32, width: f32, height: f32, colour: (u8, u8, u8)) {
        let Some(rect) = Rect::from_xywh(x, y, width.max(0.1), height) else { return };
        let mut path = PathBuilder::new();
        path.push_rect(rect);
        if let Some(path) = path.finish() {
            self.set(colour);
            self.surface.draw_path(&path);
        }
    }
}
