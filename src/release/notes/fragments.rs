//! Fragments of a changelog: a file for each change, as towncrier and Changesets keep them until a release. Their words wait for
//! it as those under `Unreleased` do.

use std::collections::{BTreeMap, HashMap};

use crate::{
    analysis::{AnalysedCommit, Flags},
    history::{CommitId, ContentId, ContentReader, EntryKind, HistoryError, Repository, diff::Blob},
    notes::{Case, Markup, SectionKey},
    release::own_changelog::folder_at,
};

/// Longer files are no fragments.
const LONGEST: u64 = 64 * 1024;
/// More than so many are nobody's.
const MANY: usize = 2_000;
/// Older commits are not asked.
const ASKED: usize = 3_000;

/// What waits in fragments, the newest of them included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fragments {
    /// As a part of notes.
    pub(super) markdown: String,
    /// The folder, for people.
    folder: String,
    /// The files, with the keys of the first lines of their entries.
    files: Vec<(String, String)>,
}

/// A kind of fragment: the word in the file's name, and the heading that it stands under.
struct Kind {
    word: String,
    heading: String,
}

/// How a project keeps its fragments.
struct Manner {
    folders: Vec<String>,
    kinds: Vec<Kind>,
    markup: Markup,
}

impl Fragments {
    /// The fragments at the end of a range that did not stand at its beginning already.
    pub(super) fn found(
        repository: &Repository,
        from: Option<CommitId>,
        to: CommitId,
    ) -> Result<Option<Self>, HistoryError> {
        let text = |path: &str| -> Result<Option<String>, HistoryError> {
            let bytes = repository.contents().file(to, path, 4 * 1024 * 1024)?;
            Ok(bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()))
        };
        for path in ["towncrier.toml", "pyproject.toml"] {
            if let Some(manner) = text(path)?.as_deref().and_then(Manner::read) {
                let mut entries = Vec::new();
                for folder in &manner.folders {
                    entries.extend(fresh(repository, folder, from, to)?.into_iter().filter_map(|(path, text)| {
                        let (kind, entry) = manner.entry(&path, &text)?;
                        Some((kind, path, entry))
                    }));
                }
                let headings: Vec<&str> = manner.kinds.iter().map(|kind| kind.heading.as_str()).collect();
                return Ok(Self::of(&manner.folders[0], &headings, entries));
            }
        }
        let sets = fresh(repository, ".changeset", from, to)?;
        let entries = sets.into_iter().filter_map(|(path, text)| {
            let (kind, entry) = changeset(&path, &text)?;
            Some((kind, path, entry))
        });
        let headings = [SectionKey::Breaking, SectionKey::Added, SectionKey::Fixed].map(SectionKey::title);
        Ok(Self::of(".changeset", &headings, entries.collect()))
    }

    /// The parts of the headings, in their order; `entries` name theirs by its place.
    fn of(folder: &str, headings: &[&str], mut entries: Vec<(usize, String, String)>) -> Option<Self> {
        entries.sort_by(|one, other| (one.0, &one.1).cmp(&(other.0, &other.1)));
        entries.truncate(MANY);
        let mut markdown = String::new();
        let mut under = None;
        for (kind, _, entry) in &entries {
            if under != Some(*kind) {
                markdown.extend(["\n### ", headings[*kind], "\n\n"]);
                under = Some(*kind);
            }
            markdown.push_str(entry);
            markdown.push('\n');
        }
        let key = |entry: &str| Case::key(entry.lines().next().unwrap_or_default());
        let files: Vec<(String, String)> = entries.into_iter().map(|(_, path, entry)| (path, key(&entry))).collect();
        (!files.is_empty()).then(|| Self { markdown: markdown.trim_start().to_owned(), folder: folder.into(), files })
    }

    /// What the user should know of them.
    pub(super) fn remark(&self) -> String {
        let (many, stay) = match self.files.len() {
            1 => ("a fragment".to_owned(), "stays"),
            many => (format!("{many} fragments"), "stay"),
        };
        format!("{many} of `{}` told here {stay} there: remove with the release", self.folder)
    }

    /// The commits that brought the files, by the keys of the entries.
    pub(super) fn writers(
        &self,
        contents: &ContentReader,
        commits: &[AnalysedCommit],
    ) -> HashMap<String, Vec<CommitId>> {
        let mut written: HashMap<String, Vec<CommitId>> = HashMap::new();
        let is_there = |commit: CommitId, path: &str| contents.at(commit, path).ok().flatten().is_some();
        let mut open: Vec<&(String, String)> = self.files.iter().collect();
        for commit in commits.iter().filter(|commit| !commit.flags.contains(Flags::MERGE)).take(ASKED) {
            let Some(parent) = commit.parents.first().copied() else { continue };
            if open.is_empty() {
                break;
            }
            open.retain(|(path, key)| {
                let is_new = is_there(commit.id, path) && !is_there(parent, path);
                if is_new {
                    written.entry(key.clone()).or_default().push(commit.id);
                }
                !is_new
            });
        }
        written
    }
}

