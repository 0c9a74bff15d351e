//! The notes of a range as they stand: their text, what it is drafted from, and what it says of each commit.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::{
    Case, CitationIndex, Coverage, Document, Draft, Evidence, Problem, Pulls, Ranked, SetAside, Titles, problems,
    without_marks,
};
use crate::{
    analysis::{AnalysedCommit, Flags},
    history::CommitId,
};

/// Who made an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum EntryOrigin {
    /// The rules, from commits.
    Drafted,
    /// A person.
    Typed,
    /// A language model.
    Model,
}

/// A section as it is told to other programs.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
pub struct ToldSection {
    /// `breaking`, `added`, ..., or a word made from the title.
    pub key: String,
    /// The heading's words.
    pub title: String,
    /// What it tells.
    pub entries: Vec<ToldEntry>,
}

/// An entry as it is told to other programs.
#[derive(Debug, Clone, PartialEq, Serialize, schemars::JsonSchema)]
pub struct ToldEntry {
    /// Its Markdown, without list marker.
    pub text: String,
    /// The commits that it is made from.
    #[schemars(with = "Vec<String>")]
    pub commits: Vec<CommitId>,
    /// How much a reader would miss it, 0 to 1.
    pub score: f64,
    /// Who made it.
    pub origin: EntryOrigin,
    /// Whether it tells of what breaks, in whichever section: its commits say so, or it was found.
    pub breaking: bool,
}

/// Some bytes by which an entry is known again as long as its words stay the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct EntryDigest(u64);

impl EntryDigest {
    /// The digest of an entry as it stands in a text.
    pub fn of(source: &str) -> Self {
        let digest = Sha256::digest(Case::key(&without_marks(source)));
        Self(digest.iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte)))
    }
}

/// Notes of a range. What does not change with the text is shared by clones.
#[derive(Debug, Clone, Default)]
pub struct Notes {
    /// Their text.
    pub document: Document,
    /// What the commits alone come to.
    pub draft: Arc<Draft>,
    /// That, laid out.
    pub drafted: Arc<str>,
    /// What cites which commit.
    pub index: Arc<CitationIndex>,
    /// What headings mean.
    pub titles: Titles,
    drafted_entries: Arc<HashSet<String>>,
    evidence: Option<Arc<dyn Evidence>>,
    by_model: Arc<HashSet<EntryDigest>>,
    scores: Arc<HashMap<CommitId, f64>>,
    breaking: Arc<HashSet<CommitId>>,
}

impl Notes {
    /// Notes with this text, of this draft.
    pub fn new(text: &str, draft: Draft, drafted: String, commits: &[AnalysedCommit], titles: Titles) -> Self {
        let index = CitationIndex::new(commits, &Pulls::of_range(commits));
        let automatic = Document::parse(drafted.as_str(), &titles);
        let entries = automatic.sections().iter().flat_map(|section| &section.entries);
        let drafted_entries: HashSet<String> =
            entries.map(|entry| Case::key(&automatic.text()[entry.span.clone()])).collect();
        let ranked = draft.ranking.iter();
        let scores: HashMap<CommitId, f64> =
            ranked.flat_map(|ranked| ranked.commits.iter().map(|commit| (*commit, ranked.score))).collect();
        let declared = commits.iter().filter(|commit| commit.flags.contains(Flags::BREAKING)).map(|commit| commit.id);
        let breaking = declared.chain(draft.breaks.iter().filter_map(|found| found.commit)).collect();
        Self {
            document: Document::parse(text, &titles),
            draft: Arc::new(draft),
            drafted: drafted.into(),
            index: Arc::new(index),
            titles,
            drafted_entries: Arc::new(drafted_entries),
            evidence: None,
            by_model: Arc::default(),
            scores: Arc::new(scores),
            breaking: Arc::new(breaking),
        }
    }

    /// The same, held against what commits say and changed.
    #[must_use]
    pub fn with_evidence(mut self, evidence: Arc<dyn Evidence>) -> Self {
        self.evidence = Some(evidence);
        self
    }

    /// Whether a judgement reads what commits changed: then it is no work for a moment between two keys.
    pub fn has_evidence(&self) -> bool {
        self.evidence.is_some()
    }

    /// The same with an index that knows more.
    #[must_use]
    pub fn with_index(mut self, index: CitationIndex) -> Self {
        self.index = Arc::new(index);
        self
    }

    /// What any text about this range is held against; see [`super::prove`].
    pub fn case<'a>(&'a self, commits: &'a [AnalysedCommit]) -> Case<'a> {
        Case {
            commits,
            draft: &self.draft,
            index: &self.index,
            drafted: &self.drafted_entries,
            evidence: self.evidence.as_deref(),
        }
    }

    /// The same, knowing which entries a language model wrote.
    #[must_use]
    pub fn with_model_entries(mut self, by_model: HashSet<EntryDigest>) -> Self {
        self.by_model = Arc::new(by_model);
        self
    }

