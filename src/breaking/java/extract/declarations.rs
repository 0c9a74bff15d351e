//! Types and what stands in them.

use super::{members, modifiers, references};
use crate::breaking::java::model::{Access, Field, Kind, Method, Modifiers, TypeDeclaration};
use crate::syntax::{Node, child, children, field, first_line, text};

/// Reads a type; nothing if it is something else.
pub(super) fn read(node: Node<'_>, source: &str, outer: Option<Kind>) -> Option<TypeDeclaration> {
    let kind = match node.kind() {
        "class_declaration" => Kind::Class,
        "interface_declaration" => Kind::Interface,
        "enum_declaration" => Kind::Enum,
        "record_declaration" => Kind::Record,
        "annotation_type_declaration" => Kind::Annotation,
        _ => return None,
    };
    let name = field(node, "name")?;
    let body = field(node, "body");
    let mut modifiers = modifiers::read(node, source, outer);
    modifiers.is_static |= kind != Kind::Class || outer.is_some_and(Kind::is_interface);
    modifiers.is_final |= matches!(kind, Kind::Enum | Kind::Record);
    let interfaces = field(node, "interfaces").or_else(|| child(node, "extends_interfaces"));
    let mut out = TypeDeclaration {
        name: text(name, source).to_owned(),
        kind,
        line: first_line(name),
        head: modifiers::head(node, source, body.map_or(node.end_byte(), |body| body.start_byte())),
        modifiers,
        parameters: references::parameters(field(node, "type_parameters"), source),
        superclass: references::list(field(node, "superclass"), source).into_iter().next(),
        interfaces: references::list(interfaces, source),
        permits: references::list(field(node, "permits"), source),
        annotations: if kind == Kind::Annotation { modifiers::meta(node, source) } else { Vec::new() },
        ..TypeDeclaration::default()
    };
    for member in body.into_iter().flat_map(children) {
        if member.kind() == "enum_body_declarations" {
            children(member).for_each(|member| add(member, source, &mut out));
        } else {
            add(member, source, &mut out);
        }
    }
    if kind == Kind::Record {
        complete_record(node, source, &mut out);
    } else if kind == Kind::Class && out.constructors.is_empty() {
        out.constructors.push(Method {
            name: out.name.clone(),
            line: out.line,
            head: format!("{}()", out.name),
            modifiers: Modifiers { access: out.modifiers.access, ..Modifiers::default() },
            ..Method::default()
        });
    }
    Some(out)
}

fn add(node: Node<'_>, source: &str, out: &mut TypeDeclaration) {
    match node.kind() {
        "field_declaration" | "constant_declaration" => members::fields(node, source, out.kind, &mut out.fields),
        "enum_constant" => out.fields.extend(members::enum_constant(node, source, &out.name)),
        "method_declaration" | "annotation_type_element_declaration" => {
            out.methods.extend(members::method(node, source, out.kind));
        }
        "constructor_declaration" => out.constructors.extend(members::method(node, source, out.kind)),
        _ => out.types.extend(read(node, source, Some(out.kind))),
    }
}

/// Adds what a record has without saying so: accessors, and the constructor of its components.
fn complete_record(node: Node<'_>, source: &str, out: &mut TypeDeclaration) {
    let components: Vec<Node<'_>> = field(node, "parameters").into_iter().flat_map(children).collect();
    let types: Vec<_> = components.iter().filter_map(|node| members::parameter_type(*node, source)).collect();
    let is_variadic = components.iter().any(|node| node.kind() == "spread_parameter");
    if !out.constructors.iter().any(|known| known.parameters == types) {
        let access = compact_access(node, source).unwrap_or(out.modifiers.access);
        out.constructors.push(Method {
            name: out.name.clone(),
            line: out.line,
            head: out.head.clone(),
            modifiers: Modifiers { access, ..Modifiers::default() },
            parameters: types.clone(),
            is_variadic,
            ..Method::default()
        });
    }
    for (component, of) in components.iter().zip(types) {
        let named = field(*component, "name").or_else(|| field(child(*component, "variable_declarator")?, "name"));
        let Some(name) = named.map(|name| text(name, source)) else { continue };
        if !out.methods.iter().any(|method| method.name == name && method.parameters.is_empty()) {
            out.methods.push(Method {
                name: name.to_owned(),
                line: first_line(*component),
                head: format!("{}()", text(*component, source)),
                modifiers: Modifiers { access: Access::Public, ..Modifiers::default() },
                returns: of,
                ..Method::default()
            });
        }
    }
    out.fields.retain(|field: &Field| field.modifiers.is_static);
}

fn compact_access(node: Node<'_>, source: &str) -> Option<Access> {
    let body = field(node, "body")?;
    let compact = children(body).find(|member| member.kind() == "compact_constructor_declaration")?;
    Some(modifiers::read(compact, source, None).access)
}
