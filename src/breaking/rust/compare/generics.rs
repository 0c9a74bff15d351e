//! Types, parameters and bounds: whether they mean another thing than before.

use std::collections::{BTreeMap, BTreeSet};

use super::{At, Comparer};
use crate::breaking::{
    Certainty, Draft, Rule,
    rust::{
        facts::{Body, Generics, Param},
        krate::Crate,
        names::{Context, Plain},
        read::split,
        rules::{functions, traits, types},
    },
};

/// Supertraits above each other that are followed.
const HIGHEST: usize = 4;

/// Traits that are there wherever another one is.
const IMPLIED: [(&str, &[&str]); 8] = [
    ("Copy", &["Clone"]),
    ("Eq", &["PartialEq"]),
    ("PartialOrd", &["PartialEq"]),
    ("Ord", &["Eq", "PartialOrd", "PartialEq"]),
    ("Error", &["Debug", "Display"]),
    ("Fn", &["FnMut", "FnOnce"]),
    ("FnMut", &["FnOnce"]),
    ("DoubleEndedIterator", &["Iterator"]),
];

impl Comparer<'_, '_, '_, '_> {
    /// Both types in their own form.
    pub(super) fn plain(&self, old: At<'_>, before: &str, new: At<'_>, now: &str) -> (Plain, Plain) {
        let was = self.old_context(old).plain(before);
        let is = self.new_context(new).plain(now);
        (was, is)
    }

    /// Whether a type differs, and how sure that can be.
    pub(super) fn differs(&self, old: At<'_>, before: &str, new: At<'_>, now: &str) -> Option<Certainty> {
        let (was, is) = self.plain(old, before, new, now);
        if was.text == is.text {
            return None;
        }
        let is_other = |was: &str, is: &str| {
            let (before, after) = (&self.old.surface.names, &self.new.surface.names);
            before.contains(was) && after.contains(was) && after.contains(is)
        };
        if (was.is_open || is.is_open) && is_other_within(&was.text, &is.text, is_other) {
            return Some(Certainty::Likely);
        }
        if was.is_open || is.is_open || has_counted(&was.text) != has_counted(&is.text) {
            return Some(Certainty::Possible);
        }
        // What is written alike and differs only by what `Self` stands for is told with that type.
        if before == now && before.contains("Self") {
            let (was, is) = self.plain(At { self_type: None, ..old }, before, At { self_type: None, ..new }, now);
            if was.text == is.text {
                return None;
            }
        }
        // Other crates give the same under several paths.
        if was.short() == is.short() {
            return Some(Certainty::Possible);
        }
        // The old name may be an alias of the new one.
        let renamed = self.new_context(new).plain(before);
        (renamed.text != is.text).then_some(Certainty::Likely)
    }

    /// What a type was and is; by their paths where both are written alike.
    pub(super) fn became(&self, (old, was): (At<'_>, &str), (new, is): (At<'_>, &str)) -> String {
        if was != is {
            return format!("`{was}` became `{is}`");
        }
        let (before, now) = self.plain(old, was, new, is);
        format!("`{}` became `{}`", before.text, now.text)
    }

    /// Parameters of a type or a trait.
    pub(super) fn type_generics(&mut self, path: &str, old: At<'_>, new: At<'_>, rule: &'static Rule) {
        let (before, now) = (&old.item.generics, &new.item.generics);
        if before.lifetimes.len() != now.lifetimes.len() {
            let detail = format!("{} instead of {}", now.lifetimes.len(), before.lifetimes.len());
            self.changed(&types::LIFETIMES, path, old, new, detail);
        }
        let detail =
            parameters(&before.types, &now.types, "type").or_else(|| parameters(&before.consts, &now.consts, "const"));
        match detail {
            Some(detail) => self.changed(rule, path, old, new, detail),
            None => self.bounds(path, old, new),
        }
    }

    /// Parameters of a function: whoever names one names all.
    pub(super) fn function_generics(
        &mut self,
        path: &str,
        old: At<'_>,
        new: At<'_>,
        (params, of_trait): (&[String], bool),
    ) {
        let (before, now) = (&old.item.generics, &new.item.generics);
        for (was, is, word) in [(&before.types, &now.types, "type"), (&before.consts, &now.consts, "const")] {
            let detail = if was.len() == is.len() {
                reordered(was, is).then(|| format!("{word} parameters are in another order"))
            } else {
                Some(format!("{} {word} parameters instead of {}", is.len(), was.len()))
            };
            // What can be inferred from what is passed need not be named; but who names one names all, and impls repeat them.
            let is_inferred = |param: &Param| params.iter().any(|ty| names_word(ty, &param.name));
            let is_free = was.is_empty() && !of_trait && is.iter().all(is_inferred);
            if let Some(detail) = detail.filter(|_| !is_free) {
                self.changed(&functions::FUNCTION_GENERICS, path, old, new, detail);
                return;
            }
        }
        if before.types.len() == now.types.len() {
            self.bounds(path, old, new);
        }
    }

