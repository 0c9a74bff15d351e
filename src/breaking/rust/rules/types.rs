//! Structs, enums, unions: fields, variants, what they implement.

use crate::breaking::rules;

rules! {
    FIELD_REMOVED: "rust/field-removed", Definite {
        meaning: "A public field is gone or no longer public.",
        why: "Uses of it no longer compile.",
        text: "the field `{symbol}` is gone",
        migration: "",
        old: "pub struct A { pub b: u8, pub c: u8 }",
        new: "pub struct A { pub b: u8 }",
        symbol: "demo::A::c",
    }
    FIELD_HIDDEN: "rust/field-hidden", Definite {
        meaning: "A public field is now `#[doc(hidden)]`.",
        why: "Hidden fields are no part of the public interface, and structs with one can no longer be built whole.",
        text: "the field `{symbol}` is now hidden from the documentation",
        migration: "",
        old: "pub struct A { pub b: u8 }",
        new: "pub struct A { #[doc(hidden)] pub b: u8 }",
        symbol: "demo::A::b",
    }
    FIELD_TYPE: "rust/field-type-changed", Likely {
        meaning: "A public field has another type.",
        why: "Uses that expect the old type no longer compile.",
        text: "the field `{symbol}` has another type: {detail}",
        migration: "",
        old: "pub struct A { pub b: u8 }",
        new: "pub struct A { pub b: String }",
        symbol: "demo::A::b",
    }
    FIELD_ADDED: "rust/struct-field-added", Definite {
        meaning: "A struct that users can build with a literal has one more public field.",
        why: "Literals and patterns without `..` no longer compile.",
        text: "`{symbol}` is new: literals of the struct lack it",
        migration: "Add the field to literals, and `..` to patterns.",
        old: "pub struct A { pub b: u8 }",
        new: "pub struct A { pub b: u8, pub c: u8 }",
        symbol: "demo::A::c",
    }
    PRIVATE_FIELD_ADDED: "rust/struct-private-field-added", Definite {
        meaning: "A struct that users could build with a literal has a private field now.",
        why: "Literals of it no longer compile.",
        text: "`{symbol}` can no longer be built with a literal: {detail}",
        migration: "",
        old: "pub struct A { pub b: u8 }",
        new: "pub struct A { pub b: u8, c: u8 }",
        symbol: "demo::A",
    }
    STRUCT_FORM: "rust/struct-form-changed", Definite {
        meaning: "A struct changed between unit, tuple and named fields.",
        why: "Literals and patterns of it no longer compile.",
        text: "`{symbol}` {detail}",
        migration: "",
        old: "pub struct A;",
        new: "pub struct A { pub b: u8 }",
        symbol: "demo::A",
    }
    NON_EXHAUSTIVE: "rust/marked-non-exhaustive", Definite {
        meaning: "A struct, enum or variant is now `#[non_exhaustive]`.",
        why: "Literals, and patterns that name all there is, no longer compile.",
        text: "`{symbol}` is now non-exhaustive",
        migration: "Add `..` or a wildcard arm to patterns, and build it by its constructors.",
        old: "pub enum A { B }",
        new: "#[non_exhaustive]\npub enum A { B }",
        symbol: "demo::A",
    }
    STRUCT_KIND: "rust/struct-kind-changed", Definite {
        meaning: "A struct became something else.",
        why: "Literals, patterns and fields of it no longer compile.",
        text: "`{symbol}` is {detail}",
        migration: "",
        old: "pub struct A { pub b: u8 }",
        new: "pub enum A { B }",
        symbol: "demo::A",
    }
    ENUM_KIND: "rust/enum-kind-changed", Definite {
        meaning: "An enum became something else.",
        why: "Its variants are gone.",
        text: "`{symbol}` is {detail}",
        migration: "",
        old: "pub enum A { B }",
        new: "pub struct A { pub b: u8 }",
        symbol: "demo::A",
    }
    UNION_KIND: "rust/union-kind-changed", Definite {
        meaning: "A union became something else.",
        why: "Uses of its fields no longer compile, or another layout is read.",
        text: "`{symbol}` is {detail}",
        migration: "",
        old: "pub union A { pub b: u8, pub c: u8 }",
        new: "pub struct A { pub b: u8 }",
        symbol: "demo::A",
    }
    VARIANT_ADDED: "rust/enum-variant-added", Definite {
        meaning: "An enum that users can match exhaustively has one more variant.",
        why: "Matches without a wildcard arm no longer compile.",
        text: "`{symbol}` is new: matches do not know it",
        migration: "Add an arm for `{symbol}`, or a wildcard.",
        old: "pub enum A { B }",
        new: "pub enum A { B, C }",
        symbol: "demo::A::C",
    }
    VARIANT_REMOVED: "rust/enum-variant-removed", Definite {
        meaning: "A variant is gone.",
        why: "Whoever names it no longer compiles.",
        text: "the variant `{symbol}` is gone",
        migration: "",
        old: "pub enum A { B, C }",
        new: "pub enum A { B }",
        symbol: "demo::A::C",
    }
    VARIANT_FORM: "rust/enum-variant-form-changed", Definite {
        meaning: "A variant changed between unit, tuple and named fields.",
        why: "Literals and patterns of it no longer compile.",
        text: "the variant `{symbol}` {detail}",
        migration: "",
        old: "pub enum A { B(u8) }",
        new: "pub enum A { B { c: u8 } }",
        symbol: "demo::A::B",
    }
    VARIANT_FIELD_ADDED: "rust/enum-variant-field-added", Definite {
        meaning: "A variant that users can build has one more field.",
        why: "Literals and patterns of it no longer compile.",
        text: "`{symbol}` is new: literals and patterns lack it",
        migration: "",
        old: "pub enum A { B { c: u8 } }",
        new: "pub enum A { B { c: u8, d: u8 } }",
        symbol: "demo::A::B::d",
    }
    VARIANT_FIELD_REMOVED: "rust/enum-variant-field-removed", Definite {
        meaning: "A field of a variant is gone.",
        why: "Literals and patterns with it no longer compile.",
        text: "the field `{symbol}` is gone",
        migration: "",
        old: "pub enum A { B { c: u8, d: u8 } }",
        new: "pub enum A { B { c: u8 } }",
        symbol: "demo::A::B::d",
    }
    VARIANT_FIELD_HIDDEN: "rust/enum-variant-field-hidden", Definite {
        meaning: "A field of a variant is now `#[doc(hidden)]`.",
        why: "Hidden fields are no part of the public interface.",
        text: "the field `{symbol}` is now hidden from the documentation",
        migration: "",
        old: "pub enum A { B { c: u8 } }",
        new: "pub enum A { B { #[doc(hidden)] c: u8 } }",
        symbol: "demo::A::B::c",
    }
    VARIANT_HIDDEN: "rust/enum-variant-hidden", Definite {
        meaning: "A variant is now `#[doc(hidden)]`.",
        why: "Hidden variants are no part of the public interface.",
        text: "the variant `{symbol}` is now hidden from the documentation",
        migration: "",
        old: "pub enum A { B, C }",
        new: "pub enum A { B, #[doc(hidden)] C }",
        symbol: "demo::A::C",
    }
    UNION_FIELD_ADDED: "rust/union-field-added", Likely {
        meaning: "A union has one more field.",
        why: "What fits all fields of it no longer fits this one.",
        text: "`{symbol}` is new in a union",
        migration: "",
        old: "pub union A { pub b: u8 }",
        new: "pub union A { pub b: u8, pub c: u8 }",
        symbol: "demo::A::c",
    }
    DERIVE_REMOVED: "rust/derived-impl-removed", Definite {
        meaning: "A type no longer implements a trait that it derived.",
        why: "Uses that need the trait no longer compile.",
        text: "`{symbol}` no longer implements `{detail}`",
        migration: "",
        old: "#[derive(Clone)]\npub struct A;",
        new: "pub struct A;",
        symbol: "demo::A",
    }
    IMPL_REMOVED: "rust/trait-impl-removed", Likely {
        meaning: "A type no longer implements a trait.",
        why: "Uses that need the trait no longer compile.",
        text: "`{symbol}` no longer implements `{detail}`",
        migration: "",
        old: "pub struct A;\nimpl Default for A { fn default() -> Self { A } }",
        new: "pub struct A;",
        symbol: "demo::A",
    }
    AUTO_TRAIT: "rust/auto-trait-removed", Likely {
        meaning: "A type seems to be no longer `Send` or `Sync`.",
        why: "Uses across threads no longer compile.",
        text: "`{symbol}` seems to be no longer {detail}",
        migration: "",
        old: "pub struct A { b: u8 }",
        new: "pub struct A { b: *const u8 }",
        symbol: "demo::A",
    }
    TYPE_GENERICS: "rust/type-generics-changed", Definite {
        meaning: "A public type has other parameters.",
        why: "Uses that write them, or leave them out, no longer compile.",
        text: "`{symbol}` has other parameters: {detail}",
        migration: "",
        old: "pub struct A<T>(pub T);",
        new: "pub struct A<T, U>(pub T, pub U);",
        symbol: "demo::A",
    }
    LIFETIMES: "rust/type-lifetimes-changed", Definite {
        meaning: "A public type or trait takes another number of lifetimes.",
        why: "Uses that write them, and impls for it, no longer compile.",
        text: "`{symbol}` takes another number of lifetimes: {detail}",
        migration: "",
        old: "pub struct A<'a>(pub &'a u8);",
        new: "pub struct A<'a, 'b>(pub &'a u8, pub &'b u8);",
        symbol: "demo::A",
    }
    COPY_ADDED: "rust/copy-impl-added", Possible {
        meaning: "A type is now `Copy`.",
        why: "Closures that captured parts of it may capture otherwise.",
        text: "`{symbol}` is now `Copy`",
        migration: "",
        old: "#[derive(Clone)]\npub struct A;",
        new: "#[derive(Clone, Copy)]\npub struct A;",
        symbol: "demo::A",
    }
}
