//! Repositories made by code, with fixed clock and identities, so that equal steps give equal ids.

#![allow(clippy::unwrap_used, reason = "a test that cannot be set up must stop")]
#![expect(
    clippy::disallowed_methods,
    reason = "test set-up talks to the disk and to git itself, not through the program's doors"
)]

use std::{
    cell::Cell,
    path::{Path, PathBuf},
    process::Command,
};

use tempfile::TempDir;

/// Seconds since the epoch of the first commit of every test repository: 2026-01-05 09:00:00 UTC.
const FIRST_COMMIT: i64 = 1_767_603_600;

/// A repository in a temporary folder, with a home of its own. Removed when dropped.
pub struct Repo {
    folder: TempDir,
    now: Cell<i64>,
    author: Cell<(&'static str, &'static str)>,
}

/// What a git child needs to be deterministic and to see nothing of the machine's configuration.
pub struct Git;

impl Git {
    /// The environment that isolates git (and tminus) from the machine: use it for the real binary, too.
    pub fn environment(home: &Path) -> Vec<(&'static str, String)> {
        let home_text = home.to_str().unwrap().to_owned();
        vec![
            ("HOME", home_text.clone()),
            ("XDG_CONFIG_HOME", format!("{home_text}/.config")),
            ("XDG_STATE_HOME", format!("{home_text}/.local/state")),
            ("XDG_CACHE_HOME", format!("{home_text}/.cache")),
            ("GIT_CONFIG_NOSYSTEM", "1".into()),
            ("GIT_CONFIG_GLOBAL", format!("{home_text}/.gitconfig")),
            ("GIT_TERMINAL_PROMPT", "0".into()),
            ("GIT_CEILING_DIRECTORIES", home.parent().unwrap().to_str().unwrap().to_owned()),
            ("LC_ALL", "C".into()),
            ("TZ", "UTC".into()),
        ]
    }
}

impl Default for Repo {
    fn default() -> Self {
        Self::new()
    }
}

impl Repo {
    /// An empty repository on branch `main`.
    pub fn new() -> Self {
        let repo = Self::without_git();
        repo.git(&["init", "--quiet", "--initial-branch=main"]);
        repo
    }

    /// Folders alone: a home and an empty work tree.
    pub fn without_git() -> Self {
        let folder = tempfile::Builder::new().prefix("tminus-test-").tempdir().unwrap();
        std::fs::create_dir_all(folder.path().join("work")).unwrap();
        std::fs::create_dir_all(folder.path().join("home")).unwrap();
        let repo = Self { folder, now: Cell::new(FIRST_COMMIT), author: Cell::new(("Ann Archer", "ann@example.org")) };
        std::fs::write(repo.home().join(".gitconfig"), "[user]\n\tname = Ann Archer\n\temail = ann@example.org\n")
            .unwrap();
        repo
    }

    /// The work tree.
    pub fn path(&self) -> PathBuf {
        self.folder.path().join("work")
    }

    /// The home folder that git and the program see.
    pub fn home(&self) -> PathBuf {
        self.folder.path().join("home")
    }

    /// A folder beside work tree and home, for bare remotes and the like.
    pub fn beside(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The clock of the next commit, seconds since the epoch.
    pub fn now(&self) -> i64 {
        self.now.get()
    }

    /// Moves the clock of the next commit.
    pub fn wait_days(&self, days: i64) -> &Self {
        self.now.set(self.now.get() + days * 86_400);
        self
    }

    /// Who makes the next commits.
    pub fn as_author(&self, name: &'static str, email: &'static str) -> &Self {
        self.author.set((name, email));
        self
    }

    /// A command with the isolated environment, in the work tree.
    pub fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir(self.path());
        for key in [
            "GIT_DIR",
            "GIT_WORK_TREE",
            "GIT_INDEX_FILE",
            "NO_COLOR",
            "CLICOLOR_FORCE",
            "EDITOR",
            "VISUAL",
            "GITHUB_TOKEN",
            "GH_TOKEN",
        ] {
            command.env_remove(key);
        }
        command.envs(Git::environment(&self.home()));
        let (name, email) = self.author.get();
        let date = format!("{} +0000", self.now.get());
        for (role, value) in [("NAME", name), ("EMAIL", email), ("DATE", date.as_str())] {
            command.env(format!("GIT_AUTHOR_{role}"), value).env(format!("GIT_COMMITTER_{role}"), value);
        }
        command
    }

    /// Runs git; its standard output, trimmed. Panics with its words if it fails.
    pub fn git(&self, args: &[&str]) -> String {
        let output = self.command("git").args(args).output().unwrap();
        assert!(
            output.status.success(),
            "git {args:?} failed:\n{}{}",
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8_lossy(&output.stdout).trim_end().to_owned()
    }

    /// Writes a file of the work tree, folders included.
    pub fn write(&self, path: &str, content: impl AsRef<[u8]>) -> &Self {
        let full = self.path().join(path);
        std::fs::create_dir_all(full.parent().unwrap()).unwrap();
        std::fs::write(full, content).unwrap();
        self
    }

    /// Removes a file of the work tree.
    pub fn remove(&self, path: &str) -> &Self {
        std::fs::remove_file(self.path().join(path)).unwrap();
        self
    }

    /// Commits everything (or nothing at all) with this message, one hour later than the one before; the new commit's id.
    pub fn commit(&self, message: &str) -> String {
        self.now.set(self.now.get() + 3_600);
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--allow-empty", "--allow-empty-message", "--cleanup=verbatim", "-m", message]);
        self.git(&["rev-parse", "HEAD"])
    }

    /// Writes one file and commits it.
    pub fn commit_file(&self, path: &str, content: &str, message: &str) -> String {
        self.write(path, content);
        self.commit(message)
    }

    /// An annotated tag on `HEAD`.
    pub fn tag(&self, name: &str) -> &Self {
        self.git(&["tag", "-a", name, "-m", name]);
        self
    }

    /// A bare remote named `origin`, with `main` and all tags pushed; its path.
    pub fn with_origin(&self) -> PathBuf {
        let bare = self.beside("origin.git");
        self.git(&["init", "--quiet", "--bare", "--initial-branch=main", bare.to_str().unwrap()]);
        self.git(&["remote", "add", "origin", bare.to_str().unwrap()]);
        self.git(&["push", "--quiet", "--follow-tags", "origin", "main"]);
        bare
    }

    /// A new Ed25519 key by `ssh-keygen`, set up as git's signing key, with an allowed-signers file; the private key's path.
    pub fn with_ssh_signing(&self) -> PathBuf {
        let key = self.home().join("signing-key");
        let made = self
            .command("ssh-keygen")
            .args(["-q", "-t", "ed25519", "-N", "", "-C", "ann@example.org", "-f", key.to_str().unwrap()])
            .status()
            .unwrap();
        assert!(made.success(), "ssh-keygen failed");
        let public = std::fs::read_to_string(key.with_extension("pub")).unwrap();
        let signers = self.home().join("allowed-signers");
        std::fs::write(&signers, format!("ann@example.org {public}")).unwrap();
        for (name, value) in [
            ("gpg.format", "ssh"),
            ("user.signingKey", key.with_extension("pub").to_str().unwrap()),
            ("gpg.ssh.allowedSignersFile", signers.to_str().unwrap()),
            ("tag.gpgSign", "true"),
            ("commit.gpgSign", "true"),
        ] {
            self.git(&["config", "--global", name, value]);
        }
        key
    }
}
