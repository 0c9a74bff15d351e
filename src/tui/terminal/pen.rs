//! Writes frames with as few bytes as they need, one write a frame.
//!
//! A colour costs up to twenty bytes and a way to another place eight, so a frame may be written colour by colour instead of
//! row by row: whichever is shorter. Blanks take the colour of what stands before them, and long ones are erased.

use std::{
    cmp::Ordering,
    collections::HashMap,
    fmt::Write as _,
    io::{self, Write},
};

use ratatui::{
    backend::{Backend, ClearType, WindowSize},
    buffer::Cell,
    layout::{Position, Size},
    style::{Color, Modifier},
};

use super::sight::{Ink, PLAIN, SEEN_ON_BLANKS, Sight};

/// A backend for terminals that understand ECMA-48, which are all.
#[derive(Debug)]
pub struct Pen<W: Write> {
    out: W,
    buffer: String,
    /// Whether the cursor is seen: said only when it changes.
    is_cursor_shown: bool,
    size: Size,
    sight: Sight,
    /// Whether what is erased takes the background that is drawn with.
    erases_in_colour: bool,
}

/// Cells of one row that stand side by side and share their ink.
#[derive(Debug)]
struct Run {
    at: Position,
    ink: Ink,
    text: String,
    /// Columns that it takes.
    width: u16,
    /// Whether the cursor's place behind it depends on the terminal: on its tables behind a wide cell, on its habits in the
    /// last column.
    is_unsure: bool,
}

/// So many blanks are erased rather than written; fewer where nothing follows them in their run.
const LONG_BLANK: &str = "            ";
const LAST_BLANKS: usize = 6;

impl<W: Write> Pen<W> {
    /// A pen for a terminal of this size whose cursor is hidden.
    pub fn new(out: W, (width, height): (u16, u16)) -> Self {
        let (size, sight) = (Size { width, height }, Sight::blank(width, height));
        Self { out, buffer: String::new(), is_cursor_shown: false, size, sight, erases_in_colour: false }
    }

    /// The same on a terminal of this name (`TERM`): those of these families erase in the colour that is drawn with, as
    /// their descriptions promise (`bce`).
    #[must_use]
    pub fn on(self, terminal: &str) -> Self {
        let families = ["xterm", "rxvt", "alacritty", "foot", "linux"];
        Self { erases_in_colour: families.iter().any(|family| terminal.starts_with(family)), ..self }
    }

    /// The terminal has another size now.
    pub fn resize(&mut self, (width, height): (u16, u16)) {
        self.size = Size { width, height };
        self.sight = Sight::blank(width, height);
        self.sight.forget();
    }

    /// The cursor is hidden: somebody else made it so.
    pub fn cursor_was_hidden(&mut self) {
        self.is_cursor_shown = false;
    }

    /// Writes words of the terminal's own language.
    pub fn say(&mut self, words: &str) -> io::Result<()> {
        self.buffer.push_str(words);
        self.flush()
    }

