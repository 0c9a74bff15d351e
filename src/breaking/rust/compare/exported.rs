//! Functions that linkers find: they are public by their linker's name, whether or not Rust code can name them.

use std::{collections::BTreeMap, rc::Rc};

use super::{At, Comparer, End};
use crate::breaking::{
    Draft, Pair,
    rust::{
        Rust,
        facts::{Body, Item, Vis},
        krate::Module,
        rules::functions,
    },
};

impl Comparer<'_, '_, '_, '_> {
    /// Compares what only linkers see; what users name, too, is compared there.
    pub(super) fn exported(&mut self) {
        let (old, new) = (exported(&self.old, self.pair), exported(&self.new, self.pair));
        for (name, (module, item)) in old {
            let symbol = format!("{}::{}", self.old.krate.name, item.name);
            let before = At::new(&module, &item);
            let (Body::Function(was), true) = (&item.body, is_out_of_reach(&self.old, &module, &item)) else {
                continue;
            };
            let Some((there, now)) = new.get(&name) else {
                let draft = Draft::new(&functions::EXPORT_CHANGED, symbol).old(before.spot());
                self.push(draft.detail(format!("`{name}` is gone")));
                continue;
            };
            if let Body::Function(is) = &now.body {
                self.functions(&symbol, (before, was), (At::new(there, now), is), None);
            }
        }
    }
}

type Exported = BTreeMap<String, (Rc<Module>, Rc<Item>)>;

/// Exported functions of changed files, by the name that linkers see.
fn exported(end: &End<'_, '_, '_>, pair: &Pair<'_, Rust>) -> Exported {
    let mut found = Exported::new();
    for module in end.krate.loaded().into_iter().filter(|module| pair.is_changed(&module.file)) {
        for item in &module.items {
            if let Some(name) = item.attrs.export.as_deref().filter(|_| matches!(item.body, Body::Function(_))) {
                let name = if name.is_empty() { item.name.clone() } else { name.to_owned() };
                found.insert(name, (Rc::clone(&module), Rc::clone(item)));
            }
        }
    }
    found
}

fn is_out_of_reach(end: &End<'_, '_, '_>, module: &Module, item: &Item) -> bool {
    let key = (module.path.clone(), item.name.clone());
    item.vis != Vis::Public || !end.surface.reached.contains(&key)
}
