//! Hunks and patches, held against what they came from.

use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::{
    history::{ChangeStatus, EntryKind, FileChange},
    testkit::Repo,
};

fn change(status: ChangeStatus) -> Arc<FileChange> {
    let file = Some(EntryKind::File);
    Arc::new(FileChange {
        path: b"file".as_slice().into(),
        old_path: None,
        status,
        old_kind: if status == ChangeStatus::Added { None } else { file },
        new_kind: if status == ChangeStatus::Deleted { None } else { file },
        old_id: None,
        new_id: None,
        insertions: None,
        deletions: None,
        lines_before: None,
        binary: false,
    })
}

fn modified(old: &[u8], new: &[u8], whitespace: Whitespace) -> FileDiff {
    let sides = (Some(Blob::Bytes(old.to_vec())), Some(Blob::Bytes(new.to_vec())));
    FileDiff::new(change(ChangeStatus::Modified), sides.0, sides.1, whitespace)
}

fn text(file: &FileDiff) -> &TextDiff {
    match &file.content {
        Content::Text(text) => text,
        other => panic!("not text: {other:?}"),
    }
}

/// Puts the new text together from the old one and what the hunks show.
fn apply(text: &TextDiff, context: u32) -> Vec<u8> {
    let mut made = Vec::new();
    let mut next_old = 0;
    for hunk in text.hunks(context) {
        (next_old..hunk.old.start).for_each(|line| made.extend(text.old.line_with_end(line)));
        next_old = hunk.old.start;
        for edit in &text.edits[hunk.edits.clone()] {
            (next_old..edit.old.start).for_each(|line| made.extend(text.old.line_with_end(line)));
            edit.new.clone().for_each(|line| made.extend(text.new.line_with_end(line)));
            next_old = edit.old.end;
        }
        assert!(next_old <= hunk.old.end);
    }
    (next_old..text.old.line_count()).for_each(|line| made.extend(text.old.line_with_end(line)));
    made
}

fn lines() -> impl Strategy<Value = Vec<u8>> {
    let line = prop_oneof![
        Just("fn main() {\n"),
        Just("}\n"),
        Just("\n"),
        Just("    call();\n"),
        Just("  call();\r\n"),
        Just("résumé ✓\n"),
        Just("\u{1b}[31m\n"),
        Just("@@ -1 +1 @@\n"),
        Just("- x\n"),
    ];
    (prop::collection::vec(line, 0..40), prop::sample::select(vec!["", "end", "}"]))
        .prop_map(|(lines, end)| (lines.concat() + end).into_bytes())
}

proptest! {
    #[test]
    fn hunks_applied_to_the_old_text_give_the_new_one(old in lines(), new in lines(), context in 0_u32..6) {
        let file = modified(&old, &new, Whitespace::Counts);
        prop_assert_eq!(apply(text(&file), context), new);
    }

    #[test]
    fn hunks_neither_overlap_nor_hide_an_edit(old in lines(), new in lines(), context in 0_u32..6) {
        let file = modified(&old, &new, Whitespace::Counts);
        let hunks = file.hunks(context);
        prop_assert_eq!(hunks.iter().map(|hunk| hunk.edits.len()).sum::<usize>(), text(&file).edits.len());
        for pair in hunks.windows(2) {
            prop_assert!(pair[0].old.end <= pair[1].old.start && pair[0].new.end <= pair[1].new.start);
        }
    }

    #[test]
    fn lines_that_differ_in_blanks_alone_are_equal_when_blanks_are_ignored(old in lines()) {
        let blanks: Vec<u8> = old.iter().flat_map(|byte| match byte {
            b' ' => b" \t".to_vec(),
            byte => vec![*byte],
        }).collect();
        prop_assert!(text(&modified(&old, &blanks, Whitespace::Ignored)).edits.is_empty());
    }

    #[test]
    fn emphasis_is_inside_its_line_and_on_character_boundaries(old in "[a-c é✓👩‍🚀_.]{0,30}", new in "[a-c é✓👩‍🚀_.]{0,30}") {
        if let Some(emphasis) = changed_words(old.as_bytes(), new.as_bytes()) {
            prop_assert!(emphasis.old.iter().all(|range| old.get(range.clone()).is_some()));
            prop_assert!(emphasis.new.iter().all(|range| new.get(range.clone()).is_some()));
        }
    }

    #[test]
    fn what_is_not_emphasised_is_equal_on_both_sides(old in "[ab ._]{0,30}", new in "[ab ._]{0,30}") {
        if let Some(emphasis) = changed_words(old.as_bytes(), new.as_bytes()) {
            let rest = |line: &str, ranges: &[std::ops::Range<usize>]| -> String {
                line.char_indices().filter(|(at, character)| *character != ' ' && !ranges.iter().any(|range| range.contains(at)))
                    .map(|(_, character)| character).collect()
            };
            prop_assert_eq!(rest(&old, &emphasis.old), rest(&new, &emphasis.new));
        }
    }
}

