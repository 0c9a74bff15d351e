//! Values of constants and variables.

use super::scope::Scope;
use super::types;
use crate::breaking::go::model::{Expression, Type};
use crate::syntax::{Node, children, field, squeezed};

/// Reads an expression.
pub(super) fn expression(node: Node<'_>, scope: &Scope<'_>) -> Expression {
    let text = || scope.text(node).to_owned();
    let part = |name: &str| field(node, name).map(|part| Box::new(expression(part, scope)));
    let other = || Expression::Other(squeezed(scope.text(node)));
    match node.kind() {
        "int_literal" => Expression::Integer(text()),
        "float_literal" => Expression::Float(text()),
        "imaginary_literal" => Expression::Imaginary(text()),
        "rune_literal" => Expression::Rune(text()),
        "interpreted_string_literal" | "raw_string_literal" => Expression::Text(text()),
        "identifier" | "true" | "false" | "nil" | "iota" => Expression::Name(text()),
        "selector_expression" => match (field(node, "operand"), field(node, "field")) {
            (Some(operand), Some(name)) if operand.kind() == "identifier" => {
                Expression::Qualified(scope.package(scope.text(operand)), scope.text(name).to_owned())
            }
            _ => other(),
        },
        "parenthesized_expression" => children(node).next().map_or_else(other, |inner| expression(inner, scope)),
        "unary_expression" => match (field(node, "operator"), part("operand")) {
            (Some(operator), Some(operand)) => Expression::Unary(scope.text(operator).to_owned(), operand),
            _ => other(),
        },
        "binary_expression" => match (field(node, "operator"), part("left"), part("right")) {
            (Some(operator), Some(left), Some(right)) => {
                Expression::Binary(scope.text(operator).to_owned(), left, right)
            }
            _ => other(),
        },
        "call_expression" => call(node, scope).unwrap_or_else(other),
        "composite_literal" => field(node, "type").map_or_else(other, |of| Expression::Made(types::of(of, scope))),
        "func_literal" => Expression::Made(Type::Function(Box::new(types::signature(node, scope)))),
        "type_conversion_expression" => {
            field(node, "type").map_or_else(other, |of| Expression::Made(types::of(of, scope)))
        }
        _ => other(),
    }
}

fn call(node: Node<'_>, scope: &Scope<'_>) -> Option<Expression> {
    let function = field(node, "function")?;
    let list = field(node, "arguments")?;
    let mut given = children(list);
    // `make` and `new` take a type first.
    match scope.text(function) {
        "make" => return Some(Expression::Made(types::of(given.next()?, scope))),
        "new" => return Some(Expression::Made(Type::Pointer(Box::new(types::of(given.next()?, scope))))),
        _ => {}
    }
    let function = match function.kind() {
        "identifier" | "selector_expression" => expression(function, scope),
        "parenthesized_expression" | "slice_type" | "map_type" => Expression::Other(squeezed(scope.text(function))),
        _ => return None,
    };
    Some(Expression::Call(Box::new(function), given.map(|one| expression(one, scope)).collect()))
}
