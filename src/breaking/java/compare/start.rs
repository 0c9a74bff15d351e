//! Which classes are looked at, and which are gone.

use std::{collections::HashMap, rc::Rc};

use super::super::{
    Java,
    api::Standing,
    layout, rules,
    world::{Class, World},
};
use super::comparison::{Both, Comparison, ceiling};
use crate::breaking::{Certainty, Draft, Pair, Report};

/// Compares both ends.
pub(in super::super) fn compare(pair: &Pair<'_, Java>, report: &mut Report) {
    let mut comparison =
        Comparison { old: World::new(&pair.old), new: World::new(&pair.new), report, ceiling: Certainty::Definite };
    comparison.modules(pair);
    // Files that are new, by their names: where what is gone may have gone.
    let mut arrived: HashMap<&str, Vec<&str>> = HashMap::new();
    for path in sources(pair).filter(|path| pair.new.exists(path) && !pair.old.exists(path)) {
        arrived.entry(path.rsplit('/').next().unwrap_or(path)).or_default().push(path);
    }
    let mut hidden = Vec::new();
    for path in sources(pair).filter(|path| pair.old.exists(path)) {
        // What cannot be read any more says nothing of what is gone.
        if pair.new.exists(path) && pair.new.facts(path).is_none() {
            continue;
        }
        comparison.new.load(path);
        for class in comparison.old.load(path).iter() {
            for path in arrived.get(format!("{}.java", class.declaration().name).as_str()).into_iter().flatten() {
                comparison.new.load(path);
            }
            comparison.class(class);
            hidden.extend(Some(Rc::clone(class)).filter(|class| comparison.old.standing(class) != Standing::Public));
        }
    }
    comparison.behind(pair, &hidden);
    for path in sources(pair).filter(|path| pair.new.exists(path)) {
        for class in comparison.new.load(path).iter() {
            comparison.added(class);
        }
    }
}

/// What changed, tests left out: these are for nobody else, and many.
fn sources<'p>(pair: &'p Pair<'_, Java>) -> impl Iterator<Item = &'p str> {
    pair.changed().filter(|path| !path.split('/').zip(path.split('/').skip(1)).any(|part| part == ("src", "test")))
}

impl Comparison<'_> {
    /// Compares one class, and those in it.
    pub(super) fn class(&mut self, old: &Rc<Class>) {
        let standing = self.old.standing(old);
        if standing == Standing::Hidden {
            return;
        }
        self.ceiling = ceiling(standing);
        match self.counterpart(old) {
            None => self.gone(old),
            Some(new) => {
                let both = Both { old, new: &new };
                if self.types(both) {
                    self.nested(old);
                }
            }
        }
    }

    fn nested(&mut self, old: &Rc<Class>) {
        for nested in &old.declaration().types {
            if let Some(nested) = self.old.nested(old, &nested.name, 0) {
                self.class(&nested);
            }
        }
    }

    /// The same class at the new end; one that is nested may have moved to a supertype.
    fn counterpart(&self, old: &Rc<Class>) -> Option<Rc<Class>> {
        let found = self.new.lookup(&old.name, &old.root).filter(|new| layout::is_handed_out(&new.root, &new.path));
        found.or_else(|| {
            let outer = self.new.lookup(&old.outer.as_ref()?.name, &old.root)?;
            self.new.nested(&outer, &old.declaration().name, 0)
        })
    }

    fn gone(&mut self, old: &Rc<Class>) {
        let declaration = old.declaration();
        let around = old.outer.as_ref().and_then(|outer| self.new.lookup(&outer.name, &old.root));
        let unreadable = self.new.load(&old.path).iter().any(|class| class.file.is_unreadable);
        let certainty = if unreadable || around.is_some_and(|around| around.file.is_unreadable) {
            Certainty::Possible
        } else {
            Certainty::Definite
        };
        let article = declaration.kind.article();
        let kind = article.split_once(' ').map_or(article, |(_, kind)| kind);
        let draft = Draft::new(&rules::types::TYPE_REMOVED, old.name.clone())
            .old(old.spot())
            .detail(format!("the {kind}"))
            .at_most(certainty.min(self.ceiling))
            .package(Some(old.package().to_owned()).filter(|package| !package.is_empty()))
            .gone(kind, looks(old));
        self.report.push(draft);
    }

    /// What is new may be what is gone, under another name.
    fn added(&mut self, new: &Rc<Class>) {
        if self.new.standing(new) == Standing::Hidden || self.old.lookup(&new.name, &new.root).is_some() {
            return;
        }
        let article = new.declaration().kind.article();
        let kind = article.split_once(' ').map_or(article, |(_, kind)| kind);
        self.report.added(kind, new.name.clone(), new.spot(), looks(new));
    }
}

/// What a class looks like but for its name.
fn looks(class: &Class) -> String {
    let declaration = class.declaration();
    let members = declaration.methods.iter().map(|method| &method.head);
    let members = members.chain(declaration.fields.iter().map(|field| &field.head));
    let heads: Vec<&str> = members.map(String::as_str).collect();
    format!("{} {}", declaration.head.replacen(&declaration.name, "", 1), heads.join(" "))
}
