//! Dialogs stand on the safe answer, menus choose, prompts tell what is typed.

use super::*;
use crate::tui::action::CockpitAction;

const YES: Action = Action::Cockpit(CockpitAction::QuitAnyway);

fn press(overlay: &mut Overlay, word: &str) -> Heard {
    overlay.key(word.parse().unwrap(), None)
}

fn confirm() -> Overlay {
    let ask = Ask::Confirm { title: "Sure?".into(), text: vec![], yes: ("yes".into(), YES), no: "no".into() };
    Overlay::asked(None, ask)
}

#[test]
fn enter_on_a_fresh_dialog_is_the_safe_answer() {
    assert_eq!(press(&mut confirm(), "enter"), Heard::Close);
    assert_eq!(press(&mut confirm(), "esc"), Heard::Close);
    assert_eq!(press(&mut confirm(), "n"), Heard::Close);
}

#[test]
fn the_other_answer_must_be_chosen_or_typed() {
    assert_eq!(press(&mut confirm(), "y"), Heard::Do(YES));
    let mut dialog = confirm();
    assert_eq!(press(&mut dialog, "tab"), Heard::Consumed);
    assert_eq!(press(&mut dialog, "enter"), Heard::Do(YES));
}

#[test]
fn what_cannot_be_taken_back_wants_the_word_typed_whole() {
    let ask = Ask::TypeToConfirm { title: "Ship?".into(), text: vec![], expected: "1.2".into(), action: YES };
    let mut dialog = Overlay::asked(None, ask);
    press(&mut dialog, "1");
    press(&mut dialog, ".");
    assert!(matches!(press(&mut dialog, "enter"), Heard::Say(_)));
    press(&mut dialog, "2");
    assert_eq!(press(&mut dialog, "enter"), Heard::Do(YES));
}

#[test]
fn a_prompt_tells_every_change_and_its_end() {
    let ask = Ask::Prompt { question: "filter", title: String::new(), value: "a".into(), hint: String::new() };
    let mut prompt = Overlay::asked(None, ask);
    assert_eq!(press(&mut prompt, "b"), Heard::Typing("filter", "ab".into()));
    assert_eq!(press(&mut prompt, "enter"), Heard::Typed("filter", "ab".into()));
    assert_eq!(press(&mut prompt, "esc"), Heard::Dropped("filter"));
}

#[test]
fn a_menu_is_answered_by_key_or_by_cursor() {
    let items = vec![
        MenuItem::keyed('h', "help", "", Action::Cockpit(CockpitAction::Help)),
        MenuItem::keyed('x', "go", "", YES),
    ];
    let mut menu = Overlay::asked(None, Ask::Menu { title: String::new(), items, cursor: 0 });
    assert_eq!(press(&mut menu, "x"), Heard::Do(YES));
    assert_eq!(menu.key("down".parse().unwrap(), Some(Motion::Down)), Heard::Consumed);
    assert_eq!(press(&mut menu, "enter"), Heard::Do(YES));
}

#[test]
fn the_palette_finds_an_action_by_a_few_of_its_letters() {
    let entry =
        |words: &str, action: CockpitAction| (words.to_owned(), String::new(), String::new(), Action::Cockpit(action));
    let mut palette = Overlay::palette(vec![
        entry("Show the keys", CockpitAction::Help),
        entry("Choose a colour theme", CockpitAction::PickTheme),
    ]);
    for letter in ["t", "h", "e", "m"] {
        press(&mut palette, letter);
    }
    assert_eq!(press(&mut palette, "enter"), Heard::Do(Action::Cockpit(CockpitAction::PickTheme)));
    for letter in ["z", "z", "z"] {
        press(&mut palette, letter);
    }
    assert!(matches!(press(&mut palette, "enter"), Heard::Say(_)));
}

#[test]
fn a_dialog_shows_all_that_will_be_done_wrapped_or_by_scrolling() {
    let words = (0..80).map(|number| format!("word{number}")).collect::<Vec<_>>().join(" ");
    let ask = Ask::TypeToConfirm { title: "Ship?".into(), text: vec![words], expected: "1.2".into(), action: YES };
    let mut dialog = Overlay::asked(None, ask);
    let mut all = String::new();
    for _ in 0..40 {
        let Overlay::Asked(asked) = &dialog else { unreachable!("a question was asked") };
        let Ask::TypeToConfirm { text, .. } = &asked.ask else { unreachable!("that was the question") };
        let seen = dialog::seen(asked, text, 38, 8);
        assert!(seen.rows.len() == 5 && seen.rows.iter().all(|row| row.width() <= 36), "{seen:?}");
        all.extend(seen.rows.iter().map(|row| format!("{row} ")));
        assert_eq!(dialog.key("down".parse().unwrap(), Some(Motion::Down)), Heard::Consumed);
    }
    for number in 0..80 {
        assert!(all.contains(&format!("word{number} ")), "word{number} is never seen");
    }
}
