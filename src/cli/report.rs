//! Tells a failure on standard error: what failed, why, and what to do next.

use std::io::Write as _;

use super::{
    Common, progress,
    style::{Role, Style},
};
use crate::{
    fault::Failure,
    store::Environment,
    text::{Safe, redact},
};

/// Writes the failure. One without a message (a reader that went away) is told by the exit code alone.
pub(super) fn tell(failure: &Failure, style: Style) {
    if failure.message.is_empty() {
        return;
    }
    // With standard error closed there is nobody left to tell.
    std::io::stderr().write_all(render(failure, style).as_bytes()).ok();
}

/// Writes a warning, unless errors alone are wanted.
pub(super) fn warn(message: &str, common: &Common) {
    if common.quiet {
        return;
    }
    let style = Style::of_stderr(common.color, &Environment::of_process());
    let text = section(Role::Warn, &Safe::literal("warning:"), message, style);
    progress::make_way();
    std::io::stderr().write_all(text.as_bytes()).ok();
}

/// Says something on standard error.
pub(super) fn talk(message: &str) {
    let mut lines = String::new();
    for line in Safe::block(&redact(message)) {
        lines.push_str(&line);
        lines.push('\n');
    }
    progress::make_way();
    std::io::stderr().write_all(lines.as_bytes()).ok();
}

fn render(failure: &Failure, style: Style) -> String {
    let mut text = section(Role::Danger, &Safe::literal("error:"), &failure.message, style);
    for cause in &failure.causes {
        text.push_str(&section(Role::Dim, &Safe::literal("  cause:"), cause, style));
    }
    for hint in &failure.hints {
        text.push_str(&section(Role::Accent, &Safe::literal("hint:"), hint, style));
    }
    text
}

/// A label and a message; further lines of the message are indented under it.
fn section(role: Role, label: &Safe, message: &str, style: Style) -> String {
    let mut text = style.paint(role, label);
    for (index, line) in Safe::block(&redact(message)).iter().enumerate() {
        text.push_str(if index == 0 { " " } else { "    " });
        text.push_str(line);
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fault::Fault;

    #[test]
    fn a_failure_is_told_with_causes_and_hints_and_can_do_nothing_to_the_terminal() {
        let failure = Failure::new(Fault::Usage, "no tag `v\u{1b}[2J`\nsecond line")
            .cause("https://ann:hunter2@host is away")
            .hint("name one with `--from`");
        assert_eq!(
            render(&failure, Style::plain()),
            "error: no tag `v^[[2J`\n    second line\n  cause: https://[redacted]@host is away\nhint: name one with `--from`\n"
        );
    }
}
