//! How settings are read, joined and refused.

use std::{path::Path, time::Duration};

use proptest::prelude::*;

use super::*;
use crate::{
    fault::{Fault, Faulty as _},
    store::{
        Environment, Folders,
        disk::{self, Access},
    },
};

fn load_text(text: &str, environment: &Environment) -> Result<Loaded, ConfigError> {
    let repository = RepositorySource::Committed { name: "tminus.toml", content: text.as_bytes() };
    load(&Sources { repository, folders: None, environment, flags: &Flags::default() })
}

fn settings(text: &str) -> Settings {
    load_text(text, &Environment::default()).unwrap().settings
}

fn check_error(text: &str, expected: &str) {
    let error = load_text(text, &Environment::default()).unwrap_err();
    assert_eq!(error.fault(), Fault::Usage);
    let told = std::iter::once(error.to_string()).chain(error.hints()).collect::<Vec<_>>().join(" | ");
    assert_eq!(told, expected, "for:\n{text}");
}

fn refused(text: &str) -> ConfigError {
    load_text(text, &Environment::default()).unwrap_err()
}

#[test]
fn nothing_set_is_all_defaults() {
    assert_eq!(settings(""), Settings::default());
}

#[test]
fn every_key_arrives() {
    let settings = settings(
        r#"
        [release]
        branch = "trunk"
        remote = "up"
        tag = "rel-{version}"
        changelog = false
        template = "mine"
        [forge]
        kind = "github"
        url = "https://api.example.org/v3"
        repository = "acme/rocket"
        token = { env = "ACME_TOKEN" }
        [risk]
        threshold = 70
        history = 100
        sensitive = ["src/pay/**"]
        [approval]
        required = 2
        four_eyes = true
        [[gates]]
        name = "tests"
        title = "Tests"
        command = "cargo test"
        timeout = "1h30m"
        required = false
        [[gates]]
        name = "up-to-date"
        required = false
        "#,
    );
    assert_eq!(settings.release.branch.as_deref(), Some("trunk"));
    assert_eq!(settings.release.remote, "up");
    assert_eq!(settings.release.tag, "rel-{version}");
    assert_eq!(settings.release.changelog, Changelog::Off);
    assert_eq!(settings.release.template, "mine");
    assert_eq!(settings.forge.kind, Some(ForgeKind::Github));
    assert_eq!(settings.forge.url.as_deref(), Some("https://api.example.org/v3"));
    assert_eq!(settings.forge.repository.as_deref(), Some("acme/rocket"));
    assert_eq!(settings.forge.token, Some(TokenSource::Env("ACME_TOKEN".into())));
    assert_eq!((settings.risk.threshold, settings.risk.history), (70, 100));
    assert_eq!(settings.risk.sensitive, ["src/pay/**"]);
    assert_eq!((settings.approval.required, settings.approval.four_eyes), (2, true));
    assert_eq!(settings.gates[0].timeout, Duration::from_mins(90));
    assert_eq!(settings.gates[0].command.as_deref(), Some("cargo test"));
    assert!(!settings.gates[1].required && settings.gates[1].command.is_none());
}

#[test]
fn unknown_keys_are_told_with_place_and_nearest_key() {
    check_error(
        "[release]\nbrnch = \"main\"\n",
        "tminus.toml:2:1: unknown key `brnch` in `[release]` | did you mean `branch`?",
    );
    check_error("[realease]\n", "tminus.toml:1:2: unknown key `realease` | did you mean `release`?");
    check_error("gate = 1", "tminus.toml:1:1: unknown key `gate` | did you mean `gates`?");
    check_error("threshold = 1", "tminus.toml:1:1: unknown key `threshold` | `threshold` is a key of `[risk]`");
    check_error("  forge.tokn.env = \"X\"", "tminus.toml:1:9: unknown key `tokn` in `[forge]` | did you mean `token`?");
    check_error(
        "[[gates]]\nname = \"a\"\ncommand = \"b\"\n  time-out = \"3s\"",
        "tminus.toml:4:3: unknown key `time-out` | did you mean `timeout`?",
    );
    check_error(
        "[approval]\nxyzzy = 1",
        "tminus.toml:2:1: unknown key `xyzzy` in `[approval]` | known keys here: required, four_eyes",
    );
}

#[test]
fn all_problems_are_told_at_once() {
    let error = load_text("[release]\nbrnch = 1\n[risk]\nthreshold = \"x\"", &Environment::default()).unwrap_err();
    assert_eq!(error.to_string().lines().count(), 2, "{error}");
}

