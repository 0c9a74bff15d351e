//! Which addresses a link may have, and addresses that stand in words.

use std::fmt::Write as _;

/// The ways to an address that are followed.
const SCHEMES: [&str; 3] = ["https://", "http://", "mailto:"];

/// An address as every format can carry it: of the web or of a mailbox, all else percent-encoded. Nothing for others.
pub(super) fn address(written: &str) -> Option<String> {
    let written = written.trim();
    let scheme = SCHEMES
        .iter()
        .find(|scheme| written.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)))?;
    let rest = &written[scheme.len()..];
    if rest.is_empty() || rest.starts_with(['/', '?', '#']) {
        return None;
    }
    let mut out = (*scheme).to_owned();
    for byte in rest.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~:/?#@!$&()*+,;=%".contains(&byte) {
            out.push(char::from(byte));
        } else {
            write!(out, "%{byte:02X}").expect("writing to a string does not fail");
        }
    }
    Some(out)
}

/// Where addresses of the web stand in words, as byte ranges.
pub(super) fn addresses(words: &str) -> Vec<std::ops::Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = words[from..].find("http").map(|at| from + at) {
        from = start + 4;
        let rest = &words[start..];
        let Some(scheme) = ["https://", "http://"].iter().find(|scheme| rest.starts_with(**scheme)) else { continue };
        let in_word = words[..start].chars().next_back().is_some_and(char::is_alphanumeric);
        let end = rest.find(|letter: char| letter.is_whitespace() || letter == '<' || letter.is_control());
        let address = trimmed(&rest[..end.unwrap_or(rest.len())]);
        if in_word || address.len() <= scheme.len() {
            continue;
        }
        found.push(start..start + address.len());
        from = start + address.len();
    }
    found
}

/// An address without the stops that end the sentence around it.
fn trimmed(address: &str) -> &str {
    let mut address = address;
    loop {
        let shorter = address.trim_end_matches(['.', ',', ':', ';', '!', '?', '\'', '"', '*', '_', '~', ']', '>']);
        let opened = shorter.matches('(').count();
        let closed = shorter.matches(')').count();
        let shorter = if closed > opened { shorter.strip_suffix(')').unwrap_or(shorter) } else { shorter };
        if shorter.len() == address.len() {
            return address;
        }
        address = shorter;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_to_the_web_or_a_mailbox_alone() {
        assert_eq!(address("https://a.b/c?d=e#f").as_deref(), Some("https://a.b/c?d=e#f"));
        assert_eq!(address("HTTP://a.b").as_deref(), Some("http://a.b"));
        assert_eq!(address("mailto:ann@a.b").as_deref(), Some("mailto:ann@a.b"));
        for refused in [
            "javascript:alert(1)",
            " java\nscript:alert(1)",
            "data:text/html,x",
            "file:///etc/passwd",
            "vbscript:x",
            "//evil.example",
            "docs/guide.md",
            "#here",
            "https://",
            "https:///x",
            "",
        ] {
            assert_eq!(address(refused), None, "{refused:?}");
        }
    }

    #[test]
    fn what_means_something_anywhere_is_encoded_in_an_address() {
        assert_eq!(
            address("https://a.b/\"><script>|]}{ é\u{202e}").as_deref(),
            Some("https://a.b/%22%3E%3Cscript%3E%7C%5D%7D%7B%20%C3%A9%E2%80%AE")
        );
    }

    #[test]
    fn addresses_in_words_end_where_the_sentence_goes_on() {
        let words = "see https://a.b/c_(d), (https://e.f/g) and xhttps://no http:// https://h.i.";
        let found: Vec<&str> = addresses(words).into_iter().map(|span| &words[span]).collect();
        assert_eq!(found, ["https://a.b/c_(d)", "https://e.f/g", "https://h.i"]);
    }
}
