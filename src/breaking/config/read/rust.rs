//! Rust: clap, derived and built, the environment, and structures that configuration is read into.

use super::attributes::{Case, Pair, pairs};
use super::calls::{arguments, around, shown, string};
use crate::breaking::config::model::{Choice, Command, Field, File, Settings, Takes, Values, Variable};
use crate::breaking::{Source, Unread};
use crate::syntax::{Language, Node, children, descendants, field, first_line, text};

/// Attributes that clap's derives read.
const CLAP: [&str; 6] = ["arg", "clap", "structopt", "command", "value", "group"];

/// Reads a source.
pub(super) fn read(source: &mut Source<'_>) -> Result<File, Unread> {
    let whole = source.text;
    let takes_settings = source.form == "rust-settings";
    let parsed = source.parse(Language::Rust)?;
    let mut file = File::default();
    items(parsed.root(), whole, takes_settings, &mut file);
    let is_test = |node: &Node<'_>| {
        node.kind() == "mod_item" && field(*node, "name").is_some_and(|name| text(name, whole) == "tests")
    };
    for node in descendants(parsed.root(), |node| !is_test(&node)).filter(|node| node.kind() == "call_expression") {
        call(node, whole, &mut file);
    }
    Ok(file)
}

fn items(parent: Node<'_>, whole: &str, takes_settings: bool, file: &mut File) {
    let mut attributes: Vec<&str> = Vec::new();
    for item in children(parent) {
        match item.kind() {
            "attribute_item" => {
                attributes.push(text(item, whole));
                continue;
            }
            "struct_item" | "enum_item" => derived(item, &attributes, whole, takes_settings, file),
            "mod_item" if !attributes.iter().any(|attribute| attribute.contains("cfg(test)")) => {
                if let Some(body) = field(item, "body") {
                    items(body, whole, takes_settings, file);
                }
            }
            _ => {}
        }
        attributes.clear();
    }
}

fn derived(item: Node<'_>, attributes: &[&str], whole: &str, takes_settings: bool, file: &mut File) {
    let derives = |names: &[&str]| {
        attributes.iter().filter(|attribute| attribute.contains("derive")).any(|attribute| {
            attribute.split(|letter: char| !letter.is_alphanumeric()).any(|word| names.contains(&word))
        })
    };
    let name = field(item, "name").map_or("", |name| text(name, whole)).to_owned();
    let Some(body) = field(item, "body") else { return };
    let of_item = pairs(attributes, &CLAP);
    let case = of_item.iter().find(|pair| pair.key == "rename_all").and_then(Pair::literal);
    let case = case.map_or(Case::Kebab, |name| Case::of(&name));
    let is_enum = item.kind() == "enum_item";
    if is_enum && derives(&["ValueEnum", "ArgEnum"]) {
        let is_skipped = |attributes: &[&str]| pairs(attributes, &CLAP).iter().any(|pair| pair.key == "skip");
        let values = members(body, whole)
            .into_iter()
            .filter(|(node, attributes)| node.kind() == "enum_variant" && !is_skipped(attributes));
        let values = values.map(|(node, attributes)| (names_of(node, &attributes, case, whole), first_line(node)));
        file.values.push(Values { name, values: values.collect() });
    } else if is_enum && derives(&["Subcommand", "Parser", "StructOpt"]) {
        for (variant, attributes) in members(body, whole) {
            let words = pairs(&attributes, &CLAP);
            if variant.kind() != "enum_variant"
                || words.iter().any(|pair| ["flatten", "skip", "external_subcommand"].contains(&pair.key.as_str()))
            {
                continue;
            }
            let names = names_of(variant, &attributes, case, whole);
            let owner = format!("{name}.{}", names[0]);
            file.commands.push(Command { names, line: first_line(variant), text: shown_head(variant, whole) });
            if let Some(fields) = field(variant, "body") {
                options(fields, &owner, Case::Kebab, whole, file);
            }
        }
    } else if derives(&["Parser", "Args", "StructOpt", "Clap"]) {
        options(body, &name, case, whole, file);
    } else if takes_settings && !is_enum && derives(&["Deserialize"]) {
        settings(name, body, attributes, whole, file);
    }
}

/// Fields or variants with their attributes.
fn members<'tree, 'a>(body: Node<'tree>, whole: &'a str) -> Vec<(Node<'tree>, Vec<&'a str>)> {
    let mut found = Vec::new();
    let mut attributes = Vec::new();
    for member in children(body) {
        if member.kind() == "attribute_item" {
            attributes.push(text(member, whole));
        } else {
            found.push((member, std::mem::take(&mut attributes)));
        }
    }
    found
}

