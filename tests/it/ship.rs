//! Shipping, end to end: plan, release, every way of being stopped half-way, and the way on or back from there.

#![expect(clippy::disallowed_methods, reason = "tests look at the disk themselves")]

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use serde_json::Value;
use tminus::testkit::{Repo, executable};

use crate::{
    fake_github::{FakeGithub, Fault},
    program::{Ran, run, tminus},
};

/// Gates that a test of shipping does not want to wait for are advice.
const SETTINGS: &str =
    "[[gates]]\nname = \"approval\"\nrequired = false\n\n[[gates]]\nname = \"risk-reviewed\"\nrequired = false\n";

/// A project with a release behind it, new commits, and a remote.
pub(crate) struct Stage {
    pub(crate) repo: Repo,
    pub(crate) bare: PathBuf,
}

impl Stage {
    pub(crate) fn new() -> Self {
        Self::with(SETTINGS)
    }

    fn with(settings: &str) -> Self {
        let repo = Repo::new();
        repo.commit_file("tminus.toml", settings, "chore: set up the release");
        repo.tag("v1.4.2");
        repo.commit_file("src/a.rs", "pub fn a() {}\n", "feat(api): add a");
        repo.commit_file("src/b.rs", "pub fn b() {}\n", "fix: mend b");
        let bare = repo.with_origin();
        repo.git(&["push", "--quiet", "origin", "v1.4.2"]);
        Self { repo, bare }
    }

    /// The same, publishing on this server.
    fn publishing(github: &FakeGithub) -> Self {
        Self::with(&format!(
            "{SETTINGS}\n[forge]\nkind = \"github\"\nurl = \"{}\"\nrepository = \"acme/rocket\"\n",
            github.url()
        ))
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = tminus(&self.repo);
        command.args(["--trust", "ship"]).args(args).env("GITHUB_TOKEN", "good-token");
        command
    }

    pub(crate) fn ship(&self, args: &[&str]) -> Ran {
        Ran(self.command(args).output().unwrap())
    }

    /// Every file of the repository, by path and content.
    fn bytes(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut files = BTreeMap::new();
        let mut folders = vec![self.repo.path()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(&folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    files.insert(path.clone(), std::fs::read(path).unwrap());
                }
            }
        }
        files
    }

    /// Refs, index and work tree, as git tells them.
    pub(crate) fn state(&self) -> String {
        let told = [
            &["for-each-ref", "--format=%(objectname) %(refname)", "refs/heads", "refs/tags"][..],
            &["ls-files", "--stage"],
            &["status", "--porcelain", "--ignored"],
        ];
        told.map(|args| self.repo.git(args)).join("\n")
    }

    fn remote(&self, args: &[&str]) -> String {
        let mut all = vec!["--git-dir", self.bare.to_str().unwrap()];
        all.extend(args);
        self.repo.git(&all)
    }

    pub(crate) fn hook(folder: &Path, name: &str, script: &str) -> PathBuf {
        let path = folder.join("hooks").join(name);
        executable(&path, &format!("#!/bin/sh\n{script}\n"));
        path
    }

    pub(crate) fn remove(path: &Path) {
        std::fs::remove_file(path).unwrap();
    }

    fn local_hook(&self, name: &str, script: &str) -> PathBuf {
        Self::hook(&self.repo.path().join(".git"), name, script)
    }

    /// Exactly one release commit and one tag, on both sides, and nothing left lying about.
    pub(crate) fn assert_shipped_once(&self) {
        let subjects = self.repo.git(&["log", "--format=%s", "v1.4.2..main"]);
        assert_eq!(subjects, "chore(release): 1.5.0\nfix: mend b\nfeat(api): add a");
        assert_eq!(self.repo.git(&["cat-file", "-t", "v1.5.0"]), "tag");
        assert_eq!(self.repo.git(&["rev-parse", "v1.5.0^{commit}"]), self.repo.git(&["rev-parse", "main"]));
        assert_eq!(self.repo.git(&["diff", "--name-only", "main^", "main"]), "CHANGELOG.md");
        assert_eq!(self.remote(&["rev-parse", "main"]), self.repo.git(&["rev-parse", "main"]));
        assert_eq!(self.remote(&["rev-parse", "v1.5.0"]), self.repo.git(&["rev-parse", "v1.5.0"]));
        assert_eq!(self.repo.git(&["status", "--porcelain"]), "");
        assert!(!self.journal().exists(), "the journal is closed");
        let locks: Vec<_> =
            self.bytes().into_keys().filter(|path| path.extension().is_some_and(|e| e == "lock")).collect();
        assert!(locks.is_empty(), "{locks:?}");
        self.ship(&["--resume"]).exits(2);
    }

    fn journal(&self) -> PathBuf {
        self.repo.path().join(".git/tminus/journal.json")
    }
}

