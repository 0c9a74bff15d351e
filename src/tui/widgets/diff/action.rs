//! What a user can do with a diff, by name.

use super::copy::What;
use crate::tui::action::Named;

/// The context of the diff's keys.
pub(crate) const CONTEXT: &str = "diff";
/// The context of the keys of its list of files.
pub(crate) const FILES_CONTEXT: &str = "diff-files";

/// Something that a user can do with a diff.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DiffAction {
    /// To the next hunk.
    NextHunk,
    /// To the hunk before.
    PreviousHunk,
    /// To the next file.
    NextFile,
    /// To the file before.
    PreviousFile,
    /// Show the file's header alone, or all of it.
    Fold,
    /// Show all headers alone, or everything.
    FoldAll,
    /// Mark the file as seen, or take that back.
    Viewed,
    /// Old beside new, or removed above added.
    SideBySide,
    /// Wrap long lines, or cut them.
    Wrap,
    /// Ignore white space, or not.
    Whitespace,
    /// More equal lines around changes.
    MoreContext,
    /// Fewer.
    LessContext,
    /// Whole files around changes, or three lines.
    WholeFiles,
    /// Search.
    Search,
    /// The next match.
    NextMatch,
    /// The match before.
    PreviousMatch,
    /// Choose what to copy.
    Copy,
    /// Copy this.
    CopyThis(What),
    /// The list of files.
    Files,
    /// Go to a file by letters of its path.
    FindFile,
    /// Go to the file under the cursor of the list.
    OpenFile,
    /// Go to this file.
    GoTo(usize),
    /// To the left edge.
    LineStart,
}

/// All that have a name.
pub fn actions() -> Vec<Named<DiffAction>> {
    use DiffAction as D;
    let diff = |name, words, action| Named::new(CONTEXT, name, words, action);
    let files = |name, words, action| Named::new(FILES_CONTEXT, name, words, action);
    vec![
        diff("next-hunk", "Go to the next hunk", D::NextHunk).hinted("next hunk"),
        diff("previous-hunk", "Go to the hunk before", D::PreviousHunk),
        diff("next-file", "Go to the next file", D::NextFile).hinted("next file"),
        diff("previous-file", "Go to the file before", D::PreviousFile),
        diff("files", "List the files of the diff", D::Files).hinted("files"),
        diff("find-file", "Go to a file by letters of its path", D::FindFile),
        diff("search", "Search in the diff", D::Search).hinted("search"),
        diff("next-match", "Go to the next match", D::NextMatch),
        diff("previous-match", "Go to the match before", D::PreviousMatch),
        diff("side-by-side", "Show old beside new, or removed above added", D::SideBySide).hinted("side by side"),
        diff("wrap", "Wrap long lines, or cut them", D::Wrap),
        diff("ignore-whitespace", "Ignore changes in white space, or show them", D::Whitespace),
        diff("more-context", "Show more lines around changes", D::MoreContext),
        diff("less-context", "Show fewer lines around changes", D::LessContext),
        diff("whole-files", "Show whole files around changes, or a few lines", D::WholeFiles),
        diff("fold", "Fold the file, or unfold it", D::Fold),
        diff("fold-all", "Fold all files, or unfold them", D::FoldAll),
        diff("viewed", "Mark the file as seen, or take that back", D::Viewed).hinted("seen"),
        diff("copy", "Copy a line, hunk, path or patch", D::Copy).hinted("copy"),
        diff("line-start", "Scroll back to the left edge", D::LineStart),
        files("open-file", "Go to the file", D::OpenFile).hinted("go"),
        files("narrow-files", "Narrow the list by letters of the path", D::FindFile).hinted("narrow"),
        files("close-files", "Close the list of files", D::Files).hinted("close"),
    ]
}
