//! Functions, methods and associated constants.

use crate::breaking::rules;

rules! {
    UNSAFE_ADDED: "rust/function-unsafe-added", Definite {
        meaning: "A public function is now unsafe.",
        why: "Calls outside `unsafe` no longer compile.",
        text: "`{symbol}` is now unsafe to call",
        migration: "Call it in an `unsafe` block after checking what it now asks for.",
        old: "pub fn a() {}",
        new: "pub unsafe fn a() {}",
        symbol: "demo::a",
    }
    CONST_REMOVED: "rust/function-const-removed", Definite {
        meaning: "A public function is no longer `const`.",
        why: "Calls in constants no longer compile.",
        text: "`{symbol}` is no longer `const`",
        migration: "",
        old: "pub const fn a() {}",
        new: "pub fn a() {}",
        symbol: "demo::a",
    }
    ASYNC_CHANGED: "rust/function-async-changed", Definite {
        meaning: "A public function became async, or no longer is.",
        why: "Callers have to await what it returns, or no longer may.",
        text: "`{symbol}` {detail}",
        migration: "",
        old: "pub fn a() -> u8 { 1 }",
        new: "pub async fn a() -> u8 { 1 }",
        symbol: "demo::a",
    }
    ABI_CHANGED: "rust/function-abi-changed", Definite {
        meaning: "A public function has another calling convention.",
        why: "Pointers to it have another type, and foreign callers another contract.",
        text: "`{symbol}` has another ABI: {detail}",
        migration: "",
        old: "pub extern \"C\" fn a() {}",
        new: "pub fn a() {}",
        symbol: "demo::a",
    }
    EXPORT_CHANGED: "rust/export-name-changed", Definite {
        meaning: "The name by which linkers find a function changed or is gone.",
        why: "What links to the old name no longer links.",
        text: "linkers no longer find `{symbol}` by its old name: {detail}",
        migration: "",
        old: "#[no_mangle]\npub extern \"C\" fn a() {}",
        new: "pub extern \"C\" fn a() {}",
        symbol: "demo::a",
    }
    TARGET_FEATURE: "rust/function-target-feature-added", Definite {
        meaning: "A public function now needs processor features.",
        why: "Calls from code without them need `unsafe`, or no longer compile.",
        text: "`{symbol}` now needs {detail}",
        migration: "",
        old: "pub fn a() {}",
        new: "#[target_feature(enable = \"avx2\")]\npub fn a() {}",
        symbol: "demo::a",
    }
    PARAMETERS: "rust/function-parameter-count-changed", Definite {
        meaning: "A public function takes another number of parameters.",
        why: "Calls of it no longer compile.",
        text: "`{symbol}` takes {detail}",
        migration: "Pass the parameters that `{after}` takes.",
        old: "pub fn a(b: u8) {}",
        new: "pub fn a(b: u8, c: u8) {}",
        symbol: "demo::a",
    }
    PARAMETER_TYPE: "rust/function-parameter-type-changed", Likely {
        meaning: "A parameter of a public function has another type.",
        why: "Calls that pass the old type no longer compile.",
        text: "`{symbol}` takes another type: {detail}",
        migration: "",
        old: "pub fn a(b: u8) {}",
        new: "pub fn a(b: String) {}",
        symbol: "demo::a",
    }
    RETURN_TYPE: "rust/function-return-type-changed", Likely {
        meaning: "A public function returns another type.",
        why: "Uses of the result that expect the old type no longer compile.",
        text: "`{symbol}` returns another type: {detail}",
        migration: "",
        old: "pub fn a() -> u8 { 1 }",
        new: "pub fn a() -> String { String::new() }",
        symbol: "demo::a",
    }
    RETURN_REMOVED: "rust/function-now-returns-unit", Definite {
        meaning: "A public function no longer returns anything.",
        why: "Uses of the result no longer compile.",
        text: "`{symbol}` no longer returns a value",
        migration: "",
        old: "pub fn a() -> u8 { 1 }",
        new: "pub fn a() {}",
        symbol: "demo::a",
    }
    RETURN_ADDED: "rust/exported-function-return-value-added", Definite {
        meaning: "A function that linkers find now returns a value.",
        why: "Foreign callers declare it without one.",
        text: "`{symbol}` now returns a value, which foreign callers do not expect",
        migration: "",
        old: "#[no_mangle]\npub extern \"C\" fn a() {}",
        new: "#[no_mangle]\npub extern \"C\" fn a() -> u8 { 1 }",
        symbol: "demo::a",
    }
    FUNCTION_GENERICS: "rust/function-generics-changed", Definite {
        meaning: "A public function has other type or const parameters.",
        why: "Calls that name them (`::<T>`) no longer compile.",
        text: "`{symbol}` has other generic parameters: {detail}",
        migration: "",
        old: "pub fn a<T>(b: T) {}",
        new: "pub fn a<T, U>(b: T, c: Vec<U>) {}",
        symbol: "demo::a",
    }
    BOUND_ADDED: "rust/bound-added", Likely {
        meaning: "A type parameter of a public item has to satisfy more.",
        why: "Uses with types that do not satisfy it no longer compile.",
        text: "`{symbol}` asks more of its parameters: {detail}",
        migration: "",
        old: "pub fn a<T>(b: T) {}",
        new: "pub fn a<T: Clone>(b: T) {}",
        symbol: "demo::a",
    }
    RECEIVER: "rust/method-receiver-changed", Definite {
        meaning: "A public method takes its value in another way.",
        why: "Calls on borrowed or constant values no longer compile, or move what they did not.",
        text: "`{symbol}` {detail}",
        migration: "",
        old: "pub struct A;\nimpl A { pub fn b(&self) {} }",
        new: "pub struct A;\nimpl A { pub fn b(&mut self) {} }",
        symbol: "demo::A::b",
    }
    RECEIVER_REMOVED: "rust/method-no-longer-has-receiver", Definite {
        meaning: "A public method became an associated function.",
        why: "Calls on a value no longer compile.",
        text: "`{symbol}` no longer takes `self`",
        migration: "Call it as `{symbol}(...)`.",
        old: "pub struct A;\nimpl A { pub fn b(&self) {} }",
        new: "pub struct A;\nimpl A { pub fn b() {} }",
        symbol: "demo::A::b",
    }
    RECEIVER_ADDED: "rust/method-receiver-added", Definite {
        meaning: "A public associated function became a method.",
        why: "Calls without a value no longer compile.",
        text: "`{symbol}` now takes `self`",
        migration: "",
        old: "pub struct A;\nimpl A { pub fn b() {} }",
        new: "pub struct A;\nimpl A { pub fn b(&self) {} }",
        symbol: "demo::A::b",
    }
    METHOD_REMOVED: "rust/method-removed", Definite {
        meaning: "A public method or associated function is gone.",
        why: "Calls of it no longer compile.",
        text: "`{symbol}` is gone",
        migration: "",
        old: "pub struct A;\nimpl A { pub fn b(&self) {} }",
        new: "pub struct A;",
        symbol: "demo::A::b",
    }
    METHOD_TO_TRAIT: "rust/method-moved-to-trait", Possible {
        meaning: "A public method is now one of a trait.",
        why: "Callers have to import the trait.",
        text: "`{symbol}` is now a method of the trait `{detail}`, which callers have to import",
        migration: "Import the trait `{detail}` where `{name}` is called.",
        old: "pub struct A;\nimpl A { pub fn b(&self) {} }",
        new: "pub struct A;\npub trait B { fn b(&self); }\nimpl B for A { fn b(&self) {} }",
        symbol: "demo::A::b",
    }
    ASSOCIATED_TYPE: "rust/associated-type-changed", Likely {
        meaning: "An impl of a well-known trait names another type.",
        why: "What is iterated over, dereferenced to or failed with has another type.",
        text: "`{symbol}` is another type: {detail}",
        migration: "",
        old: "pub struct A;\nimpl Iterator for A { type Item = u8; fn next(&mut self) -> Option<u8> { None } }",
        new: "pub struct A;\nimpl Iterator for A { type Item = u16; fn next(&mut self) -> Option<u16> { None } }",
        symbol: "demo::A::Item",
    }
    ASSOCIATED_REMOVED: "rust/associated-constant-removed", Definite {
        meaning: "A public associated constant is gone.",
        why: "Whoever names it no longer compiles.",
        text: "the constant `{symbol}` is gone",
        migration: "",
        old: "pub struct A;\nimpl A { pub const B: u8 = 1; }",
        new: "pub struct A;",
        symbol: "demo::A::B",
    }
    MEMBER_HIDDEN: "rust/member-hidden", Definite {
        meaning: "A public member is now `#[doc(hidden)]`.",
        why: "Hidden members are no part of the public interface: whoever uses it has lost what was promised.",
        text: "`{symbol}` is now hidden from the documentation",
        migration: "",
        old: "pub struct A;\nimpl A { pub fn b(&self) {} }",
        new: "pub struct A;\nimpl A { #[doc(hidden)] pub fn b(&self) {} }",
        symbol: "demo::A::b",
    }
    MEMBER_PRIVATE: "rust/member-less-visible", Definite {
        meaning: "A public member is there and no longer public.",
        why: "Whoever names it no longer compiles.",
        text: "`{symbol}` is no longer public",
        migration: "",
        old: "pub struct A;\nimpl A { pub fn b(&self) {} }",
        new: "pub struct A;\nimpl A { pub(crate) fn b(&self) {} }",
        symbol: "demo::A::b",
    }
}
