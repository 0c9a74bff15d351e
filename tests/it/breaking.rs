//! `tminus breaking`, and breaking changes in `tminus analyze`: found by comparing sources, on real repositories.

use serde_json::Value;
use tminus::testkit::Repo;

use crate::program::run;

const MANIFEST: &str = "[package]\nname = \"demo\"\nversion = \"1.0.0\"\nedition = \"2021\"\n";

/// A library with a release.
fn library() -> Repo {
    let repo = Repo::new();
    repo.write("Cargo.toml", MANIFEST);
    repo.write("src/client.rs", "pub fn connect(url: &str) -> u8 { 1 }\npub fn close() {}\n");
    repo.commit_file("src/lib.rs", "pub mod client;\n", "feat: begin");
    repo.tag("v1.0.0");
    repo
}

fn findings(repo: &Repo, args: &[&str]) -> Vec<Value> {
    let args: Vec<_> = ["breaking", "--format", "json"].iter().chain(args).copied().collect();
    run(repo, &args).exits(0).json()["breaking"].as_array().unwrap().clone()
}

#[test]
fn a_finding_names_what_breaks_and_the_commit_that_did_it() {
    let repo = library();
    repo.commit_file("src/client.rs", "pub fn connect(url: &str) -> u8 { 2 }\npub fn close() {}\n", "fix: connect");
    let culprit = repo.commit_file("src/client.rs", "pub fn connect(url: &str) -> u8 { 2 }\n", "refactor: tidy");
    repo.commit_file("src/client.rs", "pub fn connect(url: &str) -> u8 { 3 }\n", "fix: connect again");
    repo.commit_file("README.md", "x", "docs: say it");
    let document = run(&repo, &["analyze", "--format", "json"]).exits(0).json();
    let found = &document["breaking"];
    assert_eq!(found.as_array().unwrap().len(), 1, "{found:#}");
    let finding = &found[0];
    assert_eq!(finding["rule"], "rust/function-removed");
    assert_eq!(finding["ecosystem"], "rust");
    assert_eq!(finding["symbol"], "demo::client::close");
    assert_eq!(finding["package"], "demo");
    assert_eq!((&finding["path"], &finding["line"]), (&"src/client.rs".into(), &2.into()));
    assert_eq!(finding["before"], "pub fn close()");
    assert_eq!(finding["after"], Value::Null);
    assert_eq!(finding["certainty"], "definite");
    assert_eq!(finding["commit"], culprit.as_str());
    assert_eq!(document["version"]["next"], "2.0.0", "{}", document["version"]);
    assert!(document["version"]["reasons"][0].as_str().unwrap().contains("demo::client::close"));
    let warnings = document["warnings"].to_string();
    assert!(warnings.contains("breaks `demo::client::close` and does not declare it"), "{warnings}");
}

#[test]
fn a_header_that_sources_contradict_is_doubted_and_the_reason_told() {
    let repo = library();
    let steps = [
        ("/// Connects.\npub fn connect(url: &str) -> u8 { 1 }\npub fn close() {}\n", "docs: explain connect"),
        ("/// Connects.\npub fn connect(url: &str) -> u8 { 2 }\npub fn close() {}\n", "docs: say more of connect"),
        ("/// Connects.\npub fn connect(url: &str) -> u8 { 2 }\n", "chore: tidy up"),
        ("/// Connects.\npub fn connect(url: &str, port: u16) -> u8 { 2 }\n", "refactor!: connect with a port"),
    ];
    for (text, subject) in steps {
        repo.commit_file("src/client.rs", text, subject);
    }
    let document = run(&repo, &["analyze", "--format", "json"]).exits(0).json();
    let told = |subject: &str| {
        let commits = document["commits"].as_array().unwrap();
        let commit = commits.iter().find(|commit| commit["subject"] == subject).unwrap();
        (commit["kind_suggested"].clone(), commit["kind_suggested_why"].as_str().unwrap_or("").to_owned())
    };
    assert_eq!(told("docs: explain connect"), (Value::Null, String::new()));
    let (kind, why) = told("docs: say more of connect");
    assert!(["feat", "fix", "refactor", "perf"].contains(&kind.as_str().unwrap()), "{kind}");
    assert_eq!(why, "it changes code that is shipped");
    let (kind, why) = told("chore: tidy up");
    assert!(["feat", "fix", "refactor", "perf"].contains(&kind.as_str().unwrap()), "{kind}");
    assert_eq!(why, "it breaks public API");
    assert_ne!(told("refactor!: connect with a port").1, "it breaks public API", "what is declared hides nothing");
}

