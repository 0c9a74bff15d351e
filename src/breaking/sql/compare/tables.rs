//! One table at both ends.

use super::super::model::{Column, ConstraintKind, Type};
use super::super::rules::{columns, constraints};
use super::super::state::{Held, HeldColumn, State};
use super::super::types::{Step, shown, step};
use crate::breaking::{Certainty, Draft, Report, Rule, Spot};

/// Where findings go, and how sure they can be.
pub(super) struct Findings<'a> {
    pub(super) report: &'a mut Report,
    pub(super) at_most: Certainty,
    /// The statement that did it, if one did it all.
    pub(super) at: Option<Spot>,
}

impl Findings<'_> {
    /// Says that something is gone or otherwise.
    pub(super) fn push(
        &mut self,
        rule: &'static Rule,
        symbol: impl Into<String>,
        (old, new): (Option<Spot>, Option<Spot>),
        detail: impl Into<String>,
        certainty: Certainty,
    ) {
        let mut draft = Draft::new(rule, symbol).detail(detail).at_most(certainty).at_most(self.at_most);
        if let Some(old) = old.filter(|spot| !spot.path.is_empty()) {
            draft = draft.old(old);
        }
        if let Some(new) = self.at.clone().or(new).filter(|spot| !spot.path.is_empty()) {
            draft = draft.new_at(new);
        }
        self.report.push(draft);
    }
}

/// What users of a table lose.
pub(super) fn table_changes(findings: &mut Findings<'_>, old: &Held, new: &Held, after: &State) {
    let name = &old.thing.name;
    for (key, before) in &old.columns {
        match new.columns.get(key) {
            Some(now) => column_changes(findings, name, before, now, after),
            None if new.is_known => {
                let symbol = format!("{name}.{}", before.column.name);
                findings.push(&columns::COLUMN_REMOVED, symbol, (Some(spot(before)), None), "", Certainty::Definite);
            }
            None => {}
        }
    }
    for (key, now) in new.columns.iter().filter(|_| old.is_known) {
        if !old.columns.contains_key(key) && is_required(&now.column) {
            let symbol = format!("{name}.{}", now.column.name);
            findings.push(&columns::REQUIRED_COLUMN_ADDED, symbol, (None, Some(spot(now))), "", Certainty::Definite);
        }
    }
    if old.is_known {
        constraint_changes(findings, old, new);
    }
}

/// Whether who writes a row must give it.
pub(super) fn is_required(column: &Column) -> bool {
    let has_default = column.default.as_deref().is_some_and(|default| !default.eq_ignore_ascii_case("null"));
    column.not_null && !has_default && !column.is_generated
}

pub(super) fn spot(held: &HeldColumn) -> Spot {
    Spot::new(held.path.clone(), held.column.line, held.column.text.clone())
}

/// What users of a column lose.
pub(super) fn column_changes(
    findings: &mut Findings<'_>,
    table: &str,
    old: &HeldColumn,
    new: &HeldColumn,
    after: &State,
) {
    let symbol = || format!("{table}.{}", old.column.name);
    let spots = || (Some(spot(old)), Some(spot(new)));
    if let (Some(before), Some(now)) = (&old.column.of, &new.column.of) {
        type_change(findings, &symbol(), spots(), (before, now), after);
    }
    let (before, now) = (&old.column, &new.column);
    if now.not_null && !before.not_null && !now.is_generated {
        findings.push(&columns::NOT_NULL_ADDED, symbol(), spots(), "", Certainty::Likely);
    } else if before.not_null && !now.not_null && !before.is_primary {
        findings.push(&columns::NOT_NULL_REMOVED, symbol(), spots(), "", Certainty::Likely);
    }
    if !is_required(before) && is_required(now) && before.not_null && before.default.is_some() {
        findings.push(&columns::DEFAULT_REMOVED, symbol(), spots(), "", Certainty::Likely);
    } else if before.default.is_some() && now.default.is_none() && !now.is_generated {
        findings.push(&columns::DEFAULT_REMOVED, symbol(), spots(), "", Certainty::Possible);
    }
}

/// What users of a column lose by its type.
pub(super) fn type_change(
    findings: &mut Findings<'_>,
    symbol: &str,
    spots: (Option<Spot>, Option<Spot>),
    (old, new): (&Type, &Type),
    after: &State,
) {
    let named = |of: &Type| Type { base: after.type_in_the_end(&of.base).to_owned(), ..of.clone() };
    // A type under a name that it gets only in the end is that of this name.
    let (before, now) = (old.clone(), named(new));
    let detail = format!("`{}` instead of `{}`", shown(new), shown(old));
    match step(&before, &now) {
        Step::Same | Step::Wider => {}
        Step::Narrower => {
            findings.push(&columns::COLUMN_TYPE_NARROWED, symbol, spots, detail, Certainty::Likely);
        }
        Step::Other => findings.push(&columns::COLUMN_TYPE_CHANGED, symbol, spots, detail, Certainty::Likely),
        Step::Near => findings.push(&columns::COLUMN_TYPE_CHANGED, symbol, spots, detail, Certainty::Possible),
    }
}

fn constraint_changes(findings: &mut Findings<'_>, old: &Held, new: &Held) {
    let name = &old.thing.name;
    let there = |line: u32| Some(Spot::new(new.thing.spot.path.clone(), line, new.thing.spot.text.clone()));
    let here = || Some(old.thing.spot.clone());
    let (before, now) = (old.unique(ConstraintKind::Primary), new.unique(ConstraintKind::Primary));
    if let (Some((before, _)), Some((now, line))) = (before.first(), now.first())
        && before != now
    {
        let detail = format!("`{}` instead of `{}`", now.join(", "), before.join(", "));
        findings.push(&constraints::PRIMARY_KEY_CHANGED, name, (here(), there(*line)), detail, Certainty::Likely);
    }
    let before: Vec<_> = old.unique(ConstraintKind::Unique).into_iter().chain(before).map(|(list, _)| list).collect();
    for (list, line) in new.unique(ConstraintKind::Unique) {
        // Fewer columns that must differ ask more; a new column holds nothing yet.
        let is_covered = before.iter().any(|had| had.iter().all(|column| list.contains(column)));
        let is_new = list.iter().any(|column| !old.columns.contains_key(column));
        if !is_covered && !is_new && !list.is_empty() {
            let symbol = format!("{name}.{}", list.join("_"));
            let symbol = if list.len() == 1 { symbol } else { name.clone() };
            let detail = list.join(", ");
            findings.push(&constraints::UNIQUE_ADDED, symbol, (here(), there(line)), detail, Certainty::Likely);
        }
    }
    let count = |held: &Held, kind| {
        let of_columns = held.columns.values().filter(|held| match kind {
            ConstraintKind::Foreign => held.column.references.is_some(),
            _ => held.column.has_check,
        });
        of_columns.count() + held.constraints.iter().filter(|constraint| constraint.kind == kind).count()
    };
    let rules = [
        (ConstraintKind::Foreign, &constraints::FOREIGN_KEY_ADDED),
        (ConstraintKind::Check, &constraints::CHECK_ADDED),
    ];
    for (kind, rule) in rules {
        let of_new_columns = new
            .columns
            .iter()
            .filter(|(key, _)| !old.columns.contains_key(*key))
            .filter(|(_, held)| held.column.references.is_some() || held.column.has_check)
            .count();
        if count(new, kind) > count(old, kind) + of_new_columns {
            findings.push(rule, name, (here(), Some(new.thing.spot.clone())), "", Certainty::Possible);
        }
    }
}
