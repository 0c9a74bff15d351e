//! Which documents stand for each other at both ends.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    super::{OpenApi, api::Api, documents::Documents, model::File, rules::operations as rules},
    operations::Comparison,
};
use crate::breaking::{Draft, Pair, Report, Side, Spot};

/// Files of a folder that are looked at in search of the documents that a part belongs to.
const LOOKED_AT: usize = 60;

/// Compares both ends.
pub(in super::super) fn compare(pair: &Pair<'_, OpenApi>, report: &mut Report) {
    let (old, new) = (documents(pair, &pair.old), documents(pair, &pair.new));
    let mut fresh: BTreeSet<&String> = new.keys().filter(|path| !old.contains_key(*path)).collect();
    for (path, before) in &old {
        let here = new.get(path).map(|after| (path.clone(), after));
        let there = || {
            let path =
                (*fresh.iter().find(|other| is_successor(pair, (path, before), (other, &new[**other])))?).clone();
            fresh.remove(&path);
            let after = new.get(&path)?;
            Some((path, after))
        };
        match here.or_else(there) {
            Some((other, after)) => both((path, before), (&other, after), pair.new.day(), report),
            None if pair.new.exists(path) => {}
            None => {
                let title = title(before);
                let draft = Draft::new(&rules::DOCUMENT_REMOVED, path.clone()).old(Spot::new(path.clone(), 1, ""));
                report.push(draft.package(title));
            }
        }
    }
}

/// The documents of one end that differ from those of the other, by path.
fn documents(pair: &Pair<'_, OpenApi>, side: &Side<'_, OpenApi>) -> BTreeMap<String, Documents> {
    let mut found = BTreeMap::new();
    let mut folders = BTreeSet::new();
    let mut loose: Vec<&str> = Vec::new();
    let load = |path: &str, found: &mut BTreeMap<String, Documents>| {
        if !found.contains_key(path)
            && let Some(documents) = Documents::load(side, path)
        {
            found.insert(path.to_owned(), documents);
        }
    };
    for path in pair.changed() {
        let kind = |side: &Side<'_, OpenApi>| side.facts(path).map(|file| matches!(*file, File::Document(_)));
        match (kind(&pair.old), kind(&pair.new)) {
            (Some(true), _) | (_, Some(true)) => load(path, &mut found),
            (Some(false), _) | (_, Some(false)) => loose.push(path),
            (None, None) => {}
        }
    }
    loose.retain(|path| !found.values().any(|documents| documents.has(path)));
    // A part belongs to documents in the folders above it, mostly.
    for path in &loose {
        let mut folder = *path;
        while let Some((above, _)) =
            folder.rsplit_once('/').or(if folder.is_empty() { None } else { Some(("", folder)) })
        {
            folder = above;
            if folders.insert(folder.to_owned()) {
                for path in likely_documents(side, folder) {
                    load(&path, &mut found);
                }
            }
        }
    }
    found.retain(|root, documents| pair.is_changed(root) || loose.iter().any(|path| documents.has(path)));
    found
}

/// Documents in a folder.
fn likely_documents(side: &Side<'_, OpenApi>, folder: &str) -> Vec<String> {
    let mut names: Vec<String> = side
        .list(folder)
        .iter()
        .filter(|entry| !entry.is_folder)
        .map(|entry| if folder.is_empty() { entry.name.to_string() } else { format!("{folder}/{}", entry.name) })
        .filter(|path| super::super::form_of(path).is_some())
        .collect();
    let says_so = |path: &String| {
        ["openapi", "swagger", "api", "spec", "root", "main", "index"]
            .iter()
            .any(|word| path.rsplit('/').next().is_some_and(|name| name.contains(word)))
    };
    names.sort_by_key(|path| !says_so(path));
    names.truncate(LOOKED_AT);
    names.retain(|path| side.facts(path).is_some_and(|file| matches!(*file, File::Document(_))));
    names
}

fn title(documents: &Documents) -> Option<String> {
    Some(documents.root()?.get("info")?.node.text_of("title")?.to_owned())
}

/// Whether a document that is new stands for one that is gone: in another form, in another folder.
fn is_successor(pair: &Pair<'_, OpenApi>, old: (&str, &Documents), new: (&str, &Documents)) -> bool {
    let stem =
        |path: &str| path.rsplit('/').next().and_then(|name| name.rsplit_once('.')).map(|(stem, _)| stem.to_owned());
    let is_gone = !pair.new.exists(old.0) && !pair.old.exists(new.0);
    is_gone && (stem(old.0) == stem(new.0) || title(old.1).is_some() && title(old.1) == title(new.1))
}

fn both(
    (old_path, old): (&str, &Documents),
    (new_path, new): (&str, &Documents),
    day: Option<(i16, i8, i8)>,
    report: &mut Report,
) {
    let (Some(before), Some(after)) = (Api::read(old), Api::read(new)) else { return };
    let roots = (old_path.to_owned(), new_path.to_owned());
    Comparison::new(&before, &after, roots, (title(old), day), report).run();
    if new.has_lost() && !old.has_lost() {
        report.warn(format!(
            "openapi: references in `{new_path}` lead elsewhere or nowhere: what is behind them is not compared"
        ));
    }
}
