//! `tminus notes`: what is drafted, kept, checked and told.

use tminus::testkit::Repo;

use crate::program::{run, tminus};

fn rocket() -> Repo {
    let repo = Repo::new();
    repo.commit_file("src/lib.rs", "pub fn open() {}\n", "feat: open a client");
    repo.tag("v1.0.0");
    repo.commit_file("src/net.rs", "pub fn retry() {}\n", "fix(net): retry on 503 (#12)");
    repo.commit_file(
        "src/lib.rs",
        "pub fn open(x: u8) {}\n",
        "feat(api)!: drop connect (#14)\n\nBREAKING CHANGE: use open()\ninstead.",
    );
    let taken = repo.commit_file("src/x.rs", "fn x() {}\n", "feat: add moons");
    repo.git(&["rm", "--quiet", "src/x.rs"]);
    repo.commit(&format!("Revert \"feat: add moons\"\n\nThis reverts commit {taken}.\n"));
    repo.commit_file("Cargo.lock", "1\n", "chore(deps): bump serde from 1.0.1 to 1.0.2");
    repo.commit_file("ci.yml", "on: push\n", "ci: run on push");
    repo
}

fn write_draft(repo: &Repo, text: &str) {
    repo.write("../draft.md", text);
    run(repo, &["notes", "--write", "../draft.md"]).exits(0);
}

