//! What `impl` blocks give a type: methods, constants, traits.

use std::collections::BTreeMap;

use super::{
    At, Comparer, End,
    impls::{Block, Impls, arguments, id, last},
};
use crate::breaking::{
    Certainty, Draft,
    rust::{
        facts::{Body, Item, Receiver, Vis},
        krate::Def,
        names::Context,
        rules::{functions, types},
        surface::Surface,
    },
};

/// A member and the block that it stands in.
#[derive(Clone)]
struct Member<'i> {
    block: &'i Block,
    item: &'i Item,
}

impl<'i> Member<'i> {
    fn is_public(&self) -> bool {
        is_public(self.item) && !self.block.item.attrs.hidden
    }

    fn at(&self) -> At<'i> {
        let self_type = self.block.body().map(|body| body.for_type.as_str());
        At::within(&self.block.module, &self.block.item.generics, self.item).of_type(self_type)
    }
}

impl Comparer<'_, '_, '_, '_> {
    /// Compares what blocks give a type.
    pub(super) fn impls(&mut self, path: &str, old: At<'_>, new: At<'_>) {
        let old_blocks = self.old.impls.of_type(&id(old.module, old.item)).to_vec();
        let new_blocks = self.new.impls.of_type(&id(new.module, new.item)).to_vec();
        self.inherent(path, &old_blocks, &new_blocks);
        self.associated(path, &old_blocks, &new_blocks);
        self.implemented(path, (old, &old_blocks), (new, &new_blocks));
    }

    /// Types that impls of well-known traits name: what an iterator gives, what a conversion fails with.
    fn associated(&mut self, path: &str, old: &[Block], new: &[Block]) {
        let of_trait = |block: &Block| block.body().and_then(|body| body.of.clone()).filter(|of| names_type(last(of)));
        for block in old {
            let Some(of) = of_trait(block) else { continue };
            let is_it = |other: &&Block| of_trait(other).is_some_and(|there| last(&there) == last(&of));
            let ours: Vec<_> = old.iter().filter(is_it).collect();
            let theirs: Vec<_> = new.iter().filter(is_it).collect();
            let ([_], [other]) = (ours.as_slice(), theirs.as_slice()) else { continue };
            let (Some(before), Some(now)) = (block.body(), other.body()) else { continue };
            for member in &before.members {
                let Some(there) = now.members.iter().find(|there| there.name == member.name) else { continue };
                let (Body::Type { value: Some(was), .. }, Body::Type { value: Some(is), .. }) =
                    (&member.body, &there.body)
                else {
                    continue;
                };
                let (one, two) = (Member { block, item: member }, Member { block: other, item: there });
                let Some(most) = self.differs(one.at(), was, two.at(), is) else { continue };
                // What iterates is seldom named.
                let most = if member.name == "IntoIter" { Certainty::Possible } else { most };
                let detail = format!("`{was}` became `{is}` for `{}`", last(&of));
                let symbol = format!("{path}::{}", member.name);
                let draft =
                    Draft::new(&functions::ASSOCIATED_TYPE, symbol).old(one.at().spot()).new_at(two.at().spot());
                self.push(draft.detail(detail).at_most(most));
            }
        }
    }

