//! Decisions of the command line, as git itself sees them.

use serde_json::Value;
use tminus::{
    ledger::{Digest, canonical},
    testkit::Repo,
};

use crate::program::run;

const LEDGER: &str = "refs/tminus/ledger";

/// A released version and a feature after it.
fn project() -> Repo {
    let repo = Repo::new();
    repo.commit_file("a.txt", "a\n", "feat: begin");
    repo.tag("v1.0.0");
    repo.commit_file("b.txt", "b\n", "feat: add b (#2)");
    repo
}

fn record(repo: &Repo, commit: &str) -> Value {
    serde_json::from_str(&repo.git(&["show", &format!("{commit}:record.json")])).unwrap()
}

fn records(repo: &Repo) -> Vec<String> {
    let ids = repo.git(&["rev-list", LEDGER]);
    ids.lines().map(str::to_owned).collect()
}

fn approval_of(repo: &Repo, verdict: &str) -> Value {
    let ran = run(repo, &["gates", "--trust", "--format", "json"]);
    let gates = ran.json();
    let gate = gates["gates"].as_array().unwrap().iter().find(|gate| gate["name"] == "approval").unwrap().clone();
    assert_eq!(gate["verdict"], verdict, "{gate}");
    gate
}

#[test]
fn an_approval_is_a_proposal_with_the_notes_and_a_record_that_names_it() {
    let repo = project();
    run(&repo, &["approve", "approval", "--reason", "looks good"]).exits(0);
    let ids = records(&repo);
    let [approval, proposal] = ids.as_slice() else { panic!("{ids:?}") };
    assert_eq!(repo.git(&["ls-tree", "--name-only", approval]), "record.json");
    assert_eq!(repo.git(&["ls-tree", "--name-only", proposal]), "notes.md\nrecord.json");
    for id in &ids {
        let bytes = repo.command("git").args(["show", &format!("{id}:record.json")]).output().unwrap().stdout;
        let record = record(&repo, id);
        assert_eq!(bytes, canonical(&record).into_bytes());
        let kind = record["type"].as_str().unwrap();
        let message = repo.git(&["log", "-1", "--format=%B", id]);
        assert_eq!(message.trim(), format!("tminus-record/1 {kind} {}", Digest::of(&bytes)));
        let time: jiff::Timestamp = record["time"].as_str().unwrap().parse().unwrap();
        assert_eq!(time.as_second().to_string(), repo.git(&["log", "-1", "--format=%ct", id]));
        assert_eq!(record["schema"], "tminus.record/1");
        assert_eq!(record["signed"], false);
        assert_eq!(record["repository"], repo.git(&["rev-list", "--max-parents=0", "HEAD"]));
        assert_eq!(record["actor"]["email"], "ann@example.org");
        let object = &record["payload"]["subject"];
        assert_eq!(record["subject"], Digest::of_json(object).to_string());
        assert_eq!(object["schema"], "tminus.subject/1");
        assert_eq!(object["to_sha"], repo.git(&["rev-parse", "HEAD"]));
        assert_eq!(object["tag"], "v1.1.0");
        assert_eq!(object["policy_digest"], Value::Null);
    }
    let approval = record(&repo, approval);
    assert_eq!(approval["payload"]["proposal"], **proposal);
    assert_eq!(approval["payload"]["gate"], "approval");
    assert_eq!(approval["payload"]["reason"], "looks good");
    assert_eq!(approval["parents"], serde_json::json!([proposal]));
    let notes = repo.command("git").args(["show", &format!("{proposal}:notes.md")]).output().unwrap().stdout;
    assert_eq!(approval["payload"]["subject"]["notes_digest"], Digest::of(&notes).to_string());
    approval_of(&repo, "GO");
}

#[test]
fn approving_again_is_0_and_writes_nothing() {
    let repo = project();
    run(&repo, &["approve", "approval"]).exits(0);
    let before = records(&repo);
    run(&repo, &["approve", "approval"]).exits(0);
    assert_eq!(records(&repo), before);
}

#[test]
fn an_approval_goes_stale_when_what_was_approved_changes() {
    let repo = project();
    run(&repo, &["approve", "approval"]).exits(0);
    approval_of(&repo, "GO");
    repo.commit_file("c.txt", "c\n", "fix: mend c");
    let gate = approval_of(&repo, "HOLD");
    assert_eq!(gate["stale"], true);
    assert_eq!(gate["approvals"][0]["stale"], true);
    assert_eq!(gate["approvals"][0]["counts"], false);
    run(&repo, &["approve", "approval"]).exits(0);
    assert_eq!(approval_of(&repo, "GO")["stale"], false);
}

