//! Names as they are written, resolved: type parameters, nested and inherited types, imports, the package, `java.lang`.

use std::rc::Rc;

use super::{
    jdk,
    layout::{folder, join},
    model::{TypeParameter, TypeRef, Wild},
    types::{Base, Type},
    world::{Class, World},
};

/// Types through which a name is inherited; more are a cycle.
const DEEPEST: usize = 24;

/// Where a name stands.
#[derive(Clone, Copy)]
pub(super) struct Scope<'s> {
    pub(super) class: &'s Rc<Class>,
    /// Type parameters of the method around.
    pub(super) method: &'s [TypeParameter],
    /// The name stands in the head of the class: its members are not seen, its type parameters are.
    pub(super) in_head: bool,
}

impl World<'_> {
    /// A type as it is written, with qualified names.
    pub(super) fn resolve(&self, scope: Scope<'_>, of: &TypeRef) -> Type {
        self.resolve_at(scope, of, 0)
    }

    fn resolve_at(&self, scope: Scope<'_>, of: &TypeRef, depth: usize) -> Type {
        if depth > DEEPEST {
            return Type::of(Base::Any);
        }
        let base = if of.wild == Wild::Any { Base::Any } else { self.base(scope, &of.name, depth) };
        let arguments = of.arguments.iter().map(|argument| self.resolve_at(scope, argument, depth + 1)).collect();
        Type { base, arguments, dimensions: of.dimensions, wild: of.wild }
    }

    fn base(&self, scope: Scope<'_>, name: &str, depth: usize) -> Base {
        if matches!(name, "void" | "int" | "long" | "boolean" | "byte" | "short" | "char" | "float" | "double") {
            return Base::Primitive(name.to_owned());
        }
        if let Some(found) = self.parameter(scope, name, depth) {
            return found;
        }
        match self.qualified(scope, name, depth) {
            Some(name) => Base::Named { name, is_known: true },
            None => Base::Named { name: name.to_owned(), is_known: false },
        }
    }

    fn parameter(&self, scope: Scope<'_>, name: &str, depth: usize) -> Option<Base> {
        let erased = |parameter: &TypeParameter, scope: Scope<'_>| match parameter.bounds.first() {
            Some(bound) if depth < DEEPEST => self.base(scope, &bound.name, depth + 1).erased_name(),
            _ => "java.lang.Object".to_owned(),
        };
        let of = |parameters: &[TypeParameter]| parameters.iter().position(|parameter| parameter.name == name);
        if let Some(place) = of(scope.method) {
            return Some(Base::Parameter { owner: String::new(), place, erased: erased(&scope.method[place], scope) });
        }
        let mut around = Some(scope.class);
        while let Some(class) = around {
            if let Some(place) = of(&class.declaration().parameters) {
                let inner = Scope { class, method: &[], in_head: true };
                let erased = erased(&class.declaration().parameters[place], inner);
                return Some(Base::Parameter { owner: class.name.clone(), place, erased });
            }
            around = class.outer.as_ref();
        }
        None
    }

    /// The qualified name of a class; nothing if it is not known where it comes from.
    fn qualified(&self, scope: Scope<'_>, name: &str, depth: usize) -> Option<String> {
        let (first, rest) = name.split_once('.').unwrap_or((name, ""));
        if !rest.is_empty() && !first.starts_with(char::is_uppercase) {
            return Some(name.to_owned());
        }
        let found = self.simple(scope, first, depth)?;
        Some(if rest.is_empty() { found } else { format!("{found}.{rest}") })
    }

    fn simple(&self, scope: Scope<'_>, name: &str, depth: usize) -> Option<String> {
        let class = scope.class;
        if scope.in_head && class.declaration().name == name {
            return Some(class.name.clone());
        }
        let mut around = if scope.in_head { class.outer.as_ref() } else { Some(class) };
        while let Some(class) = around {
            if class.declaration().name == name {
                return Some(class.name.clone());
            }
            if let Some(nested) = self.nested(class, name, depth) {
                return Some(nested.name.clone());
            }
            around = class.outer.as_ref();
        }
        let file = &class.file;
        let ends_so = |import: &&String| import.rsplit('.').next() == Some(name);
        if let Some(import) = file.imports.iter().find(ends_so) {
            return Some(import.clone());
        }
        let in_package = || if file.package.is_empty() { name.to_owned() } else { format!("{}.{name}", file.package) };
        if file.types.iter().any(|of| of.name == name) {
            return Some(in_package());
        }
        if self.side.exists(&join(folder(&class.path), &format!("{name}.java"))) {
            return Some(in_package());
        }
        for wildcard in &file.wildcards {
            let full = format!("{wildcard}.{name}");
            if jdk::is_known(&full) || !jdk::is_of_platform(&full) && self.lookup(&full, &class.root).is_some() {
                return Some(full);
            }
        }
        if let Some(full) = jdk::in_lang(name) {
            return Some(full);
        }
        if let Some(nested) = self.lookup(&in_package(), &class.root) {
            return Some(nested.name.clone());
        }
        // Nothing else is left that it can come from.
        match file.wildcards.as_slice() {
            [only] => Some(format!("{only}.{name}")),
            _ => None,
        }
    }

    /// A type that a class has or inherits.
    pub(super) fn nested(&self, class: &Rc<Class>, name: &str, depth: usize) -> Option<Rc<Class>> {
        if class.declaration().types.iter().any(|nested| nested.name == name) {
            return self.lookup(&format!("{}.{name}", class.name), &class.root);
        }
        if depth > DEEPEST {
            return None;
        }
        let key = (class.id, name.to_owned());
        if let Some(known) = self.memory.nested.borrow().get(&key) {
            return known.clone();
        }
        // Asked on the way, it is not known: types may share what they inherit, and go around.
        self.memory.nested.borrow_mut().insert(key.clone(), None);
        let declaration = class.declaration();
        let scope = Scope { class, method: &[], in_head: true };
        let found = declaration.superclass.iter().chain(&declaration.interfaces).find_map(|of| {
            let full = self.qualified(scope, &of.name, depth + 1)?;
            let inherited = self.lookup(&full, &class.root).filter(|inherited| inherited.id != class.id)?;
            self.nested(&inherited, name, depth + 1)
        });
        self.memory.nested.borrow_mut().insert(key, found.clone());
        found
    }
}

impl Base {
    fn erased_name(&self) -> String {
        match self {
            Self::Primitive(name) | Self::Named { name, .. } => name.clone(),
            Self::Parameter { erased, .. } => erased.clone(),
            Self::Any => "java.lang.Object".to_owned(),
        }
    }
}