    /// The frame's cells as runs, in their order.
    fn runs<'a>(&mut self, content: impl Iterator<Item = (u16, u16, &'a Cell)>) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        for (x, y, cell) in content {
            let mut ink = Ink::of(cell);
            let is_blank = cell.symbol() == " ";
            let width = crate::text::width(cell.symbol()).max(1) as u16;
            let is_unsure = width > 1 || x + 1 >= self.size.width;
            let before = runs.last_mut().filter(|run| run.at.y == y && run.at.x + run.width <= x && !run.is_unsure);
            self.sight.write(x, y, width, cell);
            if let Some(run) = before
                && self.bridge(run, x, ink, is_blank)
            {
                if is_blank && ink.blanks_like(run.ink) {
                    ink = run.ink;
                } else if run.ink.blanks_like(ink) && run.text.bytes().all(|byte| byte == b' ') {
                    run.ink = ink;
                }
                if run.ink == ink {
                    run.text.push_str(cell.symbol());
                    run.width += width;
                    run.is_unsure = is_unsure;
                    continue;
                }
            }
            runs.push(Run { at: Position { x, y }, ink, text: cell.symbol().to_owned(), width, is_unsure });
        }
        runs
    }

    /// Makes a run reach to the next cell, where writing what stands between is no longer than going around it.
    fn bridge(&self, run: &mut Run, to: u16, ink: Ink, is_blank: bool) -> bool {
        let end = run.at.x + run.width;
        if end == to {
            return true;
        }
        let goes_on = run.ink == ink || is_blank && ink.blanks_like(run.ink);
        let around = go_right(to - end).len();
        let Some(between) =
            self.sight.between(run.at.y, end, to, run.ink).filter(|text| goes_on && text.len() <= around)
        else {
            return false;
        };
        run.text.push_str(&between);
        run.width = to - run.at.x;
        true
    }

    /// Writes runs in the given order, and ends with the plain ink.
    fn write<'a>(&self, runs: impl Iterator<Item = &'a Run>) -> String {
        let mut buffer = String::new();
        let mut ink = PLAIN;
        let mut stands: Option<Position> = None;
        for run in runs {
            move_to(&mut buffer, stands, run.at);
            change(&mut buffer, ink, run.ink);
            ink = run.ink;
            stands = self.write_run(&mut buffer, run);
        }
        change(&mut buffer, ink, PLAIN);
        buffer
    }

    /// Writes one run; where the cursor stands then, if that is sure.
    fn write_run(&self, buffer: &mut String, run: &Run) -> Option<Position> {
        // Terminals differ in the background of what is erased, unless it is their own.
        let is_known = run.ink.bg == Color::Reset || self.erases_in_colour;
        let erases = is_known && !run.ink.modifier.intersects(SEEN_ON_BLANKS);
        let mut rest = run.text.as_str();
        while let Some(at) = long_blank(rest).filter(|_| erases) {
            let (solid, blanks) = rest.split_at(at);
            rest = blanks.trim_start_matches(' ');
            let count = blanks.len() - rest.len();
            buffer.push_str(solid);
            let said = if rest.is_empty() && run.at.x + run.width >= self.size.width {
                write!(buffer, "\x1b[K")
            } else if rest.is_empty() {
                write!(buffer, "\x1b[{count}X")
            } else {
                write!(buffer, "\x1b[{count}X\x1b[{count}C")
            };
            said.expect("a String takes all that is written");
            if rest.is_empty() {
                return Some(Position { x: run.at.x + run.width - count as u16, ..run.at });
            }
        }
        buffer.push_str(rest);
        (!run.is_unsure).then_some(Position { x: run.at.x + run.width, ..run.at })
    }
}

/// Where blanks begin that are worth erasing.
fn long_blank(text: &str) -> Option<usize> {
    let solid = text.trim_end_matches(' ').len();
    text.find(LONG_BLANK).or_else(|| (text.len() - solid >= LAST_BLANKS).then_some(solid))
}

/// The shortest way from one place to another.
fn move_to(buffer: &mut String, from: Option<Position>, to: Position) {
    let absolute = match to.x {
        0 if to.y == 0 => "\x1b[H".to_owned(),
        0 => format!("\x1b[{}H", to.y + 1),
        column => format!("\x1b[{};{}H", to.y + 1, column + 1),
    };
    let relative = from.map(|from| {
        let down = match to.y.cmp(&from.y) {
            Ordering::Equal => String::new(),
            // A line feed keeps the column: the terminal is raw while it is drawn on.
            Ordering::Greater if to.y - from.y <= 4 => "\n".repeat(usize::from(to.y - from.y)),
            Ordering::Greater => format!("\x1b[{}B", to.y - from.y),
            Ordering::Less if from.y - to.y == 1 => "\x1b[A".to_owned(),
            Ordering::Less => format!("\x1b[{}A", from.y - to.y),
        };
        let across = match to.x.cmp(&from.x) {
            Ordering::Equal => String::new(),
            _ if to.x == 0 => "\r".to_owned(),
            Ordering::Greater => go_right(to.x - from.x),
            Ordering::Less if from.x - to.x <= 4 => "\x08".repeat(usize::from(from.x - to.x)),
            Ordering::Less => format!("\x1b[{}D", from.x - to.x),
        };
        down + &across
    });
    buffer.push_str(relative.as_ref().filter(|relative| relative.len() <= absolute.len()).unwrap_or(&absolute));
}

