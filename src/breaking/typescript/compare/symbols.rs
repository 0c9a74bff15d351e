//! One name that users import: whether it is still there, and what it is now.

use std::rc::Rc;

use super::{
    super::{
        fits::Flow,
        layout,
        model::{Item, Kind},
        rules::{modules as rules, values},
        symbol::Symbol,
        types::Type,
        view::{Offered, Place},
    },
    comparison::{Comparison, Subject, Way, spot},
};
use crate::breaking::{Certainty, Rule, Spot};

impl Comparison<'_, '_> {
    /// Compares what a name stood for with what it stands for.
    pub(super) fn name(&mut self, name: &str, old: &Offered, new: Option<&Offered>, is_open: bool) {
        let certainty = if is_private(name) { Certainty::Possible } else { Certainty::Definite };
        let symbol = self.old.symbol(&old.place);
        if symbol.as_ref().is_some_and(|symbol| symbol.tags.internal) {
            return;
        }
        let unstable = symbol.as_ref().is_some_and(|symbol| symbol.tags.unstable);
        let certainty = if unstable { Certainty::Possible } else { certainty };
        let here = match &symbol {
            Some(symbol) => spot(symbol),
            None => Spot::new(old.through.last().map_or("", |path| path).to_owned(), old.line, name),
        };
        let mut subject = Subject {
            symbol: name.to_owned(),
            old: here.clone(),
            new: here,
            at_most: certainty,
            untyped: symbol.as_ref().is_some_and(|symbol| symbol.untyped),
            involved: old.through.clone(),
            way: Way::Both,
            around: None,
        };
        let Some(new) = new else { return self.gone(name, &subject, symbol.as_deref(), is_open) };
        subject.involved.extend(new.through.iter().cloned());
        subject.involved.sort_unstable();
        subject.involved.dedup();
        let (Some(before), Some(after)) = (symbol, self.new.symbol(&new.place)) else { return };
        // Of what is handed out as a type alone, users have no value.
        let before = if old.type_only { Rc::new(before.as_type()) } else { before };
        subject.new = spot(&after);
        subject.untyped |= after.untyped;
        if new.type_only && !old.type_only && before.items.iter().any(is_value) {
            self.changed(&rules::EXPORT_MADE_TYPE_ONLY, &subject, "");
        }
        if self.is_untouched(&old.place, &new.place) || self.is_told_elsewhere(&old.place) {
            return;
        }
        if after.tags.internal {
            self.changed(&rules::EXPORT_MADE_INTERNAL, &subject, "");
            return;
        }
        self.symbols(&subject, &old.place, &before, &after);
    }

    /// Whether neither the declaration nor what it names can have changed.
    fn is_untouched(&self, old: &Place, new: &Place) -> bool {
        let (Place::Item(scope, name), Place::Item(other, also)) = (old, new) else { return false };
        if scope != other || name != also || !self.is_unchanged(&scope.path) {
            return false;
        }
        let sources = self.old.module(&scope.path, |module| {
            let mut sources: Vec<String> = module.imports.iter().map(|import| import.source.clone()).collect();
            sources.sort_unstable();
            sources.dedup();
            sources
        });
        sources
            .into_iter()
            .flatten()
            .all(|source| self.old.resolve(&scope.path, &source).is_none_or(|path| self.is_unchanged(&path)))
    }

    /// Whether it is declared by another package of the repository, which tells of it itself.
    fn is_told_elsewhere(&self, place: &Place) -> bool {
        let Place::Item(scope, _) = place else { return false };
        let Some(folder) = layout::package_of(self.old.side, &scope.path) else { return false };
        folder != self.folder && self.old.manifest(&folder).is_some_and(|manifest| !manifest.private)
    }

    fn is_unchanged(&self, path: &Rc<str>) -> bool {
        let id = self.old.side.content_id(path);
        id.is_some() && id == self.new.side.content_id(path)
    }

