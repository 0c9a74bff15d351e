//! Signatures: type parameters, parameters and what is returned.

use super::{
    super::{
        model::{Parameter, Signature, TypeParameter},
        types::Type,
    },
    reader::Reader,
};
use crate::syntax::{Node, children, descendants, field, first_line, kind_is};

/// What stands for functions in a body: what they return is not returned by it.
const FUNCTIONS: [&str; 7] = [
    "arrow_function",
    "function_expression",
    "function_declaration",
    "generator_function",
    "generator_function_declaration",
    "method_definition",
    "class_body",
];

impl Reader<'_> {
    /// Reads type parameters and brings them into scope: who calls it takes them out again.
    pub(super) fn enter(&mut self, node: Node<'_>) -> Vec<TypeParameter> {
        let Some(list) = field(node, "type_parameters") else {
            self.scopes.push(Vec::new());
            return Vec::new();
        };
        let names = children(list).filter_map(|parameter| field(parameter, "name"));
        let names: Vec<String> = names.map(|name| self.text(name).to_owned()).collect();
        self.scopes.push(names.clone());
        let parameters = children(list).filter(|parameter| parameter.kind() == "type_parameter");
        let read = parameters.zip(names).map(|(parameter, name)| TypeParameter {
            name,
            constraint: field(parameter, "constraint").map(|constraint| self.of_type(constraint)),
            default: field(parameter, "value").map(|default| self.of_type(default)),
        });
        read.collect()
    }

    pub(super) fn leave(&mut self) {
        self.scopes.pop();
    }

    /// The signature of a function, method, function type or call signature.
    pub(super) fn signature(&mut self, node: Node<'_>) -> Signature {
        let type_parameters = self.enter(node);
        let mut signature = Signature {
            type_parameters,
            level: self.scopes.len().saturating_sub(1).min(255) as u8,
            is_async: Self::has(node, "async"),
            is_generator: Self::has(node, "*"),
            line: first_line(node),
            head: self.head(node),
            ..Signature::default()
        };
        if let Some(single) = field(node, "parameter") {
            signature.parameters.push(Parameter { name: self.text(single).to_owned(), ..Parameter::default() });
        }
        if let Some(list) = field(node, "parameters") {
            for parameter in children(list) {
                let parameter = self.parameter(parameter);
                if parameter.name == "this" {
                    signature.this = parameter.is;
                } else {
                    signature.parameters.push(parameter);
                }
            }
        }
        let returns = field(node, "return_type").or_else(|| field(node, "type"));
        signature.returns = returns.and_then(|returns| self.annotation(returns));
        if let Some(Type::Guard(_, of, _)) = &mut signature.returns
            && let Some(place) = signature.parameters.iter().position(|parameter| parameter.name == *of)
        {
            // Names of parameters are nobody's business.
            *of = place.to_string();
        }
        if let Some(body) = field(node, "body") {
            self.body(body, &mut signature);
        }
        self.leave();
        signature
    }

    fn body(&self, body: Node<'_>, signature: &mut Signature) {
        if body.kind() != "statement_block" {
            signature.returns_call = !is_plain(body);
            return;
        }
        let inside = descendants(body, |node| !kind_is(node, &FUNCTIONS));
        for node in inside {
            match node.kind() {
                "return_statement" => {
                    signature.returns_call |= children(node).next().is_some_and(|value| !is_plain(value));
                }
                "identifier" if self.text(node) == "arguments" => signature.open = true,
                _ => {}
            }
        }
    }

    /// A parameter.
    pub(super) fn parameter(&mut self, node: Node<'_>) -> Parameter {
        if !matches!(node.kind(), "required_parameter" | "optional_parameter") {
            // What a function type without names has, or a parameter that the grammar did not make out.
            return Parameter { name: self.text(node).to_owned(), ..Parameter::default() };
        }
        let pattern = field(node, "pattern").or_else(|| field(node, "name"));
        let default = field(node, "value");
        let declared = field(node, "type").and_then(|is| self.annotation(is));
        let rest = pattern.is_some_and(|pattern| pattern.kind() == "rest_pattern");
        let is = declared.or_else(|| default.and_then(|value| self.inferred(value)));
        let name = pattern.map_or("", |pattern| self.text(pattern)).trim_start_matches("...").to_owned();
        Parameter { name, is, optional: node.kind() == "optional_parameter" || default.is_some(), rest }
    }
}

/// Whether a value is none that could be a promise.
fn is_plain(node: Node<'_>) -> bool {
    matches!(
        node.kind(),
        "string"
            | "number"
            | "true"
            | "false"
            | "null"
            | "undefined"
            | "object"
            | "array"
            | "template_string"
            | "regex"
            | "binary_expression"
            | "unary_expression"
            | "arrow_function"
            | "function_expression"
            | "jsx_element"
            | "jsx_self_closing_element"
    )
}
