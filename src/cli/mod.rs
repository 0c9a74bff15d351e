//! The command line: one file for each subcommand, over the same domain code that the cockpit uses.
//!
//! Data goes to standard output, everything else to standard error; exit codes are those of [`crate::fault::Fault`].

mod analyze;
mod approve;
mod args;
mod ask;
mod breaking;
mod commit;
mod completions;
mod demo;
mod doctor;
mod eval;
mod gates;
mod github;
mod init;
mod logging;
mod man;
mod notes;
mod open;
mod output;
mod panics;
mod progress;
#[cfg(any(test, feature = "testkit"))]
pub mod reference;
mod reject;
mod report;
mod review;
mod risk;
mod sarif;
mod schema;
mod ship;
mod signals;
mod style;

use std::{ffi::OsStr, io::Write as _, process::ExitCode};

use clap::{CommandFactory as _, FromArgMatches as _};

pub use args::{Cli, ColorChoice, Command, Common};
pub use output::Output;

use crate::{
    fault::{Failure, Fault},
    store::Environment,
    text::Safe,
};

/// How a command that did not fail ended: done (0), or an answer that has its own exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Exit 0.
    Done,
    /// The exit code of that fault, with nothing more to say on standard error.
    Answer(Fault),
}

/// Parses the command line, runs it, tells failures, and gives the exit code. `before_cockpit` is called when a cockpit is to
/// be opened, which stays open for long.
pub fn main(before_cockpit: fn()) -> ExitCode {
    let environment = Environment::of_process();
    panics::install(&environment);
    let cli = parse(&environment);
    let told = cli.common.start_folder().and_then(|_| {
        let _logging = logging::start(&cli, &environment);
        if matches!(cli.command, None | Some(Command::Demo(_))) {
            before_cockpit();
        }
        dispatch(&cli)
    });
    if let Some(fault) = signals::ending() {
        return ExitCode::from(fault.exit_code());
    }
    match told {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Answer(fault)) => ExitCode::from(fault.exit_code()),
        Err(failure) => {
            report::tell(&failure, style::Style::of_stderr(cli.common.color, &environment));
            ExitCode::from(failure.fault.exit_code())
        }
    }
}

/// Reads the command line; usage errors, help and version end the program here. A variable that is set to nothing counts as
/// not set.
fn parse(environment: &Environment) -> Cli {
    let is_blank = |name: &OsStr| name.to_str().and_then(|name| environment.value(name)).is_some_and(OsStr::is_empty);
    let command = Cli::command().mut_args(|argument| match argument.get_env() {
        Some(name) if is_blank(name) => argument.env(None::<&'static str>),
        _ => argument,
    });
    let matches = command.clone().try_get_matches().unwrap_or_else(|error| refuse(&command, &error));
    let matches = match (matches.get_one::<String>("format"), matches.subcommand_name()) {
        (Some(format), Some(name)) => {
            with_format(command, name, format).try_get_matches().unwrap_or_else(|error| leave(&error))
        }
        _ => matches,
    };
    Cli::from_arg_matches(&matches).unwrap_or_else(|error| leave(&error))
}

/// Prints help, version or what is wrong with the command line, and ends the program.
fn leave(error: &clap::Error) -> ! {
    let written = error.print().and_then(|()| std::io::stdout().flush());
    let is_lost = written.is_err_and(|error| error.kind() != std::io::ErrorKind::BrokenPipe);
    let code = if is_lost { i32::from(Fault::Outside.exit_code()) } else { error.exit_code() };
    std::process::exit(code)
}

/// Ends the program with what is wrong. A command that prints no data is asked for a format often enough to be told apart.
fn refuse(command: &clap::Command, error: &clap::Error) -> ! {
    use clap::error::{ContextKind, ContextValue, ErrorKind};
    let is_format =
        matches!(error.get(ContextKind::InvalidArg), Some(ContextValue::String(name)) if name.starts_with("--format"));
    if error.kind() == ErrorKind::UnknownArgument && is_format {
        let asked = std::env::args_os().skip(1).filter_map(|word| word.into_string().ok());
        if let Some(name) = asked.into_iter().find(|word| command.find_subcommand(word).is_some()) {
            command.clone().error(ErrorKind::UnknownArgument, no_formats(command, &name)).exit();
        }
    }
    leave(error)
}

/// What is told of a command without formats: that, and which commands have some.
fn no_formats(command: &clap::Command, name: &str) -> String {
    let others = command.get_subcommands().filter_map(|found| {
        let names = format_names(found);
        (!names.is_empty()).then(|| format!("\n  {:<8} {}", found.get_name(), names.join(", ")))
    });
    format!(
        "`{name}` has one way to print and takes no `--format`; these commands take one:{}",
        others.collect::<String>()
    )
}

fn format_names(command: &clap::Command) -> Vec<String> {
    let argument = command.get_arguments().find(|argument| argument.get_id() == "format");
    let values = argument.map(clap::Arg::get_possible_values).unwrap_or_default();
    values.iter().map(|value| value.get_name().to_owned()).collect()
}

/// A format that stands before the command is what the command falls back on. One that it cannot print ends the program.
fn with_format(mut command: clap::Command, name: &str, format: &str) -> clap::Command {
    let names = command.find_subcommand(name).map(format_names).unwrap_or_default();
    if !names.iter().any(|known| known == format) {
        let told = match names.as_slice() {
            [] => no_formats(&command, name),
            names => format!("`{name}` cannot print `{}`: it prints {}", Safe::line(format), names.join(", ")),
        };
        command.error(clap::error::ErrorKind::InvalidValue, told).exit();
    }
    // The grammar keeps its defaults for as long as the program runs; there is one of these.
    let format: &'static str = format.to_owned().leak();
    command.mut_subcommand(name, |found| {
        found.mut_arg("format", |argument| argument.env(None::<&'static str>).default_value(format))
    })
}

fn dispatch(cli: &Cli) -> Result<Outcome, Failure> {
    let common = &cli.common;
    if let (Some(path), Some(_)) = (&cli.path, &cli.command) {
        let failure = Failure::new(Fault::Usage, format!("`{}` stands before a command", path.display()));
        return Err(failure.hint("name the repository of a command with `-C`"));
    }
    if cli.command.as_ref().is_some_and(|command| !matches!(command, Command::Demo(_))) {
        signals::watch();
    }
    match &cli.command {
        None => open::run(cli.path.as_deref(), common),
        Some(Command::Demo(args)) => demo::run(args, common),
        Some(Command::Analyze(args)) => analyze::run(args, common),
        Some(Command::Breaking(args)) => breaking::run(args, common),
        Some(Command::Notes(args)) => notes::run(args, common),
        Some(Command::Commit(args)) => commit::run(args, common),
        Some(Command::Gates(args)) => gates::run(args, common),
        Some(Command::Review(args)) => review::run(args, common),
        Some(Command::Risk(args)) => risk::run(args, common),
        Some(Command::Approve(args)) => approve::run(args, common),
        Some(Command::Reject(args)) => reject::run(args, common),
        Some(Command::Ship(args)) => ship::run(args, common),
        Some(Command::Init(args)) => init::run(args, common),
        Some(Command::Eval(args)) => eval::run(args, common),
        Some(Command::Doctor(args)) => doctor::run(args, common),
        Some(Command::Completions(args)) => completions::run(args, common),
        Some(Command::Man(args)) => man::run(args, common),
        Some(Command::Schema(args)) => schema::run(args, common),
    }
}
