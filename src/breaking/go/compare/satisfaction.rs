//! Types of the package that no longer implement an interface of the package.

use super::super::correspondence::Same;
use super::super::members::Members;
use super::super::model::{Type, is_exported};
use super::super::package::Package;
use super::super::rules;
use super::comparison::Comparison;
use crate::breaking::Certainty;

/// More pairs of types and interfaces than this are not looked at.
const MOST: usize = 20_000;

impl Comparison<'_> {
    /// Says of each type that implemented an interface with unexported methods and does so no more. What asks for exported
    /// methods alone is told by these.
    pub(super) fn satisfaction(&mut self) {
        let (old, new) = (self.old, self.new);
        let names: Vec<&str> =
            old.names().filter(|name| is_exported(name) && is_own(old, name) && is_own(new, name)).collect();
        let interfaces: Vec<&str> =
            names.iter().copied().filter(|name| is_sealed(old, name) || is_sealed(new, name)).collect();
        if names.len() * interfaces.len() > MOST {
            return;
        }
        for name in &names {
            for interface in &interfaces {
                if name == interface || !implements(old, name, interface) || implements(new, name, interface) {
                    continue;
                }
                let (Some(before), Some(after)) = (old.object(name), new.object(name)) else { continue };
                let spots = (before.spot(), after.spot());
                let detail = (*interface).to_owned();
                self.changed(&rules::NO_LONGER_IMPLEMENTS, name, spots, detail, Certainty::Definite);
            }
        }
    }
}

fn is_own(package: &Package, name: &str) -> bool {
    package.own_name(&Type::named(name)).is_some_and(|own| own == *name)
}

fn is_sealed(package: &Package, name: &str) -> bool {
    match package.underlying(&Type::named(name)) {
        Type::Interface(interface) => package
            .methods_of(&interface)
            .is_some_and(|asked| asked.foreign.is_empty() && asked.methods.keys().any(|method| !is_exported(method))),
        _ => false,
    }
}

/// Whether a value or pointer of a type has all that an interface asks for.
fn implements(package: &Package, name: &str, interface: &str) -> bool {
    let Type::Interface(interface) = package.underlying(&Type::named(interface)) else { return false };
    let Some(asked) = package.methods_of(&interface) else { return false };
    if asked.methods.is_empty()
        || !asked.foreign.is_empty()
        || matches!(package.underlying(&Type::named(name)), Type::Interface(_))
    {
        return false;
    }
    let members = Members::of(package, &Type::named(name));
    let itself = super::super::correspondence::Correspondence::new(package, package);
    asked.methods.iter().all(|(method, (signature, _))| {
        members.methods.get(method).is_some_and(|has| itself.signatures(&has.signature, signature) == Same::Yes)
    })
}
