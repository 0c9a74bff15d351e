//! Runs the real binary, headless, in the isolated environment of a test repository.

use std::process::{Command, Output};

use tminus::testkit::Repo;

/// A command for the real binary, started in the work tree of `repo`.
pub(crate) fn tminus(repo: &Repo) -> Command {
    let mut command = repo.command(env!("CARGO_BIN_EXE_tminus"));
    command.stdin(std::process::Stdio::null());
    command
}

/// Runs it; what it printed and how it ended.
pub(crate) fn run(repo: &Repo, args: &[&str]) -> Ran {
    Ran(tminus(repo).args(args).output().unwrap())
}

/// A finished run.
pub(crate) struct Ran(pub(crate) Output);

impl Ran {
    /// Standard output.
    pub(crate) fn stdout(&self) -> String {
        String::from_utf8_lossy(&self.0.stdout).into_owned()
    }

    /// Standard error.
    pub(crate) fn stderr(&self) -> String {
        String::from_utf8_lossy(&self.0.stderr).into_owned()
    }

    /// Asserts on the exit code, showing both streams if it is another.
    pub(crate) fn exits(&self, code: i32) -> &Self {
        assert_eq!(self.0.status.code(), Some(code), "stdout:\n{}\nstderr:\n{}", self.stdout(), self.stderr());
        self
    }

    /// Standard output as JSON.
    #[allow(dead_code, reason = "the first commands that print JSON use it")]
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.0.stdout)
            .unwrap_or_else(|error| panic!("{error}\n{}{}", self.stdout(), self.stderr()))
    }
}
