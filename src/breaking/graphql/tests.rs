//! What those who ask do not notice, what they do, and odd texts.

use proptest::prelude::*;

use super::{kinds::can_be_read, model::Kind, read};
use crate::breaking::{ECOSYSTEMS, trial};

fn found(old: &str, new: &str) -> Vec<String> {
    let graphql = ECOSYSTEMS.iter().find(|ecosystem| ecosystem.name == "graphql").unwrap();
    trial::found(graphql, old, new).iter().map(trial::line).collect()
}

#[track_caller]
fn quiet(old: &str, new: &str) {
    let found = found(old, new);
    assert!(found.iter().all(|line| line.starts_with("possible")), "{found:?}");
}

#[track_caller]
fn only(old: &str, new: &str, expected: &[&str]) {
    let found = found(old, new);
    let firm: Vec<&String> = found.iter().filter(|line| !line.starts_with("possible")).collect();
    assert_eq!(firm, expected);
}

#[test]
fn what_is_added_and_told_breaks_nobody() {
    let pairs = [
        (
            "type A { b: Int }",
            "type B { a: A }\n\"\"\"All of it\"\"\"\ntype A {\n  # none\n  c(d: Int): [B!],\n  \"Old\" b: Int @deprecated(reason: \"x\")\n}",
        ),
        ("type A { b: Int c: [Int] }", "type A { b: Int! c: [Int!]! }"),
        ("type A { b(c: Int! d: [Int!]!): Int }", "type A { b(d: [Int], c: Int, e: Int, f: Int! = 1): Int }"),
        ("input A { b: Int! }", "input A { b: Int, c: Int, d: Int! = 3 }"),
        ("enum A { B C }", "enum A { C B D }"),
        ("union A = B | C", "union A = | C | B | D"),
        (
            "interface I { b: Int }\ntype A implements I { b: Int }",
            "interface I { b: Int }\ninterface J { b: Int }\ntype A implements J & I { b: Int }",
        ),
        ("directive @a(b: Int!) on FIELD", "directive @a(b: Int, c: Int) repeatable on QUERY | FIELD"),
        ("scalar A", "\"When\" scalar A @specifiedBy(url: \"https://example.org\")"),
        ("type Query { b: Int }", "schema { query: Query }\ntype Query { b: Int }"),
        (
            "schema { query: Query }\ntype Query { b: Int }",
            "schema { query: Query mutation: Mutation }\ntype Query { b: Int }\ntype Mutation { b: Int }",
        ),
        ("type A { b: Int }", "type A @key(fields: \"b\") @shareable { b: Int @auth }"),
        ("type A { b: Int @deprecated }", "type A { b: Int }"),
        ("input A @oneOf { b: Int c: Int }", "input A { b: Int c: Int }"),
        ("type A { b(c: Int = 1): Int }", "type A { b(c: Int = 2): Int }"),
        ("query B { a }\ntype A { b: Int }", "query B { c }\ntype A { b: Int }"),
        ("type A { b: Int }", "type A"),
    ];
    for (old, new) in &pairs[..16] {
        quiet(old, new);
    }
    only(pairs[16].0, pairs[16].1, &["definite graphql/field-removed A.b"]);
}

#[test]
fn a_schema_may_be_divided_into_files_and_extended() {
    let whole = "==> schema.graphql\ntype Query { a: A b: Int }\ntype A { c: Int }\nenum E { F G }";
    let parts = "==> a/a.graphql\ntype A { c: Int }\nextend type Query { a: A }\nextend enum E { G }\n==> schema.graphql\ntype Query { b: Int }\nenum E { F }";
    quiet(whole, parts);
    quiet(parts, whole);
    only(
        parts,
        "==> schema.graphql\ntype Query { b: Int }\nenum E { F }",
        &[
            "definite graphql/type-removed A",
            "definite graphql/field-removed Query.a",
            "definite graphql/enum-value-removed E.G",
        ],
    );
}

#[test]
fn schemas_side_by_side_are_told_apart() {
    let two = |one: &str, other: &str| {
        format!(
            "==> a/schema.graphql\ntype Query {{ b: {one} }}\ntype A {{ b: Int }}\n==> c/schema.graphql\ntype Query {{ b: {other} }}"
        )
    };
    only(&two("Int", "Int!"), &two("Int!", "Int"), &["definite graphql/field-type-changed Query.b"]);
    quiet(&two("Int", "Int"), &two("Int!", "Int!"));
}

#[test]
fn what_extends_a_type_elsewhere_is_not_the_type() {
    only(
        "==> a.graphql\nextend type Query { a: Int }\n==> b.graphql\ntype B { c: Int }",
        "==> b.graphql\ntype B { c: Int d: Int }",
        &["definite graphql/field-removed Query.a"],
    );
}

#[test]
fn what_is_given_may_become_freer_and_what_is_read_surer() {
    for (old, new) in [("Int", "Int!"), ("[Int]", "[Int!]!"), ("[[Int]!]", "[[Int!]!]!"), ("A", "A")] {
        assert!(can_be_read(old, new), "{old} {new}");
        assert!(old == new || !can_be_read(new, old), "{new} {old}");
    }
    for (old, new) in [("Int", "[Int]"), ("[Int]", "Int"), ("Int", "String"), ("Int!", "[Int!]!")] {
        assert!(!can_be_read(old, new) && !can_be_read(new, old), "{old} {new}");
    }
}

