//! The comparison of a range: all ecosystems over both ends, then the commits that made what they found.

use std::{collections::BTreeMap, path::Path};

use serde::{Deserialize, Serialize};

use super::{
    ECOSYSTEMS, Finding, Registered, Sources,
    attribution::{Past, attribute},
    engine::{Ends, Engine, Said},
    results::Results,
    threads::{STACK, side_by_side},
};
use crate::{
    fault::guarded,
    history::{CommitId, Detail, EntryKind, HistoryError, Repository},
    process::Cancel,
};

/// What is to be compared.
#[derive(Debug, Clone, Copy)]
pub struct Comparison<'a> {
    /// Where both ends are.
    pub repository: &'a Repository,
    /// The old end.
    pub from: CommitId,
    /// The new end.
    pub to: CommitId,
    /// Only what is at or below these paths; everything if empty.
    pub paths: &'a [String],
    /// The folder for what is kept between runs.
    pub cache: Option<&'a Path>,
    /// The wish to stop.
    pub cancel: &'a Cancel,
}

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Breaking {
    /// The findings: by ecosystem, the surest first, then by place.
    pub findings: Vec<Finding>,
    /// Changed files that were not compared, and why in a word: `vendored`, `generated`, `minified`.
    pub left_out: BTreeMap<String, String>,
    /// What could not be seen.
    pub warnings: Vec<String>,
    /// Changed files that were compared.
    pub compared: Vec<String>,
}

impl Breaking {
    /// The findings that count: firm ones that nobody dismissed.
    pub fn counting(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.counts())
    }

    /// The findings that somebody said do not count.
    pub fn dismissed(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.is_dismissed())
    }
}

/// Compares both ends.
pub fn compare(wanted: &Comparison<'_>) -> Result<Breaking, HistoryError> {
    let results = Results::new(wanted);
    if let Some(kept) = results.kept() {
        return Ok(kept);
    }
    let changed = changed_paths(wanted)?;
    // Reading sources recurses; trees are bounded in depth for this stack.
    let found = std::thread::scope(|scope| {
        let work = || guarded(|| compare_changed(wanted, &changed));
        match std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work) {
            Ok(thread) => thread.join().unwrap_or_else(|_| Err("it panicked".to_owned())),
            Err(error) => Err(error.to_string()),
        }
    });
    let (breaking, is_whole) = match found {
        Ok(found) => found?,
        Err(panic) => {
            let warnings = vec![format!("sources could not be compared: {panic}")];
            (Breaking { warnings, ..Breaking::default() }, false)
        }
    };
    if wanted.cancel.is_cancelled() {
        return Err(HistoryError::Cancelled);
    }
    // What failed is tried again the next time.
    if is_whole {
        results.keep(&breaking);
    }
    Ok(breaking)
}

/// What is found, and whether nothing failed on the way.
fn compare_changed(wanted: &Comparison<'_>, changed: &[String]) -> Result<(Breaking, bool), HistoryError> {
    let old = Sources::Commit(wanted.repository.clone(), wanted.from);
    let new = Sources::Commit(wanted.repository.clone(), wanted.to);
    let ends = Ends { old: &old, new: &new, changed, cancel: wanted.cancel };
    let mut breaking = Breaking::default();
    let mut is_whole = true;
    let said = side_by_side(ECOSYSTEMS.iter().collect(), |ecosystem: &Registered| {
        let engine = (ecosystem.start)(wanted.cache);
        engine.compare(&ends).map(|said| (engine, said))
    });
    let mut running: Vec<(Box<dyn Engine>, Vec<Finding>)> = Vec::new();
    for (said, ecosystem) in said.into_iter().zip(ECOSYSTEMS) {
        match said {
            Ok(said) => {
                let (engine, said) = said?;
                is_whole &= !said.failed;
                running.push((engine, take_in(said, &mut breaking)));
            }
            Err(panic) => {
                is_whole = false;
                breaking.warnings.push(format!("{}: comparing failed: {panic}", ecosystem.name));
            }
        }
    }
    let files = running.iter().flat_map(|(_, findings)| findings).flat_map(Finding::files).map(str::to_owned).collect();
    let past = Past::new(wanted, files);
    let attributed = side_by_side(running, |(engine, mut findings)| {
        // What is found stays found where its commits cannot be told.
        let told = guarded(|| attribute(&*engine, &mut findings, &past));
        engine.keep();
        (findings, told)
    });
    for attributed in attributed {
        let told = attributed.and_then(|(mut findings, told)| {
            breaking.findings.append(&mut findings);
            told
        });
        match told {
            Ok(told) => told?,
            Err(panic) => {
                is_whole = false;
                breaking.warnings.push(format!("commits of findings could not be told: {panic}"));
            }
        }
    }
    for why in past.failures() {
        is_whole = false;
        breaking.warnings.push(format!("not all commits of findings could be told: {why}"));
    }
    Ok((breaking, is_whole))
}

