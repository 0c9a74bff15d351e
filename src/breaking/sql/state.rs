//! What a database holds after statements were run, as far as they tell.

use std::collections::BTreeMap;

use super::model::{
    Action, Change, Column, Constraint, ConstraintKind, Does, File, Index, Routine, Table, TypeAction, TypeKind, key,
};
use crate::breaking::Spot;

/// A database.
#[derive(Debug, Clone, Default)]
pub(super) struct State {
    pub(super) tables: BTreeMap<String, Held>,
    pub(super) views: BTreeMap<String, View>,
    pub(super) types: BTreeMap<String, HeldType>,
    pub(super) routines: BTreeMap<String, Vec<HeldRoutine>>,
    /// Indexes, sequences, schemas and so on, by kind and name.
    pub(super) others: BTreeMap<(String, String), Thing>,
    /// Names that types got, the last one last.
    pub(super) type_renames: Vec<(String, String)>,
    /// What is made from now on is new in the range.
    pub(super) is_new: bool,
}

/// Anything with a name.
#[derive(Debug, Clone, Default)]
pub(super) struct Thing {
    pub(super) name: String,
    pub(super) spot: Spot,
    pub(super) is_fresh: bool,
    /// It got its name in the range.
    pub(super) is_renamed: bool,
}

/// A table.
#[derive(Debug, Clone, Default)]
pub(super) struct Held {
    pub(super) thing: Thing,
    /// All its columns are known.
    pub(super) is_known: bool,
    pub(super) columns: BTreeMap<String, HeldColumn>,
    pub(super) constraints: Vec<Constraint>,
}

/// A column.
#[derive(Debug, Clone)]
pub(super) struct HeldColumn {
    pub(super) column: Column,
    pub(super) path: String,
    pub(super) is_fresh: bool,
}

/// A view.
#[derive(Debug, Clone, Default)]
pub(super) struct View {
    pub(super) thing: Thing,
    pub(super) columns: Option<Vec<String>>,
}

/// A type.
#[derive(Debug, Clone)]
pub(super) struct HeldType {
    pub(super) thing: Thing,
    pub(super) of: TypeKind,
}

/// A function or procedure.
#[derive(Debug, Clone)]
pub(super) struct HeldRoutine {
    pub(super) thing: Thing,
    pub(super) routine: Routine,
}

impl State {
    /// Runs all statements of a file.
    pub(super) fn run(&mut self, file: &File, path: &str) {
        for statement in &file.statements {
            self.apply(&statement.does, &Spot::new(path, statement.line, statement.text.clone()));
        }
    }

    fn thing(&self, name: &str, spot: &Spot) -> Thing {
        Thing { name: name.to_owned(), spot: spot.clone(), is_fresh: self.is_new, is_renamed: false }
    }

    /// Runs one statement.
    pub(super) fn apply(&mut self, does: &Does, spot: &Spot) {
        match does {
            Does::CreateTable(table) => self.create_table(table, spot),
            Does::AlterTable { name, actions } => {
                for action in actions {
                    self.alter(name, action, &spot.path);
                }
            }
            Does::CreateIndex(index) => self.create_index(index, spot),
            Does::CreateView { name, columns, .. } => {
                let mut thing = self.thing(name, spot);
                if let Some(before) = self.views.get(&key(name)) {
                    thing.is_fresh = before.thing.is_fresh;
                }
                self.views.insert(key(name), View { thing, columns: columns.clone() });
            }
            Does::CreateType { name, of } => {
                let thing = self.thing(name, spot);
                self.types.insert(key(name), HeldType { thing, of: of.clone() });
            }
            Does::CreateRoutine(routine) => {
                let thing = self.thing(&routine.name, spot);
                let held = self.routines.entry(key(&routine.name)).or_default();
                let same = |one: &Routine| {
                    let types = |one: &Routine| one.parameters.iter().map(|one| one.of.clone()).collect::<Vec<_>>();
                    types(one) == types(routine)
                };
                held.retain(|one| !same(&one.routine));
                held.push(HeldRoutine { thing, routine: routine.clone() });
            }
            Does::Create { kind, name } => {
                let thing = self.thing(name, spot);
                self.others.entry((kind.clone(), key(name))).or_insert(thing);
            }
            Does::Drop { kind, names, .. } => {
                for (name, _) in names {
                    self.drop(kind, &key(name));
                }
            }
            Does::Rename { kind, name, to, .. } => self.rename(kind, name, to),
            Does::SetSchema { kind, name, to, .. } => {
                let last = name.rsplit('.').next().unwrap_or(name);
                let is_usual = ["public", "dbo", "main"].contains(&to.as_str());
                let to = if is_usual { last.to_owned() } else { format!("{to}.{last}") };
                self.rename(kind, name, &to);
            }
            Does::AlterType { name, actions } => {
                for (line, action) in actions {
                    self.alter_type(name, action, *line);
                }
            }
            Does::Revoke { .. } | Does::Truncate { .. } | Does::DeleteAll { .. } | Does::Lock { .. } => {}
        }
    }

