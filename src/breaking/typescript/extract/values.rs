//! What a value says of its type without inference: literals, functions, objects, casts.

use super::{
    super::{
        model::{Access, Member, MemberType, Variable},
        types::Type,
    },
    reader::{Reader, unquoted},
    types::add,
};
use crate::syntax::{Node, child, children, field, first_line};

impl Reader<'_> {
    /// A variable with this annotation and value.
    pub(super) fn variable(&mut self, annotation: Option<Node<'_>>, value: Option<Node<'_>>) -> Variable {
        let declared = annotation.and_then(|is| self.annotation(is));
        let cast = value.filter(|_| declared.is_none()).and_then(|value| self.cast(value));
        let value = value.map(bare);
        let literal = value
            .filter(|value| matches!(value.kind(), "string" | "number" | "true" | "false" | "null"))
            .map(|value| format!("{}{}", unquoted(self.text(value)), if value.kind() == "string" { "'" } else { "" }));
        let inferred = value.and_then(|value| self.inferred(value));
        Variable { declared: declared.or(cast), inferred, literal }
    }

    /// The type that a value is said to have.
    fn cast(&mut self, value: Node<'_>) -> Option<Type> {
        if value.kind() != "as_expression" || child(value, "const").is_some() {
            return None;
        }
        let mut parts = children(value);
        let (_, is) = (parts.next()?, parts.next()?);
        Some(self.of_type(is))
    }

    /// The type of a value, as far as it shows, widened.
    pub(super) fn inferred(&mut self, value: Node<'_>) -> Option<Type> {
        let value = bare(value);
        Some(match value.kind() {
            "string" | "template_string" => Type::word("string"),
            "number" => Type::word(if self.text(value).ends_with('n') { "bigint" } else { "number" }),
            "true" | "false" => Type::word("boolean"),
            "regex" => Type::Reference("RegExp".into(), Vec::new()),
            "unary_expression" => match children(value).last()?.kind() {
                "number" if !Self::has(value, "typeof") => Type::word("number"),
                _ => return None,
            },
            "arrow_function" | "function_expression" | "generator_function" => {
                Type::Function(Box::new(self.signature(value)))
            }
            "object" => Type::Object(self.object(value)?),
            "new_expression" => {
                let class = field(value, "constructor")?;
                if !matches!(class.kind(), "identifier" | "member_expression") {
                    return None;
                }
                let arguments = field(value, "type_arguments");
                let arguments = arguments.map(|list| children(list).map(|one| self.of_type(one)).collect());
                match arguments {
                    Some(arguments) => self.reference(self.text(class), arguments),
                    // Without arguments written, those of a generic class are inferred.
                    None => return None,
                }
            }
            "as_expression" => self.cast(value)?,
            _ => return None,
        })
    }

    /// The members of an object that is written out; nothing if something is spread into it.
    fn object(&mut self, node: Node<'_>) -> Option<Vec<Member>> {
        let mut members = Vec::new();
        for entry in children(node) {
            let (name, what, readonly) = match entry.kind() {
                "pair" => {
                    let name = field(entry, "key")?;
                    let value = field(entry, "value")?;
                    (name, MemberType::Field(self.inferred(value)), false)
                }
                "shorthand_property_identifier" => (entry, MemberType::Field(None), false),
                "method_definition" => {
                    let name = field(entry, "name")?;
                    if Self::has(entry, "get") || Self::has(entry, "set") {
                        (name, MemberType::Field(None), Self::has(entry, "get"))
                    } else {
                        (name, MemberType::Method(vec![self.signature(entry)]), false)
                    }
                }
                _ => return None,
            };
            if name.kind() == "computed_property_name" {
                return None;
            }
            let member = Member {
                name: self.name(name),
                what,
                optional: false,
                readonly,
                is_static: false,
                is_abstract: false,
                access: Access::Public,
                internal: self.tags(entry).internal,
                line: first_line(entry),
                head: self.head(entry),
            };
            add(&mut members, member);
        }
        Some(members)
    }
}

/// A value without parentheses, `as const`, `satisfies` and `!`.
pub(super) fn bare(value: Node<'_>) -> Node<'_> {
    let mut value = value;
    loop {
        let wraps = match value.kind() {
            "parenthesized_expression" | "satisfies_expression" | "non_null_expression" => true,
            "as_expression" => child(value, "const").is_some(),
            // Objects and functions are often frozen or marked as free of effects.
            _ => false,
        };
        match children(value).next() {
            Some(inner) if wraps => value = inner,
            _ => return value,
        }
    }
}
