//! The whole picture of a range, as far as it is known.

use std::{collections::HashSet, sync::Arc};

use super::{Event, Judged};
use crate::{
    analysis::{
        AnalysedCommit, Flags, KindSource, Risk,
        risk::{Assessment, carriers},
        story::{ReviewerName, Story},
        version::NextVersion,
    },
    breaking::{Breaking, Finding},
    history::{Commit, CommitId},
};

/// What is known of a range so far. Grown by applying events.
#[derive(Debug, Clone, Default)]
pub struct Analysis {
    /// The commits, in `git log` order.
    pub commits: Vec<AnalysedCommit>,
    /// The same commits whole, where that was asked for.
    pub messages: Vec<Commit>,
    /// Whether all are listed.
    pub all_listed: bool,
    /// Their risks, by row.
    risks: Vec<Option<Assessment>>,
    /// Their stories in full, by row, where that was asked for.
    stories: Vec<Option<Box<Story>>>,
    /// Who could review them, by row, where that alone was asked for.
    reviewers: Vec<Option<Box<[Arc<ReviewerName>]>>>,
    /// How many rows were told of.
    pub told: usize,
    /// The next version.
    pub version: Option<NextVersion>,
    /// The risk of the release.
    pub risk: Option<Assessment>,
    /// Breaking changes found by comparing sources; nothing until that is done, or where it was left out.
    pub breaking: Option<Breaking>,
    /// Whether risks are told with the past of the files; before that they may still change.
    pub are_risks_firm: bool,
    /// What is not as it should be.
    pub warnings: Vec<String>,
    /// Whether everything that was asked for is there.
    pub complete: bool,
}

impl Analysis {
    /// Takes in a piece of news.
    pub fn apply(&mut self, event: Event) {
        match event {
            Event::Listed(commits) => self.commits.extend(commits),
            Event::Read(commits) => self.messages.extend(commits),
            Event::AllListed => {
                self.all_listed = true;
                self.commits.shrink_to_fit();
            }
            Event::Shaped(rows) => {
                for shaped in rows {
                    if let Some(commit) = self.commits.get_mut(shaped.row as usize) {
                        commit.stats = shaped.stats;
                        // What a person said meanwhile stays.
                        if commit.kind.source != KindSource::Override {
                            commit.kind = shaped.kind;
                        }
                        commit.scope = shaped.scope;
                        commit.flags = shaped.flags | (commit.flags & (Flags::CANCELLED | Flags::FOUND));
                        commit.audience = shaped.audience;
                    }
                }
            }
            Event::Grouped(rows) => {
                for commit in &mut self.commits {
                    commit.group = None;
                    commit.flags.remove(Flags::CANCELLED);
                }
                for grouping in rows {
                    grouping.write(&mut self.commits);
                }
            }
            Event::Foreseen(rows) => self.take_risks(rows),
            Event::Judged(rows) => {
                self.are_risks_firm = true;
                self.take_risks(rows);
            }
            Event::Breaking(breaking) => self.take_breaking(breaking),
            Event::Told(rows) => {
                for told in rows {
                    if let Some(commit) = self.commits.get_mut(told.row as usize) {
                        commit.story = told.outline;
                    }
                    self.told = told.row as usize + 1;
                    if let Some(story) = told.story {
                        self.stories.resize_with(self.told, || None);
                        self.stories[told.row as usize] = Some(story);
                    }
                    if told.reviewers.is_some() {
                        self.reviewers.resize_with(self.told, || None);
                        self.reviewers[told.row as usize] = told.reviewers;
                    }
                }
            }
            Event::Version(version) => self.version = Some(version),
            Event::ReleaseRisk(risk) => self.risk = Some(risk),
            Event::Warning(warning) => self.warnings.push(warning),
            Event::Progress(_) => {}
            Event::Finished { complete } => self.complete = complete,
        }
    }

    fn take_risks(&mut self, rows: Vec<Judged>) {
        self.risks.resize_with(self.commits.len(), || None);
        for judged in rows {
            let row = judged.row as usize;
            if let (Some(commit), Some(risk)) = (self.commits.get_mut(row), self.risks.get_mut(row)) {
                commit.risk = Some(judged.risk.score());
                *risk = Some(judged.risk);
            }
        }
    }

    fn take_breaking(&mut self, breaking: Breaking) {
        let found: HashSet<CommitId> = breaking.counting().filter_map(|finding| finding.commit).collect();
        for commit in &mut self.commits {
            commit.flags.set(Flags::FOUND, found.contains(&commit.id));
        }
        self.breaking = Some(breaking);
    }

    /// How many commits break something, by their own word or by what was found.
    pub fn n_breaking(&self) -> usize {
        self.commits.iter().filter(|commit| commit.breaks()).count()
    }

    /// The findings, none until they are known.
    pub fn findings(&self) -> &[Finding] {
        self.breaking.as_ref().map_or(&[], |breaking| &breaking.findings)
    }

    /// The few commits that carry most of the release's risk, riskiest first.
    pub fn carriers(&self) -> impl Iterator<Item = &AnalysedCommit> {
        carriers(&self.commits, |row| self.assessment_of(row)).into_iter().filter_map(|row| self.commits.get(row))
    }

    /// The risk of a row in words, once known.
    pub fn risk_of(&self, row: usize) -> Option<Risk> {
        self.assessment_of(row).map(Assessment::in_words)
    }

    /// The story of a row in full, where that was asked for and is known.
    pub fn story_of(&self, row: usize) -> Option<&Story> {
        self.stories.get(row)?.as_deref()
    }

    /// Who could review a row, the most fitting first, where that was asked for and is known.
    pub fn reviewers_of(&self, row: usize) -> Option<&[Arc<ReviewerName>]> {
        self.reviewers.get(row)?.as_deref()
    }

    /// The risk of a row as it is kept, once known.
    pub fn assessment_of(&self, row: usize) -> Option<&Assessment> {
        self.risks.get(row)?.as_ref()
    }

    /// The risk of the release in words, once known.
    pub fn release_risk(&self) -> Option<Risk> {
        self.risk.as_ref().map(Assessment::in_words)
    }
}
