//! Traits and their members.

use super::{At, Comparer, End, functions::Implementers, generics::implies};
use crate::breaking::{
    Certainty, Draft,
    rust::{
        facts::{Body, Item, Receiver, Signature, Trait},
        krate::Def,
        rules::{functions, traits},
    },
};

impl Comparer<'_, '_, '_, '_> {
    pub(super) fn traits(&mut self, path: &str, (old, before): (At<'_>, &Trait), (new, now): (At<'_>, &Trait)) {
        let was_sealed = self.old.is_sealed(old, before);
        let is_sealed = self.new.is_sealed(new, now);
        if !was_sealed && is_sealed {
            self.changed(&traits::SEALED, path, old, new, "");
        }
        match (before.is_unsafe, now.is_unsafe) {
            (false, true) if !was_sealed => self.changed(&traits::UNSAFE_ADDED, path, old, new, ""),
            (true, false) if !was_sealed => self.changed(&traits::UNSAFE_REMOVED, path, old, new, ""),
            _ => {}
        }
        self.supertraits(path, was_sealed || is_sealed, (old, before), (new, now));
        self.trait_generics(path, old, new);
        let implementers = if was_sealed { Implementers::Nobody } else { Implementers::Anybody };
        for member in before.members.iter().filter(|member| !member.attrs.hidden && !is_call(member)) {
            let there =
                now.members.iter().find(|other| other.name == member.name && other.body.word() == member.body.word());
            self.trait_member(path, implementers, (old, member), new, there);
        }
        if !was_sealed && !is_sealed {
            let is_new = |member: &&Item| {
                !before.members.iter().any(|other| other.name == member.name && other.body.word() == member.body.word())
            };
            for member in now.members.iter().filter(is_new).filter(|member| !has_default(member) && !is_call(member)) {
                self.added(path, old, (new, member));
            }
        }
        if let (None, Some(why)) = (not_dyn(before), not_dyn(now)) {
            self.changed(&traits::NOT_DYN, path, old, new, why);
        }
    }