#[test]
fn what_was_undone_within_the_range_is_no_finding() {
    let repo = library();
    let before = "pub fn connect(url: &str) -> u8 { 1 }\npub fn close() {}\n";
    repo.commit_file("src/client.rs", "", "refactor!: drop all");
    repo.commit_file("src/client.rs", before, "revert: drop all");
    assert!(findings(&repo, &[]).is_empty());
    let document = run(&repo, &["analyze", "--format", "json"]).exits(0).json();
    assert_eq!(document["breaking"], Value::Array(Vec::new()));
}

#[test]
fn a_commit_that_declares_what_the_sources_do_not_show_is_told() {
    let repo = library();
    repo.commit_file("src/client.rs", "pub fn connect(url: &str) -> u8 { 2 }\npub fn close() {}\n", "feat!: connect");
    let document = run(&repo, &["analyze", "--format", "json"]).exits(0).json();
    assert!(document["warnings"].to_string().contains("declares a breaking change that the sources do not show"));
    assert_eq!(document["version"]["next"], "2.0.0", "what people say counts");
}

#[test]
fn checks_and_formats_follow_from_findings() {
    let repo = library();
    let code = |args: &[&str]| run(&repo, args).0.status.code();
    assert_eq!(code(&["analyze", "--fail-on", "breaking=possible"]), Some(0));
    repo.commit_file(
        "src/client.rs",
        "pub fn connect(url: &str, port: u16) -> u8 { 1 }\npub fn close() {}\n",
        "feat: ports",
    );
    assert_eq!(code(&["analyze", "--fail-on", "breaking=likely"]), Some(1));
    assert_eq!(code(&["analyze", "--fail-on", "breaking"]), Some(1));
    assert_eq!(code(&["analyze", "--fail-on", "breaking=likely", "--without", "breaking"]), Some(2));
    assert_eq!(code(&["analyze", "--fail-on", "breaking=surely"]), Some(2));
    assert_eq!(code(&["breaking", "--fail-on", "definite"]), Some(1));
    assert_eq!(code(&["breaking"]), Some(0));
    let without = run(&repo, &["analyze", "--format", "json", "--without", "breaking"]).exits(0).json();
    assert_eq!(without["breaking"], Value::Array(Vec::new()));
    assert_eq!(without["version"]["next"], "1.1.0");
    let log = run(&repo, &["analyze", "--format", "sarif"]).exits(0).json();
    let result = &log["runs"][0]["results"][0];
    assert_eq!(result["ruleId"], "rust/function-parameter-count-changed");
    assert_eq!(result["level"], "error");
    assert_eq!(result["locations"][0]["physicalLocation"]["region"]["startLine"], 1);
    assert_eq!(log["runs"][0]["tool"]["driver"]["rules"][0]["id"], result["ruleId"]);
}

#[test]
fn people_get_diagnostics() {
    let repo = library();
    repo.commit_file("src/client.rs", "pub fn connect(url: &str) -> u8 { 1 }\n", "refactor: tidy");
    let told = run(&repo, &["breaking", "--from", "v1.0.0", "--to", "HEAD"]).exits(0).stdout();
    let lines: Vec<&str> = told.lines().collect();
    assert_eq!(lines[0], "error[rust/function-removed]: the function `demo::client::close` is gone");
    assert_eq!(lines[1], " --> src/client.rs:2 (before)");
    assert!(told.contains("2 | - pub fn close()"), "{told}");
    assert!(told.contains("= commit: ") && told.contains("refactor: tidy"), "{told}");
    assert!(told.ends_with("v1.0.0..HEAD: 1 breaking change found (1 definite) in 1 changed file\n"), "{told}");
}

#[test]
fn a_path_narrows_the_comparison() {
    let repo = library();
    repo.commit_file("src/client.rs", "", "refactor: drop");
    assert_eq!(findings(&repo, &["--path", "src"]).len(), 2);
    assert_eq!(findings(&repo, &["--path", "src/client.rs"]).len(), 2);
    assert!(findings(&repo, &["--path", "docs"]).is_empty());
}

