//! Compares crates at both ends.

mod autotraits;
mod exported;
mod features;
mod functions;
mod generics;
mod impls;
mod layout;
mod members;
mod places;
mod procedural;
mod reexporters;
mod sealing;
mod traits;
mod types;

use std::{
    cell::RefCell,
    collections::{BTreeSet, HashMap},
    rc::Rc,
};

use super::{
    Rust,
    facts::{Facts, Generics, Item, Manifest},
    krate::{Crate, Module},
    surface::{Scope, Surface, Walker},
};
use crate::breaking::{Certainty, Draft, Known, Pair, Report, Rule, Side, Spot};

/// Compares all crates in which something differs.
pub(super) fn compare(pair: &Pair<'_, Rust>, report: &mut Report) {
    let folders: BTreeSet<String> = pair.changed().filter_map(|path| package_folder(pair, path)).collect();
    for folder in folders {
        compare_package(pair, &folder, report);
    }
}

/// The nearest folder with a manifest, at either end; without any, the one whose `src` the file is in.
fn package_folder(pair: &Pair<'_, Rust>, path: &str) -> Option<String> {
    let mut folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    loop {
        let manifest = join(folder, "Cargo.toml");
        if pair.new.exists(&manifest) || pair.old.exists(&manifest) {
            return Some(folder.to_owned());
        }
        if folder.is_empty() {
            break;
        }
        folder = folder.rsplit_once('/').map_or("", |(up, _)| up);
    }
    let below_source = path.rsplit_once("src/").map(|(folder, _)| folder.trim_end_matches('/').to_owned());
    below_source.or_else(|| (path == "lib.rs").then(String::new))
}

fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

/// A package at one end.
struct Package {
    manifest: Manifest,
    manifest_path: String,
    /// The library's name, `-` as `_`.
    name: String,
    /// The library's file, if it has one.
    root: Option<String>,
}

fn package(side: &Side<'_, Rust>, folder: &str) -> Package {
    let manifest_path = join(folder, "Cargo.toml");
    let known: Option<Known<Facts>> = side.facts(&manifest_path);
    let manifest = match known.as_deref() {
        Some(Facts::Manifest(manifest)) => (**manifest).clone(),
        _ => Manifest::default(),
    };
    let fallback = folder.rsplit('/').next().filter(|name| !name.is_empty()).unwrap_or("crate");
    let name = manifest.library.as_deref().or(manifest.package.as_deref()).unwrap_or(fallback).replace('-', "_");
    let root = match &manifest.library_path {
        Some(path) => Some(join(folder, path.trim_start_matches("./"))),
        None => ["src/lib.rs", "lib.rs"].into_iter().map(|path| join(folder, path)).find(|path| side.exists(path)),
    };
    let root = root.filter(|root| side.exists(root));
    Package { manifest, manifest_path, name, root }
}

fn compare_package(pair: &Pair<'_, Rust>, folder: &str, report: &mut Report) {
    let (old, new) = (package(&pair.old, folder), package(&pair.new, folder));
    let Some(old_root) = &old.root else { return };
    // What is not published has no users, unless it is all that the repository has.
    if old.manifest.is_private && !folder.is_empty() {
        return;
    }
    let Some(new_root) = &new.root else {
        // A package that is gone whole was given up or moved elsewhere: its last release stays.
        if pair.new.exists(&new.manifest_path) {
            let draft = Draft::new(&super::rules::crates::LIBRARY_REMOVED, &old.name);
            report.push(draft.old(Spot::new(old_root, 1, "")).package(old.manifest.package.as_deref()));
        }
        return;
    };
    features::compare(&old, &new, report);
    let is_2015 = |package: &Package| {
        matches!(package.manifest.edition.as_deref(), None | Some("2015")) && package.manifest.package.is_some()
    };
    let old_crate = Crate::new(&pair.old, &old.name, old_root, is_2015(&old));
    // The name of a crate is told once; paths in it are compared as if it had stayed.
    let new_crate = Crate::new(&pair.new, &old.name, new_root, is_2015(&new));
    if old.manifest.is_proc_macro {
        procedural::compare(&old, &old_crate, &new_crate, report);
        return;
    }
    let mut scope = Scope { pair, extra: BTreeSet::new() };
    let mut surfaces = walk(&old_crate, &new_crate, &scope);
    let extra = reexporters::find(pair, &old_crate, &new_crate, &surfaces);
    if !extra.is_empty() {
        scope.extra = extra;
        surfaces = walk(&old_crate, &new_crate, &scope);
    }
    let default_features = features::on_by_default(&new.manifest);
    let mut comparer = Comparer {
        pair,
        old: End {
            krate: &old_crate,
            surface: &surfaces.0,
            impls: impls::Impls::of(&old_crate, pair),
            auto: RefCell::default(),
            answers: RefCell::default(),
        },
        new: End {
            krate: &new_crate,
            surface: &surfaces.1,
            impls: impls::Impls::of(&new_crate, pair),
            auto: RefCell::default(),
            answers: RefCell::default(),
        },
        package: old.manifest.package.clone(),
        default_features,
        compared: BTreeSet::new(),
        most: Certainty::Definite,
        report,
    };
    comparer.places();
    comparer.exported();
}

