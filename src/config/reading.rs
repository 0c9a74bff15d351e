//! Reads documents and variables by the table of keys: unknown keys, wrong types and invalid values become problems with
//! their place.

use std::{collections::BTreeMap, ops::Range};

use toml_edit::{Item, TableLike, Value as TomlValue};

use super::{
    document::{Document, type_name},
    error::Problem,
    key::{Key, Kind},
    model::Amount,
    origin::Origin,
    values::{Value, Values},
};
use crate::store::Environment;

/// What is wrong with a value, and what to do about it.
type Wrong = (String, Option<String>);

/// Reads a table of a document by its keys. `above` is the path of that table in messages; `apart` are names in it that the
/// caller reads itself.
pub(super) fn table(
    document: &Document,
    table: &dyn TableLike,
    keys: &[Key],
    apart: &[&str],
    origin: &dyn Fn(usize) -> Origin,
) -> (Values, Vec<Problem>) {
    let mut reader = Reader { document, keys, apart, origin, values: Values::default(), problems: Vec::new() };
    reader.walk(table, "");
    (reader.values, reader.problems)
}

struct Reader<'a> {
    document: &'a Document,
    keys: &'a [Key],
    apart: &'a [&'a str],
    origin: &'a dyn Fn(usize) -> Origin,
    values: Values,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    fn walk(&mut self, table: &dyn TableLike, above: &str) {
        for (name, item) in table.iter() {
            let span = table.get_key_value(name).and_then(|(key, _)| key.span()).or_else(|| item.span());
            let path = if above.is_empty() { name.to_owned() } else { format!("{above}.{name}") };
            if above.is_empty() && self.apart.contains(&name) {
                continue;
            }
            if let Some(key) = self.keys.iter().find(|key| key.name == path) {
                self.value(key, item, span.as_ref());
            } else if self.keys.iter().any(|key| key.name.starts_with(&format!("{path}."))) {
                self.below(&path, item, span);
            } else {
                let problem = self.unknown(name, above, span);
                self.problems.push(problem);
            }
        }
    }

    fn below(&mut self, path: &str, item: &Item, span: Option<Range<usize>>) {
        if let Some(table) = item.as_table_like() {
            return self.walk(table, path);
        }
        // A token that was written down is neither repeated in the message nor taken.
        let (message, hint) = if path == "forge.token" && item.is_str() {
            let message = "a token is never written into a file";
            (message.to_owned(), "say where it comes from: `token = { env = \"GITHUB_TOKEN\" }`")
        } else if path == "model.key" && item.is_str() {
            let message = "a key is never written into a file";
            (message.to_owned(), "say where it comes from: `key = { env = \"OPENAI_API_KEY\" }`")
        } else {
            (format!("`{path}` must be a table, not {}", type_name(item)), "write it as `[name]` with keys below")
        };
        self.problems.push(self.document.problem(item.span().or(span), message, Some(hint.to_owned())));
    }

    fn value(&mut self, key: &Key, item: &Item, span: Option<&Range<usize>>) {
        let place = item.span().or(span.cloned());
        match from_toml(key, item) {
            Ok(value) => {
                let line = self.document.line(span);
                self.values.insert(key.name, value, (self.origin)(line));
            }
            Err((message, hint)) => self.problems.push(self.document.problem(place, message, hint)),
        }
    }

    fn unknown(&self, name: &str, above: &str, span: Option<Range<usize>>) -> Problem {
        let here = if above.is_empty() { String::new() } else { format!(" in `[{above}]`") };
        let message = format!("unknown key `{name}`{here}");
        self.document.problem(span, message, Some(self.suggestion(name, above)))
    }

    /// The nearest key of the same table, else where a key of that name is known, else the keys that are known here.
    fn suggestion(&self, name: &str, above: &str) -> String {
        let prefix = if above.is_empty() { String::new() } else { format!("{above}.") };
        let mut here: Vec<&str> = self
            .keys
            .iter()
            .filter_map(|key| key.name.strip_prefix(&prefix))
            .map(|rest| rest.split('.').next().unwrap_or(rest))
            .chain(if above.is_empty() { self.apart } else { &[] }.iter().copied())
            .collect();
        here.dedup();
        if above.is_empty() && name == "model" {
            return "it belongs in your own `config.toml`: a repository must not choose where its text and your key go"
                .into();
        }
        if let Some(near) = nearest(name, &here) {
            return format!("did you mean `{near}`?");
        }
        if let Some(key) = self.keys.iter().find(|key| key.last() == name && !key.table().is_empty()) {
            return format!("`{name}` is a key of `[{}]`", key.table());
        }
        format!("known keys here: {}", here.join(", "))
    }
}

/// The known word that is most like this one, if any is like it at all.
pub(super) fn nearest<'a>(name: &str, known: &[&'a str]) -> Option<&'a str> {
    let plain = |word: &str| word.to_lowercase().replace('-', "_");
    let name = plain(name);
    known
        .iter()
        .map(|word| (strsim::jaro_winkler(&name, &plain(word)), *word))
        .filter(|(similarity, _)| *similarity >= 0.7)
        .max_by(|(one, _), (other, _)| one.total_cmp(other))
        .map(|(_, word)| word)
}

/// Reads the variables that set keys.
pub(super) fn variables(environment: &Environment, keys: &[Key]) -> (Values, Vec<Problem>) {
    let mut values = Values::default();
    let mut problems = Vec::new();
    for key in keys {
        let Some(name) = key.variable() else { continue };
        if !environment.has(&name) {
            continue;
        }
        let read = match environment.text(&name) {
            Some(text) => from_text(key, text),
            None => Err(("is not UTF-8".to_owned(), None)),
        };
        match read {
            Ok(value) => values.insert(key.name, value, Origin::Variable(name)),
            Err((message, hint)) => problems.push(Problem { place: name, position: None, message, hint }),
        }
    }
    (values, problems)
}

