//! Paths where a defect costs more than elsewhere, and the project's own rules of risk.

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

use super::Sort;
use crate::analysis::risk::OwnRules;

/// Why a path is sensitive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Sensitivity {
    /// Who may do what.
    Auth,
    /// Secrets, keys, signatures, random numbers.
    Crypto,
    /// Stored data is changed.
    Migration,
    /// How it is checked and delivered.
    Ci,
    /// How it is built.
    Build,
    /// What it depends on.
    Dependencies,
    /// How it is run.
    Deploy,
    /// Money.
    Payment,
    /// What others call.
    Interface,
    /// Several things at a time.
    Concurrency,
    /// Globs of the project's own settings.
    Configured,
}

impl Sensitivity {
    /// All of them, in the order of their codes.
    pub const ALL: [Self; 11] = [
        Self::Auth,
        Self::Crypto,
        Self::Migration,
        Self::Ci,
        Self::Build,
        Self::Dependencies,
        Self::Deploy,
        Self::Payment,
        Self::Interface,
        Self::Concurrency,
        Self::Configured,
    ];

    /// Its bit in a set.
    pub const fn bit(self) -> u16 {
        1 << self as u16
    }

    /// How evidence names it.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Auth => "authentication or permissions",
            Self::Crypto => "cryptography or secrets",
            Self::Migration => "data migrations",
            Self::Ci => "continuous integration",
            Self::Build => "the build",
            Self::Dependencies => "dependencies",
            Self::Deploy => "deployment",
            Self::Payment => "payments",
            Self::Interface => "public interfaces",
            Self::Concurrency => "concurrency",
            Self::Configured => "paths the project calls sensitive",
        }
    }
}

/// A glob that is not one.
#[derive(Debug, thiserror::Error)]
#[error("`{glob}` is not a valid glob")]
pub struct BadGlob {
    /// As it was given.
    pub glob: String,
    #[source]
    source: globset::Error,
}

/// Finds out whether paths are sensitive: by built-in words, and by the project's globs.
#[derive(Debug, Clone, Default)]
pub struct Sensitive {
    globs: GlobSet,
    rules: OwnRules,
}

impl Sensitive {
    /// With globs besides the built-in words. A glob without `/` matches at any depth.
    pub fn new(globs: &[String]) -> Result<Self, BadGlob> {
        let mut set = GlobSetBuilder::new();
        let bad = |glob: &str, source| BadGlob { glob: glob.to_owned(), source };
        for glob in globs {
            let anywhere =
                if glob.contains('/') { glob.trim_start_matches('/').to_owned() } else { format!("**/{glob}") };
            let built =
                GlobBuilder::new(&anywhere).literal_separator(true).build().map_err(|source| bad(glob, source))?;
            set.add(built);
        }
        let globs = set.build().map_err(|source| bad(&globs.join(", "), source))?;
        Ok(Self { globs, rules: OwnRules::default() })
    }

    /// With the project's own rules of risk.
    #[must_use]
    pub fn with(self, rules: OwnRules) -> Self {
        Self { rules, ..self }
    }

    /// The project's own rules of risk.
    pub fn rules(&self) -> &OwnRules {
        &self.rules
    }

    /// The reasons why a path is sensitive, as a set of bits.
    pub fn of(&self, path: &str, sort: Sort) -> u16 {
        let mut found = match sort {
            Sort::Migration => Sensitivity::Migration.bit(),
            Sort::Ci => Sensitivity::Ci.bit(),
            Sort::Build => Sensitivity::Build.bit(),
            Sort::Manifest | Sort::Lock => Sensitivity::Dependencies.bit(),
            Sort::Deploy => Sensitivity::Deploy.bit(),
            _ => 0,
        };
        if sort.is_code() {
            found |= words_of(path);
        }
        if !self.globs.is_empty() && self.globs.is_match(path) {
            found |= Sensitivity::Configured.bit();
        }
        found
    }
}

/// Words are told apart at `/`, `_`, `-`, `.` and at capitals, so that `author` is not `auth` and `keyboard` not `key`.
fn words_of(path: &str) -> u16 {
    let mut found = 0;
    let mut start = 0;
    let bytes = path.as_bytes();
    for at in 0..=bytes.len() {
        let ends = at == bytes.len()
            || !bytes[at].is_ascii_alphanumeric()
            || (at > start && bytes[at].is_ascii_uppercase() && bytes[at - 1].is_ascii_lowercase());
        if !ends {
            continue;
        }
        if let Some(word) = path.get(start..at) {
            found |= word_bits(word);
        }
        start = if bytes.get(at).is_some_and(u8::is_ascii_alphanumeric) { at } else { at + 1 };
    }
    found
}

/// The longest of the words below.
const LONGEST_WORD: usize = 16;

fn word_bits(word: &str) -> u16 {
    if !(3..=LONGEST_WORD).contains(&word.len()) {
        return 0;
    }
    let mut buffer = [0; LONGEST_WORD];
    let lower = &mut buffer[..word.len()];
    lower.copy_from_slice(word.as_bytes());
    lower.make_ascii_lowercase();
    let sensitivity = match std::str::from_utf8(lower).unwrap_or_default() {
        "auth" | "oauth" | "oauth2" | "oidc" | "saml" | "authn" | "authz" | "login" | "logins" | "session"
        | "sessions" | "permission" | "permissions" | "acl" | "rbac" | "authentication" | "authorization" | "sso"
        | "ldap" | "sudo" | "csrf" | "cors" => Sensitivity::Auth,
        "crypto" | "cipher" | "tls" | "ssl" | "encrypt" | "encryption" | "decrypt" | "signature" | "signing"
        | "secret" | "secrets" | "password" | "passwords" | "credential" | "credentials" | "token" | "tokens"
        | "jwt" | "hmac" | "keyring" | "x509" | "certificate" | "certificates" | "certs" => Sensitivity::Crypto,
        "migration" | "migrations" | "migrate" | "schema" => Sensitivity::Migration,
        "payment" | "payments" | "billing" | "invoice" | "checkout" => Sensitivity::Payment,
        "proto" | "openapi" | "graphql" | "abi" | "ffi" => Sensitivity::Interface,
        "lock" | "locks" | "mutex" | "thread" | "threads" | "concurrency" | "concurrent" | "scheduler" | "atomic"
        | "sync" | "rcu" => Sensitivity::Concurrency,
        _ => return 0,
    };
    sensitivity.bit()
}
