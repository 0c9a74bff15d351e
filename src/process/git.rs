//! The user's own `git`, run in a repository that the user trusts.

use std::{
    ffi::OsStr,
    path::{Path, PathBuf},
    time::Duration,
};

use super::{Cancel, Ended, ProcessError, Program, Prompts};
use crate::{config::Trusted, store::Environment};

/// What of the surroundings would point git elsewhere, or change what it prints.
const REMOVED: &[&str] = &[
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_PREFIX",
    "GIT_EXTERNAL_DIFF",
    "GIT_DIFF_OPTS",
    "GIT_LITERAL_PATHSPECS",
    "GIT_GLOB_PATHSPECS",
    "GIT_NOGLOB_PATHSPECS",
    "GIT_ICASE_PATHSPECS",
    "GIT_QUARANTINE_PATH",
];

/// How long a command that does not touch the network may take.
const LOCAL_TIMEOUT: Duration = Duration::from_mins(10);

/// How long a remote may say nothing before that is told.
const HUSH: Duration = Duration::from_secs(3);

/// Runs git in one repository. Needs proof of trust, since git runs what a repository's configuration and hooks name.
#[derive(Debug, Clone)]
pub struct Git {
    folder: PathBuf,
    found_in: Option<PathBuf>,
    environment: Environment,
    prompts: Prompts,
    timeout: Option<Duration>,
    cancel: Cancel,
}

impl Git {
    /// git in the repository that `folder` is in.
    pub fn at(folder: &Path, _trusted: &Trusted) -> Self {
        Self {
            folder: folder.to_path_buf(),
            found_in: None,
            environment: Environment::of_process(),
            prompts: Prompts::Never,
            timeout: None,
            cancel: Cancel::new(),
        }
    }

    /// git outside of any repository: its version, or the user's own settings.
    pub fn outside(arguments: &[&str]) -> Program {
        Program::new("git").args(arguments).folder(Path::new("/")).set("LC_ALL", "C").set("GIT_PAGER", "cat")
    }

    /// Names the repository's git folder, where it is not the one that would be found from the folder (`GIT_DIR`).
    #[must_use]
    pub fn git_folder(mut self, git_folder: &Path) -> Self {
        self.found_in = Some(git_folder.to_path_buf());
        self
    }

    /// Whether git and what it runs may ask the user something.
    #[must_use]
    pub fn prompting(mut self, prompts: Prompts) -> Self {
        self.prompts = prompts;
        self
    }

    /// Whether it may ask.
    pub(super) fn prompts(&self) -> Prompts {
        self.prompts
    }

    /// After how long a command is stopped.
    #[must_use]
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.timeout = Some(limit);
        self
    }

    /// What stops a command before.
    #[must_use]
    pub fn cancelled_by(mut self, cancel: &Cancel) -> Self {
        self.cancel = cancel.clone();
        self
    }

    /// Runs a command that only reads: it takes no locks. Another exit code than 0 is an error.
    pub fn read<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Result<Ended, ProcessError> {
        self.reading(arguments).run()
    }

    /// Runs a command that writes. Another exit code than 0 is an error.
    pub fn run<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Result<Ended, ProcessError> {
        self.program(arguments).run()
    }

    /// A command that only reads, to be refined before it is run.
    pub fn reading<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Program {
        self.program(arguments).set("GIT_OPTIONAL_LOCKS", "0")
    }

    /// A command that talks to a remote: headless, ssh does not ask either.
    pub fn remote<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Program {
        let program = self.program(arguments).hush(HUSH);
        match self.quiet_ssh() {
            Some(command) if self.prompts == Prompts::Never => program.set("GIT_SSH_COMMAND", command),
            _ => program,
        }
    }

    /// A command, to be refined before it is run.
    pub fn program<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Program {
        let mut program = Program::new("git");
        // Colours that the user asks for even in pipes would end up in what is parsed.
        program = program.preamble(&["-c", "color.ui=false", "-c", "core.pager=cat"]);
        program = program.args(arguments).folder(&self.folder);
        for name in REMOVED {
            program = program.unset(name);
        }
        if let Some(git_folder) = &self.found_in {
            program = program.set("GIT_DIR", git_folder).set("GIT_WORK_TREE", &self.folder);
        }
        program = program.set("LC_ALL", "C").set("GIT_PAGER", "cat").set("GIT_MERGE_AUTOEDIT", "no");
        if self.prompts == Prompts::Never {
            // An editor that nobody sees would wait for ever; `false` makes git say that it needed one.
            program = program.set("GIT_TERMINAL_PROMPT", "0").set("GIT_EDITOR", "false").unset("SSH_ASKPASS");
            program = program.set("GCM_INTERACTIVE", "never").unset("GPG_TTY");
        } else if !self.environment.has("GPG_TTY")
            && let Ok(terminal) = rustix::termios::ttyname(std::io::stderr(), Vec::new())
        {
            // gpg would look at standard input, which need not be the terminal.
            program = program.set("GPG_TTY", terminal.to_string_lossy().as_ref());
        }
        program.timeout(self.timeout.unwrap_or(LOCAL_TIMEOUT)).cancelled_by(&self.cancel).prompting(self.prompts)
    }

    /// The ssh command with `BatchMode`, or nothing where the user's own is not plainly `ssh` and so may not know the option.
    fn quiet_ssh(&self) -> Option<String> {
        let configured = || {
            let ended = self.reading(["config", "--get", "core.sshCommand"]).run_any().ok()?;
            Some(ended.text()).filter(|text| ended.is_success() && !text.is_empty())
        };
        let command = match self.environment.text("GIT_SSH_COMMAND") {
            Some(command) => command.to_owned(),
            None => match configured() {
                Some(command) => command,
                None if self.environment.has("GIT_SSH") => return None,
                None => "ssh".to_owned(),
            },
        };
        let first = command.split_whitespace().next()?;
        let is_ssh = Path::new(first).file_name().is_some_and(|name| name == "ssh" || name == "ssh.exe");
        is_ssh.then(|| format!("{command} -oBatchMode=yes"))
    }
}
