//! A text editor within a screen: undo by whole acts, selection, search, paste as one act, soft wrap.
//!
//! The buffer is tui-textarea's; drawing, wrapping and stepping are our own, by grapheme and through `text`, so that nothing
//! in the text can command the terminal. What is loaded is given back byte for byte, line ends included.

mod buffer;
mod keys;
mod view;
mod wrap;

pub use buffer::Editor;
pub use keys::Heard;
pub use view::{Margin, draw};

#[cfg(test)]
mod tests;
