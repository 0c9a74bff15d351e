//! Programs that end, fail, hang and print too much.

#![expect(clippy::disallowed_methods, reason = "tests look at the disk themselves")]

use std::time::{Duration, Instant};

use super::*;
use crate::{config::Trusted, store::Environment, testkit::Repo};

fn shell(line: &str) -> Shell {
    let folder = std::env::temp_dir();
    Shell::without_secrets(line, &folder, &["MY_SOURCE".into()], &Trusted::for_tests(&folder))
}

#[test]
fn output_streams_line_by_line_from_both_outputs() {
    let mut lines = Vec::new();
    let ended = shell("echo one; echo two >&2; printf three; exit 3")
        .stream(&mut |stream, line| lines.push((stream, line.to_owned())))
        .unwrap();
    assert_eq!(ended.code, Some(3));
    assert!(lines.contains(&(Stream::Out, "one".into())) && lines.contains(&(Stream::Err, "two".into())));
    assert!(lines.contains(&(Stream::Out, "three".into())));
}

#[test]
fn a_time_limit_ends_the_whole_group() {
    let started = Instant::now();
    let error = shell("sleep 60 & sleep 60; echo no").timeout(Duration::from_millis(200)).run().unwrap_err();
    assert!(matches!(error, ProcessError::TimedOut { .. }), "{error}");
    assert!(started.elapsed() < Duration::from_secs(10));
}

#[test]
fn a_program_that_ignores_being_asked_is_killed() {
    let started = Instant::now();
    let error = shell("trap '' TERM; while :; do sleep 0.1; done").timeout(Duration::from_millis(100)).run();
    assert!(matches!(error, Err(ProcessError::TimedOut { .. })));
    assert!(started.elapsed() < Duration::from_secs(20));
}

#[test]
fn who_says_nothing_is_told_of_with_the_time_at_which_it_is_stopped() {
    use std::sync::{Arc, Mutex};
    #[derive(Clone, Default)]
    struct Written(Arc<Mutex<Vec<u8>>>);
    impl std::io::Write for Written {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let written = Written::default();
    let writer = written.clone();
    let log = tracing_subscriber::fmt().with_writer(move || writer.clone()).with_ansi(false).finish();
    tracing::subscriber::with_default(log, || {
        let program = Program::new("sleep").args(["60"]).hush(Duration::from_millis(20));
        program.timeout(Duration::from_millis(300)).run().unwrap_err();
        Program::new("true").hush(Duration::from_mins(1)).timeout(Duration::from_mins(1)).run().unwrap();
    });
    let told = String::from_utf8(written.0.lock().unwrap().clone()).unwrap();
    assert_eq!(told.matches("`sleep 60` has no answer yet; it is waited for until ").count(), 1, "{told}");
    assert_eq!(told.lines().count(), 1, "{told}");
}

#[test]
fn silence_has_a_limit_of_its_own() {
    let folder = std::env::temp_dir();
    let program =
        Program::tool("sh").args(["-c", "for i in 1 2 3; do echo $i; sleep 0.1; done; sleep 60"]).folder(&folder);
    let mut lines = 0;
    let result = program.silence(Duration::from_millis(800)).stream(&mut |_, _| lines += 1);
    assert!(matches!(result, Err(ProcessError::TimedOut { .. })));
    assert_eq!(lines, 3);
}

#[test]
fn a_cancel_stops_it() {
    let cancel = Cancel::new();
    let mut seen = 0;
    let result = shell("echo ready; sleep 60").cancelled_by(&cancel).stream(&mut |_, _| {
        seen += 1;
        cancel.cancel();
    });
    assert!(matches!(result, Err(ProcessError::Cancelled { .. })));
    assert_eq!(seen, 1);
}

#[test]
fn what_a_gate_leaves_running_is_ended_and_does_not_hold_it_up() {
    let started = Instant::now();
    let ended = shell("sleep 60 & echo done").run().unwrap();
    assert_eq!(ended.text(), "done");
    assert!(started.elapsed() < Duration::from_secs(10));
}

#[test]
fn a_missing_program_is_told_by_name() {
    let error = Program::tool("tminus-no-such-program").run().unwrap_err();
    assert_eq!(error.to_string(), "`tminus-no-such-program` is not installed, or not on `PATH`");
}

#[test]
fn a_failure_tells_the_exit_code_and_hides_secrets() {
    let error = shell("echo 'fatal: https://ann:hunter2@host denied' >&2; exit 7").run().unwrap_err();
    let text = error.to_string();
    assert!(text.contains("exit code 7") && text.contains("[redacted]@host"), "{text}");
    assert!(!error.stderr().contains("hunter2"));
}

#[test]
fn output_is_bounded() {
    let ended = Program::tool("sh").args(["-c", "head -c 100000 /dev/zero"]).keeping(1_000).run().unwrap();
    assert!(ended.is_cut && ended.stdout.len() == 1_000);
}

#[test]
fn input_is_handed_over() {
    let ended = Program::tool("cat").input("given").run().unwrap();
    assert_eq!(ended.text(), "given");
}

#[test]
fn names_of_secrets_are_known() {
    for name in ["GITHUB_TOKEN", "gh_token", "AWS_SECRET_ACCESS_KEY", "NPM_AUTH_TOKEN", "ACME_PAT", "DB_PASSWORD"] {
        assert!(is_secret_name(name), "{name}");
    }
    for name in ["PATH", "HOME", "SSH_AUTH_SOCK", "EDITOR", "PATTERN", "CARGO_HOME", "KEYBOARD"] {
        assert!(!is_secret_name(name), "{name}");
    }
}

#[test]
fn git_reads_and_writes_in_a_repository() {
    let repo = Repo::new();
    repo.commit_file("a", "a", "feat: a");
    let git = Git::at(&repo.path(), &Trusted::for_tests(&repo.path()));
    assert_eq!(git.read(["log", "-1", "--format=%s"]).unwrap().text(), "feat: a");
    git.run(["tag", "v1"]).unwrap();
    assert_eq!(git.read(["tag"]).unwrap().text(), "v1");
    let error = git.read(["rev-parse", "--verify", "--quiet", "nothing"]).unwrap_err();
    assert!(matches!(error, ProcessError::Failed { code: Some(1), .. }), "{error}");
}

#[test]
fn headless_git_asks_nothing() {
    let repo = Repo::new();
    let git = Git::at(&repo.path(), &Trusted::for_tests(&repo.path()));
    let started = Instant::now();
    let error = git.run(["commit", "--allow-empty"]).unwrap_err();
    assert!(error.to_string().contains("failed with exit code 1"), "{error}");
    assert!(started.elapsed() < Duration::from_secs(20));
}

#[test]
fn the_editor_is_the_first_that_is_named() {
    let editor = |pairs: &[(&str, &str)]| Editor::of(&Environment::of(pairs.iter().copied())).name().to_owned();
    assert_eq!(editor(&[("EDITOR", "nano"), ("VISUAL", "vim -f")]), "vim -f");
    assert_eq!(editor(&[("VISUAL", "")]), "vi");
}

#[test]
fn an_editor_with_arguments_gets_the_file_as_one_word() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("with space");
    std::fs::write(&file, "old").unwrap();
    let editor = Editor::of(&Environment::of([("EDITOR", "sed -i s/old/new/")]));
    editor.edit(&file).unwrap();
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "new");
}
