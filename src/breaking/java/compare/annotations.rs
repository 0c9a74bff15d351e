//! Annotations: their elements, where they may stand, how long they are kept.

use std::collections::BTreeSet;

use super::super::rules::{methods, more as rules};
use super::comparison::{Both, Comparison, sure_of_loss};
use super::differences::{Difference, of_result};
use crate::breaking::{Certainty, Draft};

impl Comparison<'_> {
    /// Compares two annotations.
    pub(super) fn annotation(&mut self, both: Both<'_>) {
        self.elements(both);
        let (old, new) = (both.old.declaration(), both.new.declaration());
        let says = |list: &[(String, String)], name: &str| {
            list.iter().find(|(known, _)| known == name).map(|(_, all)| all.clone())
        };
        let both_say = |name: &str| (says(&old.annotations, name), says(&new.annotations, name));
        let name = || both.old.name.clone();
        let (before, after) = both_say("Retention");
        if kept(after.as_deref()) < kept(before.as_deref()) {
            let detail =
                format!("`{}` became `{}`", RETENTIONS[kept(before.as_deref())], RETENTIONS[kept(after.as_deref())]);
            self.tell((&rules::RETENTION_REDUCED, Certainty::Definite), both, name(), both.spots(), detail);
        }
        let (before, after) = both_say("Target");
        if let Some(after) = after {
            let (before, after) = (before.map(|all| targets(&all)), targets(&after));
            let lost: Vec<String> = match &before {
                Some(before) => before.iter().filter(|target| !stands_on(&after, target)).cloned().collect(),
                None => vec!["everything".to_owned()],
            };
            if !lost.is_empty() {
                let detail = format!("`{}` is left out", lost.join("`, `"));
                // Without targets it stands on all declarations; new ones mostly say what it was used for.
                let certainty = if before.is_some() { Certainty::Definite } else { Certainty::Likely };
                self.tell((&rules::TARGET_NARROWED, certainty), both, name(), both.spots(), detail);
            }
        }
        if let (Some(_), None) = both_say("Inherited") {
            self.tell((&rules::INHERITED_REMOVED, Certainty::Likely), both, name(), both.spots(), "");
        }
        if let (Some(_), None) = both_say("Repeatable") {
            self.tell((&rules::REPEATABLE_REMOVED, Certainty::Definite), both, name(), both.spots(), "");
        }
    }

    fn elements(&mut self, both: Both<'_>) {
        let (old, new) = (self.old.methods(both.old), self.new.methods(both.new));
        for before in old.iter() {
            let symbol = both.member(&before.name);
            let Some(after) = new.iter().find(|after| after.name == before.name) else {
                let certainty = sure_of_loss(both.new);
                let draft = self.draft((&rules::ELEMENT_REMOVED, certainty), both, symbol, (before.spot(), None), "");
                self.report.push(draft.gone("method", before.head.replacen(&before.name, "", 1)));
                continue;
            };
            let spots = || (before.spot(), Some(after.spot()));
            match (&before.value, &after.value) {
                (Some(_), None) => {
                    self.tell(
                        (&rules::ELEMENT_DEFAULT_REMOVED, Certainty::Definite),
                        both,
                        symbol.clone(),
                        spots(),
                        "",
                    );
                }
                (Some(one), Some(other)) if one != other => {
                    self.tell(
                        (&rules::ELEMENT_DEFAULT_CHANGED, Certainty::Possible),
                        both,
                        symbol.clone(),
                        spots(),
                        "",
                    );
                }
                _ => {}
            }
            let detail = format!("`{}` instead of `{}`", after.returns.shown(), before.returns.shown());
            match of_result(&self.new, &both.new.root, &before.returns, &after.returns) {
                Difference::None => {}
                Difference::Arguments(certainty) => {
                    self.tell((&methods::RETURN_ARGUMENTS_CHANGED, certainty), both, symbol, spots(), detail);
                }
                _ => self.tell((&methods::RETURN_TYPE_CHANGED, Certainty::Definite), both, symbol, spots(), detail),
            }
        }
        let is_new = |name: &str| !old.iter().any(|before| before.name == name);
        for after in
            new.iter().filter(|after| after.value.is_none() && after.modifiers.is_abstract && is_new(&after.name))
        {
            let draft = Draft::new(&rules::ELEMENT_ADDED, both.member(&after.name))
                .new_at(after.spot())
                .at_most(self.ceiling)
                .package(Some(both.old.package().to_owned()).filter(|package| !package.is_empty()));
            self.report.push(draft.involves(both.old.path.clone()));
        }
    }
}

/// How long annotations are kept, the shortest first.
const RETENTIONS: [&str; 3] = ["SOURCE", "CLASS", "RUNTIME"];

fn kept(retention: Option<&str>) -> usize {
    let named = retention.and_then(|all| RETENTIONS.iter().position(|name| all.contains(name)));
    named.unwrap_or(1)
}

fn targets(all: &str) -> BTreeSet<String> {
    let words = all.split(|letter: char| !letter.is_ascii_uppercase() && letter != '_');
    words.filter(|word| word.len() > 2).map(str::to_owned).collect()
}

/// Whether an annotation may stand on something, given the targets that it names.
fn stands_on(targets: &BTreeSet<String>, wanted: &str) -> bool {
    let has = |name: &str| targets.contains(name);
    has(wanted)
        || match wanted {
            "ANNOTATION_TYPE" => has("TYPE") || has("TYPE_USE"),
            "TYPE" | "TYPE_PARAMETER" | "LOCAL_VARIABLE" | "FIELD" | "PARAMETER" => has("TYPE_USE"),
            _ => false,
        }
}
