//! `tminus notes --document ... --audience ...`: documents beside the release notes, by the real binary.

use tminus::testkit::Repo;

use crate::program::run;

const PAPERS: [&str; 6] =
    ["api-changes", "security-bulletin", "deployment-guide", "runbook", "upgrade-guide", "compliance-summary"];

fn rocket() -> Repo {
    let repo = Repo::new();
    repo.write("Cargo.toml", "[package]\nname = \"rocket\"\nversion = \"1.0.0\"\nedition = \"2024\"\n");
    repo.commit_file("src/lib.rs", "pub fn open(url: &str) {}\n", "feat: open a client");
    repo.tag("v1.0.0");
    repo.commit_file(
        "src/lib.rs",
        "pub fn open(url: &str, tries: u8) {}\n",
        "feat(api)!: say how often to try (#14)\n\nBREAKING CHANGE: give `open` the number of tries.\n\nReviewed-by: Bo <bo@example.org>\n",
    );
    repo.commit_file("migrations/2_drop.sql", "DROP TABLE old_orders;\n", "feat(db): drop the old orders (#15)");
    repo.commit_file("src/tls.rs", "fn check() {}\n", "fix(tls): check host names, CVE-2026-1234 (#16)");
    repo.commit_file("deploy/Dockerfile", "FROM scratch\n", "build: run in an empty image");
    repo
}

fn paper(repo: &Repo, args: &[&str]) -> String {
    let mut all = vec!["notes"];
    all.extend(args);
    run(repo, &all).exits(0).stdout()
}

#[test]
fn each_document_tells_what_was_found() {
    let repo = rocket();
    let told = |name: &str, words: &[&str]| {
        let text = paper(&repo, &["--document", name]);
        for word in words {
            assert!(text.contains(word), "{word} in {name}:\n{text}");
        }
        assert!(!text.contains("\n\n\n"), "{name} has holes:\n{text}");
    };
    told("upgrade-guide", &["# Upgrade guide: work 2.0.0", "Give `open` the number of tries", "Before:", "hard"]);
    told("api-changes", &["`rocket::open`", "by the rule", "```rust\npub fn open(url: &str)", "Said by commits"]);
    told("security-bulletin", &["CVE-2026-1234", "Upgrade to 2.0.0", "Severity"]);
    told(
        "deployment-guide",
        &["## Stored data\n\n- ", "Drop the old orders".to_lowercase().as_str(), "## Settings\n\nNone found."],
    );
    told("runbook", &["`v2.0.0`", "tminus ship --resume", "Taking it back is hard", "drop the old orders"]);
    told("compliance-summary", &["Commits: 4", "trailers name Bo", "1 of 4 commits", "no approval and no rejection"]);
}

#[test]
fn a_release_without_anything_says_so_and_invents_nothing() {
    let repo = Repo::new();
    repo.commit_file("a.txt", "a\n", "feat: open a client");
    repo.tag("v1.0.0");
    for name in PAPERS {
        let text = paper(&repo, &["--document", name]);
        assert!(text.starts_with("# ") && text.lines().count() > 2, "{name}: {text}");
    }
    assert!(paper(&repo, &["--document", "security-bulletin"]).contains("no statement that there is nothing to mend"));
    assert!(paper(&repo, &["--document", "compliance-summary"]).contains("The range has no commits."));
}

#[test]
fn documents_take_every_form() {
    let repo = rocket();
    let html = paper(&repo, &["--document", "upgrade-guide", "--format", "html"]);
    assert!(html.contains("<title>Upgrade guide: work 2.0.0</title>"), "{html}");
    let slack = paper(&repo, &["--document", "runbook", "--format", "slack"]);
    assert!(slack.starts_with("*Runbook: work 2.0.0*\n"), "{slack}");
}

#[test]
fn an_audience_is_told_what_concerns_it() {
    let repo = rocket();
    let executive = paper(&repo, &["--audience", "executive"]);
    assert!(executive.contains("| Changes that break users | 2 found, 1 declared |"), "{executive}");
    assert!(executive.contains("| Taking it back | hard |"), "{executive}");
    let operator = paper(&repo, &["--audience", "operator"]);
    assert!(
        operator.contains("## Data, settings and operation") && operator.contains("drop the old orders"),
        "{operator}"
    );
    let refused = run(&repo, &["notes", "--audience", "cats"]);
    assert!(refused.exits(2).stderr().contains("none of user, operator, developer, executive"), "{}", refused.stderr());
}

#[test]
fn the_context_is_as_its_schema_says() {
    let repo = rocket();
    let context = run(&repo, &["notes", "--document", "runbook", "--context"]).exits(0).json();
    assert_eq!(context["schema"], "tminus.context/1");
    assert_eq!(context["document"], "runbook");
    assert_eq!(context["commits"].as_array().unwrap().len(), 4);
    assert_eq!(context["security"][0]["advisories"][0], "CVE-2026-1234");
    assert_eq!(context["breaking"][0]["symbol"], "rocket::open");
    let schema = run(&repo, &["schema", "context"]).exits(0).json();
    let known = schema["properties"].as_object().unwrap();
    for name in context.as_object().unwrap().keys() {
        assert!(known.contains_key(name), "{name}");
    }
    let told = run(&repo, &["notes", "--document", "runbook", "--format", "json"]).exits(0).json();
    assert!(told["markdown"].as_str().unwrap().starts_with("# Runbook"));
}

#[test]
fn a_trusted_repository_lays_documents_out_its_own_way() {
    let repo = rocket();
    repo.write(".tminus/templates/upgrade-guide.md.j2", "# Anleitung {{ version }}: {{ brand.name }}\n");
    repo.write(".tminus/templates/mine.md.j2", "{{ commits | length }} commits\n\n{{ nope }}\n");
    repo.write("tminus.toml", "[brand]\nname = \"Acme\"\n");
    let untrusted = run(&repo, &["notes", "--document", "upgrade-guide"]);
    assert!(untrusted.exits(0).stdout().starts_with("# Upgrade guide"), "{}", untrusted.stdout());
    assert!(untrusted.stderr().contains("not used until you trust this repository"), "{}", untrusted.stderr());
    assert_eq!(paper(&repo, &["--trust", "--document", "upgrade-guide"]), "# Anleitung 2.0.0: Acme\n");
    let broken = run(&repo, &["notes", "--trust", "--document", "mine"]);
    let said = broken.exits(2).stderr();
    assert!(said.contains("mine.md.j2`, line 3, column 4: undefined value: `nope`"), "{said}");
    let unknown = run(&repo, &["notes", "--document", "poem"]);
    assert!(unknown.exits(2).stderr().contains("there is no template `poem`"), "{}", unknown.stderr());
    assert!(unknown.stderr().contains("documents: release-notes, changelog, api-changes"), "{}", unknown.stderr());
}

#[test]
fn a_template_that_never_ends_is_stopped() {
    let repo = rocket();
    repo.write(
        ".tminus/templates/loop.md.j2",
        "{% for a in range(99999) %}{% for b in range(99999) %}{{ a }}{% endfor %}{% endfor %}",
    );
    let stopped = run(&repo, &["notes", "--trust", "--document", "loop"]);
    assert!(stopped.exits(2).stderr().contains("without end"), "{}", stopped.stderr());
}

#[test]
fn people_write_the_release_notes_alone() {
    let refused = run(&rocket(), &["notes", "--document", "runbook", "--check"]);
    assert!(refused.exits(2).stderr().contains("people write and check the release notes"), "{}", refused.stderr());
}