fn states(document: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    document["steps"].as_array().unwrap().iter().map(|step| (text(&step["id"]), text(&step["state"]))).collect()
}

#[test]
fn a_dry_run_tells_the_whole_plan_and_changes_not_one_byte() {
    let github = FakeGithub::start();
    let stage = Stage::publishing(&github);
    let (before, remote) = (stage.bytes(), stage.remote(&["for-each-ref"]));
    let ran = stage.ship(&["--dry-run", "--format", "json"]);
    let plan = ran.exits(0).json();
    assert_eq!(
        (plan["schema"].as_str(), plan["version"].as_str(), plan["tag"].as_str()),
        (Some("tminus.plan/1"), Some("1.5.0"), Some("v1.5.0"))
    );
    let pending: Vec<_> =
        ["commit", "tag", "push", "draft", "publish", "record"].map(|id| (id.to_owned(), "pending".to_owned())).into();
    assert_eq!(states(&plan), pending);
    for step in plan["steps"].as_array().unwrap() {
        for key in ["title", "effect", "undo"] {
            assert!(step[key].as_str().is_some_and(|text| !text.is_empty()), "{step}");
        }
    }
    assert!(plan["steps"][1]["effect"].as_str().unwrap().starts_with("git tag -a v1.5.0 "));
    let text = stage.ship(&["--dry-run"]);
    assert!(text.exits(0).stdout().contains("git push --atomic"), "{}", text.stdout());
    assert_eq!(stage.bytes(), before);
    assert_eq!(stage.remote(&["for-each-ref"]), remote);
    assert!(github.releases().is_empty());
}

#[test]
fn a_dry_run_tells_the_plan_whatever_the_gates_say_and_ends_as_they_would() {
    let stage = Stage::with("");
    let ran = stage.ship(&["--dry-run", "--format", "json"]);
    assert_eq!(states(&ran.exits(3).json()).len(), 4);
    stage.repo.write("untracked", "x");
    let ran = stage.ship(&["--dry-run", "--format", "json"]);
    assert_eq!(ran.exits(1).json()["verdict"], "NO-GO");
    assert_eq!(states(&ran.json()).len(), 4);
}

#[test]
fn a_dry_run_needs_no_trust_and_runs_nothing() {
    let stage = Stage::with(&format!("{SETTINGS}\n[[gates]]\nname = \"x\"\ncommand = \"touch ran\"\n"));
    let ran = run(&stage.repo, &["ship", "--dry-run", "--format", "json"]);
    assert_eq!(states(&ran.exits(3).json()).len(), 4);
    assert!(!stage.repo.path().join("ran").exists());
}

#[test]
fn a_release_is_committed_tagged_pushed_and_published_with_the_exact_notes() {
    let github = FakeGithub::start();
    let stage = Stage::publishing(&github);
    let notes = run(&stage.repo, &["notes"]);
    let notes = notes.exits(0).stdout();
    let ran = stage.ship(&["--yes", "--format", "json"]);
    let document = ran.exits(0).json();
    assert_eq!(document["outcome"], "shipped");
    assert!(states(&document).iter().all(|(_, state)| state == "done"), "{document}");
    stage.assert_shipped_once();
    let releases = github.releases();
    let [release] = releases.as_slice() else { panic!("{releases:?}") };
    assert_eq!((release["tag_name"].as_str(), release["draft"].as_bool()), (Some("v1.5.0"), Some(false)));
    assert_eq!(release["body"].as_str(), Some(notes.as_str()));
    assert_eq!(release["prerelease"], false);
    let changelog = std::fs::read_to_string(stage.repo.path().join("CHANGELOG.md")).unwrap();
    assert!(changelog.contains("## [1.5.0]") || changelog.contains("## 1.5.0"), "{changelog}");
    assert!(!ran.stderr().contains("good-token") && !ran.stdout().contains("good-token"));
}

/// The records of the ledger, newest first.
fn records(stage: &Stage) -> Vec<Value> {
    let ids = stage.repo.git(&["rev-list", "--topo-order", "refs/tminus/ledger"]);
    ids.lines()
        .map(|id| serde_json::from_str(&stage.repo.git(&["show", &format!("{id}:record.json")])).unwrap())
        .collect()
}

