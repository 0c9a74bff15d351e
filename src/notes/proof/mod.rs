//! Proof: what in a text no commit bears out, whoever wrote it, and what should be told and is not.
//!
//! It holds words against what the cited commits say and changed, and never guesses: what cannot be read is believed.
//! Lines that the rules drafted are made from commits and are not looked at again.

mod evidence;
mod facts;
mod kinds;
mod vocabulary;

use std::collections::HashSet;

pub use evidence::{Evidence, RepositoryEvidence, Testimony};

use super::{
    CitationIndex, Coverage, Document, Draft, EntryShape, EntrySpan, Placeholder, Problem, Section, SectionKey,
    citation::normal, placeholders,
};
use crate::{analysis::AnalysedCommit, history::CommitId, text::Safe};
use facts::{Fact, facts};
use vocabulary::is_no_news;

/// Facts of one entry that are named; the rest is counted.
const NAMED: usize = 4;

/// What a text is held against.
#[derive(Clone, Copy)]
pub struct Case<'a> {
    /// The range's commits, newest first.
    pub commits: &'a [AnalysedCommit],
    /// What the commits alone come to.
    pub draft: &'a Draft,
    /// What cites which commit.
    pub index: &'a CitationIndex,
    /// Entries that the rules drafted, as [`Self::key`] has them: they are believed.
    pub drafted: &'a HashSet<String>,
    /// What commits say and changed; without it, facts are not looked at.
    pub evidence: Option<&'a dyn Evidence>,
}

impl Case<'_> {
    /// An entry as it is looked up among those that were drafted.
    pub fn key(source: &str) -> String {
        normal(source)
    }
}

/// All that is wrong in what a document says, in its order, and then what it leaves out.
pub fn prove(document: &Document, case: &Case<'_>) -> Vec<Problem> {
    let mut problems = Vec::new();
    let placeholders = placeholders(document.text());
    for section in document.sections() {
        for entry in &section.entries {
            let source = &document.text()[entry.span.clone()];
            if case.drafted.contains(&Case::key(source)) {
                continue;
            }
            let words = document.words(entry);
            Entry { document, section, span: entry, source, words }.prove(case, &placeholders, &mut problems);
        }
    }
    left_out(document, case, &mut problems);
    problems
}

/// One entry under proof.
struct Entry<'a> {
    document: &'a Document,
    section: &'a Section,
    span: &'a EntrySpan,
    source: &'a str,
    words: String,
}

impl Entry<'_> {
    fn prove(&self, case: &Case<'_>, placeholders: &[Placeholder], problems: &mut Vec<Problem>) {
        if is_no_news(&self.section.title, self.section.key.is_some(), &self.words) {
            return;
        }
        let commits = case.index.told_by(self.source, &self.words);
        if commits.is_empty() {
            let is_open = !self.is_wrong_already(case, placeholders) && !case.index.may_refer(self.source);
            if self.span.shape == EntryShape::Item && is_open {
                problems.push(self.problem("uncited", "it rests on no commit of the range".to_owned()));
            }
            self.prove_prose(case, problems);
            return;
        }
        let told = Told { commits, case };
        self.prove_facts(&told, problems);
        for claim in kinds::claims(&self.words, self.section.key) {
            if !told.supports(claim) {
                problems.push(self.problem("claim", format!("no commit that it cites {}", claim.unsupported())));
            }
        }
    }

    /// What rests on the release as a whole, such as an introduction, is held against all of it.
    fn prove_prose(&self, case: &Case<'_>, problems: &mut Vec<Problem>) {
        if self.span.shape == EntryShape::Item || names_break(case, &self.words) {
            return;
        }
        let Some(evidence) = case.evidence else { return };
        let hard: Vec<Fact> = facts(&self.words).into_iter().filter(Fact::is_hard).collect();
        if hard.is_empty() {
            return;
        }
        let Some(whole) = evidence.whole() else { return };
        let missing: Vec<Fact> = hard
            .into_iter()
            .filter(|fact| !fact.is_in(&whole) && !evidence.known().iter().any(|known| fact.names(known)))
            .collect();
        self.unfounded(&missing, "no commit of the range", problems);
    }

    fn prove_facts(&self, told: &Told<'_>, problems: &mut Vec<Problem>) {
        let Some(evidence) = told.case.evidence else { return };
        let asked = facts(&self.words);
        if asked.is_empty() {
            return;
        }
        let drafted = told.drafted();
        let said: Vec<_> = told.commits.iter().map(|commit| evidence.message(*commit)).collect();
        if said.iter().any(Option::is_none) {
            return;
        }
        let said: Vec<_> = said.into_iter().flatten().collect();
        let mut missing: Vec<Fact> = asked
            .into_iter()
            .filter(|fact| !said.iter().any(|message| fact.is_in(message)) && !fact.is_in(&drafted))
            .filter(|fact| !evidence.known().iter().any(|known| fact.names(known)))
            .collect();
        // Diffs are read for what messages do not tell alone, and one after another.
        for commit in &told.commits {
            if missing.is_empty() {
                return;
            }
            let Some(changed) = evidence.changes(*commit) else { return };
            missing.retain(|fact| !fact.is_in(&changed));
        }
        self.unfounded(&missing, "no commit that it cites", problems);
    }

    fn unfounded(&self, missing: &[Fact], by: &str, problems: &mut Vec<Problem>) {
        if missing.is_empty() {
            return;
        }
        let named: Vec<String> =
            missing.iter().take(NAMED).map(|fact| format!("`{}`", one_line(fact.text()))).collect();
        let more = missing.len() - named.len();
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let message = format!("{by} says or changes {}{more}", named.join(", "));
        problems.push(self.problem("unfounded", message));
    }

    /// Whether another check says what is wrong with it: a placeholder, or a citation of nothing.
    fn is_wrong_already(&self, case: &Case<'_>, placeholders: &[Placeholder]) -> bool {
        !case.index.citations(self.source).unknown.is_empty()
            || placeholders.iter().any(|found| self.span.span.contains(&found.offset))
            || names_break(case, &self.words)
    }

    fn problem(&self, check: &str, message: String) -> Problem {
        let line = self.document.line_of(self.span.span.start) + 1;
        Problem { check: check.to_owned(), entry: self.words.clone(), message, line: Some(line) }
    }
}

