//! Which colour a part of speech has in a theme.

use std::sync::OnceLock;

use ratatui::style::{Color, Modifier, Style};
use syntect::{
    highlighting::{FontStyle, Highlighter, Theme as SyntaxTheme},
    parsing::Scope,
};
use two_face::theme::{EmbeddedLazyThemeSet, EmbeddedThemeName};

use super::class::Class;
use crate::tui::theme::{Appearance, Theme};

/// A style for every class.
#[derive(Debug, Clone)]
pub(crate) struct Palette([Style; Class::COUNT]);

/// One place for every embedded theme, filled when it is first drawn with: reading it takes a millisecond or two.
static PALETTES: [OnceLock<Palette>; 64] = [const { OnceLock::new() }; 64];

impl Palette {
    /// The palette of the syntax theme that goes with `theme`.
    pub(crate) fn of(theme: &Theme) -> &'static Self {
        let all = EmbeddedLazyThemeSet::theme_names();
        let find = |name: &str| all.iter().position(|known| spelling(*known) == spelling_of(name));
        let fitting = if theme.appearance == Appearance::Dark { "two-dark" } else { "github" };
        let index = find(&theme.syntax).or_else(|| find(fitting)).unwrap_or(0).min(PALETTES.len() - 1);
        PALETTES[index].get_or_init(|| Self::read(all[index]))
    }

    /// The style of a class, not yet reduced to what the terminal has.
    pub(crate) fn style(&self, class: Class) -> Style {
        self.0[class as usize]
    }

    fn read(name: EmbeddedThemeName) -> Self {
        static THEMES: OnceLock<EmbeddedLazyThemeSet> = OnceLock::new();
        let theme = THEMES.get_or_init(two_face::theme::extra).get(name);
        let highlighter = Highlighter::new(theme);
        let mut styles = [Style::new(); Class::COUNT];
        for (class, scope) in Class::with_scopes() {
            if let Ok(scope) = Scope::new(scope) {
                styles[class as usize] = style(&highlighter, theme, scope);
            }
        }
        Self(styles)
    }
}

fn style(highlighter: &Highlighter<'_>, theme: &SyntaxTheme, scope: Scope) -> Style {
    let source = Scope::new("source").expect("a scope of one word");
    let found = highlighter.style_for_stack(&[source, scope]);
    let mut style = Style::new();
    if Some(found.foreground) != theme.settings.foreground {
        style.fg = color(found.foreground);
    }
    for (font, modifier) in [
        (FontStyle::BOLD, Modifier::BOLD),
        (FontStyle::ITALIC, Modifier::ITALIC),
        (FontStyle::UNDERLINE, Modifier::UNDERLINED),
    ] {
        if found.font_style.contains(font) {
            style = style.add_modifier(modifier);
        }
    }
    style
}

/// Themes for the terminal's own sixteen colours say so by an alpha of 0, with the colour's number in place of red; an
/// alpha of 1 is the terminal's own foreground.
fn color(color: syntect::highlighting::Color) -> Option<Color> {
    match color.a {
        0 => Some(Color::Indexed(color.r)),
        1 => None,
        _ => Some(Color::Rgb(color.r, color.g, color.b)),
    }
}

/// `TwoDark`, `two-dark` and `Two Dark` are one name.
fn spelling_of(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase()
}

fn spelling(name: EmbeddedThemeName) -> String {
    spelling_of(&format!("{name:?}"))
}
