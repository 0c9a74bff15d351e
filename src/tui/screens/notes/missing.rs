//! What is not told yet, and what is wrong with what is told.

use super::model::NotesScreen;
use crate::{
    analysis::AnalysedCommit,
    history::CommitId,
    notes::{Notes, Problem},
};

/// One line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Missing {
    /// A problem, with the line of the text that it is in, if it is in one.
    Problem(Problem, Option<usize>),
    /// A commit that the rules would tell and the notes do not.
    Commit(CommitId, String),
}

/// All that is missing: problems first.
pub(super) fn missing(notes: &Notes, commits: &[AnalysedCommit]) -> Vec<Missing> {
    let mut all: Vec<Missing> = notes
        .problems(commits)
        .into_iter()
        // What is not told is listed below, with its commit.
        .filter(|problem| problem.check != "untold")
        .map(|problem| {
            let line = problem.line.map(|line| line - 1);
            Missing::Problem(problem, line)
        })
        .collect();
    for (_, entry) in notes.coverage().untold_entries(&notes.draft) {
        let Some(first) = entry.commits.first().copied() else { continue };
        let subject = commits.iter().find(|known| known.id == first).map(|known| known.subject.to_string());
        all.push(Missing::Commit(first, subject.unwrap_or_default()));
    }
    all
}

impl NotesScreen {
    /// What is wrong with the entry, or the line, under the text's cursor.
    pub(super) fn problem_at_cursor(&self) -> Option<&str> {
        let at = self.editor.cursor().0;
        let lines = self.told_at_cursor().map_or(at..at + 1, |told| told.lines.clone());
        self.missing.iter().find_map(|missing| match missing {
            Missing::Problem(problem, Some(line)) if lines.contains(line) => Some(problem.message.as_str()),
            _ => None,
        })
    }
}
