//! What the Gates screen asks before it does something. Dialogs show exactly what will be recorded.

use super::{
    model::{Action, Gates},
    work::About,
};
use crate::{gates::BuiltIn, ledger::DecisionKind, tui::overlays::Ask};

/// The question for a reason.
pub(super) const REASON: &str = "reason";

/// Asks for the reason of a rejection.
pub(super) fn reason(gate: &str) -> Ask<Action> {
    Ask::Prompt {
        question: REASON,
        title: format!("Reject {gate}: why?"),
        value: String::new(),
        hint: "what has to change; it stands in the record for all to read".into(),
    }
}

/// Asks before a decision is recorded.
pub(super) fn decision(screen: &Gates, kind: DecisionKind, why: Option<String>) -> Option<Ask<Action>> {
    let about = screen.about.as_ref()?;
    let gate = gate_of(screen, kind);
    let approves = kind == DecisionKind::Approval;
    let mut text = vec![
        format!("gate     {gate}"),
        format!("release  {}", about.what),
        format!("range    {}", about.range),
        format!("notes    {}", about.notes.0),
    ];
    if approves {
        text.extend(about.notes.1.iter().map(|line| format!("         {line}")));
        text.push(format!("subject  {}", about.subject));
    }
    if let Some(why) = &why {
        text.push(format!("reason   {why}"));
    }
    text.push(format!("by       {}", about.actor.as_deref().unwrap_or("nobody: git does not know who you are")));
    text.push(format!("record   {}", record(about, approves)));
    let (title, yes) = if approves {
        (format!("Approve {}?", about.what), "approve")
    } else {
        (format!("Reject {gate} of {}?", about.what), "reject")
    };
    Some(Ask::Confirm { title, text, yes: (yes.into(), Action::Decide(kind, why)), no: "leave it".into() })
}

fn record(about: &About, approves: bool) -> String {
    let signed = if about.signs { "signed as git signs" } else { "not signed: git is not set up to sign" };
    match about.marks {
        0 => signed.to_owned(),
        1 if approves => format!("{signed}; 1 review mark is written down with it"),
        marks if approves => format!("{signed}; {marks} review marks are written down with it"),
        _ => signed.to_owned(),
    }
}

/// Which gate a decision is on: a rejection is of the gate under the cursor, and so is an approval that lifts one; else an
/// approval is of the approval.
pub(super) fn gate_of(screen: &Gates, kind: DecisionKind) -> String {
    let approval = BuiltIn::Approval.name().to_owned();
    let Some(row) = screen.current() else { return approval };
    let is_rejected = row
        .gate
        .as_ref()
        .is_some_and(|gate| gate.approvals.iter().any(|voice| voice.kind == DecisionKind::Rejection && voice.counts));
    if kind == DecisionKind::Rejection || is_rejected { row.name.clone() } else { approval }
}

/// Asks before the repository is trusted.
pub(super) fn trust(about: &About) -> Option<Ask<Action>> {
    let allowed = about.untrusted.as_ref()?;
    let mut text = vec!["git runs in it, with its hooks and settings, and so does what it names:".to_owned()];
    text.extend(allowed.iter().cloned());
    if allowed.is_empty() {
        text.push("it names no command, host or token of its own".to_owned());
    }
    text.push("It is asked for again when something of that changes.".to_owned());
    Some(Ask::Confirm {
        title: "Trust this repository?".into(),
        text,
        yes: ("trust it".into(), Action::Trust),
        no: "not now".into(),
    })
}
