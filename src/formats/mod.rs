//! The forms that a finished document takes: Markdown in, a file of another kind out.
//!
//! Markdown is read once into a small tree ([`Block`], [`Inline`]), in which nothing foreign is left that could command a
//! reader's program: raw HTML is words, links lead to the web or to a mailbox alone, controls are made visible. Each format
//! is one file that lays the tree out, and escapes what means something in it. Everything here is pure.

mod address;
mod asciidoc;
mod confluence;
mod format;
mod html;
mod jira;
mod page;
mod pdf;
mod plain;
mod put;
mod read;
mod restructured;
mod slack;
mod table;
mod tree;
mod xml;

pub use format::{DocumentFormat, Written};
pub use page::Page;
pub use read::read;
pub use restructured::restructured;
pub use tree::{Alert, Block, Inline, Item, Side, Table};

#[cfg(test)]
mod tests;
