//! What those who install a package of one end meet at the other.

use std::collections::BTreeSet;

use super::Manifests;
use super::model::{Manifest, Need, Said};
use super::ranges::{Bare, Narrowed, narrowed, oldest};
use super::rules;
use crate::breaking::{Certainty, Draft, Pair, Report, Rule, Side, Spot};

/// Compares both ends.
pub(super) fn compare(pair: &Pair<'_, Manifests>, report: &mut Report) {
    let mut done = BTreeSet::new();
    for path in pair.changed() {
        let parts = together(path);
        if !done.insert(parts[0].clone()) {
            continue;
        }
        let Some(old) = whole(&pair.old, &parts) else { continue };
        let new = if pair.new.exists(path) || parts.len() > 1 { whole(&pair.new, &parts) } else { moved(pair, &old) };
        match new {
            Some(new) => {
                let told_above = old.is_given && new.is_given && pair.is_changed(&new.needs_path);
                Comparison { old: &old, new: &new, told_above, report }.compare();
            }
            // It is there and cannot be read, or it went away with all that it described.
            None if parts.iter().any(|part| pair.new.exists(part)) => {}
            None => gone(&old, report),
        }
    }
}

/// A package at one end: what its manifests say together.
struct Package {
    manifest: Manifest,
    /// The manifest in which most stands.
    path: String,
    /// Where each of several says what.
    needs_path: String,
    /// The workspace says what it needs.
    is_given: bool,
}

/// What installers look at before they pick a version: who cannot have the newest one gets an older one.
const FITTED: [&str; 5] = ["rust", "go", "python", "php", "ruby"];

/// Words in the names of extras that nobody installs who only uses a package.
const DEVELOPMENT: [&str; 18] = [
    "dev",
    "develop",
    "development",
    "test",
    "tests",
    "testing",
    "doc",
    "docs",
    "documentation",
    "lint",
    "linting",
    "mypy",
    "typecheck",
    "cov",
    "coverage",
    "bench",
    "benchmark",
    "benchmarks",
];

/// Manifests of a Python package.
const PYTHON: [&str; 3] = ["pyproject.toml", "setup.cfg", "setup.py"];

/// The manifests that describe a package together.
fn together(path: &str) -> Vec<String> {
    let (folder, name) = path.rsplit_once('/').map_or(("", path), |(folder, name)| (folder, name));
    let below = |name: &str| if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
    if PYTHON.contains(&name) { PYTHON.map(below).to_vec() } else { vec![path.to_owned()] }
}

fn whole(side: &Side<'_, Manifests>, parts: &[String]) -> Option<Package> {
    let mut read = parts.iter().filter_map(|path| Some((path, side.facts(path)?)));
    let (path, first) = read.next()?;
    let mut package =
        Package { manifest: (*first).clone(), path: path.clone(), needs_path: path.clone(), is_given: false };
    for (other, more) in read {
        let manifest = &mut package.manifest;
        manifest.name = manifest.name.take().or_else(|| more.name.clone());
        if manifest.needs.is_empty() {
            manifest.needs.clone_from(&more.needs);
            package.needs_path.clone_from(other);
        }
        manifest.dependencies.extend(more.dependencies.iter().cloned());
        manifest.extras.extend(more.extras.iter().cloned());
        manifest.programs.extend(more.programs.iter().cloned());
        manifest.inherits.extend(more.inherits.iter().cloned());
    }
    if package.manifest.system == "cargo" {
        cargo(side, &mut package);
    }
    Some(package)
}

/// Programs that Cargo finds by itself, and the language's version that a workspace gives.
fn cargo(side: &Side<'_, Manifests>, package: &mut Package) {
    let folder = package.path.strip_suffix("Cargo.toml").unwrap_or_default().trim_end_matches('/');
    let below = |name: &str| if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
    let manifest = &mut package.manifest;
    if let Some(name) = manifest.name.clone() {
        if manifest.programs.is_empty() && side.exists(&below("src/main.rs")) {
            manifest.programs.push(name);
        }
        // A program alone has no interface that shows what it stands on.
        if side.exists(&below("src/main.rs")) && !side.exists(&below("src/lib.rs")) {
            manifest.dependencies.clear();
        }
        for entry in side.list(&below("src/bin")).iter() {
            let stem = if entry.is_folder { Some(&*entry.name) } else { entry.name.strip_suffix(".rs") };
            manifest.programs.extend(stem.map(|stem| Said::new(stem, 1)));
        }
    }
    if manifest.inherits.iter().any(|what| what == "rust") {
        let mut around = folder;
        while manifest.needs.is_empty() {
            around = around.rsplit_once('/').map_or("", |(outer, _)| outer);
            let root = if around.is_empty() { "Cargo.toml".to_owned() } else { format!("{around}/Cargo.toml") };
            if let Some(facts) = side.facts(&root).filter(|facts| !facts.gives.is_empty()) {
                manifest.needs.extend(facts.gives.clone());
                package.needs_path.clone_from(&root);
                package.is_given = true;
            }
            if around.is_empty() {
                break;
            }
        }
    }
}

