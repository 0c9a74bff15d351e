//! One end as its users see it: which names modules give away, and what a name stands for.

use std::{
    cell::{Cell, RefCell},
    collections::{BTreeMap, HashMap, HashSet},
    rc::Rc,
};

use super::{
    TypeScript, layout,
    manifest::Manifest,
    model::{Export, Exported, Facts, Kind, Module},
    shapes::Shape,
    symbol::{Symbol, absolute},
    types::Type,
};
use crate::breaking::{Known, Side};

/// How long a chain of re-exports is followed.
const LONGEST_CHAIN: usize = 24;
/// Modules that `export *` reaches in one package.
const MODULES_AT_MOST: usize = 4_000;
/// Names of other packages of the repository that are looked for.
const PACKAGES_AT_MOST: usize = 300;

/// What a name stands for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Place {
    /// Something declared in a module, or in a namespace or `declare module` block of it.
    Item(Scope, String),
    /// A module or namespace as a whole.
    Module(Scope),
    /// A name of a module that is not in the repository.
    Outside(String, String),
}

/// Where names are looked up: a file, and the namespaces that are entered.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Scope {
    pub(crate) path: Rc<str>,
    pub(crate) within: Vec<String>,
}

/// A name that users can import.
#[derive(Debug, Clone)]
pub(crate) struct Offered {
    pub(crate) place: Place,
    pub(crate) type_only: bool,
    /// Files that hand it on.
    pub(crate) through: Vec<Rc<str>>,
    pub(crate) line: u32,
}

/// All that users can import from a module.
#[derive(Debug, Clone, Default)]
pub(crate) struct Offers {
    pub(crate) names: BTreeMap<String, Offered>,
    /// There may be others.
    pub(crate) open: bool,
}

/// Names by the module and the place in its list of exports that gives them.
type Given = BTreeMap<String, (Rc<str>, usize)>;

/// What is kept of what was asked.
pub(super) type Kept<K, V> = RefCell<HashMap<K, V>>;

/// One end.
pub(crate) struct View<'a> {
    pub(crate) side: &'a Side<'a, TypeScript>,
    modules: Kept<Rc<str>, Option<Known<Facts>>>,
    /// By folder and specifier.
    resolved: Kept<(String, String), Option<Rc<str>>>,
    given: Kept<Rc<str>, Rc<(Given, bool)>>,
    packages: Kept<String, Rc<HashMap<String, String>>>,
    symbols: Kept<Place, Option<Rc<Symbol>>>,
    offers: Kept<Rc<str>, Rc<Offers>>,
    pub(super) shapes: Kept<Type, Option<Rc<Shape>>>,
    /// How deep types are being opened up, and how many were.
    pub(super) opening: Cell<(usize, usize)>,
    places: RefCell<(Vec<Place>, HashMap<Place, usize>)>,
}

impl Scope {
    /// A file.
    pub(crate) fn file(path: &str) -> Self {
        Self { path: path.into(), within: Vec::new() }
    }

    /// A namespace in it.
    pub(crate) fn inside(&self, name: &str) -> Self {
        let mut within = self.within.clone();
        within.push(name.to_owned());
        Self { path: Rc::clone(&self.path), within }
    }
}

impl<'a> View<'a> {
    pub(crate) fn new(side: &'a Side<'a, TypeScript>) -> Self {
        Self {
            side,
            modules: RefCell::default(),
            resolved: RefCell::default(),
            given: RefCell::default(),
            packages: RefCell::default(),
            symbols: RefCell::default(),
            offers: RefCell::default(),
            shapes: RefCell::default(),
            opening: Cell::default(),
            places: RefCell::default(),
        }
    }

    /// The facts of a file.
    fn facts(&self, path: &str) -> Option<Known<Facts>> {
        if let Some(known) = self.modules.borrow().get(path) {
            return known.clone();
        }
        let facts = self.side.facts(path);
        self.modules.borrow_mut().insert(path.into(), facts.clone());
        facts
    }

    /// Asks something of a file's module.
    pub(crate) fn module<R>(&self, path: &str, ask: impl FnOnce(&Module) -> R) -> Option<R> {
        match &*self.facts(path)? {
            Facts::Module(module) => Some(ask(module)),
            _ => None,
        }
    }

    /// Asks something of the names in a scope.
    pub(crate) fn scope<R>(&self, scope: &Scope, ask: impl FnOnce(&Module) -> R) -> Option<R> {
        self.module(&scope.path, |module| {
            let mut inner: Vec<&Module> = vec![module];
            for name in &scope.within {
                inner = inner.into_iter().flat_map(|module| below(module, name)).collect();
            }
            match inner.as_slice() {
                [] => None,
                [one] => Some(ask(one)),
                many => {
                    // Blocks of one name are one namespace.
                    let mut merged = Module::default();
                    for module in many {
                        merged.items.extend(module.items.iter().cloned());
                        merged.exports.extend(module.exports.iter().cloned());
                        merged.imports.extend(module.imports.iter().cloned());
                    }
                    Some(ask(&merged))
                }
            }
        })
        .flatten()
    }

