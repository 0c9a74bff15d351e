//! `CREATE`.

use super::columns::{self, column, constraint, is_constraint};
use super::reader::Reader;
use crate::breaking::sql::model::{Does, Index, Parameter, Routine, Table, Type, TypeKind};
use crate::breaking::sql::tokens::{Kind, Token};
use crate::breaking::sql::types;

/// Reads what is made, `CREATE` taken.
pub(super) fn create(mut reader: Reader<'_>) -> Option<Does> {
    let mut replaces = reader.take("or replace");
    replaces |= reader.take("or alter");
    let mut is_temporary = false;
    let mut is_unique = false;
    // Words before the kind of object: `ALGORITHM = x DEFINER = y@z SQL SECURITY INVOKER` among them.
    for _ in 0..24 {
        if reader.is_one_of(&["temp", "temporary"]) {
            is_temporary = true;
        } else if reader.is("unique") {
            is_unique = true;
        } else if reader.is_one_of(&KINDS) {
            break;
        }
        reader.next()?;
    }
    if reader.take("table") || reader.take("foreign table") {
        return table(reader, is_temporary);
    }
    if reader.take("index") {
        return index(reader, is_unique);
    }
    if reader.take("materialized view") || reader.take("view") {
        return view(reader, replaces);
    }
    if reader.take("type") {
        return of(reader);
    }
    if reader.take("domain") {
        let name = reader.name()?;
        reader.take("as");
        let of = columns::of(&mut reader);
        let has_check =
            reader.has("check") || reader.rest().windows(2).any(|two| two[0].is("not") && two[1].is("null"));
        return Some(Does::CreateType { name, of: TypeKind::Domain { of, has_check } });
    }
    for kind in ["function", "procedure", "proc", "aggregate"] {
        if reader.take(kind) {
            let kind = if kind == "proc" { "procedure" } else { kind };
            return routine(reader, kind);
        }
    }
    let kind = super::drop::kind(&mut reader)?;
    reader.take("if not exists");
    let name = reader.name()?;
    Some(Does::Create { kind, name })
}

/// Kinds of objects whose making matters.
const KINDS: [&str; 20] = [
    "table",
    "foreign",
    "index",
    "materialized",
    "view",
    "type",
    "domain",
    "function",
    "procedure",
    "proc",
    "aggregate",
    "schema",
    "database",
    "sequence",
    "trigger",
    "event",
    "extension",
    "synonym",
    "policy",
    "role",
];

fn table(mut reader: Reader<'_>, is_temporary: bool) -> Option<Does> {
    let only_if_missing = reader.take("if not exists");
    let name = reader.name()?;
    let is_temporary = is_temporary || name.starts_with('#');
    let mut table = Table { name, only_if_missing, is_temporary, ..Table::default() };
    if reader.take("partition of") || reader.take("of") || reader.take("like") || reader.take("clone") {
        table.is_open = true;
    }
    if let Some(items) = reader.list() {
        for mut item in items {
            if is_constraint(&item) {
                table.constraints.push(constraint(&mut item));
            } else if item.is_one_of(&["like", "period"]) {
                table.is_open |= item.is("like");
            } else {
                table.columns.extend(column(&mut item));
            }
        }
    }
    let selects = ["as", "inherits", "select"].iter().any(|word| reader.has(word));
    table.is_open |= selects || table.columns.is_empty();
    Some(Does::CreateTable(Box::new(table)))
}

fn index(mut reader: Reader<'_>, is_unique: bool) -> Option<Does> {
    let concurrently = reader.take("concurrently");
    reader.take("if not exists");
    let name = if reader.is("on") { String::new() } else { reader.name()? };
    while !reader.is("on") {
        reader.next()?;
    }
    reader.take("on");
    reader.take("only");
    let table = reader.name()?;
    while !reader.is_at_end() && !reader.is_sign("(") {
        reader.next();
    }
    Some(Does::CreateIndex(Index { name, table, columns: reader.names(), is_unique, concurrently }))
}

fn view(mut reader: Reader<'_>, replaces: bool) -> Option<Does> {
    let replaces = reader.take("if not exists") || replaces;
    let name = reader.name()?;
    let mut columns = if reader.is_sign("(") { Some(reader.names()) } else { None };
    while !reader.is_at_end() && !reader.is("as") {
        if !reader.skip_parentheses() {
            reader.next();
        }
    }
    if columns.is_none() && reader.take("as") {
        columns = selected(&mut reader);
    }
    Some(Does::CreateView { name, columns, replaces })
}

