//! Values of constants, which the compiler copies into those who use them.

use std::rc::Rc;

use super::{
    model::Expression,
    surface::Field,
    types::Type,
    world::{Class, World},
};

/// Names followed one from the other; more are a cycle.
const LONGEST_CHAIN: usize = 32;

/// What a constant is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    Integer(i128),
    Float(f64),
    Text(String),
    Boolean(bool),
}

/// What is known of a value.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Worked {
    /// It is a constant.
    Out(Value),
    /// It is made at run time.
    Never,
    Unknown,
}

impl World<'_> {
    /// The value of a field, if the compiler knows it.
    pub(super) fn value(&self, class: &Rc<Class>, field: &Field) -> Worked {
        let is_constant_type = field.of.is_primitive() || field.of.name() == Some("java.lang.String");
        if !field.modifiers.is_final || !is_constant_type || field.is_enum_constant {
            return Worked::Never;
        }
        match &field.value {
            None => Worked::Never,
            Some(expression) => match self.work_out(class, expression, 0) {
                Worked::Out(value) => converted(value, &field.of),
                other => other,
            },
        }
    }

    fn work_out(&self, class: &Rc<Class>, expression: &Expression, depth: usize) -> Worked {
        if depth > LONGEST_CHAIN {
            return Worked::Unknown;
        }
        let inner = |expression: &Expression| self.work_out(class, expression, depth + 1);
        match expression {
            Expression::Integer(text) => {
                integer(text).map_or(Worked::Unknown, |value| Worked::Out(Value::Integer(value)))
            }
            Expression::Float(text) => {
                let digits: String = text.chars().filter(|letter| *letter != '_').collect();
                let value = digits.trim_end_matches(['f', 'F', 'd', 'D']).parse();
                value.map_or(Worked::Unknown, |value| Worked::Out(Value::Float(value)))
            }
            Expression::Character(text) => {
                let mut letters = text.trim_matches('\'').chars();
                match (letters.next(), letters.next()) {
                    (Some(letter), None) => Worked::Out(Value::Integer(i128::from(u32::from(letter)))),
                    _ => Worked::Unknown,
                }
            }
            Expression::Text(text) if text.starts_with("\"\"\"") => Worked::Unknown,
            Expression::Text(text) => Worked::Out(Value::Text(text.trim_matches('"').to_owned())),
            Expression::Boolean(value) => Worked::Out(Value::Boolean(*value)),
            Expression::Name(name) => self.named(class, name, depth),
            Expression::Cast(to, value) => match inner(value) {
                Worked::Out(value) => converted(value, &Type::of(super::types::Base::Primitive(to.clone()))),
                other => other,
            },
            Expression::Unary(operator, value) => match (operator.as_str(), inner(value)) {
                ("-", Worked::Out(Value::Integer(value))) => Worked::Out(Value::Integer(value.wrapping_neg())),
                ("-", Worked::Out(Value::Float(value))) => Worked::Out(Value::Float(-value)),
                ("~", Worked::Out(Value::Integer(value))) => Worked::Out(Value::Integer(!value)),
                ("!", Worked::Out(Value::Boolean(value))) => Worked::Out(Value::Boolean(!value)),
                ("+", value) => value,
                (_, Worked::Never) => Worked::Never,
                _ => Worked::Unknown,
            },
            Expression::Binary(operator, left, right) => match (inner(left), inner(right)) {
                (Worked::Out(left), Worked::Out(right)) => calculated(operator, left, right),
                (Worked::Never, _) | (_, Worked::Never) => Worked::Never,
                _ => Worked::Unknown,
            },
            Expression::Made => Worked::Never,
            Expression::Other(_) => Worked::Unknown,
        }
    }

    fn named(&self, class: &Rc<Class>, name: &str, depth: usize) -> Worked {
        let (owner, name) = match name.rsplit_once('.') {
            None => (Some(Rc::clone(class)), name),
            Some((owner, name)) => {
                let scope = super::names::Scope { class, method: &[], in_head: false };
                let owner =
                    self.resolve(scope, &super::model::TypeRef { name: owner.to_owned(), ..Default::default() });
                (owner.name().and_then(|owner| self.lookup(owner, &class.root)), name)
            }
        };
        let mut around = owner;
        while let Some(owner) = around {
            let field = self.fields(&owner).iter().find(|field| field.name == name).map(Rc::clone);
            if let Some(field) = field {
                return match &field.value {
                    Some(value) if field.modifiers.is_final => self.work_out(&field.owner, value, depth + 1),
                    _ => Worked::Unknown,
                };
            }
            around = owner.outer.as_ref().map(Rc::clone);
        }
        Worked::Unknown
    }
}

fn integer(text: &str) -> Option<i128> {
    let text: String = text.chars().filter(|letter| *letter != '_').collect();
    let text = text.trim_end_matches(['l', 'L']).to_ascii_lowercase();
    let (digits, radix) = if let Some(digits) = text.strip_prefix("0x") {
        (digits, 16)
    } else if let Some(digits) = text.strip_prefix("0b") {
        (digits, 2)
    } else if text.len() > 1 && text.starts_with('0') {
        (&text[1..], 8)
    } else {
        (text.as_str(), 10)
    };
    i128::from_str_radix(digits, radix).ok()
}

fn converted(value: Value, to: &Type) -> Worked {
    let name = to.erased().0;
    Worked::Out(match (value, name) {
        (Value::Integer(value), "float" | "double") => Value::Float(value as f64),
        (Value::Integer(value), "int") => Value::Integer(i128::from(value as i32)),
        (Value::Integer(value), "long") => Value::Integer(i128::from(value as i64)),
        (Value::Integer(value), "short") => Value::Integer(i128::from(value as i16)),
        (Value::Integer(value), "byte") => Value::Integer(i128::from(value as i8)),
        (Value::Integer(value), "char") => Value::Integer(i128::from(value as u16)),
        (Value::Float(value), "int" | "long" | "short" | "byte" | "char") => Value::Integer(value as i128),
        (value, _) => value,
    })
}

fn calculated(operator: &str, left: Value, right: Value) -> Worked {
    let found = match (left, right) {
        (Value::Integer(left), Value::Integer(right)) => match operator {
            "+" => left.checked_add(right),
            "-" => left.checked_sub(right),
            "*" => left.checked_mul(right),
            "/" => left.checked_div(right),
            "%" => left.checked_rem(right),
            "<<" => u32::try_from(right).ok().filter(|right| *right < 64).and_then(|right| left.checked_shl(right)),
            ">>" => u32::try_from(right).ok().filter(|right| *right < 64).and_then(|right| left.checked_shr(right)),
            "|" => Some(left | right),
            "&" => Some(left & right),
            "^" => Some(left ^ right),
            _ => None,
        }
        .map(Value::Integer),
        (Value::Text(left), right) if operator == "+" => text(&right).map(|right| Value::Text(left + &right)),
        (left, Value::Text(right)) if operator == "+" => text(&left).map(|left| Value::Text(left + &right)),
        (Value::Float(left), Value::Float(right)) => match operator {
            "+" => Some(left + right),
            "-" => Some(left - right),
            "*" => Some(left * right),
            "/" => Some(left / right),
            _ => None,
        }
        .map(Value::Float),
        _ => None,
    };
    found.map_or(Worked::Unknown, Worked::Out)
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::Text(text) => Some(text.clone()),
        Value::Integer(value) => Some(value.to_string()),
        Value::Boolean(value) => Some(value.to_string()),
        Value::Float(_) => None,
    }
}
