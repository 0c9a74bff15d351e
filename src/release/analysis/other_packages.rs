//! Findings of packages of the repository that have a release of their own: they ask nothing of another one's.

use std::collections::{BTreeSet, HashMap};

use crate::{
    breaking::{Breaking, Finding, Remark},
    history::{CommitId, ContentReader, HistoryError, TagPattern, TagVersion},
    release::Workspace,
};

use super::only_package;

/// Manifests that tell the version of the package in their folder.
const MANIFESTS: [&str; 3] = ["Cargo.toml", "package.json", "pyproject.toml"];
/// Bytes of a manifest that is read.
const LARGEST: u64 = 1 << 20;

impl Workspace {
    /// Dismisses what breaks in a package that is released apart from this range's: by tags of its own, or with versions of its
    /// own that say so already.
    pub(super) fn leave_to_other_packages(&self, breaking: &mut Breaking) -> Result<(), HistoryError> {
        let open = |finding: &&mut Finding| finding.package.is_some() && finding.remark == Remark::default();
        if breaking.findings.is_empty() {
            return Ok(());
        }
        let ends = [self.range.from.as_deref(), Some(self.range.to.as_str())];
        let own = ends.into_iter().flatten().find_map(TagPattern::package);
        let tags = self.repository().tags()?;
        let tagged: BTreeSet<&str> = tags.iter().filter_map(|tag| TagPattern::package(&tag.name)).collect();
        let of_range = self.range.from.as_deref().and_then(TagPattern::version_in);
        let mut versions = Versions { contents: self.repository().contents(), known: HashMap::new() };
        let mut is_only = None;
        for finding in breaking.findings.iter_mut().filter(open) {
            let Some(package) = finding.package.clone().filter(|package| own.is_none_or(|own| !is_of(package, own)))
            else {
                continue;
            };
            let is_tagged = tagged.iter().any(|tagged| is_of(&package, tagged));
            if own.is_some() && is_tagged {
                finding.remark.dismissed = Some(released_apart(&package));
                continue;
            }
            let from = self.range.from_id;
            let before = from.and_then(|from| versions.of(from, finding.old_path.as_deref().unwrap_or(&finding.path)));
            let now = versions.of(self.range.to_id, &finding.path);
            let ends = Ends { of_range: of_range.as_ref(), before: before.as_ref(), now: now.as_ref() };
            let Some(why) = ends.dismissal(&package, is_tagged) else { continue };
            // What is all that there is asks its own version of the range.
            let is_only = *is_only.get_or_insert_with(|| {
                only_package::has_one(self.range.to_id, &self.repository().folders(), &versions.contents)
            });
            finding.remark.dismissed = (!is_only).then_some(why);
        }
        Ok(())
    }
}

fn is_of(package: &str, tagged: &str) -> bool {
    package == tagged || package.ends_with(&format!("/{tagged}"))
}

fn released_apart(package: &str) -> String {
    format!("of the package `{package}`, which is released by itself")
}

/// The versions of a package below the top of the repository, beside the range's.
#[derive(Clone, Copy)]
struct Ends<'a> {
    /// What the range begins with.
    of_range: Option<&'a TagVersion>,
    before: Option<&'a TagVersion>,
    now: Option<&'a TagVersion>,
}

impl Ends<'_> {
    /// Why what breaks in the package asks nothing of the range's version.
    fn dismissal(&self, package: &str, is_tagged: bool) -> Option<String> {
        let (before, now) = (self.before?, self.now?);
        // What has one version with the whole is released with it.
        if self.of_range.is_none_or(|whole| whole.semver() == before.semver()) {
            return None;
        }
        if is_tagged {
            return Some(released_apart(package));
        }
        let (was, is) = (before.semver(), now.semver());
        let leading = |version: &semver::Version| match (version.major, version.minor) {
            (0, 0) => (0, 0, version.patch),
            (0, minor) => (0, minor, 0),
            (major, _) => (major, 0, 0),
        };
        // What gets ahead of the whole leads it.
        let is_ahead = self.of_range.is_some_and(|whole| leading(&is) > leading(&whole.semver()));
        (leading(&is) > leading(&was) && !is_ahead).then(|| {
            format!(
                "of the package `{package}`, whose own version says so: {} instead of {}",
                now.text(),
                before.text()
            )
        })
    }
}

