//! What the work tree looks like, by the user's `git`: filters, ignore rules and submodules are its business.

use crate::process::{Git, ProcessError};

/// What is the matter with a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PathState {
    /// Changed, and the change is in the index.
    Staged,
    /// Changed in the work tree alone.
    Changed,
    /// In conflict.
    Conflicted,
    /// Neither known nor ignored.
    Untracked,
}

impl PathState {
    /// The word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Staged => "staged",
            Self::Changed => "changed",
            Self::Conflicted => "in conflict",
            Self::Untracked => "untracked",
        }
    }
}

/// A path that is not as `HEAD` has it. A folder of untracked files is one path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DirtyPath {
    /// What is the matter.
    pub state: PathState,
    /// The path from the root of the work tree, as bytes.
    pub path: Vec<u8>,
}

impl DirtyPath {
    /// The path as text, with U+FFFD where it is not UTF-8.
    pub fn path_text(&self) -> std::borrow::Cow<'_, str> {
        String::from_utf8_lossy(&self.path)
    }
}

/// All paths that are not as `HEAD` has them, in git's order; none in a clean work tree.
pub fn status(git: &Git) -> Result<Vec<DirtyPath>, ProcessError> {
    // The user's settings may hide untracked files; a release wants to know of them.
    let arguments = ["status", "--porcelain=v2", "-z", "--untracked-files=normal", "--no-renames"];
    Ok(parse_status(&git.read(arguments)?.stdout))
}

/// Reads `git status --porcelain=v2 -z`.
fn parse_status(output: &[u8]) -> Vec<DirtyPath> {
    let mut entries = output.split(|byte| *byte == 0);
    let mut paths = Vec::new();
    while let Some(entry) = entries.next() {
        let fields = |number: usize| entry.splitn(number, |byte| *byte == b' ').nth(number - 1);
        let (state, path) = match entry.first() {
            Some(b'1') => (index_or_tree(entry), fields(9)),
            Some(b'2') => {
                // The old path follows as an entry of its own.
                entries.next();
                (index_or_tree(entry), fields(10))
            }
            Some(b'u') => (PathState::Conflicted, fields(11)),
            Some(b'?') => (PathState::Untracked, fields(2)),
            _ => continue,
        };
        if let Some(path) = path {
            paths.push(DirtyPath { state, path: path.to_vec() });
        }
    }
    paths
}

/// The two letters after the kind: the index against `HEAD`, the work tree against the index.
fn index_or_tree(entry: &[u8]) -> PathState {
    if entry.get(3).is_some_and(|letter| *letter != b'.') { PathState::Changed } else { PathState::Staged }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{config::Trusted, testkit::Repo};

    fn seen(repo: &Repo) -> Vec<String> {
        let git = Git::at(&repo.path(), &Trusted::for_tests(&repo.path()));
        let paths = status(&git).unwrap();
        paths.iter().map(|path| format!("{}: {}", path.state.as_str(), path.path_text())).collect()
    }

    #[test]
    fn everything_that_is_not_as_head_has_it_is_told() {
        let repo = Repo::new();
        repo.write("a b.txt", "1\n").write("moved", "long enough to be found again\n").write("gone", "x\n");
        repo.write(".gitignore", "ignored\n");
        repo.commit("feat: begin");
        assert_eq!(seen(&repo), Vec::<String>::new());
        repo.git(&["config", "status.showUntrackedFiles", "no"]);
        repo.write("a b.txt", "2\n").write("new/one", "1").write("new/two", "2").write("ignored", "x");
        repo.git(&["mv", "moved", "where to"]);
        repo.remove("gone");
        assert_eq!(
            seen(&repo),
            ["changed: a b.txt", "changed: gone", "staged: moved", "staged: where to", "untracked: new/"]
        );
    }

    #[test]
    fn a_conflict_is_told() {
        let repo = Repo::new();
        repo.commit_file("a", "1\n", "feat: begin");
        repo.git(&["checkout", "--quiet", "-b", "other"]);
        repo.commit_file("a", "2\n", "feat: two");
        repo.git(&["checkout", "--quiet", "main"]);
        repo.commit_file("a", "3\n", "feat: three");
        let merged = repo.command("git").args(["merge", "other"]).output().unwrap();
        assert!(!merged.status.success());
        assert_eq!(seen(&repo), ["in conflict: a"]);
    }
}
