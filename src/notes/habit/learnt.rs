//! What a project's past notes teach on top of what is known in general, and what becomes of the units of a range by it.

use serde::{Deserialize, Serialize};

use super::{
    linear::{Example, Linear, Mark, Teaching},
    measures::{Sized, measure},
    memory::{FADING, Memory, Remembered},
    model::Model,
    signs::{Sort as SignSort, signs},
    unit::Unit,
};
use crate::notes::SectionKey;

/// A past release: what went in, and what people told of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PastRelease {
    /// Its version.
    pub version: String,
    /// All that went in.
    pub units: Vec<PastUnit>,
}

/// A unit of a past release.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PastUnit {
    /// What it is.
    pub unit: Unit,
    /// Whether an entry for readers tells it, documentation and internals apart.
    pub told: bool,
    /// The sections in which it is told.
    pub sections: Vec<SectionKey>,
    /// Whether people said that it breaks something.
    pub breaking: bool,
    /// Which entry of the release tells it along with others, by number or id; nothing where it is told alone.
    pub company: Option<u32>,
}

/// What becomes of a unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weighed {
    /// How likely people would tell it.
    pub told: f64,
    /// Whether that is enough for a draft.
    pub chosen: bool,
    /// Where they would tell it.
    pub section: SectionKey,
    /// How likely they would say that it breaks something.
    pub breaking: f64,
}

/// See the module.
#[derive(Debug, Clone)]
pub struct Learnt<'a> {
    model: &'a Model,
    own: Linear,
    breaking: Linear,
    sections: Vec<Linear>,
    /// How often each section was used, in the order of [`SectionKey::ALL`].
    used: [f32; SectionKey::ALL.len()],
    memory: Memory,
    rates: Vec<f32>,
}

/// A section that was used less often is no habit.
const USED_AT_LEAST: f32 = 1.5;
/// How much of what is known of sections in general counts where the project shows its own.
const GENERAL_SECTIONS: f32 = 0.5;

impl<'a> Learnt<'a> {
    /// Learns from past releases, oldest first.
    pub fn of(model: &'a Model, past: &[PastRelease]) -> Self {
        let marks: Vec<Vec<Vec<Mark>>> = past
            .iter()
            .map(|release| {
                release.units.iter().map(|past| signs(&past.unit).iter().map(Mark::from).collect()).collect()
            })
            .collect();
        let ages = |at: usize| FADING.powf((past.len() - 1 - at) as f32);
        let rows: Vec<(&PastUnit, &[Mark], f32)> = past
            .iter()
            .enumerate()
            .flat_map(|(at, release)| {
                release.units.iter().zip(&marks[at]).map(move |(unit, marks)| (unit, marks.as_slice(), ages(at)))
            })
            .collect();
        let examples = |base: &Linear, share: f32, holds: &dyn Fn(&PastUnit) -> Option<bool>| {
            rows.iter()
                .filter_map(|(unit, marks, weight)| {
                    let known = base.sum(marks) * share;
                    Some(Example { marks, holds: holds(unit)?, known, weight: *weight })
                })
                .collect::<Vec<_>>()
        };
        let taught = |base: &Linear, holds: &dyn Fn(&PastUnit) -> bool| {
            let examples = examples(base, 1.0, &|unit| Some(holds(unit)));
            Linear::taught(&examples, Teaching::OF_PROJECT, SignSort::says_whether)
        };
        let mut used = [0.0_f32; SectionKey::ALL.len()];
        for (unit, _, weight) in &rows {
            for (at, key) in SectionKey::ALL.iter().enumerate() {
                used[at] += if unit.sections.contains(key) { *weight } else { 0.0 };
            }
        }
        let sections = SectionKey::ALL.iter().zip(&model.sections).map(|(key, base)| {
            let holds = |unit: &PastUnit| (!unit.sections.is_empty()).then(|| unit.sections.contains(key));
            Linear::taught(&examples(base, GENERAL_SECTIONS, &holds), Teaching::OF_SECTIONS, |_| true)
        });
        Self {
            model,
            own: taught(&model.told, &|unit| unit.told),
            breaking: taught(&model.breaking, &|unit| unit.breaking),
            sections: sections.collect(),
            used,
            memory: Memory::of(rows.iter().map(|(past, marks, weight)| Remembered {
                marks,
                title: &past.unit.title,
                told: past.told,
                weight: *weight,
            })),
            rates: past
                .iter()
                .map(|release| {
                    let told = release.units.iter().filter(|unit| unit.told).count();
                    told as f32 / release.units.len().max(1) as f32
                })
                .collect(),
        }
    }

    /// Whether there was anything to learn from.
    pub fn has_past(&self) -> bool {
        self.memory.seen() > 0.0
    }

