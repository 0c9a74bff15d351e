//! What the commits of a range mean: kind, flags, audience, risk, the next version. Pure rules over values of `history`.

pub mod classify;
mod commit;
pub mod group;
mod kind;
pub mod risk;
pub mod shape;
pub mod signs;
pub mod story;
pub mod version;
pub mod wording;

pub use commit::{AnalysedCommit, Audience, Flags, Reference, ReferenceKind};
pub use kind::{Because, Kind, KindSource, KindVerdict, Suggestion};
pub use risk::{Factor, Level, Risk};
