//! The plan as text for people.

use crate::{
    cli::style::{Role, Style},
    ship::{Outcome, PlanDocument, Step, StepState},
    text::{Safe, redact},
};

/// The plan, step by step: in words, then the exact command or request, then how it is undone.
pub(super) fn plan(document: &PlanDocument, style: Style) -> String {
    let mut text = headline(document, style);
    for (index, step) in document.steps.iter().enumerate() {
        text.push_str(&step_text(index + 1, step, style));
    }
    for warning in &document.warnings {
        let note = style.paint(Role::Warn, &Safe::literal("note:"));
        text.push_str(&[note.as_str(), " ", safe(warning).as_str(), "\n"].concat());
    }
    text
}

fn headline(document: &PlanDocument, style: Style) -> String {
    let tag = document.tag.as_deref().unwrap_or_default();
    let line = match (&document.version, document.outcome) {
        (None, _) if document.to_sha.is_some() => "There is no version to release it as.".to_owned(),
        (None, _) => "There is nothing to release.".to_owned(),
        (Some(_), None) => format!("To ship {tag}:"),
        (Some(_), Some(Outcome::Shipped)) => format!("Shipped {tag}."),
        (Some(_), Some(Outcome::AlreadyShipped)) => format!("{tag} was shipped already."),
        (Some(_), Some(Outcome::Stuck)) => format!("{tag} is not shipped yet: a step did not work."),
        (Some(_), Some(Outcome::Interrupted)) => format!("{tag} is not shipped yet: stopped."),
        (Some(_), Some(Outcome::Aborted)) => format!("Aborted {tag}."),
    };
    format!("{}\n", style.paint(Role::Strong, &Safe::line(&line)))
}

fn step_text(number: usize, step: &Step, style: Style) -> String {
    let role = match step.state {
        StepState::Done | StepState::Undone => Role::Ok,
        StepState::Failed | StepState::Unknown => Role::Danger,
        StepState::Running => Role::Accent,
        StepState::Pending | StepState::Skipped => Role::Dim,
    };
    let state = style.paint(role, &Safe::line(&format!("{:<8}", step.state.as_str())));
    let mut text = format!("{number:>3}. {state} {}\n", safe(&step.title));
    let mut more = |label: &str, value: &str| {
        let line = style.paint(Role::Dim, &Safe::line(&format!("{label}{}", redact(value))));
        text.push_str(&["     ", line.as_str(), "\n"].concat());
    };
    more("", &step.effect);
    match (step.state, &step.result, &step.why) {
        (StepState::Pending, ..) if step.undo.starts_with("cannot") => more("", &step.undo),
        (StepState::Pending, ..) => more("undo: ", &step.undo),
        (_, Some(result), None) => more("", result),
        (_, _, Some(why)) => more("", why),
        _ => {}
    }
    text
}

fn safe(text: &str) -> Safe {
    Safe::line(&redact(text))
}
