//! One statement of a new migration, judged by what is there before it runs.

use super::super::model::{
    Action, Change, Column, Constraint, ConstraintKind, Does, Index, Statement, Type, TypeAction, key,
};
use super::super::rules::{columns, constraints, objects, running};
use super::super::state::{Held, HeldColumn, State, Thing};
use super::super::types::shown;
use crate::breaking::{Certainty, Rule, Spot};

/// What a statement seems to break, until the rest of the migrations has its say.
#[derive(Debug)]
pub(super) struct Event {
    pub(super) rule: &'static Rule,
    pub(super) symbol: String,
    pub(super) old: Option<Spot>,
    pub(super) new: Spot,
    pub(super) detail: String,
    pub(super) certainty: Certainty,
    pub(super) subject: Subject,
}

/// What an event is about: what may be there again in the end.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Subject {
    Statement,
    Table(String),
    Column {
        table: String,
        column: String,
    },
    /// The type of a column, which may be a new type under an old name in the end.
    Retyped {
        old: Option<Type>,
        new: Type,
    },
    /// A column that must be given if it still is so in the end.
    Required {
        table: String,
        column: String,
    },
    View(String),
    Type(String),
    Routine(String),
    Other {
        kind: String,
        name: String,
    },
}

/// Judges statements of one file.
pub(super) struct Judge<'a> {
    pub(super) state: &'a State,
    pub(super) path: &'a str,
    pub(super) statement: &'a Statement,
    pub(super) may_be_postgres: bool,
    pub(super) events: &'a mut Vec<Event>,
}

