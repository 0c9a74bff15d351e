//! For whom a change matters.

use std::sync::LazyLock;

use regex::Regex;

use super::Clues;
use crate::analysis::{
    Audience, Flags, Kind,
    shape::{Shape, Sort},
};

/// The audience of a commit: what breaks or mends security is for users, whatever its kind. Paths say more than words, words
/// more than kinds.
pub fn audience(clues: &Clues<'_>, kind: Kind, flags: Flags) -> Audience {
    if is_operational(clues) {
        return Audience::Operator;
    }
    if flags.intersects(Flags::BREAKING | Flags::SECURITY) {
        return Audience::User;
    }
    match kind {
        Kind::Feat | Kind::Fix | Kind::Perf | Kind::Revert => {
            if clues.shape.is_some_and(is_internal) || speaks_to_developers(clues) {
                Audience::Developer
            } else if speaks_to_operators(clues) {
                Audience::Operator
            } else {
                Audience::User
            }
        }
        Kind::Docs if speaks_to_developers(clues) => Audience::Developer,
        Kind::Docs if speaks_to_operators(clues) => Audience::Operator,
        Kind::Docs => Audience::User,
        Kind::Style | Kind::Refactor | Kind::Test | Kind::Build | Kind::Ci | Kind::Chore => Audience::Developer,
    }
}

/// Scopes and words of those who work on the project.
fn speaks_to_developers(clues: &Clues<'_>) -> bool {
    const SCOPES: [&str; 20] = [
        "ci",
        "test",
        "tests",
        "testing",
        "build",
        "dev",
        "tooling",
        "tools",
        "internal",
        "lint",
        "bench",
        "benches",
        "benchmark",
        "benchmarks",
        "xtask",
        "deps-dev",
        "devcontainer",
        "workflow",
        "fuzz",
        "contrib",
    ];
    const PHRASES: [&str; 18] = [
        "flaky",
        "contributing",
        "contributor",
        "maintainer",
        "code owners",
        "codeowners",
        "clippy",
        "eslint",
        "rubocop",
        "linter",
        "pre-commit",
        "github action",
        "unit test",
        "integration test",
        "test suite",
        "code comment",
        "devcontainer",
        "agents.md",
    ];
    static SAID: LazyLock<Regex> = LazyLock::new(|| any_of(&PHRASES));
    has_scope(clues, &SCOPES) || says(clues, &SAID)
}

/// Words of those who run it.
fn speaks_to_operators(clues: &Clues<'_>) -> bool {
    const PHRASES: [&str; 22] = [
        "docker",
        "kubernetes",
        "helm chart",
        "systemd",
        "prometheus",
        "opentelemetry",
        "health check",
        "healthcheck",
        "liveness",
        "readiness probe",
        "environment variable",
        "env var",
        "log rotation",
        "graceful shutdown",
        "rolling upgrade",
        "replica set",
        "backup",
        "db migration",
        "database migration",
        "sigterm",
        "deployment",
        "init script",
    ];
    static SAID: LazyLock<Regex> = LazyLock::new(|| any_of(&PHRASES));
    says(clues, &SAID)
}

fn has_scope(clues: &Clues<'_>, scopes: &[&str]) -> bool {
    let scope = clues.message.header.as_ref().and_then(|header| header.scope.as_deref());
    scope.is_some_and(|scope| scopes.iter().any(|known| scope.eq_ignore_ascii_case(known)))
}

/// Whether the subject has one of these phrases, at the start of a word. A longer subject than anybody writes is read this far.
fn says(clues: &Clues<'_>, phrases: &Regex) -> bool {
    let subject = clues.subject[..clues.subject.floor_char_boundary(300)].to_lowercase();
    let mut from = 0;
    while let Some(found) = phrases.find_at(&subject, from) {
        let at = found.start();
        if !subject[..at].ends_with(|before: char| before.is_alphanumeric() || before == '_') {
            return true;
        }
        // Another phrase may begin within this one.
        from = at + 1;
    }
    false
}

/// Any of these phrases; they are plain words.
fn any_of(phrases: &[&str]) -> Regex {
    let escaped: Vec<String> = phrases.iter().map(|phrase| regex::escape(phrase)).collect();
    Regex::new(&escaped.join("|")).expect("escaped words are a valid pattern")
}

fn is_operational(clues: &Clues<'_>) -> bool {
    const SCOPES: [&str; 14] = [
        "deploy",
        "docker",
        "helm",
        "k8s",
        "kubernetes",
        "ops",
        "infra",
        "terraform",
        "systemd",
        "migration",
        "migrations",
        "install",
        "packaging",
        "container",
    ];
    let named = has_scope(clues, &SCOPES);
    let lies_there = clues.shape.is_some_and(|shape| {
        let operational = shape.n_files_of(&[Sort::Deploy, Sort::Migration]);
        operational > 0 && operational * 2 >= shape.n_files()
    });
    named || lies_there
}

fn is_internal(shape: &Shape) -> bool {
    shape.is_only(&[Sort::Test, Sort::Ci, Sort::Tooling, Sort::Build, Sort::Lock])
}
