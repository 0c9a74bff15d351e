//! Texts to definitions. What is not understood is passed over; what follows is still read.

mod definitions;
mod tokens;

use super::model::File;
use crate::breaking::Unread;

/// Reads a file; one without definitions of a schema is none.
pub(super) fn file(text: &str) -> Result<File, Unread> {
    let words = ["type ", "input ", "enum ", "schema", "scalar ", "interface ", "union ", "directive"];
    if !words.iter().any(|word| text.contains(word)) {
        return Err(Unread::Foreign);
    }
    let file = definitions::file(text);
    if file.definitions.is_empty() { Err(Unread::Foreign) } else { Ok(file) }
}
