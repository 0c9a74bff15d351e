//! Exported names: what each was, and what it is.

use super::super::correspondence::Same;
use super::super::model::{Expression, Type, What};
use super::super::package::{Package, Placed};
use super::super::rules;
use super::super::values::{Value, duration, type_of, value};
use super::comparison::{Comparison, differs};
use super::packages::looks;
use crate::breaking::{Certainty, Draft, Rule};

/// A constant: its type, its value, its place in the group.
type Constant<'a> = (Option<&'a Type>, Option<&'a Expression>, i64);

/// Words that make a text one that people read.
const PROSE: usize = 5;

impl Comparison<'_> {
    /// Compares one exported name.
    pub(super) fn object(&mut self, name: &str) {
        let (old, new) = (self.old, self.new);
        let Some(before) = old.object(name) else { return };
        let Some(after) = new.all(name).iter().min_by_key(|placed| distance(before, placed)) else {
            return self.gone(name, before);
        };
        let spots = (before.spot(), after.spot());
        match (&before.declaration.what, &after.declaration.what) {
            (What::Function(one), What::Function(other)) => {
                // Files for other systems may declare it, too: one that fits is enough.
                let fits = old.all(name).iter().zip(new.all(name)).any(|(old, new)| self.is_same_function(old, new));
                if let Some(certainty) = differs(self.types.signatures(one, other)).filter(|_| !fits) {
                    self.changed(&rules::FUNCTION_CHANGED, name, spots, "", certainty);
                }
            }
            (What::Function(one), What::Variable { of, value }) => {
                let of = of.clone().or_else(|| value.as_ref().and_then(|value| type_of(new, value)));
                let same = of.map_or(Same::Unknown, |of| self.types.same(&Type::Function(Box::new(one.clone())), &of));
                if let Some(certainty) = differs(same) {
                    self.changed(&rules::KIND_CHANGED, name, spots, "it is a variable now", certainty);
                }
            }
            (What::Variable { of: one, value: old_value }, What::Variable { of: other, value: new_value }) => {
                let one = one.clone().or_else(|| old_value.as_ref().and_then(|value| type_of(old, value)));
                let other = other.clone().or_else(|| new_value.as_ref().and_then(|value| type_of(new, value)));
                if let (Some(one), Some(other)) = (one, other)
                    && let Some(certainty) = differs(self.types.same(&one, &other))
                {
                    self.changed(&rules::VARIABLE_TYPE_CHANGED, name, spots, "", certainty);
                }
            }
            (What::Constant { of, value, iota }, What::Constant { of: new_of, value: new_value, iota: new_iota }) => {
                let before = (of.as_ref(), value.as_ref(), *iota);
                let after = (new_of.as_ref(), new_value.as_ref(), *new_iota);
                self.constants(name, (before, after), spots);
            }
            (What::Type(_), What::Type(_)) => self.exported_type(name, spots),
            (one, other) => {
                let detail = format!("it was a {} and is a {} now", kind(one), kind(other));
                self.changed(&rules::KIND_CHANGED, name, spots, detail, Certainty::Definite);
            }
        }
    }

    fn is_same_function(&self, old: &Placed, new: &Placed) -> bool {
        match (&old.declaration.what, &new.declaration.what) {
            (What::Function(one), What::Function(other)) => self.types.signatures(one, other) == Same::Yes,
            _ => false,
        }
    }

    fn gone(&mut self, name: &str, before: &Placed) {
        let rule: &'static Rule = match &before.declaration.what {
            What::Function(_) => &rules::FUNCTION_REMOVED,
            What::Type(_) => &rules::TYPE_REMOVED,
            What::Constant { .. } => &rules::CONSTANT_REMOVED,
            _ => &rules::VARIABLE_REMOVED,
        };
        let certainty = if self.new.is_partial { Certainty::Possible } else { Certainty::Definite };
        let (kind, looks) = looks(before);
        let draft = Draft::new(rule, self.symbol(name)).old(before.spot()).at_most(certainty).gone(kind, looks);
        self.report.push(draft.package(Some(self.old.name.clone())));
    }

    fn constants(
        &mut self,
        name: &str,
        (old, new): (Constant<'_>, Constant<'_>),
        spots: (crate::breaking::Spot, crate::breaking::Spot),
    ) {
        let (before, after) = (constant_type(self.old, old), constant_type(self.new, new));
        let same = match (&before, &after) {
            (Some(Ok(one)), Some(Ok(other))) => self.types.same(one, other),
            (Some(Err(one)), Some(Err(other))) => {
                if one == other {
                    Same::Yes
                } else {
                    Same::No
                }
            }
            (Some(_), Some(_)) => Same::No,
            _ => Same::Yes,
        };
        if let Some(certainty) = differs(same) {
            self.changed(&rules::CONSTANT_TYPE_CHANGED, name, spots, "", certainty);
            return;
        }
        let worked_out = |package: &Package, constant: Constant<'_>| value(package, constant.1?, constant.2);
        let certainty = match (worked_out(self.old, old), worked_out(self.new, new)) {
            (Some(one), Some(other)) if one.is_same(&other) => return,
            // A version is there to change.
            (Some(_), Some(_)) if name.to_lowercase().contains("version") => Certainty::Possible,
            // So is what people read.
            (Some(Value::Text(one)), Some(_)) if one.split_whitespace().nth(PROSE).is_some() => Certainty::Possible,
            (Some(_), Some(_)) => Certainty::Definite,
            _ if old.1 == new.1 => return,
            _ => Certainty::Possible,
        };
        self.changed(&rules::CONSTANT_VALUE_CHANGED, name, spots, "", certainty);
    }
}