#[test]
fn columns_count_characters_not_bytes() {
    check_error(
        "forge = { kind = \"none\", \"übér\" = 1 }",
        "tminus.toml:1:26: unknown key `übér` in `[forge]` | known keys here: kind, url, repository, token",
    );
}

#[test]
fn wrong_types_are_told() {
    check_error("[release]\nbranch = 1", "tminus.toml:2:10: `release.branch` must be text, not a whole number");
    check_error(
        "release = \"x\"",
        "tminus.toml:1:11: `release` must be a table, not text | write it as `[name]` with keys below",
    );
    check_error(
        "[release]\nchangelog = true",
        "tminus.toml:2:13: `release.changelog` must be a path in the repository, or `false`, not `true`",
    );
    check_error(
        "[risk]\nthreshold = 1.5",
        "tminus.toml:2:13: `risk.threshold` must be a whole number from 0 to 100, not a number",
    );
    check_error("[risk]\nsensitive = [1]", "tminus.toml:2:13: `risk.sensitive` must be a list of texts");
    check_error(
        "gates = 3",
        "tminus.toml:1:1: `gates` must be a list of tables, not a whole number | write each gate as `[[gates]]` with its keys below",
    );
    check_error(
        "[approval]\nfour_eyes = \"yes\"",
        "tminus.toml:2:13: `approval.four_eyes` must be `true` or `false`, not text",
    );
}

#[test]
fn invalid_values_are_told() {
    check_error(
        "[risk]\nthreshold = 101",
        "tminus.toml:2:13: `risk.threshold` must be a whole number from 0 to 100, not 101",
    );
    check_error("[risk]\nhistory = -1", "tminus.toml:2:11: `risk.history` must be a whole number from 0 on, not -1");
    check_error(
        "[release]\ntag = \"v1\"",
        "tminus.toml:2:7: `release.tag`: `v1` must have `{version}` in it exactly once",
    );
    check_error(
        "[forge]\nkind = \"gihub\"",
        "tminus.toml:2:8: `forge.kind` must be `github` or `none`, not `gihub` | did you mean `github`?",
    );
    check_error(
        "[risk]\nsensitive = [\"a[\"]",
        "tminus.toml:2:13: `a[` in `risk.sensitive` is not a glob: unclosed character class; missing ']'",
    );
}

#[test]
fn a_token_in_a_file_is_refused_without_repeating_it() {
    let error = load_text("[forge]\ntoken = \"ghp_secret\"", &Environment::default()).unwrap_err();
    assert_eq!(error.to_string(), "tminus.toml:2:9: a token is never written into a file");
    check_error(
        "[forge.token]\nenv = \"A\"\ncommand = \"b\"",
        "tminus.toml:3:1: `forge.token` has both `env` and `command` | keep one of them",
    );
}

#[test]
fn gates_are_checked() {
    check_error("[[gates]]\ncommand = \"x\"", "tminus.toml:2:1: a gate has no `name` | add `name = \"...\"`");
    check_error(
        "[[gates]]\nname = \"a\"\ncommand = \"x\"\n[[gates]]\nname = \"a\"\ncommand = \"y\"",
        "tminus.toml:5:1: there are two gates called `a` | rename or remove one",
    );
    check_error(
        "[[gates]]\nname = \"approval\"\ncommand = \"x\"",
        "tminus.toml:3:1: `approval` is a built-in gate and takes no `command` | give the command's gate another name",
    );
    check_error(
        "[[gates]]\nname = \"up-to-dat\"\nrequired = false",
        "tminus.toml:2:1: the gate `up-to-dat` has no `command` | add `command = \"...\"`, or did you mean the built-in gate \
         `up-to-date`?",
    );
    check_error(
        "[[gates]]\nname = \"A b\"\ncommand = \"x\"",
        "tminus.toml:2:8: `name`: `A b` must be lower-case letters, digits and dashes",
    );
    check_error("[[gates]]\nname = \"a\"\ncommand = \" \"", "tminus.toml:3:11: `command`: ` ` must not be empty");
    check_error(
        "[[gates]]\nname = \"a\"\ncommand = \"x\"\ntimeout = \"soon\"",
        "tminus.toml:4:11: `timeout`: `soon` must be a time span such as `90s`, `10m` or `1h30m`",
    );
    assert_eq!(settings("gates = [{ name = \"a\", command = \"x\" }]").gates.len(), 1);
}

