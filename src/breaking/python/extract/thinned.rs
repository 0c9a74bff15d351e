//! Takes out of function bodies what no fact comes from, before the text is parsed: parsing is nearly all of the time, and
//! bodies are most of a text.
//!
//! What stays of a body is what it may assign to its first parameter, and the calls that it returns. Rows stay what they
//! are. A text that cannot be told apart without a tree is not thinned.

use super::{
    logical::{Line, Lines},
    words::digest,
};
use crate::breaking::python::model::{Binding, Module, What};

/// A body of so few statements may be one that only says that it is not there: it stays as it is.
const SHORT: usize = 3;
/// Words that begin a statement with a block; the block may stand on the same line.
const COMPOUND: [&str; 12] =
    ["if", "elif", "else", "for", "while", "with", "try", "except", "finally", "match", "case", "async"];

/// A text without most of its function bodies.
pub(crate) struct Thinned {
    text: String,
    /// By the lines of their functions.
    bodies: Vec<Body>,
}

/// What is told of a whole body, as long as it is there.
struct Body {
    /// The line of its function, from 1.
    line: u32,
    digest: u64,
    size: u32,
    uses_super: bool,
    yields: bool,
}

impl Thinned {
    /// Thins a text; nothing where that cannot be done or does not help.
    pub(crate) fn new(text: &str) -> Option<Self> {
        let mut thinned = Self { text: String::with_capacity(text.len()), bodies: Vec::new() };
        let mut lines = Lines::new(text);
        let mut copied = 0;
        let mut next = lines.next();
        let mut body = Vec::new();
        while let Some(head) = next {
            next = lines.next();
            let written = &text[head.start..head.end];
            // What names a module gives when it is asked stands in the body.
            let gives_names = head.indent == 0 && written.starts_with("def __getattr__");
            if !head.opens || gives_names || !is_function(written) {
                continue;
            }
            body.clear();
            while let Some(line) = next.filter(|line| line.indent > head.indent) {
                body.push(line);
                next = lines.next();
            }
            if is_worth_it(&text[head.end..body.last().map_or(head.end, |line| line.end)], body.len()) {
                thinned.text.push_str(&text[copied..head.end]);
                copied = next.map_or(text.len(), |line| line.begin);
                thinned.take_in(text, &head, &body, copied)?;
            }
        }
        if lines.is_lost || thinned.bodies.is_empty() {
            return None;
        }
        thinned.text.push_str(&text[copied..]);
        Some(thinned)
    }

    /// What is left to parse.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Writes what is left of a body, with a line end for each that the text has up to `end`.
    fn take_in(&mut self, text: &str, head: &Line, body: &[Line], end: usize) -> Option<()> {
        let (first, last) = (body.first()?, body.last()?);
        if body.iter().any(|line| line.indent < first.indent) {
            return None;
        }
        let receiver = receiver(&text[head.start..head.end])?;
        let indentation = &text[first.begin..first.start];
        let mut nested = Nested::default();
        let mut yields = false;
        let mut row = head.row + line_ends(&text[head.start..head.end]);
        let mut put = |at: usize, statement: &str, text: &mut String| {
            text.extend(std::iter::repeat_n('\n', at.saturating_sub(row)));
            text.push_str(indentation);
            text.push_str(statement);
            row = at + line_ends(statement);
        };
        for (number, line) in body.iter().enumerate() {
            let written = &text[line.start..line.end];
            let inside = nested.around(line, written);
            if line.is_several && inside != Inside::Function {
                return None;
            }
            yields |= line.yields && inside == Inside::Function;
            let statement = simple(line, written);
            if inside != Inside::Class && may_matter(statement, line, receiver, inside) {
                let at = line.row + line_ends(&written[..written.len() - statement.len()]);
                put(at, statement, &mut self.text);
            } else if number == 0 {
                put(line.row, "...", &mut self.text);
            }
        }
        let ends = head.row + line_ends(&text[head.start..end]);
        self.text.extend(std::iter::repeat_n('\n', ends.saturating_sub(row)));
        let written = &text[first.start..last.end];
        self.bodies.push(Body {
            line: u32::try_from(head.row).ok()? + 1,
            digest: digest(written),
            size: u32::try_from(written.len()).unwrap_or(u32::MAX),
            uses_super: written.contains("super()"),
            yields,
        });
        Some(())
    }

    /// Says of the functions of a module what their whole bodies said.
    pub(crate) fn complete(&self, module: &mut Module) {
        self.complete_all(&mut module.bindings);
    }

