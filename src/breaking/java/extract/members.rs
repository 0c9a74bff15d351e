//! Fields, methods, constructors and the elements of annotations.

use super::{expressions, modifiers, references};
use crate::breaking::java::model::{Access, Field, Kind, Method, Modifiers, TypeRef};
use crate::syntax::{Node, child, children, field, first_line, squeezed, text};

/// The fields of one declaration.
pub(super) fn fields(node: Node<'_>, source: &str, outer: Kind, out: &mut Vec<Field>) {
    let mut modifiers = modifiers::read(node, source, Some(outer));
    if outer.is_interface() {
        modifiers.is_static = true;
        modifiers.is_final = true;
    }
    let Some(of) = field(node, "type") else { return };
    let mut cursor = node.walk();
    for declarator in node.children_by_field_name("declarator", &mut cursor) {
        let Some(name) = field(declarator, "name") else { continue };
        let mut of = references::of(of, source);
        of.dimensions += references::dimensions(field(declarator, "dimensions"), source);
        out.push(Field {
            name: text(name, source).to_owned(),
            line: first_line(name),
            head: modifiers::head(node, source, node.end_byte()),
            modifiers: modifiers.clone(),
            of,
            value: field(declarator, "value").map(|value| expressions::of(value, source, 0)),
            is_enum_constant: false,
        });
    }
}

/// The constant of an enum.
pub(super) fn enum_constant(node: Node<'_>, source: &str, of: &str) -> Option<Field> {
    let name = field(node, "name")?;
    let read = modifiers::read(node, source, None);
    let modifiers = Modifiers { access: Access::Public, is_static: true, is_final: true, ..read };
    Some(Field {
        name: text(name, source).to_owned(),
        line: first_line(name),
        head: text(name, source).to_owned(),
        modifiers,
        of: TypeRef { name: of.to_owned(), ..TypeRef::default() },
        value: None,
        is_enum_constant: true,
    })
}

/// A method, constructor or element.
pub(super) fn method(node: Node<'_>, source: &str, outer: Kind) -> Option<Method> {
    let name = field(node, "name")?;
    let body = field(node, "body");
    let mut modifiers = modifiers::read(node, source, Some(outer));
    if outer.is_interface() {
        let has_body = modifiers.is_static || modifiers.is_default || modifiers.access == Access::Private;
        modifiers.is_abstract = !has_body;
    } else if node.kind() == "method_declaration" {
        // Of an enum, a method is abstract where its constants have bodies.
        modifiers.is_abstract &= body.is_none();
    }
    let mut method = Method {
        name: text(name, source).to_owned(),
        line: first_line(name),
        head: modifiers::head(node, source, body.map_or(node.end_byte(), |body| body.start_byte())),
        modifiers,
        type_parameters: references::parameters(field(node, "type_parameters"), source),
        returns: field(node, "type").map(|of| references::of(of, source)).unwrap_or_default(),
        throws: references::list(child(node, "throws"), source),
        value: field(node, "value").map(|value| squeezed(text(value, source))),
        ..Method::default()
    };
    method.head = method.head.trim_end_matches([';', ' ']).to_owned();
    method.returns.dimensions += references::dimensions(field(node, "dimensions"), source);
    for parameter in field(node, "parameters").into_iter().flat_map(children) {
        method.parameters.extend(parameter_type(parameter, source));
        method.is_variadic |= parameter.kind() == "spread_parameter";
    }
    Some(method)
}

/// The type of a parameter; `...` is an array.
pub(super) fn parameter_type(node: Node<'_>, source: &str) -> Option<TypeRef> {
    match node.kind() {
        "formal_parameter" => {
            let mut of = references::of(field(node, "type")?, source);
            of.dimensions += references::dimensions(field(node, "dimensions"), source);
            Some(of)
        }
        "spread_parameter" => {
            let is_type = |child: &Node<'_>| {
                !matches!(child.kind(), "modifiers" | "variable_declarator") && !child.kind().ends_with("annotation")
            };
            let mut of = references::of(children(node).find(is_type)?, source);
            of.dimensions += 1;
            Some(of)
        }
        _ => None,
    }
}