fn go_right(distance: u16) -> String {
    if distance == 1 { "\x1b[C".to_owned() } else { format!("\x1b[{distance}C") }
}

fn change(buffer: &mut String, from: Ink, to: Ink) {
    if from == to {
        return;
    }
    let mut codes = Codes::default();
    let mut from = from;
    if to == PLAIN {
        buffer.push_str("\x1b[m");
        return;
    }
    let gone = from.modifier - to.modifier;
    // Bold and dim end together, and so do the two kinds of blinking; what shall stay is said again.
    if gone.intersects(Modifier::BOLD | Modifier::DIM) {
        codes.push("22");
        from.modifier -= Modifier::BOLD | Modifier::DIM;
    }
    for (modifier, on, off) in WEIGHTS {
        if gone.contains(modifier) && !off.is_empty() {
            codes.push(off);
        }
        if (to.modifier - from.modifier).contains(modifier) {
            codes.push(on);
        }
    }
    if from.fg != to.fg {
        codes.color(to.fg, 30);
    }
    if from.bg != to.bg {
        codes.color(to.bg, 40);
    }
    codes.write(buffer);
}

/// Modifiers with the codes that begin and end them. The end of bold and dim is said elsewhere.
const WEIGHTS: [(Modifier, &str, &str); 7] = [
    (Modifier::BOLD, "1", ""),
    (Modifier::DIM, "2", ""),
    (Modifier::ITALIC, "3", "23"),
    (Modifier::UNDERLINED, "4", "24"),
    (Modifier::SLOW_BLINK, "5", "25"),
    (Modifier::REVERSED, "7", "27"),
    (Modifier::CROSSED_OUT, "9", "29"),
];

#[derive(Default)]
struct Codes(String);

impl Codes {
    fn push(&mut self, code: &str) {
        if !self.0.is_empty() {
            self.0.push(';');
        }
        self.0.push_str(code);
    }

    /// The code of a colour; `base` is 30 for the foreground, 40 for the background.
    fn color(&mut self, color: Color, base: u8) {
        let low = |index: u8| (base + index).to_string();
        let bright = |index: u8| (base + 60 + index).to_string();
        let code = match color {
            Color::Reset => low(9),
            Color::Black => low(0),
            Color::Red => low(1),
            Color::Green => low(2),
            Color::Yellow => low(3),
            Color::Blue => low(4),
            Color::Magenta => low(5),
            Color::Cyan => low(6),
            Color::Gray => low(7),
            Color::DarkGray => bright(0),
            Color::LightRed => bright(1),
            Color::LightGreen => bright(2),
            Color::LightYellow => bright(3),
            Color::LightBlue => bright(4),
            Color::LightMagenta => bright(5),
            Color::LightCyan => bright(6),
            Color::White => bright(7),
            Color::Indexed(index) => format!("{};5;{index}", base + 8),
            Color::Rgb(red, green, blue) => format!("{};2;{red};{green};{blue}", base + 8),
        };
        self.push(&code);
    }

    fn write(self, buffer: &mut String) {
        if !self.0.is_empty() {
            buffer.push_str("\x1b[");
            buffer.push_str(&self.0);
            buffer.push('m');
        }
    }
}

