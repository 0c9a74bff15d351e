//! What a type promises of its layout, its numbers and its order.

use super::{At, Comparer};
use crate::breaking::{
    Certainty, Draft,
    rust::{
        facts::{Field, Fields, Variant},
        rules::layout,
    },
};

/// Variants with other numbers that are told one by one.
const NUMBERS_TOLD: usize = 3;

impl Comparer<'_, '_, '_, '_> {
    /// `repr` attributes, and orders of fields that they or derived comparisons show.
    pub(super) fn layout(&mut self, path: &str, old: At<'_>, new: At<'_>, before: &[Field], now: &[Field]) {
        let spelt = |at: At<'_>| -> Vec<String> {
            let plain = |one: &String| if one == "packed(1)" { "packed".to_owned() } else { one.clone() };
            at.item.attrs.repr.iter().map(plain).collect()
        };
        let (was, is) = (&spelt(old), &spelt(new));
        let told = |one: &String| format!("`repr({one})`");
        let mut changes: Vec<String> = Vec::new();
        for lost in was.iter().filter(|one| !is.contains(one)) {
            // Transparency over a private field is nobody's business.
            let is_private = lost == "transparent" && !before.is_empty() && !before.iter().any(Field::is_public);
            let kind = lost.split('(').next().unwrap_or(lost);
            let other =
                is.iter().find(|one| one.split('(').next() == Some(kind) || is_integer(one) && is_integer(lost));
            match other {
                Some(other) => changes.push(format!("{} became {}", told(lost), told(other))),
                None if !is_private => changes.push(format!("{} is gone", told(lost))),
                None => {}
            }
        }
        for gained in is.iter().filter(|one| !was.contains(one)) {
            let is_new = !was.iter().any(|one| one.split('(').next() == gained.split('(').next());
            if is_new && (gained.starts_with("align") || gained.starts_with("packed")) {
                changes.push(format!("{} is new", told(gained)));
            }
        }
        if !changes.is_empty() {
            self.changed(&layout::REPR_CHANGED, path, old, new, changes.join(", "));
        }
        let in_c = |at: At<'_>| at.item.attrs.repr.iter().any(|one| one == "C");
        if in_c(old) && in_c(new) && is_reordered(&public_fields(before), &public_fields(now)) {
            self.changed(&layout::FIELDS_REORDERED, path, old, new, "");
        } else if is_compared(old) && is_compared(new) && is_reordered(&public_fields(before), &public_fields(now)) {
            self.changed(&layout::ORDER_CHANGED, path, old, new, "its fields");
        }
    }

    /// Numbers and order of variants.
    pub(super) fn discriminants(
        &mut self,
        path: &str,
        (old, before): (At<'_>, &[Variant]),
        (new, now): (At<'_>, &[Variant]),
    ) {
        if is_compared(old) && is_compared(new) && is_reordered(&public_variants(before), &public_variants(now)) {
            self.changed(&layout::ORDER_CHANGED, path, old, new, "its variants");
        }
        for variant in before.iter().filter(|variant| !variant.attrs.hidden) {
            let Some(other) = now.iter().find(|other| other.name == variant.name) else { continue };
            let is_named = matches!(variant.fields, Fields::Named(_)) && matches!(other.fields, Fields::Named(_));
            if !is_named || !is_reordered(&public_fields(variant.fields.list()), &public_fields(other.fields.list())) {
                continue;
            }
            let symbol = format!("{path}::{}", variant.name);
            let (was, is) = (old.spot_at(variant.line, &variant.text), new.spot_at(other.line, &other.text));
            let in_c = |at: At<'_>| at.item.attrs.repr.iter().any(|one| one == "C");
            if in_c(old) && in_c(new) {
                self.push(Draft::new(&layout::FIELDS_REORDERED, symbol).old(was).new_at(is));
            } else if is_compared(old) && is_compared(new) {
                self.push(Draft::new(&layout::ORDER_CHANGED, symbol).old(was).new_at(is).detail("its fields"));
            }
        }
        self.numbers(path, (old, before), (new, now));
    }

    fn numbers(&mut self, path: &str, (old, before): (At<'_>, &[Variant]), (new, now): (At<'_>, &[Variant])) {
        let has_number = |at: At<'_>| at.item.attrs.repr.iter().any(|one| is_integer(one) || one == "C");
        // Without fields variants can be cast; with them only a `repr` fixes their numbers.
        let can_cast = before.iter().all(|variant| variant.fields.list().is_empty() && !variant.attrs.non_exhaustive)
            && before.iter().any(|variant| matches!(variant.fields, Fields::Unit));
        let is_promised = has_number(old) || can_cast;
        if can_cast && !has_number(old) {
            let unit = now.iter().find(|variant| !variant.fields.list().is_empty());
            let closed = now.iter().find(|variant| variant.attrs.non_exhaustive);
            let detail = match (unit, closed) {
                (Some(variant), _) => Some(format!("`{}` has fields", variant.name)),
                (None, Some(variant)) => Some(format!("`{}` is non-exhaustive", variant.name)),
                (None, None) => None,
            };
            if let Some(detail) = detail {
                self.changed(&layout::DISCRIMINANTS_LOST, path, old, new, detail);
                return;
            }
        }
        if !is_promised {
            return;
        }
        let (was, is) = (numbers(before), numbers(now));
        let mut renumbered: Vec<Renumbered<'_>> = Vec::new();
        // Nobody wrote the numbers: casts are rare where they only count.
        let is_written = has_number(old) || before.iter().any(|variant| variant.discriminant.is_some());
        let most = if is_written { Certainty::Definite } else { Certainty::Possible };
        for (variant, number) in before.iter().zip(&was).filter(|(variant, _)| !variant.attrs.hidden) {
            let Some(place) = now.iter().position(|other| other.name == variant.name) else { continue };
            let (Some(number), Some(Some(other))) = (number, is.get(place)) else { continue };
            if number == other {
                continue;
            }
            renumbered.push(Renumbered {
                name: &variant.name,
                places: (variant, &now[place]),
                was: *number,
                is: *other,
            });
        }
        if renumbered.len() <= NUMBERS_TOLD {
            for Renumbered { name, places: (variant, other), was, is } in renumbered {
                let draft = Draft::new(&layout::DISCRIMINANT, format!("{path}::{name}"))
                    .old(old.spot_at(variant.line, &format!("{} = {was}", bare(variant))))
                    .new_at(new.spot_at(other.line, &format!("{} = {is}", bare(other))))
                    .detail(format!("{was} became {is}"));
                self.push(draft.at_most(most));
            }
            return;
        }
        // One variant that was taken out or put in renumbers all behind it.
        let told: Vec<String> = (renumbered.iter().take(NUMBERS_TOLD))
            .map(|one| format!("`{}` was {} and is {}", one.name, one.was, one.is))
            .collect();
        let told = format!("{} and {} more", told.join(", "), renumbered.len() - NUMBERS_TOLD);
        let shown = |spot: crate::breaking::Spot, of: &dyn Fn(&Renumbered<'_>) -> i128| {
            let numbers: Vec<String> =
                renumbered.iter().take(NUMBERS_TOLD).map(|one| format!("{} = {}", one.name, of(one))).collect();
            crate::breaking::Spot { text: format!("{} {{ {}, … }}", spot.text, numbers.join(", ")), ..spot }
        };
        let (was, is) = (shown(old.spot(), &|one| one.was), shown(new.spot(), &|one| one.is));
        self.push(Draft::new(&layout::DISCRIMINANT, path).old(was).new_at(is).detail(told).at_most(most));
    }
}

/// A variant with another number.
struct Renumbered<'v> {
    name: &'v str,
    places: (&'v Variant, &'v Variant),
    was: i128,
    is: i128,
}

