//! Public paths: those that are gone, hidden or conditional, and what stands at those that stayed.

use std::{collections::BTreeSet, rc::Rc};

use super::{At, Comparer, impls::id};
use crate::breaking::{
    Certainty, Draft, Rule, Spot,
    rust::{
        facts::{Attrs, Body, Field, Fields, Item, Namespace},
        krate::{Crate, Def, Module},
        rules::items,
        surface::Place,
    },
};

impl Comparer<'_, '_, '_, '_> {
    /// Compares all paths.
    pub(super) fn places(&mut self) {
        let (old, new) = (self.old.surface, self.new.surface);
        let mut gone_modules: BTreeSet<&str> = BTreeSet::new();
        let mut told: BTreeSet<String> = BTreeSet::new();
        for ((path, namespace), place) in old.places.iter().filter(|(_, place)| !place.is_hidden) {
            let is_below_gone = ancestors(path).any(|up| gone_modules.contains(up));
            let hidden_itself = matches!(&place.def, Def::Item(_, item) if item.attrs.hidden);
            if hidden_itself || is_below_gone {
                continue;
            }
            if let Some(now) = new.places.get(&(path.clone(), *namespace)) {
                self.stayed(path, place, now);
                continue;
            }
            if is_module(&place.def) {
                gone_modules.insert(path);
            }
            // What has two paths is told once.
            if identity(&place.def).is_none_or(|id| told.insert(id)) {
                self.gone(path, *namespace, place);
            }
        }
        for ((path, namespace), place) in new.places.iter().filter(|(_, place)| !place.is_hidden) {
            if let Def::Item(module, item) = &place.def
                && !old.places.contains_key(&(path.clone(), *namespace))
                && !item.attrs.hidden
            {
                self.report.added(item.body.word(), path, At::new(module, item).spot(), look(item));
            }
        }
    }

    fn stayed(&mut self, path: &str, old: &Place, new: &Place) {
        let (Def::Item(old_module, old_item), Def::Item(new_module, new_item)) = (&old.def, &new.def) else { return };
        let (before, now) = (At::new(old_module, old_item), At::new(new_module, new_item));
        if new.is_hidden || new_item.attrs.hidden {
            // What is hidden with its module is told by the module.
            let is_told = |up: &str| {
                let key = (up.to_owned(), Namespace::Type);
                self.old.surface.places.get(&key).is_some_and(|place| !place.is_hidden)
                    && self.new.surface.places.get(&key).is_some_and(Place::is_hidden_itself)
            };
            if !ancestors(path).any(is_told) && self.compared.insert((id(old_module, old_item), "hidden".to_owned())) {
                self.changed(&items::NOW_HIDDEN, path, before, now, old_item.body.word());
            }
            return;
        }
        if !self.compared.insert((id(old_module, old_item), id(new_module, new_item))) {
            return;
        }
        self.conditions(path, (old, before), (new, now));
        // What one macro makes of it, or none, is not what another one does.
        self.most = if old_item.made_by == new_item.made_by { Certainty::Definite } else { Certainty::Possible };
        if **old_item != **new_item || self.may_have_other_impls(before, now) || old_module.path != new_module.path {
            self.items(path, before, now);
        } else {
            self.held_types(path, before, now);
        }
        self.most = Certainty::Definite;
    }

    fn may_have_other_impls(&self, old: At<'_>, new: At<'_>) -> bool {
        let has = !self.old.impls.of_type(&id(old.module, old.item)).is_empty();
        has || !self.new.impls.of_type(&id(new.module, new.item)).is_empty()
    }

    /// Whether it is only there with a feature now.
    fn conditions(&mut self, path: &str, (old, before): (&Place, At<'_>), (new, now): (&Place, At<'_>)) {
        let around = |place: &Place| Attrs { cfg: place.cfg.clone(), ..Attrs::default() };
        let (was, is) = (around(old), around(new));
        self.needs_feature(path, (before, &[&was, &before.item.attrs]), (now, &[&is, &now.item.attrs]));
    }