/// The files of a folder that did not stand there in the same words before, by path.
fn fresh(
    repository: &Repository,
    folder: &str,
    from: Option<CommitId>,
    to: CommitId,
) -> Result<BTreeMap<String, String>, HistoryError> {
    let folders = repository.folders();
    let files = |commit: CommitId| -> Result<Vec<(String, EntryKind, ContentId)>, HistoryError> {
        let Some(place) = folder_at(&folders, folders.root(commit)?, folder)? else { return Ok(Vec::new()) };
        let entries = folders.list(place)?.into_iter().filter_map(|entry| {
            let kind = entry.kind.filter(|kind| matches!(kind, EntryKind::File | EntryKind::Executable))?;
            Some((String::from_utf8(entry.name.to_vec()).ok()?, kind, entry.id))
        });
        Ok(entries.take(MANY).collect())
    };
    let before: HashMap<String, ContentId> = match from {
        Some(from) => files(from)?.into_iter().map(|(name, _, id)| (name, id)).collect(),
        None => HashMap::new(),
    };
    let contents = repository.contents();
    let mut found = BTreeMap::new();
    for (name, kind, id) in files(to)? {
        if before.get(&name) != Some(&id)
            && let Blob::Bytes(bytes) = contents.read(kind, id, LONGEST)
        {
            found.insert(format!("{folder}/{name}"), String::from_utf8_lossy(&bytes).into_owned());
        }
    }
    Ok(found)
}

impl Manner {
    /// What the settings of towncrier say; nothing where there are none.
    fn read(settings: &str) -> Option<Self> {
        let table: toml::Table = settings.parse().ok()?;
        let own = table.get("tool")?.get("towncrier")?.as_table()?;
        let word = |key: &str| own.get(key).and_then(toml::Value::as_str);
        let folder = match (word("directory"), word("package")) {
            (Some(folder), _) => folder.trim_matches('/').to_owned(),
            (None, Some(package)) => {
                let within = word("package_dir").unwrap_or(".").trim_matches('/').trim_start_matches("./");
                let package = package.replace('.', "/");
                let path = format!("{within}/{package}/newsfragments");
                path.trim_start_matches("./").trim_start_matches('/').to_owned()
            }
            (None, None) => "newsfragments".to_owned(),
        };
        let sections = own.get("section").and_then(toml::Value::as_array).into_iter().flatten();
        let paths = sections.filter_map(|section| section.get("path")?.as_str()).filter(|path| !path.is_empty());
        let folders = std::iter::once(folder.clone()).chain(paths.map(|path| format!("{folder}/{path}")));
        let is_markdown = word("filename").is_some_and(|name| name.to_lowercase().ends_with(".md"));
        Some(Self {
            folders: folders.collect(),
            kinds: kinds(own),
            markup: if is_markdown { Markup::Markdown } else { Markup::Restructured },
        })
    }

    /// The place of the kind, and the entry: `5019.bugfix.rst`, `+later.feature.2.md`.
    fn entry(&self, path: &str, text: &str) -> Option<(usize, String)> {
        let name = path.rsplit('/').next()?;
        let parts: Vec<&str> = name.split('.').collect();
        let is_kind = |part: &&str| self.kinds.iter().position(|kind| kind.word == **part);
        let (at, kind) = (1..parts.len()).rev().find_map(|at| Some((at, is_kind(&parts[at])?)))?;
        let markup = match *parts.last()? {
            "md" => Markup::Markdown,
            "rst" => Markup::Restructured,
            _ => self.markup,
        };
        let issue = parts[..at].join(".");
        let reference = match issue.trim_start_matches('0') {
            number if !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) => format!("#{number}"),
            _ if issue.starts_with("GHSA-") || issue.starts_with("CVE-") => issue,
            _ => String::new(),
        };
        Some((kind, item(&markup.to_markdown(text.trim()), &reference)?))
    }
}

/// The kinds that the settings name, else the usual ones. Those whose words nobody is shown are left out.
fn kinds(own: &toml::Table) -> Vec<Kind> {
    const USUAL: [(&str, &str); 4] = [
        ("feature", "Features"),
        ("bugfix", "Bugfixes"),
        ("doc", "Improved Documentation"),
        ("removal", "Deprecations and Removals"),
    ];
    let is_shown = |of: &toml::Value| of.get("showcontent").and_then(toml::Value::as_bool).unwrap_or(true);
    let text = |of: &toml::Value, key: &str| of.get(key).and_then(toml::Value::as_str).map(str::to_owned);
    if let Some(types) = own.get("type").and_then(toml::Value::as_array) {
        let shown = types.iter().filter(|of| is_shown(of));
        return shown
            .filter_map(|of| {
                let heading = text(of, "name")?;
                Some(Kind { word: text(of, "directory").unwrap_or_else(|| heading.to_lowercase()), heading })
            })
            .collect();
    }
    if let Some(types) = own.get("fragment").and_then(toml::Value::as_table) {
        let shown = types.iter().filter(|(_, of)| is_shown(of));
        return shown
            .map(|(word, of)| Kind { word: word.clone(), heading: text(of, "name").unwrap_or_else(|| word.clone()) })
            .collect();
    }
    USUAL.map(|(word, heading)| Kind { word: word.into(), heading: heading.into() }).into()
}