/// A variant without its number.
fn bare(variant: &Variant) -> &str {
    variant.text.split(" = ").next().unwrap_or(&variant.text)
}

fn is_integer(repr: &str) -> bool {
    let rest = repr.strip_prefix(['u', 'i']);
    rest.is_some_and(|rest| rest == "size" || rest.parse::<u16>().is_ok())
}

fn is_compared(at: At<'_>) -> bool {
    at.item.attrs.derives.iter().any(|name| name == "PartialOrd")
}

fn public_fields(fields: &[Field]) -> Vec<&str> {
    fields.iter().filter(|field| field.is_public()).map(|field| field.name.as_str()).collect()
}

fn public_variants(variants: &[Variant]) -> Vec<&str> {
    variants.iter().filter(|variant| !variant.attrs.hidden).map(|variant| variant.name.as_str()).collect()
}

/// Whether what is in both stands in another order.
fn is_reordered(was: &[&str], is: &[&str]) -> bool {
    let kept: Vec<&&str> = was.iter().filter(|name| is.contains(name)).collect();
    let there: Vec<&&str> = is.iter().filter(|name| was.contains(name)).collect();
    kept != there
}

/// The numbers of variants, as far as they are written as numbers.
fn numbers(variants: &[Variant]) -> Vec<Option<i128>> {
    let mut next = Some(0_i128);
    let mut found = Vec::new();
    for variant in variants {
        if let Some(written) = &variant.discriminant {
            next = number(written);
        }
        found.push(next);
        next = next.and_then(|number| number.checked_add(1));
    }
    found
}

fn number(text: &str) -> Option<i128> {
    let text = text.replace(['_', ' '], "");
    let (sign, digits) = text.strip_prefix('-').map_or((1, text.as_str()), |rest| (-1, rest));
    let digits = digits.split(['u', 'i']).next().unwrap_or(digits);
    let parsed = match digits.get(..2) {
        Some("0x") => i128::from_str_radix(&digits[2..], 16),
        Some("0b") => i128::from_str_radix(&digits[2..], 2),
        Some("0o") => i128::from_str_radix(&digits[2..], 8),
        _ => digits.parse(),
    };
    parsed.ok().map(|number| number * sign)
}
