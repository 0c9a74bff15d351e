//! Time spans as people write them: `90s`, `10m`, `1h30m`.

use std::time::Duration;

const LONGEST: Duration = Duration::from_hours(24);

/// Reads a span of at least a second and at most a day.
pub(super) fn parse(text: &str) -> Result<Duration, String> {
    let wrong = || "must be a time span such as `90s`, `10m` or `1h30m`".to_owned();
    let mut total: u64 = 0;
    let mut rest = text.trim();
    let mut last_unit = u64::MAX;
    while !rest.is_empty() {
        let digits = rest.find(|character: char| !character.is_ascii_digit()).ok_or_else(wrong)?;
        let count: u64 = rest[..digits].parse().map_err(|_| wrong())?;
        rest = rest[digits..].trim_start();
        let letters = rest.find(|character: char| !character.is_ascii_alphabetic()).unwrap_or(rest.len());
        let unit = match &rest[..letters] {
            "s" | "sec" => 1,
            "m" | "min" => 60,
            "h" => 3_600,
            _ => return Err(wrong()),
        };
        if unit >= last_unit {
            return Err(wrong());
        }
        last_unit = unit;
        total = count.checked_mul(unit).and_then(|seconds| total.checked_add(seconds)).ok_or_else(wrong)?;
        rest = rest[letters..].trim_start();
    }
    let span = Duration::from_secs(total);
    if text.trim().is_empty() {
        Err(wrong())
    } else if span.is_zero() || span > LONGEST {
        Err("must be at least `1s` and at most `24h`".into())
    } else {
        Ok(span)
    }
}
