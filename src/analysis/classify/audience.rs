//! For whom a change matters.

use super::Clues;
use crate::analysis::{
    Audience, Flags, Kind,
    shape::{Shape, Sort},
};

/// The audience of a commit: what breaks or mends security is for users, whatever its kind.
pub fn audience(clues: &Clues<'_>, kind: Kind, flags: Flags) -> Audience {
    if is_operational(clues) {
        return Audience::Operator;
    }
    if flags.intersects(Flags::BREAKING | Flags::SECURITY) {
        return Audience::User;
    }
    match kind {
        Kind::Feat | Kind::Fix | Kind::Perf | Kind::Revert => {
            if clues.shape.is_some_and(is_internal) {
                Audience::Developer
            } else {
                Audience::User
            }
        }
        Kind::Docs => Audience::User,
        Kind::Style | Kind::Refactor | Kind::Test | Kind::Build | Kind::Ci | Kind::Chore => Audience::Developer,
    }
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
    let scope = clues.message.header.as_ref().and_then(|header| header.scope.as_deref());
    let named = scope.is_some_and(|scope| SCOPES.contains(&scope.to_ascii_lowercase().as_str()));
    let lies_there = clues.shape.is_some_and(|shape| {
        let operational = shape.n_files_of(&[Sort::Deploy, Sort::Migration]);
        operational > 0 && operational * 2 >= shape.n_files()
    });
    named || lies_there
}

fn is_internal(shape: &Shape) -> bool {
    shape.is_only(&[Sort::Test, Sort::Ci, Sort::Tooling, Sort::Build, Sort::Lock])
}
