//! Names that are gone: whether they stand elsewhere now, so that a move or a new name is told once and as such.

use std::collections::BTreeSet;

use super::super::layout::{is_public, parent, written};
use super::super::model::{Binding, Form, What, last_part};
use super::super::rules;
use super::super::view::{Found, Item};
use super::families::{Family, Member};
use super::report::{Comparison, head};
use crate::breaking::{Certainty, Rule, Spot};

/// How alike two names must be, where nothing but the head of what they name is the same.
const ALIKE: f64 = 0.75;

/// A name of the old side that means nothing any more.
#[derive(Debug, Clone)]
pub(crate) struct Gone {
    pub(crate) symbol: String,
    pub(crate) item: Item,
    pub(crate) certainty: Certainty,
    /// The new side may make it where the text does not show.
    pub(crate) sure: bool,
}

/// Where something stands now.
struct Target {
    dotted: String,
    name: String,
    path: String,
    line: u32,
    text: String,
    /// From 0 to 100.
    alike: u8,
}

impl Comparison<'_> {
    /// Remembers a name that is gone; what is said of it is decided when all are known.
    pub(crate) fn name_gone(&mut self, symbol: &str, item: Item, declared: bool, sure: bool) {
        if !self.is_first(format!("gone {}", item.key())) {
            return;
        }
        let Some(binding) = item.binding() else { return };
        let mut symbol = symbol.to_owned();
        let home = is_public(&item.dotted) && self.old.public_names(&item.dotted).names.contains(&item.name);
        if home && matches!(self.new.resolve(&item.dotted, &item.name), Found::Missing) {
            symbol = format!("{}.{}", item.dotted, item.name);
        }
        let certainty = match (sure, is_incidental(binding)) {
            (true, false) if declared => Certainty::Definite,
            (true, false) => Certainty::Likely,
            _ => Certainty::Possible,
        };
        self.gone.push(Gone { symbol, item, certainty, sure });
    }
}

/// Values that a module makes for its own use: loggers, type variables.
fn is_incidental(binding: &Binding) -> bool {
    const MADE: [&str; 6] = ["TypeVar", "ParamSpec", "TypeVarTuple", "getLogger", "get_logger", "ContextVar"];
    match &binding.what {
        What::Value(value) => {
            value.form == Form::Call && value.written.as_deref().is_some_and(|value| MADE.contains(&last_part(value)))
        }
        _ => false,
    }
}

/// Says of each name that is gone whether it was removed, renamed or moved.
pub(crate) fn tell(comparison: &mut Comparison<'_>, changed: &BTreeSet<String>) {
    let gone = std::mem::take(&mut comparison.gone);
    if gone.is_empty() {
        return;
    }
    let fresh = fresh(comparison, changed);
    let mut taken = BTreeSet::new();
    for gone in gone {
        let Some(binding) = gone.item.binding() else { continue };
        let place = comparison.old_place(&gone.item, binding);
        let name = written(&gone.symbol);
        let target = at_home(comparison, &gone).or_else(|| target(&gone, binding, &fresh, &taken));
        let Some(target) = target else {
            let message = if gone.sure {
                format!("`{name}` is gone: importing it fails")
            } else {
                format!("`{name}` does not stand in the text any more")
            };
            comparison.lost(removal(binding), &gone.symbol, place, gone.certainty, message);
            continue;
        };
        taken.insert((target.dotted.clone(), target.name.clone()));
        let is_private = target.name.starts_with('_') || !is_public(&target.dotted);
        let renamed = target.dotted == parent(&gone.symbol) && target.name != gone.item.name;
        let (rule, message): (&'static Rule, _) = match (is_private, renamed) {
            (true, _) => (removal(binding), format!("`{name}` is private now: importing it fails")),
            (false, true) => (&rules::NAME_RENAMED, format!("importing `{name}` fails")),
            (false, false) => (&rules::NAME_MOVED, format!("importing `{name}` from its old place fails")),
        };
        let draft = comparison.draft(rule, &gone.symbol).old(place).detail(message).at_most(gone.certainty);
        comparison.report.push(draft.went(
            written(&format!("{}.{}", target.dotted, target.name)),
            Spot::new(target.path, target.line, target.text),
            target.alike,
        ));
    }
}

/// The definition that is still where it was, and no longer offered from elsewhere.
fn at_home(comparison: &Comparison<'_>, gone: &Gone) -> Option<Target> {
    let (dotted, name) = (&gone.item.dotted, &gone.item.name);
    let Found::Item(item) = comparison.new.resolve(dotted, name) else { return None };
    let binding = item.binding()?;
    let place = comparison.new_place(&item, binding);
    Some(Target {
        dotted: dotted.clone(),
        name: name.clone(),
        path: place.path,
        line: binding.line,
        text: place.text,
        alike: 100,
    })
}

fn removal(binding: &Binding) -> &'static Rule {
    match &binding.what {
        What::Function(_) => &rules::FUNCTION_REMOVED,
        What::Class(_) => &rules::CLASS_REMOVED,
        _ => &rules::NAME_REMOVED,
    }
}

