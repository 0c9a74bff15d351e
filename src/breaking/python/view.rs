//! One side of the comparison: its modules, parsed when they are first asked for, and what a name in one of them means.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

use crate::breaking::Side;

use super::Python;
use super::layout::{self, Layout};
use super::model::{Binding, Class, Export, Form, Guard, Import, Module, Origin, Source, What, last_part};

/// How many imports are followed from one to the next; a longer chain is a cycle.
const LONGEST_CHAIN: usize = 24;

/// How many aliases are written out one in the other.
const ALIASES_DEEP: usize = 4;
/// Longer annotations are not written out any further.
const LONGEST_ANNOTATION: usize = 2_000;
/// A package file that defines more than this is a program of its own; what it imports it uses.
const OWN_DEFINITIONS: usize = 3;

/// One side.
pub(crate) struct View<'a> {
    pub(crate) layout: Layout,
    side: &'a Side<'a, Python>,
    parsed: RefCell<BTreeMap<String, Option<Rc<Module>>>>,
    starred: RefCell<BTreeMap<String, Rc<Starred>>>,
    /// How many modules wait for what another one gives to `import *`.
    asked: Cell<usize>,
}

/// The names that `import *` gives.
#[derive(Debug, Default)]
struct Starred {
    names: BTreeSet<String>,
    /// Whether that is known to be all.
    certain: bool,
}

/// What a name in a module turned out to be.
#[derive(Debug, Clone)]
pub(crate) enum Found {
    Item(Item),
    Module(String),
    /// Another distribution.
    Outside(String),
    /// It may be there; the text does not say.
    Unknown,
    Missing,
}

/// What was found on the way to one name: by module, and the name there.
type Asked = HashMap<(String, String), Found>;

/// A name with the module that binds it.
#[derive(Debug, Clone)]
pub(crate) struct Item {
    pub(crate) module: Rc<Module>,
    pub(crate) dotted: String,
    pub(crate) name: String,
}

impl Item {
    /// The definitions of the name, the last first; imports are not among them.
    pub(crate) fn bindings(&self) -> impl Iterator<Item = &Binding> {
        self.module.bound(&self.name).filter(|binding| !matches!(binding.what, What::Import(_) | What::Star(_)))
    }

    /// The definition that stands at run time.
    pub(crate) fn binding(&self) -> Option<&Binding> {
        self.bindings().next()
    }

    /// The class, if it is one.
    pub(crate) fn class(&self) -> Option<&Class> {
        self.bindings().find_map(|binding| match &binding.what {
            What::Class(class) => Some(class),
            _ => None,
        })
    }

    /// What tells this definition from every other of its side.
    pub(crate) fn key(&self) -> String {
        format!("{}:{}", self.dotted, self.name)
    }
}

impl<'a> View<'a> {
    pub(crate) fn new(side: &'a Side<'a, Python>, may_have_source: bool) -> Self {
        let paths = side.files_below("", layout::is_python);
        Self {
            layout: Layout::new(paths.iter().map(String::as_str), may_have_source),
            side,
            parsed: RefCell::default(),
            starred: RefCell::default(),
            asked: Cell::new(0),
        }
    }

    /// Whether a file stands at a path.
    pub(crate) fn has_file(&self, path: &str) -> bool {
        self.side.exists(path)
    }

    /// The text of a module's file.
    pub(crate) fn text(&self, dotted: &str) -> Option<String> {
        self.side.text(&self.layout.module(dotted)?.path)
    }

    /// The module of a dotted name.
    pub(crate) fn module(&self, dotted: &str) -> Option<Rc<Module>> {
        if let Some(known) = self.parsed.borrow().get(dotted) {
            return known.clone();
        }
        let parsed = self.layout.module(dotted).map(|files| {
            let mut module = self.side.facts(&files.path).map_or_else(unreadable, |known| Module::clone(&known));
            if let Some(stub) = files.stub.as_ref().and_then(|stub| self.side.facts(stub)) {
                let mut bindings = stub.bindings.clone();
                bindings.retain(|binding| module.bound(&binding.name).next().is_none());
                bindings.append(&mut module.bindings);
                module.bindings = bindings;
            }
            Rc::new(module)
        });
        self.parsed.borrow_mut().insert(dotted.to_owned(), parsed.clone());
        parsed
    }