#[test]
fn notes_are_drafted_from_the_commits_since_the_last_release() {
    let repo = rocket();
    insta::assert_snapshot!(run(&repo, &["notes"]).exits(0).stdout(), @r"
    ## Breaking changes

    - **api**: Drop connect (#14)

      Use `open()` instead.

      - `crate::open` takes 1 parameter instead of 0. Before: `pub fn open()`; after: `pub fn open(x: u8)`.

    ## Fixed

    - **net**: Retry on 503 (#12)

    ## Internal

    - Bump serde from 1.0.1 to 1.0.2 (3303997)
    ");
}

#[test]
fn json_tells_every_commit_of_the_range_once() {
    let repo = rocket();
    let document = run(&repo, &["notes", "--format", "json"]).exits(0).json();
    assert_eq!(document["schema"], "tminus.notes/1");
    assert_eq!(document["range"]["from"], "v1.0.0");
    assert_eq!(document["version"]["next"], "2.0.0");
    let listed = repo.git(&["rev-list", "v1.0.0..HEAD"]);
    let mut expected: Vec<&str> = listed.lines().collect();
    let ranking = document["ranking"].as_array().unwrap();
    let mut ranked: Vec<&str> = ranking.iter().map(|row| row["commits"][0].as_str().unwrap()).collect();
    expected.sort_unstable();
    ranked.sort_unstable();
    assert_eq!(ranked, expected);
    assert!(ranking.iter().all(|row| row["score"].is_f64() && row["breaking"].is_f64()));
    let sections = document["sections"].as_array().unwrap();
    assert_eq!(sections[0]["key"], "breaking");
    assert_eq!(sections[0]["entries"][0]["origin"], "drafted");
    assert_eq!(sections[0]["entries"][0]["commits"].as_array().unwrap().len(), 1);
    assert_eq!(document["set_aside"].as_array().unwrap().len(), 3, "{document:#}");
    assert_eq!(document["problems"], serde_json::json!([]));
}

#[test]
fn what_a_person_wrote_is_kept_and_new_commits_join_it() {
    let repo = rocket();
    write_draft(&repo, "Hello  \n\n## Breaking changes\n\n- connect is gone (#14)\n\n## Fixed\n\n- Retries (#12)\n");
    repo.commit_file("src/y.rs", "fn y() {}\n", "feat: add stars (#15)");
    let text = run(&repo, &["notes"]).exits(0).stdout();
    assert!(text.starts_with("Hello  \n\n## Breaking changes\n\n- connect is gone (#14)\n\n"), "{text}");
    assert!(text.contains("## Added\n\n- Add stars (#15)\n"), "{text}");
    let fresh = run(&repo, &["notes", "--fresh"]).exits(0).stdout();
    assert!(!fresh.contains("Hello") && fresh.contains("Drop connect"), "{fresh}");
    let origins = run(&repo, &["notes", "--format", "json"]).json();
    assert_eq!(origins["written"], true);
    assert_eq!(origins["sections"][1]["entries"][0]["origin"], "typed", "{origins:#}");
    run(&repo, &["notes", "--discard"]).exits(0);
    assert_eq!(run(&repo, &["notes"]).stdout(), fresh);
}

#[test]
fn words_that_wait_in_the_changelog_are_told_unless_a_fresh_draft_is_asked_for() {
    let repo = rocket();
    repo.commit_file(
        "CHANGELOG.md",
        "# Changelog\n\n## [Unreleased]\n\n### Fixed\n\n- Requests are tried again when the server is busy (#12)\n\n## [1.0.0] - 2026-01-01\n",
        "docs: update the changelog",
    );
    let text = run(&repo, &["notes"]).exits(0).stdout();
    assert!(text.contains("- Requests are tried again when the server is busy (#12)\n"), "{text}");
    assert!(!text.contains("Retry on 503"), "{text}");
    assert!(run(&repo, &["notes", "--fresh"]).stdout().contains("Retry on 503"));
}

#[test]
fn a_check_says_what_is_wrong_and_exits_1() {
    let repo = rocket();
    run(&repo, &["notes", "--check"]).exits(0);
    write_draft(&repo, "## Fixed\n\n- Retries (#12)\n- TODO: the rest\n- Something (abcdef1)\n");
    let checked = run(&repo, &["notes", "--check"]);
    checked.exits(1);
    for problem in ["breaking-told:", "placeholder: line 4", "unknown-commit: `abcdef1`"] {
        assert!(checked.stderr().contains(problem), "{problem} in\n{}", checked.stderr());
    }
    let document = run(&repo, &["notes", "--check", "--format", "json"]).exits(1).json();
    assert_eq!(document["problems"].as_array().unwrap().len(), 3);
}

#[test]
fn a_template_of_the_repository_is_used_once_it_is_trusted() {
    let repo = rocket();
    repo.write(".tminus/templates/release-notes.md.j2", "{% for section in sections %}\n### Neu: {{ section.key }}\n{% for entry in section.entries %}\n* {{ entry.text }}\n{% endfor %}\n{% endfor %}\n");
    let untrusted = run(&repo, &["notes"]);
    assert!(untrusted.exits(0).stdout().starts_with("## Breaking changes"), "{}", untrusted.stdout());
    assert!(untrusted.stderr().contains("is not used until you trust"), "{}", untrusted.stderr());
    let trusted = run(&repo, &["notes", "--trust"]);
    assert!(trusted.exits(0).stdout().starts_with("### Neu: breaking\n* Drop connect\n"), "{}", trusted.stdout());
    let document = run(&repo, &["notes", "--trust", "--format", "json"]).json();
    assert_eq!(document["sections"][0]["key"], "breaking", "the template's own titles are understood");
    assert_eq!(document["sections"][0]["entries"][0]["commits"].as_array().unwrap().len(), 1);
}

#[test]
fn a_broken_template_tells_its_line() {
    let repo = rocket();
    repo.write(".tminus/templates/release-notes.md.j2", "one\n{{ verison }}\n");
    let failed = run(&repo, &["notes", "--trust"]);
    failed.exits(2);
    assert!(failed.stderr().contains("line 2"), "{}", failed.stderr());
}

#[test]
fn hostile_subjects_do_nothing_in_the_notes() {
    let repo = rocket();
    repo.commit_file("z", "z", "fix: paint \u{1b}[31mred\u{202e} and <script>alert(1)</script> [x](javascript:y) @ann");
    let text = run(&repo, &["notes"]).exits(0).stdout();
    assert!(text.contains("- Paint red and"), "{text}");
    assert!(!text.contains('\u{1b}') && !text.contains('\u{202e}') && !text.contains(" <script>"), "{text}");
}

#[test]
fn an_empty_range_has_nothing_to_tell() {
    let repo = Repo::new();
    repo.commit_file("a", "a", "feat: a");
    repo.tag("v1.0.0");
    assert_eq!(run(&repo, &["notes"]).exits(0).stdout(), "No changes for users.\n");
    run(&repo, &["notes", "--check"]).exits(0);
}

#[test]
fn a_draft_can_come_from_standard_input_and_must_be_text() {
    let repo = rocket();
    let mut child = tminus(&repo)
        .args(["notes", "--write", "-"])
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), b"- Mine (#14)\r\n").unwrap();
    assert_eq!(child.wait_with_output().unwrap().stdout, b"- Mine (#14)\r\n");
    repo.write("../latin.md", b"Gr\xfc\xdfe");
    run(&repo, &["notes", "--write", "../latin.md"]).exits(2);
    run(&repo, &["notes", "--write", "../missing.md"]).exits(2);
    run(&repo, &["notes", "--edit"]).exits(2);
    assert_eq!(run(&repo, &["notes"]).stdout(), "- Mine (#14)\r\n");
}

#[test]
fn sections_have_the_projects_own_titles() {
    let repo = rocket();
    repo.write("tminus.toml", "[notes.titles]\nfixed = \"Bugs that are gone\"\n");
    repo.commit("fix: mend the hatch");
    let notes = run(&repo, &["notes"]).exits(0).stdout();
    assert!(notes.contains("## Bugs that are gone\n") && !notes.contains("## Fixed"), "{notes}");
    let document = run(&repo, &["notes", "--format", "json"]).exits(0).json();
    let sections = document["sections"].as_array().unwrap();
    let fixed = sections.iter().find(|section| section["key"] == "fixed").expect("the key stays the contract's");
    assert_eq!(fixed["title"], "Bugs that are gone");
}

/// The verdicts of the gates that ask the notes, and the exit code of the check.
fn judged(repo: &Repo) -> (bool, bool) {
    let gates = run(repo, &["gates", "--format", "json", "--trust"]).json();
    let is_go = |name: &str| {
        let gates = gates["gates"].as_array().unwrap();
        gates.iter().find(|gate| gate["name"] == name).unwrap()["verdict"] == "GO"
    };
    let check = run(repo, &["notes", "--check"]);
    (is_go("breaking-told") && is_go("notes-complete"), check.0.status.success())
}

#[test]
fn what_no_commit_bears_out_is_named_and_gates_and_check_agree() {
    let repo = rocket();
    let sound = "## Breaking changes\n\n- `connect` is gone: use `open()` (#14)\n\n## Fixed\n\n- Retries on 503 in `src/net.rs` (#12)\n";
    write_draft(&repo, sound);
    assert_eq!(run(&repo, &["notes", "--check"]).stderr().matches("warning:").count(), 0);
    assert_eq!(judged(&repo), (true, true));
    for (wrong, check) in [
        (sound.replace("503", "504"), "unfounded"),
        (sound.replace("src/net.rs", "src/disk.rs"), "unfounded"),
        (sound.replace("Retries", "`--retries` tries again"), "unfounded"),
        (sound.replace("## Fixed", "## Performance"), "claim"),
        (sound.replace("Retries", "Security: retries"), "claim"),
        (format!("{sound}- Teleports\n"), "uncited"),
        (sound.replace("(#12)", "(abcdef1)"), "unknown-commit"),
        (sound[..sound.find("## Fixed").unwrap()].to_owned(), "untold"),
        (sound[sound.find("## Fixed").unwrap()..].to_owned(), "breaking-told"),
    ] {
        write_draft(&repo, &wrong);
        let document = run(&repo, &["notes", "--check", "--format", "json"]).exits(1).json();
        let problems = document["problems"].as_array().unwrap();
        assert!(problems.iter().any(|problem| problem["check"] == check), "{check} of {wrong}: {document:#}");
        assert_eq!(judged(&repo), (false, false), "{wrong}");
    }
    let left_out = format!(
        "{}<!-- tminus: {} -->\n",
        &sound[..sound.find("## Fixed").unwrap()],
        repo.git(&["log", "--format=%h", "--grep=503"]).trim()
    );
    write_draft(&repo, &left_out);
    assert_eq!(judged(&repo), (true, true), "what is left out by a mark");
}

#[test]
fn words_that_wait_rest_on_the_commit_that_wrote_them() {
    let repo = rocket();
    repo.write("src/hatch.rs", "fn hatch() {}\n");
    repo.commit_file(
        "CHANGELOG.md",
        "# Changelog\n\n## [Unreleased]\n\n### Added\n\n- Pilots may leave in flight\n\n## [1.0.0] - 2026-01-01\n",
        "feat: open hatches at any height",
    );
    let text = run(&repo, &["notes"]).exits(0).stdout();
    assert!(text.contains("- Pilots may leave in flight") && !text.contains("hatches"), "{text}");
    assert_eq!(judged(&repo), (true, true));
}

#[test]
fn words_that_wait_in_the_changelog_are_tied_to_the_commit_that_they_nearly_say() {
    let repo = rocket();
    repo.commit_file(
        "setup.cfg",
        "python_requires = >=3.9\n",
        "Drop Python 3.8 support (#3592)\n\nBREAKING CHANGE: Python 3.9 is the least.",
    );
    repo.commit_file(
        "CHANGELOG.md",
        "# Changelog\n\n## [Unreleased]\n\n### Removed\n\n- Drop support for Python 3.8\n\n## [1.0.0] - 2026-01-01\n",
        "docs: update the changelog",
    );
    let text = run(&repo, &["notes"]).exits(0).stdout();
    assert_eq!(text.matches("Python 3.8").count(), 1, "it is told once: {text}");
    assert_eq!(judged(&repo), (true, true));
}

#[test]
fn a_check_of_sound_notes_says_how_many_entries_it_proved() {
    let repo = rocket();
    let told = run(&repo, &["notes", "--check"]);
    told.exits(0);
    assert!(told.stderr().contains("3 entries, all proved"), "{}", told.stderr());
    assert!(!run(&repo, &["notes", "--check", "-q"]).exits(0).stderr().contains("proved"));
}

#[test]
fn what_was_picked_onto_the_branch_of_the_last_release_is_not_told_again() {
    let repo = Repo::new();
    repo.commit_file("src/lib.rs", "pub fn open() {}\n", "feat: open a client");
    repo.git(&["branch", "stable"]);
    let mended = repo.commit_file("src/net.rs", "fn retry() {}\n", "fix: retry on 503 (#12)");
    repo.commit_file("src/new.rs", "fn stars() {}\n", "feat: add stars (#13)");
    repo.git(&["checkout", "--quiet", "stable"]);
    repo.git(&["cherry-pick", "-x", &mended]);
    repo.tag("v1.0.0");
    repo.git(&["checkout", "--quiet", "main"]);
    let document = run(&repo, &["notes", "--fresh", "--from", "v1.0.0", "--format", "json"]).exits(0).json();
    let told = document["sections"].to_string();
    assert!(told.contains("Add stars") && !told.contains("Retry"), "{told}");
    let aside = document["set_aside"].to_string();
    assert!(aside.contains(&mended) && aside.contains("picked onto its branch"), "{aside}");
}

#[test]
fn first_contributions_are_named_where_that_is_asked_for() {
    let repo = Repo::new();
    repo.commit_file(
        "src/lib.rs",
        "pub fn open() {}\n",
        "feat: open a client\n\nCo-authored-by: Old Hand <old@example.org>",
    );
    repo.tag("v1.0.0");
    repo.write(".mailmap", "Known Person <known@example.org> <other@example.org>\n");
    repo.commit("chore: add a mailmap");
    for (name, email, file) in [
        ("Old Hand", "hand@elsewhere.org", "a"),
        ("Ann Lee", "12+ann-lee@users.noreply.github.com", "b"),
        ("Zoë *Star*", "zoe@example.org", "c"),
        ("dependabot[bot]", "49699333+dependabot[bot]@users.noreply.github.com", "d"),
    ] {
        repo.write(file, "1\n");
        repo.git(&["add", file]);
        let author = format!("--author={name} <{email}>");
        repo.git(&["commit", "--quiet", &author, "-m", &format!("feat: add {file}{file}")]);
    }
    assert!(!run(&repo, &["notes", "--fresh"]).exits(0).stdout().contains("contributors"));
    repo.write("tminus.toml", "[notes]\nnew_contributors = true\n");
    let run_again = run(&repo, &["notes", "--fresh"]);
    let told = run_again.exits(0).stdout();
    assert!(told.contains("## New contributors\n\n- @ann-lee made their first contribution\n- Zoë"), "{told}");
    assert!(!told.contains("Old Hand") && !told.contains("dependabot"), "{told}");
    let document = run(&repo, &["notes", "--fresh", "--format", "json", "--check"]).exits(0).json();
    let names: Vec<&str> =
        document["new_contributors"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["Ann Lee", "Zoë *Star*"]);
    assert!(!document["sections"].to_string().contains("first contribution"));

    let url = format!("file://{}", repo.path().display());
    let shallow = Repo::without_git();
    shallow.git(&["clone", "--quiet", "--depth=4", &url, "."]);
    shallow.write("tminus.toml", "[notes]\nnew_contributors = true\n");
    let told = run(&shallow, &["notes", "--fresh", "--from", "HEAD~2"]);
    told.exits(0);
    assert!(!told.stdout().contains("contributors"), "{}", told.stdout());
    assert!(told.stderr().contains("not known: the clone is shallow"), "{}", told.stderr());
}
