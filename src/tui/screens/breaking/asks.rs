//! What the Breaking screen asks its user, and the pages that it shows.

use super::{
    model::Action,
    work::{Found, Item},
};
use crate::tui::overlays::Ask;

/// The prompt of the filter.
pub(super) const FILTER: &str = "breaking-filter";
/// The prompt for the reason of a dismissal.
pub(super) const REASON: &str = "breaking-reason";

/// Asks for a filter; what is typed works at once.
pub(super) fn filter(value: &str) -> Ask<Action> {
    Ask::Prompt {
        question: FILTER,
        title: "Filter".into(),
        value: value.into(),
        hint: "words, or certainty:likely ecosystem:rust package:x rule:removed author:ann is:undeclared".into(),
    }
}

/// Asks why a finding does not count.
pub(super) fn reason(item: &Item) -> Ask<Action> {
    Ask::Prompt {
        question: REASON,
        title: format!("Dismiss {}: why does it hurt nobody?", item.finding.symbol),
        value: String::new(),
        hint: "kept for you in this repository, shown in the gate's evidence; it lapses when the change does".into(),
    }
}

/// What was compared, and what was not.
pub(super) fn compared(found: &Found) -> Ask<Action> {
    let breaking = &found.breaking;
    let mut lines = sentences(found);
    let mut list = |title: &str, all: Vec<String>| {
        if !all.is_empty() {
            lines.push(String::new());
            lines.push(format!("# {title}"));
            lines.extend(all);
        }
    };
    list("Warnings", breaking.warnings.clone());
    list("Not compared", breaking.left_out.iter().map(|(path, why)| format!("{why:<12} {path}")).collect());
    list("Compared", breaking.compared.clone());
    Ask::Page { title: "What was compared".into(), lines }
}

/// The same in a few sentences.
pub(super) fn sentences(found: &Found) -> Vec<String> {
    let breaking = &found.breaking;
    let count = |number: usize, what: &str| format!("{number} {what}{}", if number == 1 { "" } else { "s" });
    let Some(from) = &found.from else {
        return vec!["Nothing was released yet, so there is nothing to break.".to_owned()];
    };
    let files = count(breaking.compared.len(), "changed file");
    let mut told = vec![format!("The public surface of {files} was compared with {from}.")];
    told.push(format!("Compared are {}; what else changed is not looked at.", found.ecosystems.join(", ")));
    if !breaking.left_out.is_empty() {
        told.push(format!("{} left out: vendored, generated or minified.", count(breaking.left_out.len(), "file")));
    }
    if !breaking.warnings.is_empty() {
        told.push(format!("{} could not be seen whole.", count(breaking.warnings.len(), "thing")));
    }
    told
}

/// A finding as a person would paste it.
pub(super) fn pasted(item: &Item) -> String {
    let finding = &item.finding;
    let mut lines = vec![
        format!("{} ({}, {})", finding.message, finding.rule, finding.certainty.as_str()),
        format!("{}:{}", finding.path, finding.line),
    ];
    let sides = [('-', &finding.before), ('+', &finding.after)];
    lines.extend(sides.into_iter().filter_map(|(mark, side)| Some(format!("{mark} {}", side.as_ref()?))));
    let maker = item.maker.as_ref();
    lines.extend(maker.map(|maker| format!("by {} {} ({})", maker.id.short(), maker.subject, maker.author)));
    lines.extend(finding.told_migration().map(str::to_owned));
    lines.join("\n") + "\n"
}
