//! Versions that are dates: `2026.11.0`, `26.04`, `2026.11.21`.

use std::collections::BTreeSet;

/// Whether a version's first number is a year and its second a month.
pub(super) fn is_dated(version: &str) -> bool {
    parts(version, false).is_some()
}

/// The next version after a dated one: the date of the newest commit in the same shape, or, within the same month (or
/// day), the last number raised. `short_years` says that this project's versions begin with years of two digits.
pub(super) fn next(current: &str, (year, month, day): (i16, i8, i8), short_years: bool) -> Option<String> {
    let (texts, numbers) = parts(current, short_years)?;
    let year = if numbers[0] < 100 { u32::from(year.unsigned_abs()) % 100 } else { u32::from(year.unsigned_abs()) };
    let (month, day) = (u32::from(month.unsigned_abs()), u32::from(day.unsigned_abs()));
    let padded = |number: u32, like: &str| {
        if like.len() == 2 && like.starts_with('0') { format!("{number:02}") } else { number.to_string() }
    };
    let month_text = if texts[1].starts_with('0') { format!("{month:02}") } else { month.to_string() };
    let later = (year, month) > (numbers[0], numbers[1]);
    Some(match numbers.len() {
        2 if later => format!("{year}.{month_text}"),
        2 => format!("{}.{}.1", texts[0], texts[1]),
        _ if later => {
            // A third number over 12, or one written with a zero, is a day rather than a count.
            let is_day = texts[2].starts_with('0') && texts[2].len() == 2 || numbers[2] > 12;
            let third = if is_day { padded(day, texts[2]) } else { "0".into() };
            format!("{year}.{month_text}.{third}")
        }
        _ => format!("{}.{}.{}", texts[0], texts[1], padded(numbers[2].saturating_add(1), texts[2])),
    })
}

/// A release as its tag names it, and when that was made.
#[derive(Debug, Clone, Copy)]
pub struct Tagged {
    /// The first two numbers of its version.
    pub numbers: (u64, u64),
    /// The year and the month of the tagged commit.
    pub at: (i16, i8),
}

/// Whether releases are named by the years and months of their tags: `26.5.0` in May 2026. They go over three years, and three of
/// four are. A number that merely counts the releases of a year is no month.
pub fn are_short_dates(releases: &[Tagged]) -> bool {
    let years: BTreeSet<u64> = releases.iter().map(|release| release.numbers.0).collect();
    let is_date = |Tagged { numbers, at: (year, month) }: &&Tagged| {
        (u64::from(year.unsigned_abs()) % 100, u64::from(month.unsigned_abs())) == *numbers
    };
    years.len() >= 3 && releases.iter().filter(is_date).count() * 4 >= releases.len() * 3
}

fn parts(version: &str, short_years: bool) -> Option<(Vec<&str>, Vec<u32>)> {
    let texts: Vec<&str> = version.split('.').collect();
    let numbers: Vec<u32> = texts.iter().map(|text| text.parse().ok()).collect::<Option<_>>()?;
    let is_date = matches!(numbers.len(), 2 | 3);
    let is_told = short_years || numbers.len() == 2 && texts[1].len() == 2;
    let short_year = is_date && is_told && (15..80).contains(&numbers[0]);
    let is_date = is_date && ((1990..2200).contains(&numbers[0]) || short_year) && (1..=12).contains(&numbers[1]);
    is_date.then_some((texts, numbers))
}