/// The package of the same name that stands elsewhere now.
fn moved(pair: &Pair<'_, Manifests>, old: &Package) -> Option<Package> {
    let name = &old.manifest.name.as_ref()?.text;
    let same = |path: &&str| {
        pair.new.facts(path).is_some_and(|new| {
            new.system == old.manifest.system && new.name.as_ref().is_some_and(|other| other.text == *name)
        })
    };
    let path = pair.changed().filter(|path| !pair.old.exists(path)).find(same)?;
    whole(&pair.new, &together(path))
}

fn gone(old: &Package, report: &mut Report) {
    if let Some(name) = old.manifest.name.as_ref().filter(|_| !old.manifest.is_private) {
        let spot = Spot::new(old.path.clone(), name.line, name.text.clone());
        report.push(Draft::new(&rules::PACKAGE_REMOVED, name.text.clone()).old(spot).package(Some(name.text.clone())));
    }
}

/// Whose need it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Own,
    /// Packages below take it over.
    Given,
    /// Of what users bring along.
    Peer,
}

/// A line and what stands there.
type Place = (u32, String);

/// Two ends of one package.
struct Comparison<'a> {
    old: &'a Package,
    new: &'a Package,
    /// What it needs is told of the workspace that gives it.
    told_above: bool,
    report: &'a mut Report,
}

