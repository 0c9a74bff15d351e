//! The commits that are about to be released.

use gix::{ObjectId, bstr::ByteSlice, hashtable::HashSet};

use super::{CommitId, HistoryError, Repository, TagPattern, VersionTag, ancestry::Ancestry};

/// `from..to`, resolved. Without `from` it is the whole history of `to`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Range {
    /// What was asked for or found: a tag's short name (`v1.4.2`) or any revision.
    pub from: Option<String>,
    /// The commit that `from` names.
    pub from_id: Option<CommitId>,
    /// What was asked for: `HEAD` unless said otherwise.
    pub to: String,
    /// The commit that `to` names.
    pub to_id: CommitId,
}

/// Which range is wanted.
#[derive(Debug, Clone, Default)]
pub struct RangeRequest {
    /// Where it begins; the highest version tag reachable from its end if not said.
    pub from: Option<String>,
    /// Where it ends; `HEAD` if not said.
    pub to: Option<String>,
    /// How tags are named; the repository's habit if not said.
    pub pattern: Option<TagPattern>,
    /// Whether tags of pre-releases are where a range may begin: a stable release skips them.
    pub prereleases: bool,
}

/// Dates may be wrong by so much, in seconds, before a tag is taken for unreachable...
const CLOCK_SLOP: u64 = 86_400;
/// ...and never before so many commits have been passed: in most histories that is all of them.
const PATIENCE: usize = 5_000;

impl Repository {
    /// The commits of a request.
    pub fn range(&self, request: &RangeRequest) -> Result<Range, HistoryError> {
        let to = request.to.clone().unwrap_or_else(|| "HEAD".to_owned());
        let to_id = self.resolve(&to)?;
        if let Some(from) = &request.from {
            let from_id = self.resolve(from)?;
            return Ok(Range { from: Some(from.clone()), from_id: Some(from_id), to, to_id });
        }
        let tags = self.version_tags(request.pattern.as_ref())?;
        let found = self.highest_reachable(to_id, &tags, request.prereleases)?;
        let (from, from_id) = found.map_or((None, None), |(tag, id)| (Some(tag.name), Some(id)));
        Ok(Range { from, from_id, to, to_id })
    }

    /// How this repository names its version tags.
    pub fn tag_pattern(&self) -> Result<TagPattern, HistoryError> {
        let names = self.tag_names()?;
        Ok(TagPattern::detect(names.iter().map(String::as_str), &self.name()))
    }

    /// All tags that name versions, highest first, by a pattern or by the repository's habit.
    pub fn version_tags(&self, pattern: Option<&TagPattern>) -> Result<Vec<VersionTag>, HistoryError> {
        let names = self.tag_names()?;
        let pattern =
            pattern.cloned().unwrap_or_else(|| TagPattern::detect(names.iter().map(String::as_str), &self.name()));
        let mut tags: Vec<VersionTag> =
            names.into_iter().filter_map(|name| Some(VersionTag { version: pattern.version(&name)?, name })).collect();
        tags.sort_by(|left, right| right.version.cmp(&left.version).then_with(|| left.name.cmp(&right.name)));
        Ok(tags)
    }

    /// The first of `tags` (highest first) that `to` descends from, and its commit.
    pub fn highest_reachable(
        &self,
        to: CommitId,
        tags: &[VersionTag],
        prereleases: bool,
    ) -> Result<Option<(VersionTag, CommitId)>, HistoryError> {
        let mut search = Search::new(self, to)?;
        for tag in tags.iter().filter(|tag| prereleases || !tag.version.is_prerelease()) {
            // A tag on something that is no commit, or is missing, begins no range.
            let Ok(commit) = self.resolve(&format!("refs/tags/{}", tag.name)) else { continue };
            if search.reaches(commit)? {
                return Ok(Some((tag.clone(), commit)));
            }
        }
        Ok(None)
    }

    /// Short names of all tags.
    pub(super) fn tag_names(&self) -> Result<Vec<String>, HistoryError> {
        let local = self.local();
        let broken = |source| HistoryError::Refs { what: "the tags".to_owned(), source };
        let platform = local.references().map_err(|error| broken(error.into()))?;
        let tags = platform.tags().map_err(|error| broken(error.into()))?;
        Ok(tags.filter_map(Result::ok).map(|tag| tag.name().shorten().to_str_lossy().into_owned()).collect())
    }
}

/// One walk from `to`, newest first, shared by all questions whether something is reachable.
struct Search {
    ancestry: Ancestry,
    passed: HashSet<ObjectId>,
    /// Dates of those passed, in their order.
    dates: Vec<u64>,
    ended: bool,
}

impl Search {
    fn new(repository: &Repository, to: CommitId) -> Result<Self, HistoryError> {
        let ancestry = repository.ancestry(to, None)?.skipping_missing();
        Ok(Self { ancestry, passed: HashSet::default(), dates: Vec::new(), ended: false })
    }

    fn reaches(&mut self, commit: CommitId) -> Result<bool, HistoryError> {
        let wanted = commit.object();
        if self.passed.contains(&wanted) {
            return Ok(true);
        }
        let date = self.ancestry.date_of(wanted);
        let is_older = |time: u64| time.saturating_add(CLOCK_SLOP) < date;
        let lately = self.dates.iter().rev().take(PATIENCE + 1);
        let mut older = lately.filter(|time| is_older(**time)).count();
        while !self.ended && older <= PATIENCE {
            let Some((id, time)) = self.ancestry.next_dated()? else {
                self.ended = true;
                break;
            };
            self.passed.insert(id);
            self.dates.push(time);
            if id == wanted {
                return Ok(true);
            }
            older += usize::from(is_older(time));
        }
        Ok(false)
    }
}
