//! Which headers are looked at, and what is gone from them.

use std::collections::BTreeMap;

use super::super::{
    C,
    layout::included_as,
    model::{Item, TemplateParameter, What},
    rules::{classes, functions, names, types},
};
use super::{
    api::{Api, by_name},
    comparison::{Both, Comparison},
};
use crate::breaking::{Certainty, Draft, Pair, Report, Spot};

/// Compares both ends.
pub(in super::super) fn compare(pair: &Pair<'_, C>, report: &mut Report) {
    let paths = (String::new(), String::new());
    let mut comparison = Comparison {
        old: Api::new(&pair.old),
        new: Api::new(&pair.new),
        report,
        ceiling: Certainty::Definite,
        paths,
        renamed: Vec::new(),
        class: String::new(),
        own: (String::new(), String::new()),
    };
    // Headers that lie elsewhere, but are included as before.
    let arrived: BTreeMap<&str, &str> =
        pair.changed().filter(|path| pair.new.exists(path)).map(|path| (included_as(path), path)).collect();
    for path in pair.changed().filter(|path| pair.old.exists(path)) {
        let Some(ceiling) = comparison.old.certainty(path) else { continue };
        let Some(old) = pair.old.facts(path) else { continue };
        let there = if pair.new.exists(path) { Some(path) } else { arrived.get(included_as(path)).copied() };
        comparison.ceiling = ceiling;
        comparison.paths = (path.to_owned(), there.unwrap_or(path).to_owned());
        match there.map(|there| pair.new.facts(there)) {
            None => comparison.header_gone(path, &old.items),
            // What cannot be read says nothing of what is gone.
            Some(None) => {}
            Some(Some(new)) => comparison.header(&old.items, &new.items),
        }
    }
    for path in pair.changed().filter(|path| pair.new.exists(path) && !pair.old.exists(path)) {
        if comparison.new.certainty(path).is_some()
            && let Some(file) = pair.new.facts(path)
        {
            let spot = Spot::new(path, 1, format!("#include <{}>", included_as(path)));
            comparison.report.added("header", included_as(path), spot, looks(&file.items));
        }
    }
}

fn looks(items: &[Item]) -> String {
    items.iter().map(|item| item.name.as_str()).collect::<Vec<_>>().join(" ")
}

