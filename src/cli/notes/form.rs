//! The forms that `tminus notes` prints.

use clap::ValueEnum;

use crate::{
    cli::{Common, output::Output, report},
    fault::{Failure, Fault},
    formats::{DocumentFormat, Page},
};

/// Form of the result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Form {
    /// As readers get it.
    Markdown,
    /// `tminus.notes/1`.
    Json,
    /// One page that needs nothing else, for screens, light and dark, and for paper.
    Html,
    /// The storage format of Confluence.
    Confluence,
    /// The wiki markup of Jira.
    Jira,
    /// `AsciiDoc`.
    Asciidoc,
    /// The markup of Slack messages.
    Slack,
    /// Words alone.
    Text,
    /// A file with real text, bookmarks and links.
    Pdf,
}

impl Form {
    /// The format that a document is written in; nothing for the two that are printed otherwise.
    pub(super) fn format(self) -> Option<DocumentFormat> {
        match self {
            Self::Markdown | Self::Json => None,
            Self::Html => Some(DocumentFormat::Html),
            Self::Confluence => Some(DocumentFormat::Confluence),
            Self::Jira => Some(DocumentFormat::Jira),
            Self::Asciidoc => Some(DocumentFormat::Asciidoc),
            Self::Slack => Some(DocumentFormat::Slack),
            Self::Text => Some(DocumentFormat::Text),
            Self::Pdf => Some(DocumentFormat::Pdf),
        }
    }
}

/// Prints a document in a format.
pub(super) fn print(
    format: DocumentFormat,
    page: &Page<'_>,
    output: &mut Output,
    common: &Common,
) -> Result<(), Failure> {
    if format == DocumentFormat::Pdf && output.is_terminal() {
        return Err(
            Failure::new(Fault::Usage, "a PDF is not for a terminal").hint("give it a file: `--output notes.pdf`")
        );
    }
    let written = format.write(page);
    for warning in &written.warnings {
        report::warn(warning, common);
    }
    match String::from_utf8(written.bytes) {
        Ok(text) => output.text(&text),
        Err(bytes) => output.raw(bytes.as_bytes()),
    }
}
