//! The notes of a release as gates see them: the exact body, and what is not finished in it.

use std::collections::HashSet;

use super::{
    Workspace,
    analysis::Analysis,
    notes::{Desk, Opening},
};
use crate::{
    fault::Failure,
    gates::NotesProblem,
    history::CommitId,
    notes::{Notes, SectionKey},
};

/// The notes, and what is wrong with them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NotesText {
    /// The exact body that is published.
    pub body: String,
    /// Whether a person wrote or changed them.
    pub is_written: bool,
    /// Breaking commits that they do not tell.
    pub untold: HashSet<CommitId>,
    /// Breaks that were found and that they do not tell, by fingerprint.
    pub untold_found: HashSet<String>,
    /// What else is not finished.
    pub problems: Vec<NotesProblem>,
    /// The line, 0-based, where breaking changes would be told.
    pub breaking_line: Option<usize>,
    /// What could not be done.
    pub warnings: Vec<String>,
}

impl NotesText {
    /// The notes of a range as they stand: what people wrote, else the automatic draft.
    pub fn of(workspace: &Workspace, analysis: &Analysis) -> Result<Self, Failure> {
        let desk = Desk::open(workspace, analysis)?;
        let standing = desk.notes(&analysis.commits, Opening::AsWritten)?;
        let notes = &standing.notes;
        let coverage = notes.coverage();
        let untold = coverage.untold_breaking(&analysis.commits, &notes.draft);
        let untold_found = coverage.untold_breaks(&notes.draft);
        let breaking = notes.document.sections().iter().find(|section| section.key == Some(SectionKey::Breaking));
        Ok(Self {
            body: notes.published(),
            is_written: standing.saved.is_some(),
            untold: untold.iter().map(|commit| commit.id).collect(),
            untold_found: untold_found.map(|found| found.fingerprint.clone()).collect(),
            problems: problems(notes, analysis),
            breaking_line: breaking.map(|section| notes.document.line_of(section.span.start)),
            warnings: desk.warnings().to_vec(),
        })
    }
}

/// What is not finished, breaks that are not told apart: another gate asks for those.
fn problems(notes: &Notes, analysis: &Analysis) -> Vec<NotesProblem> {
    notes
        .problems(&analysis.commits)
        .into_iter()
        .filter(|problem| problem.check != "breaking-told")
        .map(|problem| {
            let message = match problem.check.as_str() {
                "placeholder" => problem.message,
                _ => in_words(&problem.message, &problem.entry),
            };
            NotesProblem { check: problem.check, message, line: problem.line.map(|line| line - 1) }
        })
        .collect()
}

fn in_words(message: &str, entry: &str) -> String {
    match entry.lines().next() {
        Some(first) if !first.is_empty() => format!("{message}, in: {first}"),
        _ => message.to_owned(),
    }
}
