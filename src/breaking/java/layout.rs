//! Where sources lie, and which are handed out to others.

/// Folders above packages that hold what users do not get.
const KEPT_BACK: [&str; 27] = [
    "test",
    "tests",
    "testFixtures",
    "androidTest",
    "integrationTest",
    "intTest",
    "functionalTest",
    "jmh",
    "perf",
    "benchmark",
    "benchmarks",
    "example",
    "examples",
    "sample",
    "samples",
    "demo",
    "demos",
    "testdata",
    "test-data",
    "it",
    "its",
    "buildSrc",
    "build-logic",
    "fuzz",
    "fuzzing",
    "archetype-resources",
    "playground",
];

/// How names of folders end that hold such things, unless they are modules of their own with `src/main`.
const KEPT_BACK_ENDS: [&str; 8] =
    ["-test", "-tests", "-examples", "-example", "-samples", "-sample", "-benchmarks", "-benchmark"];

/// Parts of packages that say that nothing is promised.
const INTERNAL: [&str; 8] =
    ["internal", "internals", "impl", "shaded", "repackaged", "relocated", "thirdparty", "private_"];

/// The folder that packages begin in: the path without the file and the package.
pub(super) fn root<'a>(path: &'a str, package: &str) -> &'a str {
    let folder = folder(path);
    let packages = package.replace('.', "/");
    if packages.is_empty() {
        return folder;
    }
    match folder.strip_suffix(packages.as_str()) {
        Some(rest) if rest.is_empty() || rest.ends_with('/') => rest.trim_end_matches('/'),
        _ => folder,
    }
}

/// The folder of a path.
pub(super) fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// A name in a folder.
pub(super) fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

/// Whether users get what lies below a root.
pub(super) fn is_handed_out(root: &str, path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    if matches!(name, "module-info.java" | "package-info.java") {
        return false;
    }
    let is_main = format!("/{root}/").contains("/src/main/");
    let is_kept_back = |part: &str| {
        let by_end = || !is_main && KEPT_BACK_ENDS.iter().any(|end| part.ends_with(end));
        KEPT_BACK.contains(&part) || part.len() > 1 && part.starts_with('.') || by_end()
    };
    !root.split('/').any(is_kept_back)
}

/// Whether a file holds Java.
pub(super) fn is_source(path: &str) -> bool {
    path.strip_suffix(".java").is_some()
}

/// Whether the name of a package says that it is not for others.
pub(super) fn is_internal(package: &str) -> bool {
    package.split('.').any(|part| INTERNAL.contains(&part))
}
