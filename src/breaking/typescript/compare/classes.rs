//! Classes: what users make, call, extend and read of them.

use std::rc::Rc;

use super::{
    super::{
        fits::{Fits, Flow},
        model::{Access, Class, Kind, Member, MemberType, Signature},
        rules::classes as rules,
        shapes::{Shape, filled},
        symbol::Symbol,
        types::Type,
        view::View,
    },
    comparison::{Comparison, Subject},
    members::{called, is_widened_union},
    types::parameters_of,
};
use crate::breaking::Certainty;

/// Bases that are followed.
const BASES: usize = 16;

/// A class with what it inherits.
#[derive(Default)]
struct Whole {
    members: Vec<Member>,
    constructors: Option<Vec<Signature>>,
    access: Access,
    hidden: Vec<Type>,
    open: bool,
    /// It has a base here whose constructor is not known.
    inherits: bool,
}

impl Comparison<'_, '_> {
    /// Compares two classes.
    pub(super) fn classes(&mut self, subject: &Subject, old: (&Symbol, &Class), new: (&Symbol, &Class)) {
        let (before, after) = (whole(self.old, old.0, old.1), whole(self.new, new.0, new.1));
        self.type_parameters(subject, parameters_of(old.0), parameters_of(new.0), true);
        if new.1.is_abstract && !old.1.is_abstract {
            self.changed(&rules::CLASS_MADE_ABSTRACT, subject, "");
        }
        self.constructors(subject, old.1, (&before, &after));
        let lost_base = before
            .hidden
            .iter()
            .find(|base| !after.hidden.iter().any(|other| self.flows(Flow::Out, base, other) != Fits::No));
        let unsure = after.open
            || !after.hidden.is_empty() && after.hidden.len() != before.hidden.len()
            || lost_base.is_some() && !after.hidden.is_empty();
        if let Some(base) = lost_base
            && !after.open
        {
            // Another base from elsewhere may have all that the old one had.
            let certainty = if after.hidden.is_empty() { Certainty::Likely } else { Certainty::Possible };
            let name = match base {
                Type::Reference(name, _) => name.rsplit(':').next().unwrap_or(name).to_owned(),
                _ => String::new(),
            };
            self.changed(&rules::BASE_CHANGED, &subject.at_most(certainty), name);
        }
        for member in before.members.iter().filter(|member| member.is_usable()) {
            let same = |other: &&Member| other.name == member.name && other.is_static == member.is_static;
            match after.members.iter().find(same) {
                Some(other) => self.class_member(subject, member, other),
                None => self.class_member_gone(subject, member, &after, unsure),
            }
        }
        self.new_abstract_members(subject, old.1, &before, &after);
    }

    fn new_abstract_members(&mut self, subject: &Subject, class: &Class, before: &Whole, after: &Whole) {
        if !class.is_abstract {
            return;
        }
        for member in after.members.iter().filter(|member| member.is_abstract && !member.is_static) {
            if before.members.iter().any(|other| other.name == member.name) || member.optional {
                continue;
            }
            let inner =
                subject.member(&member.name, (subject.old.line, &subject.old.text), (member.line, &member.head));
            self.changed(&rules::ABSTRACT_MEMBER_ADDED, &inner, "");
        }
    }

    fn constructors(&mut self, subject: &Subject, class: &Class, ends: (&Whole, &Whole)) {
        let (before, after) = ends;
        let inner =
            subject.member("constructor", (subject.old.line, &subject.old.text), (subject.new.line, &subject.new.text));
        if after.access < before.access {
            self.changed(&rules::CONSTRUCTOR_HIDDEN, &inner, "");
            return;
        }
        if before.access == Access::Private || before.inherits || after.inherits || before.open || after.open {
            return;
        }
        // Without a constructor of its own or of a known base, nothing is taken.
        let implied = [Signature::default()];
        let one = before.constructors.as_deref().unwrap_or(&implied);
        let other = after.constructors.as_deref().unwrap_or(&implied);
        if one == other {
            return;
        }
        let spot = |list: &[Signature], spot: &crate::breaking::Spot| match list.first() {
            Some(first) if first.line > 0 => {
                crate::breaking::Spot::new(spot.path.clone(), first.line, first.head.clone())
            }
            _ => spot.clone(),
        };
        let inner = Subject { old: spot(one, &inner.old), new: spot(other, &inner.new), ..inner };
        let inner = if class.is_abstract || before.access == Access::Protected {
            inner.at_most(Certainty::Likely)
        } else {
            inner
        };
        self.calls(&inner, one, other);
    }

    fn class_member_gone(&mut self, subject: &Subject, member: &Member, after: &Whole, unsure: bool) {
        let inner = subject.member(&member.name, (member.line, &member.head), (subject.new.line, ""));
        if let Some(other) = after.members.iter().find(|other| other.name == member.name) {
            let inner = Subject {
                new: crate::breaking::Spot::new(subject.new.path.clone(), other.line, other.head.clone()),
                ..inner
            };
            let detail = if other.is_static { "it is static now" } else { "it belongs to instances now" };
            self.changed(&rules::MEMBER_STATIC_CHANGED, &inner, detail);
            return;
        }
        let certainty = match member.access {
            _ if unsure => Certainty::Possible,
            Access::Protected => Certainty::Likely,
            _ => Certainty::Definite,
        };
        let rule = if member.name == "[]" {
            &super::super::rules::types::INDEX_SIGNATURE_REMOVED
        } else {
            &rules::MEMBER_REMOVED
        };
        let inner = inner.at_most(certainty);
        self.lost(rule, &inner, "");
    }

