//! `tminus notes --format ...`: the forms that a document takes, by the real binary.

#![expect(clippy::disallowed_methods, reason = "the test reads what the program wrote")]

use tminus::testkit::Repo;

use crate::program::run;

const FORMS: [&str; 7] = ["markdown", "html", "confluence", "jira", "asciidoc", "slack", "text"];

fn hostile_rocket() -> Repo {
    let repo = Repo::new();
    repo.commit_file("a.rs", "fn a() {}\n", "feat: open a client");
    repo.tag("v1.0.0");
    repo.commit_file("b.rs", "fn b() {}\n", "feat: add zqstars to `Client<T>` (#12)");
    repo.commit_file("c.rs", "fn c() {}\n", "fix: zqcrash on </script>{code}]]> *x* \u{1b}[31m\u{202e}");
    repo
}

fn read(repo: &Repo, file: &str) -> String {
    std::fs::read_to_string(repo.path().join(file)).unwrap()
}

#[test]
fn every_form_tells_what_the_notes_tell() {
    let repo = hostile_rocket();
    for form in FORMS {
        let told = run(&repo, &["notes", "--format", form]).exits(0).stdout().to_lowercase();
        assert!(told.contains("zqstars") && told.contains("zqcrash") && told.contains("#12"), "{form}: {told}");
        assert!(!told.contains(['\u{1b}', '\u{202e}']), "{form}: {told:?}");
    }
}

#[test]
fn what_people_typed_goes_into_every_form_and_into_a_file() {
    let repo = hostile_rocket();
    repo.write("../draft.md", "zqhello <b>\n\n## Added\n\n- zqtyped words (#12)\n");
    run(&repo, &["notes", "--write", "../draft.md"]).exits(0);
    for form in FORMS {
        let file = format!("notes.{form}");
        let ran = run(&repo, &["notes", "--format", form, "--output", &file]);
        assert_eq!(ran.exits(0).stdout(), "");
        let told = read(&repo, &file);
        assert!(told.contains("zqhello") && told.contains("zqtyped"), "{form}: {told}");
    }
    let html = read(&repo, "notes.html");
    assert!(html.starts_with("<!DOCTYPE html>\n<html lang=\"en\">\n"), "{html}");
    assert!(html.contains("<title>work 1.1.0</title>") && html.contains("zqhello &lt;b&gt;"), "{html}");
    assert!(html.contains("prefers-color-scheme: dark") && html.contains("@media print"), "{html}");
    assert!(!html.contains("<script") && !html.contains("src="), "{html}");
}

#[test]
fn a_project_sets_the_brand_and_the_language_of_its_documents() {
    let repo = hostile_rocket();
    repo.write(
        "tminus.toml",
        "[notes]\nlanguage = \"de\"\n[brand]\nname = \"Acme\"\nlogo = \"A C M E\"\ncolour = \"#d9480f\"\nurl = \"https://acme.example\"\n",
    );
    let html = run(&repo, &["notes", "--format", "html"]).exits(0).stdout();
    for part in ["<html lang=\"de\">", "<p class=\"logo\">A C M E</p>", "--brand: #d9480f", "https://acme.example"] {
        assert!(html.contains(part), "{part} in {html}");
    }
    repo.write("tminus.toml", "[brand]\ncolour = \"red; }\"\n");
    let refused = run(&repo, &["notes", "--format", "html"]);
    assert!(refused.exits(2).stderr().contains("must be a colour such as `#d9480f`"), "{}", refused.stderr());
}
