//! The table is whole: no collisions, every line names an action, the user's keys win.

use std::collections::HashSet;

use super::*;
use crate::tui::action::CockpitAction;

fn written(context: &str, name: &str, keys: &[&str]) -> Written {
    let lines = BTreeMap::from([(name.to_owned(), keys.iter().map(|key| (*key).to_owned()).collect())]);
    BTreeMap::from([(context.to_owned(), lines)])
}

fn key(word: &str) -> Key {
    word.parse().unwrap()
}

#[test]
fn the_default_table_has_no_collision_and_names_actions_alone() {
    assert_eq!(Keymap::new(&Written::new()).1, []);
}

#[test]
fn no_name_is_given_twice_within_a_context() {
    let mut seen = HashSet::new();
    for named in action::all() {
        assert!(seen.insert((named.context, named.name)), "{}.{}", named.context, named.name);
    }
}

#[test]
fn every_context_of_the_table_lists_every_action_of_it() {
    let default: Written = toml::from_str(DEFAULT).unwrap();
    for named in action::all() {
        let listed = default.get(named.context).is_some_and(|lines| lines.contains_key(named.name));
        assert!(listed, "`{}` of `[{}]` is missing in default.toml (an empty list will do)", named.name, named.context);
    }
}

#[test]
fn what_works_everywhere_keeps_its_keys_on_every_screen() {
    let (map, _) = Keymap::new(&Written::new());
    let everywhere: HashSet<Key> =
        map.entries().filter(|(named, _)| named.context == COCKPIT).flat_map(|(_, keys)| keys.to_vec()).collect();
    for (named, keys) in
        map.entries().filter(|(named, _)| named.context != COCKPIT && !named.context.ends_with("editor"))
    {
        for key in keys {
            assert!(
                !everywhere.contains(key),
                "`{key}` of {}.{} hides a key of the cockpit",
                named.context,
                named.name
            );
        }
    }
}

#[test]
fn the_users_key_takes_the_place_of_the_default() {
    let (map, problems) = Keymap::new(&written(COCKPIT, "quit", &["Q"]));
    assert_eq!(problems, []);
    let focus = Focus::on(&[]);
    assert_eq!(map.meaning(focus, key("Q")).unwrap().action, Action::Cockpit(CockpitAction::Quit));
    assert!(map.meaning(focus, key("q")).is_none());
}

#[test]
fn a_key_the_user_gives_away_leaves_its_default_action() {
    let (map, problems) = Keymap::new(&written(COCKPIT, "help", &["q"]));
    assert_eq!(problems, []);
    assert_eq!(map.meaning(Focus::on(&[]), key("q")).unwrap().name, "help");
    assert_eq!(map.key_of(COCKPIT, "quit"), Some(key("ctrl-c")));
}

#[test]
fn a_line_that_cannot_be_used_is_told_and_the_rest_is_used() {
    let (map, problems) = Keymap::new(&written(COCKPIT, "quitt", &["Q"]));
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].to_string(), "`keys.cockpit.quitt` is not an action (did you mean `cockpit.quit`?)");
    assert!(map.meaning(Focus::on(&[]), key("q")).is_some());
    assert_eq!(Keymap::new(&written(COCKPIT, "quit", &["banana"])).1.len(), 1);
}

#[test]
fn two_actions_of_the_user_on_one_key_are_told() {
    let mut user = written(COCKPIT, "quit", &["x"]);
    user.get_mut(COCKPIT).unwrap().insert("help".into(), vec!["x".into()]);
    let (_, problems) = Keymap::new(&user);
    assert_eq!(problems[0].to_string(), "`x` means both `cockpit.help` and `cockpit.quit`");
}

#[test]
fn while_typing_characters_mean_nothing_and_control_keys_work() {
    let (map, _) = Keymap::new(&Written::new());
    assert!(map.meaning(Focus::typing(&[]), key("q")).is_none());
    assert!(map.meaning(Focus::typing(&[]), key("down")).is_none());
    assert_eq!(map.meaning(Focus::typing(&[]), key("ctrl-p")).unwrap().name, "palette");
}

#[test]
fn a_key_that_means_something_nearer_is_not_told_for_what_is_farther() {
    let (map, _) = Keymap::new(&Written::new());
    let keys = |focus, name: &str| map.heard(focus).find(|(named, _)| named.name == name).unwrap().1;
    assert_eq!(keys(Focus::on(&["commits"]), "filter"), [key("/")]);
    assert_eq!(keys(Focus::on(&["diff", "commits"]), "filter"), []);
    assert_eq!(keys(Focus::on(&["diff", "commits"]), "search"), [key("/")]);
}