#[test]
fn patches_are_accepted_by_git_and_say_the_same() {
    let cases: [(&[u8], &[u8]); 6] = [
        (b"a\nb\nc\nd\ne\nf\ng\n", b"a\nb\nC\nd\ne\nf\ng\nh\n"),
        (b"a\nb", b"a\nb\n"),
        (b"a\r\nb\r\n", b"a\nb\r\n"),
        (b"one\n", b""),
        (b"caf\xe9\n", b"caf\xc3\xa9\n"),
        (b"x\n\n\ny\n", b"x\n\n\n\ny\n\x1b[2J"),
    ];
    for (old, new) in cases {
        let repo = Repo::new();
        repo.write("file", old);
        repo.commit("old");
        let patch = file_patch(&modified(old, new, Whitespace::Counts), 3);
        repo.write("../patch", &patch);
        repo.git(&["apply", "--whitespace=nowarn", repo.beside("patch").to_str().unwrap()]);
        assert_eq!(
            repo.command("cat").arg("file").output().unwrap().stdout,
            new,
            "{}",
            String::from_utf8_lossy(&patch)
        );
        let gits = repo.command("git").args(["diff", "--no-ext-diff"]).output().unwrap().stdout;
        let ours: Vec<u8> = patch;
        assert_eq!(from_names(&ours), from_names(&gits));
    }
}

/// A patch from its `---` line on, as text.
fn from_names(patch: &[u8]) -> String {
    let text = String::from_utf8_lossy(patch);
    text[text.find("--- ").unwrap()..].to_owned()
}

#[test]
fn headings_and_ranges_are_those_of_git() {
    let old: String =
        (0..60).map(|n| if n % 20 == 0 { format!("fn f{n}() {{\n") } else { format!("    {n};\n") }).collect();
    let new = old
        .replace("    9;\n", "")
        .replace("    35;\n", "    thirty_five;\n")
        .replace("    58;\n", "    58;\n    58.5;\n");
    let repo = Repo::new();
    repo.commit_file("file", &old, "old");
    repo.write("file", &new);
    for context in [0, 1, 3, 8, 30] {
        let gits =
            repo.command("git").args(["diff", "--no-ext-diff", &format!("-U{context}")]).output().unwrap().stdout;
        let ours = file_patch(&modified(old.as_bytes(), new.as_bytes(), Whitespace::Counts), context);
        assert_eq!(from_names(&ours), from_names(&gits), "context {context}");
    }
}

#[test]
fn a_nul_makes_a_file_binary_with_its_sizes() {
    let file = modified(b"a\0b", b"text\n", Whitespace::Counts);
    assert!(matches!(file.content, Content::Binary(Some(3), Some(5))));
}

