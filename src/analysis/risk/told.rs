//! How each factor is put into words.

use super::{Code, Mix, Model, Place, Tidying};
use crate::analysis::shape::Sensitivity;

impl Code {
    /// The evidence in words, from the two numbers that were kept of it.
    pub fn evidence(self, first: u32, second: u32) -> String {
        match self {
            Self::Size => format!("{} added, {second} removed", count(first, "line")),
            Self::Files => format!("{} changed", count(first, "file")),
            Self::Spread => format!("spread over {} in {} at the top", count(first, "folder"), count(second, "folder")),
            Self::SensitivePaths => sensitive_words(first, second),
            Self::FragileFiles => format!("its files were fixed {} before, per file", times(first, second)),
            Self::BusyFiles => format!("its files were changed {} in the last 90 days, per file", times(first, second)),
            Self::NewAuthor if first == 0 => "the author's first commit in the history that was read".into(),
            Self::NewAuthor => format!("the author made {} before", count(first, "commit")),
            Self::UnfamiliarFiles if second == 0 => "nobody changed these files before".into(),
            Self::UnfamiliarFiles if first == 0 => "the author's first change to any of these files".into(),
            Self::UnfamiliarFiles => format!("{first} % of the earlier changes to these files are the author's own"),
            Self::Breaking => "says that it breaks something".into(),
            Self::Security => "touches security".into(),
            Self::FormerCulprits if second == 0 => "these files have no earlier changes".into(),
            Self::FormerCulprits if first == 0 => {
                format!("none of {} to these files was named as the cause of a defect", count(second, "earlier change"))
            }
            Self::FormerCulprits => format!(
                "earlier changes to these files were named as the cause of a defect {}, of {second}",
                plain_times(first)
            ),
            Self::Ceiling => format!("the points add up to {first}; a score ends at 100"),
            Self::RiskiestCommit => format!("the riskiest commit has {first}"),
            Self::HighRiskCommits => format!("{} of high or critical risk", count(first, "commit")),
            Self::BreakingCommits if first == 1 => "1 commit breaks something".into(),
            Self::BreakingCommits => format!("{first} commits break something"),
            Self::ReleaseSize => format!("{} in the release", count(first, "commit")),
            Self::Reverts => format!("{} taken back within the release", count(first, "commit")),
            Self::SecurityFixes => format!("{} touching security", count(first, "commit")),
            _ => self.learnt_evidence(first, second),
        }
    }

    fn learnt_evidence(self, first: u32, second: u32) -> String {
        match self {
            Self::Start => "where every commit starts".into(),
            Self::Floor => format!("the points add up to -{first}; a score begins at 0"),
            Self::Rewriting if second == 0 => "all of it is new".into(),
            Self::Rewriting => format!("changes {first} % of the length of its files"),
            Self::Growth => format!("{first} % of the changed lines are added ones"),
            Self::Explanation if first == 0 => "the message is one line".into(),
            Self::Explanation if first >= 590 => "the message explains at length".into(),
            Self::Explanation => format!("the message explains in {first} letters"),
            Self::AuthorCulprits if second == 0 => "the author has no record yet".into(),
            Self::AuthorCulprits if first == 0 => {
                format!("none of the author's {} named as the cause of a defect", were(second))
            }
            Self::AuthorCulprits => {
                format!("{first} of the author's {} named as the cause of a defect", were(second))
            }
            Self::FileAge if second == 0 => "its files are new".into(),
            Self::FileAge => format!("its files changed {} ago, on average", count(first, "day")),
            Self::LongFiles if first == 0 => "its files are new or empty".into(),
            Self::LongFiles => format!("its files have {} on average", count(first, "line")),
            Self::UnfamiliarParts if first == 0 => "the author's first commit in these parts".into(),
            Self::UnfamiliarParts => format!("{} of the author's in these parts before", count(first, "commit")),
            Self::Waiting if first == 0 => "committed within the hour of writing".into(),
            Self::Waiting if first < 48 => format!("committed {} after it was written", count(first, "hour")),
            Self::Waiting => format!("committed {} after it was written", count(first / 24, "day")),
            Self::FileKinds => Mix::words(first).into(),
            Self::Tidying => Tidying::words(first, second),
            Self::TroubledArea => record("what its subject names", first),
            Self::TroubledFolder => record("the worst of its folders", first),
            Self::Words => said(first, second),
            Self::Project => format!("culprits are named in this project {} as often as is usual", tenths(first)),
            _ => String::new(),
        }
    }
}

fn were(commits: u32) -> String {
    if commits == 1 { "1 earlier commit was".into() } else { format!("{commits} earlier commits were") }
}

fn tenths(number: u32) -> String {
    format!("{}.{} times", number / 10, number % 10)
}

fn record(what: &str, times: u32) -> String {
    if times == 10 {
        return format!("commits to {what} are culprits as often as others here");
    }
    format!("commits to {what} are culprits {} as often as others here", tenths(times))
}

/// Up to two words by number and one; 0 is none.
fn said(first: u32, second: u32) -> String {
    let word = |number: u32| {
        let word = Model::built_in().words().word(u16::try_from(number.checked_sub(1)?).ok()?)?;
        Some(match word.place {
            Place::Subject => format!("says `{}` in the subject", word.text),
            Place::Message => format!("says `{}`", word.text),
            Place::Beginning => format!("begins with `{}`", word.text),
            Place::Mark => format!("has a {} in its message", word.text),
            Place::Path => format!("touches `{}`", word.text),
            Place::Extension => format!("touches `.{}`", word.text),
        })
    };
    let found: Vec<String> = [first, second].into_iter().filter_map(word).collect();
    if found.is_empty() { "words of message and paths".into() } else { found.join(", ") }
}

fn count(number: u32, what: &str) -> String {
    if number == 1 { format!("1 {what}") } else { format!("{number} {what}s") }
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
