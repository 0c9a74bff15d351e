mod bench;
mod lines;
mod rows;
mod screens;
mod using;
