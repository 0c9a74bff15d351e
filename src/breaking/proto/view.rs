//! One end: files, imports, and what the name of a type means where it is written.

use super::Proto;
use super::model::{Choice, Field, File, Label, Message, Syntax, choice};
use crate::breaking::{Known, Side};

/// Imports followed publicly from one to the next.
const DEEPEST: usize = 8;

/// What features can be set to.
const FEATURES: [&str; 12] = [
    "DELIMITED",
    "LENGTH_PREFIXED",
    "LEGACY_REQUIRED",
    "IMPLICIT",
    "EXPLICIT",
    "OPEN",
    "CLOSED",
    "ALLOW",
    "LEGACY_BEST_EFFORT",
    "VERIFY",
    "NONE",
    "DEFAULT",
];

/// A file at one end.
pub(super) struct Located<'a> {
    pub(super) side: &'a Side<'a, Proto>,
    pub(super) path: String,
    pub(super) file: Known<File>,
}

/// What a type is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Resolved {
    /// With its package, or with a leading dot where it is of the file's own package.
    pub(super) name: String,
    pub(super) kind: Kind,
}

/// What kind of type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Scalar,
    Message,
    Enum,
    /// Written otherwise on the wire than a message.
    Group,
}

/// How often a field is there, and whether one can tell that it is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cardinality {
    Repeated,
    Map,
    Required,
    Explicit,
    Implicit,
}

impl Cardinality {
    /// The words for it.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Repeated => "repeated",
            Self::Map => "a map",
            Self::Required => "required",
            Self::Explicit => "optional, with its presence known",
            Self::Implicit => "optional, with its presence unknown",
        }
    }
}

impl<'a> Located<'a> {
    pub(super) fn read(side: &'a Side<'a, Proto>, path: &str) -> Option<Self> {
        Some(Self { side, path: path.to_owned(), file: side.facts(path)? })
    }

    /// The full name of something declared in the file.
    pub(super) fn full(&self, nested: &str) -> String {
        if self.file.package.is_empty() { nested.to_owned() } else { format!("{}.{nested}", self.file.package) }
    }

    /// What a type means in a message (`outer.inner`, or nothing at the top of the file).
    pub(super) fn resolve(&self, scope: &str, of: &str) -> Resolved {
        if is_scalar(of) {
            return Resolved { name: of.to_owned(), kind: Kind::Scalar };
        }
        if let Some(absolute) = of.strip_prefix('.') {
            return self.absolute(absolute, 0).unwrap_or_else(|| self.unknown(absolute));
        }
        // From the innermost scope outwards: messages, then parts of the package.
        let mut scope = self.full(scope).trim_end_matches('.').to_owned();
        loop {
            let name = if scope.is_empty() { of.to_owned() } else { format!("{scope}.{of}") };
            if let Some(found) = self.absolute(&name, 0) {
                return found;
            }
            match scope.rsplit_once('.') {
                Some((outer, _)) => scope = outer.to_owned(),
                None if scope.is_empty() => break,
                None => scope.clear(),
            }
        }
        self.unknown(of)
    }

    fn unknown(&self, name: &str) -> Resolved {
        const ENUMS: [&str; 3] = ["google.protobuf.NullValue", "google.protobuf.Syntax", "google.rpc.Code"];
        let kind = if ENUMS.contains(&name) { Kind::Enum } else { Kind::Message };
        Resolved { name: self.relative(name), kind }
    }

    fn relative(&self, full: &str) -> String {
        let package = &self.file.package;
        match full.strip_prefix(package.as_str()).filter(|rest| !package.is_empty() && rest.starts_with('.')) {
            Some(rest) => rest.to_owned(),
            None if package.is_empty() => format!(".{full}"),
            None => full.to_owned(),
        }
    }

    /// A type by its full name, in this file or one that it imports.
    fn absolute(&self, full: &str, depth: usize) -> Option<Resolved> {
        if let Some(kind) = declared(&self.file, full) {
            return Some(Resolved { name: self.relative(full), kind });
        }
        if depth > DEEPEST {
            return None;
        }
        // Files of one package may be imported by any way: the name tells which can have it.
        for import in &self.file.imports {
            let Some(path) = self.imported(import) else { continue };
            let Some(file) = self.side.facts(&path) else { continue };
            if let Some(kind) = declared(&file, full) {
                return Some(Resolved { name: self.relative(full), kind });
            }
        }
        None
    }

    /// The path of an imported file: below one of the folders around this one.
    fn imported(&self, import: &str) -> Option<String> {
        let mut around = self.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        loop {
            let path = if around.is_empty() { import.to_owned() } else { format!("{around}/{import}") };
            if self.side.exists(&path) {
                return Some(path);
            }
            if around.is_empty() {
                return None;
            }
            around = around.rsplit_once('/').map_or("", |(outer, _)| outer);
        }
    }

