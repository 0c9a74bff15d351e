//! A commit message, whatever is in it: it is read, and what is found in it stands in it.

use tminus::analysis::wording::{Message, without_pull_request};

/// What must hold of any bytes.
pub(super) fn body(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (subject, rest) = text.split_once('\n').unwrap_or((&text, ""));
    let message = Message::read(subject, rest);
    assert!(subject.starts_with(without_pull_request(subject)) || without_pull_request(subject).is_empty());
    let lower = text.to_ascii_lowercase();
    for reverted in message.reverted() {
        assert!(lower.contains(&reverted.to_ascii_lowercase()), "{reverted}");
    }
    for (name, address) in Message::co_authors(rest) {
        assert!(rest.contains(&name) && rest.contains(&address), "{name} {address}");
    }
}
