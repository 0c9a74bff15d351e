//! The Notes screen: what its keys do and what it shows.

use super::{
    actions::{Action, Scope},
    model::{NotesScreen, Pane, Side},
    work::{Loaded, Outcome, Request},
};
use crate::{
    drafting::Template,
    notes::{
        BUILT_IN_NAME, BUILT_IN_TEMPLATE, Markup, Merged, Notes, OtherDraft, ReleaseFacts, Renderer, SavedDrafts,
        SectionKey, Titles, draft, sample::commit,
    },
    release::{ChangelogPlace, notes::Standing},
    store::Folders,
    tui::{
        key::Key,
        look::{GLYPHS, Look},
        motion::Motion,
        screen::{Command, Event, Screen},
        shared::{News, Shared},
        theme::{Depth, Shelf},
    },
};
use ratatui::{Terminal, backend::TestBackend, layout::Rect};

type Commands = Vec<Command<Action, Request>>;

struct Desk {
    screen: NotesScreen,
    shared: Shared,
}

fn loaded(subjects: &[(&str, &str)], saved: Option<&str>) -> Loaded {
    let commits: Vec<_> = subjects.iter().map(|(id, subject)| commit(id, subject)).collect();
    let template = Template { name: BUILT_IN_NAME.into(), source: BUILT_IN_TEMPLATE.into() };
    let facts = ReleaseFacts {
        version: Some("2.0.0".into()),
        tag: Some("v2.0.0".into()),
        date: Some("2026-01-05".into()),
        ..ReleaseFacts::default()
    };
    let draft = draft(&commits);
    let automatic = Renderer { template: &template, facts: &facts, commits: &commits }.render(&draft).unwrap();
    let text = saved.unwrap_or(&automatic).to_owned();
    let notes = Notes::new(&text, draft, automatic.clone(), &commits, Titles::new());
    let merged = Merged { text, base: automatic.clone(), ..Merged::default() };
    let standing =
        Standing { notes, automatic, saved: saved.map(str::to_owned), set_aside: Vec::new(), merged, newcomers: None };
    Loaded {
        standing,
        commits: commits.into(),
        drafts: Some(SavedDrafts::of(&Folders::below("/nowhere".as_ref()), "/nowhere".as_ref(), None, None)),
        shared: None,
        options: crate::release::Options::default(),
        facts,
        titles: Titles::new(),
        changelog: ChangelogPlace::File { path: "CHANGELOG.md".into(), bytes: None, markup: Markup::Markdown }.into(),
        warnings: Vec::new(),
    }
}

const SAMPLE: [(&str, &str); 4] = [
    ("aaaaaa1", "feat(api)!: drop connect (#14)"),
    ("aaaaaa2", "feat: add stars to the northern sky (#12)"),
    ("aaaaaa3", "fix(net): retry on 503"),
    ("aaaaaa4", "fix: crash on empty input"),
];

impl Desk {
    fn new(size: (u16, u16)) -> Self {
        let shared = Shared { size, body: Rect { x: 0, y: 0, width: size.0, height: size.1 }, ..Shared::default() };
        Self { screen: NotesScreen::default(), shared }
    }

    fn open(size: (u16, u16)) -> Self {
        let mut desk = Self::new(size);
        let commands = desk.hear(Event::Shown);
        assert!(matches!(commands.as_slice(), [Command::Work("load", Request::Load(_))]));
        desk.arrive(loaded(&SAMPLE, None));
        desk
    }

    fn hear(&mut self, event: Event<Action, Outcome>) -> Commands {
        self.screen.update(&self.shared, event)
    }

    fn arrive(&mut self, loaded: Loaded) -> Commands {
        self.hear(Event::Outcome("load", Outcome::Loaded(Box::new(loaded))))
    }

    fn act(&mut self, action: Action) -> Commands {
        self.hear(Event::Action(action))
    }

    fn type_words(&mut self, words: &str) -> Commands {
        self.act(Action::Type);
        let mut commands = Vec::new();
        for character in words.chars() {
            commands.extend(self.hear(Event::Key(Key::plain(crossterm::event::KeyCode::Char(character)))));
        }
        commands
    }

    fn text(&self) -> String {
        self.screen.editor.text()
    }