    fn complete_all(&self, bindings: &mut [Binding]) {
        for binding in bindings {
            match &mut binding.what {
                What::Function(function) => {
                    let found = self.bodies.binary_search_by_key(&binding.line, |body| body.line);
                    if let Some(body) = found.ok().map(|at| &self.bodies[at]) {
                        function.body.digest = body.digest;
                        function.body.size = body.size;
                        function.body.uses_super = body.uses_super;
                        function.body.yields = body.yields;
                    }
                }
                What::Class(class) => self.complete_all(&mut class.members),
                _ => {}
            }
        }
    }
}

/// What of a function a statement stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Inside {
    Function,
    /// A function within it.
    Nested,
    /// A class within it.
    Class,
}

/// The functions and classes within a function that are open.
#[derive(Default)]
struct Nested(Vec<(usize, Inside)>);

impl Nested {
    /// What the statement stands in; what it opens is around the next ones.
    fn around(&mut self, line: &Line, written: &str) -> Inside {
        while self.0.last().is_some_and(|(indent, _)| line.indent <= *indent) {
            self.0.pop();
        }
        let inside = self.0.last().map_or(Inside::Function, |(_, inside)| *inside);
        let opened = match () {
            () if is_class(written) => Inside::Class,
            () if is_function(written) => Inside::Nested,
            () => return inside,
        };
        if line.opens {
            self.0.push((line.indent, if inside == Inside::Class { inside } else { opened }));
        }
        opened
    }
}

/// Whether a body is worth thinning: one that only refuses to be called is told by its tree.
fn is_worth_it(written: &str, statements: usize) -> bool {
    statements > SHORT || statements > 1 && !written.contains("NotImplementedError")
}

fn is_function(statement: &str) -> bool {
    statement.strip_prefix("async ").map_or(statement, str::trim_start).starts_with("def ")
}

fn is_class(statement: &str) -> bool {
    statement.strip_prefix("class").is_some_and(|rest| rest.starts_with(char::is_whitespace))
}

fn line_ends(text: &str) -> usize {
    text.bytes().filter(|byte| *byte == b'\n').count()
}

/// The name of the first parameter, empty where there is none; nothing where it cannot be told.
fn receiver(head: &str) -> Option<&str> {
    let (named, mut rest) = head.split_once('(')?;
    if named.contains(['[', '#', '\\']) {
        return None;
    }
    loop {
        rest = rest.trim_start();
        match rest.chars().next()? {
            '#' => rest = rest.split_once('\n')?.1,
            '\\' => rest = &rest[1..],
            ')' | '*' | '/' => return Some(""),
            _ => break,
        }
    }
    let end = rest.find(|letter: char| !letter.is_alphanumeric() && letter != '_').unwrap_or(rest.len());
    (end > 0).then(|| &rest[..end])
}

/// A statement without the head of a block that stands on the same line.
fn simple<'a>(line: &Line, written: &'a str) -> &'a str {
    let word = written.split(|letter: char| !letter.is_alphabetic()).next().unwrap_or_default();
    match line.colon {
        Some(colon) if COMPOUND.contains(&word) => written[colon + 1 - line.start..].trim_start(),
        _ => written,
    }
}

