//! Shipping by hand: from the cockpit, and on a terminal by the command line.

use crate::{cockpit::Start, ship::Stage};

fn cockpit(stage: &Stage) -> crate::cockpit::Cockpit {
    let cockpit = Start::in_repo(&stage.repo).args(&["--trust"]).size(110, 36).open();
    cockpit.see("1 Commits").press("5");
    cockpit
}

#[test]
fn a_release_is_shipped_from_the_cockpit_once_the_version_is_typed() {
    let stage = Stage::new();
    let cockpit = cockpit(&stage);
    cockpit.see("Push main and v1.5.0 to origin").see("git push --atomic");
    cockpit.press("S").see("Type 1.5.0 to do it").type_text("1.4").press("Enter");
    cockpit.see("Type 1.5.0 to do it");
    assert_eq!(stage.repo.git(&["tag", "--list", "v1.5.0"]), "", "another word does nothing");
    cockpit.press("Backspace").type_text("5.0").press("Enter").see("Shipped.");
    cockpit.press("q");
    assert_eq!(cockpit.ends(), (0, true));
    stage.assert_shipped_once();
}

#[test]
fn a_step_that_fails_is_seen_and_the_release_aborted_by_a_key() {
    let stage = Stage::new();
    Stage::hook(&stage.bare, "pre-receive", "echo frozen until monday >&2; exit 1");
    let before = stage.state();
    let cockpit = cockpit(&stage);
    cockpit.see("Push main").press("S").see("Type 1.5.0").type_text("1.5.0").press("Enter");
    cockpit.see("frozen until monday").see("Unfinished");
    cockpit.press("A").see("Undo what can be undone").press("y").see("Aborted.");
    cockpit.press("q");
    assert_eq!(cockpit.ends(), (0, true));
    assert_eq!(stage.state(), before);
}

#[test]
fn an_unfinished_release_is_shown_on_opening_and_resumed_by_a_key() {
    let stage = Stage::new();
    let hook = Stage::hook(&stage.bare, "pre-receive", "exit 1");
    stage.ship(&["--yes"]).exits(4);
    Stage::remove(&hook);
    let cockpit = cockpit(&stage);
    cockpit.see("Unfinished").press("R").see("Shipped.");
    cockpit.press("q");
    assert_eq!(cockpit.ends(), (0, true));
    stage.assert_shipped_once();
}

#[test]
fn on_a_terminal_the_command_line_asks_for_the_version() {
    let stage = Stage::new();
    let asked = || Start::in_repo(&stage.repo).args(&["--trust", "ship"]).size(110, 36).open();
    let before = stage.state();
    let left = asked();
    left.see("Type 1.5.0 to ship it").type_text("no").press("Enter");
    assert_eq!(left.ends().0, 3);
    assert_eq!(stage.state(), before);
    let shipped = asked();
    shipped.see("Type 1.5.0 to ship it").type_text("1.5.0").press("Enter");
    assert_eq!(shipped.ends().0, 0);
    stage.assert_shipped_once();
}
