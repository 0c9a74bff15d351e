//! `ALTER`, and other ways to rename.

use super::columns::{self, column, constraint};
use super::drop::kind;
use super::reader::Reader;
use crate::breaking::sql::model::{Action, Change, ConstraintKind, Does, TypeAction};
use crate::breaking::sql::tokens::Kind;

/// Reads what is altered, `ALTER` taken.
pub(super) fn alter(mut reader: Reader<'_>) -> Vec<Does> {
    if reader.take("table") || reader.take("foreign table") {
        return table(reader);
    }
    if reader.take("type") {
        return of(reader, "type");
    }
    if reader.take("domain") {
        return of(reader, "domain");
    }
    other(reader).into_iter().collect()
}

/// Anything else: only renames and moves to another schema matter.
fn other(mut reader: Reader<'_>) -> Option<Does> {
    let kind = kind(&mut reader)?;
    reader.take("if exists");
    reader.take("only");
    let name = reader.name()?;
    // `TRIGGER t ON x`, `FUNCTION f (int)`, `OPERATOR CLASS c USING i`.
    while !reader.is_at_end() {
        let line = reader.line();
        if reader.take("rename to") {
            return Some(Does::Rename { kind, name, to: reader.name()?, line });
        }
        if reader.take("rename column") || reader.is("rename") && kind == "view" {
            reader.take("rename");
            let from = reader.part()?.to_owned();
            reader.take("to");
            let change = Change::RenameColumn { from, to: reader.part()?.to_owned() };
            return Some(Does::AlterTable { name, actions: vec![Action { line, text: reader.text(), does: change }] });
        }
        if reader.take("set schema") {
            return Some(Does::SetSchema { kind, name, to: reader.name()?, line });
        }
        if reader.take("rename attribute") || reader.take("rename value") {
            return None;
        }
        if !reader.skip_parentheses() {
            reader.next();
        }
    }
    None
}

fn of(mut reader: Reader<'_>, kind: &str) -> Vec<Does> {
    let Some(name) = reader.name() else { return Vec::new() };
    let line = reader.line();
    if reader.take("rename to") {
        return reader.name().map(|to| Does::Rename { kind: kind.to_owned(), name, to, line }).into_iter().collect();
    }
    if reader.take("set schema") {
        return reader.name().map(|to| Does::SetSchema { kind: kind.to_owned(), name, to, line }).into_iter().collect();
    }
    let actions = reader.split().into_iter().filter_map(|mut item| Some((item.line(), type_action(&mut item)?)));
    vec![Does::AlterType { name, actions: actions.collect() }]
}

fn type_action(reader: &mut Reader<'_>) -> Option<TypeAction> {
    let owned = |part: Option<&str>| part.map(str::to_owned);
    let value = |reader: &mut Reader<'_>| reader.next().map(|token| token.text.to_owned());
    if reader.take("add value") {
        reader.take("if not exists");
        let value = value(reader)?;
        return Some(TypeAction::AddValue { value, is_placed: reader.is_one_of(&["before", "after"]) });
    }
    if reader.take("rename value") {
        let from = value(reader)?;
        reader.take("to");
        return Some(TypeAction::RenameValue { from, to: value(reader)? });
    }
    if reader.take("drop value") {
        return Some(TypeAction::DropValue(value(reader)?));
    }
    if reader.take("rename attribute") {
        let from = owned(reader.part())?;
        reader.take("to");
        return Some(TypeAction::RenameAttribute { from, to: owned(reader.part())? });
    }
    if reader.take("add attribute") {
        return Some(TypeAction::AddAttribute(owned(reader.part())?));
    }
    if reader.take("drop attribute") {
        reader.take("if exists");
        return Some(TypeAction::DropAttribute(owned(reader.part())?));
    }
    if reader.take("alter attribute") {
        return Some(TypeAction::RetypeAttribute(owned(reader.part())?));
    }
    if reader.take("set not null") {
        return Some(TypeAction::SetNotNull);
    }
    reader.is("add").then(|| TypeAction::AddConstraint { is_lenient: reader.has("valid") })
}

