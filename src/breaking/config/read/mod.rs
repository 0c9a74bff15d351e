//! Finds in sources of each language what people can set.

mod attributes;
mod calls;
mod go;
pub(super) mod keys;
mod python;
mod rust;
mod script;

use super::model::File;
use crate::breaking::{Source, Unread};

/// Words without which a source lets people set nothing.
const MARKS: [(&str, &[&str]); 6] = [
    ("rust", &["clap", "structopt", "env::var", "Arg::new"]),
    ("rust-settings", &["clap", "structopt", "env::var", "Arg::new", "Deserialize"]),
    ("python", &["add_argument", "add_parser", "environ", "getenv", "click"]),
    (
        "go",
        &["flag.", "Flags()", "Getenv", "LookupEnv", "cobra.", "cli.", ".String(", ".Bool(", "StringVar", "BoolVar"],
    ),
    ("js", &["process.env", "commander", "yargs", "program.", "cac("]),
    ("ts", &["process.env", "commander", "yargs", "program.", "cac("]),
];

/// Reads a file.
pub(super) fn read(source: &mut Source<'_>) -> Result<File, Unread> {
    let form = source.form;
    if let Some((_, marks)) = MARKS.iter().find(|(name, _)| *name == form)
        && !marks.iter().any(|mark| source.text.contains(mark))
    {
        return Ok(File::default());
    }
    match form {
        "rust" | "rust-settings" => rust::read(source),
        "python" => python::read(source),
        "go" => go::read(source),
        "js" | "ts" => script::read(source),
        _ => keys::read(source),
    }
}
