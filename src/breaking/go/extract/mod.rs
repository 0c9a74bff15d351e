//! Reads one Go file into a [`File`](super::model::File).

mod declarations;
mod expressions;
mod file;
mod scope;
mod types;

pub(crate) use file::{file, module};