/// Whether a fact may come from a statement.
fn may_matter(statement: &str, line: &Line, receiver: &str, inside: Inside) -> bool {
    let returns = statement.starts_with("return") && statement.ends_with(')') && inside == Inside::Function;
    let is_of_receiver = |at: usize| statement[at + receiver.len()..].trim_start().starts_with('.');
    let assigns = (line.assigns || line.colon.is_some())
        && !receiver.is_empty()
        && statement.match_indices(receiver).any(|(at, _)| is_of_receiver(at));
    returns || assigns || line.is_several && statement.contains("return")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        breaking::python::extract::module,
        syntax::{Language, Parsers},
    };

    fn thinned(text: &str) -> Option<String> {
        Thinned::new(text).map(|thinned| thinned.text)
    }

    /// What is read of a thinned text, and of the whole one; digests are of other words where comments are.
    fn both(text: &str) -> Option<(Module, Module)> {
        let mut parsers = Parsers::default();
        let whole = parsers.parse(Language::Python, text).unwrap();
        let thinned = Thinned::new(text)?;
        let parsed = parsers.parse(Language::Python, thinned.text()).unwrap();
        assert!(!parsed.is_broken() || whole.is_broken(), "{}", thinned.text());
        let mut module_of_thinned = module(parsed.root(), thinned.text());
        thinned.complete(&mut module_of_thinned);
        let mut module_of_whole = module(whole.root(), text);
        undigested(&mut module_of_thinned.bindings);
        undigested(&mut module_of_whole.bindings);
        Some((module_of_thinned, module_of_whole))
    }

    fn undigested(bindings: &mut [Binding]) {
        for binding in bindings {
            match &mut binding.what {
                What::Class(class) => {
                    class.digest = 0;
                    undigested(&mut class.members);
                }
                What::Function(function) => (function.body.digest, function.body.size) = (0, 0),
                _ => {}
            }
        }
    }

    #[test]
    fn what_no_fact_comes_from_is_taken_out_and_rows_stay() {
        let text = "def f(a):\n    # why\n    b = a\n    if b:\n        return g(\n            b)\n    c = 1\n    return c\n\n\nx = 1\n";
        assert_eq!(
            thinned(text).as_deref(),
            Some("def f(a):\n\n    ...\n\n    return g(\n            b)\n\n\n\n\nx = 1\n")
        );
        assert_eq!(thinned("def f(a):\n    return a\n"), None, "short ones stay");
        assert_eq!(thinned("def f(a):\n    'It.'\n    raise NotImplementedError\n"), None);
        assert_eq!(
            thinned("def f(a):\n    a = (\n    b\n    c\n    d\n    e\n"),
            None,
            "what is not closed is not thinned"
        );
    }

    #[test]
    fn the_same_is_read_of_a_thinned_text() {
        let texts = [
            "class A:\n    def __init__(self, a):\n        '''Text.\n\n        More.'''\n        if a: self.a = 1\n        else: self.b: int = 2\n        for self.c in a:\n            self.d, self.e = self.f = a\n            def inner():\n                self.g = f(\n  1,\n  2)\n                return f()\n        class B:\n            def m(self):\n                self.no = 1\n                return f()\n        x = 1; self.h = None; return f()\n    @property\n    def p(self):\n        a\n        b\n        c\n        yield 1\n",
            "async def f(a,\n  b):  # note\n\n    await a\n    x = 'yield'\n    def g():\n        yield 1\n    try:\n        pass\n    except E as e: return h()\n    finally:\n        pass\n\nif x:\n\tdef g(a): return f(a)\n\tdef h(a):\n\t\ta\n\t\tb\n\t\tc\n\t\treturn a.b(c).d(\n'x')\nelse:\n    pass\n",
            "def f(self):\r\n    a\r\n    b\r\n    self.x = \\\r\n      1\r\n    return super().f()\r\nclass A(B):\r\n    x = 1\r\n",
            "def f():\n    a\n    b\n    c\n    d",
        ];
        for text in texts {
            let (thinned, whole) = both(text).unwrap();
            assert_eq!(thinned, whole, "{text}");
        }
    }

    fn blocks() -> impl Strategy<Value = String> {
        const SIMPLE: [&str; 12] = [
            "pass",
            "# note",
            "self.a = f(\n  1,\nb)",
            "self.b: int",
            "x = self.c = '''one\n  two: '''",
            "self.d, y = 1, 2; return f(x)",
            "return f(self.a)",
            "return x",
            "yield f(a=1)",
            "raise NotImplementedError(x)",
            "'text: # \\' '",
            "x = {1: [2], 'a': lambda: 3}",
        ];
        const HEADS: [&str; 13] = [
            "if self.x:",
            "if x := f(self): # why",
            "for x in y:",
            "with f(\nself.y) as x:",
            "class A(B):",
            "def f(self, a=1):",
            "async def g(this, *, b: int = 2) -> str:",
            "@a(b=1)\ndef h(\nself\n):",
            "while (yield):",
            "def c(  # (note\nself,\n# more\nb):",
            "def t[T: (int, str)](self, a):",
            "def s(*, b): # note",
            "def e():",
        ];
        let simple = prop::sample::select(SIMPLE.as_slice()).prop_map(|text| format!("{text}\n"));
        simple.prop_recursive(4, 60, 6, |inner| {
            let head = prop::sample::select(HEADS.as_slice());
            (head, prop::collection::vec(inner, 1..6))
                .prop_map(|(head, body)| format!("{head}\n{}", indented(&format!("{}pass\n", body.concat()))))
        })
    }

    /// Indents each line; what stands in a longer string or in brackets is moved as well, which changes no fact.
    fn indented(text: &str) -> String {
        text.split_inclusive('\n').flat_map(|line| ["    ", line]).collect()
    }

    proptest! {
        #[test]
        fn the_same_is_read_of_any_thinned_text(blocks in prop::collection::vec(blocks(), 1..6)) {
            if let Some((thinned, whole)) = both(&blocks.concat()) {
                prop_assert_eq!(thinned, whole);
            }
        }

        #[test]
        fn rows_stay_whatever_the_text(text in "(def f\\(a\\):\n|  |    |x\n|a.b = 1\n|['\"#\\\\():;\r\n]|yield |return f\\(\\)\n){0,40}") {
            if let Some(thinned) = thinned(&text) {
                prop_assert_eq!(line_ends(&thinned), line_ends(&text));
            }
        }
    }
}
