//! Tags that name versions, and the habit by which a repository names them.

use std::cmp::Ordering;

/// How tags are named: text before and after the version, `v{version}` by default. With `{version_}` the numbers have `_`
/// between them, as in `curl-8_10_0`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TagPattern {
    prefix: String,
    suffix: String,
    underscores: bool,
}

/// A version as a tag says it. Follows semver's order; two or four numbers and forms such as `1.0.0rc1` and `1.0.0.beta2`
/// are understood as well, for they are met.
#[derive(Debug, Clone)]
pub struct TagVersion {
    text: String,
    numbers: Vec<u64>,
    prerelease: Option<semver::Prerelease>,
}

/// A tag that names a version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionTag {
    /// The tag's short name: `v1.4.2`.
    pub name: String,
    /// The version in it.
    pub version: TagVersion,
}

/// What stands between a package's name and its version.
const PACKAGE_MARKS: [char; 4] = ['-', '/', '_', '@'];
const DOTTED: &str = "{version}";
const UNDERSCORED: &str = "{version_}";

impl Default for TagPattern {
    fn default() -> Self {
        Self { prefix: "v".to_owned(), suffix: String::new(), underscores: false }
    }
}

impl std::fmt::Display for TagPattern {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}{}{}", self.prefix, self.placeholder(), self.suffix)
    }
}

impl TagPattern {
    /// A pattern from settings, nothing if `{version}` is not in it exactly once.
    pub fn new(pattern: &str) -> Option<Self> {
        let underscores = pattern.contains(UNDERSCORED);
        let (prefix, suffix) = pattern.split_once(if underscores { UNDERSCORED } else { DOTTED })?;
        if suffix.contains(DOTTED) || suffix.contains(UNDERSCORED) || prefix.contains(DOTTED) {
            return None;
        }
        Some(Self { prefix: prefix.to_owned(), suffix: suffix.to_owned(), underscores })
    }

    /// The name of the tag for a version.
    pub fn tag(&self, version: &str) -> String {
        let version = if self.underscores { version.replace('.', "_") } else { version.to_owned() };
        format!("{}{version}{}", self.prefix, self.suffix)
    }

    /// The version that a tag names, if it is named by this pattern.
    pub fn version(&self, tag: &str) -> Option<TagVersion> {
        let text = tag.strip_prefix(&self.prefix)?.strip_suffix(&self.suffix)?;
        if self.underscores { underscored(text) } else { TagVersion::new(text) }
    }

    /// The package whose version a tag names, where it is named for one: `demo-core` of `demo-core-v1.2.3`.
    pub fn package(tag: &str) -> Option<&str> {
        let (prefix, ..) = split_version(tag.strip_prefix("refs/tags/").unwrap_or(tag))?;
        let name = without_marks(prefix);
        (name.len() < prefix.len() && !is_of_whole(name, "")).then_some(name)
    }

    /// The version that a tag of any naming names.
    pub fn version_in(tag: &str) -> Option<TagVersion> {
        split_version(tag).map(|(_, version, _)| version)
    }

    fn placeholder(&self) -> &'static str {
        if self.underscores { UNDERSCORED } else { DOTTED }
    }

    /// The habit seen in a repository's tags: the naming that the most of them follow, one of whole repositories before one of
    /// single packages, `v{version}` where there is nothing to see.
    pub fn detect<'a>(tags: impl IntoIterator<Item = &'a str>, repository: &str) -> Self {
        let habits = habits(tags);
        let name = repository.rsplit('/').next().unwrap_or(repository);
        let total: usize = habits.iter().map(|habit| habit.tags).sum();
        let named = |habit: &&Habit| is_of_whole(&habit.prefix, name);
        let of_whole = habits.iter().filter(named).map(|habit| habit.tags).max().unwrap_or_default();
        // `clap_complete-v` leads `clap_complete_fig-v`, and is a package beside `v` itself.
        let is_of_whole = |habit: &&Habit| named(habit) || habit.tags >= of_whole && habit.leads(&habits);
        let common = habits.iter().filter(is_of_whole).map(|habit| habit.tags).max();
        let chosen = match common {
            Some(most) => habits
                .iter()
                .filter(|habit| is_of_whole(habit) && habit.tags * 5 >= most)
                .max_by(|left, right| left.highest.cmp(&right.highest).then(left.tags.cmp(&right.tags))),
            None => habits.iter().max_by_key(|habit| habit.tags).filter(|habit| habit.tags * 5 >= total * 3),
        };
        chosen.map_or_else(Self::default, |habit| Self {
            prefix: habit.prefix.clone(),
            suffix: String::new(),
            underscores: habit.underscores,
        })
    }
}

