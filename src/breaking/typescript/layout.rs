//! Where things lie: packages, their entries, built outputs and the sources behind them, and what a specifier names.

use super::{TypeScript, manifest::last, model::Facts};
use crate::breaking::Side;

/// Endings of sources, in the order in which they are tried.
const ENDINGS: [&str; 13] =
    [".ts", ".tsx", ".mts", ".cts", ".d.ts", ".d.mts", ".d.cts", ".js", ".mjs", ".cjs", ".jsx", ".es6", ".es"];

/// Folders that builds write to.
const BUILT: [&str; 22] = [
    "dist",
    "lib",
    "build",
    "out",
    "esm",
    "cjs",
    "es",
    "types",
    "typings",
    "umd",
    "dts",
    "browser",
    "node",
    "module",
    "commonjs",
    "legacy",
    "output",
    "bundles",
    "lib-esm",
    "dist-types",
    "esm5",
    "src",
];

/// Where the source of an entry lies when nothing else says so.
const USUAL: [&str; 10] = [
    "src/index",
    "src/main",
    "src/lib",
    "src/public-api",
    "src/public_api",
    "index",
    "lib/index",
    "source/index",
    "mod",
    "src/mod",
];

/// Folders whose files no user imports.
const NOT_SHIPPED: [&str; 34] = [
    "test",
    "tests",
    "__tests__",
    "__mocks__",
    "__fixtures__",
    "spec",
    "specs",
    "fixtures",
    "fixture",
    "e2e",
    "cypress",
    "playwright",
    "docs",
    "doc",
    "website",
    "site",
    "example",
    "examples",
    "sample",
    "samples",
    "demo",
    "demos",
    "playground",
    "playgrounds",
    "bench",
    "benchmark",
    "benchmarks",
    "scripts",
    "tools",
    "stories",
    "packages-private",
    "test-dts",
    "type-tests",
    "templates",
];

/// Whether a path is a module of this ecosystem.
pub(crate) fn is_module(path: &str) -> bool {
    let name = file_name(path);
    [".ts", ".tsx", ".mts", ".cts", ".js", ".mjs", ".cjs", ".jsx"]
        .iter()
        .any(|end| name.len() > end.len() && name.ends_with(end))
}

/// Whether nobody outside the project imports what lies here.
pub(crate) fn is_internal(path: &str) -> bool {
    let mut parts: Vec<&str> = path.split('/').collect();
    let name = parts.pop().unwrap_or_default();
    let in_folder = |part: &&str| {
        NOT_SHIPPED.contains(part) || part.starts_with('.') || *part == "internal" || *part == "_internal"
    };
    let words: Vec<&str> = name.split('.').collect();
    let marks = ["test", "spec", "stories", "story", "bench", "e2e", "config", "mock", "fixture", "test-d", "cy"];
    parts.iter().any(in_folder)
        || words.len() > 2 && words[1..words.len() - 1].iter().any(|word| marks.contains(word))
        || name.starts_with('.')
        || matches!(
            words[0],
            "gulpfile" | "Gruntfile" | "rollup" | "webpack" | "karma" | "test" | "tests" | "setupTests"
        )
}

/// The folder of a path; empty at the top.
pub(crate) fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

pub(crate) fn file_name(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, name)| name)
}

/// A folder and what it is followed to, without `.` and `..`; nothing if it leads out of the repository.
pub(crate) fn joined(folder: &str, relative: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in relative.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            other => parts.push(other),
        }
    }
    Some(parts.join("/"))
}

/// The path without the ending that sources have.
pub(crate) fn stem(path: &str) -> &str {
    let mut endings = ENDINGS;
    endings.sort_by_key(|ending| std::cmp::Reverse(ending.len()));
    endings.iter().find_map(|ending| path.strip_suffix(ending)).unwrap_or(path)
}

/// The file that a path without an ending, with the ending of what it is built to, or of a folder, stands for.
pub(crate) fn file(side: &Side<'_, TypeScript>, path: &str) -> Option<String> {
    if is_module(path) && side.exists(path) {
        // Types beside a script are what its users see.
        if let Some(stem) = [".js", ".mjs", ".cjs"].iter().find_map(|end| path.strip_suffix(end)) {
            let typed = [".d.ts", ".d.mts", ".d.cts", ".ts"].iter().map(|ending| format!("{stem}{ending}"));
            return typed.into_iter().find(|typed| side.exists(typed)).or_else(|| Some(path.to_owned()));
        }
        return Some(path.to_owned());
    }
    let with_ending =
        |stem: &str| ENDINGS.iter().map(|ending| format!("{stem}{ending}")).find(|path| side.exists(path));
    with_ending(path)
        .or_else(|| with_ending(stem(path)).filter(|_| stem(path) != path))
        .or_else(|| with_ending(&if path.is_empty() { "index".to_owned() } else { format!("{path}/index") }))
}

/// The source behind an entry that `package.json` names.
pub(crate) fn entry(side: &Side<'_, TypeScript>, package: &str, target: &str) -> Option<String> {
    let whole = joined(package, target)?;
    if let Some(found) = file(side, &whole) {
        return Some(found);
    }
    let inside = whole.strip_prefix(package)?.trim_start_matches('/');
    let mut parts: Vec<&str> = inside.split('/').collect();
    while parts.first().is_some_and(|first| BUILT.contains(first)) && parts.len() > 1 {
        parts.remove(0);
        let rest = parts.join("/");
        for base in ["src", "source", "lib", ""] {
            let guess = joined(package, &format!("{base}/{rest}"))?;
            if let Some(found) = file(side, &guess) {
                return Some(found);
            }
        }
    }
    None
}

/// The sources of a package's main entry where `package.json` does not lead to any.
pub(crate) fn usual_entry(side: &Side<'_, TypeScript>, package: &str, name: Option<&str>) -> Option<String> {
    let named = name.map(last).map(|name| [format!("src/{name}"), name.to_owned()]);
    let usual = USUAL.iter().map(|usual| (*usual).to_owned()).chain(named.into_iter().flatten());
    usual.into_iter().find_map(|stem| {
        let path = joined(package, &stem)?;
        ENDINGS.iter().map(|ending| format!("{path}{ending}")).find(|path| side.exists(path))
    })
}

/// The folder of the nearest `package.json` above a path.
pub(crate) fn package_of(side: &Side<'_, TypeScript>, path: &str) -> Option<String> {
    let mut around = folder(path);
    loop {
        let manifest = if around.is_empty() { "package.json".to_owned() } else { format!("{around}/package.json") };
        if let Some(facts) = side.facts(&manifest)
            && let Facts::Manifest(manifest) = &*facts
            // One that only says `"type": "module"` is no package.
            && (manifest.name.is_some() || around.is_empty())
        {
            return Some(around.to_owned());
        }
        if around.is_empty() {
            return None;
        }
        around = folder(around);
    }
}
