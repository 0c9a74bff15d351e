//! Screens of the diff widget as snapshots.

use insta::assert_snapshot;

use super::bench::Bench;
use crate::{testkit::Repo, tui::widgets::diff::DiffAction};

fn source() -> String {
    "use std::fmt;\n\nfn main() {\n    let url = config.url;\n    connect(url);\n    wait(1);\n    wait(2);\n    wait(3);\n    stop();\n}\n"
        .to_owned()
}

fn changed() -> Repo {
    let repo = Repo::new();
    repo.commit_file("src/main.rs", &source(), "first");
    repo.write(
        "src/main.rs",
        source().replace("let url = config.url;", "let uri = config.uri;").replace("    stop();\n", ""),
    );
    repo.write("README.md", "# Title\n\nNew.\n");
    repo.commit("second");
    repo
}

#[test]
fn unified() {
    assert_snapshot!(Bench::of(&changed()).screen());
}

#[test]
fn side_by_side() {
    let repo = changed();
    let mut bench = Bench::of(&repo);
    bench.resize(110, 24);
    bench.act(DiffAction::SideBySide);
    assert_snapshot!(bench.screen());
}

#[test]
fn changed_words_are_marked() {
    assert_snapshot!(Bench::of(&changed()).weights());
}

#[test]
fn forty_by_ten() {
    let repo = changed();
    let mut bench = Bench::of(&repo);
    bench.resize(40, 10);
    bench.act(DiffAction::NextFile);
    assert_snapshot!(bench.screen());
}

#[test]
fn ascii_and_plain() {
    let repo = changed();
    let mut bench = Bench::of(&repo);
    bench.ascii();
    bench.plain = true;
    bench.resize(60, 12);
    let screen = bench.screen();
    assert!(screen.is_ascii(), "{screen}");
    assert_snapshot!(screen);
}

#[test]
fn files_beside_the_text() {
    let repo = changed();
    let mut bench = Bench::of(&repo);
    bench.resize(110, 16);
    bench.act(DiffAction::Files);
    assert_snapshot!(bench.screen());
}

#[test]
fn what_is_not_lines_is_told_in_words() {
    let repo = Repo::new();
    let text = (0..30).map(|line| format!("line {line}\n")).collect::<Vec<_>>().concat();
    repo.write("bin", b"a\0b").write("run", "#!/bin/sh\n").write("moved", &text).write("gone", "").write("link", "x\n");
    repo.write("big.psd", "version https://git-lfs.github.com/spec/v1\noid sha256:aaaabbbbcccc0000\nsize 5000000\n");
    repo.commit("first");
    repo.write("bin", b"a\0cd").remove("moved").remove("gone").remove("link");
    repo.write("to/moved", text.replace("line 3\n", ""));
    repo.write("big.psd", "version https://git-lfs.github.com/spec/v1\noid sha256:ddddeeeeffff0000\nsize 7200000\n");
    repo.command("ln").args(["-s", "target", "link"]).status().unwrap();
    repo.command("chmod").args(["+x", "run"]).status().unwrap();
    repo.git(&["update-index", "--add", "--cacheinfo", "160000,0123456789012345678901234567890123456789,vendor"]);
    repo.write("vendor/.git", "gitdir: nowhere\n");
    repo.git(&["add", "--", "bin", "moved", "gone", "link", "to/moved", "big.psd", "run"]);
    repo.git(&["commit", "-q", "-m", "second"]);
    let mut bench = Bench::of(&repo);
    bench.resize(90, 42);
    assert_snapshot!(bench.screen());
}

#[test]
fn line_ends_and_their_absence() {
    let repo = Repo::new();
    repo.write("crlf", "one\r\ntwo\r\nthree\r\n").write("to-crlf", "a\nb\n").write("end", "x\ny");
    repo.commit("first");
    repo.write("crlf", "one\r\n2\r\nthree\r\n").write("to-crlf", "a\r\nb\r\n").write("end", "x\ny\n");
    repo.commit("second");
    let mut bench = Bench::of(&repo);
    bench.resize(60, 30);
    assert_snapshot!(bench.screen());
}

#[test]
fn hostile_and_wide_text() {
    let repo = Repo::new();
    repo.write(
        "日本語/\u{202e}evil.txt",
        b"\x1b]0;title\x07\x1b[2J\n\xc3\x28 bad utf-8\n\xe6\xbc\xa2\xe5\xad\x97\tkana\nzero\xe2\x80\x8bwidth\n",
    );
    repo.commit("first");
    let mut bench = Bench::of(&repo);
    bench.resize(60, 10);
    let screen = bench.screen();
    assert!(!screen.contains('\u{1b}') && !screen.contains('\u{202e}'));
    assert_snapshot!(screen);
}

#[test]
fn a_merge_says_what_it_is_shown_against() {
    let repo = Repo::new();
    repo.commit_file("base", "base\n", "base");
    repo.git(&["checkout", "-q", "-b", "side"]);
    repo.commit_file("side", "side\n", "side");
    repo.git(&["checkout", "-q", "main"]);
    repo.commit_file("main", "main\n", "main");
    repo.git(&["merge", "-q", "--no-ff", "-m", "merge", "side"]);
    let mut bench = Bench::of(&repo);
    bench.resize(80, 8);
    assert_snapshot!(bench.screen());
}

#[test]
fn a_commit_without_changes_says_so() {
    let repo = Repo::new();
    repo.commit("nothing");
    let mut bench = Bench::of(&repo);
    bench.resize(60, 5);
    assert!(bench.screen().contains("this commit changes no file"));
}
