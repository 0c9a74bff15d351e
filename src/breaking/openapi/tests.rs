//! What callers do not notice, what they do, and odd texts.

use proptest::prelude::*;

use super::read;
use crate::breaking::{ECOSYSTEMS, trial};

fn found(old: &str, new: &str) -> Vec<String> {
    let openapi = ECOSYSTEMS.iter().find(|ecosystem| ecosystem.name == "openapi").unwrap();
    trial::found(openapi, old, new).iter().map(trial::line).collect()
}

/// A document with one operation that takes and gives the same.
fn echo(schema: &str) -> String {
    document(&format!(
        "requestBody: {{content: {{application/json: {{schema: {schema}}}}}}}, \
         responses: {{200: {{content: {{application/json: {{schema: {schema}}}}}}}}}"
    ))
}

fn sent(schema: &str) -> String {
    document(&format!("requestBody: {{content: {{application/json: {{schema: {schema}}}}}}}"))
}

fn received(schema: &str) -> String {
    document(&format!("responses: {{200: {{content: {{application/json: {{schema: {schema}}}}}}}}}"))
}

fn document(operation: &str) -> String {
    format!("openapi: 3.1.0\npaths: {{/a: {{post: {{{operation}}}}}}}\n{COMPONENTS}")
}

const COMPONENTS: &str = "components: {schemas: {
  Pet: {type: object, required: [name], properties: {name: {type: string}, owner: {$ref: '#/components/schemas/Owner'}}},
  Owner: {type: object, properties: {id: {type: integer}, pets: {type: array, items: {$ref: '#/components/schemas/Pet'}}}},
  Cat: {allOf: [{$ref: '#/components/schemas/Pet'}, {type: object, properties: {lives: {type: integer}}}]},
  Unused: {type: string}}}";

#[track_caller]
fn quiet(old: &str, new: &str) {
    let found = found(old, new);
    assert!(found.iter().all(|line| line.starts_with("possible")), "{found:?}\n{old}\n{new}");
}

#[track_caller]
fn only(old: &str, new: &str, expected: &[&str]) {
    let found = found(old, new);
    let firm: Vec<&String> = found.iter().filter(|line| !line.starts_with("possible")).collect();
    assert_eq!(firm, expected);
}

#[test]
fn one_schema_has_many_spellings() {
    let pairs = [
        ("{$ref: '#/components/schemas/Unused'}", "{type: string}"),
        ("{allOf: [{$ref: '#/components/schemas/Owner'}]}", "{$ref: '#/components/schemas/Owner'}"),
        ("{oneOf: [{$ref: '#/components/schemas/Owner'}]}", "{$ref: '#/components/schemas/Owner'}"),
        ("{type: string, nullable: true}", "{type: [string, 'null']}"),
        ("{type: [string, 'null']}", "{oneOf: [{type: string}, {type: 'null'}]}"),
        (
            "{anyOf: [{type: 'null'}, {$ref: '#/components/schemas/Pet'}]}",
            "{$ref: '#/components/schemas/Pet', nullable: true}",
        ),
        ("{type: [string, integer]}", "{anyOf: [{type: integer}, {type: string}]}"),
        ("{type: string, enum: [x, y]}", "{oneOf: [{const: y, title: Why}, {const: x}]}"),
        ("{type: string, enum: [x]}", "{type: string, const: x}"),
        ("{minimum: 5, exclusiveMinimum: true, type: integer}", "{exclusiveMinimum: 5, type: integer}"),
        ("{properties: {b: {type: string}}}", "{type: object, properties: {b: {type: string}}}"),
        ("{items: {type: string}}", "{type: array, items: {type: string}}"),
        ("{enum: [x, y]}", "{type: string, enum: [y, x]}"),
        ("{type: number}", "{type: [integer, number]}"),
        ("{type: boolean}", "{type: boolean, enum: [true, false]}"),
        ("{type: string}", "{type: string, minLength: 0}"),
        ("{type: string}", "{type: string, pattern: '.*'}"),
        ("{type: object}", "{type: object, additionalProperties: true}"),
        ("{type: object, additionalProperties: {}}", "{type: object, additionalProperties: true}"),
        (
            "{$ref: '#/components/schemas/Cat'}",
            "{type: object, required: [name], properties: {lives: {type: integer}, name: {type: string}, owner: {$ref: '#/components/schemas/Owner'}}}",
        ),
        (
            "{allOf: [{$ref: '#/components/schemas/Pet'}, {properties: {a: {type: string}, b: {type: string}}}]}",
            "{allOf: [{$ref: '#/components/schemas/Pet'}, {properties: {b: {type: string}}}, {properties: {a: {type: string}}}]}",
        ),
        (
            "{type: string, description: A, example: B}",
            "{example: C, type: string, title: D, x-order: 1, deprecated: true}",
        ),
        (
            "{oneOf: [{title: A, type: object}, {title: B, type: array}]}",
            "{oneOf: [{title: B, type: array}, {title: A, type: object}]}",
        ),
        ("{type: string, format: date-time}", "{format: date-time, type: string, examples: [x]}"),
    ];
    for (old, new) in pairs {
        quiet(&echo(old), &echo(new));
        quiet(&echo(new), &echo(old));
    }
}