#[test]
fn syntax_errors_and_other_encodings_are_told_with_their_place() {
    let error = load_text("[release]\nbranch = \n", &Environment::default()).unwrap_err();
    assert!(error.to_string().starts_with("tminus.toml:2:"), "{error}");
    let repository = RepositorySource::Committed { name: "tminus.toml", content: b"# ok\n# \xff" };
    let flags = Flags::default();
    let environment = Environment::default();
    let sources = Sources { repository, folders: None, environment: &environment, flags: &flags };
    assert_eq!(load(&sources).unwrap_err().to_string(), "tminus.toml:2:3: is not UTF-8 from here on");
}

#[test]
fn valid_and_invalid_values_by_check() {
    type Check = fn(&str) -> Result<(), String>;
    let cases: &[(&str, Check, &[&str], &[&str])] = &[
        (
            "path",
            checks::path_in_repository,
            &["CHANGELOG.md", "docs/news.md", "./a", "a..b"],
            &["", "/etc/passwd", "../x", "a/../../x", ".git/config", "a/.GIT/x", "docs/", ".", "a\nb", "a\\b"],
        ),
        (
            "url",
            checks::forge_url,
            &[
                "https://api.github.com",
                "http://127.0.0.1:8080/x",
                "http://[::1]:1",
                "http://localhost",
                "https://h:8443",
            ],
            &[
                "api.github.com",
                "http://example.org",
                "ftp://x",
                "https://",
                "https://u:p@h",
                "https://h?x",
                "https://h:",
                "https://h:x",
                "http://127.0.0.1.evil.org",
                "https://a b",
            ],
        ),
        (
            "repository",
            checks::forge_repository,
            &["a/b", "acme-1/rocket.js"],
            &["a", "a/b/c", "/b", "a/", "../b", "a/b c"],
        ),
        (
            "tag",
            checks::tag,
            &["v{version}", "{version}", "pkg/v{version}"],
            &["v", "{version}{version}", "v{version}{x}", "v {version}", "-{version}", "v{version}.lock"],
        ),
        ("branch", checks::branch, &["main", "release/1.x"], &["", "a b", "-x", "a..b", "a~1", "x.lock", "/a", "a/"]),
        ("variable", checks::variable, &["GITHUB_TOKEN", "_x1"], &["", "1A", "A-B", "A=B"]),
        (
            "timeout",
            checks::timeout,
            &["10m", "90s", "1h30m", "24h", "1h 5s"],
            &["", "10", "0s", "25h", "m", "5s1h", "-5s", "99999999999999999999s"],
        ),
    ];
    for (name, check, valid, invalid) in cases {
        for text in *valid {
            assert_eq!(check(text), Ok(()), "{name}: {text}");
        }
        for text in *invalid {
            assert!(check(text).is_err(), "{name}: {text}");
        }
    }
}

#[test]
fn layers_lie_over_each_other_and_tell_their_source() {
    let home = disk::temporary_folder().unwrap();
    let folders = Folders::below(home.path());
    let user = b"theme = \"nord\"\nascii = true\n[forge]\ntoken = { command = \"pass gh\" }\n";
    disk::write(&folders.config().join("config.toml"), user, Access::Usual).unwrap();
    let text = b"[release]\nbranch = \"trunk\"\nremote = \"up\"\n[forge]\ntoken = { env = \"THEIRS\" }\n";
    let environment = Environment::of([("TMINUS_RELEASE_REMOTE", "mine"), ("TMINUS_RISK_SENSITIVE", "a/**, b")]);
    let flags = Flags { theme: Some("light".into()), ..Flags::default() };
    let repository = RepositorySource::Committed { name: "tminus.toml", content: text };
    let loaded =
        load(&Sources { repository, folders: Some(&folders), environment: &environment, flags: &flags }).unwrap();
    assert_eq!(loaded.settings.release.branch.as_deref(), Some("trunk"));
    assert_eq!(loaded.origin("release.branch"), Origin::Repository("tminus.toml".into(), 2));
    assert_eq!(loaded.settings.release.remote, "mine");
    assert_eq!(loaded.origin("release.remote"), Origin::Variable("TMINUS_RELEASE_REMOTE".into()));
    assert_eq!(loaded.settings.forge.token, Some(TokenSource::Command("pass gh".into())));
    assert_eq!(loaded.settings.risk.sensitive, ["a/**", "b"]);
    assert_eq!(loaded.user.theme.as_deref(), Some("light"));
    assert_eq!(loaded.origin("theme"), Origin::Flag("theme"));
    assert!(loaded.user.ascii && matches!(loaded.origin("ascii"), Origin::User(_, 2)));
    assert_eq!(loaded.origin("release.tag"), Origin::Default);
}

