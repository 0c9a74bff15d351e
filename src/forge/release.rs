//! What a forge can do for a release, whichever forge it is.

use super::ForgeError;

/// A release as the forge tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemoteRelease {
    /// The forge's number for it.
    pub id: u64,
    /// The tag that it is for.
    pub tag: String,
    /// Its text.
    pub body: String,
    /// Whether nobody but its makers sees it.
    pub is_draft: bool,
    /// Where people read it.
    pub url: String,
}

/// What a new draft is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftRequest<'a> {
    /// The tag that it is for.
    pub tag: &'a str,
    /// The commit that the tag stands on, for a forge that does not have the tag yet.
    pub commit: &'a str,
    /// Its title.
    pub name: &'a str,
    /// Its text.
    pub body: &'a str,
    /// Whether it is marked as a pre-release.
    pub is_prerelease: bool,
}

/// What a draft becomes when it is published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published<'a> {
    /// The exact text.
    pub body: &'a str,
    /// Its title.
    pub name: &'a str,
    /// Whether it is marked as a pre-release.
    pub is_prerelease: bool,
}

/// A place where releases are published.
pub trait Forge: Send + Sync {
    /// Checks that the token is good and may publish in the repository. Changes nothing.
    fn check(&self) -> Result<(), ForgeError>;
    /// The releases for a tag, drafts included.
    fn releases_of(&self, tag: &str) -> Result<Vec<RemoteRelease>, ForgeError>;
    /// One release by its number, or nothing if it is gone.
    fn release(&self, id: u64) -> Result<Option<RemoteRelease>, ForgeError>;
    /// Makes a draft.
    fn create_draft(&self, draft: &DraftRequest<'_>) -> Result<RemoteRelease, ForgeError>;
    /// Publishes a draft with this text.
    fn publish(&self, id: u64, published: &Published<'_>) -> Result<RemoteRelease, ForgeError>;
    /// Deletes a release; that it is gone already is fine.
    fn delete(&self, id: u64) -> Result<(), ForgeError>;
}
