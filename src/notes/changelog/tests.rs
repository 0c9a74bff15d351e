//! What inserting a version leaves as it was.

use proptest::prelude::*;

use super::*;
use crate::notes::{changelog::section::unreleased, written_since};

const NOTES: &str = "## Breaking changes\n\n- **api**: Drop connect (#3)\n\n  Use open.\n\n## Added\n\n- Add stars (#4)\n\n## \
    Fixed\n\n- Crash on start (aaaaaa1)\n\n**Full changelog**: https://github.com/a/b/compare/v1.4.2...v1.5.0\n";

fn inserted(existing: Option<&str>) -> String {
    inserted_notes(existing, NOTES)
}

fn inserted_notes(existing: Option<&str>, notes: &str) -> String {
    inserted_as(Markup::Markdown, existing, notes)
}

fn inserted_as(markup: Markup, existing: Option<&str>, notes: &str) -> String {
    let titles = Titles::new();
    let release = ChangelogRelease {
        version: "1.5.0",
        tag: "v1.5.0",
        previous_tag: Some("v1.4.2"),
        date: "2026-01-05",
        notes,
        titles: &titles,
        markup,
        links: None,
    };
    let once = insert(existing.map(str::as_bytes), &release);
    let twice = String::from_utf8(insert(Some(&once), &release)).unwrap();
    let once = String::from_utf8(once).unwrap();
    assert_eq!(twice, once, "the same version twice is the same file");
    once
}

