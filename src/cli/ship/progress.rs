//! What `tminus ship` says on standard error while it is at work: one line for each step that begins or ends.

use std::io::Write as _;

use crate::{
    cli::{
        Common,
        style::{Role, Style},
    },
    ship::{Progress, Step, StepState},
    store::Environment,
    text::{Safe, redact},
};

/// Talks on standard error, unless errors alone are wanted.
pub(super) struct Talk {
    style: Style,
    is_quiet: bool,
}

impl Talk {
    pub(super) fn new(common: &Common) -> Self {
        Self { style: Style::of_stderr(common.color, &Environment::of_process()), is_quiet: common.quiet }
    }

    /// Says something in a line.
    pub(super) fn say(&self, text: &str) {
        if !self.is_quiet {
            let line = format!("{}\n", Safe::line(&redact(text)));
            // With standard error closed there is nobody left to tell.
            std::io::stderr().write_all(line.as_bytes()).ok();
        }
    }

    /// Tells progress.
    pub(super) fn tell(&self, progress: &Progress) {
        let line = match progress {
            Progress::Step(step) => self.step(step),
            Progress::Retry { step, why, pause } => {
                let text = format!("`{step}`: {why}; trying again in {} s", pause.as_secs());
                Some(self.style.paint(Role::Warn, &Safe::line(&redact(&text))))
            }
            Progress::Unrecorded { why } => {
                let text = format!("aborted, but the ledger has no record of that: {why}");
                Some(self.style.paint(Role::Warn, &Safe::line(&redact(&text))))
            }
        };
        if let Some(line) = line.filter(|_| !self.is_quiet) {
            std::io::stderr().write_all(format!("{line}\n").as_bytes()).ok();
        }
    }

    fn step(&self, step: &Step) -> Option<String> {
        let (role, word) = match step.state {
            StepState::Running => (Role::Accent, "begin"),
            StepState::Done if step.why.is_some() => (Role::Warn, "stays"),
            StepState::Done => (Role::Ok, "done"),
            StepState::Failed => (Role::Danger, "failed"),
            StepState::Unknown => (Role::Danger, "unknown"),
            StepState::Undone => (Role::Ok, "undone"),
            StepState::Pending | StepState::Skipped => return None,
        };
        let time = step.at.as_deref().and_then(|at| at.get(11..19)).unwrap_or("--:--:--");
        let word = self.style.paint(role, &Safe::line(&format!("{word:<7}")));
        let title = Safe::line(&step.title);
        let more = match step.state {
            StepState::Running => Some(&step.effect),
            StepState::Done if step.why.is_none() => step.result.as_ref(),
            _ => step.why.as_ref(),
        };
        let more = more.map(|more| self.style.paint(Role::Dim, &Safe::line(&redact(more)))).unwrap_or_default();
        Some(format!("{time} {word} {title}{}{more}", if more.is_empty() { "" } else { "  " }))
    }
}