fn table(mut reader: Reader<'_>) -> Vec<Does> {
    reader.take("if exists");
    reader.take("only");
    let Some(name) = reader.name() else { return Vec::new() };
    reader.take_sign("*");
    let mut actions: Vec<Action> = Vec::new();
    // T-SQL and Oracle say `ADD` or `DROP COLUMN` once for several.
    let mut goes_on = GoesOn::No;
    for mut item in reader.split() {
        let line = item.line();
        let text = item.text();
        for does in changes(&mut item, &mut goes_on) {
            // `RENAME` in a list of actions has the line of its own first word.
            actions.push(Action { line, text: text.clone(), does });
        }
    }
    // One by one: an action may be about what the one before it made.
    actions.into_iter().map(|action| Does::AlterTable { name: name.clone(), actions: vec![action] }).collect()
}

/// What an item without a verb of its own goes on with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum GoesOn {
    No,
    Add,
    DropColumn,
}

fn changes(reader: &mut Reader<'_>, goes_on: &mut GoesOn) -> Vec<Change> {
    let _is_checked = reader.take("with check") || reader.take("with nocheck");
    if reader.take("add") {
        *goes_on = GoesOn::Add;
        return add(reader);
    }
    if reader.take("drop") {
        return drop(reader, goes_on);
    }
    if reader.take("alter") {
        *goes_on = GoesOn::No;
        return alter_column(reader).into_iter().collect();
    }
    let verbs = [
        "rename",
        "set",
        "modify",
        "change",
        "detach",
        "attach",
        "validate",
        "enable",
        "disable",
        "owner",
        "cluster",
        "inherit",
        "no",
        "force",
        "row",
        "replica",
        "comment",
        "engine",
        "auto_increment",
        "convert",
        "order",
        "default",
        "character",
        "charset",
        "collate",
        "partition",
        "reset",
        "without",
        "of",
        "not",
        "check",
        "nocheck",
        "switch",
        "rebuild",
        "options",
        "algorithm",
        "lock",
        "discard",
        "import",
        "truncate",
        "exchange",
        "coalesce",
    ];
    if !reader.is_one_of(&verbs) {
        return match *goes_on {
            GoesOn::Add => add(reader),
            GoesOn::DropColumn => dropped_names(reader),
            GoesOn::No => Vec::new(),
        };
    }
    *goes_on = GoesOn::No;
    other_action(reader).into_iter().collect()
}

fn other_action(reader: &mut Reader<'_>) -> Option<Change> {
    let owned = |part: Option<&str>| part.map(str::to_owned);
    if reader.take("rename") {
        if reader.is_one_of(&["constraint", "index", "key"]) {
            return None;
        }
        if reader.take("to") || reader.take("as") {
            return Some(Change::RenameTable(reader.name()?));
        }
        reader.take("column");
        reader.take("if exists");
        let from = owned(reader.part())?;
        if !reader.take("to") {
            // MySQL: `RENAME newname`.
            return reader.is_at_end().then_some(Change::RenameTable(from));
        }
        return Some(Change::RenameColumn { from, to: owned(reader.part())? });
    }
    if reader.take("set schema") {
        return Some(Change::SetSchema(reader.name()?));
    }
    if reader.take("modify") {
        reader.take("column");
        let mut items = reader.list().unwrap_or_else(|| vec![reader.clone()]);
        let to = column(items.first_mut()?)?;
        return Some(Change::Redefine { column: to.name.clone(), to });
    }
    if reader.take("change") {
        reader.take("column");
        let from = owned(reader.part())?;
        return Some(Change::Redefine { column: from, to: column(reader)? });
    }
    if reader.take("detach partition") {
        let name = reader.name()?;
        return Some(Change::DropPartition {
            name,
            concurrently: reader.is_one_of(&["concurrently", "finalize"]),
            keeps_data: true,
        });
    }
    None
}

fn add(reader: &mut Reader<'_>) -> Vec<Change> {
    if reader.take("column") {
        return added_columns(reader);
    }
    let is_named = reader.is("constraint");
    let is_list = reader.is_one_of(&["primary", "unique", "foreign", "check", "exclude", "fulltext", "spatial"]);
    if is_named || is_list || columns::is_constraint(reader) {
        let read = constraint(reader);
        if read.kind == ConstraintKind::Unknown && is_named {
            return tsql_default(reader).into_iter().collect();
        }
        return vec![Change::AddConstraint(read)];
    }
    if reader.is_one_of(&["partition", "value", "generated"])
        && reader.peek_at(1).is_none_or(|token| token.kind != Kind::Word || !is_type_name(token.text))
    {
        return Vec::new();
    }
    added_columns(reader)
}