    fn seen(&self) -> String {
        let theme = Shelf::default().fitting(crate::tui::theme::Appearance::Dark, Depth::True);
        let look = Look { theme: &theme, glyphs: &GLYPHS, plain: false };
        let mut terminal = Terminal::new(TestBackend::new(self.shared.size.0, self.shared.size.1)).unwrap();
        terminal.draw(|frame| self.screen.view(&look, &self.shared, self.shared.body, frame)).unwrap();
        let buffer = terminal.backend().buffer().clone();
        let rows = (0..buffer.area.height).map(|y| {
            let row: String = (0..buffer.area.width).map(|x| buffer[(x, y)].symbol().to_owned()).collect();
            format!("{}\n", row.trim_end())
        });
        rows.collect()
    }
}

#[test]
fn editor_and_page_stand_side_by_side_where_there_is_room() {
    insta::assert_snapshot!(Desk::open((120, 24)).seen());
}

#[test]
fn one_pane_is_seen_on_a_usual_terminal() {
    let mut desk = Desk::open((80, 20));
    let text = desk.seen();
    desk.act(Action::OtherPane);
    insta::assert_snapshot!(format!("{text}\n{}", desk.seen()));
}

#[test]
fn a_tiny_terminal_still_shows_the_text() {
    insta::assert_snapshot!(Desk::open((40, 7)).seen());
}

#[test]
fn what_is_missing_is_listed_and_set_in_where_it_belongs() {
    let mut desk = Desk::open((80, 14));
    desk.arrive(loaded(&SAMPLE, None));
    desk.act(Action::Type);
    desk.screen.editor.replace("## Fixed\n\n- TODO: retries (aaaaaa3)\n");
    desk.hear(Event::Key("esc".parse().unwrap()));
    desk.act(Action::Leave);
    desk.act(Action::Missing);
    insta::assert_snapshot!(desk.seen());
    for _ in 0..2 {
        desk.hear(Event::Motion(Motion::Down));
    }
    desk.act(Action::Take);
    assert_eq!(
        desk.text(),
        "## Breaking changes\n\n- **api**: Drop connect (#14)\n\n## Fixed\n\n- TODO: retries (aaaaaa3)\n"
    );
    assert_eq!(desk.screen.editor.cursor().0, 2);
}

#[test]
fn typed_words_are_kept_when_the_keys_rest_and_one_saving_at_a_time() {
    let mut desk = Desk::open((80, 24));
    let commands = desk.type_words("ab");
    assert!(commands.iter().any(|command| matches!(command, Command::After("save", _))));
    assert!(desk.screen.unsaved().is_some());
    let save = desk.hear(Event::Elapsed("save"));
    let [Command::Work("save", Request::Save { text, known, .. })] = save.as_slice() else { panic!("{save:?}") };
    assert!(text.starts_with("ab"));
    assert_eq!(*known, None);
    let text = text.clone();
    assert!(desk.type_words("c").is_empty(), "no second saving while one is under way");
    let after = desk.hear(Event::Outcome("save", Outcome::Saved(text.clone())));
    assert!(after.contains(&Command::Announce(News::NotesChanged)));
    assert!(matches!(after.last(), Some(Command::After("save", _))));
    let save = desk.hear(Event::Elapsed("save"));
    let [Command::Work("save", Request::Save { known, .. })] = save.as_slice() else { panic!("{save:?}") };
    assert_eq!(*known, Some(text.clone()));
    desk.hear(Event::Outcome("save", Outcome::Saved(text)));
    assert_eq!(desk.screen.unsaved(), None);
}

#[test]
fn a_draft_of_before_is_given_back() {
    let mut desk = Desk::new((80, 24));
    desk.arrive(loaded(&SAMPLE, Some("Mine (#14)\r\n")));
    assert_eq!(desk.text(), "Mine (#14)\r\n");
}

#[test]
fn a_redraft_is_a_proposal_that_is_taken_piece_by_piece_and_undone_at_once() {
    let mut desk = Desk::open((120, 24));
    let automatic = desk.text();
    desk.screen.editor.replace("## Fixed\n\n- My retries (aaaaaa3)\n- Crash on empty input (aaaaaa4)\n");
    let mine = desk.text();
    desk.act(Action::Redraft(Scope::All));
    assert_eq!((desk.screen.side, desk.screen.pane), (Side::Proposal, Pane::Side));
    assert_eq!(desk.text(), mine, "a proposal moves nothing");
    insta::assert_snapshot!(desk.seen());
    desk.act(Action::AcceptPiece);
    assert!(desk.text().starts_with("## Breaking changes"), "{}", desk.text());
    assert!(desk.text().contains("- My retries"), "{}", desk.text());
    desk.act(Action::RefusePiece);
    desk.act(Action::RefusePiece);
    assert!(desk.screen.proposal.is_none());
    desk.act(Action::Undo);
    assert_eq!(desk.text(), mine);
    desk.act(Action::Redraft(Scope::All));
    desk.act(Action::Accept);
    assert_eq!(desk.text(), automatic);
    desk.act(Action::Undo);
    assert_eq!(desk.text(), mine);
}

