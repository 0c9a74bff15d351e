//! Values of constants.

use super::file::dotted;
use crate::breaking::java::model::Expression;
use crate::syntax::{Node, children, field, squeezed, text};

/// Sums longer than this are kept as text.
const DEEPEST: usize = 60;

/// Reads an initialiser.
pub(super) fn of(node: Node<'_>, source: &str, depth: usize) -> Expression {
    let written = text(node, source);
    if depth > DEEPEST {
        return other(written);
    }
    let inner = |name: &str| field(node, name).map(|node| Box::new(of(node, source, depth + 1)));
    match node.kind() {
        "decimal_integer_literal" | "hex_integer_literal" | "octal_integer_literal" | "binary_integer_literal" => {
            Expression::Integer(written.to_owned())
        }
        "decimal_floating_point_literal" | "hex_floating_point_literal" => Expression::Float(written.to_owned()),
        "character_literal" => Expression::Character(written.to_owned()),
        "string_literal" => Expression::Text(written.to_owned()),
        "true" => Expression::Boolean(true),
        "false" => Expression::Boolean(false),
        "identifier" | "field_access" => Expression::Name(dotted(written)),
        "parenthesized_expression" => {
            children(node).next().map_or_else(|| other(written), |node| of(node, source, depth + 1))
        }
        "cast_expression" => match (field(node, "type"), inner("value")) {
            (Some(to), Some(value)) => Expression::Cast(dotted(text(to, source)), value),
            _ => other(written),
        },
        "unary_expression" => match (field(node, "operator"), inner("operand")) {
            (Some(operator), Some(operand)) => Expression::Unary(text(operator, source).to_owned(), operand),
            _ => other(written),
        },
        "binary_expression" => match (field(node, "operator"), inner("left"), inner("right")) {
            (Some(operator), Some(left), Some(right)) => {
                Expression::Binary(text(operator, source).to_owned(), left, right)
            }
            _ => other(written),
        },
        "method_invocation"
        | "object_creation_expression"
        | "null_literal"
        | "array_creation_expression"
        | "array_initializer"
        | "lambda_expression"
        | "method_reference" => Expression::Made,
        _ => other(written),
    }
}

fn other(written: &str) -> Expression {
    Expression::Other(squeezed(written).chars().take(300).collect())
}