/// A prefix and the tags that have it.
pub(super) struct Habit {
    prefix: String,
    underscores: bool,
    /// How many there are.
    pub(super) tags: usize,
    highest: TagVersion,
    /// The tag of the highest version.
    pub(super) highest_tag: String,
}

impl Habit {
    /// Whether it names the package that others are parts of: `demo-v` beside `demo-core-v` and `demo-macros-v`.
    fn leads(&self, habits: &[Self]) -> bool {
        let own = without_marks(&self.prefix);
        let is_part = |other: &&Self| {
            without_marks(&other.prefix).strip_prefix(own).is_some_and(|rest| rest.starts_with(PACKAGE_MARKS))
        };
        let parts: Vec<usize> = habits.iter().filter(is_part).map(|habit| habit.tags).collect();
        !own.is_empty() && parts.len() >= 2 && parts.iter().all(|tags| *tags <= self.tags)
    }
}

/// The forms in which tags name versions.
pub(super) fn habits<'a>(tags: impl IntoIterator<Item = &'a str>) -> Vec<Habit> {
    let mut habits: Vec<Habit> = Vec::new();
    for tag in tags {
        let Some((prefix, version, underscores)) = split_version(tag) else { continue };
        match habits.iter_mut().find(|habit| habit.prefix == prefix && habit.underscores == underscores) {
            Some(habit) => {
                habit.tags += 1;
                if version > habit.highest {
                    (habit.highest, habit.highest_tag) = (version, tag.to_owned());
                }
            }
            None => habits.push(Habit {
                prefix: prefix.to_owned(),
                underscores,
                tags: 1,
                highest: version,
                highest_tag: tag.to_owned(),
            }),
        }
    }
    habits
}

/// A prefix without what stands between a name and a version.
fn without_marks(prefix: &str) -> &str {
    let plain = prefix.strip_suffix('v').filter(|rest| rest.is_empty() || rest.ends_with(PACKAGE_MARKS));
    plain.unwrap_or(prefix).trim_end_matches(PACKAGE_MARKS)
}

/// Whether such a prefix names versions of the whole repository, not of a package in it.
fn is_of_whole(prefix: &str, repository: &str) -> bool {
    let prefix = prefix.to_lowercase();
    let plain = prefix.strip_suffix('v').unwrap_or(&prefix).trim_end_matches(['-', '/', '_', '@', '.']);
    matches!(plain, "" | "release" | "releases" | "rel" | "version" | "ver" | "r") || plain == repository.to_lowercase()
}

/// A tag's name cut before the version at its end, and whether that has underscores.
fn split_version(tag: &str) -> Option<(&str, TagVersion, bool)> {
    // A version begins where a number does: not within one, nor after the dot of another.
    let starts = |between: char| {
        tag.char_indices()
            .filter(move |(at, letter)| {
                let continues = |before: char| before.is_ascii_digit() || before == between;
                letter.is_ascii_digit() && !tag[..*at].ends_with(continues)
            })
            .map(|(at, _)| at)
    };
    let dotted = starts('.').find_map(|at| Some((&tag[..at], TagVersion::new(&tag[at..])?, false)));
    dotted.or_else(|| starts('0').find_map(|at| Some((&tag[..at], underscored(&tag[at..])?, true))))
}

