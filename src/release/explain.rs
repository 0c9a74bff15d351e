//! What the risk of one commit is made of.

use super::{
    Workspace,
    analysis::{Part, Parts},
};
use crate::{
    analysis::Risk,
    fault::{Failure, Fault},
    history::{CommitId, Range},
    process::Cancel,
};

/// A commit with its risk.
#[derive(Debug, Clone)]
pub struct Explained {
    /// Its id.
    pub commit: CommitId,
    /// Its subject, not yet safe for a terminal.
    pub subject: String,
    /// Its risk.
    pub risk: Risk,
    /// What is not as it should be.
    pub warnings: Vec<String>,
}

/// Judges a commit as the analysis of the range does; one outside the range as a range of its own.
pub fn explain(workspace: &Workspace, word: &str) -> Result<Explained, Failure> {
    let repository = workspace.repository();
    let commit = repository.resolve(word)?;
    let mut is_within = false;
    for id in repository.walk(&workspace.range, &Cancel::new())?.ids() {
        is_within |= id? == commit;
        if is_within {
            break;
        }
    }
    if is_within {
        return judged(workspace, commit);
    }
    let parent = repository.reader().read(commit)?.parents.first().copied();
    let from = parent.map(|parent| parent.to_string());
    let range = Range { from, from_id: parent, to: commit.to_string(), to_id: commit };
    let mut alone = workspace.clone();
    alone.range = range;
    judged(&alone, commit)
}

fn judged(workspace: &Workspace, commit: CommitId) -> Result<Explained, Failure> {
    let analysis = workspace.analyse_whole(Parts::without(&[Part::Breaking]))?;
    let row = analysis.commits.iter().position(|found| found.id == commit);
    let found = row.and_then(|row| Some((&analysis.commits[row], analysis.risk_of(row)?)));
    let Some((listed, risk)) = found else {
        return Err(Failure::new(Fault::Usage, format!("`{}` is outside of what can be judged", commit.short())));
    };
    Ok(Explained { commit, subject: listed.subject.to_string(), risk, warnings: analysis.warnings.clone() })
}
