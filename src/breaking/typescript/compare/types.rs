//! Interfaces and type aliases, judged by which way values of them go.

use std::collections::HashSet;

use super::{
    super::{
        fits::{Fits, Flow},
        model::{Item, Kind, TypeParameter},
        rules::types as rules,
        shapes::Shape,
        symbol::Symbol,
        types::Type,
        view::{Place, View},
    },
    comparison::{Comparison, Subject, Way},
    uses::Uses,
};
use crate::breaking::Certainty;

/// Bases of bases that are followed.
const BASES_AT_MOST: usize = 40;

impl Comparison<'_, '_> {
    /// Which way values of a type go.
    fn way(&self, place: &Place) -> Way {
        self.uses.get_or_init(|| Uses::new(self.old, self.offered.values())).way(place)
    }

    /// Compares an interface or alias with what is a type now.
    pub(super) fn types(&mut self, subject: &Subject, place: &Place, old: (&Symbol, &Item), new: &Symbol) {
        let (symbol, item) = old;
        // Whoever finds a constructor under the name of an interface makes its values with that, and only gets them.
        let way = if makes(self.old, symbol) && makes(self.new, new) { Way::Out } else { self.way(place) };
        let subject = Subject { way, ..subject.clone() };
        let parameters = parameters_of(symbol);
        let others = parameters_of(new);
        self.type_parameters(&subject, parameters, others, true);
        let before = self.old.number(place.clone());
        let Some(other) = new.first() else { return };
        let itself = |number: usize, parameters: &[TypeParameter]| {
            let arguments = (0..parameters.len()).map(|index| Type::Parameter(0, index.min(255) as u8)).collect();
            Type::Reference(format!("#{number}"), arguments)
        };
        let here = itself(before, parameters);
        let after = self.new.number(Place::Item(new.scope.clone(), other.name.clone()));
        let there = itself(after, others);
        let (opened, now) = (self.old.opened(&here), self.new.opened(&there));
        if let (Some(shape), Some(changed)) = (self.old.shape(&here), self.new.shape(&there)) {
            let told = self.told_by_bases(item, other);
            if told.is_empty() {
                return self.shapes(&subject, &shape, &changed);
            }
            let left = |shape: &Shape| Shape {
                members: shape.members.iter().filter(|member| !told.contains(&member.name)).cloned().collect(),
                ..shape.clone()
            };
            return self.shapes(&subject, &left(&shape), &left(&changed));
        }
        if matches!(item.kind, Kind::Interface(_)) && matches!(other.kind, Kind::Interface(_)) {
            return;
        }
        self.aliases(&subject, &opened, &now);
    }

    /// Members that an interface has from bases which users know as well: what changes in them is told there.
    fn told_by_bases(&self, old: &Item, new: &Item) -> HashSet<String> {
        let (Kind::Interface(one), Kind::Interface(other)) = (&old.kind, &new.kind) else { return HashSet::new() };
        // What a base has for other arguments is not told with the base.
        let kept = |of: &[Type], others: &[Type], old_first: bool| -> Vec<Type> {
            let is_kept = |base: &&Type| others.iter().any(|other| self.fitting().same(base, other, old_first));
            of.iter().filter(is_kept).cloned().collect()
        };
        let was = bases(self.old, &kept(&one.bases, &other.bases, true));
        let is = bases(self.new, &kept(&other.bases, &one.bases, false));
        let names = |symbol: &Symbol| -> Vec<String> {
            let interfaces = symbol.items.iter().filter_map(|item| match &item.kind {
                Kind::Interface(interface) => Some(interface),
                _ => None,
            });
            interfaces.flat_map(|interface| &interface.members).map(|member| member.name.clone()).collect()
        };
        let shared = was.iter().filter(|place| is.contains(place));
        let known = shared.filter(|place| self.offered.values().any(|offered| offered.place == **place));
        let mut told: HashSet<String> = HashSet::new();
        for place in known {
            for symbol in [self.old.symbol(place), self.new.symbol(place)].into_iter().flatten() {
                told.extend(names(&symbol));
            }
        }
        for member in one.members.iter().chain(&other.members) {
            told.remove(&member.name);
        }
        told
    }

