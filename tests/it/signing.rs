//! Signing by gpg, and what asks for a passphrase: with somebody there it gets the terminal, without it nobody is asked.

#![expect(clippy::disallowed_methods, reason = "tests look at the disk themselves")]

use std::{os::unix::fs::PermissionsExt as _, path::PathBuf};

use tminus::testkit::{Repo, executable};

use crate::{
    cockpit::Start,
    program::{Ran, tminus},
    ship::Stage,
};

/// A gpg of its own with one key; its agent ends with it.
struct Gpg<'a> {
    repo: &'a Repo,
    home: PathBuf,
}

impl<'a> Gpg<'a> {
    fn with_key(repo: &'a Repo, passphrase: &str) -> Self {
        let home = repo.beside("gnupg");
        std::fs::create_dir_all(&home).unwrap();
        std::fs::set_permissions(&home, std::fs::Permissions::from_mode(0o700)).unwrap();
        let gpg = Self { repo, home };
        let quiet = ["--batch", "--pinentry-mode", "loopback", "--passphrase", passphrase];
        gpg.run(
            "gpg",
            &[&quiet[..], &["--quick-gen-key", "Ann Archer <ann@example.org>", "ed25519", "sign", "never"]].concat(),
        );
        for name in ["tag.gpgSign", "commit.gpgSign"] {
            repo.git(&["config", "--global", name, "true"]);
        }
        gpg
    }

    fn run(&self, program: &str, args: &[&str]) -> String {
        let ran = self.repo.command(program).args(args).env("GNUPGHOME", &self.home).output().unwrap();
        assert!(ran.status.success(), "{program} {args:?}: {}", String::from_utf8_lossy(&ran.stderr));
        format!("{}{}", String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr))
    }

    /// From now on a new agent asks this script, which speaks pinentry's protocol, for passphrases.
    fn asks(&self, on_question: &str) {
        let script = format!(
            "#!/bin/sh\necho OK ready\nwhile read line; do case \"$line\" in\n\
             GETPIN*) touch '{}'; {on_question};;\nBYE*) echo OK; exit 0;;\n*) echo OK;;\nesac; done\n",
            self.asked().display()
        );
        let path = self.repo.beside("pinentry");
        executable(&path, &script);
        std::fs::write(self.home.join("gpg-agent.conf"), format!("pinentry-program {}\n", path.display())).unwrap();
        self.run("gpgconf", &["--kill", "all"]);
    }

    fn asked(&self) -> PathBuf {
        self.repo.beside("asked")
    }

    fn tminus(&self, args: &[&str]) -> Ran {
        Ran(tminus(self.repo).arg("--trust").args(args).env("GNUPGHOME", &self.home).output().unwrap())
    }
}

impl Drop for Gpg<'_> {
    fn drop(&mut self) {
        drop(self.repo.command("gpgconf").args(["--kill", "all"]).env("GNUPGHOME", &self.home).output());
    }
}

#[test]
fn records_release_commit_and_tag_are_signed_by_gpg_and_git_verifies_them() {
    let stage = Stage::new();
    let gpg = Gpg::with_key(&stage.repo, "");
    gpg.tminus(&["approve", "approval"]).exits(0);
    gpg.tminus(&["ship", "--yes"]).exits(0);
    gpg.run("git", &["verify-tag", "v1.5.0"]);
    gpg.run("git", &["verify-commit", "main"]);
    let ids = stage.repo.git(&["rev-list", "refs/tminus/ledger"]);
    assert_eq!(ids.lines().count(), 3);
    for id in ids.lines() {
        gpg.run("git", &["verify-commit", id]);
    }
    let log = gpg.run("git", &["log", "--show-signature", "refs/tminus/ledger"]);
    assert_eq!(log.matches("Good signature from \"Ann Archer <ann@example.org>\"").count(), 3, "{log}");
    stage.assert_shipped_once();
}

