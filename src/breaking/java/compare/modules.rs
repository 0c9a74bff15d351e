//! Modules: what they export and hand on.

use super::super::{Java, layout, model::Module, rules::more as rules, world::World};
use super::comparison::Comparison;
use crate::breaking::{Certainty, Draft, Pair, Rule, Spot};

impl Comparison<'_> {
    /// Compares the module declarations that changed.
    pub(super) fn modules(&mut self, pair: &Pair<'_, Java>) {
        for path in pair.changed().filter(|path| path.rsplit('/').next() == Some("module-info.java")) {
            let folder = layout::folder(path);
            let (Some(old), Some(new)) = (module(&self.old, path), module(&self.new, path)) else { continue };
            if !layout::is_handed_out(folder, &layout::join(folder, "A.java")) {
                continue;
            }
            self.module(path, &old, &new);
        }
    }

    fn module(&mut self, path: &str, old: &Module, new: &Module) {
        let at = |line: u32, text: String| Spot::new(path, line, text);
        if old.name != new.name {
            let draft = Draft::new(&rules::MODULE_RENAMED, old.name.clone()).old(at(1, format!("module {}", old.name)));
            self.report.push(draft.new_at(at(1, format!("module {}", new.name))).detail(new.name.clone()));
        }
        for (package, line) in &old.exports {
            let has = |list: &[(String, u32)]| list.iter().any(|(known, _)| known == package);
            let folder = layout::join(layout::folder(path), &package.replace('.', "/"));
            // Of a package that is gone, its types tell.
            let is_there = self.new.side.list(&folder).iter().any(|entry| entry.name.ends_with(".java"));
            if has(&new.exports) || !is_there {
                continue;
            }
            let certainty = if layout::is_internal(package) { Certainty::Possible } else { Certainty::Definite };
            let draft = Draft::new(&rules::PACKAGE_NOT_EXPORTED, package.clone());
            self.report.push(draft.old(at(*line, format!("exports {package}"))).at_most(certainty));
        }
        let mut lost = |rule: &'static Rule, old_list: &[(String, u32)], new_list: &[(String, u32)], word: &str| {
            for (name, line) in old_list.iter().filter(|(name, _)| !new_list.iter().any(|(known, _)| known == name)) {
                let draft = Draft::new(rule, name.clone()).old(at(*line, format!("{word} {name}")));
                self.report.push(draft.detail(old.name.clone()));
            }
        };
        lost(&rules::TRANSITIVE_REMOVED, &old.transitive, &new.transitive, "requires transitive");
        lost(&rules::SERVICE_REMOVED, &old.provides, &new.provides, "provides");
    }
}

fn module(world: &World<'_>, path: &str) -> Option<Module> {
    world.side.facts(path)?.module.clone()
}
