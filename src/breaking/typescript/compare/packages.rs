//! Packages: which are looked at, which entries they have at both ends, and the names in them.

use std::{
    cell::OnceCell,
    collections::{BTreeMap, BTreeSet, HashMap},
};

use super::{
    super::{
        TypeScript,
        fits::Known,
        layout::{self, is_internal, is_module},
        manifest::Manifest,
        model::Kind,
        rules::modules as rules,
        view::{Offered, Place, Scope, View},
    },
    comparison::{Comparison, Subject, Way, spot},
};
use crate::breaking::{Certainty, Draft, Pair, Report, Spot};

/// How deep namespaces and modules within modules are entered.
const DEEPEST: usize = 3;

/// Parts of subpaths of which packages promise nothing.
const UNPROMISED: [&str; 5] = ["unsafe", "unstable", "internal", "private", "experimental"];

/// Compares both ends.
pub(in crate::breaking::typescript) fn compare(pair: &Pair<'_, TypeScript>, report: &mut Report) {
    let (old, new) = (View::new(&pair.old), View::new(&pair.new));
    let mut packages: BTreeMap<Option<String>, Vec<&str>> = BTreeMap::new();
    for path in pair.changed() {
        let folder = layout::package_of(&pair.old, path).or_else(|| layout::package_of(&pair.new, path));
        packages.entry(folder).or_default().push(path);
    }
    for (folder, changed) in &packages {
        match folder {
            Some(folder) if !folder.is_empty() && is_internal(&format!("{folder}/x.ts")) => {}
            Some(folder) => package(&old, &new, folder, changed, report),
            None => {
                // Scripts beside a program in another language are nobody's library.
                let other =
                    ["Cargo.toml", "go.mod", "pyproject.toml", "setup.py", "pom.xml", "composer.json", "Gemfile"];
                let is_beside = other.iter().any(|manifest| old.side.exists(manifest));
                let sure = if is_beside { Certainty::Possible } else { Certainty::Definite };
                loose(&old, &new, (None, "", sure), changed, report);
            }
        }
    }
}

fn package(old: &View<'_>, new: &View<'_>, folder: &str, changed: &[&str], report: &mut Report) {
    let Some(manifest) = old.manifest(folder) else { return };
    let path = if folder.is_empty() { "package.json".to_owned() } else { format!("{folder}/package.json") };
    let at_most = if manifest.private { Certainty::Possible } else { Certainty::Definite };
    let name = manifest.name.clone();
    let mut new_folder = folder.to_owned();
    if !new.side.exists(&path) {
        let Some(moved) = moved_package(new, name.as_deref()) else {
            let symbol = name.clone().unwrap_or_else(|| folder.to_owned());
            let draft = Draft::new(&rules::PACKAGE_REMOVED, symbol).old(Spot::new(path, 1, "")).package(name);
            report.push(draft.at_most(at_most));
            return;
        };
        new_folder = moved;
    }
    let Some(after) = new.manifest(&new_folder) else { return };
    let (before, now) = (old.entries(folder), new.entries(&new_folder));
    let mut comparison = Comparison {
        old,
        new,
        report,
        package: name.clone(),
        folder: folder.to_owned(),
        at_most,
        known: Known::default(),
        offered: BTreeMap::new(),
        uses: OnceCell::new(),
        told_below: HashMap::new(),
    };
    manifests(&mut comparison, &path, &manifest, &after);
    unseen_entries(&mut comparison, (&manifest, &after), &before, &path);
    if before.is_empty() {
        // What says of no entry at all is mostly a program.
        let declared = manifest.exports.is_some() || manifest.types.is_some() || !manifest.mains.is_empty();
        let sure = if declared { Certainty::Likely } else { Certainty::Possible };
        let likely = (name, folder, at_most.min(sure));
        return loose(old, new, likely, changed, comparison.report);
    }
    let mut pairs = Vec::new();
    for (entry, old_path) in before.iter().filter(|(entry, _)| is_promised(entry)) {
        match now.iter().find(|(known, _)| known == entry) {
            // Types that are new beside a script say less of what the script has than the script.
            Some((_, new_path)) if is_typed_now(new, old_path, new_path) => {
                pairs.push((entry.as_str(), old_path.as_str(), old_path.as_str()));
            }
            Some((_, new_path)) => pairs.push((entry.as_str(), old_path.as_str(), new_path.as_str())),
            None => entry_gone(&mut comparison, (entry, old_path), &after, &path),
        }
    }
    entries(&mut comparison, &pairs);
}