/// The declared or shown type of a constant, or the kind of an untyped one.
fn constant_type(package: &Package, (of, expression, iota): Constant<'_>) -> Option<Result<Type, &'static str>> {
    if let Some(of) = of {
        return Some(Ok(of.clone()));
    }
    let expression = expression?;
    if let Some(of) = converted(package, expression, 0) {
        return Some(Ok(of));
    }
    value(package, expression, iota).map(|value| Err(value.kind()))
}

/// The type that a conversion, or a typed constant named in the expression, gives it.
fn converted(package: &Package, expression: &Expression, depth: usize) -> Option<Type> {
    if depth > 16 {
        return None;
    }
    match expression {
        Expression::Qualified(path, unit) if path == "time" && duration(unit).is_some() => {
            Some(Type::Named { package: path.clone(), name: "Duration".to_owned(), arguments: Vec::new() })
        }
        Expression::Call(function, given) if given.len() == 1 => match function.as_ref() {
            Expression::Name(_) => type_of(package, expression),
            Expression::Qualified(path, name) => {
                Some(Type::Named { package: path.clone(), name: name.clone(), arguments: Vec::new() })
            }
            _ => None,
        },
        Expression::Unary(_, one) => converted(package, one, depth + 1),
        Expression::Binary(operator, one, _) if matches!(operator.as_str(), "<<" | ">>") => {
            converted(package, one, depth + 1)
        }
        Expression::Binary(_, one, other) => {
            converted(package, one, depth + 1).or_else(|| converted(package, other, depth + 1))
        }
        Expression::Name(name) => match &package.object(name)?.declaration.what {
            What::Constant { of: Some(of), .. } => Some(of.clone()),
            What::Constant { value: Some(value), .. } => converted(package, value, depth + 1),
            _ => None,
        },
        _ => None,
    }
}

/// Declarations of one kind, then those in a file of one name, are looked at first.
fn distance(before: &Placed, after: &Placed) -> (bool, bool) {
    let kind = std::mem::discriminant(&before.declaration.what) != std::mem::discriminant(&after.declaration.what);
    (kind, before.path != after.path)
}

fn kind(what: &What) -> &'static str {
    match what {
        What::Function(_) => "function",
        What::Type(_) => "type",
        What::Constant { .. } => "constant",
        What::Variable { .. } => "variable",
        What::Method(_) => "method",
    }
}