#[test]
fn a_rejection_is_no_go_until_the_same_person_approves() {
    let repo = project();
    repo.as_author("Bob Baker", "bob@example.org");
    run(&repo, &["reject", "approval", "--reason", "not on a Friday"]).exits(0);
    repo.as_author("Ann Archer", "ann@example.org");
    run(&repo, &["approve", "approval"]).exits(0);
    let gate = approval_of(&repo, "NO-GO");
    assert!(gate["evidence"][0]["summary"].as_str().unwrap().contains("Bob Baker"), "{gate}");
    run(&repo, &["gates", "--trust"]).exits(1);
    repo.as_author("Bob Baker", "bob@example.org");
    run(&repo, &["approve", "approval"]).exits(0);
    approval_of(&repo, "GO");
}

#[test]
fn of_concurrent_records_the_stricter_counts() {
    let repo = project();
    run(&repo, &["review", "HEAD"]).exits(0);
    let base = repo.git(&["rev-parse", LEDGER]);
    run(&repo, &["approve", "approval"]).exits(0);
    let approval = repo.git(&["rev-parse", LEDGER]);
    repo.git(&["update-ref", LEDGER, &base]);
    run(&repo, &["reject", "approval"]).exits(0);
    let rejection = repo.git(&["rev-parse", LEDGER]);
    join(&repo, &rejection, &approval);
    approval_of(&repo, "NO-GO");
    run(&repo, &["approve", "approval"]).exits(0);
    approval_of(&repo, "GO");
}

/// Joins two heads by a record, as two clones that were synced would.
fn join(repo: &Repo, left: &str, right: &str) {
    let mut record = record(repo, left);
    let seconds: i64 = repo.git(&["log", "-1", "--format=%ct", left]).parse().unwrap();
    record["type"] = "merge".into();
    record["parents"] = serde_json::json!([left, right]);
    record["subject"] = Value::Null;
    record["payload"] = serde_json::json!({});
    let bytes = canonical(&record);
    repo.write("record.json", &bytes);
    let blob = repo.git(&["hash-object", "-w", "record.json"]);
    repo.remove("record.json");
    repo.write("tree", format!("100644 blob {blob}\trecord.json\n"));
    let tree = repo.command("sh").args(["-c", "git mktree < tree"]).output().unwrap().stdout;
    repo.remove("tree");
    let tree = String::from_utf8(tree).unwrap();
    let message = format!("tminus-record/1 merge {}", Digest::of(bytes.as_bytes()));
    let date = format!("@{seconds} +0000");
    let made = repo
        .command("git")
        .args(["commit-tree", tree.trim(), "-p", left, "-p", right, "-m", &message])
        .env("GIT_COMMITTER_DATE", &date)
        .output()
        .unwrap();
    repo.git(&["update-ref", LEDGER, String::from_utf8(made.stdout).unwrap().trim()]);
}

#[test]
fn records_are_signed_as_git_signs_and_git_verifies_them() {
    let repo = project();
    let key = repo.with_ssh_signing();
    run(&repo, &["approve", "approval", "--trust"]).exits(0);
    let listed = repo.command("ssh-keygen").args(["-l", "-f", key.to_str().unwrap()]).output().unwrap().stdout;
    for id in records(&repo) {
        repo.git(&["verify-commit", &id]);
        let record = record(&repo, &id);
        assert_eq!(record["signed"], true);
        let fingerprint = record["actor"]["key"].as_str().unwrap();
        assert!(String::from_utf8_lossy(&listed).contains(fingerprint), "{fingerprint}");
    }
    let log = repo.git(&["log", "--show-signature", LEDGER]);
    assert_eq!(log.matches("Good \"git\" signature for ann@example.org").count(), 2, "{log}");
    assert_eq!(approval_of(&repo, "GO")["approvals"][0]["signature"], "good");
}

#[test]
fn a_signature_that_was_made_for_something_else_does_not_count() {
    let repo = project();
    repo.with_ssh_signing();
    run(&repo, &["approve", "approval", "--trust"]).exits(0);
    // The signature of the first record, put on the second.
    let ids = records(&repo);
    let raw = |id: &str| repo.git(&["cat-file", "commit", id]);
    let signature = |text: &str| {
        let start = text.find("gpgsig ").unwrap();
        let end = text.find("-----END SSH SIGNATURE-----").unwrap();
        text[start..end].to_owned()
    };
    let forged = raw(&ids[0]).replace(&signature(&raw(&ids[0])), &signature(&raw(&ids[1])));
    repo.write("forged", format!("{forged}\n"));
    let id = repo.git(&["hash-object", "-w", "-t", "commit", "forged"]);
    repo.remove("forged");
    repo.git(&["update-ref", LEDGER, &id]);
    let gate = approval_of(&repo, "HOLD");
    assert_eq!(gate["approvals"][0]["signature"], "bad");
}

