//! What tests share: a repository builder, a driver for the cockpit, fakes. Compiled for tests alone.

#![expect(clippy::missing_panics_doc, reason = "a test that cannot be set up must stop")]

mod cockpit;
mod executable;
mod model_server;
mod repo;
mod sources;

pub use cockpit::{cockpit, cockpit_of_size};
pub use executable::executable;
pub use model_server::{ModelReply, ModelRequest, ModelServer, anthropic_events, openai_events};
pub use repo::{Git, Repo};
pub use sources::{Source, sources};