/// `8_10_0` as 8.10.0.
fn underscored(text: &str) -> Option<TagVersion> {
    if text.contains('.') { None } else { TagVersion::new(&text.replace('_', ".")) }
}

impl TagVersion {
    /// Reads a version: at least two numbers, then perhaps a pre-release, then perhaps build metadata.
    pub fn new(text: &str) -> Option<Self> {
        let (core, _) = text.split_once('+').unwrap_or((text, ""));
        let end = core.find(|letter: char| !letter.is_ascii_digit() && letter != '.').unwrap_or(core.len());
        let (numbers, rest) = core.split_at(end);
        let rest = if numbers.ends_with('.') { &core[end - 1..] } else { rest };
        let numbers: Option<Vec<u64>> =
            numbers.trim_end_matches('.').split('.').map(|number| number.parse().ok()).collect();
        let mut numbers = numbers.filter(|numbers| (2..=5).contains(&numbers.len()))?;
        let prerelease = match rest {
            "" => None,
            _ => Some(prerelease(rest)?),
        };
        numbers.resize(numbers.len().max(3), 0);
        Some(Self { text: text.to_owned(), numbers, prerelease })
    }

    /// The version as the tag says it.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether it comes before a release of the same numbers.
    pub fn is_prerelease(&self) -> bool {
        self.prerelease.is_some()
    }

    /// As a semantic version: missing numbers are 0, further ones are left out.
    pub fn semver(&self) -> semver::Version {
        let mut version = semver::Version::new(self.numbers[0], self.numbers[1], self.numbers[2]);
        if let Some(prerelease) = &self.prerelease {
            version.pre = prerelease.clone();
        }
        version
    }
}

/// `-rc.1`, `rc1`, `.beta2`, `-rc1`, `a3`, `.dev0`: what follows the numbers, if it says that the release is still to come.
fn prerelease(rest: &str) -> Option<semver::Prerelease> {
    let dashed = rest.strip_prefix('-');
    let plain = dashed.or_else(|| rest.strip_prefix(['.', '_'])).unwrap_or(rest);
    let word: String = plain.chars().take_while(char::is_ascii_alphabetic).collect::<String>().to_lowercase();
    let is_known = matches!(
        word.as_str(),
        "a" | "alpha"
            | "b"
            | "beta"
            | "c"
            | "rc"
            | "pre"
            | "preview"
            | "dev"
            | "snapshot"
            | "canary"
            | "next"
            | "nightly"
            | "m"
            | "milestone"
    );
    if dashed.is_none() && !is_known {
        return None;
    }
    // `rc10` follows `rc9`: a number that ends a word counts as a number.
    let digits = plain[word.len()..].trim_start_matches(['.', '-', '_']);
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_known && is_number(digits) {
        let number: u64 = digits.parse().ok()?;
        return semver::Prerelease::new(&format!("{}.{number}", &plain[..word.len()])).ok();
    }
    semver::Prerelease::new(plain).ok().filter(|prerelease| !prerelease.is_empty())
}

impl PartialEq for TagVersion {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for TagVersion {}

impl PartialOrd for TagVersion {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for TagVersion {
    fn cmp(&self, other: &Self) -> Ordering {
        let length = self.numbers.len().max(other.numbers.len());
        let number = |version: &Self, at: usize| version.numbers.get(at).copied().unwrap_or(0);
        let numbers = (0..length)
            .map(|at| number(self, at).cmp(&number(other, at)))
            .find(|order| order.is_ne())
            .unwrap_or(Ordering::Equal);
        numbers.then_with(|| match (&self.prerelease, &other.prerelease) {
            (None, None) => Ordering::Equal,
            (None, Some(_)) => Ordering::Greater,
            (Some(_), None) => Ordering::Less,
            (Some(left), Some(right)) => left.cmp(right),
        })
    }
}
