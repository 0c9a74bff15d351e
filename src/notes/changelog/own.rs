//! Which file of a project is its changelog, where nobody says so.

use super::{Markup, file::ChangelogFile};

/// Names of changelogs without ending and signs, the most usual first.
const NAMES: [&str; 9] =
    ["changelog", "changes", "history", "news", "releases", "releasenotes", "relnotes", "whatsnew", "release"];
const ENDINGS: [&str; 9] = ["md", "markdown", "rst", "rest", "txt", "", "adoc", "asciidoc", "rdoc"];

/// A file that is named as changelogs are.
#[derive(Debug, Clone)]
pub struct CandidateFile {
    /// Its path from the repository's root.
    pub path: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// Where a project keeps its changelog.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Own {
    /// In this file, which a release can be written into.
    File(String),
    /// In this one, which none is written into, and why.
    Left(String, &'static str),
    /// In none.
    Nowhere,
}

/// How usual a name is for a changelog, 0 for the most usual; nothing for other names.
pub fn looks_like_one(name: &str) -> Option<usize> {
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    if !ENDINGS.contains(&ending.to_lowercase().as_str()) {
        return None;
    }
    let plain: String = stem.to_lowercase().chars().filter(|letter| !['-', '_', ' '].contains(letter)).collect();
    NAMES.iter().position(|known| *known == plain)
}

/// The one of these files that is the changelog: the one that tells the latest version, else one that waits for the first. Of
/// equals the first is taken, so `files` come with the more usual names first.
pub fn own(files: &[CandidateFile]) -> Own {
    let judged: Vec<(Worth, &CandidateFile)> = files.iter().map(|file| (Worth::of(file), file)).collect();
    let mut best: Option<&(Worth, &CandidateFile)> = None;
    for one in &judged {
        best = best.filter(|best| best.0 >= one.0).or(Some(one));
    }
    let Some((worth, file)) = best else { return Own::Nowhere };
    match worth {
        Worth::Versions(_) | Worth::Begun => Own::File(file.path.clone()),
        Worth::Unknown => Own::Left(file.path.clone(), "no heading in it names a version"),
        Worth::Foreign => Own::Left(file.path.clone(), "it is not Markdown or reStructuredText"),
    }
}

/// The better ones last.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Worth {
    /// It is in another markup.
    Foreign,
    /// It is in no form that is known, or tells something else.
    Unknown,
    /// It waits for the first version.
    Begun,
    /// It tells versions, the latest of which has these numbers.
    Versions(Vec<u64>),
}

impl Worth {
    fn of(file: &CandidateFile) -> Self {
        let bytes = file.bytes.as_slice();
        let name = file.path.rsplit('/').next().unwrap_or(&file.path);
        if bytes.contains(&0) {
            // Text in another encoding, which is refused where it would be written: no second file is begun beside it.
            return Self::Begun;
        }
        let is_named = |known: &[&str]| known.iter().any(|ending| name.to_lowercase().ends_with(ending));
        if is_named(&[".adoc", ".asciidoc", ".rdoc"]) {
            return Self::Foreign;
        }
        let is_empty = bytes.trim_ascii().is_empty() || bytes == b"\xef\xbb\xbf";
        let Some(markup) = Markup::of(&file.path, bytes) else {
            return if is_empty { Self::Begun } else { Self::Unknown };
        };
        let read = ChangelogFile::read(bytes, markup);
        let numbers = |version: &str| {
            let digits = version.split(|letter: char| !letter.is_ascii_digit());
            digits.map_while(|digits| digits.parse().ok()).collect::<Vec<u64>>()
        };
        if let Some(latest) = read.versions().map(|known| numbers(&known.version)).max() {
            return Self::Versions(latest);
        }
        let is_usual = looks_like_one(name) == Some(0);
        if is_empty || read.waiting().is_some() || is_usual { Self::Begun } else { Self::Unknown }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(files: &[(&str, &str)], expected: &Own) {
        let files: Vec<CandidateFile> = files
            .iter()
            .map(|(path, text)| CandidateFile { path: (*path).into(), bytes: text.as_bytes().to_vec() })
            .collect();
        assert_eq!(own(&files), *expected, "{files:?}");
    }

    #[test]
    fn names_are_those_that_projects_use() {
        for name in
            ["CHANGELOG.md", "ChangeLog", "CHANGES.rst", "History.md", "NEWS", "RELEASE-NOTES.txt", "WHATS_NEW.md"]
        {
            assert!(looks_like_one(name).is_some(), "{name}");
        }
        for name in ["CHANGELOG_PRE_v30.md", "release.toml", "README.md", "newsletter.md", "changelog.py"] {
            assert!(looks_like_one(name).is_none(), "{name}");
        }
    }

    #[test]
    fn the_file_that_tells_the_latest_version_is_the_changelog() {
        let old = ("CHANGELOG.md", "# Changelog\n\n## 1.0.0\n\n- a\n");
        let current = ("CHANGES.rst", "Version 1.4.2\n-------------\n\n- a\n");
        check(&[old, current], &Own::File("CHANGES.rst".into()));
        check(&[old], &Own::File("CHANGELOG.md".into()));
        check(
            &[("CHANGELOG.md", "See HISTORY.\n"), ("HISTORY", "1.4.2\n=====\n\n- a\n")],
            &Own::File("HISTORY".into()),
        );
        check(&[("Changes.md", "")], &Own::File("Changes.md".into()));
        check(&[], &Own::Nowhere);
    }

    #[test]
    fn a_form_that_is_not_known_is_left_alone() {
        let text = "curl and libcurl 8.1.0\n\nThis release includes:\n\n o a\n";
        check(&[("RELEASE-NOTES", text)], &Own::Left("RELEASE-NOTES".into(), "no heading in it names a version"));
        let foreign = Own::Left("CHANGELOG.adoc".into(), "it is not Markdown or reStructuredText");
        check(&[("CHANGELOG.adoc", "= Changelog\n\n== 1.4.2\n")], &foreign);
        check(
            &[("NEWS", "1.4.2 (2025-01-01)\n  * a\n")],
            &Own::Left("NEWS".into(), "no heading in it names a version"),
        );
    }
}