    /// Bounds that were added to parameters that were there.
    fn bounds(&mut self, path: &str, old: At<'_>, new: At<'_>) {
        let was = bound_set(&self.old_context(old), &old.generics());
        let is = bound_set(&self.new_context(new), &new.generics());
        let mut added: Vec<(String, bool)> = Vec::new();
        // What a trait asks of `Self` is told with its supertraits; lifetimes count as well.
        let is_own = new.item.generics.bounds.iter().any(|(subject, _)| subject == "Self");
        let of_itself = |subject: &str| subject == "Self" && (matches!(new.item.body, Body::Trait(_)) || !is_own);
        for ((subject, bound), traits_now) in is.iter().filter(|((subject, _), _)| !of_itself(subject)) {
            if let Some(traits_then) = was.get(&(subject.clone(), bound.clone())) {
                for trait_now in traits_now {
                    if let Some(most) = self.is_another_than_all(traits_then, trait_now) {
                        added.push((trait_now.written.clone(), most == Certainty::Possible));
                    }
                }
                continue;
            }
            let held: Vec<&str> =
                was.keys().filter(|(other, _)| other == subject).map(|(_, bound)| bound.as_str()).collect();
            let is_static = bound == "'static" && held.contains(&"Any");
            let is_implied = is_static || held.iter().any(|held| implies(held, bound));
            if bound.starts_with('?') || bound == "Sized" || bound.is_empty() || is_implied {
                continue;
            }
            // A trait of the project's own may bring the bound.
            let may_bring = held.iter().any(|held| {
                let name = held.split('(').next().unwrap_or(held);
                !IMPLIED.iter().any(|(known, _)| *known == name) && !is_plain(held)
            });
            added.push((bound.clone(), may_bring));
        }
        let is_lost = |key: &&(String, String)| !is.contains_key(*key);
        for (subject, bound) in was.keys().filter(is_lost).filter(|(_, bound)| bound.starts_with("?Sized")) {
            if is.keys().any(|(other, _)| other == subject)
                || old.item.generics.types.len() == new.item.generics.types.len()
            {
                added.push((bound.trim_start_matches('?').to_owned(), false));
            }
        }
        if added.is_empty() {
            return;
        }
        let is_unsure = added.iter().all(|(_, unsure)| *unsure);
        let names: Vec<String> = added.iter().map(|(bound, _)| format!("`{bound}`")).collect();
        let most = if is_unsure { Certainty::Possible } else { Certainty::Likely };
        let (was, mut is) = (old.spot(), new.spot());
        if was.text == is.text {
            // The block around it asks for more.
            let clauses: Vec<String> = (new.generics().iter().flat_map(|one| &one.bounds))
                .filter(|(_, bound)| added.iter().any(|(name, _)| bound.ends_with(name.as_str())))
                .map(|(subject, bound)| format!("{subject}: {bound}"))
                .collect();
            is.text = format!("{} where {}", is.text, clauses.join(", "));
        }
        let draft = Draft::new(&functions::BOUND_ADDED, path).old(was).new_at(is).detail(names.join(", "));
        self.push(draft.at_most(most));
    }

    /// Whether a trait is none of those of its last name that were asked for, and how sure that can be.
    fn is_another_than_all(&self, then: &[Bound], now: &Bound) -> Option<Certainty> {
        let brings = |bound: &Bound| {
            now.home.as_ref().is_some_and(|home| bound.home.as_ref().is_some_and(|from| self.brings(from, home, 0)))
        };
        if then.iter().any(brings) {
            return None;
        }
        let mut most = Certainty::Likely;
        for bound in then {
            if self.is_another(bound, now)? == Certainty::Possible {
                most = Certainty::Possible;
            }
        }
        Some(most)
    }

    /// Whether a trait of the crate had another one as a supertrait.
    fn brings(&self, from: &(String, String), home: &(String, String), depth: usize) -> bool {
        let Some(module) = self.old.krate.module(&from.0).filter(|_| depth < HIGHEST) else { return false };
        let Some(item) = module.items.iter().find(|item| item.name == from.1) else { return false };
        let Body::Trait(body) = &item.body else { return false };
        let context = Context::new(self.old.krate, &module, &[&item.generics]);
        let supertraits: BTreeSet<_> = body.supertraits.iter().filter_map(|bound| context.home(bound)).collect();
        supertraits.iter().any(|above| above == home || self.brings(above, home, depth + 1))
    }

