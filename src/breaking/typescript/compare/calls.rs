//! Functions, methods and constructors: whether what users call can still be called so, and gives what it gave.

use super::{
    super::{
        fits::{Fits, Flow},
        model::{Parameter, Signature, TypeParameter},
        rules::functions as rules,
        types::Type,
    },
    comparison::{Comparison, Subject, Way},
};
use crate::breaking::{Certainty, Spot};

impl Comparison<'_, '_> {
    /// Compares overloads.
    pub(super) fn calls(&mut self, subject: &Subject, old: &[Signature], new: &[Signature]) {
        if let ([one], [other]) = (old, new) {
            return self.signature(subject, one, other);
        }
        let same_count = old.len() == new.len();
        for (place, signature) in old.iter().enumerate() {
            let best = new.iter().map(|other| self.fitting().calls(signature, other)).max().unwrap_or(Fits::No);
            let at = Spot::new(subject.old.path.clone(), signature.line, signature.head.clone());
            let subject = Subject { old: at, ..subject.clone() };
            match (best, new.get(place)) {
                (Fits::Yes, _) => {}
                (Fits::Unknown, _) => {
                    let mut subject = subject.at_most(Certainty::Possible);
                    // One that is written so is the same one: what it names changed.
                    if let Some(same) = new.iter().find(|other| other.head == signature.head) {
                        subject.new = Spot::new(subject.new.path.clone(), same.line, same.head.clone());
                    }
                    self.changed(&rules::OVERLOAD_REMOVED, &subject, signature.head.as_str());
                }
                (Fits::No, Some(other)) if same_count => {
                    let at = Spot::new(subject.new.path.clone(), other.line, other.head.clone());
                    self.signature(&Subject { new: at, ..subject }, signature, other);
                }
                (Fits::No, _) => {
                    let subject = if subject.untyped { subject.at_most(Certainty::Possible) } else { subject };
                    self.changed(&rules::OVERLOAD_REMOVED, &subject, signature.head.as_str());
                }
            }
        }
    }

    /// Compares one signature with what it is now.
    pub(super) fn signature(&mut self, subject: &Subject, old: &Signature, new: &Signature) {
        if old == new {
            // What it names may be another thing all the same.
            if self.fitting().calls(old, new) == Fits::Yes {
                return;
            }
        }
        let careful = subject.untyped || old.open || new.open;
        let typed = if careful { subject.at_most(Certainty::Possible) } else { subject.clone() };
        let (plain_old, plain_new) = matched(old, new);
        if !self.lists(&typed, &plain_old.parameters, &plain_new.parameters) {
            self.parameter_types(&typed, &plain_old.parameters, &plain_new.parameters);
        }
        self.returned(subject, &plain_old, &plain_new);
        self.type_parameters(subject, &old.type_parameters, &new.type_parameters, false);
        if let (None, Some(this)) = (&old.this, &new.this)
            && !["void", "any", "unknown"].iter().any(|word| this.is(word))
        {
            self.changed(&rules::THIS_REQUIRED, subject, "");
        }
    }