#[test]
fn variables_are_checked_like_keys_and_misspelt_ones_are_told() {
    let wrong = Environment::of([("TMINUS_RISK_THRESHOLD", "high")]);
    let error = load_text("", &wrong).unwrap_err();
    assert_eq!(error.to_string(), "TMINUS_RISK_THRESHOLD: must be a whole number from 0 to 100, not `high`");
    let misspelt = Environment::of([("TMINUS_RELEASE_BRANC", "x"), ("TMINUS_CLOCK", "x")]);
    assert_eq!(
        load_text("", &misspelt).unwrap().warnings,
        ["the variable `TMINUS_RELEASE_BRANC` is not known; did you mean `TMINUS_RELEASE_BRANCH`?"]
    );
}

#[test]
fn two_files_are_an_error_and_either_alone_is_read() {
    let folder = disk::temporary_folder().unwrap();
    let root = folder.path();
    let environment = Environment::default();
    let flags = Flags::default();
    let sources = Sources {
        repository: RepositorySource::WorkTree(root),
        folders: None,
        environment: &environment,
        flags: &flags,
    };
    assert_eq!(load(&sources).unwrap().file, None);
    disk::write(&root.join(".tminus/tminus.toml"), b"[risk]\nthreshold = 1", Access::Usual).unwrap();
    assert_eq!(load(&sources).unwrap().settings.risk.threshold, 1);
    disk::write(&root.join("tminus.toml"), b"", Access::Usual).unwrap();
    assert!(matches!(load(&sources), Err(ConfigError::Two)));
    let named = Sources { repository: RepositorySource::File(Path::new("/no/such/file")), ..sources };
    assert_eq!(load(&named).unwrap_err().fault(), Fault::Usage);
}

#[test]
fn keys_of_the_cockpit_are_read_by_part_and_action() {
    let home = disk::temporary_folder().unwrap();
    let folders = Folders::below(home.path());
    let file = folders.config().join("config.toml");
    let environment = Environment::default();
    let flags = Flags::default();
    let sources = Sources {
        repository: RepositorySource::None,
        folders: Some(&folders),
        environment: &environment,
        flags: &flags,
    };
    let text = b"[keys]\nquit = \"x\"\n[keys.commits]\nreviewed = [\"m\", \"space\"]\nsort = []\n";
    disk::write(&file, text, Access::Usual).unwrap();
    let keys = load(&sources).unwrap().user.keys;
    let keys: Vec<(&str, usize)> = keys.iter().map(|(name, keys)| (name.as_str(), keys.len())).collect();
    assert_eq!(keys, [("commits.reviewed", 2), ("commits.sort", 0), ("quit", 1)]);
    disk::write(&file, b"[keys.commits]\nsort = 3\n", Access::Usual).unwrap();
    let told = load(&sources).unwrap_err().to_string();
    assert!(told.ends_with("`keys.commits.sort` must be text or a list of texts, not a whole number"), "{told}");
}

#[test]
fn the_table_of_keys_is_in_order() {
    for keys in [keys::REPOSITORY, keys::USER, keys::GATE] {
        for key in keys {
            let text = format!("{} = {}", key.name, key.example);
            assert!(toml::from_str::<toml::Table>(&text).is_ok(), "{text}");
        }
    }
    for key in keys::REPOSITORY {
        let default = key.default.unwrap_or(key.example);
        load_text(&format!("{} = {default}", key.name), &Environment::default()).unwrap();
        load_text(&format!("{} = {}", key.name, key.example), &Environment::default()).unwrap();
        if let Some(default) = key.default {
            assert_eq!(settings(&format!("{} = {default}", key.name)), Settings::default(), "{}", key.name);
        }
    }
}

#[test]
fn schemas_name_the_same_keys_as_the_reader() {
    let schema = repository_schema();
    for key in keys::REPOSITORY {
        let pointer = format!("/properties/{}", key.name.replace('.', "/properties/"));
        assert_eq!(schema.pointer(&pointer).unwrap()["description"], key.about);
    }
    assert_eq!(schema.pointer("/properties/release/properties/remote/default").unwrap(), "origin");
    for key in keys::GATE {
        assert!(schema.pointer(&format!("/properties/gates/items/properties/{}", key.name)).is_some());
    }
    assert!(user_schema().pointer("/properties/keys/additionalProperties").is_some());
}

