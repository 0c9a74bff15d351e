//! Modules: which are looked at, which are gone, and the names that they offer.

use std::collections::BTreeSet;

use super::super::Python;
use super::super::layout::{self, is_public, written};
use super::super::model::What;
use super::super::rules;
use super::super::view::{Found, View};
use super::moves;
use super::report::Comparison;
use crate::breaking::{Certainty, Pair, Report, Spot};

/// Files of one folder more than this are not searched for who uses a changed private module.
const MANY: usize = 400;

/// Compares both ends.
pub(crate) fn compare(pair: &Pair<'_, Python>, report: &mut Report) {
    let changed: BTreeSet<String> = pair.changed().map(str::to_owned).collect();
    let mut comparison = Comparison::new(pair, report);
    for dotted in looked_at(&comparison.old, &changed) {
        comparison.module(&dotted, &changed);
    }
    moves::tell(&mut comparison, &changed);
}

/// The public modules of the old side that can have lost something, the outermost first.
fn looked_at(old: &View<'_>, changed: &BTreeSet<String>) -> Vec<String> {
    let mut all: BTreeSet<&str> = BTreeSet::new();
    let mut private: BTreeSet<&str> = BTreeSet::new();
    for dotted in changed.iter().filter_map(|path| old.layout.dotted(path)) {
        all.insert(dotted);
        let mut around = layout::parent(dotted);
        while !around.is_empty() {
            all.insert(around);
            around = layout::parent(around);
        }
        if !dotted.split('.').all(is_public) {
            private.insert(dotted);
        }
    }
    all.extend(users(old, &private));
    let mut list: Vec<String> = all.into_iter().filter(|dotted| is_public(dotted)).map(str::to_owned).collect();
    list.sort_by_key(|dotted| (dotted.matches('.').count(), dotted.clone()));
    list
}

/// Unchanged public modules that name a changed private one: what they offer may have changed with it.
fn users<'a>(old: &'a View<'_>, private: &BTreeSet<&str>) -> BTreeSet<&'a str> {
    let mut found = BTreeSet::new();
    if private.is_empty() {
        return found;
    }
    let last: BTreeSet<&str> = private.iter().filter_map(|dotted| dotted.rsplit('.').next()).collect();
    let around: BTreeSet<&str> = private.iter().map(|dotted| layout::parent(dotted)).collect();
    let near = old
        .layout
        .modules()
        .filter(|(dotted, files)| is_public(dotted) && (files.is_package || around.contains(layout::parent(dotted))));
    for (dotted, _) in near.take(MANY) {
        let names = |text: String| last.iter().any(|name| text.contains(name));
        if old.text(dotted).is_some_and(names) {
            found.insert(dotted);
        }
    }
    found
}