#[test]
fn what_was_done_is_recorded_once_beside_what_allowed_it() {
    let stage = Stage::with("[[gates]]\nname = \"risk-reviewed\"\nrequired = false\n");
    Ran(tminus(&stage.repo).args(["--trust", "approve", "approval"]).output().unwrap()).exits(0);
    stage.ship(&["--yes"]).exits(0);
    let records = records(&stage);
    let types: Vec<_> = records.iter().map(|record| record["type"].as_str().unwrap()).collect();
    assert_eq!(types, ["shipment", "approval", "proposal"]);
    let payload = &records[0]["payload"];
    assert_eq!((payload["outcome"].as_str(), payload["tag"].as_str()), (Some("shipped"), Some("v1.5.0")));
    assert_eq!(payload["commit"], stage.repo.git(&["rev-parse", "main"]));
    assert_eq!(payload["tag_object"], stage.repo.git(&["rev-parse", "v1.5.0"]));
    assert_eq!(records[0]["subject"], records[2]["subject"], "it is the proposal that was shipped");
    let steps: Vec<_> = payload["steps"].as_array().unwrap().iter().map(|step| &step["state"]).collect();
    assert_eq!(steps, ["done", "done", "done"]);
    stage.ship(&["--yes"]).exits(0);
    assert_eq!(self::records(&stage).len(), 3, "shipping again records nothing");
    let gates = run(&stage.repo, &["gates", "--trust", "--format", "json"]).json();
    let version = gates["gates"].as_array().unwrap().iter().find(|gate| gate["name"] == "approval").unwrap().clone();
    assert!(!version["evidence"].to_string().contains("not valid"), "{version}");
}

#[test]
fn an_abort_is_recorded_with_what_stayed() {
    let stage = Stage::new();
    Stage::hook(&stage.bare, "pre-receive", "exit 1");
    stage.ship(&["--yes"]).exits(4);
    stage.ship(&["--abort"]).exits(0);
    let records = records(&stage);
    let [record] = records.as_slice() else { panic!("{records:?}") };
    assert_eq!((&record["type"], &record["payload"]["outcome"]), (&"shipment".into(), &"aborted".into()));
    assert_eq!((&record["payload"]["commit"], &record["payload"]["tag_object"]), (&Value::Null, &Value::Null));
    let steps = record["payload"]["steps"].as_array().unwrap();
    assert!(steps.iter().all(|step| step["state"] == "undone"), "{steps:?}");
}

#[test]
fn a_rejection_stops_a_resumed_release_until_it_is_taken_back() {
    let stage = Stage::with("[[gates]]\nname = \"risk-reviewed\"\nrequired = false\n");
    let decide = |args: &[&str]| {
        Ran(tminus(&stage.repo).arg("--trust").args(args).output().unwrap()).exits(0);
    };
    decide(&["approve", "approval"]);
    let hook = Stage::hook(&stage.bare, "pre-receive", "exit 1");
    stage.ship(&["--yes"]).exits(4);
    // The commit and the tag are made, so the range begins after them now; the word is about the release all the same.
    decide(&["reject", "approval", "--reason", "found a leak"]);
    Stage::remove(&hook);
    let before = stage.state();
    let stopped = stage.ship(&["--resume"]);
    assert!(stopped.exits(1).stderr().contains("found a leak"), "{}", stopped.stderr());
    assert!(stopped.stderr().contains("--abort"), "{}", stopped.stderr());
    assert_eq!(stage.state(), before);
    assert!(stage.journal().exists());
    decide(&["approve", "approval"]);
    stage.ship(&["--resume"]).exits(0);
    stage.assert_shipped_once();
}

#[test]
fn a_release_that_was_stopped_can_be_aborted() {
    let stage = Stage::new();
    Stage::hook(&stage.bare, "pre-receive", "exit 1");
    let before = stage.state();
    stage.ship(&["--yes"]).exits(4);
    Ran(tminus(&stage.repo).args(["--trust", "reject", "version"]).output().unwrap()).exits(0);
    stage.ship(&["--resume"]).exits(1);
    stage.ship(&["--abort"]).exits(0);
    assert_eq!(stage.state(), before);
}

#[test]
fn a_record_that_cannot_be_written_is_written_when_it_can_be() {
    let stage = Stage::new();
    let lock = stage.repo.path().join(".git/refs/tminus/ledger.lock");
    std::fs::create_dir_all(lock.parent().unwrap()).unwrap();
    std::fs::write(&lock, "").unwrap();
    let ran = stage.ship(&["--yes", "--give-up-after", "0", "--format", "json"]);
    let told: Vec<_> = states(&ran.exits(4).json()).into_iter().map(|(_, state)| state).collect();
    assert_eq!(told, ["done", "done", "done", "failed"]);
    assert!(ran.stderr().contains("--resume"), "{}", ran.stderr());
    Stage::remove(&lock);
    stage.ship(&["--resume"]).exits(0);
    assert_eq!(records(&stage).len(), 1);
    stage.assert_shipped_once();
}

#[test]
fn shipping_again_is_already_so_and_changes_nothing() {
    let stage = Stage::new();
    stage.ship(&["--yes"]).exits(0);
    let before = stage.bytes();
    let again = stage.ship(&["--yes", "--format", "json"]);
    assert_eq!(again.exits(0).json()["outcome"], "already-shipped");
    assert_eq!(stage.bytes(), before);
}

