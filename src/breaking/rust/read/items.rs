//! Items of a file, macro bodies that hold items included.

use super::{
    alternatives::settled,
    attrs,
    imports::imports,
    signature::{bounds_of, generics, is_said_safe, signature},
};
use crate::{
    breaking::{
        Source, Unread,
        rust::facts::{Attrs, Body, Facts, Field, Fields, Generics, Impl, Import, Item, Trait, Variant, Vis},
    },
    syntax::{Language, Node, child, children, field, first_line, kind_is, squeezed, text},
};

/// Letters of a signature that are kept.
const LONGEST_TEXT: usize = 400;
/// Modules and macros in each other.
const DEEPEST: usize = 24;

/// The facts of a `.rs` file.
pub(in crate::breaking::rust) fn read_file(source: &mut Source<'_>) -> Result<Facts, Unread> {
    let parsed = source.parse(Language::Rust)?;
    let mut reader = Reader { text: parsed.text, source, line: 0 };
    Ok(Facts::Source(reader.items(parsed.root(), None, 0)))
}

struct Reader<'a, 'b, 'c> {
    text: &'a str,
    source: &'b mut Source<'c>,
    /// Lines before the text, where it stands within another.
    line: u32,
}

impl<'a> Reader<'a, '_, '_> {
    fn items(&mut self, parent: Node<'_>, abi: Option<&str>, depth: usize) -> Vec<Item> {
        let mut items = Vec::new();
        let mut attrs = Attrs::default();
        for node in children(parent) {
            match node.kind() {
                "attribute_item" => {
                    attrs::take_in(self.attribute(node), &mut attrs);
                    continue;
                }
                // A file's own `#![cfg(...)]` and `#![doc(hidden)]` are told by its module.
                "inner_attribute_item" => continue,
                "foreign_mod_item" => {
                    let abi = child(node, "extern_modifier")
                        .and_then(|external| child(external, "string_literal"))
                        .map_or("C", |name| text(name, self.text).trim_matches('"'));
                    if let Some(body) = field(node, "body") {
                        items.extend(self.items(body, Some(abi), depth + 1));
                    }
                }
                "macro_invocation" => self.call(node, std::mem::take(&mut attrs), depth, &mut items),
                "expression_statement" => {
                    if let Some(call) = child(node, "macro_invocation") {
                        self.call(call, std::mem::take(&mut attrs), depth, &mut items);
                    }
                }
                _ => items.extend(self.item(node, std::mem::take(&mut attrs), abi, depth)),
            }
            attrs = Attrs::default();
        }
        settled(items)
    }