impl Comparison<'_> {
    fn header_gone(&mut self, path: &str, items: &[Item]) {
        if items.is_empty() {
            return;
        }
        let name = included_as(path);
        let spot = Spot::new(path, 1, format!("#include <{name}>"));
        let draft = Draft::new(&names::HEADER_REMOVED, name).old(spot).at_most(self.ceiling);
        self.report.push(draft.gone("header", looks(items)));
    }

    fn header(&mut self, old: &[Item], new: &[Item]) {
        let (before, after) = (by_name(old), by_name(new));
        let ceiling = self.ceiling;
        for (full, olds) in &before {
            // What is made for some arguments alone is chosen by compilers, and named by nobody.
            self.ceiling = if is_made_for_some(full) { ceiling.min(Certainty::Possible) } else { ceiling };
            match after.get(full) {
                Some(news) => self.items(olds, news),
                None => self.elsewhere(full, olds, new),
            }
        }
        self.ceiling = ceiling;
        self.additions(&before, &after);
    }

    fn additions(&mut self, before: &BTreeMap<String, Vec<&Item>>, after: &BTreeMap<String, Vec<&Item>>) {
        for (full, news) in after.iter().filter(|(full, _)| !before.contains_key(*full)) {
            let Some(item) = news.first() else { continue };
            let kind = match &item.what {
                What::Function(_) if self.is_member(item) => "method",
                What::Function(_) => "function",
                What::Macro(_) => "macro",
                What::Variable(_) => "variable",
                _ => "type",
            };
            let looks = item.head.replacen(&item.name, "", 1);
            let spot = Spot::new(self.paths.1.clone(), item.line, item.head.clone());
            self.report.added(kind, full.clone(), spot, looks);
            self.pure_virtual_added(item, before);
        }
    }

    /// Something that the new header does not declare: another one may, and this one may include that.
    fn elsewhere(&mut self, full: &str, olds: &[&Item], new: &[Item]) {
        let Some(before) = olds.first() else { return };
        // With what was around it, it is told.
        if !before.scope.is_empty() && self.is_around_gone(before, new) {
            return;
        }
        // Values that are gone are told of one by one; an enumeration without a name is no more than its values.
        if before.name.is_empty() || is_only_named(before) {
            return;
        }
        let found = self.new.everywhere(full);
        if let Some((path, _)) = found.first() {
            let items: Vec<&Item> = found.iter().filter(|(other, _)| other == path).map(|(_, item)| item).collect();
            let here = self.paths.1.clone();
            self.paths.1.clone_from(path);
            if !self.new.reaches(&here, path) && !before.is_conditional {
                let both = Both { old: before, new: items[0] };
                // Who includes what includes both has it as before.
                let is_gathered = self.new.gathers(&here, path);
                let certainty = if is_gathered { Certainty::Possible } else { Certainty::Likely };
                let include = |path: &str| format!("#include <{}>", included_as(path));
                let was = (both.old.line, include(&self.paths.0));
                let is = (both.new.line, include(path));
                self.changed_part((&names::MOVED_TO_HEADER, certainty), &before.full(), was, is, included_as(path));
            }
            self.items(olds, &items);
            self.paths.1 = here;
            return;
        }
        if before.scope.is_empty() && self.new.has_enumerator(&before.name) {
            return;
        }
        // Of several, the one that is missed most.
        let missed = olds.iter().filter_map(|old| Some((self.is_missed(old)?, *old)));
        if let Some((certainty, before)) = missed.rev().max_by_key(|(certainty, _)| *certainty) {
            self.gone(full, before, certainty);
        }
    }

    fn gone(&mut self, full: &str, before: &Item, certainty: Certainty) {
        let sure = if before.is_conditional { certainty.min(Certainty::Likely) } else { certainty };
        let rule = match &before.what {
            What::Function(_) if self.is_member(before) => &classes::METHOD_REMOVED,
            What::Function(_) => &functions::FUNCTION_REMOVED,
            What::Variable(_) => &names::VARIABLE_REMOVED,
            What::Macro(_) => return self.macro_gone(before),
            _ => &types::TYPE_REMOVED,
        };
        let spot = self.old_spot(before);
        self.lost((rule, sure), full, spot, before.what.word());
    }

    fn is_around_gone(&self, item: &Item, new: &[Item]) -> bool {
        let is_record = |items: &[(String, Item)]| items.iter().any(|(_, item)| matches!(item.what, What::Record(_)));
        let was_record = is_record(&self.old.everywhere(&item.scope));
        let is_there =
            new.iter().any(|other| other.full() == item.scope) || is_record(&self.new.everywhere(&item.scope));
        was_record && !is_there
    }

    /// Whether an item is a member of a class.
    pub(super) fn is_member(&self, item: &Item) -> bool {
        let around = || self.old.everywhere(&item.scope);
        !item.scope.is_empty() && around().iter().any(|(_, item)| matches!(item.what, What::Record(_)))
    }

    /// All that one name is at both ends.
    fn items(&mut self, olds: &[&Item], news: &[&Item]) {
        let scope = olds.first().map_or("", |item| item.scope.as_str());
        if let Some(template) = self.old.template_of(scope) {
            let now = self.new.template_of(scope).unwrap_or(template);
            self.own = (as_arguments(template), as_arguments(now));
            scope.rsplit("::").next().unwrap_or(scope).clone_into(&mut self.class);
        }
        self.renamed = renamed(self, olds, news);
        self.items_of_one_name(olds, news);
        self.renamed.clear();
        self.class.clear();
    }

    fn items_of_one_name(&mut self, olds: &[&Item], news: &[&Item]) {
        let functions = |items: &[&Item]| items.iter().any(|item| matches!(item.what, What::Function(_)));
        if functions(olds) && functions(news) {
            return self.functions(olds, news);
        }
        for old in olds {
            if news.iter().any(|new| new.what == old.what && new.access >= old.access) {
                continue;
            }
            let same_kind = |new: &&&Item| std::mem::discriminant(&new.what) == std::mem::discriminant(&old.what);
            // What is declared for other builds may be what it was.
            let is_one = news.len() == 1 && olds.len() == 1;
            let saved = self.ceiling;
            if !is_one && olds.iter().chain(news).any(|item| item.is_conditional) {
                self.ceiling = saved.min(Certainty::Possible);
            }
            // A whole declaration says more than one that only names it.
            let whole = |new: &&&Item| same_kind(new) && !is_only_named(new);
            match news.iter().find(whole).or_else(|| news.iter().find(same_kind)) {
                Some(new) => self.item(Both { old, new }),
                None => self.other_kind(Both { old, new: news[0] }, olds),
            }
            self.ceiling = saved;
        }
    }

    fn item(&mut self, both: Both<'_>) {
        if both.new.access < both.old.access {
            let word = format!("{:?}", both.new.access).to_lowercase();
            return self.changed((&classes::LESS_ACCESSIBLE, Certainty::Definite), both, word);
        }
        match (&both.old.what, &both.new.what) {
            (What::Record(old), What::Record(new)) => self.records(both, (old, new)),
            (What::Enum(old), What::Enum(new)) => self.enums(both, (old, new)),
            (What::Alias(old), What::Alias(new)) => self.aliases(both, (old, new)),
            (What::Variable(old), What::Variable(new)) => self.variables(both, (old, new)),
            (What::Macro(old), What::Macro(new)) => self.macros(both, (old, new)),
            _ => {}
        }
    }

    fn other_kind(&mut self, both: Both<'_>, olds: &[&Item]) {
        let detail = format!("a {} and is a {} now", both.old.what.word(), both.new.what.word());
        match (&both.old.what, &both.new.what) {
            // A macro that became anything of its name works on, and so does a type that is spelt otherwise.
            (What::Macro(_), _)
            | (What::Variable(_), What::Macro(_))
            | (What::Alias(_), What::Record(_) | What::Enum(_)) => {}
            (What::Record(record), What::Alias(of)) if *of == both.old.name => {
                let is_whole =
                    |(_, item): &(String, Item)| matches!(item.what, What::Record(_)) && !is_only_named(item);
                if record.fields.is_some() && !self.new.everywhere(&both.old.full()).iter().any(is_whole) {
                    self.changed((&types::NOW_OPAQUE, Certainty::Definite), both, "");
                }
            }
            (What::Record(_) | What::Enum(_), What::Alias(_)) => {
                self.changed((&types::KIND_CHANGED, Certainty::Possible), both, detail);
            }
            (What::Function(_), What::Macro(_)) if olds.len() == 1 => {
                self.changed((&functions::FUNCTION_NOW_MACRO, Certainty::Likely), both, "");
            }
            _ => self.changed((&types::KIND_CHANGED, Certainty::Definite), both, detail),
        }
    }
}

