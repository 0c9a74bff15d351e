//! Reads commit messages: Conventional Commits headers and footers, what git, forges and trackers write into them, and
//! what they refer to. Knows nothing of what a commit changed. Any text is a message: reading never fails.

mod footer;
mod form;
mod header;
mod message;
mod reference;
#[cfg(test)]
mod tests;

pub use footer::Footer;
pub use form::{Form, Merge};
pub use header::Header;
pub(super) use header::without_decoration;
pub use message::Message;

/// A subject without the ` (#12)` at its end.
pub fn without_pull_request(subject: &str) -> &str {
    reference::without_pull_request(subject).0
}

/// Whether a subject speaks of mending a defect, in whatever form.
pub fn speaks_of_fix(subject: &str) -> bool {
    const WORDS: [&str; 12] = [
        "fix",
        "fixes",
        "fixed",
        "bug",
        "bugfix",
        "hotfix",
        "regression",
        "crash",
        "leak",
        "segfault",
        "deadlock",
        "broken",
    ];
    subject
        .split(|c: char| !c.is_ascii_alphanumeric())
        .any(|word| word.len() < 12 && WORDS.iter().any(|known| word.eq_ignore_ascii_case(known)))
}
