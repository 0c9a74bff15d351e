//! Migrations that are new in the range.

use std::collections::{BTreeMap, BTreeSet};

use super::super::Sql;
use super::super::paths::{Role, in_order, role, sequence};
use super::super::state::State;
use super::judge::{Event, Judge};
use super::settle::Settlement;
use crate::breaking::{Pair, Report, Spot};

/// Older migrations of one folder that are read at most.
const OLDER_AT_MOST: usize = 5_000;

/// Judges new migrations, folder by folder.
pub(super) fn compare(pair: &Pair<'_, Sql>, report: &mut Report) {
    let is_step = |path: &str| role(path) == Some(Role::Migration);
    let removed: BTreeSet<_> = pair
        .changed()
        .filter(|path| is_step(path) && !pair.new.exists(path))
        .filter_map(|path| pair.old.content_id(path))
        .collect();
    let mut sequences: BTreeSet<&str> = BTreeSet::new();
    for path in pair.changed().filter(|path| is_step(path) && !pair.old.exists(path)) {
        sequences.insert(sequence(path));
    }
    let mut by_folder: BTreeMap<&str, (Vec<String>, Vec<String>)> = BTreeMap::new();
    for folder in sequences {
        let is_here = |path: &str| is_step(path) && sequence(path) == folder;
        let older = pair.old.files_below(folder, is_here);
        let newer = pair.new.files_below(folder, is_here);
        let was_there: BTreeSet<&String> = older.iter().collect();
        // A file that only got another name brings nothing new.
        let is_new = |path: &String| {
            !was_there.contains(path) && pair.new.content_id(path).is_none_or(|id| !removed.contains(&id))
        };
        let newer: Vec<String> = newer.iter().filter(|path| is_new(path)).cloned().collect();
        by_folder.insert(folder, (older, newer));
    }
    for (mut older, mut newer) in by_folder.into_values() {
        in_order(&mut older);
        in_order(&mut newer);
        judge_sequence(pair, &older, &newer, report);
    }
}

fn judge_sequence(pair: &Pair<'_, Sql>, older: &[String], newer: &[String], report: &mut Report) {
    let mut state = State::default();
    for path in older.iter().take(OLDER_AT_MOST) {
        if let Some(file) = pair.old.facts(path) {
            state.run(&file, path);
        }
    }
    state.type_renames.clear();
    let before = state.clone();
    state.is_new = true;
    let mut events: Vec<Event> = Vec::new();
    for path in newer {
        let Some(file) = pair.new.facts(path) else { continue };
        for statement in &file.statements {
            let may_be_postgres = file.may_be_postgres;
            Judge { state: &state, path, statement, may_be_postgres, events: &mut events }.judge();
            state.apply(&statement.does, &Spot::new(path.as_str(), statement.line, statement.text.clone()));
        }
    }
    let mut settlement = Settlement { before: &before, after: &state, report };
    for event in events {
        settlement.settle(event);
    }
}
