//! Moving through a diff: keys, search, folding and what is asked for.

use super::bench::Bench;
use crate::{
    testkit::Repo,
    tui::{
        motion::Motion,
        overlays::Ask,
        screen::Command,
        widgets::diff::{DiffAction, DiffEvent, What},
    },
};

fn numbered(count: usize) -> String {
    (0..count).map(|line| format!("line {line}\n")).collect::<Vec<_>>().concat()
}

/// Three files, the first with two hunks.
fn three_files() -> Repo {
    let repo = Repo::new();
    for name in ["a/one.txt", "a/two.txt", "b.txt"] {
        repo.write(name, numbered(60));
    }
    repo.commit("first");
    repo.write("a/one.txt", numbered(60).replace("line 5\n", "line five\n").replace("line 45\n", "LINE 45\n"));
    repo.write("a/two.txt", numbered(60).replace("line 9\n", ""));
    repo.write("b.txt", numbered(61));
    repo.commit("second");
    repo
}

/// The row of the cursor.
fn cursor(bench: &Bench) -> String {
    let screen = bench.screen();
    let row = screen.lines().find(|line| line.contains('▌')).unwrap_or_else(|| panic!("no cursor:\n{screen}"));
    row.trim_matches(['│', ' ', '▌']).to_owned()
}

#[test]
fn hunks_and_files_are_a_key_away() {
    let repo = three_files();
    let mut bench = Bench::of(&repo);
    assert_eq!(cursor(&bench), "▾ M a/one.txt  +2 −2");
    let mut stops = Vec::new();
    for _ in 0..4 {
        bench.act(DiffAction::NextHunk);
        stops.push(cursor(&bench).split(" @@").next().unwrap().to_owned());
    }
    assert_eq!(stops, ["@@ -3,7 +3,7", "@@ -43,7 +43,7", "@@ -7,7 +7,6", "@@ -58,3 +58,4"]);
    bench.act(DiffAction::PreviousHunk);
    assert!(cursor(&bench).starts_with("@@ -7,7"));
    bench.act(DiffAction::NextFile);
    assert!(cursor(&bench).contains("b.txt"));
    bench.act(DiffAction::PreviousFile);
    assert!(cursor(&bench).contains("a/two.txt"));
}

#[test]
fn the_cursor_stays_on_its_line_when_context_or_layout_change() {
    let repo = three_files();
    let mut bench = Bench::of(&repo);
    bench.resize(120, 24);
    bench.act(DiffAction::NextHunk);
    bench.act(DiffAction::NextHunk);
    for _ in 0..5 {
        bench.go(Motion::Down);
    }
    assert!(cursor(&bench).ends_with("+LINE 45"), "{}", cursor(&bench));
    for action in [DiffAction::MoreContext, DiffAction::SideBySide, DiffAction::LessContext, DiffAction::WholeFiles] {
        bench.act(action);
        assert!(cursor(&bench).contains("LINE 45"), "{}", bench.screen());
    }
}

#[test]
fn moving_never_leaves_the_document() {
    let repo = three_files();
    let mut bench = Bench::of(&repo);
    for motion in [Motion::Last, Motion::Down, Motion::PageDown, Motion::First, Motion::Up, Motion::PageUp] {
        bench.go(motion);
        assert!(bench.screen().contains('▌'), "{motion:?}\n{}", bench.screen());
    }
    bench.go(Motion::Last);
    bench.resize(30, 5);
    assert!(bench.screen().contains('▌'));
    bench.resize(1, 1);
    bench.screen();
    bench.resize(0, 0);
    bench.screen();
}

#[test]
fn a_search_goes_to_its_matches_and_round_the_end() {
    let repo = three_files();
    let mut bench = Bench::of(&repo);
    bench.hear(DiffEvent::Typed("diff-search", "line 4".to_owned()));
    assert!(cursor(&bench).contains("line 4"), "{}", cursor(&bench));
    assert!(bench.screen().contains("matches"), "{}", bench.screen());
    let first = cursor(&bench);
    bench.act(DiffAction::PreviousMatch);
    assert_ne!(cursor(&bench), first);
    bench.act(DiffAction::NextMatch);
    assert_eq!(cursor(&bench), first);
    assert!(bench.said.iter().any(|said| matches!(said, Command::Say(notice) if notice.text.contains("went round"))));
}

