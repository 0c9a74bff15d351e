//! Types: what they are made of.

use super::super::correspondence::{TypeSets, is_standard, type_sets};
use super::super::model::{Direction, Interface, Signature, Type, is_exported};
use super::super::rules;
use super::comparison::{Comparison, differs};
use crate::breaking::{Certainty, Spot};

/// Where both ends of a type stand.
pub(super) type Spots = (Spot, Spot);

impl Comparison<'_> {
    /// Compares a type that users can name.
    pub(super) fn exported_type(&mut self, name: &str, spots: Spots) {
        let (old, new) = (Type::named(name), Type::named(name));
        let (Some(before), Some(after)) = (self.old.type_of(name), self.new.type_of(name)) else { return };
        if before.parameters.len() != after.parameters.len() {
            self.changed(&rules::TYPE_PARAMETERS_CHANGED, name, spots, "", Certainty::Definite);
            return;
        }
        if let Some(certainty) = differs(self.types.constraints(&before.parameters, &after.parameters, 0)) {
            self.changed(&rules::TYPE_PARAMETERS_CHANGED, name, spots.clone(), "", certainty);
        }
        match (self.old.own_name(&old), self.new.own_name(&new)) {
            // Both are types of this package: what they offer is compared, not what they are called.
            (Some(_), Some(_)) => {
                if let Some(certainty) = differs(self.types.same(&old, &new)) {
                    self.changed(&rules::TYPE_CHANGED, name, spots, "", certainty);
                    return;
                }
                self.made_of(name, (&old, &new), &spots);
                self.methods(name, (&old, &new), &spots);
            }
            (None, None) => self.aliases(name, (&old, &new), spots),
            _ => {
                // A type of its own became another name of something, or the other way round.
                let (one, other) = (self.old.resolved(&old), self.new.resolved(&new));
                // A type may have moved and left its name behind; those of the standard library did not come from here.
                let foreign = |of: &Type| matches!(of, Type::Named { package, .. } if !package.is_empty() && !is_standard(package));
                let certainty =
                    if foreign(&one) || foreign(&other) { Certainty::Possible } else { Certainty::Definite };
                self.changed(
                    &rules::TYPE_CHANGED,
                    name,
                    spots,
                    ": it became another name of a type, or a type of its own",
                    certainty,
                );
            }
        }
    }

    /// Aliases of something that has no name of this package.
    fn aliases(&mut self, name: &str, (old, new): (&Type, &Type), spots: Spots) {
        let (old, new) = (self.old.resolved(old), self.new.resolved(new));
        match (&old, &new) {
            (Type::Struct(one), Type::Struct(other)) => self.structs(name, (one, other), (&old, &new), &spots),
            (Type::Interface(one), Type::Interface(other)) => self.interfaces(name, (one, other), &spots),
            _ => {
                if let Some(certainty) = differs(self.types.same(&old, &new)) {
                    self.changed(&rules::TYPE_CHANGED, name, spots, "", certainty);
                }
            }
        }
    }

    /// Compares a type that users cannot name, but meet.
    pub(super) fn unexported(&mut self, name: &str, of: &Type) {
        let old = Type::named(name);
        let Some(before) = self.old.object(name) else { return };
        let before = before.spot();
        let after = match of {
            Type::Named { package, name, .. } if package.is_empty() => {
                self.new.object(name).map(super::super::package::Placed::spot)
            }
            _ => None,
        };
        let spots = (before.clone(), after.unwrap_or(before));
        self.made_of(name, (&old, of), &spots);
        self.methods(name, (&old, of), &spots);
    }

    /// Compares what two types are made of.
    fn made_of(&mut self, name: &str, (old, new): (&Type, &Type), spots: &Spots) {
        let (one, other) = (self.old.underlying(old), self.new.underlying(new));
        match (&one, &other) {
            (Type::Struct(before), Type::Struct(after)) => self.structs(name, (before, after), (old, new), spots),
            (Type::Interface(before), Type::Interface(after)) => self.interfaces(name, (before, after), spots),
            (Type::Channel(way, before), Type::Channel(other_way, after)) => {
                if let Some(certainty) = differs(self.types.same(before, after)) {
                    self.changed(&rules::TYPE_CHANGED, name, spots.clone(), ": its elements differ", certainty);
                }
                if way != other_way && *other_way != Direction::Both {
                    self.changed(&rules::CHANNEL_DIRECTION_CHANGED, name, spots.clone(), "", Certainty::Definite);
                }
            }
            _ => {
                if is_wider(&one, &other) {
                    return;
                }
                if let Some(certainty) = differs(self.types.same(&one, &other)) {
                    self.changed(&rules::TYPE_CHANGED, name, spots.clone(), "", certainty);
                }
            }
        }
    }

    /// Compares what two interfaces ask for and offer.
    pub(super) fn interfaces(&mut self, name: &str, (old, new): (&Interface, &Interface), spots: &Spots) {
        let (Some(before), Some(after)) = (self.old.methods_of(old), self.new.methods_of(new)) else { return };
        // Only this package can implement what asks for an unexported method.
        let is_sealed = before.methods.keys().any(|method| !is_exported(method));
        // What stands there is the method, however long the interface is.
        let at = |spot: &Spot, line: u32, method: &str, signature: &Signature| {
            let line = if line == 0 { spot.line } else { line };
            Spot::new(spot.path.clone(), line, super::super::display::method(method, signature))
        };
        for (method, (signature, line)) in before.methods.iter().filter(|(method, _)| is_exported(method)) {
            let full = format!("{name}.{method}");
            match after.methods.get(method) {
                None if after.foreign.iter().any(|one| !before.foreign.contains(one)) => {}
                None => {
                    let spot = at(&spots.0, *line, method, signature);
                    self.lost(&rules::INTERFACE_METHOD_REMOVED, &full, spot, "");
                }
                Some((other, other_line)) => {
                    if let Some(certainty) = differs(self.types.signatures(signature, other)) {
                        let spots = (at(&spots.0, *line, method, signature), at(&spots.1, *other_line, method, other));
                        self.changed(&rules::INTERFACE_METHOD_CHANGED, &full, spots, "", certainty);
                    }
                }
            }
        }
        match type_sets(&before.unions, &after.unions) {
            TypeSets::Same => {}
            // Whatever users put in its place is still in it; only functions of their own that take all of it see more.
            TypeSets::Wider if !is_exported(name) => {}
            TypeSets::Wider => {
                self.changed(&rules::CONSTRAINT_CHANGED, name, spots.clone(), "", Certainty::Possible);
            }
            TypeSets::Other => {
                self.changed(&rules::CONSTRAINT_CHANGED, name, spots.clone(), "", rules::CONSTRAINT_CHANGED.certainty);
            }
        }
        if is_sealed {
            return;
        }
        let brought = after.foreign.iter().filter(|one| !before.foreign.contains(one)).count();
        for (method, (signature, line)) in
            after.methods.iter().filter(|(method, _)| !before.methods.contains_key(*method))
        {
            // An embedded interface that is written out now may have asked for it before.
            let maybe = before.foreign.iter().any(|one| !after.foreign.contains(one));
            let certainty = if maybe { Certainty::Possible } else { Certainty::Definite };
            let spots = (spots.0.clone(), at(&spots.1, *line, method, signature));
            self.changed(&rules::INTERFACE_METHOD_ADDED, &format!("{name}.{method}"), spots, "", certainty);
        }
        if brought > 0 {
            let certainty = if before.methods.is_empty() { Certainty::Likely } else { Certainty::Possible };
            self.changed(&rules::INTERFACE_METHOD_ADDED, name, spots.clone(), "", certainty);
        }
        for gone in before.foreign.iter().filter(|one| !after.foreign.contains(one)) {
            if after.methods.len() == before.methods.len() {
                self.lost(&rules::INTERFACE_METHOD_REMOVED, name, spots.0.clone(), format!(": those of `{gone}`"));
            }
        }
    }
}

/// Whether every value of one type of numbers is one of the other, so that conversions still hold.
fn is_wider(old: &Type, new: &Type) -> bool {
    /// Families of numbers, the narrower first; `int` is at least as wide as `int32`.
    const FAMILIES: [&[&str]; 4] = [
        &["int8", "int16", "int32", "int", "int64"],
        &["uint8", "uint16", "uint32", "uint", "uint64"],
        &["float32", "float64"],
        &["complex64", "complex128"],
    ];
    let (Type::Named { name: old, package: one, .. }, Type::Named { name: new, package: other, .. }) = (old, new)
    else {
        return false;
    };
    one.is_empty()
        && other.is_empty()
        && FAMILIES.iter().any(|family| {
            let place = |name: &String| family.iter().position(|known| known == name);
            matches!((place(old), place(new)), (Some(old), Some(new)) if old <= new)
        })
}
