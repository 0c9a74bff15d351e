//! Texts of headers as values. Headers lean on macros that other files define, so they are read word by word, without a grammar:
//! what is not understood is passed over up to its end.

mod declarators;
mod enums;
mod functions;
mod heads;
mod lexer;
mod parser;
mod templates;
mod words;

pub(super) use enums::literal;
pub(super) use parser::file;
