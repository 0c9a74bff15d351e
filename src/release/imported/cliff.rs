//! Reads a `cliff.toml`: sections and commit rules from its parsers, the form of tags, the changelog, the repository.

use regex::Regex;
use toml_edit::{DocumentMut, Item, TableLike, Value};

use super::{ImportError, Imported};
use crate::notes::SectionKey;

/// Settings that mean the same here as the default does, or that only concern how its own templates are run.
const MEANINGLESS: [&str; 12] = [
    "git.conventional_commits",
    "git.filter_unconventional",
    "git.protect_breaking_commits",
    "git.topo_order",
    "git.sort_commits",
    "git.require_conventional",
    "git.use_branch_tags",
    "git.recurse_submodules",
    "git.fail_on_unmatched_commit",
    "changelog.trim",
    "changelog.render_always",
    "changelog.header",
];

/// Reads it.
pub(super) fn read(name: &str, text: &str) -> Result<Imported, ImportError> {
    let form = |why: String| ImportError::Form { name: name.to_owned(), why };
    let document: DocumentMut = text.parse().map_err(|error: toml_edit::TomlError| form(error.to_string()))?;
    let mut imported = Imported::default();
    if document.get("git").is_none() && document.get("changelog").is_none() {
        return Err(form("it has neither `[git]` nor `[changelog]`".to_owned()));
    }
    for (table, item) in document.iter() {
        let Some(values) = item.as_table_like() else { continue };
        for (key, value) in values.iter() {
            setting(&format!("{table}.{key}"), value, &mut imported);
        }
    }
    Ok(imported)
}

fn setting(name: &str, value: &Item, imported: &mut Imported) {
    match name {
        "git.commit_parsers" => tables(value).iter().for_each(|parser| commit_parser(parser.as_ref(), imported)),
        "git.tag_pattern" => match value.as_str().and_then(tag_form) {
            Some(form) => drop(imported.texts.insert("release.tag".into(), form)),
            None => imported.left(format!("`{name}`: {} is no prefix before a version", one_line(value))),
        },
        "changelog.output" => match value.as_str() {
            Some(path) if !path.is_empty() => drop(imported.texts.insert("release.changelog".into(), path.into())),
            _ => {}
        },
        "remote.github" => {
            let part = |key: &str| value.as_table_like().and_then(|table| table.get(key)).and_then(Item::as_str);
            if let (Some(owner), Some(repository)) = (part("owner"), part("repo")) {
                imported.texts.insert("forge.repository".into(), format!("{owner}/{repository}"));
            }
        }
        "changelog.body" | "changelog.footer" => imported.left(format!(
            "`{name}`: its template is of another language; write `.tminus/templates/release-notes.md.j2` (docs/templates.md)"
        )),
        "git.filter_commits" if value.as_bool() == Some(true) => {
            imported.left("`git.filter_commits`: commits that no rule names follow the project's habit here".to_owned());
        }
        "git.filter_commits" | "git.split_commits" if value.as_bool() == Some(false) => {}
        known if MEANINGLESS.contains(&known) => {}
        "git.commit_preprocessors" | "changelog.postprocessors" | "git.link_parsers" if tables(value).is_empty() => {}
        other => imported.left(format!("`{other}`: nothing here does the same")),
    }
}

/// One rule: which commits stand in which section, or nowhere.
fn commit_parser(parser: &dyn TableLike, imported: &mut Imported) {
    let text = |key: &str| parser.get(key).and_then(Item::as_str);
    let skips = parser.get("skip").and_then(Item::as_bool).unwrap_or(false);
    let shown =
        || parser.iter().map(|(key, value)| format!("{key} = {}", one_line(value))).collect::<Vec<_>>().join(", ");
    let Some(message) = text("message") else {
        return imported.left(format!("the commit rule {{ {} }}: rules look at subjects alone", shown()));
    };
    let others = ["body", "footer", "author", "sha", "field", "scope", "default_scope"];
    if let Some(other) = others.iter().find(|key| parser.contains_key(key)) {
        imported.left(format!("`{other}` of the commit rule {{ {} }}", shown()));
        if !matches!(*other, "scope" | "default_scope") {
            return;
        }
    }
    if Regex::new(message).is_err() {
        return imported.left(format!("the commit rule {{ {} }}: its pattern is none", shown()));
    }
    if skips {
        return imported.rule("aside", message);
    }
    let Some(group) = text("group") else { return };
    let title = title(group);
    match SectionKey::from_title(&title).or_else(|| by_pattern(message)) {
        Some(key) => {
            imported.title(key, &title);
            imported.rule(key.as_str(), message);
        }
        None => imported.left(format!(
            "the section \"{title}\" (`{message}`): name the section it belongs to below `[notes.commits]`"
        )),
    }
}

