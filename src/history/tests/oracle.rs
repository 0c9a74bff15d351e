//! Histories made by chance, read by git and by us.

use std::{fmt::Write as _, io::Write as _, process::Stdio};

use super::{commits, open, oracle, rendered};
use crate::{
    history::{CommitId, Differ, Range, Repository},
    testkit::Repo,
};

/// Numbers that are the same for the same seed.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }

    fn one_of<'a, T>(&mut self, choices: &'a [T]) -> &'a T {
        &choices[self.below(choices.len() as u64) as usize]
    }
}

const PATHS: [&str; 9] = [
    "a.c",
    "a/b.c",
    "a/b/c.txt",
    "a-b.txt",
    "a.b/d",
    "z",
    "dir with space/\u{e9}\"x.txt",
    "sub/module",
    "deep/er/and/deeper/f",
];

/// A fast-import stream of `count` commits on a few branches, with merges of up to four parents, equal and skewed dates.
fn stream(chance: &mut Chance, count: u64, equal_dates: bool) -> Vec<u8> {
    let mut out = Vec::new();
    let mut date = 1_700_000_000_i64;
    for number in 1..=count {
        let branch = format!("refs/heads/b{}", chance.below(3));
        date += match chance.below(10) {
            _ if equal_dates => 0,
            0 => -5_000,
            1 | 2 => 0,
            _ => 100,
        };
        let message = message(chance, number);
        let encoding = if chance.below(12) == 0 { "encoding ISO-8859-1\n" } else { "" };
        let mut head = format!("commit {branch}\nmark :{number}\n");
        writeln!(head, "author \u{c5}sa <asa@example.org> {} +0200", date - 50).unwrap();
        write!(head, "committer Bo Ek <bo@example.org> {date} -0330\n{encoding}data {}\n", message.len()).unwrap();
        out.extend_from_slice(head.as_bytes());
        out.extend_from_slice(&message);
        out.push(b'\n');
        if number > 1 {
            let first = number - 1 - chance.below(4.min(number - 1));
            writeln!(out, "from :{first}").unwrap();
            if chance.below(5) == 0 {
                for _ in 0..=chance.below(3) {
                    let parent = 1 + chance.below(number - 1);
                    if parent != first {
                        writeln!(out, "merge :{parent}").unwrap();
                    }
                }
            }
        }
        for _ in 0..=chance.below(3) {
            change(chance, &mut out);
        }
    }
    out.extend_from_slice(format!("reset refs/heads/main\nfrom :{count}\n").as_bytes());
    out
}

fn message(chance: &mut Chance, number: u64) -> Vec<u8> {
    let mut text = format!("step {number}").into_bytes();
    let tails: [&[u8]; 8] = [
        b"",
        b"\n",
        b"\n\nbody\n",
        b" over\ntwo lines\n\n\nbody\n\nwith space \n\n",
        b" caf\xe9\n\nna\xefve\n",
        b"\r\n\r\nbody after CRLF\r\n",
        b" \t\n \t\nbody\n",
        "\u{2028}\u{1f600}\n\nfooter: yes\n".as_bytes(),
    ];
    text.extend_from_slice(tails[chance.below(8) as usize]);
    text
}

fn change(chance: &mut Chance, out: &mut Vec<u8>) {
    let path = chance.one_of(&PATHS);
    let quoted = format!("\"{}\"", path.replace('"', "\\\""));
    match chance.below(10) {
        0 => writeln!(out, "D {quoted}").unwrap(),
        1 => writeln!(out, "M 160000 {:040x} {quoted}", chance.below(5) + 1).unwrap(),
        2 => {
            let target = format!("target-{}", chance.below(4));
            write!(out, "M 120000 inline {quoted}\ndata {}\n{target}\n", target.len()).unwrap();
        }
        kind => {
            let mode = if kind == 3 { "100755" } else { "100644" };
            let content = content(chance);
            write!(out, "M {mode} inline {quoted}\ndata {}\n", content.len()).unwrap();
            out.extend_from_slice(&content);
            out.push(b'\n');
        }
    }
}

