//! Types as text that is equal for what is written differently and means the same: imported names, `core` and `std`,
//! lifetimes that may be left out, aliases, names of parameters.

use std::rc::Rc;

use super::{
    facts::{Body, Generics},
    krate::{Crate, Def, Module},
};

/// Aliases of aliases.
const DEEPEST: usize = 8;

/// Where a type is written.
pub(super) struct Context<'c, 'p, 'a> {
    pub(super) krate: &'c Crate<'p, 'a>,
    pub(super) module: &'c Rc<Module>,
    /// Names of type and const parameters, in order.
    pub(super) params: Vec<&'c str>,
    /// What `Self` stands for, where it is known.
    pub(super) self_type: Option<&'c str>,
}

/// A type in a form of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Plain {
    pub(super) text: String,
    /// Whether a parameter, `impl`, `dyn`, a projection or a macro is in it, so that unequal texts may mean equal types.
    pub(super) is_open: bool,
}

impl Plain {
    /// The form without what leads to its names: other crates give the same under several paths.
    pub(super) fn short(&self) -> String {
        let mut short = String::with_capacity(self.text.len());
        let mut rest = self.text.as_str();
        while let Some(first) = rest.chars().next() {
            let end = if is_name(first) { path_end(rest) } else { first.len_utf8() };
            let path = &rest[..end];
            let name = path.rsplit("::").next().unwrap_or(path);
            short.push_str(if matches!(name, "Result" | "Error" | "Ordering") { path } else { name });
            rest = &rest[end..];
        }
        short
    }
}

