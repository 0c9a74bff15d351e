//! Structs, unions, enumerations and typedefs.

use crate::breaking::rules;

rules! {
    TYPE_REMOVED: "c/type-removed", Definite {
        meaning: "A struct, union, class, enum or typedef is gone.",
        why: "Code that uses it no longer compiles, and what was linked against it does not start.",
        text: "the {detail} `{symbol}` is gone",
        migration: "",
        old: "struct a { int b; };\nint c(void);",
        new: "int c(void);",
        symbol: "a",
    }
    TYPE_CHANGED: "c/type-changed", Definite {
        meaning: "A typedef stands for another type.",
        why: "What is kept and handed over has another size or meaning.",
        text: "`{symbol}` is {detail}",
        migration: "",
        old: "typedef int a;",
        new: "typedef char *a;",
        symbol: "a",
    }
    KIND_CHANGED: "c/kind-changed", Definite {
        meaning: "A name stands for something of another kind.",
        why: "Code that uses it no longer compiles, or means something else.",
        text: "`{symbol}` was {detail}",
        migration: "",
        old: "struct a { int b; float c; };",
        new: "union a { int b; float c; };",
        symbol: "a",
    }
    NOW_OPAQUE: "c/struct-now-opaque", Definite {
        meaning: "What a struct consists of is no longer told.",
        why: "Code that uses its fields or makes one no longer compiles.",
        text: "fields of `{symbol}` can no longer be used: the header only names it",
        migration: "",
        old: "struct a { int b; };",
        new: "struct a;",
        symbol: "a",
    }
    FIELD_REMOVED: "c/field-removed", Definite {
        meaning: "A field is gone.",
        why: "Code that uses it no longer compiles, and what was compiled reads other fields.",
        text: "the field `{symbol}` is gone",
        migration: "",
        old: "struct a { int b; int c; };",
        new: "struct a { int b; };",
        symbol: "a::c",
    }
    FIELD_TYPE_CHANGED: "c/field-type-changed", Definite {
        meaning: "A field has another type.",
        why: "What was compiled reads and writes it wrongly.",
        text: "uses of `{symbol}` are wrong: {detail}",
        migration: "",
        old: "struct a { int b; };",
        new: "struct a { double b; };",
        symbol: "a::b",
    }
    FIELDS_REORDERED: "c/fields-reordered", Likely {
        meaning: "Fields stand in another order.",
        why: "What was compiled reads and writes the wrong ones.",
        text: "what was compiled against `{symbol}` uses the wrong fields: their order changed",
        migration: "",
        old: "struct a { int b; float c; };",
        new: "struct a { float c; int b; };",
        symbol: "a",
    }
    FIELD_ADDED_WITHIN: "c/field-added-within", Likely {
        meaning: "A field was added before others.",
        why: "What was compiled reads and writes the wrong ones, and initialisers fill others.",
        text: "what was compiled against `{symbol}` uses the wrong fields: {detail} is before others",
        migration: "",
        old: "struct a { int b; int c; };",
        new: "struct a { int b; int d; int c; };",
        symbol: "a",
    }
    STRUCT_GREW: "c/struct-grew", Possible {
        meaning: "A field was added at the end.",
        why: "What was compiled makes structs that are too small, if it makes them itself.",
        text: "`{symbol}` is larger: who makes one has to be compiled again",
        migration: "",
        old: "struct a { int b; };",
        new: "struct a { int b; int c; };",
        symbol: "a",
    }
    ENUMERATOR_REMOVED: "c/enumerator-removed", Definite {
        meaning: "A value of an enumeration is gone.",
        why: "Code that names it no longer compiles.",
        text: "the value `{symbol}` is gone",
        migration: "",
        old: "enum a { B, C };",
        new: "enum a { B };",
        symbol: "C",
    }
    ENUMERATOR_CHANGED: "c/enumerator-value-changed", Definite {
        meaning: "A value of an enumeration is another number.",
        why: "What was compiled says and understands the old number.",
        text: "`{symbol}` is {detail}",
        migration: "",
        old: "enum a { B, C };",
        new: "enum a { B, D, C };",
        symbol: "C",
    }
    ENUM_NOW_SCOPED: "c/enum-now-scoped", Definite {
        meaning: "The values of an enumeration are named with it.",
        why: "Code that names them alone no longer compiles.",
        text: "values of `{symbol}` are written with its name",
        migration: "",
        old: "enum a { B };",
        new: "enum class a { B };",
        symbol: "a",
    }
    ENUM_UNDERLYING_CHANGED: "c/enum-underlying-type-changed", Likely {
        meaning: "An enumeration is kept in another type.",
        why: "What was compiled reads and writes another size.",
        text: "`{symbol}` is kept as {detail}",
        migration: "",
        old: "enum a : int { B };",
        new: "enum a : char { B };",
        symbol: "a",
    }
}