/// What a class template is within itself: `<T, Others ...>`.
fn as_arguments(template: &[TemplateParameter]) -> String {
    let names = template.iter().map(|one| if one.is_pack { format!("{} ...", one.name) } else { one.name.clone() });
    format!("<{}>", names.collect::<Vec<_>>().join(", "))
}

/// Template parameters that have another name at the new end: of the items, and of the class that they are in.
fn renamed(comparison: &Comparison<'_>, olds: &[&Item], news: &[&Item]) -> Vec<(String, String)> {
    let own = |items: &[&Item]| -> Vec<TemplateParameter> {
        let templates = items.iter().filter_map(|item| match &item.what {
            What::Function(function) => function.template.clone(),
            What::Record(record) => record.template.clone(),
            _ => None,
        });
        templates.flatten().collect()
    };
    let scope = |items: &[&Item]| items.first().map_or_else(String::new, |item| item.scope.clone());
    let (old_scope, new_scope) = (scope(olds), scope(news));
    let around = (comparison.old.template_of(&old_scope), comparison.new.template_of(&new_scope));
    let (before, now) = (own(olds), own(news));
    let of_class = around.0.unwrap_or_default().iter().zip(around.1.unwrap_or_default());
    let pairs = of_class.chain(before.iter().zip(&now).filter(|_| before.len() == now.len()));
    pairs
        .filter(|(old, new)| old.name != new.name && !old.name.is_empty() && !new.name.is_empty())
        .map(|(old, new)| (old.name.clone(), new.name.clone()))
        .collect()
}

/// Whether a name is that of a specialisation, or of what others' namespace takes in.
fn is_made_for_some(full: &str) -> bool {
    full.starts_with("std::") || full.split("operator").next().is_some_and(|before| before.contains('<'))
}

/// `struct a;` and `enum b;`
fn is_only_named(item: &Item) -> bool {
    match &item.what {
        What::Record(record) => record.fields.is_none(),
        What::Enum(of) => of.values.is_none(),
        What::Alias(of) => *of == item.name,
        _ => false,
    }
}