fn from_toml(key: &Key, item: &Item) -> Result<Value, Wrong> {
    let wrong = || (format!("`{}` must be {}, not {}", key.name, key.kind.expectation(), type_name(item)), None);
    match key.kind {
        Kind::Text | Kind::Choice(_) | Kind::Duration => checked(key, item.as_str().ok_or_else(wrong)?),
        Kind::PathOrFalse => match item.as_bool() {
            Some(false) => Ok(Value::Boolean(false)),
            Some(true) => Err((format!("`{}` must be {}, not `true`", key.name, key.kind.expectation()), None)),
            None => checked(key, item.as_str().ok_or_else(wrong)?),
        },
        Kind::Integer { least, most } => within(key, item.as_integer().ok_or_else(wrong)?, least, most),
        Kind::Boolean => item.as_bool().map(Value::Boolean).ok_or_else(wrong),
        Kind::Amount => {
            let number = item.as_float().map(|number| number.to_string());
            amount(key, &number.or_else(|| item.as_integer().map(|number| number.to_string())).ok_or_else(wrong)?)
        }
        Kind::TextList => texts(key, item.as_value().ok_or_else(wrong)?).map(Value::List),
        Kind::Map => {
            let mut map = BTreeMap::new();
            flatten(key, item.as_table_like().ok_or_else(wrong)?, "", &mut map)?;
            Ok(Value::Map(map))
        }
    }
}

/// Tables within a map become names with dots: `[keys.commits] review = "m"` is `commits.review`.
fn flatten(
    key: &Key,
    table: &dyn TableLike,
    above: &str,
    map: &mut BTreeMap<String, Vec<String>>,
) -> Result<(), Wrong> {
    for (name, item) in table.iter() {
        let path = if above.is_empty() { name.to_owned() } else { format!("{above}.{name}") };
        if let Some(below) = item.as_table_like() {
            flatten(key, below, &path, map)?;
            continue;
        }
        let expected =
            || (format!("`{}.{path}` must be text or a list of texts, not {}", key.name, type_name(item)), None);
        let value = item.as_value().ok_or_else(expected)?;
        let items = match value.as_str() {
            Some(one) => vec![one.to_owned()],
            None if value.is_array() => texts(key, value)?,
            None => return Err(expected()),
        };
        map.insert(path, items);
    }
    Ok(())
}

fn texts(key: &Key, value: &TomlValue) -> Result<Vec<String>, Wrong> {
    let wrong = || (format!("`{}` must be {}", key.name, Kind::TextList.expectation()), None);
    let mut items = Vec::new();
    for item in value.as_array().ok_or_else(wrong)? {
        let text = item.as_str().ok_or_else(wrong)?;
        (key.check)(text).map_err(|why| (format!("`{text}` in `{}` {why}", key.name), None))?;
        items.push(text.to_owned());
    }
    Ok(items)
}

fn from_text(key: &Key, text: &str) -> Result<Value, Wrong> {
    let wrong = || (format!("must be {}, not `{text}`", key.kind.expectation()), None);
    match key.kind {
        Kind::PathOrFalse if text == "false" => Ok(Value::Boolean(false)),
        Kind::Text | Kind::Choice(_) | Kind::Duration | Kind::PathOrFalse => checked(key, text),
        Kind::Integer { least, most } => within(key, text.parse().map_err(|_| wrong())?, least, most),
        Kind::Boolean => match text.to_ascii_lowercase().as_str() {
            "true" | "1" | "yes" | "on" => Ok(Value::Boolean(true)),
            "false" | "0" | "no" | "off" => Ok(Value::Boolean(false)),
            _ => Err(wrong()),
        },
        Kind::TextList => {
            let items: Vec<String> =
                text.split(',').map(str::trim).filter(|item| !item.is_empty()).map(str::to_owned).collect();
            for item in &items {
                (key.check)(item).map_err(|why| (format!("`{item}` {why}"), None))?;
            }
            Ok(Value::List(items))
        }
        Kind::Amount => amount(key, text),
        Kind::Map => Err(wrong()),
    }
}

fn amount(key: &Key, text: &str) -> Result<Value, Wrong> {
    let wrong = || (format!("`{}` must be {}, not `{text}`", key.name, key.kind.expectation()), None);
    let amount = Amount::parse(text).and_then(|amount| i64::try_from(amount.0).ok()).ok_or_else(wrong)?;
    Ok(Value::Integer(amount))
}

fn checked(key: &Key, text: &str) -> Result<Value, Wrong> {
    if let Kind::Choice(words) = key.kind
        && !words.contains(&text)
    {
        let message = format!("`{}` must be {}, not `{text}`", key.name, key.kind.expectation());
        return Err((message, nearest(text, words).map(|near| format!("did you mean `{near}`?"))));
    }
    match (key.check)(text) {
        Ok(()) => Ok(Value::Text(text.to_owned())),
        Err(why) => Err((format!("`{}`: `{text}` {why}", key.name), None)),
    }
}

fn within(key: &Key, number: i64, least: i64, most: i64) -> Result<Value, Wrong> {
    if (least..=most).contains(&number) {
        Ok(Value::Integer(number))
    } else {
        Err((format!("`{}` must be {}, not {number}", key.name, key.kind.expectation()), None))
    }
}
