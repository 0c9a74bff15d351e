//! What is measured of a unit before the trees weigh it: what is said of it in general, what the project's past says, and
//! how it stands among the others of its range.

use std::sync::LazyLock;

use regex::Regex;

use super::{
    linear::{Linear, Mark},
    memory::{Memory, log_odds},
    signs::{Sort, signs},
    unit::{Part, Unit, split_head},
};

/// Stands for what is not known: below everything that is.
pub const UNKNOWN: f32 = -99.0;

/// Sorts of signs whose past is measured, each by its highest, lowest and mean lean and by how much it rests on.
const LEANS: [Sort; 17] = [
    Sort::Kind,
    Sort::Scope,
    Sort::KindScope,
    Sort::Prefix,
    Sort::Author,
    Sort::Top,
    Sort::Second,
    Sort::Third,
    Sort::Ending,
    Sort::Word,
    Sort::First,
    Sort::Parts,
    Sort::Only,
    Sort::OtherKind,
    Sort::Files,
    Sort::Way,
    Sort::Meeting,
];

/// Groups of kinds as headers write them.
const KINDS: [&[&str]; 11] = [
    &["feat", "feature", "enhancement", "improvement", "imp"],
    &["fix", "bugfix"],
    &["perf"],
    &["docs", "doc"],
    &["chore", "misc", "internal", "cleanup"],
    &["refactor", "style", "types", "tweak"],
    &["test", "tests"],
    &["ci"],
    &["build", "deps"],
    &["release"],
    &["revert", "security"],
];

static UPKEEP: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)\b(?:bump\w*|dependabot|renovate|typos?|lint\w*|clippy|rustfmt|fmt|format(?:ting|ter)?|refactor\w*|clean[ -]?ups?|tests?|testing|ci|workflows?|actions?|change\s?log|releases?|readme|docs?|documentation|merge[ds]?|lock\s?files?|pre-commit|chores?|nits?|flak[ey]\w*|benchmarks?|dependenc(?:y|ies)|contributing|prepare|version|website|maintainers?|codeowners|fuzz\w*|renam\w+|internal\w*|nfc|spelling|comments?|unused|warnings?)\b",
    )
    .expect("the pattern is a constant that a test compiles")
});

/// First words by what they announce.
const VERBS: [&[&str]; 6] = [
    &[
        "fix",
        "fixes",
        "fixed",
        "correct",
        "prevent",
        "avoid",
        "handle",
        "ensure",
        "restore",
        "resolve",
        "don't",
        "do",
        "properly",
        "stop",
        "bugfix",
        "workaround",
    ],
    &[
        "add",
        "adds",
        "added",
        "support",
        "implement",
        "introduce",
        "allow",
        "enable",
        "expose",
        "new",
        "provide",
        "stabilize",
        "create",
        "initial",
    ],
    &["remove", "removes", "removed", "drop", "delete", "deprecate", "disallow", "require", "forbid"],
    &[
        "improve", "update", "change", "make", "use", "switch", "replace", "increase", "reduce", "set", "show",
        "print", "optimize", "speed",
    ],
    &["bump", "upgrade", "pin", "unpin", "build", "ci", "chore", "prepare", "release", "merge", "revert"],
    &[
        "refactor", "clean", "cleanup", "move", "rename", "simplify", "extract", "split", "tidy", "test", "tests",
        "doc", "docs", "document", "clarify", "typo",
    ],
];

/// A unit with its marks and what the linear models say of it.
#[derive(Debug, Clone)]
pub struct Sized<'a> {
    /// The unit.
    pub unit: &'a Unit,
    /// Its signs as numbers.
    pub marks: Vec<Mark>,
    /// Log-odds by what is known in general.
    pub cold: f32,
    /// Log-odds by that and the project's past.
    pub own: f32,
}

impl<'a> Sized<'a> {
    /// Sizes a unit up by the general model alone.
    pub fn new(unit: &'a Unit, cold: &Linear) -> Self {
        let marks: Vec<Mark> = signs(unit).iter().map(Mark::from).collect();
        let sum = cold.sum(&marks);
        Self { unit, marks, cold: sum, own: sum }
    }
}

