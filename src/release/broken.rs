//! What breaks in a release, by commit and by finding, with whether its notes tell it: what the gate `breaking-told` asks.

use std::collections::{HashMap, HashSet};

use super::{NotesText, analysis::Analysis};
use crate::{
    analysis::Flags,
    breaking::{Breaking, Finding},
    gates::{BreakingCommit, Breaks, Dismissed, FoundBreak},
    history::CommitId,
};

/// All of it. Findings that are only possible, or dismissed, are not asked for.
pub(super) fn breaks(analysis: &Analysis, notes: &NotesText) -> Breaks {
    let mut by_commit: HashMap<CommitId, Vec<FoundBreak>> = HashMap::new();
    let mut unattributed = Vec::new();
    let listed: HashSet<CommitId> = analysis.commits.iter().map(|commit| commit.id).collect();
    for finding in analysis.breaking.iter().flat_map(Breaking::counting) {
        let found = found(finding, notes);
        match finding.commit.filter(|commit| listed.contains(commit)) {
            Some(commit) => by_commit.entry(commit).or_default().push(found),
            None => unattributed.push(found),
        }
    }
    let mut commits = Vec::new();
    for commit in &analysis.commits {
        let found = by_commit.remove(&commit.id).unwrap_or_default();
        let is_untold = notes.untold.contains(&commit.id);
        // What is taken back within the range need not be told, unless the notes were expected to.
        let declares =
            commit.flags.contains(Flags::BREAKING) && (is_untold || !commit.flags.contains(Flags::CANCELLED));
        if !declares && found.is_empty() {
            continue;
        }
        let is_told = is_told(declares.then_some(!is_untold), &found);
        commits.push(BreakingCommit { id: commit.id, subject: commit.subject.to_string(), declares, is_told, found });
    }
    let dismissed = analysis.breaking.iter().flat_map(Breaking::dismissed).filter(|finding| finding.is_firm());
    let dismissed = dismissed.map(|finding| Dismissed {
        rule: finding.rule.clone(),
        symbol: finding.symbol.clone(),
        reason: finding.remark.dismissed.clone().unwrap_or_default(),
    });
    Breaks {
        commits,
        unattributed,
        dismissed: dismissed.collect(),
        compared: analysis.breaking.as_ref().map_or(0, |breaking| breaking.compared.len()),
    }
}

/// Whether all that a commit breaks is told: each finding of it and, where it declares a break of which nothing was found,
/// the break that it declares.
fn is_told(declared: Option<bool>, found: &[FoundBreak]) -> bool {
    if found.is_empty() { declared.unwrap_or(false) } else { found.iter().all(|found| found.is_told) }
}

fn found(finding: &Finding, notes: &NotesText) -> FoundBreak {
    FoundBreak {
        rule: finding.rule.clone(),
        symbol: finding.symbol.clone(),
        certainty: finding.certainty.as_str(),
        is_told: !notes.untold_found.contains(&finding.fingerprint()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_break_is_told_when_each_finding_of_it_is() {
        let found = |is_told| FoundBreak { rule: String::new(), symbol: String::new(), certainty: "definite", is_told };
        assert!(is_told(Some(true), &[]));
        assert!(!is_told(Some(false), &[]));
        assert!(is_told(Some(true), &[found(true)]));
        assert!(is_told(None, &[found(true)]));
        assert!(!is_told(Some(true), &[found(true), found(false)]), "what is declared may be another break");
    }
}
