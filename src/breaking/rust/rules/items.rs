//! Items that are gone.

use crate::breaking::rules;

rules! {
    FUNCTION_REMOVED: "rust/function-removed", Definite {
        meaning: "A public function is gone.",
        why: "Calls and imports of it no longer compile.",
        text: "the function `{symbol}` is gone",
        migration: "",
        old: "pub fn a() {}",
        new: "",
        symbol: "demo::a",
    }
}