#[test]
fn callers_may_send_less_and_get_more() {
    let pairs = [
        ("{properties: {b: {type: string}}}", "{properties: {b: {type: string}, c: {type: string}}}"),
        ("{required: [b], properties: {b: {type: string}}}", "{properties: {b: {type: string}}}"),
        ("{type: string, enum: [x]}", "{type: string, enum: [x, y]}"),
        ("{type: string, enum: [x]}", "{type: string}"),
        ("{type: integer}", "{type: number}"),
        ("{type: integer, format: int32}", "{type: integer, format: int64}"),
        ("{type: string, format: uuid}", "{type: string}"),
        ("{type: string}", "{type: [string, integer]}"),
        ("{type: string}", "{type: string, nullable: true}"),
        ("{type: string}", "{}"),
        ("{type: string, maxLength: 5, minLength: 2, pattern: a}", "{type: string, maxLength: 9, minLength: 1}"),
        ("{type: integer, minimum: 5}", "{type: integer, minimum: 4}"),
        ("{type: object, additionalProperties: false}", "{type: object}"),
        ("{type: array, minItems: 2, uniqueItems: true}", "{type: array}"),
        (
            "{properties: {b: {type: string, readOnly: true}}}",
            "{properties: {b: {type: integer, readOnly: true}, c: {type: string, readOnly: true}}, required: [c]}",
        ),
        (
            "{oneOf: [{title: A, type: object}, {title: B, type: array}]}",
            "{oneOf: [{title: A, type: object}, {title: B, type: array}, {title: C, type: string, maxLength: 4}]}",
        ),
        ("{type: integer}", "{anyOf: [{type: integer}, {type: string}]}"),
        ("{type: integer, multipleOf: 10}", "{type: integer, multipleOf: 5}"),
        ("{properties: {b: {type: string, default: x}}}", "{properties: {b: {type: string, default: y}}}"),
    ];
    for (old, new) in pairs {
        quiet(&sent(old), &sent(new));
    }
    let pairs = [
        ("{properties: {b: {type: string}}}", "{required: [b, c], properties: {b: {type: string}, c: {type: string}}}"),
        ("{type: string, enum: [x, y]}", "{type: string, enum: [x]}"),
        ("{type: string}", "{type: string, enum: [x]}"),
        ("{type: number}", "{type: integer}"),
        ("{}", "{type: string}"),
        ("{type: string, nullable: true}", "{type: string}"),
        ("{type: string, maxLength: 9}", "{type: string, maxLength: 5, minLength: 1, pattern: x}"),
        ("{type: string}", "{type: string, format: uuid}"),
        ("{required: [b], properties: {b: {type: string, writeOnly: true}}}", "{properties: {}}"),
        (
            "{oneOf: [{title: A, type: object}, {title: B, type: array}, {title: C, type: array}]}",
            "{oneOf: [{title: A, type: object}, {title: B, type: array}]}",
        ),
        ("{type: object}", "{type: object, additionalProperties: false}"),
        ("{type: array}", "{type: array, minItems: 1, contains: {type: string}}"),
    ];
    for (old, new) in pairs {
        quiet(&received(old), &received(new));
    }
}

