//! What the user has agreed to, kept in the user's state folder.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use base64::prelude::{BASE64_STANDARD, Engine as _};
use serde::{Deserialize, Serialize};

use super::trust::{Trust, TrustSubject, Trusted, Untrusted};
use crate::{
    store::{
        DiskError, Folders, Lock, LockError, clock,
        disk::{self, Access},
    },
    text::json,
};

const SCHEMA: &str = "tminus.trust/1";

/// The file of trusted repositories.
#[derive(Debug, Clone)]
pub struct TrustStore {
    file: PathBuf,
}

#[derive(Debug, Serialize, Deserialize)]
struct Kept {
    schema: String,
    repositories: BTreeMap<String, KeptTrust>,
}

#[derive(Debug, Serialize, Deserialize)]
struct KeptTrust {
    digest: String,
    items: BTreeMap<String, String>,
    trusted_at: String,
}

impl Default for Kept {
    fn default() -> Self {
        Self { schema: SCHEMA.into(), repositories: BTreeMap::new() }
    }
}

impl TrustStore {
    /// The store in the user's state folder.
    pub fn of(folders: &Folders) -> Self {
        Self { file: folders.state().join("trust.json") }
    }

    /// Whether the subject is trusted as it is. A store that cannot be read trusts nothing.
    pub fn judge(&self, subject: &TrustSubject) -> Trust {
        let kept = self.read().unwrap_or_default();
        match kept.repositories.get(&name_of(subject.repository())) {
            Some(known) if known.digest == subject.digest() => Trust::Trusted(Trusted::new(subject.repository())),
            known => Trust::Untrusted(Untrusted::between(subject, known.map(|known| &known.items))),
        }
    }

    /// The judgement where there is nowhere to keep trust: not trusted.
    pub fn without_memory(subject: &TrustSubject) -> Trust {
        Trust::Untrusted(Untrusted::between(subject, None))
    }

    /// Trusts the subject for this call alone.
    pub fn for_this_call(subject: &TrustSubject) -> Trusted {
        Trusted::new(subject.repository())
    }

    /// Trusts the subject until it changes.
    pub fn trust(&self, subject: &TrustSubject) -> Result<Trusted, LockError> {
        let known = KeptTrust {
            digest: subject.digest(),
            items: subject.items().clone(),
            trusted_at: clock::now().to_string(),
        };
        self.change(|kept| {
            kept.repositories.insert(name_of(subject.repository()), known);
        })?;
        Ok(Trusted::new(subject.repository()))
    }

    /// Trusts a repository no longer.
    pub fn forget(&self, repository: &Path) -> Result<(), LockError> {
        self.change(|kept| {
            kept.repositories.remove(&name_of(repository));
        })
    }

    fn read(&self) -> Result<Kept, DiskError> {
        let bytes = disk::read_if_there(&self.file)?.unwrap_or_default();
        let kept: Kept = serde_json::from_slice(&bytes).unwrap_or_default();
        Ok(if kept.schema == SCHEMA { kept } else { Kept::default() })
    }

    fn change(&self, change: impl FnOnce(&mut Kept)) -> Result<(), LockError> {
        let _lock = Lock::take(&self.file.with_extension("lock"))?;
        let mut kept = self.read()?;
        change(&mut kept);
        let text = json::to_pretty(&kept).expect("texts by text always make JSON");
        Ok(disk::write(&self.file, text.as_bytes(), Access::Private)?)
    }
}

/// A path as a key of JSON. Bytes that are not UTF-8 are written so that two paths never share a key.
fn name_of(repository: &Path) -> String {
    match repository.to_str() {
        Some(text) => text.to_owned(),
        None => format!("base64:{}", BASE64_STANDARD.encode(repository.as_os_str().as_encoded_bytes())),
    }
}
