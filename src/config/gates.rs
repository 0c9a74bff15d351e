//! Reads `[[gates]]`.

use std::time::Duration;

use toml_edit::{Item, TableLike, Value as TomlValue};

use super::{
    GateSettings, Origin, Problem,
    document::{Document, type_name},
    keys::{BUILT_IN_GATES, GATE},
    reading,
};

const USUAL_TIMEOUT: Duration = Duration::from_mins(10);

/// All gates of a document, in their order, and what is wrong with them.
pub(super) fn read(document: &Document) -> (Vec<GateSettings>, Vec<Problem>) {
    let mut gates: Vec<GateSettings> = Vec::new();
    let mut problems = Vec::new();
    let Some((key, item)) = document.root().get_key_value("gates") else { return (gates, problems) };
    let Some(tables) = tables(item) else {
        let message = format!("`gates` must be a list of tables, not {}", type_name(item));
        let hint = Some("write each gate as `[[gates]]` with its keys below".to_owned());
        return (gates, vec![document.problem(key.span(), message, hint)]);
    };
    for table in tables {
        match gate(document, table, &gates) {
            Ok(gate) => gates.push(gate),
            Err(wrong) => problems.extend(wrong),
        }
    }
    (gates, problems)
}

fn tables(item: &Item) -> Option<Vec<&dyn TableLike>> {
    match item {
        Item::ArrayOfTables(tables) => Some(tables.iter().map(|table| table as &dyn TableLike).collect()),
        Item::Value(TomlValue::Array(items)) => {
            items.iter().map(|item| item.as_inline_table().map(|table| table as &dyn TableLike)).collect()
        }
        _ => None,
    }
}

fn gate(document: &Document, table: &dyn TableLike, before: &[GateSettings]) -> Result<GateSettings, Vec<Problem>> {
    let origin = |line| Origin::Repository(document.name().to_owned(), line);
    let (values, problems) = reading::table(document, table, GATE, &[], &origin);
    if !problems.is_empty() {
        return Err(problems);
    }
    let span = |name: &str| table.get_key_value(name).and_then(|(key, _)| key.span());
    let anywhere = || table.iter().find_map(|(name, _)| span(name));
    let wrong = |name: &str, message: String, hint: Option<String>| {
        Err(vec![document.problem(span(name).or_else(anywhere), message, hint)])
    };
    let Some(name) = values.text("name") else {
        return wrong("name", "a gate has no `name`".into(), Some("add `name = \"...\"`".into()));
    };
    let command = values.text("command");
    let is_built_in = BUILT_IN_GATES.contains(&name.as_str());
    if before.iter().any(|gate| gate.name == name) {
        return wrong("name", format!("there are two gates called `{name}`"), Some("rename or remove one".into()));
    }
    if is_built_in && command.is_some() {
        let hint = "give the command's gate another name".to_owned();
        return wrong("command", format!("`{name}` is a built-in gate and takes no `command`"), Some(hint));
    }
    if !is_built_in && command.is_none() {
        let hint = match reading::nearest(&name, &BUILT_IN_GATES) {
            Some(near) => format!("add `command = \"...\"`, or did you mean the built-in gate `{near}`?"),
            None => "add `command = \"...\"`".to_owned(),
        };
        return wrong("name", format!("the gate `{name}` has no `command`"), Some(hint));
    }
    Ok(GateSettings {
        name,
        title: values.text("title"),
        command,
        timeout: values.duration("timeout").unwrap_or(USUAL_TIMEOUT),
        required: values.boolean("required").unwrap_or(true),
    })
}
