//! Fields of structs.

use super::super::correspondence::Same;
use super::super::members::{Members, immediate, is_comparable};
use super::super::model::{Field, Type, is_exported};
use super::super::rules;
use super::comparison::{Comparison, differs};
use super::types::Spots;
use crate::breaking::{Certainty, Spot};

impl Comparison<'_> {
    /// Compares the fields of two structs.
    pub(super) fn structs(
        &mut self,
        name: &str,
        (old, new): (&[Field], &[Field]),
        types: (&Type, &Type),
        spots: &Spots,
    ) {
        let (before, after) = (Members::of(self.old, types.0), Members::of(self.new, types.1));
        let mut told = Vec::new();
        for field in immediate(old) {
            let there = new.iter().find(|other| other.name == field.name);
            match there {
                // Literals name the fields that a struct itself has.
                None => {
                    told.push(field.name.clone());
                    self.field_gone(name, field, spots, &after);
                }
                Some(other) => {
                    told.push(field.name.clone());
                    self.field(name, (field, other), spots);
                }
            }
        }
        for (field_name, field) in before.fields.iter().filter(|(name, _)| is_exported(name) && !told.contains(name)) {
            match after.fields.get(field_name) {
                None => self.field_gone(name, field, spots, &after),
                Some(other) => self.field(name, (field, other), spots),
            }
        }
        if is_comparable(self.old, types.0) == Some(true) && is_comparable(self.new, types.1) == Some(false) {
            self.changed(&rules::COMPARABILITY_LOST, name, spots.clone(), "", Certainty::Definite);
        }
    }

    fn field_gone(&mut self, name: &str, field: &Field, spots: &Spots, after: &Members) {
        let full = format!("{name}.{}", field.name);
        let spot = Spot::new(spots.0.path.clone(), field.line, written(field));
        if let Some(promoted) = after.fields.get(&field.name).filter(|_| !field.is_embedded)
            && self.types.same(&field.of, &promoted.of) == Same::Yes
        {
            // It is selected as before; literals that name it fail.
            let pair = (spot, Spot::new(spots.1.path.clone(), spots.1.line, spots.1.text.clone()));
            let detail = " from literals: it is one of an embedded struct";
            self.changed(&rules::FIELD_REMOVED, &full, pair, detail, Certainty::Likely);
        } else if after.is_open && !after.fields.contains_key(&field.name) && field.is_embedded {
            // Another package's type stands in its place.
            let pair = (spot, spots.1.clone());
            self.changed(&rules::FIELD_REMOVED, &full, pair, "", Certainty::Likely);
        } else {
            self.lost(&rules::FIELD_REMOVED, &full, spot, "");
        }
    }

    fn field(&mut self, name: &str, (old, new): (&Field, &Field), spots: &Spots) {
        let same = match self.types.same(&old.of, &new.of) {
            Same::Yes if old.is_embedded && !new.is_embedded => return,
            same => same,
        };
        if let Some(certainty) = differs(same) {
            let pair = (
                Spot::new(spots.0.path.clone(), old.line, written(old)),
                Spot::new(spots.1.path.clone(), new.line, written(new)),
            );
            self.changed(&rules::FIELD_TYPE_CHANGED, &format!("{name}.{}", old.name), pair, "", certainty);
        }
    }
}

fn written(field: &Field) -> String {
    if field.is_embedded {
        super::super::display::of(&field.of)
    } else {
        format!("{} {}", field.name, super::super::display::of(&field.of))
    }
}
