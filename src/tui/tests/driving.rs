//! The cockpit with its real workers on real repositories.

use crate::testkit::{Repo, cockpit, cockpit_of_size};

fn repo() -> Repo {
    let repo = Repo::new();
    repo.commit_file("a.txt", "one\n", "feat: begin");
    repo.tag("v1.0.0");
    repo.commit_file("src/lib.rs", "fn one() {}\n", "feat(api): add one");
    repo.as_author("Bob Baker", "bob@example.org");
    repo.commit_file("src/net.rs", "fn two() {}\n", "fix(net): retry\n\nIt gave up too soon.\n\nFixes: #12");
    repo
}

#[test]
fn commits_since_the_last_release_are_listed_with_their_diff() {
    let repo = repo();
    cockpit_of_size(&repo, (120, 30))
        .see("v1.0.0")
        .see("1.1.0 minor")
        .see("2 commits")
        .see("retry")
        .see("add one")
        .see("fn two() {}");
}

#[test]
fn at_80_columns_enter_leads_to_the_diff_and_esc_back() {
    let repo = repo();
    cockpit(&repo).see_no("fn two() {}").press("enter").see("fn two() {}").press("esc").see("add one");
}

#[test]
fn marks_are_there_when_the_cockpit_is_opened_again() {
    let repo = repo();
    cockpit(&repo).see("1 Commits 0/2").press("m").see("1 Commits 1/2");
    cockpit(&repo).see("1 Commits 1/2").press("m").see("1 Commits 0/2");
    cockpit(&repo).see("1 Commits 0/2");
}

#[test]
fn a_corrected_kind_is_kept() {
    let repo = repo();
    cockpit(&repo).press("c p").see("perf*");
    cockpit(&repo).see("perf*").press("c u").see_no("perf*");
}

#[test]
fn a_filter_narrows_by_field_path_and_letters() {
    let repo = repo();
    let mut cockpit = cockpit(&repo);
    cockpit.press("/").type_text("author:bob").press("enter").see("retry").see_no("add one");
    cockpit.press("esc").see("add one");
    cockpit.press("/").type_text("path:src/lib").press("enter").see("add one").see_no("retry");
    cockpit.press("esc /").type_text("kind:banana").press("enter").see("`banana` is no kind");
}

#[test]
fn another_range_is_chosen_from_the_tags() {
    let repo = repo();
    repo.tag("v1.1.0");
    repo.commit_file("b.txt", "b", "docs: more");
    let mut cockpit = cockpit(&repo);
    cockpit.see("Commits 0/1").press("R").see("v1.0.0..v1.1.0").press("j enter");
    cockpit.see("Commits 0/2").see("retry").see_no("docs: more");
    cockpit.press("R t ctrl-u").type_text("v1.0.0..HEAD").press("enter").see("Commits 0/3");
    cockpit.press("R t ctrl-u").type_text("nowhere..HEAD").press("enter").see("nowhere");
}

#[test]
fn commits_made_meanwhile_are_seen_on_focus_and_the_cursor_stays() {
    let repo = repo();
    let mut cockpit = cockpit(&repo);
    cockpit.press("j").focus();
    repo.commit_file("c.txt", "c", "feat: made outside");
    cockpit.focus().see("made outside").see("Commits 0/3");
    cockpit.press("y s");
    assert_eq!(cockpit.copied(), ["feat(api): add one"]);
}

#[test]
fn all_that_is_known_of_a_commit_is_a_page() {
    let repo = repo();
    cockpit(&repo).press("o").see("It gave up too soon.").see("bob@example.org").see("by its header").press("esc");
}

#[test]
fn a_repository_without_commits_says_so() {
    let repo = Repo::new();
    let mut cockpit = cockpit(&repo);
    let screen = cockpit.screen();
    assert!(screen.contains("r looks again"), "{screen}");
    repo.commit_file("a", "a", "feat: first");
    cockpit.press("r").see("first");
}

#[test]
fn a_folder_without_a_repository_says_so() {
    let repo = Repo::without_git();
    cockpit(&repo).see("no git repository").see("q quits");
}

