//! Schema files at both ends.

use serde_json::Value;

use super::JsonSchema;
use super::narrowing::Narrowing;
use super::rules;
use super::view::{File, Located, View};
use crate::breaking::{Draft, Pair, Report, Spot};
use std::rc::Rc;

/// Compares both ends.
pub(super) fn compare(pair: &Pair<'_, JsonSchema>, report: &mut Report) {
    let (old, new) = (View::new(&pair.old), View::new(&pair.new));
    for path in pair.changed() {
        let Some(before) = old.file(path) else { continue };
        let after = match new.file(path) {
            Some(after) => after,
            None if pair.new.exists(path) => continue,
            None => {
                let Some(after) = moved(pair, &new, &before) else {
                    let name = name_of(path);
                    report.push(Draft::new(&rules::SCHEMA_REMOVED, name).old(Spot::new(path, 1, path)));
                    continue;
                };
                after
            }
        };
        documents(&old, &new, (&before, &after), report);
    }
}

/// The file that goes by the same name of its own.
fn moved(pair: &Pair<'_, JsonSchema>, new: &View<'_, '_>, before: &File) -> Option<Rc<File>> {
    let id =
        |file: &File| file.root.get("$id").or_else(|| file.root.get("id")).and_then(Value::as_str).map(str::to_owned);
    let added = || pair.changed().filter(|path| !pair.old.exists(path)).filter_map(|path| new.file(path));
    added()
        .find(|file| id(file).is_some() && id(file) == id(before))
        .or_else(|| added().find(|file| file.root == before.root))
}

fn name_of(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.split('.').next().unwrap_or(name)
}

fn documents(old: &View<'_, '_>, new: &View<'_, '_>, (before, after): (&Rc<File>, &Rc<File>), report: &mut Report) {
    let root = |file: &Rc<File>| Located { file: Rc::clone(file), at: Vec::new(), schema: file.root.clone() };
    let (was, now) = (root(before), root(after));
    let name = name_of(&before.path);
    let text = |file: &File, key: &str| file.root.get(key).and_then(Value::as_str).map(str::to_owned);
    for (key, rule) in [("$id", &rules::ID_CHANGED), ("$schema", &rules::DIALECT_CHANGED)] {
        if let (Some(had), Some(has)) = (text(before, key), text(after, key))
            && had.trim_end_matches('#') != has.trim_end_matches('#')
        {
            let draft = Draft::new(rule, format!("{name} {key}")).old(was.spot(key)).new_at(now.spot(key));
            report.push(draft.detail(format!("`{has}` instead of `{had}`")));
        }
    }
    let mut narrowing = Narrowing::new(old, new);
    narrowing.compare(name, &was, &now, 0);
    // Definitions that other files may refer to.
    for key in ["$defs", "definitions"] {
        let Some(definitions) = was.child(key) else { continue };
        for (definition, _) in definitions.schema.as_object().into_iter().flatten() {
            let Some(had) = definitions.child(definition) else { continue };
            let symbol = format!("{name}.{definition}");
            let has = ["$defs", "definitions"].iter().find_map(|key| now.child(key)?.child(definition));
            match has {
                Some(has) => narrowing.compare(&symbol, &had, &has, 0),
                None => narrowing.found.push(Draft::new(&rules::DEFINITION_REMOVED, symbol).old(had.spot(""))),
            }
        }
    }
    for draft in narrowing.found {
        report.push(draft.involves(after.path.clone()));
    }
}
