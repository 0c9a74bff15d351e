//! The world of a real repository: its work tree and remote by the user's git, commands by `sh -c`.

use super::{CommandEnd, Remote, RemoteAnswer, WorkTree, World};
use crate::{
    config::{GateSettings, Trusted},
    history::{CommitId, Repository, remote::ls_remote, worktree::status},
    process::{Cancel, Git, ProcessError, Prompts, Shell, wants_a_person},
};

/// How much of a failure's words is told.
const TOLD: usize = 2_000;

/// What may be asked of one repository, and how.
#[derive(Debug)]
pub struct GitWorld {
    /// The repository.
    pub repository: Repository,
    /// The user's git in it; without it, which takes trust, no child of git runs.
    pub git: Option<Git>,
    /// Proof that the commands that it names may run; without it none does.
    pub trusted: Option<Trusted>,
    /// The remote that is pushed to.
    pub remote: String,
    /// The branch that is released from.
    pub branch: Option<String>,
    /// The release's tag.
    pub tag: Option<String>,
    /// Where the range ends.
    pub end: CommitId,
    /// Whether the network is to be left alone.
    pub offline: bool,
    /// Variables that tokens come from, which commands must not see.
    pub secrets: Vec<String>,
    /// Ends what runs.
    pub cancel: Cancel,
    /// What the remote said, where it was asked before.
    pub heard: Option<Remote>,
}

impl GitWorld {
    /// Asks the remote now, quietly first; where that needs a person, once more with the terminal, which `lend` gives.
    pub fn ask_remote(&mut self, lend: &dyn Fn(&mut dyn FnMut())) {
        let mut heard = World::remote(self);
        if let (Remote::Unreachable(why), Some(git)) = (&heard, &self.git)
            && wants_a_person(why)
        {
            let git = git.clone().prompting(Prompts::Terminal);
            lend(&mut || heard = self.ask(&git));
        }
        self.heard = Some(heard);
    }

    fn ask(&self, git: &Git) -> Remote {
        self.answer(git).map_or_else(|error| Remote::Unreachable(told(&error)), Remote::Answer)
    }

    fn answer(&self, git: &Git) -> Result<RemoteAnswer, ProcessError> {
        let branch = self.branch.as_ref().map(|branch| format!("refs/heads/{branch}"));
        let tag = self.tag.as_ref().map(|tag| format!("refs/tags/{tag}"));
        let names: Vec<&str> = branch.iter().chain(&tag).map(String::as_str).collect();
        let found = ls_remote(git, &self.remote, &names)?;
        let target = |name: &Option<String>| {
            found.iter().find(|there| name.as_ref() == Some(&there.name)).map(|there| there.target)
        };
        let tip = target(&branch);
        // A commit that is not here cannot be among the ancestors of one that is.
        let is_known = tip.is_some_and(|tip| self.repository.has_commit(tip));
        let is_ancestor =
            is_known && tip.is_some_and(|tip| self.repository.is_ancestor(tip, self.end).unwrap_or(false));
        Ok(RemoteAnswer { branch: tip, is_ancestor, is_known, tag: target(&tag) })
    }
}

impl World for GitWorld {
    fn work_tree(&self) -> WorkTree {
        if self.repository.work_dir().is_none() {
            return WorkTree::Bare;
        }
        let Some(git) = &self.git else { return WorkTree::Untrusted };
        match status(git) {
            Ok(paths) => WorkTree::Changes(
                paths.iter().map(|path| (path.state.as_str().to_owned(), path.path_text().into_owned())).collect(),
            ),
            Err(error) => WorkTree::Unreadable(told(&error)),
        }
    }

    fn remote(&self) -> Remote {
        if let Some(heard) = &self.heard {
            return heard.clone();
        }
        if !self.repository.remotes().iter().any(|remote| remote.name == self.remote) {
            return Remote::Missing;
        }
        if self.offline {
            return Remote::Offline;
        }
        let Some(git) = &self.git else { return Remote::Untrusted };
        self.ask(git)
    }

    fn run(&self, command: &str, gate: &GateSettings, on_line: &mut dyn FnMut(&str)) -> CommandEnd {
        let Some(folder) = self.repository.work_dir() else { return CommandEnd::NoWorkTree };
        let Some(trusted) = &self.trusted else { return CommandEnd::Untrusted };
        if self.cancel.is_cancelled() {
            return CommandEnd::Cancelled;
        }
        let shell = Shell::without_secrets(command, folder, &self.secrets, trusted)
            .timeout(gate.timeout)
            .cancelled_by(&self.cancel);
        match shell.stream(&mut |_, line| on_line(line)) {
            Ok(ended) => match ended.code {
                Some(code) => CommandEnd::Exited(code, ended.elapsed),
                None => CommandEnd::Killed(ended.status()),
            },
            Err(ProcessError::TimedOut { after, .. }) => CommandEnd::TimedOut(after),
            Err(ProcessError::Cancelled { .. }) => CommandEnd::Cancelled,
            Err(error) => CommandEnd::NotStarted(told(&error)),
        }
    }
}

/// A failure with its causes, at bounded length.
fn told(error: &ProcessError) -> String {
    let mut words = error.to_string();
    if let Some(cause) = std::error::Error::source(error) {
        words = format!("{words}: {cause}");
    }
    words.chars().take(TOLD).collect()
}
