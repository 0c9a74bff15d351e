//! What the commits of a range mean: kind, flags, audience, risk, the next version. Pure rules over values of `history`.

mod commit;
mod kind;
mod risk;

pub use commit::{AnalysedCommit, Audience, Flags, Reference, ReferenceKind};
pub use kind::{Kind, KindSource, KindVerdict};
pub use risk::{Factor, Level, Risk};
