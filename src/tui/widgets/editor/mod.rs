//! A text editor within a screen: undo by whole acts, selection, search, paste as one act, soft wrap.
//!
//! What a word is tui-textarea says; its buffer measures the whole text again at each edit, which notes of thousands of lines
//! make felt, so the lines are our own. So are drawing, wrapping and stepping, by grapheme and through `text`, so that nothing
//! in the text can command the terminal. What is loaded is given back byte for byte, line ends included.

mod buffer;
mod keys;
mod lines;
mod view;
mod words;
mod wrap;

pub use buffer::Editor;
pub use keys::Heard;
pub use view::{Margin, draw};

#[cfg(test)]
mod tests;