mod trusting {
    use super::*;

    fn subject(text: &str) -> TrustSubject {
        TrustSubject::new(Path::new("/r"), &load_text(text, &Environment::default()).unwrap())
    }

    #[test]
    fn what_is_trusted_stays_so_until_it_changes() {
        let home = disk::temporary_folder().unwrap();
        let store = TrustStore::of(&Folders::below(home.path()));
        let first = subject("[[gates]]\nname = \"t\"\ncommand = \"true\"");
        assert!(matches!(store.judge(&first), Trust::Untrusted(Untrusted { is_known: false, .. })));
        store.trust(&first).unwrap();
        assert!(matches!(store.judge(&first), Trust::Trusted(_)));
        let second = subject("[[gates]]\nname = \"t\"\ncommand = \"evil\"");
        let Trust::Untrusted(untrusted) = store.judge(&second) else { panic!("trusted") };
        assert!(untrusted.is_known);
        let change = TrustChange { what: "gate t".into(), before: Some("true".into()), after: Some("evil".into()) };
        assert_eq!(untrusted.changes, [change]);
        store.forget(first.repository()).unwrap();
        assert!(matches!(store.judge(&first), Trust::Untrusted(Untrusted { is_known: false, .. })));
    }

    #[test]
    fn trust_is_for_one_path() {
        let home = disk::temporary_folder().unwrap();
        let store = TrustStore::of(&Folders::below(home.path()));
        let loaded = load_text("", &Environment::default()).unwrap();
        store.trust(&TrustSubject::new(Path::new("/r"), &loaded)).unwrap();
        assert!(store.judge(&TrustSubject::new(Path::new("/s"), &loaded)).trusted().is_none());
    }

    #[test]
    fn all_that_runs_or_is_reached_counts_and_nothing_else() {
        let plain = subject("").digest();
        for text in [
            "[forge]\nurl = \"https://evil.example\"",
            "[forge]\nrepository = \"a/b\"",
            "[forge]\ntoken = { env = \"AWS_KEY\" }",
            "[forge]\ntoken = { command = \"x\" }",
            "[[gates]]\nname = \"t\"\ncommand = \"x\"",
        ] {
            assert_ne!(subject(text).digest(), plain, "{text}");
        }
        assert_eq!(subject("[risk]\nthreshold = 3").digest(), plain);
        assert_ne!(subject("").with("remote origin", "https://x").digest(), plain);
        assert_ne!(
            subject("").with_content("template x", b"a").digest(),
            subject("").with_content("template x", b"b").digest()
        );
    }

    #[test]
    fn what_the_user_chose_needs_no_trust() {
        let environment = Environment::of([("TMINUS_FORGE_URL", "https://mine.example")]);
        let loaded = load_text("[forge]\nurl = \"https://theirs.example\"", &environment).unwrap();
        assert_eq!(TrustSubject::new(Path::new("/r"), &loaded).digest(), subject("").digest());
    }

    #[test]
    fn a_damaged_store_trusts_nothing() {
        let home = disk::temporary_folder().unwrap();
        let folders = Folders::below(home.path());
        let store = TrustStore::of(&folders);
        store.trust(&subject("")).unwrap();
        disk::write(&folders.state().join("trust.json"), b"{", Access::Private).unwrap();
        assert!(store.judge(&subject("")).trusted().is_none());
    }
}

proptest! {
    #[test]
    fn no_file_makes_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let repository = RepositorySource::Committed { name: "x", content: &bytes };
        let environment = Environment::default();
        let flags = Flags::default();
        load(&Sources { repository, folders: None, environment: &environment, flags: &flags }).ok();
    }

    #[test]
    fn no_toml_makes_it_panic(text in "(\\[?\\[?(release|forge|gates|risk|keys|token)\\]?\\]?\n?|(branch|name|command|tag|env|threshold) ?= ?(\"[a-zé{}]{0,9}\"|[0-9]{1,20}|true|\\[\\]|\\{\\})\n){0,8}") {
        load_text(&text, &Environment::default()).ok();
    }

    #[test]
    fn spans_of_time_add_up(hours in 0_u64..24, minutes in 0_u64..60, seconds in 1_u64..60) {
        let span = duration::parse(&format!("{hours}h{minutes}m{seconds}s")).unwrap();
        prop_assert_eq!(span.as_secs(), hours * 3_600 + minutes * 60 + seconds);
    }
}