#[test]
fn what_is_around_operations_may_change() {
    let pairs = [
        (
            "operationId: a, tags: [x], summary: A, responses: {200: {description: A}}",
            "tags: [y], description: B, operationId: b, responses: {200: {description: B}, 201: {}, 404: {}}",
        ),
        (
            "parameters: [{name: b, in: query, schema: {type: integer}}]",
            "parameters: [{name: c, in: query, schema: {type: string}}, {name: b, in: query, schema: {type: string}}]",
        ),
        (
            "parameters: [{name: X-B, in: header, required: true, schema: {type: string}}]",
            "parameters: [{name: x-b, in: header, schema: {type: string}}]",
        ),
        (
            "parameters: [{name: b, in: query, schema: {type: string}}]",
            "parameters: [{name: b, in: query, style: form, explode: true, schema: {type: array, items: {type: string}}}]",
        ),
        (
            "responses: {200: {content: {application/json: {}}}}",
            "responses: {200: {content: {application/json; charset=utf-8: {}, text/csv: {}}}}",
        ),
        (
            "responses: {200: {headers: {X-B: {schema: {type: string}}}}}",
            "responses: {200: {headers: {x-b: {required: true, schema: {type: string}}, X-C: {}}}}",
        ),
        ("responses: {200: {}}", "responses: {2XX: {}}"),
        (
            "requestBody: {required: true, content: {application/json: {}}}",
            "requestBody: {content: {application/json: {}, text/csv: {}}}",
        ),
        ("requestBody: {content: {application/json: {}}}", "requestBody: {content: {'*/*': {}}}"),
        ("security: [{key: []}]", "security: [{key: []}, {other: []}]"),
        ("deprecated: false", "deprecated: true"),
    ];
    for (old, new) in pairs {
        quiet(&document(old), &document(new));
    }
}

#[test]
fn a_path_is_the_same_whatever_its_parameters_are_called() {
    let path = |name: &str| {
        format!(
            "openapi: 3.0.0\npaths: {{'/a/{{{name}}}/b': {{get: {{parameters: [{{name: {name}, in: path, required: true, schema: {{type: string}}}}]}}}}}}"
        )
    };
    quiet(&path("id"), &path("aId"));
    quiet(
        "openapi: 3.0.0\npaths: {'/a/{b}': {parameters: [{name: b, in: path, required: true, schema: {type: string}}], get: {}, put: {}}}",
        "openapi: 3.0.0\npaths: {'/a/{b}': {put: {parameters: [{$ref: '#/components/parameters/b'}]}, get: {parameters: [{name: b, in: path, required: true, schema: {type: string}}]}}}\ncomponents: {parameters: {b: {name: b, in: path, required: true, schema: {type: string}}}}",
    );
}

#[test]
fn json_and_yaml_say_the_same() {
    let yaml = "==> api/openapi.yaml\nopenapi: 3.0.0\ninfo: {title: A}\npaths:\n  /a:\n    get:\n      responses:\n        200: {content: {application/json: {schema: {type: string}}}}\n    put: {}";
    let json = "==> api/openapi.json\n{\"openapi\": \"3.0.0\", \"info\": {\"title\": \"A\"},\n \"paths\": {\"/a\": {\"get\": {\"responses\": {\"200\": {\"content\": {\"application/json\": {\"schema\": {\"type\": \"string\"}}}}}}}}}";
    only(yaml, json, &["definite openapi/operation-removed PUT /a"]);
    only(json, yaml, &[]);
}

