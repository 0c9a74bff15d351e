//! What those who use a database of one end lose at the other.

mod judge;
mod migrations;
mod schemas;
mod settle;
mod tables;

use super::Sql;
use crate::breaking::{Pair, Report};

/// Compares both ends.
pub(super) fn compare(pair: &Pair<'_, Sql>, report: &mut Report) {
    migrations::compare(pair, report);
    schemas::compare(pair, report);
}