impl Comparison<'_> {
    fn module(&mut self, dotted: &str, changed: &BTreeSet<String>) {
        let Some(module) = self.old.module(dotted) else { return };
        if module.unreadable {
            return;
        }
        let Some(after) = self.new.module(dotted) else { return self.module_gone(dotted, changed) };
        if after.unreadable {
            return;
        }
        let offered = self.old.public_names(dotted);
        let still = self.new.public_names(dotted);
        for name in &offered.names {
            let symbol = format!("{dotted}.{name}");
            self.name(&symbol, dotted, name, offered.declared);
            if offered.declared && still.declared && !still.names.contains(name) {
                self.unexported(&symbol, dotted, name);
            }
        }
        let is_served = |name: &str| after.served.iter().any(|(known, _)| known == name);
        for (name, line) in module.served.iter().filter(|(name, _)| !is_served(name)) {
            let sure = if after.serves_more { Certainty::Possible } else { Certainty::Likely };
            self.unserved(dotted, name, *line, sure);
        }
    }

    /// A name that a module gave when it was asked for.
    fn unserved(&mut self, dotted: &str, name: &str, line: u32, sure: Certainty) {
        let shown = !name.starts_with('_') || name == "__version__";
        let is_there = !matches!(self.new.resolve(dotted, name), Found::Missing | Found::Unknown);
        let Some(files) = self.old.layout.module(dotted).filter(|_| shown && !is_there) else { return };
        let place = Spot::new(files.path.clone(), line, name);
        let symbol = format!("{dotted}.{name}");
        let message = format!("`{}` is gone: importing it fails", written(&symbol));
        self.lost(&rules::NAME_REMOVED, &symbol, place, sure, message);
    }

    /// A name that users may rely on: what it was, and what it is.
    fn name(&mut self, symbol: &str, dotted: &str, name: &str, declared: bool) {
        if self.old.is_borrowed(dotted, name) {
            return;
        }
        let mut symbol = symbol.to_owned();
        let (before, after) = (self.old.resolve(dotted, name), self.new.resolve(dotted, name));
        let were_values = is_value(&before) && is_value(&after);
        let (before, after) = (self.old.unalias(before), self.new.unalias(after));
        // A variable that held something that is seen, and holds something that is not.
        if were_values && is_value(&before) != is_value(&after) {
            return;
        }
        let (before, after) = self.at_home(before, after, &mut symbol);
        match (before, after) {
            (Found::Item(before), Found::Item(after)) => {
                let private_now = name.starts_with('_') && name != "__version__";
                if !private_now {
                    self.item(&symbol, &before, &after);
                }
            }
            (Found::Item(before), Found::Missing) => self.name_gone(&symbol, before, declared, true),
            // It is given when it is asked for.
            (Found::Item(_), Found::Unknown)
                if self.new.module(dotted).is_some_and(|new| new.served.iter().any(|(known, _)| known == name)) => {}
            (Found::Item(before), Found::Unknown) => self.name_gone(&symbol, before, declared, false),
            (Found::Item(before), Found::Module(module)) => {
                let Some(binding) = before.binding() else { return };
                let place = self.old_place(&before, binding);
                let message = format!("`{}` is the module `{}` now", written(&symbol), written(&module));
                self.lost(&rules::KIND_CHANGED, &symbol, place, rules::KIND_CHANGED.certainty, message);
            }
            // What another distribution gives was this module's to offer only if it said so.
            (Found::Outside(_) | Found::Module(_), Found::Missing) if declared => {
                let Some(place) = self.import_place(dotted, name) else { return };
                let message = format!("`{}` is gone: importing it fails", written(&symbol));
                self.lost(&rules::NAME_REMOVED, &symbol, place, rules::NAME_REMOVED.certainty, message);
            }
            _ => {}
        }
    }

    /// A thing is known by the name that its own module gives it, if users may import that module.
    fn at_home(&self, before: Found, after: Found, symbol: &mut String) -> (Found, Found) {
        if let Found::Item(item) = &before
            && is_public(&item.dotted)
            && matches!(after, Found::Item(_))
            && self.old.public_names(&item.dotted).names.contains(&item.name)
        {
            *symbol = format!("{}.{}", item.dotted, item.name);
        }
        (before, after)
    }

    fn import_place(&self, dotted: &str, name: &str) -> Option<Spot> {
        let path = self.old.layout.module(dotted)?.path.clone();
        let module = self.old.module(dotted)?;
        let line = module.bound(name).next().map_or(1, |binding| binding.line);
        Some(Spot::new(path, line, name))
    }

    fn unexported(&mut self, symbol: &str, dotted: &str, name: &str) {
        if !matches!(self.new.resolve(dotted, name), Found::Item(_) | Found::Outside(_) | Found::Module(_)) {
            return;
        }
        let Some(place) = self.import_place(dotted, name) else { return };
        let message = format!("`{}` is not in `__all__` any more: `import *` does not give it", written(symbol));
        self.lost(&rules::NAME_UNEXPORTED, symbol, place, rules::NAME_UNEXPORTED.certainty, message);
    }

    fn module_gone(&mut self, dotted: &str, changed: &BTreeSet<String>) {
        let around = layout::parent(dotted);
        let last = dotted.rsplit('.').next().unwrap_or_default();
        if !around.is_empty() {
            // Told with the package around it; or still there as a name of that package.
            if self.new.module(around).is_none() || !matches!(self.new.resolve(around, last), Found::Missing) {
                return;
            }
        }
        let Some(files) = self.old.layout.module(dotted) else { return };
        // Its file may have come to stand beside the packages that are handed out.
        if self.new.has_file(&files.path) {
            return;
        }
        let place = Spot::new(files.path.clone(), 1, written(dotted));
        let name = written(dotted);
        match moves::module(self, dotted, changed) {
            Some(to) if is_public(&to) => {
                let message = format!("`{name}` is `{}` now: importing it by the old name fails", written(&to));
                self.lost(&rules::MODULE_MOVED, dotted, place, rules::MODULE_MOVED.certainty, message);
            }
            Some(to) => {
                let message = format!("`{name}` is private now (`{}`): importing it fails", written(&to));
                self.lost(&rules::MODULE_REMOVED, dotted, place, Certainty::Definite, message);
            }
            None => {
                let message = format!("`{name}` is gone: importing it fails");
                self.lost(&rules::MODULE_REMOVED, dotted, place, rules::MODULE_REMOVED.certainty, message);
            }
        }
    }
}

fn is_value(found: &Found) -> bool {
    matches!(found, Found::Item(item) if matches!(item.binding().map(|binding| &binding.what), Some(What::Value(_))))
}