    fn class_member(&mut self, subject: &Subject, old: &Member, new: &Member) {
        let inner = subject.member(&old.name, (old.line, &old.head), (new.line, &new.head));
        if new.access < old.access || new.internal {
            let certainty =
                if old.access == Access::Protected || new.internal { Certainty::Likely } else { Certainty::Definite };
            let detail = match new.access {
                Access::Private => "private",
                Access::Protected => "protected",
                Access::Public => "internal",
            };
            self.changed(&rules::MEMBER_HIDDEN, &inner.at_most(certainty), detail);
            return;
        }
        let inner = if old.access == Access::Protected { inner.at_most(Certainty::Likely) } else { inner };
        if new.is_abstract && !old.is_abstract {
            self.changed(&rules::MEMBER_MADE_ABSTRACT, &inner, "");
        }
        if new.readonly && !old.readonly && called(new).is_none() {
            self.changed(&rules::MEMBER_READONLY, &inner, "");
        }
        let nothing = matches!(&old.what, MemberType::Field(Some(is)) if is.allows_undefined());
        if new.optional && !old.optional && !nothing {
            self.changed(&rules::MEMBER_OPTIONAL, &inner, "");
        }
        if let (Some(one), Some(other)) = (called(old), called(new)) {
            self.calls(&inner, one, other);
            return;
        }
        let (one, other) = (Member { optional: false, ..old.clone() }, Member { optional: false, ..new.clone() });
        let fits = self.fitting().member(&other, &one, false, Flow::Out, 0);
        let typed = |member: &Member| !matches!(member.what, MemberType::Field(None));
        if fits == Fits::Yes || !typed(old) || !typed(new) {
            return;
        }
        // Literals that are new matter to those who list them all.
        let is_sure = fits == Fits::No && !subject.untyped && !is_widened_union(&one, &other);
        let sure = if is_sure { Certainty::Definite } else { Certainty::Possible };
        self.changed(&rules::MEMBER_RETYPED, &inner.at_most(sure), "");
    }
}

fn whole(view: &View<'_>, symbol: &Symbol, class: &Class) -> Whole {
    let mut whole = Whole { access: class.constructor_access, ..Whole::default() };
    gather(view, symbol, &[], &mut whole, 0);
    whole
}

fn gather(view: &View<'_>, symbol: &Symbol, arguments: &[Type], whole: &mut Whole, depth: usize) {
    let mut bases = Vec::new();
    for item in &symbol.items {
        match &item.kind {
            Kind::Class(class) => {
                let arguments = filled(&class.parameters, arguments);
                whole.open |= class.open;
                own(&class.members, &arguments, whole);
                if whole.constructors.is_none() && !class.constructors.is_empty() {
                    let applied = class.constructors.iter().map(|one| substituted(one, &arguments)).collect();
                    whole.constructors = Some(applied);
                    whole.access = class.constructor_access;
                }
                bases.extend(class.base.as_ref().map(|base| base.applied(&arguments)));
            }
            Kind::Interface(interface) => {
                let arguments = filled(&interface.parameters, arguments);
                own(&interface.members, &arguments, whole);
                for base in &interface.bases {
                    let shape = view.shape(&base.applied(&arguments)).unwrap_or_else(|| {
                        Rc::new(Shape { hidden: vec![base.applied(&arguments)], ..Shape::default() })
                    });
                    own(&shape.members, &[], whole);
                    whole.hidden.extend(shape.hidden.iter().cloned());
                }
            }
            _ => {}
        }
    }
    for base in bases {
        let known = match view.opened(&base) {
            Type::Reference(name, arguments) => {
                view.numbered(&name).and_then(|place| view.symbol(&place)).map(|symbol| (symbol, arguments))
            }
            _ => None,
        };
        match known.filter(|(symbol, _)| symbol.items.iter().any(|item| matches!(item.kind, Kind::Class(_)))) {
            Some((symbol, arguments)) if depth < BASES => gather(view, &symbol, &arguments, whole, depth + 1),
            Some(_) => whole.open = true,
            None => {
                whole.inherits |= whole.constructors.is_none();
                whole.hidden.push(base);
            }
        }
    }
}

fn own(members: &[Member], arguments: &[Type], whole: &mut Whole) {
    for member in members {
        let known = |other: &Member| other.name == member.name && other.is_static == member.is_static;
        if !whole.members.iter().any(known) {
            let applied = member.replaced(&|part| match part {
                Type::Parameter(0, index) => arguments.get(usize::from(*index)).cloned(),
                _ => None,
            });
            whole.members.push(applied);
        }
    }
}

fn substituted(signature: &Signature, arguments: &[Type]) -> Signature {
    signature.replaced(&|part| match part {
        Type::Parameter(0, index) => arguments.get(usize::from(*index)).cloned(),
        _ => None,
    })
}
