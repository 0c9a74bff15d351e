//! Past releases of a project with what its notes told of them, as the notes stood at a commit.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::{
    changes::{Units, changes},
    entries::{PastEntry, entries},
    learnt::PastRelease,
    pieces::{Piece, pieces, version_in_name},
    places::find,
    style::Style,
    tie::tie,
};
use crate::{
    history::{CommitId, HistoryError, Range, Repository, TagPattern, TagVersion, VersionTag},
    process::Cancel,
};

/// What a project's past notes show.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Past {
    /// Where the notes are kept; nothing where none were found.
    pub source: Option<String>,
    /// Past releases, oldest first.
    pub releases: Vec<PastRelease>,
    /// How they are written.
    pub style: Style,
}

/// Notes that are longer are not read.
const LONGEST: u64 = 8 << 20;
/// Older releases teach little that newer ones do not.
const RELEASES: usize = 12;
/// So many commits of the past are read, and no release that has more.
const COMMITS: usize = 1_600;
/// What past notes are called that no file keeps.
const TAG_MESSAGES: &str = "tag messages";
/// Tags whose messages are read.
const MESSAGES: usize = 24;
/// A release of fewer units, of fewer that are told, or of whose entries fewer are tied, teaches nothing sure.
const UNITS: usize = 3;
const TOLD: usize = 2;
const TIED: f64 = 0.5;

/// Reads the past of a project from what stands at `at`; `tag` is the name of the tag there, if it is one.
pub fn past(
    repository: &Repository,
    at: CommitId,
    tag: Option<&str>,
    pattern: &TagPattern,
    cancel: &Cancel,
) -> Result<Past, HistoryError> {
    let pattern = match tag {
        Some(tag) if pattern.version(tag).is_none() => TagPattern::detect([tag], ""),
        _ => pattern.clone(),
    };
    let upto = tag.and_then(|tag| pattern.version(tag));
    let mut tags = repository.version_tags(Some(&pattern))?;
    tags.retain(|tag| upto.as_ref().is_none_or(|upto| tag.version <= *upto));
    let reader = Reader { repository, tags, package: package(&pattern), cancel };
    let mut found = reader.sources(at)?;
    if found.values().map(Vec::len).max().unwrap_or(0) < 2
        && let Some(other) = reader.beside(at)?
    {
        // A branch for fixes often has no notes of its own: those of the main line of that day tell as much.
        found.extend(reader.sources(other)?);
    }
    if found.values().map(Vec::len).max().unwrap_or(0) < 2 {
        found.insert(TAG_MESSAGES.to_owned(), reader.tag_messages());
    }
    let Some((source, pieces)) = reader.best(found) else { return Ok(Past::default()) };
    reader.read(source, &pieces)
}

struct Reader<'a> {
    repository: &'a Repository,
    /// Highest first.
    tags: Vec<VersionTag>,
    package: Option<String>,
    cancel: &'a Cancel,
}

/// The name that tags of a package have in front of the version.
fn package(pattern: &TagPattern) -> Option<String> {
    let tag = pattern.tag("");
    let name = tag.strip_suffix('v').unwrap_or(&tag).trim_end_matches(['-', '/', '_', '@', '.']);
    let name = name.rsplit(['/', '@']).next().unwrap_or(name);
    (name.len() > 1).then(|| name.to_owned())
}

