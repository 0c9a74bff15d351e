//! Walks a range and counts its lines, without the rest of the program: `cargo bench --bench history -- PATH FROM TO [range|walk|paths|lines|renames|print]`.
//!
//! `print` writes what `git log --no-renames --numstat --format=%H` writes, to be compared with it.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a bench talks, and stops when it cannot go on"
)]

use std::{io::Write as _, path::Path};

use tminus::{
    history::{Detail, RangeRequest, Repository},
    process::Cancel,
};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let [path, from, to, rest @ ..] = arguments.as_slice() else {
        eprintln!("usage: cargo bench --bench history -- PATH FROM TO [range|walk|paths|lines|renames|print]");
        return;
    };
    let mode = rest.first().map_or("lines", String::as_str);
    let repository = Repository::open(Path::new(path)).unwrap();
    let some = |revision: &String| (revision != "-").then(|| revision.clone());
    let request = RangeRequest { from: some(from), to: some(to), ..RangeRequest::default() };
    let range = repository.range(&request).unwrap();
    if mode == "range" {
        eprintln!("{:?} {:?}", range.from, range.from_id);
        return;
    }
    let mut differ = repository.differ();
    let (mut commits, mut files, mut insertions, mut deletions, mut text) = (0, 0, 0_u64, 0_u64, 0);
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for commit in repository.walk(&range, &Cancel::new()).unwrap() {
        let commit = commit.unwrap();
        commits += 1;
        text += commit.body.text.len();
        let detail = match mode {
            "walk" => continue,
            "paths" => Detail::Paths,
            _ => Detail::Lines,
        };
        let mut changes = differ.changes(commit.id, detail).unwrap();
        if mode == "renames" {
            differ.find_renames(&mut changes);
        }
        files += changes.stats.files;
        insertions += u64::from(changes.stats.insertions);
        deletions += u64::from(changes.stats.deletions);
        for problem in &changes.problems {
            eprintln!("{}: {problem}", commit.id);
        }
        if mode == "print" {
            writeln!(out, "{}", commit.id).unwrap();
            for file in &changes.files {
                let count = |lines: Option<u32>| lines.map_or("-".to_owned(), |lines| lines.to_string());
                write!(out, "{}\t{}\t", count(file.insertions), count(file.deletions)).unwrap();
                out.write_all(&file.path).unwrap();
                writeln!(out).unwrap();
            }
        }
    }
    eprintln!("{:?} {commits} commits, {files} files, +{insertions} -{deletions}, {text} bytes of bodies", range.from);
}
