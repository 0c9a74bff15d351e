//! Lets a server be that failed again and again: a file of the state folder remembers it between runs.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::AssistantError;
use crate::store::disk::{self, Access};

/// From so many failures in a row on it is let be.
const FAILURES: u32 = 3;
/// For so long.
const REST: SignedDuration = SignedDuration::from_mins(5);

/// What is remembered of one host.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Memory {
    failures: u32,
    until: Option<Timestamp>,
}

/// See the module. A file that cannot be read or written is as if nothing had failed.
#[derive(Debug, Clone)]
pub(super) struct Breaker {
    file: Option<PathBuf>,
    host: String,
}

impl Breaker {
    pub(super) fn new(folder: Option<&Path>, host: &str) -> Self {
        Self { file: folder.map(|folder| folder.join("failures.json")), host: host.to_owned() }
    }

    /// Whether the host may be asked now.
    pub(super) fn allows(&self, now: Timestamp) -> Result<(), AssistantError> {
        let known = self.read().remove(&self.host).unwrap_or_default();
        match known.until.filter(|until| now < *until && *until <= now.saturating_add(REST).unwrap_or(now)) {
            Some(until) => Err(AssistantError::LeftAlone { host: self.host.clone(), failures: known.failures, until }),
            None => Ok(()),
        }
    }

    /// It failed to answer.
    pub(super) fn failed(&self, now: Timestamp) {
        self.change(|memory| {
            memory.failures = memory.failures.saturating_add(1);
            memory.until = (memory.failures >= FAILURES).then(|| now.saturating_add(REST).unwrap_or(now));
        });
    }

    /// It answered.
    pub(super) fn answered(&self) {
        if self.read().contains_key(&self.host) {
            self.change(|memory| *memory = Memory::default());
        }
    }

    fn change(&self, act: impl FnOnce(&mut Memory)) {
        let Some(file) = &self.file else { return };
        let mut all = self.read();
        act(all.entry(self.host.clone()).or_default());
        all.retain(|_, memory| *memory != Memory::default());
        let text = serde_json::to_vec(&all).expect("names, numbers and times are JSON");
        if let Err(error) = disk::write(file, &text, Access::Private) {
            tracing::debug!(%error, "a failure of the model is not remembered");
        }
    }

    fn read(&self) -> BTreeMap<String, Memory> {
        let bytes = self.file.as_ref().and_then(|file| disk::read_beginning(file, 64 * 1024).ok());
        bytes.and_then(|(bytes, _)| serde_json::from_slice(&bytes).ok()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_that_fails_again_and_again_is_let_be_for_a_while() {
        let folder = disk::temporary_folder().unwrap();
        let breaker = Breaker::new(Some(folder.path()), "h");
        let now: Timestamp = "2026-01-05T09:00:00Z".parse().unwrap();
        for _ in 0..2 {
            breaker.failed(now);
            assert!(breaker.allows(now).is_ok());
        }
        breaker.failed(now);
        assert!(matches!(breaker.allows(now), Err(AssistantError::LeftAlone { failures: 3, .. })));
        assert!(Breaker::new(Some(folder.path()), "other").allows(now).is_ok());
        let later = now + REST;
        assert!(breaker.allows(later).is_ok());
        breaker.failed(later);
        assert!(breaker.allows(later).is_err(), "one more failure is enough then");
        breaker.answered();
        assert!(breaker.allows(later).is_ok());
        assert!(breaker.allows(now - REST - REST).is_ok(), "a clock that was set back does not shut it for ever");
    }

    #[test]
    fn a_damaged_memory_is_none() {
        let folder = disk::temporary_folder().unwrap();
        disk::write(&folder.path().join("failures.json"), b"{\"h\":", Access::Private).unwrap();
        let breaker = Breaker::new(Some(folder.path()), "h");
        assert!(breaker.allows(Timestamp::UNIX_EPOCH).is_ok());
        breaker.failed(Timestamp::UNIX_EPOCH);
        Breaker::new(None, "h").failed(Timestamp::UNIX_EPOCH);
    }
}