#[test]
fn gates_that_are_not_go_stop_it_before_anything_happens() {
    let stage = Stage::with("");
    let before = stage.bytes();
    let ran = stage.ship(&["--yes"]);
    assert!(ran.exits(3).stderr().contains("approval"), "{}", ran.stderr());
    assert_eq!(stage.bytes(), before);
    stage.repo.write("untracked", "x");
    let before = stage.bytes();
    let ran = stage.ship(&["--yes"]);
    assert!(ran.exits(1).stderr().contains("clean-work-tree"), "{}", ran.stderr());
    assert_eq!(stage.bytes(), before);
}

#[test]
fn an_approved_release_tells_in_its_tag_where_the_ledger_stood() {
    let stage = Stage::with("[[gates]]\nname = \"risk-reviewed\"\nrequired = false\n");
    Ran(tminus(&stage.repo).args(["--trust", "approve", "approval"]).output().unwrap()).exits(0);
    let ledger = stage.repo.git(&["rev-parse", "refs/tminus/ledger"]);
    let record = stage.repo.git(&["show", "refs/tminus/ledger:record.json"]);
    stage.ship(&["--yes"]).exits(0);
    let message = stage.repo.git(&["for-each-ref", "--format=%(contents)", "refs/tags/v1.5.0"]);
    let trailers: Vec<&str> = message.trim_end().lines().rev().take(2).collect();
    assert_eq!(trailers[1], format!("Tminus-Ledger: {ledger}"));
    let subject = trailers[0].strip_prefix("Tminus-Subject: ").unwrap();
    assert!(record.contains(subject), "{subject} is what was approved: {record}");
    stage.assert_shipped_once();
}

#[test]
fn a_changelog_that_is_no_utf8_is_refused_with_a_way_on_and_stays() {
    let stage = Stage::new();
    let utf16: Vec<u8> = "# Changelog\n\n## [1.4.2]\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let bytes = [&[0xff, 0xfe][..], &utf16].concat();
    stage.repo.write("CHANGELOG.md", &bytes);
    stage.repo.commit("docs: keep a changelog");
    let ran = stage.ship(&["--dry-run"]);
    ran.exits(2);
    assert!(ran.stderr().contains("`CHANGELOG.md` is not text that a release can be written into"), "{}", ran.stderr());
    assert!(ran.stderr().contains("save it as UTF-8"), "{}", ran.stderr());
    assert_eq!(std::fs::read(stage.repo.path().join("CHANGELOG.md")).unwrap(), bytes);
}

#[test]
fn headless_it_ships_only_when_told_so() {
    let stage = Stage::new();
    let before = stage.bytes();
    let ran = stage.ship(&[]);
    assert!(ran.exits(2).stderr().contains("--yes"), "{}", ran.stderr());
    assert_eq!(stage.bytes(), before);
    stage.ship(&["--resume"]).exits(2);
    stage.ship(&["--abort"]).exits(2);
    stage.ship(&["--resume", "--abort"]).exits(2);
    assert_eq!(stage.bytes(), before);
}

#[test]
fn what_can_be_known_before_stops_it_before_the_first_effect() {
    let github = FakeGithub::start();
    let stage = Stage::publishing(&github);
    let before = stage.state();
    let check = |ran: Ran, code: i32, words: &str| {
        assert!(ran.exits(code).stderr().contains(words), "{}", ran.stderr());
        assert_eq!(stage.state(), before);
        assert!(!stage.journal().exists());
        assert!(github.releases().iter().all(|release| release["tag_name"] != "v1.5.0" || release["draft"] != true));
    };
    check(Ran(stage.command(&["--yes"]).env_remove("GITHUB_TOKEN").output().unwrap()), 2, "GITHUB_TOKEN");
    check(Ran(stage.command(&["--yes"]).env("GITHUB_TOKEN", "expired").output().unwrap()), 4, "401");
    for (status, words) in [(403, "403"), (404, "finds no repository"), (429, "slow down"), (503, "503")] {
        github.fault("GET", Fault::Refuse(status));
        check(stage.ship(&["--yes"]), 4, words);
    }
    github.fault("GET", Fault::Page);
    check(stage.ship(&["--yes"]), 4, "web page");
    github.fault("GET", Fault::Nonsense);
    check(stage.ship(&["--yes"]), 4, "something else");
    let hook = Stage::hook(&stage.bare, "pre-receive", "exit 0");
    std::fs::remove_file(hook).unwrap();
    stage.remote(&["update-ref", "refs/tags/v1.5.0", &stage.repo.git(&["rev-parse", "v1.4.2"])]);
    let ran = stage.ship(&["--yes"]);
    assert!(matches!(ran.0.status.code(), Some(1 | 4)), "{}", ran.stderr());
    assert_eq!(stage.state(), before);
    stage.remote(&["update-ref", "-d", "refs/tags/v1.5.0"]);
    github
        .add(serde_json::json!({"id": 99, "tag_name": "v1.5.0", "draft": false, "body": "", "html_url": "https://x"}));
    check(stage.ship(&["--yes"]), 4, "already");
}

