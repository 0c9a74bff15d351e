//! Trees of Java as values.

mod declarations;
mod expressions;
mod file;
mod members;
mod modifiers;
mod references;

pub(super) use file::file;
