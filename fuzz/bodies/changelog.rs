//! A changelog, whatever is in it: a release goes into it once, and nothing that stood there is lost.

use tminus::notes::{ChangelogRelease, Markup, Titles, insert};

/// What must hold of any bytes.
pub(super) fn body(bytes: &[u8]) {
    holds_in(Markup::Markdown, bytes);
    holds_in(Markup::Restructured, bytes);
}

fn holds_in(markup: Markup, bytes: &[u8]) {
    let titles = Titles::new();
    let release = ChangelogRelease {
        version: "1.5.0",
        tag: "v1.5.0",
        previous_tag: Some("v1.4.2"),
        date: "2026-01-05",
        notes: "## Added\n\n- Lift-off\n",
        titles: &titles,
        markup,
        links: None,
    };
    let once = insert(Some(bytes), &release);
    if bytes.windows(5).any(|window| window == b"1.5.0") {
        return;
    }
    assert!(once.windows(8).any(|window| window == b"Lift-off"), "the release is in it");
    let twice = insert(Some(&once), &release);
    assert_eq!(twice, once, "a release is put into it once");
}
