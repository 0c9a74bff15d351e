//! What was told and what was not in past releases: counts by sign, and titles to compare with.

use std::collections::HashMap;

use super::{linear::Mark, unit::words};

/// Older releases count less, by this a release.
pub(super) const FADING: f32 = 0.93;
/// Postings of a word that stands in more titles than this compare nothing.
const COMMON: usize = 400;

/// One past unit.
#[derive(Debug, Clone)]
pub(super) struct Remembered<'a> {
    /// Its signs.
    pub(super) marks: &'a [Mark],
    /// Its title.
    pub(super) title: &'a str,
    /// Whether readers were told of it.
    pub(super) told: bool,
    /// How much it counts.
    pub(super) weight: f32,
}

/// Counts of past units.
#[derive(Debug, Clone, Default)]
pub(super) struct Memory {
    all: f32,
    told: f32,
    counts: HashMap<u64, (f32, f32)>,
    titles: Vec<(u16, bool, f32)>,
    postings: HashMap<String, Vec<u32>>,
}

/// How often what has a sign was told, against all.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Lean {
    /// Log-odds above those of all.
    pub(super) odds: f32,
    /// On how much that rests.
    pub(super) seen: f32,
}

/// The past titles nearest to one.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Nearest {
    /// How near the nearest is that was told.
    pub(super) told: f32,
    /// How near the nearest is that was not.
    pub(super) untold: f32,
    /// The share of those near that were told.
    pub(super) share: f32,
    /// How much is near.
    pub(super) mass: f32,
}

impl Memory {
    /// Remembers units.
    pub(super) fn of<'a>(units: impl IntoIterator<Item = Remembered<'a>>) -> Self {
        let mut memory = Self::default();
        for unit in units {
            let told = if unit.told { unit.weight } else { 0.0 };
            memory.all += unit.weight;
            memory.told += told;
            for mark in unit.marks {
                let count = memory.counts.entry(mark.number).or_default();
                count.0 += unit.weight;
                count.1 += told;
            }
            let title = title_words(unit.title);
            for word in &title {
                memory.postings.entry(word.clone()).or_default().push(memory.titles.len() as u32);
            }
            memory.titles.push((title.len() as u16, unit.told, unit.weight));
        }
        memory
    }

    /// How much is remembered.
    pub(super) fn seen(&self) -> f32 {
        self.all
    }

    /// The log-odds of being told, of anything.
    pub(super) fn base(&self) -> f32 {
        log_odds(self.share())
    }

    fn share(&self) -> f32 {
        (self.told + 1.0) / (self.all + 3.0)
    }

    /// How what has this sign was treated.
    pub(super) fn lean(&self, mark: Mark) -> Lean {
        const DOUBT: f32 = 3.0;
        let (all, told) = self.counts.get(&mark.number).copied().unwrap_or_default();
        let share = self.share();
        Lean { odds: log_odds((told + DOUBT * share) / (all + DOUBT)) - log_odds(share), seen: all }
    }

    /// The past titles nearest to this one.
    pub(super) fn nearest(&self, title: &str) -> Nearest {
        let title = title_words(title);
        let mut shared: HashMap<u32, u16> = HashMap::new();
        for word in &title {
            if let Some(places) = self.postings.get(word).filter(|places| places.len() <= COMMON) {
                for place in places {
                    *shared.entry(*place).or_default() += 1;
                }
            }
        }
        let mut nearest = Nearest::default();
        let (mut yes, mut mass) = (0.0, 0.0);
        // Sums of floats depend on their order, and that of a hash map changes.
        let mut shared: Vec<(u32, u16)> = shared.into_iter().collect();
        shared.sort_unstable();
        for (place, common) in shared {
            let (length, told, weight) = self.titles[place as usize];
            let nearness = f32::from(common) / (f32::from(length) + title.len() as f32 - f32::from(common));
            let best = if told { &mut nearest.told } else { &mut nearest.untold };
            *best = best.max(nearness);
            let counts = weight * nearness.powi(3);
            mass += counts;
            yes += if told { counts } else { 0.0 };
        }
        nearest.mass = mass;
        nearest.share = if mass > 0.01 { yes / mass } else { super::measures::UNKNOWN };
        nearest
    }
}

fn title_words(title: &str) -> Vec<String> {
    let (_, rest) = super::unit::split_head(title);
    let mut words = words(rest);
    words.retain(|word| word.len() > 1);
    words.sort_unstable();
    words.dedup();
    words
}

/// The log-odds of a share, kept from infinity.
pub(super) fn log_odds(share: f32) -> f32 {
    let share = share.clamp(1e-4, 1.0 - 1e-4);
    (share / (1.0 - share)).ln()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notes::habit::signs::{Sign, Sort};

    #[test]
    fn what_was_told_leans_to_being_told() {
        let mark = |word: &str| Mark::from(&Sign { sort: Sort::Top, word: word.into() });
        let (src, ci) = ([mark("src")], [mark("ci")]);
        let units = (0..20).flat_map(|_| {
            [
                Remembered { marks: &src, title: "Add a new thing", told: true, weight: 1.0 },
                Remembered { marks: &ci, title: "Bump the runner", told: false, weight: 1.0 },
            ]
        });
        let memory = Memory::of(units);
        assert!(memory.lean(src[0]).odds > 1.0 && memory.lean(ci[0]).odds < -1.0);
        assert!(memory.lean(mark("doc")).odds.abs() < 1e-6);
        assert!(memory.nearest("Bump the other runner").untold > 0.5);
        assert!(memory.nearest("Bump the other runner").told < 0.01);
    }
}