    fn attribute(&self, node: Node<'_>) -> &'a str {
        let whole = text(node, self.text);
        let begin = whole.find('[').map_or(0, |at| at + 1);
        whole.get(begin..whole.rfind(']').unwrap_or(whole.len())).unwrap_or_default()
    }

    fn item(&mut self, node: Node<'_>, attrs: Attrs, abi: Option<&str>, depth: usize) -> Option<Item> {
        if depth > DEEPEST {
            return None;
        }
        let body = self.body(node, abi, depth)?;
        let name = match &body {
            Body::Use(_) | Body::Impl(_) => String::new(),
            _ => text(field(node, "name")?, self.text).trim_start_matches("r#").to_owned(),
        };
        Some(Item {
            name,
            vis: self.vis(node),
            line: self.line + first_line(node),
            text: self.head(node),
            attrs,
            made_by: None,
            generics: generics(node, self.text),
            body,
        })
    }

    fn body(&mut self, node: Node<'_>, abi: Option<&str>, depth: usize) -> Option<Body> {
        let text_of = |name: &str| field(node, name).map(|node| squeezed(text(node, self.text)));
        Some(match node.kind() {
            "function_item" | "function_signature_item" => Body::Function(signature(node, self.text, abi)),
            "struct_item" => Body::Struct(self.fields(node)),
            "union_item" => Body::Union(self.fields(node)),
            "enum_item" => Body::Enum(self.variants(field(node, "body")?)),
            "const_item" => {
                Body::Const { ty: text_of("type").unwrap_or_default(), has_value: field(node, "value").is_some() }
            }
            "static_item" => Body::Static {
                ty: text_of("type").unwrap_or_default(),
                mutable: child(node, "mutable_specifier").is_some(),
                is_unsafe: abi.is_some() && !is_said_safe(node, self.text),
            },
            "type_item" => Body::Type { bounds: Vec::new(), value: text_of("type") },
            "associated_type" => Body::Type {
                bounds: field(node, "bounds").map(|bounds| bounds_of(bounds, self.text)).unwrap_or_default(),
                value: field(node, "type")
                    .or_else(|| field(node, "default_type"))
                    .map(|ty| squeezed(text(ty, self.text))),
            },
            "mod_item" => Body::Module(field(node, "body").map(|body| self.items(body, None, depth + 1))),
            "trait_item" => Body::Trait(Trait {
                is_unsafe: child(node, "unsafe").is_some(),
                supertraits: field(node, "bounds").map(|bounds| bounds_of(bounds, self.text)).unwrap_or_default(),
                members: field(node, "body").map(|body| self.items(body, None, depth + 1)).unwrap_or_default(),
            }),
            "impl_item" => Body::Impl(Impl {
                of: text_of("trait"),
                negative: child(node, "!").is_some(),
                for_type: text_of("type")?,
                members: field(node, "body").map(|body| self.items(body, None, depth + 1)).unwrap_or_default(),
            }),
            "use_declaration" => Body::Use(imports(field(node, "argument")?, self.text)),
            "extern_crate_declaration" => {
                let name = text_of("name")?;
                let alias = text_of("alias").unwrap_or_else(|| name.clone());
                let path = vec![if name == "self" { "crate".to_owned() } else { format!("::{name}") }];
                Body::Use(vec![Import { path, name: Some(alias) }])
            }
            "macro_definition" => Body::Macro,
            _ => return None,
        })
    }

    fn vis(&self, node: Node<'_>) -> Vis {
        let word = child(node, "visibility_modifier").map(|vis| text(vis, self.text));
        if word == Some("pub") { Vis::Public } else { Vis::Private }
    }

    /// The text of an item without its body.
    fn head(&self, node: Node<'_>) -> String {
        let mut end = node.end_byte();
        let keeps_body = matches!(node.kind(), "use_declaration" | "const_item" | "static_item" | "type_item");
        if let Some(body) = field(node, "body").filter(|_| !keeps_body) {
            let is_tuple = body.kind() == "ordered_field_declaration_list";
            end = if is_tuple { body.end_byte() } else { body.start_byte() };
        } else if node.kind() == "macro_definition" {
            end = field(node, "name").map_or(end, |name| name.end_byte());
        }
        let whole = self.text.get(node.start_byte()..end).unwrap_or_default();
        shortened(squeezed(&whole[..whole.floor_char_boundary(4 * LONGEST_TEXT)]).trim_end_matches([';', ' ']))
    }

    fn fields(&self, node: Node<'_>) -> Fields {
        match field(node, "body") {
            None => Fields::Unit,
            Some(body) if body.kind() == "ordered_field_declaration_list" => Fields::Tuple(self.tuple(body)),
            Some(body) => Fields::Named(self.named(body)),
        }
    }

    fn named(&self, body: Node<'_>) -> Vec<Field> {
        let mut fields = Vec::new();
        let mut attrs = Attrs::default();
        for node in children(body) {
            if node.kind() == "attribute_item" {
                attrs::take_in(self.attribute(node), &mut attrs);
            } else if let (Some(name), Some(ty)) = (field(node, "name"), field(node, "type")) {
                fields.push(Field {
                    name: text(name, self.text).trim_start_matches("r#").to_owned(),
                    vis: self.vis(node),
                    ty: squeezed(text(ty, self.text)),
                    line: self.line + first_line(node),
                    attrs: std::mem::take(&mut attrs),
                });
            }
        }
        fields.retain(|field| !field.attrs.cfg.iter().any(|condition| attrs::is_off(condition)));
        fields
    }

    fn tuple(&self, body: Node<'_>) -> Vec<Field> {
        let mut fields: Vec<Field> = Vec::new();
        let (mut attrs, mut vis) = (Attrs::default(), Vis::Private);
        for node in children(body) {
            match node.kind() {
                "attribute_item" => attrs::take_in(self.attribute(node), &mut attrs),
                "visibility_modifier" => vis = if text(node, self.text) == "pub" { Vis::Public } else { Vis::Private },
                _ => {
                    fields.push(Field {
                        name: fields.len().to_string(),
                        vis: std::mem::replace(&mut vis, Vis::Private),
                        ty: squeezed(text(node, self.text)),
                        line: self.line + first_line(node),
                        attrs: std::mem::take(&mut attrs),
                    });
                }
            }
        }
        fields
    }

    fn variants(&self, body: Node<'_>) -> Vec<Variant> {
        let mut variants = Vec::new();
        let mut attrs = Attrs::default();
        for node in children(body) {
            if node.kind() == "attribute_item" {
                attrs::take_in(self.attribute(node), &mut attrs);
            } else if let Some(name) = field(node, "name") {
                let mut fields = self.fields(node);
                // What a variant holds is as public as the variant.
                if let Fields::Tuple(list) | Fields::Named(list) = &mut fields {
                    for field in list.iter_mut() {
                        field.vis = Vis::Public;
                    }
                }
                variants.push(Variant {
                    name: text(name, self.text).to_owned(),
                    line: self.line + first_line(node),
                    attrs: std::mem::take(&mut attrs),
                    fields,
                    discriminant: field(node, "value").map(|value| squeezed(text(value, self.text))),
                    text: squeezed(text(node, self.text)),
                });
            }
        }
        variants.retain(|variant| !variant.attrs.cfg.iter().any(|condition| attrs::is_off(condition)));
        variants
    }

    /// A macro call where items stand. Many only add conditions: if what is in it reads as items, they are taken as such.
    fn call(&mut self, node: Node<'_>, attrs: Attrs, depth: usize, items: &mut Vec<Item>) {
        let whole = text(node, self.text);
        let name = field(node, "macro").map(|name| text(name, self.text)).unwrap_or_default();
        let Some(tree) = child(node, "token_tree").filter(|_| !attrs::is_off_macro(name)) else { return };
        let is_member = node.parent().and_then(|list| list.parent());
        let is_member = is_member.is_some_and(|around| kind_is(around, &["trait_item", "impl_item"]));
        let line = self.line + first_line(tree) - 1;
        let inner = text(tree, self.text);
        let inner = inner.get(1..inner.len().saturating_sub(1)).unwrap_or_default();
        let mut found = Vec::new();
        for (offset, body) in bodies(inner) {
            let lines_before = inner[..offset].matches('\n').count() as u32;
            found.extend(self.items_in(body, line + lines_before, is_member, depth + 1));
        }
        if found.is_empty() {
            items.push(Item {
                name: name.to_owned(),
                vis: Vis::Private,
                line: self.line + first_line(node),
                text: shortened(&squeezed(&whole[..whole.floor_char_boundary(4 * LONGEST_TEXT)])),
                attrs,
                made_by: None,
                generics: Generics::default(),
                body: Body::Call(squeezed(&whole[..whole.floor_char_boundary(20_000)])),
            });
        } else {
            // What only adds conditions hands on what is in it.
            let maker = name.rsplit("::").next().filter(|name| !name.contains("cfg"));
            for item in &mut found {
                item.made_by = item.made_by.take().or_else(|| maker.map(str::to_owned));
                // Which ones those are is not seen here.
                item.attrs.cfg.extend(maker.is_none().then(|| format!("{name}!")));
            }
            items.extend(found);
        }
    }

    fn items_in(&mut self, body: &str, line: u32, is_member: bool, depth: usize) -> Vec<Item> {
        // Members of traits say of themselves neither that they are public nor where they belong.
        let words: &[&str] = if is_member { &["pub ", "fn ", "type ", "const "] } else { &["pub ", "mod ", "impl"] };
        if depth > DEEPEST || !words.iter().any(|word| body.contains(word)) {
            return Vec::new();
        }
        let Ok(parsed) = self.source.parse_other(Language::Rust, body) else { return Vec::new() };
        if parsed.is_broken() {
            return Vec::new();
        }
        let mut reader = Reader { text: body, source: self.source, line };
        reader.items(parsed.root(), None, depth)
    }
}

/// A signature as it is shown: a long one ends between words.
fn shortened(text: &str) -> String {
    let begin = &text[..text.floor_char_boundary(LONGEST_TEXT)];
    if begin.len() == text.len() {
        return text.to_owned();
    }
    let end = begin.rfind([' ', ',']).unwrap_or(begin.len());
    format!("{}…", begin[..end].trim_end_matches([' ', ',']))
}

/// Where items may stand in a macro call: all of it, or the blocks of `if #[cfg(...)] { ... } else { ... }`.
fn bodies(inner: &str) -> Vec<(usize, &str)> {
    if !inner.trim_start().starts_with("if ") {
        return vec![(0, inner)];
    }
    let mut found = Vec::new();
    let (mut depth, mut begin) = (0_u32, 0);
    for (at, letter) in inner.char_indices() {
        match letter {
            '{' => {
                if depth == 0 {
                    begin = at + 1;
                }
                depth += 1;
            }
            '}' if depth > 0 => {
                depth -= 1;
                if depth == 0 {
                    found.push((begin, &inner[begin..at]));
                }
            }
            _ => {}
        }
    }
    found
}