/// What changed modules bind on the new side and did not bind on the old one.
fn fresh(comparison: &Comparison<'_>, changed: &BTreeSet<String>) -> Vec<(String, String, Binding)> {
    let mut out = Vec::new();
    for path in changed {
        let Some(dotted) = comparison.new.layout.dotted(path) else { continue };
        let Some(module) = comparison.new.module(dotted) else { continue };
        let before = comparison.old.module(dotted);
        for binding in &module.bindings {
            let is_definition = matches!(binding.what, What::Function(_) | What::Class(_) | What::Value(_));
            let was_there = before.as_ref().is_some_and(|before| before.bound(&binding.name).next().is_some());
            if is_definition && !was_there {
                out.push((path.clone(), dotted.to_owned(), binding.clone()));
            }
        }
    }
    out
}

fn target(
    gone: &Gone,
    binding: &Binding,
    fresh: &[(String, String, Binding)],
    taken: &BTreeSet<(String, String)>,
) -> Option<Target> {
    let score = |dotted: &str, other: &Binding| -> f64 {
        if taken.contains(&(dotted.to_owned(), other.name.clone())) || !same_kind(binding, other) {
            return 0.0;
        }
        let named = if binding.name == other.name { 1.0 } else { likeness(&binding.name, &other.name) };
        let same_body = digest(binding).is_some() && digest(binding) == digest(other);
        let moved = binding.name == other.name;
        let here = dotted == gone.item.dotted;
        match (moved, here, same_body) {
            (true, _, _) => 2.0 + f64::from(u8::from(same_body)),
            (false, true, true) => 1.5 + named,
            (false, true, false) if named >= ALIKE && same_head(binding, other) => named,
            _ => 0.0,
        }
    };
    fresh
        .iter()
        .map(|(path, dotted, other)| (score(dotted, other), path, dotted, other))
        .filter(|(score, ..)| *score > 0.0)
        .max_by(|(one, ..), (other, ..)| one.total_cmp(other))
        .map(|(_, path, dotted, other)| Target {
            dotted: dotted.clone(),
            name: other.name.clone(),
            path: path.clone(),
            line: other.line,
            text: head(other),
            alike: if digest(binding) == digest(other) {
                100
            } else {
                (likeness(&binding.name, &other.name) * 90.0) as u8
            },
        })
}

fn same_kind(one: &Binding, other: &Binding) -> bool {
    std::mem::discriminant(&one.what) == std::mem::discriminant(&other.what)
}

fn digest(binding: &Binding) -> Option<u64> {
    match &binding.what {
        What::Function(function) => (function.body.size > 24).then_some(function.body.digest),
        What::Class(class) => (!class.members.is_empty()).then_some(class.digest),
        _ => None,
    }
}

fn same_head(one: &Binding, other: &Binding) -> bool {
    match (&one.what, &other.what) {
        (What::Function(one), What::Function(other)) => one.parameters.len() == other.parameters.len(),
        (What::Class(one), What::Class(other)) => one.bases == other.bases,
        (What::Value(one), What::Value(other)) => one.form == other.form && one.written == other.written,
        _ => false,
    }
}

/// From 0 to 1; the case of letters and underscores say nothing.
fn likeness(one: &str, other: &str) -> f64 {
    let plain = |name: &str| name.to_lowercase().replace('_', "");
    strsim::normalized_levenshtein(&plain(one), &plain(other))
}

/// The new module that offers most of what a module of the old side offered.
pub(crate) fn module(comparison: &Comparison<'_>, dotted: &str, changed: &BTreeSet<String>) -> Option<String> {
    let names = definitions(&comparison.old, dotted);
    let fresh = changed.iter().filter_map(|path| comparison.new.layout.dotted(path));
    let mut best: Option<(f64, &str)> = None;
    for other in fresh.filter(|other| comparison.old.layout.module(other).is_none()) {
        let there = definitions(&comparison.new, other);
        let common = names.intersection(&there).count();
        let all = names.union(&there).count();
        let score = if all == 0 { 0.0 } else { common as f64 / all as f64 };
        if score >= 0.6 && best.is_none_or(|(most, _)| score > most) {
            best = Some((score, other));
        }
    }
    best.map(|(_, other)| other.to_owned())
}

fn definitions(view: &super::super::view::View<'_>, dotted: &str) -> BTreeSet<String> {
    let Some(module) = view.module(dotted) else { return BTreeSet::new() };
    let defined = module.bindings.iter().filter(|binding| !matches!(binding.what, What::Import(_) | What::Star(_)));
    defined.map(|binding| binding.name.clone()).collect()
}

/// The name that a lost member of a class has now.
pub(crate) fn member(old: Member<'_>, binding: &Binding, before: &Family, after: &Family) -> Option<String> {
    let fresh = after.members().into_iter().filter(|(name, _)| before.find(name).is_none());
    let mut best: Option<(f64, &str)> = None;
    for (name, candidate) in fresh {
        let bindings = candidate.bindings();
        let Some(other) = bindings.first().filter(|other| same_kind(binding, other)) else { continue };
        let same_body = digest(binding).is_some() && digest(binding) == digest(other);
        let named = likeness(old.name, name);
        let score = if same_body { 1.0 + named } else { named };
        if (same_body || named >= ALIKE && same_head(binding, other)) && best.is_none_or(|(most, _)| score > most) {
            best = Some((score, name));
        }
    }
    best.map(|(_, name)| name.to_owned())
}