    /// Units as the models see them.
    pub fn sized<'u>(&self, units: &'u [Unit]) -> Vec<Sized<'u>> {
        let mut sized: Vec<Sized<'u>> = units.iter().map(|unit| Sized::new(unit, &self.model.told)).collect();
        for unit in &mut sized {
            unit.own += self.own.sum(&unit.marks);
        }
        sized
    }

    /// What is measured of the units of a range.
    pub fn measures(&self, sized: &[Sized<'_>]) -> Vec<Vec<f32>> {
        measure(sized, &self.memory, &self.rates)
    }

    /// What becomes of the units of a range.
    pub fn weigh(&self, units: &[Unit]) -> Vec<Weighed> {
        let sized = self.sized(units);
        let chances: Vec<f64> =
            self.measures(&sized).iter().map(|measures| chance(self.model.trees.sum(measures))).collect();
        let cut = cut(&chances);
        sized
            .iter()
            .zip(&chances)
            .map(|(unit, &told)| Weighed {
                told,
                chosen: told >= cut,
                section: self.section(unit),
                breaking: self.breaks(unit),
            })
            .collect()
    }

    /// The sections that past notes have.
    pub fn uses(&self) -> Vec<SectionKey> {
        let used = SectionKey::ALL.into_iter().zip(self.used);
        used.filter(|(_, count)| *count >= USED_AT_LEAST).map(|(key, _)| key).collect()
    }

    fn breaks(&self, unit: &Sized<'_>) -> f64 {
        let sum = self.model.breaking.sum(&unit.marks) + self.breaking.sum(&unit.marks);
        let declared = if unit.unit.breaks { 3.0 } else { 0.0 };
        chance(sum + declared)
    }

    /// The likeliest section for readers, of those that the project uses.
    fn section(&self, unit: &Sized<'_>) -> SectionKey {
        let is_habit = |at: usize| self.used[at] >= USED_AT_LEAST;
        let has_habit = (0..self.used.len()).any(|at| is_habit(at) && is_for_readers(SectionKey::ALL[at]));
        let sums = SectionKey::ALL.iter().enumerate().filter(|(at, key)| {
            is_for_readers(**key) && if has_habit { is_habit(*at) } else { **key != SectionKey::Breaking }
        });
        let share = if has_habit { GENERAL_SECTIONS } else { 1.0 };
        let sums = sums.map(|(at, key)| {
            (self.model.sections[at].sum(&unit.marks) * share + self.sections[at].sum(&unit.marks), *key)
        });
        sums.max_by(|one, other| one.0.total_cmp(&other.0)).map_or(SectionKey::Changed, |(_, key)| key)
    }
}

/// Whether entries of the section are what readers look for.
pub fn is_for_readers(key: SectionKey) -> bool {
    !matches!(key, SectionKey::Docs | SectionKey::Internal)
}

fn chance(sum: f32) -> f64 {
    1.0 / (1.0 + (-f64::from(sum)).exp())
}

/// The chance from which on telling units serves the reader best: where the expected harmonic mean of what is told rightly
/// and what is told wholly is highest.
fn cut(chances: &[f64]) -> f64 {
    let mut sorted = chances.to_vec();
    sorted.sort_by(|one, other| other.total_cmp(one));
    let all: f64 = sorted.iter().sum();
    let (mut best, mut cut, mut told) = (-1.0, 1.0, 0.0);
    for (at, chance) in sorted.iter().enumerate() {
        told += chance;
        let expected = 2.0 * told / ((at + 1) as f64 + all);
        if expected > best {
            (best, cut) = (expected, *chance);
        }
    }
    cut
}

#[cfg(test)]
mod tests {
    use super::*;

    fn past(title: &str, path: &str, told: bool) -> PastUnit {
        let unit = Unit { title: title.into(), paths: vec![path.into()], files: 1, commits: 1, ..Unit::default() };
        let sections = if told { vec![SectionKey::Changed] } else { Vec::new() };
        PastUnit { unit, told, sections, ..PastUnit::default() }
    }

    fn releases() -> Vec<PastRelease> {
        let release = |number: usize| {
            let units = (0..12).flat_map(|at| {
                [
                    past(&format!("Teach the server thing {at} of {number}"), "server/main.go", true),
                    past(&format!("Teach the bench thing {at} of {number}"), "hack/bench.go", false),
                ]
            });
            PastRelease { version: format!("1.{number}.0"), units: units.collect() }
        };
        (0..4).map(release).collect()
    }

    #[test]
    fn what_was_told_before_is_told_again() {
        let learnt = Learnt::of(Model::embedded(), &releases());
        let units = [
            past("Teach the server to wait", "server/wait.go", false).unit,
            past("Teach the bench to wait", "hack/bench.go", false).unit,
        ];
        let weighed = learnt.weigh(&units);
        assert!(weighed[0].chosen && !weighed[1].chosen, "{weighed:?}");
        assert_eq!(weighed[0].section, SectionKey::Changed, "the only section that the project uses");
    }

    #[test]
    fn the_cut_takes_what_is_likelier_told() {
        assert!((cut(&[0.9, 0.8, 0.1]) - 0.8).abs() < 1e-9);
        assert!((cut(&[0.3, 0.3]) - 0.3).abs() < 1e-9);
        assert!((cut(&[]) - 1.0).abs() < 1e-9);
    }
}
