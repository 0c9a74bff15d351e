//! What there is to say about a changed file besides its lines, in sentences.

use crate::history::{
    ChangeStatus, EntryKind, FileChange,
    diff::{Content, FileDiff, LfsPointer, TextDiff, Whitespace},
};

/// The sentences under a file's name. They may quote foreign text, which is made safe where it is drawn.
pub(crate) fn notes(file: &FileDiff, whitespace: Whitespace) -> Vec<String> {
    let change = &*file.change;
    let mut notes = Vec::new();
    if let ChangeStatus::Renamed { similarity } = change.status {
        let old = String::from_utf8_lossy(change.old_path.as_deref().unwrap_or_default()).into_owned();
        notes.push(format!("moved from {old}, {similarity} % the same"));
    }
    notes.extend(kinds(change));
    notes.extend(content(file, whitespace));
    notes
}

fn kinds(change: &FileChange) -> Option<String> {
    match (change.old_kind, change.new_kind) {
        (Some(EntryKind::File), Some(EntryKind::Executable)) => {
            Some("mode 100644 → 100755: it may be executed now".to_owned())
        }
        (Some(EntryKind::Executable), Some(EntryKind::File)) => {
            Some("mode 100755 → 100644: it may no longer be executed".to_owned())
        }
        (Some(old), Some(new)) if old != new => Some(format!("was {}, is {}", article(old), article(new))),
        (None, Some(kind)) | (Some(kind), None) if matches!(kind, EntryKind::Executable | EntryKind::Link) => {
            Some(article(kind).to_owned())
        }
        _ => None,
    }
}

fn article(kind: EntryKind) -> &'static str {
    match kind {
        EntryKind::File => "a file",
        EntryKind::Executable => "an executable file",
        EntryKind::Link => "a symbolic link",
        EntryKind::Submodule => "a submodule",
    }
}

fn content(file: &FileDiff, whitespace: Whitespace) -> Option<String> {
    match &file.content {
        Content::Text(text) => about_text(&file.change, text, whitespace),
        Content::Binary(old, new) => Some(format!("binary, {}", sizes(*old, *new))),
        Content::TooLarge(old, new) => Some(format!("too large to compare, {}", sizes(*old, *new))),
        Content::Lfs(old, new) => Some(about_pointers(old.as_ref(), new.as_ref())),
        Content::Submodule(old, new) => Some(match (old, new) {
            (Some(old), Some(new)) => format!("submodule {old} → {new}"),
            (None, Some(new)) => format!("submodule, new, at {new}"),
            (Some(old), None) => format!("submodule, gone, was at {old}"),
            (None, None) => "submodule".to_owned(),
        }),
        Content::Missing => Some(
            "its content is not in this repository: a partial clone, or a damaged one; `git fetch` may bring it"
                .to_owned(),
        ),
    }
}

fn about_text(change: &FileChange, text: &TextDiff, whitespace: Whitespace) -> Option<String> {
    if text.edits.is_empty() {
        let same = text.old.bytes() == text.new.bytes();
        return match (same, whitespace) {
            (false, Whitespace::Ignored) => Some("only white space changed".to_owned()),
            (true, _) if change.old_kind.is_none() || change.new_kind.is_none() => Some("empty".to_owned()),
            _ => None,
        };
    }
    match (Ends::of(text.old.bytes()), Ends::of(text.new.bytes())) {
        (Some(Ends::Lf), Some(Ends::CrLf)) => Some("line ends changed from LF to CRLF".to_owned()),
        (Some(Ends::CrLf), Some(Ends::Lf)) => Some("line ends changed from CRLF to LF".to_owned()),
        (_, Some(Ends::CrLf)) => Some("lines end in CRLF, shown as ^M".to_owned()),
        _ => None,
    }
}

/// How all lines of a content end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ends {
    Lf,
    CrLf,
}

impl Ends {
    /// Nothing if there is no line, or if lines end in both ways.
    fn of(bytes: &[u8]) -> Option<Self> {
        let mut seen = None;
        for (at, _) in bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n') {
            let ends = if at > 0 && bytes[at - 1] == b'\r' { Self::CrLf } else { Self::Lf };
            if seen.is_some_and(|seen| seen != ends) {
                return None;
            }
            seen = Some(ends);
        }
        seen
    }
}

fn about_pointers(old: Option<&LfsPointer>, new: Option<&LfsPointer>) -> String {
    let told = |pointer: &LfsPointer| {
        let digest: String = pointer.oid.trim_start_matches("sha256:").chars().take(12).collect();
        format!("{} ({digest})", size(pointer.size))
    };
    match (old, new) {
        (Some(old), Some(new)) => format!("Git LFS pointer, {} → {}", told(old), told(new)),
        (Some(only), None) | (None, Some(only)) => format!("Git LFS pointer, {}", told(only)),
        (None, None) => "Git LFS pointer".to_owned(),
    }
}

fn sizes(old: Option<u64>, new: Option<u64>) -> String {
    match (old, new) {
        (Some(old), Some(new)) => format!("{} → {}", size(old), size(new)),
        (None, Some(only)) | (Some(only), None) => size(only),
        (None, None) => "of unknown size".to_owned(),
    }
}

/// A size for the eye.
pub(crate) fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{:.1} kB", bytes as f64 / 1e3),
        1_000_000..1_000_000_000 => format!("{:.1} MB", bytes as f64 / 1e6),
        _ => format!("{:.1} GB", bytes as f64 / 1e9),
    }
}
