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

/// Pairs by ecosystem. Each begins with `### its name`, then what has to be found (`quiet`, or `breaks: name | other name`), the
/// old end, `=====`, the new end. Those of `rules/` go through the rules that tools of one language know.
const PAIRS: [(&str, &str); 22] = [
    ("c", include_str!("pairs/c.txt")),
    ("jsonschema", include_str!("pairs/jsonschema.txt")),
    ("config", include_str!("pairs/config.txt")),
    ("manifests", include_str!("pairs/manifests.txt")),
    ("openapi", include_str!("pairs/rules/openapi.txt")),
    ("python", include_str!("pairs/rules/python.txt")),
    ("rust", include_str!("pairs/rules/rust.txt")),
    ("java", include_str!("pairs/rules/java.txt")),
    ("go", include_str!("pairs/rules/go.txt")),
    ("typescript", include_str!("pairs/rules/typescript.txt")),
    ("proto", include_str!("pairs/rules/proto.txt")),
    ("graphql", include_str!("pairs/rules/graphql.txt")),
    ("sql", include_str!("pairs/rules/sql.txt")),
    ("rust", include_str!("pairs/rust.txt")),
    ("python", include_str!("pairs/python.txt")),
    ("go", include_str!("pairs/go.txt")),
    ("java", include_str!("pairs/java.txt")),
    ("typescript", include_str!("pairs/typescript.txt")),
    ("proto", include_str!("pairs/proto.txt")),
    ("openapi", include_str!("pairs/openapi.txt")),
    ("graphql", include_str!("pairs/graphql.txt")),
    ("sql", include_str!("pairs/sql.txt")),
];

/// Paths, and what is repeated in a file there: brackets and blocks in each other, and no end of them.
const DEEP: [(&str, &str); 18] = [
    ("openapi.json", "{\"openapi\": "),
    ("openapi.yaml", "{openapi: "),
    ("openapi.yml", "- "),
    ("schema.graphql", "type A { b: ["),
    ("schema.graphql", "{"),
    ("migrations/1.sql", "SELECT ("),
    ("demo.schema.json", "{\"properties\": {\"a\": "),
    ("demo.schema.json", "["),
    ("package.json", "{\"exports\": "),
    ("pyproject.toml", "[project]\na = [[[["),
    ("Cargo.toml", "[package]\na = {b = "),
    ("pom.xml", "<project>"),
    ("composer.json", "[{\"require\": "),
    ("config.example.yaml", "a: {"),
    ("config.example.json", "{\"a\": "),
    ("src/cli.js", "program.command(("),
    ("include/demo.h", "struct a { "),
    ("demo.proto", "message A {"),
];

#[test]
fn all_that_one_rule_says_of_one_symbol_is_told() {
    let python = ECOSYSTEMS.iter().find(|known| known.name == "python").unwrap();
    let found = trial::found(python, "def f(a, *, app=None, proxies=None): ...\n", "def f(a): ...\n");
    let [finding] = found.as_slice() else { panic!("{found:?}") };
    assert!(finding.message.contains("`app`") && finding.message.contains("`proxies`"), "{}", finding.message);
}

#[test]
fn what_nests_without_end_ends_nothing() {
    for (path, text) in DEEP {
        let deep = text.repeat(100_000);
        let sources = |text: &str| super::Sources::memory([(path, text)]);
        let found = super::compare_sources(&sources(&deep), &sources(text), &[path.to_owned()]).unwrap();
        let failed: Vec<_> = found.warnings.iter().filter(|warning| warning.contains("failed")).collect();
        assert!(failed.is_empty(), "{path}: {failed:?}");
    }
}

#[test]
fn what_breaks_is_found_and_what_does_not_is_quiet() {
    let mut wrong = Vec::new();
    for (name, text) in PAIRS {
        let ecosystem = ECOSYSTEMS.iter().find(|known| known.name == name).unwrap();
        for pair in text.split("### ").skip(1) {
            let (title, rest) = pair.split_once('\n').unwrap();
            let (expected, rest) = rest.split_once('\n').unwrap();
            let (old, new) = rest.split_once("=====\n").unwrap();
            let found = trial::found(ecosystem, old, new);
            let firm: Vec<String> = found.iter().filter(|finding| finding.is_firm()).map(trial::line).collect();
            let is_right = match expected.strip_prefix("breaks: ") {
                Some(names) => names.split(" | ").any(|name| firm.iter().any(|line| line.contains(name))),
                None => firm.is_empty(),
            };
            if !is_right {
                wrong.push(format!("{name}: {title}: {expected}: {firm:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
