//! What the commits of a release come to: how hard it is to take back, and where tests are missing.

use super::{Difficulty, Outline, TestVerdict};
use crate::analysis::{AnalysedCommit, Flags};

/// The story of a release.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ReleaseOutline {
    /// As hard as its hardest commit.
    pub rollback: Difficulty,
    /// Commits that are hard to take back.
    pub hard: u32,
    /// Commits that need care.
    pub moderate: u32,
    /// Commits that change code.
    pub with_code: u32,
    /// Commits that change code without tests.
    pub without_tests: u32,
}

impl ReleaseOutline {
    /// Sums up a range; nothing if no story was told. What was taken back within the range counts for nothing.
    pub fn of(commits: &[AnalysedCommit]) -> Option<Self> {
        let told =
            commits.iter().filter(|commit| !commit.flags.contains(Flags::CANCELLED)).filter_map(|commit| commit.story);
        let mut any = false;
        let mut release = Self::default();
        for Outline { tests, rollback } in told {
            any = true;
            release.rollback = release.rollback.max(rollback);
            release.hard += u32::from(rollback == Difficulty::Hard);
            release.moderate += u32::from(rollback == Difficulty::Moderate);
            let is_code = !matches!(tests, TestVerdict::NoCode | TestVerdict::TestsOnly);
            release.with_code += u32::from(is_code);
            release.without_tests += u32::from(tests == TestVerdict::Missing);
        }
        any.then_some(release)
    }

    /// The same in a line of words.
    pub fn in_words(&self) -> String {
        let tests = match (self.without_tests, self.with_code) {
            (_, 0) => "no code".to_owned(),
            (0, _) => "tests beside all code".to_owned(),
            (some, of) => format!("{some} of {of} commits with code have no tests beside"),
        };
        let rollback = match (self.hard, self.moderate) {
            (0, 0) => String::new(),
            (0, moderate) => format!(" ({moderate} need care)"),
            (hard, 0) => format!(" ({hard} hard)"),
            (hard, moderate) => format!(" ({hard} hard, {moderate} need care)"),
        };
        format!("rollback {}{rollback}, {tests}", self.rollback.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notes::sample::commit;

    #[test]
    fn a_release_is_as_hard_to_take_back_as_its_hardest_commit() {
        let with = |short, tests, rollback| {
            let mut commit = commit(short, "x");
            commit.story = Some(Outline { tests, rollback });
            commit
        };
        let mut commits = vec![
            with("a1", TestVerdict::Missing, Difficulty::Moderate),
            with("a2", TestVerdict::Beside, Difficulty::Hard),
            with("a3", TestVerdict::NoCode, Difficulty::Easy),
        ];
        let told = ReleaseOutline::of(&commits).unwrap().in_words();
        assert_eq!(told, "rollback hard (1 hard, 1 need care), 1 of 2 commits with code have no tests beside");
        commits[1].flags |= Flags::CANCELLED;
        assert_eq!(ReleaseOutline::of(&commits).unwrap().rollback, Difficulty::Moderate);
        assert_eq!(ReleaseOutline::of(&[commit("a4", "x")]), None);
    }
}
