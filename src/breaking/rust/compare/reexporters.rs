//! Unchanged files that re-export what changed in private modules. They are looked for by their text alone: reading a text is
//! much cheaper than parsing it.

use std::collections::BTreeSet;

use crate::breaking::{
    Pair,
    rust::{
        Rust,
        facts::Vis,
        krate::{Crate, Def},
        surface::Surface,
    },
};

/// Files of a crate whose text is looked at.
const FILES_AT_MOST: usize = 3_000;

/// The files that may re-export what is in modules that changed and that nobody reaches so far.
pub(super) fn find(
    pair: &Pair<'_, Rust>,
    old: &Crate<'_, '_>,
    new: &Crate<'_, '_>,
    surfaces: &(Surface, Surface),
) -> BTreeSet<String> {
    let mut names = unreached(pair, old, &surfaces.0);
    names.extend(unreached(pair, new, &surfaces.1));
    let Some(root) = new.root().filter(|_| !names.is_empty()) else { return BTreeSet::new() };
    let mut files = 0;
    let sources = pair.new.files_below(&root.folder, |path| {
        files += 1;
        files <= FILES_AT_MOST && matches!(path.rsplit_once('.'), Some((_, "rs"))) && !pair.is_changed(path)
    });
    let reexports = |path: &String| {
        let Some(text) = pair.new.text(path) else { return false };
        text.lines().any(|line| line.contains("pub use") || line.contains("::{")) && text.contains("pub use") && {
            names.iter().any(|name| text.contains(name.as_str()))
        }
    };
    sources.into_iter().filter(|path| *path != root.file).filter(reexports).collect()
}

/// The last names of changed modules that hold public items of which none is on the surface.
fn unreached(pair: &Pair<'_, Rust>, krate: &Crate<'_, '_>, surface: &Surface) -> BTreeSet<String> {
    let reached: BTreeSet<&str> = surface
        .places
        .values()
        .filter_map(|place| match &place.def {
            Def::Item(module, _) => Some(module.path.as_str()),
            _ => None,
        })
        .collect();
    let changed = krate.loaded().into_iter().filter(|module| pair.is_changed(&module.file));
    changed
        .filter(|module| !reached.contains(module.path.as_str()))
        .filter(|module| module.items.iter().any(|item| item.vis == Vis::Public))
        .filter_map(|module| module.path.rsplit("::").next().filter(|name| !name.is_empty()).map(str::to_owned))
        .collect()
}
