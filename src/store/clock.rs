//! What time it is. The true clock is for ledger, gates and waivers; what is only shown may be told another time.

use jiff::Timestamp;

use super::Environment;

/// The variable that holds still what is shown, as RFC 3339.
pub const DISPLAY_VARIABLE: &str = "TMINUS_CLOCK";

/// The true time.
pub fn now() -> Timestamp {
    #[expect(clippy::disallowed_methods, reason = "this is the door to the clock")]
    Timestamp::now()
}

/// The time that ages and dates on the screen are counted from: `TMINUS_CLOCK` where it is set and valid, else the
/// true time. Never for decisions.
pub fn display_now(environment: &Environment) -> Timestamp {
    environment.text(DISPLAY_VARIABLE).and_then(|text| text.parse().ok()).unwrap_or_else(now)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_display_clock_can_be_held_still() {
        let still = Environment::of([("TMINUS_CLOCK", "2026-01-05T09:00:00Z")]);
        assert_eq!(display_now(&still).as_second(), 1_767_603_600);
    }

    #[test]
    fn an_invalid_display_clock_is_the_true_one() {
        let wrong = Environment::of([("TMINUS_CLOCK", "yesterday")]);
        assert!(display_now(&wrong) >= Timestamp::from_second(1_767_603_600).unwrap());
    }
}
