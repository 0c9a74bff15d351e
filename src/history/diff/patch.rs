//! Diffs as the patches that git reads and people paste.

use std::io::Write as _;

use super::{Content, FileDiff, Hunk, Text, TextDiff, file_diff::mode};
use crate::history::{ChangeStatus, FileChange};

/// The whole file's patch with `context` lines, as git writes it but for the `index` line.
pub fn file_patch(file: &FileDiff, context: u32) -> Vec<u8> {
    let mut patch = header(&file.change);
    match &file.content {
        Content::Text(text) if !text.edits.is_empty() => {
            patch.extend(names(&file.change));
            for hunk in text.hunks(context) {
                patch.extend(hunk_patch(text, &hunk));
            }
        }
        Content::Binary(..) | Content::TooLarge(..) => {
            patch.extend(b"Binary files ");
            patch.extend(side_name(&file.change, true));
            patch.extend(b" and ");
            patch.extend(side_name(&file.change, false));
            patch.extend(b" differ\n");
        }
        Content::Submodule(old, new) => {
            patch.extend(names(&file.change));
            let count = |there: bool| if there { "1" } else { "0,0" };
            write_text(&mut patch, &format!("@@ -{} +{} @@\n", count(old.is_some()), count(new.is_some())));
            for (sign, id) in [('-', old), ('+', new)] {
                if let Some(id) = id {
                    write_text(&mut patch, &format!("{sign}Subproject commit {id}\n"));
                }
            }
        }
        Content::Lfs(..) | Content::Text(_) | Content::Missing => {}
    }
    patch
}

/// One hunk, from `@@` to its last line.
pub fn hunk_patch(text: &TextDiff, hunk: &Hunk) -> Vec<u8> {
    let mut patch = Vec::new();
    let range = |lines: &std::ops::Range<u32>| match lines.len() {
        0 => format!("{},0", lines.start),
        1 => format!("{}", lines.start + 1),
        count => format!("{},{count}", lines.start + 1),
    };
    write_text(&mut patch, &format!("@@ -{} +{} @@", range(&hunk.old), range(&hunk.new)));
    if let Some(heading) = super::heading(&text.old, hunk) {
        patch.push(b' ');
        patch.extend(&heading[..heading.len().min(80)]);
    }
    patch.push(b'\n');
    let mut next = hunk.new.start;
    for edit in &text.edits[hunk.edits.clone()] {
        lines(&mut patch, b' ', &text.new, next..edit.new.start);
        lines(&mut patch, b'-', &text.old, edit.old.clone());
        lines(&mut patch, b'+', &text.new, edit.new.clone());
        next = edit.new.end;
    }
    lines(&mut patch, b' ', &text.new, next..hunk.new.end);
    patch
}

fn lines(patch: &mut Vec<u8>, sign: u8, text: &Text, range: std::ops::Range<u32>) {
    for line in range {
        patch.push(sign);
        patch.extend(text.line(line));
        patch.push(b'\n');
        if text.lacks_newline(line) {
            patch.extend(b"\\ No newline at end of file\n");
        }
    }
}

fn header(change: &FileChange) -> Vec<u8> {
    let mut patch = b"diff --git ".to_vec();
    let old_path = change.old_path.as_deref().unwrap_or(&change.path);
    patch.extend(quoted(b"a/", old_path));
    patch.push(b' ');
    patch.extend(quoted(b"b/", &change.path));
    patch.push(b'\n');
    match (change.old_kind, change.new_kind) {
        (None, Some(new)) => write_text(&mut patch, &format!("new file mode {}\n", mode(new))),
        (Some(old), None) => write_text(&mut patch, &format!("deleted file mode {}\n", mode(old))),
        (Some(old), Some(new)) if old != new => {
            write_text(&mut patch, &format!("old mode {}\nnew mode {}\n", mode(old), mode(new)));
        }
        _ => {}
    }
    if let ChangeStatus::Renamed { similarity } = change.status {
        write_text(&mut patch, &format!("similarity index {similarity}%\n"));
        for (word, path) in [("from", old_path), ("to", &*change.path)] {
            write_text(&mut patch, &format!("rename {word} "));
            patch.extend(quoted(b"", path));
            patch.push(b'\n');
        }
    }
    patch
}

fn names(change: &FileChange) -> Vec<u8> {
    let mut patch = Vec::new();
    for (sign, old) in [(b"--- ", true), (b"+++ ", false)] {
        let name = side_name(change, old);
        patch.extend(sign);
        patch.extend(&name);
        // A tab tells where a name with blanks ends.
        if name.contains(&b' ') {
            patch.push(b'\t');
        }
        patch.push(b'\n');
    }
    patch
}

fn side_name(change: &FileChange, old: bool) -> Vec<u8> {
    if (if old { change.old_kind } else { change.new_kind }).is_none() {
        return b"/dev/null".to_vec();
    }
    match (old, change.old_path.as_deref()) {
        (true, Some(path)) => quoted(b"a/", path),
        (true, None) => quoted(b"a/", &change.path),
        (false, _) => quoted(b"b/", &change.path),
    }
}

/// A path as git quotes it: in C's manner if it holds what could be misread.
fn quoted(prefix: &[u8], path: &[u8]) -> Vec<u8> {
    let plain = |byte: u8| (0x20..0x7f).contains(&byte) && byte != b'"' && byte != b'\\';
    let mut name = prefix.to_vec();
    if path.iter().copied().all(plain) {
        name.extend(path);
        return name;
    }
    name.insert(0, b'"');
    for &byte in path {
        match byte {
            b'\n' => name.extend(b"\\n"),
            b'\t' => name.extend(b"\\t"),
            b'"' | b'\\' => name.extend([b'\\', byte]),
            byte if plain(byte) => name.push(byte),
            byte => write_text(&mut name, &format!("\\{byte:03o}")),
        }
    }
    name.push(b'"');
    name
}

fn write_text(patch: &mut Vec<u8>, text: &str) {
    patch.write_all(text.as_bytes()).expect("a vector takes all bytes");
}
