//! Procedural macros: all that a crate of them offers.

use std::rc::Rc;

use super::{At, Package};
use crate::breaking::{
    Draft, Report,
    rust::{
        facts::{Item, ProcMacro, Vis},
        krate::{Crate, Module},
        rules::crates,
    },
};

pub(super) fn compare(package: &Package, old: &Crate<'_, '_>, new: &Crate<'_, '_>, report: &mut Report) {
    let (Some(old_root), Some(new_root)) = (old.root(), new.root()) else { return };
    let known = macros(&new_root);
    for (name, kind, item) in macros(&old_root).into_iter().filter(|(.., item)| !item.attrs.hidden) {
        let word = match kind {
            ProcMacro::Function => "function-like",
            ProcMacro::Attribute => "attribute",
            ProcMacro::Derive(..) => "derive",
        };
        let symbol = format!("{}::{name}", package.name);
        let is_same = |other: &&(String, ProcMacro, &Rc<Item>)| {
            other.0 == name && std::mem::discriminant(&other.1) == std::mem::discriminant(&kind)
        };
        let spot = At::new(&old_root, item).spot();
        let finding = |rule| Draft::new(rule, &symbol).old(spot.clone()).package(package.manifest.package.as_deref());
        let Some((_, now, new_item)) = known.iter().find(is_same) else {
            report.push(finding(&crates::PROC_MACRO_REMOVED).detail(word));
            continue;
        };
        let new_spot = At::new(&new_root, new_item).spot();
        if new_item.attrs.hidden {
            report.push(finding(&crates::PROC_MACRO_HIDDEN).new_at(new_spot.clone()).detail(word));
        }
        if let (ProcMacro::Derive(_, helpers), ProcMacro::Derive(_, kept)) = (&kind, now) {
            let lost = helpers.iter().filter(|helper| !kept.contains(helper));
            let lost: Vec<String> = lost.map(|helper| format!("`#[{helper}]`")).collect();
            if !lost.is_empty() {
                report.push(finding(&crates::HELPER_REMOVED).new_at(new_spot).detail(lost.join(", ")));
            }
        }
    }
}

/// Procedural macros stand at the top of their crate.
fn macros(root: &Module) -> Vec<(String, ProcMacro, &Rc<Item>)> {
    let public = root.items.iter().filter(|item| item.vis == Vis::Public);
    public
        .filter_map(|item| {
            let kind = item.attrs.proc_macro.clone()?;
            let name = match &kind {
                ProcMacro::Derive(name, _) => name.clone(),
                _ => item.name.clone(),
            };
            Some((name, kind, item))
        })
        .collect()
}