#[test]
fn a_missing_identity_is_told_before_the_first_effect() {
    let stage = Stage::new();
    std::fs::write(stage.repo.home().join(".gitconfig"), "").unwrap();
    let mut command = stage.command(&["--yes"]);
    for name in ["GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL", "EMAIL"] {
        command.env_remove(name);
    }
    let ran = Ran(command.output().unwrap());
    assert!(ran.exits(2).stderr().contains("user.email"), "{}", ran.stderr());
    assert!(!stage.journal().exists());
}

#[test]
fn a_refused_push_leaves_a_release_that_is_resumed_when_the_reason_is_gone() {
    let stage = Stage::new();
    let hook = Stage::hook(&stage.bare, "pre-receive", "echo frozen until monday >&2; exit 1");
    let ran = stage.ship(&["--yes", "--format", "json"]);
    assert!(ran.exits(4).stderr().contains("frozen until monday"), "{}", ran.stderr());
    assert!(ran.stderr().contains("--resume") && ran.stderr().contains("--abort"));
    let told: Vec<_> = states(&ran.json()).into_iter().map(|(_, state)| state).collect();
    assert_eq!(told, ["done", "done", "failed", "pending"]);

    let before = stage.bytes();
    let plain = stage.ship(&["--yes"]);
    assert!(plain.exits(5).stderr().contains("unfinished"), "{}", plain.stderr());
    assert_eq!(stage.bytes(), before, "a plain ship changes nothing while one is open");
    stage.ship(&["--resume"]).exits(4);

    std::fs::remove_file(hook).unwrap();
    stage.ship(&["--resume"]).exits(0);
    stage.assert_shipped_once();
}

#[test]
fn an_abort_gives_back_exactly_what_was_there() {
    let stage = Stage::new();
    Stage::hook(&stage.bare, "pre-receive", "exit 1");
    let (before, remote) = (stage.state(), stage.remote(&["for-each-ref"]));
    stage.ship(&["--yes"]).exits(4);
    assert_ne!(stage.state(), before);
    let ran = stage.ship(&["--abort", "--format", "json"]);
    assert_eq!(ran.exits(0).json()["outcome"], "aborted");
    assert_eq!(stage.state(), before);
    assert_eq!(stage.remote(&["for-each-ref"]), remote);
    assert!(!stage.journal().exists());
    stage.ship(&["--abort"]).exits(2);
}

#[test]
fn an_abort_after_the_push_keeps_what_is_public_and_says_so() {
    let github = FakeGithub::start();
    let stage = Stage::publishing(&github);
    github.fault("POST", Fault::Refuse(422));
    stage.ship(&["--yes"]).exits(4);
    let before = stage.state();
    let ran = stage.ship(&["--abort"]);
    assert!(ran.exits(0).stdout().contains("others may have fetched it"), "{}", ran.stdout());
    assert_eq!(stage.state(), before);
    assert!(!stage.journal().exists() && github.releases().is_empty());
}

#[test]
fn an_abort_deletes_the_draft() {
    let github = FakeGithub::start();
    let stage = Stage::publishing(&github);
    github.fault("PATCH", Fault::Refuse(403));
    stage.ship(&["--yes"]).exits(4);
    assert_eq!(github.releases().len(), 1);
    stage.ship(&["--abort"]).exits(0);
    assert!(github.releases().is_empty());
}

#[test]
fn what_passes_is_tried_again_and_nothing_is_doubled() {
    let github = FakeGithub::start();
    let stage = Stage::publishing(&github);
    // The first draft is made, and the answer lost: looking finds it.
    github.fault("POST", Fault::DoAndRefuse(502));
    github.fault("PATCH", Fault::DoAndRefuse(502));
    let ran = stage.ship(&["--yes"]);
    ran.exits(0);
    assert!(ran.stderr().contains("trying again"), "{}", ran.stderr());
    assert_eq!((github.releases().len(), github.count("POST")), (1, 1));
    stage.assert_shipped_once();
}

#[test]
fn a_step_is_given_up_after_its_time_and_can_be_resumed() {
    let github = FakeGithub::start();
    let stage = Stage::publishing(&github);
    github.fault("POST", Fault::Refuse(503));
    let ran = stage.ship(&["--yes", "--give-up-after", "0", "--format", "json"]);
    assert_eq!(states(&ran.exits(4).json())[3].1, "unknown", "a failed answer does not say that nothing happened");
    stage.ship(&["--resume"]).exits(0);
    assert_eq!(github.releases().len(), 1);
    stage.assert_shipped_once();
}

