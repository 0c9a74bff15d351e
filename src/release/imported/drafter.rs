//! Reads a `release-drafter.yml`: the titles of its categories and the form of its tags. Its rules ask labels of pull
//! requests, which history does not have.
//!
//! Read line by line: of its form only scalars and lists of scalars are met in practice, and nothing else is brought over.

use super::Imported;
use crate::notes::SectionKey;

/// Top keys that concern only how drafts are made on the forge.
const MEANINGLESS: [&str; 12] = [
    "commitish",
    "prerelease",
    "latest",
    "filter-by-commitish",
    "references",
    "no-changes-template",
    "sort-by",
    "sort-direction",
    "include-pre-releases",
    "prerelease-identifier",
    "header",
    "footer",
];

/// Reads it.
pub(super) fn read(text: &str) -> Imported {
    let mut imported = Imported::default();
    let mut top = String::new();
    let mut title: Option<String> = None;
    let mut labels: Vec<String> = Vec::new();
    for line in text.lines() {
        let words = line.trim();
        if words.is_empty() || words.starts_with('#') {
            continue;
        }
        if !line.starts_with([' ', '\t', '-']) {
            category(title.take(), &mut labels, &mut imported);
            let (key, value) = words.split_once(':').unwrap_or((words, ""));
            key.trim().clone_into(&mut top);
            top_level(&top, &scalar(value), &mut imported);
            continue;
        }
        if top != "categories" {
            continue;
        }
        let item = words.strip_prefix("- ").map(str::trim);
        let pair = item.unwrap_or(words).split_once(':').map(|(key, value)| (key.trim(), scalar(value)));
        match pair {
            Some(("title", value)) => {
                category(title.take(), &mut labels, &mut imported);
                title = Some(value);
            }
            Some(("label" | "labels", value)) => {
                let listed = value.trim_matches(['[', ']']).split(',').map(scalar);
                labels.extend(listed.filter(|label| !label.is_empty()));
            }
            None => labels.extend(item.map(scalar)),
            Some(_) => {}
        }
    }
    category(title, &mut labels, &mut imported);
    imported
}

fn top_level(key: &str, value: &str, imported: &mut Imported) {
    match key {
        "tag-template" => {
            let form = ["$RESOLVED_VERSION", "$NEXT_PATCH_VERSION", "$NEXT_MINOR_VERSION", "$NEXT_MAJOR_VERSION"]
                .iter()
                .find_map(|variable| value.contains(variable).then(|| value.replace(variable, "{version}")));
            match form.filter(|form| !form.contains('$')) {
                Some(form) => drop(imported.texts.insert("release.tag".into(), form)),
                None => imported.left(format!("`tag-template`: `{value}` names no version alone")),
            }
        }
        "tag-prefix" => drop(imported.texts.insert("release.tag".into(), format!("{value}{{version}}"))),
        "template" | "change-template" | "category-template" | "name-template" => imported.left(format!(
            "`{key}`: its template is of another language; write `.tminus/templates/release-notes.md.j2` (docs/templates.md)"
        )),
        "categories" | "" | "---" => {}
        known if MEANINGLESS.contains(&known) => {}
        "version-resolver" => {
            imported.left("`version-resolver`: the next version follows from commits and from what breaks".to_owned());
        }
        "exclude-labels" | "include-labels" | "autolabeler" => {
            imported.left(format!("`{key}`: history has no labels of pull requests; sections follow from commits"));
        }
        other => imported.left(format!("`{other}`: nothing here does the same")),
    }
}

fn category(title: Option<String>, labels: &mut Vec<String>, imported: &mut Imported) {
    let labels = std::mem::take(labels);
    let Some(title) = title else { return };
    let by_label = || {
        labels.iter().find_map(|label| {
            let word = label.to_lowercase();
            let word = word.rsplit([':', '/', ' ']).next().unwrap_or_default().trim().to_owned();
            SectionKey::from_title(&word).or(match word.as_str() {
                "enhancement" | "feat" | "minor" => Some(SectionKey::Added),
                "fix" | "bugfix" | "bug" | "patch" => Some(SectionKey::Fixed),
                "chore" | "maintenance" | "dependencies" | "ci" => Some(SectionKey::Internal),
                "breaking" | "major" => Some(SectionKey::Breaking),
                _ => None,
            })
        })
    };
    match SectionKey::from_title(&title).or_else(by_label) {
        Some(key) => imported.title(key, &title),
        None => imported.left(format!("the category \"{title}\": its labels name no section")),
    }
}

fn scalar(value: &str) -> String {
    value.trim().trim_matches(['"', '\'']).trim().to_owned()
}
