//! How things look: the theme's styles, the glyphs, and the parts that all screens draw alike.

use ratatui::{
    Frame,
    layout::Rect,
    style::Style,
    text::{Line, Span},
    widgets::{Block, BorderType},
};

use super::theme::{Role, Theme};
use crate::text::Safe;

/// What a view needs besides the model.
#[derive(Debug, Clone, Copy)]
pub struct Look<'a> {
    /// Colours.
    pub theme: &'a Theme,
    /// Characters.
    pub glyphs: &'static Glyphs,
    /// Lines in reading order, without boxes.
    pub plain: bool,
}

/// The characters that are not letters. One cell wide each.
#[derive(Debug, PartialEq, Eq)]
pub struct Glyphs {
    /// Whether only ASCII is drawn.
    pub ascii: bool,
    /// Marks the row of the cursor.
    pub cursor: &'static str,
    /// It was done, or reviewed.
    pub check: &'static str,
    /// It is recorded for all.
    pub seal: &'static str,
    /// It failed.
    pub cross: &'static str,
    /// Nothing is there, or nothing yet.
    pub nothing: &'static str,
    /// One cell of a bar, filled.
    pub bar: &'static str,
    /// One cell of a bar, half filled.
    pub half_bar: &'static str,
    /// One cell of progress, done.
    pub done: &'static str,
    /// One cell of progress, to do.
    pub to_do: &'static str,
    /// From here to there.
    pub arrow: &'static str,
    /// Something is cut off.
    pub ellipsis: &'static str,
    /// Between things of a list.
    pub bullet: &'static str,
    /// Goes down, as in an order.
    pub down: &'static str,
    /// Cites.
    pub full_dot: &'static str,
    /// Cites nothing.
    pub empty_dot: &'static str,
    /// Look here.
    pub warning: &'static str,
    /// A line between columns.
    pub vertical: &'static str,
    /// A line between rows.
    pub horizontal: &'static str,
    /// Minus, as in line counts.
    pub minus: &'static str,
}

/// The ordinary glyphs; none needs a special font.
pub const GLYPHS: Glyphs = Glyphs {
    ascii: false,
    cursor: "▌",
    check: "✓",
    seal: "◉",
    cross: "✗",
    nothing: "·",
    bar: "▇",
    half_bar: "▅",
    done: "▰",
    to_do: "▱",
    arrow: "→",
    ellipsis: "…",
    bullet: "·",
    down: "↓",
    full_dot: "●",
    empty_dot: "◌",
    warning: "▲",
    vertical: "│",
    horizontal: "─",
    minus: "−",
};

/// The glyphs of `--ascii`.
pub const ASCII: Glyphs = Glyphs {
    ascii: true,
    cursor: ">",
    check: "+",
    seal: "@",
    cross: "x",
    nothing: ".",
    bar: "#",
    half_bar: "=",
    done: "#",
    to_do: "-",
    arrow: "->",
    ellipsis: "~",
    bullet: "-",
    down: "v",
    full_dot: "*",
    empty_dot: "o",
    warning: "!",
    vertical: "|",
    horizontal: "-",
    minus: "-",
};

const ASCII_BORDER: ratatui::symbols::border::Set<'static> = ratatui::symbols::border::Set {
    top_left: "+",
    top_right: "+",
    bottom_left: "+",
    bottom_right: "+",
    vertical_left: "|",
    vertical_right: "|",
    horizontal_top: "-",
    horizontal_bottom: "-",
};

impl Look<'_> {
    /// The style of a role.
    pub fn style(&self, role: Role) -> Style {
        self.theme.style(role)
    }

    /// A piece of a line in a role.
    pub fn span(&self, role: Role, text: impl AsRef<str>) -> Span<'static> {
        Span::styled(self.ascii(text.as_ref()), self.style(role))
    }

    /// Foreign text in a role, made safe.
    pub fn foreign(&self, role: Role, text: &str) -> Span<'static> {
        Span::styled(Safe::line(text).as_str().to_owned(), self.style(role))
    }

    fn ascii(&self, text: &str) -> String {
        if self.glyphs.ascii {
            text.replace('…', "~").replace('→', "->").replace('·', "-")
        } else {
            text.to_owned()
        }
    }

    /// Draws the frame around a part and gives back the room inside. Focus is a brighter border and a bold title; in
    /// plain mode the frame is one line that says the title.
    pub fn panel(
        &self,
        frame: &mut Frame<'_>,
        area: Rect,
        title: Line<'static>,
        note: Line<'static>,
        focus: bool,
    ) -> Rect {
        if area.is_empty() {
            return area;
        }
        let title_style = if focus { self.style(Role::Title) } else { self.style(Role::Dim) };
        if self.plain {
            let mut line = title.patch_style(title_style);
            if note.width() > 0 {
                line.push_span("  ");
                line.extend(note);
            }
            frame.render_widget(line, Rect { height: 1, ..area });
            return self.panel_inside(area);
        }
        let border = self.style(if focus { Role::BorderFocus } else { Role::Border });
        let mut block = Block::bordered().border_style(border);
        block = if self.glyphs.ascii { block.border_set(ASCII_BORDER) } else { block.border_type(BorderType::Rounded) };
        let pad = |line: Line<'static>, style: Style| {
            let mut padded = vec![Span::raw(" ")];
            padded.extend(line.patch_style(style).spans);
            padded.push(Span::raw(" "));
            Line::from(padded)
        };
        let room = usize::from(area.width).saturating_sub(4);
        if title.width() > 0 {
            block = block.title(pad(title.clone(), title_style));
        }
        if note.width() > 0 && title.width() + note.width() + 6 <= room {
            block = block.title(pad(note, Style::new()).right_aligned());
        }
        frame.render_widget(block, area);
        self.panel_inside(area)
    }

    /// The room inside a panel, without drawing it: what clicks are measured against.
    pub fn panel_inside(&self, area: Rect) -> Rect {
        panel_inside(area, self.plain)
    }
}

/// The room inside a panel that fills `area`.
pub fn panel_inside(area: Rect, plain: bool) -> Rect {
    if plain {
        Rect { y: area.y + 1.min(area.height), height: area.height.saturating_sub(1), ..area }
    } else {
        area.inner(ratatui::layout::Margin::new(1, 1))
    }
}
