//! Variables and enums.

use super::{
    super::{
        fits::{Fits, Flow},
        model::{Enumeration, Member, MemberType, Variable},
        rules::values as rules,
        shapes::callable,
        types::Type,
    },
    comparison::{Comparison, Subject},
};
use crate::breaking::{Certainty, Spot};

impl Comparison<'_, '_> {
    /// Compares two variables.
    pub(super) fn variables(&mut self, subject: &Subject, old: &Variable, new: &Variable) {
        let declared = old.declared.is_some() && new.declared.is_some();
        let before = old.declared.as_ref().or(old.inferred.as_ref());
        let after = new.declared.as_ref().or(new.inferred.as_ref());
        if let (Some(one), Some(other)) = (&old.literal, &new.literal)
            && one != other
            && !subject.symbol.to_ascii_lowercase().contains("version")
        {
            self.changed(&rules::VALUE_CHANGED, subject, format!("`{one}` and is `{other}`").replace('\'', ""));
        }
        let (Some(one), Some(other)) = (before, after) else { return };
        let (opened, now) = (self.old.opened(one), self.new.opened(other));
        if let (Some(signatures), Some(others)) = (callable(&opened), callable(&now)) {
            let (signatures, others) = (signatures.to_vec(), others.to_vec());
            return self.calls(subject, &signatures, &others);
        }
        if !declared && let (Type::Object(members), Type::Object(others)) = (&opened, &now) {
            return self.object_members(subject, members, others);
        }
        let subject = if declared { subject.clone() } else { subject.at_most(Certainty::Likely) };
        let unsure = subject.untyped && !declared;
        match self.flows(Flow::Out, one, other) {
            Fits::Yes => {}
            Fits::No if !unsure => self.changed(&rules::VARIABLE_RETYPED, &subject, ""),
            _ => self.changed(&rules::VARIABLE_RETYPED, &subject.at_most(Certainty::Possible), ""),
        }
    }

    /// Members of an object that is written out.
    fn object_members(&mut self, subject: &Subject, old: &[Member], new: &[Member]) {
        for member in old.iter().filter(|member| member.is_usable()) {
            let Some(other) = new.iter().find(|other| other.name == member.name) else {
                let gone = subject.member(&member.name, (member.line, &member.head), (subject.new.line, ""));
                self.lost(&super::super::rules::classes::MEMBER_REMOVED, &gone, "");
                continue;
            };
            let inner = subject.member(&member.name, (member.line, &member.head), (other.line, &other.head));
            match (&member.what, &other.what) {
                (MemberType::Method(one), MemberType::Method(other)) => self.calls(&inner, one, other),
                (MemberType::Field(Some(one)), MemberType::Field(Some(other))) => {
                    if let (Some(signatures), Some(others)) = (callable(one), callable(other)) {
                        let (signatures, others) = (signatures.to_vec(), others.to_vec());
                        self.calls(&inner, &signatures, &others);
                    } else if let (Type::Object(members), Type::Object(others)) = (one, other) {
                        self.object_members(&inner, members, others);
                    } else if self.flows(Flow::Out, one, other) == Fits::No {
                        let sure = if subject.untyped { Certainty::Possible } else { Certainty::Likely };
                        let inner = inner.at_most(sure);
                        self.changed(&super::super::rules::classes::MEMBER_RETYPED, &inner, "");
                    }
                }
                _ => {}
            }
        }
    }

    /// Compares two enums.
    pub(super) fn enumerations(&mut self, subject: &Subject, old: &Enumeration, new: &Enumeration) {
        if new.is_const && !old.is_const {
            self.changed(&rules::ENUM_MADE_CONST, subject, "");
        }
        for (name, line, value) in &old.members {
            let member = |at: u32, text: &str| {
                let text = format!("{}.{name}{text}", subject.symbol);
                Subject {
                    new: Spot::new(subject.new.path.clone(), at, text),
                    ..subject.member(name, (*line, name), (at, name))
                }
            };
            match new.members.iter().find(|(other, ..)| other == name) {
                None => {
                    let subject = member(subject.new.line, "");
                    self.lost(&rules::ENUM_MEMBER_REMOVED, &subject, "");
                }
                Some((_, at, now)) if now != value => {
                    let written = |value: &Option<String>| value.clone().unwrap_or_default();
                    let detail = format!("`{}` and is `{}`", written(value), written(now));
                    let known =
                        value.as_ref().zip(now.as_ref()).is_some_and(|(one, other)| is_plain(one) && is_plain(other));
                    let subject = member(*at, "");
                    let subject = if known { subject } else { subject.at_most(Certainty::Possible) };
                    self.changed(&rules::ENUM_VALUE_CHANGED, &subject, detail);
                }
                Some(_) => {}
            }
        }
    }
}

fn is_plain(value: &str) -> bool {
    value.starts_with('\'') || value.parse::<i64>().is_ok()
}
