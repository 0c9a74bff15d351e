//! Rules as data: what each means, why it breaks, how sure it can be, what is told, and an example that is its test.

use super::Certainty;

/// One kind of breaking change.
#[derive(Debug)]
pub struct Rule {
    /// `<ecosystem>/<what-happened>`. Never renamed: people dismiss and configure by it.
    pub id: &'static str,
    /// The surest that a finding of it can be. What needs type inference is `Possible`.
    pub certainty: Certainty,
    /// What happened, in one sentence.
    pub meaning: &'static str,
    /// Why it breaks users.
    pub why: &'static str,
    /// What is told of a finding. `{symbol}`, `{name}` (its last part), `{before}`, `{after}` and `{detail}` are filled in.
    pub text: &'static str,
    /// A draft of what to tell users, filled in likewise; empty if there is none.
    pub migration: &'static str,
    /// Sources in which it is found...
    pub example: Example,
}

/// A pair of sources and what is found in it. A text may hold several files: a line `==> path` begins the next one; what
/// comes before the first is the ecosystem's example file.
#[derive(Debug)]
pub struct Example {
    /// The old end.
    pub old: &'static str,
    /// The new end.
    pub new: &'static str,
    /// The symbol that is found.
    pub symbol: &'static str,
}

/// Declares rules: a constant for each, and `RULES`, all of them.
///
/// ```text
/// rules! {
///     FUNCTION_REMOVED: "rust/function-removed", Definite {
///         meaning: "A public function is gone.",
///         why: "Calls of it no longer compile.",
///         text: "the function `{symbol}` is gone",
///         migration: "",
///         old: "pub fn a() {}",
///         new: "",
///         symbol: "demo::a",
///     }
/// }
/// ```
macro_rules! rules {
    ($($name:ident : $id:literal, $certainty:ident {
        meaning: $meaning:literal,
        why: $why:literal,
        text: $text:literal,
        migration: $migration:literal,
        old: $old:literal,
        new: $new:literal,
        symbol: $symbol:literal $(,)?
    })*) => {
        $(
            #[doc = $meaning]
            pub(in crate::breaking) const $name: $crate::breaking::Rule = $crate::breaking::Rule {
                id: $id,
                certainty: $crate::breaking::Certainty::$certainty,
                meaning: $meaning,
                why: $why,
                text: $text,
                migration: $migration,
                example: $crate::breaking::Example { old: $old, new: $new, symbol: $symbol },
            };
        )*
        /// All rules of this file.
        pub(in crate::breaking) const RULES: &[$crate::breaking::Rule] = &[$($name),*];
    };
}
pub(in crate::breaking) use rules;