#[test]
fn the_second_time_says_the_same() {
    let repo = library();
    repo.commit_file("src/client.rs", "", "refactor: drop");
    assert_eq!(findings(&repo, &[]), findings(&repo, &[]));
}

#[test]
fn what_nobody_wrote_is_left_out_and_listed() {
    let repo = library();
    repo.write("vendor/a/src/lib.rs", "pub fn a() {}");
    repo.commit_file("src/made.rs", "// @generated by a tool\npub fn a() {}\n", "feat: more");
    repo.tag("v1.1.0");
    repo.write("vendor/a/src/lib.rs", "");
    repo.commit_file("src/made.rs", "// @generated by a tool\n", "feat: less");
    let document = run(&repo, &["breaking", "--format", "json"]).exits(0).json();
    assert_eq!(document["breaking"], Value::Array(Vec::new()));
    let left_out = document["left_out"].to_string();
    assert!(left_out.contains("vendor/a/src/lib.rs") && left_out.contains("vendored"), "{left_out}");
    assert!(left_out.contains("src/made.rs") && left_out.contains("generated"), "{left_out}");
}

#[test]
fn broken_files_links_and_depth_end_nothing() {
    let repo = library();
    repo.write("src/deep.rs", "(".repeat(60_000));
    repo.write("src/torn.rs", "<<<<<<< HEAD\npub fn a() {}\n=======\npub fn b() {}\n>>>>>>> other\n");
    repo.write("src/half.rs", [0xff, 0xfe, b'p', b'u', b'b']);
    repo.commit_file("src/client.rs", "pub fn connect(url: &str) -> u8 { 1 }\n", "feat: nonsense");
    let document = run(&repo, &["breaking", "--format", "json"]).exits(0).json();
    let found = document["breaking"].as_array().unwrap();
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(found[0]["symbol"], "demo::client::close");
    assert!(document["left_out"].to_string().contains("half-merged"), "{document:#}");
}

#[test]
fn before_the_first_release_nothing_breaks() {
    let repo = Repo::new();
    repo.commit_file("src/lib.rs", "pub fn a() {}\n", "feat: a");
    assert!(findings(&repo, &[]).is_empty());
}

#[test]
fn a_migration_is_judged_by_what_older_ones_built() {
    let repo = Repo::new();
    let base = "CREATE TABLE users (id bigint PRIMARY KEY, name varchar(50), email text);\n";
    repo.commit_file("migrations/0001_users.sql", base, "feat: begin");
    repo.tag("v1.0.0");
    repo.commit_file(
        "migrations/0002_wider.sql",
        "ALTER TABLE users ALTER COLUMN name TYPE text;\n",
        "feat: long names",
    );
    let culprit =
        repo.commit_file("migrations/0003_tidy.sql", "ALTER TABLE users\n  DROP COLUMN email;\n", "refactor: tidy");
    repo.commit_file("migrations/0004_pets.sql", "CREATE TABLE pets (a int);\nDROP TABLE pets;\n", "feat: pets");
    let found = findings(&repo, &[]);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(found[0]["rule"], "sql/column-removed");
    assert_eq!(found[0]["symbol"], "users.email");
    assert_eq!((&found[0]["path"], &found[0]["line"]), (&"migrations/0003_tidy.sql".into(), &2.into()));
    assert_eq!((&found[0]["old_path"], &found[0]["old_line"]), (&"migrations/0001_users.sql".into(), &1.into()));
    assert_eq!(found[0]["commit"], culprit.as_str());
}

