//! Members of interfaces and object types, judged by which way values of them go.

use super::{
    super::{
        fits::{Fits, Flow},
        model::{Member, MemberType, Signature},
        rules::{classes, types as rules},
        shapes::Shape,
        types::Type,
    },
    comparison::{Comparison, Subject, Way},
};
use crate::breaking::Certainty;

/// Members of a type whose values people write themselves at most.
const MADE_BY_HAND: usize = 20;

impl Comparison<'_, '_> {
    /// Compares the members of two shapes.
    pub(super) fn shapes(&mut self, subject: &Subject, old: &Shape, new: &Shape) {
        let unsure = new.open
            || new
                .hidden
                .iter()
                .any(|base| !old.hidden.iter().any(|known| self.flows(Flow::Out, known, base) == Fits::Yes));
        // Nobody writes values of so many members by hand: users only get them.
        let required = old.members.iter().filter(|member| !member.optional).count();
        let is_got = subject.way == Way::Both && required >= MADE_BY_HAND;
        let inside = Subject { way: if is_got { Way::Out } else { subject.way }, ..subject.clone() };
        for member in old.members.iter().filter(|member| member.is_usable()) {
            match new.member(&member.name) {
                Some(other) => self.member(&inside, member, other),
                None => self.member_gone(subject, member, unsure),
            }
        }
        for member in new.members.iter().filter(|member| member.is_usable()) {
            if member.optional || matches!(member.name.as_str(), "[]") || old.member(&member.name).is_some() {
                continue;
            }
            // A base that is gone or not seen may have had it.
            let certainty = if old.open || !old.hidden.is_empty() && old.hidden != new.hidden {
                Certainty::Possible
            } else {
                match subject.way {
                    Way::In => Certainty::Definite,
                    // Nobody writes values of so many members by hand.
                    Way::Both | Way::Free if old.members.len() >= MADE_BY_HAND => Certainty::Possible,
                    Way::Both | Way::Free => Certainty::Likely,
                    Way::Out => continue,
                }
            };
            let inner =
                subject.member(&member.name, (subject.old.line, &subject.old.text), (member.line, &member.head));
            self.changed(&rules::REQUIRED_MEMBER_ADDED, &inner.at_most(certainty), "");
        }
        for base in &old.hidden {
            let kept = new.hidden.iter().any(|other| self.flows(Flow::Out, base, other) != Fits::No);
            if !kept && new.hidden.is_empty() && subject.way.is_out() && !new.open {
                let subject = subject.at_most(Certainty::Possible);
                self.changed(&classes::BASE_CHANGED, &subject, "");
            }
        }
    }

    fn member_gone(&mut self, subject: &Subject, member: &Member, unsure: bool) {
        let inner = subject.member(&member.name, (member.line, &member.head), (subject.new.line, ""));
        let certainty = match subject.way {
            _ if unsure => Certainty::Possible,
            Way::Out | Way::Both => Certainty::Definite,
            Way::In => Certainty::Likely,
            // Whoever makes one for himself only has more than is asked for.
            Way::Free => Certainty::Possible,
        };
        let inner = inner.at_most(certainty);
        if member.name == "[]" {
            self.lost(&rules::INDEX_SIGNATURE_REMOVED, &inner, "");
        } else {
            self.lost(&classes::MEMBER_REMOVED, &inner, "");
        }
    }

    fn member(&mut self, subject: &Subject, old: &Member, new: &Member) {
        let inner = subject.member(&old.name, (old.line, &old.head), (new.line, &new.head));
        if old.optional && !new.optional && subject.way.is_in() {
            // A property that may be left out can hold nothing as well.
            self.changed(&rules::MEMBER_REQUIRED, &inner, "");
        }
        if new.optional && !old.optional && !takes_nothing(old) {
            let certainty = if subject.way.is_out() { Certainty::Definite } else { Certainty::Possible };
            self.changed(&classes::MEMBER_OPTIONAL, &inner.at_most(certainty), "");
        }
        if new.readonly && !old.readonly && !matches!(new.what, MemberType::Index(..)) {
            let certainty = if subject.way.is_out() { Certainty::Likely } else { Certainty::Possible };
            self.changed(&classes::MEMBER_READONLY, &inner.at_most(certainty), "");
        }
        if let (Some(one), Some(other)) = (called(old), called(new)) {
            // What may be left out and is called is a callback: users bring it.
            let is_callback = old.optional && matches!(old.what, MemberType::Field(_));
            if subject.way == Way::In || is_callback && subject.way != Way::Out {
                self.given_call(&inner, one, other);
            } else {
                self.calls(&inner, one, other);
            }
            return;
        }
        self.retyped(&inner, old, new);
    }