impl Reader<'_> {
    /// The notes of a commit by source, of versions that are tagged.
    fn sources(&self, at: CommitId) -> Result<HashMap<String, Vec<Piece>>, HistoryError> {
        let contents = self.repository.contents();
        let mut sources: HashMap<String, Vec<Piece>> = HashMap::new();
        for file in find(&self.repository.folders(), at, self.package.as_deref())? {
            let Ok(Some(bytes)) = contents.file(at, &file.path, LONGEST) else { continue };
            let text = String::from_utf8_lossy(&bytes);
            let named = version_in_name(&file.path);
            let found = pieces(&text, named.as_deref(), &|version| self.tag(version).is_some());
            sources.entry(file.source).or_default().extend(found);
        }
        Ok(sources)
    }

    /// What annotated tags tell of their versions, where they list anything.
    fn tag_messages(&self) -> Vec<Piece> {
        let mut told = Vec::new();
        for tag in self.tags.iter().take(MESSAGES) {
            let Some(message) = self.repository.tag_message(&tag.name) else { continue };
            let items = message.lines().filter(|line| line.trim_start().starts_with(['-', '*', '+'])).count();
            if items >= TOLD {
                let version = tag.version.text();
                let own = |named: &str| TagVersion::new(named).as_ref() == Some(&tag.version);
                told.extend(pieces(&message, Some(version), &own));
            }
        }
        told
    }

    /// The commit of the main line that was its newest when `at` was made, unless that is an ancestor already.
    fn beside(&self, at: CommitId) -> Result<Option<CommitId>, HistoryError> {
        let Ok(head) = self.repository.resolve("HEAD") else { return Ok(None) };
        let mut reader = self.repository.reader();
        let made = reader.read(at)?.committed_at;
        let mut next = head;
        for _ in 0..50_000 {
            let commit = reader.read(next)?;
            if commit.committed_at <= made {
                let is_known = self.repository.is_ancestor(next, at)?;
                return Ok((!is_known).then_some(next));
            }
            let Some(parent) = commit.parents.first() else { return Ok(None) };
            next = *parent;
        }
        Ok(None)
    }

    fn tag(&self, version: &str) -> Option<&VersionTag> {
        let version = TagVersion::new(version)?;
        self.tags.iter().find(|tag| tag.version == version)
    }

    /// The source that tells the most of the newest versions.
    fn best(&self, sources: HashMap<String, Vec<Piece>>) -> Option<(String, Vec<Piece>)> {
        let newest = &self.tags[..self.tags.len().min(24)];
        let told = |pieces: &[Piece]| {
            let known = newest.iter().filter(|tag| {
                pieces.iter().any(|piece| TagVersion::new(&piece.version).as_ref() == Some(&tag.version))
            });
            known.count()
        };
        let sources = sources.into_iter().map(|(source, pieces)| (told(&pieces), source, pieces));
        let mut sources: Vec<_> = sources.filter(|(told, ..)| *told > 0).collect();
        sources.sort_by(|one, other| {
            let depth = |source: &str| source.matches('/').count();
            other.0.cmp(&one.0).then(depth(&one.1).cmp(&depth(&other.1))).then(one.1.cmp(&other.1))
        });
        sources.into_iter().next().map(|(_, source, pieces)| (source, pieces))
    }

    fn read(&self, source: String, pieces: &[Piece]) -> Result<Past, HistoryError> {
        let mut past = Past { source: Some(source), ..Past::default() };
        let mut dated: Vec<(&VersionTag, &Piece)> =
            pieces.iter().filter_map(|piece| Some((self.tag(&piece.version)?, piece))).collect();
        dated.sort_by(|one, other| other.0.version.cmp(&one.0.version));
        dated.dedup_by(|one, other| one.0.name == other.0.name);
        let mut read = 0;
        let mut told: Vec<Vec<PastEntry>> = Vec::new();
        for (tag, piece) in &dated {
            if past.releases.len() >= RELEASES || read >= COMMITS || self.cancel.is_cancelled() {
                break;
            }
            let entries = entries(piece);
            if entries.is_empty() {
                continue;
            }
            let known: Vec<&VersionTag> = dated.iter().map(|(tag, _)| *tag).collect();
            let Some(range) = self.range(tag, &known)? else { continue };
            // What is missing in a shallow or broken history is nothing that can be learnt from.
            let Ok(changes) = changes(self.repository, &range, COMMITS - read + 1, &HashMap::new(), self.cancel) else {
                continue;
            };
            read += changes.len();
            if read > COMMITS {
                break;
            }
            let units = Units::of(&changes);
            let tied = tie(&entries, &changes, &units, &self.repository.contents());
            let n_told = tied.units.iter().filter(|unit| unit.told || !unit.sections.is_empty()).count();
            let sure =
                tied.units.len() >= UNITS && n_told >= TOLD && tied.entries as f64 >= TIED * entries.len() as f64;
            if sure {
                past.releases.push(PastRelease { version: piece.version.clone(), units: tied.units });
            }
            told.push(entries);
        }
        past.releases.reverse();
        past.style = Style::of(&told);
        Ok(past)
    }

    /// What a release tells: since the newest earlier one that it descends from, else since the newest of an earlier line.
    fn range(&self, tag: &VersionTag, known: &[&VersionTag]) -> Result<Option<Range>, HistoryError> {
        let Ok(to_id) = self.repository.resolve(&format!("refs/tags/{}", tag.name)) else { return Ok(None) };
        let earlier: Vec<VersionTag> = self
            .tags
            .iter()
            .filter(|other| other.version < tag.version)
            .filter(|other| !other.version.is_prerelease() || known.iter().any(|known| known.name == other.name))
            .take(24)
            .cloned()
            .collect();
        let reached = self.repository.highest_reachable(to_id, &earlier, true)?;
        let from = reached.map(|(from, id)| (from.name, id)).or_else(|| {
            let of_line = earlier.iter().find(|other| other.version.semver().patch == 0)?;
            let id = self.repository.resolve(&format!("refs/tags/{}", of_line.name)).ok()?;
            Some((of_line.name.clone(), id))
        });
        Ok(from.map(|(name, id)| Range { from: Some(name), from_id: Some(id), to: tag.name.clone(), to_id }))
    }
}
