//! Signatures: parameters, results, generics and their bounds.

use crate::{
    breaking::rust::facts::{Generics, Param, Receiver, Signature},
    syntax::{Node, child, children, field, kind_is, squeezed, text},
};

/// The signature of a function item, with or without a body.
pub(super) fn signature(item: Node<'_>, source: &str, outer_abi: Option<&str>) -> Signature {
    let mut signature = Signature { has_body: field(item, "body").is_some(), ..Signature::default() };
    if let Some(modifiers) = child(item, "function_modifiers") {
        signature.is_const = child(modifiers, "const").is_some();
        signature.is_async = child(modifiers, "async").is_some();
        signature.is_unsafe = child(modifiers, "unsafe").is_some();
        if let Some(external) = child(modifiers, "extern_modifier") {
            let name = child(external, "string_literal").map_or("\"C\"", |name| text(name, source));
            signature.abi = Some(name.trim_matches('"').to_owned());
        }
    }
    if let Some(abi) = outer_abi {
        signature.abi = Some(abi.to_owned());
        signature.is_unsafe = !is_said_safe(item, source);
    }
    signature.abi = signature.abi.filter(|abi| abi != "Rust");
    for parameter in field(item, "parameters").into_iter().flat_map(children) {
        match parameter.kind() {
            "self_parameter" => signature.receiver = Some(short_receiver(text(parameter, source))),
            "parameter" => {
                let ty = field(parameter, "type").map(|ty| squeezed(text(ty, source))).unwrap_or_default();
                let pattern = field(parameter, "pattern").map(|pattern| text(pattern, source)).unwrap_or_default();
                if pattern.trim_start_matches("mut ") == "self" {
                    signature.receiver = Some(typed_receiver(&ty));
                } else {
                    signature.params.push(ty);
                }
            }
            "variadic_parameter" => signature.params.push("...".to_owned()),
            _ if kind_is(parameter, &["attribute_item"]) => {}
            _ => signature.params.push(squeezed(text(parameter, source))),
        }
    }
    signature.result = field(item, "return_type").map(|ty| squeezed(text(ty, source))).filter(|ty| ty != "()");
    signature
}

/// Whether a foreign function is declared `safe`, a word that the grammar does not know.
pub(super) fn is_said_safe(item: Node<'_>, source: &str) -> bool {
    let end = field(item, "name").map_or(item.start_byte(), |name| name.start_byte());
    let before = source.get(..end).unwrap_or_default();
    let begin = before.rfind([';', '{', '}', ']', '\n']).map_or(0, |at| at + 1);
    before[begin..].split_whitespace().any(|word| word == "safe")
}

/// `self`, `&self`, `&'a mut self`
fn short_receiver(text: &str) -> Receiver {
    let text = text.trim();
    match (text.starts_with('&'), text.split_whitespace().any(|word| word == "mut" || word == "&mut")) {
        (false, _) => Receiver::Owned,
        (true, false) => Receiver::Ref,
        (true, true) => Receiver::Mut,
    }
}

fn typed_receiver(ty: &str) -> Receiver {
    match ty {
        "Self" => Receiver::Owned,
        "&Self" => Receiver::Ref,
        "&mut Self" => Receiver::Mut,
        _ => Receiver::Typed(ty.to_owned()),
    }
}

/// Generic parameters and all bounds of an item.
pub(super) fn generics(item: Node<'_>, source: &str) -> Generics {
    let mut generics = Generics::default();
    for parameter in field(item, "type_parameters").into_iter().flat_map(children) {
        let name = |node: Node<'_>| field(node, "name").map(|name| text(name, source).to_owned()).unwrap_or_default();
        let default = |name: &str| field(parameter, name).map(|node| squeezed(text(node, source)));
        match parameter.kind() {
            "lifetime_parameter" | "lifetime" => {
                let whole =
                    if parameter.kind() == "lifetime" { text(parameter, source).to_owned() } else { name(parameter) };
                generics.lifetimes.push(whole);
            }
            "type_parameter" | "type_identifier" | "constrained_type_parameter" | "optional_type_parameter" => {
                let is_bare = parameter.kind() == "type_identifier";
                let whole = if is_bare { text(parameter, source).to_owned() } else { name(parameter) };
                generics.types.push(Param { name: whole.clone(), default: default("default_type") });
                if let Some(bounds) = field(parameter, "bounds") {
                    push_bounds(&whole, bounds, source, &mut generics.bounds);
                }
            }
            "const_parameter" => generics.consts.push(Param { name: name(parameter), default: default("value") }),
            _ => {}
        }
    }
    if let Some(clause) = child(item, "where_clause") {
        for predicate in children(clause) {
            if let (Some(left), Some(bounds)) = (field(predicate, "left"), field(predicate, "bounds")) {
                push_bounds(&squeezed(text(left, source)), bounds, source, &mut generics.bounds);
            }
        }
    }
    generics
}

fn push_bounds(subject: &str, bounds: Node<'_>, source: &str, into: &mut Vec<(String, String)>) {
    for bound in bounds_of(bounds, source) {
        into.push((subject.to_owned(), bound));
    }
}

/// The single bounds of `: A + B`.
pub(super) fn bounds_of(bounds: Node<'_>, source: &str) -> Vec<String> {
    children(bounds).map(|bound| squeezed(text(bound, source))).collect()
}