    /// The absolute name of the module that an import in `dotted` names.
    pub(crate) fn absolute(&self, dotted: &str, source: &Source) -> String {
        if source.level == 0 {
            return source.module.clone();
        }
        let is_package = self.layout.module(dotted).is_some_and(|files| files.is_package);
        let mut base = if is_package { dotted } else { layout::parent(dotted) };
        for _ in 1..source.level.min(100) {
            base = layout::parent(base);
        }
        match (base.is_empty(), source.module.is_empty()) {
            (true, _) => source.module.clone(),
            (false, true) => base.to_owned(),
            (false, false) => format!("{base}.{}", source.module),
        }
    }

    /// What `name` means in the module `dotted`.
    pub(crate) fn resolve(&self, dotted: &str, name: &str) -> Found {
        self.follow(dotted, name, 0, &mut Asked::new())
    }

    fn follow(&self, dotted: &str, name: &str, depth: usize, asked: &mut Asked) -> Found {
        if depth > LONGEST_CHAIN {
            return Found::Unknown;
        }
        let Some(module) = self.module(dotted) else { return Found::Missing };
        if let Some(binding) = module.bound(name).next() {
            match &binding.what {
                What::Deleted => return Found::Missing,
                What::Import(import) => {
                    let found = self.imported(dotted, import, depth, asked);
                    // `try: from fast import x / except ImportError: def x(): ...`
                    let own = binding.guard != Guard::Always
                        && module.bound(name).any(|other| matches!(other.what, What::Function(_) | What::Class(_)));
                    if !own || matches!(found, Found::Item(_)) {
                        return found;
                    }
                }
                What::Star(_) | What::Function(_) | What::Class(_) | What::Value(_) => {}
            }
            let (dotted, name) = (dotted.to_owned(), name.to_owned());
            return Found::Item(Item { module: Rc::clone(&module), dotted, name });
        }
        if !module.bindings.iter().any(|binding| matches!(binding.what, What::Star(_))) {
            return self.through_stars(dotted, &module, name, depth, asked);
        }
        // Many chains of `import *` may lead through one module: it is asked once, and one that asks itself has nothing.
        let key = (dotted.to_owned(), name.to_owned());
        if let Some(known) = asked.get(&key) {
            return known.clone();
        }
        asked.insert(key.clone(), Found::Missing);
        let found = self.through_stars(dotted, &module, name, depth, asked);
        asked.insert(key, found.clone());
        found
    }

    fn through_stars(&self, dotted: &str, module: &Module, name: &str, depth: usize, asked: &mut Asked) -> Found {
        let mut unknown = module.open || module.unreadable;
        for binding in module.bindings.iter().rev() {
            let What::Star(source) = &binding.what else { continue };
            let target = self.absolute(dotted, source);
            if !self.layout.knows(&target) {
                unknown = true;
                continue;
            }
            let told = self.module(&target).filter(|module| module.exports.is_some());
            if told.is_some() {
                let given = self.starred(&target);
                if !given.names.contains(name) {
                    unknown |= !given.certain;
                    continue;
                }
            } else if name.starts_with('_') {
                continue;
            }
            match self.follow(&target, name, depth + 1, asked) {
                Found::Missing => {}
                Found::Unknown => unknown = true,
                found => return found,
            }
        }
        let submodule = format!("{dotted}.{name}");
        if self.layout.knows(&submodule) {
            Found::Module(submodule)
        } else if unknown {
            Found::Unknown
        } else {
            Found::Missing
        }
    }

    fn imported(&self, dotted: &str, import: &Import, depth: usize, asked: &mut Asked) -> Found {
        let target = self.absolute(dotted, &import.source);
        let root = target.split('.').next().unwrap_or_default();
        if import.source.level == 0 && !self.layout.knows(root) && !self.layout.knows(&target) {
            return Found::Outside(target);
        }
        match &import.name {
            None if self.layout.knows(&target) => Found::Module(target),
            Some(name) if self.layout.knows(&target) => self.follow(&target, name, depth + 1, asked),
            _ => Found::Unknown,
        }
    }

