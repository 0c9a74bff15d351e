//! Asks the user on the terminal. Never when standard output is not one, nor in CI: what would be asked needs a flag then.

use std::io::{self, BufRead as _, IsTerminal as _, Write as _};

use super::{
    Common,
    style::{Role, Style},
};
use crate::{
    config::Trust,
    fault::Failure,
    release::Opened,
    store::Environment,
    text::{Safe, redact},
};

/// Whether somebody can be asked.
pub(super) fn is_possible(environment: &Environment) -> bool {
    let is_ci = environment.text("CI").is_some_and(|value| value != "false" && value != "0");
    !is_ci && io::stdin().is_terminal() && io::stdout().is_terminal() && io::stderr().is_terminal()
}

/// Asks a question that is answered by yes or no; no is the safe answer, and that of a closed input.
pub(super) fn confirm(question: &Safe, style: Style) -> bool {
    let asked = style.paint(Role::Strong, question);
    if write!(io::stderr(), "{asked} [y/N] ").and_then(|()| io::stderr().flush()).is_err() {
        return false;
    }
    let mut answer = String::new();
    let read = io::stdin().lock().read_line(&mut answer);
    read.is_ok() && matches!(answer.trim().to_lowercase().as_str(), "y" | "yes")
}

/// Asks whether to trust the repository, showing what would be allowed or what has changed. Where nobody can be asked, or
/// the answer is no, it stays untrusted.
pub(super) fn offer_trust(opened: &mut Opened, common: &Common) -> Result<(), Failure> {
    let Trust::Untrusted(untrusted) = opened.trust().clone() else { return Ok(()) };
    if !is_possible(&opened.environment) {
        return Ok(());
    }
    let style = Style::of_stderr(common.color, &opened.environment);
    let mut told = String::new();
    let mut line = |role: Role, text: &str| {
        told.push_str(&style.paint(role, &Safe::line(&redact(text))));
        told.push('\n');
    };
    let place = untrusted.repository.display();
    if untrusted.is_known {
        line(Role::Warn, &format!("What `{place}` may run or reach has changed since you trusted it:"));
    } else {
        line(
            Role::Warn,
            &format!("`{place}` is not trusted yet. Trusting it lets git run in it, with its hooks and settings:"),
        );
    }
    for change in &untrusted.changes {
        if let Some(before) = &change.before {
            line(Role::Danger, &format!("  - {}: {before}", change.what));
        }
        if let Some(after) = &change.after {
            line(Role::Ok, &format!("  + {}: {after}", change.what));
        }
    }
    // Nobody sees the question if this fails, and the answer is no then.
    io::stderr().write_all(told.as_bytes()).ok();
    if confirm(&Safe::literal("Trust it?"), style) { opened.record_trust() } else { Ok(()) }
}