    /// The entries of another text that neither these notes nor the rules have: in a redraft by a model, those that it wrote.
    pub fn new_entries(&self, text: &str) -> Vec<EntryDigest> {
        let other = Document::parse(text, &self.titles);
        let sources =
            other.sections().iter().flat_map(|section| &section.entries).map(|entry| &other.text()[entry.span.clone()]);
        let own: HashSet<EntryDigest> = self
            .document
            .sections()
            .iter()
            .flat_map(|section| &section.entries)
            .map(|entry| EntryDigest::of(&self.text()[entry.span.clone()]))
            .collect();
        sources
            .filter(|source| !self.drafted_entries.contains(&Case::key(source)))
            .map(EntryDigest::of)
            .filter(|digest| !own.contains(digest))
            .collect()
    }

    /// The same without a text: what another one is read with. What is left is shared.
    #[must_use]
    pub fn without_text(&self) -> Self {
        Self {
            document: Document::default(),
            draft: Arc::clone(&self.draft),
            drafted: Arc::clone(&self.drafted),
            index: Arc::clone(&self.index),
            titles: self.titles.clone(),
            drafted_entries: Arc::clone(&self.drafted_entries),
            evidence: self.evidence.clone(),
            by_model: Arc::clone(&self.by_model),
            scores: Arc::clone(&self.scores),
            breaking: Arc::clone(&self.breaking),
        }
    }

    /// The same with another text.
    pub fn set_text(&mut self, text: &str) {
        self.document = Document::parse(text, &self.titles);
    }

    /// The text as it stands, marks included.
    pub fn text(&self) -> &str {
        self.document.text()
    }

    /// The text as readers get it.
    pub fn published(&self) -> String {
        without_marks(self.text()).into_owned()
    }

    /// What they tell.
    pub fn coverage(&self) -> Coverage {
        Coverage::of(&self.document, &self.index)
    }

    /// What is wrong with them.
    pub fn problems(&self, commits: &[AnalysedCommit]) -> Vec<Problem> {
        problems(&self.document, &self.case(commits))
    }

    /// Commits of the range, each once, most telling first.
    pub fn ranking(&self) -> &[Ranked] {
        &self.draft.ranking
    }

    /// What is not told, with reasons: what the rules left out and no entry tells nevertheless.
    pub fn set_aside(&self) -> Vec<SetAside> {
        let coverage = self.coverage();
        let mut aside: Vec<SetAside> = Vec::new();
        for group in &self.draft.set_aside {
            let commits: Vec<CommitId> =
                group.commits.iter().copied().filter(|commit| !coverage.tells(*commit)).collect();
            if !commits.is_empty() {
                aside.push(SetAside { commits, reason: group.reason.clone() });
            }
        }
        for entry in self.draft.sections.iter().flat_map(|section| &section.entries) {
            let told = entry.commits.iter().find(|commit| coverage.tells(**commit));
            let with: Vec<CommitId> = entry.commits.iter().copied().filter(|commit| !coverage.tells(*commit)).collect();
            if let Some(told) = told.filter(|_| !with.is_empty()) {
                aside.push(SetAside { commits: with, reason: format!("told together with {}", told.short()) });
            }
        }
        let untold = coverage.untold(&self.draft);
        if !untold.is_empty() {
            aside.push(SetAside { commits: untold, reason: "left out by whoever wrote the notes".to_owned() });
        }
        aside
    }

    /// Sections and entries for other programs.
    pub fn sections(&self) -> Vec<ToldSection> {
        let sections = self.document.sections().iter();
        let told = sections.map(|section| ToldSection {
            key: section.key_word(),
            title: section.title.clone(),
            entries: section
                .entries
                .iter()
                .filter(|entry| !self.document.text()[entry.span.clone()].to_lowercase().contains("**full changelog**"))
                .filter(|entry| section.key.is_some() || !self.document.words(entry).ends_with("first contribution"))
                .map(|entry| self.entry(section, entry))
                .filter(|entry| !entry.text.is_empty())
                .collect(),
        });
        told.filter(|section: &ToldSection| !section.entries.is_empty()).collect()
    }

    fn entry(&self, section: &super::Section, entry: &super::EntrySpan) -> ToldEntry {
        let source = &self.document.text()[entry.span.clone()];
        let text = self.document.words(entry);
        let commits = self.document.commits(entry, &self.index);
        let words = Case::key(source);
        let origin = if self.drafted_entries.contains(&words) {
            EntryOrigin::Drafted
        } else if self.by_model.contains(&EntryDigest::of(source)) {
            EntryOrigin::Model
        } else {
            EntryOrigin::Typed
        };
        let breaking = section.key == Some(super::SectionKey::Breaking)
            || commits.iter().any(|commit| self.breaking.contains(commit));
        ToldEntry { score: self.score(&commits), text, commits, origin, breaking }
    }

    /// The best score of the commits; what a person wrote of their own accord is worth telling.
    fn score(&self, commits: &[CommitId]) -> f64 {
        commits.iter().filter_map(|commit| self.scores.get(commit)).copied().reduce(f64::max).unwrap_or(1.0)
    }
}
