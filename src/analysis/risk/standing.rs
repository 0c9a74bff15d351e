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
    /// The named ones, older ones counting less.
    named_lately: f32,
    /// All of them, older ones counting less, and each for the chance that it would have been named by then if it ever is.
    ripe_lately: f32,
}

impl Standing {
    /// Of the known commits every so many is looked at for its age.
    pub const SAMPLED: usize = 16;

    /// From the ages in days of those named, the number of all, and the ages of every [`Self::SAMPLED`]th of all, which are
    /// nothing for what is left out of account.
    pub fn new(named: impl Iterator<Item = f32>, all: u32, ages: impl Iterator<Item = Option<f32>>) -> Self {
        let (mut ripe, mut counted, mut sampled) = (0.0_f32, 0.0_f32, 0.0_f32);
        for age in ages {
            sampled += 1.0;
            if let Some(age) = age {
                ripe += ripeness(age) * freshness(age);
                counted += 1.0;
            }
        }
        let each = all as f32 / sampled.max(1.0);
        let mut standing = Self { commits: counted * each, ripe_lately: ripe * each, ..Self::default() };
        for age in named {
            standing.named += 1.0;
            standing.named_lately += freshness(age);
        }
        standing
    }

    /// With commits of which only sums are known, and that all of them are older than so many days: they say less of how
    /// things are now.
    #[must_use]
    pub fn with(mut self, named: f32, commits: f32, days: f32) -> Self {
        let counts = OLDER_COUNT * freshness(days);
        self.named_lately += named * counts;
        self.ripe_lately += commits * counts;
        self
    }

    /// Named commits a commit, with little evidence near what is usual.
    pub fn rate(self) -> f32 {
        (self.named + 0.5) / (self.commits + 40.0)
    }

    /// How many times as often as usual culprits are named, where `usual` commits in one are; with `doubt` culprits' worth
    /// of doubt.
    pub fn times_usual(self, usual: f32, doubt: f32) -> f32 {
        (self.named_lately + doubt) / (self.ripe_lately * usual + doubt)
    }
}

/// What older commits count of which only sums are known.
const OLDER_COUNT: f32 = 0.2;
/// After so many days a commit counts for little more than a third: projects change their habits of naming.
const FADING: f32 = 600.0;

/// What a commit counts that is so many days old.
fn freshness(days: f32) -> f32 {
    (-days / FADING).exp()
}

/// The share of culprits that are named within so many days.
fn ripeness(days: f32) -> f32 {
    let root = (days / 40.0).sqrt();
    root / (1.0 + root)
}
