//! `DROP`, and what else takes something away: data, privileges, time under a lock.

use super::reader::{Reader, joined, split_name};
use crate::breaking::sql::model::{Action, Change, Does};
use crate::breaking::sql::tokens::Kind;

/// Kinds of objects with names of several words.
const LONG: [&str; 18] = [
    "materialized view",
    "foreign table",
    "foreign data wrapper",
    "event trigger",
    "access method",
    "user mapping",
    "operator class",
    "operator family",
    "text search configuration",
    "text search dictionary",
    "text search parser",
    "text search template",
    "large object",
    "default privileges",
    "procedural language",
    "property graph",
    "external table",
    "resource group",
];

/// Reads what kind of object it is about.
pub(super) fn kind(reader: &mut Reader<'_>) -> Option<String> {
    if let Some(long) = LONG.iter().find(|long| reader.take(long)) {
        return Some((*long).to_owned());
    }
    let word = reader.part()?.to_ascii_lowercase();
    Some(match word.as_str() {
        "proc" => "procedure".to_owned(),
        "user" | "group" => "role".to_owned(),
        _ => word,
    })
}

/// Reads what is dropped, `DROP` taken.
pub(super) fn drop(mut reader: Reader<'_>) -> Option<Does> {
    if reader.take("owned") {
        return None;
    }
    reader.take("temporary");
    let kind = kind(&mut reader)?;
    let concurrently = reader.take("concurrently");
    let only_if_there = reader.take("if exists");
    let mut names = Vec::new();
    let mut types = None;
    for mut item in reader.split() {
        let line = item.line();
        // T-SQL's `DROP INDEX table.index`, `ON table`.
        names.extend(item.name().map(|name| (name, line)));
        if item.is_sign("(") {
            let list = item.list().unwrap_or_default();
            types = Some(list.iter().map(Reader::text).collect());
        }
    }
    Some(Does::Drop { kind, names, types, concurrently, only_if_there })
}

/// Reads other statements that matter.
pub(super) fn other(mut reader: Reader<'_>) -> Option<Does> {
    if reader.take("truncate") {
        return truncate(reader);
    }
    if reader.take("delete from") {
        reader.take("only");
        let name = reader.name()?;
        let is_bounded = ["where", "using", "join", "limit"].iter().any(|word| reader.has(word));
        return (!is_bounded).then_some(Does::DeleteAll { name });
    }
    if reader.take("revoke") {
        return Some(Does::Revoke { what: reader.text_between(reader.place(), usize::MAX) });
    }
    if reader.take("exec") || reader.take("execute") {
        return renamed_by_procedure(reader);
    }
    lock(reader)
}

fn truncate(mut reader: Reader<'_>) -> Option<Does> {
    reader.take("table");
    reader.take("only");
    let mut names = Vec::new();
    for mut item in reader.split() {
        item.take("only");
        names.extend(item.name());
    }
    let cascade = reader.rest().iter().skip(1).rfind(|token| token.is("cascade")).map(|token| token.line);
    (!names.is_empty()).then_some(Does::Truncate { names, cascade })
}

/// `EXEC sp_rename 'schema.table.column', 'new', 'COLUMN'`
fn renamed_by_procedure(mut reader: Reader<'_>) -> Option<Does> {
    let line = reader.line();
    let text = reader.text();
    let procedure = reader.name()?;
    if !procedure.rsplit('.').next()?.eq_ignore_ascii_case("sp_rename") {
        return None;
    }
    let texts: Vec<&str> =
        reader.rest().iter().filter(|token| token.kind == Kind::Text).map(|token| token.text).collect();
    let (name, to) = (split_name(texts.first()?), split_name(texts.get(1)?).last()?.clone());
    match texts.get(2).map(|kind| kind.to_ascii_lowercase()).as_deref() {
        Some("column") => {
            let (column, table) = name.split_last()?;
            let does = Change::RenameColumn { from: column.clone(), to };
            Some(Does::AlterTable { name: joined(table), actions: vec![Action { line, text, does }] })
        }
        None | Some("object") => Some(Does::Rename { kind: "table".to_owned(), name: joined(&name), to, line }),
        Some(_) => None,
    }
}

fn lock(mut reader: Reader<'_>) -> Option<Does> {
    if reader.take("reindex") {
        reader.skip_parentheses();
        let what = reader.part()?.to_ascii_lowercase();
        if reader.take("concurrently") || what == "system" || reader.has("concurrently") {
            return None;
        }
        let name = reader.name().unwrap_or(what.clone());
        return Some(Does::Lock { what: format!("reindex {what}"), name });
    }
    if reader.take("vacuum") {
        let is_full = reader.take("full") || reader.is_sign("(") && reader.has("full");
        reader.skip_parentheses();
        let name = reader.name().unwrap_or_default();
        return is_full.then_some(Does::Lock { what: "vacuum full".to_owned(), name });
    }
    if reader.take("cluster") {
        reader.skip_parentheses();
        reader.take("verbose");
        return Some(Does::Lock { what: "cluster".to_owned(), name: reader.name().unwrap_or_default() });
    }
    None
}
