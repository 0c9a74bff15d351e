//! What is about to be released, all of it: range, version, exact notes, reviews and the ledger. What gates are judged by
//! and decisions are made on.

use std::collections::{BTreeMap, HashSet};

use super::{
    Marks, NotesText, Workspace,
    analysis::{Analysis, Control, Part, Parts},
    broken::breaks,
    document::VersionDocument,
};
use crate::{
    analysis::{
        AnalysedCommit,
        version::{Bump, NextVersion as Next},
    },
    fault::Failure,
    forge::Address,
    gates::{self, Branch, Facts, NextVersion, NotesState, ReviewState, RiskyCommit},
    history::{CommitId, Head, HistoryError},
    ledger::{self, DecisionKind, Digest, GitStore, Ledger, Signature, Subject},
    store::disk,
};

/// A release as it would be if nothing changed any more.
#[derive(Debug)]
pub struct Candidate {
    /// The commits and what they mean.
    pub analysis: Analysis,
    /// The facts that gates are judged by.
    pub facts: Facts,
    /// The user's private marks.
    pub marks: HashSet<CommitId>,
    /// What could not be done.
    pub warnings: Vec<String>,
}

impl Candidate {
    /// Reads all that gates are judged by.
    pub fn read(workspace: &Workspace) -> Result<Self, Failure> {
        Self::read_while(workspace, &Control::default())
    }

    /// The same, unless `control` ends it.
    pub fn read_while(workspace: &Workspace, control: &Control) -> Result<Self, Failure> {
        Self::read_parts(workspace, Parts::default(), control)
    }

    /// Reads what a decision is about: all but risks, which change nothing in it.
    pub fn read_for_decision(workspace: &Workspace) -> Result<Self, Failure> {
        Self::read_parts(workspace, Parts::without(&[Part::Risk, Part::History]), &Control::default())
    }

    fn read_parts(workspace: &Workspace, parts: Parts, control: &Control) -> Result<Self, Failure> {
        let mut analysis = Analysis::default();
        workspace.analyse(parts, control, &mut |event| analysis.apply(event))?;
        if !analysis.complete {
            return Err(HistoryError::Cancelled.into());
        }
        let notes = NotesText::of(workspace, &analysis)?;
        Self::of(workspace, analysis, notes)
    }

    /// Puts together all that is known. `analysis` is whole, risk included.
    pub fn of(workspace: &Workspace, analysis: Analysis, notes: NotesText) -> Result<Self, Failure> {
        let repository = workspace.repository();
        let settings = workspace.settings();
        let mut warnings: Vec<String> = analysis.warnings.iter().chain(&notes.warnings).cloned().collect();
        let branch = branch(workspace)?;
        let version = version(workspace, &analysis)?;
        let store = GitStore::new(repository, None);
        let root = root(workspace, &store, &mut warnings)?;
        let ledger = Ledger::read(&store, root).map_err(|error| Failure::from(error).to_string());
        let marks = match Marks::read(workspace.opened.folders.as_ref(), &repository.common_dir()) {
            Ok(marks) => marks.reviewed().iter().copied().collect(),
            Err(error) => {
                warnings.push(Failure::from(error).to_string());
                HashSet::new()
            }
        };
        let remote = repository.remotes().into_iter().find(|remote| remote.name == settings.release.remote);
        // What is not set up wholly is told when the plan is made.
        let place = Address::find(&settings.forge, remote.as_ref().map(|remote| remote.url.as_str())).ok().flatten();
        let subject = Subject {
            repository: root,
            package: workspace.opened.options.package.clone(),
            from_sha: workspace.range.from_id,
            version: version.next.clone(),
            tag: version.tag.clone(),
            targets_digest: Some(gates::targets_digest(settings, branch.release.as_deref(), place.as_ref())),
            notes_digest: Some(Digest::of(notes.body.as_bytes())),
            gates_digest: Some(gates::gates_digest(settings)),
            ..Subject::of(workspace.range.to_id)
        };
        let signatures =
            ledger.as_ref().map_or_else(|_| BTreeMap::new(), |ledger| signatures(workspace, ledger, &subject));
        let breaks = breaks(&analysis, &notes);
        let facts = Facts {
            settings: settings.clone(),
            branch,
            reviews: reviews(&analysis.commits, settings.risk.threshold, &marks, ledger.as_ref().ok()),
            authors: authors(&analysis.commits),
            notes: notes.body.into_bytes(),
            notes_state: NotesState {
                breaking: breaks,
                problems: notes.problems,
                is_written: notes.is_written,
                breaking_line: notes.breaking_line,
            },
            version,
            subject,
            ledger,
            signatures,
        };
        Ok(Self { analysis, facts, marks, warnings })
    }

    /// The range, as documents have it.
    pub fn range_json(&self, workspace: &Workspace) -> serde_json::Value {
        let range = &workspace.range;
        serde_json::json!({
            "from": range.from, "from_sha": range.from_id, "to": range.to, "to_sha": range.to_id,
            "commits": self.analysis.commits.len(),
        })
    }

    /// The version, as documents have it: `next` is null where it is not known.
    pub fn version_json(&self, workspace: &Workspace) -> serde_json::Value {
        let mut version = serde_json::json!(VersionDocument::in_range(workspace, &self.analysis));
        if version["next"] == "" {
            version["next"] = serde_json::Value::Null;
        }
        version
    }

