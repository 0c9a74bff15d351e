//! A class with its base classes, as far as they can be found.

use std::collections::{BTreeMap, BTreeSet};

use super::super::model::{Binding, Class, last_part};
use super::super::view::{Found, Item, View};

/// A class has no more bases than this, or they are not followed.
const MOST: usize = 64;

/// Bases of the language that add no members which a class could lose to.
const PLAIN: [&str; 24] = [
    "object",
    "ABC",
    "Generic",
    "Protocol",
    "NamedTuple",
    "TypedDict",
    "Enum",
    "IntEnum",
    "StrEnum",
    "Flag",
    "IntFlag",
    "Exception",
    "BaseException",
    "ValueError",
    "TypeError",
    "RuntimeError",
    "KeyError",
    "OSError",
    "IOError",
    "AttributeError",
    "LookupError",
    "ImportError",
    "NotImplementedError",
    "Warning",
];

/// What a class is made for, which decides what its attributes are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    Plain,
    Dataclass,
    /// attrs, pydantic and what works like them.
    Model,
    NamedTuple,
    TypedDict,
    Enum,
    Protocol,
}

/// A class and its bases, itself first.
#[derive(Debug)]
pub(crate) struct Family {
    pub(crate) classes: Vec<Item>,
    /// Bases that are not in this tree, by the name that the class calls them.
    pub(crate) outside: BTreeSet<String>,
    /// Every base was found, here or in another distribution.
    pub(crate) known: bool,
    /// All members are known.
    pub(crate) complete: bool,
}

/// A member with the class that defines it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Member<'a> {
    pub(crate) owner: &'a Item,
    pub(crate) name: &'a str,
}

impl<'a> Member<'a> {
    /// Its definitions, the last first.
    pub(crate) fn bindings(&self) -> Vec<&'a Binding> {
        self.owner.class().into_iter().flat_map(|class| class.member(self.name)).collect()
    }
}

impl Family {
    pub(crate) fn of(view: &View<'_>, item: &Item) -> Self {
        let mut family = Self { classes: Vec::new(), outside: BTreeSet::new(), complete: true, known: true };
        let mut waiting = vec![item.clone()];
        let mut seen = BTreeSet::new();
        while let Some(item) = waiting.pop() {
            if !seen.insert(item.key()) {
                continue;
            }
            if seen.len() > MOST {
                family.complete = false;
                break;
            }
            family.add(view, &item, &mut waiting);
            family.classes.push(item);
        }
        family
    }

    fn add(&mut self, view: &View<'_>, item: &Item, waiting: &mut Vec<Item>) {
        let Some(class) = item.class() else { return };
        self.complete &= !class.open && class.member("__getattr__").next().is_none();
        let from = waiting.len();
        for base in &class.bases {
            if base.contains('(') || base.starts_with('*') {
                self.complete = false;
                self.known = false;
                continue;
            }
            let head = base.split('[').next().unwrap_or_default().trim();
            match view.unalias(view.resolve_path(&item.dotted, head)) {
                Found::Item(found) if found.class().is_some() => waiting.push(found),
                Found::Unknown => {
                    self.complete = false;
                    self.known = false;
                    self.outside.insert(head.to_owned());
                }
                _ => {
                    self.complete &= is_plain(head);
                    self.outside.insert(head.to_owned());
                }
            }
        }
        // The first base is asked first.
        waiting[from..].reverse();
    }

    /// The class itself.
    pub(crate) fn class(&self) -> Option<&Class> {
        self.classes.first()?.class()
    }

    /// Who defines a member, the nearest first.
    pub(crate) fn find<'a>(&'a self, name: &'a str) -> Option<Member<'a>> {
        let owner =
            self.classes.iter().find(|item| item.class().is_some_and(|class| class.member(name).next().is_some()))?;
        Some(Member { owner, name })
    }

    /// All members, by name.
    pub(crate) fn members(&self) -> BTreeMap<&str, Member<'_>> {
        let mut all = BTreeMap::new();
        for owner in &self.classes {
            for binding in owner.class().into_iter().flat_map(|class| &class.members) {
                all.entry(binding.name.as_str()).or_insert(Member { owner, name: &binding.name });
            }
        }
        all
    }

    /// What the class is made for.
    pub(crate) fn shape(&self) -> Shape {
        let Some(class) = self.class() else { return Shape::Plain };
        if class.decorator(&["dataclass", "pydantic_dataclass"]).is_some() {
            return Shape::Dataclass;
        }
        if class
            .decorator(&["define", "frozen", "mutable", "attrs", "s", "attributes", "dataclass_transform"])
            .is_some()
        {
            return Shape::Model;
        }
        for base in &self.outside {
            match last_part(base) {
                "NamedTuple" => return Shape::NamedTuple,
                "TypedDict" => return Shape::TypedDict,
                "BaseModel" | "BaseSettings" | "Struct" | "RootModel" => return Shape::Model,
                "Protocol" => return Shape::Protocol,
                name if is_enum(name) => return Shape::Enum,
                _ => {}
            }
        }
        Shape::Plain
    }

    /// Whether a base is an exception of the language.
    pub(crate) fn is_exception(&self) -> bool {
        self.outside.iter().any(|base| is_error(base))
    }
}

/// Whether a base outside of the tree brings no members that matter.
pub(crate) fn is_plain(base: &str) -> bool {
    PLAIN.contains(&last_part(base)) || is_error(base)
}

fn is_enum(name: &str) -> bool {
    matches!(name, "Enum" | "IntEnum" | "StrEnum" | "Flag" | "IntFlag" | "ReprEnum")
}

fn is_error(name: &str) -> bool {
    let name = last_part(name);
    name.ends_with("Exception") || (name.ends_with("Error") || name.ends_with("Warning")) && PLAIN.contains(&name)
}
