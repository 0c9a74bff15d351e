//! What a colour is for.

/// What a piece of the screen is. Its name in a theme file is [`Role::name`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Role {
    /// Ordinary text.
    Text,
    /// Text that may be passed over.
    Dim,
    /// What tminus wants seen first; features.
    Accent,
    /// It is well.
    Ok,
    /// It wants a look.
    Warn,
    /// It is wrong, or breaks something.
    Danger,
    /// Worth knowing; fixes.
    Info,
    /// The row of the cursor, where the focus is.
    Selection,
    /// The row of the cursor in a part without the focus.
    SelectionIdle,
    /// Marked text, and rows of a selected range.
    Marked,
    /// Lines around a part.
    Border,
    /// Lines around the part with the focus.
    BorderFocus,
    /// The title of the part with the focus.
    Title,
    /// A key in a hint.
    Key,
    /// What was searched for.
    Match,
    /// Risk under 25.
    RiskLow,
    /// Risk from 25.
    RiskMedium,
    /// Risk from 50.
    RiskHigh,
    /// Risk from 75.
    RiskCritical,
    /// A line that was added.
    DiffAdded,
    /// A line that was removed.
    DiffRemoved,
    /// The changed part within an added line.
    DiffAddedWord,
    /// The changed part within a removed line.
    DiffRemovedWord,
    /// `@@ ... @@`.
    DiffHunk,
    /// The name of a file above its changes.
    DiffFile,
    /// Line numbers.
    DiffGutter,
    /// A heading of rendered Markdown.
    Heading,
    /// Code in rendered Markdown.
    Code,
    /// A link in rendered Markdown.
    Link,
    /// A quotation in rendered Markdown.
    Quote,
}

impl Role {
    /// All of them, in the order of their numbers.
    pub const ALL: [Self; 30] = [
        Self::Text,
        Self::Dim,
        Self::Accent,
        Self::Ok,
        Self::Warn,
        Self::Danger,
        Self::Info,
        Self::Selection,
        Self::SelectionIdle,
        Self::Marked,
        Self::Border,
        Self::BorderFocus,
        Self::Title,
        Self::Key,
        Self::Match,
        Self::RiskLow,
        Self::RiskMedium,
        Self::RiskHigh,
        Self::RiskCritical,
        Self::DiffAdded,
        Self::DiffRemoved,
        Self::DiffAddedWord,
        Self::DiffRemovedWord,
        Self::DiffHunk,
        Self::DiffFile,
        Self::DiffGutter,
        Self::Heading,
        Self::Code,
        Self::Link,
        Self::Quote,
    ];

    /// Its name in a theme file.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Dim => "dim",
            Self::Accent => "accent",
            Self::Ok => "ok",
            Self::Warn => "warn",
            Self::Danger => "danger",
            Self::Info => "info",
            Self::Selection => "selection",
            Self::SelectionIdle => "selection-idle",
            Self::Marked => "marked",
            Self::Border => "border",
            Self::BorderFocus => "border-focus",
            Self::Title => "title",
            Self::Key => "key",
            Self::Match => "match",
            Self::RiskLow => "risk-low",
            Self::RiskMedium => "risk-medium",
            Self::RiskHigh => "risk-high",
            Self::RiskCritical => "risk-critical",
            Self::DiffAdded => "diff-added",
            Self::DiffRemoved => "diff-removed",
            Self::DiffAddedWord => "diff-added-word",
            Self::DiffRemovedWord => "diff-removed-word",
            Self::DiffHunk => "diff-hunk",
            Self::DiffFile => "diff-file",
            Self::DiffGutter => "diff-gutter",
            Self::Heading => "heading",
            Self::Code => "code",
            Self::Link => "link",
            Self::Quote => "quote",
        }
    }

    /// The role of a risk level.
    pub const fn of_level(level: crate::analysis::Level) -> Self {
        use crate::analysis::Level;
        match level {
            Level::Low => Self::RiskLow,
            Level::Medium => Self::RiskMedium,
            Level::High => Self::RiskHigh,
            Level::Critical => Self::RiskCritical,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_are_listed_in_the_order_of_their_numbers() {
        for (index, role) in Role::ALL.into_iter().enumerate() {
            assert_eq!(role as usize, index, "{}", role.name());
        }
    }
}