/// The name of a variant as people type it, and its aliases.
fn names_of(variant: Node<'_>, attributes: &[&str], case: Case, whole: &str) -> Vec<String> {
    let own = field(variant, "name").map_or("", |name| text(name, whole));
    let words = pairs(attributes, &CLAP);
    let given = words.iter().find(|pair| pair.key == "name").and_then(Pair::literal);
    let mut names = vec![given.unwrap_or_else(|| case.apply(own))];
    for pair in words.iter().filter(|pair| pair.key.contains("alias")) {
        names.extend(pair.literals());
    }
    names
}

fn shown_head(node: Node<'_>, whole: &str) -> String {
    let text = shown(node, whole);
    text.split('{').next().unwrap_or_default().trim().to_owned()
}

fn options(body: Node<'_>, owner: &str, case: Case, whole: &str, file: &mut File) {
    for (node, attributes) in members(body, whole) {
        let (Some(name), Some(of)) = (field(node, "name"), field(node, "type")) else { continue };
        let words = pairs(&attributes, &["arg", "clap", "structopt"]);
        let has = |key: &str| words.iter().any(|pair| pair.key == key);
        let is_other = has("flatten") || has("skip") || has("subcommand") || has("parse_from_str");
        let is_command = attributes.iter().any(|attribute| {
            attribute.contains("command(") && (attribute.contains("flatten") || attribute.contains("subcommand"))
        });
        if is_other || is_command {
            continue;
        }
        let name = text(name, whole);
        let of: String = text(of, whole).split_whitespace().collect();
        let mut choice =
            Choice { owner: owner.to_owned(), line: first_line(node), text: shown(node, whole), ..Choice::default() };
        take_words(&words, name, case, &mut choice);
        let is_long_or_short = !choice.names.is_empty();
        if !is_long_or_short {
            choice.names.push(name.trim_start_matches("r#").to_owned());
        }
        let counts = words
            .iter()
            .any(|pair| pair.key == "action" && pair.value.as_deref().is_some_and(|value| value.contains("Count")));
        choice.takes = if of == "bool" || counts || of == "()" { Takes::Nothing } else { Takes::Value };
        let may_be_missing = ["Option<", "Vec<", "bool", "()"].iter().any(|begin| of.starts_with(begin))
            || of.contains("::Option<")
            || choice.default.is_some()
            || counts
            || has("env")
            || has("default_missing_value");
        let says = words.iter().find(|pair| pair.key == "required").map(|pair| pair.value.as_deref() != Some("false"));
        let depends = words.iter().any(|pair| pair.key.starts_with("required_") || pair.key.starts_with("conflicts"));
        choice.is_required = says.unwrap_or(!may_be_missing && !depends);
        for pair in words.iter().filter(|pair| pair.key == "env") {
            let name = pair.literal().unwrap_or_else(|| Case::ScreamingSnake.apply(name));
            file.variables.push(Variable { name, line: choice.line, text: choice.text.clone() });
        }
        file.options.push(choice);
    }
}

fn take_words(words: &[Pair], name: &str, case: Case, choice: &mut Choice) {
    for pair in words {
        match pair.key.as_str() {
            "long" => {
                let long = pair.literal().unwrap_or_else(|| case.apply(name));
                choice.names.push(format!("--{long}"));
            }
            "short" => {
                let first = || name.trim_start_matches("r#").chars().next().map(|first| first.to_string());
                choice.names.extend(pair.literal().or_else(first).map(|short| format!("-{short}")));
            }
            "alias" | "aliases" | "visible_alias" | "visible_aliases" => {
                choice.names.extend(pair.literals().into_iter().map(|alias| format!("--{alias}")));
            }
            "short_alias" | "visible_short_alias" | "short_aliases" => {
                choice.names.extend(pair.literals().into_iter().map(|alias| format!("-{alias}")));
            }
            "default_value" | "default_value_t" | "default_values" | "default_values_t" => {
                choice.default = Some(pair.value.clone().unwrap_or_default());
            }
            "value_parser" | "possible_values" => choice.values = pair.literals(),
            _ => {}
        }
    }
    // The order of words in an attribute says nothing.
    choice.names.sort_by_key(|name| !name.starts_with("--"));
}

