//! What never leaves the machine: secrets in texts and diffs, whole files that hold nothing else, and the paths that the
//! user has excluded. It errs on the side of hiding.

use std::{
    borrow::Cow,
    collections::{BTreeSet, HashMap},
    sync::LazyLock,
};

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use regex::{Captures, Regex};

use super::AssistantError;
use crate::{process::is_secret_name, store::Environment, text::redact};

/// What stands where a secret was.
const HIDDEN: &str = "[redacted]";
/// Shorter values hide too much that is none.
const SHORTEST_VALUE: usize = 6;

/// Files whose content is a secret as a whole; that they changed may be told.
const SECRET_FILES: &[&str] = &[
    "*.pem",
    "*.key",
    "*.p12",
    "*.pfx",
    "*.jks",
    "*.keystore",
    "*.kdbx",
    "*.asc",
    "*.gpg",
    "*.ppk",
    "id_rsa*",
    "id_dsa*",
    "id_ecdsa*",
    "id_ed25519*",
    ".netrc",
    ".pgpass",
    ".npmrc",
    ".pypirc",
    ".htpasswd",
    "credentials",
    "credentials.json",
    "*.tfstate",
    "*.tfvars",
    "secrets.*",
    "*.sops.*",
    ".git-credentials",
];

/// `NAME = value`, `"name": "value"`, however they are written.
static ASSIGNMENT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"(?P<name>[A-Za-z_][A-Za-z0-9_.-]*)(?P<sign>["'`]?\s*(?::=|=>|=|:)\s*)(?P<quote>["'`]?)(?P<value>[A-Za-z0-9+/_.~$-]{16,}={0,2})"#)
        .expect("the pattern is a constant that a test compiles")
});

/// A run of letters and digits that stands alone: in quotes, or on a line of its own as in keys and certificates.
static LONE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"(?m)(?P<before>["'`]|^[ +-]?[ \t]*)(?P<value>[A-Za-z0-9+/_-]{32,}={0,2})(?P<after>["'`]|[ \t]*$)"#)
        .expect("the pattern is a constant that a test compiles")
});

/// A line of a file of variables.
static VARIABLE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?m)^(?P<front>[ +-]?\s*(?:export\s+)?(?P<name>[A-Za-z_][A-Za-z0-9_.-]*)\s*[=:][ \t]*)(?P<value>[^\r\n]+)",
    )
    .expect("the pattern is a constant that a test compiles")
});

/// Names of settings that hold a secret, whatever it looks like.
static SECRET_NAME: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)pass(?:word|wd|phrase)?$|secret|token|api[_.-]?key|access[_.-]?key|private[_.-]?key|credential|^auth$|_auth$|_pat$|dsn$|webhook")
        .expect("the pattern is a constant that a test compiles")
});

/// See the module.
#[derive(Clone, Default)]
pub struct Redactor {
    excluded: GlobSet,
    secret_files: GlobSet,
    values: BTreeSet<String>,
}

/// Values are secrets, so only how many there are is told.
impl std::fmt::Debug for Redactor {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Redactor").field("values", &self.values.len()).finish_non_exhaustive()
    }
}

impl Redactor {
    /// Hides what the environment has under names of secrets, these values, and the paths of these globs.
    pub fn new(exclude: &[String], environment: &Environment) -> Result<Self, AssistantError> {
        let mut excluded = GlobSetBuilder::new();
        for glob in exclude {
            let built = GlobBuilder::new(glob).literal_separator(false).case_insensitive(true).build();
            excluded.add(built.map_err(|_| AssistantError::BadGlob(glob.clone()))?);
        }
        let mut secret_files = GlobSetBuilder::new();
        for glob in SECRET_FILES {
            for glob in [format!("**/{glob}"), (*glob).to_owned()] {
                let built = GlobBuilder::new(&glob).case_insensitive(true).build();
                secret_files.add(built.map_err(|_| AssistantError::BadGlob(glob.clone()))?);
            }
        }
        let built = |set: GlobSetBuilder| set.build().map_err(|error| AssistantError::BadGlob(error.to_string()));
        let mut redactor =
            Self { excluded: built(excluded)?, secret_files: built(secret_files)?, values: BTreeSet::new() };
        for name in environment.names().filter(|name| is_secret_name(name)) {
            redactor.add_value(environment.text(name).unwrap_or_default());
        }
        Ok(redactor)
    }