#[test]
fn a_description_of_an_api_is_compared_with_all_its_files() {
    let repo = Repo::new();
    let pet = |kind: &str| format!("type: object\nrequired: [name]\nproperties:\n  name:\n    type: {kind}\n");
    repo.write("api/schemas/pet.yaml", pet("string"));
    let document = "openapi: 3.0.3\ninfo: {title: Pets, version: 1.0.0}\npaths:\n  /pets:\n    get:\n      responses:\n        '200':\n          description: All pets\n          content: {application/json: {schema: {$ref: ./schemas/pet.yaml}}}\n";
    repo.commit_file("api/openapi.yaml", document, "feat: list pets");
    repo.tag("v1.0.0");
    repo.commit_file("api/openapi.yaml", &document.replace("All pets", "Pets"), "docs: say less");
    let culprit = repo.commit_file("api/schemas/pet.yaml", &pet("integer"), "feat: number pets");
    repo.commit_file("package.json", "{\"name\": \"pets\", \"type\": \"module\"}", "build: name it");
    let document = run(&repo, &["breaking", "--format", "json"]).exits(0).json();
    let found = document["breaking"].as_array().unwrap();
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(found[0]["rule"], "openapi/response-type-widened");
    assert_eq!(found[0]["symbol"], "GET /pets response 200 name");
    assert_eq!(found[0]["package"], "Pets");
    assert_eq!((&found[0]["path"], &found[0]["line"]), (&"api/schemas/pet.yaml".into(), &4.into()));
    assert_eq!(found[0]["commit"], culprit.as_str());
}

#[test]
fn what_java_loses_is_told_with_its_commit() {
    let repo = Repo::new();
    let path = "src/main/java/demo/Client.java";
    let class = |body: &str| format!("package demo;\n\npublic class Client {{\n{body}\n}}\n");
    repo.commit_file(path, &class("    public void open(String url) {}\n    public void close() {}"), "feat: client");
    repo.tag("v1.0.0");
    repo.commit_file("README.md", "demo\n", "docs: say what it is");
    let guilty = repo.commit_file(
        path,
        &class("    public void open(String url, int timeout) {}\n    public void close() {}"),
        "feat: wait",
    );
    repo.commit_file(
        path,
        &class("    public void close() {}\n    public void open(String url, int timeout) {}"),
        "style: sort",
    );
    let found = findings(&repo, &[]);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(found[0]["rule"], "java/parameters-changed");
    assert_eq!(found[0]["symbol"], "demo.Client.open");
    assert_eq!(found[0]["commit"], guilty.as_str());
    assert_eq!(found[0]["message"], "calls of `demo.Client.open` fail: it takes (String, int) instead of (String)");
}

#[test]
fn a_manifest_tells_what_users_must_have() {
    let repo = Repo::new();
    let manifest =
        |node: &str| format!("{{\n  \"name\": \"demo\",\n  \"engines\": {{\n    \"node\": \"{node}\"\n  }}\n}}\n");
    repo.commit_file("package.json", &manifest(">=16"), "feat: begin");
    repo.tag("v1.0.0");
    repo.commit_file("package.json", &manifest(">=16.0"), "style: spell");
    let culprit = repo.commit_file("package.json", &manifest(">=20"), "build: newer node");
    let found = findings(&repo, &[]);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!((&found[0]["rule"], &found[0]["symbol"]), (&"manifests/requirement-raised".into(), &"demo.node".into()));
    assert_eq!(found[0]["line"], 4);
    assert_eq!(found[0]["commit"], culprit.as_str());
}

/// Three commits to one file, of which the second breaks: its finding names that one.
fn attributed(path: &str, beside: &[(&str, &str)], states: [&str; 4], rule: &str, symbol: &str) {
    let repo = Repo::new();
    for (path, content) in beside {
        repo.write(path, content);
    }
    repo.commit_file(path, states[0], "feat: begin");
    repo.tag("v1.0.0");
    repo.commit_file(path, states[1], "feat: more");
    let culprit = repo.commit_file(path, states[2], "refactor: less");
    repo.commit_file(path, states[3], "fix: other");
    let found = findings(&repo, &[]);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!((&found[0]["rule"], &found[0]["symbol"]), (&rule.into(), &symbol.into()), "{found:#?}");
    assert_eq!(found[0]["commit"], culprit.as_str());
}

#[test]
fn python_findings_name_their_commit() {
    let project = ("pyproject.toml", "[project]\nname = \"demo\"\nversion = \"1.0.0\"\n");
    let old = "def open(path):\n    return 1\n";
    let more = "def open(path):\n    return 1\n\n\ndef close():\n    return 1\n";
    let less = "def close():\n    return 1\n";
    let other = "def close():\n    return 2\n";
    attributed("demo/__init__.py", &[project], [old, more, less, other], "python/function-removed", "demo.open");
}