#[test]
fn whoever_asks_notices() {
    let pairs = [
        ("type A { b: Int! }", "type A { b: Int }", "definite graphql/field-type-changed A.b"),
        ("type A { b: [Int!] }", "type A { b: [Int] }", "definite graphql/field-type-changed A.b"),
        ("type A { b(c: [Int]): Int }", "type A { b(c: [Int!]): Int }", "definite graphql/argument-type-changed A.b.c"),
        ("type A { b(c: Int = 1): Int }", "type A { b(c: Int!): Int }", "definite graphql/argument-type-changed A.b.c"),
        ("type A { b(c: Int! = 1): Int }", "type A { b(c: Int!): Int }", "likely graphql/default-removed A.b.c"),
        ("interface A { b: Int c: Int }", "interface A { c: Int }", "definite graphql/field-removed A.b"),
        ("input A { b: Int }", "type A { b: Int }", "definite graphql/type-kind-changed A"),
        ("input A { b: Int }", "input A { b: Int c: [Int!]! }", "definite graphql/required-input-field-added A.c"),
        ("input A { b: Int c: Int }", "input A { b: Int c: Int @oneOf }", "definite graphql/one-of-added A.c.@oneOf"),
        (
            "extend schema { mutation: M }\nschema { query: Q }",
            "schema { query: Q }",
            "definite graphql/root-type-changed schema.mutation",
        ),
        (
            "directive @a(b: Int) on QUERY | FIELD",
            "directive @a(b: Int) on FIELD",
            "definite graphql/directive-location-removed a.QUERY",
        ),
    ];
    for (old, new, expected) in pairs {
        only(old, new, &[expected]);
    }
}

#[test]
fn a_renamed_type_is_told_as_renamed() {
    let graphql = ECOSYSTEMS.iter().find(|ecosystem| ecosystem.name == "graphql").unwrap();
    let named = |name: &str| {
        format!("type {name} {{ id: ID! title: String author: String pages: Int publisher: String year: Int }}")
    };
    let found = trial::found(graphql, &named("Book"), &named("Volume"));
    assert_eq!(found[0].moved_to.as_ref().map(|moved| moved.symbol.as_str()), Some("Volume"));
}

#[test]
fn all_of_the_language_is_understood() {
    let text = "\u{feff}\"\"\"A\"\"\" schema @a { query: Q mutation: M }\nextend schema @b(c: [1, {d: \"e\"}])\nscalar S @specifiedBy(url: \"x\")\ninterface I implements J & K { a(\"b\" c: [Int!]! = [1, 2] @d): S! @deprecated }\nunion U @a = | A | B\nenum E { A @deprecated(reason: \"b\") B }\ninput P { a: Int = -1, b: String = \"x\" }\ndirective @a(b: Int = 1) repeatable on | FIELD_DEFINITION | SCHEMA\nextend union U = C\ntype type { input: enum type: type }\n";
    let file = read::file(text).unwrap();
    assert!(!file.is_broken);
    let kinds: Vec<Kind> = file.definitions.iter().map(|definition| definition.kind).collect();
    assert_eq!(
        kinds,
        [
            Kind::Schema,
            Kind::Schema,
            Kind::Scalar,
            Kind::Interface,
            Kind::Union,
            Kind::Enum,
            Kind::Input,
            Kind::Directive,
            Kind::Union,
            Kind::Object
        ]
    );
    let field = &file.definitions[3].members[0];
    assert_eq!(field.shown(), "a(c: [Int!]! = [1 2]): S!");
    assert_eq!((field.line, file.definitions[3].line), (4, 4));
    assert_eq!(file.definitions[3].listed.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["J", "K"]);
    assert!(file.definitions[7].is_repeatable);
    assert_eq!(file.definitions[1].usages[0].given, "(c:[1{d:\"e\"}])");
}

#[test]
fn descriptions_do_not_shift_lines() {
    let graphql = ECOSYSTEMS.iter().find(|ecosystem| ecosystem.name == "graphql").unwrap();
    let text = |of: &str| format!("\"\"\"\nName\n\"\"\"\ntype A {{\n  \"\"\"\n  b: it\n  \"\"\"\n  b: {of}\n}}\n");
    let found = trial::found(graphql, &text("Int"), &text("String"));
    assert_eq!(found[0].line, 8);
}

#[test]
fn what_is_written_twice_does_not_differ_from_itself() {
    let text = "interface A { b(c d: Int c: Int): Int }";
    assert!(found(text, &[text, "\n"].concat()).is_empty());
}

#[test]
fn queries_are_no_schema() {
    for text in ["query A { b }", "fragment type on A { b }", "{ input }", "", "# type A { b: Int }"] {
        assert!(read::file(text).is_err(), "{text}");
    }
}

#[test]
fn a_file_that_newly_cannot_be_read_breaks_nobody_for_sure() {
    quiet("type A { b: Int c: Int }\ntype B { c: Int }", "type A { b: Int ))) }\ntype B { c: Int ");
}

#[test]
fn deep_nesting_does_no_harm() {
    for text in [
        "type A { b: ".to_owned() + &"[".repeat(5_000),
        "type A { b(c: Int = ".to_owned() + &"[".repeat(5_000),
        "input A { b: Int = ".to_owned() + &"{a:".repeat(5_000),
    ] {
        found(&text, "type A { b: Int }");
        found("type A { b: Int }", &text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_text_makes_it_panic_or_differ_from_itself(text in "(type |input |interface |union |enum |scalar |schema |directive @|extend |implements |on |FIELD|query|: |= |[A-C]|[a-c]|Int|\\{|\\}|\\(|\\)|\\[|\\]|!|\\||&|@|\"|\"\"\"|#|,|1|-|é|\n| ){0,60}") {
        found(&text, "type A { b: Int }");
        found("type A { b: Int }", &text);
        let longer = [&text, "\n\n"].concat();
        prop_assert!(text.contains('"') || found(&text, &longer).is_empty());
    }
}
