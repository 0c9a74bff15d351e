//! Declarations, one after the other, in files, namespaces and classes.

use super::{
    declarators::declared,
    functions,
    heads::{bases, enumeration, only_named, opens_type, tag_of},
    lexer::{Word, words},
    templates,
    words::{after_angle, after_group, is_capital, joined, plain, split},
};
use crate::breaking::c::model::{Access, File, Item, Member, Record, RecordKind, Template, Variable, What};

/// Classes in classes, namespaces in namespaces.
const DEEPEST: usize = 40;

/// Reads a header; says whether all brackets were closed.
pub(in super::super) fn file(text: &str) -> (File, bool) {
    let read = words(text);
    let mut parser = Parser { words: &read.list, at: 0, items: Vec::new(), fields: Vec::new(), is_whole: true };
    let scope = Scope { name: String::new(), access: Access::Public, is_class: false, depth: 0 };
    while parser.at < parser.words.len() {
        parser.block(&scope);
        // A bracket too many: it closed what an `extern "C"` in another branch opened.
        parser.at += 1;
    }
    let is_whole = parser.is_whole;
    let mut out = File { includes: read.includes, items: parser.items };
    for defined in read.macros {
        out.items.push(Item {
            scope: String::new(),
            head: head_of_macro(&defined.name, &defined.what),
            name: defined.name,
            line: defined.line,
            access: Access::Public,
            is_conditional: defined.is_conditional,
            what: What::Macro(defined.what),
        });
    }
    (out, is_whole)
}

/// Whether something is set to a value: not by a default of a parameter, nor by the name of an operator.
fn is_assigned(words: &[Word<'_>]) -> bool {
    let mut place = 0;
    while let Some(word) = words.get(place) {
        match word.text {
            "(" | "[" | "{" => {
                place = after_group(words, place);
                continue;
            }
            // `operator |=` may be two marks.
            "=" if !words[place.saturating_sub(2)..place].iter().any(|word| word.text == "operator") => return true,
            _ => {}
        }
        place += 1;
    }
    false
}

fn head_of_macro(name: &str, what: &crate::breaking::c::model::Macro) -> String {
    let takes = what.parameters.map_or_else(String::new, |(count, is_variadic)| {
        let mut names: Vec<String> = (0..count).map(|place| format!("a{place}")).collect();
        names.extend(is_variadic.then(|| "...".to_owned()));
        format!("({})", names.join(", "))
    });
    format!("#define {name}{takes} {}", what.value).trim_end().chars().take(200).collect()
}

/// What declarations stand in.
#[derive(Clone)]
struct Scope {
    name: String,
    access: Access,
    is_class: bool,
    depth: usize,
}

struct Parser<'w, 'a> {
    words: &'w [Word<'a>],
    at: usize,
    items: Vec<Item>,
    /// Fields of the class that is read.
    fields: Vec<Member>,
    is_whole: bool,
}

