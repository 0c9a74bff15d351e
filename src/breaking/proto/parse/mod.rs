//! A parser for Protocol Buffers that takes any text: what it does not understand it leaves out, and says so.

mod file;
mod members;
mod options;
mod reader;
mod tokens;

pub(crate) use file::parse;