    fn added(&mut self, path: &str, old: At<'_>, (new, member): (At<'_>, &Item)) {
        let rule = match &member.body {
            Body::Const { .. } => &traits::CONST_ADDED,
            Body::Type { .. } => &traits::TYPE_ADDED,
            _ => &traits::METHOD_ADDED,
        };
        let at = At::within(new.module, &new.item.generics, member);
        self.push(Draft::new(rule, format!("{path}::{}", member.name)).old(old.spot()).new_at(at.spot()));
    }

    fn trait_member(
        &mut self,
        path: &str,
        implementers: Implementers,
        (old, member): (At<'_>, &Item),
        new: At<'_>,
        there: Option<&Item>,
    ) {
        let symbol = format!("{path}::{}", member.name);
        let was = At::within(old.module, &old.item.generics, member);
        let Some(found) = there else {
            let rule = match &member.body {
                Body::Const { .. } => &traits::CONST_REMOVED,
                Body::Type { .. } => &traits::TYPE_REMOVED,
                _ => &traits::METHOD_REMOVED,
            };
            self.push(Draft::new(rule, symbol).old(was.spot()).new_at(new.spot()));
            return;
        };
        let is = At::within(new.module, &new.item.generics, found);
        if found.attrs.hidden {
            self.changed(&functions::MEMBER_HIDDEN, &symbol, was, is, "");
        }
        let lost_default = has_default(member) && !has_default(found);
        if lost_default && implementers == Implementers::Anybody {
            self.changed(&traits::DEFAULT_REMOVED, &symbol, was, is, "");
        }
        match (&member.body, &found.body) {
            (Body::Function(before), Body::Function(now)) => {
                self.functions(&symbol, (was, before), (is, now), Some(implementers));
            }
            (Body::Const { ty: before, .. }, Body::Const { ty: now, .. }) => {
                if let Some(most) = self.differs(was, before, is, now) {
                    let rule = &crate::breaking::rust::rules::items::CONST_TYPE;
                    let draft = Draft::new(rule, &symbol).old(was.spot()).new_at(is.spot());
                    self.push(draft.detail(format!("`{before}` became `{now}`")).at_most(most));
                }
            }
            (Body::Type { bounds: before, .. }, Body::Type { bounds: now, .. }) => {
                let added = self.bounds_added((was, before), (is, now));
                if !added.is_empty() && implementers == Implementers::Anybody {
                    self.changed(&traits::BOUND_ON_TYPE_ADDED, &symbol, was, is, added.join(", "));
                }
            }
            _ => {}
        }
    }

    fn supertraits(
        &mut self,
        path: &str,
        is_sealed: bool,
        (old, before): (At<'_>, &Trait),
        (new, now): (At<'_>, &Trait),
    ) {
        let plain = |text: String| text.trim_start_matches('?').to_owned();
        let was: Vec<String> = supertraits(old, before).map(|bound| plain(self.old.plain(old, bound))).collect();
        let is: Vec<String> = supertraits(new, now).map(|bound| plain(self.new.plain(new, bound))).collect();
        for (bound, written) in was.iter().zip(supertraits(old, before)) {
            let is_kept = is.iter().any(|other| implies(other, bound)) || self.new.brings(new, now, bound, 0);
            if !bound.is_empty() && !is.contains(bound) && !is_kept {
                // A trait that others cannot name brought them nothing.
                let is_hidden = self.old.is_sealed(old, &only(before, written));
                let most = if is_hidden { Certainty::Possible } else { Certainty::Definite };
                let draft = Draft::new(&traits::SUPERTRAIT_REMOVED, path).old(old.spot()).new_at(new.spot());
                self.push(draft.detail(written).at_most(most));
            }
        }
        for (bound, written) in is.iter().zip(supertraits(new, now)) {
            let was_there = was.iter().any(|other| implies(other, bound)) || self.old.brings(old, before, bound, 0);
            if !is_sealed && !bound.is_empty() && bound != "Sized" && !was.contains(bound) && !was_there {
                self.changed(&traits::SUPERTRAIT_ADDED, path, old, new, written);
            }
        }
    }
}

impl End<'_, '_, '_> {
    /// Whether a supertrait stands on the trait that is asked for.
    fn brings(&self, at: At<'_>, body: &Trait, wanted: &str, depth: usize) -> bool {
        depth < 6
            && supertraits(at, body).any(|bound| {
                let plain = self.plain(at, bound);
                let inner = || match self.resolve(at, bound) {
                    Some(Def::Item(module, item)) => match &item.body {
                        Body::Trait(body) => self.brings(At::new(&module, &item), body, wanted, depth + 1),
                        _ => false,
                    },
                    _ => false,
                };
                depth > 0 && (plain == wanted || implies(&plain, wanted)) || inner()
            })
    }
}

/// A trait with one supertrait and no members.
fn only(body: &Trait, supertrait: &str) -> Trait {
    Trait { is_unsafe: body.is_unsafe, supertraits: vec![supertrait.to_owned()], members: Vec::new() }
}

/// Supertraits, those in `where Self: ...` too.
fn supertraits<'i>(at: At<'i>, body: &'i Trait) -> impl Iterator<Item = &'i str> {
    let of_self =
        at.item.generics.bounds.iter().filter(|(subject, _)| subject == "Self").map(|(_, bound)| bound.as_str());
    body.supertraits.iter().map(String::as_str).chain(of_self).filter(|bound| !bound.starts_with(['\'', '?']))
}

fn is_call(item: &Item) -> bool {
    matches!(item.body, Body::Call(_))
}

fn has_default(member: &Item) -> bool {
    match &member.body {
        Body::Function(signature) => signature.has_body,
        Body::Const { has_value, .. } => *has_value,
        Body::Type { value, .. } => value.is_some(),
        _ => true,
    }
}

/// Why a trait cannot be used as `dyn`; nothing if it can.
fn not_dyn(body: &Trait) -> Option<String> {
    if body.supertraits.iter().any(|bound| bound == "Sized") {
        return Some("it is `Sized`".to_owned());
    }
    body.members.iter().find_map(|member| match &member.body {
        Body::Const { .. } => Some(format!("`{}` is a constant", member.name)),
        Body::Function(signature) => {
            let is_for_sized =
                member.generics.bounds.iter().any(|(subject, bound)| subject == "Self" && bound == "Sized");
            let why = why_not_dyn(member, signature);
            why.filter(|_| !is_for_sized).map(|why| format!("`{}` {why}", member.name))
        }
        _ => None,
    })
}

fn why_not_dyn(member: &Item, signature: &Signature) -> Option<&'static str> {
    let names_self = |ty: &str| {
        ty.split(|letter: char| !letter.is_alphanumeric() && letter != '_' && letter != ':').any(|word| word == "Self")
    };
    if signature.receiver.is_none() {
        return Some("takes no `self`");
    }
    if !member.generics.types.is_empty() || signature.params.iter().any(|ty| ty.contains("impl ")) {
        return Some("is generic");
    }
    if signature.is_async || signature.result.as_deref().is_some_and(|ty| ty.contains("impl ")) {
        return Some("returns a type that is not named");
    }
    if signature.params.iter().any(|ty| names_self(ty)) || signature.result.as_deref().is_some_and(names_self) {
        return Some("names `Self`");
    }
    let is_odd = |receiver: &Receiver| matches!(receiver, Receiver::Typed(ty) if !["Box<Self>", "Rc<Self>", "Arc<Self>"].contains(&ty.as_str()) && !ty.starts_with("Pin<"));
    signature.receiver.as_ref().is_some_and(is_odd).then_some("takes `self` in a way of its own")
}