    /// What is there with a feature alone that it did not need.
    pub(super) fn needs_feature(
        &mut self,
        path: &str,
        (before, was): (At<'_>, &[&Attrs]),
        (now, is): (At<'_>, &[&Attrs]),
    ) {
        let features = |attrs: &[&Attrs]| -> BTreeSet<String> {
            attrs.iter().flat_map(|attrs| &attrs.cfg).filter_map(|condition| needed_feature(condition)).collect()
        };
        if was.iter().flat_map(|attrs| &attrs.cfg).any(|condition| condition.ends_with('!')) {
            return;
        }
        let was = features(was);
        let needed: Vec<String> = features(is).difference(&was).cloned().collect();
        if let Some(feature) = needed.first() {
            let is_default = self.default_features.contains(feature);
            let most = if is_default { Certainty::Possible } else { Certainty::Likely };
            let spot = now.spot();
            let spot = Spot { text: format!("#[cfg(feature = \"{feature}\")] {}", spot.text), ..spot };
            let draft = Draft::new(&items::NOW_FEATURE, path).old(before.spot()).new_at(spot).detail(feature);
            self.push(draft.at_most(most));
        }
    }

    fn items(&mut self, path: &str, old: At<'_>, new: At<'_>) {
        match (&old.item.body, &new.item.body) {
            (Body::Function(before), Body::Function(now)) => self.functions(path, (old, before), (new, now), None),
            (Body::Trait(before), Body::Trait(now)) => self.traits(path, (old, before), (new, now)),
            (Body::Struct(_) | Body::Enum(_) | Body::Union(_), Body::Struct(_) | Body::Enum(_) | Body::Union(_)) => {
                self.types(path, old, new);
            }
            (Body::Const { ty: before, .. }, Body::Const { ty: now, .. }) => {
                self.value_type(path, (old, before), (new, now));
            }
            (
                Body::Static { ty: before, mutable: was, is_unsafe: was_unsafe },
                Body::Static { ty: now, mutable: is, is_unsafe },
            ) => {
                if !was_unsafe && *is_unsafe {
                    self.changed(&items::STATIC_UNSAFE, path, old, new, "");
                }
                self.value_type(path, (old, before), (new, now));
                match (was, is) {
                    (true, false) => self.changed(&items::STATIC_IMMUTABLE, path, old, new, ""),
                    (false, true) => self.changed(&items::STATIC_MUTABLE, path, old, new, ""),
                    _ => {}
                }
            }
            (Body::Type { value: Some(before), .. }, Body::Type { value: Some(now), .. }) => {
                if let Some(most) = self.differs(old, before, new, now) {
                    let detail = format!("`{before}` became `{now}`");
                    let draft = Draft::new(&items::ALIAS_CHANGED, path).old(old.spot()).new_at(new.spot());
                    self.push(draft.detail(detail).at_most(most));
                }
            }
            (Body::Module(_), _) | (_, Body::Module(_)) => {}
            (Body::Type { .. }, _) | (_, Body::Type { .. }) => self.aliases(path, old, new),
            (before, now) if before.word() == now.word() => {}
            (Body::Const { .. } | Body::Static { .. }, Body::Const { .. } | Body::Static { .. }) => {
                let detail = format!("a {} now", new.item.body.word());
                let draft = Draft::new(&items::KIND_CHANGED, path).old(old.spot()).new_at(new.spot()).detail(detail);
                self.push(draft.at_most(Certainty::Likely));
            }
            (_, now) => self.changed(&items::KIND_CHANGED, path, old, new, format!("a {} now", now.word())),
        }
    }

    /// An alias names what it stands for: not what makes a value of it, and no type of the language where there was one of its own.
    fn aliases(&mut self, path: &str, old: At<'_>, new: At<'_>) {
        let is_simple = |ty: &str| {
            !ty.is_empty() && ty.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit())
        };
        let alias = |body: &Body| match body {
            Body::Type { value: Some(value), .. } => Some(value.clone()),
            _ => None,
        };
        let word = |at: At<'_>| {
            if matches!(at.item.body, Body::Type { .. }) {
                "an alias".to_owned()
            } else {
                format!("a {}", at.item.body.word())
            }
        };
        let is_built_by_name = match &old.item.body {
            Body::Struct(Fields::Unit) => !old.item.attrs.non_exhaustive,
            Body::Struct(Fields::Tuple(fields)) => {
                !old.item.attrs.non_exhaustive && fields.iter().all(Field::is_public)
            }
            _ => false,
        };
        let is_other = match (alias(&old.item.body), alias(&new.item.body)) {
            (Some(value), None) => is_simple(&value) || matches!(new.item.body, Body::Trait(_)),
            (None, Some(value)) => is_simple(&value) || matches!(old.item.body, Body::Trait(_)),
            _ => false,
        };
        if is_other || is_built_by_name {
            let draft = Draft::new(&items::KIND_CHANGED, path).old(old.spot()).new_at(new.spot());
            // Whether anybody builds it by its name is not known.
            let most = if is_built_by_name && !is_other { Certainty::Possible } else { Certainty::Likely };
            self.push(draft.detail(format!("{} now", word(new))).at_most(most));
        }
    }

