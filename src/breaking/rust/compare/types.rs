//! Structs, enums and unions.

use super::{At, Comparer};
use crate::breaking::{
    Certainty, Draft, Spot,
    rust::{
        facts::{Body, Field, Fields, Variant},
        rules::types,
    },
};

impl Comparer<'_, '_, '_, '_> {
    pub(super) fn types(&mut self, path: &str, old: At<'_>, new: At<'_>) {
        self.impls(path, old, new);
        self.type_generics(path, old, new, &types::TYPE_GENERICS);
        match (&old.item.body, &new.item.body) {
            (Body::Struct(before), Body::Struct(now)) => {
                self.layout(path, old, new, before.list(), now.list());
                self.structs(path, (old, before), (new, now));
                let (before, now): (Vec<&Field>, Vec<&Field>) =
                    (before.list().iter().collect(), now.list().iter().collect());
                self.auto_traits(path, (old, &before), (new, &now));
            }
            (Body::Enum(before), Body::Enum(now)) => {
                self.layout(path, old, new, &[], &[]);
                self.enums(path, (old, before), (new, now));
                let fields = |variants: &'_ [Variant]| {
                    variants.iter().flat_map(|variant| variant.fields.list().to_vec()).collect()
                };
                let (before, now): (Vec<Field>, Vec<Field>) = (fields(before), fields(now));
                let (before, now): (Vec<&Field>, Vec<&Field>) = (before.iter().collect(), now.iter().collect());
                self.auto_traits(path, (old, &before), (new, &now));
            }
            (Body::Union(before), Body::Union(now)) => {
                self.layout(path, old, new, before.list(), now.list());
                self.unions(path, (old, before), (new, now));
            }
            (Body::Struct(before), now) => {
                let is_known = is_constructible(old, before) || before.list().iter().any(Field::is_public);
                let most = if is_known { Certainty::Definite } else { Certainty::Likely };
                let draft = Draft::new(&types::STRUCT_KIND, path).old(old.spot()).new_at(new.spot());
                self.push(draft.detail(format!("a {} now", now.word())).at_most(most));
            }
            (Body::Enum(_), now) => self.changed(&types::ENUM_KIND, path, old, new, format!("a {} now", now.word())),
            (Body::Union(before), Body::Struct(now)) => {
                let public: Vec<&Field> = before.list().iter().filter(|field| field.is_public()).collect();
                // What has one field alone may become a struct of that field: literals and reads stay.
                let kept =
                    |field: &&Field| now.list().iter().any(|other| other.name == field.name && other.is_public());
                let is_same = now.list().len() == 1 && is_constructible(new, now);
                if public.len() > 1 || !(public.is_empty() || is_same && public.iter().all(kept)) {
                    self.changed(&types::UNION_KIND, path, old, new, "a struct now");
                }
            }
            (_, now) => self.changed(&types::UNION_KIND, path, old, new, format!("a {} now", now.word())),
        }
    }

    fn structs(&mut self, path: &str, (old, before): (At<'_>, &Fields), (new, now): (At<'_>, &Fields)) {
        let could_build = is_constructible(old, before);
        if could_build && !old.item.attrs.non_exhaustive && new.item.attrs.non_exhaustive {
            self.changed(&types::NON_EXHAUSTIVE, path, old, new, "");
        }
        if before.kind() != now.kind() && self.form(path, could_build, (old, before), (new, now)) {
            return;
        }
        self.fields_kept(path, (old, before), (new, now));
        if !could_build || new.item.attrs.non_exhaustive {
            return;
        }
        let is_new = |field: &&Field| !before.list().iter().any(|other| other.name == field.name);
        let added: Vec<&Field> = now.list().iter().filter(is_new).collect();
        for field in added.iter().filter(|field| field.is_public()) {
            let spot = new.spot_at(field.line, &shown(field));
            self.push(Draft::new(&types::FIELD_ADDED, format!("{path}::{}", field.name)).old(old.spot()).new_at(spot));
        }
        if let Some(field) = added.iter().find(|field| !field.is_public()) {
            let spot = new.spot_at(field.line, &shown(field));
            let detail = format!("the field `{}` is private", field.name);
            self.push(Draft::new(&types::PRIVATE_FIELD_ADDED, path).old(old.spot()).new_at(spot).detail(detail));
        }
    }

    /// Whether a struct's form changed in a way that users see; nothing more is to be told of it then.
    fn form(
        &mut self,
        path: &str,
        could_build: bool,
        (old, before): (At<'_>, &Fields),
        (new, now): (At<'_>, &Fields),
    ) -> bool {
        // `A {}` builds and matches any struct without fields.
        let is_empty = before.list().is_empty() && now.list().is_empty() && matches!(before, Fields::Named(_));
        let is_seen = could_build && !is_empty || before.list().iter().any(Field::is_public);
        if is_seen {
            let detail = format!("is a {} struct instead of a {} struct", now.kind(), before.kind());
            self.changed(&types::STRUCT_FORM, path, old, new, detail);
        }
        true
    }

    /// Public fields that were there.
    fn fields_kept(&mut self, path: &str, (old, before): (At<'_>, &Fields), (new, now): (At<'_>, &Fields)) {
        for field in before.list().iter().filter(|field| field.is_public()) {
            let symbol = format!("{path}::{}", field.name);
            let was = old.spot_at(field.line, &shown(field));
            let Some(other) = now.list().iter().find(|other| other.name == field.name) else {
                self.push(Draft::new(&types::FIELD_REMOVED, symbol).old(was).new_at(new.spot()));
                continue;
            };
            let is = new.spot_at(other.line, &shown(other));
            if other.attrs.hidden {
                self.push(Draft::new(&types::FIELD_HIDDEN, symbol).old(was).new_at(is));
            } else if !other.is_public() {
                self.push(Draft::new(&types::FIELD_REMOVED, symbol).old(was).new_at(is));
            } else if let Some(most) = self.differs(old, &field.ty, new, &other.ty) {
                let detail = self.became((old, &field.ty), (new, &other.ty));
                self.push(Draft::new(&types::FIELD_TYPE, symbol).old(was).new_at(is).detail(detail).at_most(most));
            }
        }
    }

    fn enums(&mut self, path: &str, (old, before): (At<'_>, &[Variant]), (new, now): (At<'_>, &[Variant])) {
        let was_open = old.item.attrs.non_exhaustive;
        if !was_open && new.item.attrs.non_exhaustive {
            self.changed(&types::NON_EXHAUSTIVE, path, old, new, "");
        }
        for variant in before.iter().filter(|variant| !variant.attrs.hidden) {
            let symbol = format!("{path}::{}", variant.name);
            let was = old.spot_at(variant.line, &variant.text);
            match now.iter().find(|other| other.name == variant.name) {
                None => self.push(Draft::new(&types::VARIANT_REMOVED, symbol).old(was).gone("variant", &variant.text)),
                Some(other) if other.attrs.hidden => {
                    let is = new.spot_at(other.line, &other.text);
                    self.push(Draft::new(&types::VARIANT_HIDDEN, symbol).old(was).new_at(is));
                }
                Some(other) => self.variants(&symbol, (old, variant), (new, other)),
            }
        }
        if !was_open && !new.item.attrs.non_exhaustive {
            // A macro that makes it may mark it as one that grows.
            // Who matches one with hidden variants has to match the rest anyway.
            let has_rest = before.iter().any(|variant| variant.attrs.hidden);
            let most = if new.item.made_by.is_some() || has_rest { Certainty::Possible } else { Certainty::Definite };
            let is_new = |variant: &&Variant| !before.iter().any(|other| other.name == variant.name);
            for variant in now.iter().filter(is_new) {
                let symbol = format!("{path}::{}", variant.name);
                let is = new.spot_at(variant.line, &variant.text);
                self.push(Draft::new(&types::VARIANT_ADDED, symbol).old(old.spot()).new_at(is).at_most(most));
            }
        }
        self.discriminants(path, (old, before), (new, now));
    }

    fn variants(&mut self, symbol: &str, (old, before): (At<'_>, &Variant), (new, now): (At<'_>, &Variant)) {
        let (was, is) = (old.spot_at(before.line, &before.text), new.spot_at(now.line, &now.text));
        let finding = |rule| Draft::new(rule, symbol).old(was.clone()).new_at(is.clone());
        let was_open = before.attrs.non_exhaustive;
        if !was_open && now.attrs.non_exhaustive {
            self.push(finding(&types::NON_EXHAUSTIVE));
        }
        if before.fields.kind() != now.fields.kind() {
            let has_hidden = before.fields.list().iter().all(|field| !field.is_public());
            let is_empty = before.fields.list().is_empty()
                && now.fields.list().is_empty()
                && matches!(before.fields, Fields::Named(_));
            if !(is_empty || was_open && has_hidden && !before.fields.list().is_empty()) {
                let detail =
                    format!("is a {} variant instead of a {} variant", now.fields.kind(), before.fields.kind());
                self.push(finding(&types::VARIANT_FORM).detail(detail));
            }
            return;
        }
        for field in before.fields.list().iter().filter(|field| field.is_public()) {
            let name = format!("{symbol}::{}", field.name);
            let was = old.spot_at(field.line, &shown(field));
            let finding = |rule, is: &Spot| Draft::new(rule, &name).old(was.clone()).new_at(is.clone());
            match now.fields.list().iter().find(|other| other.name == field.name) {
                None => self.push(finding(&types::VARIANT_FIELD_REMOVED, &is)),
                Some(other) => {
                    let is = new.spot_at(other.line, &shown(other));
                    if other.attrs.hidden {
                        self.push(finding(&types::VARIANT_FIELD_HIDDEN, &is));
                    } else if let Some(most) = self.differs(old, &field.ty, new, &other.ty) {
                        let detail = self.became((old, &field.ty), (new, &other.ty));
                        self.push(finding(&types::FIELD_TYPE, &is).detail(detail).at_most(most));
                    }
                }
            }
        }
        if was_open || now.attrs.non_exhaustive || before.fields.list().iter().any(|field| field.attrs.hidden) {
            return;
        }
        let is_new = |field: &&Field| !before.fields.list().iter().any(|other| other.name == field.name);
        for field in now.fields.list().iter().filter(is_new) {
            let is = new.spot_at(field.line, &shown(field));
            let name = format!("{symbol}::{}", field.name);
            self.push(Draft::new(&types::VARIANT_FIELD_ADDED, name).old(was.clone()).new_at(is));
        }
    }

    fn unions(&mut self, path: &str, (old, before): (At<'_>, &Fields), (new, now): (At<'_>, &Fields)) {
        self.fields_kept(path, (old, before), (new, now));
        if !before.list().iter().any(Field::is_public) {
            return;
        }
        let all_public = before.list().iter().all(Field::is_public);
        let is_new = |field: &&Field| !before.list().iter().any(|other| other.name == field.name);
        for field in now.list().iter().filter(is_new) {
            let is = new.spot_at(field.line, &shown(field));
            let most = if all_public { Certainty::Likely } else { Certainty::Possible };
            let name = format!("{path}::{}", field.name);
            self.push(Draft::new(&types::UNION_FIELD_ADDED, name).old(old.spot()).new_at(is).at_most(most));
        }
    }
}

/// Whether users can build it with a literal.
fn is_constructible(at: At<'_>, fields: &Fields) -> bool {
    !at.item.attrs.non_exhaustive && fields.list().iter().all(Field::is_public)
}

fn shown(field: &Field) -> String {
    let vis = if field.vis == crate::breaking::rust::facts::Vis::Public { "pub " } else { "" };
    format!("{vis}{}: {}", field.name, field.ty)
}
