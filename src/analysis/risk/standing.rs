//! How often a repository names culprits, against what is usual.
//!
//! Which commits are risky carries over from one repository to another; how many of them get named does not, since
//! projects differ in the habit of naming them. It is learnt as time goes by, from what had been written by then.

/// A repository's record at a point.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Standing {
    /// Commits that had been named as culprits.
    pub named: f32,
    /// Commits that are known.
    pub commits: f32,
    /// The same, each counting for the chance that it would have been named by then if it ever is.
    pub ripe: f32,
    /// What is stated of older commits, as far as it counts: culprits,
    named_before: f32,
    /// and commits.
    ripe_before: f32,
}

impl Standing {
    /// Of the known commits every so many is looked at for its age.
    pub const SAMPLED: usize = 16;

    /// From the number of those named, of all, and the ages in days of every [`Self::SAMPLED`]th, which are nothing for
    /// what is left out of account.
    pub fn new(named: u32, all: u32, ages: impl Iterator<Item = Option<f32>>) -> Self {
        let (mut ripe, mut counted, mut sampled) = (0.0_f32, 0.0_f32, 0.0_f32);
        for age in ages {
            sampled += 1.0;
            if let Some(age) = age {
                ripe += ripeness(age);
                counted += 1.0;
            }
        }
        let each = all as f32 / sampled.max(1.0);
        Self { named: named as f32, commits: counted * each, ripe: ripe * each, ..Self::default() }
    }

    /// With commits of which only sums are known: they are older, and say less of how things are now.
    #[must_use]
    pub fn with(mut self, named: f32, commits: f32) -> Self {
        self.named_before = named * OLDER_COUNT;
        self.ripe_before = commits * OLDER_COUNT;
        self
    }

    /// Named commits a commit, with little evidence near what is usual.
    pub fn rate(self) -> f32 {
        (self.named + 0.5) / (self.commits + 40.0)
    }

    /// How many times as often as usual culprits are named, where `usual` commits in one are; with `doubt` culprits' worth
    /// of doubt.
    pub fn times_usual(self, usual: f32, doubt: f32) -> f32 {
        (self.named + self.named_before + doubt) / ((self.ripe + self.ripe_before) * usual + doubt)
    }
}

/// What older commits count of which only sums are known.
const OLDER_COUNT: f32 = 0.2;

/// The share of culprits that are named within so many days.
fn ripeness(days: f32) -> f32 {
    let root = (days / 40.0).sqrt();
    root / (1.0 + root)
}
