//! Operations of which nothing changed, wherever they lead: most of a document that changed. They are not compared.

use std::{
    cell::RefCell,
    collections::{HashMap, HashSet},
    rc::Rc,
};

use super::super::{
    api::{Api, Operation},
    documents::{Documents, Place},
    model::Node,
};

/// What a reference leads to, by file and reference.
type Target = (String, String);

/// What is known of references.
pub(super) struct Unchanged<'d> {
    old: &'d Documents,
    new: &'d Documents,
    /// What holds for all operations is the same at both ends.
    is_framed_alike: bool,
    /// Where what a reference leads to leads itself; nothing if it is not the same at both ends.
    steps: RefCell<HashMap<Target, Option<Rc<[Target]>>>>,
    /// References from which all that can be reached is the same.
    known: RefCell<HashSet<Target>>,
}

impl<'d> Unchanged<'d> {
    pub(super) fn new(old: &'d Api<'d>, new: &'d Api<'d>) -> Self {
        let frame = |node: &'d Node| {
            let of_parts = ["paths", "webhooks", "x-ms-paths", "components", "definitions", "parameters", "responses"];
            let entries = node.entries().iter().filter(move |(key, _)| !of_parts.contains(&&**key));
            entries.filter(|(key, _)| !matches!(&**key, "info" | "tags"))
        };
        let (before, after) = (old.root.node, new.root.node);
        let is_framed_alike = frame(before).count() == frame(after).count()
            && frame(before).all(|(key, node)| after.get(key).is_some_and(|other| node.is_same(other)));
        Self {
            old: old.documents,
            new: new.documents,
            is_framed_alike,
            steps: RefCell::default(),
            known: RefCell::default(),
        }
    }

    /// Whether nothing of an operation changed.
    pub(super) fn is(&self, old: &Operation<'d>, new: &Operation<'d>) -> bool {
        let is_here = old.path == new.path && old.item.file == new.item.file && old.place.file == new.place.file;
        self.is_framed_alike && is_here && self.are_same(old.place, new.place) && self.are_common(old.item, new.item)
    }

    /// Whether what a path says for all its operations is the same.
    fn are_common(&self, old: Place<'d>, new: Place<'d>) -> bool {
        match (old.get("parameters"), new.get("parameters")) {
            (Some(old), Some(new)) => self.are_same(old, new),
            (old, new) => old.is_none() && new.is_none(),
        }
    }

    /// Whether two values are the same with all that they refer to.
    fn are_same(&self, old: Place<'d>, new: Place<'d>) -> bool {
        if !old.node.is_same(new.node) {
            return false;
        }
        let mut waiting = Vec::new();
        references(old.node, old.file, &mut waiting);
        // Circles hold together: all that is reached on the way is the same, or the whole is not.
        let mut seen: HashSet<Target> = HashSet::new();
        while let Some(target) = waiting.pop() {
            if seen.contains(&target) || self.known.borrow().contains(&target) {
                continue;
            }
            let Some(further) = self.step(&target) else { return false };
            waiting.extend(further.iter().cloned());
            seen.insert(target);
        }
        self.known.borrow_mut().extend(seen);
        true
    }

    fn step(&self, target: &Target) -> Option<Rc<[Target]>> {
        if let Some(known) = self.steps.borrow().get(target) {
            return known.clone();
        }
        let (before, after) = (self.old.target(&target.0, &target.1), self.new.target(&target.0, &target.1));
        let further = match (before, after) {
            (Some(before), Some(after)) => {
                let is_same = before.file == after.file && before.node.is_same(after.node);
                is_same.then(|| {
                    let mut found = Vec::new();
                    references(before.node, before.file, &mut found);
                    found.into()
                })
            }
            // What leads nowhere at both ends says nothing at both.
            (None, None) => Some(Rc::new([]) as Rc<[Target]>),
            _ => None,
        };
        self.steps.borrow_mut().insert(target.clone(), further.clone());
        further
    }
}

/// All references in a value; what tells alternatives apart names them as well.
fn references(node: &Node, file: &str, found: &mut Vec<Target>) {
    let refer = |text: &str| (file.to_owned(), text.to_owned());
    found.extend(node.text_of("$ref").map(refer));
    let mapping = node.get("discriminator").and_then(|told| told.get("mapping"));
    for (_, to) in mapping.into_iter().flat_map(Node::entries) {
        found.extend(to.text().filter(|text| text.contains('#')).map(refer));
    }
    for (_, below) in node.entries() {
        references(below, file, found);
    }
    for below in node.list() {
        references(below, file, found);
    }
}
