//! The factors of a risk by name, and how each is put into words.

use serde::{Deserialize, Serialize};

use crate::analysis::shape::Sensitivity;

/// What a factor is about. Names are a contract; the order is that of the cache and may only grow at its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Code {
    /// Lines of code changed.
    Size,
    /// Files of code changed.
    Files,
    /// Folders, and how evenly the change lies over them.
    Spread,
    /// Sensitive paths.
    SensitivePaths,
    /// Files that were fixed before.
    FragileFiles,
    /// Files that change often.
    BusyFiles,
    /// Files that many people change.
    ManyAuthors,
    /// How well the author knows the project.
    NewAuthor,
    /// How well the author knows these files.
    UnfamiliarFiles,
    /// Code without a test.
    NoTestTouched,
    /// Tests come with it.
    TestTouched,
    /// It says that it breaks something.
    Breaking,
    /// It takes something back, or puts it in again.
    Revert,
    /// It mends a defect.
    Fix,
    /// It is something new.
    Feature,
    /// It touches security.
    Security,
    /// It changes what the project depends on.
    Dependency,
    /// Nothing in it runs for users.
    NoCode,
    /// New files.
    NewFiles,
    /// Much is removed.
    Removal,
    /// A defect was found in these files' earlier changes.
    FormerCulprits,
    /// Points over 100 do not count.
    Ceiling,
    /// Of a release: the riskiest commit.
    RiskiestCommit,
    /// Of a release: commits of high risk.
    HighRiskCommits,
    /// Of a release: breaking commits.
    BreakingCommits,
    /// Of a release: how many commits it has.
    ReleaseSize,
    /// Of a release: reverts in it.
    Reverts,
    /// Of a release: security fixes.
    SecurityFixes,
}

impl Code {
    /// The stable name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Size => "size",
            Self::Files => "files",
            Self::Spread => "spread",
            Self::SensitivePaths => "sensitive-paths",
            Self::FragileFiles => "fragile-files",
            Self::BusyFiles => "busy-files",
            Self::ManyAuthors => "many-authors",
            Self::NewAuthor => "new-author",
            Self::UnfamiliarFiles => "unfamiliar-files",
            Self::NoTestTouched => "no-test-touched",
            Self::TestTouched => "test-touched",
            Self::Breaking => "breaking",
            Self::Revert => "revert",
            Self::Fix => "fix",
            Self::Feature => "feature",
            Self::Security => "security",
            Self::Dependency => "dependency",
            Self::NoCode => "no-code",
            Self::NewFiles => "new-files",
            Self::Removal => "removal",
            Self::FormerCulprits => "former-culprits",
            Self::Ceiling => "ceiling",
            Self::RiskiestCommit => "riskiest-commit",
            Self::HighRiskCommits => "high-risk-commits",
            Self::BreakingCommits => "breaking-commits",
            Self::ReleaseSize => "release-size",
            Self::Reverts => "reverts",
            Self::SecurityFixes => "security-fixes",
        }
    }

    /// The evidence in words, from the two numbers that were kept of it.
    pub fn evidence(self, first: u32, second: u32) -> String {
        match self {
            Self::Size => format!("{} of code changed", count(first, "line")),
            Self::Files => format!("{} of code changed", count(first, "file")),
            Self::Spread => format!("spread over {} in {} at the top", count(first, "folder"), count(second, "folder")),
            Self::SensitivePaths => sensitive_words(first, second),
            Self::FragileFiles => format!("its files were fixed {} before, per file", times(first, second)),
            Self::BusyFiles => format!("its files were changed {} before, per file", times(first, second)),
            Self::ManyAuthors => format!("{} changed these files before", count(first, "person")),
            Self::NewAuthor if first == 0 => "the author's first commit in the history that was read".into(),
            Self::NewAuthor => format!("the author made {} before", count(first, "commit")),
            Self::UnfamiliarFiles => "the author's first change to any of these files".into(),
            Self::NoTestTouched => format!("{} of code changed and no test touched", count(first, "line")),
            Self::TestTouched => format!("{} of tests changed with it", count(first, "file")),
            Self::Breaking => "says that it breaks something".into(),
            Self::Revert if first == 2 => "puts back what was taken out".into(),
            Self::Revert => "takes back an earlier change".into(),
            Self::Fix => "mends a defect, where defects are".into(),
            Self::Feature => "adds something new".into(),
            Self::Security => "touches security".into(),
            Self::Dependency => "changes what the project depends on".into(),
            Self::NoCode => "no file that runs for users".into(),
            Self::NewFiles => format!("{} of code new", count(first, "file")),
            Self::Removal => format!("{} more removed than added", count(first, "line")),
            Self::FormerCulprits => {
                format!("earlier changes to these files were named as the cause of a defect {}", plain_times(first))
            }
            Self::Ceiling => format!("the points add up to {first}; a score ends at 100"),
            Self::RiskiestCommit => format!("the riskiest commit has {first}"),
            Self::HighRiskCommits => format!("{} of high or critical risk", count(first, "commit")),
            Self::BreakingCommits if first == 1 => "1 commit breaks something".into(),
            Self::BreakingCommits => format!("{first} commits break something"),
            Self::ReleaseSize => format!("{} in the release", count(first, "commit")),
            Self::Reverts => format!("{} taken back within the release", count(first, "commit")),
            Self::SecurityFixes => format!("{} touching security", count(first, "commit")),
        }
    }
}

fn count(number: u32, what: &str) -> String {
    match (number, what) {
        (1, _) => format!("1 {what}"),
        (_, "person") => format!("{number} people"),
        _ => format!("{number} {what}s"),
    }
}

/// Tenths as a number of times.
fn times(tenths: u32, files: u32) -> String {
    let times =
        if tenths.is_multiple_of(10) { format!("{}", tenths / 10) } else { format!("{}.{}", tenths / 10, tenths % 10) };
    let unit = if tenths == 10 { "time" } else { "times" };
    if files > 1 { format!("{times} {unit} on average") } else { format!("{times} {unit}") }
}

fn plain_times(number: u32) -> String {
    if number == 1 { "once".into() } else { format!("{number} times") }
}

fn sensitive_words(bits: u32, files: u32) -> String {
    let names: Vec<_> =
        Sensitivity::ALL.into_iter().filter(|one| bits & u32::from(one.bit()) != 0).map(Sensitivity::words).collect();
    format!("touches {} ({})", names.join(", "), count(files, "file"))
}