impl<'a> Parser<'_, 'a> {
    fn text(&self, ahead: usize) -> &'a str {
        self.words.get(self.at + ahead).map_or("", |word| word.text)
    }

    /// Declarations up to the bracket that closes them, which is left.
    fn block(&mut self, around: &Scope) {
        let mut scope = around.clone();
        while self.at < self.words.len() {
            match self.text(0) {
                "}" => return,
                ";" => self.at += 1,
                "public" | "protected" | "private" if scope.is_class => {
                    scope.access = match self.text(0) {
                        "public" => Access::Public,
                        "protected" => Access::Protected,
                        _ => Access::Private,
                    };
                    while !matches!(self.text(0), ":" | "" | "}") {
                        self.at += 1;
                    }
                    self.at += 1;
                }
                // A macro that is one of these words, or says nothing in some builds: `PRIVATE_UNLESS_TESTED:`.
                word if scope.is_class && self.text(1) == ":" && is_capital(word) => {
                    for (part, access) in [("PRIVATE", Access::Private), ("PROTECTED", Access::Protected)] {
                        if word.contains(part) {
                            scope.access = access;
                        }
                    }
                    self.at += 2;
                }
                "extern" if self.text(1).starts_with('"') => {
                    let has_block = self.text(2) == "{";
                    self.at += 2 + usize::from(has_block);
                    if has_block {
                        self.inner(&scope);
                    }
                }
                "namespace" | "inline" if self.text(0) == "namespace" || self.text(1) == "namespace" => {
                    self.namespace(&scope);
                }
                _ => self.statement(&scope),
            }
        }
    }

    fn inner(&mut self, scope: &Scope) {
        if scope.depth > DEEPEST {
            self.is_whole = false;
            self.at = self.words.len();
            return;
        }
        let scope = Scope { depth: scope.depth + 1, ..scope.clone() };
        self.block(&scope);
        self.at += 1;
    }

    fn namespace(&mut self, scope: &Scope) {
        let is_inline = self.text(0) == "inline";
        let start = self.at;
        while !matches!(self.text(0), "{" | ";" | "=" | "") {
            self.at += 1;
        }
        if self.text(0) != "{" {
            self.skip_statement();
            return;
        }
        let words = plain(&self.words[start..self.at]);
        let names: Vec<&str> = words
            .iter()
            .filter(|word| word.is_name && !matches!(word.text, "namespace" | "inline") && !is_capital(word.text))
            .map(|word| word.text)
            .collect();
        self.at += 1;
        let mut name = scope.name.clone();
        // What an inline namespace holds is found without its name; what one without a name holds, by nobody else.
        if !is_inline {
            let own = if names.is_empty() { "(none)".to_owned() } else { names.join("::") };
            name = if name.is_empty() { own } else { format!("{name}::{own}") };
        }
        self.inner(&Scope { name, ..scope.clone() });
    }

    fn skip_statement(&mut self) {
        while self.at < self.words.len() {
            match self.text(0) {
                ";" => {
                    self.at += 1;
                    return;
                }
                "(" | "[" => self.at = after_group(self.words, self.at),
                "{" => {
                    self.at = after_group(self.words, self.at);
                    // The body of a function ends it.
                    if !matches!(self.text(0), ";" | "," | "=" | "(" | "{") {
                        return;
                    }
                }
                "}" => return,
                _ => self.at += 1,
            }
        }
    }

    /// One declaration.
    fn statement(&mut self, scope: &Scope) {
        if self.stands_alone() {
            return;
        }
        if matches!(self.text(0), "friend" | "static_assert" | "_Static_assert")
            || self.text(0) == "using" && (self.text(1) == "namespace" || self.text(2) != "=")
        {
            return self.skip_statement();
        }
        let template = self.template();
        let start = self.at;
        let mut body: Option<(usize, usize)> = None;
        while self.at < self.words.len() {
            match self.text(0) {
                ";" | "}" => break,
                "(" | "[" => self.at = after_group(self.words, self.at),
                "{" => {
                    let before = &self.words[start..self.at];
                    let is_type = opens_type(before);
                    let is_value = is_assigned(before) && !is_type;
                    let end = after_group(self.words, self.at);
                    if is_value {
                        self.at = end;
                    } else if is_type && body.is_none() {
                        body = Some((self.at, end));
                        self.at = end;
                    } else {
                        // The body of a function ends it.
                        self.declare(scope, (start, self.at), None, template);
                        self.at = end;
                        return;
                    }
                }
                _ => self.at += 1,
            }
        }
        let end = self.at.min(self.words.len());
        self.at += usize::from(self.text(0) == ";");
        let after = self.at;
        self.declare(scope, (start, end), body, template);
        self.at = after;
    }

    /// `BEGIN_DECLS` and the like: a macro on a line of its own.
    fn stands_alone(&mut self) -> bool {
        let Some(word) = self.words.get(self.at) else { return false };
        if !is_capital(word.text) && !word.text.starts_with("__BEGIN") && !word.text.starts_with("__END") {
            return false;
        }
        let end = if self.text(1) == "(" { after_group(self.words, self.at + 1) } else { self.at + 1 };
        let last_line = self.words.get(end - 1).map_or(word.line, |last| last.line);
        let is_alone = match self.words.get(end) {
            None => true,
            Some(next) if next.line > last_line => !matches!(next.text, ";" | "{" | "*" | "&" | "(" | "," | "=" | "["),
            Some(_) => false,
        };
        if is_alone {
            self.at = end;
        }
        is_alone
    }

    fn template(&mut self) -> Template {
        let mut found = None;
        // What exports a template may stand before it: `API template <class T> T f();`.
        while is_capital(self.text(0)) && self.text(1) == "template" && self.text(2) == "<" {
            self.at += 1;
        }
        while self.text(0) == "template" && self.text(1) == "<" {
            let end = after_angle(self.words, self.at + 1);
            if end == self.at + 1 {
                break;
            }
            let inner = self.words.get(self.at + 2..end - 1).unwrap_or_default();
            found = Some(templates::parameters(inner));
            self.at = end;
        }
        found
    }

    fn declare(
        &mut self,
        scope: &Scope,
        (start, end): (usize, usize),
        body: Option<(usize, usize)>,
        template: Template,
    ) {
        let words = self.words;
        let Some(first) = words.get(start).filter(|_| end > start) else { return };
        let (taken, is_member) = (template.clone(), scope.is_class);
        let item = |name: String, line: u32, head: String, what: What| Item {
            scope: scope.name.clone(),
            name,
            line,
            head: templates::shown(&taken, head),
            access: scope.access,
            is_conditional: first.is_conditional,
            what,
        };
        let whole = functions::without_prototype_macro(words[start..end].to_vec());
        let whole = &templates::without_callback_macros(&whole, is_member)[..];
        let is_typedef = first.text == "typedef";
        if first.text == "using" {
            let of = declared(words.get(start + 3..end).unwrap_or_default(), false).of;
            let name = words.get(start + 1).map_or("", |word| word.text).to_owned();
            self.items.push(item(name, first.line, joined(whole), What::Alias(of)));
            return;
        }
        if let Some((open, close)) = body {
            return self.with_body(scope, (start, end), (open, close), template);
        }
        if let Some(named) = only_named(whole) {
            self.items.push(item(named.1, first.line, joined(whole), named.0));
            return;
        }
        if !is_typedef
            && let Some((name, mut function)) =
                functions::function(whole, if scope.is_class { &scope.name } else { "" })
        {
            function.template = template;
            self.items.push(item(name, first.line, joined(whole), What::Function(function)));
            return;
        }
        let declared_here = Self::names(whole);
        for (name, of, line) in declared_here {
            if scope.is_class && first.text != "static" && !is_typedef {
                self.fields.push(Member { name, of, line, access: scope.access });
                continue;
            }
            let is_fixed = whole.iter().any(|word| word.text == "constexpr") && !of.starts_with("const ");
            let of = if is_fixed && !of.contains(['*', '&']) { format!("const {of}") } else { of };
            let what = if is_typedef {
                What::Alias(of)
            } else {
                let value = split(whole, "=").get(1).map(|value| joined(value));
                What::Variable(Variable { of, value })
            };
            self.items.push(item(name, line, joined(whole), what));
        }
    }

    /// The names that one declaration gives, with their types and lines.
    fn names(whole: &[Word<'_>]) -> Vec<(String, String, u32)> {
        let whole = plain(whole);
        let parts = split(&whole, ",");
        let mut found = Vec::new();
        let mut base: Vec<Word<'_>> = Vec::new();
        for (place, part) in parts.into_iter().enumerate() {
            let mut all = base.clone();
            all.extend_from_slice(part);
            let read = declared(&all, false);
            if place == 0 {
                base = part.get(..read.base).unwrap_or_default().to_vec();
                // The name that was read along with the type is none of it.
                if base.last().is_some_and(|last| Some(last.text) == read.name.as_deref()) {
                    base.pop();
                }
            }
            if let Some(name) = read.name {
                found.push((name, read.of, part.first().map_or(0, |word| word.line)));
            }
        }
        found
    }

    /// A struct, union, class or enum with its members, and what is declared along with it.
    fn with_body(
        &mut self,
        scope: &Scope,
        (start, end): (usize, usize),
        (open, close): (usize, usize),
        template: Template,
    ) {
        let words = self.words;
        let (head, tail) = (&words[start..open], &words[close.min(end)..end]);
        let first = words[start];
        let is_typedef = first.text == "typedef";
        let head_plain = plain(head);
        let tag = tag_of(&head_plain);
        let declared_names: Vec<(String, u32, bool)> = split(tail, ",")
            .into_iter()
            .filter_map(|part| {
                let name = plain(part)
                    .iter()
                    .rfind(|word| word.is_name && !is_capital(word.text))
                    .map(|word| word.text)
                    .or_else(|| part.iter().rfind(|word| word.is_name).map(|word| word.text))?;
                Some((name.to_owned(), part.first()?.line, part.iter().any(|word| matches!(word.text, "*" | "["))))
            })
            .collect();
        let name = match (&tag, is_typedef) {
            (Some(tag), _) => tag.clone(),
            (None, true) => declared_names
                .iter()
                .find(|(_, _, is_pointer)| !is_pointer)
                .map_or_else(String::new, |(name, ..)| name.clone()),
            (None, false) => String::new(),
        };
        let inside = words.get(open + 1..close.saturating_sub(1)).unwrap_or_default();
        let is_enum = head_plain.iter().any(|word| word.text == "enum");
        let head = templates::shown(&template, joined(head));
        let what = if is_enum {
            What::Enum(enumeration(&head_plain, inside))
        } else {
            self.record(scope, &head_plain, (open, &name), template)
        };
        if scope.is_class && !is_typedef && tag.is_none() && !is_enum {
            // Members of a struct without a name are members of what is around it, or of a field.
            if let What::Record(Record { fields: Some(fields), kind, .. }) = what {
                let texts: Vec<String> = fields.iter().map(|field| format!("{} {}", field.of, field.name)).collect();
                if declared_names.is_empty() {
                    self.fields.extend(fields);
                } else {
                    let of = format!("{kind:?} {{ {} }}", texts.join("; "));
                    let named = declared_names.into_iter();
                    self.fields.extend(named.map(|(name, line, _)| Member {
                        name,
                        of: of.clone(),
                        line,
                        access: scope.access,
                    }));
                }
            }
            return;
        }
        let make = |name: &str, line: u32, what: What| Item {
            scope: scope.name.clone(),
            name: name.to_owned(),
            line,
            head: head.clone(),
            access: scope.access,
            is_conditional: first.is_conditional,
            what,
        };
        if !name.is_empty() || is_enum {
            self.items.push(make(&name, first.line, what));
        }
        for (declared_name, line, is_pointer) in declared_names.into_iter().filter(|(declared, ..)| *declared != name) {
            let of = if is_pointer { format!("{name}*") } else { name.clone() };
            if is_typedef {
                self.items.push(make(&declared_name, line, What::Alias(of)));
            } else if scope.is_class {
                self.fields.push(Member { name: declared_name, of, line, access: scope.access });
            }
        }
    }

    fn record(&mut self, scope: &Scope, head: &[Word<'_>], (open, name): (usize, &str), template: Template) -> What {
        let has = |text: &str| head.iter().any(|word| word.text == text);
        let kind = if has("class") {
            RecordKind::Class
        } else if has("union") {
            RecordKind::Union
        } else {
            RecordKind::Struct
        };
        let access = if kind == RecordKind::Class { Access::Private } else { Access::Public };
        let around = std::mem::take(&mut self.fields);
        let items = self.items.len();
        let (at, full) =
            (self.at, if scope.name.is_empty() { name.to_owned() } else { format!("{}::{name}", scope.name) });
        self.at = open + 1;
        self.inner(&Scope { name: full, access, is_class: true, depth: scope.depth });
        self.at = at;
        if name.is_empty() {
            // What nobody can name is told of by the field that has it.
            self.items.truncate(items);
        } else if scope.access == Access::Private {
            self.items[items..].iter_mut().for_each(|item| item.access = Access::Private);
        }
        let fields = std::mem::replace(&mut self.fields, around);
        What::Record(Record { kind, bases: bases(head, kind), fields: Some(fields), is_final: has("final"), template })
    }
}
