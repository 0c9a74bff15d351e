//! The public surface of a crate at one end: every path by which users can name something, as far as it can have changed.

use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    rc::Rc,
};

use super::{
    Rust,
    facts::{Body, Import, Item, Namespace, Vis},
    krate::{ChildFile, Crate, Def, Module, child_path},
};
use crate::breaking::Pair;

/// Modules in each other, re-exports included.
const DEEPEST: usize = 24;
/// Paths that a crate has at most.
const PLACES_AT_MOST: usize = 200_000;

/// A path at which something can be named.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub(super) def: Def,
    pub(super) is_hidden: bool,
    /// The file and line of the re-export, if it is one.
    pub(super) by: Option<(String, u32)>,
    /// Conditions that modules and re-exports on the way put on it.
    pub(super) cfg: Vec<String>,
}

impl Place {
    /// Whether it is hidden, by itself or by what it is in.
    pub(super) fn is_hidden_itself(&self) -> bool {
        self.is_hidden || matches!(&self.def, Def::Item(_, item) if item.attrs.hidden)
    }
}

/// The surface.
#[derive(Debug, Default)]
pub(super) struct Surface {
    pub(super) places: BTreeMap<(String, Namespace), Place>,
    /// Modules that re-export all of something that cannot be seen.
    pub(super) open: BTreeSet<String>,
    /// Module and name of every item that has a path.
    pub(super) reached: HashSet<(String, String)>,
    /// Their names.
    pub(super) names: HashSet<String>,
    /// Macro calls that may make items, by module.
    pub(super) calls: BTreeMap<String, Vec<String>>,
}

/// What can have changed: unchanged modules without changed children are the same at both ends and are not read.
pub(super) struct Scope<'p, 'a> {
    pub(super) pair: &'p Pair<'a, Rust>,
    /// Unchanged files that are read nevertheless, because they re-export what changed.
    pub(super) extra: BTreeSet<String>,
}

impl Scope<'_, '_> {
    pub(super) fn may_differ(&self, child: &ChildFile) -> bool {
        let prefix = format!("{}/", child.folder);
        self.pair.is_changed(&child.file)
            || self.pair.is_changed_below(&child.folder)
            || self.extra.contains(&child.file)
            || self.extra.range(prefix.clone()..).next().is_some_and(|file| file.starts_with(&prefix))
    }
}

/// Walks a crate.
pub(super) struct Walker<'p, 'a> {
    pub(super) krate: &'p Crate<'p, 'a>,
    /// The same crate at the other end: what both import alike from where nothing differs need not be followed.
    pub(super) other: &'p Crate<'p, 'a>,
    pub(super) scope: &'p Scope<'p, 'a>,
    surface: Surface,
    visited: HashSet<(String, String)>,
}

/// How the walk came to a module.
#[derive(Debug, Clone, Default)]
struct Way {
    path: String,
    is_hidden: bool,
    by: Option<(String, u32)>,
    cfg: Vec<String>,
    is_glob: bool,
    depth: usize,
}

impl<'p, 'a> Walker<'p, 'a> {
    pub(super) fn new(krate: &'p Crate<'p, 'a>, other: &'p Crate<'p, 'a>, scope: &'p Scope<'p, 'a>) -> Self {
        Self { krate, other, scope, surface: Surface::default(), visited: HashSet::new() }
    }

    /// All public paths.
    pub(super) fn walk(mut self) -> Surface {
        if let Some(root) = self.krate.root() {
            self.enter_changed(&root, 0);
            let path = self.krate.name.clone();
            self.module(&root, &Way { path, ..Way::default() });
            self.macros();
        }
        let shown = self.surface.places.values().filter(|place| !place.is_hidden);
        let items = shown.filter_map(|place| match &place.def {
            Def::Item(module, item) => Some((module.path.clone(), item.name.clone())),
            _ => None,
        });
        self.surface.reached = items.collect();
        self.surface.names = self.surface.reached.iter().map(|(_, name)| name.clone()).collect();
        self.surface
    }

    /// Reads every module that can have changed, private ones too: they may hold what is re-exported, and impls.
    fn enter_changed(&self, module: &Rc<Module>, depth: usize) {
        if depth > DEEPEST {
            return;
        }
        for item in &module.items {
            if matches!(item.body, Body::Module(_))
                && self.krate.child_file(module, &item.name).is_some_and(|child| self.scope.may_differ(&child))
                && let Some(child) = self.krate.module(&child_path(&module.path, &item.name))
            {
                self.enter_changed(&child, depth + 1);
            }
        }
    }

    /// Macros that are exported lie at the top of the crate, wherever they stand.
    fn macros(&mut self) {
        // Those of unchanged files are the same at both ends, whoever read them.
        for module in self.krate.loaded().into_iter().filter(|module| self.scope.pair.is_changed(&module.file)) {
            for item in module.items.iter().filter(|item| matches!(item.body, Body::Macro) && item.attrs.macro_export) {
                let path = format!("{}::{}", self.krate.name, item.name);
                let place = Place {
                    def: Def::Item(Rc::clone(&module), Rc::clone(item)),
                    is_hidden: item.attrs.hidden,
                    by: None,
                    cfg: Vec::new(),
                };
                self.surface.places.entry((path, Namespace::Macro)).or_insert(place);
            }
        }
    }

