//! `tminus [PATH]`: opens the cockpit.

use std::path::Path;

use super::{Common, Outcome};
use crate::{
    fault::{Failure, Fault},
    store::Environment,
    tui::{self, Depth, Exit, Setup, Shelf, Site, WrittenKeys},
};

/// Runs the command.
pub(super) fn run(path: Option<&Path>, common: &Common) -> Result<Outcome, Failure> {
    let environment = Environment::of_process();
    let here = Environment::current_folder()
        .map_err(|error| Failure::new(Fault::Outside, "the working folder cannot be read").cause(error))?;
    let folder = common.directory.as_deref().map_or_else(|| here.clone(), |directory| here.join(directory));
    let folder = path.map_or_else(|| folder.clone(), |path| folder.join(path));
    let depth = match common.color {
        super::ColorChoice::Never => Depth::Mono,
        super::ColorChoice::Auto => Depth::detect(|name| environment.text(name).map(str::to_owned)),
        super::ColorChoice::Always => {
            Depth::detect(|name| environment.text(name).filter(|_| name != "NO_COLOR").map(str::to_owned))
        }
    };
    let setup = Setup {
        theme: common.theme.clone(),
        shelf: Shelf::default(),
        depth,
        ascii: common.ascii,
        plain: common.plain,
        keys: WrittenKeys::new(),
        ..Setup::default()
    };
    let site = Site {
        folder,
        environment,
        from: common.from.clone(),
        to: common.to.clone(),
        package: common.package.clone(),
        next: common.next.clone(),
        config: common.config.clone(),
        offline: common.offline,
        trust: common.trust,
    };
    match tui::open(site, setup)? {
        Exit::Quit => Ok(Outcome::Done),
        Exit::Signal(number) => Ok(Outcome::Answer(Fault::Signal(number))),
    }
}
