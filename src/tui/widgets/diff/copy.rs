//! What can be copied out of a diff.

use super::{
    document::{Document, Place},
    rows::{Half, Row},
};
use crate::history::diff::{Side, file_patch, hunk_patch};

/// A part of the diff that people paste elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// The line under the cursor, without its sign.
    Line,
    /// The hunk under the cursor, as a patch of its file.
    Hunk,
    /// The file's path.
    Path,
    /// Where the file was.
    OldPath,
    /// The patch of the file.
    File,
    /// The lines that were added in the hunk, without signs.
    Added,
}

impl What {
    /// All of them, with the key and the words of the menu.
    pub(crate) const MENU: [(char, Self, &'static str); 6] = [
        ('l', Self::Line, "line"),
        ('h', Self::Hunk, "hunk"),
        ('a', Self::Added, "added lines of the hunk"),
        ('p', Self::Path, "path"),
        ('o', Self::OldPath, "old path"),
        ('f', Self::File, "patch of the file"),
    ];

    /// What it is called once it was copied.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Line => "the line",
            Self::Hunk => "the hunk",
            Self::Path => "the path",
            Self::OldPath => "the old path",
            Self::File => "the patch of the file",
            Self::Added => "the added lines",
        }
    }

    /// The text to copy from `place`, if there is such a thing there.
    pub(crate) fn text(self, document: &Document, place: Place) -> Option<String> {
        let entry = document.entry(place.file)?;
        let context = document.form().context;
        let bytes = match self {
            Self::Path => entry.change.path.to_vec(),
            Self::OldPath => entry.change.old_path.as_ref()?.to_vec(),
            Self::File => file_patch(entry.diff()?, context),
            Self::Hunk => {
                let hunk = &entry.rows().hunks()[entry.rows().hunk_at(place.row)?];
                let mut patch = file_patch(entry.diff()?, context);
                // Everything before the first hunk names the file.
                let end = patch.windows(4).position(|window| window == b"\n@@ ").map_or(0, |at| at + 1);
                patch.truncate(end);
                patch.extend(hunk_patch(entry.text()?, hunk));
                patch
            }
            Self::Added => {
                let hunk = &entry.rows().hunks()[entry.rows().hunk_at(place.row)?];
                let text = entry.text()?;
                let edits = &text.edits[hunk.edits.clone()];
                let lines = edits.iter().flat_map(|edit| edit.new.clone()).map(|line| text.new.line_with_end(line));
                lines.collect::<Vec<_>>().concat()
            }
            Self::Line => {
                let (side, line) = line_at(document, place)?;
                entry.text()?.side(side).line(line).to_vec()
            }
        };
        Some(String::from_utf8_lossy(&bytes).into_owned()).filter(|text| !text.is_empty())
    }
}

/// The line that a row shows; of a pair the new one.
pub(crate) fn line_at(document: &Document, place: Place) -> Option<(Side, u32)> {
    match document.row(place)? {
        Row::Context { new, .. } => Some((Side::New, new)),
        Row::Added { line, .. } => Some((Side::New, line)),
        Row::Removed { line, .. } => Some((Side::Old, line)),
        Row::Pair { old, new, .. } => match (old, new) {
            (_, Half::Line(line)) => Some((Side::New, line)),
            (Half::Line(line), _) => Some((Side::Old, line)),
            _ => None,
        },
        _ => None,
    }
}
