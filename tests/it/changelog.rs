//! The changelog: the project's own file, in its own manner, with every other byte as it was.

#![expect(clippy::disallowed_methods, reason = "tests look at the disk themselves")]

use tminus::testkit::Repo;

use crate::program::run;

fn with_changelog(path: &str, text: &str) -> Repo {
    let repo = Repo::new();
    repo.commit_file(path, text, "docs: tell of the release");
    repo.tag("v1.4.2");
    repo.commit_file("src/stars.rs", "pub fn stars() {}\n", "feat: add `stars` to the sky (#4)");
    repo.commit_file("src/b.rs", "pub fn b() {}\n", "fix: crash on start (#5)");
    repo
}

const FLASK: &str = "Version 1.4.2\n-------------\n\nReleased 2025-08-19\n\n-   Old ``thing``. :pr:`3`\n\n\nVersion 1.4.1\n-------------\n\nReleased \
    2025-08-01\n\n-   Older.\n";

#[test]
fn the_document_is_the_whole_file_with_the_release_in_it() {
    let existing = "\u{feff}# Changelog\r\n\r\nAll of it.\r\n\r\n## [Unreleased]\r\n\r\n## [1.4.2] - 2025-01-01\r\n\r\n* old  \r\n";
    let repo = with_changelog("CHANGELOG.md", existing);
    let ran = run(&repo, &["notes", "--document", "changelog", "--output", "CHANGELOG.md"]);
    ran.exits(0);
    let text = std::fs::read_to_string(repo.path().join("CHANGELOG.md")).unwrap();
    assert!(
        text.starts_with("\u{feff}# Changelog\r\n\r\nAll of it.\r\n\r\n## [Unreleased]\r\n\r\n## [1.5.0] - "),
        "{text}"
    );
    assert!(text.contains("### Added\r\n\r\n- Add `stars` to the sky (#4)\r\n\r\n### Fixed\r\n\r\n- "), "{text}");
    assert!(text.ends_with("\r\n\r\n## [1.4.2] - 2025-01-01\r\n\r\n* old  \r\n"), "{text}");
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
}

#[test]
fn without_a_changelog_the_document_is_a_new_one() {
    let repo = with_changelog("README.md", "x\n");
    let text = run(&repo, &["notes", "--document", "changelog"]).exits(0).stdout();
    assert!(text.starts_with("# Changelog\n") && text.contains("keepachangelog.com"), "{text}");
    assert!(text.contains("\n## [1.5.0] - ") && text.contains("\n### Added\n"), "{text}");
    let html = run(&repo, &["notes", "--document", "changelog", "--format", "html"]).exits(0).stdout();
    assert!(html.contains("Added</h"), "{html}");
    let json = run(&repo, &["notes", "--document", "changelog", "--format", "json"]).exits(0).json();
    assert!(json["markdown"].as_str().unwrap().starts_with("## [1.5.0] - "), "{json:#}");
}

#[test]
fn the_projects_own_file_is_written_in_its_own_markup() {
    let repo = with_changelog("CHANGES.rst", FLASK);
    let text = run(&repo, &["notes", "--document", "changelog"]).exits(0).stdout();
    assert!(text.starts_with("Version 1.5.0\n-------------\n\nReleased "), "{text}");
    assert!(text.contains("-   Add ``stars`` to the sky (#4)\n"), "{text}");
    assert!(text.ends_with(FLASK), "{text}");
    let plan = run(&repo, &["ship", "--dry-run"]).stdout();
    assert!(plan.contains("CHANGES.rst") && !plan.contains("CHANGELOG.md"), "{plan}");
}

#[test]
fn words_that_wait_in_such_a_file_are_part_of_the_notes() {
    let waiting = format!(
        "Version 1.5.0\n-------------\n\nUnreleased\n\n-   Crashes no more when it starts. :pr:`5`\n\n\n{FLASK}"
    );
    let repo = with_changelog("CHANGES.rst", FLASK);
    repo.commit_file("CHANGES.rst", &waiting, "docs: tell of it");
    let notes = run(&repo, &["notes"]).exits(0).stdout();
    assert!(notes.contains("Crashes no more when it starts. #5\n") && !notes.contains("Crash on start"), "{notes}");
    let text = run(&repo, &["notes", "--document", "changelog"]).exits(0).stdout();
    assert!(text.starts_with("Version 1.5.0\n-------------\n\nReleased "), "{text}");
    assert!(text.contains("\n\n-   Crashes no more when it starts. :pr:`5`\n-   Add ``stars``"), "{text}");
    assert_eq!(text.matches("Crashes").count(), 1, "{text}");
    assert!(text.ends_with(FLASK), "{text}");
}

#[test]
fn a_file_in_another_form_is_left_alone_and_that_is_said() {
    let repo = with_changelog("RELEASE-NOTES", "rocket 1.4.2\n\nThis release includes:\n\n o a\n");
    let plan = run(&repo, &["ship", "--dry-run"]);
    let said = format!("{}{}", plan.stdout(), plan.stderr());
    assert!(said.contains("`RELEASE-NOTES`") && !said.contains("CHANGELOG.md"), "{said}");
    let doctor = run(&repo, &["doctor"]).stdout();
    assert!(doctor.contains("`RELEASE-NOTES` is left alone, since no heading in it names a version"), "{doctor}");
    let set = run(&repo, &["init", "--print"]).exits(0).stdout();
    assert!(set.contains("# changelog = "), "{set}");
}

#[test]
fn init_and_doctor_name_the_file_that_is_there() {
    let repo = with_changelog("HISTORY.md", "## 1.4.2 / 2025-01-01\n\n* a\n");
    assert!(run(&repo, &["init", "--print"]).stdout().contains("\nchangelog = \"HISTORY.md\"\n"));
    assert!(run(&repo, &["doctor"]).stdout().contains("HISTORY.md"));
}

#[test]
fn a_changelog_has_one_audience() {
    let repo = with_changelog("CHANGELOG.md", "# Changelog\n");
    run(&repo, &["notes", "--document", "changelog", "--audience", "user"]).exits(2);
}

#[test]
fn fragments_are_part_of_the_notes_and_rest_on_who_brought_them() {
    let repo = with_changelog("pyproject.toml", "[tool.towncrier]\ndirectory = \"changes\"\n");
    repo.commit_file("changes/7.bugfix.rst", "Ends ``loops`` that had no end.\n", "Stop it");
    let notes = run(&repo, &["notes", "--format", "json"]).exits(0).json();
    let entries =
        notes["sections"].as_array().unwrap().iter().flat_map(|section| section["entries"].as_array().unwrap());
    let entry = entries.into_iter().find(|entry| entry["text"].as_str().unwrap().contains("loops")).unwrap();
    assert_eq!(entry["text"], "Ends `loops` that had no end. (#7)");
    let head = repo.git(&["rev-parse", "HEAD"]);
    assert_eq!((&entry["commits"][0], &entry["origin"]), (&head.trim().into(), &"typed".into()), "{entry}");
    assert!(notes["warnings"].to_string().contains("`changes`"), "{}", notes["warnings"]);
    run(&repo, &["notes", "--check"]).exits(0);
    let fresh = run(&repo, &["notes", "--fresh"]).exits(0).stdout();
    assert!(!fresh.contains("loops"), "{fresh}");
}