/// A fragment of Changesets: how far it moves the version (0 for the most), and the entry.
fn changeset(path: &str, text: &str) -> Option<(usize, String)> {
    let text = text.replace("\r\n", "\n");
    path.strip_suffix(".md").filter(|path| !path.ends_with("README"))?;
    let (front, words) = text.strip_prefix("---\n")?.split_once("\n---")?;
    let moved = |line: &str| {
        let bump = line.rsplit(':').next()?.trim().trim_matches(['"', '\'']);
        ["major", "minor", "patch"].iter().position(|known| *known == bump)
    };
    Some((front.lines().filter_map(moved).min()?, item(words.trim(), "")?))
}

/// Words as an item of a list, with what they refer to; a list stays one.
fn item(words: &str, reference: &str) -> Option<String> {
    let words = words.trim();
    if words.is_empty() {
        return None;
    }
    if words.starts_with("- ") || words.starts_with("* ") {
        return Some(words.to_owned());
    }
    let (first, rest) = words.split_once("\n\n").map_or((words, ""), |(first, rest)| (first, rest));
    let mut text = format!("- {}", first.trim());
    if !reference.is_empty() && !words.contains(reference) {
        text.extend([" (", reference, ")"]);
    }
    if !rest.is_empty() {
        text.push_str("\n\n");
        text.push_str(rest);
    }
    let mut lines = text.lines();
    let mut out = lines.next().unwrap_or_default().to_owned();
    for line in lines {
        out.push('\n');
        if !line.trim().is_empty() {
            out.push_str("  ");
            out.push_str(line);
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testkit::Repo;

    #[test]
    fn a_fragment_is_an_entry_of_its_kind() {
        let manner = Manner::read("[tool.towncrier]\ndirectory = \"changes/\"\n").unwrap();
        assert_eq!(manner.folders, ["changes"]);
        let entry = |name: &str, text: &str| manner.entry(&format!("changes/{name}"), text);
        assert_eq!(entry("12.bugfix.rst", "Ends ``a``.\nNow.\n"), Some((1, "- Ends `a`.\n  Now. (#12)".into())));
        assert_eq!(entry("+new.feature.2.md", "A new\n\nMore."), Some((0, "- A new\n\n  More.".into())));
        assert_eq!(entry("GHSA-ab12-cd34-ef56.bugfix.md", "Safe."), Some((1, "- Safe. (GHSA-ab12-cd34-ef56)".into())));
        for other in ["README.rst", "12.misc.rst", "template.jinja", ".gitignore"] {
            assert_eq!(entry(other, "x"), None, "{other}");
        }
        let named = "[tool.towncrier]\npackage = \"a.b\"\npackage_dir = \"src\"\n[[tool.towncrier.type]]\ndirectory = \"change\"\nname = \"Changes\"\n";
        let manner = Manner::read(named).unwrap();
        assert_eq!(manner.folders, ["src/a/b/newsfragments"]);
        assert_eq!(manner.entry("x/1.change.md", "A"), Some((0, "- A (#1)".into())));
        assert!(Manner::read("[tool.black]\nx = 1\n").is_none());
    }

    #[test]
    fn a_changeset_says_how_far_it_moves() {
        let text = "---\n\"a\": patch\n'@b/c': minor\n---\n\nStars shine.\n";
        assert_eq!(changeset(".changeset/red-cats-run.md", text), Some((1, "- Stars shine.".into())));
        assert_eq!(changeset(".changeset/README.md", text), None);
        assert_eq!(changeset(".changeset/a.md", "---\n---\n\nNothing.\n"), None);
    }

    #[test]
    fn what_stood_there_before_the_range_is_not_told_again() {
        let repo = Repo::new();
        repo.commit_file("pyproject.toml", "[tool.towncrier]\ndirectory = \"changes\"\n", "build: keep fragments");
        repo.commit_file("changes/1.bugfix.rst", "Old.\n", "fix: old");
        let from = repo.git(&["rev-parse", "HEAD"]);
        repo.commit_file("changes/2.feature.rst", "New.\n", "feat: new");
        let repository = Repository::open(&repo.path()).unwrap();
        let (from, to) = (repository.resolve(from.trim()).unwrap(), repository.resolve("HEAD").unwrap());
        let found = Fragments::found(&repository, Some(from), to).unwrap().unwrap();
        assert_eq!(found.markdown, "### Features\n\n- New. (#2)\n");
        assert_eq!(found.remark(), "a fragment of `changes` told here stays there: remove with the release");
        assert_eq!(Fragments::found(&repository, Some(to), to).unwrap(), None);
        let all = Fragments::found(&repository, None, to).unwrap().unwrap().markdown;
        assert_eq!(all, "### Features\n\n- New. (#2)\n\n### Bugfixes\n\n- Old. (#1)\n");
    }
}
