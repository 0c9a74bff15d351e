//! What can be set, with its defaults. Values that are `None` are read from the repository, its remote or the environment.

use std::{collections::BTreeMap, path::PathBuf, time::Duration};

/// All settings that a release needs, layers already joined.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Settings {
    /// `[release]`
    pub release: ReleaseSettings,
    /// `[notes]`
    pub notes: NotesSettings,
    /// `[brand]`
    pub brand: BrandSettings,
    /// `[forge]`
    pub forge: ForgeSettings,
    /// `[risk]`
    pub risk: RiskSettings,
    /// `[approval]`
    pub approval: ApprovalSettings,
    /// `[[gates]]`, in their order.
    pub gates: Vec<GateSettings>,
}

/// `[release]`: what is released, from where, and how it is named.
#[derive(Debug, Clone, PartialEq)]
pub struct ReleaseSettings {
    /// The branch that releases are made from; by default the remote's HEAD, else `main`, `master` or the only one.
    pub branch: Option<String>,
    /// The remote that is pushed to.
    pub remote: String,
    /// The form of release tags; has `{version}` once.
    pub tag: String,
    /// Where the changelog is written.
    pub changelog: Changelog,
    /// The template that notes are drafted with, by name.
    pub template: String,
}

impl Default for ReleaseSettings {
    fn default() -> Self {
        Self {
            branch: None,
            remote: "origin".into(),
            tag: "v{version}".into(),
            changelog: Changelog::Own,
            template: "release-notes".into(),
        }
    }
}

/// `[notes]`: how release notes are laid out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NotesSettings {
    /// `[notes.titles]`: the titles of sections by their keys; those that are not set are the usual ones.
    pub titles: BTreeMap<String, String>,
    /// `[notes.commits]`: regular expressions of subjects by the keys of sections, and by `aside`.
    pub commits: BTreeMap<String, Vec<String>>,
    /// The language that documents are written in, as BCP 47 has it, where it is not English (`en`).
    pub language: Option<String>,
    /// Whether notes name those who contributed for the first time; without it as past notes do.
    pub new_contributors: Option<bool>,
}

/// `[brand]`: whose documents they are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BrandSettings {
    /// The name of the company or project.
    pub name: Option<String>,
    /// The words that stand over a document; the name where there are none.
    pub logo: Option<String>,
    /// The colour of its lines, as `#rrggbb`.
    pub colour: Option<String>,
    /// Its page.
    pub url: Option<String>,
}

/// Whether shipping writes a changelog.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Changelog {
    /// No release commit is made; the tag stands on the range's end.
    Off,
    /// The project's own file, found by its name and form; `CHANGELOG.md` where it has none.
    Own,
    /// The file, relative to the repository's root.
    File(PathBuf),
}

/// `[forge]`: where the release is published. What is `None` is read from the remote's URL and the environment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ForgeSettings {
    /// Which API it speaks.
    pub kind: Option<ForgeKind>,
    /// The API's root, such as `https://api.github.com`.
    pub url: Option<String>,
    /// `owner/name`.
    pub repository: Option<String>,
    /// Where the token comes from.
    pub token: Option<TokenSource>,
}

/// Forges that tminus can publish to, and `none` for publishing nowhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ForgeKind {
    /// GitHub and GitHub Enterprise.
    Github,
    /// No forge release.
    None,
}

/// Where a token comes from. The token itself is never in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TokenSource {
    /// An environment variable.
    Env(String),
    /// A program whose first line of output it is, run by `sh -c`.
    Command(String),
}

/// `[risk]`
#[derive(Debug, Clone, PartialEq)]
pub struct RiskSettings {
    /// Commits at or over it want a review.
    pub threshold: u8,
    /// How many commits before the range are read for the history of files and authors.
    pub history: u32,
    /// Globs of paths that are sensitive besides the built-in ones.
    pub sensitive: Vec<String>,
}

impl Default for RiskSettings {
    fn default() -> Self {
        Self { threshold: 50, history: 5000, sensitive: Vec::new() }
    }
}

/// `[approval]`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApprovalSettings {
    /// How many people must approve.
    pub required: u32,
    /// Whether authors of the range's commits may not approve.
    pub four_eyes: bool,
}

impl Default for ApprovalSettings {
    fn default() -> Self {
        Self { required: 1, four_eyes: false }
    }
}

/// One `[[gates]]` table: a command gate, or (without a command) a change to a gate that is always there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GateSettings {
    /// Its name: lower case, digits, dashes.
    pub name: String,
    /// Its title on the screen; by default made from the name.
    pub title: Option<String>,
    /// What `sh -c` runs in the work tree; exit 0 is GO.
    pub command: Option<String>,
    /// After which the command is killed and the verdict NO-GO.
    pub timeout: Duration,
    /// Whether its verdict counts.
    pub required: bool,
}
