//! Method sets, of values and of pointers.

use super::super::members::{Members, Promoted};
use super::super::model::{Type, is_exported};
use super::super::package::Placed;
use super::super::rules;
use super::comparison::{Comparison, differs};
use super::types::Spots;
use crate::breaking::{Certainty, Spot};

impl Comparison<'_> {
    /// Compares the methods of two types that are no interfaces.
    pub(super) fn methods(&mut self, name: &str, (old, new): (&Type, &Type), spots: &Spots) {
        if matches!(self.old.underlying(old), Type::Interface(_)) {
            return;
        }
        let (before, after) = (Members::of(self.old, old), Members::of(self.new, new));
        for (method, one) in before.methods.iter().filter(|(method, _)| is_exported(method)) {
            let full = format!("{name}.{method}");
            let at = |promoted: &Promoted, other: &Spot| {
                promoted.placed.as_ref().map_or_else(|| other.clone(), Placed::spot)
            };
            let Some(other) = after.methods.get(method) else {
                if after.is_open && !before.is_open {
                    // What is embedded now may have it.
                    let pair = (at(one, &spots.0), spots.1.clone());
                    self.changed(&rules::METHOD_REMOVED, &full, pair, "", Certainty::Possible);
                } else {
                    self.lost(&rules::METHOD_REMOVED, &full, at(one, &spots.0), "");
                }
                continue;
            };
            let pair = (at(one, &spots.0), at(other, &spots.1));
            if let Some(certainty) = differs(self.types.signatures(&one.signature, &other.signature)) {
                self.changed(&rules::METHOD_CHANGED, &full, pair, "", certainty);
            } else if other.needs_pointer && !one.needs_pointer {
                self.changed(&rules::METHOD_NEEDS_POINTER, &full, pair, "", Certainty::Definite);
            }
        }
    }
}
