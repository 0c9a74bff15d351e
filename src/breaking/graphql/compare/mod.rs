//! What users of one end's schema lose at the other.

mod comparison;
mod directives;
mod fields;
mod roots;
mod types;

use std::collections::BTreeSet;

use self::comparison::Comparison;
use super::{
    GraphQl,
    world::{Located, divided, world},
};
use crate::breaking::{Pair, Report};

/// Compares both ends.
pub(super) fn compare(pair: &Pair<'_, GraphQl>, report: &mut Report) {
    // What stands there and cannot be read lost nothing.
    let is_readable = |path: &&str| pair.new.facts(path).is_some() || !pair.new.exists(path);
    let old = Located::all(&pair.old, pair.changed().filter(is_readable));
    let new = Located::all(&pair.new, pair.changed());
    let of = divided([&old, &new]);
    let groups: BTreeSet<&str> = old.iter().map(|file| of(&file.path)).collect();
    for group in groups {
        let within = |file: &&Located| of(&file.path) == group;
        let (before, after) = (world(old.iter().filter(within)), world(new.iter().filter(within)));
        // A schema that is gone as a whole was moved elsewhere, or is no longer written here.
        let files = new.iter().filter(within).map(|file| file.path.as_str()).collect();
        Comparison { old: &before, new: &after, files, report }.run();
    }
}
