//! Which headers others include.

use std::{
    cell::{OnceCell, RefCell},
    collections::HashMap,
    rc::Rc,
};

use super::C;
use crate::breaking::{Certainty, Form, Side};

/// Folders whose headers are for those alone who work on the project.
const KEPT_BACK: [&str; 38] = [
    "test",
    "tests",
    "testing",
    "unittest",
    "unittests",
    "example",
    "examples",
    "sample",
    "samples",
    "demo",
    "demos",
    "benchmark",
    "benchmarks",
    "bench",
    "fuzz",
    "fuzzing",
    "doc",
    "docs",
    "deps",
    "extern",
    "external",
    "externals",
    "internal",
    "private",
    "priv",
    "impl",
    "detail",
    "details",
    "compat",
    "packages",
    "projects",
    "tools",
    "scripts",
    "cmake",
    "contrib",
    "3rdparty",
    "subprojects",
    "build",
];

/// Folders whose headers are for others.
const HANDED_OUT: [&str; 7] = ["include", "includes", "inc", "public", "Public", "api", "single_include"];

/// Folders below those whose headers are not for others all the same.
const PRIVATE: [&str; 7] = ["internal", "private", "priv", "impl", "detail", "details", "test"];

/// How names end of headers that are not for others.
const INTERNAL_ENDS: [&str; 9] =
    ["_internal", "-internal", "_private", "-private", "_priv", "_int", "_impl", "_test", "_p"];

/// Letters of a header in which it says whom it is for.
const TOLD_WITHIN: usize = 1_500;

/// Sources at its top that a library without an `include` folder has at most.
const OF_A_LIBRARY: usize = 30;

/// Build files that say which headers are installed.
const BUILD_FILES: [&str; 6] =
    ["CMakeLists.txt", "Makefile", "Makefile.am", "Makefile.in", "meson.build", "GNUmakefile"];

/// What a header is by its path; nothing if it is none.
pub(super) fn form(path: &str) -> Option<Form> {
    let (_, extension) = path.rsplit_once('.')?;
    match extension {
        "h" => Some("c"),
        "hh" | "hpp" | "hxx" | "h++" => Some("c++"),
        _ => None,
    }
}

/// The folder of a path.
pub(super) fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// A path as those write it who include it, if it lies in a folder for others.
pub(super) fn included_as(path: &str) -> &str {
    let mut at = 0;
    let mut found = None;
    for part in path.split('/') {
        at += part.len() + 1;
        if HANDED_OUT.contains(&part) {
            found = path.get(at..);
        }
    }
    found.unwrap_or(path)
}

/// What one end looks like, as far as it was asked for.
#[derive(Default)]
pub(super) struct Layout {
    has_folder: OnceCell<bool>,
    sources: RefCell<HashMap<String, usize>>,
    built: RefCell<HashMap<String, Rc<[String]>>>,
}

impl Layout {
    /// How sure it can be that others include a header; nothing if they do not.
    pub(super) fn certainty(&self, side: &Side<'_, C>, path: &str) -> Option<Certainty> {
        let around = folder(path);
        let name = path.rsplit('/').next().unwrap_or(path);
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        let parts: Vec<&str> = around.split('/').collect();
        let handed_out = parts.iter().position(|part| HANDED_OUT.contains(part));
        let (above, below) = parts.split_at(handed_out.unwrap_or(parts.len()));
        let is_kept_back = |part: &&str| KEPT_BACK.contains(part) || part.len() > 1 && part.starts_with('.');
        let is_private = above.iter().any(is_kept_back) || below.iter().any(|part| PRIVATE.contains(part));
        if is_private || INTERNAL_ENDS.iter().any(|end| stem.ends_with(end)) || stem == "config" && handed_out.is_none()
        {
            return None;
        }
        if says_private(side, path) {
            return None;
        }
        if handed_out.is_some() {
            return Some(Certainty::Definite);
        }
        if *self.has_folder.get_or_init(|| has_folder_for_others(side)) {
            return None;
        }
        let has_none = || !self.has_sources(side, around) && !self.has_sources(side, "src");
        if self.is_installed(side, around, name) || has_none() {
            return Some(Certainty::Definite);
        }
        // Where very many sources lie at the top, it is a program, and its headers are its own.
        (around.is_empty() && self.sources(side, around) <= OF_A_LIBRARY).then_some(Certainty::Likely)
    }

