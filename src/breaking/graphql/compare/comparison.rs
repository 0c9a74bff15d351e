//! Two schemas on the way to findings.

use super::super::{
    model::{Kind, Member},
    rules::types as rules,
    world::{At, Thing, World},
};
use crate::breaking::{Certainty, Draft, Report, Rule, Spot};

/// Two schemas.
pub(super) struct Comparison<'a, 'w> {
    pub(super) old: &'a World<'w>,
    pub(super) new: &'a World<'w>,
    /// The files of the new one.
    pub(super) files: Vec<&'a str>,
    pub(super) report: &'a mut Report,
}

impl<'w> Comparison<'_, 'w> {
    /// Compares all.
    pub(super) fn run(mut self) {
        let (old, new) = (self.old, self.new);
        for (key, before) in old {
            match new.get(key) {
                Some(after) if before.kind == after.kind => self.both(before, after),
                Some(after) => {
                    let spots = (spot_of(before), spot_of(after));
                    let detail = format!("`{}` instead of `{}`", after.kind.as_str(), before.kind.as_str());
                    self.changed(&rules::KIND_CHANGED, before.name, spots, detail, Certainty::Definite);
                }
                None => self.gone(before),
            }
        }
        for (_, fresh) in new.iter().filter(|(key, thing)| thing.is_defined && !old.contains_key(*key)) {
            self.report.added("type", fresh.name, spot_of(fresh), fresh.look());
        }
        self.roots();
    }

    fn both(&mut self, old: &Thing<'w>, new: &Thing<'w>) {
        match old.kind {
            Kind::Object | Kind::Interface => {
                self.interfaces(old, new);
                self.fields(old, new);
            }
            Kind::Input => self.input(old, new),
            Kind::Enum => self.values(old, new),
            Kind::Union => self.union(old, new),
            Kind::Directive => self.directive(old, new),
            Kind::Schema => {}
            Kind::Scalar => self.scalar(old, new),
        }
        self.usages(old, new);
    }

    fn gone(&mut self, old: &Thing<'w>) {
        match old.kind {
            Kind::Schema => {}
            Kind::Directive => self.directive_gone(old),
            // The type itself stands elsewhere: what extended it is gone.
            _ if !old.is_defined => self.members_gone(old),
            _ => {
                let draft = Draft::new(&rules::TYPE_REMOVED, old.name).old(spot_of(old)).gone("type", old.look());
                self.push(draft.detail(old.kind.as_str()));
            }
        }
    }

    fn members_gone(&mut self, old: &Thing<'w>) {
        for member in &old.members {
            let rule = match old.kind {
                Kind::Enum => &rules::VALUE_REMOVED,
                Kind::Union => &rules::MEMBER_REMOVED,
                Kind::Input => &super::super::rules::inputs::INPUT_FIELD_REMOVED,
                _ => &rules::FIELD_REMOVED,
            };
            self.lost(rule, &format!("{}.{}", old.name, member.it.name), spot(*member));
        }
    }

    /// Says that something is otherwise.
    pub(super) fn changed(
        &mut self,
        rule: &'static Rule,
        symbol: &str,
        (old, new): (Spot, Spot),
        detail: impl Into<String>,
        certainty: Certainty,
    ) {
        self.push(Draft::new(rule, symbol).old(old).new_at(new).detail(detail).at_most(certainty));
    }

    /// Says that something is gone.
    pub(super) fn lost(&mut self, rule: &'static Rule, symbol: &str, old: Spot) {
        self.push(Draft::new(rule, symbol).old(old));
    }

    pub(super) fn push(&mut self, mut draft: Draft) {
        // Where it went to, or came from, is in another of these.
        for file in self.files.iter().take(20) {
            draft = draft.involves(*file);
        }
        self.report.push(draft);
    }
}

/// Where a type stands.
pub(super) fn spot_of(thing: &Thing<'_>) -> Spot {
    Spot::new(thing.path, thing.line, thing.shown())
}

/// Where a member stands.
pub(super) fn spot(member: At<'_, Member>) -> Spot {
    Spot::new(member.path, member.line, member.it.shown())
}