    /// What can be told from the lists alone; whether positions no longer say which parameter is which.
    fn lists(&mut self, subject: &Subject, old: &[Parameter], new: &[Parameter]) -> bool {
        let names = |list: &[Parameter]| list.iter().map(|parameter| parameter.name.clone()).collect::<Vec<_>>();
        let (before, after) = (names(old), names(new));
        let mut sorted = (before.clone(), after.clone());
        sorted.0.sort_unstable();
        sorted.1.sort_unstable();
        let distinct = sorted.0.windows(2).all(|pair| pair[0] != pair[1]);
        if before.len() > 1 && sorted.0 == sorted.1 && before != after && distinct {
            let alike = old.iter().zip(new).all(|(one, other)| one.is == other.is);
            let subject = if alike { subject.at_most(Certainty::Likely) } else { subject.clone() };
            self.changed(&rules::PARAMETERS_REORDERED, &subject, after.join(", "));
            return true;
        }
        let takes_more = new.last().is_some_and(|last| last.rest);
        if old.len() > new.len() && !takes_more {
            let kept_in_place = before.iter().zip(&after).all(|(one, other)| one == other);
            let gone: Vec<&Parameter> = if kept_in_place || !after.iter().all(|name| before.contains(name)) {
                old.iter().skip(new.len()).collect()
            } else {
                old.iter().filter(|parameter| !after.contains(&parameter.name)).collect()
            };
            for parameter in gone {
                let rule = if parameter.rest { &rules::REST_PARAMETER_REMOVED } else { &rules::PARAMETER_REMOVED };
                self.changed(rule, subject, parameter.name.as_str());
            }
            return !kept_in_place && after.iter().all(|name| before.contains(name));
        }
        let added: Vec<&Parameter> = new.iter().filter(|parameter| !before.contains(&parameter.name)).collect();
        let all_kept = before.iter().all(|name| after.contains(name));
        if new.len() > old.len() {
            let shifted = all_kept && before.iter().zip(&after).any(|(one, other)| one != other);
            let candidates: Vec<&Parameter> = if shifted { added } else { new.iter().skip(old.len()).collect() };
            for parameter in candidates {
                if !parameter.optional && !parameter.rest {
                    self.changed(&rules::PARAMETER_ADDED, subject, parameter.name.as_str());
                } else if shifted && !parameter.rest {
                    let subject = subject.at_most(Certainty::Likely);
                    self.changed(&rules::PARAMETERS_REORDERED, &subject, after.join(", "));
                    return true;
                }
            }
            return shifted;
        }
        false
    }

    fn parameter_types(&mut self, subject: &Subject, old: &[Parameter], new: &[Parameter]) {
        for (place, before) in old.iter().enumerate() {
            let Some(after) = new.get(place).or_else(|| new.last().filter(|last| last.rest)) else { break };
            if before.rest && !after.rest {
                self.changed(&rules::REST_PARAMETER_REMOVED, subject, before.name.as_str());
                continue;
            }
            if before.optional && !after.optional && !after.rest {
                self.changed(&rules::PARAMETER_REQUIRED, subject, after.name.as_str());
            }
            let (Some(one), Some(other)) = (&before.is, &after.is) else { continue };
            let element = |is: &Type| match is {
                Type::List(element, _) => (**element).clone(),
                other => other.clone(),
            };
            let one = if before.rest && after.rest { element(one) } else { one.clone() };
            let other = if after.rest { element(other) } else { other.clone() };
            let other = if after.optional { other.or_undefined() } else { other };
            let detail = format!("`{}`", after.name);
            match self.flows(Flow::In, &one, &other) {
                Fits::Yes => {}
                Fits::No => self.changed(&rules::PARAMETER_RETYPED, subject, detail),
                Fits::Unknown => {
                    self.changed(&rules::PARAMETER_RETYPED, &subject.at_most(Certainty::Possible), detail);
                }
            }
        }
    }

    fn returned(&mut self, subject: &Subject, old: &Signature, new: &Signature) {
        match (&old.returns, &new.returns) {
            (Some(one), Some(other)) => {
                // What was thrown away may be anything.
                if one.is("void") && !matches!(other, Type::Reference(name, _) if name == "Promise") {
                    return;
                }
                let out = self.flows(Flow::Out, one, other);
                let free = subject.way == Way::Free || subject.way == Way::In;
                let out = if out == Fits::No && free { self.flows(Flow::In, one, other).max(out) } else { out };
                match out {
                    Fits::Yes => {}
                    Fits::No => self.changed(&rules::RETURN_TYPE_CHANGED, subject, ""),
                    Fits::Unknown => {
                        self.changed(&rules::RETURN_TYPE_CHANGED, &subject.at_most(Certainty::Possible), "");
                    }
                }
            }
            (before, after) => {
                let promises = |is: &Option<Type>| {
                    is.as_ref().is_some_and(|is| matches!(is, Type::Reference(name, _) if name.contains("Promise")))
                };
                let was = old.is_async || promises(before);
                let is = new.is_async || promises(after);
                if was == is || old.is_generator || new.is_generator {
                    return;
                }
                let known_before =
                    was || before.as_ref().is_some_and(is_settled) || before.is_none() && !old.returns_call;
                let known_after = is || after.as_ref().is_some_and(is_settled) || after.is_none() && !new.returns_call;
                let subject =
                    if known_before && known_after { subject.clone() } else { subject.at_most(Certainty::Possible) };
                let rule = if is { &rules::FUNCTION_ASYNC } else { &rules::FUNCTION_SYNC };
                self.changed(rule, &subject, "");
            }
        }
    }

