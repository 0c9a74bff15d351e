//! A settings file, whatever is in it: it is read or refused with a place, and never makes the program fail.

use tminus::{
    config::{ConfigError, Flags, RepositorySource, Sources, load},
    store::Environment,
};

/// What must hold of any bytes.
pub(super) fn body(content: &[u8]) {
    let environment = Environment::default();
    let flags = Flags::default();
    let repository = RepositorySource::Committed { name: "tminus.toml", content };
    let sources = Sources { repository, folders: None, environment: &environment, flags: &flags };
    match load(&sources) {
        Ok(loaded) => assert_eq!(loaded.settings.release.tag.matches("{version}").count(), 1),
        Err(ConfigError::Invalid(problems)) => assert!(problems.iter().all(|problem| problem.position.is_some())),
        Err(error) => panic!("{error}"),
    }
}
