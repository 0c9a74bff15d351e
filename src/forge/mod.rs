//! Doors to forges: a trait, and one file for each of them. The only door to the network.
//!
//! Tokens go over https, or to loopback, and never across a redirect to another host. They are never in an error, a log line or
//! `Debug`. What a forge answers is foreign text.

mod address;
mod error;
mod github;
mod http;
mod release;
mod token;
pub mod web;

pub use address::{Address, AddressError, GITHUB_API};
pub use error::ForgeError;
pub use github::Github;
pub use http::Http;
pub use release::{DraftRequest, Forge, Published, RemoteRelease};
pub use token::{Token, TokenError, TokenOrigin, TokenSearch};
