//! The entries of a package: the modules that users import by name.

use super::{
    layout::{self, is_internal, is_module},
    manifest::{Manifest, Subpath},
    view::View,
};

/// Files that one pattern of `exports` stands for.
const FILES_AT_MOST: usize = 1_000;

impl View<'_> {
    /// The modules that a package offers, by subpath (`.`, `./sub`), as far as their sources are here.
    pub(crate) fn entries(&self, folder: &str) -> Vec<(String, String)> {
        let Some(manifest) = self.manifest(folder) else { return Vec::new() };
        let mut entries: Vec<(String, String)> = Vec::new();
        for subpath in manifest.exports.iter().flatten() {
            if subpath.name.contains('*') {
                entries.extend(self.pattern(folder, subpath));
            } else if let Some(path) = self.target(folder, &subpath.targets) {
                entries.push((subpath.name.clone(), path));
            }
        }
        if !entries.iter().any(|(name, _)| name == ".")
            && let Some(main) = self.main(folder, &manifest)
        {
            entries.insert(0, (".".into(), main));
        }
        entries.sort_by_key(|(name, _)| name != ".");
        entries
    }

    fn target(&self, folder: &str, targets: &[String]) -> Option<String> {
        let modules = targets.iter().filter(|target| is_module(target));
        modules.clone().find_map(|target| layout::entry(self.side, folder, target)).filter(|path| is_module(path))
    }

    fn main(&self, folder: &str, manifest: &Manifest) -> Option<String> {
        let declared = manifest.exports.as_ref().is_some_and(|exports| !exports.iter().any(|one| one.name == "."));
        if declared {
            return None;
        }
        let named: Vec<String> = manifest.types.iter().chain(&manifest.mains).cloned().collect();
        let found = named.iter().find_map(|target| layout::entry(self.side, folder, target));
        found.or_else(|| layout::usual_entry(self.side, folder, manifest.name.as_deref()))
    }

    /// The files that `"./*": "./dist/*.js"` stands for.
    fn pattern(&self, folder: &str, subpath: &Subpath) -> Vec<(String, String)> {
        let Some((before, after)) = subpath.name.split_once('*') else { return Vec::new() };
        for target in &subpath.targets {
            let Some((base, end)) = target.split_once('*') else { continue };
            // All files of the package: a way out for tools, and not what it is made for.
            if matches!(base, "." | "./" | "") {
                continue;
            }
            let Some(built) = layout::joined(folder, base) else { continue };
            let Some(base) = self.source_folder(folder, &built) else { continue };
            // Bundles have other names than what they are made from.
            if end.is_empty() && base != built {
                continue;
            }
            let has_end = end.is_empty() || is_module(&format!("a{end}"));
            if !has_end {
                continue;
            }
            let prefix = if base.is_empty() { String::new() } else { format!("{base}/") };
            let wanted =
                |path: &str| is_module(path) && path.strip_prefix(&prefix).is_some_and(|rest| !is_internal(rest));
            let mut files = self.side.files_below(&base, wanted);
            files.truncate(FILES_AT_MOST);
            let named = files.into_iter().map(|path| {
                let middle = layout::stem(&path).strip_prefix(&prefix).unwrap_or_default();
                (format!("{before}{}{after}", middle.strip_suffix("/index").unwrap_or(middle)), path)
            });
            return named.collect();
        }
        Vec::new()
    }

    /// The folder that a built folder is made from.
    fn source_folder(&self, package: &str, built: &str) -> Option<String> {
        if self.side.folder_id(built).is_some() || built.is_empty() {
            return Some(built.to_owned());
        }
        let inside = built.strip_prefix(package)?.trim_start_matches('/');
        let rest = inside.split_once('/').map_or("", |(_, rest)| rest);
        ["src", "source", "lib"].iter().find_map(|base| {
            let guess = layout::joined(package, &format!("{base}/{rest}"))?;
            self.side.folder_id(&guess).is_some().then_some(guess)
        })
    }
}