/// Fails a request once in every way, then resumes.
fn survives_every_answer(method: &'static str) {
    let statuses = [401, 403, 404, 408, 422, 429, 500, 503].map(Fault::Refuse);
    for fault in statuses.into_iter().chain([Fault::DoAndRefuse(500), Fault::Page, Fault::Nonsense]) {
        let github = FakeGithub::start();
        let stage = Stage::publishing(&github);
        github.fault(method, fault.clone());
        let ran = stage.ship(&["--yes", "--give-up-after", "0"]);
        assert!(ran.exits(4).stderr().contains("--resume"), "{fault:?}: {}", ran.stderr());
        assert!(!ran.stderr().contains("good-token"));
        stage.ship(&["--resume"]).exits(0);
        let releases = github.releases();
        assert_eq!(releases.len(), 1, "{fault:?}");
        assert_eq!(releases[0]["draft"], false, "{fault:?}");
    }
}

#[test]
fn whatever_the_forge_answers_to_a_draft_it_is_told_and_not_doubled() {
    survives_every_answer("POST");
}

#[test]
fn whatever_the_forge_answers_to_publishing_it_is_told_and_not_doubled() {
    survives_every_answer("PATCH");
}

#[test]
fn a_draft_that_the_forge_does_not_delete_keeps_the_abort_open() {
    for fault in [Fault::Refuse(500), Fault::Page, Fault::Nonsense] {
        let github = FakeGithub::start();
        let stage = Stage::publishing(&github);
        github.fault("PATCH", Fault::Refuse(403));
        stage.ship(&["--yes"]).exits(4);
        github.fault("DELETE", fault);
        stage.ship(&["--abort", "--give-up-after", "0"]).exits(4);
        assert_eq!(github.releases().len(), 1);
        stage.ship(&["--abort"]).exits(0);
        assert!(github.releases().is_empty());
    }
}

#[test]
fn anothers_draft_is_not_adopted() {
    let github = FakeGithub::start();
    let stage = Stage::publishing(&github);
    let theirs =
        serde_json::json!({"id": 77, "tag_name": "v1.5.0", "draft": true, "body": "theirs", "html_url": "https://x"});
    github.add(theirs.clone());
    stage.ship(&["--yes"]).exits(0);
    let releases = github.releases();
    assert_eq!(releases.len(), 2);
    assert_eq!(releases[0], theirs);
}

#[test]
fn a_server_that_cannot_take_both_at_once_gets_them_in_two_steps() {
    let stage = Stage::new();
    stage.remote(&["config", "receive.advertiseAtomic", "false"]);
    let ran = stage.ship(&["--yes", "--format", "json"]);
    let ids: Vec<_> = states(&ran.exits(0).json()).into_iter().map(|(id, _)| id).collect();
    assert_eq!(ids, ["commit", "tag", "push-branch", "push-tag", "record"]);
    stage.assert_shipped_once();
}

#[test]
fn a_remote_that_vanishes_leaves_a_release_that_is_resumed_when_it_is_back() {
    let stage = Stage::new();
    let away = stage.repo.beside("away.git");
    let hook = stage.local_hook("post-commit", &format!("mv '{}' '{}'", stage.bare.display(), away.display()));
    let ran = stage.ship(&["--yes", "--give-up-after", "0"]);
    ran.exits(4);
    assert!(stage.journal().exists());
    std::fs::remove_file(hook).unwrap();
    std::fs::rename(away, &stage.bare).unwrap();
    stage.ship(&["--resume"]).exits(0);
    stage.assert_shipped_once();
}

#[test]
fn the_tag_is_signed_where_git_is_set_up_to_sign() {
    let stage = Stage::new();
    stage.repo.with_ssh_signing();
    let plan = stage.ship(&["--dry-run", "--format", "json"]).json();
    assert!(plan["steps"][1]["effect"].as_str().unwrap().starts_with("git tag -s v1.5.0 "), "{plan}");
    let ran = stage.ship(&["--yes"]);
    assert!(ran.exits(0).stderr().contains("Good \"git\" signature"), "{}", ran.stderr());
    stage.repo.git(&["verify-tag", "v1.5.0"]);
    stage.repo.git(&["verify-commit", "main"]);
    stage.assert_shipped_once();
}

#[test]
fn a_key_that_cannot_sign_is_told_before_the_first_effect() {
    let stage = Stage::new();
    let key = stage.repo.with_ssh_signing();
    std::fs::remove_file(key).unwrap();
    let before = stage.state();
    let ran = stage.ship(&["--yes"]);
    assert!(ran.exits(4).stderr().contains("signing does not work"), "{}", ran.stderr());
    assert_eq!(stage.state(), before);
}

