//! Types that come out of something or go into it: whether another one still fits.

use super::super::{
    model::Wild,
    types::{Alike, Base, Type},
    world::World,
};
use crate::breaking::Certainty;

/// How a type differs from what it was.
pub(super) enum Difference {
    None,
    /// Type arguments only.
    Arguments(Certainty),
    /// Something more special.
    Narrower,
    Other,
}

/// What came out and what comes out.
pub(super) fn of_result(world: &World<'_>, near: &str, old: &Type, new: &Type) -> Difference {
    match old.alike(new) {
        Alike::Same => Difference::None,
        Alike::Erased => {
            let certainty = if fits(world, near, new, old) { Certainty::Possible } else { Certainty::Likely };
            Difference::Arguments(certainty)
        }
        Alike::Different if old.is_void() => Difference::Narrower,
        Alike::Different if old.is_primitive() || new.is_primitive() => Difference::Other,
        Alike::Different => match world.is_subtype(new, old, near) {
            Some(true) => Difference::Narrower,
            _ => Difference::Other,
        },
    }
}

/// Whether what was given still fits: nothing if it is the same.
pub(super) fn of_argument(world: &World<'_>, near: &str, old: &Type, new: &Type) -> Option<Certainty> {
    match old.alike(new) {
        Alike::Same => None,
        Alike::Erased if fits(world, near, old, new) => Some(Certainty::Possible),
        Alike::Erased => Some(Certainty::Likely),
        Alike::Different => Some(Certainty::Definite),
    }
}

/// Whether one type with arguments can stand where another of the same class is asked for; raw types fit everywhere.
fn fits(world: &World<'_>, near: &str, given: &Type, asked: &Type) -> bool {
    // A type parameter is worked out from what is given; what remains of it at run time is the same.
    match (&given.base, &asked.base) {
        (Base::Parameter { owner, .. }, Base::Parameter { owner: asked, .. }) => return owner != asked,
        (Base::Parameter { .. }, _) | (_, Base::Parameter { .. }) => return true,
        _ => {}
    }
    given.arguments.is_empty()
        || asked.arguments.is_empty()
        || given.arguments.len() == asked.arguments.len()
            && given.arguments.iter().zip(&asked.arguments).all(|(given, asked)| contains(world, near, given, asked))
}

/// Whether a type argument lies within another one.
fn contains(world: &World<'_>, near: &str, given: &Type, asked: &Type) -> bool {
    if given.is_same(asked) {
        return true;
    }
    let exact = |of: &Type| Type { wild: Wild::Exact, ..of.clone() };
    if given.wild == Wild::Exact && exact(asked).is_same(given) {
        return true;
    }
    match asked.wild {
        Wild::Any => true,
        Wild::Extends => {
            matches!(given.wild, Wild::Exact | Wild::Extends)
                && world.is_subtype(given, asked, near) == Some(true)
                && fits(world, near, &exact(given), &exact(asked))
        }
        Wild::Super => {
            matches!(given.wild, Wild::Exact | Wild::Super) && world.is_subtype(asked, given, near) == Some(true)
        }
        Wild::Exact => false,
    }
}
