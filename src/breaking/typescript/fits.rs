//! Whether a value of one end's type can stand where the other end's type is wanted, as far as sources alone decide.

use std::{
    cell::{Cell, RefCell},
    collections::{HashMap, HashSet},
};

use super::{
    kinds::{Of, literal_is, unlike, words},
    model::{Kind, Member, MemberType, Parameter, Signature},
    shapes::Shape,
    types::{Element, Type},
    view::{Place, View},
};

/// Steps that one question may take.
const STEPS: usize = 4_000;
/// Steps that all questions about a package may take.
const STEPS_OF_ALL: usize = 200_000;
/// How deep types are compared.
const DEEPEST: usize = 24;

/// An answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fits {
    No,
    Unknown,
    Yes,
}

/// Types whose argument is what values of them are called with: they are given it where they are got.
const COMPONENTS: [&str; 12] = [
    "Component",
    "ComponentClass",
    "ComponentType",
    "ExoticComponent",
    "FC",
    "ForwardRefExoticComponent",
    "FunctionComponent",
    "MemoExoticComponent",
    "NamedExoticComponent",
    "PureComponent",
    "SFC",
    "VFC",
];

/// Whether a type is that of components.
pub(super) fn is_component(name: &str) -> bool {
    COMPONENTS.contains(&name.rsplit('.').next().unwrap_or(name))
}

/// Which way a value goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Flow {
    /// Users get it: what is new must fit what they expect.
    Out,
    /// Users give it: what they have must fit what is wanted now.
    In,
}

/// Places of both ends that users know by one name: how they differ is told by itself.
#[derive(Debug, Default)]
pub(crate) struct Known {
    pub(crate) old: HashMap<Place, String>,
    pub(crate) new: HashMap<Place, String>,
    /// Where the package lies; what lies elsewhere is another's, whose comparison tells of it.
    pub(crate) folder: String,
    /// Steps that all questions took together.
    pub(crate) spent: Cell<usize>,
    /// What was found, or is assumed while it is looked at, to be declared alike.
    pub(crate) twins: RefCell<HashMap<(Place, Place), bool>>,
    /// The innermost declarations that kept the last types from fitting, by their numbers at the old and the new end.
    pub(crate) blamed: Cell<Option<(usize, usize)>>,
}

/// A question on its way.
pub(crate) struct Fitting<'q, 'a> {
    pub(crate) old: &'q View<'a>,
    pub(crate) new: &'q View<'a>,
    pub(crate) known: &'q Known,
    steps: usize,
    asked: HashSet<(Type, Type, bool)>,
}

fn both(one: Fits, other: Fits) -> Fits {
    one.min(other)
}

pub(crate) fn yes(answer: bool) -> Fits {
    if answer { Fits::Yes } else { Fits::No }
}

impl<'q, 'a> Fitting<'q, 'a> {
    pub(crate) fn new(old: &'q View<'a>, new: &'q View<'a>, known: &'q Known) -> Self {
        Self { old, new, known, steps: 0, asked: HashSet::new() }
    }

    /// Whether users cope with a type that was `old` and is `new`.
    pub(crate) fn flows(&mut self, flow: Flow, old: &Type, new: &Type) -> Fits {
        match flow {
            Flow::Out => self.fits(new, old, false, flow, 0),
            Flow::In => self.fits(old, new, true, flow, 0),
        }
    }

    /// Whether signatures can be called as before.
    pub(crate) fn calls(&mut self, old: &Signature, new: &Signature) -> Fits {
        self.signatures(new, old, false, Flow::Out, 0)
    }

    fn side(&self, is_old: bool) -> Of<'q, 'a> {
        Of { view: if is_old { self.old } else { self.new }, is_old }
    }

    /// `from` is of the old end if `old_first`, `to` of the other one.
    fn fits(&mut self, from: &Type, to: &Type, old_first: bool, flow: Flow, depth: usize) -> Fits {
        self.steps += 1;
        self.known.spent.set(self.known.spent.get() + 1);
        if self.steps > STEPS || self.known.spent.get() > STEPS_OF_ALL || depth > DEEPEST {
            return Fits::Unknown;
        }
        let blamed = self.known.blamed.get();
        let answer = self.judged(from, to, old_first, flow, depth);
        if answer == Fits::Yes {
            self.known.blamed.set(blamed);
        } else if self.known.blamed.get().is_none() {
            let (old, new) = if old_first { (from, to) } else { (to, from) };
            self.known.blamed.set(self.parted(old, new));
        }
        answer
    }