    /// Whether two traits of one last name are two, and how sure that can be.
    fn is_another(&self, then: &Bound, now: &Bound) -> Option<Certainty> {
        match (&then.home, &now.home) {
            (Some(was), Some(is)) => {
                let has = |krate: &Crate<'_, '_>, (module, name): &(String, String)| {
                    krate.module(module).is_some_and(|module| module.items.iter().any(|item| item.name == *name))
                };
                // One that was moved is the same; where both are there at both ends, they are two.
                let are_two = was != is && has(self.old.krate, is) && has(self.new.krate, was);
                are_two.then_some(Certainty::Likely)
            }
            // Other crates give the same under several paths.
            (None, None) => (then.path != now.path).then_some(Certainty::Possible),
            _ => Some(Certainty::Possible),
        }
    }

    fn old_context<'i>(&'i self, at: At<'i>) -> Context<'i, 'i, 'i> {
        Context::new(self.old.krate, at.module, &at.generics()).within(at.self_type)
    }

    fn new_context<'i>(&'i self, at: At<'i>) -> Context<'i, 'i, 'i> {
        Context::new(self.new.krate, at.module, &at.generics()).within(at.self_type)
    }

    /// Bounds of an associated type that are new.
    pub(super) fn bounds_added(&self, old: (At<'_>, &[String]), new: (At<'_>, &[String])) -> Vec<String> {
        let was: BTreeSet<String> = old.1.iter().map(|bound| self.old_context(old.0).plain(bound).text).collect();
        let is = new.1.iter().filter(|bound| !bound.starts_with(['?', '\'']));
        is.filter(|bound| {
            let plain = self.new_context(new.0).plain(bound).text;
            !was.contains(&plain) && !was.iter().any(|held| implies(held, &plain))
        })
        .map(|bound| format!("`{bound}`"))
        .collect()
    }

    /// Parameters of a trait.
    pub(super) fn trait_generics(&mut self, path: &str, old: At<'_>, new: At<'_>) {
        self.type_generics(path, old, new, &traits::TRAIT_GENERICS);
    }
}

/// What a bound names, besides its last name.
struct Bound {
    written: String,
    /// Its path, without arguments.
    path: String,
    /// The module and the name under which this crate declares it.
    home: Option<(String, String)>,
}

/// Subjects and bounds in forms of their own, by last names.
fn bound_set(context: &Context<'_, '_, '_>, generics: &[&Generics]) -> BTreeMap<(String, String), Vec<Bound>> {
    let mut set: BTreeMap<(String, String), Vec<Bound>> = BTreeMap::new();
    for (subject, written) in generics.iter().flat_map(|one| &one.bounds) {
        let plain = context.plain(written);
        let short = if written == "'static" { written.clone() } else { plain.short() };
        let path = plain.text.split(['<', '(']).next().unwrap_or_default().to_owned();
        let bound = Bound { written: written.clone(), path, home: context.home(written) };
        let subject = context.plain(subject).text;
        if !subject.is_empty() && !short.is_empty() {
            set.entry((subject, short)).or_default().push(bound);
        }
    }
    set
}

/// Whether two types of one form differ in types of the language alone: `impl Iterator<Item = u8>` and the same of `u16`.
fn is_other_within(was: &str, is: &str, is_other: impl Fn(&str, &str) -> bool) -> bool {
    let is_word = |letter: char| letter.is_alphanumeric() || letter == '_';
    let words = |text: &str| -> Vec<String> { text.split(|letter| !is_word(letter)).map(str::to_owned).collect() };
    let (old_words, new_words) = (words(was), words(is));
    let form = |text: &str| text.replace(is_word, "");
    let is_known = |word: &str| {
        let is_number = word
            .strip_prefix(['u', 'i', 'f'])
            .is_some_and(|rest| matches!(rest, "8" | "16" | "32" | "64" | "128" | "size"));
        is_number || matches!(word, "bool" | "char" | "str" | "String")
    };
    // A parameter that converts takes more than it names.
    let converts = ["Into", "AsRef", "From", "TryInto", "Borrow"].iter().any(|name| was.contains(name));
    let is_alike = |was: &str, is: &str| was == is || is_known(was) && is_known(is) || is_other(was, is);
    !converts
        && (is_called_otherwise(was, is)
            || form(was) == form(is)
                && old_words.len() == new_words.len()
                && old_words.iter().zip(&new_words).all(|(was, is)| is_alike(was, is)))
}

