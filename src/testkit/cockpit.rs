//! The cockpit on a test repository, without a terminal.

use super::{Git, Repo};
use crate::{
    release::Options,
    store::Environment,
    tui::{Setup, Site, driver::Driver},
};

/// The clock for display in these cockpits: 2026-02-01 12:00 UTC.
const NOW: i64 = 1_769_947_200;

/// Opens the cockpit on a repository, at 80 columns and 24 rows, and waits until it is idle.
pub fn cockpit(repo: &Repo) -> Driver {
    cockpit_of_size(repo, (80, 24))
}

/// The same in a terminal of that size.
pub fn cockpit_of_size(repo: &Repo, size: (u16, u16)) -> Driver {
    let environment = Environment::of(Git::environment(&repo.home()));
    let options = Options { path: Some(repo.path()), ..Options::default() };
    Driver::open(Site { environment, ..Site::default() }, Setup { size, options, now: NOW, ..Setup::default() })
}