    fn value_type(&mut self, path: &str, (old, before): (At<'_>, &str), (new, now): (At<'_>, &str)) {
        if let Some(most) = self.differs(old, before, new, now) {
            let detail = format!("`{before}` became `{now}`");
            let draft = Draft::new(&items::CONST_TYPE, path).old(old.spot()).new_at(new.spot()).detail(detail);
            self.push(draft.at_most(most));
        }
    }

    fn gone(&mut self, path: &str, namespace: Namespace, place: &Place) {
        let new = self.new.surface;
        let parent = path.rsplit_once("::").map_or("", |(up, _)| up);
        let name = path.rsplit("::").next().unwrap_or(path);
        let elsewhere = [Namespace::Type, Namespace::Value, Namespace::Macro];
        let others = || elsewhere.iter().filter_map(|other| new.places.get(&(path.to_owned(), *other)));
        // What another crate gives may be in any namespace.
        if others().any(|other| matches!(other.def, Def::External(_)))
            || namespace == Namespace::Type && is_value(place, others())
        {
            return;
        }
        let is_open = new.open.contains(parent) && !self.old.surface.open.contains(parent)
            || ancestors(path).any(|up| self.is_given_by_others(up));
        let was_called = self.old.surface.calls.get(parent);
        let is_made = new.calls.get(parent).is_some_and(|calls| {
            let is_new = |call: &String| was_called.is_none_or(|before| !before.contains(call));
            // What a macro makes without being told anything is not seen.
            calls.iter().any(|call| is_new(call) && (call.contains(name) || is_told_nothing(call)))
        });
        let most = if is_open || is_made { Certainty::Possible } else { Certainty::Definite };
        let draft = match &place.def {
            Def::Item(module, item) => self.gone_item(path, module, item),
            Def::Module(module) => {
                let (file, line) = place.by.clone().unwrap_or_else(|| (module.file.clone(), 1));
                Draft::new(&items::MODULE_REMOVED, path).old(Spot::new(file, line, format!("pub use {path}")))
            }
            // The name of an item, in a namespace that cannot be told.
            Def::External(_) if self.is_told_otherwise(path, namespace) => return,
            Def::External(target) => {
                let (file, line) = place.by.clone().unwrap_or_default();
                Draft::new(&items::REEXPORT_REMOVED, path).old(Spot::new(file, line, format!("pub use {target}")))
            }
        };
        let by = place.by.clone().map(|(file, _)| file);
        let draft = by.into_iter().fold(draft.at_most(most), Draft::involves);
        // The file in which it could be re-exported now.
        let root = self.new.krate.root().map(|root| root.file.clone());
        let draft = root.into_iter().fold(draft, Draft::involves);
        self.push(draft);
    }

    /// Whether a module of the crate's own is now another crate's, whose content is not seen.
    fn is_given_by_others(&self, module: &str) -> bool {
        let now = self.new.surface.places.get(&(module.to_owned(), Namespace::Type));
        now.is_some_and(|place| matches!(place.def, Def::External(_)))
    }

    /// Whether an item of the crate had the same path in another namespace.
    fn is_told_otherwise(&self, path: &str, namespace: Namespace) -> bool {
        let others =
            [Namespace::Type, Namespace::Value, Namespace::Macro].into_iter().filter(|other| *other != namespace);
        let mut places = others.filter_map(|other| self.old.surface.places.get(&(path.to_owned(), other)));
        places.any(|place| matches!(place.def, Def::Item(..)))
    }