/// Compares files given as texts: for examples and tests. Knows no commits.
pub fn compare_sources(old: &Sources, new: &Sources, changed: &[String]) -> Result<Breaking, HistoryError> {
    let cancel = Cancel::new();
    let ends = Ends { old, new, changed, cancel: &cancel };
    let mut breaking = Breaking::default();
    for ecosystem in ECOSYSTEMS {
        let said = (ecosystem.start)(None).compare(&ends)?;
        let findings = take_in(said, &mut breaking);
        breaking.findings.extend(findings);
    }
    Ok(breaking)
}

/// Letters of a message to which more is added.
const LONGEST_MESSAGE: usize = 500;

/// Takes in what an ecosystem said; its findings in order.
fn take_in(said: Said, breaking: &mut Breaking) -> Vec<Finding> {
    // Several ecosystems may look at one file.
    breaking.compared.extend(said.compared);
    breaking.compared.sort_unstable();
    breaking.compared.dedup();
    breaking.warnings.extend(said.warnings);
    breaking.left_out.extend(said.left_out.into_iter().map(|(path, why)| (path, why.as_str().to_owned())));
    let mut findings = said.findings;
    findings.sort_by(|left, right| {
        let place = |finding: &Finding| (std::cmp::Reverse(finding.certainty), finding.path.clone(), finding.line);
        place(left).cmp(&place(right)).then_with(|| left.key().cmp(&right.key()))
    });
    findings.dedup_by(|again, first| {
        let is_same = again.key() == first.key();
        // What else one rule says of one symbol is told with it.
        let news = unsaid(&first.message, &again.message);
        if is_same && !first.message.contains(news) && first.message.len() < LONGEST_MESSAGE {
            first.message = format!("{}; {news}", first.message);
        }
        is_same
    });
    findings
}

/// What a message says beyond another that begins in the same way, up to a colon outside of code.
fn unsaid<'a>(told: &str, message: &'a str) -> &'a str {
    let is_prose = |at: usize| message[..at].matches('`').count().is_multiple_of(2);
    let colon = message.match_indices(": ").map(|(at, _)| at).find(|&at| is_prose(at));
    colon
        .map(|at| message.split_at(at + 2))
        .filter(|(head, _)| told.starts_with(head))
        .map_or(message, |(_, tail)| tail)
}

/// The plain files that differ between the ends, by path.
fn changed_paths(wanted: &Comparison<'_>) -> Result<Vec<String>, HistoryError> {
    let changes = wanted.repository.differ().between(Some(wanted.from), wanted.to, Detail::Paths)?;
    if let Some(problem) = changes.problems.into_iter().next() {
        return Err(problem);
    }
    let is_plain = |kind: Option<EntryKind>| matches!(kind, Some(EntryKind::File | EntryKind::Executable));
    let mut paths: Vec<String> = changes
        .files
        .iter()
        .filter(|file| is_plain(file.old_kind) || is_plain(file.new_kind))
        .filter(|file| file.old_id != file.new_id)
        .filter_map(|file| Some(std::str::from_utf8(&file.path).ok()?.to_owned()))
        .filter(|path| wanted.paths.is_empty() || wanted.paths.iter().any(|wanted| is_at_or_below(path, wanted)))
        .collect();
    paths.sort_unstable();
    Ok(paths)
}

fn is_at_or_below(path: &str, folder: &str) -> bool {
    let folder = folder.trim_start_matches("./").trim_end_matches('/');
    folder.is_empty()
        || folder == "."
        || path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::unsaid;

    #[test]
    fn what_two_messages_share_is_told_once() {
        let told = "`f` takes another type: `&str` became `&[u8]`";
        assert_eq!(unsaid(told, "`f` takes another type: `u8` became `u16`"), "`u8` became `u16`");
        assert_eq!(unsaid(told, "`f` is gone"), "`f` is gone");
        assert_eq!(unsaid("`f(a: u8)` is gone", "`f(a: u8)` is hidden"), "`f(a: u8)` is hidden");
    }
}