    /// Compares type parameters; `explicit` where users must write them.
    pub(super) fn type_parameters(
        &mut self,
        subject: &Subject,
        old: &[TypeParameter],
        new: &[TypeParameter],
        explicit: bool,
    ) {
        let inferred =
            |subject: &Subject, certainty| if explicit { subject.clone() } else { subject.at_most(certainty) };
        for gone in old.iter().skip(new.len()) {
            let subject = inferred(subject, Certainty::Possible);
            self.changed(&rules::TYPE_PARAMETER_REMOVED, &subject, gone.name.as_str());
        }
        for added in new.iter().skip(old.len()).filter(|parameter| parameter.default.is_none()) {
            let subject = inferred(subject, Certainty::Possible);
            self.changed(&rules::TYPE_PARAMETER_ADDED, &subject, added.name.as_str());
        }
        for (one, other) in old.iter().zip(new) {
            if let Some(wanted) = &other.constraint {
                let before = one.constraint.clone().unwrap_or_else(|| Type::word("unknown"));
                match self.flows(Flow::In, &before, wanted) {
                    Fits::Yes => {}
                    Fits::No => {
                        let subject = inferred(subject, Certainty::Likely);
                        self.changed(&rules::TYPE_PARAMETER_CONSTRAINED, &subject, other.name.as_str());
                    }
                    Fits::Unknown => {
                        let subject = subject.at_most(Certainty::Possible);
                        self.changed(&rules::TYPE_PARAMETER_CONSTRAINED, &subject, other.name.as_str());
                    }
                }
            }
            match (&one.default, &other.default) {
                (Some(_), None) => {
                    let subject = inferred(subject, Certainty::Possible);
                    self.changed(&rules::TYPE_PARAMETER_REQUIRED, &subject, other.name.as_str());
                }
                (Some(before), Some(after)) => {
                    let there = self.flows(Flow::In, before, after).min(self.flows(Flow::Out, before, after));
                    // What stands for anything was chosen so that it does not matter.
                    let is_top = |is: &Type| {
                        is.is("unknown")
                            || is.is("any")
                            || is.is("object")
                            || is.is("{}")
                            || matches!(is, Type::Object(members) if members.is_empty())
                    };
                    if there != Fits::Yes && is_top(before) && is_top(after) {
                        let subject = subject.at_most(Certainty::Possible);
                        self.changed(&rules::TYPE_PARAMETER_DEFAULT_CHANGED, &subject, other.name.as_str());
                    } else if there != Fits::Yes {
                        let sure =
                            if there == Fits::No || before.is("any") { Certainty::Likely } else { Certainty::Possible };
                        let subject = inferred(subject, Certainty::Possible).at_most(sure);
                        self.changed(&rules::TYPE_PARAMETER_DEFAULT_CHANGED, &subject, other.name.as_str());
                    }
                }
                _ => {}
            }
        }
    }
}

/// Whether a type is written of which no promise can be part.
fn is_settled(is: &Type) -> bool {
    matches!(is, Type::Word(word) if word != "any" && word != "unknown")
        || matches!(is, Type::Literal(_) | Type::List(..) | Type::Tuple(..) | Type::Object(_))
}

/// Both signatures with type parameters that only one of them has replaced by what they allow.
fn matched(old: &Signature, new: &Signature) -> (Signature, Signature) {
    let common = old.type_parameters.len().min(new.type_parameters.len());
    if old.type_parameters.len() == new.type_parameters.len() {
        return (old.clone(), new.clone());
    }
    let erased = |signature: &Signature, otherwise: &str| {
        let level = signature.level;
        let parameters = signature.type_parameters.clone();
        signature.replaced(&|part| match part {
            Type::Parameter(at, index) if *at == level && usize::from(*index) >= common => {
                let constraint = parameters.get(usize::from(*index)).and_then(|parameter| parameter.constraint.clone());
                Some(constraint.unwrap_or_else(|| Type::word(otherwise)))
            }
            _ => None,
        })
    };
    (erased(old, "unknown"), erased(new, "any"))
}
