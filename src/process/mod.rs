//! The only door to other programs: `git`, `sh -c` for gates, editors, the browser.
//!
//! Arguments are vectors, never a shell's words. Every program has its own process group, so that a time limit or a cancel
//! ends all of it; what it prints is bounded; headless it cannot ask anything. What a repository chooses to run needs
//! proof that the user trusts it: [`crate::config::Trusted`].

mod browser;
mod cancel;
mod error;
mod git;
mod groups;
mod pipes;
mod priority;
mod program;
mod shell;
mod signing;
mod watch;

pub use browser::Browser;
pub use cancel::Cancel;
pub use error::{ProcessError, wants_a_person};
pub use git::Git;
pub use groups::{is_alive, stop_all};
pub use priority::go_last;
pub use program::{Ended, Program, Prompts, Stream};
pub use shell::{Editor, Pager, Shell, is_secret_name};

#[cfg(test)]
mod tests;
