//! What is brought over from the settings of other tools, and what is said not to be.

use super::*;

const CLIFF: &str = r#"
[changelog]
body = "{% for group, commits in commits | group_by(attribute=\"group\") %}{% endfor %}"
trim = true
output = "CHANGES.md"

[git]
conventional_commits = true
filter_commits = true
tag_pattern = "demo-v[0-9].*"
skip_tags = "beta"
commit_parsers = [
  { message = "^feat", group = "<!-- 0 -->🚀 Features" },
  { message = "^fix", group = "<!-- 1 -->🐛 Bug Fixes" },
  { message = "^refactor", group = "🚜 Refactor" },
  { message = "^chore\\(release\\)", skip = true },
  { body = ".*security", group = "🛡️ Security" },
  { message = "^teleport", group = "Teleports" },
]

[remote.github]
owner = "acme"
repo = "rocket"
"#;

#[test]
fn sections_rules_and_tags_of_a_cliff_file_are_brought_over() {
    let imported = Imported::read("cliff.toml", CLIFF).unwrap();
    assert_eq!(imported.texts["release.tag"], "demo-v{version}");
    assert_eq!(imported.texts["release.changelog"], "CHANGES.md");
    assert_eq!(imported.texts["forge.repository"], "acme/rocket");
    assert_eq!(imported.texts["notes.titles.added"], "🚀 Features");
    assert_eq!(imported.texts["notes.titles.changed"], "🚜 Refactor");
    assert_eq!(imported.lists["notes.commits.fixed"], ["^fix"]);
    assert_eq!(imported.lists["notes.commits.aside"], [r"^chore\(release\)"]);
}

#[test]
fn what_cannot_be_brought_over_is_said() {
    let left = Imported::read("cliff.toml", CLIFF).unwrap().left;
    for word in ["changelog.body", "git.filter_commits", "git.skip_tags", ".*security", "Teleports"] {
        assert!(left.iter().any(|why| why.contains(word)), "{word} in {left:#?}");
    }
}

#[test]
fn tag_patterns_are_prefixes_before_a_version_or_said_to_be_none() {
    for (pattern, form) in [
        ("v[0-9]*", Some("v{version}")),
        (r"^v\d+\.\d+", Some("v{version}")),
        ("[0-9]+.[0-9]+", Some("{version}")),
        (r"release\-v.*", Some("release-v{version}")),
        ("v1|v2", None),
        ("nightly", None),
    ] {
        let text = format!("[git]\ntag_pattern = '{pattern}'\n");
        let imported = Imported::read("cliff.toml", &text).unwrap();
        assert_eq!(imported.texts.get("release.tag").map(String::as_str), form, "{pattern}");
        assert_eq!(imported.left.is_empty(), form.is_some(), "{pattern}: {:?}", imported.left);
    }
}

#[test]
fn categories_of_a_release_drafter_become_titles() {
    let text = "tag-template: 'v$RESOLVED_VERSION'\ntemplate: |\n  # Changes\n  $CHANGES\ncategories:\n  - title: '🚀 Features'\n    labels:\n      - 'feature'\n  - title: Oddities\n    label: odd\n  - title: Mended\n    labels: [fix, bug]\nversion-resolver:\n  major:\n    labels:\n      - 'major'\n";
    let imported = Imported::read(".github/release-drafter.yml", text).unwrap();
    assert_eq!(imported.texts["release.tag"], "v{version}");
    assert_eq!(imported.texts["notes.titles.added"], "🚀 Features");
    assert_eq!(imported.texts["notes.titles.fixed"], "Mended");
    for word in ["template", "Oddities", "version-resolver"] {
        assert!(imported.left.iter().any(|why| why.contains(word)), "{word} in {:#?}", imported.left);
    }
}

#[test]
fn other_files_are_refused() {
    assert!(matches!(Imported::read("a.json", "{}"), Err(ImportError::Unknown(_))));
    assert!(matches!(Imported::read("Cargo.toml", "[package]\n"), Err(ImportError::Form { .. })));
    assert!(matches!(Imported::read("cliff.toml", "[git"), Err(ImportError::Form { .. })));
}

proptest::proptest! {
    #[test]
    fn no_text_makes_it_panic(text in "[ -~\\n'\"]{0,300}") {
        let _toml = Imported::read("cliff.toml", &text);
        let _parsers = Imported::read("cliff.toml", &format!("[git]\ntag_pattern = '''{}'''\n", text.replace('\'', "")));
        let _yaml = Imported::read("a.yml", &text);
    }
}
