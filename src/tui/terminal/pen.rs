//! Writes frames with as few bytes as they need: colours only where they change, one write a frame.

use std::{
    fmt::Write as _,
    io::{self, Write},
};

use ratatui::{
    backend::{Backend, ClearType, WindowSize},
    buffer::Cell,
    layout::{Position, Size},
    style::{Color, Modifier},
};

/// A backend for terminals that understand ECMA-48, which are all.
#[derive(Debug)]
pub struct Pen<W: Write> {
    out: W,
    buffer: String,
    /// Whether the cursor is seen: said only when it changes.
    is_cursor_shown: bool,
    size: Size,
}

/// What the terminal draws with until told otherwise.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Ink {
    fg: Color,
    bg: Color,
    modifier: Modifier,
}

const PLAIN: Ink = Ink { fg: Color::Reset, bg: Color::Reset, modifier: Modifier::empty() };

impl<W: Write> Pen<W> {
    /// A pen for a terminal of this size whose cursor is hidden.
    pub fn new(out: W, (width, height): (u16, u16)) -> Self {
        Self { out, buffer: String::new(), is_cursor_shown: false, size: Size { width, height } }
    }

    /// The terminal has another size now.
    pub fn resize(&mut self, (width, height): (u16, u16)) {
        self.size = Size { width, height };
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

    fn move_to(&mut self, from: Option<Position>, to: Position) {
        // The pen stands behind the last cell: short ways are said shortly.
        let said = match from {
            Some(from) if from.y == to.y && from.x == to.x => return,
            Some(from) if from.y == to.y && to.x > from.x => match to.x - from.x {
                1 => write!(self.buffer, "\x1b[C"),
                distance => write!(self.buffer, "\x1b[{distance}C"),
            },
            Some(from) if to.x == 0 && to.y == from.y + 1 => write!(self.buffer, "\r\n"),
            _ => write!(self.buffer, "\x1b[{};{}H", to.y + 1, to.x + 1),
        };
        said.expect("a String takes all that is written");
    }

    fn change(&mut self, from: Ink, to: Ink) {
        if from == to {
            return;
        }
        let mut codes = Codes::default();
        let mut from = from;
        if to == PLAIN {
            self.buffer.push_str("\x1b[m");
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
        codes.write(&mut self.buffer);
    }
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
        let mut ink = PLAIN;
        let mut stands: Option<Position> = None;
        for (x, y, cell) in content {
            let here = Position { x, y };
            self.move_to(stands, here);
            let next = Ink { fg: cell.fg, bg: cell.bg, modifier: cell.modifier };
            self.change(ink, next);
            ink = next;
            self.buffer.push_str(cell.symbol());
            let width = crate::text::width(cell.symbol()).max(1) as u16;
            // After a cell in the last column the cursor's place depends on the terminal; after a wide one, on its tables.
            stands = (width == 1 && x + 1 < self.size.width).then_some(Position { x: x + 1, y });
        }
        self.change(ink, PLAIN);
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
        self.move_to(None, position.into());
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
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
        write!(self.buffer, "\x1b[{};{}r\x1b[{amount}S\x1b[r", region.start + 1, region.end)
            .map_err(|_| io::ErrorKind::Other.into())
    }

    fn scroll_region_down(&mut self, region: std::ops::Range<u16>, amount: u16) -> io::Result<()> {
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
        assert_eq!(written(Line::default(), line), "\x1b[1;1H\x1b[31;44mab\x1b[32mcd\x1b[m");
    }

    #[test]
    fn what_stays_bold_is_said_again_when_dim_ends() {
        let line = Line::from(vec!["a".bold().dim(), "b".bold()]);
        assert_eq!(written(Line::default(), line), "\x1b[1;1H\x1b[1;2ma\x1b[22;1mb\x1b[m");
    }

    #[test]
    fn a_short_way_is_said_shortly() {
        assert_eq!(written(Line::from("abcdef"), Line::from("xbcxef")), "\x1b[1;1Hx\x1b[2Cx");
    }
}
