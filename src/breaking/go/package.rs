//! One package at one end: the declarations of all its files, by name.

use std::{cell::OnceCell, collections::BTreeMap};

use super::Go;
use super::model::{Declaration, Type, TypeDeclaration, What};
use crate::breaking::{Known, Side, Spot};

/// Aliases followed one from the other; more are a cycle.
const LONGEST_CHAIN: usize = 32;

/// A path and a name, and those that they stand for.
type Alias = ((&'static str, &'static str), (&'static str, &'static str));

/// Types of the standard library that are only other names, by path and name.
const STANDARD_ALIASES: [Alias; 9] = [
    (("golang.org/x/net/context", "Context"), ("context", "Context")),
    (("golang.org/x/net/context", "CancelFunc"), ("context", "CancelFunc")),
    (("os", "FileInfo"), ("io/fs", "FileInfo")),
    (("os", "FileMode"), ("io/fs", "FileMode")),
    (("os", "DirEntry"), ("io/fs", "DirEntry")),
    (("os", "PathError"), ("io/fs", "PathError")),
    (("golang.org/x/exp/constraints", "Ordered"), ("cmp", "Ordered")),
    (("golang.org/x/sys/unix", "Signal"), ("syscall", "Signal")),
    (("golang.org/x/sync/syncmap", "Map"), ("sync", "Map")),
];

/// A declaration with its file.
#[derive(Debug, Clone)]
pub(super) struct Placed {
    pub(super) path: String,
    pub(super) declaration: Declaration,
}

impl Placed {
    /// Where it stands.
    pub(super) fn spot(&self) -> Spot {
        Spot::new(self.path.clone(), self.declaration.line, self.declaration.head.clone())
    }
}

/// The declarations of a folder.
#[derive(Debug, Default)]
pub(super) struct Package {
    pub(super) name: String,
    /// Several for one name where files for other systems declare it, too.
    objects: BTreeMap<String, Vec<Placed>>,
    /// By the name of the receiver.
    methods: BTreeMap<String, Vec<Placed>>,
    /// The names of aliases by what they stand for, found out when first asked for.
    aliases: OnceCell<BTreeMap<String, Vec<String>>>,
    /// A file cannot be read: nothing can be said of what is missing.
    pub(super) is_partial: bool,
    pub(super) paths: Vec<String>,
}

/// Whether a file can be part of a package that others import.
pub(super) fn is_source(path: &str) -> bool {
    path.strip_suffix(".go").is_some_and(|stem| !stem.ends_with("_test"))
}

impl Package {
    /// Reads a folder.
    pub(super) fn read(side: &Side<'_, Go>, folder: &str) -> Self {
        let mut package = Self::default();
        for entry in side.list(folder).iter().filter(|entry| !entry.is_folder && is_source(&entry.name)) {
            let name = &*entry.name;
            let path = if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
            match side.facts(&path) {
                None => package.is_partial = true,
                Some(file) if file.is_ignored || file.package.is_empty() => {}
                Some(file) => {
                    package.is_partial |= file.is_unreadable;
                    package.add(path, &file);
                }
            }
        }
        package
    }

    fn add(&mut self, path: String, file: &Known<super::model::File>) {
        if self.name.is_empty() || self.name == "main" {
            self.name.clone_from(&file.package);
        }
        for declaration in &file.declarations {
            let placed = Placed { path: path.clone(), declaration: declaration.clone() };
            match &declaration.what {
                What::Method(method) => self.methods.entry(method.receiver.clone()).or_default().push(placed),
                _ => self.objects.entry(declaration.name.clone()).or_default().push(placed),
            }
        }
        self.paths.push(path);
    }

    /// Whether there is anything.
    pub(super) fn is_empty(&self) -> bool {
        self.paths.is_empty() && !self.is_partial
    }

    /// All names but those of methods.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.objects.keys().map(String::as_str)
    }

    /// The declarations of a name.
    pub(super) fn all(&self, name: &str) -> &[Placed] {
        self.objects.get(name).map_or(&[], Vec::as_slice)
    }

    /// The first declaration of a name.
    pub(super) fn object(&self, name: &str) -> Option<&Placed> {
        self.all(name).first()
    }

    /// The declaration of a type.
    pub(super) fn type_of(&self, name: &str) -> Option<&TypeDeclaration> {
        self.all(name).iter().find_map(|placed| match &placed.declaration.what {
            What::Type(declared) => Some(declared),
            _ => None,
        })
    }

    /// The other names of types of this package.
    fn aliases(&self) -> &BTreeMap<String, Vec<String>> {
        self.aliases.get_or_init(|| {
            let mut aliases: BTreeMap<String, Vec<String>> = BTreeMap::new();
            for alias in self.objects.keys() {
                let Some(declared) = self.type_of(alias).filter(|declared| declared.is_alias) else { continue };
                if let Type::Named { package, name: to, .. } = &declared.of
                    && package.is_empty()
                    && to != alias
                {
                    aliases.entry(to.clone()).or_default().push(alias.clone());
                }
            }
            aliases
        })
    }

    /// The methods that a defined type declares itself, whichever of its names they use.
    pub(super) fn methods(&self, name: &str) -> Vec<&Placed> {
        let aliases = self.aliases().get(name).map_or(&[][..], Vec::as_slice);
        let names = aliases.iter().map(String::as_str).chain(std::iter::once(name));
        names.filter_map(|name| self.methods.get(name)).flatten().collect()
    }

    /// A type with aliases resolved at its top.
    pub(super) fn resolved(&self, of: &Type) -> Type {
        let mut of = of.clone();
        for _ in 0..LONGEST_CHAIN {
            let next = match &of {
                Type::Named { package, name, arguments } if package.is_empty() => match self.type_of(name) {
                    Some(declared) if declared.is_alias && arguments.is_empty() => declared.of.clone(),
                    Some(_) => return of,
                    None => match name.as_str() {
                        "byte" => return Type::named("uint8"),
                        "rune" => return Type::named("int32"),
                        "any" => return Type::Interface(super::model::Interface::default()),
                        _ => return of,
                    },
                },
                Type::Named { package, name, arguments } => {
                    let known = STANDARD_ALIASES.iter().find(|((path, alias), _)| path == package && alias == name);
                    let Some((_, (path, name))) = known else { return of };
                    return Type::Named {
                        package: (*path).to_owned(),
                        name: (*name).to_owned(),
                        arguments: arguments.clone(),
                    };
                }
                _ => return of,
            };
            of = next;
        }
        of
    }

    /// What a type is made of: names of this package are looked through.
    pub(super) fn underlying(&self, of: &Type) -> Type {
        let mut of = self.resolved(of);
        for _ in 0..LONGEST_CHAIN {
            let next = match &of {
                Type::Named { package, name, .. } if package.is_empty() => match self.type_of(name) {
                    Some(declared) => self.resolved(&declared.of),
                    None => return of,
                },
                _ => return of,
            };
            of = next;
        }
        of
    }

    /// The name of a type that this package defines, behind aliases and one pointer.
    pub(super) fn own_name(&self, of: &Type) -> Option<String> {
        match self.resolved(of) {
            Type::Named { package, name, .. } if package.is_empty() && self.type_of(&name).is_some() => Some(name),
            _ => None,
        }
    }
}