#[test]
fn without_trust_nothing_is_signed_and_nothing_is_written() {
    let repo = project();
    repo.with_ssh_signing();
    let refused = run(&repo, &["approve", "approval"]);
    refused.exits(3);
    assert!(refused.stderr().contains("--trust"), "{}", refused.stderr());
    assert!(repo.command("git").args(["rev-parse", "-q", "--verify", LEDGER]).output().unwrap().stdout.is_empty());
}

#[test]
fn a_review_lists_commits_of_the_range_once() {
    let repo = project();
    let second = repo.commit_file("c.txt", "c\n", "fix: mend c");
    run(&repo, &["review", "HEAD", "HEAD~1", &second[..8]]).exits(0);
    run(&repo, &["review", "HEAD~1"]).exits(0);
    let ids = records(&repo);
    assert_eq!(ids.len(), 1);
    let record = record(&repo, &ids[0]);
    assert_eq!(record["type"], "review");
    assert_eq!(record["payload"]["commits"], serde_json::json!([second, repo.git(&["rev-parse", "HEAD~1"])]));
    run(&repo, &["review", "v1.0.0"]).exits(2);
    run(&repo, &["review", "no-such-commit"]).exits(2);
    assert_eq!(records(&repo), ids);
}

#[test]
fn anybodys_record_of_a_review_answers_the_gate() {
    let repo = Repo::new();
    repo.commit_file("tminus.toml", "[risk]\nthreshold = 1\n", "chore: begin");
    repo.tag("v1.0.0");
    let risky = repo.commit_file("src/auth.rs", &"pub fn a() {}\n".repeat(300), "feat!: replace the login");
    let verdict = || {
        let gates = run(&repo, &["gates", "--trust", "--format", "json"]).json();
        let gates = gates["gates"].as_array().unwrap().clone();
        gates.into_iter().find(|gate| gate["name"] == "risk-reviewed").unwrap()["verdict"].clone()
    };
    assert_eq!(verdict(), "HOLD");
    repo.as_author("Bob Baker", "bob@example.org");
    run(&repo, &["review", &risky]).exits(0);
    repo.as_author("Ann Archer", "ann@example.org");
    assert_eq!(verdict(), "GO");
}

#[test]
fn an_ordinary_commit_on_the_ledger_makes_it_invalid_and_nothing_is_written_on_it() {
    let repo = project();
    run(&repo, &["approve", "approval"]).exits(0);
    let merge = repo.git(&["commit-tree", "HEAD^{tree}", "-p", LEDGER, "-p", "HEAD", "-m", "Merge branch 'main'"]);
    repo.git(&["update-ref", LEDGER, &merge]);
    approval_of(&repo, "NO-GO");
    let refused = run(&repo, &["approve", "approval"]);
    refused.exits(1);
    assert!(refused.stderr().contains("not valid"), "{}", refused.stderr());
    assert_eq!(repo.git(&["rev-parse", LEDGER]), merge);
}

#[test]
fn a_foreign_commit_anywhere_in_the_chain_makes_it_invalid() {
    let repo = project();
    run(&repo, &["review", "HEAD"]).exits(0);
    run(&repo, &["approve", "approval"]).exits(0);
    let mut ids = records(&repo);
    ids.reverse();
    assert_eq!(ids.len(), 3);
    let head = repo.git(&["rev-parse", "HEAD"]);
    for place in 0..ids.len() {
        let mut above: Option<(String, String)> = None;
        for (index, id) in ids.iter().enumerate() {
            let mut text = format!("{}\n", repo.git(&["cat-file", "commit", id]));
            if index == place {
                text = text.replacen("\nauthor ", &format!("\nparent {head}\nauthor "), 1);
            }
            if let Some((old, new)) = &above {
                text = text.replacen(old, new, 1);
            }
            repo.write("commit", &text);
            above = Some((id.clone(), repo.git(&["hash-object", "-w", "-t", "commit", "commit"])));
            repo.remove("commit");
        }
        let forged = above.unwrap().1;
        repo.git(&["update-ref", LEDGER, &forged]);
        approval_of(&repo, "NO-GO");
        run(&repo, &["review", "HEAD"]).exits(1);
        assert_eq!(repo.git(&["rev-parse", LEDGER]), forged, "nothing is written on it");
    }
}

