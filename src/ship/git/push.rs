//! Branch and tag to the remote, by exact ids, and what the remote has of them.

use std::{path::PathBuf, time::Duration};

use super::{SILENCE, SILENCE_WITH_HOOK, ShipGit, one_line};
use crate::{
    history::CommitId,
    process::{Ended, ProcessError, Prompts},
    ship::{
        Push,
        record::{Fact, Found, Retry, Trouble, Undoing},
    },
};

/// How long a remote may take to say what it has.
const LOOK_LIMIT: Duration = Duration::from_secs(30);

/// What goes to the remote, and what of it.
pub(in crate::ship) struct Remote<'a> {
    /// Where to.
    pub(in crate::ship) push: &'a Push,
    /// The branch's new commit, if the branch is part of this step.
    pub(in crate::ship) branch: Option<(&'a str, CommitId)>,
    /// The tag's name and object, if the tag is part of this step.
    pub(in crate::ship) tag: Option<(&'a str, CommitId)>,
}

/// What the remote would say to the push.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ship) enum Acceptance {
    /// It takes branch and tag as one.
    Atomic,
    /// It takes them one after the other.
    InSteps,
}

impl ShipGit {
    /// Looks whether the remote has what this step pushes.
    pub(in crate::ship) fn find_pushed(&self, remote: &Remote<'_>) -> Result<Found, Trouble> {
        let theirs = self.remote_refs(remote)?;
        let of = |name: &str| theirs.iter().find(|(known, _)| known == name).map(|(_, id)| *id);
        if let Some((name, object)) = remote.tag {
            return Ok(match of(&format!("refs/tags/{name}")) {
                None => Found::Absent,
                Some(id) if id == object => Found::Ours(Fact::Pushed),
                Some(_) => Found::Foreign(format!("`{}` has another tag `{name}` already", remote.push.remote)),
            });
        }
        let Some((name, commit)) = remote.branch else { return Ok(Found::Ours(Fact::Pushed)) };
        Ok(match of(&format!("refs/heads/{name}")) {
            Some(id) if id == commit || self.is_ancestor(commit, id) => Found::Ours(Fact::Pushed),
            _ => Found::Absent,
        })
    }

    /// Pushes.
    pub(in crate::ship) fn push(&self, remote: &Remote<'_>) -> Result<Fact, Trouble> {
        let arguments = push_arguments(remote);
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let silence = if self.has_hook("pre-push") { SILENCE_WITH_HOOK } else { SILENCE };
        let program = self.remote(&arguments).silence(silence).timeout(Duration::from_hours(24));
        match program.run_any() {
            Ok(ended) if ended.is_success() => Ok(Fact::Pushed),
            Ok(ended) => {
                let trouble = refusal(&ended, &program.failed(&ended));
                // With the terminal, what git said was said there: nobody here can tell whether asking again would help.
                let retry = if self.prompts() == Prompts::Terminal { Retry::Never } else { trouble.retry };
                Err(Trouble { retry, ..trouble })
            }
            Err(error @ (ProcessError::TimedOut { .. } | ProcessError::Cancelled { .. })) => {
                // A remote that hung once would hang again, and it may yet finish what it has.
                Err(Trouble { retry: Retry::Never, ..Trouble::unclear(one_line(&error)) })
            }
            Err(error) => Err(Trouble::lasting(one_line(&error))),
        }
    }

    /// What is public stays; what never arrived needs no undoing.
    pub(in crate::ship) fn undo_push(&self, remote: &Remote<'_>) -> Result<Undoing, Trouble> {
        Ok(match self.find_pushed(remote)? {
            Found::Ours(_) => Undoing::Kept(format!(
                "it is on `{}`, where others may have fetched it; taking it back is for a person to decide",
                remote.push.remote
            )),
            Found::Absent | Found::Foreign(_) | Found::Lost(..) => Undoing::Undone,
        })
    }

