//! Formats that are read line by line: `go.mod`, `setup.cfg`, gemspecs, Gradle's scripts.

use super::super::model::{Manifest, Need, Said};
use super::python_dependency;

fn numbered(text: &str) -> impl Iterator<Item = (u32, &str)> {
    text.lines().enumerate().map(|(index, line)| (index as u32 + 1, line))
}

/// Reads `go.mod`.
pub(super) fn go(text: &str) -> Manifest {
    let mut manifest = Manifest::default();
    for (line, whole) in numbered(text) {
        let code = whole.split("//").next().unwrap_or_default().trim();
        match code.split_once(char::is_whitespace) {
            Some(("module", name)) => manifest.name = Some(Said::new(name.trim().trim_matches(['"', '`']), line)),
            Some(("go", version)) => manifest.needs.push(Need::new("go", format!(">={}", version.trim()), line)),
            _ => {}
        }
    }
    manifest
}

/// Reads `setup.cfg`.
pub(super) fn setup_cfg(text: &str) -> Manifest {
    let mut manifest = Manifest::default();
    let (mut section, mut key) = (String::new(), String::new());
    for (line, whole) in numbered(text) {
        let code = whole.split(" #").next().unwrap_or_default();
        let trimmed = code.trim();
        if trimmed.is_empty() || trimmed.starts_with(['#', ';']) {
            continue;
        }
        if let Some(name) = trimmed.strip_prefix('[') {
            name.trim_end_matches(']').trim().clone_into(&mut section);
            key.clear();
            continue;
        }
        let is_continued = code.starts_with(char::is_whitespace) && !key.is_empty();
        let value = if is_continued {
            trimmed
        } else {
            let Some((name, value)) = trimmed.split_once(['=', ':']) else { continue };
            name.trim().clone_into(&mut key);
            if section == "options.extras_require" {
                manifest.extras.push(Said::new(key.as_str(), line));
            }
            value.trim()
        };
        if value.is_empty() {
            continue;
        }
        match (section.as_str(), key.as_str()) {
            ("metadata", "name") => manifest.name = Some(Said::new(value, line)),
            ("options", "python_requires") => manifest.needs.push(Need::new("python", value, line)),
            ("options", "install_requires") => {
                manifest
                    .dependencies
                    .extend(python_dependency(value).map(|(name, range)| Need::new(name, range, line)));
            }
            ("options.entry_points", "console_scripts" | "gui_scripts") => {
                let name = value.split('=').next().unwrap_or_default().trim();
                manifest.programs.push(Said::new(name, line));
            }
            _ => {}
        }
    }
    manifest
}

/// The strings of a line, in either quotes.
fn strings(line: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = line;
    while let Some(at) = rest.find(['"', '\'']) {
        let quote = rest.as_bytes()[at] as char;
        let inner = &rest[at + 1..];
        let Some(end) = inner.find(quote) else { break };
        found.push(&inner[..end]);
        rest = &inner[end + 1..];
    }
    found
}

/// Reads a gemspec.
pub(super) fn gemspec(text: &str) -> Manifest {
    let mut manifest = Manifest::default();
    for (line, whole) in numbered(text) {
        let code = whole.trim();
        if code.starts_with('#') {
            continue;
        }
        let texts = strings(code);
        let Some((_, member)) = code.split_once('.') else { continue };
        let member = member.split(|letter: char| !letter.is_alphanumeric() && letter != '_').next().unwrap_or_default();
        let range = |texts: &[&str]| texts.join(", ");
        match (member, texts.as_slice()) {
            ("name", [name, ..]) if code.contains('=') => manifest.name = Some(Said::new(*name, line)),
            ("required_ruby_version", [_, ..]) => manifest.needs.push(Need::new("ruby", range(&texts), line)),
            ("add_dependency" | "add_runtime_dependency", [name, rest @ ..]) => {
                manifest.dependencies.push(Need::new(*name, range(rest), line));
            }
            ("executables", names) if !code.contains("git ls-files") && !code.contains("Dir") => {
                manifest.programs.extend(names.iter().map(|name| Said::new(*name, line)));
                let words = code.split("%w").nth(1).map(|list| list.trim_matches(['[', ']', '(', ')', '{', '}']));
                let words = words.into_iter().flat_map(str::split_whitespace);
                manifest.programs.extend(words.map(|name| Said::new(name.trim_matches([']', ')']), line)));
            }
            _ => {}
        }
    }
    manifest
}

/// Reads a Gradle script, as far as it is plain.
pub(super) fn gradle(text: &str) -> Manifest {
    let mut manifest = Manifest::default();
    let mut minimum: Option<(bool, Need)> = None;
    for (line, whole) in numbered(text) {
        let code = whole.split("//").next().unwrap_or_default().trim();
        let is_set = |key: &str| {
            code.strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with(['=', ' ', '(', '.', '"', '\'']))
                && code.len() > key.len()
        };
        if is_set("group") && code.contains(['=', '"', '\'']) {
            if let Some(name) = strings(code).first() {
                manifest.name = Some(Said::new(*name, line));
            }
            continue;
        }
        // What is compiled for counts before the compiler that is used.
        let is_target = ["targetCompatibility", "sourceCompatibility", "options.release", "jvmTarget", "jvmToolchain("]
            .iter()
            .any(|key| code.contains(key));
        let is_toolchain = code.contains("languageVersion") && code.contains("JavaLanguageVersion");
        if (is_target || is_toolchain)
            && let Some(version) = java_version(code)
        {
            let need = Need::new("java", format!(">={version}"), line);
            if minimum.as_ref().is_none_or(|(was_target, _)| !was_target && is_target) {
                minimum = Some((is_target, need));
            }
        }
    }
    manifest.needs.extend(minimum.map(|(_, need)| need));
    manifest
}

/// The version in `JavaVersion.VERSION_17`, `'1.8'`, `JavaLanguageVersion.of(21)`, `JvmTarget.JVM_11`.
fn java_version(code: &str) -> Option<u64> {
    let value = ["VERSION_", "JVM_", "of(", "jvmToolchain(", "=", "set("]
        .iter()
        .find_map(|mark| code.split_once(mark).map(|(_, rest)| rest));
    let value = value.or_else(|| code.rsplit_once(' ').map(|(_, rest)| rest))?;
    let value = value.trim_start_matches([' ', '"', '\'', '(']);
    super::super::compare::java_level(value)
}
