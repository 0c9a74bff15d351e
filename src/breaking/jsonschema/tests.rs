//! Which documents a newer schema refuses, and which changes refuse none; odd texts.

use proptest::prelude::*;

use crate::breaking::{ECOSYSTEMS, trial};

fn firm(old: &str, new: &str) -> Vec<String> {
    trial::firm("jsonschema", old, new)
}

fn schema(body: &str) -> String {
    format!("{{\"$schema\": \"https://json-schema.org/draft/2020-12/schema\", {body}}}\n")
}

/// A schema with one property.
fn of(property: &str) -> String {
    schema(&format!("\"type\": \"object\", \"properties\": {{\"a\": {property}}}"))
}

/// Schemas of one property, old and new.
const QUIET: [(&str, &str, &str); 30] = [
    (
        "notes",
        r#"{"type": "string"}"#,
        r#"{"type": "string", "description": "x", "default": "y", "examples": ["z"], "title": "A", "deprecated": true}"#,
    ),
    ("order", r#"{"type": "string", "maxLength": 3}"#, r#"{"maxLength": 3, "type": "string"}"#),
    ("one more type", r#"{"type": "string"}"#, r#"{"type": ["string", "null"]}"#),
    ("whole numbers are numbers", r#"{"type": "integer"}"#, r#"{"type": "number"}"#),
    ("a list of one type", r#"{"type": "string"}"#, r#"{"type": ["string"]}"#),
    ("one more value", r#"{"enum": ["x"]}"#, r#"{"enum": ["y", "x"]}"#),
    ("a constant is a list of one", r#"{"const": "x"}"#, r#"{"enum": ["x"]}"#),
    ("no list", r#"{"enum": ["x"]}"#, r#"{"type": "string"}"#),
    ("the type of what is listed", r#"{"enum": ["x", "y"]}"#, r#"{"type": "string", "enum": ["x", "y"]}"#),
    ("wider bounds", r#"{"minimum": 1, "maxLength": 5, "minItems": 2}"#, r#"{"minimum": 0, "maxLength": 9}"#),
    ("a bound that says nothing", r#"{"type": "string"}"#, r#"{"type": "string", "minLength": 0}"#),
    ("a divisor", r#"{"multipleOf": 10}"#, r#"{"multipleOf": 5}"#),
    ("no pattern", r#"{"pattern": "x"}"#, "{}"),
    ("a pattern that grew", r#"{"pattern": "^x$"}"#, r#"{"pattern": "^(x|y)$"}"#),
    ("a format", r#"{"type": "string"}"#, r#"{"type": "string", "format": "uri"}"#),
    ("one more property", r#"{"properties": {"b": {}}}"#, r#"{"properties": {"b": {}, "c": {"type": "string"}}}"#),
    ("no longer required", r#"{"required": ["b", "c"]}"#, r#"{"required": ["c"]}"#),
    ("opened", r#"{"properties": {}, "additionalProperties": false}"#, r#"{"properties": {}}"#),
    (
        "still closed",
        r#"{"properties": {}, "additionalProperties": false}"#,
        r#"{"properties": {"b": {}}, "unevaluatedProperties": false}"#,
    ),
    ("a reference", r#"{"type": "string"}"#, r##"{"$ref": "#/$defs/text"}"##),
    (
        "a reference in parts",
        r##"{"$ref": "#/$defs/text"}"##,
        r##"{"allOf": [{"$ref": "#/$defs/text"}], "description": "x"}"##,
    ),
    ("parts as one", r#"{"allOf": [{"type": "string"}, {"maxLength": 5}]}"#, r#"{"type": "string", "maxLength": 5}"#),
    (
        "one more alternative",
        r#"{"oneOf": [{"type": "string"}]}"#,
        r#"{"oneOf": [{"type": "null"}, {"type": "string"}]}"#,
    ),
    ("an alternative to what was", r#"{"type": "string"}"#, r#"{"anyOf": [{"type": "string"}, {"type": "number"}]}"#),
    (
        "alternatives as types",
        r#"{"anyOf": [{"type": "string"}, {"type": "null"}]}"#,
        r#"{"type": ["string", "null"]}"#,
    ),
    (
        "order of alternatives",
        r#"{"oneOf": [{"type": "string"}, {"type": "integer"}]}"#,
        r#"{"oneOf": [{"type": "number"}, {"type": "string"}]}"#,
    ),
    ("wider items", r#"{"items": {"type": "string", "maxLength": 3}}"#, r#"{"items": {"type": "string"}}"#),
    ("true and nothing", "true", "{}"),
    ("a property that was refused", r#"{"properties": {"b": false}}"#, r#"{"properties": {}}"#),
    ("an open bound that is kept", r#"{"exclusiveMinimum": 3}"#, r#"{"minimum": 3}"#),
];

#[test]
fn what_refuses_no_more_is_quiet() {
    let whole = |property: &str| {
        schema(&format!(
            "\"type\": \"object\", \"properties\": {{\"a\": {property}}}, \"$defs\": {{\"text\": {{\"type\": \"string\"}}}}"
        ))
    };
    let loud: Vec<_> = QUIET
        .iter()
        .map(|(name, old, new)| (name, firm(&whole(old), &whole(new))))
        .filter(|(_, found)| !found.is_empty())
        .collect();
    assert!(loud.is_empty(), "{loud:#?}");
}

const LOUD: [(&str, &str, &str); 28] = [
    (r#"{"type": ["string", "null"]}"#, r#"{"type": "string"}"#, "definite jsonschema/type-narrowed demo.a"),
    (r#"{"type": "number"}"#, r#"{"type": "integer"}"#, "definite jsonschema/type-narrowed demo.a"),
    (r#"{"type": "string"}"#, r#"{"type": "object"}"#, "definite jsonschema/type-narrowed demo.a"),
    ("{}", r#"{"type": "string"}"#, "likely jsonschema/type-narrowed demo.a"),
    (r#"{"enum": ["x", "y"]}"#, r#"{"enum": ["y", "z"]}"#, "definite jsonschema/values-narrowed demo.a"),
    (r#"{"type": "string"}"#, r#"{"type": "string", "enum": ["x"]}"#, "definite jsonschema/values-narrowed demo.a"),
    (r#"{"enum": ["x", "y"]}"#, r#"{"const": "x"}"#, "definite jsonschema/values-narrowed demo.a"),
    (r#"{"minimum": 1}"#, r#"{"minimum": 2}"#, "definite jsonschema/bound-narrowed demo.a"),
    (r#"{"type": "integer"}"#, r#"{"type": "integer", "maximum": 9}"#, "definite jsonschema/bound-narrowed demo.a"),
    (r#"{"type": "array"}"#, r#"{"type": "array", "minItems": 1}"#, "definite jsonschema/bound-narrowed demo.a"),
    (r#"{"type": "array"}"#, r#"{"type": "array", "uniqueItems": true}"#, "definite jsonschema/bound-narrowed demo.a"),
    (r#"{"multipleOf": 5}"#, r#"{"multipleOf": 10}"#, "definite jsonschema/bound-narrowed demo.a"),
    (r#"{"maximum": 3}"#, r#"{"exclusiveMaximum": 3}"#, "definite jsonschema/bound-narrowed demo.a"),
    (r#"{"type": "string"}"#, r#"{"type": "string", "pattern": "^a"}"#, "likely jsonschema/pattern-changed demo.a"),
    (r#"{"pattern": "^[a-z]+$"}"#, r#"{"pattern": "^[a-f]+$"}"#, "likely jsonschema/pattern-changed demo.a"),
    (
        r#"{"properties": {"b": {}}}"#,
        r#"{"properties": {"b": {}}, "required": ["b"]}"#,
        "definite jsonschema/required-added demo.a.b",
    ),
    (
        r#"{"properties": {}}"#,
        r#"{"properties": {"c": {}}, "required": ["c"]}"#,
        "definite jsonschema/required-added demo.a.c",
    ),
    (
        r#"{"properties": {"b": {}}}"#,
        r#"{"properties": {"b": {}}, "additionalProperties": false}"#,
        "definite jsonschema/additional-properties-refused demo.a",
    ),
    (
        r#"{"properties": {"b": {}, "c": {}}, "additionalProperties": false}"#,
        r#"{"properties": {"c": {}}, "additionalProperties": false}"#,
        "definite jsonschema/property-removed demo.a.b",
    ),
    (
        r#"{"properties": {"b": {"type": "string"}}}"#,
        r#"{"properties": {"b": {"type": "number"}}}"#,
        "definite jsonschema/type-narrowed demo.a.b",
    ),
    (
        r#"{"items": {"type": "string"}}"#,
        r#"{"items": {"type": "number"}}"#,
        "definite jsonschema/type-narrowed demo.a.items",
    ),
    (
        r#"{"oneOf": [{"type": "string"}, {"type": "number"}]}"#,
        r#"{"oneOf": [{"type": "number"}]}"#,
        "likely jsonschema/alternative-removed demo.a",
    ),
    (
        r#"{"anyOf": [{"type": "string"}, {"type": "null"}]}"#,
        r#"{"type": "string"}"#,
        "likely jsonschema/alternative-removed demo.a",
    ),
    (
        r#"{"oneOf": [{"title": "x", "required": []}, {"type": "null"}]}"#,
        r#"{"oneOf": [{"type": "null"}, {"title": "x", "required": ["b"]}]}"#,
        "definite jsonschema/required-added demo.a.b",
    ),
    (
        r#"{"allOf": [{"type": "string"}]}"#,
        r#"{"allOf": [{"type": "string"}, {"maxLength": 5}]}"#,
        "definite jsonschema/bound-narrowed demo.a",
    ),
    (
        r#"{"additionalProperties": {"type": ["string", "number"]}}"#,
        r#"{"additionalProperties": {"type": "string"}}"#,
        "definite jsonschema/type-narrowed demo.a.additionalProperties",
    ),
    ("true", "false", "definite jsonschema/nothing-taken demo.a"),
    (
        r#"{"type": "string", "maxLength": 9}"#,
        r#"{"type": "string", "maxLength": 5}"#,
        "definite jsonschema/bound-narrowed demo.a",
    ),
];

#[test]
fn what_refuses_more_is_found() {
    let missed: Vec<_> = LOUD
        .iter()
        .map(|(old, new, expected)| (new, expected, firm(&of(old), &of(new))))
        .filter(|(_, expected, found)| !found.iter().any(|line| line == *expected))
        .collect();
    assert!(missed.is_empty(), "{missed:#?}");
}

#[test]
fn references_are_followed_to_files_and_to_themselves() {
    let tree = |of: &str| {
        schema(&format!(
            "\"$ref\": \"#/$defs/node\", \"$defs\": {{\"node\": {{\"type\": \"object\", \"properties\": {{\"value\": {{\"type\": \"{of}\"}}, \"next\": {{\"$ref\": \"#/$defs/node\"}}}}}}}}"
        ))
    };
    assert_eq!(firm(&tree("number"), &tree("number")), [""; 0]);
    assert!(
        firm(&tree("number"), &tree("string")).contains(&"definite jsonschema/type-narrowed demo.value".to_owned())
    );
    let main = "==> api/demo.schema.json\n{\"properties\": {\"a\": {\"$ref\": \"parts/a.schema.json#/$defs/x\"}, \"far\": {\"$ref\": \"https://elsewhere/y\"}}}\n";
    let part =
        |of: &str| format!("{main}==> api/parts/a.schema.json\n{{\"$defs\": {{\"x\": {{\"type\": \"{of}\"}}}}}}\n");
    assert_eq!(firm(&part("string"), &part("number")), ["definite jsonschema/type-narrowed a.x"]);
}

#[test]
fn a_schema_that_moved_is_compared_by_its_name() {
    let at =
        |path: &str, more: &str| format!("==> {path}\n{{\"$id\": \"https://demo/a\", \"type\": \"object\"{more}}}\n");
    assert_eq!(firm(&at("a.schema.json", ""), &at("v1/a.schema.json", "")), [""; 0]);
    let closed = at("v1/a.schema.json", ", \"required\": [\"x\"]");
    assert_eq!(firm(&at("a.schema.json", ""), &closed), ["definite jsonschema/required-added a.x"]);
}

#[test]
fn what_is_no_schema_is_passed_over() {
    for text in [
        "{\"a\": 1}",
        "[1, 2]",
        "{\"$schema\": \"./x.json\", \"type\": \"y\"}",
        "{\"openapi\": \"3.0.0\", \"type\": \"x\"}",
    ] {
        let at = |text: &str| format!("==> data/x.json\n{text}\n");
        assert_eq!(firm(&at(text), &at("{}")), [""; 0], "{text}");
    }
    let deep = format!("==> x.schema.json\n{}", "{\"items\":".repeat(50_000));
    assert_eq!(firm(&deep, "==> x.schema.json\n{}"), [""; 0]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_is_taken(text in "(\\{|\\}|\\[|\\]|,|:|\"\\$ref\":|\"#/\\$defs/a\"|\"\\$defs\"|\"allOf\"|\"a\"|\"type\"|\"enum\"|1|-0.5|true|null| ){0,40}", cut in 0usize..200) {
        let whole = of(QUIET[cut % QUIET.len()].1);
        let cut = whole.floor_char_boundary(cut.min(whole.len()));
        let mixed = format!("{}{text}{}", &whole[..cut], &whole[cut..]);
        firm(&whole, &mixed);
        firm(&mixed, &whole);
        firm(&schema(&format!("\"a\": {text}")), &whole);
    }
}

#[test]
fn a_schema_may_be_written_as_yaml() {
    let with = |limit: u8, path: &str| {
        trial::at(
            path,
            &format!(
                "$schema: https://json-schema.org/draft/2020-12/schema\ntype: object\nproperties:\n  name:\n    type: string\n    maxLength: {limit}\n"
            ),
        )
    };
    let found = |path: &str, from: u8, to: u8| trial::firm("jsonschema", &with(from, path), &with(to, path));
    assert_eq!(found("demo.schema.yaml", 9, 5), ["definite jsonschema/bound-narrowed demo.name"]);
    assert_eq!(found("config/person.yml", 9, 5).len(), 1, "it says itself that it is one");
    assert!(found("demo.schema.yaml", 5, 9).is_empty());
    let jsonschema = ECOSYSTEMS.iter().find(|known| known.name == "jsonschema").unwrap();
    let place = trial::found(jsonschema, &with(9, "demo.schema.yaml"), &with(5, "demo.schema.yaml"));
    assert_eq!(place[0].line, 6);
    let other = |text: &str| trial::at("ci.yml", text);
    assert!(
        trial::firm("jsonschema", &other("type: object\nproperties: {a: {}}\n"), &other("type: string\n")).is_empty()
    );
}