    /// The commits of the range that the user marked and no record lists yet.
    pub fn unrecorded_marks(&self) -> Vec<CommitId> {
        let recorded = self.facts.ledger.as_ref().map(Ledger::reviewed).unwrap_or_default();
        let of_range = self.analysis.commits.iter().map(|commit| commit.id);
        of_range.filter(|id| self.marks.contains(id) && !recorded.contains(id)).collect()
    }
}

/// The id of the branch's root commit. A shallow clone does not have it: there the ledger's own word is taken, if it has one.
fn root(workspace: &Workspace, store: &GitStore, warnings: &mut Vec<String>) -> Result<Option<CommitId>, Failure> {
    if !is_shallow(workspace) {
        return Ok(Some(workspace.repository().root_of(workspace.range.to_id)?));
    }
    let told = Ledger::read(store, None).ok().and_then(|ledger| ledger.repository());
    if told.is_none() {
        warnings.push(
            "this clone is shallow: nothing can be approved in it; `git fetch --unshallow` brings the rest".to_owned(),
        );
    }
    Ok(told)
}

/// Whether the history was cut when it was cloned.
pub(super) fn is_shallow(workspace: &Workspace) -> bool {
    let file = workspace.repository().common_dir().join("shallow");
    disk::read_if_there(&file).is_ok_and(|content| content.is_some_and(|content| !content.is_empty()))
}

/// Which branch is released from: the configured one, the remote's own, `main`, `master`, or the only one.
fn branch(workspace: &Workspace) -> Result<Branch, Failure> {
    let repository = workspace.repository();
    let settings = &workspace.settings().release;
    let branches = repository.branches()?;
    let local: Vec<&str> =
        branches.iter().filter(|branch| !branch.is_remote).map(|branch| branch.name.as_str()).collect();
    let of_remote = || repository.remote_head(&settings.remote);
    let usual = || ["main", "master"].into_iter().find(|name| local.contains(name)).map(str::to_owned);
    let only = || if let [name] = local.as_slice() { Some((*name).to_owned()) } else { None };
    let release = settings.branch.clone().or_else(of_remote).or_else(usual).or_else(only);
    let head = match repository.head()? {
        Head::Branch { name, .. } => Some(name),
        Head::Detached(_) => None,
    };
    let tip = release.as_ref().and_then(|name| repository.tip_of(&format!("refs/heads/{name}")).ok().flatten());
    let has_end = match tip {
        Some(tip) => repository.is_ancestor(workspace.range.to_id, tip)?,
        None => false,
    };
    Ok(Branch { release, head, has_end })
}

fn version(workspace: &Workspace, analysis: &Analysis) -> Result<NextVersion, Failure> {
    let known: Option<&Next> = analysis.version.as_ref();
    let next = known.filter(|version| version.bump != Bump::None).map(|version| version.next.clone());
    let tag = next.as_ref().map(|next| workspace.tags.tag(next));
    let taken = match &tag {
        Some(tag) => workspace.repository().tags()?.into_iter().find(|known| known.name == *tag),
        None => None,
    };
    let is_taken = tag.as_ref().is_some_and(|tag| workspace.repository().has_reference(&format!("refs/tags/{tag}")));
    Ok(NextVersion {
        current: known.and_then(|version| version.current.clone()),
        next,
        tag,
        // A tag of something that is no commit is taken all the same.
        taken: taken.map(|tag| tag.commit).or_else(|| is_taken.then_some(workspace.range.to_id)),
        is_empty: analysis.commits.is_empty(),
        is_cut_off: known.is_none() && is_shallow(workspace),
    })
}

fn reviews(
    commits: &[AnalysedCommit],
    threshold: u8,
    marks: &HashSet<CommitId>,
    ledger: Option<&Ledger>,
) -> ReviewState {
    let recorded = ledger.filter(|ledger| ledger.is_valid()).map(Ledger::reviewed).unwrap_or_default();
    let risky = commits.iter().filter_map(|commit| Some((commit, commit.risk.filter(|risk| *risk >= threshold)?)));
    let risky: Vec<RiskyCommit> = risky
        .map(|(commit, risk)| RiskyCommit {
            id: commit.id,
            subject: commit.subject.to_string(),
            risk,
            is_reviewed: marks.contains(&commit.id) || recorded.contains(&commit.id),
        })
        .collect();
    let private = commits.iter().filter(|commit| marks.contains(&commit.id) && !recorded.contains(&commit.id)).count();
    ReviewState { threshold, risky, private }
}

fn authors(commits: &[AnalysedCommit]) -> HashSet<String> {
    commits.iter().map(|commit| commit.author.email.text.to_lowercase()).collect()
}

/// What git says of the signatures of decisions on this release, where git may be asked.
fn signatures(workspace: &Workspace, ledger: &Ledger, subject: &Subject) -> BTreeMap<CommitId, Signature> {
    let Ok(git) = workspace.opened.git() else { return BTreeMap::new() };
    ledger
        .decisions()
        .filter(|word| word.record.signed && word.decision.kind != DecisionKind::Retraction)
        .filter(|word| {
            let about = subject.for_gate(word.decision.subject.gate.as_deref());
            word.record.subject == Some(about.digest())
        })
        .map(|word| (word.record.id, ledger::verify(&git, word.record.id)))
        .collect()
}