    fn judged(&mut self, from: &Type, to: &Type, old_first: bool, flow: Flow, depth: usize) -> Fits {
        if let Some(answer) = self.quick(from, to, old_first, flow) {
            return answer;
        }
        if let Some(answer) = self.named(from, to, old_first, flow, depth) {
            return answer;
        }
        // A name that stays what it is, beside others or with members that may be left out, is not looked into.
        if let (Type::Reference(..), Type::Union(members) | Type::Intersection(members)) = (from, to) {
            let keeps = match to {
                Type::Union(_) => members.iter().any(|member| self.same(from, member, old_first)),
                _ => members.iter().all(|member| self.fits(from, member, old_first, flow, depth + 1) == Fits::Yes),
            };
            if keeps {
                return Fits::Yes;
            }
        }
        let (a, b) = (self.side(old_first), self.side(!old_first));
        let (opened, wanted) = (a.view.opened(from), b.view.opened(to));
        if opened != *from || wanted != *to {
            let key = (from.clone(), to.clone(), old_first);
            if !self.asked.insert(key) {
                // Asked on the way: it holds if nothing else speaks against it.
                return Fits::Yes;
            }
            return self.fits(&opened, &wanted, old_first, flow, depth + 1);
        }
        self.opened(from, to, old_first, flow, depth)
    }

    /// What needs no look inside.
    fn quick(&self, from: &Type, to: &Type, old_first: bool, flow: Flow) -> Option<Fits> {
        if self.same(from, to, old_first) {
            return Some(Fits::Yes);
        }
        // What could be used in any way has to be looked at first.
        if flow == Flow::Out && from.is("unknown") && to.is("any") {
            return Some(Fits::No);
        }
        if to.is("any") || to.is("unknown") {
            // A user who got anything could do anything with it.
            let loses = flow == Flow::Out && !to.is("unknown");
            return Some(if loses { Fits::Unknown } else { Fits::Yes });
        }
        if from.is("never") {
            return Some(Fits::Yes);
        }
        if from.is("any") {
            return Some(if flow == Flow::In { Fits::No } else { Fits::Yes });
        }
        if from.is("unknown") || to.is("never") {
            return Some(if matches!(from, Type::Reference(..) | Type::Parameter(..)) {
                Fits::Unknown
            } else {
                Fits::No
            });
        }
        None
    }

    /// Generic things of one name, and things whose names say enough.
    fn named(&mut self, from: &Type, to: &Type, old_first: bool, flow: Flow, depth: usize) -> Option<Fits> {
        let (Type::Reference(one, arguments), Type::Reference(other, others)) = (from, to) else { return None };
        let is_same = if one.starts_with('#') { self.is_known(one, other, old_first) } else { one == other };
        if !is_same {
            // Whoever has an instance of a class got it from the package, and gets it from there now.
            return (old_first && self.is_one_class(one, other)).then_some(Fits::Yes);
        }
        if arguments.len() != others.len() {
            // One of them leaves defaults out.
            return Some(Fits::Unknown);
        }
        if is_component(one) {
            let back = if flow == Flow::Out { Flow::In } else { Flow::Out };
            let mut answer = Fits::Yes;
            for (argument, other) in arguments.iter().zip(others) {
                answer = both(answer, self.fits(other, argument, !old_first, back, depth + 1));
            }
            return Some(answer);
        }
        let mut answer = Fits::Yes;
        for (argument, other) in arguments.iter().zip(others) {
            answer = both(answer, self.fits(argument, other, old_first, flow, depth + 1));
        }
        let known = ["Promise", "PromiseLike", "Set", "ReadonlySet", "Map", "ReadonlyMap", "Iterable", "Iterator"];
        let covariant = known.contains(&one.as_str()) || one.starts_with("Async") || one == "Generator";
        if answer == Fits::No && !covariant {
            let apart = arguments.iter().zip(others).any(|(argument, other)| {
                self.fits(argument, other, old_first, flow, depth + 1) == Fits::No
                    && self.fits(other, argument, !old_first, flow, depth + 1) == Fits::No
            });
            // How an argument is used decides; neither way is safe if both are apart.
            return Some(if apart { Fits::No } else { Fits::Unknown });
        }
        Some(answer)
    }

