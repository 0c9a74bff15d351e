//! Macros, variables and typedefs.

use super::super::{
    model::{Item, Macro, Variable},
    rules::{names as rules, types},
};
use super::{
    comparison::{Both, Comparison},
    types::Differs,
};
use crate::breaking::Certainty;

impl Comparison<'_> {
    /// A macro that no header defines any more.
    pub(super) fn macro_gone(&mut self, before: &Item) {
        let super::super::model::What::Macro(what) = &before.what else { return };
        if is_guard(&before.name) {
            return;
        }
        // What decorates declarations, or says what a build has, few use themselves.
        let is_usual = !is_decoration(what) && !before.is_conditional && !is_helper(&before.name, what);
        let certainty = if is_usual { Certainty::Definite } else { Certainty::Possible };
        let spot = self.old_spot(before);
        self.lost((&rules::MACRO_REMOVED, certainty), &before.name, spot, "macro");
    }

    /// Compares two macros.
    pub(super) fn macros(&mut self, both: Both<'_>, (old, new): (&Macro, &Macro)) {
        match (old.parameters, new.parameters) {
            (Some((before, was_variadic)), Some((after, is_variadic))) => {
                let fits = if is_variadic { before >= after } else { before == after && !was_variadic };
                if !fits {
                    let detail = format!("{after} arguments instead of {before}");
                    self.changed((&rules::MACRO_ARGUMENTS_CHANGED, Certainty::Definite), both, detail);
                }
            }
            (None, Some((after, _))) if !is_decoration(old) => {
                let detail = format!("{after} arguments instead of none");
                self.changed((&rules::MACRO_ARGUMENTS_CHANGED, Certainty::Likely), both, detail);
            }
            (None, None) => self.values(both, (&old.value, &new.value), &rules::MACRO_VALUE_CHANGED),
            // It may name what takes the arguments.
            _ => {}
        }
    }

    fn values(&mut self, both: Both<'_>, (old, new): (&str, &str), rule: &'static crate::breaking::Rule) {
        let (Some(before), Some(after)) = (literal(old), literal(new)) else { return };
        if before == after {
            return;
        }
        let lower = both.old.name.to_ascii_lowercase();
        // These are there to change.
        let changes = [
            "version",
            "_ver",
            "revision",
            "release",
            "date",
            "timestamp",
            "copyright",
            "build",
            "patch",
            "minor",
            "major",
        ];
        // Which value holds where several may is for those who build to say.
        let depends = both.old.is_conditional || both.new.is_conditional;
        let is_soft = depends || changes.iter().any(|word| lower.contains(word));
        let certainty = if is_soft { Certainty::Possible } else { Certainty::Likely };
        self.changed((rule, certainty), both, format!("{new} instead of {old}"));
    }

    /// Compares two variables.
    pub(super) fn variables(&mut self, both: Both<'_>, (old, new): (&Variable, &Variable)) {
        let certainty = match self.differ(&old.of, &new.of) {
            Differs::No => {
                if let (Some(before), Some(after)) = (&old.value, &new.value) {
                    self.values(both, (before, after), &rules::CONSTANT_VALUE_CHANGED);
                }
                return;
            }
            Differs::Perhaps => Certainty::Possible,
            Differs::ConstAdded => Certainty::Likely,
            Differs::Yes => Certainty::Definite,
        };
        let detail = format!("it is `{}` instead of `{}`", new.of, old.of);
        self.changed((&rules::VARIABLE_TYPE_CHANGED, certainty), both, detail);
    }

    /// Compares two typedefs.
    pub(super) fn aliases(&mut self, both: Both<'_>, (old, new): (&str, &str)) {
        let is_template = both.new.head.starts_with("template ");
        let certainty = match self.differ(old, new) {
            Differs::No => return,
            Differs::Perhaps => Certainty::Possible,
            Differs::ConstAdded => Certainty::Likely,
            // Which struct stands behind a name is nobody's matter, as long as it is one.
            Differs::Yes if is_tag(old) && is_tag(new) => Certainty::Possible,
            // What a template is made for may be the same, worked out in another way.
            Differs::Yes if is_template && old.split('<').next() == new.split('<').next() => Certainty::Possible,
            Differs::Yes => Certainty::Definite,
        };
        let detail = format!("`{new}` instead of `{old}`");
        self.changed((&types::TYPE_CHANGED, certainty), both, detail);
    }
}

fn is_tag(of: &str) -> bool {
    let is_number =
        ["int", "char", "long", "short", "float", "double", "bool", "void"].iter().any(|word| of.ends_with(word));
    !is_number && of.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') && !of.ends_with("_t")
}

/// A number, or a text in quotes.
fn literal(value: &str) -> Option<Result<i64, &str>> {
    let inner = value.trim().trim_start_matches('(').trim_end_matches(')').trim();
    if inner.starts_with('"') && inner.ends_with('"') && inner.matches('"').count() == 2 {
        return Some(Err(inner));
    }
    let number = inner.strip_prefix('-').map_or_else(
        || super::super::extract::literal(inner),
        |digits| super::super::extract::literal(digits.trim())?.checked_neg(),
    );
    number.map(Ok)
}

/// Whether a macro only decorates declarations, or says that something is there.
fn is_decoration(what: &Macro) -> bool {
    let starts = [
        "__attribute",
        "__declspec",
        "[[",
        "extern",
        "inline",
        "static",
        "__inline",
        "_Pragma",
        "__cdecl",
        "__stdcall",
    ];
    what.value.is_empty() || starts.iter().any(|start| what.value.starts_with(start))
}

/// Whether a macro is there for others of its header: `NAME_CONCAT_EX(a, b)`.
fn is_helper(name: &str, what: &Macro) -> bool {
    let ends = [
        "_EX",
        "_IMPL",
        "_HELPER",
        "_INTERNAL",
        "_DETAIL",
        "_CONCAT",
        "_CAT",
        "_STRINGIFY",
        "_XSTR",
        "_STR",
        "_EXPAND",
    ];
    what.parameters.is_some() && ends.iter().any(|end| name.ends_with(end))
}

fn is_guard(name: &str) -> bool {
    ["_H", "_H_", "_H__", "_HPP", "_HPP_", "_INCLUDED", "_HH", "_HXX"].iter().any(|end| name.ends_with(end))
}