impl Comparison<'_> {
    fn compare(&mut self) {
        let (old, new) = (&self.old.manifest, &self.new.manifest);
        for need in &new.gives {
            if let Some(before) = find(&old.gives, &need.name) {
                self.narrowed(before, need, Kind::Given);
            }
        }
        if old.is_private || new.is_private {
            return;
        }
        self.names();
        for need in &new.needs {
            match find(&old.needs, &need.name) {
                Some(_) if self.told_above => {}
                Some(before) => self.narrowed(before, need, Kind::Own),
                // What was worked out when it was built may have asked the same.
                None if !knows(old, "requires-python") => {}
                None => self.need_added(need),
            }
        }
        self.peers();
        self.dependencies();
        if knows(new, "optional-dependencies") {
            let extras: Vec<Said> =
                old.extras.iter().filter(|extra| !is_for_development(&extra.text)).cloned().collect();
            self.lost(&rules::EXTRA_REMOVED, &extras, &new.extras, normal_extra);
        }
        if knows(new, "scripts") {
            self.lost(&rules::PROGRAM_REMOVED, &old.programs, &new.programs, str::to_owned);
        }
        self.lost(&rules::NAMESPACE_REMOVED, &old.namespaces, &new.namespaces, str::to_owned);
        self.module_type();
        self.platforms();
        self.frameworks();
    }

    fn symbol(&self, what: &str) -> String {
        match &self.old.manifest.name {
            Some(name) => format!("{}.{what}", name.text),
            None => what.to_owned(),
        }
    }

    fn push(
        &mut self,
        rule: &'static Rule,
        symbol: String,
        (old, new): (Option<Place>, Option<Place>),
        detail: impl Into<String>,
        certainty: Certainty,
    ) {
        let path = |package: &Package| {
            if rule.id.contains("requirement") { package.needs_path.clone() } else { package.path.clone() }
        };
        let package = self.old.manifest.name.as_ref().map(|name| name.text.clone());
        let mut draft = Draft::new(rule, symbol).detail(detail).at_most(certainty).package(package);
        if let Some((line, text)) = old {
            draft = draft.old(Spot::new(path(self.old), line, text));
        }
        if let Some((line, text)) = new {
            draft = draft.new_at(Spot::new(path(self.new), line, text));
        }
        self.report.push(draft);
    }

    fn names(&mut self) {
        let (old, new) = (&self.old.manifest, &self.new.manifest);
        let (Some(before), Some(now)) = (&old.name, &new.name) else { return };
        // Names in Python differ neither in case nor in their dashes.
        let normal = |name: &str| match old.system.as_str() {
            "pyproject" | "setup.cfg" | "setup.py" => name.to_lowercase().replace(['_', '.'], "-"),
            _ => name.to_owned(),
        };
        let is_told_elsewhere = old.system == "cargo" && old.programs.is_empty();
        if normal(&before.text) != normal(&now.text) && !is_told_elsewhere {
            let spots = (Some((before.line, before.text.clone())), Some((now.line, now.text.clone())));
            self.push(&rules::PACKAGE_RENAMED, before.text.clone(), spots, &now.text, Certainty::Definite);
        }
    }

    /// A need whose range may take fewer versions.
    fn narrowed(&mut self, before: &Need, now: &Need, kind: Kind) {
        let is_peer = kind == Kind::Peer;
        let system = self.new.manifest.system.as_str();
        let bare = match system {
            "cargo" | "go.mod" => Bare::AtLeast,
            _ => Bare::Prefix,
        };
        let certainty = match narrowed(&before.range, &now.range, bare) {
            Narrowed::No => return,
            // Where installers pick the last version that still fits, who has the older one goes on with that.
            _ if !is_peer && FITTED.contains(&now.name.as_str()) => Certainty::Possible,
            Narrowed::Raised => Certainty::Likely,
            Narrowed::Slightly | Narrowed::Capped => Certainty::Possible,
        };
        let rule = if is_peer { &rules::PEER_RAISED } else { &rules::REQUIREMENT_RAISED };
        let detail = format!("`{}` instead of `{}`", now.range, before.range);
        // As it is written there, so that it is found again.
        let written = |need: &Need| match system {
            "cargo" => format!("rust-version = \"{}\"", need.range),
            "npm" => format!("\"{}\": \"{}\"", need.name, need.range),
            _ => need.range.clone(),
        };
        let spots = (Some((before.line, written(before))), Some((now.line, written(now))));
        // A workspace gives it to all that are in it.
        let symbol = if kind == Kind::Given { now.name.clone() } else { self.symbol(&now.name) };
        self.push(rule, symbol, spots, detail, certainty);
    }

    fn need_added(&mut self, need: &Need) {
        // What any version satisfies asks nothing.
        let asks = oldest(&need.range, Bare::Prefix).is_none_or(|version| version != [0; 3]);
        let is_extension = need.name.starts_with("ext-") || need.name.starts_with("lib-");
        if asks || is_extension {
            let certainty = if is_extension { Certainty::Likely } else { Certainty::Possible };
            let spots = (None, Some((need.line, need.range.clone())));
            let symbol = self.symbol(&need.name);
            self.push(&rules::REQUIREMENT_ADDED, symbol, spots, format!("`{}`", need.range), certainty);
        }
    }

    fn peers(&mut self) {
        for peer in self.new.manifest.peers.iter().filter(|peer| !peer.is_optional) {
            match find(&self.old.manifest.peers, &peer.name) {
                Some(before) if !before.is_optional => self.narrowed(before, peer, Kind::Peer),
                _ => {
                    let spots = (None, Some((peer.line, peer.range.clone())));
                    let symbol = self.symbol(&peer.name);
                    self.push(&rules::PEER_ADDED, symbol, spots, format!("`{}`", peer.range), Certainty::Likely);
                }
            }
        }
        for peer in self.new.manifest.peers.iter().filter(|peer| peer.is_optional) {
            if let Some(before) = find(&self.old.manifest.peers, &peer.name) {
                self.narrowed(before, peer, Kind::Peer);
            }
        }
    }

    fn dependencies(&mut self) {
        let system = self.new.manifest.system.as_str();
        let is_python = matches!(system, "pyproject" | "setup.cfg" | "setup.py");
        for need in &self.new.manifest.dependencies {
            let Some(before) = find(&self.old.manifest.dependencies, &need.name) else { continue };
            let (Some(was), Some(is)) =
                (oldest(&before.range, Bare::Compatible), oldest(&need.range, Bare::Compatible))
            else {
                continue;
            };
            let is_other = if was[0] == 0 { is[..2] > was[..2] } else { is[0] > was[0] };
            if is_other || is_python && is > was {
                let detail = format!("`{}` instead of `{}`", need.range, before.range);
                let spots = (Some((before.line, before.range.clone())), Some((need.line, need.range.clone())));
                let symbol = self.symbol(&need.name);
                self.push(&rules::DEPENDENCY_RAISED, symbol, spots, detail, Certainty::Possible);
            }
        }
    }

    fn lost(&mut self, rule: &'static Rule, old: &[Said], new: &[Said], normal: impl Fn(&str) -> String) {
        for said in old {
            if !new.iter().any(|other| normal(&other.text) == normal(&said.text)) {
                let symbol = self.symbol(&said.text);
                self.push(rule, symbol, (Some((said.line, said.text.clone())), None), "", rule.certainty);
            }
        }
    }

    fn module_type(&mut self) {
        let (old, new) = (&self.old.manifest, &self.new.manifest);
        if old.system != "npm" {
            return;
        }
        let of = |manifest: &Manifest| manifest.module_type.as_ref().map_or("commonjs", |said| &said.text).to_owned();
        let (before, now) = (of(old), of(new));
        if before != now {
            // What tells both kinds of users apart is not touched by it.
            let is_dual = new.inherits.iter().any(|what| what == "require");
            let certainty = if is_dual { Certainty::Possible } else { Certainty::Likely };
            let line = |manifest: &Manifest| manifest.module_type.as_ref().map_or(1, |said| said.line);
            let detail = format!("`{now}` instead of `{before}`");
            let spots = (Some((line(old), before)), Some((line(new), now)));
            let symbol = self.symbol("type");
            self.push(&rules::MODULE_TYPE_CHANGED, symbol, spots, detail, certainty);
        }
    }

    fn platforms(&mut self) {
        for (what, now, line) in &self.new.manifest.platforms {
            let before = self.old.manifest.platforms.iter().find(|(known, ..)| known == what);
            let takes = |list: &[String], name: &str| {
                let denied = format!("!{name}");
                let allows_some = list.iter().any(|one| !one.starts_with('!'));
                !list.contains(&denied) && (!allows_some || list.iter().any(|one| one == name))
            };
            let lost = match before {
                None => !now.is_empty(),
                Some((_, before, _)) => {
                    let named = before.iter().chain(now).map(|one| one.trim_start_matches('!'));
                    named.into_iter().any(|name| takes(before, name) && !takes(now, name))
                }
            };
            if lost {
                let symbol = self.symbol(what);
                let old = before.map(|(_, list, line)| (*line, list.join(", ")));
                let spots = (old, Some((*line, now.join(", "))));
                self.push(&rules::PLATFORMS_NARROWED, symbol, spots, now.join(", "), Certainty::Likely);
            }
        }
    }

    fn frameworks(&mut self) {
        let (old, new) = (&self.old.manifest.frameworks, &self.new.manifest.frameworks);
        if new.is_empty() {
            return;
        }
        for said in old.iter().filter(|said| !new.iter().any(|other| serves(&other.text, &said.text))) {
            let now = new.iter().map(|other| other.text.as_str()).collect::<Vec<_>>().join(", ");
            let spots = (Some((said.line, said.text.clone())), Some((new[0].line, now)));
            let symbol = self.symbol(&said.text);
            self.push(&rules::FRAMEWORK_DROPPED, symbol, spots, "", Certainty::Definite);
        }
    }
}