#[test]
fn commits_are_found_by_comparing_where_the_texts_of_findings_are_too_short_to_tell() {
    let repo = Repo::new();
    repo.write("go.mod", "module example.com/demo\n\ngo 1.21\n");
    let letters = ["A", "B", "C", "D", "E", "F", "G"];
    let state = |from: usize| {
        let functions: Vec<String> = letters[from..].iter().map(|name| format!("func {name}() {{}}\n")).collect();
        format!("package demo\n\n{}", functions.join("\n"))
    };
    repo.commit_file("demo.go", &state(0), "feat: begin");
    repo.tag("v1.0.0");
    let mut culprits = Vec::new();
    for (place, name) in letters[..6].iter().enumerate() {
        let commit = repo.commit_file("demo.go", &state(place + 1), "refactor: less");
        culprits.push((format!("demo.{name}"), commit));
        repo.commit_file("demo.go", &format!("{}\n// {place}\n", state(place + 1)), "docs: a remark");
    }
    let found = findings(&repo, &[]);
    let named: Vec<(String, String)> = found
        .iter()
        .map(|finding| (finding["symbol"].as_str().unwrap().into(), finding["commit"].as_str().unwrap().into()))
        .collect();
    assert_eq!(named, culprits, "{found:#?}");
}

#[test]
fn go_findings_name_their_commit() {
    let module = ("go.mod", "module example.org/demo\n\ngo 1.22\n");
    let old = "package demo\n\nfunc Open(path string) int { return 1 }\n";
    let more = "package demo\n\nfunc Open(path string) int { return 1 }\n\nfunc Close() int { return 1 }\n";
    let less = "package demo\n\nfunc Close() int { return 1 }\n";
    let other = "package demo\n\nfunc Close() int { return 2 }\n";
    attributed("demo.go", &[module], [old, more, less, other], "go/function-removed", "demo.Open");
}

#[test]
fn proto_findings_name_their_commit() {
    let message = |fields: &str| format!("syntax = \"proto3\";\n\npackage demo;\n\nmessage User {{\n{fields}}}\n");
    let old = message("  string name = 1;\n");
    let more = message("  string name = 1;\n  string mail = 2;\n");
    let less = message("  int32 name = 1;\n  string mail = 2;\n");
    let other = message("  int32 name = 1;\n  string mail = 2;\n  string city = 3;\n");
    attributed("demo.proto", &[], [&old, &more, &less, &other], "proto/field-type-changed", "demo.User.name");
}

#[test]
fn packages_beside_a_go_program_are_possible_at_most_and_say_so() {
    let repo = Repo::new();
    repo.write("go.mod", "module example.org/tool\n\ngo 1.22\n");
    repo.write("main.go", "package main\n\nfunc main() {}\n");
    repo.commit_file("gui/gui.go", "package gui\n\nfunc Draw() {}\n\nfunc Clear() {}\n", "feat: begin");
    repo.tag("v1.0.0");
    repo.commit_file("gui/gui.go", "package gui\n\nfunc Draw() {}\n", "refactor: less");
    let found = findings(&repo, &[]);
    assert_eq!((found.len(), &found[0]["certainty"]), (1, &"possible".into()), "{found:#?}");
    assert!(found[0]["message"].as_str().unwrap().contains("its module is a program"), "{found:#?}");
    let document = run(&repo, &["analyze", "--format", "json"]).exits(0).json();
    assert_eq!(document["version"]["bump"], "none", "{}", document["version"]);
}

#[test]
fn a_schema_in_several_files_is_one() {
    let repo = Repo::new();
    repo.write(
        "schema/user.graphql",
        "type User {\n  id: ID!\n  name: String!\n}\nextend type Query { user(id: ID): User }\n",
    );
    repo.commit_file("schema/base.graphql", "type Query {\n  ping: Int\n}\n", "feat: ask for users");
    repo.tag("v1.0.0");
    let base = "type Query {\n  ping: Int\n  user(id: ID): User\n}\n";
    repo.write("schema/base.graphql", base);
    repo.commit_file("schema/user.graphql", "type User {\n  id: ID!\n  name: String!\n}\n", "refactor: gather queries");
    let culprit = repo.commit_file("schema/base.graphql", &base.replace("id: ID", "id: ID!"), "fix: want an id");
    repo.commit_file("schema/user.graphql", "type User {\n  id: ID!\n  name: String!\n  age: Int\n}\n", "feat: age");
    let found = findings(&repo, &[]);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(found[0]["rule"], "graphql/argument-type-changed");
    assert_eq!(found[0]["symbol"], "Query.user.id");
    assert_eq!((&found[0]["path"], &found[0]["line"]), (&"schema/base.graphql".into(), &3.into()));
    assert_eq!(found[0]["commit"], culprit.as_str());
}

