//! JavaScript and TypeScript: commander, yargs and the environment.

use super::calls::{arguments, around, shown, string, typed};
use crate::breaking::config::model::{Choice, Command, File, Takes, Variable};
use crate::breaking::{Source, Unread};
use crate::syntax::{Language, Node, children, descendants, field, first_line, text};

/// Reads a source.
pub(super) fn read(source: &mut Source<'_>) -> Result<File, Unread> {
    let whole = source.text;
    let language = if source.form == "ts" { Language::TypeScript } else { Language::JavaScript };
    let parsed = source.parse(language)?;
    let mut file = File::default();
    let has_options = ["commander", "yargs", "cac", "program"].iter().any(|mark| whole.contains(mark));
    for node in descendants(parsed.root(), |_| true) {
        match node.kind() {
            "call_expression" if has_options => call(node, whole, &mut file),
            "new_expression" if has_options => built(node, whole, &mut file),
            "member_expression" | "subscript_expression" => variable(node, whole, &mut file),
            _ => {}
        }
    }
    Ok(file)
}

fn variable(node: Node<'_>, whole: &str, file: &mut File) {
    if field(node, "object").is_none_or(|object| text(object, whole) != "process.env") {
        return;
    }
    let is_written = node
        .parent()
        .is_some_and(|parent| parent.kind() == "assignment_expression" && field(parent, "left") == Some(node));
    let named = field(node, "property").map(|property| text(property, whole).to_owned());
    let name = named.or_else(|| field(node, "index").and_then(|index| string(index, whole)));
    if let Some(name) = name.filter(|_| !is_written) {
        file.variables.push(Variable { name, line: first_line(node), text: shown(node, whole) });
    }
}

/// `new Option('--log <level>', 'how').choices(['low', 'high'])`
fn built(node: Node<'_>, whole: &str, file: &mut File) {
    let is_option = field(node, "constructor").is_some_and(|of| text(of, whole).rsplit('.').next() == Some("Option"));
    let given = arguments(node);
    let flags = given.first().and_then(|first| string(*first, whole));
    let Some(flags) = flags.filter(|flags| is_option && flags.starts_with('-')) else { return };
    let line = first_line(node);
    let mut choice =
        Choice { owner: around(node, whole).to_owned(), line, text: shown(node, whole), ..Choice::default() };
    take_flags(&flags, &mut choice);
    let mut node = node;
    while let Some(member) = node.parent().filter(|parent| parent.kind() == "member_expression") {
        let Some(call) = member.parent().filter(|parent| parent.kind() == "call_expression") else { break };
        let given = arguments(call);
        match field(member, "property").map_or("", |name| text(name, whole)) {
            "choices" => {
                let list = given.into_iter().flat_map(|list| descendants(list, |_| true));
                choice.values = list.filter_map(|node| string(node, whole)).collect();
            }
            "makeOptionMandatory" => choice.is_required = true,
            "default" => choice.default = given.first().map(|value| text(*value, whole).to_owned()),
            "env" => {
                let name = given.first().and_then(|name| string(*name, whole));
                file.variables.extend(name.map(|name| Variable { name, line, text: choice.text.clone() }));
            }
            _ => {}
        }
        node = call;
    }
    file.options.push(choice);
}

/// Names, and whether there is a value: `-p, --port <number>`.
fn take_flags(flags: &str, choice: &mut Choice) {
    let words = flags.split([' ', ',', '|']).filter(|word| word.starts_with('-'));
    choice.names.extend(words.map(str::to_owned));
    choice.names.sort_by_key(|name| !name.starts_with("--"));
    choice.takes = if flags.contains(['<', '[']) { Takes::Value } else { Takes::Nothing };
}

fn call(node: Node<'_>, whole: &str, file: &mut File) {
    let Some(member) = field(node, "function").filter(|function| function.kind() == "member_expression") else {
        return;
    };
    let property = field(member, "property");
    let method = property.map_or("", |name| text(name, whole));
    let given = arguments(node);
    let line = property.map_or(1, first_line);
    let Some(first) = given.first().and_then(|first| string(*first, whole)) else { return };
    let shows = given.iter().map(|argument| shown(*argument, whole)).collect::<Vec<_>>().join(", ");
    let mut choice = Choice { owner: around(node, whole).to_owned(), line, text: shows, ..Choice::default() };
    match method {
        "option" | "requiredOption" if first.starts_with('-') => {
            take_flags(&first, &mut choice);
            choice.is_required = method == "requiredOption";
            choice.default = given.get(2).map(|default| text(*default, whole).to_owned());
            file.options.push(choice);
        }
        "option" | "options" if given.get(1).is_some_and(|options| options.kind() == "object") => {
            choice.names.push(typed(&first));
            described(given[1], whole, &mut choice);
            file.options.push(choice);
        }
        "command" => {
            let name = first.split_whitespace().next().unwrap_or_default().to_owned();
            if !name.is_empty() && name != "*" && name != "$0" {
                file.commands.push(Command { names: vec![name], line, text: first });
            }
        }
        "alias" => {
            if let Some(command) = file.commands.last_mut() {
                command.names.push(first);
            }
        }
        _ => {}
    }
}

/// yargs' description of an option.
fn described(object: Node<'_>, whole: &str, choice: &mut Choice) {
    for pair in children(object).filter(|pair| pair.kind() == "pair") {
        let (Some(key), Some(value)) = (field(pair, "key"), field(pair, "value")) else { continue };
        let said = text(value, whole);
        let literals = || descendants(value, |_| true).filter_map(|node| string(node, whole));
        match text(key, whole).trim_matches(['"', '\'']) {
            "alias" => choice.names.extend(literals().map(|alias| typed(&alias))),
            "demandOption" | "demand" | "required" => choice.is_required = said == "true",
            "default" => choice.default = Some(said.to_owned()),
            "choices" => choice.values = literals().collect(),
            "type" => choice.takes = if said.contains("boolean") { Takes::Nothing } else { Takes::Value },
            "boolean" if said == "true" => choice.takes = Takes::Nothing,
            _ => {}
        }
    }
}
