//! A screen as an SVG picture: runs of equal style, placed by column, so that it looks the same whatever the font.

use std::fmt::Write as _;

const CELL_WIDTH: f64 = 8.4;
const CELL_HEIGHT: f64 = 18.0;
const FOREGROUND: &str = "#d0d0d0";
const BACKGROUND: &str = "#101010";

/// The sixteen colours of the xterm palette.
const PALETTE: [&str; 16] = [
    "#000000", "#cd3131", "#0dbc79", "#e5e510", "#2472c8", "#bc3fbc", "#11a8cd", "#e5e5e5", "#666666", "#f14c4c",
    "#23d18b", "#f5f543", "#3b8eea", "#d670d6", "#29b8db", "#ffffff",
];

#[derive(PartialEq, Clone)]
struct Style {
    foreground: String,
    background: String,
    bold: bool,
    dim: bool,
    italic: bool,
    underline: bool,
}

/// The picture of a screen, with `title` for those who cannot see it.
pub(super) fn picture(screen: &vt100::Screen, title: &str) -> String {
    let (rows, columns) = screen.size();
    let (rows, columns) = (rows.get(), columns.get());
    let (width, height) = (f64::from(columns) * CELL_WIDTH + 16.0, f64::from(rows) * CELL_HEIGHT + 16.0);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:.0}\" height=\"{height:.0}\" viewBox=\"0 0 {width:.0} {height:.0}\" role=\"img\">\n<title>{}</title>\n<rect width=\"100%\" height=\"100%\" rx=\"6\" fill=\"{BACKGROUND}\"/>\n<g font-family=\"DejaVu Sans Mono, Menlo, Consolas, monospace\" font-size=\"14\" xml:space=\"preserve\">\n",
        escape(title)
    );
    for row in 0..rows {
        let mut column = 0;
        while column < columns {
            let start = column;
            let style = style_of(screen, row, column);
            let mut text = String::new();
            while column < columns && looks_like(screen, row, column, &style) {
                let cell = screen.cell(row, column).expect("row and column are within the screen's size");
                let content = cell.contents();
                text.push_str(if content.is_empty() { " " } else { content });
                column += if cell.is_wide() { 2 } else { 1 };
            }
            run(&mut svg, row, start, column.min(columns), &style, &text);
        }
    }
    svg.push_str("</g>\n</svg>\n");
    svg
}

/// Whether a cell goes on in that style: a blank has no colour of its own but that of its background.
fn looks_like(screen: &vt100::Screen, row: u16, column: u16, style: &Style) -> bool {
    let here = style_of(screen, row, column);
    let is_blank = screen.cell(row, column).is_none_or(|cell| cell.contents().trim().is_empty());
    here == *style || is_blank && here.background == style.background && !here.underline && !style.underline
}

fn run(svg: &mut String, row: u16, from: u16, to: u16, style: &Style, text: &str) {
    let x = f64::from(from) * CELL_WIDTH + 8.0;
    let y = f64::from(row) * CELL_HEIGHT + 8.0;
    let width = f64::from(to - from) * CELL_WIDTH;
    let fails = "writing to a string cannot fail";
    if style.background != BACKGROUND {
        writeln!(
            svg,
            "<rect x=\"{x:.1}\" y=\"{y:.0}\" width=\"{width:.1}\" height=\"{CELL_HEIGHT:.0}\" fill=\"{}\"/>",
            style.background
        )
        .expect(fails);
    }
    if text.trim().is_empty() {
        return;
    }
    let mut extra = String::new();
    if style.bold {
        extra.push_str(" font-weight=\"bold\"");
    }
    if style.italic {
        extra.push_str(" font-style=\"italic\"");
    }
    if style.underline {
        extra.push_str(" text-decoration=\"underline\"");
    }
    if style.dim {
        extra.push_str(" opacity=\"0.6\"");
    }
    writeln!(
        svg,
        "<text x=\"{x:.1}\" y=\"{:.1}\" textLength=\"{width:.1}\" lengthAdjust=\"spacingAndGlyphs\" fill=\"{}\"{extra}>{}</text>",
        y + 13.5,
        style.foreground,
        escape(text)
    )
    .expect(fails);
}

fn style_of(screen: &vt100::Screen, row: u16, column: u16) -> Style {
    let Some(cell) = screen.cell(row, column) else {
        return Style {
            foreground: FOREGROUND.into(),
            background: BACKGROUND.into(),
            bold: false,
            dim: false,
            italic: false,
            underline: false,
        };
    };
    let mut foreground = colour(cell.fgcolor(), FOREGROUND);
    let mut background = colour(cell.bgcolor(), BACKGROUND);
    if cell.inverse() {
        std::mem::swap(&mut foreground, &mut background);
    }
    Style {
        foreground,
        background,
        bold: cell.bold(),
        dim: cell.dim(),
        italic: cell.italic(),
        underline: cell.underline(),
    }
}

fn colour(colour: vt100::Color, default: &str) -> String {
    match colour {
        vt100::Color::Default => default.to_owned(),
        vt100::Color::Rgb(red, green, blue) => format!("#{red:02x}{green:02x}{blue:02x}"),
        vt100::Color::Idx(index @ 0..16) => PALETTE[usize::from(index)].to_owned(),
        vt100::Color::Idx(index @ 16..232) => {
            let level = |step: u8| if step == 0 { 0 } else { 55 + 40 * step };
            let index = index - 16;
            format!("#{:02x}{:02x}{:02x}", level(index / 36), level(index / 6 % 6), level(index % 6))
        }
        vt100::Color::Idx(index) => {
            let grey = 8 + 10 * (index - 232);
            format!("#{grey:02x}{grey:02x}{grey:02x}")
        }
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
