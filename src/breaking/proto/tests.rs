//! What the wire, JSON and generated code do not notice, and odd texts.

use proptest::prelude::*;

use super::parse::parse;
use crate::breaking::{ECOSYSTEMS, trial};

fn found(old: &str, new: &str) -> Vec<String> {
    let proto = ECOSYSTEMS.iter().find(|ecosystem| ecosystem.name == "proto").unwrap();
    trial::found(proto, old, new).iter().map(trial::line).collect()
}

const HEAD: &str = "syntax = \"proto3\";\npackage demo;\n";

fn whole(text: &str) -> String {
    if text.starts_with("==>") || text.starts_with("edition") { text.to_owned() } else { format!("{HEAD}{text}\n") }
}

#[track_caller]
fn quiet(old: &str, new: &str) {
    let found = found(&whole(old), &whole(new));
    assert!(found.is_empty(), "{found:?}");
}

#[track_caller]
fn only(old: &str, new: &str, expected: &[&str]) {
    assert_eq!(found(&whole(old), &whole(new)), expected);
}

#[test]
fn additions_and_order_break_nobody() {
    quiet(
        "message A { string b = 1; int32 c = 2; }",
        "message B {}\nmessage A { int32 c = 2; string b = 1; bool d = 3; }",
    );
    quiet("enum A { X = 0; }", "enum A { option allow_alias = true; X = 0; Y = 0; Z = 1; }");
    quiet("message A { reserved 2, 3; }", "message A { reserved 1 to 5, \"x\"; }");
    quiet(
        "message A {}\nservice S { rpc B(A) returns (A); }",
        "message A {}\nservice S { rpc B(.demo.A) returns (demo.A) {} rpc C(A) returns (A); }",
    );
}

#[test]
fn one_type_has_many_spellings() {
    quiet("message A { B b = 1; message B {} }", "message A { demo.A.B b = 1; message B {} }");
    quiet(
        "==> a.proto\nsyntax = \"proto3\";\npackage x.a;\nimport \"b.proto\";\nmessage A { b.B b = 1; }\n==> b.proto\nsyntax = \"proto3\";\npackage x.b;\nmessage B {}",
        "==> a.proto\nsyntax = \"proto3\";\npackage x.a;\nimport \"b.proto\";\nmessage A { .x.b.B b = 1; }\n==> b.proto\nsyntax = \"proto3\";\npackage x.b;\nmessage B {}",
    );
    quiet("message A { string b_c = 1; }", "message A { string b_c = 1 [json_name = \"bC\"]; }");
    quiet("option optimize_for = SPEED;", "option java_multiple_files = false;");
}

#[test]
fn a_message_says_whether_it_is_there_whatever_its_label() {
    quiet("message A { A b = 1; }", "message A { optional A b = 1; }");
    only(
        "message A { int32 b = 1; }",
        "message A { optional int32 b = 1; }",
        &["definite proto/field-cardinality-changed demo.A.b"],
    );
    quiet(
        "edition = \"2023\";\nmessage A { int32 b = 1; }",
        "edition = \"2023\";\nmessage A { int32 b = 1 [features.field_presence = EXPLICIT]; }",
    );
}

#[test]
fn a_reserved_field_is_gone_for_code_alone() {
    only(
        "message A { string b = 1; }",
        "message A { reserved 1; reserved \"b\"; }",
        &["likely proto/field-removed demo.A.b"],
    );
}

#[test]
fn what_is_imported_by_the_same_name_is_the_same_file() {
    quiet(
        "==> proto/demo/a.proto\nsyntax = \"proto3\";\npackage demo;\nmessage A {}",
        "==> api/demo/a.proto\nsyntax = \"proto3\";\npackage demo;\nmessage A {}",
    );
}

