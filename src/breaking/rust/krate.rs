//! One crate at one end: its modules, read when they are asked for, and what names mean in them.

use std::{cell::RefCell, collections::HashMap, rc::Rc};

use super::{
    Rust,
    facts::{Body, Facts, Import, Item},
};
use crate::breaking::Side;

/// Steps that a name is followed at most: through imports of imports.
const FARTHEST: usize = 40;

/// A crate at one end.
pub(super) struct Crate<'p, 'a> {
    side: &'p Side<'a, Rust>,
    pub(super) name: String,
    root: String,
    is_2015: bool,
    modules: RefCell<HashMap<String, Option<Rc<Module>>>>,
}

/// A module.
#[derive(Debug)]
pub(super) struct Module {
    /// Its path within the crate; the crate's own is empty.
    pub(super) path: String,
    /// The file that it stands in.
    pub(super) file: String,
    /// The folder of its children's files.
    pub(super) folder: String,
    pub(super) items: Vec<Rc<Item>>,
}

/// What a name means.
#[derive(Debug, Clone)]
pub(super) enum Def {
    Item(Rc<Module>, Rc<Item>),
    Module(Rc<Module>),
    /// Something of another crate, or that cannot be found.
    External(String),
}

/// The file of a child module and the folder of its children.
pub(super) struct ChildFile {
    pub(super) file: String,
    pub(super) folder: String,
}

impl<'p, 'a> Crate<'p, 'a> {
    pub(super) fn new(side: &'p Side<'a, Rust>, name: &str, root: &str, is_2015: bool) -> Self {
        Self { side, name: name.to_owned(), root: root.to_owned(), is_2015, modules: RefCell::default() }
    }

    pub(super) fn root(&self) -> Option<Rc<Module>> {
        self.module("")
    }

    /// The module of a path, read from its file.
    pub(super) fn module(&self, path: &str) -> Option<Rc<Module>> {
        if let Some(known) = self.modules.borrow().get(path) {
            return known.clone();
        }
        let module = self.load(path).map(Rc::new);
        self.modules.borrow_mut().insert(path.to_owned(), module.clone());
        module
    }

    /// The modules that were read.
    pub(super) fn loaded(&self) -> Vec<Rc<Module>> {
        let mut modules: Vec<_> = self.modules.borrow().values().flatten().cloned().collect();
        modules.sort_by(|left, right| left.path.cmp(&right.path));
        modules
    }

    fn load(&self, path: &str) -> Option<Module> {
        if path.is_empty() {
            let items = self.file_items(&self.root)?;
            return Some(Module { path: String::new(), file: self.root.clone(), folder: folder_of(&self.root), items });
        }
        let (parent, name) = path.rsplit_once("::").unwrap_or(("", path));
        let parent = self.module(parent)?;
        let declared: Vec<_> = parent.items.iter().filter(|item| is_module(item, name)).cloned().collect();
        for item in declared {
            let Body::Module(inline) = &item.body else { continue };
            if let Some(items) = inline {
                let items = items.iter().cloned().map(Rc::new).collect();
                let folder = join(&parent.folder, name);
                return Some(Module { path: path.to_owned(), file: parent.file.clone(), folder, items });
            }
            if let Some(child) = self.file_of(&parent, &item)
                && let Some(items) = self.file_items(&child.file)
            {
                return Some(Module { path: path.to_owned(), file: child.file, folder: child.folder, items });
            }
        }
        None
    }

    fn file_items(&self, file: &str) -> Option<Vec<Rc<Item>>> {
        match &*self.side.facts(file)? {
            Facts::Source(items) => Some(items.iter().cloned().map(Rc::new).collect()),
            Facts::Manifest(_) => None,
        }
    }

    /// Where a module that is declared by `mod name;` lies.
    pub(super) fn file_of(&self, parent: &Module, item: &Item) -> Option<ChildFile> {
        let at = |file: String, folder: String| self.side.exists(&file).then_some(ChildFile { file, folder });
        if let Some(path) = &item.attrs.path {
            let base = parent.file.rsplit_once('/').map_or("", |(folder, _)| folder);
            let file = normalized(&join(base, path))?;
            let folder = folder_of(&file);
            return at(file, folder);
        }
        let folder = join(&parent.folder, &item.name);
        at(format!("{folder}.rs"), folder.clone()).or_else(|| at(join(&folder, "mod.rs"), folder.clone()))
    }

    /// Where the child module of a name lies, without reading it: the module's own place if it stands in the parent's file.
    pub(super) fn child_file(&self, parent: &Module, name: &str) -> Option<ChildFile> {
        let item = parent.items.iter().find(|item| is_module(item, name))?;
        match &item.body {
            Body::Module(Some(_)) => Some(ChildFile { file: parent.file.clone(), folder: join(&parent.folder, name) }),
            _ => self.file_of(parent, item),
        }
    }

