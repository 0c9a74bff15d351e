//! Columns, their types, and constraints.

use super::reader::Reader;
use crate::breaking::sql::model::{Column, Constraint, ConstraintKind, Type};
use crate::breaking::sql::tokens::Kind;
use crate::breaking::sql::types;

/// Words that end a type: what follows says more of the column.
const AFTER_TYPE: [&str; 34] = [
    "not",
    "null",
    "default",
    "primary",
    "unique",
    "references",
    "check",
    "constraint",
    "generated",
    "auto_increment",
    "autoincrement",
    "identity",
    "collate",
    "comment",
    "on",
    "as",
    "charset",
    "first",
    "after",
    "using",
    "storage",
    "compression",
    "visible",
    "invisible",
    "rowguidcol",
    "sparse",
    "virtual",
    "stored",
    "key",
    "options",
    "cascade",
    "restrict",
    "masked",
    "encode",
];

/// Words that begin a constraint in a list of columns.
const CONSTRAINTS: [&str; 10] =
    ["constraint", "primary", "unique", "foreign", "check", "exclude", "key", "index", "fulltext", "spatial"];

/// Whether a constraint begins here rather than a column.
pub(super) fn is_constraint(reader: &Reader<'_>) -> bool {
    if !reader.is_one_of(&CONSTRAINTS) {
        return false;
    }
    // A column may be called `key` or `index`: then a type follows, not a list.
    if !reader.is_one_of(&["key", "index", "check", "exclude"]) {
        return true;
    }
    let mut ahead = 1;
    if reader.peek_at(1).is_some_and(|token| matches!(token.kind, Kind::Word | Kind::Quoted)) {
        ahead = 2;
    }
    let is_type = reader.peek_at(1).is_some_and(|token| is_length_type(token.text));
    reader.peek_at(ahead).is_some_and(|token| token.is_sign("(") || token.is("using")) && !(ahead == 2 && is_type)
}

fn is_length_type(word: &str) -> bool {
    let word = word.to_ascii_lowercase();
    ["varchar", "char", "decimal", "numeric", "int", "enum", "nvarchar", "varbinary", "character"]
        .contains(&word.as_str())
}

/// Reads a column.
pub(super) fn column(reader: &mut Reader<'_>) -> Option<Column> {
    let text = reader.text();
    let line = reader.line();
    let mut column = Column { name: reader.part()?.to_owned(), line, text, ..Column::default() };
    let before = reader.place();
    column.of = of(reader);
    let words = reader.text_between(before, reader.place()).to_ascii_lowercase();
    let first = words.split(['(', ' ']).next().unwrap_or_default();
    if types::counts_up(first) {
        column.is_generated = true;
        column.not_null = true;
    }
    attributes(reader, &mut column);
    Some(column)
}

/// Reads a type.
pub(super) fn of(reader: &mut Reader<'_>) -> Option<Type> {
    let mut words: Vec<String> = Vec::new();
    let mut read = Type::default();
    while let Some(token) = reader.peek() {
        match token.kind {
            Kind::Word if AFTER_TYPE.iter().any(|word| token.is(word)) && !words.is_empty() => break,
            Kind::Word if AFTER_TYPE[..6].iter().any(|word| token.is(word)) || token.is("generated") => break,
            Kind::Word if words.last().is_some_and(|last| last == "character") && token.is("set") => {
                // MySQL's `CHARACTER SET x`.
                words.pop();
                reader.next();
                reader.next();
            }
            Kind::Word | Kind::Quoted => {
                let word = token.text.to_lowercase();
                match word.as_str() {
                    "unsigned" => read.is_unsigned = true,
                    "zerofill" | "binary" if !words.is_empty() => {}
                    "array" if !words.is_empty() => read.is_array = true,
                    _ => words.push(word),
                }
                reader.next();
            }
            Kind::Sign if token.is_sign(".") && !words.is_empty() => {
                reader.next();
                if let Some(part) = reader.part() {
                    let last = words.pop().unwrap_or_default();
                    let part = part.to_lowercase();
                    words.push(if ["public", "dbo", "pg_catalog"].contains(&last.as_str()) {
                        part
                    } else {
                        format!("{last}.{part}")
                    });
                }
            }
            Kind::Sign if token.is_sign("(") && !words.is_empty() => {
                read.args = reader.list().unwrap_or_default().iter().map(argument).collect();
            }
            Kind::Sign if token.is_sign("[") && !words.is_empty() => {
                read.is_array = true;
                reader.next();
                while reader.peek().is_some_and(|token| token.kind == Kind::Number) || reader.is_sign("]") {
                    reader.next();
                }
            }
            _ => break,
        }
    }
    if words.is_empty() {
        return None;
    }
    if words.len() > 1 && ["char", "character", "varchar", "text"].contains(&words[0].as_str()) {
        words.retain(|word| word != "byte" && word != "ascii" && word != "unicode");
    }
    let spelt = words.join(" ");
    types::canonical(&spelt).clone_into(&mut read.base);
    Some(read)
}