#[test]
fn new_commits_change_untouched_notes_and_are_offered_beside_written_ones() {
    let mut more = SAMPLE.to_vec();
    more.push(("aaaaaa5", "feat: add moons (#20)"));
    let mut desk = Desk::open((80, 24));
    desk.arrive(loaded(&more, None));
    assert!(desk.text().contains("Add moons"));
    let mut desk = Desk::open((80, 24));
    desk.type_words("Mine ");
    let written = desk.text();
    desk.arrive(loaded(&more, None));
    assert_eq!(desk.text(), written);
    desk.act(Action::Redraft(Scope::All));
    desk.act(Action::Accept);
    assert!(desk.text().starts_with("Mine ") && desk.text().contains("Add moons"), "{}", desk.text());
}

#[test]
fn an_entry_leads_to_its_commit() {
    let mut desk = Desk::open((80, 24));
    desk.screen.editor.go_to((2, 0), false);
    let commands = desk.act(Action::Visit);
    assert_eq!(commands[0], Command::Announce(News::Visit(crate::notes::sample::id("aaaaaa1").to_string())));
    desk.screen.editor.go_to((0, 0), false);
    assert!(matches!(desk.act(Action::Visit).as_slice(), [Command::Say(_)]));
}

#[test]
fn a_commit_leads_to_its_entry_or_to_why_there_is_none() {
    let mut desk = Desk::open((80, 24));
    let wanted = crate::notes::sample::id("aaaaaa1").to_string();
    let said = desk.hear(Event::News(News::VisitEntry(wanted.clone())));
    assert!(matches!(said.as_slice(), [Command::Say(notice)] if notice.text.contains("o leads back")), "{said:?}");
    let back = desk.act(Action::Visit);
    assert_eq!(back[0], Command::Announce(News::Visit(wanted.clone())), "and back");
    let said = desk.hear(Event::News(News::VisitEntry("f".repeat(40))));
    assert!(matches!(said.as_slice(), [Command::Say(notice)] if notice.text.contains("no entry tells")), "{said:?}");

    let mut early = NotesScreen::default();
    early.update(&desk.shared, Event::News(News::VisitEntry(wanted)));
    let said = early.update(&desk.shared, Event::Outcome("load", Outcome::Loaded(Box::new(loaded(&SAMPLE, None)))));
    assert!(
        said.iter().any(|command| matches!(command, Command::Say(notice) if notice.text.contains("tells aaaaaa1")))
    );
}

#[test]
fn the_changelog_is_seen_as_shipping_would_write_it() {
    let mut desk = Desk::open((80, 30));
    desk.act(Action::Changelog);
    let seen = desk.seen();
    assert!(seen.contains("[2.0.0] - 2026-01-05") && seen.contains("Breaking:"), "{seen}");
    desk.act(Action::Changelog);
    assert_eq!(desk.screen.side, Side::Page);
}

#[test]
fn hostile_words_do_not_reach_the_screen() {
    let mut desk = Desk::open((80, 24));
    desk.act(Action::Type);
    desk.hear(Event::Paste("\u{1b}[2Jevil\u{202e}".into()));
    assert!(desk.text().starts_with("[2Jevil"));
    desk.arrive(loaded(&SAMPLE, Some("a\u{1b}]0;x\u{7}b\n")));
    assert!(!desk.seen().contains('\u{1b}'));
}

#[test]
fn any_size_is_drawn() {
    for width in [0, 1, 3, 10, 40, 99, 100, 101] {
        for height in [0, 1, 2, 5, 6, 7, 30] {
            let mut desk = Desk::open((width, height));
            for action in [Action::Missing, Action::Redraft(Scope::All), Action::Changelog, Action::OtherPane] {
                desk.act(action);
                drop(desk.seen());
            }
        }
    }
}

#[test]
fn a_long_text_is_read_by_a_worker_when_the_keys_rest() {
    let mut desk = Desk::open((120, 40));
    let long: String = (0..2000).fold(String::new(), |text, line| format!("{text}- entry {line}\n"));
    desk.hear(Event::Action(Action::Type));
    let written = desk.hear(Event::Paste(long));
    assert!(written.iter().any(|command| matches!(command, Command::After("read", _))));
    let is_reading = |commands: &[Command<Action, Request>]| {
        commands.iter().any(|command| matches!(command, Command::Work("read", Request::Read(_))))
    };
    assert!(!is_reading(&written));
    let mut asked = desk.hear(Event::Elapsed("read"));
    assert!(is_reading(&asked));
    // It is asked for once.
    assert!(!is_reading(&desk.hear(Event::Resized)));
    let rows = desk.screen.page.len();
    let Some(Command::Work(_, Request::Read(unread))) = asked.pop() else { panic!("the reading comes last") };
    desk.hear(Event::Outcome("read", Outcome::Read(Box::new(unread.read()))));
    assert!(desk.screen.page.len() > rows + 1900);
    assert_eq!(desk.screen.marks.len(), desk.screen.editor.lines().len());
}