    fn gone_item(&self, path: &str, module: &Rc<Module>, item: &Rc<Item>) -> Draft {
        let word = item.body.word();
        let spot = At::new(module, item).spot();
        if let Some((there, now)) = private(self.new.krate, module, item) {
            let rule = if matches!(item.body, Body::Macro) { &items::MACRO_NOT_EXPORTED } else { &items::LESS_VISIBLE };
            return Draft::new(rule, path).old(spot).new_at(At::new(&there, &now).spot()).detail(word);
        }
        Draft::new(removal(&item.body), path).old(spot).gone(word, look(item))
    }
}

/// A unit struct is a value, too: a constant of the name does for most uses of it.
fn is_value<'x>(place: &Place, mut others: impl Iterator<Item = &'x Place>) -> bool {
    let Def::Item(_, item) = &place.def else { return false };
    let is_constant =
        |other: &Place| matches!(&other.def, Def::Item(_, item) if matches!(item.body, Body::Const { .. }));
    matches!(&item.body, Body::Struct(Fields::Unit)) && others.any(is_constant)
}

fn removal(body: &Body) -> &'static Rule {
    match body {
        Body::Struct(_) => &items::STRUCT_REMOVED,
        Body::Enum(_) => &items::ENUM_REMOVED,
        Body::Union(_) => &items::UNION_REMOVED,
        Body::Trait(_) => &items::TRAIT_REMOVED,
        Body::Type { .. } => &items::TYPE_REMOVED,
        Body::Const { .. } => &items::CONSTANT_REMOVED,
        Body::Static { .. } => &items::STATIC_REMOVED,
        Body::Module(_) => &items::MODULE_REMOVED,
        Body::Macro => &items::MACRO_REMOVED,
        _ => &items::FUNCTION_REMOVED,
    }
}

/// The same item at the new end where it can be named no longer.
fn private(krate: &Crate<'_, '_>, module: &Rc<Module>, item: &Item) -> Option<(Rc<Module>, Rc<Item>)> {
    let there = krate.module(&module.path)?;
    let is_it = |other: &&Rc<Item>| other.name == item.name && other.body.word() == item.body.word();
    let now = there.items.iter().find(is_it).cloned()?;
    Some((there, now))
}

/// Whether a macro is called without arguments, or with those of a file.
fn is_told_nothing(call: &str) -> bool {
    let arguments = call.split_once('!').map_or("", |(_, rest)| rest.trim().trim_end_matches(';'));
    call.starts_with("include!")
        || arguments.get(1..arguments.len().saturating_sub(1)).is_none_or(|rest| rest.trim().is_empty())
}

fn is_module(def: &Def) -> bool {
    match def {
        Def::Module(_) => true,
        Def::Item(_, item) => matches!(item.body, Body::Module(_)),
        Def::External(_) => false,
    }
}

fn identity(def: &Def) -> Option<String> {
    match def {
        Def::Item(module, item) => Some(id(module, item)),
        Def::Module(_) | Def::External(_) => None,
    }
}

/// `a::b` and `a` of `a::b::c`.
fn ancestors(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices("::").map(|(at, _)| &path[..at])
}

/// The feature without which a condition does not hold, if it is one alone.
fn needed_feature(condition: &str) -> Option<String> {
    let rest = condition.trim().strip_prefix("feature")?.trim_start().strip_prefix('=')?;
    Some(rest.trim().trim_matches('"').to_owned())
}

/// What an item looks like without its name, to find it again elsewhere.
fn look(item: &Item) -> String {
    let mut look = item.text.replacen(&item.name, "", 1);
    let mut add = |text: &str| {
        look.push(' ');
        look.push_str(text);
    };
    match &item.body {
        Body::Struct(fields) | Body::Union(fields) => {
            fields.list().iter().for_each(|field| add(&format!("{} {}", field.name, field.ty)));
        }
        Body::Enum(variants) => variants.iter().for_each(|variant| add(&variant.text)),
        Body::Trait(body) => body.members.iter().for_each(|member| add(&member.text)),
        Body::Module(Some(items)) => items.iter().for_each(|item| add(&item.text)),
        _ => {}
    }
    look
}
