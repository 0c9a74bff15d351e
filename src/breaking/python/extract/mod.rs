//! Reads one Python file into a [`Module`](super::model::Module) with tree-sitter.
//!
//! Only the heads of functions and the bodies of modules and classes are read; of function bodies no more than what they
//! assign to `self`, whether they yield, and a digest to recognise them elsewhere.

mod classes;
mod exports;
mod functions;
mod imports;
mod logical;
mod served;
mod statements;
mod thinned;
mod words;

pub(crate) use classes::digest;
pub(crate) use statements::module;
pub(crate) use thinned::Thinned;
