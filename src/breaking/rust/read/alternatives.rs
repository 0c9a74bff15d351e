//! Items that are written twice, for builds with a feature and for those without it: one of them is there in any case.

use super::attrs::is_off;
use crate::breaking::rust::facts::{Body, Item};

/// Leaves out what is never there for users. What is written again for builds without a feature does not need that feature.
pub(super) fn settled(items: Vec<Item>) -> Vec<Item> {
    let never = |item: &Item| item.attrs.cfg.iter().any(|condition| is_off(condition));
    let (others, mut kept): (Vec<Item>, Vec<Item>) = items.into_iter().partition(never);
    for item in &mut kept {
        for other in &others {
            join(item, other);
        }
    }
    kept
}

/// Takes a condition off what is there without it as well.
fn join(item: &mut Item, other: &Item) {
    let Item { attrs, body, name, vis, .. } = item;
    let is_turned = |condition: &String| is_turned(&attrs.cfg, condition, &other.attrs.cfg);
    let Some(at) = attrs.cfg.iter().position(is_turned) else { return };
    let is_there = match (&mut *body, &other.body) {
        (Body::Impl(block), Body::Impl(there))
            if block.of.is_none() && there.of.is_none() && block.for_type == there.for_type =>
        {
            let is_alone = |member: &&mut Item| !there.members.iter().any(|other| other.name == member.name);
            for member in block.members.iter_mut().filter(is_alone) {
                member.attrs.cfg.push(attrs.cfg[at].clone());
            }
            true
        }
        (Body::Impl(block), Body::Impl(there)) => {
            let trait_of =
                |of: &Option<String>| of.as_deref().map(|of| of.rsplit("::").next().unwrap_or(of).to_owned());
            block.for_type == there.for_type && trait_of(&block.of) == trait_of(&there.of)
        }
        (Body::Use(imports), Body::Use(there)) => {
            imports.iter().all(|import| there.iter().any(|other| other.name == import.name))
        }
        (Body::Call(_), _) | (_, Body::Call(_)) => false,
        (body, there) => *name == other.name && *vis == other.vis && body.namespace() == there.namespace(),
    };
    if is_there {
        attrs.cfg.remove(at);
    }
}

/// Whether others hold where one condition does not, and all else is the same.
fn is_turned(conditions: &[String], condition: &str, others: &[String]) -> bool {
    let is_not = |other: &String| {
        let turned = other.strip_prefix("not").map(str::trim_start).and_then(|rest| rest.strip_prefix('('));
        turned.and_then(|rest| rest.strip_suffix(')')).is_some_and(|inner| inner.trim() == condition)
    };
    let is_elsewhere = |one: &String| one == condition || others.contains(one);
    conditions.len() == others.len()
        && others.iter().any(is_not)
        && conditions.iter().all(is_elsewhere)
        && others.iter().all(|other| is_not(other) || conditions.contains(other))
}