    fn inherent(&mut self, path: &str, old: &[Block], new: &[Block]) {
        let (before, now) = (inherent(old), inherent(new));
        for (name, members) in &before {
            let there: &[Member<'_>] = now.get(name).map_or(&[], Vec::as_slice);
            for (index, member) in members.iter().enumerate().filter(|(_, member)| member.is_public()) {
                let symbol = format!("{path}::{name}");
                let is_same = |other: &&Member<'_>| other.item.body == member.item.body && other.is_public();
                let same = there.iter().find(is_same);
                let Some(found) = same.or_else(|| there.get(index)).or_else(|| there.first()) else {
                    // Several blocks for several parameters: the name is gone once.
                    if index == 0 {
                        self.member_gone(&symbol, member, new);
                    }
                    continue;
                };
                self.member(&symbol, member, found);
            }
        }
    }

    fn member(&mut self, symbol: &str, old: &Member<'_>, new: &Member<'_>) {
        let before = [&old.block.item.attrs, &old.item.attrs];
        self.needs_feature(symbol, (old.at(), &before), (new.at(), &[&new.block.item.attrs, &new.item.attrs]));
        if new.item.vis != Vis::Public {
            self.changed(&functions::MEMBER_PRIVATE, symbol, old.at(), new.at(), "");
            return;
        }
        if new.item.attrs.hidden || new.block.item.attrs.hidden {
            self.changed(&functions::MEMBER_HIDDEN, symbol, old.at(), new.at(), "");
            return;
        }
        match (&old.item.body, &new.item.body) {
            (Body::Function(before), Body::Function(now)) => {
                self.functions(symbol, (old.at(), before), (new.at(), now), None);
                self.narrowed(symbol, old, new);
            }
            (Body::Const { ty: before, .. }, Body::Const { ty: now, .. }) => {
                if let Some(most) = self.differs(old.at(), before, new.at(), now) {
                    let rule = &crate::breaking::rust::rules::items::CONST_TYPE;
                    let draft = Draft::new(rule, symbol).old(old.at().spot()).new_at(new.at().spot());
                    self.push(draft.detail(format!("`{before}` became `{now}`")).at_most(most));
                }
            }
            (Body::Const { .. }, _) => self.changed(&functions::ASSOCIATED_REMOVED, symbol, old.at(), new.at(), ""),
            _ => self.changed(&functions::METHOD_REMOVED, symbol, old.at(), new.at(), ""),
        }
    }

    /// A block that was for all arguments of the type and is for some now.
    fn narrowed(&mut self, symbol: &str, old: &Member<'_>, new: &Member<'_>) {
        let plain = |end: &End<'_, '_, '_>, member: &Member<'_>| {
            let of = member.block.body().map(|body| body.for_type.clone()).unwrap_or_default();
            Context::new(end.krate, &member.block.module, &[&member.block.item.generics]).plain(&of)
        };
        let (was, is) = (plain(&self.old, old), plain(&self.new, new));
        let shape = |text: &str| text.split(['<', '>', ',', ' ']).filter(|one| !one.is_empty()).count();
        if was.text.contains('$')
            && !is.text.contains('$')
            && is.text.contains('<')
            && shape(&was.text) == shape(&is.text)
        {
            let draft = Draft::new(&functions::BOUND_ADDED, symbol).old(old.at().spot()).new_at(new.at().spot());
            self.push(draft.detail(format!("only `{}` has it", is.text)).at_most(Certainty::Likely));
        }
    }

    fn member_gone(&mut self, symbol: &str, member: &Member<'_>, new: &[Block]) {
        let name = &member.item.name;
        let spot = member.at().spot();
        if matches!(member.item.body, Body::Const { .. }) {
            self.push(Draft::new(&functions::ASSOCIATED_REMOVED, symbol).old(spot));
            return;
        }
        if self.is_lent(new, member.item) {
            return;
        }
        if let Some((block, of)) = new.iter().find_map(|block| Some((block, self.giving_trait(block, name)?))) {
            let draft = Draft::new(&functions::METHOD_TO_TRAIT, symbol).old(spot).detail(last(&of));
            self.push(draft.new_at(At::new(&block.module, &block.item).spot()));
            return;
        }
        let look = member.item.text.replacen(name.as_str(), "", 1);
        self.push(Draft::new(&functions::METHOD_REMOVED, symbol).old(spot).gone("method", look));
    }

    /// Whether a method is called on what the type derefs to: what is lent is not taken, and changed only if it is lent for that.
    fn is_lent(&self, blocks: &[Block], method: &Item) -> bool {
        let is_called_alike = |there: &Item| match (receiver(method), receiver(there)) {
            (Some(Receiver::Ref | Receiver::Mut), Some(Receiver::Ref)) => true,
            (Some(Receiver::Mut), Some(Receiver::Mut)) => gives(blocks, "DerefMut", &[]),
            _ => false,
        };
        let target = |block: &Block| {
            let body = block.body().filter(|body| body.of.as_deref().is_some_and(|of| last(of) == "Deref"))?;
            let target = body.members.iter().find(|member| member.name == "Target")?;
            let Body::Type { value: Some(value), .. } = &target.body else { return None };
            self.new.resolve(At::new(&block.module, &block.item), value)
        };
        blocks.iter().filter_map(target).any(|def| match def {
            Def::Item(module, item) => {
                let blocks = self.new.impls.of_type(&id(&module, &item));
                let is_it = |member: &Member<'_>| member.is_public() && is_called_alike(member.item);
                inherent(blocks).get(&method.name).is_some_and(|members| members.iter().any(is_it))
            }
            _ => false,
        })
    }

    /// The trait by which a block gives a method: one of the block, or one that the trait provides.
    fn giving_trait(&self, block: &Block, name: &str) -> Option<String> {
        let body = block.body()?;
        let of = body.of.clone()?;
        let has = |members: &[Item]| members.iter().any(|item| item.name == name);
        let path: Vec<String> =
            of.split('<').next().unwrap_or(&of).split("::").map(|one| one.trim().to_owned()).collect();
        let is_provider = |def: Def| matches!(def, Def::Item(_, item) if matches!(&item.body, Body::Trait(body) if has(&body.members)));
        let provides = || self.new.krate.resolve(&block.module, &path).into_iter().any(is_provider);
        (has(&body.members) || provides()).then_some(of)
    }

    /// Traits that are no longer implemented.
    fn implemented(
        &mut self,
        path: &str,
        (old, old_blocks): (At<'_>, &[Block]),
        (new, new_blocks): (At<'_>, &[Block]),
    ) {
        for name in &old.item.attrs.derives {
            if !new.item.attrs.derives.contains(name) && !self.still_given(name, &[], new_blocks) {
                let most = if is_known_derive(name) { Certainty::Definite } else { Certainty::Likely };
                let draft = Draft::new(&types::DERIVE_REMOVED, path).old(old.spot()).new_at(new.spot()).detail(name);
                self.push(draft.at_most(most));
            }
        }
        let is_copy = |at: At<'_>, blocks: &[Block]| {
            at.item.attrs.derives.iter().any(|name| name == "Copy") || gives(blocks, "Copy", &[])
        };
        if !is_copy(old, old_blocks) && is_copy(new, new_blocks) {
            self.changed(&types::COPY_ADDED, path, old, new, "");
        }
        for block in old_blocks {
            let Some(body) = block.body().filter(|body| !body.negative) else { continue };
            let Some(of) = &body.of else { continue };
            let (name, arguments) = (last(of), plain_arguments(&self.old, block, of));
            let is_derived = new.item.attrs.derives.iter().any(|derived| derived == name);
            let is_for_reference = body.for_type.starts_with('&');
            let is_same = |other: &&Block| other.body().is_some_and(|body| body.of.as_deref() == Some(of.as_str()));
            let mut same = new_blocks.iter().filter(is_same);
            if let (Some(other), None) = (same.next(), same.next())
                && other.body().is_some_and(|other| other.for_type == body.for_type)
            {
                let (was, is) = (At::new(&block.module, &block.item), At::new(&other.module, &other.item));
                let symbol = format!("{path}::{name}");
                self.needs_feature(&symbol, (was, &[&block.item.attrs]), (is, &[&other.item.attrs]));
            }
            if is_derived
                || name == "Drop"
                || is_for_reference
                || self.still_given(name, &arguments, new_blocks)
                || self.is_brought((name, &arguments), old, new, new_blocks)
                || !self.is_nameable(block, of)
            {
                continue;
            }
            let spot = At::new(&block.module, &block.item).spot();
            let draft = Draft::new(&types::IMPL_REMOVED, path).old(spot).new_at(new.spot()).detail(of);
            // What is implemented for some parameters only may be covered by another block.
            let is_partial = new_blocks.iter().any(|other| {
                let is_open = !other.item.generics.types.is_empty() || !block.item.generics.types.is_empty();
                is_open && other.body().and_then(|body| body.of.as_deref()).is_some_and(|of| last(of) == name)
            });
            // Nobody has to say what compilers work out.
            let by_itself = self.new.has_by_itself(new, name);
            if by_itself == Some(true) {
                continue;
            }
            let is_worked_out = is_auto(name) && by_itself.is_none();
            let is_made = is_worked_out || self.is_made(block, &old.item.name, of);
            self.push(draft.at_most(if is_partial || is_made { Certainty::Possible } else { Certainty::Likely }));
        }
        for block in new_blocks.iter().filter(|block| block.body().is_some_and(|body| body.negative)) {
            let of = block.body().and_then(|body| body.of.as_deref()).unwrap_or_default();
            if !old_blocks.iter().any(|old| old.item.text == block.item.text) {
                self.changed(&types::AUTO_TRAIT, path, old, new, format!("`{of}`"));
            }
        }
    }

    /// Whether the standard library gives a trait for another one that is there: `TryFrom` for `From`.
    fn is_brought(&self, (name, arguments): (&str, &[String]), old: At<'_>, new: At<'_>, blocks: &[Block]) -> bool {
        let has = |other: &str, arguments: &[String]| {
            new.item.attrs.derives.iter().any(|derived| derived == other) || self.still_given(other, arguments, blocks)
        };
        match name {
            "TryFrom" => has("From", arguments),
            "ToString" => has("Display", &[]),
            "IntoIterator" => has("Iterator", &[]),
            "TryInto" => has("Into", arguments) || self.new.impls.converts(&old.item.name, arguments),
            "Into" => self.new.impls.converts(&old.item.name, arguments),
            _ => false,
        }
    }

    /// Whether a macro that is called only now may give a trait to a type.
    fn is_made(&self, block: &Block, name: &str, of: &str) -> bool {
        let calls = |end: &End<'_, '_, '_>| -> Vec<String> {
            let module = end.krate.module(&block.module.path);
            let items = module.map(|module| module.items.clone()).unwrap_or_default();
            let text = |item: &std::rc::Rc<Item>| match &item.body {
                Body::Call(text) => Some(text.clone()),
                _ => None,
            };
            items.iter().filter_map(text).collect()
        };
        let before = calls(&self.old);
        let words: Vec<&str> = arguments(of).into_iter().chain([name, last(of)]).collect();
        calls(&self.new).iter().any(|call| !before.contains(call) && words.iter().any(|word| call.contains(word)))
    }

    fn still_given(&self, name: &str, arguments: &[String], blocks: &[Block]) -> bool {
        let has = blocks.iter().any(|block| {
            block.body().is_some_and(|body| {
                !body.negative
                    && body.of.as_deref().is_some_and(|of| {
                        last(of) == name
                            && (arguments.is_empty()
                                || plain_arguments(&self.new, block, of) == arguments
                                || is_open(block, of))
                    })
            })
        });
        has || self.new.impls.has_blanket(name)
    }

    /// Whether users can name the trait: theirs, the standard library's, or a public one that is still there.
    fn is_nameable(&self, block: &Block, of: &str) -> bool {
        let path: Vec<String> =
            of.split('<').next().unwrap_or(of).split("::").map(|one| one.trim().to_owned()).collect();
        self.old.krate.resolve(&block.module, &path).iter().all(|def| match def {
            Def::Item(module, item) => {
                let there = |surface: &Surface| surface.names.contains(&item.name);
                // A trait in a file that did not change is not on the surface that was read.
                let is_unread = !self.pair.is_changed(&module.file) && item.vis == Vis::Public;
                is_unread || there(self.old.surface) && there(self.new.surface)
            }
            _ => true,
        })
    }
}

/// The arguments of a trait in a form of their own.
fn plain_arguments(end: &End<'_, '_, '_>, block: &Block, of: &str) -> Vec<String> {
    let context = Context::new(end.krate, &block.module, &[&block.item.generics]);
    arguments(of).into_iter().map(|one| context.plain(one).text).collect()
}

/// Inherent members by name, those of all blocks.
fn inherent(blocks: &[Block]) -> BTreeMap<String, Vec<Member<'_>>> {
    let mut members: BTreeMap<String, Vec<Member<'_>>> = BTreeMap::new();
    for block in blocks {
        let Some(body) = block.body().filter(|body| body.of.is_none()) else { continue };
        for item in body.members.iter().filter(|item| matches!(item.body, Body::Function(_) | Body::Const { .. })) {
            members.entry(item.name.clone()).or_default().push(Member { block, item });
        }
    }
    members
}

