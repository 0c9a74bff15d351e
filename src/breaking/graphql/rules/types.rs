//! Rules about types and what is asked for.

use crate::breaking::rules;

rules! {
    TYPE_REMOVED: "graphql/type-removed", Definite {
        meaning: "A type is gone.",
        why: "Queries and code that name it fail.",
        text: "the {detail} `{symbol}` is gone",
        migration: "",
        old: "type A { b: Int }\ntype C { b: Int }",
        new: "type C { b: Int }",
        symbol: "A",
    }
    KIND_CHANGED: "graphql/type-kind-changed", Definite {
        meaning: "A type is of another kind.",
        why: "Queries that select fields of it, or do not, fail.",
        text: "`{symbol}` is another kind of type: {detail}",
        migration: "",
        old: "type A { b: Int }",
        new: "scalar A",
        symbol: "A",
    }
    FIELD_REMOVED: "graphql/field-removed", Definite {
        meaning: "A field is gone.",
        why: "Queries that select it fail.",
        text: "the field `{symbol}` is gone",
        migration: "",
        old: "type A { b: Int c: Int }",
        new: "type A { c: Int }",
        symbol: "A.b",
    }
    FIELD_TYPE_CHANGED: "graphql/field-type-changed", Definite {
        meaning: "A field has another type, or may be null.",
        why: "Queries and code that read it as before fail.",
        text: "the field `{symbol}` has another type: {detail}",
        migration: "",
        old: "type A { b: Int! }",
        new: "type A { b: Int }",
        symbol: "A.b",
    }
    INTERFACE_REMOVED: "graphql/interface-removed", Definite {
        meaning: "A type no longer implements an interface.",
        why: "Fragments on the interface no longer meet it.",
        text: "`{symbol}` no longer implements `{detail}`",
        migration: "",
        old: "interface I { b: Int }\ntype A implements I { b: Int }",
        new: "interface I { b: Int }\ntype A { b: Int }",
        symbol: "A",
    }
    INTERFACE_ADDED: "graphql/interface-added", Possible {
        meaning: "A type implements another interface.",
        why: "Where the interface is asked for, a type may come that was not there.",
        text: "`{symbol}` implements `{detail}` now",
        migration: "",
        old: "interface I { b: Int }\ntype A { b: Int }",
        new: "interface I { b: Int }\ntype A implements I { b: Int }",
        symbol: "A",
    }
    VALUE_REMOVED: "graphql/enum-value-removed", Definite {
        meaning: "A value of an enumeration is gone.",
        why: "Queries that give it fail.",
        text: "the value `{symbol}` is gone",
        migration: "",
        old: "enum A { B C }",
        new: "enum A { C }",
        symbol: "A.B",
    }
    VALUE_ADDED: "graphql/enum-value-added", Possible {
        meaning: "An enumeration has another value.",
        why: "Code that knows all values does not know this one.",
        text: "there is a value `{symbol}` now",
        migration: "",
        old: "enum A { B }",
        new: "enum A { B C }",
        symbol: "A.C",
    }
    MEMBER_REMOVED: "graphql/union-member-removed", Definite {
        meaning: "A type is no longer part of a union.",
        why: "Fragments on it fail.",
        text: "`{symbol}` is no longer part of the union",
        migration: "",
        old: "union A = B | C\ntype B { b: Int }\ntype C { b: Int }",
        new: "union A = C\ntype B { b: Int }\ntype C { b: Int }",
        symbol: "A.B",
    }
    MEMBER_ADDED: "graphql/union-member-added", Possible {
        meaning: "Another type is part of a union.",
        why: "Code that knows all of them does not know this one.",
        text: "`{symbol}` is part of the union now",
        migration: "",
        old: "union A = B\ntype B { b: Int }\ntype C { b: Int }",
        new: "union A = B | C\ntype B { b: Int }\ntype C { b: Int }",
        symbol: "A.C",
    }
    ROOT_CHANGED: "graphql/root-type-changed", Definite {
        meaning: "Queries, mutations or subscriptions begin at another type, or are gone.",
        why: "All of them fail, or their types have another name.",
        text: "`{symbol}` is another type: {detail}",
        migration: "",
        old: "schema { query: A }\ntype A { b: Int }\ntype B { b: Int }",
        new: "schema { query: B }\ntype A { b: Int }\ntype B { b: Int }",
        symbol: "schema.query",
    }
}
