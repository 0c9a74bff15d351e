//! Function heads, and the little of their bodies that matters.

use crate::syntax::Node;

use super::words::{digest, line, one_line, text};
use crate::breaking::python::model::{Body, Function, Parameter, ParameterKind};

/// Reads a `function_definition`; `decorators` are those of the definition around it.
pub(super) fn function(node: Node<'_>, source: &str, decorators: &[String]) -> Function {
    let body = node.child_by_field_name("body");
    let end = body.map_or(node.end_byte(), |body| body.start_byte());
    let head = source.get(node.start_byte()..end).unwrap_or_default();
    let head = one_line(head).trim_end_matches(':').trim_end().to_owned();
    let mut cursor = node.walk();
    Function {
        parameters: node.child_by_field_name("parameters").map_or_else(Vec::new, |list| parameters(list, source)),
        returns: node.child_by_field_name("return_type").map(|returns| one_line(text(returns, source))),
        is_async: node.children(&mut cursor).any(|child| child.kind() == "async"),
        decorators: decorators.to_vec(),
        body: body.map_or_else(Body::default, |body| read_body(body, source)),
        head,
    }
}

fn parameters(list: Node<'_>, source: &str) -> Vec<Parameter> {
    let mut out: Vec<Parameter> = Vec::new();
    let mut keyword_only = false;
    let mut cursor = list.walk();
    for node in list.named_children(&mut cursor) {
        match node.kind() {
            "positional_separator" => {
                for parameter in &mut out {
                    if parameter.kind == ParameterKind::Either {
                        parameter.kind = ParameterKind::PositionalOnly;
                    }
                }
            }
            "keyword_separator" => keyword_only = true,
            _ => {
                if let Some(mut parameter) = parameter(node, source) {
                    if keyword_only && parameter.kind == ParameterKind::Either {
                        parameter.kind = ParameterKind::KeywordOnly;
                    }
                    keyword_only |= parameter.kind == ParameterKind::VarPositional;
                    out.push(parameter);
                }
            }
        }
    }
    out
}

fn parameter(node: Node<'_>, source: &str) -> Option<Parameter> {
    let named = match node.kind() {
        "identifier" | "list_splat_pattern" | "dictionary_splat_pattern" | "tuple_pattern" => node,
        "typed_parameter" => node.named_child(0)?,
        "default_parameter" | "typed_default_parameter" => node.child_by_field_name("name")?,
        _ => return None,
    };
    let (kind, name) = match named.kind() {
        "list_splat_pattern" => (ParameterKind::VarPositional, text(named, source).trim_start_matches('*').trim()),
        "dictionary_splat_pattern" => (ParameterKind::VarKeyword, text(named, source).trim_start_matches('*').trim()),
        _ => (ParameterKind::Either, text(named, source)),
    };
    // Two leading underscores are the older way to say positional-only.
    let kind = match kind {
        ParameterKind::Either if name.starts_with("__") && !name.ends_with("__") => ParameterKind::PositionalOnly,
        kind => kind,
    };
    Some(Parameter {
        name: name.to_owned(),
        kind,
        annotation: node.child_by_field_name("type").map(|of| one_line(text(of, source))),
        default: node.child_by_field_name("value").map(|value| one_line(text(value, source))),
        line: line(node),
    })
}

fn read_body(body: Node<'_>, source: &str) -> Body {
    let written = text(body, source);
    let mut out = Body {
        digest: digest(written),
        size: u32::try_from(written.len()).unwrap_or(u32::MAX),
        uses_super: written.contains("super()"),
        refuses: refuses(body, source),
        ..Body::default()
    };
    if !written.contains("yield") && !written.contains("return") {
        return out;
    }
    walk(body, |node| match node.kind() {
        "function_definition" | "class_definition" | "lambda" => Descend::No,
        "yield" => {
            out.yields |= node.is_named();
            Descend::Yes
        }
        "return_statement" => {
            out.returns_call |= node.named_child(0).is_some_and(|value| value.kind() == "call");
            Descend::Yes
        }
        _ => Descend::Yes,
    });
    out
}

/// Whether a body is nothing but an error that says that it is not there.
fn refuses(body: Node<'_>, source: &str) -> bool {
    let mut cursor = body.walk();
    let mut statements = body.named_children(&mut cursor).filter(|node| {
        let is_text =
            node.kind() == "expression_statement" && node.named_child(0).is_some_and(|inner| inner.kind() == "string");
        !is_text && node.kind() != "comment"
    });
    let only = statements.next().filter(|node| node.kind() == "raise_statement");
    only.is_some_and(|node| text(node, source).contains("NotImplementedError")) && statements.next().is_none()
}

/// Whether a walk goes into the children of a node.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Descend {
    Yes,
    No,
}

/// Visits the nodes below `root` in the order of the text, without recursion: sources may nest deeper than the stack.
pub(super) fn walk<'tree>(root: Node<'tree>, mut visit: impl FnMut(Node<'tree>) -> Descend) {
    let mut cursor = root.walk();
    if !cursor.goto_first_child() {
        return;
    }
    loop {
        let descend = visit(cursor.node()) == Descend::Yes && cursor.goto_first_child();
        if descend {
            continue;
        }
        while !cursor.goto_next_sibling() {
            if !cursor.goto_parent() || cursor.node() == root {
                return;
            }
        }
    }
}