/// Whether a subpath does not say of itself that nothing is promised of it.
fn is_promised(entry: &str) -> bool {
    !entry.split('/').any(|part| UNPROMISED.contains(&part) || part.starts_with('_'))
}

/// Entries whose sources are not seen: they are known by what the manifests list.
fn unseen_entries(
    comparison: &mut Comparison<'_, '_>,
    (old, new): (&Manifest, &Manifest),
    seen: &[(String, String)],
    path: &str,
) {
    // Without a list everything can be imported that is there.
    if new.exports.is_none() {
        return;
    }
    let is_unseen =
        |name: &str| !name.contains('*') && is_promised(name) && !seen.iter().any(|(entry, _)| entry == name);
    for subpath in old.exports.iter().flatten().filter(|subpath| is_unseen(&subpath.name)) {
        if subpath.targets.iter().any(|target| is_module(target)) {
            entry_gone(comparison, (&subpath.name, path), new, path);
        }
    }
}

fn is_typed_now(new: &View<'_>, old_path: &str, new_path: &str) -> bool {
    let is_declared = |path: &str| [".d.ts", ".d.mts", ".d.cts"].iter().any(|end| path.ends_with(end));
    is_declared(new_path) && !is_declared(old_path) && new.side.exists(old_path)
}

/// Where a package of this name is now.
fn moved_package(new: &View<'_>, name: Option<&str>) -> Option<String> {
    let name = name?;
    let manifests = new.side.files_below("", |path| layout::file_name(path) == "package.json");
    let mut folders = manifests.iter().take(500).map(|path| layout::folder(path));
    folders
        .find(|folder| new.manifest(folder).and_then(|manifest| manifest.name).as_deref() == Some(name))
        .map(str::to_owned)
}

/// What `package.json` itself says of what users can do.
fn manifests(comparison: &mut Comparison<'_, '_>, path: &str, old: &Manifest, new: &Manifest) {
    if old == new {
        return;
    }
    let name = old.name.clone().unwrap_or_else(|| path.to_owned());
    let spot = |text: &str| Spot::new(path, 1, text);
    let subject = |symbol: String, text: &str| Subject {
        symbol,
        old: spot(text),
        new: spot(""),
        at_most: Certainty::Definite,
        untyped: false,
        involved: Vec::new(),
        way: Way::Both,
        around: None,
    };
    if old.exports.is_none() && new.exports.is_some() {
        comparison.changed(&rules::DEEP_IMPORTS_CLOSED, &subject(name.clone(), ""), "");
    }
    let can_require = |manifest: &Manifest| match &manifest.exports {
        Some(subpaths) => subpaths.iter().filter(|subpath| subpath.name == ".").any(|subpath| {
            subpath.conditions.iter().any(|condition| condition == "require")
                || subpath.targets.iter().any(|target| has_ending(target, ".cjs"))
                || !manifest.is_esm
                    && subpath.targets.iter().any(|target| has_ending(target, ".js") && !target.contains("esm"))
        }),
        None => !manifest.is_esm || manifest.mains.iter().any(|main| has_ending(main, ".cjs")),
    };
    // What `type` says is told with the other manifests.
    if old.is_esm == new.is_esm && can_require(old) && !can_require(new) {
        comparison.changed(&rules::REQUIRE_REMOVED, &subject(name.clone(), ""), "");
    }
    let has_types = |manifest: &Manifest| {
        let typed = |subpath: &super::super::manifest::Subpath| {
            subpath.conditions.iter().any(|condition| condition.starts_with("types"))
                || subpath.targets.iter().any(|target| target.ends_with("ts"))
        };
        manifest.types.is_some() || manifest.exports.iter().flatten().any(typed)
    };
    if has_types(old) && !has_types(new) {
        comparison.changed(&rules::TYPES_REMOVED, &subject(name, "types"), "");
    }
}