/// Whether a manifest says all of something by itself.
fn knows(manifest: &Manifest, what: &str) -> bool {
    !manifest.inherits.iter().any(|unknown| unknown == what)
}

fn find<'a>(needs: &'a [Need], name: &str) -> Option<&'a Need> {
    needs.iter().find(|need| need.name == name)
}

/// Whether an extra serves those who work on the package.
fn is_for_development(extra: &str) -> bool {
    normal_extra(extra).split('-').any(|word| DEVELOPMENT.contains(&word))
}

fn normal_extra(name: &str) -> String {
    name.to_lowercase().replace(['_', '.'], "-")
}

/// Whether what is built for one framework can be used from another.
fn serves(built: &str, user: &str) -> bool {
    if built.eq_ignore_ascii_case(user) {
        return true;
    }
    let split = |name: &str| {
        let name = name.to_ascii_lowercase();
        let (name, platform) = name
            .split_once('-')
            .map_or((name.clone(), String::new()), |(name, platform)| (name.to_owned(), platform.to_owned()));
        let digits = name.find(|letter: char| letter.is_ascii_digit()).unwrap_or(name.len());
        let version: Vec<u32> = if name[digits..].contains('.') {
            name[digits..].split('.').filter_map(|part| part.parse().ok()).collect()
        } else {
            name[digits..].chars().filter_map(|digit| digit.to_digit(10)).collect()
        };
        let is_core = &name[..digits] == "net" && name.contains('.');
        let family = if is_core { "netcoreapp".to_owned() } else { name[..digits].to_owned() };
        (family, version, platform)
    };
    let ((built_family, built_version, built_platform), (family, version, platform)) = (split(built), split(user));
    if !built_platform.is_empty() && built_platform != platform {
        return false;
    }
    match (built_family.as_str(), family.as_str()) {
        (one, other) if one == other => built_version <= version,
        ("netstandard", "netcoreapp") => built_version <= vec![2, 0] || version >= vec![3],
        ("netstandard", "net") => built_version <= vec![2, 0] && version >= vec![4, 6, 1],
        _ => false,
    }
}

/// The level of Java that a version means: `1.8` is 8.
pub(super) fn java_level(text: &str) -> Option<u64> {
    let text = text.trim().replace('_', ".");
    let text = text.strip_prefix("1.").unwrap_or(&text);
    let digits = text.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(text.len());
    text[..digits].parse().ok().filter(|level| (1..200).contains(level))
}
