//! A repository with the range that is to be released.

use std::sync::Arc;

use super::{Opened, Options, Overrides, PrivateFileError, analysis::Watcher, own_rules};
use crate::{
    analysis::{
        Kind,
        risk::{BadRules, OWN_RULES_FILE},
        shape::{BadGlob, Sensitive},
        story::Coverage,
        version::{BadVersion, Demand, NextVersion, Tagged, are_short_dates, next_version, with_next},
    },
    config::{Flags, Origin, Settings},
    fault::{Failure, Fault, Faulty},
    history::{Commit, CommitId, HistoryError, PassedTag, Range, RangeRequest, Repository, TagPattern, TagVersion},
    store::{DiskError, Environment},
};

/// Bytes of a commit that is read for its day.
const LARGEST_COMMIT: u64 = 1 << 20;
/// What is told of a clone whose history was cut.
const SHALLOW: &str =
    "this clone is shallow: commits and tags before the cut are not seen; `git fetch --unshallow --tags` brings them";

/// An open repository and what is to be released of it, ready to be analysed.
#[derive(Debug, Clone)]
pub struct Workspace {
    /// The repository, its settings, and whether it is trusted.
    pub opened: Opened,
    /// What is to be released.
    pub range: Range,
    /// How release tags are named here.
    pub tags: TagPattern,
    /// What is not as it should be, though it can be gone on.
    pub warnings: Vec<String>,
    /// A coverage report, where one was given.
    pub coverage: Option<Arc<Coverage>>,
    /// Who hears how far an analysis is.
    pub watcher: Option<Watcher>,
    current: Option<String>,
    /// Whether its versions begin with years of two digits.
    short_years: bool,
    overrides: Overrides,
    sensitive: Sensitive,
}