const TWO: [(&str, &str); 2] = [("aaaaaa2", "feat: add stars (#12)"), ("aaaaaa3", "feat: add moons (#13)")];

/// A desk at `text`, the cursor on the first line that has `words`.
fn desk_at(text: &str, words: &str) -> Desk {
    let mut desk = Desk::new((120, 24));
    desk.arrive(loaded(&TWO, Some(text)));
    let line = text.lines().position(|line| line.contains(words)).unwrap();
    let byte = text.lines().nth(line).unwrap().find(words).unwrap();
    desk.screen.editor.go_to((line, byte), false);
    desk
}

const STARS: &str = "## Added\n\n- Stars (#12)\n- Moons. And suns (#13)\n";

#[test]
fn acts_on_entries_are_one_step_each_and_are_undone() {
    for (words, action, expected) in [
        ("And suns", Action::Split, "- Moons. (#13)\n- And suns (#13)\n"),
        ("Stars", Action::Join, "- Stars; Moons. And suns (#12, #13)\n"),
        ("Stars", Action::MoveTo(SectionKey::Fixed), "## Fixed\n\n- Stars (#12)\n"),
        ("Stars", Action::SetAside, "## Added\n\n- Moons"),
    ] {
        let mut desk = desk_at(STARS, words);
        let commands = desk.act(action.clone());
        assert!(desk.text().contains(expected), "{action:?}: {}", desk.text());
        assert!(commands.iter().any(|command| matches!(command, Command::After("save", _))), "{action:?}");
        desk.act(Action::Undo);
        assert_eq!(desk.text(), STARS, "{action:?}");
    }
}

#[test]
fn what_cannot_be_done_here_says_so() {
    let mut desk = desk_at(STARS, "## Added");
    for action in [Action::Split, Action::Join, Action::Move, Action::SetAside, Action::Cite, Action::PutBack] {
        assert!(matches!(desk.act(action).as_slice(), [Command::Say(_)]));
    }
    assert_eq!(desk.text(), STARS);
}

#[test]
fn what_was_set_aside_is_kept_with_the_draft_and_put_back() {
    let mut desk = desk_at(STARS, "Stars");
    desk.act(Action::SetAside);
    let save = desk.hear(Event::Elapsed("save"));
    let [Command::Work("save", Request::Save { set_aside, .. })] = save.as_slice() else { panic!("{save:?}") };
    assert_eq!(set_aside[0].source, "- Stars (#12)\n");
    desk.act(Action::PutBack);
    assert_eq!(desk.text(), "## Added\n\n- Moons. And suns (#13)\n- Stars (#12)\n");
}

#[test]
fn a_commit_is_chosen_in_the_list_and_cited() {
    let mut desk = desk_at(STARS, "Stars");
    desk.act(Action::Cite);
    assert_eq!((desk.screen.side, desk.screen.pane), (Side::Commits, Pane::Side));
    desk.hear(Event::Motion(Motion::Last));
    insta::assert_snapshot!(desk.seen());
    let said = desk.act(Action::Cite);
    assert!(desk.text().contains("- Stars (#12, aaaaaa3)\n"), "{}", desk.text());
    assert!(matches!(said.last(), Some(Command::Say(notice)) if notice.text.contains("rests on aaaaaa3")));
    desk.act(Action::Entry);
    assert_eq!((desk.screen.pane, desk.screen.editor.cursor().0), (Pane::Text, 2));
}

#[test]
fn a_section_or_an_entry_alone_is_redrafted() {
    let mut desk = desk_at("Hello.\n\n## Added\n\n- My stars (#12)\n- My moons (#13)\n", "My stars");
    desk.act(Action::Redraft(Scope::Entry));
    desk.act(Action::Accept);
    assert_eq!(desk.text(), "Hello.\n\n## Added\n\n- Add stars (#12)\n- My moons (#13)\n");
    desk.act(Action::Redraft(Scope::Section));
    assert_eq!(desk.screen.proposal.as_ref().unwrap().comparison.hunks.len(), 1);
    desk.act(Action::Accept);
    assert_eq!(desk.text(), "Hello.\n\n## Added\n\n- Add stars (#12)\n- Add moons (#13)\n");
    desk.screen.editor.go_to((0, 0), false);
    assert!(matches!(desk.act(Action::Redraft(Scope::Entry)).as_slice(), [Command::Say(_)]));
}

