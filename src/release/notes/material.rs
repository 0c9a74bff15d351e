//! What a language model drafts from, read out of the repository: commits whole, the diffs that matter most, and a sample of
//! past notes. Nothing of excluded paths is even read.

use std::{collections::HashMap, sync::Arc};

use super::habit;
use crate::{
    analysis::{AnalysedCommit, Flags},
    assistant::{FilePatch, Material, PathChange, Redactor, Source, Story},
    breaking::Breaking,
    history::{
        CommitId, FileChange,
        diff::{DiffReader, Subject, Whitespace, file_patch},
    },
    notes::{Draft, ReleaseFacts, SectionKey},
    process::Cancel,
    release::{Workspace, analysis::Analysis},
};

/// Commits whose diffs are read; the riskiest and largest come first.
const COMMITS_WITH_DIFFS: usize = 200;
/// Bytes of diffs that are read in all, and of one file.
const LONGEST_DIFFS: usize = 2 * 1024 * 1024;
const LONGEST_PATCH: usize = 256 * 1024;
/// Files of one commit whose names are told.
const MOST_PATHS: usize = 40;
const CONTEXT_LINES: u32 = 3;
/// Of past notes, so many items and bytes of each are shown.
const SAMPLE_ITEMS: usize = 16;
const SAMPLE_ITEM: usize = 240;
const LONGEST_PAST: u64 = 1024 * 1024;

/// The material of a draft.
pub(super) fn material(
    workspace: &Workspace,
    analysis: &Analysis,
    draft: &Draft,
    facts: &ReleaseFacts,
    redactor: &Redactor,
    cancel: &Cancel,
) -> Material {
    let title = |key: SectionKey| facts.section_titles.get(&key).cloned().unwrap_or_else(|| key.title().to_owned());
    let mut reading = Reading::new(workspace, analysis, redactor, cancel);
    let stories =
        draft.sections.iter().flat_map(|section| section.entries.iter().map(move |entry| (section.key, entry)));
    let stories: Vec<(SectionKey, &crate::notes::DraftEntry)> =
        stories.filter(|(_, entry)| !entry.commits.is_empty()).collect();
    reading.choose(stories.iter().flat_map(|(_, entry)| &entry.commits).copied());
    let stories = stories.into_iter().map(|(key, entry)| Story {
        section: key.as_str().to_owned(),
        text: entry.text.clone(),
        score: entry.score,
        commits: entry.commits.iter().filter_map(|id| reading.source(*id)).collect(),
    });
    Material {
        project: facts.project.clone(),
        version: facts.version.clone(),
        previous: facts.previous_version.clone(),
        sections: SectionKey::ALL.into_iter().map(|key| (key.as_str().to_owned(), title(key))).collect(),
        stories: stories.filter(|story| !story.commits.is_empty()).collect(),
        samples: sample(workspace).into_iter().collect(),
    }
}

/// Items of the newest past notes.
fn sample(workspace: &Workspace) -> Option<String> {
    let from = workspace.range.from_id?;
    let source = habit::known(workspace).source?;
    let bytes = workspace.repository().contents().file(from, &source, LONGEST_PAST).ok()??;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let items = text.lines().filter(|line| line.trim_start().starts_with(['-', '*', '+']) && line.trim().len() > 12);
    let items: Vec<&str> =
        items.take(SAMPLE_ITEMS).map(|line| &line[..line.floor_char_boundary(SAMPLE_ITEM.min(line.len()))]).collect();
    (!items.is_empty()).then(|| items.join("\n"))
}

struct Reading<'a> {
    redactor: &'a Redactor,
    cancel: &'a Cancel,
    commits: HashMap<CommitId, &'a AnalysedCommit>,
    findings: HashMap<CommitId, Vec<String>>,
    bodies: crate::history::CommitReader,
    diffs: DiffReader,
    with_diffs: Vec<CommitId>,
    left: usize,
}

impl<'a> Reading<'a> {
    fn new(workspace: &Workspace, analysis: &'a Analysis, redactor: &'a Redactor, cancel: &'a Cancel) -> Self {
        let mut findings: HashMap<CommitId, Vec<String>> = HashMap::new();
        for finding in analysis.breaking.iter().flat_map(Breaking::counting) {
            if let Some(commit) = finding.commit.filter(|_| !redactor.excludes(&finding.path)) {
                findings.entry(commit).or_default().push(finding.message.clone());
            }
        }
        Self {
            redactor,
            cancel,
            commits: analysis.commits.iter().map(|commit| (commit.id, commit)).collect(),
            findings,
            bodies: workspace.repository().reader(),
            diffs: DiffReader::new(workspace.repository()),
            with_diffs: Vec::new(),
            left: LONGEST_DIFFS,
        }
    }

