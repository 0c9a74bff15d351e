//! The version that a range leads to.

use semver::{BuildMetadata, Prerelease, Version};

use super::{Bump, Demand, calendar};
use crate::fault::{Fault, Faulty};

/// Where a release comes from and goes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextVersion {
    /// The version of the tag at `from`; nothing before the first release.
    pub current: Option<String>,
    /// The version to release; the current one if nothing asks for a release.
    pub next: String,
    /// How far it moves.
    pub bump: Bump,
    /// Why.
    pub reasons: Vec<String>,
}

/// A `--next` that cannot be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadVersion {
    /// It is not a version.
    #[error("`{0}` is not a version")]
    NotAVersion(String),
    /// The history is cut off before any version's tag.
    #[error("which version comes next is not known: this clone is shallow, and no version's tag is in it")]
    CutOff,
    /// It does not come after the current one.
    #[error("`{next}` does not come after the current version `{current}`")]
    NotLater {
        /// What was asked for.
        next: String,
        /// What is released already.
        current: String,
    },
}

impl Faulty for BadVersion {
    fn fault(&self) -> Fault {
        Fault::Usage
    }

    fn hints(&self) -> Vec<String> {
        vec![match self {
            Self::NotAVersion(_) => "give a version such as 1.4.0 or 2.0.0-rc.1 (Semantic Versioning 2.0.0)".into(),
            Self::CutOff => {
                "fetch the rest: `git fetch --unshallow --tags`; or name the version: `--next VERSION`".into()
            }
            Self::NotLater { current, .. } => format!("give a version later than {current}"),
        }]
    }
}

/// The next version after `current` (a version without its tag's prefix). `year_month_day` is that of the newest commit,
/// for versions that are dates; `short_years` says that this project's begin with years of two digits, as in `26.5.1`.
pub fn next_version(
    current: Option<&str>,
    demand: Demand,
    year_month_day: Option<(i16, i8, i8)>,
    short_years: bool,
) -> NextVersion {
    let Demand { bump, mut reasons } = demand;
    let kept = |current: &str, reasons| NextVersion {
        current: Some(current.into()),
        next: current.into(),
        bump: Bump::None,
        reasons,
    };
    let Some(current) = current else {
        reasons.insert(0, "no release yet: the first version is 0.1.0".into());
        return NextVersion { current: None, next: "0.1.0".into(), bump: Bump::Minor, reasons };
    };
    if bump == Bump::None {
        return kept(current, reasons);
    }
    if let Some(date) = year_month_day
        && let Some(next) = calendar::next(current, date, short_years)
    {
        return NextVersion { current: Some(current.into()), next, bump: Bump::Calendar, reasons };
    }
    let Some(version) = lenient(current) else {
        reasons.insert(0, format!("`{current}` is not a semantic version: give the next one with --next"));
        return kept(current, reasons);
    };
    let (next, bump) = if version.pre.is_empty() {
        let bump = settled(&version, bump);
        (bumped(&version, bump), bump)
    } else {
        reasons.insert(0, format!("{current} is a pre-release: its release comes next"));
        let released = Version { pre: Prerelease::EMPTY, build: BuildMetadata::EMPTY, ..version.clone() };
        (released, distance(&version, &Version { pre: Prerelease::EMPTY, ..version.clone() }))
    };
    NextVersion { current: Some(current.into()), next: shaped_like(current, &next), bump, reasons }
}

/// The release that a person asked for by `--next`.
pub fn with_next(current: Option<&str>, next: &str) -> Result<NextVersion, BadVersion> {
    let bare = next.strip_prefix('v').unwrap_or(next);
    let dated = calendar::is_dated(bare);
    let asked = Version::parse(bare).ok().or_else(|| if dated { lenient(bare) } else { None });
    let asked = asked.ok_or_else(|| BadVersion::NotAVersion(next.chars().take(80).collect()))?;
    let known = current.and_then(lenient);
    if let (Some(current), Some(known)) = (current, &known)
        && asked.cmp_precedence(known).is_le()
    {
        return Err(BadVersion::NotLater { next: bare.into(), current: current.into() });
    }
    let bump = match &known {
        _ if dated => Bump::Calendar,
        Some(known) => distance(known, &asked),
        None => distance(&Version::new(0, 0, 0), &asked),
    };
    let reasons = vec!["the version was asked for".to_owned()];
    Ok(NextVersion { current: current.map(Into::into), next: bare.into(), bump, reasons })
}

/// In 0.x the middle number does what the first one does later.
fn settled(version: &Version, bump: Bump) -> Bump {
    match (version.major, bump) {
        (0, Bump::Major) => Bump::Minor,
        (0, Bump::Minor) => Bump::Patch,
        _ => bump,
    }
}

fn bumped(version: &Version, bump: Bump) -> Version {
    match bump {
        Bump::Major => Version::new(version.major.saturating_add(1), 0, 0),
        Bump::Minor => Version::new(version.major, version.minor.saturating_add(1), 0),
        _ => Version::new(version.major, version.minor, version.patch.saturating_add(1)),
    }
}

fn distance(from: &Version, to: &Version) -> Bump {
    if from.major != to.major {
        Bump::Major
    } else if from.minor != to.minor {
        Bump::Minor
    } else if from.patch != to.patch {
        Bump::Patch
    } else if !to.pre.is_empty() {
        Bump::Prerelease
    } else if !from.pre.is_empty() {
        // 2.0.0-rc.1 to 2.0.0 is as large a step as the pre-release announced.
        match (to.minor, to.patch) {
            (0, 0) => Bump::Major,
            (_, 0) => Bump::Minor,
            _ => Bump::Patch,
        }
    } else {
        Bump::None
    }
}

/// Reads `1`, `1.2` and `01.02.03`, too, as tags have them.
fn lenient(text: &str) -> Option<Version> {
    if let Ok(version) = Version::parse(text) {
        return Some(version);
    }
    let (core, rest) = text.find(['-', '+']).map_or((text, ""), |at| text.split_at(at));
    let mut numbers = core.split('.').map(|part| part.parse::<u64>().ok());
    let mut number = |needed: bool| match numbers.next() {
        Some(parsed) => parsed,
        None => (!needed).then_some(0),
    };
    let version = Version::new(number(true)?, number(false)?, number(false)?);
    if numbers.next().is_some() {
        return None;
    }
    Version::parse(&format!("{version}{rest}")).ok()
}

/// A project that tags `1.2` goes on with `1.3`.
fn shaped_like(current: &str, next: &Version) -> String {
    let core = current.split(['-', '+']).next().unwrap_or(current);
    match core.split('.').count() {
        1 if next.minor == 0 && next.patch == 0 => next.major.to_string(),
        1 | 2 if next.patch == 0 => format!("{}.{}", next.major, next.minor),
        _ => next.to_string(),
    }
}
