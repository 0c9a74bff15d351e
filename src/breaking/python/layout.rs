//! Which files of a tree are modules of which package, and which of these a user may import.

use std::collections::{BTreeMap, BTreeSet};

/// Folders whose Python files are not what a project hands out.
const NOT_SHIPPED: [&str; 24] = [
    "tests",
    "test",
    "docs",
    "doc",
    "docs_src",
    "examples",
    "example",
    "samples",
    "benchmarks",
    "benchmark",
    "bench",
    "scripts",
    "ci",
    "venv",
    "env",
    "site-packages",
    "node_modules",
    "build",
    "dist",
    "vendor",
    "vendored",
    "_vendor",
    "third_party",
    "fixtures",
];

/// Files beside a package that serve its development.
const TOOLING: [&str; 12] = [
    "setup",
    "conftest",
    "noxfile",
    "toxfile",
    "tasks",
    "manage",
    "fabfile",
    "dodo",
    "versioneer",
    "conf",
    "wscript",
    "__main__",
];

/// The modules of one side.
#[derive(Debug, Default)]
pub(crate) struct Layout {
    /// Whether its packages stand in `src`, and what lies beside it is not handed out.
    pub(crate) has_source: bool,
    modules: BTreeMap<String, ModuleFiles>,
    by_path: BTreeMap<String, String>,
}

/// The files of one module.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct ModuleFiles {
    pub(crate) path: String,
    /// A stub beside the source.
    pub(crate) stub: Option<String>,
    pub(crate) is_package: bool,
}

impl Layout {
    /// Finds the modules among the paths of a tree. `may_have_source`: packages in `src` can be all that there is; a side
    /// that only now has such packages still has those beside them.
    pub(crate) fn new<'a>(paths: impl Iterator<Item = &'a str>, may_have_source: bool) -> Self {
        let files: Vec<&str> = paths.filter(|path| is_python(path)).collect();
        let packages: BTreeSet<&str> = files
            .iter()
            .filter(|path| matches!(file_name(path), "__init__.py" | "__init__.pyi"))
            .map(|path| folder(path))
            .collect();
        let mut layout = Self::default();
        let mut containers: BTreeMap<String, String> = BTreeMap::new();
        // Where packages stand in `src`, those beside it serve their development.
        let is_source = |folder: &&str| folder.starts_with("src/") && folder.matches('/').count() == 1;
        let has_source = may_have_source && packages.iter().any(is_source);
        layout.has_source = has_source;
        // Of two packages of one name the one in `src` is the one that is handed out.
        let mut ordered = files.clone();
        ordered.sort_by_key(|path| !path.starts_with("src/"));
        for path in ordered.iter().filter(|path| !has_source || path.starts_with("src/") || path.contains("/src/")) {
            if let Some((container, dotted)) = packaged(path, &packages) {
                let root = dotted.split('.').next().unwrap_or_default().to_owned();
                // Two packages of one name, in two folders of a repository of many: the second goes by its folder.
                let owner = containers.entry(root).or_insert_with(|| container.clone());
                let dotted = if *owner == container { dotted } else { aside(&dotted, &container) };
                layout.add(dotted, path);
            }
        }
        let alone = layout.modules.is_empty();
        for path in &files {
            let inside = if alone { folder(path).is_empty() || folder(path) == "src" } else { folder(path) == "src" };
            let stem = stem(path);
            let tooling = TOOLING.contains(&stem) || stem.starts_with("test_") || stem.ends_with("_test");
            if inside && !packages.contains(folder(path)) && !tooling && is_identifier(stem) {
                layout.add(stem.to_owned(), path);
            }
        }
        layout
    }

    fn add(&mut self, dotted: String, path: &str) {
        let is_package = stem(path) == "__init__";
        let is_stub = extension(path) == "pyi";
        self.by_path.insert(path.to_owned(), dotted.clone());
        let files = self.modules.entry(dotted).or_default();
        if files.path.is_empty() {
            *files = ModuleFiles { path: path.to_owned(), stub: None, is_package };
        } else if is_stub {
            files.stub = Some(path.to_owned());
        } else if extension(&files.path) == "pyi" {
            files.stub = Some(std::mem::replace(&mut files.path, path.to_owned()));
        } else if is_package {
            // A package wins over a module of its name.
            *files = ModuleFiles { path: path.to_owned(), stub: None, is_package };
        }
    }

    /// The files of a module, by its dotted name.
    pub(crate) fn module(&self, dotted: &str) -> Option<&ModuleFiles> {
        self.modules.get(dotted)
    }

    /// The dotted name of the module that a path belongs to.
    pub(crate) fn dotted(&self, path: &str) -> Option<&str> {
        self.by_path.get(path).map(String::as_str)
    }

    /// Every module with its files.
    pub(crate) fn modules(&self) -> impl Iterator<Item = (&str, &ModuleFiles)> {
        self.modules.iter().map(|(dotted, files)| (dotted.as_str(), files))
    }

    /// Whether any module below this package is known.
    pub(crate) fn knows(&self, package: &str) -> bool {
        self.modules.contains_key(package)
    }
}

