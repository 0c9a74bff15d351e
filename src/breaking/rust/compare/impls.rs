//! `impl` blocks in what changed, by the type that they are for.

use std::{
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

use crate::breaking::{
    Pair,
    rust::{
        Rust,
        facts::{Body, Impl, Item},
        krate::{Crate, Def, Module},
        read::split,
    },
};

/// One block, where it stands.
#[derive(Debug, Clone)]
pub(super) struct Block {
    pub(super) module: Rc<Module>,
    pub(super) item: Rc<Item>,
}

impl Block {
    pub(super) fn body(&self) -> Option<&Impl> {
        match &self.item.body {
            Body::Impl(block) => Some(block),
            _ => None,
        }
    }
}

/// The blocks of a crate's changed files. Those of unchanged files are the same at both ends.
#[derive(Debug, Default)]
pub(super) struct Impls {
    by_type: BTreeMap<String, Vec<Block>>,
    /// For every type of some bound.
    blanket: Vec<Block>,
    /// The files that were looked through.
    files: BTreeSet<String>,
    /// Types that are made from others, as written.
    from: Vec<(String, String)>,
}

impl Impls {
    pub(super) fn of(krate: &Crate<'_, '_>, pair: &Pair<'_, Rust>) -> Self {
        let mut impls = Self::default();
        for module in krate.loaded().into_iter().filter(|module| pair.is_changed(&module.file)) {
            impls.files.insert(module.file.clone());
            for item in &module.items {
                let Body::Impl(block) = &item.body else { continue };
                if let Some(of) = block.of.as_deref().filter(|of| last(of) == "From") {
                    impls.from.extend(arguments(of).first().map(|from| (block.for_type.clone(), (*from).to_owned())));
                }
                let base = base(&block.for_type);
                let found = Block { module: Rc::clone(&module), item: Rc::clone(item) };
                if item.generics.types.iter().any(|param| param.name == base) {
                    impls.blanket.push(found);
                    continue;
                }
                let path: Vec<String> = base.split("::").map(str::to_owned).collect();
                for def in krate.resolve(&module, &path) {
                    if let Def::Item(home, target) = aliased(krate, def)
                        && target.body.namespace() == crate::breaking::rust::facts::Namespace::Type
                    {
                        impls.by_type.entry(id(&home, &target)).or_default().push(found.clone());
                    }
                }
            }
        }
        impls
    }

    /// Whether a type is made from one of a name: what makes the one converts the other.
    pub(super) fn converts(&self, name: &str, into: &[String]) -> bool {
        self.from.iter().any(|(made, from)| {
            base(from).rsplit("::").next() == Some(name) && into.iter().any(|one| last(one) == last(made))
        })
    }

    /// Whether a file was looked through.
    pub(super) fn has_read(&self, file: &str) -> bool {
        self.files.contains(file)
    }

    /// The blocks for a type.
    pub(super) fn of_type(&self, id: &str) -> &[Block] {
        self.by_type.get(id).map_or(&[], Vec::as_slice)
    }

    /// Whether a trait is implemented for all types of some bound.
    pub(super) fn has_blanket(&self, name: &str) -> bool {
        let is_it = |block: &Block| block.body().and_then(|body| body.of.as_deref()).is_some_and(|of| last(of) == name);
        self.blanket.iter().any(is_it)
    }
}

/// What an alias stands for; anything else is itself.
pub(super) fn aliased(krate: &Crate<'_, '_>, def: Def) -> Def {
    let Def::Item(home, item) = &def else { return def };
    let Body::Type { value: Some(value), .. } = &item.body else { return def };
    let path: Vec<String> = base(value).split("::").map(str::to_owned).collect();
    let found = krate.resolve(home, &path).into_iter().find(|one| matches!(one, Def::Item(..)));
    found.unwrap_or(def)
}

/// What an item is known by within its end.
pub(super) fn id(module: &Module, item: &Item) -> String {
    format!("{}::{}#{}", module.path, item.name, item.body.word())
}

/// The path of a type without its arguments, references and `dyn`.
pub(super) fn base(ty: &str) -> &str {
    let ty = ty.trim_start_matches(['&', '*', '(', ' ']);
    let ty = ty.strip_prefix("mut ").or_else(|| ty.strip_prefix("dyn ")).unwrap_or(ty);
    ty.split(['<', ' ', '+', ')']).next().unwrap_or(ty)
}

/// The last name of a path, arguments left out.
pub(super) fn last(path: &str) -> &str {
    let path = path.split('<').next().unwrap_or(path).trim();
    path.rsplit("::").next().unwrap_or(path)
}

/// The arguments of a path.
pub(super) fn arguments(path: &str) -> Vec<&str> {
    let Some(begin) = path.find('<') else { return Vec::new() };
    let inner = path.get(begin + 1..path.rfind('>').unwrap_or(path.len())).unwrap_or_default();
    split(inner).into_iter().map(str::trim).filter(|one| !one.starts_with('\'')).collect()
}
