//! Two whole schemas.

use std::collections::{BTreeMap, BTreeSet};

use super::super::model::{TypeKind, key};
use super::super::paths::{Role, role};
use super::super::rules::objects;
use super::super::state::{HeldRoutine, HeldType, State, View};
use super::super::{Sql, types};
use super::tables::{Findings, table_changes};
use crate::breaking::{Certainty, Pair, Report};

/// Compares schema files that changed, folder by folder: what moves from one file to another is still there.
pub(super) fn compare(pair: &Pair<'_, Sql>, report: &mut Report) {
    let mut folders: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let of_role = |path: &str, wanted: Role| role(path) == Some(wanted);
    for path in pair.changed().filter(|path| of_role(path, Role::Schema)) {
        folders.entry(path.rsplit_once('/').map_or("", |(folder, _)| folder)).or_default().push(path);
    }
    let ends = |paths: &[&str]| {
        let (mut old, mut new) = (State::default(), State::default());
        for path in paths {
            if let Some(file) = pair.old.facts(path) {
                old.run(&file, path);
            }
            if let Some(file) = pair.new.facts(path) {
                new.run(&file, path);
            }
        }
        (old, new)
    };
    let states: Vec<(State, State, Certainty)> = folders
        .values()
        .map(|paths| {
            // A file that cannot be read may hold what seems to be gone; one that is gone may be made by other means now.
            let is_unsure = paths.iter().any(|path| {
                pair.old.facts(path).is_some() && (pair.new.facts(path).is_none() || !pair.new.exists(path))
            });
            let (old, new) = ends(paths);
            (old, new, if is_unsure { Certainty::Possible } else { Certainty::Definite })
        })
        .collect();
    for (index, (old, new, at_most)) in states.iter().enumerate() {
        let elsewhere: BTreeSet<&String> = states
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != index)
            .flat_map(|(_, (_, new, _))| new.tables.keys().chain(new.views.keys()))
            .collect();
        let mut findings = Findings { report: &mut *report, at_most: *at_most, at: None };
        differences(&mut findings, old, new, |name| elsewhere.contains(name));
    }
    // Migrations that were edited after they were made: who ran them before does not run them again.
    for path in pair.changed().filter(|path| of_role(path, Role::Migration)) {
        if pair.old.facts(path).is_some() && pair.new.facts(path).is_some() {
            let (old, new) = ends(&[path]);
            let mut findings = Findings { report: &mut *report, at_most: Certainty::Possible, at: None };
            differences(&mut findings, &old, &new, |_| false);
        }
    }
}

/// What users of one schema lose in another.
fn differences(findings: &mut Findings<'_>, old: &State, new: &State, is_elsewhere: impl Fn(&String) -> bool) {
    let mut gone_tables = 0;
    for (name, before) in old.tables.iter().filter(|(_, held)| !held.thing.is_fresh) {
        match new.tables.get(name) {
            Some(now) => table_changes(findings, before, now, new),
            // What was only altered here stands elsewhere.
            None if before.thing.spot.path.is_empty() || is_elsewhere(name) || new.views.contains_key(name) => {}
            None => {
                gone_tables += 1;
                let draft = crate::breaking::Draft::new(&objects::TABLE_REMOVED, before.thing.name.clone())
                    .old(before.thing.spot.clone())
                    .gone("table", before.shape())
                    .at_most(findings.at_most);
                findings.report.push(draft);
            }
        }
    }
    if gone_tables > 0 {
        for (_, now) in new.tables.iter().filter(|(name, _)| !old.tables.contains_key(*name)) {
            findings.report.added("table", now.thing.name.clone(), now.thing.spot.clone(), now.shape());
        }
    }
    for (name, before) in &old.views {
        match new.views.get(name) {
            Some(now) => view_columns(findings, before, now),
            None if is_elsewhere(name) || new.tables.contains_key(name) => {}
            None => {
                let spots = (Some(before.thing.spot.clone()), None);
                findings.push(&objects::VIEW_REMOVED, before.thing.name.clone(), spots, "", Certainty::Definite);
            }
        }
    }
    for (name, before) in &old.types {
        if let Some(now) = new.types.get(name) {
            type_values(findings, before, now);
        } else {
            let spots = (Some(before.thing.spot.clone()), None);
            findings.push(&objects::TYPE_REMOVED, before.thing.name.clone(), spots, "", Certainty::Definite);
        }
    }
    for (name, before) in &old.routines {
        let now = new.routines.get(name).map(Vec::as_slice).unwrap_or_default();
        for routine in before {
            routine_changes(findings, routine, now);
        }
    }
    others(findings, old, new);
}