    /// What a dotted expression such as `module.Base[T]` in the module `dotted` means.
    pub(crate) fn resolve_path(&self, dotted: &str, path: &str) -> Found {
        let head = path.split(['[', '(']).next().unwrap_or_default().trim();
        let mut parts = head.split('.').map(str::trim);
        let Some(first) = parts.next().filter(|first| !first.is_empty()) else { return Found::Unknown };
        let mut found = self.resolve(dotted, first);
        for part in parts {
            found = match found {
                Found::Module(module) => self.resolve(&module, part),
                Found::Outside(module) => Found::Outside(format!("{module}.{part}")),
                _ => return Found::Unknown,
            };
        }
        found
    }

    /// Follows `New = Old` to the thing named; other things are given back as they are.
    pub(crate) fn unalias(&self, found: Found) -> Found {
        let mut found = found;
        for _ in 0..LONGEST_CHAIN {
            let target = match &found {
                Found::Item(item) => match item.binding().map(|binding| &binding.what) {
                    Some(What::Value(value)) if value.form == Form::Name => {
                        let path = value.written.clone().unwrap_or_default();
                        (last_part(&path) != item.name || path.contains('.'))
                            .then(|| self.resolve_path(&item.dotted, &path))
                    }
                    _ => None,
                },
                _ => None,
            };
            match target {
                Some(next @ Found::Item(_)) => found = next,
                _ => return found,
            }
        }
        found
    }

    /// An annotation with the type aliases of this tree written out.
    pub(crate) fn expanded(&self, dotted: &str, annotation: &str) -> String {
        let mut text = annotation.to_owned();
        for _ in 0..ALIASES_DEEP {
            let next = self.expanded_once(dotted, &text);
            if next == text || next.len() > LONGEST_ANNOTATION {
                break;
            }
            text = next;
        }
        text
    }

    fn expanded_once(&self, dotted: &str, text: &str) -> String {
        let is_part = |character: char| character.is_alphanumeric() || matches!(character, '_' | '.');
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while !rest.is_empty() {
            let end = rest.find(|character| !is_part(character)).unwrap_or(rest.len());
            let (word, more) = rest.split_at(end);
            match self.alias(dotted, word) {
                Some(value) => out.push_str(&value),
                None => out.push_str(word),
            }
            let other = more.find(is_part).unwrap_or(more.len());
            out.push_str(&more[..other]);
            rest = &more[other..];
        }
        out
    }

    /// What a type alias stands for.
    fn alias(&self, dotted: &str, word: &str) -> Option<String> {
        if !word.starts_with(|first: char| first.is_alphabetic() || first == '_') {
            return None;
        }
        let Found::Item(item) = self.resolve_path(dotted, word) else { return None };
        let binding = item.binding()?;
        let What::Value(value) = &binding.what else { return None };
        let written = value.written.as_deref()?;
        let is_type = value.origin == Origin::Alias
            || value.form == Form::Other
            || value.annotation.as_deref().is_some_and(|of| last_part(of) == "TypeAlias");
        (is_type && !written.contains('(') && !written.contains('…')).then(|| written.to_owned())
    }

    /// The names that `from dotted import *` gives, and whether the list is certain. A module that asks for its own by way of
    /// others learns nothing that is certain.
    fn starred(&self, dotted: &str) -> Rc<Starred> {
        if let Some(known) = self.starred.borrow().get(dotted) {
            return Rc::clone(known);
        }
        let depth = self.asked.get();
        let Some(module) = self.module(dotted).filter(|_| depth < LONGEST_CHAIN) else { return Rc::default() };
        self.starred.borrow_mut().insert(dotted.to_owned(), Rc::default());
        self.asked.set(depth + 1);
        let found = Rc::new(self.listed(dotted, &module));
        self.asked.set(depth);
        self.starred.borrow_mut().insert(dotted.to_owned(), Rc::clone(&found));
        found
    }

    fn listed(&self, dotted: &str, module: &Module) -> Starred {
        if module.exports.is_some() {
            return self.declared(dotted, module);
        }
        let mut names = BTreeSet::new();
        let mut certain = !module.open;
        for binding in &module.bindings {
            match &binding.what {
                What::Star(source) => {
                    let more = self.starred(&self.absolute(dotted, source));
                    names.extend(more.names.iter().cloned());
                    certain &= more.certain;
                }
                What::Deleted => drop(names.remove(&binding.name)),
                _ if !binding.name.starts_with('_') => drop(names.insert(binding.name.clone())),
                _ => {}
            }
        }
        Starred { names, certain }
    }

