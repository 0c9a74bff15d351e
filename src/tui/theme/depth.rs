//! How many colours the terminal has, and what becomes of a colour that it has not.

use ratatui::style::{Color, Modifier, Style};

/// How many colours there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Depth {
    /// None: bold, dim, underline and reverse alone.
    Mono,
    /// The sixteen that every terminal's user has chosen.
    Sixteen,
    /// The cube of 256.
    Cube,
    /// All.
    True,
}

impl Depth {
    /// What the environment says: `variable` looks one up.
    pub fn detect(variable: impl Fn(&str) -> Option<String>) -> Self {
        let given = |name: &str| variable(name).filter(|value| !value.is_empty());
        if given("NO_COLOR").is_some() {
            return Self::Mono;
        }
        let term = given("TERM").unwrap_or_default();
        let colorterm = given("COLORTERM").unwrap_or_default();
        if term == "dumb" || term.ends_with("-m") || term.starts_with("vt1") || term.starts_with("vt2") {
            Self::Mono
        } else if colorterm == "truecolor" || colorterm == "24bit" || term.ends_with("-direct") {
            Self::True
        } else if term.contains("256") || ["alacritty", "foot", "xterm-kitty", "wezterm"].contains(&term.as_str()) {
            Self::Cube
        } else {
            Self::Sixteen
        }
    }

    /// The style as this many colours can say it.
    pub fn reduce(self, style: Style) -> Style {
        if self == Self::Mono {
            let mut plain = Style { fg: None, bg: None, underline_color: None, ..style };
            // Heavy ground is what a cursor stands on; light ground, as of whole diff lines, would drown the text.
            if style.bg.is_some_and(|color| color != Color::Reset) && style.add_modifier.contains(Modifier::BOLD) {
                plain = plain.add_modifier(Modifier::REVERSED);
            }
            return plain;
        }
        let reduce = |color: Color| match (self, color) {
            (Self::Cube, Color::Rgb(red, green, blue)) => Color::Indexed(nearest_of_256([red, green, blue])),
            (Self::Sixteen, Color::Rgb(red, green, blue)) => nearest_of_16([red, green, blue]),
            (Self::Sixteen, Color::Indexed(index)) if index >= 16 => nearest_of_16(rgb_of(index)),
            (_, color) => color,
        };
        Style {
            fg: style.fg.map(reduce),
            bg: style.bg.map(reduce),
            underline_color: style.underline_color.map(reduce),
            ..style
        }
    }
}

const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];

const SIXTEEN: [(Color, [u8; 3]); 16] = [
    (Color::Black, [0, 0, 0]),
    (Color::Red, [205, 49, 49]),
    (Color::Green, [13, 188, 121]),
    (Color::Yellow, [200, 180, 20]),
    (Color::Blue, [36, 114, 200]),
    (Color::Magenta, [188, 63, 188]),
    (Color::Cyan, [17, 168, 205]),
    (Color::Gray, [204, 204, 204]),
    (Color::DarkGray, [102, 102, 102]),
    (Color::LightRed, [241, 76, 76]),
    (Color::LightGreen, [35, 209, 139]),
    (Color::LightYellow, [245, 245, 67]),
    (Color::LightBlue, [59, 142, 234]),
    (Color::LightMagenta, [214, 112, 214]),
    (Color::LightCyan, [41, 184, 219]),
    (Color::White, [255, 255, 255]),
];

fn distance(one: [u8; 3], other: [u8; 3]) -> i32 {
    one.iter().zip(other).map(|(a, b)| (i32::from(*a) - i32::from(b)).pow(2)).sum()
}

fn nearest_of_16(color: [u8; 3]) -> Color {
    SIXTEEN.iter().min_by_key(|(_, known)| distance(color, *known)).map_or(Color::Reset, |(color, _)| *color)
}

/// A colour with a hue keeps one: the nearest grey would make added and removed lines look alike.
fn nearest_of_256(color: [u8; 3]) -> u8 {
    let spread = |[red, green, blue]: [u8; 3]| red.max(green).max(blue) - red.min(green).min(blue);
    let has_hue = spread(color) > 24;
    (16..=255)
        .filter(|index| !has_hue || spread(rgb_of(*index)) > 0)
        .min_by_key(|index| distance(color, rgb_of(*index)))
        .unwrap_or(16)
}

/// The colour of an index from 16 on: the cube, then the greys.
fn rgb_of(index: u8) -> [u8; 3] {
    match index {
        0..16 => SIXTEEN[usize::from(index)].1,
        16..232 => {
            let cube = usize::from(index - 16);
            [STEPS[cube / 36], STEPS[cube / 6 % 6], STEPS[cube % 6]]
        }
        232..=255 => [8 + (index - 232) * 10; 3],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn depth(variables: &[(&str, &str)]) -> Depth {
        Depth::detect(|name| variables.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned()))
    }

    #[test]
    fn the_environment_says_how_many_colours_there_are() {
        assert_eq!(depth(&[("TERM", "xterm-256color"), ("COLORTERM", "truecolor")]), Depth::True);
        assert_eq!(depth(&[("TERM", "screen-256color")]), Depth::Cube);
        assert_eq!(depth(&[("TERM", "xterm")]), Depth::Sixteen);
        assert_eq!(depth(&[("TERM", "linux")]), Depth::Sixteen);
        assert_eq!(depth(&[("TERM", "dumb")]), Depth::Mono);
        assert_eq!(depth(&[("TERM", "xterm-256color"), ("NO_COLOR", "1")]), Depth::Mono);
        assert_eq!(depth(&[("TERM", "xterm-256color"), ("NO_COLOR", "")]), Depth::Cube);
    }

    #[test]
    fn without_colour_weight_stays_and_heavy_ground_becomes_reverse() {
        let style = Style::new().fg(Color::Red).bg(Color::Blue).add_modifier(Modifier::BOLD);
        let plain = Depth::Mono.reduce(style);
        assert_eq!((plain.fg, plain.bg), (None, None));
        assert_eq!(plain.add_modifier, Modifier::BOLD | Modifier::REVERSED);
    }

    #[test]
    fn a_colour_becomes_the_nearest_that_there_is() {
        assert_eq!(nearest_of_256([255, 0, 0]), 196);
        assert_eq!(nearest_of_256([9, 9, 9]), 232);
        assert_eq!(nearest_of_16([250, 70, 80]), Color::LightRed);
    }
}