    fn create_table(&mut self, table: &Table, spot: &Spot) {
        let known = key(&table.name);
        if table.only_if_missing && self.tables.contains_key(&known) {
            return;
        }
        let mut thing = self.thing(&table.name, spot);
        thing.is_fresh |= table.is_temporary;
        // A table that is there already and made again without being dropped is told anew, not made.
        if self.tables.get(&known).is_some_and(|before| !before.thing.is_fresh) {
            thing.is_fresh = table.is_temporary;
        }
        let held_column = |column: &Column| {
            (key(&column.name), HeldColumn { column: column.clone(), path: spot.path.clone(), is_fresh: self.is_new })
        };
        let columns: BTreeMap<String, HeldColumn> = table.columns.iter().map(held_column).collect();
        let mut held = Held { thing, is_known: !table.is_open, columns, constraints: table.constraints.clone() };
        held.mark_primary();
        self.tables.insert(known, held);
    }

    /// A table, known or not.
    fn table(&mut self, name: &str) -> &mut Held {
        self.tables
            .entry(key(name))
            .or_insert_with(|| Held { thing: Thing { name: name.to_owned(), ..Thing::default() }, ..Held::default() })
    }

    fn alter(&mut self, name: &str, action: &Action, path: &str) {
        let is_fresh = self.is_new;
        match &action.does {
            Change::RenameTable(to) => return self.rename("table", name, to),
            Change::SetSchema(to) => {
                let last = name.rsplit('.').next().unwrap_or(name);
                let is_usual = ["public", "dbo", "main"].contains(&to.as_str());
                let to = if is_usual { last.to_owned() } else { format!("{to}.{last}") };
                return self.rename("table", name, &to);
            }
            _ => {}
        }
        let table = self.table(name);
        let place = |column: &Column| HeldColumn { column: column.clone(), path: path.to_owned(), is_fresh };
        match &action.does {
            Change::AddColumn { column, only_if_missing } => {
                if !(*only_if_missing && table.columns.contains_key(&key(&column.name))) {
                    table.columns.insert(key(&column.name), place(column));
                }
            }
            Change::DropColumn(column) => {
                table.columns.remove(&key(column));
            }
            Change::RenameColumn { from, to } => {
                if let Some(mut held) = table.columns.remove(&key(from)) {
                    held.column.name.clone_from(to);
                    table.columns.insert(key(to), held);
                } else {
                    let column = Column { name: to.clone(), ..Column::default() };
                    table.columns.insert(key(to), HeldColumn { column, path: path.to_owned(), is_fresh: false });
                }
            }
            Change::Redefine { column, to } => {
                let was_fresh = table.columns.get(&key(column)).is_some_and(|held| held.is_fresh);
                table.columns.remove(&key(column));
                table.columns.insert(key(&to.name), HeldColumn { is_fresh: was_fresh, ..place(to) });
            }
            Change::AddConstraint(constraint) => {
                table.constraints.push(constraint.clone());
                table.mark_primary();
            }
            Change::DropConstraint { kind, name } => table.constraints.retain(|constraint| match name {
                Some(name) => constraint.name.as_deref().is_none_or(|other| key(other) != key(name)),
                None => constraint.kind != *kind,
            }),
            Change::SetType { column, of } => table.set(column, |column| column.of = Some(of.clone())),
            Change::SetNotNull(column) => table.set(column, |column| column.not_null = true),
            Change::DropNotNull(column) => table.set(column, |column| column.not_null = false),
            Change::SetDefault { column, default } => {
                table.set(column, |column| column.default = Some(default.clone()));
            }
            Change::DropDefault(column) => table.set(column, |column| column.default = None),
            Change::RenameTable(_) | Change::SetSchema(_) | Change::DropPartition { .. } => {}
        }
    }

    fn create_index(&mut self, index: &Index, spot: &Spot) {
        let thing = self.thing(&index.name, spot);
        if !index.name.is_empty() {
            self.others.insert(("index".to_owned(), key(&index.name)), thing);
        }
        if index.is_unique {
            self.table(&index.table).constraints.push(Constraint {
                name: Some(index.name.clone()),
                kind: ConstraintKind::Unique,
                columns: index.columns.clone(),
                is_lenient: true,
                line: spot.line,
                text: spot.text.clone(),
            });
        }
    }