    /// The manifest in a folder.
    pub(crate) fn manifest(&self, folder: &str) -> Option<Manifest> {
        let path = if folder.is_empty() { "package.json".to_owned() } else { format!("{folder}/package.json") };
        match &*self.facts(&path)? {
            Facts::Manifest(manifest) => Some((**manifest).clone()),
            _ => None,
        }
    }

    /// The file that a specifier names.
    pub(crate) fn resolve(&self, from: &str, source: &str) -> Option<Rc<str>> {
        let key = (layout::folder(from).to_owned(), source.to_owned());
        if let Some(known) = self.resolved.borrow().get(&key) {
            return known.clone();
        }
        let found = if source.starts_with('.') {
            layout::joined(&key.0, source).and_then(|path| layout::file(self.side, &path))
        } else {
            self.resolve_by_name(from, source)
        };
        let found: Option<Rc<str>> = found.map(Into::into);
        self.resolved.borrow_mut().insert(key, found.clone());
        found
    }

    fn resolve_by_name(&self, from: &str, source: &str) -> Option<String> {
        let package = layout::package_of(self.side, from).unwrap_or_default();
        for folder in [package.as_str(), ""] {
            if let Some(found) = self.resolve_by_config(folder, source) {
                return Some(found);
            }
        }
        if let Some(rest) = source.strip_prefix("@/").or_else(|| source.strip_prefix("~/")) {
            return layout::joined(&package, &format!("src/{rest}")).and_then(|path| layout::file(self.side, &path));
        }
        let mut parts = source.splitn(if source.starts_with('@') { 3 } else { 2 }, '/');
        let name = if source.starts_with('@') {
            format!("{}/{}", parts.next()?, parts.next()?)
        } else {
            parts.next()?.to_owned()
        };
        let folder = self.neighbours(&package).get(&name).cloned()?;
        let subpath = parts.next().map_or_else(|| ".".to_owned(), |rest| format!("./{rest}"));
        self.entries(&folder).into_iter().find(|(known, _)| *known == subpath).map(|(_, path)| path)
    }

    fn resolve_by_config(&self, folder: &str, source: &str) -> Option<String> {
        let path = if folder.is_empty() { "tsconfig.json".to_owned() } else { format!("{folder}/tsconfig.json") };
        let facts = self.facts(&path)?;
        let Facts::Config(paths) = &*facts else { return None };
        paths.iter().find_map(|(pattern, to)| {
            let middle = match pattern.split_once('*') {
                Some((before, after)) => source.strip_prefix(before)?.strip_suffix(after)?,
                None if pattern == source => "",
                None => return None,
            };
            let lead = |to: &String| layout::file(self.side, &layout::joined(folder, &to.replace('*', middle))?);
            to.iter().find_map(lead)
        })
    }

    /// Packages beside a package, by name.
    fn neighbours(&self, package: &str) -> Rc<HashMap<String, String>> {
        let around = layout::folder(package).to_owned();
        if let Some(known) = self.packages.borrow().get(&around) {
            return Rc::clone(known);
        }
        let mut found = HashMap::new();
        for base in [around.as_str(), "packages"] {
            for entry in self.side.list(base).iter().filter(|entry| entry.is_folder).take(PACKAGES_AT_MOST) {
                let folder = if base.is_empty() { entry.name.to_string() } else { format!("{base}/{}", entry.name) };
                if let Some(name) = self.manifest(&folder).and_then(|manifest| manifest.name) {
                    found.entry(name).or_insert(folder);
                }
            }
        }
        if let Some(name) = self.manifest(package).and_then(|manifest| manifest.name) {
            found.entry(name).or_insert_with(|| package.to_owned());
        }
        let found = Rc::new(found);
        self.packages.borrow_mut().insert(around, Rc::clone(&found));
        found
    }

