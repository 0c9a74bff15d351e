//! The documents by name, with the templates that they are laid out by.

use super::{Context, Readers};
use crate::{
    drafting::Template,
    fault::Failure,
    release::{Opened, notes::template},
};

/// The built-in documents beside the release notes: name, what it is for, template.
pub const PAPERS: &[(&str, &str, &str)] = &[
    ("api-changes", "what changed in the interface", include_str!("../../../templates/api-changes.md.j2")),
    ("security-bulletin", "what mends security", include_str!("../../../templates/security-bulletin.md.j2")),
    ("deployment-guide", "what rolling it out asks for", include_str!("../../../templates/deployment-guide.md.j2")),
    ("runbook", "shipping, watching and taking back", include_str!("../../../templates/runbook.md.j2")),
    ("upgrade-guide", "what users have to change", include_str!("../../../templates/upgrade-guide.md.j2")),
    (
        "compliance-summary",
        "who changed, reviewed and approved what",
        include_str!("../../../templates/compliance-summary.md.j2"),
    ),
];

/// The release notes of an audience are laid out by this one.
const FOR_AUDIENCE: (&str, &str) = ("audience-notes", include_str!("../../../templates/audience-notes.md.j2"));

/// A document that can be written: its template, found.
#[derive(Debug, Clone)]
pub struct Paper {
    name: String,
    template: Template,
    warning: Option<String>,
}

impl Paper {
    /// The document of this name: a built-in one, or a template of the repository or the user. `release-notes` is the notes of
    /// an audience here.
    pub fn find(opened: &Opened, name: &str, readers: Option<Readers>) -> Result<Self, Failure> {
        let is_notes = name == crate::notes::BUILT_IN_NAME && readers.is_some();
        let template_name = if is_notes { FOR_AUDIENCE.0 } else { name };
        let built_in = PAPERS
            .iter()
            .map(|(name, _, source)| (*name, *source))
            .chain([FOR_AUDIENCE])
            .find(|(known, _)| *known == template_name)
            .map(|(_, source)| source);
        let (template, warning) = template::named(opened, template_name, built_in).map_err(|failure| {
            let names: Vec<&str> = PAPERS.iter().map(|(name, ..)| *name).collect();
            failure.hint(format!("documents: release-notes, changelog, {}", names.join(", ")))
        })?;
        Ok(Self { name: name.to_owned(), template, warning })
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What is to be said besides.
    pub fn warning(&self) -> Option<&str> {
        self.warning.as_deref()
    }

    /// Lays it out, ending in one line end.
    pub fn lay_out(&self, context: &Context) -> Result<String, Failure> {
        let rendered = self.template.render(context)?;
        Ok(format!("{}\n", rendered.trim()))
    }
}