#[test]
fn what_moved_is_compared_where_it_stands_now() {
    only(
        "==> a.proto\npackage demo;\nmessage A { optional string b = 1; }\nmessage Z {}\n==> b.proto\npackage demo;",
        "==> a.proto\npackage demo;\nmessage Z {}\n==> b.proto\npackage demo;\nmessage A { optional int32 b = 1; }",
        &["definite proto/field-type-changed demo.A.b", "definite proto/type-moved demo.A"],
    );
}

#[test]
fn all_of_the_language_is_understood() {
    let text = r#"
        edition = "2024"; // comment
        package a.b;
        import public "x.proto"; import weak "y.proto"; import option "z.proto";
        option (my.opt).sub = { a: 1 b: [1, 2] c { d: "x" } };
        export message A {
            option deprecated = true;
            map<string, b.C> m = 1 [(x) = {y: 1}, deprecated = true];
            oneof o { option (p) = 1; string s = 2; group G = 3 { string t = 1; } }
            repeated group H = 4 [lazy = true] { optional int32 u = 1; }
            extensions 100 to max [declaration = { number: 100, full_name: ".x" }], 50;
            reserved 6, 8 to 9; reserved foo, bar; reserved "baz";
            message message { enum enum { option allow_alias = true; option = 0; reserved = -1; } }
            .a.b.A message = 10; message.enum enum = 11; string reserved_ = 0x10;
        }
        /* block */ enum E { reserved -5 to -1, 10 to max; E_A = 0 [deprecated = true]; ; }
        extend A { string ext = 100; }
        service S { option (x) = "a" 'b'; rpc C(stream A) returns (stream .a.b.A) { option idempotency_level = IDEMPOTENT; }; rpc D(A) returns (A); }
    "#;
    let file = parse(text);
    assert!(!file.is_broken);
    let message = &file.messages[0];
    let fields: Vec<_> = message.fields.iter().map(|field| (field.name.as_str(), field.number)).collect();
    assert_eq!(fields, [("m", 1), ("s", 2), ("g", 3), ("h", 4), ("message", 10), ("enum", 11), ("reserved_", 16)]);
    assert_eq!(message.reserved.ranges, [(6, 6), (8, 9)]);
    assert_eq!(message.reserved.names, ["foo", "bar", "baz"]);
    assert_eq!(message.open, [(100, 536_870_911), (50, 50)]);
    assert_eq!(file.enums[0].reserved.ranges, [(-5, -1), (10, i64::from(i32::MAX))]);
    assert_eq!(message.messages.iter().map(|inner| inner.name.as_str()).collect::<Vec<_>>(), ["G", "H", "message"]);
    assert_eq!(file.services[0].calls.len(), 2);
    assert_eq!(file.extensions[0].extends.as_deref(), Some("A"));
}

#[test]
fn what_follows_an_error_is_still_read() {
    let file = parse("message A { strin g = ; string b = 2; } ??? message B {}");
    assert!(file.is_broken);
    assert_eq!(file.messages.len(), 2);
    assert_eq!(file.messages[0].fields.last().map(|field| field.number), Some(2));
}

#[test]
fn a_file_that_newly_cannot_be_read_breaks_nobody_for_sure() {
    let lines = found(&whole("message A {}\nmessage B {}"), &whole("message A {}\n%%% message B {"));
    assert!(lines.iter().all(|line| line.starts_with("possible")), "{lines:?}");
}

#[test]
fn deep_nesting_does_no_harm() {
    parse(&"message A {".repeat(10_000));
    parse(&"option a = {".repeat(10_000));
    parse(&"oneof o { group G = 1 {".repeat(10_000));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_text_makes_it_panic_or_differ_from_itself(text in "(message |enum |oneof o|extend |service |rpc |reserved |option |map<|group |[A-C]|[a-c]|\\{|\\}|\\[|\\]|=|;|,|\\.|-|0x|1|\"|'|//|/\\*|\\*/| to |max|é|\n| ){0,60}") {
        found(&text, HEAD);
        found(HEAD, &text);
        prop_assert!(found(&text, &text).is_empty());
    }
}
