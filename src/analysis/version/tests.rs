//! The next version, by tables.

use super::{Bump, Demand, Tagged, are_short_dates, next_version, with_next};

fn next(current: &str, bump: Bump) -> (String, Bump) {
    let found = next_version(Some(current), Demand { bump, reasons: Vec::new() }, Some((2026, 11, 21)), false);
    (found.next, found.bump)
}

#[test]
fn versions_move_as_the_commits_ask() {
    for (current, demand, expected, bump) in [
        ("1.4.2", Bump::Major, "2.0.0", Bump::Major),
        ("1.4.2", Bump::Minor, "1.5.0", Bump::Minor),
        ("1.4.2", Bump::Patch, "1.4.3", Bump::Patch),
        ("1.4.2", Bump::None, "1.4.2", Bump::None),
        ("0.4.2", Bump::Major, "0.5.0", Bump::Minor),
        ("0.4.2", Bump::Minor, "0.4.3", Bump::Patch),
        ("0.4.2", Bump::Patch, "0.4.3", Bump::Patch),
        ("2.0.0-rc.1", Bump::Patch, "2.0.0", Bump::Major),
        ("1.4.3-beta.2", Bump::Minor, "1.4.3", Bump::Patch),
        ("1.4", Bump::Minor, "1.5", Bump::Minor),
        ("1.4", Bump::Patch, "1.4.1", Bump::Patch),
        ("7", Bump::Major, "8", Bump::Major),
        ("1.4.2+build.5", Bump::Patch, "1.4.3", Bump::Patch),
        ("2026.11.0", Bump::Minor, "2026.11.1", Bump::Calendar),
        ("2026.10.3", Bump::Patch, "2026.11.0", Bump::Calendar),
        ("2026.10.31", Bump::Patch, "2026.11.21", Bump::Calendar),
        ("26.04", Bump::Patch, "26.11", Bump::Calendar),
        ("2026.11", Bump::Patch, "2026.11.1", Bump::Calendar),
        ("nonsense", Bump::Patch, "nonsense", Bump::None),
        ("1.2.3.4", Bump::Patch, "1.2.3.4", Bump::None),
        ("18446744073709551615.0.0", Bump::Major, "18446744073709551615.0.0", Bump::Major),
    ] {
        assert_eq!(next(current, demand), (expected.to_owned(), bump), "{current} {demand:?}");
    }
}

#[test]
fn the_first_version_is_0_1_0() {
    let found = next_version(None, Demand { bump: Bump::None, reasons: Vec::new() }, None, false);
    assert_eq!((found.current, found.next.as_str()), (None, "0.1.0"));
}

#[test]
fn a_version_that_was_asked_for_must_be_one_and_be_later() {
    let bump = |current: Option<&str>, next: &str| with_next(current, next).map(|found| (found.next, found.bump));
    let is = |next: &str, bump| Ok((next.to_owned(), bump));
    assert_eq!(bump(Some("1.4.2"), "2.0.0"), is("2.0.0", Bump::Major));
    assert_eq!(bump(Some("1.4.2"), "v1.5.0"), is("1.5.0", Bump::Minor));
    assert_eq!(bump(Some("1.4.2"), "1.9.3"), is("1.9.3", Bump::Minor));
    assert_eq!(bump(Some("2.0.0-rc.1"), "2.0.0-rc.2"), is("2.0.0-rc.2", Bump::Prerelease));
    assert_eq!(bump(Some("2.0.0-rc.1"), "2.0.0"), is("2.0.0", Bump::Major));
    assert_eq!(bump(None, "0.1.0"), is("0.1.0", Bump::Minor));
    for bad in ["", "1", "1.4", "one", "1.4.2; rm -rf /", "1.4.2", "1.4.2+build", "1.4.1", "0.9.9", "1.5.0-01"] {
        assert!(bump(Some("1.4.2"), bad).is_err(), "{bad}");
    }
}

#[test]
fn years_of_two_digits_are_dates_where_the_project_writes_them() {
    let next = |current: &str, day, short_years| {
        let demand = Demand { bump: Bump::Major, reasons: Vec::new() };
        next_version(Some(current), demand, Some(day), short_years).next
    };
    assert_eq!(next("26.5.1", (2026, 11, 21), true), "26.11.0");
    assert_eq!(next("26.5.1", (2026, 5, 28), true), "26.5.2");
    assert_eq!(next("25.12.0", (2026, 1, 3), true), "26.1.0");
    assert_eq!(next("26.5.1", (2026, 11, 21), false), "27.0.0");
}

#[test]
fn numbers_that_count_the_releases_of_a_year_are_no_months() {
    let tagged = |releases: [((u64, u64), (i16, i8)); 4]| releases.map(|(numbers, at)| Tagged { numbers, at });
    let black = tagged([((26, 5), (2026, 5)), ((26, 1), (2026, 1)), ((25, 9), (2025, 9)), ((24, 1), (2024, 1))]);
    assert!(are_short_dates(&black));
    let attrs = tagged([((26, 1), (2026, 3)), ((25, 4), (2025, 10)), ((25, 1), (2025, 1)), ((24, 2), (2024, 8))]);
    assert!(!are_short_dates(&attrs));
    assert!(!are_short_dates(&black[..2]), "three years make a habit");
}