#[test]
fn a_missing_file_is_made_in_the_form() {
    insta::assert_snapshot!(inserted(None), @r"
    # Changelog

    All notable changes to this project are documented in this file.

    The format is based on [Keep a Changelog](https://keepachangelog.com/en/1.1.0/).

    ## [Unreleased]

    ## [1.5.0] - 2026-01-05

    ### Added

    - Add stars (#4)

    ### Changed

    - **Breaking:** **api**: Drop connect (#3)

      Use open.

    ### Fixed

    - Crash on start (aaaaaa1)
    ");
}

#[test]
fn words_that_waited_move_into_the_release_and_stay_as_they_are() {
    let existing = "# Changelog\n\n## [Unreleased]\n\nA word from us.\n\n### Added\n\n* A thing we wrote   \n  by hand\n- Add stars (#4)\n\n### \
        Security\n- Old hole\n\n## [1.4.2] - 2025-01-01\n\n- First\n\n[Unreleased]: https://github.com/a/b/compare/v1.4.2...HEAD\n[1.4.2]: \
        https://github.com/a/b/releases/tag/v1.4.2\n";
    insta::assert_snapshot!(inserted(Some(existing)), @r"
    # Changelog

    ## [Unreleased]

    ## [1.5.0] - 2026-01-05

    A word from us.

    ### Added

    * A thing we wrote   
      by hand
    - Add stars (#4)

    ### Security
    - Old hole

    ### Changed

    - **Breaking:** **api**: Drop connect (#3)

      Use open.

    ### Fixed

    - Crash on start (aaaaaa1)

    ## [1.4.2] - 2025-01-01

    - First

    [Unreleased]: https://github.com/a/b/compare/v1.5.0...HEAD
    [1.5.0]: https://github.com/a/b/compare/v1.4.2...v1.5.0
    [1.4.2]: https://github.com/a/b/releases/tag/v1.4.2
    ");
}

#[test]
fn new_entries_join_the_heading_that_waits_for_them() {
    let existing = "## [Unreleased]\n### Added\n- By hand\n### Changed\n### Fixed\n\n## [1.0.0] - 2025-01-01\n";
    let text = inserted(Some(existing));
    assert!(text.contains("### Added\n- By hand\n- Add stars (#4)\n"), "{text}");
    assert!(text.contains("### Fixed\n\n- Crash on start (aaaaaa1)\n"), "{text}");
    assert_eq!(text.matches("### Changed").count(), 1, "{text}");
}

#[test]
fn an_entry_edited_in_the_notes_is_not_told_twice() {
    let existing = "## [Unreleased]\n### Added\n- Add some stars to the sky at night\n\n## [1.0.0] - 2025-01-01\n";
    let text = inserted_notes(Some(existing), "## Added\n\n- Add many stars to the sky at night\n");
    assert_eq!(text.matches("to the sky at night").count(), 1, "{text}");
}

#[test]
fn files_of_other_habits_get_the_release_before_the_first_version_in_their_manner() {
    let text = inserted(Some("# History\n\nIntro.\n\n# v1.4.2 (2025-01-01)\n\n* old\n"));
    assert!(text.starts_with("# History\n\nIntro.\n\n# v1.5.0 (2026-01-05)\n\n## Added\n"), "{text}");
    assert!(text.ends_with("\n\n# v1.4.2 (2025-01-01)\n\n* old\n"), "{text}");
    let text = inserted(Some("Changes\n=======\n\n1.4.2 - 2025-01-01\n------------------\n\n* old\n"));
    assert!(text.starts_with("Changes\n=======\n\n1.5.0 - 2026-01-05\n------------------\n\n### Added\n"), "{text}");
}

#[test]
fn a_file_without_versions_gets_the_first_one_after_its_introduction() {
    let text = inserted(Some("# Changelog\n\nHello.\n"));
    assert!(text.starts_with("# Changelog\n\nHello.\n\n## [1.5.0] - 2026-01-05\n\n### Added\n"), "{text}");
}

#[test]
fn windows_line_ends_and_byte_order_mark_are_kept() {
    let text = inserted(Some(
        "\u{feff}# Changelog\r\n\r\n## [Unreleased]\r\n\r\n- Waiting\r\n\r\n## [1.4.2] - 2025-01-01\r\n",
    ));
    assert!(
        text.starts_with(
            "\u{feff}# Changelog\r\n\r\n## [Unreleased]\r\n\r\n## [1.5.0] - 2026-01-05\r\n\r\n- Waiting\r\n"
        ),
        "{text:?}"
    );
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
}

#[test]
fn headings_in_code_and_comments_are_none() {
    let existing = "# Changelog\n\n```\n## [9.9.9] - x\n```\n<!--\n## [Unreleased]\n-->\n\n## [1.4.2] - 2025-01-01\n";
    let text = inserted(Some(existing));
    assert!(text.find("1.5.0").unwrap() > text.find("-->").unwrap(), "{text}");
}

#[test]
fn a_version_that_is_there_is_left_alone() {
    for existing in ["## [1.5.0] - 2026-01-01\n\n- mine\n", "## v1.5.0\n", "# Release 1.5.0 (x)\n", "1.5.0\n=====\n"] {
        assert_eq!(inserted(Some(existing)), existing);
    }
}

#[test]
fn a_candidate_of_the_version_is_not_the_version() {
    let existing = "# Changelog\n\n## [1.5.0-rc.1] - 2025-12-01\n\n- mine\n";
    let text = inserted(Some(existing));
    assert!(text.starts_with("# Changelog\n\n## [1.5.0] - 2026-01-05\n\n"), "{text}");
    assert!(text.ends_with("\n\n## [1.5.0-rc.1] - 2025-12-01\n\n- mine\n"), "{text}");
}

#[test]
fn words_without_any_heading_stay_below_the_release() {
    for (existing, end) in
        [("Just words.\nMore.\n", "\n"), ("\u{feff}Just words.\r\nMore.", "\r\n"), ("one\rtwo\r", "\n")]
    {
        let text = inserted(Some(existing));
        let words = existing.trim_start_matches('\u{feff}');
        assert!(text.ends_with(&format!("{end}{end}{words}")), "{text:?}");
        assert_eq!(text.starts_with('\u{feff}'), existing.starts_with('\u{feff}'), "{text:?}");
        assert_eq!(text.matches('\u{feff}').count(), existing.matches('\u{feff}').count());
    }
}

#[test]
fn line_ends_that_change_within_a_file_stay_as_they_are() {
    let existing = "# Changelog\r\n\r\n## [1.4.2] - 2025-01-01\n\n- unix\n- windows\r\n";
    let text = inserted(Some(existing));
    assert!(text.starts_with("# Changelog\r\n\r\n## [1.5.0] - 2026-01-05\r\n"), "{text:?}");
    assert!(text.ends_with("## [1.4.2] - 2025-01-01\n\n- unix\n- windows\r\n"), "{text:?}");
}

#[test]
fn a_long_file_is_kept_byte_for_byte_around_the_release() {
    let waiting: Vec<String> = (0..300).map(|at| format!("- Waiting entry number {at} about something\n")).collect();
    let released: Vec<String> = (0..50_000)
        .map(|at| match at % 50 {
            0 => format!("\n## [1.4.{}] - 2025-01-01\n\n", 1_000 - at / 50),
            _ => format!("- Entry {at} of long ago\n"),
        })
        .collect();
    let head = "# Changelog\n\n## [Unreleased]\n";
    let existing = format!("{head}\n{}{}", waiting.concat(), released.concat());
    let text = inserted(Some(&existing));
    assert!(text.starts_with(&format!("{head}\n## [1.5.0] - 2026-01-05\n\n{}", waiting.concat())));
    assert!(text.ends_with(&released.concat()));
    assert_eq!(text.matches("Waiting entry").count(), 300);
}

#[test]
fn links_without_an_unreleased_one_get_the_versions_own() {
    let existing = "## [1.4.2] - 2025-01-01\n\n[1.4.2]: https://gitlab.com/a/b/-/compare/v1.4.1...v1.4.2\n";
    let text = inserted(Some(existing));
    assert!(text.contains("\n[1.5.0]: https://gitlab.com/a/b/-/compare/v1.4.2...v1.5.0\n[1.4.2]: "), "{text}");
}

#[test]
fn a_new_file_of_a_known_forge_has_links() {
    let titles = Titles::new();
    let links = Links::of_remote("https://github.com/a/b");
    let release = ChangelogRelease {
        version: "1.5.0",
        tag: "v1.5.0",
        previous_tag: None,
        date: "2026-01-05",
        notes: NOTES,
        titles: &titles,
        markup: Markup::Markdown,
        links: links.as_ref(),
    };
    let text = String::from_utf8(insert(None, &release)).unwrap();
    assert!(text.ends_with(
        "\n[Unreleased]: https://github.com/a/b/compare/v1.5.0...HEAD\n[1.5.0]: https://github.com/a/b/releases/tag/v1.5.0\n"
    ));
}

#[test]
fn words_in_another_encoding_are_kept() {
    let titles = Titles::new();
    let release = ChangelogRelease {
        version: "1.5.0",
        tag: "v1.5.0",
        previous_tag: None,
        date: "2026-01-05",
        notes: NOTES,
        titles: &titles,
        markup: Markup::Markdown,
        links: None,
    };
    let existing = b"## [Unreleased]\n\n- Gr\xfc\xdfe\n\n## [1.4.2] - 2025-01-01\n";
    let made = insert(Some(existing), &release);
    assert!(made.windows(5).any(|window| window == b"Gr\xfc\xdfe"));
}

/// Takes the release away again: what is left is the file as it was.
fn without_release(text: &str, existing: &str) -> bool {
    (0..existing.len())
        .any(|at| existing.is_char_boundary(at) && text.starts_with(&existing[..at]) && text.ends_with(&existing[at..]))
}

#[test]
fn restructured_files_get_the_release_in_their_own_manner() {
    let existing = ".. currentmodule:: rocket\n\nVersion 1.4.2\n-------------\n\nReleased 2025-08-19\n\n-   Old ``thing``. :pr:`3`\n\n\nVersion \
        1.4.1\n-------------\n\nReleased 2025-08-01\n\n-   Older.\n";
    let text = inserted_as(
        Markup::Restructured,
        Some(existing),
        "## Added\n\n- Add `stars` ([#4](https://a.b/4))\n\n## Fixed\n\n- Crash\n",
    );
    assert!(without_release(&text, existing), "{text}");
    insta::assert_snapshot!(text, @r"
    .. currentmodule:: rocket

    Version 1.5.0
    -------------

    Released 2026-01-05

    -   Add ``stars`` (`#4 <https://a.b/4>`__)
    -   Crash


    Version 1.4.2
    -------------

    Released 2025-08-19

    -   Old ``thing``. :pr:`3`


    Version 1.4.1
    -------------

    Released 2025-08-01

    -   Older.
    ");
}

#[test]
fn a_version_that_is_not_out_yet_is_released_in_its_place() {
    let existing = "Version 1.5.0\n-------------\n\nUnreleased\n\n-   By hand. :pr:`7`\n\n\nVersion 1.4.2\n-------------\n\nReleased \
        2025-08-19\n\n-   Old.\n\n\nVersion 1.4.1\n-------------\n\nReleased 2025-08-01\n\n-   Older.\n";
    assert_eq!(unreleased(existing.as_bytes(), Markup::Restructured).as_deref(), Some("-   By hand. #7"));
    let text = inserted_as(Markup::Restructured, Some(existing), "- By hand. #7\n\n## Fixed\n\n- Crash on start\n");
    assert!(text.starts_with("Version 1.5.0\n-------------\n\nReleased 2026-01-05\n\n-   By hand. :pr:`7`\n-   Crash on start\n\n\nVersion 1.4.2\n"), "{text}");
    let existing = "# Changes\n\n## 1.6.0 (unreleased)\n\n- By hand\n\n## 1.4.2 (2025-08-19)\n\n- Old\n\n## 1.4.1 (2025-08-01)\n\n- Older\n";
    let text = inserted_notes(Some(existing), "## Fixed\n\n- Crash on start\n");
    assert!(
        text.starts_with("# Changes\n\n## 1.5.0 (2026-01-05)\n\n- By hand\n- Crash on start\n\n## 1.4.2"),
        "{text}"
    );
}

#[test]
fn headings_of_the_projects_own_are_used() {
    let existing = "## main\n\n### Features\n\n- `[a]` Waiting\n\n### Fixes\n\n## 30.1.0\n\n### Features\n\n- One\n\n### Chore & \
        Maintenance\n\n- Two\n\n## 30.0.1\n\n### Fixes\n\n- Three\n";
    let text = inserted(Some(existing));
    assert!(text.starts_with("## main\n\n## 1.5.0\n\n### Features\n\n- `[a]` Waiting\n- Add stars (#4)\n"), "{text}");
    assert!(text.contains("\n### Fixes\n\n- Crash on start (aaaaaa1)\n"), "{text}");
    let existing = "2.7.0 (2026-05-07)\n==================\n\nSecurity\n--------\n\n- s\n\nBugfixes\n--------\n\n- a\n\n\n2.6.0 (2026-01-01)\n==================\n\nFeatures\n--------\n\n- b\n";
    let text = inserted_as(Markup::Restructured, Some(existing), NOTES);
    assert!(text.starts_with("1.5.0 (2026-01-05)\n==================\n\n"), "{text}");
    assert!(text.contains("\nBugfixes\n--------\n\n- Crash on start (aaaaaa1)\n\n\n2.7.0 "), "{text}");
    assert!(without_release(&text, existing), "{text}");
}

#[test]
fn headings_that_lead_to_a_comparison_lead_to_the_next_one() {
    let existing = "## [1.4.2](https://github.com/a/b/compare/v1.4.1...v1.4.2) (2025-01-01)\n\n### Bug Fixes\n\n* a\n";
    let text = inserted(Some(existing));
    assert!(text.starts_with("## [1.5.0](https://github.com/a/b/compare/v1.4.2...v1.5.0) (2026-01-05)\n\n"), "{text}");
    assert!(text.contains("### Bug Fixes\n\n* Crash on start (aaaaaa1)\n"), "{text}");
}

#[test]
fn names_that_lead_to_a_heading_stay_with_it() {
    let existing = "Changes\n=======\n\n.. _v1-4-2:\n\n1.4.2\n-----\n\n- a\n";
    let text = inserted_as(Markup::Restructured, Some(existing), "## Fixed\n\n- b\n");
    assert!(text.find("1.5.0").unwrap() < text.find(".. _v1-4-2:").unwrap(), "{text}");
    let existing = "# Changes\n\n<a name=\"1.4.2\"></a>\n## 1.4.2 (2025-01-01)\n\n- a\n";
    assert!(inserted(Some(existing)).ends_with("\n\n<a name=\"1.4.2\"></a>\n## 1.4.2 (2025-01-01)\n\n- a\n"));
}

#[test]
fn what_a_range_wrote_under_its_version_is_known() {
    let before = "# Changes\n\n## 1.4.2\n\n- a\n";
    let after = "# Changes\n\n## 1.5.0\n\n### Preview style\n\n- b\n\n## 1.4.2\n\n- a\n";
    let written =
        |now: &str, before: Option<&str>| written_since(now.as_bytes(), before.map(str::as_bytes), Markup::Markdown);
    assert_eq!(written(after, Some(before)).as_deref(), Some("### Preview style\n\n- b"));
    assert_eq!(written(before, Some(before)), None);
    assert_eq!(written(after, None), None);
    assert_eq!(written("## Unreleased\n\n- c\n\n## 1.5.0\n\n- b\n", Some(before)).as_deref(), Some("- c"));
    let flask =
        "Version 1.5.0\n-------------\n\nReleased 2026-01-05\n\n-   b :pr:`1`\n\nVersion 1.4.2\n-------------\n";
    let before = "Version 1.4.2\n-------------\n";
    let found = written_since(flask.as_bytes(), Some(before.as_bytes()), Markup::Restructured);
    assert_eq!(found.as_deref(), Some("-   b #1"));
}

#[test]
fn a_place_that_is_held_open_stays() {
    let existing = "Release History\n===============\n\ndev\n---\n\n- \\[Short description of non-trivial change.\\]\n\n1.4.2 (2025-01-01)\n------------------\n\n- a\n";
    assert_eq!(unreleased(existing.as_bytes(), Markup::Markdown), None);
    let text = inserted(Some(existing));
    assert!(without_release(&text, existing), "{text}");
    assert!(text.find("Short description").unwrap() < text.find("1.5.0").unwrap(), "{text}");
}

#[test]
fn words_that_wait_and_come_back_in_the_notes_are_told_once() {
    for waiting in [
        "**Features**\n\n- Support qqq\n\n**Fixes**\n\n- Support mars",
        "One paragraph of ours.\n\nAnother one.",
        "| a | b |\n|---|---|\n| cc | dd |\n\n- An item",
        "> A quote\n\n- An item",
        "```\nrun it\n```\n\n- An item\n- Another",
    ] {
        let existing = format!("# Changelog\n\n## [Unreleased]\n\n{waiting}\n\n## [1.4.2] - 2025-01-01\n\n- First\n");
        let text = inserted_notes(Some(&existing), &format!("{waiting}\n\nA new word.\n\n## Added\n\n- Add stars\n"));
        for line in waiting.lines().filter(|line| line.len() > 3) {
            assert_eq!(text.matches(line).count(), 1, "{line}: {text}");
        }
        assert!(text.contains("A new word.\n"), "{text}");
    }
}

#[test]
fn many_entries_and_headings_that_wait_are_compared_in_time() {
    let entries =
        (0..6_000).map(|at| format!("- Waiting entry number {at} about something\n")).collect::<Vec<_>>().concat();
    let notes = entries.replace("about", "on");
    let text =
        inserted_notes(Some(&format!("## [Unreleased]\n\n### Added\n\n{entries}")), &format!("## Added\n\n{notes}"));
    assert!(text.contains("number 5999 about"));
    let headings = (0..8_000).map(|at| format!("### Part {at}\n\n- Entry {at}\n\n")).collect::<Vec<_>>().concat();
    let text = inserted_notes(Some(&format!("## [Unreleased]\n\n{headings}")), &headings);
    assert_eq!(text.matches("### Part").count(), 8_000);
}

#[test]
fn a_day_within_an_entry_is_not_the_day_of_the_release() {
    let before = "# Changes\n\n## 1.4.2\n\n- a\n";
    let after = "# Changes\n\n## 1.5.0\n\n- Reject the day 2024-02-30\n- Take the moon in (#9)\n\n## 1.4.2\n\n- a\n";
    let written = written_since(after.as_bytes(), Some(before.as_bytes()), Markup::Markdown);
    assert_eq!(written.as_deref(), Some("- Reject the day 2024-02-30\n- Take the moon in (#9)"));
    let existing = "# Changes\n\n## 1.4.2\n\n- Fix handling of 2024-02-29 as a day\n\n## 1.4.1\n\n- b\n";
    assert!(!inserted(Some(existing)).contains("\n- 2026-01-05"), "{}", inserted(Some(existing)));
}

#[test]
fn a_reference_link_holds_no_place_open() {
    assert_eq!(unreleased(b"## Unreleased\n\n- [Moon][#3]\n", Markup::Markdown).as_deref(), Some("- [Moon][#3]"));
    assert_eq!(unreleased(b"## Unreleased\n\n- [words]\n", Markup::Markdown), None);
}

#[test]
fn a_heading_with_deeper_ones_below_it_is_not_empty() {
    let existing = "## [Unreleased]\n\n### Added\n\n- a thing\n\n### Changed\n\n#### CLI\n\n- b thing\n\n## [1.4.2] - 2025-01-01\n";
    let text = inserted_notes(Some(existing), "## Fixed\n\n- Crash\n");
    assert!(text.contains("### Changed\n\n#### CLI\n\n- b thing\n"), "{text}");
}

#[test]
fn front_matter_stays_above_the_release() {
    for rest in ["## 1.4.2\n\n- a\n", "# Changelog\n\nWords.\n", "Words.\n"] {
        let front = "---\ntitle: Changelog\n---\n";
        let text = inserted(Some(&format!("{front}\n{rest}")));
        assert!(text.starts_with(front) && text.contains("1.5.0"), "{text}");
    }
}

#[test]
fn a_rule_below_a_list_makes_no_heading() {
    let existing = "# Changes\n\n## 1.4.2\n\n### Fixed\n\n- one\n- 1.5.0\n---\n\n## 1.4.1\n\n- b\n";
    let text = inserted(Some(existing));
    assert!(text.starts_with("# Changes\n\n## 1.5.0") && without_release(&text, existing), "{text}");
}

#[test]
fn headings_within_a_version_are_neither_unreleased_nor_versions() {
    for inner in ["### Unreleased APIs removed", "### 1.5.0 compatibility"] {
        let existing = format!("# Changes\n\n## 1.4.2\n\n{inner}\n\n- a\n\n## 1.4.1\n\n- b\n");
        let text = inserted(Some(&existing));
        assert!(text.starts_with("# Changes\n\n## 1.5.0") && without_release(&text, &existing), "{text}");
    }
    for heading in ["Unreleased", "[Unreleased](https://a.b/c)", "[Unreleased] - 2026-xx-xx", "Unreleased (soon or so)"]
    {
        let existing = format!("## {heading}\n\n- a\n\n## 1.4.2\n\n- b\n");
        assert_eq!(unreleased(existing.as_bytes(), Markup::Markdown).as_deref(), Some("- a"), "{heading}");
    }
    let patches = "### 1.4.2 (2025-01-01)\n\n- a\n\n## 1.4.0 (2024-01-01)\n\n### 1.5.0 (2023-01-01)\n";
    assert_eq!(inserted(Some(patches)), patches);
}

#[test]
fn a_comment_in_code_hides_no_version() {
    let existing = "# Changes\n\n## [Unreleased]\n\n- Read `<!--` as it is\n\n## 1.4.2\n\n- Read `-->`\n";
    assert_eq!(unreleased(existing.as_bytes(), Markup::Markdown).as_deref(), Some("- Read `<!--` as it is"));
    let text = inserted(Some(existing));
    assert!(text.ends_with("\n\n## 1.4.2\n\n- Read `-->`\n"), "{text}");
}

#[test]
fn the_reference_has_the_words_of_the_heading() {
    let existing = "## [Unreleased]\n\n## [v1.4.2] - 2025-01-01\n\n- a\n\n[Unreleased]: https://github.com/a/b/compare/v1.4.2...HEAD\n[v1.4.2]: https://github.com/a/b/releases/tag/v1.4.2\n";
    let text = inserted(Some(existing));
    assert!(text.contains("## [v1.5.0] - ") && text.contains("\n[v1.5.0]: https://"), "{text}");
}

#[test]
fn waiting_lines_keep_their_own_ends() {
    let existing =
        "# Changes\r\n\r\n## [Unreleased]\r\n\n- unix\n- windows\r\n\n- more\n\r\n## [1.4.2] - 2025-01-01\r\n";
    let text = inserted(Some(existing));
    assert!(text.contains("\r\n- unix\n- windows\r\n\n- more\n"), "{text:?}");
    assert!(text.contains("## [1.5.0] - 2026-01-05\r\n\r\n") && text.contains("\n### Added\r\n"), "{text:?}");
}

proptest! {
    #[test]
    fn restructured_lines_stay_in_their_order(
        lines in prop::collection::vec("(Changes|1\\.4\\.2|Unreleased|Features|[=]{3,9}|[-]{3,9}|- [a-z]{0,20}|[a-z]{0,9}|  x|\\.\\. _x:)", 0..24),
        windows in any::<bool>(),
    ) {
        let end = if windows { "\r\n" } else { "\n" };
        let existing: String = lines.iter().flat_map(|line| [line.as_str(), end]).collect();
        let text = inserted_as(Markup::Restructured, Some(&existing), NOTES);
        if !existing.to_lowercase().contains("unreleased") {
            let has_version = existing.contains("1.4.2");
            prop_assert!(has_version || existing.trim().is_empty() || without_release(&text, &existing), "{text}");
        }
        let mut left = text.lines();
        for line in existing.lines().filter(|line| line.starts_with("- ") && line.len() > 2) {
            prop_assert!(left.any(|made| made == line), "{line:?} is lost or moved in\n{text}");
        }
    }
}

proptest! {
    #[test]
    fn every_line_that_was_there_stays_in_its_order(
        lines in prop::collection::vec("(# Changelog|## \\[Unreleased\\]|### Added|### Fixed|## \\[1\\.4\\.2\\] - 2025-01-01|- [a-z]{0,30}|[a-z ]{0,20}|```|<!--|-->|    x|\\[1\\.4\\.2\\]: https://x/releases/tag/v1\\.4\\.2)", 0..24),
        windows in any::<bool>(),
    ) {
        let end = if windows { "\r\n" } else { "\n" };
        let existing: String = lines.iter().flat_map(|line| [line.as_str(), end]).collect();
        let text = inserted(Some(&existing));
        let mut left = text.lines();
        for line in existing.lines().filter(|line| !line.trim().is_empty() && !line.starts_with("### ")) {
            prop_assert!(left.any(|made| made == line), "{line:?} is lost or moved in\n{text}");
        }
        let strict = !["Unreleased", "```", "<!--", "]: "].iter().any(|other| existing.contains(other));
        if let Some(version) = existing.find("## [1.4.2]").filter(|_| strict) {
            prop_assert!(text.starts_with(&existing[..version]));
            prop_assert!(text.ends_with(&existing[version..]), "{text}");
        }
    }
}