    /// The names that a module gives away, each with the list that says so, and whether there may be others.
    fn given(&self, path: &str) -> Rc<(Given, bool)> {
        if let Some(known) = self.given.borrow().get(path) {
            return Rc::clone(known);
        }
        let mut names = Given::new();
        let mut open = false;
        let mut seen: HashSet<Rc<str>> = HashSet::new();
        let mut waiting: Vec<Rc<str>> = vec![path.into()];
        let mut at = 0;
        while let Some(module) = waiting.get(at).cloned() {
            at += 1;
            if !seen.insert(Rc::clone(&module)) || seen.len() > MODULES_AT_MOST {
                continue;
            }
            let is_first = &*module == path;
            let read = self.module(&module, |read| {
                for (index, export) in read.exports.iter().enumerate() {
                    match (&export.what, export.name.as_str()) {
                        (Exported::Module(source), "*") => match self.resolve(&module, source) {
                            Some(next) => waiting.push(next),
                            None => open = true,
                        },
                        // A default is not handed on by `export *`.
                        (_, "default" | "export=") if !is_first => {}
                        (_, name) => {
                            names.entry(name.to_owned()).or_insert_with(|| (Rc::clone(&module), index));
                        }
                    }
                }
                open |= read.open;
                // What gives its all through `module.exports = require(...)`.
                read.exports.iter().find(|export| export.name == "export=").and_then(|export| match &export.what {
                    Exported::From(source, _) => self.resolve(&module, source),
                    _ => None,
                })
            });
            match read {
                Some(Some(whole)) => waiting.push(whole),
                Some(None) => {}
                None => open = true,
            }
        }
        let found = Rc::new((names, open));
        self.given.borrow_mut().insert(path.into(), Rc::clone(&found));
        found
    }

    /// All that users can import from a file.
    pub(crate) fn offers(&self, path: &str) -> Rc<Offers> {
        if let Some(known) = self.offers.borrow().get(path) {
            return Rc::clone(known);
        }
        let offers = Rc::new(self.gathered(path));
        self.offers.borrow_mut().insert(path.into(), Rc::clone(&offers));
        offers
    }

    fn gathered(&self, path: &str) -> Offers {
        let given = self.given(path);
        let mut offers = Offers { open: given.1, ..Offers::default() };
        for (name, (module, index)) in &given.0 {
            let export = self.module(module, |read| read.exports.get(*index).cloned()).flatten();
            let Some(export) = export else { continue };
            let mut through = vec![Rc::<str>::from(path), Rc::clone(module)];
            let Some(place) = self.exported(module, &export, &mut through) else { continue };
            through.dedup();
            let offered = Offered { place, type_only: export.type_only, through, line: export.line };
            offers.names.insert(name.clone(), offered);
        }
        // A declaration file that neither imports nor exports declares what is global.
        if given.0.is_empty() && layout::stem(path).len() + 5 <= path.len() {
            let scope = Scope::file(path);
            let names = self.module(path, |read| {
                let items = read.items.iter().filter(|_| read.is_script);
                items.map(|item| (item.name.clone(), item.line)).collect::<Vec<_>>()
            });
            for (name, line) in names.into_iter().flatten() {
                let place = Place::Item(scope.clone(), name.clone());
                offers.names.insert(name, Offered { place, type_only: false, through: vec![path.into()], line });
            }
        }
        offers
    }

    fn exported(&self, module: &Rc<str>, export: &Export, through: &mut Vec<Rc<str>>) -> Option<Place> {
        let scope = Scope { path: Rc::clone(module), within: Vec::new() };
        match &export.what {
            Exported::Local(name) => self.place(&scope, name, through, 0),
            Exported::From(source, name) => self.import(module, source, Some(name), through, 0),
            Exported::Module(source) => self.import(module, source, None, through, 0),
        }
    }

    /// What a name of another module stands for.
    fn import(
        &self,
        from: &str,
        source: &str,
        name: Option<&str>,
        through: &mut Vec<Rc<str>>,
        depth: usize,
    ) -> Option<Place> {
        let outside = || Place::Outside(source.to_owned(), name.unwrap_or("*").to_owned());
        let Some(path) = self.resolve(from, source) else { return Some(outside()) };
        if depth > LONGEST_CHAIN {
            return None;
        }
        through.push(Rc::clone(&path));
        let given = self.given(&path);
        let find = |name: &str| {
            let (module, index) = given.0.get(name)?;
            let export = self.module(module, |read| read.exports.get(*index).cloned()).flatten()?;
            Some((Rc::clone(module), export))
        };
        let whole = || find("export=");
        let Some(name) = name else {
            return match whole() {
                Some((module, export)) if given.0.len() == 1 => self.follow(&module, &export, through, depth),
                _ => Some(Place::Module(Scope { path, within: Vec::new() })),
            };
        };
        let found = find(name).or_else(|| if name == "default" { whole() } else { None });
        if let Some((module, export)) = found {
            return self.follow(&module, &export, through, depth);
        }
        if name == "export=" || name == "default" {
            return Some(Place::Module(Scope { path, within: Vec::new() }));
        }
        if let Some((module, export)) = whole() {
            // A name inside of the namespace that the module is.
            let namespace = self.follow(&module, &export, through, depth)?;
            return self.inside(&namespace, name, through, depth);
        }
        given.1.then(outside)
    }

