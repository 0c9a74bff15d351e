//! Doubts headers that claim that what is shipped stays as it is, or breaks nothing, where sources show otherwise.

use std::collections::HashMap;

use super::{
    Event, Shaped,
    run::{Run, Tell},
};
use crate::{
    analysis::{
        AnalysedCommit, Because, Flags, Kind, KindSource, Suggestion,
        classify::{breaks_nothing, leaves_code_alone, likeliest_change, shipped_words},
        shape::{Shape, Sort},
    },
    history::{CommitId, ContentReader, Detail, Differ, FileChange, Repository, diff::Blob},
    syntax::{Language, Parsers, left_out_by_path},
};

/// Commits that are looked into, the newest; and files of each.
const COMMITS_AT_MOST: usize = 200;
const FILES_AT_MOST: usize = 12;
/// Bytes of a source that is looked into.
const SOURCE_AT_MOST: u64 = 256 * 1024;

/// Compares code before and after a commit.
struct Claims {
    differ: Differ,
    contents: ContentReader,
    parsers: Parsers,
}

impl Claims {
    fn new(repository: &Repository) -> Self {
        Self { differ: repository.differ(), contents: repository.contents(), parsers: Parsers::default() }
    }

    /// In how many files the commit changes code that is shipped. Where a language is not known, lines of comments and of code
    /// look alike; then a source counts only for kinds that have nothing to do with sources.
    fn files_of_code(&mut self, id: CommitId, stated: Kind) -> u16 {
        let Ok(changes) = self.differ.changes(id, Detail::Paths) else { return 0 };
        let is_source = |file: &&FileChange| {
            let path = file.path_text();
            Sort::of(&path) == Sort::Source && left_out_by_path(&path).is_none()
        };
        let sources = changes.files.iter().filter(is_source).take(FILES_AT_MOST);
        sources.filter(|file| self.changes_code(file).unwrap_or(stated == Kind::Ci)).count() as u16
    }

    /// Nothing where that cannot be told.
    fn changes_code(&mut self, file: &FileChange) -> Option<bool> {
        let language = Language::of_path(&file.path_text())?;
        let mut words = |kind, id| -> Option<Vec<String>> {
            let (Some(kind), Some(id)) = (kind, id) else { return Some(Vec::new()) };
            let Blob::Bytes(bytes) = self.contents.read(kind, id, SOURCE_AT_MOST) else { return None };
            let text = std::str::from_utf8(&bytes).ok()?;
            let parsed = self.parsers.parse(language, text).ok()?;
            Some(shipped_words(&parsed).into_iter().map(str::to_owned).collect())
        };
        let (before, after) = (words(file.old_kind, file.old_id)?, words(file.new_kind, file.new_id)?);
        Some(before != after)
    }
}

impl Run<'_> {
    /// The rows whose header leaves code alone and whose paths do not, the newest of them.
    pub(super) fn claiming(&self) -> Vec<u32> {
        let touches_code = |shape: &Shape| {
            shape.files[Sort::Source as usize] > 0 && (!shape.counted || shape.lines[Sort::Source as usize] > 0)
        };
        let claims = |(row, commit): (usize, &AnalysedCommit)| {
            let stated = commit.kind.source == KindSource::Header && leaves_code_alone(commit.kind.kind);
            let shape = self.rows[row].shape.as_deref().filter(|_| stated)?;
            touches_code(shape).then_some(row as u32)
        };
        self.commits.iter().enumerate().filter_map(claims).take(COMMITS_AT_MOST).collect()
    }

    /// Headers that claim that code stays as it is, where it does not.
    pub(super) fn check_claims(&mut self, tell: Tell<'_>) {
        let mut claims = Claims::new(self.workspace.repository());
        let mut news = Vec::new();
        for row in std::mem::take(&mut self.claims) {
            if self.control.is_cancelled() {
                return;
            }
            let commit = &self.commits[row as usize];
            let files = claims.files_of_code(commit.id, commit.kind.kind);
            if files > 0 {
                news.push(self.doubt(row as usize, Because::Code(files)));
            }
        }
        if !news.is_empty() {
            tell(Event::Shaped(news));
        }
    }

    /// Headers of kinds that break nothing, of commits that do.
    pub(super) fn check_findings(&mut self, tell: Tell<'_>) {
        let mut found: HashMap<CommitId, u16> = HashMap::new();
        for commit in self.breaking.counting().filter_map(|finding| finding.commit) {
            let count = found.entry(commit).or_default();
            *count = count.saturating_add(1);
        }
        let doubted = |(row, commit): (usize, &AnalysedCommit)| {
            let claims = commit.kind.source == KindSource::Header && breaks_nothing(commit.kind.kind);
            // A refactoring that declares the break hides nothing.
            let tells = commit.kind.kind == Kind::Refactor && commit.flags.contains(Flags::BREAKING);
            Some((row, *found.get(&commit.id).filter(|_| claims && !tells)?))
        };
        let rows: Vec<(usize, u16)> = self.commits.iter().enumerate().filter_map(doubted).collect();
        let news: Vec<Shaped> =
            rows.into_iter().map(|(row, findings)| self.doubt(row, Because::Breaking(findings))).collect();
        if !news.is_empty() {
            tell(Event::Shaped(news));
        }
    }

    /// Doubts a header. What the model named stays, if it is a kind that changes what is shipped.
    fn doubt(&mut self, row: usize, because: Because) -> Shaped {
        let guess = self.rows[row].guess.as_deref();
        let verdict = &mut self.commits[row].kind;
        let named = verdict.suggested.map(|suggested| suggested.kind).filter(|kind| !breaks_nothing(*kind));
        let kind = named.unwrap_or_else(|| likeliest_change(guess, verdict.kind));
        verdict.suggested = Some(Suggestion { kind, because });
        self.news_of(row)
    }
}