#[test]
fn headless_nobody_is_asked_for_a_passphrase_and_nothing_is_done() {
    let stage = Stage::new();
    let gpg = Gpg::with_key(&stage.repo, "sesame");
    gpg.asks("echo 'D sesame'; echo OK");
    let before = stage.state();
    for args in [&["ship", "--yes"][..], &["approve", "approval"]] {
        let ran = gpg.tminus(args);
        assert!(ran.exits(4).stderr().contains("passphrase"), "{}", ran.stderr());
        assert!(!gpg.asked().exists(), "{args:?} asked somebody");
    }
    assert_eq!(stage.state(), before);
    assert!(!stage.repo.path().join(".git/tminus/journal.json").exists());
}

#[test]
fn the_cockpit_lends_the_terminal_to_who_asks_for_the_passphrase() {
    let stage = Stage::new();
    let gpg = Gpg::with_key(&stage.repo, "sesame");
    gpg.asks("echo 'D sesame'; echo OK");
    let home = gpg.home.to_str().unwrap();
    let cockpit = Start::in_repo(&stage.repo).args(&["--trust"]).env("GNUPGHOME", home).size(110, 36).open();
    cockpit.see("1 Commits").press("5").see("Push main and v1.5.0 to origin");
    cockpit.press("S").see("Type 1.5.0 to do it").type_text("1.5.0").press("Enter").see("Shipped.");
    assert!(gpg.asked().exists());
    gpg.run("git", &["verify-tag", "v1.5.0"]);
    cockpit.press("q");
    assert_eq!(cockpit.ends(), (0, true));
}

/// An `ssh` that reads a passphrase from the terminal and then serves the bare repository of this machine.
fn asking_ssh(repo: &Repo) -> String {
    let bin = repo.beside("bin");
    std::fs::create_dir_all(&bin).unwrap();
    let script = format!(
        "#!/bin/sh\nfor word in \"$@\"; do last=$word; case \"$word\" in *BatchMode=yes*)\n\
         echo 'Permission denied (publickey).' >&2; exit 255;; esac; done\n\
         printf 'Enter passphrase for key: ' > /dev/tty; read word < /dev/tty || exit 255\n\
         [ \"$word\" = sesame ] || exit 255\ntouch '{}'\nexec sh -c \"$last\"\n",
        repo.beside("opened").display()
    );
    executable(&bin.join("ssh"), &script);
    #[expect(clippy::disallowed_methods, reason = "programs are found on the machine's own path")]
    let path = std::env::var("PATH").unwrap();
    format!("{}:{path}", bin.display())
}

#[test]
fn ssh_that_wants_a_passphrase_holds_the_gate_headless_and_gets_the_terminal_otherwise() {
    let stage = Stage::new();
    let path = asking_ssh(&stage.repo);
    let url = format!("ssh://git@host.example{}", stage.bare.display());
    stage.repo.git(&["remote", "set-url", "origin", &url]);
    let ran = Ran(tminus(&stage.repo).args(["--trust", "ship", "--yes"]).env("PATH", &path).output().unwrap());
    assert!(ran.exits(3).stderr().contains("up-to-date"), "{}", ran.stderr());
    assert!(!stage.repo.beside("opened").exists());

    let asked = Start::in_repo(&stage.repo).args(&["--trust", "ship"]).env("PATH", &path).size(110, 36).open();
    let mut passphrases = 0;
    loop {
        asked.until("a question", |terminal| {
            terminal.lines().iter().any(|line| line.contains("to ship it"))
                || terminal.lines().iter().filter(|line| line.contains("Enter passphrase")).count() > passphrases
        });
        if asked.lines().iter().any(|line| line.contains("to ship it")) {
            break;
        }
        passphrases += 1;
        asked.type_text("sesame").press("Enter");
    }
    assert!(passphrases > 0);
    asked.type_text("no").press("Enter");
    assert_eq!(asked.ends().0, 3);
}