#[test]
fn documents_may_be_divided_into_files() {
    let whole = "==> api/openapi.yaml\nopenapi: 3.0.0\npaths: {/a: {post: {requestBody: {content: {application/json: {schema: {type: object, required: [b], properties: {b: {type: string}, c: {type: string}}}}}}}}}";
    let divided = |property: &str| {
        format!(
            "==> api/openapi.yaml\nopenapi: 3.0.0\npaths: {{/a: {{$ref: './paths/a.yaml'}}}}\n==> api/paths/a.yaml\npost: {{requestBody: {{content: {{application/json: {{schema: {{$ref: '../schemas.json#/A'}}}}}}}}}}\n==> api/schemas.json\n{{\"A\": {{\"type\": \"object\", \"required\": [\"b\"], \"properties\": {{\"b\": {{\"type\": \"{property}\"}}, \"c\": {{\"type\": \"string\"}}}}}}}}"
        )
    };
    quiet(whole, &divided("string"));
    only(whole, &divided("integer"), &["definite openapi/request-type-narrowed POST /a request b"]);
    // Only a part differs.
    only(&divided("string"), &divided("integer"), &["definite openapi/request-type-narrowed POST /a request b"]);
}

#[test]
fn swagger_2_is_compared_and_may_become_openapi_3() {
    let old = "swagger: '2.0'\nbasePath: /v1\nconsumes: [application/json]\nproduces: [application/json]\npaths: {/a: {post: {parameters: [{name: body, in: body, required: true, schema: {$ref: '#/definitions/A'}}, {name: q, in: query, type: array, items: {type: string}, collectionFormat: multi}], responses: {200: {schema: {$ref: '#/definitions/A'}}}}}}\ndefinitions: {A: {type: object, properties: {b: {type: string}}}}";
    let new = "openapi: 3.0.0\nservers: [{url: 'https://example.org/v1'}]\npaths: {/a: {post: {requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/A'}}}}, parameters: [{name: q, in: query, schema: {type: array, items: {type: string}}}], responses: {200: {content: {application/json: {schema: {$ref: '#/components/schemas/A'}}}}}}}}\ncomponents: {schemas: {A: {type: object, properties: {b: {type: string}}}}}";
    quiet(old, new);
    only(
        old,
        &old.replace("type: string}}}}", "type: integer}}}}")
            .replace("properties: {b: {type: string}}", "properties: {b: {type: integer}}"),
        &[
            "definite openapi/request-type-narrowed POST /a request b",
            "definite openapi/response-type-widened POST /a response 200 b",
        ],
    );
    only(old, &old.replace("multi", "csv"), &["likely openapi/parameter-serialization-changed POST /a query q"]);
    quiet(old, &old.replace("basePath: /v1", "basePath: /").replace("/a:", "/v1/a:"));
}

#[test]
fn circles_end_and_what_is_in_them_is_found_once_for_each_operation() {
    let document = |kind: &str| {
        format!(
            "openapi: 3.0.0\npaths: {{/a: {{get: {{responses: {{200: {{content: {{application/json: {{schema: {{$ref: '#/components/schemas/A'}}}}}}}}}}}}}}}}\ncomponents: {{schemas: {{A: {{properties: {{b: {{$ref: '#/components/schemas/B'}}}}}}, B: {{properties: {{a: {{$ref: '#/components/schemas/A'}}, c: {{type: {kind}}}}}, allOf: [{{$ref: '#/components/schemas/B'}}]}}, C: {{$ref: '#/components/schemas/C'}}}}}}"
        )
    };
    only(
        &document("integer"),
        &document("string"),
        &["definite openapi/response-type-widened GET /a response 200 b.c"],
    );
}