impl Judge<'_> {
    /// Judges the statement.
    pub(super) fn judge(&mut self) {
        let statement = self.statement;
        match &statement.does {
            Does::AlterTable { name, actions } => {
                for action in actions {
                    self.alter(name, action);
                }
            }
            Does::Drop { kind, names, concurrently, only_if_there, .. } => {
                for (name, line) in names {
                    self.drop(kind, name, *line, *concurrently, *only_if_there);
                }
            }
            Does::Rename { kind, name, to, line } => self.renamed(kind, name, to, *line),
            Does::SetSchema { kind, name, to, line } if !self.is_fresh(kind, name) => {
                let subject = subject(kind, name);
                let detail = format!("{kind} in the schema `{to}`");
                self.say((&objects::SCHEMA_CHANGED, Certainty::Likely), name.clone(), *line, detail, subject);
            }
            Does::AlterType { name, actions } if !self.is_fresh("type", name) => {
                for (line, action) in actions {
                    self.type_action(name, *line, action);
                }
            }
            Does::CreateIndex(index) => self.index(index),
            Does::CreateView { name, columns: Some(columns), .. } => self.view(name, columns),
            Does::Revoke { what } => {
                let symbol = what.split_whitespace().last().unwrap_or_default().to_owned();
                self.say_here(&running::PRIVILEGES_REVOKED, symbol, what.clone());
            }
            Does::Truncate { names, cascade } => {
                for name in names {
                    if self.is_fresh("table", name) {
                        continue;
                    }
                    match cascade {
                        Some(line) => {
                            let rule = &running::TRUNCATED_CASCADING;
                            self.say((rule, Certainty::Likely), name.clone(), *line, "", Subject::Statement);
                        }
                        None => self.say_here(&running::TRUNCATED, name.clone(), ""),
                    }
                }
            }
            Does::DeleteAll { name } if !self.is_fresh("table", name) => {
                self.say_here(&running::ALL_ROWS_DELETED, name.clone(), "");
            }
            Does::Lock { what, name } if self.may_be_postgres => {
                self.say_here(&running::LOCKED_FOR_LONG, name.clone(), what.clone());
            }
            _ => {}
        }
    }

    fn say(
        &mut self,
        (rule, certainty): (&'static Rule, Certainty),
        symbol: impl Into<String>,
        line: u32,
        detail: impl Into<String>,
        subject: Subject,
    ) {
        let new = Spot::new(self.path, line, self.statement.text.clone());
        let certainty = if self.statement.is_waved { Certainty::Possible } else { certainty };
        let old = self.old_spot(&subject);
        self.events.push(Event { rule, symbol: symbol.into(), old, new, detail: detail.into(), certainty, subject });
    }

    fn say_here(&mut self, rule: &'static Rule, symbol: String, detail: impl Into<String>) {
        self.say((rule, rule.certainty), symbol, self.statement.line, detail, Subject::Statement);
    }

    fn old_spot(&self, subject: &Subject) -> Option<Spot> {
        let of_thing = |thing: &Thing| Some(thing.spot.clone()).filter(|spot| !spot.path.is_empty());
        match subject {
            Subject::Table(table) => of_thing(&self.state.tables.get(table)?.thing),
            Subject::Column { table, column } => {
                Some(super::tables::spot(self.state.tables.get(table)?.columns.get(column)?))
            }
            Subject::View(view) => of_thing(&self.state.views.get(view)?.thing),
            Subject::Type(of) => of_thing(&self.state.types.get(of)?.thing),
            Subject::Routine(routine) => of_thing(&self.state.routines.get(routine)?.first()?.thing),
            Subject::Other { kind, name } => of_thing(self.state.others.get(&(kind.clone(), name.clone()))?),
            Subject::Statement | Subject::Retyped { .. } | Subject::Required { .. } => None,
        }
    }

    fn table(&self, name: &str) -> Option<&Held> {
        self.state.tables.get(&key(name))
    }

    fn column(&self, table: &str, column: &str) -> Option<&HeldColumn> {
        self.table(table)?.columns.get(&key(column))
    }

    /// Whether something has its name only by these migrations, so that nobody knows it by that.
    fn is_named_here(&self, kind: &str, name: &str) -> bool {
        let known = key(name);
        let thing = match kind {
            "table" | "foreign table" => self.state.tables.get(&known).map(|held| &held.thing),
            "view" | "materialized view" => self.state.views.get(&known).map(|held| &held.thing),
            "type" | "domain" => self.state.types.get(&known).map(|held| &held.thing),
            _ => None,
        };
        thing.is_some_and(|thing| thing.is_renamed) || self.is_fresh(kind, name)
    }

    /// Whether something was only made by these migrations.
    fn is_fresh(&self, kind: &str, name: &str) -> bool {
        let known = key(name);
        let state = self.state;
        match kind {
            "table" | "foreign table" => state.tables.get(&known).is_some_and(|held| held.thing.is_fresh),
            "view" | "materialized view" => state.views.get(&known).is_some_and(|held| held.thing.is_fresh),
            "type" | "domain" => state.types.get(&known).is_some_and(|held| held.thing.is_fresh),
            "function" | "procedure" | "routine" | "aggregate" => {
                state.routines.get(&known).is_some_and(|held| held.iter().all(|one| one.thing.is_fresh))
            }
            _ => state.others.get(&(kind.to_owned(), known)).is_some_and(|thing| thing.is_fresh),
        }
    }

    fn renamed(&mut self, kind: &str, name: &str, to: &str, line: u32) {
        if self.is_named_here(kind, name) {
            return;
        }
        let subject = subject(kind, name);
        match kind {
            "table" | "foreign table" => {
                self.say((&objects::TABLE_RENAMED, Certainty::Definite), name, line, to, subject);
            }
            _ => {
                let detail = format!("{kind} is called `{to}`");
                self.say((&objects::OBJECT_RENAMED, Certainty::Likely), name, line, detail, subject);
            }
        }
    }

    fn drop(&mut self, kind: &str, name: &str, line: u32, concurrently: bool, only_if_there: bool) {
        if self.is_named_here(kind, name) || name.starts_with('#') {
            return;
        }
        let rule = match kind {
            "table" | "foreign table" => &objects::TABLE_REMOVED,
            "view" | "materialized view" => &objects::VIEW_REMOVED,
            "type" | "domain" => &objects::TYPE_REMOVED,
            "function" | "procedure" | "routine" | "aggregate" => &objects::ROUTINE_REMOVED,
            "schema" => &objects::SCHEMA_REMOVED,
            "database" => &objects::DATABASE_REMOVED,
            "sequence" => &objects::SEQUENCE_REMOVED,
            "extension" => &objects::EXTENSION_REMOVED,
            "index" => &objects::INDEX_REMOVED,
            _ => &objects::OBJECT_REMOVED,
        };
        let subject = subject(kind, name);
        // Where the older migrations tell of tables, but not of this one, it need not be there at all.
        let is_table = matches!(subject, Subject::Table(_));
        let knows_tables = self.state.tables.values().any(|held| held.is_known && !held.thing.is_fresh);
        let is_unsure = only_if_there && is_table && knows_tables && self.table(name).is_none();
        let certainty = if is_unsure { Certainty::Possible } else { rule.certainty };
        self.say((rule, certainty), name, line, kind, subject);
        if kind == "index" && !concurrently && self.may_be_postgres {
            self.say((&running::INDEX_DROP_LOCKS, Certainty::Possible), name, line, "", Subject::Statement);
        }
    }

    fn type_action(&mut self, name: &str, line: u32, action: &TypeAction) {
        let subject = Subject::Type(key(name));
        match action {
            TypeAction::AddValue { value, is_placed: false } => {
                let symbol = format!("{name}.{value}");
                self.say((&objects::ENUM_VALUE_APPENDED, Certainty::Possible), symbol, line, "", Subject::Statement);
            }
            TypeAction::RenameValue { from, to } => {
                let symbol = format!("{name}.{from}");
                self.say((&objects::ENUM_VALUE_RENAMED, Certainty::Definite), symbol, line, to, subject);
            }
            TypeAction::DropValue(value) => {
                let symbol = format!("{name}.{value}");
                self.say((&objects::ENUM_VALUE_REMOVED, Certainty::Definite), symbol, line, "", subject);
            }
            TypeAction::RenameAttribute { from, to } => {
                let symbol = format!("{name}.{from}");
                self.say((&objects::ATTRIBUTE_RENAMED, Certainty::Definite), symbol, line, to, subject);
            }
            TypeAction::DropAttribute(attribute) => {
                let symbol = format!("{name}.{attribute}");
                self.say((&objects::ATTRIBUTE_REMOVED, Certainty::Definite), symbol, line, "", subject);
            }
            TypeAction::RetypeAttribute(attribute) => {
                let symbol = format!("{name}.{attribute}");
                self.say((&objects::ATTRIBUTE_TYPE_CHANGED, Certainty::Likely), symbol, line, "", subject);
            }
            TypeAction::SetNotNull | TypeAction::AddConstraint { is_lenient: false } => {
                self.say((&objects::DOMAIN_NARROWED, Certainty::Possible), name, line, "", subject);
            }
            TypeAction::AddValue { .. } | TypeAction::AddAttribute(_) | TypeAction::AddConstraint { .. } => {}
        }
    }

    fn index(&mut self, index: &Index) {
        if self.is_fresh("table", &index.table) {
            return;
        }
        let line = self.statement.line;
        if index.is_unique {
            self.unique(&index.table, &index.columns, line, index.concurrently);
        }
        if !index.concurrently && self.may_be_postgres {
            let detail = format!("`{}`", index.name);
            let table = index.table.clone();
            self.say((&running::INDEX_LOCKS, Certainty::Possible), table, line, detail, Subject::Statement);
        }
    }

    /// Values that must be there once from now on.
    fn unique(&mut self, table: &str, list: &[String], line: u32, is_lenient: bool) {
        let held = self.table(table);
        let is_new = list.iter().any(|column| self.column(table, column).is_some_and(|column| column.is_fresh));
        let is_covered = held.is_some_and(|held| {
            let kinds = [ConstraintKind::Unique, ConstraintKind::Primary];
            let had = kinds.into_iter().flat_map(|kind| held.unique(kind));
            had.into_iter().any(|(had, _)| had.iter().all(|column| list.iter().any(|other| key(other) == *column)))
        });
        if is_new || is_covered {
            return;
        }
        let knows = held.is_some_and(|held| held.is_known) && !is_lenient && !list.is_empty();
        let symbol = if list.len() == 1 { format!("{table}.{}", list[0]) } else { table.to_owned() };
        let certainty = if knows { Certainty::Likely } else { Certainty::Possible };
        self.say((&constraints::UNIQUE_ADDED, certainty), symbol, line, list.join(", "), Subject::Statement);
    }

    fn view(&mut self, name: &str, columns: &[String]) {
        // Replaced in place; one that was dropped before is compared in the end.
        let Some(before) = self.state.views.get(&key(name)).filter(|view| !view.thing.is_fresh) else { return };
        let lost = before.columns.iter().flatten().filter(|column| !columns.iter().any(|now| key(now) == key(column)));
        let lost: Vec<String> = lost.cloned().collect();
        for column in lost {
            let symbol = format!("{name}.{column}");
            let subject = Subject::View(key(name));
            self.say((&objects::VIEW_COLUMN_REMOVED, Certainty::Likely), symbol, self.statement.line, "", subject);
        }
    }

    fn alter(&mut self, name: &str, action: &Action) {
        if self.is_fresh("table", name) {
            return;
        }
        let line = action.line;
        match &action.does {
            Change::AddColumn { column, only_if_missing } => self.add_column(name, column, line, *only_if_missing),
            Change::RenameTable(to) => self.renamed("table", name, to, line),
            Change::SetSchema(to) => {
                let detail = format!("table in the schema `{to}`");
                self.say((&objects::SCHEMA_CHANGED, Certainty::Likely), name, line, detail, Subject::Table(key(name)));
            }
            Change::DropPartition { name: partition, concurrently, keeps_data } => {
                let symbol = format!("{name}.{partition}");
                let rule = if *keeps_data { &running::PARTITION_DETACH_LOCKS } else { &running::PARTITION_REMOVED };
                if !*concurrently || !*keeps_data {
                    self.say((rule, Certainty::Possible), symbol, line, "", Subject::Statement);
                }
            }
            Change::AddConstraint(constraint) => self.constraint(name, constraint),
            Change::DropConstraint { name: constraint, kind } => {
                let symbol = constraint.as_ref().map_or_else(|| name.to_owned(), |one| format!("{name}.{one}"));
                let kind = match kind {
                    ConstraintKind::Primary => "primary key",
                    ConstraintKind::Foreign => "foreign key",
                    ConstraintKind::Index => "index",
                    _ => "constraint",
                };
                let rule = &constraints::CONSTRAINT_REMOVED;
                self.say((rule, Certainty::Possible), symbol, line, kind, Subject::Statement);
            }
            Change::DropColumn(column)
            | Change::RenameColumn { from: column, .. }
            | Change::SetType { column, .. }
            | Change::SetNotNull(column)
            | Change::DropNotNull(column)
            | Change::SetDefault { column, .. }
            | Change::DropDefault(column)
            | Change::Redefine { column, .. } => {
                if self.column(name, column).is_some_and(|held| held.is_fresh) {
                    self.fresh_column(name, column, action);
                } else {
                    self.old_column(name, column, action);
                }
            }
        }
    }

    /// A column that these migrations made: all that matters is whether it must be given in the end.
    fn fresh_column(&mut self, table: &str, column: &str, action: &Action) {
        let subject = Subject::Required { table: key(table), column: key(column) };
        let symbol = format!("{table}.{column}");
        match &action.does {
            Change::SetNotNull(_) | Change::Redefine { .. } => {
                self.say((&columns::REQUIRED_COLUMN_ADDED, Certainty::Definite), symbol, action.line, "", subject);
            }
            Change::DropDefault(_) => {
                self.say((&columns::DEFAULT_REMOVED, Certainty::Possible), symbol, action.line, "", Subject::Statement);
            }
            _ => {}
        }
    }

    fn old_column(&mut self, table: &str, column: &str, action: &Action) {
        let symbol = format!("{table}.{column}");
        let subject = Subject::Column { table: key(table), column: key(column) };
        let line = action.line;
        let known = self.column(table, column).map(|held| held.column.clone());
        let known = known.as_ref();
        match &action.does {
            Change::DropColumn(_) => {
                self.say((&columns::COLUMN_REMOVED, Certainty::Definite), symbol, line, "", subject);
            }
            Change::RenameColumn { to, .. } => {
                self.say((&columns::COLUMN_RENAMED, Certainty::Definite), symbol, line, to, subject);
            }
            Change::SetType { of, .. } => {
                let old = known.and_then(|column| column.of.clone());
                let detail = match &old {
                    Some(old) => format!("`{}` instead of `{}`", shown(of), shown(old)),
                    None => format!("`{}`", shown(of)),
                };
                let subject = Subject::Retyped { old, new: of.clone() };
                self.say((&columns::COLUMN_TYPE_CHANGED, Certainty::Likely), symbol, line, detail, subject);
            }
            Change::SetNotNull(_) if !known.is_some_and(|column| column.not_null) => {
                self.say((&columns::NOT_NULL_ADDED, Certainty::Likely), symbol, line, "", subject);
            }
            Change::DropNotNull(_) if known.is_none_or(|column| column.not_null) => {
                self.say((&columns::NOT_NULL_REMOVED, Certainty::Likely), symbol, line, "", subject);
            }
            Change::DropDefault(_) => {
                let is_required = known.is_some_and(|column| column.not_null && column.default.is_some());
                let certainty = if is_required { Certainty::Likely } else { Certainty::Possible };
                self.say((&columns::DEFAULT_REMOVED, certainty), symbol, line, "", Subject::Statement);
            }
            Change::Redefine { to, .. } => self.redefined(&symbol, line, subject, known, to),
            _ => {}
        }
    }

    /// A column that is written as a whole again: what it was must be known to tell what is otherwise.
    fn redefined(&mut self, symbol: &str, line: u32, subject: Subject, known: Option<&Column>, to: &Column) {
        let name = symbol.rsplit('.').next().unwrap_or(symbol);
        if key(name) != key(&to.name) {
            self.say((&columns::COLUMN_RENAMED, Certainty::Definite), symbol, line, &to.name, subject.clone());
        }
        let before = known;
        if let Some(new) = &to.of {
            let old = before.and_then(|column| column.of.clone());
            let detail = match &old {
                Some(old) => format!("`{}` instead of `{}`", shown(new), shown(old)),
                None => format!("`{}`", shown(new)),
            };
            let certainty = if old.is_some() { Certainty::Likely } else { Certainty::Possible };
            let subject = Subject::Retyped { old, new: new.clone() };
            self.say((&columns::COLUMN_TYPE_CHANGED, certainty), symbol, line, detail, subject);
        }
        let had = before.map(|column| column.not_null);
        if to.not_null && had != Some(true) && !to.is_generated {
            let certainty = if had.is_some() { Certainty::Likely } else { Certainty::Possible };
            self.say((&columns::NOT_NULL_ADDED, certainty), symbol, line, "", subject);
        } else if !to.not_null && had == Some(true) && !to.is_primary && before.is_some_and(|had| !had.is_primary) {
            self.say((&columns::NOT_NULL_REMOVED, Certainty::Likely), symbol, line, "", subject);
        } else if before.is_some_and(|had| had.default.is_some()) && to.default.is_none() && !to.is_generated {
            self.say((&columns::DEFAULT_REMOVED, Certainty::Possible), symbol, line, "", Subject::Statement);
        }
    }

    fn add_column(&mut self, table: &str, column: &Column, line: u32, only_if_missing: bool) {
        let symbol = format!("{table}.{}", column.name);
        if only_if_missing && self.column(table, &column.name).is_some() {
            return;
        }
        if super::tables::is_required(column) {
            let subject = Subject::Required { table: key(table), column: key(&column.name) };
            self.say((&columns::REQUIRED_COLUMN_ADDED, Certainty::Definite), &symbol, line, "", subject);
        }
        let default = column.default.as_deref().unwrap_or_default();
        if self.may_be_postgres && is_computed(default) {
            self.say((&running::DEFAULT_REWRITES, Certainty::Possible), &symbol, line, default, Subject::Statement);
        }
        if column.references.is_some() {
            let rule = &constraints::FOREIGN_KEY_ADDED;
            self.say((rule, Certainty::Possible), symbol, line, "", Subject::Statement);
        }
    }

    fn constraint(&mut self, table: &str, constraint: &Constraint) {
        let line = constraint.line;
        if constraint.is_lenient {
            return;
        }
        let rule = match constraint.kind {
            ConstraintKind::Foreign => &constraints::FOREIGN_KEY_ADDED,
            ConstraintKind::Check | ConstraintKind::Exclude => &constraints::CHECK_ADDED,
            ConstraintKind::Unique => return self.unique(table, &constraint.columns, line, false),
            ConstraintKind::Primary => {
                let certainty = Certainty::Possible;
                let detail = format!("`{}`", constraint.columns.join(", "));
                let rule = &constraints::PRIMARY_KEY_CHANGED;
                return self.say((rule, certainty), table, line, detail, Subject::Statement);
            }
            ConstraintKind::Index | ConstraintKind::Unknown => return,
        };
        let symbol = constraint.name.as_ref().map_or_else(|| table.to_owned(), |name| format!("{table}.{name}"));
        self.say((rule, Certainty::Possible), symbol, line, "", Subject::Statement);
    }
}

/// What of that kind and name may be there again in the end.
fn subject(kind: &str, name: &str) -> Subject {
    let name = key(name);
    match kind {
        "table" | "foreign table" => Subject::Table(name),
        "view" | "materialized view" => Subject::View(name),
        "type" | "domain" => Subject::Type(name),
        "function" | "procedure" | "routine" | "aggregate" => Subject::Routine(name),
        _ => Subject::Other { kind: kind.to_owned(), name },
    }
}

/// Whether a default calls a function that may give another value for each row.
fn is_computed(default: &str) -> bool {
    const CONSTANT: [&str; 12] = [
        "now()",
        "current_timestamp",
        "current_date",
        "localtimestamp",
        "transaction_timestamp()",
        "current_user",
        "statement_timestamp()",
        "array[]",
        "'{}'",
        "()",
        "(now())",
        "current_timestamp()",
    ];
    let default = default.to_lowercase();
    default.contains('(')
        && !CONSTANT.contains(&default.as_str())
        && default
            .find('(')
            .is_some_and(|at| default[..at].ends_with(|letter: char| letter.is_alphanumeric() || letter == '_'))
        && !default.starts_with('\'')
}
