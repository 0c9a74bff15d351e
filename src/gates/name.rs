//! The gates that are always there, by their fixed names.

/// A gate that is always there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BuiltIn {
    /// Nothing in the work tree is changed or unknown.
    CleanWorkTree,
    /// `HEAD` is on the branch that releases are made from.
    ReleaseBranch,
    /// The remote has nothing that the range's end lacks.
    UpToDate,
    /// The next version follows the current one and is not taken.
    Version,
    /// The notes tell every breaking change.
    BreakingTold,
    /// The notes are there and have no placeholders.
    NotesComplete,
    /// Every risky commit was looked at.
    RiskReviewed,
    /// Enough people said yes.
    Approval,
}

impl BuiltIn {
    /// All, in the order in which they are polled; command gates come before the approval.
    pub const ALL: [Self; 8] = [
        Self::CleanWorkTree,
        Self::ReleaseBranch,
        Self::UpToDate,
        Self::Version,
        Self::BreakingTold,
        Self::NotesComplete,
        Self::RiskReviewed,
        Self::Approval,
    ];

    /// The name in configuration, JSON and on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::CleanWorkTree => "clean-work-tree",
            Self::ReleaseBranch => "release-branch",
            Self::UpToDate => "up-to-date",
            Self::Version => "version",
            Self::BreakingTold => "breaking-told",
            Self::NotesComplete => "notes-complete",
            Self::RiskReviewed => "risk-reviewed",
            Self::Approval => "approval",
        }
    }

    /// The gate of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|gate| gate.name() == name)
    }

    /// What it asks, for the screen.
    pub const fn title(self) -> &'static str {
        match self {
            Self::CleanWorkTree => "Work tree clean",
            Self::ReleaseBranch => "On the release branch",
            Self::UpToDate => "Not behind the remote",
            Self::Version => "Next version valid and free",
            Self::BreakingTold => "Breaking changes told in the notes",
            Self::NotesComplete => "Notes complete",
            Self::RiskReviewed => "High-risk commits reviewed",
            Self::Approval => "Approval by a person",
        }
    }
}

/// A title for a command gate that was given none: its name with a capital and spaces.
pub(super) fn title_of(name: &str) -> String {
    let words = name.replace(['-', '_'], " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The name among `known` that is nearest to what was typed, if any is near.
pub fn nearest<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let typed = typed.to_lowercase();
    let (score, name) = known
        .into_iter()
        .map(|name| {
            let part = typed.len() >= 3 && (name.contains(&typed) || typed.contains(name));
            (if part { 1.0 } else { strsim::jaro_winkler(&typed, name) }, name)
        })
        .max_by(|left, right| left.0.total_cmp(&right.0))?;
    (score >= 0.7).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fixed_names_read_back() {
        for gate in BuiltIn::ALL {
            assert_eq!(BuiltIn::from_name(gate.name()), Some(gate));
        }
        assert_eq!(BuiltIn::from_name("tests"), None);
    }

    #[test]
    fn the_nearest_name_is_found_and_far_ones_are_not() {
        let known = || BuiltIn::ALL.into_iter().map(BuiltIn::name).chain(["tests"]);
        for (typed, expected) in [
            ("aproval", Some("approval")),
            ("Approve", Some("approval")),
            ("clean", Some("clean-work-tree")),
            ("test", Some("tests")),
            ("zzz", None),
        ] {
            assert_eq!(nearest(typed, known()), expected, "{typed}");
        }
    }

    #[test]
    fn a_title_is_made_from_a_name() {
        assert_eq!(title_of("cargo-deny"), "Cargo deny");
        assert_eq!(title_of(""), "");
    }
}