    fn follow(&self, module: &Rc<str>, export: &Export, through: &mut Vec<Rc<str>>, depth: usize) -> Option<Place> {
        through.push(Rc::clone(module));
        let scope = Scope { path: Rc::clone(module), within: Vec::new() };
        match &export.what {
            Exported::Local(name) => self.place(&scope, name, through, depth + 1),
            Exported::From(source, name) => self.import(module, source, Some(name), through, depth + 1),
            Exported::Module(source) => self.import(module, source, None, through, depth + 1),
        }
    }

    /// What a dotted name stands for where it is written; nothing if it is global or not known.
    pub(crate) fn lookup(&self, scope: &Scope, name: &str) -> Option<Place> {
        self.place(scope, name, &mut Vec::new(), 0)
    }

    fn place(&self, scope: &Scope, name: &str, through: &mut Vec<Rc<str>>, depth: usize) -> Option<Place> {
        if depth > LONGEST_CHAIN {
            return None;
        }
        let mut parts = name.split('.');
        let mut place = self.first(scope, parts.next()?, through, depth)?;
        for part in parts {
            place = self.inside(&place, part, through, depth + 1)?;
        }
        Some(place)
    }

    fn first(&self, scope: &Scope, name: &str, through: &mut Vec<Rc<str>>, depth: usize) -> Option<Place> {
        enum Found {
            Item,
            Same(String),
            Import(String, Option<String>),
        }
        let mut scope = scope.clone();
        loop {
            let found = self.scope(&scope, |module| {
                let mut same = None;
                let mut real = false;
                for item in module.items(name) {
                    match &item.kind {
                        Kind::Same(of) => same = Some(of.clone()),
                        _ => real = true,
                    }
                }
                if real {
                    return Some(Found::Item);
                }
                if let Some(of) = same {
                    return Some(Found::Same(of));
                }
                let import = module.imports.iter().find(|import| import.local == name)?;
                Some(Found::Import(import.source.clone(), import.name.clone()))
            });
            match found.flatten() {
                Some(Found::Item) => return Some(Place::Item(scope, name.to_owned())),
                // What cannot be followed further is known by this name.
                Some(Found::Same(of)) => {
                    let further = if of == name { None } else { self.place(&scope, &of, through, depth + 1) };
                    return further.or_else(|| Some(Place::Item(scope, name.to_owned())));
                }
                Some(Found::Import(source, name)) => {
                    let path = Rc::clone(&scope.path);
                    return self.import(&path, &source, name.as_deref(), through, depth + 1);
                }
                None => {
                    scope.within.pop()?;
                }
            }
        }
    }

    /// A name inside of a namespace or module.
    fn inside(&self, place: &Place, name: &str, through: &mut Vec<Rc<str>>, depth: usize) -> Option<Place> {
        match place {
            Place::Item(scope, of) => {
                let inner = scope.inside(of);
                self.scope(&inner, |module| module.items(name).next().is_some())?;
                self.first(&inner, name, through, depth + 1)
            }
            Place::Module(scope) if scope.within.is_empty() => {
                let (module, index) = self.given(&scope.path).0.get(name).cloned()?;
                let export = self.module(&module, |read| read.exports.get(index).cloned()).flatten()?;
                self.follow(&module, &export, through, depth + 1)
            }
            Place::Module(scope) => self.first(scope, name, through, depth + 1),
            Place::Outside(source, outer) => Some(Place::Outside(source.clone(), format!("{outer}.{name}"))),
        }
    }

    /// What is declared at a place, with its names looked up.
    pub(crate) fn symbol(&self, place: &Place) -> Option<Rc<Symbol>> {
        if let Some(known) = self.symbols.borrow().get(place) {
            return known.clone();
        }
        let symbol = absolute(self, place).map(Rc::new);
        self.symbols.borrow_mut().insert(place.clone(), symbol.clone());
        symbol
    }

    /// The number that a place goes by in types of this end.
    pub(crate) fn number(&self, place: Place) -> usize {
        let mut places = self.places.borrow_mut();
        if let Some(known) = places.1.get(&place) {
            return *known;
        }
        let number = places.0.len();
        places.0.push(place.clone());
        places.1.insert(place, number);
        number
    }

    /// The place that a looked-up name in a type of this end stands for.
    pub(crate) fn numbered(&self, name: &str) -> Option<Place> {
        let number: usize = name.strip_prefix('#')?.parse().ok()?;
        self.places.borrow().0.get(number).cloned()
    }
}

fn below<'m>(module: &'m Module, name: &str) -> Vec<&'m Module> {
    let ambient = module.ambient.iter().filter(|(known, _)| known == name).map(|(_, inner)| inner);
    let items = module.items.iter().filter(|item| item.name == name);
    let namespaces = items.filter_map(|item| match &item.kind {
        Kind::Namespace(inner) => Some(&**inner),
        _ => None,
    });
    namespaces.chain(ambient).collect()
}
