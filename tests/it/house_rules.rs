//! The rules of the house, read off the sources: which way the arrows point, where the doors are, and how long a file is.

use std::path::{Path, PathBuf};

use tminus::testkit::sources;

/// What all stand on: open to everybody.
const BASE: [&str; 5] = ["store", "config", "text", "process", "fault"];

/// What each module may use besides the base.
const ARROWS: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("fault", &[]),
    ("store", &[]),
    ("process", &[]),
    ("config", &[]),
    ("history", &[]),
    ("syntax", &[]),
    ("breaking", &["history", "analysis", "syntax"]),
    ("analysis", &["history", "syntax"]),
    ("evaluation", &["history", "analysis"]),
    ("ledger", &["history"]),
    ("drafting", &["history", "analysis"]),
    ("notes", &["history", "analysis", "drafting", "formats"]),
    ("forge", &[]),
    ("formats", &[]),
    ("assistant", &["forge"]),
    ("gates", &["history", "analysis", "notes", "ledger", "forge"]),
    ("ship", &["history", "notes", "gates", "ledger", "forge"]),
    (
        "release",
        &[
            "history",
            "syntax",
            "analysis",
            "breaking",
            "notes",
            "drafting",
            "formats",
            "gates",
            "ledger",
            "ship",
            "forge",
            "assistant",
        ],
    ),
    (
        "cli",
        &[
            "release",
            "tui",
            "evaluation",
            "history",
            "analysis",
            "breaking",
            "notes",
            "drafting",
            "formats",
            "gates",
            "ledger",
            "ship",
            "forge",
            "assistant",
        ],
    ),
    (
        "tui",
        &[
            "release",
            "history",
            "analysis",
            "breaking",
            "notes",
            "drafting",
            "gates",
            "ledger",
            "ship",
            "forge",
            "assistant",
        ],
    ),
];

/// Crates that only one module may touch.
const DOORS: [(&str, &[&str]); 10] = [
    ("gix", &["history"]),
    ("git2", &["history"]),
    ("reqwest", &["forge", "assistant"]),
    ("ratatui", &["tui"]),
    ("crossterm", &["tui"]),
    ("syntect", &["tui"]),
    ("clap", &["cli"]),
    ("tree_sitter", &["syntax"]),
    ("krilla", &["formats"]),
    ("parley", &["formats"]),
];

/// Lines that a file may have, its tests not counted.
const LONGEST_FILE: usize = 600;

#[test]
fn arrows_point_down() {
    let mut wrong = Vec::new();
    for source in sources() {
        let Some(module) = module_of(&source.path) else { continue };
        let Some((_, allowed)) = ARROWS.iter().find(|(name, _)| *name == module) else { continue };
        let code: String = source
            .production
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
            .collect::<Vec<_>>()
            .join("\n");
        for used in used_modules(&code) {
            let known = ARROWS.iter().any(|(name, _)| *name == used);
            if known && used != module && !allowed.contains(&used) && !BASE.contains(&used) {
                wrong.push(format!("{}: `{module}` may not use `{used}`", source.path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn outside_crates_stay_behind_their_doors() {
    let mut wrong = Vec::new();
    for source in sources() {
        let Some(module) = module_of(&source.path) else { continue };
        for (name, homes) in DOORS {
            let used = source.production.lines().any(|line| {
                let code = line.trim_start();
                !code.starts_with("//")
                    && (code.contains(&format!("{name}::")) || code.starts_with(&format!("use {name}")))
            });
            if used && !homes.contains(&module.as_str()) {
                wrong.push(format!("{}: `{name}` belongs behind {homes:?}", source.path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn colours_come_from_themes_alone() {
    let homes = ["src/tui/theme/", "src/tui/terminal/", "src/tui/driver.rs", "src/tui/widgets/diff/palette.rs"];
    let literal = ["Color::Rgb", "Color::Red", "Color::Green", "Color::Blue", "Color::Yellow", "Color::Cyan"];
    let painted: Vec<_> = sources()
        .into_iter()
        .filter(|source| {
            let path = source.path.display().to_string();
            path.contains("src/tui/") && !homes.iter().any(|home| path.contains(home))
        })
        .filter(|source| literal.iter().any(|colour| source.production.contains(colour)))
        .map(|source| source.path.display().to_string())
        .collect();
    assert!(painted.is_empty(), "these name a colour instead of a role:\n{}", painted.join("\n"));
}

#[test]
fn every_module_says_what_it_is_for() {
    let silent: Vec<_> = sources()
        .into_iter()
        .filter(|source| !source.text.starts_with("//!"))
        .map(|source| source.path.display().to_string())
        .collect();
    assert!(silent.is_empty(), "these files do not open with `//!`:\n{}", silent.join("\n"));
}

#[test]
fn no_file_is_without_end() {
    let long: Vec<_> = sources()
        .into_iter()
        .map(|source| (source.production.lines().count(), source.path))
        .filter(|(lines, _)| *lines > LONGEST_FILE)
        .map(|(lines, path)| format!("{}: {lines} lines", path.display()))
        .collect();
    assert!(long.is_empty(), "split these:\n{}", long.join("\n"));
}

#[test]
fn no_test_file_is_forgotten() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it");
    let main = include_str!("main.rs");
    for entry in folder.read_dir().unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let is_module = path.extension().is_some_and(|extension| extension == "rs") || path.join("mod.rs").exists();
        if is_module && name != "main" {
            assert!(main.contains(&format!("mod {name};")), "tests/it/main.rs does not name `{name}`");
        }
    }
}

fn module_of(path: &Path) -> Option<String> {
    let mut parts = path.strip_prefix(Path::new(env!("CARGO_MANIFEST_DIR")).join("src")).ok()?.components();
    let first = PathBuf::from(parts.next()?.as_os_str());
    Some(first.file_stem()?.to_str()?.to_owned())
}

/// The modules of this crate that code names by `crate::...`, grouped imports included.
fn used_modules(code: &str) -> Vec<&str> {
    let mut used = Vec::new();
    for (at, found) in code.match_indices("crate::") {
        let rest = &code[at + found.len()..];
        if let Some(group) = rest.strip_prefix('{') {
            let mut depth = 1;
            let mut begins = true;
            for (offset, letter) in group.char_indices() {
                match letter {
                    '{' => depth += 1,
                    '}' => depth -= 1,
                    ',' if depth == 1 => begins = true,
                    _ if begins && depth == 1 && letter.is_ascii_lowercase() => {
                        used.push(leading_name(&group[offset..]));
                        begins = false;
                    }
                    _ => {}
                }
                if depth == 0 {
                    break;
                }
            }
        } else {
            used.push(leading_name(rest));
        }
    }
    used
}

fn leading_name(text: &str) -> &str {
    let end = text.find(|letter: char| !letter.is_ascii_lowercase() && letter != '_').unwrap_or(text.len());
    &text[..end]
}

#[test]
fn grouped_imports_are_seen() {
    assert_eq!(
        used_modules("use crate::{\n    history::{Commit, Range},\n    text::Safe,\n};\ncrate::store::clock()"),
        ["history", "text", "store"]
    );
}
