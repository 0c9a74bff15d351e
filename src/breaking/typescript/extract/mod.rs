//! Reads one file into a [`Module`](super::model::Module).

mod classes;
mod commonjs;
mod functions;
mod module;
mod reader;
mod types;
mod values;

pub(crate) use module::module;
