//! Modifiers and annotations.

use crate::breaking::java::model::{Access, Kind, Modifiers};
use crate::syntax::{Node, child, children, field, squeezed, text};

/// Annotations by which authors say that nothing is promised.
const UNPROMISED: [&str; 16] = [
    "Beta",
    "VisibleForTesting",
    "Internal",
    "InternalApi",
    "InternalAPI",
    "InternalUseOnly",
    "Experimental",
    "ExperimentalApi",
    "Incubating",
    "RestrictTo",
    "PrivateApi",
    "DoNotUse",
    "InterfaceAudience.Private",
    "InterfaceStability.Unstable",
    "Private",
    "Unstable",
];

/// Annotations whose words matter to the annotations that they stand on.
const META: [&str; 4] = ["Retention", "Target", "Inherited", "Repeatable"];

/// The modifiers of a declaration in a type of some kind, or outside of all.
pub(super) fn read(node: Node<'_>, source: &str, outer: Option<Kind>) -> Modifiers {
    let mut out = Modifiers::default();
    let list = child(node, "modifiers");
    let has = |word: &str| list.is_some_and(|list| child(list, word).is_some());
    out.access = if has("private") {
        Access::Private
    } else if has("public") || outer.is_some_and(Kind::is_interface) {
        Access::Public
    } else if has("protected") {
        Access::Protected
    } else {
        Access::Package
    };
    out.is_static = has("static");
    out.is_final = has("final");
    out.is_abstract = has("abstract");
    out.is_sealed = has("sealed");
    out.is_default = has("default");
    for (name, all) in annotations(node, source) {
        let short = name.rsplit('.').next().unwrap_or(&name);
        out.is_override |= short == "Override";
        let is_status = short == "API" && (all.contains("INTERNAL") || all.contains("EXPERIMENTAL"));
        out.is_unpromised |= is_status || UNPROMISED.contains(&short) || UNPROMISED.contains(&name.as_str());
    }
    out
}

/// What the annotations on an annotation say, by their names.
pub(super) fn meta(node: Node<'_>, source: &str) -> Vec<(String, String)> {
    let known =
        annotations(node, source).map(|(name, all)| (name.rsplit('.').next().unwrap_or_default().to_owned(), all));
    known.filter(|(name, _)| META.contains(&name.as_str())).collect()
}

fn annotations<'a>(node: Node<'a>, source: &'a str) -> impl Iterator<Item = (String, String)> + 'a {
    let list = child(node, "modifiers");
    let marks = list.into_iter().flat_map(children).filter(|mark| mark.kind().ends_with("annotation"));
    marks.filter_map(move |mark| {
        Some((super::file::dotted(text(field(mark, "name")?, source)), squeezed(text(mark, source))))
    })
}

/// A declaration on one line, without annotations and body.
pub(super) fn head(node: Node<'_>, source: &str, end: usize) -> String {
    let mut start = node.start_byte();
    let mut words = String::new();
    if let Some(list) = child(node, "modifiers") {
        let mut cursor = list.walk();
        for part in list.children(&mut cursor).filter(|part| !part.is_named()) {
            words.push_str(text(part, source));
            words.push(' ');
        }
        start = list.end_byte();
    }
    words.push_str(source.get(start..end).unwrap_or_default());
    squeezed(words.trim()).chars().take(300).collect()
}
