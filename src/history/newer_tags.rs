//! Tags at which one would have expected a range to begin, and why it does not: higher versions that were tagged beside the range's
//! line of history, and newer ones that are named otherwise.

use gix::ObjectId;

use super::{CommitId, HistoryError, Range, Repository, TagPattern, tags};

/// Tags named otherwise are told where they are newer by so many seconds: half a year. Less is the pace of packages apart.
const NEWER_BY: i64 = 182 * 86_400;
/// Fewer tags of a form are no habit.
const A_HABIT: usize = 3;

/// A tag at which the range might have begun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PassedTag {
    /// A higher version, on a branch that left this line of history after the range begins.
    Beside(String),
    /// A newer version whose tag is named otherwise.
    Otherwise(String),
}

impl Repository {
    /// What a range that begins at the last tag of a pattern passes over. `is_seen` says that the pattern is the habit seen in
    /// the tags, and was not chosen by anyone.
    pub fn passed_tags(
        &self,
        range: &Range,
        pattern: &TagPattern,
        is_seen: bool,
    ) -> Result<Vec<PassedTag>, HistoryError> {
        let began = range.from_id.map_or(i64::MIN, |from| self.committed(from));
        let mut passed = Vec::new();
        let highest = self.version_tags(Some(pattern))?.into_iter().find(|tag| !tag.version.is_prerelease());
        if let Some(tag) = highest.filter(|tag| range.from.as_ref() != Some(&tag.name))
            && let Ok(commit) = self.resolve(&format!("refs/tags/{}", tag.name))
            && self.parting(commit, range.to_id).is_some_and(|parting| self.committed(parting) > began)
        {
            passed.push(PassedTag::Beside(tag.name));
        }
        if is_seen {
            let names = self.tag_names()?;
            let others = tags::habits(names.iter().map(String::as_str))
                .into_iter()
                .filter(|habit| habit.tags >= A_HABIT && pattern.version(&habit.highest_tag).is_none());
            let dated = others.filter_map(|habit| {
                let commit = self.resolve(&format!("refs/tags/{}", habit.highest_tag)).ok()?;
                Some((self.committed(commit), habit.highest_tag))
            });
            let newest = dated.max().filter(|(time, _)| *time > began.saturating_add(NEWER_BY));
            passed.extend(newest.map(|(_, tag)| PassedTag::Otherwise(tag)));
        }
        Ok(passed)
    }

    /// The commit where two lines of history part; nothing where one contains the other, or where they have nothing in common.
    fn parting(&self, one: CommitId, other: CommitId) -> Option<CommitId> {
        let local = self.local();
        let graph = local.commit_graph_if_enabled().ok().flatten();
        let mut graph = local.revision_graph(graph.as_ref());
        let bases = local.merge_bases_many_with_graph(one.object(), &[other.object()], &mut graph).ok()?;
        let base: ObjectId = bases.first()?.detach();
        (base != one.object() && base != other.object()).then(|| base.into())
    }

    /// When a commit was made, by its committer; the beginning of time where it cannot be read.
    fn committed(&self, commit: CommitId) -> i64 {
        let local = self.local();
        let time = local.find_commit(commit.object()).ok().and_then(|commit| commit.time().ok());
        time.map_or(i64::MIN, |time| time.seconds)
    }
}
