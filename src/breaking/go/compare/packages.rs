//! Packages: which are looked at, which are gone.

use std::collections::{BTreeMap, BTreeSet};

use super::super::Go;
use super::super::model::{What, is_exported};
use super::super::package::{Package, is_source};
use super::super::rules;
use super::comparison::Comparison;
use crate::breaking::{Certainty, Draft, Pair, Report, Side, Spot};

/// Compares both ends.
pub(in super::super) fn compare(pair: &Pair<'_, Go>, report: &mut Report) {
    let folders: BTreeSet<&str> = pair
        .changed()
        .filter(|path| is_source(path))
        .map(|path| path.rsplit_once('/').map_or("", |(folder, _)| folder))
        .collect();
    let moved = modules(pair, report);
    let updated = updated(pair);
    let mut programs = BTreeMap::new();
    for folder in folders.into_iter().filter(|folder| is_importable(folder)) {
        let before = report.drafts.len();
        let (old, new) = (Package::read(&pair.old, folder), Package::read(&pair.new, folder));
        if old.name.is_empty() || old.name == "main" {
            continue;
        }
        if new.is_empty() {
            gone(pair, folder, &old, report);
        } else if !new.name.is_empty() {
            let mut comparison = Comparison::new(&old, &new, report);
            comparison.types.moved.clone_from(&moved);
            comparison.types.updated.clone_from(&updated);
            comparison.package(folder);
        }
        let doubt = if report.drafts.len() == before {
            None
        } else if folder.split('/').any(|part| part == "private") {
            Some(PRIVATE)
        } else {
            is_of_program(&pair.old, folder, &mut programs).then_some(OF_PROGRAM)
        };
        if let Some(doubt) = doubt {
            report.drafts[before..].iter_mut().for_each(|draft| draft.doubt(doubt));
        }
    }
}

/// What is told of packages whose folder says that they are nobody's business.
const PRIVATE: &str = "its folder says that nothing is promised of it";
/// What is told of packages beside a program.
const OF_PROGRAM: &str = "its module is a program, whose packages others seldom import";

/// Whether a folder belongs to a module whose own folder is a program: its packages are there for that program.
fn is_of_program(side: &Side<'_, Go>, folder: &str, known: &mut BTreeMap<String, bool>) -> bool {
    let Some(root) = module_folder(side, folder).filter(|root| *root != folder) else { return false };
    *known.entry(root.to_owned()).or_insert_with(|| Package::read(side, root).name == "main")
}

/// The folder of the module that a folder belongs to.
fn module_folder<'f>(side: &Side<'_, Go>, folder: &'f str) -> Option<&'f str> {
    let mut around = folder;
    loop {
        let path = if around.is_empty() { "go.mod".to_owned() } else { format!("{around}/go.mod") };
        if side.exists(&path) {
            return Some(around);
        }
        if around.is_empty() {
            return None;
        }
        around = around.rsplit_once('/').map_or("", |(around, _)| around);
    }
}

/// Whether others may import a folder.
fn is_importable(folder: &str) -> bool {
    folder.split('/').all(|part| {
        !matches!(part, "internal" | "testdata" | "vendor" | "node_modules" | "examples" | "example" | "test" | "tests")
            && !part.starts_with('_')
            && (!part.starts_with('.') || part.is_empty())
    })
}

/// Tells of modules whose path changed; gives the old and new path of the outermost.
fn modules(pair: &Pair<'_, Go>, report: &mut Report) -> Option<(String, String)> {
    let mut moved = None;
    for path in pair.changed().filter(|path| path.rsplit('/').next() == Some("go.mod")) {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let (Some(old), Some(new)) = (module(&pair.old, path), module(&pair.new, path)) else { continue };
        if old == new || !is_importable(folder) {
            continue;
        }
        let (before, after) =
            (Spot::new(path, 1, format!("module {old}")), Spot::new(path, 1, format!("module {new}")));
        report.push(Draft::new(&rules::MODULE_PATH_CHANGED, old.clone()).old(before).new_at(after).detail(new.clone()));
        if moved.is_none() {
            moved = Some((old, new));
        }
    }
    moved
}

/// Modules that are asked for in another version.
fn updated(pair: &Pair<'_, Go>) -> Vec<String> {
    let asked = |side: &Side<'_, Go>, path: &str| -> BTreeMap<String, String> {
        let text = side.text(path).unwrap_or_default();
        let lines = text.lines().map(|line| line.trim().trim_start_matches("require ").trim());
        let pairs = lines.filter_map(|line| {
            let mut words = line.split_whitespace();
            Some((words.next()?.to_owned(), words.next().filter(|word| word.starts_with('v'))?.to_owned()))
        });
        pairs.collect()
    };
    let mut updated = BTreeSet::new();
    for path in pair.changed().filter(|path| path.rsplit('/').next() == Some("go.mod")) {
        let new = asked(&pair.new, path);
        let old = asked(&pair.old, path);
        updated.extend(old.into_iter().filter(|(module, was)| new.get(module).is_some_and(|is| is != was)));
    }
    updated.into_iter().map(|(module, _)| module).collect()
}