fn content(chance: &mut Chance) -> Vec<u8> {
    let mut content = Vec::new();
    if chance.below(12) == 0 {
        content.extend_from_slice(b"binary\0");
    }
    let ending: &[u8] = if chance.below(6) == 0 { b"\r\n" } else { b"\n" };
    let lines = chance.below(40);
    for _ in 0..lines {
        let line = format!("line {}", chance.below(12));
        content.extend_from_slice(line.as_bytes());
        content.extend_from_slice(ending);
    }
    if chance.below(4) == 0 {
        content.extend_from_slice(b"no newline");
    }
    content
}

fn imported(seed: u64, count: u64, equal_dates: bool) -> Repo {
    let repo = Repo::new();
    let mut child = repo.command("git").args(["fast-import", "--quiet"]).stdin(Stdio::piped()).spawn().unwrap();
    let stream = stream(&mut Chance(seed), count, equal_dates);
    child.stdin.take().unwrap().write_all(&stream).unwrap();
    assert!(child.wait().unwrap().success());
    repo
}

fn range(repository: &Repository, from: Option<&str>, to: &str) -> Range {
    let from_id = from.map(|from| repository.resolve(from).unwrap());
    Range { from: from.map(str::to_owned), from_id, to: to.to_owned(), to_id: repository.resolve(to).unwrap() }
}

#[test]
fn histories_by_chance_read_as_git_prints_them() {
    for seed in 1..6 {
        let repo = imported(seed, 60, false);
        let repository = open(&repo);
        let (ours, gits) = (rendered(&repository, &range(&repository, None, "main")), oracle(&repo, "main"));
        for (at, (ours, gits)) in ours.iter().zip(&gits).enumerate() {
            assert_eq!(ours, gits, "seed {seed}, commit {at}");
        }
        assert_eq!(ours.len(), gits.len());
    }
}

#[test]
fn what_was_learnt_of_parents_and_dates_changes_no_walk() {
    for seed in 1..3 {
        let repo = imported(seed, 600, seed == 2);
        let plain = open(&repo);
        let kept = repo.beside("kept");
        for from in [None, Some("main~30"), Some("b1")] {
            let wanted = range(&plain, from, "main");
            let expected = ids(&plain, &wanted);
            let written = open(&repo).remembering(&kept);
            for again in 0..2 {
                assert_eq!(ids(&written, &wanted), expected, "seed {seed}, {from:?}, {again}");
                written.keep_what_was_learnt();
            }
            assert_eq!(ids(&open(&repo).remembering(&kept), &wanted), expected, "seed {seed}, {from:?}, from the file");
        }
        assert!(kept.join("pedigree").exists());
        // Another commit in the place of one is not what was learnt.
        repo.git(&["replace", "main", "main~20"]);
        let wanted = range(&open(&repo), None, "main");
        assert_eq!(ids(&open(&repo).remembering(&kept), &wanted), ids(&open(&repo), &wanted), "seed {seed}");
    }
}

fn ids(repository: &Repository, range: &Range) -> Vec<CommitId> {
    commits(repository, range).iter().map(|commit| commit.id).collect()
}

/// A text like source code: frequent lines among others, changed in blocks.
fn edited(chance: &mut Chance, lines: &mut Vec<String>) {
    for _ in 0..=chance.below(6) {
        let at = chance.below(lines.len() as u64 + 1) as usize;
        let end = (at + chance.below(60) as usize).min(lines.len());
        let block = (0..chance.below(70)).map(|_| match chance.below(12) {
            0 | 1 => String::new(),
            2 => "}".to_owned(),
            3 => "\t}".to_owned(),
            4..6 => format!("\tcall({});", chance.below(30)),
            _ => format!("\tvalue_{} = {};", chance.below(4000), chance.below(9)),
        });
        let block: Vec<String> = block.collect();
        lines.splice(at..end, block);
    }
}

