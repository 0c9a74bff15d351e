//! The door to language models that may draft notes: what they are shown, how they are asked, and what of their answers is let
//! in. It knows nothing of repositories and documents.
//!
//! Nothing is sent but [`Material::redacted`], to the host that the user chose, within the budget, and after it was written
//! down. What comes back is foreign text and is made harmless. `docs/assistant.md` tells users about it.

mod answer;
mod asking;
mod breaker;
mod client;
mod error;
mod kept_answers;
mod key;
mod material;
mod meter;
mod patience;
mod prompt;
mod record;
mod redactor;
mod run;
mod sse;
mod wire;

pub use asking::{Answer, Assistant, Check, Entry, Preview, Progress, Reuse, Surroundings};
pub use error::AssistantError;
pub use key::{ApiKey, KeyError};
pub use material::{FilePatch, Material, PathChange, Source, Story};
pub use meter::{Spent, tokens_of};
pub use patience::Patience;
pub use redactor::Redactor;
pub use sse::{Endless, SseEvent, SseParser};

#[cfg(test)]
mod tests;
