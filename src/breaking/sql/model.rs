//! What the statements of one file do, as values that know nothing of other files.

use serde::{Deserialize, Serialize};

/// A file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct File {
    pub(crate) statements: Vec<Statement>,
    /// The dialect is one that locks tables as `PostgreSQL` does, as far as one can tell.
    pub(crate) may_be_postgres: bool,
}

/// A statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Statement {
    pub(crate) line: u32,
    pub(crate) text: String,
    /// A linter is told to be silent about it.
    pub(crate) is_waved: bool,
    pub(crate) does: Does,
}

/// What a statement does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Does {
    CreateTable(Box<Table>),
    AlterTable {
        name: String,
        actions: Vec<Action>,
    },
    CreateIndex(Index),
    CreateView {
        name: String,
        columns: Option<Vec<String>>,
        replaces: bool,
    },
    CreateType {
        name: String,
        of: TypeKind,
    },
    CreateRoutine(Routine),
    /// Anything else with a name.
    Create {
        kind: String,
        name: String,
    },
    Drop {
        kind: String,
        names: Vec<(String, u32)>,
        types: Option<Vec<String>>,
        concurrently: bool,
        only_if_there: bool,
    },
    Rename {
        kind: String,
        name: String,
        to: String,
        line: u32,
    },
    SetSchema {
        kind: String,
        name: String,
        to: String,
        line: u32,
    },
    AlterType {
        name: String,
        actions: Vec<(u32, TypeAction)>,
    },
    Revoke {
        what: String,
    },
    Truncate {
        names: Vec<String>,
        cascade: Option<u32>,
    },
    DeleteAll {
        name: String,
    },
    /// Work that holds a lock for long: what, and on what.
    Lock {
        what: String,
        name: String,
    },
}

/// A table.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Table {
    pub(crate) name: String,
    pub(crate) only_if_missing: bool,
    pub(crate) is_temporary: bool,
    pub(crate) columns: Vec<Column>,
    pub(crate) constraints: Vec<Constraint>,
    /// It has columns that are not written here: copied, inherited, selected.
    pub(crate) is_open: bool,
}

/// A column.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Column {
    pub(crate) name: String,
    pub(crate) line: u32,
    pub(crate) text: String,
    pub(crate) of: Option<Type>,
    pub(crate) not_null: bool,
    pub(crate) default: Option<String>,
    /// The database fills it in.
    pub(crate) is_generated: bool,
    pub(crate) is_unique: bool,
    pub(crate) is_primary: bool,
    pub(crate) references: Option<String>,
    pub(crate) has_check: bool,
}

/// A type as written, in lower case, synonyms replaced.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Type {
    pub(crate) base: String,
    pub(crate) args: Vec<String>,
    pub(crate) is_array: bool,
    pub(crate) is_unsigned: bool,
}

/// A constraint of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Constraint {
    pub(crate) name: Option<String>,
    pub(crate) kind: ConstraintKind,
    pub(crate) columns: Vec<String>,
    /// What is there is not checked, or was checked before.
    pub(crate) is_lenient: bool,
    pub(crate) line: u32,
    pub(crate) text: String,
}

/// What a constraint asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) enum ConstraintKind {
    Primary,
    Unique,
    Foreign,
    Check,
    Exclude,
    /// A plain index, as `MySQL` writes it.
    Index,
    Unknown,
}

/// An index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Index {
    pub(crate) name: String,
    pub(crate) table: String,
    pub(crate) columns: Vec<String>,
    pub(crate) is_unique: bool,
    pub(crate) concurrently: bool,
}

/// A function or procedure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Routine {
    pub(crate) kind: String,
    pub(crate) name: String,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) returns: Option<String>,
}

/// A parameter that callers give.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Parameter {
    pub(crate) of: String,
    pub(crate) has_default: bool,
}

/// What a type is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum TypeKind {
    Enum(Vec<(String, u32)>),
    Composite(Vec<Column>),
    Domain { of: Option<Type>, has_check: bool },
    Other,
}

/// One action of `ALTER TABLE`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Action {
    pub(crate) line: u32,
    pub(crate) text: String,
    pub(crate) does: Change,
}

/// What an action does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Change {
    AddColumn {
        column: Column,
        only_if_missing: bool,
    },
    DropColumn(String),
    RenameColumn {
        from: String,
        to: String,
    },
    SetType {
        column: String,
        of: Type,
    },
    SetNotNull(String),
    DropNotNull(String),
    SetDefault {
        column: String,
        default: String,
    },
    DropDefault(String),
    /// The whole of a column is written again, under a name or a new one.
    Redefine {
        column: String,
        to: Column,
    },
    AddConstraint(Constraint),
    DropConstraint {
        kind: ConstraintKind,
        name: Option<String>,
    },
    RenameTable(String),
    SetSchema(String),
    DropPartition {
        name: String,
        concurrently: bool,
        keeps_data: bool,
    },
}

/// What an action of `ALTER TYPE` or `ALTER DOMAIN` does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum TypeAction {
    AddValue { value: String, is_placed: bool },
    RenameValue { from: String, to: String },
    DropValue(String),
    AddAttribute(String),
    RenameAttribute { from: String, to: String },
    DropAttribute(String),
    RetypeAttribute(String),
    SetNotNull,
    AddConstraint { is_lenient: bool },
}

/// How a name is looked up: unquoted, in lower case.
pub(crate) fn key(name: &str) -> String {
    name.to_lowercase()
}