    /// What `__all__` of a module comes to.
    fn declared(&self, dotted: &str, module: &Module) -> Starred {
        let mut names = BTreeSet::new();
        let mut certain = true;
        for export in module.exports.iter().flatten() {
            match export {
                Export::Name(name) => drop(names.insert(name.clone())),
                Export::Removed(name) => drop(names.remove(name)),
                Export::AllOf(path) => match self.resolve_path(dotted, path) {
                    Found::Module(target) if target != dotted => {
                        let more = self.starred(&target);
                        names.extend(more.names.iter().cloned());
                        certain &= more.certain;
                    }
                    _ => certain = false,
                },
            }
        }
        Starred { names, certain }
    }

    /// The names of a module that its users may rely on, and whether the module says so itself.
    pub(crate) fn public_names(&self, dotted: &str) -> PublicNames {
        let Some(module) = self.module(dotted) else { return PublicNames::default() };
        let mut all = PublicNames::default();
        if module.exports.as_ref().is_some_and(|exports| !exports.is_empty()) {
            all.names = self.declared(dotted, &module).names;
            all.declared = true;
            return all;
        }
        let is_package = self.layout.module(dotted).is_some_and(|files| files.is_package);
        for binding in &module.bindings {
            let shown = match &binding.what {
                What::Star(source) => {
                    let target = self.absolute(dotted, source);
                    if self.layout.knows(&target) {
                        all.names.extend(self.starred(&target).names.iter().cloned());
                    }
                    false
                }
                What::Import(import) => {
                    let inside = import.source.level > 0 || self.is_sibling(dotted, &import.source.module);
                    let name = import.name.is_some();
                    import.explicit || (is_package && inside && name && binding.guard != Guard::Checking)
                }
                What::Deleted => {
                    all.names.remove(&binding.name);
                    false
                }
                // `try: import x` and `except ImportError: x = None` make no name of the module's own.
                What::Value(_) if binding.guard == Guard::Branch => !is_imported(&module, &binding.name),
                _ => binding.guard != Guard::Checking,
            };
            if shown && (!binding.name.starts_with('_') || binding.name == "__version__") {
                all.names.insert(binding.name.clone());
            }
        }
        all
    }

    /// Whether a module offers a name for no other reason than that it imports it for its own use.
    pub(crate) fn is_borrowed(&self, dotted: &str, name: &str) -> bool {
        let Some(module) = self.module(dotted) else { return false };
        let imported = module
            .bound(name)
            .next()
            .is_some_and(|binding| matches!(&binding.what, What::Import(import) if !import.explicit));
        // What comes from around a package and not from within it is not its own to offer.
        let is_from_around = module.bound(name).next().is_some_and(|binding| {
            let What::Import(import) = &binding.what else { return false };
            let from = self.absolute(dotted, &import.source);
            from != dotted && !from.starts_with(&format!("{dotted}.")) && layout::is_public(&from)
        });
        let own = module.bindings.iter().filter(|binding| matches!(binding.what, What::Function(_) | What::Class(_)));
        let most = if is_from_around { 1 } else { OWN_DEFINITIONS };
        module.exports.is_none() && imported && own.count() > most
    }

    fn is_sibling(&self, dotted: &str, module: &str) -> bool {
        let root = |name: &str| name.split('.').next().unwrap_or_default().to_owned();
        root(dotted) == root(module) && self.layout.knows(&root(module))
    }
}

/// The names of a module that users may rely on.
#[derive(Debug, Default)]
pub(crate) struct PublicNames {
    pub(crate) names: BTreeSet<String>,
    /// `__all__` says so.
    pub(crate) declared: bool,
}

fn is_imported(module: &Module, name: &str) -> bool {
    module.bound(name).any(|binding| matches!(&binding.what, What::Import(import) if !import.explicit))
}

fn unreadable() -> Module {
    Module { unreadable: true, ..Module::default() }
}
