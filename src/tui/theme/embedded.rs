//! All themes by name: those that come with the program, and those that override or add to them.

use super::{Appearance, BadTheme, Depth, Theme};

const EMBEDDED: [(&str, &str); 10] = [
    ("dark", include_str!("../../../themes/dark.toml")),
    ("light", include_str!("../../../themes/light.toml")),
    ("high-contrast", include_str!("../../../themes/high-contrast.toml")),
    ("16-color", include_str!("../../../themes/16-color.toml")),
    ("catppuccin-mocha", include_str!("../../../themes/catppuccin-mocha.toml")),
    ("catppuccin-latte", include_str!("../../../themes/catppuccin-latte.toml")),
    ("gruvbox", include_str!("../../../themes/gruvbox.toml")),
    ("nord", include_str!("../../../themes/nord.toml")),
    ("solarized-dark", include_str!("../../../themes/solarized-dark.toml")),
    ("solarized-light", include_str!("../../../themes/solarized-light.toml")),
];

/// The theme that uses the terminal's own colours alone.
const SIXTEEN: &str = "16-color";

fn embedded(name: &str) -> Option<&'static str> {
    EMBEDDED.iter().find(|(known, _)| *known == name).map(|(_, text)| *text)
}

/// A theme's name and text, from wherever it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThemeFile {
    /// The file's name without `.toml`.
    pub name: String,
    /// What is in it.
    pub text: String,
}

/// The themes that can be chosen.
#[derive(Debug, Clone, Default)]
pub struct Shelf {
    extra: Vec<ThemeFile>,
}

impl Shelf {
    /// The embedded themes, and these files, of which later ones win.
    pub fn new(extra: Vec<ThemeFile>) -> Self {
        Self { extra }
    }

    /// The names, embedded ones first.
    pub fn names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = EMBEDDED.iter().map(|(name, _)| *name).collect();
        for file in &self.extra {
            if !names.contains(&file.name.as_str()) {
                names.push(&file.name);
            }
        }
        names
    }

    /// Reads the theme of that name, if there is one.
    pub fn find(&self, name: &str, depth: Depth) -> Option<Result<Theme, BadTheme>> {
        let extra = self.extra.iter().rev().find(|file| file.name == name).map(|file| file.text.as_str());
        let text = extra.or_else(|| embedded(name))?;
        // Sixteen colours cannot say what a theme of thousands means; the terminal's own sixteen say it better.
        let text =
            if depth == Depth::Sixteen && text.contains("\"#") { embedded(SIXTEEN).unwrap_or(text) } else { text };
        Some(Theme::parse(name, text, depth))
    }

    /// The theme that fits a terminal when none was chosen. A broken override falls back to the embedded one.
    pub fn fitting(&self, appearance: Appearance, depth: Depth) -> Theme {
        let name = match (depth, appearance) {
            (Depth::Sixteen, _) => SIXTEEN,
            (_, Appearance::Dark) => "dark",
            (_, Appearance::Light) => "light",
        };
        match self.find(name, depth) {
            Some(Ok(theme)) => theme,
            _ => Self::default().find(name, depth).and_then(Result::ok).expect("a test reads every embedded theme"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::theme::Role;

    #[test]
    fn every_embedded_theme_can_be_read_at_every_depth() {
        for (name, text) in EMBEDDED {
            for depth in [Depth::Mono, Depth::Sixteen, Depth::Cube, Depth::True] {
                Theme::parse(name, text, depth).unwrap_or_else(|error| panic!("{error}"));
            }
        }
    }

    #[test]
    fn every_embedded_theme_tells_apart_what_must_be_told_apart() {
        for (name, _) in EMBEDDED {
            for depth in [Depth::Mono, Depth::Sixteen, Depth::Cube, Depth::True] {
                let theme = Shelf::default().find(name, depth).unwrap().unwrap();
                assert_ne!(theme.style(Role::Selection), theme.style(Role::Text), "{name} {depth:?} selection");
                assert_ne!(theme.style(Role::Border), theme.style(Role::BorderFocus), "{name} {depth:?} border");
                if depth > Depth::Mono {
                    assert_ne!(theme.style(Role::DiffAdded), theme.style(Role::DiffRemoved), "{name} {depth:?} diff");
                    assert_ne!(theme.style(Role::RiskLow), theme.style(Role::RiskCritical), "{name} {depth:?} risk");
                }
            }
        }
    }

    #[test]
    fn a_file_overrides_an_embedded_theme_by_name() {
        let text = "appearance = \"light\"\n[roles]\ntext = \"red\"\n";
        let shelf = Shelf::new(vec![ThemeFile { name: "dark".into(), text: text.into() }]);
        assert_eq!(shelf.find("dark", Depth::True).unwrap().unwrap().appearance, Appearance::Light);
        assert_eq!(shelf.names().iter().filter(|name| **name == "dark").count(), 1);
        assert!(shelf.find("none", Depth::True).is_none());
    }
}