/// Whether a user may import the module: no part of its name is private or for tests.
pub(crate) fn is_public(dotted: &str) -> bool {
    dotted.split('.').all(|part| {
        !part.starts_with('_')
            && !NOT_SHIPPED.contains(&part)
            && part != "conftest"
            && !part.starts_with("test_")
            && !part.ends_with("_test")
            && !part.ends_with("_tests")
    })
}

/// A dotted name as the user writes it.
pub(crate) fn written(dotted: &str) -> String {
    match dotted.split_once('@') {
        Some((root, rest)) => format!("{root}{}", rest.find('.').map_or("", |dot| &rest[dot..])),
        None => dotted.to_owned(),
    }
}

/// The dotted name of the package around a module; empty at the root.
pub(crate) fn parent(dotted: &str) -> &str {
    dotted.rsplit_once('.').map_or("", |(parent, _)| parent)
}

fn aside(dotted: &str, container: &str) -> String {
    let container = container.replace(['.', '@'], "_");
    match dotted.split_once('.') {
        Some((root, rest)) => format!("{root}@{container}.{rest}"),
        None => format!("{dotted}@{container}"),
    }
}

/// The folder that holds the root package of a file, and the dotted name of its module.
fn packaged(path: &str, packages: &BTreeSet<&str>) -> Option<(String, String)> {
    let mut top = folder(path);
    // Folders below a package need no file that says so.
    while !packages.contains(top) {
        top = Some(folder(top)).filter(|above| !above.is_empty())?;
    }
    while packages.contains(folder(top)) && !folder(top).is_empty() {
        top = folder(top);
    }
    let mut container = folder(top);
    // Below `src` every folder is part of the name, with or without a file that says so.
    if let Some(at) = container.rfind("src/").filter(|at| *at == 0 || container[..*at].ends_with('/')) {
        container = &container[..at + 3];
    }
    if top.is_empty() || top.split('/').any(|part| NOT_SHIPPED.contains(&part) || part.starts_with('.')) {
        return None;
    }
    let below = path.strip_prefix(container)?.trim_start_matches('/');
    let name = below.rsplit_once('.').map_or(below, |(name, _)| name);
    let name = name.strip_suffix("/__init__").unwrap_or(name);
    let parts: Vec<&str> = name.split('/').collect();
    parts.iter().all(|part| is_identifier(part)).then(|| (container.to_owned(), parts.join(".")))
}

/// Whether a path is that of a Python source or stub.
pub(crate) fn is_python(path: &str) -> bool {
    matches!(extension(path), "py" | "pyi")
}

fn extension(path: &str) -> &str {
    file_name(path).rsplit_once('.').map_or("", |(_, extension)| extension)
}

fn is_identifier(word: &str) -> bool {
    word.chars().next().is_some_and(|first| first.is_alphabetic() || first == '_')
        && word.chars().all(|character| character.is_alphanumeric() || character == '_')
}

fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

fn file_name(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, name)| name)
}

fn stem(path: &str) -> &str {
    let name = file_name(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}