impl<W: Write> Backend for Pen<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let runs = self.runs(content);
        let by_row = self.write(runs.iter());
        let mut order: HashMap<Ink, usize> = HashMap::new();
        for run in &runs {
            let next = order.len();
            order.entry(run.ink).or_insert(next);
        }
        let mut by_ink: Vec<&Run> = runs.iter().collect();
        by_ink.sort_by_key(|run| order[&run.ink]);
        let by_ink = self.write(by_ink.into_iter());
        self.buffer.push_str(if by_ink.len() < by_row.len() { &by_ink } else { &by_row });
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        if self.is_cursor_shown {
            self.buffer.push_str("\x1b[?25l");
            self.is_cursor_shown = false;
        }
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        if !self.is_cursor_shown {
            self.buffer.push_str("\x1b[?25h");
            self.is_cursor_shown = true;
        }
        Ok(())
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(Position::ORIGIN)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        move_to(&mut self.buffer, None, position.into());
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        self.sight = Sight::blank(self.size.width, self.size.height);
        self.buffer.push_str("\x1b[2J");
        Ok(())
    }

    fn clear_region(&mut self, _region: ClearType) -> io::Result<()> {
        self.clear()
    }

    fn size(&self) -> io::Result<Size> {
        Ok(self.size)
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize { columns_rows: self.size, pixels: Size::ZERO })
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.buffer.is_empty() {
            return Ok(());
        }
        let written = self.out.write_all(self.buffer.as_bytes());
        self.buffer.clear();
        written?;
        self.out.flush()
    }

    fn scroll_region_up(&mut self, region: std::ops::Range<u16>, amount: u16) -> io::Result<()> {
        self.sight.forget();
        write!(self.buffer, "\x1b[{};{}r\x1b[{amount}S\x1b[r", region.start + 1, region.end)
            .map_err(|_| io::ErrorKind::Other.into())
    }

    fn scroll_region_down(&mut self, region: std::ops::Range<u16>, amount: u16) -> io::Result<()> {
        self.sight.forget();
        write!(self.buffer, "\x1b[{};{}r\x1b[{amount}T\x1b[r", region.start + 1, region.end)
            .map_err(|_| io::ErrorKind::Other.into())
    }
}

#[cfg(test)]
mod tests {
    use ratatui::{
        Terminal,
        style::{Style, Styled, Stylize},
        text::Line,
    };

    use super::*;

    fn written(first: Line<'_>, second: Line<'_>) -> String {
        let mut terminal = Terminal::new(Pen::new(Vec::new(), (20, 2))).unwrap();
        terminal.draw(|frame| frame.render_widget(first, frame.area())).unwrap();
        terminal.backend_mut().out.clear();
        terminal.draw(|frame| frame.render_widget(second, frame.area())).unwrap();
        String::from_utf8(terminal.backend_mut().out.clone()).unwrap()
    }

    #[test]
    fn nothing_is_written_when_nothing_changed() {
        assert_eq!(written(Line::from("same"), Line::from("same")), "");
    }

    #[test]
    fn a_colour_is_said_only_where_it_changes() {
        let style = Style::new().fg(Color::Red).bg(Color::Blue);
        let line = Line::from(vec!["ab".set_style(style), "cd".set_style(style.fg(Color::Green))]);
        assert_eq!(written(Line::default(), line), "\x1b[H\x1b[31;44mab\x1b[32mcd\x1b[m");
    }

    #[test]
    fn what_stays_bold_is_said_again_when_dim_ends() {
        let line = Line::from(vec!["a".bold().dim(), "b".bold()]);
        assert_eq!(written(Line::default(), line), "\x1b[H\x1b[1;2ma\x1b[22;1mb\x1b[m");
    }

    #[test]
    fn blanks_take_the_colour_before_them() {
        let line = Line::from(vec!["a".fg(Color::Red), " ".into(), "b".fg(Color::Red), " ".underlined()]);
        assert_eq!(written(Line::from("xxxx"), line), "\x1b[H\x1b[31ma b\x1b[4;39m \x1b[m");
    }

