//! `exports.a = ...`, `module.exports = ...`, and members that are assigned to what is exported.

use super::{
    super::{
        model::{Access, Class, Export, Exported, Item, Kind, Member, MemberType, Module, Tags, Variable},
        types::Type,
    },
    module::local,
    reader::{Reader, unquoted},
    types::add,
    values::bare,
};
use crate::syntax::{Node, children, field, first_line};

/// The module of `require("module")`, `require("module").default` left out.
pub(super) fn required(reader: &Reader<'_>, value: Node<'_>) -> Option<String> {
    let value = bare(value);
    if value.kind() != "call_expression"
        || field(value, "function").map(|called| reader.text(called)) != Some("require")
    {
        return None;
    }
    let argument = children(field(value, "arguments")?).next()?;
    (argument.kind() == "string").then(|| unquoted(reader.text(argument)).to_owned())
}

impl Reader<'_> {
    /// An expression at the top of a module: only assignments matter.
    pub(super) fn expression(&mut self, node: Node<'_>, module: &mut Module) {
        let node = bare(node);
        match node.kind() {
            "assignment_expression" => self.assignment(node, module),
            "call_expression" => self.defined_property(node, module),
            _ => {}
        }
    }

    fn assignment(&mut self, node: Node<'_>, module: &mut Module) {
        let (Some(left), Some(right)) = (field(node, "left"), field(node, "right")) else { return };
        let target = self.text(left).split_whitespace().collect::<String>();
        // `a = exports = module.exports = value` gives all of them the value.
        let inner = bare(right);
        let value = if inner.kind() == "assignment_expression" {
            self.assignment(inner, module);
            last_value(inner)
        } else {
            right
        };
        let line = first_line(node);
        let parts: Vec<&str> = target.split('.').collect();
        match parts.as_slice() {
            ["module", "exports"] => {
                module.exports.retain(|export| export.name != "export=");
                if bare(value).kind() == "object" {
                    self.exported_object(bare(value), module);
                } else {
                    self.exported_value("export=", value, module, (Tags::default(), line));
                }
            }
            ["exports", name] | ["module", "exports", name] => self.exported_name(name, value, module, line),
            [owner, "prototype", name] => self.assigned_member(owner, name, (value, false), module),
            [owner, name] => self.assigned_member(owner, name, (value, true), module),
            _ => {}
        }
    }

    /// `module.exports = { a, b: c }`
    fn exported_object(&mut self, node: Node<'_>, module: &mut Module) {
        for entry in children(node) {
            let line = first_line(entry);
            match entry.kind() {
                "shorthand_property_identifier" => {
                    let name = self.text(entry);
                    module.exports.push(local(name, name, line));
                }
                "pair" => {
                    let (Some(key), Some(value)) = (field(entry, "key"), field(entry, "value")) else { continue };
                    let name = self.name(key);
                    self.exported_name(&name, value, module, line);
                }
                "method_definition" => {
                    let Some(name) = field(entry, "name").map(|name| self.name(name)) else { continue };
                    if Self::has(entry, "get") || Self::has(entry, "set") {
                        let kind = Kind::Variable(Variable::default());
                        module.items.push(self.item(entry, name.clone(), kind, self.tags(entry)));
                    } else {
                        let kind = Kind::Function(vec![self.signature(entry)]);
                        module.items.push(self.item(entry, name.clone(), kind, self.tags(entry)));
                    }
                    module.exports.push(local(&name, &name, line));
                }
                "spread_element" => match children(entry).next().and_then(|value| required(self, value)) {
                    Some(source) => {
                        let what = Exported::Module(source);
                        module.exports.push(Export { name: "*".into(), what, type_only: false, line });
                    }
                    None => module.open = true,
                },
                _ => module.open = true,
            }
        }
        // An empty object may be filled later, and is one that users get.
        if children(node).next().is_none() {
            let kind = Kind::Variable(Variable { inferred: Some(Type::Object(Vec::new())), ..Variable::default() });
            module.items.push(self.item(node, "export=".into(), kind, Tags::default()));
            module.exports.push(local("export=", "export=", first_line(node)));
        }
    }

    fn exported_name(&mut self, name: &str, value: Node<'_>, module: &mut Module, line: u32) {
        if name == "__esModule" || module.exports.iter().any(|export| export.name == name) {
            return;
        }
        let core = bare(value);
        if core.kind() == "identifier" {
            if self.text(core) == "undefined" {
                return;
            }
            module.exports.push(local(name, self.text(core), line));
            return;
        }
        if core.kind() == "unary_expression" {
            // `exports.a = void 0`, as compilers write it: the value comes later.
            return;
        }
        if let Some(source) = required(self, core) {
            let what = Exported::From(source, "export=".into());
            module.exports.push(Export { name: name.to_owned(), what, type_only: false, line });
            return;
        }
        self.exported_value(name, value, module, (Tags::default(), line));
    }

    /// `Object.defineProperty(exports, "name", ...)`
    fn defined_property(&self, node: Node<'_>, module: &mut Module) {
        let called = field(node, "function").map(|called| self.text(called));
        let Some(arguments) = field(node, "arguments") else { return };
        if called != Some("Object.defineProperty") {
            return;
        }
        let mut given = children(arguments);
        let (Some(of), Some(name)) = (given.next(), given.next()) else { return };
        let name_text = self.name(name);
        if !matches!(self.text(of), "exports" | "module.exports")
            || name.kind() != "string"
            || name_text == "__esModule"
        {
            return;
        }
        let kind = Kind::Variable(Variable::default());
        let item = Item {
            name: name_text.clone(),
            line: first_line(node),
            kind,
            tags: self.tags(node),
            head: self.line(node.start_byte(), node.end_byte()),
            looks: String::new(),
        };
        module.items.push(item);
        module.exports.push(local(&name_text, &name_text, first_line(node)));
    }

    /// `owner.name = value` and `owner.prototype.name = value`.
    fn assigned_member(&mut self, owner: &str, name: &str, value: (Node<'_>, bool), module: &mut Module) {
        let (value, is_static) = value;
        let owner = match owner {
            "exports" => "export=",
            other => other,
        };
        let Some(place) = module.items.iter().position(|item| item.name == owner) else { return };
        let core = bare(value);
        let what = match core.kind() {
            "function_expression" | "arrow_function" | "generator_function" => {
                MemberType::Method(vec![self.signature(core)])
            }
            _ => MemberType::Field(self.inferred(value)),
        };
        let statement = value.parent().and_then(|assignment| assignment.parent()).unwrap_or(value);
        let end = field(core, "body").map_or(value.end_byte(), |body| body.start_byte());
        let member = Member {
            name: name.to_owned(),
            what,
            optional: false,
            readonly: false,
            is_static,
            is_abstract: false,
            access: Access::Public,
            internal: self.tags(statement).internal,
            line: first_line(value),
            head: self.line(statement.start_byte(), end),
        };
        match &mut module.items[place].kind {
            Kind::Class(class) => add(&mut class.members, member),
            Kind::Variable(variable) => {
                let known = variable.inferred.get_or_insert_with(|| Type::Object(Vec::new()));
                if let Type::Object(members) = known {
                    add(members, Member { is_static: false, ..member });
                }
            }
            // A function with members is a class of old, or a function with properties.
            Kind::Function(signatures) => {
                let class = Class { constructors: signatures.clone(), members: vec![member], ..Class::default() };
                let mut item = module.items[place].clone();
                let merged = module.items.iter_mut().find(|item| item.name == owner && is_companion(&item.kind));
                if let Some(Item { kind: Kind::Class(known), .. }) = merged {
                    known.members.extend(class.members);
                } else {
                    item.kind = Kind::Class(Box::new(Class { open: true, constructors: Vec::new(), ..class }));
                    module.items.push(item);
                }
            }
            _ => {}
        }
    }
}

fn is_companion(kind: &Kind) -> bool {
    matches!(kind, Kind::Class(_))
}

fn last_value(node: Node<'_>) -> Node<'_> {
    let mut value = node;
    while value.kind() == "assignment_expression" {
        match field(value, "right") {
            Some(right) => value = bare(right),
            None => break,
        }
    }
    value
}