fn is_public(item: &Item) -> bool {
    item.vis == Vis::Public && !item.attrs.hidden
}

fn receiver(item: &Item) -> Option<&Receiver> {
    match &item.body {
        Body::Function(signature) => signature.receiver.as_ref(),
        _ => None,
    }
}

fn gives(blocks: &[Block], name: &str, wanted: &[&str]) -> bool {
    blocks.iter().any(|block| {
        let of = block.body().and_then(|body| body.of.as_deref());
        of.is_some_and(|of| last(of) == name && (wanted.is_empty() || arguments(of) == wanted))
    })
}

/// Whether a block is for every argument of some bound.
fn is_open(block: &Block, of: &str) -> bool {
    arguments(of)
        .iter()
        .any(|argument| block.item.generics.types.iter().any(|param| argument.contains(param.name.as_str())))
}

/// Traits of the standard library whose impls name types that callers get.
fn names_type(name: &str) -> bool {
    let operators =
        ["Add", "Sub", "Mul", "Div", "Rem", "Neg", "Not", "BitAnd", "BitOr", "BitXor", "Shl", "Shr", "Index"];
    let others = ["Iterator", "IntoIterator", "Deref", "FromStr", "TryFrom", "TryInto", "Future"];
    operators.contains(&name) || others.contains(&name)
}

/// Traits that compilers give to what holds nothing else.
fn is_auto(name: &str) -> bool {
    matches!(name, "Send" | "Sync" | "Unpin" | "UnwindSafe" | "RefUnwindSafe")
}

fn is_known_derive(name: &str) -> bool {
    matches!(name, "Clone" | "Copy" | "Debug" | "Default" | "Eq" | "Hash" | "Ord" | "PartialEq" | "PartialOrd")
}

impl Impls {
    /// Whether a type says by itself that it can be sent or shared.
    pub(super) fn promises(&self, id: &str, name: &str) -> bool {
        gives(self.of_type(id), name, &[])
    }
}
