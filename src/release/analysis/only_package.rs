//! Whether a repository hands out one package alone.

use crate::history::{CommitId, ContentReader, FolderReader};

/// Folders below each other that are looked into.
const DEEPEST: usize = 4;
/// Folders that are looked into; of more it is not known.
const FOLDERS_AT_MOST: usize = 2_000;
/// Bytes of a manifest that is read.
const LARGEST: u64 = 1 << 20;
/// Files that say by themselves that something is built there.
const OTHERS: [&str; 14] = [
    "go.mod",
    "pom.xml",
    "build.gradle",
    "build.gradle.kts",
    "CMakeLists.txt",
    "meson.build",
    "configure.ac",
    "Makefile",
    "setup.py",
    "setup.cfg",
    "composer.json",
    "mix.exs",
    "Package.swift",
    "build.zig",
];

/// Whether the folders of a commit have no more than one package that is published.
pub(super) fn has_one(commit: CommitId, folders: &FolderReader, contents: &ContentReader) -> bool {
    let Ok(root) = folders.root(commit) else { return false };
    let mut waiting = vec![(root, String::new(), 0)];
    let (mut looked, mut found) = (0, 0);
    while let Some((folder, path, depth)) = waiting.pop() {
        looked += 1;
        let Ok(entries) = folders.list(folder) else { return false };
        let mut is_package = false;
        for entry in entries {
            let name = String::from_utf8_lossy(&entry.name);
            let below = format!("{path}{name}");
            if entry.kind.is_some() {
                is_package = is_package || publishes(commit, &name, &below, contents);
            } else if depth < DEEPEST && !is_aside(&name) {
                waiting.push((entry.id, format!("{below}/"), depth + 1));
            }
        }
        found += usize::from(is_package);
        if found > 1 || looked > FOLDERS_AT_MOST {
            return false;
        }
    }
    true
}

/// Whether a folder holds nothing that is handed out.
fn is_aside(name: &str) -> bool {
    let aside = ["test", "tests", "example", "examples", "fixtures", "docs", "node_modules", "vendor", "third_party"];
    name.starts_with('.') || name.starts_with("__") || aside.contains(&name)
}

fn publishes(commit: CommitId, name: &str, path: &str, contents: &ContentReader) -> bool {
    let text = || {
        let bytes = contents.file(commit, path, LARGEST).ok()??;
        String::from_utf8(bytes).ok()
    };
    match name {
        "package.json" | "Cargo.toml" | "pyproject.toml" => text().is_none_or(|text| is_published(name, &text)),
        name => OTHERS.contains(&name) || name.ends_with(".gemspec") || name.ends_with(".csproj"),
    }
}

/// Whether a manifest is that of a package which others can get; one that cannot be read may be.
fn is_published(name: &str, text: &str) -> bool {
    if name == "package.json" {
        let Ok(document) = serde_json::from_str::<serde_json::Value>(text) else { return true };
        let is_private = document.get("private").and_then(serde_json::Value::as_bool).unwrap_or(false);
        return document.get("name").is_some() && !is_private;
    }
    let Ok(document) = toml_edit::Document::parse(text) else { return true };
    if name == "Cargo.toml" {
        let Some(package) = document.get("package") else { return false };
        return package.get("publish").and_then(toml_edit::Item::as_bool).unwrap_or(true);
    }
    let is_poetry = || document.get("tool").and_then(|tool| tool.get("poetry")).is_some();
    document.get("project").is_some() || is_poetry()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{history::Repository, testkit::Repo};

    #[test]
    fn manifests_tell_what_is_published() {
        assert!(is_published("package.json", "{\"name\": \"a\"}"));
        assert!(!is_published("package.json", "{\"name\": \"a\", \"private\": true}"));
        assert!(is_published("Cargo.toml", "[package]\nname = \"a\""));
        assert!(!is_published("Cargo.toml", "[package]\nname = \"a\"\npublish = false"));
        assert!(!is_published("Cargo.toml", "[workspace]\nmembers = [\"a\"]"));
        assert!(!is_published("pyproject.toml", "[tool.black]\nline-length = 100"));
    }

    #[test]
    fn packages_are_counted_at_a_commit() {
        let repo = Repo::new();
        repo.commit_file("package.json", "{\"name\": \"all\", \"private\": true}", "chore: all");
        repo.commit_file("packages/core/package.json", "{\"name\": \"core\"}", "feat: core");
        let one = |repo: &Repo| {
            let repository = Repository::open(&repo.path()).unwrap();
            let head = repository.resolve("HEAD").unwrap();
            has_one(head, &repository.folders(), &repository.contents())
        };
        assert!(one(&repo));
        repo.commit_file("packages/other/package.json", "{\"name\": \"other\"}", "feat: other");
        assert!(!one(&repo));
    }
}
