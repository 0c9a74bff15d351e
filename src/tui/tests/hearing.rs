//! Who hears what, and what is dropped.

use crate::tui::{
    key::Key,
    model::{Model, Setup},
    msg::{Effect, Ending, Exit, Msg},
    screens::{Outcome, commits},
    theme::Appearance,
    ticket::Ticket,
    update::update,
};

fn key(word: &str) -> Msg {
    Msg::Key(word.parse::<Key>().unwrap())
}

fn started() -> (Model, Ticket) {
    let mut model = Model::new(Setup::default());
    let effects = update(&mut model, Msg::Started);
    let analysis = effects.iter().find_map(|effect| match effect {
        Effect::Work { ticket, .. } if ticket.slot.name == "analysis" => Some(*ticket),
        _ => None,
    });
    (model, analysis.expect("the first screen analyses at once"))
}

fn failed() -> Outcome {
    let failure = crate::fault::Failure::new(crate::fault::Fault::Usage, "no git repository");
    Outcome::Commits(commits::Outcome::Unreadable(failure))
}

#[test]
fn an_answer_to_an_older_request_is_dropped() {
    let (mut model, ticket) = started();
    let late = Ticket { generation: ticket.generation - 1, ..ticket };
    update(&mut model, Msg::Done(late, failed()));
    assert!(model.failure().is_none());
    update(&mut model, Msg::Done(ticket, failed()));
    assert!(model.failure().is_some());
}

#[test]
fn q_quits_at_once_when_nothing_would_be_lost() {
    let (mut model, _) = started();
    assert_eq!(update(&mut model, key("q")), [Effect::Quit(Exit::Quit)]);
}

#[test]
fn a_signal_ends_the_program_by_its_number() {
    let (mut model, _) = started();
    assert_eq!(update(&mut model, Msg::Signal(15)), [Effect::Quit(Exit::Signal(15))]);
}

#[test]
fn the_topmost_overlay_hears_first() {
    let (mut model, _) = started();
    update(&mut model, key("?"));
    assert_eq!(model.overlays.len(), 1);
    assert_eq!(update(&mut model, key("q")), []);
    assert!(model.overlays.is_empty(), "q closed the help, not the program");
}

#[test]
fn a_wrong_key_says_so_once() {
    let (mut model, _) = started();
    update(&mut model, key("Q"));
    assert_eq!(model.notice().unwrap().text, "Q does nothing here; ? shows the keys that do");
    model.notice = None;
    update(&mut model, key("Q"));
    assert!(model.notice().is_none());
}

#[test]
fn a_hint_fades_and_an_error_stays_until_a_key() {
    let (mut model, ticket) = started();
    let effects = update(&mut model, key("Q"));
    let [Effect::After { ticket: fade, .. }] = effects[..] else { panic!("{effects:?}") };
    update(&mut model, Msg::Elapsed(fade));
    assert!(model.notice().is_none());
    update(&mut model, Msg::Ended(ticket, Ending::Panicked("boom".into())));
    assert_eq!(model.notice().unwrap().text, "a bug in tminus: boom");
    update(&mut model, Msg::Elapsed(fade));
    assert!(model.notice().is_some());
    update(&mut model, key("j"));
    assert!(model.notice().is_none());
}

#[test]
fn the_theme_follows_the_background_unless_it_was_chosen() {
    let (mut model, _) = started();
    update(&mut model, Msg::Background(Appearance::Light));
    assert_eq!(model.dress.theme.name, "light");
    let mut chosen = Model::new(Setup { theme: Some("nord".into()), ..Setup::default() });
    update(&mut chosen, Msg::Background(Appearance::Light));
    assert_eq!(chosen.dress.theme.name, "nord");
}

#[test]
fn an_unknown_theme_is_told_and_the_fitting_one_is_worn() {
    let model = Model::new(Setup { theme: Some("nrod".into()), ..Setup::default() });
    assert!(model.notice().unwrap().text.contains("`nrod`"));
    assert_eq!(model.dress.theme.name, "dark");
}

#[test]
fn getting_the_focus_back_looks_at_the_repository_again() {
    let (mut model, ticket) = started();
    let analyses = |effects: &[Effect]| {
        effects.iter().any(|effect| matches!(effect, Effect::Work { ticket: new, .. } if new.slot == ticket.slot))
    };
    assert!(!analyses(&update(&mut model, Msg::Focus(true))), "an analysis is under way already");
    update(&mut model, Msg::Done(ticket, failed()));
    assert!(analyses(&update(&mut model, Msg::Focus(true))));
}