/// Versions that manifests tell, by commit and folder.
struct Versions {
    contents: ContentReader,
    known: HashMap<(CommitId, String), Option<TagVersion>>,
}

impl Versions {
    /// The version of the package that a file belongs to; nothing for what stands at the top of the repository.
    fn of(&mut self, commit: CommitId, path: &str) -> Option<TagVersion> {
        let mut folder = path;
        while let Some((up, _)) = folder.rsplit_once('/') {
            folder = up;
            let key = (commit, folder.to_owned());
            if !self.known.contains_key(&key) {
                let version = MANIFESTS.iter().find_map(|name| self.told(commit, &format!("{folder}/{name}")));
                self.known.insert(key.clone(), version);
            }
            if let Some(Some(version)) = self.known.get(&key) {
                return Some(version.clone());
            }
        }
        None
    }

    fn told(&self, commit: CommitId, path: &str) -> Option<TagVersion> {
        let bytes = self.contents.file(commit, path, LARGEST).ok()??;
        TagVersion::new(&version_in(path, std::str::from_utf8(&bytes).ok()?)?)
    }
}

/// The version that a manifest writes down.
fn version_in(path: &str, text: &str) -> Option<String> {
    if path.ends_with("package.json") {
        let document: serde_json::Value = serde_json::from_str(text).ok()?;
        return document.get("version")?.as_str().map(str::to_owned);
    }
    let document = toml_edit::Document::parse(text).ok()?;
    let table = document.get("package").or_else(|| document.get("project"))?;
    table.get("version")?.as_str().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dismissal(of_range: &str, before: &str, now: &str, is_tagged: bool) -> Option<String> {
        let [of_range, before, now] = [of_range, before, now].map(TagVersion::new);
        Ends { of_range: of_range.as_ref(), before: before.as_ref(), now: now.as_ref() }.dismissal("part", is_tagged)
    }

    #[test]
    fn a_package_whose_own_version_breaks_asks_nothing_of_the_whole() {
        assert!(dismissal("14.1.1", "0.2.1", "0.3.0", false).is_some_and(|why| why.contains("0.3.0 instead of 0.2.1")));
        assert_eq!(dismissal("14.1.1", "0.2.1", "0.2.2", false), None, "its own version does not say so");
        assert_eq!(dismissal("14.1.1", "1.2.1", "1.3.0", false), None);
        assert_eq!(dismissal("1.2.0", "1.2.0", "2.0.0", false), None, "it is released with the whole");
        assert_eq!(dismissal("1.10.0", "1.9.0", "2.0.0", false), None, "it gets ahead of the whole");
        assert!(dismissal("2.10.0", "1.9.0", "2.0.0", false).is_some(), "it stays behind");
        assert_eq!(dismissal("", "1.2.0", "2.0.0", false), None, "nobody knows the version of the whole");
    }

    #[test]
    fn a_package_with_tags_and_a_version_of_its_own_is_released_by_itself() {
        assert!(dismissal("14.1.1", "0.4.16", "0.4.17", true).is_some_and(|why| why.contains("released by itself")));
        assert_eq!(
            dismissal("2.0.0", "2.0.0", "2.1.0", true),
            None,
            "tags of its own were given up for those of the whole"
        );
        assert_eq!(dismissal("2.0.0", "", "", true), None);
    }

    #[test]
    fn versions_are_read_from_manifests() {
        assert_eq!(version_in("a/Cargo.toml", "[package]\nversion = \"1.2.3\"\n").as_deref(), Some("1.2.3"));
        assert_eq!(version_in("a/Cargo.toml", "[package]\nversion.workspace = true\n"), None);
        assert_eq!(version_in("a/pyproject.toml", "[project]\nversion = '1.2'\n").as_deref(), Some("1.2"));
        assert_eq!(version_in("a/package.json", "{\"version\": \"1.0.0\"}").as_deref(), Some("1.0.0"));
    }
}