#[test]
fn what_a_typescript_package_no_longer_offers_names_its_commit() {
    let repo = Repo::new();
    repo.write("package.json", "{\"name\":\"demo\",\"main\":\"./dist/index.js\",\"types\":\"./dist/index.d.ts\"}\n");
    repo.write("src/index.ts", "export * from './client.js';\n");
    repo.commit_file("src/client.ts", "export function connect(url: string): void {}\n", "feat: begin");
    repo.tag("v1.0.0");
    repo.commit_file("src/client.ts", "export const connect = (to: string): void => {};\n", "refactor: tidy");
    let wants = "export const connect = (to: string, port: number): void => {};\n";
    let culprit = repo.commit_file("src/client.ts", wants, "feat: ask for a port");
    repo.commit_file("src/internal.ts", "export const secret = 1;\n", "feat: something inside");
    let found = findings(&repo, &[]);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(found[0]["rule"], "typescript/parameter-added");
    assert_eq!(found[0]["symbol"], "connect");
    assert_eq!(found[0]["package"], "demo");
    assert_eq!((&found[0]["path"], &found[0]["line"]), (&"src/client.ts".into(), &1.into()));
    assert_eq!(found[0]["certainty"], "definite");
    assert_eq!(found[0]["commit"], culprit.as_str());
}

#[test]
fn what_headers_lose_is_told_with_its_commit() {
    let repo = Repo::new();
    let header = |body: &str| format!("#ifndef DEMO_H\n#define DEMO_H\n{body}\n#endif\n");
    let path = "include/demo/demo.h";
    repo.write("src/demo.c", "#include \"private.h\"\n");
    repo.write("src/private.h", "int inner(void);\n");
    repo.commit_file(
        path,
        &header("DEMO_API int demo_open(const char *name);\nDEMO_API int demo_close(void);"),
        "feat: a",
    );
    repo.tag("v1.0.0");
    repo.commit_file("src/private.h", "int inner(int more);\n", "refactor: more");
    let changed = header("DEMO_API int demo_open(const char *name, int flags);\nDEMO_API int demo_close(void);");
    let guilty = repo.commit_file(path, &changed, "feat: flags");
    let told =
        header("/* Closes it. */\nDEMO_API int demo_close(void);\nDEMO_API int demo_open(const char *, int flags);");
    repo.commit_file(path, &told, "docs: tell");
    let found = findings(&repo, &[]);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(found[0]["rule"], "c/parameters-changed");
    assert_eq!(found[0]["symbol"], "demo_open");
    assert_eq!(found[0]["commit"], guilty.as_str());
}

#[test]
fn what_programs_and_schemas_no_longer_take_is_told() {
    let repo = Repo::new();
    let program = |option: &str| {
        format!(
            "import argparse\nparser = argparse.ArgumentParser()\nparser.add_argument(\"--port\")\n{option}parser.parse_args()\n"
        )
    };
    let schema = |max: u32| {
        format!("{{\n  \"properties\": {{\n    \"name\": {{\n      \"maxLength\": {max}\n    }}\n  }}\n}}\n")
    };
    repo.write("demo.schema.json", schema(20));
    repo.commit_file("demo.py", &program("parser.add_argument(\"--host\")\n"), "feat: begin");
    repo.tag("v1.0.0");
    let no_host = repo.commit_file("demo.py", &program(""), "refactor: listen everywhere");
    let shorter = repo.commit_file("demo.schema.json", &schema(10), "fix: shorter names");
    let found = findings(&repo, &[]);
    let told: Vec<String> = found
        .iter()
        .map(|one| format!("{} {} {} {}", one["rule"], one["symbol"], one["line"], one["commit"]).replace('"', ""))
        .collect();
    let of_schema = format!("jsonschema/bound-narrowed demo.name 4 {shorter}");
    assert_eq!(told, [format!("config/option-removed --host 4 {no_host}"), of_schema]);
}