#[test]
fn references_to_other_hosts_are_not_followed() {
    let old =
        document("responses: {200: {content: {application/json: {schema: {$ref: 'https://example.org/a.yaml#/A'}}}}}");
    quiet(&old, &document("responses: {200: {content: {application/json: {schema: {type: string}}}}}"));
}

#[test]
fn a_component_of_many_operations_is_told_under_some() {
    let document = |kind: &str| {
        let paths: Vec<String> = (0..40)
            .map(|at| format!("/a{at}: {{get: {{responses: {{200: {{content: {{application/json: {{schema: {{$ref: '#/components/schemas/A'}}}}}}}}}}}}}}"))
            .collect();
        format!(
            "openapi: 3.0.0\npaths: {{{}}}\ncomponents: {{schemas: {{A: {{properties: {{b: {{type: {kind}}}}}}}}}}}",
            paths.join(", ")
        )
    };
    assert_eq!(found(&document("integer"), &document("string")).len(), 12);
}

#[test]
fn what_is_promised_until_a_day_is_not_over_before() {
    let promised = |day: &str| {
        format!("openapi: 3.0.0\npaths: {{/a: {{get: {{deprecated: true, x-sunset: '{day}'}}}}, /b: {{get: {{}}}}}}")
    };
    only(
        &promised("2999-01-01"),
        "openapi: 3.0.0\npaths: {/b: {get: {}}}",
        &["definite openapi/operation-removed-before-sunset GET /a"],
    );
    quiet(&promised("soon"), "openapi: 3.0.0\npaths: {/b: {get: {}}}");
}

#[test]
fn drafts_may_change() {
    quiet(
        "openapi: 3.0.0\npaths: {/a: {get: {x-stability-level: draft}}, /b: {get: {}}}",
        "openapi: 3.0.0\npaths: {/b: {get: {}}}",
    );
}

#[test]
fn a_moved_operation_is_told_as_moved() {
    let document = |path: &str| {
        format!(
            "openapi: 3.0.0\npaths: {{{path}: {{get: {{operationId: listPets, parameters: [{{name: limit, in: query, schema: {{type: integer}}}}], responses: {{200: {{content: {{application/json: {{schema: {{type: array, items: {{type: string}}}}}}}}}}}}}}}}, /b: {{get: {{}}}}}}"
        )
    };
    let openapi = ECOSYSTEMS.iter().find(|ecosystem| ecosystem.name == "openapi").unwrap();
    let found = trial::found(openapi, &document("/pets"), &document("/animals"));
    assert_eq!(found[0].moved_to.as_ref().map(|moved| moved.symbol.as_str()), Some("GET /animals"));
}

#[test]
fn values_stand_where_they_are_written() {
    let openapi = ECOSYSTEMS.iter().find(|ecosystem| ecosystem.name == "openapi").unwrap();
    let yaml = |kind: &str| {
        format!(
            "openapi: 3.0.0\npaths:\n  /a:\n    get:\n      parameters:\n        - name: b\n          in: query\n          schema:\n            # how many\n            type: {kind}\n"
        )
    };
    let found = trial::found(openapi, &yaml("string"), &yaml("integer"));
    assert_eq!((found[0].line, found[0].path.as_str()), (8, "openapi.yaml"));
    let json = |kind: &str| {
        format!(
            "==> a.json\n{{\n\"openapi\": \"3.0.0\",\n\"paths\": {{\"/a\": {{\"get\": {{\"parameters\": [{{\n\"name\": \"b\", \"in\": \"query\",\n\"schema\":\n{{\"type\": \"{kind}\"}}}}]}}}}}}}}"
        )
    };
    let found = trial::found(openapi, &json("string"), &json("integer"));
    assert_eq!((found[0].line, found[0].path.as_str()), (5, "a.json"));
}