    #[test]
    fn long_blanks_are_erased_where_they_are_plain() {
        let full = || Line::from("x".repeat(20));
        assert_eq!(written(full(), Line::from("a")), "\x1b[Ha\x1b[K");
        assert_eq!(written(full(), Line::from(format!("a{}b", " ".repeat(18)))), "\x1b[Ha\x1b[18X\x1b[18Cb");
        let coloured = Line::from(" ".repeat(20)).bg(Color::Blue);
        assert_eq!(written(full(), coloured), format!("\x1b[H\x1b[44m{}\x1b[m", " ".repeat(20)));
    }

    #[test]
    fn blanks_are_erased_in_colour_where_the_terminal_does_that() {
        let mut terminal = Terminal::new(Pen::new(Vec::new(), (20, 2)).on("xterm-256color")).unwrap();
        let line = Line::from(vec!["ab".bg(Color::Blue), " ".repeat(10).bg(Color::Blue), "c".into()]);
        terminal.draw(|frame| frame.render_widget(line, frame.area())).unwrap();
        let written = String::from_utf8(terminal.backend().out.clone()).unwrap();
        assert_eq!(written, "\x1b[H\x1b[44mab\x1b[10X\x1b[10C\x1b[mc");
        assert!(!Pen::new(Vec::new(), (20, 2)).on("screen-256color").erases_in_colour);
    }

    #[test]
    fn what_shares_a_colour_is_written_together_where_that_is_shorter() {
        let (one, other) = (Color::Rgb(100, 110, 120), Color::Rgb(200, 210, 220));
        let line = Line::from(vec!["a".fg(one), "b".fg(other), "c".fg(one), "d".fg(other)]);
        let expected = "\x1b[H\x1b[38;2;100;110;120ma\x1b[Cc\x08\x08\x1b[38;2;200;210;220mb\x1b[Cd\x1b[m";
        assert_eq!(written(Line::default(), line), expected);
    }

    #[test]
    fn a_short_way_is_said_shortly() {
        let (one, other) = ("a12345678z", "b12345678y");
        assert_eq!(written(Line::from(one), Line::from(other)), "\x1b[Hb\x1b[8Cy");
    }

    #[test]
    fn a_few_cells_that_stay_are_written_again() {
        assert_eq!(written(Line::from("abcdef"), Line::from("xbcxef")), "\x1b[Hxbcx");
        // Not in another ink,
        let coloured = |text: &'static str| Line::from(vec![text.into(), "b".fg(Color::Red), "c".into()]);
        assert_eq!(written(coloured("a"), coloured("x")), "\x1b[Hx");
        let line = |ends: &'static str| Line::from(vec![ends.into(), "-".fg(Color::Red), ends.into()]);
        assert_eq!(written(line("a"), line("x")), "\x1b[Hx\x1b[Cx");
        // nor what the terminal may show in another width.
        assert_eq!(written(Line::from("a🦀b"), Line::from("x🦀y")), "\x1b[Hx\x1b[2Cy");
    }

    #[test]
    fn the_way_to_the_next_row_is_short() {
        let way = |from: (u16, u16), to: (u16, u16)| {
            let mut buffer = String::new();
            move_to(&mut buffer, Some(from.into()), to.into());
            buffer
        };
        assert_eq!(way((9, 3), (9, 4)), "\n");
        assert_eq!(way((9, 3), (7, 4)), "\n\x08\x08");
        assert_eq!(way((69, 3), (60, 4)), "\n\x1b[9D");
        assert_eq!(way((69, 3), (0, 6)), "\n\n\n\r");
        assert_eq!(way((69, 30), (2, 3)), "\x1b[4;3H");
        assert_eq!(way((5, 5), (5, 5)), "");
    }
}
