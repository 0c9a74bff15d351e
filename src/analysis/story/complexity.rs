//! How a change moves the complexity of code: decision points counted off the syntax tree, before and after.

use crate::syntax::{Node, Parsed};

/// The complexity of sources.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Complexity {
    /// Branches, loops, cases, handlers, `&&` and `||`: the ways besides the straight one.
    pub decisions: u32,
    /// The same, each counted once more for every other one that it stands in: how hard it is to follow.
    pub cognitive: u32,
}

/// One file, before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileComplexity {
    /// The file.
    pub path: Box<str>,
    /// Before; nothing in it where the file is new.
    pub before: Complexity,
    /// After; nothing in it where the file is gone.
    pub after: Complexity,
}

/// A change, before and after.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ComplexityChange {
    /// All files that could be read, before.
    pub before: Complexity,
    /// All files that could be read, after.
    pub after: Complexity,
    /// The files that it moved in, most first, at most 20.
    pub files: Vec<FileComplexity>,
    /// Files of code that could not be read: another language, too large, too deep.
    pub unread: u32,
}

/// Files that are told.
const FILES_AT_MOST: usize = 20;

/// Kinds of nodes at which the way parts. Grammars agree on most names, and no name means anything else in another one.
const BRANCHES: &[&str] = &[
    "if_expression",
    "if_statement",
    "elif_clause",
    "while_expression",
    "while_statement",
    "loop_expression",
    "for_expression",
    "for_statement",
    "for_in_statement",
    "for_range_loop",
    "enhanced_for_statement",
    "do_statement",
    "match_arm",
    "case_clause",
    "case_statement",
    "expression_case",
    "type_case",
    "communication_case",
    "switch_case",
    "switch_label",
    "switch_rule",
    "except_clause",
    "catch_clause",
    "conditional_expression",
    "ternary_expression",
    "for_in_clause",
    "if_clause",
];
/// Kinds that open a level of nesting; a case stands on the level of its `match`.
const LEVELS: &[&str] = &[
    "match_expression",
    "match_statement",
    "switch_statement",
    "switch_expression",
    "expression_switch_statement",
    "type_switch_statement",
    "select_statement",
];
/// Ways of one decision that was counted with its level.
const CASES: &[&str] = &[
    "match_arm",
    "case_clause",
    "case_statement",
    "expression_case",
    "type_case",
    "communication_case",
    "switch_case",
    "switch_label",
    "switch_rule",
    "elif_clause",
];

impl Complexity {
    /// Counts a source.
    pub fn of(source: &Parsed<'_>) -> Self {
        let mut found = Self::default();
        let mut waiting: Vec<(Node<'_>, u32)> = vec![(source.root(), 0)];
        while let Some((node, level)) = waiting.pop() {
            let kind = node.kind();
            let mut below = level;
            if BRANCHES.contains(&kind) {
                found.decisions = found.decisions.saturating_add(1);
                let is_case = CASES.contains(&kind);
                let goes_on = is_else_if(node);
                let depth = if is_case { 0 } else { level.saturating_sub(u32::from(goes_on)) };
                found.cognitive = found.cognitive.saturating_add(1 + depth);
                below += u32::from(!is_case && !goes_on);
            } else if is_operator(node) {
                found.decisions = found.decisions.saturating_add(1);
                found.cognitive = found.cognitive.saturating_add(1);
            } else if LEVELS.contains(&kind) {
                below += 1;
            }
            let mut cursor = node.walk();
            waiting.extend(node.named_children(&mut cursor).map(|child| (child, below)));
        }
        found
    }

    fn plus(self, other: Self) -> Self {
        Self {
            decisions: self.decisions.saturating_add(other.decisions),
            cognitive: self.cognitive.saturating_add(other.cognitive),
        }
    }
}

/// `else if` goes on with an `if`, and is no deeper.
fn is_else_if(node: Node<'_>) -> bool {
    node.parent().is_some_and(|parent| {
        parent.kind() == "else_clause"
            || parent.kind() == node.kind() && parent.child_by_field_name("alternative") == Some(node)
    })
}

/// `&&`, `||`, `??`, `and`, `or`.
fn is_operator(node: Node<'_>) -> bool {
    match node.kind() {
        "boolean_operator" => true,
        "binary_expression" => node
            .child_by_field_name("operator")
            .is_some_and(|operator| matches!(operator.kind(), "&&" | "||" | "??" | "and" | "or")),
        _ => false,
    }
}

impl ComplexityChange {
    /// Adds a file.
    pub fn add(&mut self, file: FileComplexity) {
        self.before = self.before.plus(file.before);
        self.after = self.after.plus(file.after);
        if file.before != file.after {
            self.files.push(file);
        }
    }

    /// Puts the files that it moved most in first, and leaves out the rest.
    #[must_use]
    pub fn sorted(mut self) -> Self {
        let moved = |file: &FileComplexity| file.after.cognitive.abs_diff(file.before.cognitive);
        self.files.sort_by(|one, other| moved(other).cmp(&moved(one)).then_with(|| one.path.cmp(&other.path)));
        self.files.truncate(FILES_AT_MOST);
        self
    }

    /// By how many decisions, and by how much cognitive complexity, it moved.
    pub fn delta(&self) -> (i64, i64) {
        let delta = |before: u32, after: u32| i64::from(after) - i64::from(before);
        (delta(self.before.decisions, self.after.decisions), delta(self.before.cognitive, self.after.cognitive))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::{Language, Parsers};

    fn check(language: Language, text: &str, decisions: u32, cognitive: u32) {
        let mut parsers = Parsers::default();
        let parsed = parsers.parse(language, text).unwrap();
        assert!(!parsed.is_broken(), "{text}");
        assert_eq!(Complexity::of(&parsed), Complexity { decisions, cognitive }, "of {text}");
    }

    #[test]
    fn decisions_are_counted_in_each_language() {
        check(
            Language::Rust,
            "fn f() { if a && b { for x in y { g() } } else if c { } match d { 1 => 2, _ => 3 } }",
            6,
            7,
        );
        check(
            Language::Python,
            "def f():\n  if a and b:\n    for x in y:\n      g()\n  elif c:\n    pass\n  return 1 if d else 2\n",
            5,
            6,
        );
        check(Language::Go, "package p\nfunc f() { if a || b { for { g() } }; switch c { case 1: h() } }", 4, 5);
        check(Language::Java, "class A { void f() { while (a) { if (b) g(); } try { h(); } catch (E e) { } } }", 3, 4);
        check(Language::TypeScript, "function f() { return a ? b : c ?? d } ", 2, 2);
        check(Language::C, "int f(void) { do { if (a) g(); } while (b); switch (c) { case 1: h(); } return 0; }", 3, 4);
    }

    #[test]
    fn straight_code_is_not_complex() {
        check(Language::Rust, "struct A; fn f() -> u8 { 1 }", 0, 0);
        check(Language::Rust, "", 0, 0);
    }

    #[test]
    fn a_change_is_summed_and_its_files_are_sorted() {
        let of = |decisions| Complexity { decisions, cognitive: decisions };
        let mut change = ComplexityChange::default();
        for (path, before, after) in [("a", 1, 2), ("b", 5, 1), ("c", 3, 3)] {
            change.add(FileComplexity { path: path.into(), before: of(before), after: of(after) });
        }
        let change = change.sorted();
        assert_eq!(change.delta(), (-3, -3));
        assert_eq!(change.files.iter().map(|file| &*file.path).collect::<Vec<_>>(), ["b", "a"]);
    }
}