#[test]
fn other_files_are_passed_over() {
    for text in [
        "{\"name\": \"openapi\", \"version\": \"3.0\"}",
        "a: 1\nopenapi-cli: 3",
        "# openapi: 3.0.0",
        "{}",
        "",
        "swagger: 1.2",
        "openapi: {{ version }}",
    ] {
        assert!(!matches!(read::file(text), Ok(super::model::File::Document(_))), "{text}");
    }
}

#[test]
fn json_is_read_as_others_read_it() {
    let text = r#"{"a": [1, -2.5e3, true, null, "x\"\u00e9\n"], "b": {}, "c": []}"#;
    let node = read::node(text).unwrap();
    assert_eq!(node.shown(), "a: [1, -2500, true, null, x\"é\n], b: , c: []");
    for wrong in ["{\"a\" 1}", "{\"a\": }", "[1, ", "{\"a\": \"x}", "[1] [2]", "{\"a\": 1,}", "\u{0}"] {
        assert!(read::node(&format!("{{\"x\": {wrong}")).is_err(), "{wrong}");
    }
}

#[test]
fn deep_nesting_and_many_aliases_do_no_harm() {
    for text in ["{\"a\":".repeat(1_000), "[".repeat(1_000), "- ".repeat(1_000), "a: {".repeat(1_000)] {
        found(&format!("openapi: 3.0.0\n{text}"), "openapi: 3.0.0\npaths: {}");
        found(&format!("{{\"openapi\": \"3.0.0\", \"a\": {text}"), "openapi: 3.0.0\npaths: {}");
    }
    let mut laughs = "openapi: 3.0.0\na0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for at in 1..12 {
        let last = format!("*a{}, ", at - 1).repeat(9);
        laughs.push_str(
            &["a", &at.to_string(), ": &a", &at.to_string(), " [", last.trim_end_matches(", "), "]\n"].concat(),
        );
    }
    assert!(read::file(&laughs).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_text_makes_it_panic(text in "(openapi: 3.1.0|swagger: '2.0'|paths|components|schemas|/a|get|post|parameters|name|in|query|schema|type|string|object|properties|\\$ref|#/components/schemas/A|allOf|oneOf|required|enum|responses|200|content|application/json|: |, |\\{|\\}|\\[|\\]|- |\n|\n  |\n    |\"|é|1){0,60}") {
        found(&format!("openapi: 3.0.0\n{text}"), &echo("{type: string}"));
        found(&echo("{$ref: '#/components/schemas/Cat'}"), &format!("openapi: 3.0.0\n{text}"));
        let longer = [&text, "\n"].concat();
        prop_assert!(found(&text, &longer).is_empty());
    }

    #[test]
    fn no_schema_breaks_itself_or_makes_it_panic(
        word in "(type: (string|array|\\[integer, 'null'\\])|\\$ref: '#/components/schemas/(Pet|Cat|Nope)'|(allOf|oneOf|anyOf): \\[\\{\\$ref: '#/components/schemas/Pet'\\}, \\{type: string\\}\\]|enum: \\[a, null\\]|items: \\{type: string\\}|additionalProperties: false|prefixItems: \\[\\{\\}\\]|if: \\{\\}|not: \\{\\}|minimum: 3)",
        other in "(format: x|required: \\[a\\]|properties: \\{a: \\{type: string\\}, b: false\\}|dependentRequired: \\{a: \\[b\\]\\}|patternProperties: \\{a: \\{\\}\\}|contains: \\{\\}|const: null|nullable: true|readOnly: true|default: \\{\\}|unevaluatedProperties: false|maxLength: 2)",
    ) {
        let (one, both) = (echo(&format!("{{{word}}}")), echo(&format!("{{{word}, {other}}}")));
        found(&one, &both);
        found(&both, &one);
        let longer = [&both, "\n"].concat();
        prop_assert!(found(&both, &longer).is_empty());
    }
}