    /// Asks the remote whether it would take the push, without sending anything: the range's end stands for the release
    /// commit and the tag, neither of which is made yet. Hooks of the user are not run for a question.
    pub(in crate::ship) fn would_accept(&self, remote: &Remote<'_>) -> Result<Acceptance, Trouble> {
        let ask = |atomic: bool| {
            let push = Push { atomic, ..remote.push.clone() };
            let question = Remote { push: &push, branch: remote.branch, tag: remote.tag };
            let mut arguments = push_arguments(&question);
            arguments.splice(1..1, ["--dry-run".to_owned(), "--no-verify".to_owned()]);
            let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
            let program = self.remote(&arguments).silence(SILENCE);
            match program.run_any() {
                Ok(ended) if ended.is_success() => Ok(None),
                Ok(ended) => Ok(Some((refusal(&ended, &program.failed(&ended)), lacks_atomic(&ended)))),
                Err(error) => Err(Trouble::passing(one_line(&error))),
            }
        };
        match ask(remote.push.atomic)? {
            None => Ok(Acceptance::Atomic),
            Some((_, true)) => match ask(false)? {
                None => Ok(Acceptance::InSteps),
                Some((trouble, _)) => Err(trouble),
            },
            Some((trouble, false)) => Err(trouble),
        }
    }

    /// Lock files that a `git push` may leave.
    pub(in crate::ship) fn push_locks(&self, remote: &Remote<'_>) -> Vec<PathBuf> {
        let branch = remote.branch.map(|(name, _)| format!("refs/remotes/{}/{name}.lock", remote.push.remote));
        branch.iter().filter_map(|name| self.git_path(name).ok()).collect()
    }

    /// What the remote has of the branch and the tag.
    fn remote_refs(&self, remote: &Remote<'_>) -> Result<Vec<(String, CommitId)>, Trouble> {
        let place = self.push_address(&remote.push.remote);
        let names: Vec<String> = remote
            .tag
            .map(|(name, _)| format!("refs/tags/{name}"))
            .into_iter()
            .chain(remote.branch.map(|(name, _)| format!("refs/heads/{name}")))
            .collect();
        let mut arguments = vec!["ls-remote", "--quiet", "--", &place];
        arguments.extend(names.iter().map(String::as_str));
        let program = self.remote(&arguments).timeout(LOOK_LIMIT);
        let ended = program.run_any().map_err(|error| Trouble::passing(one_line(&error)))?;
        if !ended.is_success() {
            let trouble = refusal(&ended, &program.failed(&ended));
            return Err(Trouble { may_have_happened: false, ..trouble });
        }
        let parse = |line: &str| {
            let (id, name) = line.split_once('\t')?;
            Some((name.to_owned(), id.parse().ok()?))
        };
        // A pattern also matches longer names that end with it.
        Ok(ended.text().lines().filter_map(parse).filter(|(name, _)| names.contains(name)).collect())
    }

    /// Where pushes go: with a push URL of its own, `ls-remote` by name would look elsewhere.
    fn push_address(&self, remote: &str) -> String {
        let of = |arguments: &[&str]| self.read(arguments).ok();
        let fetch = of(&["remote", "get-url", "--", remote]);
        let push = of(&["remote", "get-url", "--push", "--", remote]);
        match (fetch, push) {
            (Some(fetch), Some(push)) if fetch != push => push.lines().next().unwrap_or(remote).to_owned(),
            _ => remote.to_owned(),
        }
    }

    fn is_ancestor(&self, ancestor: CommitId, descendant: CommitId) -> bool {
        let (ancestor, descendant) = (ancestor.to_string(), descendant.to_string());
        self.read_any(&["merge-base", "--is-ancestor", &ancestor, &descendant]).is_ok_and(|ended| ended.is_success())
    }

    fn has_hook(&self, name: &str) -> bool {
        self.git_path(&format!("hooks/{name}")).is_ok_and(|path| crate::store::disk::exists(&path))
    }
}