#[test]
fn lfs_pointers_are_read_and_a_text_beside_one_is_not_hidden() {
    let pointer =
        |size: u64| format!("version https://git-lfs.github.com/spec/v1\noid sha256:ab\nsize {size}\n").into_bytes();
    match modified(&pointer(5), &pointer(7), Whitespace::Counts).content {
        Content::Lfs(Some(old), Some(new)) => assert_eq!((old.size, new.size), (5, 7)),
        other => panic!("{other:?}"),
    }
    assert!(matches!(modified(b"text\n", &pointer(7), Whitespace::Counts).content, Content::Text(_)));
}

#[test]
fn a_type_change_replaces_everything_even_equal_bytes() {
    let blob = || Some(Blob::Bytes(b"target".to_vec()));
    let file = FileDiff::new(change(ChangeStatus::TypeChanged), blob(), blob(), Whitespace::Counts);
    assert_eq!(text(&file).edits.as_ref(), [Edit { old: 0..1, new: 0..1 }]);
}

#[test]
fn a_missing_or_huge_side_is_said_and_not_compared() {
    let side =
        |blob| FileDiff::new(change(ChangeStatus::Modified), Some(blob), Some(Blob::Bytes(vec![])), Whitespace::Counts);
    assert!(matches!(side(Blob::Missing).content, Content::Missing));
    assert!(matches!(side(Blob::TooLarge(1 << 40)).content, Content::TooLarge(Some(_), Some(0))));
}

#[test]
fn submodules_are_their_commits_and_words_beside_a_file() {
    let id: crate::history::CommitId = "0123456789012345678901234567890123456789".parse().unwrap();
    let change = change(ChangeStatus::TypeChanged);
    let added = FileDiff::new(Arc::clone(&change), None, Some(Blob::Submodule(id)), Whitespace::Counts);
    assert!(matches!(added.content, Content::Submodule(None, Some(found)) if found == id));
    let became =
        FileDiff::new(change, Some(Blob::Bytes(b"x\n".to_vec())), Some(Blob::Submodule(id)), Whitespace::Counts);
    assert!(text(&became).new.line(0).starts_with(b"Subproject commit 0123"));
}

#[test]
fn words_that_differ_are_found() {
    let emphasis = changed_words(b"let url = config.url;", b"let uri = config.uri;").unwrap();
    assert_eq!(emphasis, Emphasis { old: vec![4..7, 17..20], new: vec![4..7, 17..20] });
}

#[test]
fn lines_with_little_in_common_are_not_emphasised() {
    assert_eq!(changed_words(b"alpha beta gamma", b"one two three"), None);
}

#[test]
fn long_lines_cost_their_length_only_and_very_long_ones_nothing() {
    let long = |middle: &str| format!("{}{middle}{}", "é".repeat(4_000), "b ".repeat(3_000)).into_bytes();
    let emphasis = changed_words(&long("x"), &long("yz")).unwrap();
    assert!(emphasis.old.iter().eq([&(8_000..8_001)]) && emphasis.new.iter().eq([&(8_000..8_002)]), "{emphasis:?}");
    assert_eq!(changed_words(&vec![b'a'; 10 << 20], &vec![b'b'; 10 << 20]), None);
}

#[test]
fn lines_are_paired_in_order_with_the_one_they_became() {
    let file = modified(b"let a = 1;\n", b"use b;\nlet a = 2;\n", Whitespace::Counts);
    let text = text(&file);
    assert_eq!(pair_lines(text, &text.edits[0]), [(0, 1)]);
}

#[test]
fn large_texts_are_compared_between_their_equal_ends() {
    let line = |n: usize| format!("{n:0>80}\n");
    let old: String = (0..60_000).map(line).collect();
    let new = old.replace(&line(30_000), "").replace(&line(41_000), "another\n");
    let file = modified(old.as_bytes(), new.as_bytes(), Whitespace::Counts);
    let expected =
        [Edit { old: 30_000..30_001, new: 30_000..30_000 }, Edit { old: 41_000..41_001, new: 40_999..41_000 }];
    assert_eq!(text(&file).edits.as_ref(), expected);
    assert!(apply(text(&file), 3) == new.as_bytes());
}
