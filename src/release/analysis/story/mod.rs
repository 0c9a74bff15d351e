//! Tells the rest of a commit's story: brings the paths, contents and history that `analysis::story` judges by.

mod reading;
mod teller;

pub use teller::{Storyteller, Wants};
