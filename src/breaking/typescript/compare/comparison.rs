//! The comparison of one package on its way: both ends, what users know, what was found.

use std::{
    cell::OnceCell,
    collections::{BTreeMap, HashMap},
    rc::Rc,
};

use super::{
    super::{
        fits::{Fits, Fitting, Flow, Known},
        model::{Item, Kind, Member, ends_as_own},
        symbol::Symbol,
        types::Type,
        view::{Offered, Scope, View},
    },
    uses::Uses,
};
use crate::breaking::{Certainty, Draft, Report, Rule, Spot};

/// Rules that show how something was typed and how it is: where both are the same, something below it changed.
const RETYPED: [&str; 8] = [
    "typescript/overload-removed",
    "typescript/parameter-retyped",
    "typescript/return-type-changed",
    "typescript/member-retyped",
    "typescript/type-changed",
    "typescript/variable-retyped",
    "typescript/union-narrowed",
    "typescript/union-widened",
];

/// Firm findings of one change below that are told one by one.
const TOLD_ONE_BY_ONE: usize = 4;

/// The comparison of one package.
pub(super) struct Comparison<'c, 'a> {
    pub(super) old: &'c View<'a>,
    pub(super) new: &'c View<'a>,
    pub(super) report: &'c mut Report,
    pub(super) package: Option<String>,
    /// The folder of the package at the old end.
    pub(super) folder: String,
    /// How sure anything about this package can be.
    pub(super) at_most: Certainty,
    pub(super) known: Known,
    /// What users could import at the old end.
    pub(super) offered: BTreeMap<String, Offered>,
    pub(super) uses: OnceCell<Uses>,
    /// How many findings tell of a change below, and the last of them, by how that was and is written.
    pub(super) told_below: HashMap<(String, String), (usize, usize)>,
}

/// What is compared, and how strongly anything about it may be said.
#[derive(Debug, Clone)]
pub(super) struct Subject {
    pub(super) symbol: String,
    pub(super) old: Spot,
    pub(super) new: Spot,
    pub(super) at_most: Certainty,
    /// It is written without types.
    pub(super) untyped: bool,
    pub(super) involved: Vec<Rc<str>>,
    /// Which way instances of a type go; both for what is no type.
    pub(super) way: Way,
    /// How what it is a member of was written and is, where that differs.
    pub(super) around: Option<(String, String)>,
}

/// Which way values of a type go between a package and its users.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Out,
    In,
    Both,
    /// Nothing of the package takes or gives it: users make them for themselves.
    Free,
}

impl Way {
    /// Users get values of it.
    pub(super) fn is_out(self) -> bool {
        matches!(self, Self::Out | Self::Both)
    }

    /// Users make values of it.
    pub(super) fn is_in(self) -> bool {
        self != Self::Out
    }
}

impl Subject {
    /// A member of it.
    pub(super) fn member(&self, member: &str, old: (u32, &str), new: (u32, &str)) -> Self {
        let name = match member {
            "()" | "new()" | "[]" => self.symbol.clone(),
            name => format!("{}.{name}", self.symbol),
        };
        let most = if ends_as_own(member) { Certainty::Possible } else { Certainty::Definite };
        let is_other = self.old.text != self.new.text;
        Self {
            symbol: name,
            around: is_other.then(|| (self.old.text.clone(), self.new.text.clone())),
            old: Spot::new(self.old.path.clone(), old.0, old.1),
            new: Spot::new(self.new.path.clone(), new.0, new.1),
            at_most: self.at_most.min(most),
            ..self.clone()
        }
    }

    /// The same, with what changed below or around it behind what is written as before.
    fn because(&self, (old, new): (&str, &str), paths: &[&str]) -> Self {
        let text = |spot: &Spot, more: &str| Spot { text: format!("{}; {more}", spot.text), ..spot.clone() };
        Self {
            old: text(&self.old, old),
            new: text(&self.new, new),
            involved: self.involved.iter().cloned().chain(paths.iter().map(|path| Rc::from(*path))).collect(),
            ..self.clone()
        }
    }

    /// The same, said less surely.
    pub(super) fn at_most(&self, certainty: Certainty) -> Self {
        Self { at_most: self.at_most.min(certainty), ..self.clone() }
    }
}

