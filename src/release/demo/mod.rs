//! The sample project that `tminus demo` opens: made on the spot from a script, with a bare remote beside it, so that a
//! newcomer can press every key and even ship.

mod script;
mod stream;

use std::path::{Path, PathBuf};

use jiff::Timestamp;

use crate::{
    fault::{Fault, Faulty},
    process::{Ended, ProcessError, Program},
    store::{
        DiskError,
        disk::{self, Access},
    },
};
use script::Script;
use stream::Stream;

/// How long before `now` its last commit was made.
const LAST_COMMIT_AGE: i64 = 3 * 3600;

/// Where the sample is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sample {
    /// The work tree.
    pub work: PathBuf,
    /// The bare repository that is its remote `origin`.
    pub remote: PathBuf,
}

/// Why there is no sample.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// The folder has something in it.
    #[error("`{0}` is not empty")]
    NotEmpty(PathBuf),
    /// A folder could not be made.
    #[error(transparent)]
    Disk(#[from] DiskError),
    /// git could not be run, or failed.
    #[error("cannot make the sample repository")]
    Git(#[source] ProcessError),
}

impl Faulty for DemoError {
    fn fault(&self) -> Fault {
        match self {
            Self::NotEmpty(_) => Fault::Usage,
            Self::Disk(_) | Self::Git(_) => Fault::Outside,
        }
    }

    fn hints(&self) -> Vec<String> {
        match self {
            Self::NotEmpty(_) => vec!["name a folder that is empty or not there yet".into()],
            Self::Disk(_) => Vec::new(),
            Self::Git(_) => vec!["the demo needs `git` on the PATH; `tminus doctor` checks what is there".into()],
        }
    }
}

/// Makes the sample in `folder`, with a history that ends a few hours before `now`. Equal times give equal ids.
pub fn build(folder: &Path, now: Timestamp) -> Result<Sample, DemoError> {
    let (work, remote) = (folder.join("ferry"), folder.join("ferry.git"));
    if work.exists() || remote.exists() {
        return Err(DemoError::NotEmpty(folder.to_path_buf()));
    }
    disk::create_folder(&work, Access::Private)?;
    let script = Script::embedded();
    let begins_at = now.as_second() - LAST_COMMIT_AGE - script.hours() * 3600;
    write_history(&script, begins_at, &work)?;

    git(&work, &["reset", "--quiet", "--hard", "main"])?;
    for (name, value) in [("user.name", "Robin Reyes"), ("user.email", "robin@ferry.example")] {
        git(&work, &["config", name, value])?;
    }
    let remote_text = remote.to_string_lossy();
    git(&work, &["init", "--quiet", "--bare", "--template=", "--initial-branch=main", &remote_text])?;
    git(&work, &["remote", "add", "origin", &remote_text])?;
    git(&work, &["push", "--quiet", "--tags", "--set-upstream", "origin", "main"])?;
    Ok(Sample { work, remote })
}

fn write_history(script: &Script, begins_at: i64, work: &Path) -> Result<(), DemoError> {
    git(work, &["init", "--quiet", "--template=", "--initial-branch=main"])?;
    let mut stream = Stream::new(script, begins_at);
    let mut marks = Marks::default();
    let mut next = 0;
    while next < script.commit.len() {
        let (bytes, reached) = stream.write(next, |mark| marks.id_of(mark));
        let arguments =
            ["fast-import", "--quiet", "--force", "--import-marks-if-exists=.git/marks", "--export-marks=.git/marks"];
        program(work, &arguments).input(bytes).run().map_err(DemoError::Git)?;
        marks = Marks(disk::read_text(&work.join(".git/marks"))?);
        next = reached;
    }
    disk::remove(&work.join(".git/marks"))?;
    Ok(())
}

/// What `--export-marks` writes: `:<mark> <id>`, one a line.
#[derive(Default)]
struct Marks(String);

impl Marks {
    fn id_of(&self, mark: usize) -> Option<String> {
        let wanted = format!(":{mark}");
        self.0
            .lines()
            .find_map(|line| line.split_once(' ').filter(|(name, _)| *name == wanted))
            .map(|(_, id)| id.to_owned())
    }
}

fn git(work: &Path, arguments: &[&str]) -> Result<Ended, DemoError> {
    program(work, arguments).run().map_err(DemoError::Git)
}

/// git in a folder that holds nothing but what tminus itself has put there, so that no proof of trust is needed.
fn program(work: &Path, arguments: &[&str]) -> Program {
    Program::tool("git")
        .args(arguments)
        .folder(work)
        .set("LC_ALL", "C")
        .unset("GIT_DIR")
        .unset("GIT_WORK_TREE")
        .unset("GIT_INDEX_FILE")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> (tempfile::TempDir, Sample) {
        let folder = tempfile::tempdir().unwrap();
        let sample = build(folder.path(), "2026-06-01T12:00:00Z".parse().unwrap()).unwrap();
        (folder, sample)
    }

    fn lines(sample: &Sample, arguments: &[&str]) -> Vec<String> {
        git(&sample.work, arguments).unwrap().text().lines().map(str::to_owned).collect()
    }

    #[test]
    fn it_is_a_believable_project() {
        let (_folder, sample) = sample();
        let commits = lines(&sample, &["log", "--format=%s"]);
        assert!((55..=65).contains(&commits.len()), "{} commits", commits.len());
        assert_eq!(lines(&sample, &["tag"]), ["v1.0.0", "v1.1.0", "v1.2.0", "v1.2.1"]);
        assert_eq!(lines(&sample, &["shortlog", "-sn", "HEAD"]).len(), 6);
        assert_eq!(lines(&sample, &["log", "--merges", "--format=%s"]).len(), 2);
        assert_eq!(lines(&sample, &["log", "v1.2.1..", "--grep=^BREAKING CHANGE: ", "--format=%s"]).len(), 2);
        assert_eq!(lines(&sample, &["branch", "--format=%(refname:short)"]), ["main"]);
    }

    #[test]
    fn its_revert_names_the_commit_that_it_takes_back() {
        let (_folder, sample) = sample();
        let body = lines(&sample, &["log", "-1", "--grep=^Revert", "--format=%b"]).join("\n");
        let id = body.split("This reverts commit ").nth(1).unwrap().split('.').next().unwrap();
        assert_eq!(lines(&sample, &["log", "-1", "--format=%s", id]), ["feat(server): compress answers"]);
        assert!(!lines(&sample, &["grep", "-c", "fn give_back", "main", "--", "src/server.rs"]).is_empty());
        assert_eq!(lines(&sample, &["log", "--format=%s", "-Sfn compress", "--", "src/server.rs"]).len(), 2);
    }

    #[test]
    fn its_work_tree_is_clean_and_its_remote_is_level() {
        let (_folder, sample) = sample();
        assert_eq!(lines(&sample, &["status", "--porcelain"]), Vec::<String>::new());
        assert_eq!(lines(&sample, &["rev-parse", "main"]), lines(&sample, &["rev-parse", "origin/main"]));
    }

    #[test]
    fn equal_times_give_equal_ids() {
        let ((_one, first), (_two, second)) = (sample(), sample());
        assert_eq!(lines(&first, &["rev-parse", "HEAD"]), lines(&second, &["rev-parse", "HEAD"]));
    }
}
