//! Settings of other tools, brought over: `cliff.toml` and `release-drafter.yml`. What cannot be brought over is said, so
//! that nobody finds out at a release.

mod cliff;
mod drafter;

use std::collections::BTreeMap;

use crate::notes::SectionKey;

/// What another tool's settings come to here.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Imported {
    /// Values of settings, as text.
    pub texts: BTreeMap<String, String>,
    /// Values of settings that are lists.
    pub lists: BTreeMap<String, Vec<String>>,
    /// What could not be brought over, each in a sentence.
    pub left: Vec<String>,
}

/// Why a file of another tool cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// Nobody knows which tool it belongs to.
    #[error("`{0}` is neither a `cliff.toml` nor a `release-drafter.yml`")]
    Unknown(String),
    /// It is not of its own form.
    #[error("`{name}` cannot be read: {why}")]
    Form {
        /// The file.
        name: String,
        /// What its reader says.
        why: String,
    },
}

impl crate::fault::Faulty for ImportError {
    fn fault(&self) -> crate::fault::Fault {
        crate::fault::Fault::Usage
    }
}

impl Imported {
    /// Reads the settings of another tool; `name` is the file's, by which the tool is known.
    pub fn read(name: &str, text: &str) -> Result<Self, ImportError> {
        let end = name.rsplit('.').next().unwrap_or_default().to_lowercase();
        match end.as_str() {
            "toml" => cliff::read(name, text),
            "yml" | "yaml" => Ok(drafter::read(text)),
            _ => Err(ImportError::Unknown(name.to_owned())),
        }
    }

    fn left(&mut self, why: impl Into<String>) {
        let why = why.into();
        if !self.left.contains(&why) {
            self.left.push(why);
        }
    }

    /// A section gets its title; the first one for it counts.
    fn title(&mut self, key: SectionKey, title: &str) {
        let name = format!("notes.titles.{}", key.as_str());
        match self.texts.get(&name) {
            Some(known) if known != title => {
                let known = known.clone();
                self.left(format!(
                    "the section \"{title}\" is told under \"{known}\": both are `{}` here",
                    key.as_str()
                ));
            }
            Some(_) => {}
            None if title == key.title() => {}
            None => drop(self.texts.insert(name, title.to_owned())),
        }
    }

    fn rule(&mut self, section: &str, pattern: &str) {
        self.lists.entry(format!("notes.commits.{section}")).or_default().push(pattern.to_owned());
    }
}

#[cfg(test)]
mod tests;
