//! Gathers what a document is made of.

use super::{
    Readers,
    commits::{all, contributors, is_operational},
    context::{Brand, CONTEXT_SCHEMA, Context, Entry, Section},
    decisions,
};
use crate::{
    analysis::{Flags, story::ReleaseOutline},
    breaking::Breaking,
    fault::Failure,
    ledger::Ledger,
    notes::{Links, ToldSection},
    release::{
        Candidate, NotesText, Workspace,
        analysis::Analysis,
        document::{FindingDocument, ReleaseStoryDocument},
        notes::{Desk, Standing},
    },
};

impl Context {
    /// What is known of a release. `analysis` is whole, with stories in full and messages.
    pub fn gather(
        document: &str,
        readers: Option<Readers>,
        workspace: &Workspace,
        desk: &Desk,
        release: (&Analysis, &Standing),
    ) -> Result<Self, Failure> {
        let (analysis, standing) = release;
        let settings = workspace.settings();
        let facts = desk.facts();
        let links = facts.links.as_ref();
        let candidate = Candidate::of(workspace, analysis.clone(), NotesText::of(workspace, analysis)?)?;
        let (decisions, ledger_problem) = decisions::of(&candidate);
        let reviewers = candidate.facts.ledger.as_ref().map(Ledger::reviewers).unwrap_or_default();
        let commits = all(analysis, links, &reviewers);
        let kept = |keeps: &dyn Fn(usize) -> bool| {
            let chosen = commits.iter().enumerate().filter(|(row, _)| keeps(*row));
            chosen.map(|(_, commit)| commit.clone()).collect::<Vec<_>>()
        };
        let stands = |row: usize, flag: Flags| {
            let flags = analysis.commits[row].flags;
            flags.contains(flag) && !flags.contains(Flags::CANCELLED)
        };
        let counting = analysis.breaking.iter().flat_map(Breaking::counting);
        let told = standing.notes.sections();
        let told = readers.map_or_else(|| told.clone(), |readers| readers.choose(told.clone(), &analysis.commits));
        Ok(Self {
            schema: CONTEXT_SCHEMA.to_owned(),
            document: document.to_owned(),
            audience: readers.map(|readers| readers.as_str().to_owned()),
            language: settings.notes.language.clone().unwrap_or_else(|| "en".to_owned()),
            brand: Brand {
                name: settings.brand.name.clone(),
                logo: settings.brand.logo.clone(),
                colour: settings.brand.colour.clone(),
                url: settings.brand.url.clone(),
            },
            project: facts.project.clone(),
            project_url: links.map(|links| links.project().to_owned()),
            version: facts.version.clone(),
            tag: facts.tag.clone(),
            previous_version: facts.previous_version.clone(),
            previous_tag: facts.previous_tag.clone(),
            bump: analysis.version.as_ref().map_or("none", |version| version.bump.as_str()).to_owned(),
            date: facts.date.clone(),
            compare_url: links.and_then(|links| compare(links, facts.previous_tag.as_deref(), facts.tag.as_deref())),
            sections: told.into_iter().map(section).collect(),
            breaking: counting.map(FindingDocument::of).collect(),
            declared: kept(&|row| stands(row, Flags::BREAKING)),
            compared: analysis.breaking.as_ref().map(|breaking| breaking.compared.len() as u64),
            security: kept(&|row| stands(row, Flags::SECURITY)),
            operations: kept(&|row| {
                is_operational(&commits[row]) && !analysis.commits[row].flags.contains(Flags::CANCELLED)
            }),
            rollback: ReleaseOutline::of(&analysis.commits).map(ReleaseStoryDocument::of),
            contributors: contributors(&analysis.commits),
            decisions,
            ledger_problem,
            markdown: None,
            commits,
        })
    }
}

fn compare(links: &Links, from: Option<&str>, to: Option<&str>) -> Option<String> {
    Some(links.compare(from?, to?))
}

fn section(told: ToldSection) -> Section {
    let entries = told.entries.into_iter().map(|entry| Entry {
        text: entry.text,
        commits: entry.commits.iter().map(ToString::to_string).collect(),
        score: entry.score,
    });
    Section { key: told.key, title: told.title, entries: entries.collect() }
}