    /// Whether both are one class, that of the old end first.
    fn is_one_class(&self, one: &str, other: &str) -> bool {
        let (Some(was), Some(is)) = (self.old.numbered(one), self.new.numbered(other)) else { return false };
        let is_class = |view: &View<'_>| {
            view.symbol(&was).is_some_and(|symbol| symbol.items.iter().any(|item| matches!(item.kind, Kind::Class(_))))
        };
        was == is && is_class(self.old) && is_class(self.new)
    }

    fn opened(&mut self, from: &Type, to: &Type, old_first: bool, flow: Flow, depth: usize) -> Fits {
        if let Type::Union(members) = from {
            let mut answer = Fits::Yes;
            for member in members {
                answer = both(answer, self.fits(member, to, old_first, flow, depth + 1));
            }
            return answer;
        }
        if from.is("boolean")
            && let Type::Union(_) = to
        {
            let whole = self.any(from, to.members(), old_first, flow, depth);
            let mut halves = Fits::Yes;
            for half in ["true", "false"] {
                halves = both(halves, self.any(&Type::Literal(half.into()), to.members(), old_first, flow, depth));
            }
            return whole.max(halves);
        }
        if let Type::Union(members) = to {
            return self.any(from, members, old_first, flow, depth);
        }
        if let Type::Intersection(members) = to
            && self.side(!old_first).view.shape(to).is_none_or(|shape| !shape.hidden.is_empty())
        {
            let mut answer = Fits::Yes;
            for member in members {
                answer = both(answer, self.fits(from, member, old_first, flow, depth + 1));
            }
            return answer;
        }
        if let Type::Intersection(members) = from {
            let mut answer = Fits::No;
            for member in members {
                answer = answer.max(self.fits(member, to, old_first, flow, depth + 1));
            }
            if answer == Fits::Yes {
                return answer;
            }
        }
        self.single(from, to, old_first, flow, depth)
    }

    fn any(&mut self, from: &Type, members: &[Type], old_first: bool, flow: Flow, depth: usize) -> Fits {
        let mut answer = Fits::No;
        for member in members {
            answer = answer.max(self.fits(from, member, old_first, flow, depth + 1));
            if answer == Fits::Yes {
                break;
            }
        }
        answer
    }

    fn single(&mut self, from: &Type, to: &Type, old_first: bool, flow: Flow, depth: usize) -> Fits {
        match (from, to) {
            (Type::Word(one), Type::Word(other)) => words(one, other),
            (Type::Literal(literal), Type::Word(word)) => yes(literal_is(literal, word) || word == "unknown"),
            (Type::List(one, readonly), Type::List(other, also)) => {
                if *readonly && !*also {
                    return Fits::No;
                }
                self.fits(one, other, old_first, flow, depth + 1)
            }
            (Type::Tuple(elements, readonly), Type::List(wanted, also)) => {
                let mut answer = yes(!readonly || *also);
                for element in elements {
                    answer = both(answer, self.fits(&element.is, wanted, old_first, flow, depth + 1));
                }
                answer
            }
            (Type::Tuple(one, readonly), Type::Tuple(other, also)) => {
                if *readonly && !*also {
                    return Fits::No;
                }
                self.tuples(one, other, old_first, flow, depth)
            }
            (Type::Function(one), Type::Function(other)) | (Type::Constructor(one), Type::Constructor(other)) => {
                self.signatures(one, other, old_first, flow, depth)
            }
            (Type::Guard(asserts, ..), Type::Word(word)) if word == if *asserts { "void" } else { "boolean" } => {
                Fits::Yes
            }
            (Type::Word(_), Type::Guard(..)) | (Type::Word(_) | Type::Literal(_), Type::Literal(_)) => Fits::No,
            _ => self.structures(from, to, old_first, flow, depth),
        }
    }

    fn tuples(&mut self, one: &[Element], other: &[Element], old_first: bool, flow: Flow, depth: usize) -> Fits {
        if one.iter().chain(other).any(|element| element.rest) {
            return Fits::Unknown;
        }
        let required = |list: &[Element]| list.iter().filter(|element| !element.optional).count();
        if one.len() > other.len() || required(one) < required(other) {
            return Fits::No;
        }
        let mut answer = Fits::Yes;
        for (one, other) in one.iter().zip(other) {
            answer = both(answer, self.fits(&one.is, &other.is, old_first, flow, depth + 1));
        }
        answer
    }

    /// Whether a function can stand for another one.
    fn signatures(&mut self, from: &Signature, to: &Signature, old_first: bool, flow: Flow, depth: usize) -> Fits {
        if from.type_parameters.len() != to.type_parameters.len() {
            return Fits::Unknown;
        }
        let required = from.parameters.iter().filter(|parameter| !parameter.optional && !parameter.rest).count();
        let takes_more = to.parameters.iter().any(|parameter| parameter.rest);
        if required > to.parameters.len() && !takes_more {
            return Fits::No;
        }
        let back = if flow == Flow::Out { Flow::In } else { Flow::Out };
        let mut answer = Fits::Yes;
        for (place, given) in to.parameters.iter().enumerate() {
            let taken = from.parameters.get(place).or_else(|| from.parameters.last().filter(|last| last.rest));
            let Some(taken) = taken else { continue };
            answer = both(answer, self.parameter(given, taken, !old_first, back, depth));
        }
        let returned = match (&from.returns, &to.returns) {
            (_, Some(wanted)) if wanted.is("void") => Fits::Yes,
            (Some(one), Some(other)) => self.fits(one, other, old_first, flow, depth + 1),
            (None, None) => Fits::Yes,
            _ => Fits::Unknown,
        };
        both(answer, returned)
    }

    fn parameter(&mut self, given: &Parameter, taken: &Parameter, old_first: bool, flow: Flow, depth: usize) -> Fits {
        let element = |parameter: &Parameter| match &parameter.is {
            Some(Type::List(element, _)) if parameter.rest => Some((**element).clone()),
            Some(_) if parameter.rest => None,
            other => other.clone(),
        };
        let (Some(one), Some(other)) = (element(given), element(taken)) else { return Fits::Unknown };
        let other = if taken.optional { other.or_undefined() } else { other };
        self.fits(&one, &other, old_first, flow, depth + 1)
    }

    fn structures(&mut self, from: &Type, to: &Type, old_first: bool, flow: Flow, depth: usize) -> Fits {
        let (a, b) = (self.side(old_first), self.side(!old_first));
        if let (Some(one), Some(other)) = (a.view.shape(from), b.view.shape(to)) {
            let key = (from.clone(), to.clone(), old_first);
            if !self.asked.insert(key) {
                return Fits::Yes;
            }
            let structure = self.shapes(&one, &other, old_first, flow, depth);
            if structure != Fits::Yes && self.descends(from, to, old_first, flow, depth) {
                return Fits::Yes;
            }
            return structure;
        }
        unlike(from, to, a, b)
    }

    /// Whether one of the bases of a declared type can stand for another type.
    fn descends(&mut self, from: &Type, to: &Type, old_first: bool, flow: Flow, depth: usize) -> bool {
        let bases = self.side(old_first).view.bases(from);
        bases.iter().any(|base| self.fits(base, to, old_first, flow, depth + 1) == Fits::Yes)
    }

    fn shapes(&mut self, one: &Shape, other: &Shape, old_first: bool, flow: Flow, depth: usize) -> Fits {
        let hidden = other.open
            || other.hidden.iter().any(|base| !one.hidden.iter().any(|known| self.same(known, base, old_first)));
        let mut answer = if hidden { Fits::Unknown } else { Fits::Yes };
        for wanted in other.members.iter().filter(|member| !member.internal && !is_own(member)) {
            let Some(member) = one.member(&wanted.name) else {
                if wanted.optional || wanted.name == "[]" {
                    continue;
                }
                if one.open || !one.hidden.is_empty() {
                    answer = both(answer, Fits::Unknown);
                    continue;
                }
                return Fits::No;
            };
            answer = both(answer, self.member(member, wanted, old_first, flow, depth));
            if answer == Fits::No {
                return answer;
            }
        }
        answer
    }

    /// Whether a member can stand for another one.
    pub(crate) fn member(&mut self, from: &Member, to: &Member, old_first: bool, flow: Flow, depth: usize) -> Fits {
        if from.optional && !to.optional && !allows_undefined(to) {
            return Fits::No;
        }
        match (&from.what, &to.what) {
            (MemberType::Field(Some(one)), MemberType::Field(Some(other))) => {
                let one = if from.optional { one.clone().or_undefined() } else { one.clone() };
                let other = if to.optional { other.clone().or_undefined() } else { other.clone() };
                self.fits(&one, &other, old_first, flow, depth + 1)
            }
            (MemberType::Method(one), MemberType::Method(other)) => self.overloads(one, other, old_first, flow, depth),
            (MemberType::Method(one), MemberType::Field(Some(other))) => match other {
                Type::Function(other) => self.overloads(one, std::slice::from_ref(other), old_first, flow, depth),
                Type::Word(_) | Type::Literal(_) if !other.allows_undefined() => Fits::No,
                _ => Fits::Unknown,
            },
            (MemberType::Field(Some(one)), MemberType::Method(other)) => match one {
                Type::Function(one) => self.overloads(std::slice::from_ref(one), other, old_first, flow, depth),
                Type::Word(_) | Type::Literal(_) if !one.is("any") => Fits::No,
                _ => Fits::Unknown,
            },
            (MemberType::Index(_, one), MemberType::Index(_, other)) => {
                self.fits(one, other, old_first, flow, depth + 1)
            }
            _ => Fits::Unknown,
        }
    }

    /// Whether for each of the wanted overloads there is one that can stand for it.
    fn overloads(&mut self, one: &[Signature], other: &[Signature], old_first: bool, flow: Flow, depth: usize) -> Fits {
        let mut answer = Fits::Yes;
        for wanted in other {
            let mut best = Fits::No;
            for signature in one {
                best = best.max(self.signatures(signature, wanted, old_first, flow, depth + 1));
            }
            answer = both(answer, best);
        }
        answer
    }
}

/// Whether a method says by its name that it is for its own package.
fn is_own(member: &Member) -> bool {
    member.name.starts_with('_') && matches!(member.what, MemberType::Method(_))
}

fn allows_undefined(member: &Member) -> bool {
    matches!(&member.what, MemberType::Field(Some(is)) if is.allows_undefined())
}