    /// Hides this value wherever it stands.
    pub fn add_value(&mut self, value: &str) {
        let value = value.trim().trim_matches(['"', '\'']);
        let is_word = value.bytes().all(|byte| byte.is_ascii_alphabetic()) && value.len() < 12;
        let is_plain = is_word || value.bytes().all(|byte| byte.is_ascii_digit()) && value.len() < 8;
        if value.len() >= SHORTEST_VALUE && !is_plain {
            self.values.insert(value.to_owned());
        }
    }

    /// Whether the model is told nothing of a path.
    pub fn excludes(&self, path: &str) -> bool {
        self.excluded.is_match(path)
    }

    /// Reads what a file of variables holds, so that it is hidden wherever else it stands.
    pub fn learn(&mut self, path: &str, diff: &str) {
        if is_variables(path) {
            let values: Vec<String> =
                VARIABLE.captures_iter(diff).map(|found| found["value"].trim().to_owned()).collect();
            for value in values {
                self.add_value(&value);
            }
        }
    }

    /// The diff of a file without its secrets; nothing where the file is one, or is excluded.
    pub fn patch(&self, path: &str, diff: &str) -> Option<String> {
        if self.excludes(path) || self.secret_files.is_match(path) {
            return None;
        }
        if is_variables(path) {
            let hidden = VARIABLE.replace_all(diff, |found: &Captures<'_>| format!("{}{HIDDEN}", &found["front"]));
            return Some(self.text(&hidden));
        }
        Some(self.text(diff))
    }

    /// A text without its secrets.
    pub fn text(&self, text: &str) -> String {
        let text = self.known(text);
        let text = redact(&text);
        let text = ASSIGNMENT.replace_all(&text, |found: &Captures<'_>| {
            let (name, value) = (&found["name"], &found["value"]);
            let is_secret = (SECRET_NAME.is_match(name) && !is_reference(value)) || is_random(value);
            if is_secret && value != HIDDEN {
                format!("{name}{}{}{HIDDEN}", &found["sign"], &found["quote"])
            } else {
                found[0].to_owned()
            }
        });
        let text = LONE.replace_all(&text, |found: &Captures<'_>| {
            if is_random(&found["value"]) {
                format!("{}{HIDDEN}{}", &found["before"], &found["after"])
            } else {
                found[0].to_owned()
            }
        });
        text.into_owned()
    }

    /// A text without the values that are known to be secrets.
    pub fn known(&self, text: &str) -> String {
        let mut text = Cow::Borrowed(text);
        // Longer ones first: one may be part of another.
        let mut values: Vec<&String> = self.values.iter().collect();
        values.sort_by_key(|value| std::cmp::Reverse(value.len()));
        for value in values {
            if text.contains(value.as_str()) {
                text = Cow::Owned(text.replace(value.as_str(), HIDDEN));
            }
        }
        text.into_owned()
    }
}

/// Whether a file is one of variables with their values, such as `.env`.
fn is_variables(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path).to_lowercase();
    name == ".env"
        || name == ".envrc"
        || name.starts_with(".env.")
        || name.rsplit_once('.').is_some_and(|(_, ending)| ending == "env")
}

/// `process.env.TOKEN`, `self.token`, `get_token`: code that names a secret and holds none.
fn is_reference(value: &str) -> bool {
    let has_digit = value.bytes().any(|byte| byte.is_ascii_digit());
    !has_digit && (value.contains('.') || value.contains('_') || value.contains("->"))
}

/// Whether a text looks as if it was drawn by lot, as keys are: by how evenly its characters are spread.
fn is_random(value: &str) -> bool {
    let value = value.trim_end_matches('=');
    let is_hex = value.bytes().all(|byte| byte.is_ascii_hexdigit());
    if is_hex {
        // Ids of commits and sums of files have 40 or 64 digits, too; they are not worth the risk.
        return value.len() >= 32 && entropy(value) > 3.0;
    }
    let has = |test: fn(&u8) -> bool| value.as_bytes().iter().any(test);
    let kinds = usize::from(has(u8::is_ascii_lowercase))
        + usize::from(has(u8::is_ascii_uppercase))
        + usize::from(has(u8::is_ascii_digit));
    // Names of things are words with marks between them; what is drawn by lot changes its kind all the time.
    let words = value.split(['_', '-', '.', '/']).map(str::len).max().unwrap_or(0);
    value.len() >= 20 && kinds >= 2 && has(u8::is_ascii_digit) && words >= 12 && entropy(value) > 3.6
}

