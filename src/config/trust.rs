//! Trust: what in a repository can run a program, choose a host that gets a token, or name a token's source, and whether
//! the user has agreed to exactly that.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::{Loaded, TokenSource};
use crate::fault::{Fault, Faulty};

/// Proof that the user trusts a repository as it is configured now. Only this module makes one; what runs a program that
/// a repository chose asks for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trusted {
    repository: PathBuf,
}

impl Trusted {
    pub(super) fn new(repository: &Path) -> Self {
        Self { repository: repository.to_path_buf() }
    }

    /// The repository that is trusted.
    pub fn repository(&self) -> &Path {
        &self.repository
    }

    /// Proof for a repository that a test made.
    #[cfg(any(test, feature = "testkit"))]
    pub fn for_tests(repository: &Path) -> Self {
        Self::new(repository)
    }
}

/// A repository and all in it that can run, be sent to, or be read as a secret. The user trusts this and nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrustSubject {
    repository: PathBuf,
    items: BTreeMap<String, String>,
}

impl TrustSubject {
    /// What the settings of the repository at a path name. Values that the user's own layers set need no trust.
    pub fn new(repository: &Path, loaded: &Loaded) -> Self {
        let mut items = BTreeMap::new();
        let settings = &loaded.settings;
        for gate in &settings.gates {
            if let Some(command) = &gate.command {
                items.insert(format!("gate {}", gate.name), command.clone());
            }
        }
        let is_repository = |key: &str| loaded.origin(key).is_repository();
        if let Some(url) = settings.forge.url.as_ref().filter(|_| is_repository("forge.url")) {
            items.insert("forge url".into(), url.clone());
        }
        if let Some(name) = settings.forge.repository.as_ref().filter(|_| is_repository("forge.repository")) {
            items.insert("forge repository".into(), name.clone());
        }
        match &settings.forge.token {
            Some(TokenSource::Env(name)) if is_repository("forge.token.env") => {
                items.insert("token from the variable".into(), name.clone());
            }
            Some(TokenSource::Command(line)) if is_repository("forge.token.command") => {
                items.insert("token from the command".into(), line.clone());
            }
            _ => {}
        }
        Self { repository: repository.to_path_buf(), items }
    }

    /// Adds something that is kept whole: a remote's address, a setting of the repository's git configuration that names a
    /// program. `what` says what it is, such as `remote origin` or `git core.sshCommand`.
    #[must_use]
    pub fn with(mut self, what: impl Into<String>, value: impl Into<String>) -> Self {
        self.items.insert(what.into(), value.into());
        self
    }

    /// Adds something that is kept by its digest: a template, a policy, a hook.
    #[must_use]
    pub fn with_content(self, what: impl Into<String>, content: &[u8]) -> Self {
        self.with(what, format!("sha256:{}", hex(&Sha256::digest(content))))
    }

    /// The repository's path.
    pub fn repository(&self) -> &Path {
        &self.repository
    }

    /// What is trusted, by what it is.
    pub fn items(&self) -> &BTreeMap<String, String> {
        &self.items
    }

    /// The digest of path and items.
    pub fn digest(&self) -> String {
        let mut hasher = Sha256::new();
        let mut add = |part: &[u8]| {
            hasher.update((part.len() as u64).to_le_bytes());
            hasher.update(part);
        };
        add(b"tminus.trust/1");
        add(self.repository.as_os_str().as_encoded_bytes());
        for (what, value) in &self.items {
            add(what.as_bytes());
            add(value.as_bytes());
        }
        format!("sha256:{}", hex(&hasher.finalize()))
    }
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").expect("writing to a string does not fail");
        text
    })
}

/// Whether a repository is trusted as it is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trust {
    /// It is.
    Trusted(Trusted),
    /// It is not; this is what the user would agree to.
    Untrusted(Untrusted),
}

impl Trust {
    /// The proof, or the error that says what to do.
    pub fn proof(&self) -> Result<&Trusted, Untrusted> {
        match self {
            Self::Trusted(proof) => Ok(proof),
            Self::Untrusted(untrusted) => Err(untrusted.clone()),
        }
    }

    /// The proof, if there is one.
    pub fn trusted(&self) -> Option<&Trusted> {
        match self {
            Self::Trusted(proof) => Some(proof),
            Self::Untrusted(_) => None,
        }
    }
}

/// What the user has not agreed to.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{}` is not trusted{}", repository.display(), if *is_known { " any more: what it may run or reach has changed" } else { "" })]
pub struct Untrusted {
    /// The repository.
    pub repository: PathBuf,
    /// Whether an earlier state was trusted; then `changes` are those since.
    pub is_known: bool,
    /// What trusting would add, change and remove.
    pub changes: Vec<TrustChange>,
}

/// One difference between what is trusted and what is there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrustChange {
    /// What it is, such as `gate tests`.
    pub what: String,
    /// What was trusted.
    pub before: Option<String>,
    /// What is there now.
    pub after: Option<String>,
}

impl Untrusted {
    /// The differences between two sets of items.
    pub(super) fn between(subject: &TrustSubject, before: Option<&BTreeMap<String, String>>) -> Self {
        let nothing = BTreeMap::new();
        let old = before.unwrap_or(&nothing);
        let mut names: Vec<&String> = old.keys().chain(subject.items.keys()).collect();
        names.sort();
        names.dedup();
        let changes = names
            .into_iter()
            .filter(|name| old.get(*name) != subject.items.get(*name))
            .map(|name| TrustChange {
                what: name.clone(),
                before: old.get(name).cloned(),
                after: subject.items.get(name).cloned(),
            })
            .collect();
        Self { repository: subject.repository.clone(), is_known: before.is_some(), changes }
    }
}

impl Faulty for Untrusted {
    fn fault(&self) -> Fault {
        Fault::Hold
    }

    fn hints(&self) -> Vec<String> {
        let mut hints: Vec<String> = self
            .changes
            .iter()
            .map(|change| match (&change.before, &change.after) {
                (None, Some(after)) => format!("it would be allowed: {}: {after}", change.what),
                (Some(before), Some(after)) => format!("changed: {}: {before} -> {after}", change.what),
                (_, None) => format!("gone: {}", change.what),
            })
            .collect();
        hints.push("pass `--trust` to allow it for this call, or open the repository with `tminus` to trust it".into());
        hints
    }
}