    /// Chooses the commits whose diffs are read.
    fn choose(&mut self, told: impl Iterator<Item = CommitId>) {
        let mut told: Vec<CommitId> = told.collect();
        told.sort_by_key(|id| std::cmp::Reverse(self.commits.get(id).map_or(0, |commit| weight(commit))));
        told.truncate(COMMITS_WITH_DIFFS);
        self.with_diffs = told;
    }

    fn source(&mut self, id: CommitId) -> Option<Source> {
        let commit = *self.commits.get(&id)?;
        let body = self.bodies.read(id).map(|whole| whole.body.text).unwrap_or_default();
        let (paths, patches) = self.changes(id);
        Some(Source {
            id: id.to_string(),
            subject: commit.subject.to_string(),
            body,
            facts: facts(commit),
            references: commit.references.iter().map(|reference| reference.id.clone()).take(20).collect(),
            findings: self.findings.remove(&id).unwrap_or_default(),
            risk: commit.risk.unwrap_or_else(|| u8::try_from(weight(commit).min(100)).unwrap_or(100)),
            paths,
            patches,
        })
    }

    /// The files of a commit, and the diffs of those that are read. What cannot be read is not told.
    fn changes(&mut self, id: CommitId) -> (Vec<PathChange>, Vec<FilePatch>) {
        let (mut paths, mut patches) = (Vec::new(), Vec::new());
        if self.cancel.is_cancelled() {
            return (paths, patches);
        }
        let Ok(changed) = self.diffs.files(Subject::Commit(id), || self.cancel.is_cancelled()) else {
            return (paths, patches);
        };
        let reads = self.with_diffs.contains(&id) && !changed.is_merge;
        for change in changed.files.into_iter().take(MOST_PATHS) {
            let path = String::from_utf8_lossy(&change.path).into_owned();
            let was = change.old_path.as_deref().map(String::from_utf8_lossy);
            if self.redactor.excludes(&path) || was.is_some_and(|was| self.redactor.excludes(&was)) {
                continue;
            }
            let mut lines = None;
            if reads && self.left > 0 {
                let (counted, diff) = self.diff(change);
                lines = Some(counted);
                self.left = self.left.saturating_sub(diff.len());
                patches.push(FilePatch { path: path.clone(), patch: diff });
            }
            paths.push(PathChange { path, lines });
        }
        (paths, patches)
    }

    fn diff(&self, change: FileChange) -> ((u32, u32), String) {
        let file = self.diffs.file(Arc::new(change), Whitespace::Counts);
        let mut patch = file_patch(&file, CONTEXT_LINES);
        // Cut at a line's end, so that no secret is cut in two and no longer known for one.
        if patch.len() > LONGEST_PATCH {
            let end = patch[..LONGEST_PATCH].iter().rposition(|byte| *byte == b'\n').unwrap_or(0);
            patch.truncate(end);
        }
        (file.line_counts(), String::from_utf8_lossy(&patch).into_owned())
    }
}

/// How much a commit's diff is worth reading.
fn weight(commit: &AnalysedCommit) -> u32 {
    let grave = if commit.breaks() || commit.flags.contains(Flags::SECURITY) { 60 } else { 0 };
    let lines = commit.stats.map_or(0, |stats| stats.insertions + stats.deletions);
    grave + u32::from(commit.risk.unwrap_or(0)) + lines.checked_ilog2().unwrap_or(0) * 3
}

fn facts(commit: &AnalysedCommit) -> Vec<String> {
    let mut facts = vec![commit.kind.kind.as_str().to_owned()];
    facts.extend(commit.scope.as_ref().map(|scope| format!("scope {scope}")));
    let flags = [
        (commit.breaks(), "breaking"),
        (commit.flags.contains(Flags::SECURITY), "security"),
        (commit.flags.contains(Flags::DEPENDENCY), "dependency"),
    ];
    facts.extend(flags.iter().filter(|(is_set, _)| *is_set).map(|(_, word)| (*word).to_owned()));
    facts.extend(commit.breaking_text.as_ref().map(|text| format!("breaks, its author says: {text}")));
    facts
}
