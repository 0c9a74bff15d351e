//! Types of columns: synonyms, and which takes all values of which.

use super::model::Type;

/// How one type follows another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    Same,
    /// All values still fit, and read alike.
    Wider,
    /// Values that fitted no longer do.
    Narrower,
    /// Values read otherwise.
    Other,
    /// As good as the same to most.
    Near,
}

/// Types that are spelt in several ways.
const SYNONYMS: [(&str, &str); 44] = [
    ("integer", "int"),
    ("int4", "int"),
    ("serial", "int"),
    ("serial4", "int"),
    ("signed", "int"),
    ("int8", "bigint"),
    ("bigserial", "bigint"),
    ("serial8", "bigint"),
    ("int2", "smallint"),
    ("smallserial", "smallint"),
    ("serial2", "smallint"),
    ("int1", "tinyint"),
    ("int3", "mediumint"),
    ("middleint", "mediumint"),
    ("character varying", "varchar"),
    ("char varying", "varchar"),
    ("national character varying", "nvarchar"),
    ("national varchar", "nvarchar"),
    ("national char varying", "nvarchar"),
    ("varchar2", "varchar"),
    ("nvarchar2", "nvarchar"),
    ("character", "char"),
    ("bpchar", "char"),
    ("national character", "nchar"),
    ("national char", "nchar"),
    ("boolean", "bool"),
    ("dec", "decimal"),
    ("numeric", "decimal"),
    ("number", "decimal"),
    ("fixed", "decimal"),
    ("double precision", "double"),
    ("float8", "double"),
    ("float4", "real"),
    ("timestamp with time zone", "timestamptz"),
    ("timestamp without time zone", "timestamp"),
    ("time with time zone", "timetz"),
    ("time without time zone", "time"),
    ("bit varying", "varbit"),
    ("clob", "text"),
    ("string", "text"),
    ("uniqueidentifier", "uuid"),
    ("rowversion", "rowversion"),
    ("longvarchar", "text"),
    ("binary varying", "varbinary"),
];

/// Whole numbers by bytes.
const WHOLE: [(&str, u8); 5] = [("tinyint", 1), ("smallint", 2), ("mediumint", 3), ("int", 4), ("bigint", 8)];
/// Texts of unlimited or large size, the smallest first.
const TEXTS: [&str; 4] = ["tinytext", "text", "mediumtext", "longtext"];
const BYTES: [&str; 4] = ["tinyblob", "blob", "mediumblob", "longblob"];

/// The one spelling of a type.
pub(super) fn canonical(words: &str) -> &str {
    let word = words.strip_prefix("pg_catalog.").unwrap_or(words);
    SYNONYMS.iter().find(|(name, _)| *name == word).map_or(word, |(_, one)| one)
}

/// Whether the name of a type means that the database counts up.
pub(super) fn counts_up(words: &str) -> bool {
    words.ends_with("serial") || ["serial2", "serial4", "serial8", "rowversion"].contains(&words)
}

/// How `new` follows `old`.
pub(super) fn step(old: &Type, new: &Type) -> Step {
    let (old, new) = (&normal(old), &normal(new));
    if old == new {
        return Step::Same;
    }
    if old.is_array != new.is_array {
        return Step::Other;
    }
    let length = |of: &Type| match of.args.first().map(String::as_str) {
        None if matches!(of.base.as_str(), "char" | "nchar" | "bit") => Some(1),
        Some("max") | None => None,
        Some(number) => number.split_whitespace().next().and_then(|number| number.parse::<u64>().ok()),
    };
    let by_length = |old: Option<u64>, new: Option<u64>| match (old, new) {
        (old, new) if old == new => Step::Same,
        (_, None) => Step::Wider,
        (Some(old), Some(new)) if new > old => Step::Wider,
        _ => Step::Narrower,
    };
    let place = |list: &[&str], of: &Type| list.iter().position(|base| *base == of.base);
    if let (Some(before), Some(after)) = (whole(old), whole(new)) {
        return match (old.is_unsigned, new.is_unsigned) {
            (before_unsigned, after_unsigned) if before_unsigned == after_unsigned && after > before => Step::Wider,
            (true, false) if after > before => Step::Wider,
            _ => Step::Narrower,
        };
    }
    for list in [TEXTS, BYTES] {
        if let (Some(before), Some(after)) = (place(&list, old), place(&list, new)) {
            return if after > before { Step::Wider } else { Step::Narrower };
        }
    }
    let is_bounded = |of: &Type| matches!(of.base.as_str(), "varchar" | "nvarchar" | "char" | "nchar" | "citext");
    if is_bounded(old) && is_bounded(new) {
        let step = by_length(length(old), length(new));
        let loses_letters = old.base.starts_with('n') && !new.base.starts_with('n');
        return match step {
            Step::Narrower => Step::Narrower,
            _ if loses_letters => Step::Narrower,
            _ if old.base == new.base => step,
            _ if old.base.trim_start_matches('n') == new.base.trim_start_matches('n') => Step::Wider,
            _ if new.base.ends_with("varchar") => Step::Wider,
            _ => Step::Near,
        };
    }
    if is_bounded(old) && TEXTS.contains(&new.base.as_str()) {
        return Step::Wider;
    }
    if TEXTS.contains(&old.base.as_str()) && is_bounded(new) {
        return if length(new).is_none() { Step::Near } else { Step::Narrower };
    }
    same_family(old, new, length)
}

