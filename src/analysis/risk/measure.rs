//! What the card looks at: numbers about a commit and about what was known just before it.

use serde::{Deserialize, Serialize};

/// One number. The first [`Measure::RANKED`] of them are also compared with the repository's latest commits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[repr(u8)]
pub enum Measure {
    /// Lines added.
    Added,
    /// Lines of code changed.
    CodeLines,
    /// Lines added and removed.
    Lines,
    /// Lines changed against the length of the files.
    Relative,
    /// Folders touched.
    Folders,
    /// Files touched.
    Files,
    /// Length of the files before, in lines.
    FileLength,
    /// Length of the message without its first line and its trailers.
    Explanation,
    /// Of the earlier commits on the files, those that were named as culprits, in thousandths.
    CulpritShare,
    /// Earlier commits on the files that were named as culprits.
    Culprits,
    /// Of the author's earlier commits, those that were named as culprits, in thousandths.
    AuthorCulpritShare,
    /// The author's earlier commits that were named as culprits.
    AuthorCulprits,
    /// Earlier fixes of the files, a file.
    Fixes,
    /// Of the earlier changes to the files, those that were fixes.
    FixShare,
    /// Distinct commits that last changed the files.
    LastChanges,
    /// Days since the files changed, their mean.
    Age,
    /// Changes to the files within the last three months, a file.
    Lately,
    /// The author's earlier commits.
    Experience,
    /// The same, older ones counting less.
    RecentExperience,
    /// The author's earlier commits in the folders at the root that are touched.
    PartExperience,
    /// Hours from writing to committing.
    Waiting,
    /// Of the lines changed, those that are added.
    AddedShare,
    /// Of the earlier changes to the files, the author's own.
    OwnShare,
    /// The sorts of files: a number of [`super::Mix`].
    Mix,
    /// How often commits of the area that the subject names are culprits, against the repository's mean; a logarithm.
    AreaRecord,
    /// The same of the folder with the worst record.
    FolderRecord,
    /// Whether it tidies up: a number of [`super::Tidying`].
    Tidying,
}

impl Measure {
    /// All of them, in the order of their numbers.
    pub const ALL: [Self; 27] = [
        Self::Added,
        Self::CodeLines,
        Self::Lines,
        Self::Relative,
        Self::Folders,
        Self::Files,
        Self::FileLength,
        Self::Explanation,
        Self::CulpritShare,
        Self::Culprits,
        Self::AuthorCulpritShare,
        Self::AuthorCulprits,
        Self::Fixes,
        Self::FixShare,
        Self::LastChanges,
        Self::Age,
        Self::Lately,
        Self::Experience,
        Self::RecentExperience,
        Self::PartExperience,
        Self::Waiting,
        Self::AddedShare,
        Self::OwnShare,
        Self::Mix,
        Self::AreaRecord,
        Self::FolderRecord,
        Self::Tidying,
    ];
    /// How many there are.
    pub const COUNT: usize = Self::ALL.len();
    /// How many of them, the first, are compared with the latest commits.
    pub const RANKED: usize = 21;

    /// The name that the file of parameters uses.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::CodeLines => "code-lines",
            Self::Lines => "lines",
            Self::Relative => "relative",
            Self::Folders => "folders",
            Self::Files => "files",
            Self::FileLength => "file-length",
            Self::Explanation => "explanation",
            Self::CulpritShare => "culprit-share",
            Self::Culprits => "culprits",
            Self::AuthorCulpritShare => "author-culprit-share",
            Self::AuthorCulprits => "author-culprits",
            Self::Fixes => "fixes",
            Self::FixShare => "fix-share",
            Self::LastChanges => "last-changes",
            Self::Age => "age",
            Self::Lately => "lately",
            Self::Experience => "experience",
            Self::RecentExperience => "recent-experience",
            Self::PartExperience => "part-experience",
            Self::Waiting => "waiting",
            Self::AddedShare => "added-share",
            Self::OwnShare => "own-share",
            Self::Mix => "mix",
            Self::AreaRecord => "area-record",
            Self::FolderRecord => "folder-record",
            Self::Tidying => "tidying",
        }
    }
}