/// What happens after an approval.
enum Change {
    Nothing,
    Commit,
    Settings(&'static str),
    Remote(&'static str),
}

#[test]
fn each_part_of_what_was_approved_makes_the_approval_stale() {
    let changes: [(&str, Change, &[&str]); 7] = [
        ("range's end", Change::Commit, &[]),
        ("range's beginning", Change::Nothing, &["--from", "HEAD", "--next", "1.1.0"]),
        ("version", Change::Nothing, &["--next", "1.2.0"]),
        ("the tag", Change::Settings("[release]\ntag = \"r{version}\"\n"), &["--from", "v1.0.0", "--next", "1.1.0"]),
        ("published where", Change::Settings("[release]\nchangelog = \"NEWS.md\"\n"), &[]),
        ("published where", Change::Remote("git@github.com:eve/rocket.git"), &[]),
        ("configuration of the gates", Change::Settings("[approval]\nrequired = 2\n"), &[]),
    ];
    for (word, change, args) in changes {
        let repo = project();
        run(&repo, &["approve", "approval"]).exits(0);
        approval_of(&repo, "GO");
        match change {
            Change::Nothing => {}
            Change::Commit => drop(repo.commit_file("c.txt", "c\n", "chore: more")),
            Change::Settings(text) => {
                repo.write("tminus.toml", text);
            }
            Change::Remote(url) => drop(repo.git(&["remote", "add", "origin", url])),
        }
        let all: Vec<&str> = ["gates", "--offline", "--format", "json"].iter().chain(args).copied().collect();
        let gates = run(&repo, &all).json();
        let gate = gates["gates"].as_array().unwrap().iter().find(|gate| gate["name"] == "approval").unwrap().clone();
        assert_eq!((&gate["verdict"], &gate["stale"]), (&"HOLD".into(), &true.into()), "{word}: {gate}");
        assert!(gate["approvals"].to_string().contains(word), "{word}: {gate}");
    }
}

#[test]
fn decisions_made_at_once_are_all_kept() {
    let repo = project();
    let commits: Vec<String> = (0..5).map(|number| repo.commit(&format!("fix: number {number}"))).collect();
    let review = |commit: &String| {
        crate::program::tminus(&repo).args(["review", commit, "--output", "/dev/null"]).spawn().unwrap()
    };
    let mut runs: Vec<_> = commits.iter().map(review).collect();
    assert!(runs.iter_mut().all(|run| run.wait().unwrap().success()));
    let ids = records(&repo);
    assert_eq!(ids.len(), commits.len());
    let listed: Vec<String> =
        ids.iter().map(|id| record(&repo, id)["payload"]["commits"][0].as_str().unwrap().to_owned()).collect();
    assert!(commits.iter().all(|commit| listed.contains(commit)), "{listed:?}");
    assert_eq!(repo.git(&["reflog", "show", LEDGER]).lines().count(), ids.len());
}

#[test]
fn records_of_another_repository_do_not_count() {
    let (one, other) = (project(), project());
    other.commit_file("x.txt", "x\n", "feat: something else");
    run(&other, &["approve", "approval"]).exits(0);
    // Another root: the same files by another author.
    let stranger = Repo::new();
    stranger.as_author("Eve", "eve@example.org").commit_file("a.txt", "a\n", "feat: begin");
    stranger.tag("v1.0.0");
    stranger.commit_file("b.txt", "b\n", "feat: add b (#2)");
    run(&stranger, &["approve", "approval"]).exits(0);
    one.git(&["fetch", "--quiet", stranger.path().to_str().unwrap(), &format!("{LEDGER}:{LEDGER}")]);
    let gate = approval_of(&one, "NO-GO");
    assert!(gate["evidence"][0]["detail"].as_str().unwrap().contains("another repository"), "{gate}");
}

#[test]
fn an_unknown_gate_is_2_and_the_nearest_name_is_told() {
    let repo = project();
    let refused = run(&repo, &["approve", "aproval"]);
    refused.exits(2);
    assert!(refused.stderr().contains("did you mean `approval`?"), "{}", refused.stderr());
    run(&repo, &["reject", "nothing-like-it"]).exits(2);
}

#[test]
fn a_shallow_clone_judges_what_was_approved_and_approves_nothing() {
    let repo = project();
    repo.with_origin();
    run(&repo, &["approve", "approval"]).exits(0);
    repo.git(&["push", "--quiet", "origin", &format!("{LEDGER}:{LEDGER}")]);
    let clone = Repo::without_git();
    let url = format!("file://{}", repo.beside("origin.git").display());
    clone.git(&["clone", "--quiet", "--depth=2", &url, "."]);
    clone.git(&["fetch", "--quiet", "origin", &format!("{LEDGER}:{LEDGER}")]);
    clone.git(&["remote", "set-url", "origin", repo.beside("origin.git").to_str().unwrap()]);
    approval_of(&clone, "GO");
    run(&clone, &["approve", "version"]).exits(2);
}