/// What is measured of all units of a range. `rates` are the shares that were told in past releases, oldest first.
pub(super) fn measure(units: &[Sized<'_>], memory: &Memory, rates: &[f32]) -> Vec<Vec<f32>> {
    let count = units.len().max(1) as f32;
    let share = |is: &dyn Fn(&Unit) -> bool| units.iter().filter(|unit| is(unit.unit)).count() as f32 / count;
    let latest = &rates[rates.len().saturating_sub(4)..];
    let around = Around {
        rank_cold: ranks(units.iter().map(|unit| unit.cold)),
        rank_own: ranks(units.iter().map(|unit| unit.own)),
        range: [
            (count + 1.0).ln(),
            share(&|unit| split_head(&unit.title).0.is_some()),
            share(&|unit| unit.is_bot),
            units.iter().map(|unit| unit.cold).sum::<f32>() / count,
            if latest.is_empty() { UNKNOWN } else { log_odds(latest.iter().sum::<f32>() / latest.len() as f32) },
        ],
    };
    units.iter().enumerate().map(|(at, unit)| one(unit, at, memory, &around)).collect()
}

struct Around {
    rank_cold: Vec<f32>,
    rank_own: Vec<f32>,
    range: [f32; 5],
}

fn one(sized: &Sized<'_>, at: usize, memory: &Memory, around: &Around) -> Vec<f32> {
    let mut measures = Vec::with_capacity(128);
    let has_past = memory.seen() > 0.0;
    let past = |value: f32| if has_past { value } else { UNKNOWN };
    measures.extend([sized.cold, past(sized.own), around.rank_cold[at], past(around.rank_own[at])]);
    measures.extend([(memory.seen() + 1.0).ln(), past(memory.base())]);
    measures.extend(around.range);
    for sort in LEANS {
        measures.extend(leans(sized, sort, memory));
    }
    let nearest = memory.nearest(&sized.unit.title);
    measures.extend([past(nearest.told), past(nearest.untold), past(nearest.share), past(nearest.mass)]);
    alone(sized.unit, &mut measures);
    measures
}

fn leans(sized: &Sized<'_>, sort: Sort, memory: &Memory) -> [f32; 4] {
    let (mut highest, mut lowest, mut sum, mut mass, mut seen) = (f32::MIN, f32::MAX, 0.0, 0.0, 0.0_f32);
    for mark in sized.marks.iter().filter(|mark| mark.sort == sort) {
        let lean = memory.lean(*mark);
        highest = highest.max(lean.odds);
        lowest = lowest.min(lean.odds);
        sum += lean.odds * (lean.seen + 0.1);
        mass += lean.seen + 0.1;
        seen = seen.max(lean.seen);
    }
    if mass <= 0.0 || memory.seen() <= 0.0 {
        return [UNKNOWN; 4];
    }
    [highest, lowest, sum / mass, (seen + 1.0).ln()]
}

/// What a unit says without any other.
fn alone(unit: &Unit, measures: &mut Vec<f32>) {
    let is = |value: bool| f32::from(u8::from(value));
    let log = |count: u32| (count as f32 + 1.0).ln();
    let (head, rest) = split_head(&unit.title);
    let kind = head.map(|head| head.kind.to_lowercase());
    measures.push(is(kind.is_some()));
    measures.extend(KINDS.iter().map(|kinds| is(kind.as_deref().is_some_and(|kind| kinds.contains(&kind)))));
    measures.extend([is(unit.is_bot), is(unit.breaks), is(unit.closes), is(unit.is_pull)]);
    measures.extend(unit.lines.map_or([UNKNOWN; 2], |(added, removed)| [log(added), log(removed)]));
    measures.extend([log(unit.files), log(unit.commits), log(unit.body_words)]);
    let mut parts = [0.0_f32; Part::COUNT];
    for path in &unit.paths {
        parts[Part::of(path) as usize] += 1.0;
    }
    measures.extend(parts.map(|part| part / unit.paths.len().max(1) as f32));
    measures.push((parts[Part::Source as usize] + 1.0).ln());
    let first = super::unit::words(rest).into_iter().next().unwrap_or_default();
    measures.push(is(UPKEEP.is_match(&unit.title)));
    measures.push(VERBS.iter().position(|verbs| verbs.contains(&first.as_str())).map_or(-1.0, |at| at as f32));
    measures.push(unit.title.split_whitespace().count() as f32);
    measures.push(is(rest.contains('`')));
    measures.push(is(head.is_some_and(|head| !head.scope.is_empty())));
    measures.push(is(is_update(unit)));
}

/// Whether it updates what the project depends on.
pub(super) fn is_update(unit: &Unit) -> bool {
    let (head, rest) = split_head(&unit.title);
    let lower = rest.to_lowercase();
    unit.is_bot
        || head
            .is_some_and(|head| head.scope.to_lowercase().starts_with("deps") || head.kind.eq_ignore_ascii_case("deps"))
        || crate::drafting::Bump::read(rest).is_some()
        || lower.starts_with("bump ")
        || lower.starts_with("update dependency")
}

fn ranks(values: impl Iterator<Item = f32>) -> Vec<f32> {
    let values: Vec<f32> = values.collect();
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|one, other| values[*one].total_cmp(&values[*other]).then(one.cmp(other)));
    let mut ranks = vec![0.0; values.len()];
    for (rank, at) in order.into_iter().enumerate() {
        ranks[at] = rank as f32 / values.len().saturating_sub(1).max(1) as f32;
    }
    ranks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_unit_has_the_same_measures() {
        let units = [
            Unit { title: "feat(api): add it".into(), paths: vec!["src/api/mod.rs".into()], ..Unit::default() },
            Unit::default(),
        ];
        let cold = Linear::default();
        let sized: Vec<Sized<'_>> = units.iter().map(|unit| Sized::new(unit, &cold)).collect();
        let measured = measure(&sized, &Memory::default(), &[]);
        assert_eq!(measured[0].len(), measured[1].len());
        assert!(measured.iter().flatten().all(|value| value.is_finite()));
    }
}
