//! What every command has in common: exit codes, the start folder, errors, closed pipes.

#![expect(clippy::disallowed_methods, reason = "the test looks at what the program wrote")]

use tminus::testkit::Repo;

use crate::{
    cockpit::Start,
    program::{run, tminus},
};

#[test]
fn a_start_folder_that_is_not_there_is_a_usage_error() {
    let repo = Repo::without_git();
    let ran = run(&repo, &["-C", "no/such/folder", "doctor"]);
    assert!(ran.exits(2).stderr().starts_with("error: cannot find `no/such/folder`\n"), "{}", ran.stderr());
    assert_eq!(ran.stdout(), "");
}

#[test]
fn an_unknown_flag_is_a_usage_error() {
    let repo = Repo::without_git();
    run(&repo, &["--no-such-flag"]).exits(2);
    run(&repo, &["analyze", "--no-such-flag"]).exits(2);
}

#[test]
fn a_command_without_formats_says_which_have_some() {
    let repo = Repo::without_git();
    for asked in [["review", "HEAD", "--format", "json"], ["--format", "json", "review", "HEAD"]] {
        let told = run(&repo, &asked).exits(2).stderr();
        for part in ["`review` has one way to print", "analyze", "github-actions", "ship"] {
            assert!(told.contains(part), "`{part}` is not in\n{told}");
        }
    }
}

#[test]
fn errors_have_no_escape_codes_when_nobody_looks() {
    let repo = Repo::without_git();
    let ran = run(&repo, &["-C", "bad\u{1b}[2Jname", "doctor"]);
    assert!(!ran.exits(2).stderr().contains('\u{1b}'));
}

#[test]
fn completions_are_printed_for_every_shell() {
    let repo = Repo::without_git();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let ran = run(&repo, &["completions", shell]);
        assert!(ran.exits(0).stdout().contains("analyze"), "{shell}");
    }
    run(&repo, &["completions", "tcsh"]).exits(2);
}

#[test]
fn the_manual_has_a_page_for_tminus_and_for_each_command() {
    let repo = Repo::without_git();
    assert!(run(&repo, &["man"]).exits(0).stdout().contains(".TH tminus 1"));
    assert!(run(&repo, &["man", "ship"]).exits(0).stdout().contains(".TH tminus-ship 1"));
    run(&repo, &["man", "fly"]).exits(2);
}

#[test]
fn an_unknown_schema_is_a_usage_error_that_names_those_there_are() {
    let repo = Repo::without_git();
    let ran = run(&repo, &["schema", "nothing"]);
    assert!(ran.exits(2).stderr().contains("hint: schemas: "), "{}", ran.stderr());
    assert!(ran.stderr().contains("config, user-config"));
}

#[test]
fn output_goes_to_the_file_that_is_named_from_the_start_folder() {
    let repo = Repo::new();
    let ran = run(&repo, &["schema", "config", "-C", "..", "--output", "schema.json"]);
    assert_eq!(ran.exits(0).stdout(), "");
    let text = std::fs::read_to_string(repo.beside("schema.json")).unwrap();
    assert!(serde_json::from_str::<serde_json::Value>(&text).unwrap().is_object());
}

#[test]
fn an_output_that_cannot_be_written_fails_outside() {
    let repo = Repo::new();
    let ran = run(&repo, &["schema", "config", "--output", "/proc/no/such/file"]);
    assert!(ran.exits(4).stderr().starts_with("error: cannot "), "{}", ran.stderr());
}

#[test]
fn a_full_disk_is_told() {
    let repo = Repo::new();
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let ended = tminus(&repo).args(["schema", "config"]).stdout(full).output().unwrap();
    assert_eq!(ended.status.code(), Some(4));
    let told = String::from_utf8(ended.stderr).unwrap();
    assert!(told.starts_with("error: cannot write to standard output"), "{told}");
}

#[test]
fn a_reader_that_went_away_ends_it_without_a_word() {
    let repo = Repo::new();
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let ended = tminus(&repo).args(["schema", "config"]).stdout(writer).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&ended.stderr), "");
    assert_eq!(ended.status.code(), Some(128 + 13));
}

#[test]
fn colours_are_forced_or_forbidden_by_flag_and_environment() {
    let repo = Repo::new();
    let colored = |arguments: &[&str], variable: Option<(&str, &str)>| {
        let mut command = tminus(&repo);
        command.args(arguments).envs(variable);
        command.output().unwrap().stdout.contains(&0x1b)
    };
    assert!(!colored(&["doctor"], None));
    assert!(colored(&["doctor", "--color", "always"], None));
    assert!(colored(&["doctor"], Some(("CLICOLOR_FORCE", "1"))));
    assert!(colored(&["doctor"], Some(("TMINUS_COLOR", "always"))));
    assert!(!colored(&["doctor", "--color", "never"], Some(("CLICOLOR_FORCE", "1"))));
}