/// Whether a function that is passed is called with more or fewer arguments.
fn is_called_otherwise(was: &str, is: &str) -> bool {
    ["Fn(", "FnMut(", "FnOnce("].iter().any(|name| {
        let (Some((before, old)), Some((around, new))) = (was.split_once(name), is.split_once(name)) else {
            return false;
        };
        let count = |rest: &str| {
            let end = rest.find(')').unwrap_or(rest.len());
            split(&rest[..end]).into_iter().filter(|one| !one.trim().is_empty()).count()
        };
        let is_flat = |rest: &str| !rest.split(')').next().unwrap_or(rest).contains('(');
        before == around && is_flat(old) && is_flat(new) && count(old) != count(new)
    })
}

/// Whether the length of an array is told by a name: which number it stands for is not looked up.
fn has_counted(ty: &str) -> bool {
    ty.split("; ").skip(1).any(|length| !length.starts_with(|first: char| first.is_ascii_digit()))
}

/// Whether a type is another one with more bounds: `Box<dyn Fn() + Send>` is `Box<dyn Fn()>`.
pub(super) fn has_more_bounds(longer: &str, shorter: &str, counting: impl Fn(&str) -> bool) -> bool {
    let mut rest = longer.to_owned();
    while rest.len() > shorter.len() {
        let bounds: Vec<(usize, usize)> = rest
            .match_indices(" + ")
            .map(|(at, _)| {
                let after = &rest[at + 3..];
                let end = after.find(|letter: char| !(letter.is_alphanumeric() || matches!(letter, '_' | ':' | '\'')));
                (at, at + 3 + end.unwrap_or(after.len()))
            })
            .collect();
        let Some((from, to)) = bounds.into_iter().find(|(from, to)| counting(&rest[from + 3..*to])) else {
            return false;
        };
        rest.replace_range(from..to, "");
    }
    longer.len() > shorter.len() && rest == shorter
}

pub(super) fn implies(held: &str, bound: &str) -> bool {
    let name = |bound: &str| bound.split(['<', '(']).next().unwrap_or(bound).to_owned();
    let (held_name, bound_name) = (name(held), name(bound));
    let rest = |whole: &str, name: &str| whole[name.len()..].to_owned();
    IMPLIED.iter().any(|(known, brings)| {
        *known == held_name
            && brings.contains(&bound_name.as_str())
            && (rest(held, &held_name) == rest(bound, &bound_name))
    })
}

/// Traits of the standard library bring nothing that is not known.
fn is_plain(bound: &str) -> bool {
    let name = bound.split(['<', '(']).next().unwrap_or(bound);
    matches!(
        name,
        "Clone"
            | "Debug"
            | "Display"
            | "Default"
            | "Hash"
            | "PartialEq"
            | "PartialOrd"
            | "Send"
            | "Sync"
            | "Unpin"
            | "Sized"
            | "From"
            | "Into"
            | "AsRef"
            | "AsMut"
            | "Iterator"
            | "IntoIterator"
            | "Borrow"
            | "Deref"
            | "FnOnce"
            | "?Sized"
            | "Any"
    )
}

/// Whether a type names a parameter.
fn names_word(ty: &str, name: &str) -> bool {
    ty.split(|letter: char| !letter.is_alphanumeric() && letter != '_').any(|word| word == name)
}

fn names(params: &[Param]) -> Vec<&str> {
    params.iter().map(|param| param.name.as_str()).collect()
}

/// The same names in another order.
fn reordered(was: &[Param], is: &[Param]) -> bool {
    let (was, is) = (names(was), names(is));
    let sorted = |mut names: Vec<&str>| {
        names.sort_unstable();
        names.join(",")
    };
    was != is && sorted(was) == sorted(is)
}

/// What of a type's parameters users notice: more that they must give, fewer that they may give.
fn parameters(was: &[Param], is: &[Param], word: &str) -> Option<String> {
    let required = |params: &[Param]| params.iter().filter(|param| param.default.is_none()).count();
    if required(is) > required(was) {
        return Some(format!("{} required {word} parameters instead of {}", required(is), required(was)));
    }
    if is.len() < was.len() {
        return Some(format!("{} {word} parameters instead of {}", is.len(), was.len()));
    }
    reordered(was, is).then(|| format!("{word} parameters are in another order"))
}