#[test]
fn a_release_without_commits_says_so() {
    let repo = Repo::new();
    repo.commit_file("a", "a", "feat: first");
    repo.tag("v1.0.0");
    cockpit(&repo).see("no commits since v1.0.0").see("R chooses another range");
}

#[test]
fn a_tab_and_a_hint_can_be_clicked() {
    let repo = repo();
    cockpit(&repo).click("? help").see("Keys").press("esc").click("add one").press("o").see("feat(api): add one");
}

#[test]
fn a_commit_leads_to_its_entry_and_back() {
    let repo = repo();
    let mut cockpit = cockpit(&repo);
    cockpit.press("j e").see("this entry tells").press("o").see("1 Commits").press("y s");
    assert_eq!(cockpit.copied(), ["feat(api): add one"]);
}

#[test]
fn where_there_is_no_browser_the_address_of_the_page_is_copied_and_shown() {
    let repo = repo();
    cockpit(&repo).press("O").see("no page is known");
    repo.git(&["remote", "add", "origin", "git@github.com:acme/rocket.git"]);
    let mut cockpit = cockpit_of_size(&repo, (120, 30));
    let id = repo.git(&["rev-parse", "HEAD"]);
    cockpit.press("O").see("issue 12").press("enter").see("no browser");
    assert_eq!(cockpit.copied(), [format!("https://github.com/acme/rocket/commit/{id}")]);
}

#[test]
fn right_after_a_release_the_gates_say_that_there_is_nothing_to_release() {
    let repo = Repo::new();
    repo.commit_file("a", "a", "feat: first");
    repo.tag("v1.0.0");
    let mut cockpit = cockpit_of_size(&repo, (120, 30));
    cockpit.press("4").see("Gates ─────────────────────── nothing to release").see_no("T-");
    cockpit.see("3 Notes   4 Gates   5 Ship");
}

#[test]
fn a_notice_that_is_longer_than_the_line_is_read_whole_and_goes_with_the_next_key() {
    let repo = repo();
    repo.git(&["remote", "add", "origin", "git@github.com:acme/rocket-with-quite-a-long-name.git"]);
    let mut cockpit = cockpit(&repo);
    cockpit.press("O enter").see("https://github.com/acme/").see("no browser can be opened from here");
    cockpit.press("j").see_no("no browser").see("? help");
}

#[test]
fn a_theme_that_is_chosen_is_kept() {
    let repo = repo();
    let mut cockpit = cockpit(&repo);
    cockpit.press(":").type_text("choose a colour theme").press("enter").see("as the terminal");
    cockpit.press("j enter").see("kept for the next time");
    assert!(cockpit.chosen_theme().is_some_and(|chosen| chosen.theme.is_some()));
    cockpit.press(":").type_text("choose a colour theme").press("enter g enter").see("follows the terminal");
    assert_eq!(cockpit.chosen_theme().map(|chosen| chosen.theme.clone()), Some(None));
}

#[test]
fn the_commits_that_carry_the_releases_risk_are_listed_and_lead_to_them() {
    let repo = repo();
    let mut cockpit = cockpit(&repo);
    cockpit.press("W").see("2 of 2 commits carry it").see("all reasons").press("enter").see_no("carry it");
    cockpit.press("y s");
    assert_eq!(cockpit.copied(), ["feat(api): add one"], "the riskiest is first");
    cockpit.press("W j j enter").see("Risk of the release").see("riskiest commit");
}

#[test]
fn what_no_header_says_is_found_and_its_source_is_told() {
    let repo = repo();
    repo.commit_file("src/body.rs", "fn body() {}\n", "handle empty body");
    let mut cockpit = cockpit(&repo);
    cockpit.press("/").type_text("-source:header").press("enter").see("handle empty body").see_no("add one");
    cockpit.press("o").see(" %").see("matters to").press("esc");
    cockpit.press("c p").see("perf*").press("o").see("corrected by you");
}

#[test]
fn risk_and_gates_in_the_header_lead_to_what_they_are_about() {
    let repo = repo();
    let mut cockpit = cockpit_of_size(&repo, (120, 30));
    cockpit.click("risk ").see("carry it").press("esc").click("T-").see("On the release branch");
}
