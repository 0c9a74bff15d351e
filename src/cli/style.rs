//! Colours of headless output: only on a terminal, unless told otherwise.

use std::io::{IsTerminal as _, stderr, stdout};

use super::ColorChoice;
use crate::{store::Environment, text::Safe};

/// Whether and how text is coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    is_colored: bool,
}

/// What a piece of text is, for its colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Good: GO, done.
    Ok,
    /// Wants attention: HOLD, medium risk.
    Warn,
    /// Bad: NO-GO, errors.
    Danger,
    /// What to look at: hints, names.
    Accent,
    /// Titles.
    Strong,
    /// What matters less.
    Dim,
}

impl Style {
    /// Without colours.
    pub fn plain() -> Self {
        Self { is_colored: false }
    }

    /// For standard output.
    pub fn of_stdout(choice: ColorChoice, environment: &Environment) -> Self {
        Self { is_colored: decides(choice, environment, stdout().is_terminal()) }
    }

    /// For standard error.
    pub fn of_stderr(choice: ColorChoice, environment: &Environment) -> Self {
        Self { is_colored: decides(choice, environment, stderr().is_terminal()) }
    }

    /// Whether there are colours at all.
    pub fn is_colored(self) -> bool {
        self.is_colored
    }

    /// The text in its colour.
    pub fn paint(self, role: Role, text: &Safe) -> String {
        if !self.is_colored || text.is_empty() {
            return text.to_string();
        }
        let code = match role {
            Role::Ok => "32",
            Role::Warn => "33",
            Role::Danger => "1;31",
            Role::Accent => "36",
            Role::Strong => "1",
            Role::Dim => "2",
        };
        format!("\u{1b}[{code}m{text}\u{1b}[0m")
    }
}

/// The flag decides, then `NO_COLOR`, then `CLICOLOR_FORCE`, then whether it is a terminal that can do it.
fn decides(choice: ColorChoice, environment: &Environment, is_terminal: bool) -> bool {
    match choice {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto if environment.has("NO_COLOR") => false,
        ColorChoice::Auto if environment.text("CLICOLOR_FORCE").is_some_and(|value| value != "0") => true,
        ColorChoice::Auto => {
            is_terminal && environment.text("TERM") != Some("dumb") && environment.text("CLICOLOR") != Some("0")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(choice: ColorChoice, variables: &[(&str, &str)], is_terminal: bool, expected: bool) {
        let environment = Environment::of(variables.iter().copied());
        assert_eq!(decides(choice, &environment, is_terminal), expected, "{choice:?} {variables:?} {is_terminal}");
    }

    #[test]
    fn the_flag_decides_then_the_environment_then_the_terminal() {
        check(ColorChoice::Auto, &[], true, true);
        check(ColorChoice::Auto, &[], false, false);
        check(ColorChoice::Auto, &[("NO_COLOR", "1")], true, false);
        check(ColorChoice::Auto, &[("NO_COLOR", "")], true, true);
        check(ColorChoice::Auto, &[("CLICOLOR_FORCE", "1")], false, true);
        check(ColorChoice::Auto, &[("CLICOLOR_FORCE", "0")], false, false);
        check(ColorChoice::Auto, &[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")], true, false);
        check(ColorChoice::Auto, &[("TERM", "dumb")], true, false);
        check(ColorChoice::Always, &[("NO_COLOR", "1")], false, true);
        check(ColorChoice::Never, &[("CLICOLOR_FORCE", "1")], true, false);
    }

    #[test]
    fn painted_text_ends_its_own_colour() {
        let style = Style { is_colored: true };
        assert_eq!(style.paint(Role::Ok, &Safe::literal("GO")), "\u{1b}[32mGO\u{1b}[0m");
        assert_eq!(Style::plain().paint(Role::Ok, &Safe::literal("GO")), "GO");
    }
}
