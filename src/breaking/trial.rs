//! Comparing texts, for tests: pairs of old and new written into the test, as rules' examples are.

use super::{ECOSYSTEMS, Finding, Registered, Sources, compare_sources};

/// The files of an example: what comes before the first `==> path` is in the ecosystem's example file.
pub fn files(ecosystem: &Registered, text: &str) -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> = vec![(ecosystem.example_path.to_owned(), String::new())];
    for line in text.lines() {
        match line.strip_prefix("==> ") {
            Some(path) => files.push((path.trim().to_owned(), String::new())),
            None => {
                if let Some((_, text)) = files.last_mut() {
                    text.push_str(line);
                    text.push('\n');
                }
            }
        }
    }
    // An example that names all its files has none before the first.
    if files.len() > 1 && files[0].1.trim().is_empty() {
        files.remove(0);
    }
    for (path, text) in ecosystem.example_beside {
        if !files.iter().any(|(known, _)| known == path) {
            files.push(((*path).to_owned(), (*text).to_owned()));
        }
    }
    files
}

/// What is found between two texts of an ecosystem, written as examples are.
pub fn found(ecosystem: &Registered, old: &str, new: &str) -> Vec<Finding> {
    let (old, new) = (files(ecosystem, old), files(ecosystem, new));
    let text_of = |files: &[(String, String)], path: &str| {
        files.iter().find(|(known, _)| known == path).map(|(_, text)| text.clone())
    };
    let mut changed: Vec<String> = old.iter().chain(&new).map(|(path, _)| path.clone()).collect();
    changed.sort_unstable();
    changed.dedup();
    changed.retain(|path| text_of(&old, path) != text_of(&new, path));
    let sources =
        |files: &[(String, String)]| Sources::memory(files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    compare_sources(&sources(&old), &sources(&new), &changed).map(|breaking| breaking.findings).unwrap_or_default()
}

/// What is firmly found between two texts by the ecosystem itself, in lines; others may read the same files.
pub fn firm(name: &str, old: &str, new: &str) -> Vec<String> {
    let Some(ecosystem) = ECOSYSTEMS.iter().find(|known| known.name == name) else { return Vec::new() };
    let found = found(ecosystem, old, new);
    found.iter().filter(|one| one.ecosystem == name && one.is_firm()).map(line).collect()
}

/// A file of an example.
pub fn at(path: &str, text: &str) -> String {
    format!("==> {path}\n{text}\n")
}

/// An edit that breaks: the file, its text, what is replaced by what, and what must be found.
pub type Edit = (&'static str, &'static str, &'static str, &'static str, &'static str);

/// The edits whose break is not found, each with what was found instead.
pub fn missed(name: &str, edits: &[Edit]) -> Vec<(&'static str, Vec<String>)> {
    let misses = |(path, text, from, to, expected): &Edit| {
        let found = firm(name, &at(path, text), &at(path, &text.replacen(from, to, 1)));
        let is_found = text.contains(from) && found.iter().any(|line| line == expected);
        (!is_found).then_some((*expected, found))
    };
    edits.iter().filter_map(misses).collect()
}

/// A finding in one line: `definite rust/function-removed demo::a`.
pub fn line(finding: &Finding) -> String {
    format!("{} {} {}", finding.certainty.as_str(), finding.rule, finding.symbol)
}
