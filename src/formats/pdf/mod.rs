//! PDF: real text in embedded fonts, bookmarks by heading, links that can be followed, numbered pages.
//!
//! Laid out in three steps: words become lines of glyphs (`text`), blocks become rows of lines (`flow`), rows are dealt to pages
//! and drawn (`draw`). The same document on the same day gives the same bytes.

mod draw;
mod flow;
mod fonts;
mod text;

use super::{Page, format::Written};

/// A4, in points.
const PAGE: (f32, f32) = (595.28, 841.89);
/// Around the words.
const MARGIN: f32 = 62.0;
/// How wide the words run.
const MEASURE: f32 = PAGE.0 - 2.0 * MARGIN;

/// The document's bytes, and the letters that no font has.
pub(super) fn write(page: &Page<'_>) -> Written {
    let (blocks, is_titled) = page.blocks();
    let mut fonts = fonts::Fonts::new();
    let rows = flow::rows(page, &blocks, is_titled, &mut fonts);
    let bytes = draw::pages(page, &flow::title(page, &blocks, is_titled), rows, &mut fonts);
    Written { bytes, warnings: fonts.warnings() }
}