    fn drop(&mut self, kind: &str, name: &str) {
        match kind {
            "table" | "foreign table" => {
                self.tables.remove(name);
            }
            "view" | "materialized view" => {
                self.views.remove(name);
            }
            "type" | "domain" => {
                self.types.remove(name);
            }
            "function" | "procedure" | "routine" | "aggregate" => {
                self.routines.remove(name);
            }
            _ => {
                self.others.remove(&(kind.to_owned(), name.to_owned()));
            }
        }
        if kind == "index" {
            for table in self.tables.values_mut() {
                table.constraints.retain(|constraint| constraint.name.as_deref().map(key).as_deref() != Some(name));
            }
        }
    }

    fn rename(&mut self, kind: &str, name: &str, to: &str) {
        let from = key(name);
        // A new name stands in the same schema.
        let to = match name.rsplit_once('.') {
            Some((schema, _)) if !to.contains('.') && kind != "schema" => format!("{schema}.{to}"),
            _ => to.to_owned(),
        };
        let is_new = self.is_new;
        let renamed = |thing: &mut Thing| {
            thing.name.clone_from(&to);
            thing.is_renamed = is_new;
        };
        match kind {
            "table" | "foreign table" => {
                let mut held = self.tables.remove(&from).unwrap_or_default();
                renamed(&mut held.thing);
                self.tables.insert(key(&to), held);
            }
            "view" | "materialized view" => {
                let mut held = self.views.remove(&from).unwrap_or_default();
                renamed(&mut held.thing);
                self.views.insert(key(&to), held);
            }
            "type" | "domain" => {
                self.type_renames.push((from.clone(), key(&to)));
                let unknown = || HeldType { thing: Thing::default(), of: TypeKind::Other };
                let mut held = self.types.remove(&from).unwrap_or_else(unknown);
                renamed(&mut held.thing);
                self.types.insert(key(&to), held);
            }
            _ => {
                if let Some(held) = self.others.remove(&(kind.to_owned(), from)) {
                    self.others.insert((kind.to_owned(), key(&to)), held);
                }
            }
        }
    }

    fn alter_type(&mut self, name: &str, action: &TypeAction, line: u32) {
        let Some(held) = self.types.get_mut(&key(name)) else { return };
        if let TypeKind::Enum(values) = &mut held.of {
            match action {
                TypeAction::AddValue { value, .. } => values.push((value.clone(), line)),
                TypeAction::RenameValue { from, to } => {
                    for (value, _) in values.iter_mut().filter(|(value, _)| value == from) {
                        value.clone_from(to);
                    }
                }
                TypeAction::DropValue(gone) => values.retain(|(value, _)| value != gone),
                _ => {}
            }
        }
    }

    /// The name that a type has in the end.
    pub(super) fn type_in_the_end<'a>(&'a self, name: &'a str) -> &'a str {
        self.type_renames.iter().fold(name, |name, (from, to)| if from == name { to } else { name })
    }
}

impl Held {
    fn set(&mut self, column: &str, set: impl FnOnce(&mut Column)) {
        if let Some(held) = self.columns.get_mut(&key(column)) {
            set(&mut held.column);
        }
    }

    /// Columns of a primary key take no nulls.
    fn mark_primary(&mut self) {
        let primary: Vec<String> = self
            .constraints
            .iter()
            .filter(|constraint| constraint.kind == ConstraintKind::Primary)
            .flat_map(|constraint| constraint.columns.iter().map(|column| key(column)))
            .collect();
        for column in primary {
            if let Some(held) = self.columns.get_mut(&column) {
                held.column.not_null = true;
            }
        }
    }

    /// The lists of columns whose values may be there once.
    pub(super) fn unique(&self, kind: ConstraintKind) -> Vec<(Vec<String>, u32)> {
        let sorted = |columns: &[String]| {
            let mut columns: Vec<String> = columns.iter().map(|column| key(column)).collect();
            columns.sort_unstable();
            columns
        };
        let of_table = self.constraints.iter().filter(|constraint| constraint.kind == kind);
        let mut all: Vec<(Vec<String>, u32)> =
            of_table.map(|constraint| (sorted(&constraint.columns), constraint.line)).collect();
        for (name, held) in &self.columns {
            let is_one = if kind == ConstraintKind::Primary { held.column.is_primary } else { held.column.is_unique };
            if is_one {
                all.push((vec![name.clone()], held.column.line));
            }
        }
        all
    }

    /// What it looks like, without its name.
    pub(super) fn shape(&self) -> String {
        let columns = self.columns.values().map(|held| held.column.text.as_str());
        columns.collect::<Vec<_>>().join(", ")
    }
}
