//! Two ends, on the way to findings.

use std::rc::Rc;

use super::super::{
    api::Standing,
    model::Modifiers,
    world::{Class, World},
};
use crate::breaking::{Certainty, Draft, Report, Rule, Spot};

/// A comparison of both ends.
pub(super) struct Comparison<'a> {
    pub(super) old: World<'a>,
    pub(super) new: World<'a>,
    pub(super) report: &'a mut Report,
    /// Nothing is surer than this, for the class that is looked at.
    pub(super) ceiling: Certainty,
}

/// One class at both ends.
#[derive(Clone, Copy)]
pub(super) struct Both<'c> {
    pub(super) old: &'c Rc<Class>,
    pub(super) new: &'c Rc<Class>,
}

impl Both<'_> {
    /// Where it stands.
    pub(super) fn spots(&self) -> (Spot, Option<Spot>) {
        (self.old.spot(), Some(self.new.spot()))
    }

    /// The name of a member.
    pub(super) fn member(&self, name: &str) -> String {
        format!("{}.{name}", self.old.name)
    }
}

impl Comparison<'_> {
    /// Says that something is otherwise, or gone.
    pub(super) fn tell(
        &mut self,
        (rule, certainty): (&'static Rule, Certainty),
        both: Both<'_>,
        symbol: String,
        spots: (Spot, Option<Spot>),
        detail: impl Into<String>,
    ) {
        let draft = self.draft((rule, certainty), both, symbol, spots, detail);
        self.report.push(draft);
    }

    /// A finding in the making.
    pub(super) fn draft(
        &self,
        (rule, certainty): (&'static Rule, Certainty),
        both: Both<'_>,
        symbol: String,
        (old, new): (Spot, Option<Spot>),
        detail: impl Into<String>,
    ) -> Draft {
        let paths = [&old.path, new.as_ref().map_or(&old.path, |spot| &spot.path)];
        let involved: Vec<String> =
            [&both.old.path, &both.new.path].into_iter().filter(|path| !paths.contains(path)).cloned().collect();
        let mut draft = Draft::new(rule, symbol).old(old).detail(detail).at_most(certainty.min(self.ceiling));
        draft = draft.package(Some(both.old.package().to_owned()).filter(|package| !package.is_empty()));
        if let Some(new) = new {
            draft = draft.new_at(new);
        }
        involved.into_iter().fold(draft, Draft::involves)
    }
}

/// How sure it can be that something is gone from a class: what cannot be read may still have it.
pub(super) fn sure_of_loss(new: &Class) -> Certainty {
    if new.file.is_unreadable { Certainty::Possible } else { Certainty::Definite }
}

/// How sure what is said of a class of some standing can be.
pub(super) fn ceiling(standing: Standing) -> Certainty {
    if standing == Standing::Public { Certainty::Definite } else { Certainty::Possible }
}

/// How sure what is said of a member can be.
pub(super) fn under(ceiling: Certainty, modifiers: &Modifiers) -> Certainty {
    if modifiers.is_unpromised { Certainty::Possible } else { ceiling }
}