/// An entry's commits.
struct Told<'a> {
    commits: Vec<CommitId>,
    case: &'a Case<'a>,
}

impl Told<'_> {
    /// What the rules would say of these commits: what was found in sources is among it.
    fn drafted(&self) -> Testimony {
        let entries = self.case.draft.sections.iter().flat_map(|section| &section.entries);
        let about = entries.filter(|entry| entry.commits.iter().any(|commit| self.commits.contains(commit)));
        let mut text = String::new();
        for entry in about {
            for part in [Some(&entry.text), entry.scope.as_ref(), entry.migration.as_ref()].into_iter().flatten() {
                text.push_str(part);
                text.push('\n');
            }
            for pull in &entry.pulls {
                text.push('#');
                text.push_str(pull);
                text.push('\n');
            }
        }
        for found in self.breaks() {
            for part in [Some(&found.symbol), Some(&found.message), found.before.as_ref(), found.after.as_ref()] {
                text.push_str(part.map_or("", String::as_str));
                text.push('\n');
            }
        }
        Testimony::new(&text)
    }

    fn breaks(&self) -> impl Iterator<Item = &super::Break> {
        let made_here = |found: &&super::Break| found.commit.is_some_and(|commit| self.commits.contains(&commit));
        self.case.draft.breaks.iter().filter(made_here)
    }

    fn supports(&self, claim: kinds::Claim) -> bool {
        let mut commits = self.case.commits.iter().filter(|commit| self.commits.contains(&commit.id));
        if commits.any(|commit| claim.is_marked(commit)) || claim == kinds::Claim::Breaking && self.breaks().count() > 0
        {
            return true;
        }
        let Some(evidence) = self.case.evidence else { return true };
        self.commits.iter().any(|commit| {
            evidence.message(*commit).is_none_or(|message| claim.is_spoken_of(&message))
                || evidence.changes(*commit).is_none_or(|changed| claim.is_shown_by(&changed))
        })
    }
}

/// Whether an entry that cites nothing names what was found to break: it is tied to that.
fn names_break(case: &Case<'_>, words: &str) -> bool {
    let named = |found: &super::Break| {
        let last = found.symbol.rsplit(['.', ':', '#', '/']).next().unwrap_or_default();
        last.len() > 2 && words.split('`').skip(1).step_by(2).any(|code| code.contains(last))
    };
    case.draft.breaks.iter().any(named)
}

/// Commits that the rules tell readers and that this document tells nowhere. What breaks is asked for by another check.
fn left_out(document: &Document, case: &Case<'_>, problems: &mut Vec<Problem>) {
    let coverage = Coverage::of(document, case.index);
    for entry in coverage.untold_entries(case.draft) {
        if entry.0 == SectionKey::Breaking {
            continue;
        }
        let Some(first) = entry.1.commits.first() else { continue };
        let message = format!("{} should be told and no entry tells it: {}", first.short(), one_line(&entry.1.text));
        problems.push(Problem { check: "untold".into(), entry: String::new(), message, line: None });
    }
}

fn one_line(words: &str) -> String {
    Safe::line(words).to_string()
}

#[cfg(test)]
mod tests;
