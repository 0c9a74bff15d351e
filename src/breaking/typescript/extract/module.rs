//! Statements of a module: what it declares, imports and exports.

use super::{
    super::model::{Export, Exported, Import, Item, Kind, Module, Tags},
    commonjs,
    reader::{Reader, unquoted},
    values::bare,
};
use crate::syntax::{Node, child, children, field, first_line, squeezed};

/// Reads a file.
pub(crate) fn module(root: Node<'_>, text: &str, untyped: bool) -> Module {
    let mut reader = Reader::new(text);
    let mut module = Module { untyped, ..Module::default() };
    for statement in children(root) {
        reader.statement(statement, &mut module, Tags::default());
    }
    module.is_script = module.exports.is_empty() && module.imports.is_empty();
    module
}

impl Reader<'_> {
    fn statement(&mut self, node: Node<'_>, module: &mut Module, around: Tags) {
        let own = self.tags(node);
        let tags = Tags { internal: own.internal || around.internal, unstable: own.unstable || around.unstable };
        match node.kind() {
            "import_statement" => self.import(node, module),
            "export_statement" => self.export(node, module, tags),
            "ambient_declaration" => self.ambient(node, module, tags),
            "expression_statement" => {
                if let Some(inner) = children(node).next() {
                    match inner.kind() {
                        "internal_module" => drop(self.declaration(inner, module, tags)),
                        _ => self.expression(inner, module),
                    }
                }
            }
            _ => drop(self.declaration(node, module, tags)),
        }
    }

    /// Adds what is declared; gives the names.
    fn declaration(&mut self, node: Node<'_>, module: &mut Module, tags: Tags) -> Vec<String> {
        let kind = match node.kind() {
            "lexical_declaration" | "variable_declaration" => return self.variables(node, module, tags),
            "function_declaration" | "function_signature" | "generator_function_declaration" => {
                return self.function(node, module, tags);
            }
            "class_declaration" | "abstract_class_declaration" | "class" => Kind::Class(Box::new(self.class(node))),
            "interface_declaration" => Kind::Interface(self.interface(node)),
            "enum_declaration" => Kind::Enum(self.enumeration(node)),
            "type_alias_declaration" => {
                let parameters = self.enter(node);
                let is = field(node, "value").map(|value| self.of_type(value));
                self.leave();
                match is {
                    Some(is) => Kind::Alias(parameters, is),
                    None => return Vec::new(),
                }
            }
            "internal_module" | "module" => return self.namespace(node, module, tags),
            "import_alias" => {
                let mut names = children(node).map(|part| self.text(part).to_owned());
                let (Some(name), Some(of)) = (names.next(), names.next()) else { return Vec::new() };
                module.items.push(self.item(node, name.clone(), Kind::Same(of), tags));
                return vec![name];
            }
            _ => return Vec::new(),
        };
        let Some(name) = field(node, "name").map(|name| self.text(name).to_owned()) else { return Vec::new() };
        module.items.push(self.item(node, name.clone(), kind, tags));
        vec![name]
    }

    pub(super) fn item(&self, node: Node<'_>, name: String, kind: Kind, tags: Tags) -> Item {
        let head = match kind {
            Kind::Class(_) | Kind::Namespace(_) | Kind::Function(_) => self.head(node),
            _ => self.line(node.start_byte(), node.end_byte()),
        };
        Item { name, line: first_line(node), kind, tags, head, looks: self.looks(node) }
    }

    fn function(&mut self, node: Node<'_>, module: &mut Module, tags: Tags) -> Vec<String> {
        let Some(name) = field(node, "name").map(|name| self.text(name).to_owned()) else { return Vec::new() };
        let signature = self.signature(node);
        let known = module.items.iter_mut().find(|item| item.name == name && matches!(item.kind, Kind::Function(_)));
        match known {
            Some(Item { kind: Kind::Function(list), .. }) => {
                // What implements overloads is none of them.
                if field(node, "body").is_none() {
                    list.push(signature);
                }
            }
            _ => module.items.push(self.item(node, name.clone(), Kind::Function(vec![signature]), tags)),
        }
        vec![name]
    }

    fn variables(&mut self, node: Node<'_>, module: &mut Module, tags: Tags) -> Vec<String> {
        let mut names = Vec::new();
        for declarator in children(node).filter(|inner| inner.kind() == "variable_declarator") {
            let Some(name) = field(declarator, "name") else { continue };
            let value = field(declarator, "value");
            if name.kind() != "identifier" {
                // Taken apart: each name is something whose type is inferred.
                for part in crate::syntax::descendants(name, |_| true) {
                    if matches!(part.kind(), "identifier" | "shorthand_property_identifier_pattern") {
                        let kind = Kind::Variable(super::super::model::Variable::default());
                        names.push(self.text(part).to_owned());
                        module.items.push(self.item(declarator, self.text(part).to_owned(), kind, tags));
                    }
                }
                continue;
            }
            let name = self.text(name).to_owned();
            if let Some(source) = value.and_then(|value| commonjs::required(self, value)) {
                module.imports.push(Import { local: name, source, name: None });
                continue;
            }
            names.push(name.clone());
            let annotation = field(declarator, "type");
            let core = value.map(bare);
            let kind = match core {
                Some(class) if annotation.is_none() && class.kind() == "class" => {
                    Kind::Class(Box::new(self.class(class)))
                }
                Some(other)
                    if annotation.is_none() && other.kind() == "identifier" && self.text(other) != "undefined" =>
                {
                    Kind::Same(self.text(other).to_owned())
                }
                _ => Kind::Variable(self.variable(annotation, value)),
            };
            let mut item = self.item(declarator, name, kind, tags);
            item.head = self.variable_head(node, declarator);
            module.items.push(item);
        }
        names
    }

    fn variable_head(&self, node: Node<'_>, declarator: Node<'_>) -> String {
        let word = self.text(node).split_whitespace().next().unwrap_or("const");
        let value = field(declarator, "value").map(bare);
        let body = value.and_then(|value| field(value, "body"));
        let end = body.map_or(declarator.end_byte(), |body| body.start_byte());
        format!("{word} {}", self.line(declarator.start_byte(), end))
    }

    fn namespace(&mut self, node: Node<'_>, module: &mut Module, tags: Tags) -> Vec<String> {
        let Some(name) = field(node, "name") else { return Vec::new() };
        let mut inner = Module::default();
        for statement in field(node, "body").into_iter().flat_map(children) {
            self.statement(statement, &mut inner, Tags::default());
        }
        if name.kind() == "string" {
            module.ambient.push((unquoted(self.text(name)).to_owned(), inner));
            return Vec::new();
        }
        let mut parts: Vec<&str> = self.text(name).split('.').map(str::trim).collect();
        let Some(outer) = (!parts.is_empty()).then(|| parts.remove(0).to_owned()) else { return Vec::new() };
        for part in parts.into_iter().rev() {
            let item = self.item(node, part.to_owned(), Kind::Namespace(Box::new(inner)), tags);
            let export = local(part, part, first_line(node));
            inner = Module { items: vec![item], exports: vec![export], ..Module::default() };
        }
        let item = self.item(node, outer.clone(), Kind::Namespace(Box::new(inner)), tags);
        module.items.push(item);
        vec![outer]
    }

    fn ambient(&mut self, node: Node<'_>, module: &mut Module, tags: Tags) {
        if let Some(block) = child(node, "statement_block") {
            let mut inner = Module::default();
            for statement in children(block) {
                self.statement(statement, &mut inner, Tags::default());
            }
            module.ambient.push(("global".into(), inner));
            return;
        }
        for inner in children(node) {
            self.declaration(inner, module, tags);
        }
    }

    fn import(&mut self, node: Node<'_>, module: &mut Module) {
        if let Some(clause) = child(node, "import_require_clause") {
            let source = field(clause, "source").map(|source| unquoted(self.text(source)).to_owned());
            let local = children(clause).next().map(|local| self.text(local).to_owned());
            if let (Some(local), Some(source)) = (local, source) {
                module.imports.push(Import { local, source, name: None });
            }
            return;
        }
        let Some(source) = field(node, "source").map(|source| unquoted(self.text(source)).to_owned()) else { return };
        for part in child(node, "import_clause").into_iter().flat_map(children) {
            match part.kind() {
                "identifier" => module.imports.push(Import {
                    local: self.text(part).to_owned(),
                    source: source.clone(),
                    name: Some("default".into()),
                }),
                "namespace_import" => module.imports.extend(children(part).map(|local| Import {
                    local: self.text(local).to_owned(),
                    source: source.clone(),
                    name: None,
                })),
                _ => {
                    for specifier in children(part).filter(|inner| inner.kind() == "import_specifier") {
                        let Some(name) = field(specifier, "name").map(|name| self.name(name)) else { continue };
                        let local = field(specifier, "alias").map_or_else(|| name.clone(), |alias| self.name(alias));
                        module.imports.push(Import { local, source: source.clone(), name: Some(name) });
                    }
                }
            }
        }
    }

    fn export(&mut self, node: Node<'_>, module: &mut Module, tags: Tags) {
        let line = first_line(node);
        let type_only = Self::has(node, "type");
        let is_default = Self::has(node, "default");
        let source = field(node, "source").map(|source| unquoted(self.text(source)).to_owned());
        if let Some(declaration) = field(node, "declaration") {
            let from = module.items.len();
            let mut names = self.exported_declaration(declaration, module, tags);
            // An overload is an item that is there already.
            for item in module.items.iter_mut().skip(from) {
                if item.head.len() < 400 && !item.head.starts_with("export") {
                    item.head.insert_str(0, if is_default { "export default " } else { "export " });
                }
            }
            if is_default && names.is_empty() {
                names = self.nameless(declaration, module, tags);
            }
            for name in names {
                let exported = if is_default { "default" } else { &name };
                if !module.exports.iter().any(|known| known.name == exported) {
                    module.exports.push(local(exported, &name, line));
                }
            }
            return;
        }
        if let Some(value) = field(node, "value") {
            return self.exported_value("default", value, module, (tags, line));
        }
        if Self::has(node, "*") || child(node, "namespace_export").is_some() {
            let name = child(node, "namespace_export").and_then(|name| children(name).next());
            let name = name.map_or_else(|| "*".to_owned(), |name| self.name(name));
            if let Some(source) = source {
                module.exports.push(Export { name, what: Exported::Module(source), type_only, line });
            }
            return;
        }
        if let Some(clause) = child(node, "export_clause") {
            for specifier in children(clause) {
                let Some(name) = field(specifier, "name").map(|name| self.name(name)) else { continue };
                let exported = field(specifier, "alias").map_or_else(|| name.clone(), |alias| self.name(alias));
                let what = match &source {
                    Some(source) => Exported::From(source.clone(), name),
                    None => Exported::Local(name),
                };
                let type_only = type_only || Self::has(specifier, "type");
                module.exports.push(Export { name: exported, what, type_only, line: first_line(specifier) });
            }
            return;
        }
        if Self::has(node, "=")
            && let Some(value) = children(node).next()
        {
            self.exported_value("export=", value, module, (tags, line));
        }
    }

    fn exported_declaration(&mut self, node: Node<'_>, module: &mut Module, tags: Tags) -> Vec<String> {
        if node.kind() == "ambient_declaration" {
            return children(node).flat_map(|inner| self.declaration(inner, module, tags)).collect();
        }
        self.declaration(node, module, tags)
    }

    /// `export default function () {}` and its like.
    fn nameless(&mut self, node: Node<'_>, module: &mut Module, tags: Tags) -> Vec<String> {
        let kind = match node.kind() {
            "class" | "class_declaration" | "abstract_class_declaration" => Kind::Class(Box::new(self.class(node))),
            "function_expression" | "function_declaration" | "function_signature" | "generator_function" => {
                Kind::Function(vec![self.signature(node)])
            }
            _ => return Vec::new(),
        };
        module.items.push(self.item(node, "default".into(), kind, tags));
        vec!["default".into()]
    }

    /// `export default value`, `export = value`, `module.exports = value`.
    pub(super) fn exported_value(&mut self, name: &str, value: Node<'_>, module: &mut Module, at: (Tags, u32)) {
        let (tags, line) = at;
        let core = bare(value);
        match core.kind() {
            "identifier" => {
                module.exports.push(local(name, self.text(core), line));
                return;
            }
            "class" => {
                let kind = Kind::Class(Box::new(self.class(core)));
                module.items.push(self.item(core, name.into(), kind, tags));
            }
            "function_expression" | "arrow_function" | "generator_function" => {
                let kind = Kind::Function(vec![self.signature(core)]);
                module.items.push(self.item(core, name.into(), kind, tags));
            }
            _ => {
                let kind = match commonjs::required(self, core) {
                    Some(source) => {
                        let what = Exported::From(source, "export=".into());
                        module.exports.push(Export { name: name.into(), what, type_only: false, line });
                        return;
                    }
                    None => Kind::Variable(self.variable(None, Some(value))),
                };
                let mut item = self.item(core, name.into(), kind, tags);
                item.head = squeezed(&item.head);
                module.items.push(item);
            }
        }
        module.exports.push(local(name, name, line));
    }
}

/// An export of a name of the same module.
pub(super) fn local(name: &str, of: &str, line: u32) -> Export {
    Export { name: name.to_owned(), what: Exported::Local(of.to_owned()), type_only: false, line }
}