#[test]
fn what_both_sides_changed_is_asked_until_it_is_answered() {
    let mut desk = Desk::open((120, 24));
    let automatic = desk.text();
    let mine = automatic.replace("Add stars to the northern sky", "My stars");
    desk.screen.editor.replace(&mine);
    let mut changed = SAMPLE.to_vec();
    changed[1].1 = "feat: add stars to the whole sky (#12)";
    desk.arrive(loaded(&changed, None));
    assert_eq!(desk.text(), mine);
    desk.act(Action::Redraft(Scope::All));
    assert!(desk.screen.proposal.as_ref().unwrap().is_at_conflict());
    insta::assert_snapshot!(desk.seen());
    let said = desk.act(Action::Accept);
    assert_eq!(desk.text(), mine, "it is not taken with the rest");
    assert!(said.iter().any(|command| matches!(command, Command::Say(_))));
    desk.act(Action::AcceptBoth);
    assert!(desk.text().contains("My stars (#12)\n- Add stars to the whole sky (#12)\n"), "{}", desk.text());
    assert!(desk.screen.proposal.is_none() && !desk.screen.has_offer);
    assert!(desk.screen.base.contains("whole sky"));
}

#[test]
fn a_proposal_left_open_is_offered_again_and_what_was_refused_is_not() {
    let mut more = SAMPLE.to_vec();
    more.push(("aaaaaa5", "feat: add moons (#20)"));
    more.push(("aaaaaa6", "fix: hang (#21)"));
    let mut desk = Desk::open((120, 24));
    desk.type_words("Mine ");
    desk.act(Action::Leave);
    let base = desk.screen.base.clone();
    desk.arrive(loaded(&more, None));
    desk.act(Action::Redraft(Scope::All));
    desk.act(Action::RefusePiece);
    desk.hear(Event::Key("esc".parse().unwrap()));
    assert!(desk.screen.has_offer && desk.screen.base == base, "what is open is merged with its own base");
    desk.type_words("again ");
    desk.act(Action::Leave);
    desk.act(Action::Redraft(Scope::All));
    assert_eq!(desk.screen.proposal.as_ref().unwrap().comparison.hunks.len(), 1);
    desk.act(Action::Accept);
    assert!(desk.text().contains("again") && desk.text().contains("Hang") && !desk.text().contains("moons"));
    assert!(!desk.screen.has_offer && desk.screen.base.contains("moons"), "it does not come again");
}

#[test]
fn another_windows_words_are_merged_from_where_both_began() {
    let mut desk = desk_at("Mine.\n\n## Added\n\n- Add stars (#12)\n- Add moons (#13)\n", "Mine");
    let other = OtherDraft {
        title: "what another window wrote 1".into(),
        is_of_this_release: true,
        text: "## Added\n\n- Add stars (#12)\n- Theirs (#13)\n".into(),
    };
    let asked = desk.hear(Event::Outcome("drafts", Outcome::Drafts(vec![other])));
    assert!(matches!(asked.as_slice(), [Command::Ask(_)]));
    desk.act(Action::OpenDraft(0));
    desk.act(Action::Accept);
    assert_eq!(desk.text(), "Mine.\n\n## Added\n\n- Add stars (#12)\n- Theirs (#13)\n");
    assert!(matches!(desk.hear(Event::Outcome("drafts", Outcome::Drafts(Vec::new()))).as_slice(), [Command::Say(_)]));
}

#[test]
fn words_written_elsewhere_are_taken_where_nothing_was_written_here() {
    let mut desk = desk_at(STARS, "Stars");
    desk.arrive(loaded(&TWO, Some("Elsewhere (#12)\n")));
    assert_eq!(desk.text(), "Elsewhere (#12)\n");
    desk.act(Action::Undo);
    assert_eq!(desk.text(), STARS);
    let mut desk = desk_at(STARS, "Stars");
    desk.type_words("Mine ");
    let mine = desk.text();
    desk.arrive(loaded(&TWO, Some("Elsewhere (#12)\n")));
    assert_eq!(desk.text(), mine);
    desk.hear(Event::Elapsed("save"));
    assert_eq!(desk.screen.loaded.as_ref().unwrap().standing.saved.as_deref(), Some(STARS), "the saving finds it");
}
