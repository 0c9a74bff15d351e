//! The command line's grammar. Help, man page and completions come from it.

use std::path::{Path, PathBuf};

use clap::{Args, Parser, Subcommand};

use super::{
    analyze, approve, breaking, commit, completions, demo, doctor, eval, gates, init, man, notes, reject, review, risk,
    schema, ship,
};
use crate::{
    config::Flags,
    fault::{Failure, Fault},
    release::{Opened, Options},
    store::{Environment, disk},
};

/// A release cockpit for the terminal
#[derive(Debug, Parser)]
#[command(name = "tminus", version, subcommand_precedence_over_arg = true)]
pub struct Cli {
    /// Repository to open the cockpit on
    pub path: Option<PathBuf>,
    /// Flags that every command takes.
    #[command(flatten)]
    pub common: Common,
    /// How data is printed; the help of a command says what it can print
    #[arg(long, value_name = "FMT")]
    pub format: Option<String>,
    /// What to do; without it the cockpit opens.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// Flags that every command takes.
#[derive(Debug, Clone, Args, Default)]
pub struct Common {
    /// Run as if started in this folder
    #[arg(short = 'C', long = "repo", value_name = "PATH", global = true)]
    pub directory: Option<PathBuf>,
    /// Where the range begins (default: the last release tag)
    #[arg(long, value_name = "REV", global = true, env = "TMINUS_FROM", hide_env = true)]
    pub from: Option<String>,
    /// Where the range ends (default: HEAD)
    #[arg(long, value_name = "REV", global = true, env = "TMINUS_TO", hide_env = true)]
    pub to: Option<String>,
    /// The package to release, where a repository holds several
    #[arg(long, value_name = "NAME", global = true, env = "TMINUS_PACKAGE", hide_env = true)]
    pub package: Option<String>,
    /// The next version, instead of the computed one
    #[arg(long, value_name = "VERSION", global = true, env = "TMINUS_NEXT", hide_env = true)]
    pub next: Option<String>,
    /// Read this file instead of the repository's tminus.toml
    #[arg(long, value_name = "FILE", global = true, env = "TMINUS_CONFIG", hide_env = true)]
    pub config: Option<PathBuf>,
    /// Write the result to this file instead of standard output
    #[arg(long, value_name = "FILE", global = true, env = "TMINUS_OUTPUT", hide_env = true)]
    pub output: Option<PathBuf>,
    /// Do not touch the network
    #[arg(long, global = true, env = "TMINUS_OFFLINE", hide_env = true)]
    pub offline: bool,
    /// Trust this repository's configuration for this call
    #[arg(long, global = true, env = "TMINUS_TRUST", hide_env = true)]
    pub trust: bool,
    /// When to use colour
    #[arg(long, value_name = "WHEN", global = true, default_value = "auto", env = "TMINUS_COLOR", hide_env = true)]
    pub color: ColorChoice,
    /// The colour theme
    #[arg(long, value_name = "NAME", global = true)]
    pub theme: Option<String>,
    /// Draw with ASCII alone
    #[arg(long, global = true)]
    pub ascii: bool,
    /// Lines in reading order, without boxes
    #[arg(long, global = true)]
    pub plain: bool,
    /// Say more (twice: even more)
    #[arg(short, long, global = true, action = clap::ArgAction::Count, env = "TMINUS_VERBOSE", hide_env = true)]
    pub verbose: u8,
    /// Say errors alone
    #[arg(short, long, global = true, conflicts_with = "verbose", env = "TMINUS_QUIET", hide_env = true)]
    pub quiet: bool,
}

impl Common {
    /// The folder that the program works from: `-C`, else the one that it was started in. It has to be there.
    pub fn start_folder(&self) -> Result<PathBuf, Failure> {
        let folder = self.directory.clone().unwrap_or_else(|| PathBuf::from("."));
        match disk::canonical(&folder) {
            Ok(path) if path.is_dir() => Ok(path),
            Ok(_) => Err(Failure::new(Fault::Usage, format!("`{}` is not a folder", folder.display()))),
            Err(error) => Err(Failure { fault: Fault::Usage, ..Failure::from(error) }),
        }
    }

    /// The choices that opening a repository asks for; `path` is the cockpit's argument.
    pub fn options(&self, path: Option<&Path>) -> Result<Options, Failure> {
        let text = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
        Ok(Options {
            path: Some(match path {
                Some(path) => self.in_start_folder(path)?,
                None => self.start_folder()?,
            }),
            from: text(&self.from),
            to: text(&self.to),
            package: text(&self.package),
            next: text(&self.next),
            config: self
                .config
                .as_deref()
                .filter(|file| !file.as_os_str().is_empty())
                .map(|file| self.in_start_folder(file))
                .transpose()?,
            offline: self.offline,
            trust: self.trust,
        })
    }

    /// Opens the repository for a command that runs something in it: on a terminal the user may trust it now. Without trust
    /// the command does what it can.
    pub fn open_asking(&self) -> Result<Opened, Failure> {
        let mut opened = self.open()?;
        super::ask::offer_trust(&mut opened, self)?;
        Ok(opened)
    }

    /// The flags that are settings.
    pub fn flags(&self) -> Flags {
        Flags { theme: self.theme.clone(), ascii: self.ascii, plain: self.plain }
    }

    /// Opens the repository that a command works on, and tells what its settings deserve to have told.
    pub fn open(&self) -> Result<Opened, Failure> {
        let opened = Opened::open(&self.options(None)?, &self.flags(), &Environment::of_process())?;
        for warning in &opened.loaded.warnings {
            super::report::warn(warning, self);
        }
        Ok(opened)
    }

    /// A path from the command line, taken from the start folder.
    pub fn in_start_folder(&self, path: &Path) -> Result<PathBuf, Failure> {
        if path.is_absolute() { Ok(path.to_path_buf()) } else { Ok(self.start_folder()?.join(path)) }
    }
}

/// When to use colour.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum ColorChoice {
    /// On a terminal, unless `NO_COLOR` is set.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Open the cockpit on a sample repository
    Demo(demo::DemoArgs),
    /// Commits, kinds, risk and breaking changes of the range
    Analyze(analyze::AnalyzeArgs),
    /// What a commit's risk is made of
    Risk(risk::RiskArgs),
    /// What breaks users, found by comparing sources
    Breaking(breaking::BreakingArgs),
    /// Draft, render and check the release notes
    Notes(notes::NotesArgs),
    /// Evaluate the gates and report
    Gates(gates::GatesArgs),
    /// Draft a message for what is staged, and commit
    Commit(commit::CommitArgs),
    /// Mark commits as reviewed
    Review(review::ReviewArgs),
    /// Approve a gate
    Approve(approve::ApproveArgs),
    /// Reject a gate
    Reject(reject::RejectArgs),
    /// Tag, push and publish
    Ship(ship::ShipArgs),
    /// Write a tminus.toml fitted to the repository
    Init(init::InitArgs),
    /// Measure the built-in models on a file of labelled commits
    Eval(eval::EvalArgs),
    /// Check that all that tminus needs is there
    Doctor(doctor::DoctorArgs),
    /// Print a completion script for a shell
    Completions(completions::CompletionsArgs),
    /// Print the manual page
    Man(man::ManArgs),
    /// Print the JSON Schema of a document
    Schema(schema::SchemaArgs),
}