    fn module(&mut self, module: &Rc<Module>, way: &Way) {
        let is_new = self.visited.insert((module.path.clone(), way.path.clone()));
        if way.depth > DEEPEST || !is_new || self.surface.places.len() > PLACES_AT_MOST {
            return;
        }
        // Names of their own hide what globs bring.
        for item in &module.items {
            if item.vis == Vis::Public {
                self.item(module, item, way);
            } else if let Body::Call(text) = &item.body {
                self.surface.calls.entry(way.path.clone()).or_default().push(text.clone());
            }
        }
        for item in module.items.iter().filter(|item| item.vis == Vis::Public) {
            if let Body::Use(imports) = &item.body {
                for import in imports.iter().filter(|import| import.name.is_none()) {
                    self.glob(module, item, import, way);
                }
            }
        }
    }

    fn item(&mut self, module: &Rc<Module>, item: &Rc<Item>, way: &Way) {
        let below = |name: &str| Way {
            path: format!("{}::{name}", way.path),
            // Two underscores say what `#[doc(hidden)]` says.
            is_hidden: way.is_hidden || item.attrs.hidden || name.starts_with("__"),
            by: way.by.clone(),
            cfg: [way.cfg.as_slice(), &item.attrs.cfg].concat(),
            is_glob: way.is_glob,
            depth: way.depth + 1,
        };
        match &item.body {
            Body::Use(imports) => {
                for import in imports {
                    if let Some(name) = import.name.as_deref().filter(|name| *name != "_") {
                        let by = way.by.clone().or_else(|| Some((module.file.clone(), item.line)));
                        self.import(module, import, &Way { by, ..below(name) });
                    }
                }
            }
            Body::Module(_) => {
                let child = self.krate.child_file(module, &item.name);
                self.put(Def::Item(Rc::clone(module), Rc::clone(item)), Namespace::Type, &below(&item.name));
                if child.is_some_and(|child| self.scope.may_differ(&child))
                    && let Some(child) = self.krate.module(&child_path(&module.path, &item.name))
                {
                    self.module(&child, &below(&item.name));
                }
            }
            Body::Impl(_) | Body::Call(_) | Body::Macro => {}
            body => {
                let namespace = body.namespace();
                self.put(Def::Item(Rc::clone(module), Rc::clone(item)), namespace, &below(&item.name));
            }
        }
    }

    fn put(&mut self, def: Def, namespace: Namespace, way: &Way) {
        let place = Place { def, is_hidden: way.is_hidden, by: way.by.clone(), cfg: way.cfg.clone() };
        self.surface.places.entry((way.path.clone(), namespace)).or_insert(place);
    }

    fn import(&mut self, module: &Rc<Module>, import: &Import, way: &Way) {
        if self.is_settled(module, import) {
            return;
        }
        for def in self.krate.resolve(module, &import.path) {
            match &def {
                Def::Item(_, item) => {
                    let hidden = Way { is_hidden: way.is_hidden || item.attrs.hidden, ..way.clone() };
                    self.put(def.clone(), item.body.namespace(), &hidden);
                }
                Def::External(_) => self.put(def, Namespace::Type, way),
                Def::Module(target) => {
                    let hidden = Way { is_hidden: way.is_hidden || self.is_hidden(target), ..way.clone() };
                    self.put(def.clone(), Namespace::Type, &hidden);
                    self.module(target, &hidden);
                }
            }
        }
    }

    fn glob(&mut self, module: &Rc<Module>, item: &Item, import: &Import, way: &Way) {
        if self.is_settled(module, import) {
            return;
        }
        let by = way.by.clone().or_else(|| Some((module.file.clone(), item.line)));
        let way = Way {
            is_hidden: way.is_hidden || item.attrs.hidden,
            by,
            is_glob: true,
            depth: way.depth + 1,
            ..way.clone()
        };
        for def in self.krate.resolve(module, &import.path) {
            match def {
                Def::Module(target) => self.module(&target, &way),
                Def::External(_) => {
                    self.surface.open.insert(way.path.clone());
                }
                Def::Item(_, item) => {
                    let Body::Enum(variants) = &item.body else { continue };
                    for variant in variants.iter().filter(|variant| !variant.attrs.hidden) {
                        let def = Def::External(format!("{}::{}", item.name, variant.name));
                        let path = child_path(&way.path, &variant.name);
                        self.put(def, Namespace::Type, &Way { path, ..way.clone() });
                    }
                }
            }
        }
    }

    /// Whether a module is declared as hidden.
    fn is_hidden(&self, module: &Module) -> bool {
        let (up, name) = module.path.rsplit_once("::").unwrap_or(("", &module.path));
        let declares = |item: &Rc<Item>| item.name == name && matches!(item.body, Body::Module(_)) && item.attrs.hidden;
        self.krate.module(up).is_some_and(|parent| parent.items.iter().any(declares))
    }

    /// Whether an import brings the same at both ends: it is written alike in both, and leads to where nothing differs.
    fn is_settled(&self, module: &Rc<Module>, import: &Import) -> bool {
        let mut at = Rc::clone(module);
        let mut segments = import.path.as_slice();
        while let Some((first, rest)) = segments.split_first() {
            match first.as_str() {
                "crate" | "$crate" => match self.krate.root() {
                    Some(root) => at = root,
                    None => return false,
                },
                "self" => {}
                _ => break,
            }
            segments = rest;
        }
        let Some(first) = segments.first() else { return false };
        let Some(child) = self.krate.child_file(&at, first) else { return false };
        let is_alike = |other: &Rc<Module>| {
            other.items.iter().any(|item| {
                item.vis == Vis::Public && matches!(&item.body, Body::Use(imports) if imports.contains(import))
            })
        };
        !self.scope.may_differ(&child) && self.other.module(&module.path).is_some_and(|other| is_alike(&other))
    }
}
