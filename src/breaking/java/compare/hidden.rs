//! Classes that nobody else can name, and those that show what they inherit from them.

use std::{collections::BTreeSet, rc::Rc};

use super::super::{
    Java,
    layout::{folder, join},
    model::{Access, TypeDeclaration},
    types::last,
    world::Class,
};
use super::comparison::Comparison;
use crate::breaking::Pair;

/// Files of a package that are searched for heirs.
const FILES_AT_MOST: usize = 400;

impl Comparison<'_> {
    /// Compares classes that did not change themselves, but inherit from hidden ones that did.
    pub(super) fn behind(&mut self, pair: &Pair<'_, Java>, hidden: &[Rc<Class>]) {
        let mut changed: Vec<&Rc<Class>> = Vec::new();
        for class in hidden {
            let new = self.new.lookup(&class.name, &class.root);
            let differs = new.is_none_or(|new| shape(class.declaration()) != shape(new.declaration()));
            if differs {
                changed.push(class);
            }
        }
        let folders: BTreeSet<&str> = changed.iter().map(|class| folder(&class.path)).collect();
        for around in folders {
            let names: Vec<&str> = changed.iter().map(|class| class.declaration().name.as_str()).collect();
            let entries = pair.old.list(around);
            let files = entries.iter().filter(|entry| !entry.is_folder && entry.name.ends_with(".java"));
            for path in files.take(FILES_AT_MOST).map(|entry| join(around, &entry.name)) {
                if pair.is_changed(&path) {
                    continue;
                }
                for class in self.old.load(&path).iter().filter(|class| inherits(class.declaration(), &names)) {
                    self.new.load(&path);
                    self.class(class);
                }
            }
        }
    }
}

fn inherits(declaration: &TypeDeclaration, names: &[&str]) -> bool {
    let mut above = declaration.superclass.iter().chain(&declaration.interfaces);
    above.any(|of| names.contains(&last(&of.name))) || declaration.types.iter().any(|nested| inherits(nested, names))
}

/// What heirs get.
fn shape(declaration: &TypeDeclaration) -> BTreeSet<&str> {
    let methods = declaration.methods.iter().filter(|method| method.modifiers.access >= Access::Protected);
    let fields = declaration.fields.iter().filter(|field| field.modifiers.access >= Access::Protected);
    let heads = methods.map(|method| method.head.as_str()).chain(fields.map(|field| field.head.as_str()));
    heads.chain([declaration.head.as_str()]).collect()
}