/// `<!-- 0 -->🚀 Features` is called `🚀 Features`.
fn title(group: &str) -> String {
    let mut title = group.to_owned();
    for (open, close) in [("<!--", "-->"), ("{%", "%}"), ("{{", "}}"), ("<", ">")] {
        while let Some(start) = title.find(open) {
            let Some(length) = title[start..].find(close) else { break };
            title.replace_range(start..start + length + close.len(), "");
        }
    }
    title.trim().to_owned()
}

/// The section that a conventional kind stands in.
fn by_pattern(message: &str) -> Option<SectionKey> {
    let plain = message.replace("(?i)", "");
    let word: String = plain
        .trim_start_matches(['^', '(', '?', ':', '*', '.', '\\', '[', ' '])
        .chars()
        .take_while(char::is_ascii_alphabetic)
        .collect::<String>()
        .to_lowercase();
    Some(match word.as_str() {
        "feat" | "feature" | "features" | "add" | "added" => SectionKey::Added,
        "fix" | "fixed" | "bug" | "bugfix" | "hotfix" => SectionKey::Fixed,
        "perf" | "performance" => SectionKey::Performance,
        "doc" | "docs" | "documentation" => SectionKey::Docs,
        "security" | "sec" => SectionKey::Security,
        "deprecate" | "deprecated" => SectionKey::Deprecated,
        "remove" | "removed" => SectionKey::Removed,
        "change" | "changed" | "revert" | "refactor" | "improve" => SectionKey::Changed,
        "chore" | "ci" | "test" | "tests" | "build" | "style" | "deps" | "misc" => SectionKey::Internal,
        "breaking" => SectionKey::Breaking,
        _ => return None,
    })
}

/// `v[0-9].*` is `v{version}`: a prefix, and then what can only be a version.
fn tag_form(pattern: &str) -> Option<String> {
    let mut prefix = String::new();
    let mut letters = pattern.trim_start_matches('^').chars().peekable();
    while let Some(letter) = letters.peek().copied() {
        match letter {
            '\\' => {
                let mut ahead = letters.clone();
                ahead.next();
                match ahead.next() {
                    Some(escaped) if !escaped.is_alphanumeric() => {
                        prefix.push(escaped);
                        letters = ahead;
                    }
                    _ => break,
                }
            }
            '[' | '(' | '.' | '*' | '+' | '?' | '{' | '|' | '$' => break,
            digit if digit.is_ascii_digit() => return None,
            plain => {
                prefix.push(plain);
                letters.next();
            }
        }
    }
    let rest: String = letters.collect();
    // `v?1.0`: the letter before is perhaps none.
    let is_version = rest.starts_with(['[', '(', '.', '*', '\\']) && !rest.starts_with("\\w");
    (is_version && !rest.contains('|')).then(|| format!("{prefix}{{version}}"))
}

fn tables(value: &Item) -> Vec<Box<dyn TableLike + '_>> {
    match value {
        Item::ArrayOfTables(tables) => {
            tables.iter().map(|table| Box::new(table.clone()) as Box<dyn TableLike>).collect()
        }
        Item::Value(Value::Array(items)) => items
            .iter()
            .filter_map(|item| item.as_inline_table().map(|table| Box::new(table.clone()) as Box<dyn TableLike>))
            .collect(),
        _ => Vec::new(),
    }
}

/// A value as one line of a sentence.
fn one_line(value: &Item) -> String {
    let shown = value.to_string().split_whitespace().collect::<Vec<_>>().join(" ");
    if shown.chars().count() <= 60 { shown } else { format!("{}…", shown.chars().take(60).collect::<String>()) }
}
