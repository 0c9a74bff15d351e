//! Who made a record.

use serde::{Deserialize, Serialize};

/// A person, as git knows them, and the key that they signed with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// Name; may hold control characters (see `crate::text` before showing it).
    pub name: String,
    /// E-mail address.
    pub email: String,
    /// Fingerprint of the signing key, such as `SHA256:...`; nothing where the record is not signed or git alone knows it.
    #[serde(default)]
    pub key: Option<String>,
}

impl Actor {
    /// Whether both are one person: the same address, whatever its case.
    pub fn is_same_person(&self, other: &Self) -> bool {
        self.person() == other.person()
    }

    /// What tells one person from another.
    pub fn person(&self) -> String {
        if self.email.is_empty() { self.name.to_lowercase() } else { self.email.to_lowercase() }
    }
}
