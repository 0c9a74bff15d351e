//! One schema at one end: the definitions and extensions of all its files, by name.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    GraphQl,
    model::{File, Kind, Member, Usage},
};
use crate::breaking::{Known, Side};

/// A file with its path.
pub(super) struct Located {
    pub(super) path: String,
    file: Known<File>,
}

/// Something that stands in a file.
#[derive(Debug)]
pub(super) struct At<'a, T: ?Sized> {
    pub(super) path: &'a str,
    pub(super) line: u32,
    pub(super) it: &'a T,
}

impl<T: ?Sized> Clone for At<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: ?Sized> Copy for At<'_, T> {}

/// A type or directive with all its extensions.
#[derive(Debug)]
pub(super) struct Thing<'a> {
    pub(super) kind: Kind,
    pub(super) name: &'a str,
    pub(super) path: &'a str,
    pub(super) line: u32,
    /// It is defined here, not only extended.
    pub(super) is_defined: bool,
    pub(super) members: Vec<At<'a, Member>>,
    pub(super) listed: Vec<At<'a, str>>,
    pub(super) usages: Vec<At<'a, Usage>>,
    pub(super) is_repeatable: bool,
}

impl<'a> Thing<'a> {
    /// The member of a name.
    pub(super) fn member(&self, name: &str) -> Option<At<'a, Member>> {
        self.members.iter().find(|member| member.it.name == name).copied()
    }

    /// It on one line.
    pub(super) fn shown(&self) -> String {
        match self.kind {
            Kind::Directive => format!("directive @{}", self.name),
            Kind::Schema => "schema".to_owned(),
            kind => format!("{} {}", kind.as_str(), self.name),
        }
    }

    /// What it looks like without its name, for moves.
    pub(super) fn look(&self) -> String {
        let members: Vec<String> = self.members.iter().map(|member| member.it.shown()).collect();
        format!("{} {}", self.kind.as_str(), members.join(" "))
    }
}

/// Things by whether they are directives, and name.
pub(super) type World<'a> = BTreeMap<(bool, &'a str), Thing<'a>>;

impl Located {
    /// The files of one end that changed.
    pub(super) fn all<'p>(side: &Side<'_, GraphQl>, paths: impl Iterator<Item = &'p str>) -> Vec<Self> {
        paths.filter_map(|path| Some(Self { path: path.to_owned(), file: side.facts(path)? })).collect()
    }

    fn defines(&self) -> impl Iterator<Item = (bool, &str)> {
        let definitions = self.file.definitions.iter().filter(|definition| !definition.is_extension);
        definitions.map(|definition| (definition.kind == Kind::Directive, definition.name.as_str()))
    }
}

/// Which files are one schema: all of them, unless something is defined twice; then those of a folder, or each alone.
pub(super) fn divided(ends: [&[Located]; 2]) -> fn(&str) -> &str {
    let everything: fn(&str) -> &str = |_| "";
    let folders: fn(&str) -> &str = |path| path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let is_clean = |of: fn(&str) -> &str| {
        ends.iter().all(|files| {
            let mut seen: BTreeSet<(&str, bool, &str)> = BTreeSet::new();
            files.iter().all(|file| {
                file.defines().all(|(is_directive, name)| seen.insert((of(&file.path), is_directive, name)))
            })
        })
    };
    [everything, folders].into_iter().find(|of| is_clean(*of)).unwrap_or(|path| path)
}

/// The schema of some files.
pub(super) fn world<'a>(files: impl Iterator<Item = &'a Located>) -> World<'a> {
    let mut world: World<'a> = BTreeMap::new();
    for located in files {
        let path = located.path.as_str();
        for definition in &located.file.definitions {
            let key = (definition.kind == Kind::Directive, definition.name.as_str());
            let thing = world.entry(key).or_insert_with(|| Thing {
                kind: definition.kind,
                name: &definition.name,
                path,
                line: definition.line,
                is_defined: false,
                members: Vec::new(),
                listed: Vec::new(),
                usages: Vec::new(),
                is_repeatable: false,
            });
            if !definition.is_extension && !thing.is_defined {
                (thing.path, thing.line, thing.kind, thing.is_defined) = (path, definition.line, definition.kind, true);
            }
            thing.is_repeatable |= definition.is_repeatable;
            for member in &definition.members {
                if thing.member(&member.name).is_none() {
                    thing.members.push(At { path, line: member.line, it: member });
                }
            }
            thing.listed.extend(definition.listed.iter().map(|(name, line)| At {
                path,
                line: *line,
                it: name.as_str(),
            }));
            thing.usages.extend(definition.usages.iter().map(|usage| At { path, line: usage.line, it: usage }));
        }
    }
    world
}
