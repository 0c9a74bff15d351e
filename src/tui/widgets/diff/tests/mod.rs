//! What the diff widget promises, a file for each part of it.

mod bench;
mod lines;
mod rows;
mod screens;
mod using;