#[test]
fn lines_are_counted_as_git_counts_them_where_that_is_not_the_smallest_number() {
    let repo = Repo::new();
    let mut child = repo.command("git").args(["fast-import", "--quiet"]).stdin(Stdio::piped()).spawn().unwrap();
    let mut out = child.stdin.take().unwrap();
    let chance = &mut Chance(7);
    let mut texts: Vec<Vec<String>> = vec![Vec::new(); 3];
    for number in 1..=80_u64 {
        let person = format!("Ann <ann@example.org> {} +0000", 1_700_000_000 + number);
        writeln!(out, "commit refs/heads/main\nauthor {person}\ncommitter {person}\ndata 1\nx").unwrap();
        for (file, lines) in texts.iter_mut().enumerate() {
            // The third file changes so much that searches are cut short.
            for _ in 0..[1, 4, 40][file] {
                edited(chance, lines);
            }
            let text = lines.join("\n") + "\n";
            writeln!(out, "M 100644 inline {file}.c\ndata {}\n{text}", text.len()).unwrap();
        }
    }
    drop(out);
    assert!(child.wait().unwrap().success());
    let repository = open(&repo);
    assert_eq!(rendered(&repository, &range(&repository, None, "main")), oracle(&repo, "main"));
}

#[test]
fn ranges_have_the_commits_and_the_order_of_git_with_and_without_a_commit_graph() {
    for seed in 10..16 {
        let repo = imported(seed, 120, seed % 3 == 0);
        let tips: Vec<String> =
            repo.git(&["for-each-ref", "--format=%(refname:short)"]).lines().map(str::to_owned).collect();
        for with_graph in [false, true] {
            if with_graph {
                repo.git(&["commit-graph", "write", "--reachable"]);
            }
            let repository = open(&repo);
            for to in &tips {
                for back in ["main~1", "main~7", "b0~3", "b1", "main^2", "b2~20"] {
                    if !repo
                        .command("git")
                        .args(["rev-parse", "--verify", "--quiet", back])
                        .output()
                        .unwrap()
                        .status
                        .success()
                    {
                        continue;
                    }
                    let ours: Vec<String> = commits(&repository, &range(&repository, Some(back), to))
                        .iter()
                        .map(|commit| commit.id.to_string())
                        .collect();
                    let gits = repo.git(&["log", "--format=%H", &format!("{back}..{to}")]);
                    assert_eq!(ours, gits.lines().collect::<Vec<_>>(), "seed {seed}: {back}..{to}, graph {with_graph}");
                }
            }
        }
    }
}

#[test]
fn moved_files_are_those_that_git_finds_where_it_is_sure() {
    let repo = Repo::new();
    let text = (0..40).fold(String::new(), |text, line| text + &format!("line number {line}\n"));
    repo.write("one.txt", &text).write("two.txt", text.replace("number", "nr")).write("small", "x\n");
    repo.commit("feat: begin");
    repo.git(&["mv", "one.txt", "folder-one.txt"]);
    repo.remove("two.txt").write("2.txt", text.replace("number", "nr").replace("line nr 7\n", "seven\n"));
    repo.remove("small").write("other", "y\n");
    let id: CommitId = repo.commit("refactor: move").parse().unwrap();
    let repository = open(&repo);
    let mut differ: Differ = repository.differ();
    let mut changes = differ.changes(id, crate::history::Detail::Lines).unwrap();
    let before = changes.stats;
    differ.find_renames(&mut changes);
    assert_eq!(changes.stats, before);
    let ours: Vec<String> = changes
        .files
        .iter()
        .map(|file| {
            let counts = (file.insertions.unwrap(), file.deletions.unwrap());
            let old = file.old_path.as_deref().map(String::from_utf8_lossy);
            format!("{} {} {}<{}", counts.0, counts.1, file.path_text(), old.unwrap_or_default())
        })
        .collect();
    assert_eq!(ours, ["1 1 2.txt<two.txt", "0 0 folder-one.txt<one.txt", "1 0 other<", "0 1 small<"]);
    let gits = repo.git(&["log", "-1", "--format=", "--numstat", "-M"]);
    assert_eq!(gits, "1\t1\ttwo.txt => 2.txt\n0\t0\tone.txt => folder-one.txt\n1\t0\tother\n0\t1\tsmall");
}
