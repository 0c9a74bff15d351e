//! Python: argparse, click and the environment.

use super::calls::{arguments, around, shown, string, typed};
use crate::breaking::config::model::{Choice, Command, File, Takes, Variable};
use crate::breaking::{Source, Unread};
use crate::syntax::{Language, Node, children, descendants, field, first_line, text};

/// Reads a source.
pub(super) fn read(source: &mut Source<'_>) -> Result<File, Unread> {
    let whole = source.text;
    let parsed = source.parse(Language::Python)?;
    let mut file = File::default();
    for node in descendants(parsed.root(), |_| true) {
        match node.kind() {
            "call" => call(node, whole, &mut file),
            "subscript" => {
                let value = field(node, "value").map_or("", |value| text(value, whole));
                let key = field(node, "subscript").and_then(|key| string(key, whole));
                if let Some(name) = key
                    && (value == "os.environ" || value == "environ")
                    && !is_written(node)
                {
                    file.variables.push(Variable { name, line: first_line(node), text: shown(node, whole) });
                }
            }
            _ => {}
        }
    }
    Ok(file)
}

/// Whether something is assigned to it, or deleted.
fn is_written(node: Node<'_>) -> bool {
    node.parent().is_some_and(|parent| match parent.kind() {
        "assignment" | "augmented_assignment" => field(parent, "left") == Some(node),
        "delete_statement" => true,
        _ => false,
    })
}

fn call(node: Node<'_>, whole: &str, file: &mut File) {
    let function = field(node, "function").map_or("", |function| text(function, whole));
    let (receiver, method) = function.rsplit_once('.').unwrap_or(("", function));
    let given = arguments(node);
    let first = given.first().and_then(|first| string(*first, whole));
    let line = first_line(node);
    let shows = || shown(node, whole);
    let reads = (method == "getenv" && (receiver == "os" || receiver.is_empty()))
        || method == "get" && (receiver == "os.environ" || receiver == "environ");
    if reads && let Some(name) = first {
        file.variables.push(Variable { name, line, text: shows() });
        return;
    }
    let is_click = receiver == "click" || receiver.is_empty() && whole.contains("from click import");
    match method {
        "add_argument" => {
            let owner = format!("{}.{receiver}", around(node, whole));
            let mut choice = Choice { owner, line, text: shows(), takes: Takes::Value, ..Choice::default() };
            named(&given, whole, &mut choice);
            file.options.extend(Some(choice).filter(|choice| !choice.names.is_empty()));
        }
        "option" | "argument" if is_click => {
            let owner = decorated(node, whole).unwrap_or_default();
            let mut choice = Choice { owner, line, text: shows(), takes: Takes::Value, ..Choice::default() };
            named(&given, whole, &mut choice);
            if method == "argument" {
                choice.is_required =
                    choice.default.is_none() && !shows().contains("required=False") && !shows().contains("nargs=-1");
            } else {
                // A name without dashes is that of the parameter.
                choice.names.retain(|name| name.starts_with('-'));
            }
            file.options.extend(Some(choice).filter(|choice| !choice.names.is_empty()));
        }
        "add_parser" => {
            let mut names: Vec<String> = first.into_iter().collect();
            for (key, value) in keywords(&given, whole) {
                if key == "aliases" {
                    names.extend(children(value).filter_map(|alias| string(alias, whole)));
                }
            }
            file.commands.extend((!names.is_empty()).then(|| Command { names, line, text: shows() }));
        }
        "command" | "group"
            if node.parent().is_some_and(|parent| parent.kind() == "decorator") && whole.contains("click") =>
        {
            let name = first.or_else(|| decorated(node, whole).map(|name| name.replace('_', "-")));
            file.commands.extend(name.map(|name| Command { names: vec![name], line, text: shows() }));
        }
        _ => {}
    }
}

/// The function that a decorator stands above.
fn decorated(node: Node<'_>, whole: &str) -> Option<String> {
    let definition = node.parent()?.parent().filter(|parent| parent.kind() == "decorated_definition")?;
    let function = field(definition, "definition")?;
    Some(text(field(function, "name")?, whole).to_owned())
}

fn keywords<'tree, 'a>(given: &[Node<'tree>], whole: &'a str) -> Vec<(&'a str, Node<'tree>)> {
    let keywords = given.iter().filter(|argument| argument.kind() == "keyword_argument");
    keywords.filter_map(|argument| Some((text(field(*argument, "name")?, whole), field(*argument, "value")?))).collect()
}

fn named(given: &[Node<'_>], whole: &str, choice: &mut Choice) {
    for argument in given {
        let Some(name) = string(*argument, whole) else { continue };
        // click's `--on/--off`.
        for name in name.split('/').map(str::trim).filter(|name| !name.is_empty()) {
            choice.names.push(if given.len() > 1 && name.starts_with('-') { typed(name) } else { name.to_owned() });
        }
        if name.contains('/') {
            choice.takes = Takes::Nothing;
        }
    }
    for (key, value) in keywords(given, whole) {
        let said = text(value, whole);
        match key {
            "required" => choice.is_required = said == "True",
            "default" if said != "None" => choice.default = Some(said.to_owned()),
            "choices" | "type" if value.kind() == "list" || value.kind() == "tuple" || said.contains("Choice(") => {
                let list = descendants(value, |_| true).filter(|node| node.kind() == "string");
                choice.values = list.filter_map(|node| string(node, whole)).collect();
            }
            "action" => {
                let action = string(value, whole).unwrap_or_default();
                let takes_none = ["store_true", "store_false", "store_const", "count", "help", "version"];
                if said.contains("BooleanOptionalAction") {
                    let opposite = |name: &String| name.strip_prefix("--").map(|name| format!("--no-{name}"));
                    choice.names.extend(choice.names.iter().filter_map(opposite).collect::<Vec<_>>());
                }
                if takes_none.contains(&action.as_str()) || said.contains("Boolean") {
                    choice.takes = Takes::Nothing;
                } else if !["store", "append", "extend"].contains(&action.as_str()) {
                    choice.takes = Takes::Unknown;
                }
            }
            "is_flag" | "count" if said == "True" => choice.takes = Takes::Nothing,
            "nargs" => choice.takes = Takes::Unknown,
            _ => {}
        }
    }
    // Arguments that go by their place are required, unless they may be missing.
    if choice.is_positional() {
        let may_be_missing = choice.default.is_some() || choice.takes == Takes::Unknown;
        choice.is_required = !may_be_missing;
    }
}