fn is_type_name(word: &str) -> bool {
    ["int", "integer", "text", "varchar", "bigint", "numeric", "char", "date"]
        .iter()
        .any(|name| word.eq_ignore_ascii_case(name))
}

fn added_columns(reader: &mut Reader<'_>) -> Vec<Change> {
    let only_if_missing = reader.take("if not exists");
    let items = reader.list().unwrap_or_else(|| vec![reader.clone()]);
    items
        .into_iter()
        .filter_map(|mut item| Some(Change::AddColumn { column: column(&mut item)?, only_if_missing }))
        .collect()
}

/// `CONSTRAINT df DEFAULT 0 FOR column`
fn tsql_default(reader: &Reader<'_>) -> Option<Change> {
    let rest = reader.rest();
    let place = rest.iter().rposition(|token| token.is("for"))?;
    let column = rest.get(place + 1)?.text.to_owned();
    Some(Change::SetDefault { column, default: "given".to_owned() })
}

fn drop(reader: &mut Reader<'_>, goes_on: &mut GoesOn) -> Vec<Change> {
    *goes_on = GoesOn::No;
    let constraint = |kind, name: Option<&str>| vec![Change::DropConstraint { kind, name: name.map(str::to_owned) }];
    if reader.take("constraint") {
        reader.take("if exists");
        return constraint(ConstraintKind::Unknown, reader.part());
    }
    if reader.take("primary key") {
        return constraint(ConstraintKind::Primary, None);
    }
    if reader.take("foreign key") {
        reader.take("if exists");
        return constraint(ConstraintKind::Foreign, reader.part());
    }
    if reader.is_one_of(&["check", "index", "key"]) && reader.peek_at(1).is_some_and(|next| !next.is("cascade")) {
        let kind = if reader.is("check") { ConstraintKind::Check } else { ConstraintKind::Index };
        reader.next();
        reader.take("if exists");
        return constraint(kind, reader.part());
    }
    if reader.take("partition") {
        return reader
            .name()
            .map(|name| Change::DropPartition { name, concurrently: true, keeps_data: false })
            .into_iter()
            .collect();
    }
    let _is_system = reader.take("system versioning");
    *goes_on = GoesOn::DropColumn;
    reader.take("column");
    reader.take("if exists");
    dropped_names(reader)
}

fn dropped_names(reader: &mut Reader<'_>) -> Vec<Change> {
    if reader.take("constraint") {
        return Vec::new();
    }
    reader.take("column");
    if reader.is_sign("(") {
        return reader.names().into_iter().map(Change::DropColumn).collect();
    }
    reader.part().map(|name| Change::DropColumn(name.to_owned())).into_iter().collect()
}

fn alter_column(reader: &mut Reader<'_>) -> Option<Change> {
    if reader.is_one_of(&["constraint", "index", "check"]) {
        return None;
    }
    reader.take("column");
    let text = reader.text();
    let line = reader.line();
    let column = reader.part()?.to_owned();
    if reader.take("type") || reader.take("set data type") {
        return Some(Change::SetType { column, of: columns::of(reader)? });
    }
    if reader.take("set not null") {
        return Some(Change::SetNotNull(column));
    }
    if reader.take("drop not null") {
        return Some(Change::DropNotNull(column));
    }
    if reader.take("set default") {
        return Some(Change::SetDefault { column, default: reader.text_between(reader.place(), usize::MAX) });
    }
    if reader.take("drop default") {
        return Some(Change::DropDefault(column));
    }
    if reader.is_one_of(&["set", "drop", "add", "reset", "options", "restart"]) || reader.is_at_end() {
        return None;
    }
    // T-SQL: the type and whether it takes nulls are said again.
    let mut to = crate::breaking::sql::model::Column { name: column.clone(), line, text, ..Default::default() };
    to.of = columns::of(reader);
    to.not_null = reader.take("not null");
    Some(Change::Redefine { column, to })
}

/// `RENAME TABLE a TO b, c TO d`
pub(super) fn rename_tables(reader: &Reader<'_>) -> Vec<Does> {
    reader
        .split()
        .into_iter()
        .filter_map(|mut item| {
            let line = item.line();
            let name = item.name()?;
            item.take("to");
            Some(Does::Rename { kind: "table".to_owned(), name, to: item.name()?, line })
        })
        .collect()
}
