//! Settings: defaults, repository (`tminus.toml`), user (`config.toml`), environment (`TMINUS_*`), flags, in that order; and
//! trust, without which nothing in a repository may run a program, choose a host that gets a token, or name a token's source.
//!
//! Each key is described once, in [`keys`]; reading, errors, JSON Schemas and documentation come from that.

mod checks;
mod chosen_theme;
mod document;
mod duration;
mod error;
mod gates;
mod key;
pub mod keys;
mod load;
mod model;
mod model_keys;
mod origin;
mod reading;
mod schema;
mod settings;
mod trust;
mod trust_store;
mod user;
mod values;

pub use chosen_theme::ChosenTheme;
pub use error::{ConfigError, Problem};
pub use key::{Key, Kind};
pub use load::{FILE_NAMES, Flags, LONGEST_FILE, Loaded, RepositorySource, Sources, load};
pub use model::{Amount, KeySource, ModelSettings, Provider};
pub use origin::Origin;
pub use schema::{repository_schema, user_schema};
pub use settings::{
    ApprovalSettings, BrandSettings, Changelog, ForgeKind, ForgeSettings, GateSettings, NotesSettings, ReleaseSettings,
    RiskSettings, Settings, TokenSource,
};
pub use trust::{Trust, TrustChange, TrustSubject, Trusted, Untrusted};
pub use trust_store::TrustStore;
pub use user::{DiffLayout, UserSettings};

#[cfg(test)]
mod tests;