fn same_family(old: &Type, new: &Type, length: impl Fn(&Type) -> Option<u64>) -> Step {
    match (old.base.as_str(), new.base.as_str()) {
        ("decimal", "decimal") => decimals(old, new),
        ("real" | "float", "double") | ("varbinary" | "binary", "blob" | "mediumblob" | "longblob") => Step::Wider,
        ("double", "real" | "float") => Step::Narrower,
        ("json", "jsonb")
        | ("timestamp", "datetime")
        | ("datetime", "timestamp" | "datetime2")
        | ("bool", "tinyint")
        | ("tinyint", "bool") => Step::Near,
        ("enum", "enum") | ("set", "set") => enums(&old.args, &new.args),
        (before, after) if before == after && old.is_unsigned == new.is_unsigned => match (length(old), length(new)) {
            // Digits of a second, bits.
            (Some(before), Some(after)) if after < before => Step::Narrower,
            (None, Some(_)) => Step::Near,
            _ => Step::Wider,
        },
        _ => Step::Other,
    }
}

/// Values may be added at the end; others move those that are stored by their number.
fn enums(old: &[String], new: &[String]) -> Step {
    if new.starts_with(old) {
        Step::Wider
    } else if old.iter().all(|value| new.contains(value)) {
        Step::Near
    } else {
        Step::Narrower
    }
}

fn decimals(old: &Type, new: &Type) -> Step {
    let digits = |of: &Type| {
        let number = |index: usize| of.args.get(index).and_then(|arg| arg.parse::<i64>().ok());
        number(0).map(|all| (all, number(1).unwrap_or(0)))
    };
    match (digits(old), digits(new)) {
        (_, None) => Step::Wider,
        (None, Some(_)) => Step::Narrower,
        (Some((all, after)), Some((new_all, new_after))) => {
            if new_after >= after && new_all - new_after >= all - after { Step::Wider } else { Step::Narrower }
        }
    }
}

fn whole(of: &Type) -> Option<u8> {
    WHOLE.iter().find(|(name, _)| *name == of.base).map(|(_, bytes)| *bytes)
}

/// Without what does not change values: display widths, argument spacing.
fn normal(of: &Type) -> Type {
    let mut of = of.clone();
    if of.base == "tinyint" && of.args == ["1"] {
        "bool".clone_into(&mut of.base);
    }
    if of.base == "bool" || whole(&of).is_some() {
        of.args.clear();
    }
    if of.base == "decimal" && of.args.len() == 2 && of.args[1] == "0" {
        of.args.pop();
    }
    if of.base == "char" && of.args == ["1"] {
        of.args.clear();
    }
    of
}

/// A type as people write it.
pub(super) fn shown(of: &Type) -> String {
    let args = if of.args.is_empty() { String::new() } else { format!("({})", of.args.join(", ")) };
    let sign = if of.is_unsigned { " unsigned" } else { "" };
    let array = if of.is_array { "[]" } else { "" };
    format!("{}{args}{sign}{array}", of.base)
}
