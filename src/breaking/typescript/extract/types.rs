//! Types and members of object types.

use super::{
    super::{
        model::{Access, Member, MemberType, Parameter},
        types::{Element, Type},
    },
    reader::{Reader, unquoted},
};
use crate::syntax::{Node, child, children, field, first_line, squeezed};

impl Reader<'_> {
    /// The type behind a colon, or the type itself.
    pub(super) fn annotation(&mut self, node: Node<'_>) -> Option<Type> {
        match node.kind() {
            "type_annotation"
            | "opting_type_annotation"
            | "omitting_type_annotation"
            | "adding_type_annotation"
            | "type_predicate_annotation"
            | "asserts_annotation" => children(node).next().map(|inner| self.of_type(inner)),
            _ => Some(self.of_type(node)),
        }
    }

    /// A type.
    pub(super) fn of_type(&mut self, node: Node<'_>) -> Type {
        match node.kind() {
            "predefined_type" => Type::Word(self.text(node).to_owned()),
            "this_type" | "this" => Type::This,
            "type_identifier" | "identifier" | "nested_type_identifier" | "nested_identifier" => {
                self.reference(self.text(node), Vec::new())
            }
            "literal_type" => self.literal_type(node),
            "generic_type" => self.generic(node),
            "array_type" => Type::List(Box::new(self.first(node)), false),
            "readonly_type" => match self.first(node) {
                Type::List(element, _) => Type::List(element, true),
                Type::Tuple(elements, _) => Type::Tuple(elements, true),
                other => other,
            },
            "tuple_type" => Type::Tuple(children(node).map(|element| self.element(element)).collect(), false),
            "union_type" => Type::union(self.all(node)),
            "intersection_type" => {
                let mut members = Vec::new();
                for member in self.all(node) {
                    match member {
                        Type::Intersection(inner) => members.extend(inner),
                        other => members.push(other),
                    }
                }
                members.dedup();
                if let [only] = members.as_slice() { only.clone() } else { Type::Intersection(members) }
            }
            "object_type" => self.object_type(node),
            "function_type" => Type::Function(Box::new(self.signature(node))),
            "constructor_type" => Type::Constructor(Box::new(self.signature(node))),
            "index_type_query" => Type::KeyOf(Box::new(self.first(node))),
            "lookup_type" => match self.all(node).as_slice() {
                [of, key] => Type::Lookup(Box::new(of.clone()), Box::new(key.clone())),
                _ => self.other(node),
            },
            "type_query" => Type::Query(self.written(node).trim_start_matches("typeof").trim().to_owned()),
            "conditional_type" => {
                let parts = ["left", "right", "consequence", "alternative"]
                    .map(|part| field(node, part).map_or_else(|| Type::word("never"), |part| self.of_type(part)));
                Type::Conditional(Box::new(parts))
            }
            "type_predicate" => self.guard(node, false),
            "asserts" => self.guard(node, true),
            "parenthesized_type" | "optional_type" | "rest_type" | "default_type" | "constraint" => self.first(node),
            _ => self.other(node),
        }
    }

    fn first(&mut self, node: Node<'_>) -> Type {
        children(node).next().map_or_else(|| Type::word("any"), |inner| self.of_type(inner))
    }

    fn all(&mut self, node: Node<'_>) -> Vec<Type> {
        children(node).map(|inner| self.of_type(inner)).collect()
    }

    fn other(&self, node: Node<'_>) -> Type {
        Type::Other(self.written(node))
    }

    fn written(&self, node: Node<'_>) -> String {
        squeezed(self.text(node)).replace('"', "'")
    }

    /// A name: a type parameter in scope, or something to be looked up.
    pub(super) fn reference(&self, name: &str, arguments: Vec<Type>) -> Type {
        if arguments.is_empty() {
            for (level, scope) in self.scopes.iter().enumerate().rev() {
                if let Some(index) = scope.iter().position(|known| known == name) {
                    return Type::Parameter(level.min(255) as u8, index.min(255) as u8);
                }
            }
        }
        match (name, arguments.as_slice()) {
            ("Array", [element]) => Type::List(Box::new(element.clone()), false),
            ("ReadonlyArray", [element]) => Type::List(Box::new(element.clone()), true),
            ("undefined", []) => Type::word("undefined"),
            _ => Type::Reference(name.split_whitespace().collect(), arguments),
        }
    }

    fn generic(&mut self, node: Node<'_>) -> Type {
        let arguments = field(node, "type_arguments").map(|list| self.all(list)).unwrap_or_default();
        let name = field(node, "name").map_or("", |name| self.text(name));
        self.reference(name, arguments)
    }

    fn literal_type(&mut self, node: Node<'_>) -> Type {
        let Some(inner) = children(node).next() else { return self.other(node) };
        let text = self.text(inner);
        match inner.kind() {
            "null" | "undefined" => Type::word(text),
            "string" => Type::Literal(format!("'{}'", unquoted(text))),
            _ => Type::Literal(text.to_owned()),
        }
    }

    fn guard(&mut self, node: Node<'_>, asserts: bool) -> Type {
        let inner = if asserts { children(node).next().unwrap_or(node) } else { node };
        if inner.kind() == "type_predicate" {
            let of = field(inner, "name").map_or("", |name| self.text(name)).to_owned();
            let is = field(inner, "type").map(|is| Box::new(self.of_type(is)));
            return Type::Guard(asserts, of, is);
        }
        Type::Guard(asserts, self.text(inner).to_owned(), None)
    }

    fn element(&mut self, node: Node<'_>) -> Element {
        match node.kind() {
            "optional_type" => Element { is: self.first(node), optional: true, rest: false },
            "rest_type" => {
                let is = match self.first(node) {
                    Type::List(element, _) => *element,
                    other => other,
                };
                Element { is, optional: false, rest: true }
            }
            "required_parameter" | "optional_parameter" => {
                let Parameter { is, optional, rest, .. } = self.parameter(node);
                let is = is.unwrap_or_else(|| Type::word("any"));
                let is = match is {
                    Type::List(element, _) if rest => *element,
                    other => other,
                };
                Element { is, optional, rest }
            }
            _ => Element { is: self.of_type(node), optional: false, rest: false },
        }
    }

    fn object_type(&mut self, node: Node<'_>) -> Type {
        let mut inside = children(node);
        if let (Some(only), None) = (inside.next(), inside.next())
            && only.kind() == "index_signature"
            && let Some(clause) = child(only, "mapped_type_clause")
        {
            return self.mapped(only, clause);
        }
        Type::Object(self.members(node))
    }

    fn mapped(&mut self, node: Node<'_>, clause: Node<'_>) -> Type {
        let keys = field(clause, "type").map_or_else(|| Type::word("any"), |keys| self.of_type(keys));
        let name = field(clause, "name").map_or("", |name| self.text(name)).to_owned();
        self.scopes.push(vec![name]);
        let renamed = field(clause, "alias").map_or_else(|| Type::word("never"), |alias| self.of_type(alias));
        let value = field(node, "type");
        let is = value.and_then(|value| self.annotation(value)).unwrap_or_else(|| Type::word("any"));
        self.scopes.pop();
        let modifiers = [
            Self::has(node, "readonly").then_some("readonly"),
            Self::has(node, "+").then_some("+"),
            Self::has(node, "-").then_some("-"),
            value.map(|value| value.kind()).filter(|kind| *kind != "type_annotation").map(|kind| &kind[..3]),
        ];
        let modifiers: Vec<&str> = modifiers.into_iter().flatten().collect();
        Type::Mapped(Box::new([keys, renamed, is]), modifiers.join(" "))
    }

    /// The members of an object type or of the body of an interface.
    pub(super) fn members(&mut self, node: Node<'_>) -> Vec<Member> {
        let mut members: Vec<Member> = Vec::new();
        for inner in children(node) {
            if let Some(member) = self.type_member(inner) {
                add(&mut members, member);
            }
        }
        members
    }

    fn type_member(&mut self, node: Node<'_>) -> Option<Member> {
        let mut member = Member {
            name: field(node, "name").map_or_else(String::new, |name| self.name(name)),
            what: MemberType::Field(None),
            optional: Self::has(node, "?"),
            readonly: Self::has(node, "readonly"),
            is_static: false,
            is_abstract: false,
            access: Access::Public,
            internal: self.tags(node).internal,
            line: first_line(node),
            head: self.head(node),
        };
        match node.kind() {
            "property_signature" => {
                let is = field(node, "type").and_then(|is| self.annotation(is));
                member.what = MemberType::Field(Some(is.unwrap_or_else(|| Type::word("any"))));
            }
            "method_signature" if Self::has(node, "get") => {
                member.readonly = true;
                member.what = MemberType::Field(field(node, "return_type").and_then(|is| self.annotation(is)));
            }
            "method_signature" if Self::has(node, "set") => {
                let signature = self.signature(node);
                member.what = MemberType::Field(signature.parameters.into_iter().next().and_then(|first| first.is));
            }
            "method_signature" => member.what = MemberType::Method(vec![self.signature(node)]),
            "call_signature" => {
                "()".clone_into(&mut member.name);
                member.what = MemberType::Method(vec![self.signature(node)]);
            }
            "construct_signature" => {
                "new()".clone_into(&mut member.name);
                member.what = MemberType::Method(vec![self.signature(node)]);
            }
            "index_signature" => {
                let key = field(node, "index_type").map_or_else(|| Type::word("string"), |key| self.of_type(key));
                let value = field(node, "type").and_then(|value| self.annotation(value));
                "[]".clone_into(&mut member.name);
                member.what = MemberType::Index(key, value.unwrap_or_else(|| Type::word("any")));
            }
            _ => return None,
        }
        Some(member)
    }
}

/// Adds a member; overloads and pairs of accessors are one.
pub(super) fn add(members: &mut Vec<Member>, member: Member) {
    let same = members.iter_mut().find(|known| known.name == member.name && known.is_static == member.is_static);
    let Some(known) = same.filter(|known| known.name != "[]") else { return members.push(member) };
    match (&mut known.what, member.what) {
        (MemberType::Method(list), MemberType::Method(more)) => list.extend(more),
        (MemberType::Field(is), MemberType::Field(other)) => {
            *is = is.take().or(other);
            known.readonly = known.readonly && member.readonly;
            known.access = known.access.max(member.access);
            known.internal = known.internal && member.internal;
        }
        _ => {}
    }
}
