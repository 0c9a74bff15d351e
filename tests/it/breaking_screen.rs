//! The Breaking screen in a terminal: findings are looked at, dismissed and answered, and all that follows from it moves.

use tminus::testkit::Repo;

use crate::{cockpit::Start, program::run};

/// A library that was released, and a feature after it that breaks without saying so.
fn project() -> Repo {
    let repo = Repo::new();
    repo.write("Cargo.toml", "[package]\nname = \"demo\"\nversion = \"1.0.0\"\nedition = \"2021\"\n");
    repo.commit_file("src/lib.rs", "pub fn connect(url: &str) {}\npub fn close() {}\n", "feat: begin");
    repo.tag("v1.0.0");
    let after = "pub fn connect(url: &str, port: u16) {}\npub fn close() {}\n";
    repo.commit_file("src/lib.rs", after, "feat: connect to any port");
    repo.with_origin();
    repo
}

#[test]
fn a_dismissal_moves_the_version_and_is_there_the_next_time() {
    let repo = project();
    let cockpit = Start::in_repo(&repo).args(&["--trust"]).size(100, 30).open();
    cockpit.see("2.0.0 major").press("2").see("does not declare that it breaks").see("port: u16)");
    cockpit.press("x").see("why does it hurt nobody?").type_text("nobody calls it").press("Enter");
    cockpit.see("dismissed: nobody calls it").see("1.1.0 minor");
    cockpit.press("q");
    assert_eq!(cockpit.ends(), (0, true));
    let told = run(&repo, &["breaking"]).exits(0).stdout();
    assert!(told.contains("= dismissed: nobody calls it"), "{told}");
    let again = Start::in_repo(&repo).args(&["--trust"]).size(100, 30).open();
    again.see("1.1.0 minor").press("2").see("dismissed: nobody calls it").see("declares no break");
    again.press("x").see("2.0.0 major").see("does not declare that it breaks");
    again.press("q");
    assert_eq!(again.ends(), (0, true));
}

#[test]
fn a_note_on_how_users_move_on_stands_in_the_notes() {
    let repo = project();
    let cockpit = Start::in_repo(&repo).args(&["--trust"]).size(110, 32).open();
    cockpit.see("2.0.0 major").press("2").see("does not declare that it breaks").press("m").see("esc keeps it");
    cockpit.press("Ctrl-u").type_text("Name-a-port.").press("Esc").see("stands in the notes");
    cockpit.press("3").see("Name-a-port.");
    cockpit.press("q");
    assert_eq!(cockpit.ends(), (0, true));
    let notes = run(&repo, &["notes"]).exits(0).stdout();
    assert!(notes.contains("Name-a-port."), "{notes}");
    let found = run(&repo, &["breaking", "--format", "json"]).exits(0).json();
    assert_eq!(found["breaking"][0]["migration"], "Name-a-port.");
}

#[test]
fn a_finding_leads_to_the_diff_of_its_commit_and_back() {
    let repo = project();
    let cockpit = Start::in_repo(&repo).args(&["--trust"]).open();
    cockpit.see("2.0.0 major").press("2").see("does not declare that it breaks").press("d").see("1 file");
    cockpit.press("2").see("does not declare that it breaks").press("Enter").see("Why ");
    cockpit.press("2").see("does not declare that it breaks");
    cockpit.press("q");
    assert_eq!(cockpit.ends(), (0, true));
}
