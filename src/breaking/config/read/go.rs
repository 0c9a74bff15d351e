//! Go: flags of the standard library, pflag and cobra, and the environment.

use super::calls::{arguments, around, shown, string, typed};
use crate::breaking::config::model::{Choice, Command, File, Takes, Variable};
use crate::breaking::{Source, Unread};
use crate::syntax::{Language, Node, children, descendants, field, first_line, text};

/// Types of values in the names of methods that declare flags.
const TYPES: [&str; 26] = [
    "Bool",
    "BoolFunc",
    "Int",
    "Int8",
    "Int16",
    "Int32",
    "Int64",
    "Uint",
    "Uint16",
    "Uint32",
    "Uint64",
    "String",
    "Float32",
    "Float64",
    "Duration",
    "Count",
    "StringSlice",
    "StringArray",
    "IntSlice",
    "StringToString",
    "IP",
    "BoolSlice",
    "DurationSlice",
    "Text",
    "",
    "Func",
];

/// Reads a source.
pub(super) fn read(source: &mut Source<'_>) -> Result<File, Unread> {
    let whole = source.text;
    // Generators that are run by hand, from sources.
    if whole.lines().take_while(|line| !line.starts_with("package ")).any(|line| line == "//go:build ignore") {
        return Ok(File::default());
    }
    let parsed = source.parse(Language::Go)?;
    let mut file = File::default();
    let mut required = Vec::new();
    for node in descendants(parsed.root(), |_| true) {
        match node.kind() {
            "call_expression" => call(node, whole, &mut file, &mut required),
            "composite_literal" => literal(node, whole, &mut file),
            _ => {}
        }
    }
    for choice in &mut file.options {
        choice.is_required |= required.contains(&(choice.owner.clone(), choice.names[0].clone()));
    }
    Ok(file)
}

/// The one who is asked, without what asks it for its flags.
fn owner(node: Node<'_>, operand: &str, whole: &str) -> String {
    let of = operand.split(['.', '(']).next().unwrap_or(operand);
    format!("{}.{of}", around(node, whole))
}

fn call(node: Node<'_>, whole: &str, file: &mut File, required: &mut Vec<(String, String)>) {
    let Some(function) = field(node, "function").filter(|function| function.kind() == "selector_expression") else {
        return;
    };
    let operand = field(function, "operand").map_or("", |operand| text(operand, whole));
    let method = field(function, "field").map_or("", |name| text(name, whole));
    let given = arguments(node);
    let text_at = |index: usize| given.get(index).and_then(|argument| string(*argument, whole));
    let line = first_line(node);
    if operand == "os" && (method == "Getenv" || method == "LookupEnv") {
        file.variables.extend(text_at(0).map(|name| Variable { name, line, text: shown(node, whole) }));
        return;
    }
    if method == "MarkFlagRequired" || method == "MarkPersistentFlagRequired" {
        required.extend(text_at(0).map(|name| (owner(node, operand, whole), format!("--{name}"))));
        return;
    }
    let last = operand.rsplit('.').next().unwrap_or(operand).to_ascii_lowercase();
    let is_set = ["flag", "pflag", "flags", "fs", "flagset", "flags()", "persistentflags()", "commandline", "f"];
    if !is_set.contains(&last.as_str()) {
        return;
    }
    let (stem, has_short) = match method.strip_suffix('P') {
        Some(stem) if !TYPES.contains(&method) => (stem, true),
        _ => (method, false),
    };
    let (of, at) = stem.strip_suffix("Var").map_or((stem, 0), |of| (of, 1));
    if of.is_empty() && at == 0 || !TYPES.contains(&of) {
        return;
    }
    let Some(name) = text_at(at) else { return };
    let mut choice = Choice { owner: owner(node, operand, whole), line, text: shown(node, whole), ..Choice::default() };
    choice.names.push(format!("--{name}"));
    if has_short {
        choice.names.extend(text_at(at + 1).filter(|short| !short.is_empty()).map(|short| format!("-{short}")));
    }
    choice.takes = match of {
        "Bool" | "Count" | "BoolFunc" => Takes::Nothing,
        "" | "Func" => Takes::Unknown,
        _ => Takes::Value,
    };
    choice.default = given.get(at + 1 + usize::from(has_short)).map(|default| text(*default, whole).to_owned());
    file.options.push(choice);
}

/// `cobra.Command{Use: "name"}`, `cli.StringFlag{Name: "name"}`
fn literal(node: Node<'_>, whole: &str, file: &mut File) {
    let of = field(node, "type").map_or("", |of| text(of, whole));
    let is_command = ["cobra.Command", "cli.Command"].contains(&of);
    let is_flag = of.starts_with("cli.") && of.ends_with("Flag");
    if !is_command && !is_flag {
        return;
    }
    let mut names = Vec::new();
    let mut is_required = false;
    for element in field(node, "body").into_iter().flat_map(children) {
        let mut parts = children(element);
        let (Some(key), Some(value)) = (parts.next(), parts.next()) else { continue };
        let inner = |node: Node<'_>| descendants(node, |_| true).find_map(|node| string(node, whole));
        match text(key, whole) {
            "Use" | "Name" => {
                let name = inner(value).and_then(|name| name.split_whitespace().next().map(str::to_owned));
                names.splice(0..0, name);
            }
            "Aliases" => {
                names.extend(descendants(value, |_| true).filter_map(|node| string(node, whole)));
            }
            "Required" => is_required = text(value, whole) == "true",
            _ => {}
        }
    }
    if names.is_empty() {
        return;
    }
    let (line, shows) = (first_line(node), names.join(", "));
    if is_command {
        file.commands.push(Command { names, line, text: shows });
    } else {
        let takes = if of == "cli.BoolFlag" { Takes::Nothing } else { Takes::Value };
        let names: Vec<String> = names.iter().map(|name| typed(name)).collect();
        let owner = around(node, whole).to_owned();
        file.options.push(Choice { owner, names, line, text: shows, takes, is_required, ..Choice::default() });
    }
}
