//! Layouts, numbers and orders that a type promises.

use crate::breaking::rules;

rules! {
    REPR_CHANGED: "rust/repr-changed", Definite {
        meaning: "The promised layout of a type changed.",
        why: "Foreign code and transmutes that rely on it read something else.",
        text: "the layout of `{symbol}` changed: {detail}",
        migration: "",
        old: "#[repr(C)]\npub struct A { pub b: u8 }",
        new: "pub struct A { pub b: u8 }",
        symbol: "demo::A",
    }
    FIELDS_REORDERED: "rust/repr-c-fields-reordered", Definite {
        meaning: "Fields of a type with the layout of C are in another order.",
        why: "Foreign code reads other fields.",
        text: "fields of `{symbol}` are in another order, which its `repr(C)` layout shows",
        migration: "",
        old: "#[repr(C)]\npub struct A { pub b: u8, pub c: u16 }",
        new: "#[repr(C)]\npub struct A { pub c: u16, pub b: u8 }",
        symbol: "demo::A",
    }
    ORDER_CHANGED: "rust/derived-order-changed", Likely {
        meaning: "Fields or variants of a type that derives `PartialOrd` are in another order.",
        why: "Comparisons give other answers.",
        text: "`{symbol}` compares otherwise: {detail} are in another order",
        migration: "",
        old: "#[derive(PartialEq, PartialOrd)]\npub enum A { B, C }",
        new: "#[derive(PartialEq, PartialOrd)]\npub enum A { C, B }",
        symbol: "demo::A",
    }
    DISCRIMINANT: "rust/discriminant-changed", Definite {
        meaning: "A variant has another number.",
        why: "Casts and foreign code see another number.",
        text: "`{symbol}` has another number: {detail}",
        migration: "",
        old: "pub enum A { B = 1, C = 2 }",
        new: "pub enum A { B = 1, C = 3 }",
        symbol: "demo::A::C",
    }
    DISCRIMINANTS_LOST: "rust/discriminants-undefined", Definite {
        meaning: "Variants of an enum can no longer be cast to numbers.",
        why: "Casts with `as` no longer compile.",
        text: "`{symbol}` can no longer be cast to a number: {detail}",
        migration: "",
        old: "#[non_exhaustive]\npub enum A { B, C }",
        new: "#[non_exhaustive]\npub enum A { B, C(u8) }",
        symbol: "demo::A",
    }
}