#[test]
fn without_a_changelog_the_tag_stands_on_the_last_commit() {
    let stage = Stage::with(&format!("[release]\nchangelog = false\n\n{SETTINGS}"));
    let head = stage.repo.git(&["rev-parse", "main"]);
    stage.ship(&["--yes"]).exits(0);
    assert_eq!(stage.repo.git(&["rev-parse", "main"]), head);
    assert_eq!(stage.remote(&["rev-parse", "v1.5.0^{commit}"]), head);
}

#[test]
fn an_earlier_end_is_tagged_as_it_is() {
    let stage = Stage::new();
    let earlier = stage.repo.git(&["rev-parse", "main"]);
    let head = stage.repo.commit_file("src/c.rs", "c\n", "feat: add c");
    stage.ship(&["--yes", "--to", "HEAD~1"]).exits(0);
    assert_eq!(stage.repo.git(&["rev-parse", "main"]), head);
    assert_eq!(stage.remote(&["rev-parse", "v1.5.0^{commit}"]), earlier);
    assert_eq!(stage.remote(&["rev-parse", "main"]), earlier, "what is not released is not pushed");
}

#[test]
fn a_hook_that_spoils_the_release_commit_stops_it_before_the_tag() {
    let stage = Stage::new();
    stage.local_hook("pre-commit", "echo more > src/a.rs; git add src/a.rs");
    let ran = stage.ship(&["--yes"]);
    assert!(ran.exits(4).stderr().contains("src/a.rs"), "{}", ran.stderr());
    assert_eq!(stage.repo.git(&["tag", "--list", "v1.5.0"]), "");
    let remote = stage.remote(&["rev-parse", "main"]);
    stage.ship(&["--abort"]).exits(0);
    assert_eq!(stage.repo.git(&["rev-parse", "main"]), remote);
    assert_eq!(stage.repo.git(&["status", "--porcelain"]).trim(), "M src/a.rs", "what the hook wrote is not lost");
}

#[test]
fn two_runs_at_once_do_not_meet() {
    let stage = Stage::new();
    let program = env!("CARGO_BIN_EXE_tminus");
    let out = stage.repo.beside("second");
    let nested = format!("'{program}' --trust ship --resume > '{0}' 2>&1 < /dev/null; echo $? >> '{0}'", out.display());
    stage.local_hook("pre-push", &nested);
    stage.ship(&["--yes"]).exits(0);
    let said = std::fs::read_to_string(out).unwrap();
    assert!(said.contains("another `tminus ship` is at work") && said.trim_end().ends_with('5'), "{said}");
    stage.assert_shipped_once();
}

#[test]
fn all_worktrees_share_one_journal() {
    let stage = Stage::new();
    let hook = Stage::hook(&stage.bare, "pre-receive", "exit 1");
    stage.ship(&["--yes"]).exits(4);
    let other = stage.repo.beside("other");
    stage.repo.git(&["worktree", "add", "--quiet", "-b", "side", other.to_str().unwrap(), "v1.4.2"]);
    let elsewhere = |args: &[&str]| Ran(stage.command(args).current_dir(&other).output().unwrap());
    elsewhere(&["--yes"]).exits(5);
    std::fs::remove_file(hook).unwrap();
    elsewhere(&["--resume"]).exits(0);
    stage.assert_shipped_once();
}

#[test]
fn a_signal_stops_it_with_the_journal_in_order() {
    let stage = Stage::new();
    // The hook ends the run that it belongs to, whose number stands in the lock, and would then wait for ever.
    let hook = stage.local_hook("pre-push", "kill -TERM $(cat .git/tminus/lock); exec sleep 600");
    let ran = stage.ship(&["--yes"]);
    assert!(ran.exits(5).stderr().contains("--resume"), "{}", ran.stderr());
    assert!(stage.journal().exists());
    std::fs::remove_file(hook).unwrap();
    stage.ship(&["--resume"]).exits(0);
    stage.assert_shipped_once();
}

/// Puts a `git` first on the path that kills its parent, should that be tminus at work, at the command that `pattern` matches:
/// before the real git runs (which then goes on without a parent), after it, or instead of it, with its lock left behind.
fn with_trap(stage: &Stage, pattern: &str, when: &str) -> Command {
    let bin = stage.repo.beside("bin");
    std::fs::create_dir_all(&bin).unwrap();
    let fired = stage.repo.beside("fired");
    let git_dir = stage.repo.path().join(".git");
    let real =
        String::from_utf8(stage.repo.command("sh").args(["-c", "command -v git"]).output().unwrap().stdout).unwrap();
    let script = format!(
        r#"#!/bin/sh
fire() {{ touch '{fired}'; kill -9 $PPID; }}
if [ ! -e '{fired}' ] && [ -e '{journal}' ] && [ "$PPID" = "$(cat '{lock}')" ]; then
  case " $* " in
    *"{pattern}"*)
      case {when} in
        before) fire ;;
        after) '{real}' "$@"; code=$?; fire; exit $code ;;
        instead) touch '{index_lock}'; fire; exit 1 ;;
      esac ;;
  esac