fn module(side: &Side<'_, Go>, path: &str) -> Option<String> {
    side.facts(path)?.module.clone()
}

/// The import path of a folder, as far as a `go.mod` says it.
fn import_path(side: &Side<'_, Go>, folder: &str) -> String {
    let mut around = folder;
    loop {
        let path = if around.is_empty() { "go.mod".to_owned() } else { format!("{around}/go.mod") };
        if let Some(module) = module(side, &path) {
            let rest = folder.strip_prefix(around).unwrap_or_default().trim_start_matches('/');
            return if rest.is_empty() { module } else { format!("{module}/{rest}") };
        }
        if around.is_empty() {
            return folder.to_owned();
        }
        around = around.rsplit_once('/').map_or("", |(around, _)| around);
    }
}

fn gone(pair: &Pair<'_, Go>, folder: &str, old: &Package, report: &mut Report) {
    let exports = old.names().any(is_exported);
    let Some(path) = old.paths.first().filter(|_| exports) else { return };
    let symbol = import_path(&pair.old, folder);
    let spot = Spot::new(path.clone(), 1, format!("package {}", old.name));
    let names: Vec<&str> = old.names().filter(|name| is_exported(name)).collect();
    // A module that is gone whole was given up or moved elsewhere: its last release stays.
    let is_given_up = folder.match_indices('/').map(|(at, _)| &folder[..at]).chain([folder]).any(|around| {
        let own = format!("{around}/go.mod");
        !around.is_empty() && pair.old.exists(&own) && !pair.new.exists(&own)
    });
    let most = if is_given_up { Certainty::Possible } else { Certainty::Definite };
    let draft = Draft::new(&rules::PACKAGE_REMOVED, symbol).old(spot).at_most(most);
    report.push(draft.gone("package", names.join(" ")));
    // Where it went, if it did.
    let others: BTreeSet<&str> = pair
        .changed()
        .filter(|path| is_source(path) && pair.new.exists(path) && !pair.old.exists(path))
        .map(|path| path.rsplit_once('/').map_or("", |(folder, _)| folder))
        .collect();
    for other in others.into_iter().filter(|other| is_importable(other)) {
        let package = Package::read(&pair.new, other);
        let names: Vec<&str> = package.names().filter(|name| is_exported(name)).collect();
        if let Some(path) = package.paths.first() {
            let spot = Spot::new(path.clone(), 1, format!("package {}", package.name));
            report.added("package", import_path(&pair.new, other), spot, names.join(" "));
        }
    }
}

impl Comparison<'_> {
    fn package(&mut self, folder: &str) {
        let (old, new) = (self.old, self.new);
        if old.name != new.name
            && let (Some(path), Some(new_path)) = (old.paths.first(), new.paths.first())
        {
            let spots = (
                Spot::new(path.clone(), 1, format!("package {}", old.name)),
                Spot::new(new_path.clone(), 1, format!("package {}", new.name)),
            );
            let rule = if new.name == "main" { &rules::PACKAGE_REMOVED } else { &rules::PACKAGE_RENAMED };
            let draft = Draft::new(rule, if folder.is_empty() { &old.name } else { folder });
            self.report.push(draft.old(spots.0).new_at(spots.1).detail(new.name.clone()));
            if new.name == "main" {
                return;
            }
        }
        for name in old.names().filter(|name| is_exported(name)) {
            self.object(name);
        }
        // Types without a name that is known are compared where an exported thing shows them. Each may show others.
        let mut told = BTreeSet::new();
        loop {
            let waiting = self.types.unexported().into_iter().find(|(name, _)| !told.contains(name));
            let Some((name, of)) = waiting else { break };
            self.unexported(&name, &of);
            told.insert(name);
        }
        self.satisfaction();
        self.additions();
    }

    /// What is new may be what is gone, under another name.
    fn additions(&mut self) {
        for name in self.new.names().filter(|name| is_exported(name)) {
            let Some(placed) = self.new.object(name).filter(|_| self.old.object(name).is_none()) else { continue };
            let (kind, looks) = looks(placed);
            let symbol = format!("{}.{name}", self.new.name);
            self.report.added(kind, symbol, placed.spot(), looks);
        }
    }
}

/// What kind of thing it is, and what it looks like but for its name.
pub(super) fn looks(placed: &super::super::package::Placed) -> (&'static str, String) {
    let declaration = &placed.declaration;
    let kind = match &declaration.what {
        What::Function(_) => "function",
        What::Type(_) => "type",
        What::Method(_) => "method",
        What::Constant { .. } => "constant",
        What::Variable { .. } => "variable",
    };
    (kind, declaration.head.replacen(&declaration.name, "", 1))
}
