//! What can be selected from a value: fields and methods, those of embedded types included.

use std::collections::{BTreeMap, BTreeSet};

use super::model::{Field, Signature, Type, What, is_exported};
use super::package::{Package, Placed};

/// Embedded types followed one in the other.
const DEEPEST: usize = 12;

/// What a type offers.
#[derive(Debug, Default)]
pub(super) struct Members {
    pub(super) fields: BTreeMap<String, Field>,
    pub(super) methods: BTreeMap<String, Promoted>,
    /// A type of another package is embedded: more may be there.
    pub(super) is_open: bool,
}

/// A method that can be called.
#[derive(Debug, Clone)]
pub(super) struct Promoted {
    pub(super) signature: Signature,
    /// Only a pointer has it.
    pub(super) needs_pointer: bool,
    /// Its declaration; none for what an embedded interface asks for.
    pub(super) placed: Option<Placed>,
}

/// One embedded type on the way down.
struct Level {
    of: Type,
    by_pointer: bool,
}

impl Members {
    /// What a type of the package offers: of each name the one that is nearest, if there is one.
    pub(super) fn of(package: &Package, of: &Type) -> Self {
        let mut members = Self::default();
        let mut level = vec![Level { of: of.clone(), by_pointer: false }];
        let mut seen = BTreeSet::new();
        // Names that are settled by a nearer level, or ambiguous.
        let mut settled: BTreeSet<String> = BTreeSet::new();
        for _ in 0..DEEPEST {
            let mut found = Found::default();
            let mut next = Vec::new();
            for one in level {
                let own = package.own_name(&one.of);
                if own.as_ref().is_some_and(|name| !seen.insert(name.clone())) {
                    continue;
                }
                found.look(package, &one, own.as_deref(), &mut next, &mut members.is_open);
            }
            found.settle(&mut members, &mut settled);
            if next.is_empty() {
                break;
            }
            level = next;
        }
        members
    }
}

/// What one level has, with how often each name is there.
#[derive(Default)]
struct Found {
    fields: Vec<Field>,
    methods: Vec<(String, Promoted)>,
}

impl Found {
    fn look(&mut self, package: &Package, one: &Level, own: Option<&str>, next: &mut Vec<Level>, is_open: &mut bool) {
        if let Some(name) = own {
            for placed in package.methods(name) {
                if let What::Method(method) = &placed.declaration.what {
                    let needs_pointer = method.by_pointer && !one.by_pointer;
                    let promoted =
                        Promoted { signature: method.signature.clone(), needs_pointer, placed: Some(placed.clone()) };
                    self.methods.push((placed.declaration.name.clone(), promoted));
                }
            }
        }
        match package.underlying(&one.of) {
            Type::Struct(fields) => {
                for field in fields {
                    if field.is_embedded {
                        let (of, by_pointer) = match &field.of {
                            Type::Pointer(to) => (to.as_ref().clone(), true),
                            other => (other.clone(), one.by_pointer),
                        };
                        next.push(Level { of, by_pointer });
                    }
                    self.fields.push(field);
                }
            }
            Type::Interface(interface) => {
                let Some(asked) = package.methods_of(&interface) else { return };
                *is_open |= !asked.foreign.is_empty();
                for (name, (signature, _)) in asked.methods {
                    self.methods.push((name, Promoted { signature, needs_pointer: false, placed: None }));
                }
            }
            Type::Named { package, .. } if !package.is_empty() => *is_open = true,
            Type::Other(_) => *is_open = true,
            _ => {}
        }
    }

    fn settle(self, members: &mut Members, settled: &mut BTreeSet<String>) {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        let methods: BTreeSet<(String, Option<String>)> =
            self.methods.iter().map(|(name, one)| (name.clone(), one.placed.as_ref().and_then(receiver))).collect();
        for name in methods.iter().map(|(name, _)| name).chain(self.fields.iter().map(|field| &field.name)) {
            *counts.entry(name.clone()).or_default() += 1;
        }
        let free = |name: &str, settled: &BTreeSet<String>| {
            !settled.contains(name) && counts.get(name).is_some_and(|count| *count == 1)
        };
        for (name, method) in self.methods.into_iter().filter(|(name, _)| free(name, settled)) {
            members.methods.entry(name).or_insert(method);
        }
        for field in self.fields.into_iter().filter(|field| free(&field.name, settled)) {
            members.fields.entry(field.name.clone()).or_insert(field);
        }
        settled.extend(counts.into_keys());
    }
}

fn receiver(placed: &Placed) -> Option<String> {
    match &placed.declaration.what {
        What::Method(method) => Some(method.receiver.clone()),
        _ => None,
    }
}

/// The exported fields that a struct itself has, in the order of the text.
pub(super) fn immediate(fields: &[Field]) -> impl Iterator<Item = &Field> {
    fields.iter().filter(|field| is_exported(&field.name))
}

/// Whether values of a type can be compared; none where that depends on other packages.
pub(super) fn is_comparable(package: &Package, of: &Type) -> Option<bool> {
    comparable_within(package, of, 0, &mut BTreeMap::new())
}

/// The same, with the answers for named types: many fields may have one of them.
fn comparable_within(
    package: &Package,
    of: &Type,
    depth: usize,
    known: &mut BTreeMap<String, Option<bool>>,
) -> Option<bool> {
    if depth > DEEPEST {
        return None;
    }
    let key = matches!(of, Type::Named { .. }).then(|| format!("{of:?}"));
    if let Some(answer) = key.as_ref().and_then(|key| known.get(key)) {
        return *answer;
    }
    let answer = match package.underlying(of) {
        Type::Slice(_) | Type::Map(..) | Type::Function(_) => Some(false),
        Type::Array(_, of) => comparable_within(package, &of, depth + 1, known),
        Type::Struct(fields) => {
            let mut all = Some(true);
            for field in fields {
                match comparable_within(package, &field.of, depth + 1, known) {
                    Some(true) => {}
                    Some(false) => {
                        all = Some(false);
                        break;
                    }
                    None => all = None,
                }
            }
            all
        }
        Type::Named { package, .. } if !package.is_empty() => None,
        Type::Other(_) | Type::Parameter(_) => None,
        _ => Some(true),
    };
    if let Some(key) = key {
        known.insert(key, answer);
    }
    answer
}