    fn aliases(&mut self, subject: &Subject, old: &Type, new: &Type) {
        if old == new && self.flows(Flow::Out, old, new) == Fits::Yes {
            return;
        }
        if let (Type::Function(one), Type::Function(other)) = (old, new)
            && subject.way == Way::Out
        {
            return self.signature(subject, one, other);
        }
        let back = self.flows(Flow::In, old, new);
        let out = self.flows(Flow::Out, old, new);
        // What is written as before has the members that it had: one of them is another thing.
        let is_written_anew = subject.old.text != subject.new.text;
        if back == Fits::No && subject.way.is_in() {
            let is_less = matches!(old, Type::Union(_)) && out == Fits::Yes;
            let (gone, is_plain) = if is_less { self.missing(old, new, Flow::In) } else { (String::new(), true) };
            // Who gets them mostly does not make them: what they must have besides is met by what makes them.
            let sure = if is_plain || subject.way != Way::Both { Certainty::Definite } else { Certainty::Possible };
            let subject = subject.at_most(sure);
            if is_less && is_written_anew {
                self.changed(&rules::UNION_NARROWED, &subject, gone);
            } else {
                self.changed(&rules::TYPE_CHANGED, &subject, "");
            }
            return;
        }
        if out == Fits::No && subject.way.is_out() {
            if let (Type::Union(_), Fits::Yes, true) = (new, back, is_written_anew) {
                let (added, _) = self.missing(new, old, Flow::Out);
                let harmless = !added.split(", ").any(|member| matches!(member, "undefined" | "null"));
                let subject = if harmless { subject.at_most(Certainty::Possible) } else { subject.clone() };
                self.changed(&rules::UNION_WIDENED, &subject, added);
            } else {
                self.changed(&rules::TYPE_CHANGED, subject, "");
            }
            return;
        }
        if back != Fits::Yes && out != Fits::Yes {
            self.changed(&rules::TYPE_CHANGED, &subject.at_most(Certainty::Possible), "");
        }
    }

    /// The members of a union that do not fit the other type, and whether there are words and literals among them.
    fn missing(&self, union: &Type, other: &Type, flow: Flow) -> (String, bool) {
        let gone = union.members().iter().filter(|member| {
            let fits = match flow {
                Flow::In => self.flows(Flow::In, member, other),
                Flow::Out => self.flows(Flow::Out, other, member),
            };
            fits == Fits::No
        });
        let gone: Vec<&Type> = gone.collect();
        let view = if flow == Flow::In { self.old } else { self.new };
        let written: Vec<String> = gone.iter().map(|member| written(view, member)).collect();
        let is_plain = gone.is_empty() || gone.iter().any(|is| matches!(is, Type::Word(_) | Type::Literal(_)));
        (if written.is_empty() { "some values".into() } else { written.join(", ") }, is_plain)
    }
}

/// A member of a union, in few words.
fn written(view: &View<'_>, is: &Type) -> String {
    match is {
        Type::Word(word) | Type::Literal(word) => word.clone(),
        Type::Reference(name, _) => match view.numbered(name) {
            Some(Place::Item(_, item)) => item,
            _ => name.rsplit(':').next().unwrap_or(name).to_owned(),
        },
        Type::List(..) | Type::Tuple(..) => "lists".into(),
        Type::Function(_) => "functions".into(),
        _ => "objects".into(),
    }
}

/// The interfaces that stand for these types, and what these extend.
fn bases(view: &View<'_>, direct: &[Type]) -> Vec<Place> {
    let mut found: Vec<Place> = Vec::new();
    let place_of = |is: &Type| match is {
        Type::Reference(name, _) => view.numbered(name),
        _ => None,
    };
    let mut waiting: Vec<Place> = direct.iter().filter_map(place_of).collect();
    while let Some(place) = waiting.pop() {
        if found.contains(&place) || found.len() >= BASES_AT_MOST {
            continue;
        }
        if let Some(symbol) = view.symbol(&place) {
            for item in &symbol.items {
                if let Kind::Interface(interface) = &item.kind {
                    waiting.extend(interface.bases.iter().filter_map(place_of));
                }
            }
        }
        found.push(place);
    }
    found
}

/// Whether a constant beside an interface makes its values. Of one whose type is not seen that is assumed.
fn makes(view: &View<'_>, symbol: &Symbol) -> bool {
    let can_make = |is: &Type| match is {
        Type::Constructor(_) | Type::Query(_) => true,
        Type::Reference(..) | Type::Object(_) | Type::Intersection(_) => {
            view.shape(is).is_none_or(|shape| shape.open || !shape.hidden.is_empty() || shape.member("new()").is_some())
        }
        _ => false,
    };
    symbol.items.iter().any(|item| match &item.kind {
        Kind::Variable(variable) => variable.declared.as_ref().or(variable.inferred.as_ref()).is_none_or(can_make),
        _ => false,
    })
}

/// The type parameters that users write.
pub(super) fn parameters_of(symbol: &Symbol) -> &[TypeParameter] {
    symbol
        .items
        .iter()
        .find_map(|item| match &item.kind {
            Kind::Interface(interface) => Some(interface.parameters.as_slice()),
            Kind::Alias(parameters, _) => Some(parameters.as_slice()),
            Kind::Class(class) => Some(class.parameters.as_slice()),
            _ => None,
        })
        .unwrap_or_default()
}
