//! Classes, interfaces and enums.

use super::{
    super::{
        model::{Access, Class, Enumeration, Interface, Member, MemberType, Signature},
        types::Type,
    },
    reader::Reader,
    types::add,
};
use crate::syntax::{Node, child, children, field, first_line};

impl Reader<'_> {
    /// A class.
    pub(super) fn class(&mut self, node: Node<'_>) -> Class {
        let mut class = Class { parameters: self.enter(node), ..Class::default() };
        class.is_abstract = node.kind() == "abstract_class_declaration" || Self::has(node, "abstract");
        if let Some(heritage) = child(node, "class_heritage") {
            self.heritage(heritage, &mut class);
        }
        for member in field(node, "body").into_iter().flat_map(children) {
            self.class_member(member, &mut class);
        }
        self.leave();
        class
    }

    fn heritage(&mut self, node: Node<'_>, class: &mut Class) {
        for clause in children(node) {
            match clause.kind() {
                "extends_clause" => {
                    let Some(value) = field(clause, "value") else { continue };
                    if !matches!(value.kind(), "identifier" | "member_expression") {
                        class.open = true;
                        continue;
                    }
                    let arguments = field(clause, "type_arguments");
                    let arguments = arguments.map(|list| children(list).map(|one| self.of_type(one)).collect());
                    class.base = Some(self.reference(self.text(value), arguments.unwrap_or_default()));
                }
                "implements_clause" => class.implements.extend(children(clause).map(|of| self.of_type(of))),
                // A class of JavaScript has the base right here.
                "identifier" | "member_expression" => class.base = Some(self.reference(self.text(clause), Vec::new())),
                _ => class.open = true,
            }
        }
    }

    fn class_member(&mut self, node: Node<'_>, class: &mut Class) {
        let Some(name) = field(node, "name") else {
            if node.kind() == "index_signature" {
                let key = field(node, "index_type").map_or_else(|| Type::word("string"), |key| self.of_type(key));
                let value = field(node, "type").and_then(|value| self.annotation(value));
                let mut member = self.plain(node, "[]".into());
                member.what = MemberType::Index(key, value.unwrap_or_else(|| Type::word("any")));
                class.members.push(member);
            }
            return;
        };
        let mut member = self.plain(node, self.name(name));
        if name.kind() == "private_property_identifier" {
            member.access = Access::Private;
        }
        match node.kind() {
            "method_definition" | "method_signature" | "abstract_method_signature" => {
                let signature = self.signature(node);
                if member.name == "constructor" && !member.is_static {
                    self.constructor(node, signature, member.access, class);
                    return;
                }
                if Self::has(node, "get") {
                    member.readonly = true;
                    member.what = MemberType::Field(signature.returns);
                } else if Self::has(node, "set") {
                    member.what = MemberType::Field(signature.parameters.into_iter().next().and_then(|first| first.is));
                } else {
                    let known = class.members.iter_mut().find(|known| {
                        known.name == member.name
                            && known.is_static == member.is_static
                            && field(node, "body").is_some()
                    });
                    // What implements overloads is none of them.
                    if let Some(Member { what: MemberType::Method(_), .. }) = known {
                        return;
                    }
                    member.what = MemberType::Method(vec![signature]);
                }
            }
            "public_field_definition" => {
                let is = field(node, "type").and_then(|is| self.annotation(is));
                let value = field(node, "value");
                let untyped = is.is_none() && value.is_none();
                let is = is.or_else(|| value.and_then(|value| self.inferred(value)));
                // In a declaration, what has no type is `any`.
                member.what = MemberType::Field(is.or_else(|| untyped.then(|| Type::word("any"))));
            }
            _ => return,
        }
        add(&mut class.members, member);
    }

    fn plain(&self, node: Node<'_>, name: String) -> Member {
        Member {
            name,
            what: MemberType::Field(None),
            optional: Self::has(node, "?"),
            readonly: Self::has(node, "readonly"),
            is_static: Self::has(node, "static"),
            is_abstract: Self::has(node, "abstract") || node.kind() == "abstract_method_signature",
            access: self.access(node),
            internal: self.tags(node).internal,
            line: first_line(node),
            head: self.head(node),
        }
    }

    fn access(&self, node: Node<'_>) -> Access {
        match child(node, "accessibility_modifier").map(|modifier| self.text(modifier)) {
            Some("private") => Access::Private,
            Some("protected") => Access::Protected,
            _ => Access::Public,
        }
    }

    fn constructor(&mut self, node: Node<'_>, signature: Signature, access: Access, class: &mut Class) {
        let list = field(node, "parameters");
        for parameter in list.into_iter().flat_map(children) {
            let readonly = Self::has(parameter, "readonly");
            if !readonly && child(parameter, "accessibility_modifier").is_none() {
                continue;
            }
            let read = self.parameter(parameter);
            let member = Member {
                what: MemberType::Field(read.is),
                readonly,
                optional: parameter.kind() == "optional_parameter",
                is_abstract: false,
                is_static: false,
                ..self.plain(parameter, read.name)
            };
            add(&mut class.members, member);
        }
        class.constructor_access = access;
        if field(node, "body").is_some() && !class.constructors.is_empty() {
            return;
        }
        class.constructors.push(signature);
    }

    /// An interface.
    pub(super) fn interface(&mut self, node: Node<'_>) -> Interface {
        let parameters = self.enter(node);
        let bases = child(node, "extends_type_clause").into_iter().flat_map(children).map(|base| self.of_type(base));
        let bases = bases.collect();
        let members = field(node, "body").map(|body| self.members(body)).unwrap_or_default();
        self.leave();
        Interface { parameters, bases, members }
    }

    /// An enum: members without a value count on from the one before.
    pub(super) fn enumeration(&self, node: Node<'_>) -> Enumeration {
        let mut members = Vec::new();
        let mut next = Some(0_i64);
        for member in field(node, "body").into_iter().flat_map(children) {
            let assigned = member.kind() == "enum_assignment";
            let name = if assigned { field(member, "name") } else { Some(member) };
            let Some(name) = name else { continue };
            let value = if assigned {
                let written = field(member, "value").map_or("", |value| self.text(value));
                next = number(written).and_then(|number| number.checked_add(1));
                Some(number(written).map_or_else(|| written.replace('"', "'"), |number| number.to_string()))
            } else {
                let value = next.map(|value| value.to_string());
                next = next.and_then(|value| value.checked_add(1));
                value
            };
            members.push((self.name(name), first_line(member), value));
        }
        Enumeration { is_const: Self::has(node, "const"), members }
    }
}

fn number(text: &str) -> Option<i64> {
    let text: String = text.chars().filter(|letter| !letter.is_whitespace() && *letter != '_').collect();
    if let Some((one, other)) = text.split_once("<<") {
        return number(one)?.checked_shl(u32::try_from(number(other)?).ok()?);
    }
    if let Some((one, other)) = text.split_once('|') {
        return Some(number(one)? | number(other)?);
    }
    match text.strip_prefix("0x") {
        Some(digits) => i64::from_str_radix(digits, 16).ok(),
        None => text.parse().ok(),
    }
}
