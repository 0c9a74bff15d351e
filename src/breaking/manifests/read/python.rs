//! `setup.py`: the arguments of `setup()` that are written out.

use super::super::model::{Manifest, Need, Said};
use super::python_dependency;
use crate::breaking::{Source, Unread};
use crate::syntax::{Language, Node, children, descendants, field, first_line, text};

/// Reads `setup.py`.
pub(super) fn setup(source: &mut Source<'_>) -> Result<Manifest, Unread> {
    let whole = source.text;
    let parsed = source.parse(Language::Python)?;
    let is_setup = |call: &Node<'_>| {
        let function = field(*call, "function").map_or("", |function| text(function, whole));
        call.kind() == "call" && function.rsplit('.').next() == Some("setup")
    };
    let Some(call) = descendants(parsed.root(), |_| true).find(is_setup) else { return Err(Unread::Foreign) };
    let mut manifest = Manifest::default();
    let arguments = field(call, "arguments").into_iter().flat_map(children);
    for argument in arguments.filter(|argument| argument.kind() == "keyword_argument") {
        let (Some(name), Some(value)) = (field(argument, "name"), field(argument, "value")) else { continue };
        take(&mut manifest, text(name, whole), value, whole);
    }
    // What is unpacked into the call is not seen.
    if field(call, "arguments").into_iter().flat_map(children).any(|argument| argument.kind() == "dictionary_splat") {
        manifest.inherits.extend(["optional-dependencies", "scripts"].map(str::to_owned));
    }
    Ok(manifest)
}

fn take(manifest: &mut Manifest, name: &str, value: Node<'_>, whole: &str) {
    let is_plain = matches!(value.kind(), "dictionary" | "list" | "string" | "tuple");
    match name {
        "name" => manifest.name = string(value, whole),
        "python_requires" => {
            let need = |said: Said| Need::new("python", said.text, said.line);
            manifest.needs.extend(string(value, whole).map(need));
        }
        "install_requires" => {
            for said in strings(value, whole) {
                let need = |(name, range)| Need::new(name, range, said.line);
                manifest.dependencies.extend(python_dependency(&said.text).map(need));
            }
        }
        "extras_require" if is_plain => {
            manifest.extras.extend(pairs(value).filter_map(|(key, _)| string(key, whole)));
        }
        "extras_require" => manifest.inherits.push("optional-dependencies".to_owned()),
        "entry_points" if value.kind() == "dictionary" => {
            for (key, list) in pairs(value) {
                let group = string(key, whole).map(|said| said.text);
                if group.is_some_and(|group| group == "console_scripts" || group == "gui_scripts") {
                    let program =
                        |said: Said| Said::new(said.text.split('=').next().unwrap_or_default().trim(), said.line);
                    manifest.programs.extend(strings(list, whole).into_iter().map(program));
                }
            }
        }
        "entry_points" => manifest.inherits.push("scripts".to_owned()),
        _ => {}
    }
}

/// Keys and values of a dictionary.
fn pairs(dictionary: Node<'_>) -> impl Iterator<Item = (Node<'_>, Node<'_>)> {
    children(dictionary).filter_map(|pair| Some((field(pair, "key")?, field(pair, "value")?)))
}

/// A string that is written out.
fn string(node: Node<'_>, whole: &str) -> Option<Said> {
    if node.kind() != "string" || children(node).any(|part| part.kind() == "interpolation") {
        return None;
    }
    let content = children(node).filter(|part| part.kind() == "string_content").map(|part| text(part, whole));
    Some(Said::new(content.collect::<String>(), first_line(node)))
}

/// The strings of a list.
fn strings(node: Node<'_>, whole: &str) -> Vec<Said> {
    match node.kind() {
        "list" | "tuple" => children(node).filter_map(|item| string(item, whole)).collect(),
        _ => string(node, whole).into_iter().collect(),
    }
}