/// Whether a path has an ending; what users import is told apart by case.
fn has_ending(path: &str, ending: &str) -> bool {
    path.ends_with(ending)
}

fn entry_gone(comparison: &mut Comparison<'_, '_>, entry: (&str, &str), after: &Manifest, path: &str) {
    let (entry, source) = entry;
    let listed = |subpath: &super::super::manifest::Subpath| {
        subpath.name == entry
            || subpath.name.split_once('*').is_some_and(|(begin, end)| entry.starts_with(begin) && entry.ends_with(end))
    };
    // It leads to something that is built from sources which are not seen.
    let still = match &after.exports {
        Some(exports) => exports.iter().any(|subpath| listed(subpath) && !subpath.targets.is_empty()),
        None => entry == "." || comparison.new.side.exists(source),
    };
    if still {
        return;
    }
    let package = comparison.package.clone().unwrap_or_default();
    let symbol = format!("{package}{}", entry.trim_start_matches('.'));
    let draft = Draft::new(&rules::ENTRY_REMOVED, symbol)
        .old(Spot::new(path, 1, entry))
        .package(comparison.package.clone())
        .involves(source)
        .at_most(comparison.at_most);
    comparison.report.push(draft);
}

/// Modules of which nothing says whether users import them: each by itself.
fn loose(
    old: &View<'_>,
    new: &View<'_>,
    package: (Option<String>, &str, Certainty),
    changed: &[&str],
    report: &mut Report,
) {
    let (package, folder, at_most) = package;
    let mut comparison = Comparison {
        old,
        new,
        report,
        package,
        folder: folder.to_owned(),
        at_most,
        known: Known::default(),
        offered: BTreeMap::new(),
        uses: OnceCell::new(),
        told_below: HashMap::new(),
    };
    let modules = changed.iter().filter(|path| is_module(path) && !is_internal(path));
    let pairs: Vec<(&str, &str, &str)> = modules.map(|path| ("", *path, *path)).collect();
    entries(&mut comparison, &pairs);
}

/// Compares what the entries offer, by the names that users know.
fn entries(comparison: &mut Comparison<'_, '_>, pairs: &[(&str, &str, &str)]) {
    let mut before: BTreeMap<String, Offered> = BTreeMap::new();
    let mut after: BTreeMap<String, Offered> = BTreeMap::new();
    let mut open: BTreeSet<String> = BTreeSet::new();
    for (entry, old_path, new_path) in pairs {
        let prefix = entry.trim_start_matches(['.', '/']);
        // Modules without a package are told apart by their paths only where names meet.
        let prefix = if prefix.is_empty() { String::new() } else { format!("{prefix}.") };
        let was_open = collect(comparison.old, old_path, &prefix, &mut before);
        let is_open = if comparison.new.side.exists(new_path) {
            collect(comparison.new, new_path, &prefix, &mut after)
        } else {
            false
        };
        if is_open && !was_open
            || comparison.new.side.exists(new_path) && comparison.new.module(new_path, |_| ()).is_none()
        {
            open.insert(prefix);
        }
    }
    let label = |names: &BTreeMap<String, Offered>| {
        let mut places = HashMap::new();
        for (name, offered) in names {
            places.entry(offered.place.clone()).or_insert_with(|| name.clone());
        }
        places
    };
    // A thing is known by one name at both ends: the first that both have.
    let (mut old, mut new) = (label(&before), label(&after));
    for (name, offered) in &before {
        if let Some(other) = after.get(name) {
            old.insert(offered.place.clone(), name.clone());
            new.insert(other.place.clone(), name.clone());
        }
    }
    comparison.known = Known { old, new, folder: comparison.folder.clone(), ..Known::default() };
    comparison.offered = before.clone();
    let mut told = BTreeSet::new();
    // The shortest name of a thing is the one that users know best.
    let mut shortest: Vec<(&String, &Offered)> = before.iter().collect();
    shortest.sort_by_key(|(name, _)| (name.matches('.').count(), name.as_str()));
    for (name, offered) in shortest {
        let is_open = open.iter().any(|prefix| name.starts_with(prefix.as_str()));
        // One thing by several names is told once, by the first; of names that are gone, each at the top is told.
        let key = (offered.place.clone(), after.get(name).map(|other| other.place.clone()));
        if !told.insert(key) && (after.contains_key(name) || name.contains('.')) {
            continue;
        }
        comparison.name(name, offered, after.get(name), is_open);
    }
    for (name, offered) in after.iter().filter(|(name, _)| !before.contains_key(*name)) {
        if let Some(symbol) = comparison.new.symbol(&offered.place)
            && let Some(item) = symbol.first()
        {
            comparison.report.added(item.kind.word(), name.clone(), spot(&symbol), item.looks.clone());
        }
    }
}

