//! Constants worked out, as far as they can be without a compiler.

use super::model::{Expression, Type, What};
use super::package::Package;

/// How deep constants name each other.
const DEEPEST: usize = 24;

/// A constant's value.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    Integer(i128),
    Rune(i128),
    Float(f64),
    /// As it is written: two spellings may be one number.
    Complex(String),
    Text(String),
    Truth(bool),
}

impl Value {
    /// The kind of an untyped constant of this value.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::Integer(_) => "untyped int",
            Self::Rune(_) => "untyped rune",
            Self::Float(_) => "untyped float",
            Self::Complex(_) => "untyped complex",
            Self::Text(_) => "untyped string",
            Self::Truth(_) => "untyped bool",
        }
    }

    /// Whether both are the same number, text or truth, whatever the kind.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Integer(one) | Self::Rune(one), Self::Integer(other) | Self::Rune(other)) => one == other,
            (Self::Integer(one) | Self::Rune(one), Self::Float(other))
            | (Self::Float(other), Self::Integer(one) | Self::Rune(one)) => (*one as f64 - other).abs() < f64::EPSILON,
            (one, other) => one == other,
        }
    }
}

/// The value of an expression; none if it cannot be worked out.
pub(super) fn value(package: &Package, expression: &Expression, iota: i64) -> Option<Value> {
    evaluate(package, expression, iota, 0)
}

fn evaluate(package: &Package, expression: &Expression, iota: i64, depth: usize) -> Option<Value> {
    if depth > DEEPEST {
        return None;
    }
    let inner = |one: &Expression| evaluate(package, one, iota, depth + 1);
    match expression {
        Expression::Integer(text) => integer(text).map(Value::Integer),
        Expression::Float(text) => text.replace('_', "").parse().ok().map(Value::Float),
        Expression::Imaginary(text) => Some(Value::Complex(text.clone())),
        Expression::Rune(text) => rune(text).map(Value::Rune),
        Expression::Text(text) => Some(Value::Text(unquoted(text))),
        Expression::Name(name) => match name.as_str() {
            "iota" => Some(Value::Integer(i128::from(iota))),
            "true" => Some(Value::Truth(true)),
            "false" => Some(Value::Truth(false)),
            _ => match &package.object(name)?.declaration.what {
                What::Constant { value: Some(value), iota, .. } => evaluate(package, value, *iota, depth + 1),
                _ => None,
            },
        },
        Expression::Unary(operator, one) => unary(operator, &inner(one)?),
        Expression::Binary(operator, one, other) => binary(operator, &inner(one)?, &inner(other)?),
        Expression::Call(function, given) => match (function.as_ref(), given.as_slice()) {
            (Expression::Name(name), [_, _]) if name == "complex" => Some(Value::Complex(format!("{given:?}"))),
            (Expression::Name(_), [one]) => inner(one),
            _ => None,
        },
        Expression::Qualified(path, name) if path == "time" => duration(name).map(Value::Integer),
        Expression::Qualified(..) | Expression::Made(_) | Expression::Other(_) => None,
    }
}

/// Nanoseconds of a unit of the package `time`.
pub(super) fn duration(unit: &str) -> Option<i128> {
    Some(match unit {
        "Nanosecond" => 1,
        "Microsecond" => 1_000,
        "Millisecond" => 1_000_000,
        "Second" => 1_000_000_000,
        "Minute" => 60_000_000_000,
        "Hour" => 3_600_000_000_000,
        _ => return None,
    })
}

fn integer(text: &str) -> Option<i128> {
    let text = text.replace('_', "").to_ascii_lowercase();
    let parse = |prefix: &str, radix| text.strip_prefix(prefix).map(|digits| i128::from_str_radix(digits, radix).ok());
    parse("0x", 16)
        .or_else(|| parse("0b", 2))
        .or_else(|| parse("0o", 8))
        .or_else(|| (text.len() > 1).then(|| parse("0", 8)).flatten())
        .unwrap_or_else(|| text.parse().ok())
}

fn rune(text: &str) -> Option<i128> {
    let inner = text.strip_prefix('\'')?.strip_suffix('\'')?;
    let mut characters = inner.chars();
    match (characters.next()?, characters.next()) {
        (one, None) => Some(i128::from(u32::from(one))),
        ('\\', Some('n')) => Some(10),
        ('\\', Some('t')) => Some(9),
        ('\\', Some('r')) => Some(13),
        ('\\', Some('\\')) => Some(92),
        ('\\', Some('0')) => Some(0),
        _ => None,
    }
}