    /// A function that users give: theirs must do for what calls it now.
    fn given_call(&mut self, subject: &Subject, old: &[Signature], new: &[Signature]) {
        let ([one], [other]) = (old, new) else { return };
        let is = |signature: &Signature| Type::Function(Box::new(signature.clone()));
        match self.flows(Flow::In, &is(one), &is(other)) {
            Fits::Yes => {}
            Fits::No => self.changed(&classes::MEMBER_RETYPED, &subject.at_most(Certainty::Likely), ""),
            Fits::Unknown => self.changed(&classes::MEMBER_RETYPED, &subject.at_most(Certainty::Possible), ""),
        }
    }

    fn retyped(&mut self, subject: &Subject, old: &Member, new: &Member) {
        // Whether it may be left out is told by itself.
        let (one, other) = (Member { optional: false, ..old.clone() }, Member { optional: false, ..new.clone() });
        let out = self.fitting().member(&other, &one, false, Flow::Out, 0);
        let back = self.fitting().member(&one, &other, true, Flow::In, 0);
        let optional = old.optional;
        let (out, back) = if optional {
            (self.loosely(&one, &other, Flow::Out, out), self.loosely(&one, &other, Flow::In, back))
        } else {
            (out, back)
        };
        let worst = match subject.way {
            Way::Out => out,
            Way::In | Way::Free => back,
            Way::Both => out.min(back),
        };
        match worst {
            Fits::Yes => {}
            Fits::No => {
                // Literals that are new in what users get matter to those who list them all.
                // Options that users hand in are hardly read back.
                let handed = optional && new.optional && subject.way == Way::Both;
                let widened = out == Fits::No && back == Fits::Yes && (handed || is_widened_union(&one, &other));
                let certainty = if widened { Certainty::Possible } else { Certainty::Definite };
                self.changed(&classes::MEMBER_RETYPED, &subject.at_most(certainty), "");
            }
            Fits::Unknown => self.changed(&classes::MEMBER_RETYPED, &subject.at_most(Certainty::Possible), ""),
        }
    }

    /// The answer for types of properties that may be left out: `undefined` in them says nothing new.
    fn loosely(&mut self, old: &Member, new: &Member, flow: Flow, strict: Fits) -> Fits {
        let (MemberType::Field(Some(one)), MemberType::Field(Some(other))) = (&old.what, &new.what) else {
            return strict;
        };
        let (one, other) = (one.clone().or_undefined(), other.clone().or_undefined());
        self.flows(flow, &one, &other).max(strict)
    }
}

/// Whether a union of literals has more than before.
pub(super) fn is_widened_union(old: &Member, new: &Member) -> bool {
    let (MemberType::Field(Some(one)), MemberType::Field(Some(other))) = (&old.what, &new.what) else { return false };
    let harmless = |is: &Type| !is.members().iter().any(|member| member.is("undefined") || member.is("null"));
    matches!(other, Type::Union(_))
        && (harmless(other) || !harmless(one))
        && one.members().iter().all(|member| matches!(member, Type::Literal(_)))
}

fn takes_nothing(member: &Member) -> bool {
    matches!(&member.what, MemberType::Field(Some(is)) if is.allows_undefined())
}

/// The signatures of a method or of a property that holds a function.
pub(super) fn called(member: &Member) -> Option<&[Signature]> {
    match &member.what {
        MemberType::Method(list) => Some(list),
        MemberType::Field(Some(Type::Function(signature))) => Some(std::slice::from_ref(signature)),
        _ => None,
    }
}