/// Adds all names of a module, those in its namespaces included; says whether there may be others.
fn collect(view: &View<'_>, path: &str, prefix: &str, names: &mut BTreeMap<String, Offered>) -> bool {
    let offers = view.offers(path);
    for (name, offered) in &offers.names {
        if name != "export=" {
            deeper(view, &format!("{prefix}{name}"), offered, names, 0);
        } else if matches!(offered.place, Place::Item(..)) {
            // What is inside of it is imported by its own name.
            let mut inside = BTreeMap::new();
            deeper(view, name, offered, &mut inside, 0);
            for (label, found) in inside {
                names.entry(label.replacen("export=.", prefix, 1)).or_insert(found);
            }
        }
        names.entry(format!("{prefix}{name}")).or_insert_with(|| offered.clone());
    }
    let ambient = view.module(path, |module| {
        let names = module.ambient.iter().map(|(name, inner)| {
            (name.clone(), inner.items.iter().map(|item| (item.name.clone(), item.line)).collect::<Vec<_>>())
        });
        names.collect::<Vec<_>>()
    });
    for (block, items) in ambient.into_iter().flatten() {
        let scope = Scope::file(path).inside(&block);
        for (name, line) in items {
            let place = Place::Item(scope.clone(), name.clone());
            let offered = Offered { place, type_only: false, through: vec![path.into()], line };
            names.entry(format!("{prefix}{block}.{name}")).or_insert(offered);
        }
    }
    offers.open
}

fn deeper(view: &View<'_>, name: &str, offered: &Offered, names: &mut BTreeMap<String, Offered>, depth: usize) {
    if depth >= DEEPEST {
        return;
    }
    let with = |place: Place, line: u32| Offered { place, line, ..offered.clone() };
    match &offered.place {
        // Modules within modules are offered as they are by other entries, over and over.
        Place::Module(scope) if scope.within.is_empty() && depth == 0 => {
            for (inner, found) in &view.offers(&scope.path).names {
                let label = format!("{name}.{inner}");
                if names.contains_key(&label) {
                    continue;
                }
                let mut found = Offered { type_only: found.type_only || offered.type_only, ..found.clone() };
                found.through.extend(offered.through.iter().cloned());
                deeper(view, &label, &found, names, depth + 1);
                names.insert(label, found);
            }
        }
        Place::Item(scope, item) => {
            let inner = scope.inside(item);
            let is_namespace =
                view.scope(scope, |module| module.items(item).any(|item| matches!(item.kind, Kind::Namespace(_))));
            if is_namespace != Some(true) {
                return;
            }
            let listed = view.scope(&inner, |module| {
                let exported =
                    |name: &str| module.exports.is_empty() || module.exports.iter().any(|export| export.name == name);
                let items = module.items.iter().filter(|item| exported(&item.name));
                items.map(|item| (item.name.clone(), item.line)).collect::<Vec<_>>()
            });
            for (item, line) in listed.into_iter().flatten() {
                let label = format!("{name}.{item}");
                let place = view.lookup(&inner, &item).unwrap_or_else(|| Place::Item(inner.clone(), item.clone()));
                let found = with(place, line);
                deeper(view, &label, &found, names, depth + 1);
                names.entry(label).or_insert(found);
            }
        }
        _ => {}
    }
}
