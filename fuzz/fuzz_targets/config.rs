//! A settings file, whatever is in it: it is read or refused with a place, and never makes the program fail.

#![no_main]

use libfuzzer_sys::fuzz_target;
use tminus::{
    config::{ConfigError, Flags, RepositorySource, Sources, load},
    store::Environment,
};

fuzz_target!(|content: &[u8]| {
    let environment = Environment::default();
    let flags = Flags::default();
    let repository = RepositorySource::Committed { name: "tminus.toml", content };
    let sources = Sources { repository, folders: None, environment: &environment, flags: &flags };
    match load(&sources) {
        Ok(loaded) => assert_eq!(loaded.settings.release.tag.matches("{version}").count(), 1),
        Err(ConfigError::Invalid(problems)) => assert!(problems.iter().all(|problem| problem.position.is_some())),
        Err(error) => panic!("{error}"),
    }
});
