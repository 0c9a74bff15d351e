//! The sections of release notes, their titles, and where they stand in a changelog.

use serde::{Deserialize, Serialize};

/// What the entries of a section are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SectionKey {
    /// What breaks, for whom, and how they move on.
    Breaking,
    /// What is new.
    Added,
    /// What works otherwise than before.
    Changed,
    /// What will go.
    Deprecated,
    /// What is gone.
    Removed,
    /// What was wrong.
    Fixed,
    /// What was dangerous.
    Security,
    /// What is faster or smaller.
    Performance,
    /// What is explained.
    Docs,
    /// What concerns those who work on the project, dependencies included.
    Internal,
}

impl SectionKey {
    /// All of them, in the order in which notes tell them.
    pub const ALL: [Self; 10] = [
        Self::Breaking,
        Self::Security,
        Self::Added,
        Self::Changed,
        Self::Deprecated,
        Self::Removed,
        Self::Fixed,
        Self::Performance,
        Self::Docs,
        Self::Internal,
    ];

    /// The word of the contract.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Breaking => "breaking",
            Self::Added => "added",
            Self::Changed => "changed",
            Self::Deprecated => "deprecated",
            Self::Removed => "removed",
            Self::Fixed => "fixed",
            Self::Security => "security",
            Self::Performance => "performance",
            Self::Docs => "docs",
            Self::Internal => "internal",
        }
    }

    /// The title of the built-in template.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Breaking => "Breaking changes",
            Self::Added => "Added",
            Self::Changed => "Changed",
            Self::Deprecated => "Deprecated",
            Self::Removed => "Removed",
            Self::Fixed => "Fixed",
            Self::Security => "Security",
            Self::Performance => "Performance",
            Self::Docs => "Documentation",
            Self::Internal => "Internal",
        }
    }

    /// The heading of Keep a Changelog 1.1.0 that holds its entries: that form knows six.
    pub const fn changelog_heading(self) -> &'static str {
        match self {
            Self::Added => "Added",
            Self::Deprecated => "Deprecated",
            Self::Removed => "Removed",
            Self::Fixed => "Fixed",
            Self::Security => "Security",
            Self::Breaking | Self::Changed | Self::Performance | Self::Docs | Self::Internal => "Changed",
        }
    }

    /// The section that a heading means, in the words that projects use.
    pub fn from_title(title: &str) -> Option<Self> {
        let words: String = title
            .chars()
            .map(|character| if character.is_alphanumeric() { character.to_ascii_lowercase() } else { ' ' })
            .collect();
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        Some(match words.as_str() {
            "breaking"
            | "breaking change"
            | "breaking changes"
            | "incompatible changes"
            | "backwards incompatible changes"
            | "upgrade notes"
            | "migration"
            | "migration guide" => Self::Breaking,
            "added" | "features" | "feature" | "new" | "new features" | "what s new" | "additions" => Self::Added,
            "changed" | "changes" | "improvements" | "enhancements" | "improved" | "other changes" | "enhancement" => {
                Self::Changed
            }
            "deprecated" | "deprecations" => Self::Deprecated,
            "removed" | "removals" => Self::Removed,
            "fixed" | "fixes" | "bug fixes" | "bugfixes" | "bug fix" | "fix" | "bugs" => Self::Fixed,
            "security" | "security fixes" | "security updates" | "vulnerabilities" => Self::Security,
            "performance" | "performance improvements" | "optimizations" | "faster" => Self::Performance,
            "docs" | "documentation" => Self::Docs,
            "internal" | "internals" | "dependencies" | "maintenance" | "under the hood" | "housekeeping"
            | "chores" | "miscellaneous" | "misc" => Self::Internal,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_title_leads_back_to_its_section() {
        for key in SectionKey::ALL {
            assert_eq!(SectionKey::from_title(key.title()), Some(key));
            assert_eq!(SectionKey::from_title(key.as_str()), Some(key));
        }
    }

    #[test]
    fn titles_are_known_with_emoji_and_capitals() {
        assert_eq!(SectionKey::from_title("⚠ BREAKING CHANGES"), Some(SectionKey::Breaking));
        assert_eq!(SectionKey::from_title("🐛 Bug Fixes:"), Some(SectionKey::Fixed));
        assert_eq!(SectionKey::from_title("Highlights"), None);
    }
}
