//! Breaking changes of the range: the comparison of sources, and what follows from it for the version and for what commits
//! declare.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::{
    analysis::{AnalysedCommit, Flags},
    breaking::{Breaking, Comparison, Finding, compare},
    fault::Failure,
    history::{CommitId, HistoryError},
    process::Cancel,
    release::{Remarks, Workspace, private_file::repository_key},
};

/// Commits and files that a warning names.
const NAMED_AT_MOST: usize = 2;

impl Workspace {
    /// Compares the sources at both ends of the range; below `paths` alone if there are any. Before the first release there
    /// is nothing to break.
    pub fn find_breaking(&self, paths: &[String], cancel: &Cancel) -> Result<Breaking, HistoryError> {
        let Some(from) = self.range.from_id.filter(|from| *from != self.range.to_id) else {
            return Ok(Breaking::default());
        };
        let common_dir = self.repository().common_dir();
        let name = repository_key(&common_dir);
        let cache = self.opened.folders.as_ref().map(|folders| folders.cache().join("breaking").join(name));
        let mut breaking = compare(&Comparison {
            repository: self.repository(),
            from,
            to: self.range.to_id,
            paths,
            cache: cache.as_deref(),
            cancel,
        })?;
        match Remarks::read(self.opened.folders.as_ref(), &common_dir) {
            Ok(remarks) => remarks.apply(&mut breaking),
            Err(error) => breaking.warnings.push(Failure::from(error).to_string()),
        }
        self.leave_to_other_packages(&mut breaking)?;
        Ok(breaking)
    }
}

/// Why the findings ask for a major version. What is the same of several packages is told once.
pub(super) fn reasons(breaking: &Breaking, commits: &[AnalysedCommit]) -> Vec<String> {
    let declared = declared(commits);
    let mut told: Vec<(String, usize)> = Vec::new();
    let mut at: HashMap<(&str, &str, Option<CommitId>), usize> = HashMap::new();
    for finding in breaking.counting() {
        if let Some(&index) = at.get(&(finding.rule.as_str(), finding.message.as_str(), finding.commit)) {
            told[index].1 += 1;
            continue;
        }
        let silent = finding.commit.filter(|commit| !declared.contains(commit));
        let by = silent.map_or_else(String::new, |commit| format!(", found and not declared by {}", commit.short()));
        at.insert((finding.rule.as_str(), &finding.message, finding.commit), told.len());
        told.push((format!("{} ({}{by})", finding.message, finding.rule), 1));
    }
    let worded = told.into_iter().map(|(reason, count)| match count {
        1 => reason,
        _ => format!("{reason}, in {count} places"),
    });
    worded.collect()
}

/// The commits that say that they break something.
pub fn declared(commits: &[AnalysedCommit]) -> HashSet<CommitId> {
    commits.iter().filter(|commit| commit.flags.contains(Flags::BREAKING)).map(|commit| commit.id).collect()
}

/// Which findings do not count because somebody said so, in a sentence.
pub fn dismissals(breaking: &Breaking) -> Option<String> {
    let named = |finding: &Finding| {
        format!("`{}` ({})", finding.symbol, finding.remark.dismissed.as_deref().unwrap_or("no reason"))
    };
    let all: Vec<String> = breaking.dismissed().map(named).collect();
    let (count, more) = (all.len(), all.len().saturating_sub(NAMED_AT_MOST));
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let named = all.into_iter().take(NAMED_AT_MOST).collect::<Vec<_>>().join(", ");
    match count {
        0 => None,
        1 => Some(format!("1 finding was dismissed and does not count: {named}")),
        _ => Some(format!("{count} findings were dismissed and do not count: {named}{more}")),
    }
}

/// What could not be seen, and where commits and sources say different things.
pub(super) fn warnings(breaking: &Breaking, commits: &[AnalysedCommit]) -> Vec<String> {
    // The cockpit shows the first alone: what a release manager must know comes before what was left out.
    let mut warnings = undeclared(breaking, commits);
    warnings.extend(unfound(breaking, commits));
    warnings.extend(dismissals(breaking));
    warnings.extend(breaking.warnings.iter().cloned());
    warnings.extend(left_out(breaking));
    warnings
}

fn left_out(breaking: &Breaking) -> Option<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for why in breaking.left_out.values() {
        *counts.entry(why).or_default() += 1;
    }
    let counts: Vec<String> = counts.iter().map(|(why, count)| format!("{count} {why}")).collect();
    let named: Vec<String> = breaking.left_out.keys().take(NAMED_AT_MOST).map(|path| format!("`{path}`")).collect();
    let more = if breaking.left_out.len() > named.len() { ", ..." } else { "" };
    (!counts.is_empty())
        .then(|| format!("not compared for breaking changes: {} ({}{more})", counts.join(", "), named.join(", ")))
}

/// Commits that break and do not say so.
fn undeclared(breaking: &Breaking, commits: &[AnalysedCommit]) -> Vec<String> {
    let declared = declared(commits);
    let mut by_commit: HashMap<CommitId, Vec<&Finding>> = HashMap::new();
    for finding in breaking.counting() {
        if let Some(commit) = finding.commit.filter(|commit| !declared.contains(commit)) {
            by_commit.entry(commit).or_default().push(finding);
        }
    }
    let silent = commits.iter().filter_map(|commit| Some((commit, by_commit.get(&commit.id)?)));
    let told = silent.map(|(commit, findings)| {
        let more = if findings.len() > 1 { format!(" and {} more", findings.len() - 1) } else { String::new() };
        let first = findings[0];
        format!("{} breaks `{}`{more} and does not declare it", commit.id.short(), first.symbol)
    });
    told.collect()
}

/// Commits that declare a breaking change of which the sources show nothing. Where nothing was compared, nothing is said.
pub fn unshown<'a>(breaking: &Breaking, commits: &'a [AnalysedCommit]) -> Vec<&'a AnalysedCommit> {
    if breaking.compared.is_empty() {
        return Vec::new();
    }
    let found: HashSet<CommitId> = breaking.findings.iter().filter_map(|finding| finding.commit).collect();
    let claims = commits.iter().filter(|commit| {
        commit.flags.contains(Flags::BREAKING)
            && !commit.flags.intersects(Flags::CANCELLED | Flags::MERGE)
            && !found.contains(&commit.id)
    });
    claims.collect()
}

fn unfound(breaking: &Breaking, commits: &[AnalysedCommit]) -> Vec<String> {
    unshown(breaking, commits)
        .into_iter()
        .map(|commit| format!("{} declares a breaking change that the sources do not show", commit.id.short()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::breaking::{Certainty, Remark};

    fn finding(package: &str, message: &str) -> Finding {
        Finding {
            rule: "manifests/requirement-raised".into(),
            ecosystem: "manifests".into(),
            package: Some(package.into()),
            symbol: format!("{package}.node"),
            path: format!("{package}/package.json"),
            line: 1,
            old_path: None,
            old_line: None,
            before: None,
            after: None,
            certainty: Certainty::Likely,
            commit: None,
            message: message.into(),
            migration: None,
            moved_to: None,
            involved: Vec::new(),
            remark: Remark::default(),
        }
    }

    #[test]
    fn the_same_reason_in_many_packages_is_told_once() {
        let findings =
            vec![finding("a", "`node` must be 22"), finding("a", "`a` is gone"), finding("b", "`node` must be 22")];
        let told = reasons(&Breaking { findings, ..Breaking::default() }, &[]);
        let rule = "(manifests/requirement-raised)";
        assert_eq!(told, [format!("`node` must be 22 {rule}, in 2 places"), format!("`a` is gone {rule}")]);
    }
}
