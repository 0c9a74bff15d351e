//! Settings: defaults, repository (`tminus.toml`), user (`config.toml`), environment (`TMINUS_*`), flags, in that order; and
//! trust, without which nothing in a repository may run a program, choose a host that gets a token, or name a token's source.

mod settings;
mod trust;

pub use settings::{
    ApprovalSettings, Changelog, ForgeKind, ForgeSettings, GateSettings, ReleaseSettings, RiskSettings, Settings,
    TokenSource,
};
pub use trust::Trusted;
