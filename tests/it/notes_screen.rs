//! The Notes screen in a terminal: what is typed is kept, entries are worked on, proposals are taken hunk by hunk, and
//! commits that come in never overwrite words.

use tminus::testkit::Repo;

use crate::{
    cockpit::{Cockpit, Start},
    program::run,
};

fn rocket() -> Repo {
    let repo = Repo::new();
    repo.commit_file("src/lib.rs", "pub fn open() {}\n", "feat: open a client");
    repo.tag("v1.0.0");
    repo.commit_file("a", "1", "feat: add stars (#11)");
    repo.commit_file("b", "1", "feat: add moons (#12)");
    repo.commit_file("c", "1", "fix: crash on empty input (#13)");
    repo
}

fn open(repo: &Repo, columns: u16, rows: u16) -> Cockpit {
    let cockpit = Start::in_repo(repo).size(columns, rows).open();
    cockpit.see("1 Commits").press("3").see("Release notes");
    cockpit
}

fn close(cockpit: Cockpit) {
    cockpit.press("q");
    assert_eq!(cockpit.ends(), (0, true));
}

fn notes(repo: &Repo) -> String {
    run(repo, &["notes"]).exits(0).stdout()
}

fn write_draft(repo: &Repo, text: &str) {
    repo.write("../draft.md", text);
    run(repo, &["notes", "--write", "../draft.md"]).exits(0);
}

#[test]
fn typed_words_outlive_a_killed_program() {
    let repo = rocket();
    let cockpit = open(&repo, 80, 24);
    cockpit.see("Add stars").press("i").type_text("Mine: ").see("Mine: ## Added").see("saving").see("saved");
    cockpit.kill();
    let again = open(&repo, 80, 24);
    again.see("Mine: ## Added");
    close(again);
    assert!(notes(&repo).starts_with("Mine: ## Added"));
}

#[test]
fn entries_are_merged_split_moved_set_aside_and_brought_back() {
    let repo = rocket();
    let cockpit = open(&repo, 80, 24);
    cockpit.see("Add stars (#11)").press("j").press("j").press("J").see("Add stars; Add moons (#11, #12)");
    cockpit.press("z").see("Add moons (#12)");
    cockpit.press("m").see("Move the entry to which section?").press("j").press("j").press("Enter");
    cockpit.see("Changed");
    cockpit.press("d").see("set aside").gone("Add moons");
    cockpit.press("p").see("Add moons (#12)");
    close(cockpit);
    assert!(notes(&repo).contains("## Changed\n\n- Add moons (#12)"), "{}", notes(&repo));
}

#[test]
fn a_commit_is_added_to_the_entry_under_the_cursor() {
    let repo = rocket();
    let cockpit = open(&repo, 110, 30);
    cockpit.see("Add stars (#11)").press("j").press("j").press("C").see("Commits");
    cockpit.press("Tab").press("a").see("add to entry").press("a").see("rests on");
    close(cockpit);
    let text = notes(&repo);
    let line = text.lines().find(|line| line.contains("Add stars")).unwrap();
    assert!(line.starts_with("- Add stars (#11, "), "{text}");
}

#[test]
fn new_commits_are_offered_hunk_by_hunk_and_never_overwrite() {
    let repo = rocket();
    write_draft(
        &repo,
        "## Added\n\n- Stars, at last (#11)\n- Add moons (#12)\n\n## Fixed\n\n- Crash on empty input (#13)\n",
    );
    let cockpit = open(&repo, 110, 30);
    cockpit.see("Stars, at last");
    repo.commit_file("d", "1", "feat: add comets (#14)");
    repo.commit_file("e", "1", "fix: hang at the end (#15)");
    cockpit.press("r").see("new commits").see("Stars, at last").press("R").see("New commits").see("1/2");
    cockpit.press("a").see("Add comets (#14)").see("1/1").press("x").gone("1/1");
    close(cockpit);
    let text = notes(&repo);
    assert!(text.contains("Stars, at last") && text.contains("Add comets") && !text.contains("Hang"), "{text}");
}

#[test]
fn an_entry_that_both_sides_changed_is_a_choice() {
    let repo = rocket();
    let cockpit = open(&repo, 110, 30);
    cockpit.see("Crash on empty input (#13)").press("G").press("k").press("i").see("typing").press("End");
    cockpit.type_text(" Mine!").see("(#13) Mine!").press("Esc").gone("typing").see("(#13) Mine!");
    repo.commit_file("c", "2", "fix: crash on empty input and hang (#13)");
    cockpit.press("r").see("new commits").press("R").see("both changed 1/1").press("b").gone("both changed");
    close(cockpit);
    let text = notes(&repo);
    assert!(text.contains("(#13) Mine!"), "{text}");
    assert_eq!(text.matches("#13").count(), 2, "{text}");
}

#[test]
fn a_redraft_of_one_entry_leaves_the_others_alone() {
    let repo = rocket();
    write_draft(&repo, "Hello.\n\n## Added\n\n- My stars (#11)\n- My moons (#12)\n");
    let cockpit = open(&repo, 80, 24);
    cockpit.see("My stars").press("j").press("j").press("j").press("j").press("e").see("of this entry").see("1/1");
    cockpit.press("a").see("Add stars (#11)").see("My moons").see("Hello.");
    cockpit.press("z").see("My stars");
    close(cockpit);
}

#[test]
fn drafts_of_other_releases_are_kept_and_listed() {
    let repo = rocket();
    write_draft(&repo, "## Added\n\n- Old words (#11)\n");
    repo.tag("v1.1.0");
    repo.commit_file("d", "1", "feat: add comets (#14)");
    let cockpit = open(&repo, 80, 24);
    cockpit.see("Add comets").press("D").see("draft of v1.1.0").press("Enter").see("Old words");
    cockpit.press("A").see("Old words (#11)").press("z").see("Add comets");
    close(cockpit);
}

#[test]
fn a_small_terminal_is_enough() {
    let repo = rocket();
    let cockpit = open(&repo, 40, 10);
    cockpit.see("Add stars").press("j").press("j").press("d").press("R").see("1/1").press("A").see("Add stars");
    close(cockpit);
}

#[test]
fn two_people_write_one_draft_by_a_ref_that_they_push_and_fetch() {
    let repo = rocket();
    let bare = repo.with_origin();
    let clone = repo.beside("colleague");
    let clone = clone.to_str().unwrap();
    repo.git(&["clone", "--quiet", bare.to_str().unwrap(), clone]);
    write_draft(
        &repo,
        "Hello from Ann.\n\n## Added\n\n- Add stars (#11)\n- Add moons (#12)\n\n## Fixed\n\n- Crash on empty input (#13)\n",
    );
    let ann = Start::in_repo(&repo).args(&["--trust"]).size(110, 30).open();
    ann.see("1 Commits").press("3").see("Hello from Ann").press(":").type_text("share-draft").press("Enter");
    ann.see("git push").see("refs/tminus/drafts/1.1.0").press("y").see("the draft is shared");
    close(ann);
    let ben = Start::in_repo(&repo).args(&["-C", clone, "--trust"]).size(110, 30).open();
    ben.see("1 Commits").press("3").see("Add stars").press("i").see("typing").type_text("Ben too. ");
    ben.see("Ben too.").press("Esc").gone("typing");
    ben.press(":").type_text("fetch-draft").press("Enter").see("git fetch").press("y");
    ben.see("shared").see("Hello from Ann").press("A").gone("1/1");
    close(ben);
    let text = run(&repo, &["-C", clone, "notes"]).exits(0).stdout();
    assert!(text.contains("Hello from Ann.") && text.contains("Ben too."), "{text}");
}