    fn has_sources(&self, side: &Side<'_, C>, folder: &str) -> bool {
        self.sources(side, folder) > 0
    }

    fn sources(&self, side: &Side<'_, C>, folder: &str) -> usize {
        let is_source = |name: &str| {
            let extension = name.rsplit_once('.').map(|(_, extension)| extension);
            matches!(extension, Some("c" | "cc" | "cpp" | "cxx" | "c++" | "m" | "mm"))
        };
        let mut known = self.sources.borrow_mut();
        *known.entry(folder.to_owned()).or_insert_with(|| {
            side.list(folder).iter().filter(|entry| !entry.is_folder && is_source(&entry.name)).count()
        })
    }

    /// Whether a build file names a header where it speaks of headers or of installing.
    fn is_installed(&self, side: &Side<'_, C>, around: &str, name: &str) -> bool {
        let folders = if around.is_empty() { vec![""] } else { vec![around, ""] };
        folders.iter().any(|folder| self.built(side, folder).iter().any(|text| says_installed(text, name)))
    }

    /// The build files of a folder.
    fn built(&self, side: &Side<'_, C>, folder: &str) -> Rc<[String]> {
        if let Some(known) = self.built.borrow().get(folder) {
            return Rc::clone(known);
        }
        let names = BUILD_FILES
            .iter()
            .map(|file| if folder.is_empty() { (*file).to_owned() } else { format!("{folder}/{file}") });
        let texts: Rc<[String]> = names.filter(|path| side.exists(path)).filter_map(|path| side.text(&path)).collect();
        self.built.borrow_mut().insert(folder.to_owned(), Rc::clone(&texts));
        texts
    }
}

/// The lines before the first that declares something.
fn leading_remarks(text: &str) -> &str {
    let mut is_remark = false;
    let mut end = 0;
    for line in text.split_inclusive('\n') {
        let words = line.trim();
        is_remark |= words.starts_with("/*");
        if !is_remark && !words.is_empty() && !words.starts_with("//") && !words.starts_with('#') {
            break;
        }
        is_remark &= !words.contains("*/");
        end += line.len();
    }
    &text[..end]
}

/// Whether a header says at its beginning that it is not for others.
fn says_private(side: &Side<'_, C>, path: &str) -> bool {
    let Some(text) = side.text(path) else { return false };
    let head = leading_remarks(&text[..text.floor_char_boundary(TOLD_WITHIN)]);
    let head = head.to_ascii_lowercase().replace('*', " ");
    let words = head.split_whitespace().collect::<Vec<_>>().join(" ");
    ["should not be used by applications", "not part of the public api", "internal use only"]
        .iter()
        .any(|phrase| words.contains(phrase))
}

fn has_folder_for_others(side: &Side<'_, C>) -> bool {
    let is_for_others = |folder: &str| {
        let has_header = |entry: &crate::breaking::Entry| entry.is_folder || form(&entry.name).is_some();
        side.list(folder).iter().any(has_header)
    };
    HANDED_OUT.iter().any(|name| is_for_others(name) || is_for_others(&format!("src/{name}")))
}

fn says_installed(text: &str, name: &str) -> bool {
    if !text.contains(name) {
        return false;
    }
    // Lines that go on, and calls over several lines, are one.
    let mut statement = String::new();
    let mut depth = 0_usize;
    for line in text.lines() {
        statement.push_str(line.trim_end_matches('\\'));
        statement.push(' ');
        depth = (depth + line.matches('(').count()).saturating_sub(line.matches(')').count());
        if line.ends_with('\\') || depth > 0 && statement.len() < 4_000 {
            continue;
        }
        let lower = statement.to_ascii_lowercase();
        let speaks = lower.contains("install") || lower.contains("header");
        if speaks && statement.split([' ', '\t', '"', '\'', '(', ')', '/', ',', ';', '=']).any(|word| word == name) {
            return true;
        }
        statement.clear();
        depth = 0;
    }
    false
}
