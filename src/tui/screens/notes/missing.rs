//! What is not told yet, and what is wrong with what is told.

use crate::{
    analysis::AnalysedCommit,
    history::CommitId,
    notes::{Notes, Problem, placeholders},
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
    let mut places = placeholders(notes.text()).into_iter();
    let mut all: Vec<Missing> = notes
        .problems(commits)
        .into_iter()
        .map(|problem| {
            let line = if problem.check == "placeholder" {
                places.next().map(|placeholder| placeholder.line - 1)
            } else {
                line_of(notes, &problem.entry)
            };
            Missing::Problem(problem, line)
        })
        .collect();
    for commit in notes.coverage().untold(&notes.draft) {
        let subject = commits.iter().find(|known| known.id == commit).map(|known| known.subject.to_string());
        all.push(Missing::Commit(commit, subject.unwrap_or_default()));
    }
    all
}

fn line_of(notes: &Notes, words: &str) -> Option<usize> {
    if words.is_empty() {
        return None;
    }
    let entries = notes.document.sections().iter().flat_map(|section| &section.entries);
    entries
        .into_iter()
        .find(|entry| notes.document.words(entry) == words)
        .map(|entry| notes.document.line_of(entry.span.start))
}