/// The arguments of the `git push`. Branch and tag go by id: whatever happens to them meanwhile, this is what was decided.
fn push_arguments(remote: &Remote<'_>) -> Vec<String> {
    let text = |id: CommitId| id.to_string();
    let (branch, tag) =
        (remote.branch.map(|(name, id)| (name, text(id))), remote.tag.map(|(name, id)| (name, text(id))));
    push_line(
        remote.push,
        branch.as_ref().map(|(name, id)| (*name, id.as_str())),
        tag.as_ref().map(|(name, id)| (*name, id.as_str())),
    )
}

/// The same with ids in words, where they are not known yet.
pub(in crate::ship) fn push_line(push: &Push, branch: Option<(&str, &str)>, tag: Option<(&str, &str)>) -> Vec<String> {
    let mut arguments = vec!["push".to_owned()];
    if push.atomic && branch.is_some() && tag.is_some() {
        arguments.push("--atomic".to_owned());
    }
    arguments.extend(["--porcelain", "--progress", "--no-follow-tags", "--", &push.remote].map(str::to_owned));
    arguments.extend(branch.map(|(name, id)| format!("{id}:refs/heads/{name}")));
    arguments.extend(tag.map(|(name, id)| format!("{id}:refs/tags/{name}")));
    arguments
}

fn lacks_atomic(ended: &Ended) -> bool {
    String::from_utf8_lossy(&ended.stderr).contains("does not support --atomic")
}

/// What git says when asking again would give the same answer.
const LASTING: &[&str] = &[
    "Authentication failed",
    "Permission denied",
    "could not read Username",
    "could not read Password",
    "terminal prompts disabled",
    "Host key verification failed",
    "does not appear to be a git repository",
    "Repository not found",
    "repository not found",
    "not found: did you run git update-server-info",
    "No such remote",
    "does not support --atomic",
    "The requested URL returned error: 401",
    "The requested URL returned error: 403",
    "The requested URL returned error: 404",
    "failed to push some refs",
    "pre-push hook",
];

/// What git says when the remote was never reached.
const NOT_SENT: &[&str] = &[
    "Could not resolve host",
    "Connection refused",
    "Failed to connect",
    "No route to host",
    "Network is unreachable",
];

/// What a failed push means. A ref that the remote refused was refused for good; a connection that broke may have broken
/// after the remote was done.
fn refusal(ended: &Ended, error: &ProcessError) -> Trouble {
    let stdout = ended.text();
    let refused: Vec<String> = stdout
        .lines()
        .filter_map(|line| line.strip_prefix("!\t"))
        .filter_map(|line| line.split_once('\t'))
        .map(|(refs, why)| format!("{}: {why}", refs.rsplit(':').next().unwrap_or(refs)))
        .collect();
    let stderr = String::from_utf8_lossy(&ended.stderr);
    // `[remote failure]` is git's word for a connection that broke before the remote could report.
    if !refused.is_empty() && !refused.iter().any(|line| line.contains("[remote failure]")) {
        let said: Vec<&str> = stderr.lines().filter_map(|line| line.strip_prefix("remote: ")).map(str::trim).collect();
        let said = said.iter().filter(|line| !line.is_empty()).take(10).copied().collect::<Vec<_>>().join("; ");
        let refused = refused.join(", ");
        let why = if said.is_empty() { refused } else { format!("{refused}; the remote says: {said}") };
        return Trouble::lasting(format!("the push was refused: {why}"));
    }
    let why = one_line(error);
    if LASTING.iter().any(|words| stderr.contains(words)) && !stderr.contains("unexpected disconnect") {
        Trouble::lasting(why)
    } else if NOT_SENT.iter().any(|words| stderr.contains(words)) {
        Trouble::passing(why)
    } else {
        Trouble::unclear(why)
    }
}