    fn gone(&mut self, name: &str, subject: &Subject, symbol: Option<&Symbol>, is_open: bool) {
        // What stood in a namespace or module that is gone is told with it.
        if let Some((around, _)) = name.rsplit_once('.')
            && self.offered.contains_key(around)
            && !self.known.new.values().any(|known| known == around)
        {
            return;
        }
        let subject = if is_open { subject.at_most(Certainty::Possible) } else { subject.clone() };
        let item = symbol.and_then(Symbol::first);
        let last = name.rsplit('.').next().unwrap_or(name);
        let rule: &'static Rule = match item.map(|item| &item.kind) {
            _ if last == "default" => &rules::DEFAULT_EXPORT_REMOVED,
            Some(Kind::Function(_)) => &rules::FUNCTION_REMOVED,
            Some(Kind::Class(_)) => &rules::CLASS_REMOVED,
            Some(Kind::Interface(_)) => &rules::INTERFACE_REMOVED,
            Some(Kind::Alias(..)) => &rules::TYPE_REMOVED,
            Some(Kind::Enum(_)) => &rules::ENUM_REMOVED,
            Some(Kind::Variable(_) | Kind::Same(_)) => &rules::CONSTANT_REMOVED,
            Some(Kind::Namespace(_)) => &rules::NAMESPACE_REMOVED,
            None => &rules::REEXPORT_REMOVED,
        };
        let mut draft = self.draft(rule, &subject);
        if let Some(item) = item {
            draft = draft.gone(item.kind.word(), item.looks.clone());
        }
        self.report.push(draft);
    }

    fn symbols(&mut self, subject: &Subject, place: &Place, old: &Symbol, new: &Symbol) {
        let find = |wanted: fn(&Kind) -> bool| new.items.iter().find(|item| wanted(&item.kind));
        let mut shaped = false;
        for item in &old.items {
            match &item.kind {
                Kind::Function(signatures) => {
                    if let Some(Item { kind: Kind::Function(others), .. }) =
                        find(|kind| matches!(kind, Kind::Function(_)))
                    {
                        self.calls(subject, signatures, others);
                    } else if let Some(Item { kind: Kind::Variable(variable), .. }) =
                        find(|kind| matches!(kind, Kind::Variable(_)))
                    {
                        self.function_made_variable(subject, signatures, variable);
                    } else if find(|kind| matches!(kind, Kind::Class(_))).is_some() {
                        let subject =
                            if subject.untyped { subject.at_most(Certainty::Possible) } else { subject.clone() };
                        self.became(&subject, item, new);
                    } else if find(|kind| matches!(kind, Kind::Same(_))).is_none() {
                        self.became(subject, item, new);
                    }
                }
                Kind::Class(class) => {
                    if let Some(Item { kind: Kind::Class(other), .. }) = find(|kind| matches!(kind, Kind::Class(_))) {
                        shaped = true;
                        self.classes(subject, (old, class), (new, other));
                    } else if new.items.iter().any(is_value) {
                        if !old.items.iter().any(|other| matches!(other.kind, Kind::Function(_))) {
                            let typed = new.items.iter().any(is_type);
                            let certainty = if typed { Certainty::Possible } else { Certainty::Likely };
                            let subject =
                                subject.at_most(if subject.untyped { Certainty::Possible } else { certainty });
                            self.became(&subject, item, new);
                        }
                    } else {
                        self.became(subject, item, new);
                    }
                }
                Kind::Interface(_) | Kind::Alias(..) => {
                    if new.items.iter().any(is_type) {
                        if !shaped && !old.items.iter().any(|other| matches!(other.kind, Kind::Class(_))) {
                            shaped = true;
                            self.types(subject, place, (old, item), new);
                        }
                    } else if find(|kind| matches!(kind, Kind::Same(_))).is_none() {
                        self.became(subject, item, new);
                    }
                }
                Kind::Enum(enumeration) => match find(|kind| matches!(kind, Kind::Enum(_))) {
                    Some(Item { kind: Kind::Enum(other), .. }) => self.enumerations(subject, enumeration, other),
                    _ if new.items.iter().any(is_value) => {
                        self.became(&subject.at_most(Certainty::Possible), item, new);
                    }
                    _ => self.became(subject, item, new),
                },
                Kind::Variable(variable) => {
                    if let Some(Item { kind: Kind::Variable(other), .. }) =
                        find(|kind| matches!(kind, Kind::Variable(_)))
                    {
                        self.variables(subject, variable, other);
                    } else if let Some(Item { kind: Kind::Function(others), .. }) =
                        find(|kind| matches!(kind, Kind::Function(_)))
                    {
                        self.variable_made_function(subject, variable, others);
                    } else if !new.items.iter().any(is_value) {
                        self.became(subject, item, new);
                    }
                }
                Kind::Namespace(_) | Kind::Same(_) => {}
            }
        }
    }

    fn function_made_variable(
        &mut self,
        subject: &Subject,
        old: &[super::super::model::Signature],
        new: &super::super::model::Variable,
    ) {
        let Some(is) = new.declared.as_ref().or(new.inferred.as_ref()) else { return };
        let opened = self.new.opened(is);
        if let Some(others) = super::super::shapes::callable(&opened) {
            self.calls(subject, old, others);
        } else if matches!(opened, Type::Word(_) | Type::Literal(_) | Type::List(..)) && !opened.is("any") {
            self.changed(&values::VARIABLE_RETYPED, subject, "it cannot be called any more");
        }
    }

    fn variable_made_function(
        &mut self,
        subject: &Subject,
        old: &super::super::model::Variable,
        new: &[super::super::model::Signature],
    ) {
        let Some(is) = old.declared.as_ref().or(old.inferred.as_ref()) else { return };
        let opened = self.old.opened(is);
        if let Some(others) = super::super::shapes::callable(&opened) {
            let others = others.to_vec();
            self.calls(subject, &others, new);
            return;
        }
        let function = Type::Function(Box::new(new.first().cloned().unwrap_or_default()));
        if self.flows(Flow::Out, &opened, &function) == super::super::fits::Fits::No {
            self.changed(&values::VARIABLE_RETYPED, subject, "it is a function now");
        }
    }

    fn became(&mut self, subject: &Subject, old: &Item, new: &Symbol) {
        let word = new.first().map_or("something else", |item| item.kind.word());
        let detail = format!("was a {} and is a {word}", old.kind.word());
        self.changed(&rules::KIND_CHANGED, subject, detail);
    }
}

/// Names that say that they are nobody's business.
fn is_private(name: &str) -> bool {
    let marks = ["unstable_", "experimental_", "internal_", "UNSAFE_"];
    name.split('.')
        .any(|part| part.len() > 1 && (part.starts_with('_') || marks.iter().any(|mark| part.starts_with(mark))))
}

pub(super) fn is_value(item: &Item) -> bool {
    matches!(item.kind, Kind::Function(_) | Kind::Class(_) | Kind::Enum(_) | Kind::Variable(_) | Kind::Same(_))
}

pub(super) fn is_type(item: &Item) -> bool {
    matches!(item.kind, Kind::Interface(_) | Kind::Alias(..) | Kind::Class(_) | Kind::Enum(_) | Kind::Same(_))
}