    /// What a path means in a module.
    pub(super) fn resolve(&self, module: &Rc<Module>, path: &[String]) -> Vec<Def> {
        self.follow(module, path, &mut Vec::new())
    }

    fn follow(&self, module: &Rc<Module>, path: &[String], seen: &mut Vec<(String, String)>) -> Vec<Def> {
        let Some((first, mut rest)) = path.split_first() else { return vec![Def::Module(Rc::clone(module))] };
        let external = || vec![Def::External(path.join("::").trim_start_matches("::").to_owned())];
        let parent = |module: &Rc<Module>| {
            let up = module.path.rsplit_once("::").map_or("", |(up, _)| up);
            self.module(up)
        };
        let mut found = match first.as_str() {
            "crate" | "$crate" => self.root().map(Def::Module).into_iter().collect(),
            "self" => vec![Def::Module(Rc::clone(module))],
            "super" => {
                let mut up = parent(module);
                while let Some((next, after)) = rest.split_first().filter(|(next, _)| *next == "super") {
                    debug_assert_eq!(next, "super");
                    up = up.and_then(|module| parent(&module));
                    rest = after;
                }
                up.map(Def::Module).into_iter().collect()
            }
            name if name.starts_with("::") => return external(),
            name => {
                let here = self.lookup(module, name, seen);
                match here.is_empty() {
                    false => here,
                    true if self.is_2015 => self.root().map(|root| self.lookup(&root, name, seen)).unwrap_or_default(),
                    true if name == self.name && !module.path.is_empty() => {
                        self.root().map(Def::Module).into_iter().collect()
                    }
                    true => Vec::new(),
                }
            }
        };
        // `use anyhow::anyhow;` brings a macro: what `anyhow::Error` begins with is the crate all the same.
        let is_crate = |def: &Def| matches!(def, Def::External(known) if *known == format!("{first}::{first}"));
        if found.is_empty() || !rest.is_empty() && found.iter().all(is_crate) {
            return external();
        }
        for segment in rest {
            let mut next = Vec::new();
            for def in found {
                match def {
                    Def::Module(module) => next.extend(self.lookup(&module, segment, seen)),
                    Def::Item(..) => next.push(Def::External(path.join("::"))),
                    Def::External(known) => next.push(Def::External(format!("{known}::{segment}"))),
                }
            }
            found = next;
        }
        found
    }

    /// What a name means in a module: its own items, else what it imports.
    fn lookup(&self, module: &Rc<Module>, name: &str, seen: &mut Vec<(String, String)>) -> Vec<Def> {
        let step = (module.path.clone(), name.to_owned());
        if seen.len() > FARTHEST || seen.contains(&step) {
            return Vec::new();
        }
        seen.push(step);
        let mut found = Vec::new();
        for item in &module.items {
            match &item.body {
                Body::Module(_) if item.name == name => {
                    found.extend(self.module(&child_path(&module.path, name)).map(Def::Module));
                }
                Body::Impl(_) | Body::Call(_) => {}
                Body::Use(imports) => {
                    for import in imports.iter().filter(|import| import.name.as_deref() == Some(name)) {
                        found.extend(self.follow_import(module, import, seen));
                    }
                }
                _ if item.name == name => found.push(Def::Item(Rc::clone(module), Rc::clone(item))),
                _ => {}
            }
        }
        if found.is_empty() {
            for import in globs(module) {
                for def in self.follow_import(module, import, seen) {
                    if let Def::Module(other) = def {
                        found.extend(self.lookup(&other, name, seen));
                    }
                }
            }
        }
        seen.pop();
        found
    }

    fn follow_import(&self, module: &Rc<Module>, import: &Import, seen: &mut Vec<(String, String)>) -> Vec<Def> {
        // `use a::a;` does not mean itself.
        if import.path.len() == 1 && import.name.as_ref() == import.path.first() && !self.is_2015 {
            return vec![Def::External(import.path.join("::"))];
        }
        self.follow(module, &import.path, seen)
    }
}

/// The glob imports of a module.
fn globs(module: &Module) -> impl Iterator<Item = &Import> {
    module
        .items
        .iter()
        .flat_map(|item| match &item.body {
            Body::Use(imports) => imports.as_slice(),
            _ => &[],
        })
        .filter(|import| import.name.is_none())
}

fn is_module(item: &Item, name: &str) -> bool {
    matches!(item.body, Body::Module(_)) && item.name == name
}

pub(super) fn child_path(parent: &str, name: &str) -> String {
    if parent.is_empty() { name.to_owned() } else { format!("{parent}::{name}") }
}

fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

/// The folder of the children of the module in a file.
fn folder_of(file: &str) -> String {
    let (folder, name) = file.rsplit_once('/').unwrap_or(("", file));
    match name {
        "mod.rs" | "lib.rs" | "main.rs" => folder.to_owned(),
        _ => join(folder, name.trim_end_matches(".rs")),
    }
}

/// A path without `.` and `..`; nothing if it leads out of the repository.
fn normalized(path: &str) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}