fn others(findings: &mut Findings<'_>, old: &State, new: &State) {
    for (at, before) in old.others.iter().filter(|(at, _)| !new.others.contains_key(*at)) {
        let rule = match at.0.as_str() {
            "schema" => &objects::SCHEMA_REMOVED,
            "database" => &objects::DATABASE_REMOVED,
            "sequence" => &objects::SEQUENCE_REMOVED,
            "extension" => &objects::EXTENSION_REMOVED,
            _ => &objects::OBJECT_REMOVED,
        };
        // Tables get sequences and schemas in more ways than one.
        let spots = (Some(before.spot.clone()), None);
        findings.push(rule, before.name.clone(), spots, at.0.clone(), Certainty::Possible);
    }
}

/// What users of a view lose.
pub(super) fn view_columns(findings: &mut Findings<'_>, old: &View, new: &View) {
    let (Some(before), Some(now)) = (&old.columns, &new.columns) else { return };
    for column in before.iter().filter(|column| !now.iter().any(|other| key(other) == key(column))) {
        let symbol = format!("{}.{column}", old.thing.name);
        let spots = (Some(old.thing.spot.clone()), Some(new.thing.spot.clone()));
        findings.push(&objects::VIEW_COLUMN_REMOVED, symbol, spots, "", Certainty::Likely);
    }
}

/// What users of a type lose.
pub(super) fn type_values(findings: &mut Findings<'_>, old: &HeldType, new: &HeldType) {
    let name = &old.thing.name;
    let spots = |line: u32| {
        let there = &new.thing.spot;
        (Some(crate::breaking::Spot { line, ..old.thing.spot.clone() }), Some(there.clone()))
    };
    match (&old.of, &new.of) {
        (TypeKind::Enum(before), TypeKind::Enum(now)) => {
            for (value, line) in before.iter().filter(|(value, _)| !now.iter().any(|(other, _)| other == value)) {
                let symbol = format!("{name}.{value}");
                findings.push(&objects::ENUM_VALUE_REMOVED, symbol, spots(*line), "", Certainty::Definite);
            }
        }
        (TypeKind::Composite(before), TypeKind::Composite(now)) => {
            for attribute in before {
                let symbol = format!("{name}.{}", attribute.name);
                let spots = spots(attribute.line);
                match now.iter().find(|other| key(&other.name) == key(&attribute.name)) {
                    None => findings.push(&objects::ATTRIBUTE_REMOVED, symbol, spots, "", Certainty::Definite),
                    Some(other) => {
                        if let (Some(before), Some(now)) = (&attribute.of, &other.of)
                            && !matches!(types::step(before, now), types::Step::Same)
                        {
                            findings.push(&objects::ATTRIBUTE_TYPE_CHANGED, symbol, spots, "", Certainty::Likely);
                        }
                    }
                }
            }
        }
        (TypeKind::Domain { of: Some(before), has_check: had }, TypeKind::Domain { of: Some(now), has_check: has }) => {
            let step = types::step(before, now);
            if !matches!(step, types::Step::Same | types::Step::Wider) || *has && !*had {
                let certainty = if step == types::Step::Narrower { Certainty::Likely } else { Certainty::Possible };
                findings.push(&objects::DOMAIN_NARROWED, name.clone(), spots(old.thing.spot.line), "", certainty);
            }
        }
        _ => {}
    }
}

/// What callers of a routine lose; `now` are all that have its name.
pub(super) fn routine_changes(findings: &mut Findings<'_>, old: &HeldRoutine, now: &[HeldRoutine]) {
    let name = old.thing.name.clone();
    let here = Some(old.thing.spot.clone());
    let Some(first) = now.first() else {
        return findings.push(&objects::ROUTINE_REMOVED, name, (here, None), &old.routine.kind, Certainty::Definite);
    };
    let takes_the_same = |other: &&HeldRoutine| {
        let (before, after) = (&old.routine.parameters, &other.routine.parameters);
        before.len() <= after.len()
            && before
                .iter()
                .zip(after)
                .all(|(one, other)| one.of == other.of && (!one.has_default || other.has_default))
            && after[before.len()..].iter().all(|parameter| parameter.has_default)
    };
    match now.iter().find(takes_the_same) {
        None => {
            let spots = (here, Some(first.thing.spot.clone()));
            findings.push(&objects::ROUTINE_SIGNATURE_CHANGED, name, spots, "", Certainty::Likely);
        }
        Some(same) => {
            if let (Some(before), Some(after)) = (&old.routine.returns, &same.routine.returns)
                && before != after
            {
                let spots = (here, Some(same.thing.spot.clone()));
                let detail = format!("`{after}` instead of `{before}`");
                findings.push(&objects::ROUTINE_RETURN_CHANGED, name, spots, detail, Certainty::Likely);
            }
        }
    }
}
