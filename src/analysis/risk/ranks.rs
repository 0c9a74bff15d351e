//! How a commit stands among the repository's latest commits. A rank travels from one repository to another where a plain
//! count does not: forty lines are much here and little there.

use super::Measure;

/// The values that are compared.
pub type Ranked = [f32; Measure::RANKED];

/// So many of the latest commits are compared with.
pub(super) const WINDOW: usize = 1000;
/// What many repositories together know counts as much as so many commits of this one.
const PRIOR: f32 = 50.0;

/// For each ranked measure, evenly spaced values of many repositories, lowest first.
pub type Prior = [Vec<f32>; Measure::RANKED];

/// The share of earlier values that are lower, from 0 to 1, where equal ones count half. What is not known is NaN, and is
/// left out of the earlier ones.
pub(super) fn ranks<'a>(values: &Ranked, earlier: impl Iterator<Item = &'a Ranked>, prior: &Prior) -> Ranked {
    let mut lower = [0.0_f32; Measure::RANKED];
    let mut known = [0.0_f32; Measure::RANKED];
    for other in earlier.take(WINDOW) {
        for measure in 0..Measure::RANKED {
            let (value, other) = (values[measure], other[measure]);
            lower[measure] += f32::from(u8::from(other < value)) + f32::from(u8::from(other <= value));
            known[measure] += f32::from(u8::from(!other.is_nan()));
        }
    }
    std::array::from_fn(|measure| {
        let value = values[measure];
        if value.is_nan() {
            return f32::NAN;
        }
        let common = &prior[measure];
        let position = common.partition_point(|known| *known < value) + common.partition_point(|known| *known <= value);
        let expected = if common.is_empty() { 0.5 } else { position as f32 / 2.0 / common.len() as f32 };
        (lower[measure] / 2.0 + PRIOR * expected) / (known[measure] + PRIOR)
    })
}