fn walk(old: &Crate<'_, '_>, new: &Crate<'_, '_>, scope: &Scope<'_, '_>) -> (Surface, Surface) {
    (Walker::new(old, new, scope).walk(), Walker::new(new, old, scope).walk())
}

/// One end of a crate.
struct End<'c, 'p, 'a> {
    krate: &'c Crate<'p, 'a>,
    surface: &'c Surface,
    impls: impls::Impls,
    /// Auto traits of types that were asked for: the type and the trait.
    auto: RefCell<HashMap<(String, String), Option<bool>>>,
    /// The same of types as written in an item, for one question: the item, the type and the trait.
    answers: RefCell<HashMap<(String, String, String), Option<bool>>>,
}

/// Compares one crate.
struct Comparer<'c, 'p, 'a, 'r> {
    pair: &'c Pair<'a, Rust>,
    old: End<'c, 'p, 'a>,
    new: End<'c, 'p, 'a>,
    package: Option<String>,
    default_features: BTreeSet<String>,
    /// Pairs of items that were compared: what has two paths is told once.
    compared: BTreeSet<(String, String)>,
    /// How sure anything can be of the item that is compared.
    most: Certainty,
    report: &'r mut Report,
}

/// An item where it stands, with the parameters of what is around it.
#[derive(Clone, Copy)]
struct At<'i> {
    module: &'i Rc<Module>,
    item: &'i Item,
    around: Option<&'i Generics>,
    self_type: Option<&'i str>,
}

impl<'i> At<'i> {
    fn new(module: &'i Rc<Module>, item: &'i Item) -> Self {
        Self { module, item, around: None, self_type: None }
    }

    fn within(module: &'i Rc<Module>, around: &'i Generics, item: &'i Item) -> Self {
        Self { module, item, around: Some(around), self_type: None }
    }

    /// In a block for a type.
    fn of_type(self, self_type: Option<&'i str>) -> Self {
        Self { self_type, ..self }
    }

    fn spot(&self) -> Spot {
        Spot::new(&self.module.file, self.item.line, &self.item.text)
    }

    fn spot_at(&self, line: u32, text: &str) -> Spot {
        Spot::new(&self.module.file, line, text)
    }

    fn generics(&self) -> Vec<&'i Generics> {
        self.around.into_iter().chain([&self.item.generics]).collect()
    }
}

impl Comparer<'_, '_, '_, '_> {
    /// A finding about an item that stands at both ends.
    fn changed(&mut self, rule: &'static Rule, symbol: &str, old: At<'_>, new: At<'_>, detail: impl Into<String>) {
        let (mut was, mut is) = (old.spot(), new.spot());
        if was.text == is.text {
            // What is written before it changed, or around it.
            let (one, other) = (old.item.attrs.shown(), new.item.attrs.shown());
            (was.text, is.text) = (format!("{one}{}", was.text), format!("{other}{}", is.text));
        }
        let draft = Draft::new(rule, symbol).old(was).new_at(is).detail(detail);
        self.report.push(draft.at_most(self.most).package(self.package.as_deref()));
    }

    /// A finding with places of its own.
    fn push(&mut self, draft: Draft) {
        self.report.push(draft.at_most(self.most).package(self.package.as_deref()));
    }
}