#[test]
fn capital_letters_count_only_if_there_are_any() {
    let repo = three_files();
    let mut bench = Bench::of(&repo);
    bench.hear(DiffEvent::Typed("diff-search", "LINE".to_owned()));
    assert!(bench.screen().contains("1/1 match"), "{}", bench.screen());
    bench.hear(DiffEvent::Typed("diff-search", "nowhere".to_owned()));
    assert!(bench.said.iter().any(|said| matches!(said, Command::Say(notice) if notice.text.contains("nowhere"))));
}

#[test]
fn a_match_in_a_folded_file_unfolds_it() {
    let repo = three_files();
    let mut bench = Bench::of(&repo);
    bench.act(DiffAction::FoldAll);
    assert!(!bench.screen().contains("@@"));
    bench.hear(DiffEvent::Typed("diff-search", "LINE 45".to_owned()));
    assert!(cursor(&bench).contains("LINE 45"), "{}", bench.screen());
}

#[test]
fn white_space_can_be_ignored() {
    let repo = Repo::new();
    repo.commit_file("f", "if x {\n  y;\n}\n", "first");
    repo.commit_file("f", "if x {\n      y;\n}\n", "second");
    let mut bench = Bench::of(&repo);
    assert!(bench.screen().contains("+      y;"));
    bench.act(DiffAction::Whitespace);
    assert!(bench.screen().contains("only white space changed"), "{}", bench.screen());
    assert!(bench.screen().contains("white space ignored"));
    bench.act(DiffAction::Whitespace);
    assert!(bench.screen().contains("+      y;"));
}

#[test]
fn a_file_that_was_seen_is_folded_and_the_next_one_is_shown() {
    let repo = three_files();
    let mut bench = Bench::of(&repo);
    bench.act(DiffAction::Viewed);
    assert!(cursor(&bench).contains("a/two.txt"));
    bench.act(DiffAction::PreviousFile);
    assert!(cursor(&bench).ends_with("✓ seen"), "{}", cursor(&bench));
    bench.act(DiffAction::Viewed);
    assert!(!bench.screen().contains("seen"));
}

#[test]
fn what_was_seen_is_remembered_while_the_program_runs() {
    let repo = three_files();
    let mut bench = Bench::of(&repo);
    bench.act(DiffAction::Viewed);
    bench.show(&repo.git(&["rev-parse", "HEAD~1"]));
    assert!(!bench.screen().contains("seen"));
    bench.show(&repo.git(&["rev-parse", "HEAD"]));
    bench.go(Motion::First);
    assert!(bench.screen().contains("✓ seen"), "{}", bench.screen());
}

#[test]
fn the_list_of_files_leads_to_a_file() {
    let repo = three_files();
    let mut bench = Bench::of(&repo);
    bench.act(DiffAction::Files);
    let screen = bench.screen();
    assert!(screen.contains("▾ a/") && screen.contains("M two.txt"), "{screen}");
    bench.hear(DiffEvent::Typing("diff-filter", "tw".to_owned()));
    assert!(!bench.screen().contains("M a/one"), "{}", bench.screen());
    bench.hear(DiffEvent::Typed("diff-filter", "tw".to_owned()));
    assert!(cursor(&bench).contains("a/two.txt"));
    assert!(!bench.model.files.is_open);
}

#[test]
fn folders_of_the_list_fold() {
    let repo = three_files();
    let mut bench = Bench::of(&repo);
    bench.act(DiffAction::Files);
    bench.go(Motion::First);
    bench.act(DiffAction::Fold);
    let screen = bench.screen();
    assert!(screen.contains("▸ a/ 2") && !screen.contains("two.txt"), "{screen}");
}

#[test]
fn a_hunk_is_copied_as_a_patch_that_git_takes() {
    let repo = three_files();
    let mut bench = Bench::of(&repo);
    bench.act(DiffAction::NextHunk);
    bench.act(DiffAction::NextHunk);
    bench.act(DiffAction::CopyThis(What::Hunk));
    let Some(Command::Copy { text, .. }) = bench.said.pop() else { panic!("nothing copied") };
    assert!(text.contains("-line 45\n+LINE 45\n") && !text.contains("line five"), "{text}");
    repo.git(&["checkout", "-q", "HEAD~1"]);
    repo.write("../hunk.patch", &text);
    repo.git(&["apply", "--check", "../hunk.patch"]);
}

