//! `tminus demo`: the cockpit on a sample repository.

use std::path::PathBuf;

use clap::Args;

use super::{Common, Outcome, Output, open};
use crate::{
    fault::Failure,
    release::demo,
    store::{Environment, clock, disk},
    text::Safe,
};

/// Flags of `tminus demo`.
#[derive(Debug, Args)]
pub struct DemoArgs {
    /// Make the sample repository in this folder, say where it is, and open nothing
    #[arg(long, value_name = "DIR")]
    pub make: Option<PathBuf>,
}

/// Runs the command. Without `--make` the sample is removed when the cockpit closes.
pub(super) fn run(args: &DemoArgs, common: &Common) -> Result<Outcome, Failure> {
    let now = clock::display_now(&Environment::of_process());
    if let Some(folder) = &args.make {
        let sample = demo::build(&common.in_start_folder(folder)?, now)?;
        let mut output = Output::open(common)?;
        output.line(&Safe::line(&sample.work.to_string_lossy()))?;
        output.finish()?;
        return Ok(Outcome::Done);
    }
    let folder = disk::temporary_folder()?;
    let sample = demo::build(folder.path(), now)?;
    // What runs in the sample was written by tminus itself.
    let trusting = Common { trust: true, ..common.clone() };
    open::run(Some(&sample.work), &trusting)
}
