//! Makes a large repository, the same one for the same arguments:
//! `cargo bench --bench big_repository -- FOLDER [COMMITS [FILES [UNRELEASED [SEED]]]]`.
//!
//! The history goes through `git fast-import`, so a million commits take minutes. Every 25th commit is a merge of a branch
//! of two; most subjects are conventional; `v1.0.0` lies UNRELEASED commits before the end and earlier versions lie evenly
//! before that. Nothing in it comes from a real project.

#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "a bench talks, and stops when it cannot go on")]
#![expect(clippy::disallowed_methods, reason = "a bench runs git by itself")]

use std::{
    io::{BufWriter, Write},
    process::{Command, Stdio},
};

const KINDS: [&str; 11] = ["feat", "feat", "fix", "fix", "fix", "docs", "test", "refactor", "chore", "perf", "build"];
const SCOPES: [&str; 8] = ["api", "cli", "core", "net", "parser", "store", "sync", "ui"];
const VERBS: [&str; 12] =
    ["add", "cache", "check", "drop", "guard", "keep", "log", "merge", "retry", "split", "trim", "widen"];
const THINGS: [&str; 14] = [
    "batch", "buffer", "channel", "cursor", "header", "index", "limit", "queue", "record", "schema", "session",
    "socket", "timeout", "token",
];
const PEOPLE: [&str; 9] = ["Ann", "Bo", "Cy", "Dee", "Eva", "Finn", "Gil", "Hana", "Ivo"];
const LINES: usize = 14;
const FIRST_DATE: u64 = 1_200_000_000;
const VERSIONS_BEFORE: u64 = 12;

struct Plan {
    commits: u64,
    files: usize,
    unreleased: u64,
}

struct Maker<W: Write> {
    out: W,
    chance: u64,
    contents: Vec<Vec<String>>,
    mark: u64,
}

impl<W: Write> Maker<W> {
    fn below(&mut self, limit: usize) -> usize {
        self.chance = self.chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.chance >> 33) as usize % limit
    }

    fn pick(&mut self, words: &'static [&'static str]) -> &'static str {
        words[self.below(words.len())]
    }

    fn line(&mut self) -> String {
        format!("{} {}_{}({});", self.pick(&VERBS), self.pick(&THINGS), self.pick(&THINGS), self.below(1000))
    }

    fn edit(&mut self, file: usize) {
        for _ in 0..=self.below(3) {
            let line = self.line();
            let at = self.below(self.contents[file].len());
            match self.below(10) {
                0..5 => self.contents[file][at] = line,
                5..8 if self.contents[file].len() < 4 * LINES => self.contents[file].insert(at, line),
                _ if self.contents[file].len() > 4 => drop(self.contents[file].remove(at)),
                _ => self.contents[file].push(line),
            }
        }
    }

    fn message(&mut self, number: u64) -> String {
        let phrase = format!("{} the {} {}", self.pick(&VERBS), self.pick(&THINGS), self.pick(&THINGS));
        let mut text = match self.below(100) {
            0 | 1 => format!("Revert \"{phrase}\""),
            2..70 => {
                let breaks = if self.below(50) == 0 { "!" } else { "" };
                format!("{}({}){breaks}: {phrase}", self.pick(&KINDS), self.pick(&SCOPES))
            }
            _ => phrase,
        };
        if self.below(5) == 0 {
            text = format!("{text} (#{number})");
        }
        if self.below(3) == 0 {
            text = format!("{text}\n\nThe {} had to {} it.\n", self.pick(&THINGS), self.pick(&VERBS));
        }
        text
    }

    fn commit(&mut self, number: u64, parents: &[u64], files: &[usize], message: &str) -> u64 {
        self.mark += 1;
        let person = self.pick(&PEOPLE);
        let who = format!("{person} <{}@example.org> {} +0000", person.to_lowercase(), FIRST_DATE + number * 600);
        let mark = self.mark;
        writeln!(self.out, "commit refs/heads/work\nmark :{mark}\nauthor {who}\ncommitter {who}").unwrap();
        writeln!(self.out, "data {}\n{message}", message.len()).unwrap();
        for (at, parent) in parents.iter().enumerate() {
            writeln!(self.out, "{} :{parent}", if at == 0 { "from" } else { "merge" }).unwrap();
        }
        for file in files {
            let content = self.contents[*file].join("\n") + "\n";
            writeln!(self.out, "M 100644 inline src/{:03}/file{file}.rs", file / 40).unwrap();
            writeln!(self.out, "data {}\n{content}", content.len()).unwrap();
        }
        mark
    }

    fn tag(&mut self, name: &str, number: u64) {
        let (mark, date) = (self.mark, FIRST_DATE + number * 600);
        writeln!(self.out, "tag {name}\nfrom :{mark}\ntagger Ann <ann@example.org> {date} +0000").unwrap();
        writeln!(self.out, "data {}\n{name}", name.len()).unwrap();
    }

    fn history(&mut self, plan: &Plan) {
        let all: Vec<usize> = (0..plan.files).collect();
        self.contents = (0..plan.files).map(|_| (0..LINES).map(|_| self.line()).collect()).collect();
        let mut last = self.commit(0, &[], &all, "chore: begin");
        let released = plan.commits.saturating_sub(plan.unreleased + 1);
        let every = (released / VERSIONS_BEFORE).max(1);
        for number in 1..plan.commits {
            let mut parents = vec![last];
            let mut files = Vec::new();
            let message = if number % 25 == 0 {
                let mut side = last;
                for _ in 0..2 {
                    let file = self.below(plan.files);
                    self.edit(file);
                    let message = self.message(number);
                    side = self.commit(number, &[side], &[file], &message);
                }
                parents.push(side);
                format!("Merge pull request #{number} from someone/topic")
            } else {
                for _ in 0..=self.below(3) {
                    let file = self.below(plan.files);
                    self.edit(file);
                    files.push(file);
                }
                files.sort_unstable();
                files.dedup();
                self.message(number)
            };
            last = self.commit(number, &parents, &files, &message);
            if number == released {
                self.tag("v1.0.0", number);
            } else if number < released && number % every == 0 {
                self.tag(&format!("v0.{}.0", number / every), number);
            }
        }
        writeln!(self.out, "reset refs/heads/main\nfrom :{last}\n\nreset refs/heads/work\nfrom {:040}", 0).unwrap();
    }
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let Some(folder) = arguments.first() else {
        eprintln!("usage: cargo bench --bench big_repository -- FOLDER [COMMITS [FILES [UNRELEASED [SEED]]]]");
        return;
    };
    let number = |at: usize, default: u64| arguments.get(at).map_or(default, |text| text.parse().unwrap());
    let plan = Plan { commits: number(1, 80_000), files: number(2, 2_000) as usize, unreleased: number(3, 5_000) };
    let made = Command::new("git").args(["init", "--quiet", "--bare", "--initial-branch=main", folder]).status();
    assert!(made.unwrap().success());
    let mut import =
        Command::new("git").args(["-C", folder, "fast-import", "--quiet"]).stdin(Stdio::piped()).spawn().unwrap();
    let out = BufWriter::new(import.stdin.take().unwrap());
    let mut maker = Maker { out, chance: number(4, 1), contents: Vec::new(), mark: 0 };
    maker.history(&plan);
    maker.out.flush().unwrap();
    drop(maker);
    assert!(import.wait().unwrap().success());
}
