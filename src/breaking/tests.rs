//! What holds for every ecosystem: rules are whole, and each finds its own example and nothing in what did not change.

use std::collections::BTreeSet;

use super::{ECOSYSTEMS, trial};

#[test]
fn every_rule_finds_its_example_as_sure_as_it_says() {
    let mut wrong = Vec::new();
    for ecosystem in ECOSYSTEMS {
        for rule in ecosystem.rules() {
            let example = &rule.example;
            let found = trial::found(ecosystem, example.old, example.new);
            let is_it = |finding: &super::Finding| finding.rule == rule.id && finding.symbol == example.symbol;
            match found.iter().find(|finding| is_it(finding)) {
                None => wrong.push(format!(
                    "{}: finds {:?} instead of `{}`",
                    rule.id,
                    found.iter().map(trial::line).collect::<Vec<_>>(),
                    example.symbol
                )),
                Some(finding) if finding.certainty != rule.certainty => {
                    wrong.push(format!("{}: is {}", rule.id, finding.certainty.as_str()));
                }
                Some(finding) if finding.message.contains(['{', '}']) && !example.old.contains('{') => {
                    wrong.push(format!("{}: tells {:?}", rule.id, finding.message));
                }
                Some(_) => {}
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_did_not_change_breaks_nobody() {
    for ecosystem in ECOSYSTEMS {
        for rule in ecosystem.rules() {
            for text in [rule.example.old, rule.example.new] {
                let blank = format!("{text}\n\n");
                let found = trial::found(ecosystem, text, &blank);
                assert!(found.is_empty(), "{}: {:?}", rule.id, found.iter().map(trial::line).collect::<Vec<_>>());
            }
        }
    }
}

#[test]
fn rules_are_whole_and_named_once() {
    let mut ids = BTreeSet::new();
    for ecosystem in ECOSYSTEMS {
        for rule in ecosystem.rules() {
            let name = rule.id.strip_prefix(ecosystem.name).and_then(|rest| rest.strip_prefix('/'));
            let is_name = |name: &str| {
                name.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-')
            };
            assert!(name.is_some_and(is_name), "{}", rule.id);
            assert!(ids.insert(rule.id), "{} is there twice", rule.id);
            assert!(rule.meaning.ends_with('.') && rule.why.ends_with('.'), "{}: whole sentences", rule.id);
            let begins_low = rule.text.starts_with(|first: char| !first.is_uppercase());
            assert!(begins_low && !rule.text.ends_with('.') && rule.text.contains('{'), "{}: {}", rule.id, rule.text);
        }
    }
    assert!(super::rule("rust/function-removed").is_some());
}
