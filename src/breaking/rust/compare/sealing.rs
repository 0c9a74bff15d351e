//! Whether others can implement a trait.

use super::{At, End};
use crate::breaking::rust::{
    facts::{Body, Item, Trait, Vis},
    krate::{Crate, Def, Module},
    names::Context,
};

impl End<'_, '_, '_> {
    /// Whether only the crate itself can implement a trait: it stands on a trait, or its methods take a type, that others
    /// cannot name.
    pub(super) fn is_sealed(&self, at: At<'_>, body: &Trait) -> bool {
        let of_supertrait = || body.supertraits.iter().any(|bound| self.is_unnameable(at, bound, 0));
        let is_required = |member: &&Item| !matches!(&member.body, Body::Function(signature) if signature.has_body);
        let of_member = || {
            body.members.iter().filter(is_required).any(|member| match &member.body {
                Body::Function(signature) => signature.params.iter().any(|ty| self.is_private_type(at, ty)),
                _ => false,
            })
        };
        of_supertrait() || of_member() || body.members.iter().filter(is_required).any(|member| member.attrs.hidden)
    }

    fn is_unnameable(&self, at: At<'_>, bound: &str, depth: usize) -> bool {
        if depth > 6 {
            return false;
        }
        self.resolve(at, bound).is_some_and(|def| match def {
            Def::Item(module, item) => {
                let is_out_of_reach = !self.is_reachable(&module, &item);
                let is_sealed_itself = || match &item.body {
                    Body::Trait(body) => {
                        let inner = At::new(&module, &item);
                        body.supertraits.iter().any(|bound| self.is_unnameable(inner, bound, depth + 1))
                    }
                    _ => false,
                };
                matches!(item.body, Body::Trait(_)) && (is_out_of_reach || is_sealed_itself())
            }
            _ => false,
        })
    }

    fn is_private_type(&self, at: At<'_>, ty: &str) -> bool {
        matches!(self.resolve(at, ty), Some(Def::Item(module, item)) if !self.is_reachable(&module, &item))
    }

    pub(super) fn resolve(&self, at: At<'_>, ty: &str) -> Option<Def> {
        let path = super::impls::base(ty);
        if path == "Self" || path.is_empty() {
            return None;
        }
        let path: Vec<String> = path.split("::").map(str::to_owned).collect();
        self.krate.resolve(at.module, &path).into_iter().find(|def| matches!(def, Def::Item(..)))
    }

    /// Whether users can name an item: it is on the surface, or all modules above it are public.
    fn is_reachable(&self, module: &Module, item: &Item) -> bool {
        let on_surface = self.surface.reached.contains(&(module.path.clone(), item.name.clone()));
        on_surface || item.vis == Vis::Public && is_public_module(self.krate, &module.path)
    }

    /// A type in a form of its own, at this end.
    pub(super) fn plain(&self, at: At<'_>, ty: &str) -> String {
        Context::new(self.krate, at.module, &at.generics()).plain(ty).text
    }
}

/// Whether a module and all above it are public.
fn is_public_module(krate: &Crate<'_, '_>, path: &str) -> bool {
    if path.is_empty() {
        return true;
    }
    let (up, name) = path.rsplit_once("::").unwrap_or(("", path));
    let is_declared = krate.module(up).is_some_and(|parent| {
        parent.items.iter().any(|item| {
            item.name == name && matches!(item.body, Body::Module(_)) && item.vis == Vis::Public && !item.attrs.hidden
        })
    });
    is_declared && is_public_module(krate, up)
}