#[test]
fn a_file_that_is_no_toml_comes_with_what_mends_it() {
    for (text, place, hint) in [
        ("[release\nbranch = \"main\"\n", "tminus.toml:1:", "close the table's name: `[release]`"),
        ("[release]\nbranch = main\n", "tminus.toml:2:", "text stands in quotes: `branch = \"main\"`"),
        ("[release]\nbranch = \"main\n", "tminus.toml:2:", "close the text with"),
        ("[release]\nbranch =\n", "tminus.toml:2:", "give `branch` a value"),
        ("[release]\nbranch \"main\"\n", "tminus.toml:2:", "a setting is written `key = value`"),
        ("<<<<<<< HEAD\n", "tminus.toml:1:", "a merge left its marks"),
    ] {
        let error = refused(text);
        let told = error.to_string();
        assert!(told.starts_with(place) && told.contains("is not valid TOML"), "{told}");
        assert!(error.hints().iter().any(|known| known.contains(hint)), "{text}: {:?}", error.hints());
    }
}

#[test]
fn titles_of_sections_are_settings_of_one_line() {
    assert!(refused("[notes.titles]\nfixd = \"Bugs\"\n").hints()[0].contains("`fixed`"));
    for wrong in ["\"\"", "\"# Bugs\"", "\"a\\nb\""] {
        refused(&format!("[notes.titles]\nfixed = {wrong}\n"));
    }
}

mod modelling {
    use super::*;

    fn loaded(user: &str, variables: &[(&str, &str)], repository: &str) -> Result<Loaded, ConfigError> {
        let folder = disk::temporary_folder().unwrap();
        let folders = Folders::below(folder.path());
        disk::write(&folders.config().join("config.toml"), user.as_bytes(), Access::Usual).unwrap();
        let environment = Environment::of(variables.iter().copied());
        let flags = Flags::default();
        let repository = RepositorySource::Committed { name: "tminus.toml", content: repository.as_bytes() };
        load(&Sources { repository, folders: Some(&folders), environment: &environment, flags: &flags })
    }

    #[test]
    fn the_user_chooses_the_model_and_variables_come_over_the_file() {
        let user = "[model]\nprovider = \"anthropic\"\nname = \"x\"\nkey = { keyring = \"work\" }\nbudget_cost = 0.5\nprice_in = 3\n";
        let variables =
            [("TMINUS_MODEL_NAME", "y"), ("TMINUS_MODEL_KEY_ENV", "MY_KEY"), ("TMINUS_MODEL_PRICE_OUT", "15")];
        let model = loaded(user, &variables, "").unwrap().user.model;
        assert_eq!((model.provider, model.name.as_deref()), (Provider::Anthropic, Some("y")));
        assert_eq!(model.key, Some(KeySource::Env("MY_KEY".into())), "a source is replaced whole");
        let amounts = [model.budget_cost, model.price_in, model.price_out].map(|amount| amount.unwrap().0);
        assert_eq!(amounts, [500_000, 3_000_000, 15_000_000]);
    }

    #[test]
    fn a_repository_cannot_choose_it() {
        let error = loaded("", &[], "[model]\nurl = \"https://evil.example\"\n").unwrap_err();
        assert!(error.to_string().contains("tminus.toml:1"), "{error}");
        assert!(error.hints().iter().any(|hint| hint.contains("your own `config.toml`")), "{:?}", error.hints());
    }

    #[test]
    fn a_key_is_not_written_down_and_has_one_source() {
        let told = loaded("[model]\nkey = \"sk-secret\"\n", &[], "").unwrap_err().to_string();
        assert!(told.contains("a key is never written into a file") && !told.contains("sk-secret"), "{told}");
        let told = loaded("[model]\nkey = { env = \"A\", keyring = \"b\" }\n", &[], "").unwrap_err().to_string();
        assert!(told.contains("`model.key` has both `env` and `keyring`"), "{told}");
        let told = loaded("[model]\nurl = \"http://example.org\"\n", &[], "").unwrap_err().to_string();
        assert!(told.contains("https"), "{told}");
        assert!(loaded("[model]\nbudget_cost = -1\n", &[], "").is_err());
    }
}
