//! A theme file: a palette of colours, and a style for each role.

use std::{collections::BTreeMap, str::FromStr};

use ratatui::style::{Color, Modifier, Style};
use serde::Deserialize;

use super::{Depth, Role};

/// What background a theme is made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Appearance {
    /// Light text on dark.
    Dark,
    /// Dark text on light.
    Light,
}

/// A style for every role.
#[derive(Debug, Clone, PartialEq)]
pub struct Theme {
    /// Its name.
    pub name: String,
    /// What background it is made for.
    pub appearance: Appearance,
    /// The syntax theme that goes with it, by its name.
    pub syntax: String,
    /// How many colours it is reduced to.
    pub depth: Depth,
    styles: [Style; Role::ALL.len()],
}

/// A theme file that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadTheme {
    /// It is not TOML of the right form.
    #[error("theme `{name}`: {why}")]
    Form {
        /// Of the file.
        name: String,
        /// Why.
        why: String,
    },
    /// A role's style says something unknown.
    #[error("theme `{name}`: `{word}` in `{role}` is neither a colour nor a style")]
    Word {
        /// Of the file.
        name: String,
        /// The role.
        role: String,
        /// The word.
        word: String,
    },
    /// There is no such role.
    #[error("theme `{name}`: there is no role `{role}`")]
    Role {
        /// Of the file.
        name: String,
        /// As written.
        role: String,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    appearance: Appearance,
    #[serde(default)]
    syntax: Option<String>,
    #[serde(default)]
    palette: BTreeMap<String, String>,
    roles: BTreeMap<String, String>,
}

impl Theme {
    /// Reads a theme file.
    pub fn parse(name: &str, text: &str, depth: Depth) -> Result<Self, BadTheme> {
        let written: Written = toml::from_str(text)
            .map_err(|error| BadTheme::Form { name: name.to_owned(), why: error.message().to_owned() })?;
        let mut styles = [Style::new(); Role::ALL.len()];
        for (role_name, words) in &written.roles {
            let role = Role::ALL
                .into_iter()
                .find(|role| role.name() == role_name)
                .ok_or_else(|| BadTheme::Role { name: name.to_owned(), role: role_name.clone() })?;
            let style = parse_style(words, &written.palette).map_err(|word| BadTheme::Word {
                name: name.to_owned(),
                role: role_name.clone(),
                word,
            })?;
            styles[role as usize] = depth.reduce(style);
        }
        let syntax = written.syntax.unwrap_or_else(|| "ansi".to_owned());
        Ok(Self { name: name.to_owned(), appearance: written.appearance, syntax, depth, styles })
    }

    /// The style of a role.
    pub fn style(&self, role: Role) -> Style {
        self.styles[role as usize]
    }
}

/// `[colour] [on colour] [bold] [dim] [italic] [underline] [reverse]`; the word that is none of these otherwise.
fn parse_style(words: &str, palette: &BTreeMap<String, String>) -> Result<Style, String> {
    let mut style = Style::new();
    let mut on = false;
    for word in words.split_whitespace() {
        let modifier = match word {
            "on" => {
                on = true;
                continue;
            }
            "bold" => Modifier::BOLD,
            "dim" => Modifier::DIM,
            "italic" => Modifier::ITALIC,
            "underline" => Modifier::UNDERLINED,
            "reverse" => Modifier::REVERSED,
            _ => {
                let color =
                    parse_color(palette.get(word).map_or(word, String::as_str)).ok_or_else(|| word.to_owned())?;
                style = if on { style.bg(color) } else { style.fg(color) };
                on = false;
                continue;
            }
        };
        style = style.add_modifier(modifier);
    }
    Ok(style)
}

fn parse_color(word: &str) -> Option<Color> {
    if word == "default" {
        return Some(Color::Reset);
    }
    Color::from_str(word).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn style(words: &str) -> Result<Style, String> {
        parse_style(words, &BTreeMap::from([("sea".to_owned(), "#102030".to_owned())]))
    }

    #[test]
    fn a_style_is_a_colour_a_background_and_weights() {
        let expected = Style::new().fg(Color::Rgb(16, 32, 48)).bg(Color::Black).add_modifier(Modifier::BOLD);
        assert_eq!(style("sea on black bold"), Ok(expected));
        assert_eq!(style("reverse"), Ok(Style::new().add_modifier(Modifier::REVERSED)));
        assert_eq!(style("sea on mud"), Err("mud".to_owned()));
    }

    #[test]
    fn an_unknown_role_or_word_is_named() {
        let parse = |roles: &str| Theme::parse("x", &format!("appearance = \"dark\"\n[roles]\n{roles}"), Depth::True);
        assert_eq!(parse("txt = \"red\"").unwrap_err().to_string(), "theme `x`: there is no role `txt`");
        let message = parse("text = \"rde\"").unwrap_err().to_string();
        assert_eq!(message, "theme `x`: `rde` in `text` is neither a colour nor a style");
        assert!(Theme::parse("x", "nonsense", Depth::True).is_err());
    }
}
