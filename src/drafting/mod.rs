//! Making words: what a commit's subject says as a sentence of release notes, and the templates that lay sentences out.
//!
//! It knows strings and serialisable values alone, nothing of commits or documents; `notes` decides what is told and where.

mod bump;
mod code;
mod filters;
mod phrase;
mod template;
mod tense;

pub use bump::Bump;
pub use code::markdown;
pub use phrase::{capitalised, says_nothing, sentence};
pub use template::{Template, TemplateError};
pub use tense::{as_asked, as_done};
