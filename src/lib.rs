//! tminus: a release cockpit for the terminal.
//!
//! The library is the program; `main` only parses and calls. Folders are capabilities; `docs/architecture.md` draws
//! which may use which, and `tests/it/house_rules.rs` holds them to it.

#![forbid(unsafe_code)]

pub mod analysis;
pub mod assistant;
pub mod breaking;
pub mod cli;
pub mod config;
pub mod drafting;
pub mod evaluation;
pub mod fault;
pub mod forge;
pub mod formats;
pub mod gates;
pub mod history;
pub mod ledger;
pub mod notes;
pub mod process;
pub mod release;
pub mod ship;
pub mod store;
pub mod syntax;
#[cfg(any(test, feature = "testkit"))]
pub mod testkit;
pub mod text;
pub mod tui;