/// Why a repository cannot be released as asked.
#[derive(Debug, thiserror::Error)]
pub enum WorkspaceError {
    /// The range cannot be read.
    #[error(transparent)]
    History(#[from] HistoryError),
    /// `--next` cannot be.
    #[error(transparent)]
    Next(#[from] BadVersion),
    /// A glob of the settings is none.
    #[error("the setting `risk.sensitive` cannot be used")]
    Glob(#[from] BadGlob),
    /// The project's own rules of risk cannot be used.
    #[error("`{OWN_RULES_FILE}` cannot be used: {0}")]
    OwnRules(#[from] BadRules),
    /// They cannot be read.
    #[error(transparent)]
    Disk(#[from] DiskError),
    /// A package was asked for where there are none.
    #[error("there is no package `{0}` in this repository")]
    NoPackage(String),
}

impl Faulty for WorkspaceError {
    fn fault(&self) -> Fault {
        match self {
            Self::History(error) => error.fault(),
            Self::Disk(error) => error.fault(),
            _ => Fault::Usage,
        }
    }

    fn hints(&self) -> Vec<String> {
        match self {
            Self::History(error) => error.hints(),
            Self::Next(error) => error.hints(),
            Self::OwnRules(BadRules::NoFactor { near: Some(near), .. }) => vec![format!("did you mean `{near}`?")],
            Self::OwnRules(_) => vec!["docs/risk.md tells what the file may say".into()],
            Self::Disk(error) => error.hints(),
            Self::Glob(_) => vec!["globs know `*`, `**`, `?`, `[ab]` and `{a,b}`".into()],
            Self::NoPackage(_) => vec!["leave `--package` out: the repository is released as a whole".into()],
        }
    }
}

impl Workspace {
    /// Opens the repository that the options name and finds its range.
    pub fn open(options: &Options, flags: &Flags, environment: &Environment) -> Result<Self, Failure> {
        Ok(Self::of(Opened::open(options, flags, environment)?)?)
    }

    /// Finds the range of an open repository.
    pub fn of(opened: Opened) -> Result<Self, WorkspaceError> {
        if let Some(package) = &opened.options.package {
            return Err(WorkspaceError::NoPackage(package.clone()));
        }
        let tags = tag_pattern(&opened)?;
        let request = RangeRequest {
            from: opened.options.from.clone(),
            to: opened.options.to.clone(),
            pattern: Some(tags.clone()),
            prereleases: opened.options.next.as_deref().is_some_and(is_prerelease),
        };
        let range = opened.repository.range(&request)?;
        let current = current_version(&opened.repository, &range, &tags)?;
        let (overrides, warning) = Overrides::read(opened.folders.as_ref(), &opened.repository.common_dir());
        let cut = opened.repository.is_shallow().then(|| SHALLOW.to_owned());
        // The version to follow may be the one that such a tag names.
        let passed = passed_over(&opened, &range, &tags);
        let tagless = opened.repository.broken_tags().into_iter().map(|why| format!("a tag is passed over: {why}"));
        let workspace = Self {
            sensitive: Sensitive::new(&opened.loaded.settings.risk.sensitive)?.with(own_rules::read(&opened)?),
            warnings: opened
                .loaded
                .warnings
                .iter()
                .cloned()
                .chain(warning)
                .chain(cut)
                .chain(tagless)
                .chain(passed)
                .collect(),
            short_years: current.as_deref().is_some_and(|current| has_short_years(&opened.repository, &tags, current)),
            opened,
            range,
            tags,
            coverage: None,
            watcher: None,
            current,
            overrides,
        };
        // A version that was asked for and cannot be is told before anything is read.
        if workspace.opened.options.next.is_some() {
            workspace.next_version(Demand::default(), None)?;
        }
        Ok(workspace)
    }

    /// The repository.
    pub fn repository(&self) -> &Repository {
        &self.opened.repository
    }

    /// The settings that a release needs.
    pub fn settings(&self) -> &Settings {
        &self.opened.loaded.settings
    }

    /// The version of the release that the range begins at, or that came last before it.
    pub fn current_version(&self) -> Option<String> {
        self.current.clone()
    }

    /// The next version: the one that was asked for, else what the commits ask for. Where a shallow clone ends before any
    /// version's tag there is an error, for "the first version" would be a guess.
    pub fn next_version(&self, demand: Demand, newest: Option<&Commit>) -> Result<NextVersion, BadVersion> {
        let current = self.current.as_deref();
        match &self.opened.options.next {
            Some(next) => with_next(current, next),
            None if current.is_none() && self.repository().is_shallow() => Err(BadVersion::CutOff),
            None => {
                let day = newest.and_then(|commit| commit.committed_at.date());
                Ok(next_version(current, demand, day, self.short_years))
            }
        }
    }

    /// Kinds that a person corrected.
    pub fn overrides(&self) -> &Overrides {
        &self.overrides
    }

    /// Records a correction of a commit's kind, or takes it back.
    pub fn correct_kind(&mut self, commit: CommitId, kind: Option<Kind>) -> Result<(), PrivateFileError> {
        self.overrides.set(commit, kind)
    }

    /// What paths are sensitive here.
    pub(super) fn sensitive(&self) -> &Sensitive {
        &self.sensitive
    }
}

/// The version of the tag at `from`; of another revision, that of the highest release that it has. With nothing but
/// pre-releases so far it is the highest of these, so that what comes next is later than they are.
fn current_version(repository: &Repository, range: &Range, tags: &TagPattern) -> Result<Option<String>, HistoryError> {
    if let Some(from) = range.from.as_deref()
        && let Some(version) = tags.version(from.strip_prefix("refs/tags/").unwrap_or(from))
    {
        return Ok(Some(version.text().to_owned()));
    }
    let known = repository.version_tags(Some(tags))?;
    let reached = range.from_id.unwrap_or(range.to_id);
    let highest = match repository.highest_reachable(reached, &known, false)? {
        Some(found) => Some(found),
        None => repository.highest_reachable(reached, &known, true)?,
    };
    Ok(highest.map(|(tag, _)| tag.version.text().to_owned()))
}

/// Whether versions such as `26.5.1` are dates here, as far as the releases of the last three first numbers say.
fn has_short_years(repository: &Repository, tags: &TagPattern, current: &str) -> bool {
    let is_like_one = TagVersion::new(current).is_some_and(|version| (15..80).contains(&version.semver().major));
    let Some(known) = is_like_one.then(|| repository.version_tags(Some(tags)).unwrap_or_default()) else {
        return false;
    };
    let mut years: Vec<u64> = Vec::new();
    let mut releases = Vec::new();
    for tag in known.iter().filter(|tag| !tag.version.is_prerelease()) {
        let version = tag.version.semver();
        if !years.contains(&version.major) {
            if years.len() == 3 {
                break;
            }
            years.push(version.major);
        }
        let day = || {
            let commit = repository.resolve(&format!("refs/tags/{}", tag.name)).ok()?;
            repository.stored_commit(commit, LARGEST_COMMIT).ok()?.committed_at.date()
        };
        // What mends a release may come in another month.
        if let Some((year, month, _)) = (version.patch == 0).then(day).flatten() {
            releases.push(Tagged { numbers: (version.major, version.minor), at: (year, month) });
        }
    }
    are_short_dates(&releases)
}

/// The naming that the settings ask for, else the repository's habit.
fn tag_pattern(opened: &Opened) -> Result<TagPattern, HistoryError> {
    if opened.loaded.origin("release.tag") != Origin::Default
        && let Some(pattern) = TagPattern::new(&opened.loaded.settings.release.tag)
    {
        return Ok(pattern);
    }
    opened.repository.tag_pattern()
}

/// Why the range begins where it does, where one would expect it to begin at another tag.
fn passed_over(opened: &Opened, range: &Range, pattern: &TagPattern) -> Vec<String> {
    if opened.options.from.is_some() {
        return Vec::new();
    }
    let is_seen = opened.loaded.origin("release.tag") == Origin::Default;
    // That it cannot be known is no reason to stop, nor to say anything: the range stands.
    let passed = opened.repository.passed_tags(range, pattern, is_seen).unwrap_or_default();
    let begins = match &range.from {
        Some(from) => format!("the range begins at `{from}`, the last such tag in this history"),
        None => "the range has no beginning, for no such tag is in this history".to_owned(),
    };
    let told = passed.into_iter().map(|tag| match tag {
        PassedTag::Beside(tag) => format!("`{tag}` is on another branch: {begins}; `--from {tag}` begins there"),
        PassedTag::Otherwise(tag) => format!(
            "newer versions are tagged otherwise, as `{tag}`: {begins}; `--from {tag}`, or `tag` under `[release]`, chooses"
        ),
    });
    told.collect()
}

fn is_prerelease(version: &str) -> bool {
    semver::Version::parse(version.strip_prefix('v').unwrap_or(version)).is_ok_and(|version| !version.pre.is_empty())
}
