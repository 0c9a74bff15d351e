//! The formats by name.

use super::{Page, asciidoc, confluence, html, jira, pdf, plain, slack};

/// A form that a document can take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DocumentFormat {
    /// One self-contained page, for screens, light and dark, and for paper.
    Html,
    /// The storage format of Confluence pages.
    Confluence,
    /// The wiki markup of Jira.
    Jira,
    /// `AsciiDoc`.
    Asciidoc,
    /// The markup of Slack messages.
    Slack,
    /// Words alone.
    Text,
    /// A PDF with real text, bookmarks and links.
    Pdf,
}

/// A document in its form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The file's content.
    pub bytes: Vec<u8>,
    /// What could not be said in that form.
    pub warnings: Vec<String>,
}

impl DocumentFormat {
    /// All of them.
    pub const ALL: [Self; 7] =
        [Self::Html, Self::Confluence, Self::Jira, Self::Asciidoc, Self::Slack, Self::Text, Self::Pdf];

    /// Lays a document out.
    pub fn write(self, page: &Page<'_>) -> Written {
        let text = match self {
            Self::Html => html::write(page),
            Self::Confluence => confluence::write(page),
            Self::Jira => jira::write(page),
            Self::Asciidoc => asciidoc::write(page),
            Self::Slack => slack::write(page),
            Self::Text => plain::write(page),
            Self::Pdf => return pdf::write(page),
        };
        Written { bytes: text.into_bytes(), warnings: Vec::new() }
    }
}