/// The names that a query gives; nothing if they are not written there.
fn selected(reader: &mut Reader<'_>) -> Option<Vec<String>> {
    if !reader.take("select") || reader.take("distinct on") {
        return None;
    }
    let _is_other = reader.take("distinct") || reader.take("all") || reader.is("top");
    let begin = reader.place();
    let mut ahead = reader.clone();
    while !ahead.is_at_end() && !ahead.is_one_of(&["from", "union", "where"]) {
        if !ahead.skip_parentheses() {
            ahead.next();
        }
    }
    let count = ahead.place() - begin;
    reader
        .split_first(count)
        .iter()
        .map(|item| {
            let rest = item.rest();
            let last = rest.last()?;
            let is_name = matches!(last.kind, Kind::Word | Kind::Quoted) && !last.is("end");
            // `a`, `t.a`, `x AS a`, `"x" a`.
            is_name.then(|| last.text.to_lowercase())
        })
        .collect()
}

fn of(mut reader: Reader<'_>) -> Option<Does> {
    let name = reader.name()?;
    let of = if reader.take("as enum") {
        let values = reader.list().unwrap_or_default();
        let values = values.iter().filter_map(|value| value.peek().map(|token| (token.text.to_owned(), token.line)));
        TypeKind::Enum(values.collect())
    } else if reader.take("as") && reader.is_sign("(") {
        let attributes = reader.list().unwrap_or_default();
        TypeKind::Composite(attributes.into_iter().filter_map(|mut attribute| column(&mut attribute)).collect())
    } else {
        TypeKind::Other
    };
    Some(Does::CreateType { name, of })
}

fn routine(mut reader: Reader<'_>, kind: &str) -> Option<Does> {
    reader.take("if not exists");
    let name = reader.name()?;
    let parameters = match reader.list() {
        Some(items) => items.into_iter().filter_map(|item| parameter(&item)).collect(),
        None => tsql_parameters(&mut reader),
    };
    let returns = (reader.take("returns") || reader.take("return")).then(|| {
        let begin = reader.place();
        let ends = |token: &Token<'_>| token.kind == Kind::Text || SAYS_MORE.iter().any(|word| token.is(word));
        while reader.peek().is_some_and(|token| !ends(token)) {
            if !reader.skip_parentheses() {
                reader.next();
            }
        }
        let spelt = reader.text_between(begin, reader.place()).to_lowercase();
        types::canonical(&spelt).to_owned()
    });
    Some(Does::CreateRoutine(Routine { kind: kind.to_owned(), name, parameters, returns }))
}

/// Words that follow the type that a function returns.
const SAYS_MORE: [&str; 13] = [
    "as",
    "language",
    "immutable",
    "stable",
    "volatile",
    "strict",
    "security",
    "parallel",
    "deterministic",
    "begin",
    "return",
    "cost",
    "called",
];

fn parameter(item: &Reader<'_>) -> Option<Parameter> {
    let mut item = item.clone();
    if item.take("out") || item.take("table") {
        return None;
    }
    let _mode = item.take("inout") || item.take("in") || item.take("variadic");
    if item.is_at_end() || item.is_sign("*") {
        return None;
    }
    let has_default = item.has("default") || item.rest().iter().any(|token| token.is_sign("="));
    // `name type` or `type`: one word alone is a type.
    let words = item.rest().iter().take_while(|token| matches!(token.kind, Kind::Word | Kind::Quoted)).count();
    let mut whole = item.clone();
    let as_type = columns::of(&mut whole).map(|of| of.base).unwrap_or_default();
    let is_bare = words == 1 || TWO_WORDS.contains(&as_type.as_str());
    if !is_bare {
        item.part();
    }
    let of = columns::of(&mut item)?;
    let of = Type { args: Vec::new(), ..of };
    Some(Parameter { of: types::shown(&of), has_default })
}

/// Types that stay of two words in a list of parameters.
const TWO_WORDS: [&str; 4] = ["double", "timestamptz", "timestamp", "varchar"];

/// `@name type [= default], ... AS`
fn tsql_parameters(reader: &mut Reader<'_>) -> Vec<Parameter> {
    let begin = reader.place();
    if !reader.peek().is_some_and(|token| token.text.starts_with('@')) {
        return Vec::new();
    }
    let mut ahead = reader.clone();
    while !ahead.is_at_end() && !ahead.is_one_of(&["as", "with"]) {
        ahead.next();
    }
    let count = ahead.place() - begin;
    let parameters = reader.split_first(count).iter().filter_map(parameter).collect();
    *reader = ahead;
    parameters
}