fn unquoted(text: &str) -> String {
    match text.strip_prefix('`') {
        Some(raw) => raw.trim_end_matches('`').replace('\\', "\\\\"),
        None => text.trim_matches('"').to_owned(),
    }
}

fn unary(operator: &str, one: &Value) -> Option<Value> {
    Some(match (operator, one) {
        ("-", Value::Integer(one)) => Value::Integer(one.checked_neg()?),
        ("-", Value::Float(one)) => Value::Float(-one),
        ("+", one) => one.clone(),
        ("^", Value::Integer(one)) => Value::Integer(!one),
        ("!", Value::Truth(one)) => Value::Truth(!one),
        _ => return None,
    })
}

fn binary(operator: &str, one: &Value, other: &Value) -> Option<Value> {
    match (one, other) {
        (Value::Integer(one) | Value::Rune(one), Value::Integer(other) | Value::Rune(other)) => {
            let shift = u32::try_from(*other).ok().filter(|by| *by < 127);
            Some(Value::Integer(match operator {
                "+" => one.checked_add(*other)?,
                "-" => one.checked_sub(*other)?,
                "*" => one.checked_mul(*other)?,
                "/" => one.checked_div(*other)?,
                "%" => one.checked_rem(*other)?,
                "<<" => one.checked_mul(1_i128.checked_shl(shift?)?)?,
                ">>" => one.checked_shr(shift?)?,
                "|" => one | other,
                "&" => one & other,
                "^" => one ^ other,
                "&^" => one & !other,
                _ => return None,
            }))
        }
        (Value::Text(one), Value::Text(other)) if operator == "+" => Some(Value::Text(format!("{one}{other}"))),
        (Value::Float(one), Value::Float(other)) => Some(Value::Float(match operator {
            "+" => one + other,
            "-" => one - other,
            "*" => one * other,
            "/" => one / other,
            _ => return None,
        })),
        _ => None,
    }
}

/// The type of a variable or constant that does not say it, where its value shows it.
pub(super) fn type_of(package: &Package, value: &Expression) -> Option<Type> {
    shown(package, value, 0)
}

fn shown(package: &Package, value: &Expression, depth: usize) -> Option<Type> {
    if depth > DEEPEST {
        return None;
    }
    match value {
        Expression::Integer(_) => Some(Type::named("int")),
        Expression::Float(_) => Some(Type::named("float64")),
        Expression::Imaginary(_) => Some(Type::named("complex128")),
        Expression::Rune(_) => Some(Type::named("int32")),
        Expression::Text(_) => Some(Type::named("string")),
        Expression::Made(of) => Some(of.clone()),
        Expression::Unary(operator, one) if operator == "&" => {
            Some(Type::Pointer(Box::new(shown(package, one, depth + 1)?)))
        }
        Expression::Unary(operator, one) if operator == "-" => shown(package, one, depth + 1),
        Expression::Name(name) => match name.as_str() {
            "true" | "false" => Some(Type::named("bool")),
            "nil" | "iota" => None,
            _ => match &package.object(name)?.declaration.what {
                What::Variable { of: Some(of), .. } | What::Constant { of: Some(of), .. } => Some(of.clone()),
                What::Variable { value: Some(value), .. } => shown(package, value, depth + 1),
                What::Function(signature) => Some(Type::Function(Box::new(signature.clone()))),
                _ => None,
            },
        },
        Expression::Call(function, _) => match function.as_ref() {
            Expression::Qualified(package, name)
                if matches!((package.as_str(), name.as_str()), ("errors", "New") | ("fmt", "Errorf")) =>
            {
                Some(Type::named("error"))
            }
            Expression::Name(name) => match package.object(name).map(|placed| &placed.declaration.what) {
                Some(What::Function(signature))
                    if signature.results.len() == 1 && signature.type_parameters.is_empty() =>
                {
                    signature.results.first().cloned()
                }
                // A conversion.
                Some(What::Type(_)) => Some(Type::named(name)),
                None if is_basic(name) => Some(Type::named(name)),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    }
}

/// Whether a name is that of a type of the language.
pub(super) fn is_basic(name: &str) -> bool {
    const BASIC: [&str; 22] = [
        "bool",
        "string",
        "int",
        "int8",
        "int16",
        "int32",
        "int64",
        "uint",
        "uint8",
        "uint16",
        "uint32",
        "uint64",
        "uintptr",
        "float32",
        "float64",
        "complex64",
        "complex128",
        "error",
        "any",
        "comparable",
        "byte",
        "rune",
    ];
    BASIC.contains(&name)
}
