//! The factors of a risk by name.

/// What a factor is about. Names are a contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Code {
    /// Lines of code changed.
    Size,
    /// Files of code changed.
    Files,
    /// Folders, and how evenly the change lies over them.
    Spread,
    /// Sensitive paths.
    SensitivePaths,
    /// Files that were fixed before.
    FragileFiles,
    /// Files that change often.
    BusyFiles,
    /// How well the author knows the project.
    NewAuthor,
    /// How well the author knows these files.
    UnfamiliarFiles,
    /// It says that it breaks something.
    Breaking,
    /// It touches security.
    Security,
    /// A defect was found in these files' earlier changes.
    FormerCulprits,
    /// Points over 100 do not count.
    Ceiling,
    /// Of a release: the riskiest commit.
    RiskiestCommit,
    /// Of a release: commits of high risk.
    HighRiskCommits,
    /// Of a release: breaking commits.
    BreakingCommits,
    /// Of a release: how many commits it has.
    ReleaseSize,
    /// Of a release: reverts in it.
    Reverts,
    /// Of a release: security fixes.
    SecurityFixes,
    /// Where every commit starts.
    Start,
    /// Points under 0 do not count.
    Floor,
    /// How much of the files' length is changed.
    Rewriting,
    /// How much of what is changed is new.
    Growth,
    /// How much the message says beyond its first line.
    Explanation,
    /// The author's earlier commits that were named as culprits.
    AuthorCulprits,
    /// How long ago the files changed.
    FileAge,
    /// How long the files are.
    LongFiles,
    /// How well the author knows the parts of the project that it touches.
    UnfamiliarParts,
    /// How long it waited to be committed.
    Waiting,
    /// Which sorts of files it consists of.
    FileKinds,
    /// The area that it names has a record.
    TroubledArea,
    /// A folder has a record.
    TroubledFolder,
    /// Words of message and paths.
    Words,
    /// How often the project names culprits.
    Project,
    /// A rule of the project's own.
    OwnRule,
    /// Whether it tidies up.
    Tidying,
}

impl Code {
    /// All of them.
    pub const ALL: [Self; 35] = [
        Self::Size,
        Self::Files,
        Self::Spread,
        Self::SensitivePaths,
        Self::FragileFiles,
        Self::BusyFiles,
        Self::NewAuthor,
        Self::UnfamiliarFiles,
        Self::Breaking,
        Self::Security,
        Self::FormerCulprits,
        Self::Ceiling,
        Self::RiskiestCommit,
        Self::HighRiskCommits,
        Self::BreakingCommits,
        Self::ReleaseSize,
        Self::Reverts,
        Self::SecurityFixes,
        Self::Start,
        Self::Floor,
        Self::Rewriting,
        Self::Growth,
        Self::Explanation,
        Self::AuthorCulprits,
        Self::FileAge,
        Self::LongFiles,
        Self::UnfamiliarParts,
        Self::Waiting,
        Self::FileKinds,
        Self::TroubledArea,
        Self::TroubledFolder,
        Self::Words,
        Self::Project,
        Self::OwnRule,
        Self::Tidying,
    ];

    /// The stable name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Size => "size",
            Self::Files => "files",
            Self::Spread => "spread",
            Self::SensitivePaths => "sensitive-paths",
            Self::FragileFiles => "fragile-files",
            Self::BusyFiles => "busy-files",
            Self::NewAuthor => "new-author",
            Self::UnfamiliarFiles => "unfamiliar-files",
            Self::Breaking => "breaking",
            Self::Security => "security",
            Self::FormerCulprits => "former-culprits",
            Self::Ceiling => "ceiling",
            Self::RiskiestCommit => "riskiest-commit",
            Self::HighRiskCommits => "high-risk-commits",
            Self::BreakingCommits => "breaking-commits",
            Self::ReleaseSize => "release-size",
            Self::Reverts => "reverts",
            Self::SecurityFixes => "security-fixes",
            Self::Start => "start",
            Self::Floor => "floor",
            Self::Rewriting => "rewriting",
            Self::Growth => "growth",
            Self::Explanation => "explanation",
            Self::AuthorCulprits => "author-culprits",
            Self::FileAge => "file-age",
            Self::LongFiles => "long-files",
            Self::UnfamiliarParts => "unfamiliar-parts",
            Self::Waiting => "waiting",
            Self::FileKinds => "file-kinds",
            Self::TroubledArea => "troubled-area",
            Self::TroubledFolder => "troubled-folder",
            Self::Words => "words",
            Self::Project => "project",
            Self::OwnRule => "own-rule",
            Self::Tidying => "tidying",
        }
    }

    /// Names of the factors of a commit that a project may weigh.
    pub fn weighable() -> impl Iterator<Item = &'static str> {
        let is_weighable = |code: &Self| {
            *code <= Self::FormerCulprits || *code > Self::SecurityFixes && !matches!(code, Self::Floor | Self::OwnRule)
        };
        Self::ALL.into_iter().filter(is_weighable).map(Self::name)
    }
}
