//! Files, clock and environment: where private state lives and how it is written without being lost.
//!
//! No other module calls `std::fs`, `std::env` or a clock. Nothing here knows what it keeps.

pub mod cache;
pub mod clock;
pub mod disk;
mod environment;
mod folders;
mod lock;

pub use cache::CacheFile;
pub use disk::DiskError;
pub use environment::Environment;
pub use folders::Folders;
pub use lock::{Lock, LockError};
