//! `tminus doctor`: check that all that tminus needs is there.

use std::io::IsTerminal as _;

use clap::{Args, ValueEnum};
use serde_json::json;

use super::{Common, Outcome, Output, style::Role};
use crate::{
    fault::{Failure, Fault},
    release::doctor::{self, Check, Status, Terminal},
    store::Environment,
    text::Safe,
};

/// Flags of `tminus doctor`.
#[derive(Debug, Args)]
pub struct DoctorArgs {
    /// The form of the report
    #[arg(long, value_name = "FMT", default_value = "table", env = "TMINUS_FORMAT", hide_env = true)]
    pub format: DoctorFormat,
}

/// Forms of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DoctorFormat {
    /// Lines for people.
    Table,
    /// One document, schema `tminus.doctor/1`.
    Json,
}

/// Runs the command. The answer is no when something does not work.
pub(super) fn run(args: &DoctorArgs, common: &Common) -> Result<Outcome, Failure> {
    let environment = Environment::of_process();
    let terminal = Terminal {
        is_terminal: std::io::stdout().is_terminal(),
        size: rustix::termios::tcgetwinsize(std::io::stdout()).ok().map(|size| (size.ws_col, size.ws_row)),
    };
    let checks = doctor::examine(&common.options(None)?, &common.flags(), &environment, terminal);
    let is_well = checks.iter().all(|check| check.status < Status::Failure);
    let mut output = Output::open(common)?;
    match args.format {
        DoctorFormat::Json => {
            output.json(&json!({ "schema": "tminus.doctor/1", "ok": is_well, "checks": checks }))?;
        }
        DoctorFormat::Table => checks.iter().try_for_each(|check| row(&mut output, check))?,
    }
    output.finish()?;
    Ok(if is_well { Outcome::Done } else { Outcome::Answer(Fault::No) })
}

fn row(output: &mut Output, check: &Check) -> Result<(), Failure> {
    let role = match check.status {
        Status::Ok => Role::Ok,
        Status::Note => Role::Dim,
        Status::Warning => Role::Warn,
        Status::Failure => Role::Danger,
    };
    let style = output.style();
    let status = style.paint(role, &Safe::literal(check.status.as_str()).pad_end(8));
    let name = Safe::literal(check.name).pad_end(14);
    let mut lines = Safe::block(&check.message).into_iter();
    let first = lines.next().unwrap_or_default();
    output.raw(format!("{status} {name} {first}\n").as_bytes())?;
    let rest = lines.map(|line| line.to_string());
    let hints = check.hints.iter().map(|hint| format!("-> {}", Safe::line(hint)));
    for line in rest.chain(hints) {
        output.raw(format!("{:24}{line}\n", "").as_bytes())?;
    }
    Ok(())
}