#[test]
fn the_menu_offers_only_what_is_there() {
    let repo = three_files();
    let mut bench = Bench::of(&repo);
    bench.act(DiffAction::Copy);
    let Some(Command::Ask(Ask::Menu { items, .. })) = bench.said.pop() else { panic!("no menu") };
    let labels: Vec<_> = items.iter().map(|item| item.label.as_str()).collect();
    assert_eq!(labels, ["path", "patch of the file"]);
}

#[test]
fn scrolling_sideways_ends_with_the_longest_line_and_wrapping_shows_all_of_it() {
    let repo = Repo::new();
    let long: String = ('a'..='z').cycle().take(150).chain("END".chars()).collect();
    repo.commit_file("f", &format!("{long}\n"), "first");
    let mut bench = Bench::of(&repo);
    assert!(!bench.screen().contains("END"));
    for _ in 0..100 {
        bench.go(Motion::Right);
    }
    assert!(bench.screen().contains("END"), "{}", bench.screen());
    bench.act(DiffAction::LineStart);
    bench.act(DiffAction::Wrap);
    let screen = bench.screen();
    assert!(screen.contains("END") && screen.contains("+abc"), "{screen}");
}

#[test]
fn a_wrapped_line_higher_than_the_window_is_read_through() {
    let repo = Repo::new();
    let long: String = (0..400).map(|number| format!("{number:>9} ")).collect::<Vec<_>>().concat();
    repo.commit_file("f", &format!("{long}\nlast\n"), "first");
    let mut bench = Bench::of(&repo);
    bench.resize(60, 10);
    bench.act(DiffAction::Wrap);
    let mut seen = String::new();
    for _ in 0..120 {
        bench.go(Motion::Down);
        seen.push_str(&bench.screen());
    }
    for number in [0, 57, 123, 256, 399] {
        assert!(seen.contains(&format!(" {number} ")), "{number} was never on the screen");
    }
    assert!(bench.screen().contains("+last"));
}

#[test]
fn a_diff_that_was_left_a_moment_ago_needs_no_work() {
    let repo = three_files();
    let mut bench = Bench::of(&repo);
    bench.show(&repo.git(&["rev-parse", "HEAD~1"]));
    let id = repo.git(&["rev-parse", "HEAD"]).parse().unwrap();
    let commands = bench.model.show(crate::history::diff::Subject::Commit(id));
    assert!(!commands.iter().any(|command| matches!(command, Command::Work("diff", _))), "{commands:?}");
    assert!(bench.screen().contains("a/one.txt"));
}

#[test]
fn a_commit_that_cannot_be_read_says_why_and_what_to_do() {
    let repo = three_files();
    let mut bench = Bench::of(&repo);
    bench.show("0123456789012345678901234567890123456789");
    let screen = bench.screen();
    assert!(screen.contains("0123456") && screen.contains("git fetch"), "{screen}");
    bench.show(&repo.git(&["rev-parse", "HEAD"]));
    assert!(bench.screen().contains("a/one.txt"));
}

#[test]
fn nothing_is_dropped_or_repeated_in_a_diff_of_many_lines() {
    let repo = Repo::new();
    for file in 0..3 {
        repo.write(&format!("{file}.txt"), numbered(20_000));
    }
    repo.commit("first");
    let mut bench = Bench::of(&repo);
    let total = 3 * (20_000 + 3);
    bench.go(Motion::Last);
    bench.go(Motion::Up);
    assert!(cursor(&bench).ends_with("+line 19999"), "{}", cursor(&bench));
    let document = bench.model.document.as_ref().unwrap();
    assert_eq!(document.total(), total);
}

#[test]
fn a_search_follows_what_is_typed_and_leaves_no_trace_when_it_is_left() {
    let repo = three_files();
    let mut bench = Bench::of(&repo);
    bench.act(DiffAction::Search);
    bench.hear(DiffEvent::Typing("diff-search", "line 4".to_owned()));
    assert!(cursor(&bench).contains("line 4"));
    bench.hear(DiffEvent::Typing("diff-search", "line 47".to_owned()));
    assert!(cursor(&bench).contains("line 47"), "{}", bench.screen());
    bench.hear(DiffEvent::Dropped("diff-search"));
    assert_eq!(cursor(&bench), "▾ M a/one.txt  +2 −2");
    assert!(!bench.screen().contains("match"));
}
