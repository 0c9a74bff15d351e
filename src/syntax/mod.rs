//! Sources as trees: which language a file is in, and parsing that no input can make slow, deep or crash.
//!
//! The only door to tree-sitter. It knows languages and trees, and nothing of what is public, complex or risky: that is for
//! who reads the trees. A tree may hold errors ([`Parsed::is_broken`]); grammars go on behind them. Trees are bounded in
//! depth, so that what reads them may recurse.

mod language;
mod limits;
mod parsed;
mod parsers;
mod screening;
#[cfg(test)]
mod tests;
mod tree;

pub use tree_sitter::{Node, Tree, TreeCursor};

pub use language::Language;
pub use limits::Limits;
pub use parsed::Parsed;
pub use parsers::{Parsers, Unparsed};
pub use screening::{LeftOut, left_out_by_content, left_out_by_path};
pub use tree::{Children, child, children, descendants, field, first_line, kind_is, squeezed, text};