fn settings(name: String, body: Node<'_>, attributes: &[&str], whole: &str, file: &mut File) {
    let of_item = pairs(attributes, &["serde"]);
    let has = |words: &[Pair], key: &str| words.iter().any(|pair| pair.key == key);
    let case = of_item
        .iter()
        .find(|pair| pair.key == "rename_all")
        .map_or(Case::AsIs, |pair| pair.literals().first().map_or(Case::AsIs, |name| Case::of(name)));
    let has_default = has(&of_item, "default");
    let mut settings = Settings { name, is_closed: has(&of_item, "deny_unknown_fields"), ..Settings::default() };
    for (node, attributes) in members(body, whole) {
        let (Some(name), Some(of)) = (field(node, "name"), field(node, "type")) else { continue };
        let words = pairs(&attributes, &["serde"]);
        if has(&words, "skip") || has(&words, "skip_deserializing") {
            continue;
        }
        if has(&words, "flatten") {
            // Its keys are those of another structure.
            settings.is_closed = false;
            let of = text(of, whole).trim_start_matches("Option<").trim_end_matches('>');
            settings.parts.push(of.rsplit("::").next().unwrap_or(of).to_owned());
            continue;
        }
        let given = words.iter().find(|pair| pair.key == "rename").and_then(|pair| pair.literals().first().cloned());
        let mut names = vec![given.unwrap_or_else(|| case.apply(text(name, whole)))];
        for pair in words.iter().filter(|pair| pair.key == "alias") {
            names.extend(pair.literals());
        }
        let of = text(of, whole);
        let is_required = !has_default && !has(&words, "default") && !of.starts_with("Option<");
        settings.fields.push(Field { names, is_required, line: first_line(node), text: shown(node, whole) });
    }
    file.settings.push(settings);
}

/// `env::var("X")`, `Arg::new("x").long("x")`, `Command::new("x")`
fn call(node: Node<'_>, whole: &str, file: &mut File) {
    let function = field(node, "function").map_or("", |function| text(function, whole));
    let first = arguments(node).first().and_then(|first| string(*first, whole));
    let Some(first) = first else { return };
    let ends = |names: &[&str]| {
        names
            .iter()
            .any(|name| function.strip_suffix(name).is_some_and(|before| before.is_empty() || before.ends_with("::")))
    };
    if ends(&["env::var", "env::var_os"]) {
        file.variables.push(Variable { name: first, line: first_line(node), text: shown(node, whole) });
    } else if ends(&["Arg::new", "Arg::with_name"]) {
        built(node, &first, whole, file);
    } else if ends(&["Command::new", "SubCommand::with_name"])
        && text(node, whole).len() < 100
        && whole.contains("clap")
    {
        let mut names = vec![first];
        for (method, argument) in chain(node, whole) {
            if method.contains("alias") {
                names.extend(quoted(&argument));
            }
        }
        file.commands.push(Command { names, line: first_line(node), text: shown(node, whole) });
    }
}

/// The methods that are called on a call, one after another, with their arguments.
fn chain(node: Node<'_>, whole: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut node = node;
    while let Some(member) = node.parent().filter(|parent| parent.kind() == "field_expression") {
        let Some(call) = member.parent().filter(|parent| parent.kind() == "call_expression") else { break };
        let method = field(member, "field").map_or("", |name| text(name, whole)).to_owned();
        let argument = field(call, "arguments").map_or("", |arguments| text(arguments, whole)).to_owned();
        found.push((method, argument));
        node = call;
    }
    found
}

fn quoted(text: &str) -> Vec<String> {
    Pair { key: String::new(), value: Some(text.to_owned()) }.literals()
}

fn built(node: Node<'_>, id: &str, whole: &str, file: &mut File) {
    let owner = around(node, whole).to_owned();
    let mut choice =
        Choice { owner, line: first_line(node), text: shown(node, whole), takes: Takes::Unknown, ..Choice::default() };
    for (method, argument) in chain(node, whole) {
        let literals = quoted(&argument);
        match method.as_str() {
            "long" => choice.names.extend(literals.into_iter().map(|name| format!("--{name}"))),
            "short" => {
                choice.names.extend(literals.into_iter().map(|name| format!("-{}", name.trim_start_matches('-'))));
            }
            "alias" | "aliases" | "visible_alias" | "visible_aliases" => {
                choice.names.extend(literals.into_iter().map(|name| format!("--{name}")));
            }
            "required" => choice.is_required = argument == "(true)",
            "default_value" => choice.default = literals.into_iter().next(),
            "possible_values" | "value_parser" => choice.values = literals,
            "takes_value" | "num_args" => {
                choice.takes = if argument == "(false)" || argument == "(0)" { Takes::Nothing } else { Takes::Value }
            }
            "action" if argument.contains("SetTrue") || argument.contains("Count") => choice.takes = Takes::Nothing,
            "action" if argument.contains("Set") || argument.contains("Append") => choice.takes = Takes::Value,
            "env" => {
                let variable = |name| Variable { name, line: choice.line, text: choice.text.clone() };
                file.variables.extend(literals.into_iter().map(variable));
            }
            _ => {}
        }
    }
    if choice.names.is_empty() {
        choice.names.push(id.to_owned());
    }
    choice.names.sort_by_key(|name| !name.starts_with("--"));
    file.options.push(choice);
}