#[test]
fn flags_come_from_the_environment_and_a_blank_variable_is_none() {
    let repo = Repo::new();
    let ended = tminus(&repo).args(["schema", "config"]).env("TMINUS_OUTPUT", "out.json").output().unwrap();
    assert!(ended.stdout.is_empty() && repo.path().join("out.json").exists());
    let mut blank = tminus(&repo);
    for name in ["TMINUS_OUTPUT", "TMINUS_COLOR", "TMINUS_CONFIG", "TMINUS_OFFLINE", "TMINUS_VERBOSE", "TMINUS_FROM"] {
        blank.env(name, "");
    }
    let ended = blank.args(["doctor", "--offline"]).output().unwrap();
    assert_eq!(ended.status.code(), Some(0), "{}", String::from_utf8_lossy(&ended.stderr));
    let wrong = tminus(&repo).args(["doctor"]).env("TMINUS_COLOR", "sometimes").output().unwrap();
    assert_eq!(wrong.status.code(), Some(2));
}

#[test]
fn a_signal_ends_the_programs_that_run_and_gives_its_number() {
    let repo = Repo::new();
    repo.commit_file("a", "a", "feat: a");
    repo.git(&["remote", "add", "origin", "ssh://host.invalid/x"]);
    let marker = repo.beside("started");
    let command = format!("echo $$ > '{}'; exec sleep 60; :", marker.display());
    let mut program = tminus(&repo);
    program.args(["doctor", "--trust"]).env("GIT_SSH_COMMAND", command).stdout(std::process::Stdio::null());
    let mut child = program.spawn().unwrap();
    let started = std::time::Instant::now();
    let pid = loop {
        let text = std::fs::read_to_string(&marker).unwrap_or_default();
        if text.ends_with('\n') {
            break text.trim().to_owned();
        }
        assert!(started.elapsed().as_secs() < 30, "the remote is not asked");
        std::thread::yield_now();
    };
    let id = child.id().to_string();
    assert!(repo.command("kill").args(["-TERM", &id]).status().unwrap().success());
    assert_eq!(child.wait().unwrap().code(), Some(128 + 15));
    while std::path::Path::new(&format!("/proc/{pid}/fd/0")).exists() {
        assert!(started.elapsed().as_secs() < 60, "the child of the child still runs");
        std::thread::yield_now();
    }
}

#[test]
fn a_closed_input_is_fine() {
    let repo = Repo::new();
    let ended = repo
        .command("sh")
        .args(["-c", "exec \"$0\" schema config <&-", env!("CARGO_BIN_EXE_tminus")])
        .output()
        .unwrap();
    assert_eq!(ended.status.code(), Some(0), "{}", String::from_utf8_lossy(&ended.stderr));
}

#[test]
fn on_a_terminal_what_is_longer_than_the_screen_goes_through_the_pager() {
    let repo = Repo::new();
    let start = |arguments: &[&str]| Start::in_repo(&repo).args(arguments).env("PAGER", "sed s/^/paged:/").open();
    start(&["schema", "config"]).see("paged:");
    let short = start(&["schema", "nothing"]);
    short.see("hint: schemas");
    assert!(!short.lines().join("").contains("paged:"));
    let ended = tminus(&repo).args(["schema", "config"]).env("PAGER", "sed s/^/paged:/").output().unwrap();
    assert!(!String::from_utf8_lossy(&ended.stdout).contains("paged:"));
}

#[test]
fn a_settings_file_that_is_named_has_to_be_there() {
    let repo = Repo::new();
    repo.commit_file("a", "a", "feat: a");
    let ran = run(&repo, &["analyze", "--config", "no/such.toml"]);
    assert!(ran.exits(2).stderr().contains("no/such.toml"), "{}", ran.stderr());
    repo.write("other.toml", "[risk]\nthreshhold = 3\n");
    let ran = run(&repo, &["analyze", "--config", "other.toml"]);
    assert!(ran.exits(2).stderr().contains("other.toml:2:1: unknown key `threshhold`"), "{}", ran.stderr());
    run(&repo, &["analyze", "--config", "."]).exits(2);
}

#[test]
fn the_format_may_stand_before_the_command() {
    let repo = Repo::new();
    repo.commit("feat: begin");
    for command in ["analyze", "notes", "gates"] {
        let ran = run(&repo, &["--format", "json", command]);
        assert!(ran.stdout().starts_with("{\n"), "{command}: {}", ran.stdout());
    }
    let ran = run(&repo, &["--format", "markdown", "analyze", "--format", "json"]);
    assert!(ran.exits(0).stdout().starts_with('{'), "the nearer one counts");
    run(&repo, &["--format", "sarif", "notes"]).exits(2);
    run(&repo, &["--format", "json", "man"]).exits(2);
}

#[test]
fn output_goes_through_a_device_and_makes_no_folders() {
    let repo = Repo::new();
    repo.commit("feat: begin");
    let ran = run(&repo, &["analyze", "--output", "/dev/stdout"]);
    assert!(ran.exits(0).stdout().contains("begin"), "{}", ran.stdout());
    assert!(run(&repo, &["analyze", "--output", "no/such/folder"]).exits(4).stderr().contains("no/such/folder"));
    assert!(!repo.path().join("no").exists());
}