fi
exec '{real}' "$@"
"#,
        fired = fired.display(),
        journal = stage.journal().display(),
        lock = git_dir.join("tminus/lock").display(),
        index_lock = git_dir.join("index.lock").display(),
        real = real.trim(),
    );
    let path = bin.join("git");
    executable(&path, &script);
    let mut command = stage.command(&["--yes"]);
    command.env("PATH", format!("{}:{}", bin.display(), std::env::var("PATH").unwrap()));
    command
}

fn killed_and_resumed(pattern: &str, when: &str) -> Ran {
    let stage = Stage::new();
    let output = with_trap(&stage, pattern, when).output().unwrap();
    assert_eq!(output.status.code(), None, "it was killed: {}", String::from_utf8_lossy(&output.stderr));
    let ran = stage.ship(&["--resume"]);
    ran.exits(0);
    stage.assert_shipped_once();
    ran
}

fn killed_and_aborted(pattern: &str, when: &str) {
    let stage = Stage::new();
    let (before, remote) = (stage.state(), stage.remote(&["for-each-ref"]));
    with_trap(&stage, pattern, when).output().unwrap();
    stage.ship(&["--yes"]).exits(5);
    stage.ship(&["--abort"]).exits(0);
    assert_eq!(stage.state(), before);
    assert_eq!(stage.remote(&["for-each-ref"]), remote);
}

#[test]
fn killed_around_the_commit_it_goes_on_without_doubling() {
    for when in ["before", "after"] {
        killed_and_resumed(" add --intent-to-add ", when);
        killed_and_resumed(" commit --quiet ", when);
    }
}

#[test]
fn killed_around_the_tag_it_goes_on_without_doubling() {
    for when in ["before", "after"] {
        killed_and_resumed(" tag -a ", when);
    }
}

#[test]
fn killed_around_the_push_it_goes_on_without_doubling() {
    for when in ["before", "after"] {
        killed_and_resumed(" push --atomic ", when);
    }
}

#[test]
fn killed_while_writing_the_changelog_it_leaves_no_half_of_it() {
    for (way, after) in [("--resume", "v1.5.0"), ("--abort", "")] {
        let stage = Stage::new();
        with_trap(&stage, " add --intent-to-add ", "before").output().unwrap();
        std::fs::write(stage.repo.path().join(".tminus-aB3xYz"), "half a change").unwrap();
        std::fs::remove_file(stage.repo.path().join("CHANGELOG.md")).unwrap();
        stage.ship(&[way]).exits(0);
        assert_eq!(stage.repo.git(&["tag", "--list", "v1.5.0"]), after);
        assert_eq!(stage.repo.git(&["status", "--porcelain"]), "", "{way}");
    }
}

#[test]
fn a_lock_that_the_journal_names_is_removed_when_its_git_is_gone() {
    let ran = killed_and_resumed(" commit --quiet ", "instead");
    assert!(ran.stderr().contains("index.lock"), "{}", ran.stderr());
}

#[test]
fn killed_before_the_push_it_can_be_aborted_without_a_trace() {
    killed_and_aborted(" add --intent-to-add ", "after");
    killed_and_aborted(" commit --quiet ", "before");
    killed_and_aborted(" commit --quiet ", "after");
    killed_and_aborted(" tag -a ", "after");
    killed_and_aborted(" ls-remote ", "before");
}

#[test]
fn killed_around_a_request_it_goes_on_without_doubling() {
    for (method, fault) in [
        ("POST", Fault::KillBefore),
        ("POST", Fault::KillAfter),
        ("PATCH", Fault::KillBefore),
        ("PATCH", Fault::KillAfter),
    ] {
        let github = FakeGithub::start();
        let stage = Stage::publishing(&github);
        github.fault(method, fault.clone());
        let mut child = stage.command(&["--yes"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        github.aim_at(child.id());
        assert_eq!(child.wait().unwrap().code(), None, "it was killed");
        stage.ship(&["--resume"]).exits(0);
        let releases = github.releases();
        assert_eq!(releases.len(), 1, "{method} {fault:?}");
        assert_eq!(releases[0]["draft"], false);
        assert!(!releases[0]["body"].as_str().unwrap().contains("tminus-plan"), "{}", releases[0]["body"]);
        stage.assert_shipped_once();
    }
}
