//! Settings from files, environment and flags, as a user meets them: `init`, `doctor`, and errors.

#![expect(clippy::disallowed_methods, reason = "the test looks at what the program wrote")]

use tminus::testkit::Repo;

use crate::program::{run, tminus};

fn repository() -> Repo {
    let repo = Repo::new();
    repo.commit_file("a", "a\n", "feat: begin");
    repo
}

/// What `doctor` says about one thing: its status and message.
fn doctor(repo: &Repo, name: &str) -> (String, String) {
    let report = run(repo, &["doctor", "--offline", "--format", "json"]).json();
    assert_eq!(report["schema"], "tminus.doctor/1");
    let checks = report["checks"].as_array().unwrap();
    let check = checks.iter().find(|check| check["name"] == name).unwrap();
    (check["status"].as_str().unwrap().to_owned(), check["message"].as_str().unwrap().to_owned())
}

#[test]
fn init_writes_a_file_that_is_valid_and_never_overwrites_one_unasked() {
    let repo = repository();
    run(&repo, &["init"]).exits(0);
    let written = std::fs::read_to_string(repo.path().join("tminus.toml")).unwrap();
    assert!(written.contains("\nbranch = \"main\"\n"), "{written}");
    assert_eq!(doctor(&repo, "configuration").0, "ok");
    repo.write("tminus.toml", "# mine\n");
    let ran = run(&repo, &["init"]);
    assert!(ran.exits(2).stderr().contains("`tminus.toml` is there already"), "{}", ran.stderr());
    assert_eq!(std::fs::read_to_string(repo.path().join("tminus.toml")).unwrap(), "# mine\n");
    run(&repo, &["init", "--force"]).exits(0);
    assert_eq!(std::fs::read_to_string(repo.path().join("tminus.toml")).unwrap(), written);
}

#[test]
fn init_finds_its_way_from_below_and_outside_of_a_repository_it_fails() {
    let repo = repository();
    repo.write("deep/er/file", "");
    run(&repo, &["init", "-C", "deep/er"]).exits(0);
    assert!(repo.path().join("tminus.toml").exists());
    run(&Repo::without_git(), &["init"]).exits(2);
}

#[test]
fn doctor_tells_what_is_wrong_with_the_file_and_answers_no() {
    let repo = repository();
    repo.write("tminus.toml", "[release]\nbrnch = \"main\"\n");
    let ran = run(&repo, &["doctor", "--offline"]);
    assert!(ran.exits(1).stdout().contains("tminus.toml:2:1: unknown key `brnch` in `[release]`"), "{}", ran.stdout());
    assert!(ran.stdout().contains("did you mean `branch`?"));
}

#[test]
fn doctor_works_outside_of_a_repository() {
    let repo = Repo::without_git();
    assert_eq!(doctor(&repo, "git").0, "ok");
    assert_eq!(doctor(&repo, "repository").0, "warning");
}

#[test]
fn doctor_asks_the_remote_of_a_trusted_repository_alone() {
    let repo = repository();
    repo.with_origin();
    let of_remote = |arguments: &[&str]| {
        let report = run(&repo, arguments).json();
        let checks = report["checks"].as_array().unwrap().clone();
        checks.into_iter().find(|check| check["name"] == "remote").unwrap()["status"].as_str().unwrap().to_owned()
    };
    assert_eq!(of_remote(&["doctor", "--format", "json"]), "note");
    assert_eq!(of_remote(&["doctor", "--format", "json", "--trust"]), "ok");
    repo.git(&["remote", "set-url", "origin", "/no/such/repository"]);
    assert_eq!(of_remote(&["doctor", "--format", "json", "--trust"]), "failure");
    assert_eq!(of_remote(&["doctor", "--format", "json", "--trust", "--offline"]), "note");
}

#[test]
fn doctor_tries_the_signing_key_of_a_trusted_repository() {
    let repo = repository();
    repo.with_ssh_signing();
    let ran = run(&repo, &["doctor", "--offline", "--trust", "--format", "json"]);
    let report = ran.exits(0).json();
    let checks = report["checks"].as_array().unwrap();
    let signing = checks.iter().find(|check| check["name"] == "signing").unwrap();
    assert_eq!(signing["status"], "ok", "{signing}");
    repo.git(&["config", "--global", "user.signingKey", "/no/such/key.pub"]);
    run(&repo, &["doctor", "--offline", "--trust"]).exits(1);
}

#[test]
fn doctor_never_prints_a_token() {
    let repo = repository();
    repo.git(&["remote", "add", "origin", "https://github.com/acme/rocket"]);
    let ended = tminus(&repo).args(["doctor", "--offline"]).env("GITHUB_TOKEN", "hunter2hunter2").output().unwrap();
    let printed = String::from_utf8_lossy(&ended.stdout).into_owned() + &String::from_utf8_lossy(&ended.stderr);
    assert!(printed.contains("token from `GITHUB_TOKEN`") && !printed.contains("hunter2"), "{printed}");
}

#[test]
fn schemas_of_the_settings_accept_what_init_writes() {
    let repo = repository();
    let schema = run(&repo, &["schema", "config"]).exits(0).json();
    let text = run(&repo, &["init", "--print"]).exits(0).stdout();
    let written: toml::Table = toml::from_str(&text).unwrap();
    for (table, values) in &written {
        for key in values.as_table().unwrap().keys() {
            let pointer = format!("/properties/{table}/properties/{key}");
            assert!(schema.pointer(&pointer).is_some(), "{pointer}");
        }
    }
}

#[test]
fn settings_of_another_tool_are_brought_over_and_what_is_left_is_said() {
    let repo = Repo::new();
    repo.commit_file("a.txt", "a\n", "feat: begin");
    repo.write(
        "cliff.toml",
        "[changelog]\nbody = \"{{ x }}\"\n[git]\ntag_pattern = \"rel-[0-9].*\"\ncommit_parsers = [\n  { message = \"^feat\", group = \"Novelties\" },\n  { message = \"^improve\", group = \"Better\" },\n  { message = \"^docs\", skip = true },\n]\n",
    );
    let ran = run(&repo, &["init", "--from", "cliff.toml"]);
    ran.exits(0);
    assert!(ran.stderr().contains("not brought over from `cliff.toml`: `changelog.body`"), "{}", ran.stderr());
    let written = std::fs::read_to_string(repo.path().join("tminus.toml")).unwrap();
    for line in ["tag = \"rel-{version}\"", "titles.added = \"Novelties\"", "commits.aside = [\"^docs\"]"] {
        assert!(written.contains(line), "{line} in\n{written}");
    }
    repo.git(&["tag", "rel-1.0.0"]);
    repo.commit_file("b.txt", "b\n", "improve the stars (#2)");
    repo.commit_file("c.txt", "c\n", "docs: add a guide (#3)");
    let notes = run(&repo, &["notes"]).exits(0).stdout();
    assert!(notes.contains("## Better\n\n- Improve the stars (#2)"), "{notes}");
    assert!(!notes.contains("guide"), "{notes}");
    run(&repo, &["init", "--force", "--from", "missing.toml"]).exits(2);
}