impl<'a> Comparison<'_, 'a> {
    /// Whether users cope with a type that was `old` and is `new`.
    pub(super) fn flows(&self, flow: Flow, old: &Type, new: &Type) -> Fits {
        self.fitting().flows(flow, old, new)
    }

    pub(super) fn fitting(&self) -> Fitting<'_, 'a> {
        Fitting::new(self.old, self.new, &self.known)
    }

    /// Adds a finding about something that stands at both ends.
    pub(super) fn changed(&mut self, rule: &'static Rule, subject: &Subject, detail: impl Into<String>) {
        if subject.old.text == subject.new.text && RETYPED.contains(&rule.id) {
            let blamed = self.known.blamed.take();
            let caused = self.cause(subject).or_else(|| self.blamed(&subject.at_most(Certainty::Possible), blamed?));
            // What is written as before all the way down is nothing that anybody could look at.
            if let Some(caused) = caused {
                let draft = self.draft(rule, &caused).new_at(caused.new.clone()).involves(caused.new.path.clone());
                self.below(subject, &caused, draft.detail(detail));
            }
            return;
        }
        let draft = self.draft(rule, subject).new_at(subject.new.clone()).detail(detail);
        self.report.push(draft);
    }

    /// Adds a finding about something that changed below. What is no more than possible is told once for all in which it
    /// shows, what is firm a few times.
    fn below(&mut self, subject: &Subject, caused: &Subject, draft: Draft) {
        let text = |caused: &Spot, spot: &Spot| caused.text.get(spot.text.len()..).unwrap_or_default().to_owned();
        let key = (text(&caused.old, &subject.old), text(&caused.new, &subject.new));
        let most = if draft.certainty > Certainty::Possible { TOLD_ONE_BY_ONE } else { 1 };
        let (told, last) = self.told_below.entry(key).or_insert((0, 0));
        if *told < most {
            *told += 1;
            *last = self.report.drafts.len();
            self.report.push(draft);
        } else if let Some(last) = self.report.drafts.get_mut(*last) {
            last.shows_in(&subject.symbol);
        }
    }

    /// What is written as before and is another type: with what changed around or below it, unless users know that by its own
    /// name and are told of it there.
    fn cause(&self, subject: &Subject) -> Option<Subject> {
        if let Some((old, new)) = &subject.around {
            return Some(subject.because((old, new), &[]));
        }
        let is_part = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '$');
        let mut words = subject.old.text.split(|letter| !is_part(letter));
        let declared = |view: &View<'_>, path: &str, word: &str| {
            let place = view.lookup(&Scope::file(path), word)?;
            Some((view.symbol(&place)?, place))
        };
        words.find_map(|word| {
            let (was, old_place) = declared(self.old, &subject.old.path, word)?;
            let (is, new_place) = declared(self.new, &subject.new.path, word)?;
            if self.known.old.contains_key(&old_place) || self.known.new.contains_key(&new_place) {
                return None;
            }
            let is_type = |item: &Item| {
                matches!(item.kind, Kind::Interface(_) | Kind::Alias(..) | Kind::Class(_) | Kind::Enum(_))
            };
            if !was.items.iter().any(is_type) {
                return None;
            }
            let (old, new) = parted(&was, &is)?;
            Some(subject.because((&old, &new), &[&was.scope.path, &is.scope.path]))
        })
    }

    /// What is written as before, with the declarations below it that did not fit.
    fn blamed(&self, subject: &Subject, (old, new): (usize, usize)) -> Option<Subject> {
        let was = self.old.symbol(&self.old.numbered(&format!("#{old}"))?)?;
        let is = self.new.symbol(&self.new.numbered(&format!("#{new}"))?)?;
        let (old, new) = parted(&was, &is)?;
        Some(subject.because((&old, &new), &[&was.scope.path, &is.scope.path]))
    }

    /// Adds a finding about something that stands at the old end alone.
    pub(super) fn lost(&mut self, rule: &'static Rule, subject: &Subject, detail: impl Into<String>) {
        let draft = self.draft(rule, subject).detail(detail);
        self.report.push(draft);
    }

    /// A finding about a subject.
    pub(super) fn draft(&self, rule: &'static Rule, subject: &Subject) -> Draft {
        let mut draft = Draft::new(rule, subject.symbol.clone())
            .old(subject.old.clone())
            .package(self.package.clone())
            .at_most(subject.at_most.min(self.at_most));
        for path in &subject.involved {
            draft = draft.involves(path.to_string());
        }
        draft
    }
}

/// How two declarations of a name are written where they part: themselves, or the first member that is written otherwise.
fn parted(was: &Symbol, is: &Symbol) -> Option<(String, String)> {
    let (old, new) = (spot(was).text, spot(is).text);
    if old != new {
        return Some((old, new));
    }
    let members =
        |of: &Symbol| -> Vec<Member> { of.items.iter().flat_map(|item| item.kind.members()).cloned().collect() };
    let theirs = members(is);
    members(was).iter().find_map(|member| {
        let other = theirs.iter().find(|other| other.name == member.name && other.is_static == member.is_static);
        let head = other.map_or("", |other| &other.head);
        (head != member.head).then(|| (format!("{old} {{ {} }}", member.head), format!("{new} {{ {head} }}")))
    })
}

/// Where a symbol stands.
pub(super) fn spot(symbol: &Symbol) -> Spot {
    let path = symbol.scope.path.to_string();
    symbol
        .first()
        .map_or_else(|| Spot::new(path.clone(), 1, ""), |item| Spot::new(path.clone(), item.line, item.head.clone()))
}