    /// The type of a field.
    pub(super) fn type_of(&self, scope: &str, field: &Field) -> Resolved {
        let mut found = self.resolve(scope, &field.of);
        if found.kind == Kind::Message
            && (field.is_group || self.feature("message_encoding", &field.options) == "DELIMITED")
        {
            found.kind = Kind::Group;
        }
        found
    }

    /// How often a field is there.
    pub(super) fn cardinality(&self, scope: &str, field: &Field) -> Cardinality {
        if field.keys.is_some() {
            return Cardinality::Map;
        }
        match field.label {
            Label::Repeated => return Cardinality::Repeated,
            Label::Required => return Cardinality::Required,
            Label::Optional => return Cardinality::Explicit,
            Label::None => {}
        }
        if self.feature("field_presence", &field.options) == "LEGACY_REQUIRED" {
            return Cardinality::Required;
        }
        if field.oneof.is_some() || field.extends.is_some() {
            return Cardinality::Explicit;
        }
        let by_dialect = match self.file.syntax {
            Syntax::Proto2 => true,
            Syntax::Proto3 => false,
            Syntax::Edition(_) => self.feature("field_presence", &field.options) != "IMPLICIT",
        };
        let explicit = by_dialect || matches!(self.resolve(scope, &field.of).kind, Kind::Message | Kind::Group);
        if explicit { Cardinality::Explicit } else { Cardinality::Implicit }
    }

    /// A feature of an edition, where it is set: there, or for the whole file; empty elsewhere.
    pub(super) fn feature(&self, name: &str, options: &[Choice]) -> &str {
        let full = format!("features.{name}");
        let here = choice(options, &full).map(|choice| choice.value.clone());
        let value = here.or_else(|| choice(&self.file.options, &full).map(|choice| choice.value.clone()));
        value.and_then(|value| FEATURES.into_iter().find(|known| *known == value)).unwrap_or_default()
    }

    /// Whether texts must be valid UTF-8.
    pub(super) fn verifies(&self, field: &Field) -> bool {
        match self.file.syntax {
            Syntax::Proto2 => false,
            Syntax::Proto3 => true,
            Syntax::Edition(_) => self.feature("utf8_validation", &field.options) != "NONE",
        }
    }

    /// Whether an enumeration takes numbers that it does not name.
    pub(super) fn is_open(&self, options: &[Choice]) -> bool {
        match self.file.syntax {
            Syntax::Proto2 => false,
            Syntax::Proto3 => true,
            Syntax::Edition(_) => self.feature("enum_type", options) != "CLOSED",
        }
    }

    /// Whether a message has a JSON form that is promised.
    pub(super) fn has_json(&self, options: &[Choice]) -> bool {
        match self.file.syntax {
            Syntax::Proto2 => false,
            Syntax::Proto3 => true,
            Syntax::Edition(_) => self.feature("json_format", options) != "LEGACY_BEST_EFFORT",
        }
    }
}

/// Whether a file declares a type of this full name.
fn declared(file: &File, full: &str) -> Option<Kind> {
    let nested = match file.package.as_str() {
        "" => full,
        package => full.strip_prefix(package)?.strip_prefix('.')?,
    };
    let mut parts = nested.split('.').peekable();
    let (mut messages, mut enums) = (&file.messages, &file.enums);
    while let Some(part) = parts.next() {
        if parts.peek().is_none() && enums.iter().any(|one| one.name == part) {
            return Some(Kind::Enum);
        }
        let message: &Message = messages.iter().find(|message| message.name == part)?;
        if parts.peek().is_none() {
            return Some(Kind::Message);
        }
        (messages, enums) = (&message.messages, &message.enums);
    }
    None
}

/// Whether a word is a type of the language.
pub(super) fn is_scalar(of: &str) -> bool {
    const SCALARS: [&str; 15] = [
        "double", "float", "int32", "int64", "uint32", "uint64", "sint32", "sint64", "fixed32", "fixed64", "sfixed32",
        "sfixed64", "bool", "string", "bytes",
    ];
    SCALARS.contains(&of)
}

/// The name that a field has in JSON.
pub(super) fn json_name(field: &Field) -> String {
    if let Some(chosen) = choice(&field.options, "json_name") {
        return chosen.value.clone();
    }
    let mut out = String::with_capacity(field.name.len());
    let mut raise = false;
    for character in field.name.chars() {
        if character == '_' {
            raise = true;
        } else if raise {
            out.extend(character.to_uppercase());
            raise = false;
        } else {
            out.push(character);
        }
    }
    out
}
