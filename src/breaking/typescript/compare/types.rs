//! Interfaces and type aliases, judged by which way values of them go.

use super::{
    super::{
        fits::{Fits, Flow},
        model::{Item, Kind, TypeParameter},
        rules::types as rules,
        symbol::Symbol,
        types::Type,
        view::Place,
    },
    comparison::{Comparison, Subject, Way},
    uses::Uses,
};
use crate::breaking::Certainty;

impl Comparison<'_, '_> {
    /// Which way values of a type go.
    fn way(&self, place: &Place) -> Way {
        self.uses.get_or_init(|| Uses::new(self.old, self.offered.values())).way(place)
    }

    /// Compares an interface or alias with what is a type now.
    pub(super) fn types(&mut self, subject: &Subject, place: &Place, old: (&Symbol, &Item), new: &Symbol) {
        let subject = Subject { way: self.way(place), ..subject.clone() };
        let (symbol, item) = old;
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
            return self.shapes(&subject, &shape, &changed);
        }
        if matches!(item.kind, Kind::Interface(_)) && matches!(other.kind, Kind::Interface(_)) {
            return;
        }
        self.aliases(&subject, &opened, &now);
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
        if back == Fits::No && subject.way.is_in() {
            if let (Type::Union(_), true) = (old, out == Fits::Yes) {
                let gone = self.missing(old, new, Flow::In);
                self.changed(&rules::UNION_NARROWED, subject, gone);
            } else {
                self.changed(&rules::TYPE_CHANGED, subject, "");
            }
            return;
        }
        if out == Fits::No && subject.way.is_out() {
            if let (Type::Union(members), Fits::Yes) = (new, back) {
                let harmless = !members.iter().any(|member| member.is("undefined") || member.is("null"));
                let subject = if harmless { subject.at_most(Certainty::Possible) } else { subject.clone() };
                let added = self.missing(new, old, Flow::Out);
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

    /// The members of a union that do not fit the other type.
    fn missing(&self, union: &Type, other: &Type, flow: Flow) -> String {
        let gone = union.members().iter().filter(|member| {
            let fits = match flow {
                Flow::In => self.flows(Flow::In, member, other),
                Flow::Out => self.flows(Flow::Out, other, member),
            };
            fits == Fits::No
        });
        let gone: Vec<&str> = gone
            .filter_map(|member| match member {
                Type::Word(word) | Type::Literal(word) => Some(word.as_str()),
                _ => None,
            })
            .collect();
        gone.join(", ")
    }
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
