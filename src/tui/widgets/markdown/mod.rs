//! Markdown as rows of styled text: what a reader of the notes will see, as far as a terminal can show it.
//!
//! Links tell where they lead, images and HTML are shown as text, and all words go through `text`.

mod render;

pub use render::{MarkdownRow, Piece, render};

#[cfg(test)]
mod tests;
