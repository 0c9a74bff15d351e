//! Items that are gone, hidden, or something else.

use crate::breaking::rules;

rules! {
    FUNCTION_REMOVED: "rust/function-removed", Definite {
        meaning: "A public function is gone.",
        why: "Whoever names it no longer compiles.",
        text: "the function `{symbol}` is gone",
        migration: "",
        old: "pub fn a(b: u8) -> u8 { b }",
        new: "",
        symbol: "demo::a",
    }
    STRUCT_REMOVED: "rust/struct-removed", Definite {
        meaning: "A public struct is gone.",
        why: "Whoever names it no longer compiles.",
        text: "the struct `{symbol}` is gone",
        migration: "",
        old: "pub struct A { b: u8 }",
        new: "",
        symbol: "demo::A",
    }
    ENUM_REMOVED: "rust/enum-removed", Definite {
        meaning: "A public enum is gone.",
        why: "Whoever names it no longer compiles.",
        text: "the enum `{symbol}` is gone",
        migration: "",
        old: "pub enum A { B }",
        new: "",
        symbol: "demo::A",
    }
    UNION_REMOVED: "rust/union-removed", Definite {
        meaning: "A public union is gone.",
        why: "Whoever names it no longer compiles.",
        text: "the union `{symbol}` is gone",
        migration: "",
        old: "pub union A { pub b: u8 }",
        new: "",
        symbol: "demo::A",
    }
    TRAIT_REMOVED: "rust/trait-removed", Definite {
        meaning: "A public trait is gone.",
        why: "Whoever names it no longer compiles.",
        text: "the trait `{symbol}` is gone",
        migration: "",
        old: "pub trait A { fn b(&self); }",
        new: "",
        symbol: "demo::A",
    }
    TYPE_REMOVED: "rust/type-removed", Definite {
        meaning: "A public type is gone.",
        why: "Whoever names it no longer compiles.",
        text: "the type `{symbol}` is gone",
        migration: "",
        old: "pub type A = u8;",
        new: "",
        symbol: "demo::A",
    }
    CONSTANT_REMOVED: "rust/constant-removed", Definite {
        meaning: "A public constant is gone.",
        why: "Whoever names it no longer compiles.",
        text: "the constant `{symbol}` is gone",
        migration: "",
        old: "pub const A: u8 = 1;",
        new: "",
        symbol: "demo::A",
    }
    STATIC_REMOVED: "rust/static-removed", Definite {
        meaning: "A public static is gone.",
        why: "Whoever names it no longer compiles.",
        text: "the static `{symbol}` is gone",
        migration: "",
        old: "pub static A: u8 = 1;",
        new: "",
        symbol: "demo::A",
    }
    MODULE_REMOVED: "rust/module-removed", Definite {
        meaning: "A public module is gone.",
        why: "Whoever names it no longer compiles.",
        text: "the module `{symbol}` is gone",
        migration: "",
        old: "pub mod a { pub fn b() {} }",
        new: "",
        symbol: "demo::a",
    }
    MACRO_REMOVED: "rust/macro-removed", Definite {
        meaning: "An exported macro is gone.",
        why: "Calls of it no longer compile.",
        text: "the macro `{name}!` is gone",
        migration: "",
        old: "#[macro_export]\nmacro_rules! a { () => {} }",
        new: "",
        symbol: "demo::a",
    }
    MACRO_NOT_EXPORTED: "rust/macro-no-longer-exported", Definite {
        meaning: "A macro is there and no longer exported.",
        why: "Calls of it from other crates no longer compile.",
        text: "the macro `{name}!` is no longer exported",
        migration: "",
        old: "#[macro_export]\nmacro_rules! a { () => {} }",
        new: "macro_rules! a { () => {} }",
        symbol: "demo::a",
    }
    REEXPORT_REMOVED: "rust/reexport-removed", Definite {
        meaning: "Something of another crate is no longer re-exported.",
        why: "Whoever names it by this path no longer compiles.",
        text: "`{symbol}` is no longer re-exported",
        migration: "",
        old: "pub use other::A;",
        new: "",
        symbol: "demo::A",
    }
    LESS_VISIBLE: "rust/item-less-visible", Definite {
        meaning: "A public item is there and no longer public.",
        why: "Whoever names it no longer compiles.",
        text: "the {detail} `{symbol}` is no longer public",
        migration: "",
        old: "pub fn a() {}",
        new: "pub(crate) fn a() {}",
        symbol: "demo::a",
    }
    NOW_HIDDEN: "rust/item-hidden", Definite {
        meaning: "A public item is now `#[doc(hidden)]`.",
        why: "Hidden items are no part of the public interface: whoever uses it has lost what was promised.",
        text: "the {detail} `{symbol}` is now hidden from the documentation",
        migration: "",
        old: "pub fn a() {}",
        new: "#[doc(hidden)]\npub fn a() {}",
        symbol: "demo::a",
    }
    NOW_FEATURE: "rust/item-needs-feature", Likely {
        meaning: "A public item is now only there with a feature that is not on by default.",
        why: "Whoever uses it with default features no longer compiles.",
        text: "`{symbol}` now needs the feature `{detail}`",
        migration: "Switch on the feature that `{symbol}` needs.",
        old: "pub fn a() {}",
        new: "#[cfg(feature = \"extra\")]\npub fn a() {}",
        symbol: "demo::a",
    }
    KIND_CHANGED: "rust/item-kind-changed", Definite {
        meaning: "A public item is of another kind.",
        why: "Uses that only the old kind allows no longer compile.",
        text: "`{symbol}` is {detail}",
        migration: "",
        old: "pub trait A {}",
        new: "pub struct A {}",
        symbol: "demo::A",
    }
    CONST_TYPE: "rust/constant-type-changed", Likely {
        meaning: "A public constant or static has another type.",
        why: "Uses that expect the old type no longer compile.",
        text: "`{symbol}` has another type: {detail}",
        migration: "",
        old: "pub const A: u8 = 1;",
        new: "pub const A: u16 = 1;",
        symbol: "demo::A",
    }
    STATIC_IMMUTABLE: "rust/static-no-longer-mutable", Definite {
        meaning: "A public `static mut` can no longer be written.",
        why: "Assignments to it no longer compile.",
        text: "the static `{symbol}` is no longer mutable",
        migration: "",
        old: "pub static mut A: u8 = 1;",
        new: "pub static A: u8 = 1;",
        symbol: "demo::A",
    }
    STATIC_MUTABLE: "rust/static-now-mutable", Definite {
        meaning: "A public static is now mutable.",
        why: "Reading it now needs `unsafe`.",
        text: "the static `{symbol}` is now mutable: reading it needs `unsafe`",
        migration: "",
        old: "pub static A: u8 = 1;",
        new: "pub static mut A: u8 = 1;",
        symbol: "demo::A",
    }
    STATIC_UNSAFE: "rust/static-unsafe-added", Definite {
        meaning: "A public static of a foreign block is now unsafe.",
        why: "Reading it now needs `unsafe`.",
        text: "the static `{symbol}` is now unsafe to read",
        migration: "",
        old: "unsafe extern \"C\" { pub safe static A: u8; }",
        new: "unsafe extern \"C\" { pub static A: u8; }",
        symbol: "demo::A",
    }
    ALIAS_CHANGED: "rust/type-alias-changed", Likely {
        meaning: "A public alias stands for another type.",
        why: "Uses that depend on what it stood for no longer compile.",
        text: "the alias `{symbol}` stands for another type: {detail}",
        migration: "",
        old: "pub type A = u8;",
        new: "pub type A = u16;",
        symbol: "demo::A",
    }
}