impl<'c, 'p, 'a> Context<'c, 'p, 'a> {
    /// Parameters of the item around and of the item itself.
    pub(super) fn new(krate: &'c Crate<'p, 'a>, module: &'c Rc<Module>, generics: &[&'c Generics]) -> Self {
        let params = generics.iter().flat_map(|one| one.types.iter().chain(&one.consts)).map(|one| one.name.as_str());
        Self { krate, module, params: params.collect(), self_type: None }
    }

    /// Within a block for a type.
    pub(super) fn within(self, self_type: Option<&'c str>) -> Self {
        Self { self_type, ..self }
    }

    /// The form of a type.
    pub(super) fn plain(&self, ty: &str) -> Plain {
        self.plain_at(ty, 0)
    }

    /// Where what a bound names is declared in this crate: the module's path and the name.
    pub(super) fn home(&self, bound: &str) -> Option<(String, String)> {
        let path = bound.split(['<', '(', ' ']).next()?;
        if path.is_empty() || path.starts_with("::") || self.params.contains(&path) {
            return None;
        }
        let segments: Vec<String> = path.split("::").map(str::to_owned).collect();
        self.krate.resolve(self.module, &segments).into_iter().find_map(|def| match def {
            Def::Item(module, item) => Some((module.path.clone(), item.name.clone())),
            _ => None,
        })
    }

    fn plain_at(&self, ty: &str, depth: usize) -> Plain {
        let mut plain = Plain { text: String::with_capacity(ty.len()), is_open: false };
        let mut rest = ty;
        while let Some(first) = rest.chars().next() {
            if first == '\'' {
                let end = rest[1..].find(|letter: char| !is_name(letter)).map_or(rest.len(), |at| at + 1);
                rest = rest[end..].trim_start_matches([' ', ',', '+']);
                continue;
            }
            if is_name(first) || rest.starts_with("::") {
                let end = path_end(rest);
                // `for<'a>` only names lifetimes.
                if &rest[..end] == "for" && rest[end..].trim_start().starts_with('<') {
                    rest = rest.split_once('>').map_or("", |(_, after)| after.trim_start());
                    continue;
                }
                self.path(&rest[..end], depth, &mut plain);
                rest = &rest[end..];
                continue;
            }
            plain.is_open |= first == '!' && rest.len() > 1;
            plain.text.push(first);
            rest = &rest[first.len_utf8()..];
        }
        // `Ref<'_>` and `Ref` are the same.
        plain.text = plain.text.replace("<>", "").replace("::<", "<").replace(" + )", ")");
        if plain.text.contains(['(', '>']) {
            plain.text = without_parentheses(&plain.text.replace(" -> ()", ""));
            plain.text = spelt_out(&plain.text, "io::Result");
            plain.text = spelt_out(&plain.text, "thread::Result");
        }
        if plain.text == "fmt::Result" {
            "result::Result<(), fmt::Error>".clone_into(&mut plain.text);
        }
        plain
    }

    fn path(&self, path: &str, depth: usize, plain: &mut Plain) {
        if let Some(place) = self.params.iter().position(|param| *param == path) {
            plain.is_open = true;
            plain.text.extend(["$", &place.to_string()]);
            return;
        }
        let first = path.split("::").next().unwrap_or_default();
        if matches!(path, "impl" | "dyn" | "fn" | "mut" | "const" | "as" | "unsafe" | "extern") {
            plain.is_open |= matches!(path, "impl" | "dyn" | "as");
            plain.text.push_str(path);
            return;
        }
        if path == "Self"
            && let Some(ty) = self.self_type.filter(|ty| !ty.contains("Self"))
        {
            let inner = self.plain_at(ty, depth + 1);
            plain.is_open |= inner.is_open;
            plain.text.push_str(&inner.text);
            return;
        }
        if first == "Self" || self.params.contains(&first) || path.starts_with(|letter: char| letter.is_ascii_digit()) {
            plain.is_open |= path.contains("::");
            plain.text.push_str(path);
            return;
        }
        let segments: Vec<String> = path.split("::").filter(|one| !one.is_empty()).map(str::to_owned).collect();
        let found = if path.starts_with("::") { Vec::new() } else { self.krate.resolve(self.module, &segments) };
        match found.into_iter().find(|def| !matches!(def, Def::Module(_))) {
            Some(Def::Item(module, item)) => match &item.body {
                Body::Type { value: Some(value), .. } if depth < DEEPEST && item.generics.types.is_empty() => {
                    let inner = Context { krate: self.krate, module: &module, params: Vec::new(), self_type: None };
                    let value = inner.plain_at(value, depth + 1);
                    plain.is_open |= value.is_open;
                    plain.text.push_str(&value.text);
                }
                Body::Type { .. } => {
                    plain.is_open = true;
                    plain.text.push_str(&item.name);
                }
                _ => plain.text.push_str(&item.name),
            },
            // A module that could not be seen.
            Some(Def::External(_)) if matches!(first, "crate" | "self" | "super") => {
                plain.is_open = true;
                plain.text.push_str(path.rsplit("::").next().unwrap_or(path));
            }
            Some(Def::External(external)) => plain.text.push_str(&outside(&external)),
            Some(Def::Module(_)) | None => plain.text.push_str(&outside(path)),
        }
    }
}

fn is_name(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

/// The end of a path at the beginning of a text, generic arguments left out.
fn path_end(text: &str) -> usize {
    let mut end = 0;
    while let Some(letter) = text[end..].chars().next() {
        if is_name(letter) {
            end += letter.len_utf8();
        } else if text[end..].starts_with("::") && text[end + 2..].starts_with(is_name) {
            end += 2;
        } else {
            break;
        }
    }
    end.max(1)
}

/// A path of another crate: `core`, `alloc` and `std` are one, and most of their types are known by their last name.
fn outside(path: &str) -> String {
    let path = path.trim_start_matches("::");
    let mut segments = path.split("::");
    let first = segments.next().unwrap_or_default();
    let last = path.rsplit("::").next().unwrap_or(path);
    let parent = path.rsplit("::").nth(1).unwrap_or_default();
    match first {
        "std" | "core" | "alloc" if matches!(last, "Result" | "Error" | "Ordering") => format!("{parent}::{last}"),
        "std" | "core" | "alloc" => last.to_owned(),
        _ if path == "Result" => "result::Result".to_owned(),
        _ => path.to_owned(),
    }
}

/// Parentheses around one type alone mean nothing.
fn without_parentheses(text: &str) -> String {
    let mut plain = text.to_owned();
    let mut from = 0;
    while let Some(at) = plain[from..].find('(').map(|at| at + from) {
        from = at + 1;
        // Parameters of `fn` and `Fn`.
        if plain[..at].ends_with(is_name) {
            continue;
        }
        let Some(end) = closing(&plain[at..]).map(|end| at + end) else { break };
        let inner = &plain[at + 1..end];
        let is_tuple =
            inner.trim().is_empty() || super::read::split(inner).len() > 1 || inner.trim_end().ends_with(',');
        if !is_tuple && !inner.contains(" + ") {
            plain.remove(end);
            plain.remove(at);
            from = at;
        }
    }
    plain
}

/// `io::Result<T>` is `Result<T, io::Error>`.
fn spelt_out(text: &str, short: &str) -> String {
    let error = if short == "io::Result" { "io::Error" } else { "Box<dyn Any + Send>" };
    let begin = format!("{short}<");
    let mut plain = text.to_owned();
    while let Some(at) = plain.find(&begin) {
        let open = at + begin.len() - 1;
        let Some(end) = closing(&plain[open..]).map(|end| open + end) else { break };
        plain.insert_str(end, &format!(", {error}"));
        plain.replace_range(at..open, "result::Result");
    }
    plain
}

/// Where the bracket that a text begins with closes.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, letter) in text.char_indices() {
        match letter {
            '(' | '<' | '[' => depth += 1,
            '>' if text[..at].ends_with(['-', '=']) => {}
            ')' | '>' | ']' => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
    }
    None
}