/// Shannon's, in bits a character.
fn entropy(value: &str) -> f64 {
    let mut counts: HashMap<u8, f64> = HashMap::new();
    for byte in value.bytes() {
        *counts.entry(byte).or_default() += 1.0;
    }
    let length = value.len() as f64;
    counts.values().map(|count| -(count / length) * (count / length).log2()).sum()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn redactor() -> Redactor {
        let environment = Environment::of([("DEPLOY_TOKEN", "tok-of-the-shell"), ("HOME", "/home/ann-the-user")]);
        Redactor::new(&["internal/**".into(), "*.sql".into()], &environment).unwrap()
    }

    #[test]
    fn secrets_are_hidden_in_whatever_they_stand() {
        let redactor = redactor();
        for (text, secret) in [
            ("export GITHUB=ghp_0123456789abcdefghijABCDEFGHIJ012345", "ghp_"),
            ("+aws_key: AKIAIOSFODNN7EXAMPLE", "AKIA"),
            ("+  const k = \"q8Zt4LwP0vXn3RbY7sKd2MfH\"", "q8Zt4LwP"),
            ("+password: \"correct-horse-battery\"", "correct-horse"),
            ("+    \"client_secret\": \"hunter2hunter2hunter2\",", "hunter2"),
            ("curl -H 'Authorization: Bearer abcdefghijklmnop1234'", "abcdefghijklmnop"),
            ("postgres://app:s3cr3tpw@db/x", "s3cr3tpw"),
            ("+-----BEGIN OPENSSH PRIVATE KEY-----\n+b3BlbnNzaC1rZXktdjEAAAAA\n", "b3BlbnNz"),
            ("+MIIEowIBAAKCAQEA7bq1nT4xkPz0gHcR5sVw9yL2uJfQ8aXd\n", "MIIEow"),
            ("deployed with tok-of-the-shell again", "tok-of-the-shell"),
            ("+session = 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", "9f86d081"),
        ] {
            let hidden = redactor.text(text);
            assert!(!hidden.contains(secret) && hidden.contains(HIDDEN), "{text} -> {hidden}");
        }
    }

    #[test]
    fn what_is_no_secret_stays() {
        let redactor = redactor();
        for text in [
            "fix(api): retry when the token expires",
            "+pub fn reads_a_file_of_release_notes_from_disk() {}",
            "version = \"1.2.3-beta.4\"",
            "see https://example.org/docs/getting-started-with-releases",
            "in /home/ann-the-user",
        ] {
            assert_eq!(redactor.text(text), text);
        }
    }

    #[test]
    fn files_of_variables_keep_their_names_and_teach_what_to_hide_elsewhere() {
        let mut redactor = redactor();
        let patch = "@@ -0,0 +1,3 @@\n+DB_HOST=db.internal.example\n+export PIN=\"998877aa\"\n+# note\n";
        let hidden = redactor.patch("deploy/.env.production", patch).unwrap();
        assert!(
            hidden.contains("DB_HOST=[redacted]") && !hidden.contains("998877aa") && hidden.contains("# note"),
            "{hidden}"
        );
        redactor.learn("deploy/.env.production", patch);
        assert_eq!(redactor.text("connect to db.internal.example"), "connect to [redacted]");
    }

    #[test]
    fn excluded_paths_and_files_of_keys_are_left_out_whole() {
        let redactor = redactor();
        assert!(
            redactor.excludes("internal/plan.md") && redactor.excludes("db/x.sql") && !redactor.excludes("src/a.rs")
        );
        for path in ["internal/plan.md", "certs/server.key", "id_rsa", "home/.netrc", "a/b/prod.tfvars"] {
            assert_eq!(redactor.patch(path, "+x"), None, "{path}");
        }
        assert!(Redactor::new(&["{".into()], &Environment::default()).is_err());
    }

    proptest! {
        #[test]
        fn a_planted_secret_never_comes_through(
            before in "[ -~\n]{0,60}", after in "[ -~\n]{0,60}",
            secret in "[A-Za-z0-9]{36}",
            form in 0..4_usize,
        ) {
            let planted = match form {
                0 => format!("ghp_{secret}"),
                1 => format!("sk-{secret}"),
                2 => format!("glpat-{secret}"),
                _ => format!("https://user:{secret}@host/"),
            };
            let text = format!("{before} {planted} {after}");
            prop_assert!(!redactor().text(&text).contains(&secret), "{}", redactor().text(&text));
        }

        #[test]
        fn a_known_value_never_comes_through(parts in proptest::collection::vec("[ -~\né]{0,20}", 1..6)) {
            let mut redactor = redactor();
            redactor.add_value("pa55 w0rd/é");
            let text = parts.join("pa55 w0rd/é");
            prop_assert!(!redactor.text(&text).contains("pa55 w0rd/é"));
        }
    }
}
