//! Breaking changes, found by comparing the public surface at both ends of a range, from source: nothing is built or run.
//!
//! Each ecosystem is a folder with the same interface ([`Ecosystem`]): files -> facts -> findings. The driver does the rest:
//! it reads only what changed and what ecosystems ask for besides, keeps facts by content, turns a panic in one file into a
//! warning, pairs moves, and finds the commit that made each finding. `docs/adding-an-ecosystem.md` says how to add one.
//!
//! A false alarm costs more than a miss: what sources alone do not decide is [`Certainty::Possible`].

mod attribution;
mod c;
mod certainty;
mod comparison;
mod config;
mod ecosystem;
mod engine;
mod finding;
mod go;
mod graphql;
mod java;
mod jsonschema;
mod manifests;
mod moves;
mod openapi;
mod pair;
mod proto;
mod python;
mod registry;
mod remark;
mod report;
mod results;
mod rule;
mod rust;
mod shelf;
mod side;
mod sources;
mod sql;
#[cfg(test)]
mod tests;
mod threads;
mod traces;
#[cfg(any(test, feature = "testkit"))]
pub mod trial;
mod typescript;

pub use certainty::{Certainty, UnknownCertainty};
pub use comparison::{Breaking, Comparison, compare, compare_sources};
pub use ecosystem::{Ecosystem, Form, Source, Unread};
pub use finding::{Finding, MovedTo};
pub use pair::Pair;
pub use registry::{ECOSYSTEMS, Registered, rule};
pub use remark::Remark;
pub use report::{Draft, Report, Spot};
pub(in crate::breaking) use rule::rules;
pub use rule::{Example, Rule};
pub use side::{Known, Side};
pub use sources::{Entry, Sources};