/// Texts keep their case: they are values.
fn argument(reader: &Reader<'_>) -> String {
    match reader.rest() {
        [one] if one.kind == Kind::Text => one.text.to_owned(),
        _ => reader.text().to_lowercase(),
    }
}

/// What follows a column's type.
fn attributes(reader: &mut Reader<'_>, column: &mut Column) {
    while !reader.is_at_end() {
        if reader.take("not null") || reader.take("set not null") {
            column.not_null = true;
        } else if reader.take("default") {
            column.default = Some(value(reader));
        } else if reader.take("primary key") {
            column.is_primary = true;
            column.not_null = true;
        } else if reader.take("unique") {
            column.is_unique = true;
        } else if reader.take("references") {
            column.references = reader.name();
            reader.skip_parentheses();
        } else if reader.take("check") {
            column.has_check = true;
            reader.skip_parentheses();
        } else if reader.take("constraint") {
            reader.part();
        } else if reader.take("as") || reader.is_one_of(&["generated", "auto_increment", "autoincrement", "identity"]) {
            column.is_generated = true;
            reader.next();
            reader.skip_parentheses();
        } else if reader.is_one_of(&["collate", "comment", "using"]) {
            let is_expression = reader.is("using");
            reader.next();
            if is_expression {
                return;
            }
            reader.next();
        } else if !reader.skip_parentheses() {
            reader.next();
        }
    }
}

/// Words that follow a default.
const AFTER_DEFAULT: [&str; 15] = [
    "not",
    "primary",
    "unique",
    "references",
    "check",
    "constraint",
    "generated",
    "auto_increment",
    "collate",
    "comment",
    "on",
    "after",
    "first",
    "with",
    "for",
];

/// The value of a default: up to what says more of the column.
fn value(reader: &mut Reader<'_>) -> String {
    let begin = reader.place();
    while let Some(token) = reader.peek() {
        let begins = reader.place() == begin;
        if !begins && (AFTER_DEFAULT.iter().any(|word| token.is(word)) || token.is("null")) {
            break;
        }
        if !reader.skip_parentheses() {
            reader.next();
        }
    }
    reader.text_between(begin, reader.place())
}

/// Reads a constraint of a table.
pub(super) fn constraint(reader: &mut Reader<'_>) -> Constraint {
    let (line, text) = (reader.line(), reader.text());
    let mut name = None;
    if reader.take("constraint") && !reader.is_one_of(&["primary", "unique", "foreign", "check", "exclude"]) {
        name = reader.part().map(str::to_owned);
    }
    let kind = if reader.take("primary key") {
        ConstraintKind::Primary
    } else if reader.take("unique") {
        ConstraintKind::Unique
    } else if reader.take("foreign key") {
        ConstraintKind::Foreign
    } else if reader.take("check") {
        ConstraintKind::Check
    } else if reader.take("exclude") {
        ConstraintKind::Exclude
    } else if reader.is_one_of(&["key", "index", "fulltext", "spatial"]) {
        ConstraintKind::Index
    } else {
        ConstraintKind::Unknown
    };
    let is_lenient = [["not", "valid"], ["using", "index"], ["not", "enforced"]]
        .iter()
        .any(|[first, second]| reader.rest().windows(2).any(|pair| pair[0].is(first) && pair[1].is(second)))
        || text.to_ascii_lowercase().starts_with("with nocheck");
    let mut columns = Vec::new();
    if kind != ConstraintKind::Check {
        while !reader.is_at_end() && !reader.is_sign("(") {
            let token = reader.next();
            if name.is_none()
                && let Some(token) = token
                && matches!(token.kind, Kind::Word | Kind::Quoted)
                && !["key", "index", "clustered", "nonclustered", "using", "btree"].iter().any(|word| token.is(word))
            {
                name = Some(token.text.to_owned());
            }
        }
        columns = reader.names();
    }
    Constraint { name, kind, columns, is_lenient, line, text }
}
