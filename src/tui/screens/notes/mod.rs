//! The Notes screen: what do we tell, and is it true? An editor beside what readers will see.
//!
//! Typing never moves what is not being typed: what the rules would write instead arrives as a proposal beside the text,
//! and is taken or refused, whole or piece by piece.

mod actions;
mod acts;
mod by_model;
mod commits;
mod drafts;
mod entries;
mod missing;
pub mod model;
mod panel;
mod reading;
mod redraft;
mod saving;
mod update;
mod view;
pub mod work;

pub use model::NotesScreen;

#[cfg(test)]
mod tests;
