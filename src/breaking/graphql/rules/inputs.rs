//! Rules about what is given: arguments and inputs.

use crate::breaking::rules;

rules! {
    ARGUMENT_REMOVED: "graphql/argument-removed", Definite {
        meaning: "An argument of a field is gone.",
        why: "Queries that give it fail.",
        text: "the argument `{symbol}` is gone",
        migration: "",
        old: "type A { b(c: Int): Int }",
        new: "type A { b: Int }",
        symbol: "A.b.c",
    }
    REQUIRED_ARGUMENT_ADDED: "graphql/required-argument-added", Definite {
        meaning: "A field has an argument that must be given.",
        why: "Queries that do not give it fail.",
        text: "the argument `{symbol}` must be given now{detail}",
        migration: "Give `{name}`.",
        old: "type A { b: Int }",
        new: "type A { b(c: Int!): Int }",
        symbol: "A.b.c",
    }
    ARGUMENT_TYPE_CHANGED: "graphql/argument-type-changed", Definite {
        meaning: "An argument has another type, or may no longer be null.",
        why: "Queries that give what they gave fail.",
        text: "the argument `{symbol}` has another type: {detail}",
        migration: "",
        old: "type A { b(c: Int): Int }",
        new: "type A { b(c: Int!): Int }",
        symbol: "A.b.c",
    }
    ARGUMENT_DEFAULT_CHANGED: "graphql/argument-default-changed", Possible {
        meaning: "What is taken for an argument that is left out changed.",
        why: "Queries that leave it out get other results.",
        text: "the argument `{symbol}` means something else when left out: {detail}",
        migration: "",
        old: "type A { b(c: Int = 1): Int }",
        new: "type A { b(c: Int = 2): Int }",
        symbol: "A.b.c",
    }
    DEFAULT_REMOVED: "graphql/default-removed", Likely {
        meaning: "What could be left out because of its default must be given.",
        why: "Queries that leave it out fail.",
        text: "`{symbol}` can no longer be left out: its default is {detail}",
        migration: "Give `{name}`.",
        old: "type A { b(c: Int! = 1): Int }",
        new: "type A { b(c: Int!): Int }",
        symbol: "A.b.c",
    }
    INPUT_FIELD_REMOVED: "graphql/input-field-removed", Definite {
        meaning: "A field of an input is gone.",
        why: "Queries that give it fail.",
        text: "the input field `{symbol}` is gone",
        migration: "",
        old: "input A { b: Int c: Int }",
        new: "input A { c: Int }",
        symbol: "A.b",
    }
    REQUIRED_INPUT_FIELD_ADDED: "graphql/required-input-field-added", Definite {
        meaning: "An input has a field that must be given.",
        why: "Queries that do not give it fail.",
        text: "the input field `{symbol}` must be given now{detail}",
        migration: "Give `{name}`.",
        old: "input A { c: Int }",
        new: "input A { c: Int b: Int! }",
        symbol: "A.b",
    }
    INPUT_FIELD_TYPE_CHANGED: "graphql/input-field-type-changed", Definite {
        meaning: "A field of an input has another type, or may no longer be null.",
        why: "Queries that give what they gave fail.",
        text: "the input field `{symbol}` has another type: {detail}",
        migration: "",
        old: "input A { b: Int }",
        new: "input A { b: String }",
        symbol: "A.b",
    }
    INPUT_FIELD_DEFAULT_CHANGED: "graphql/input-field-default-changed", Possible {
        meaning: "What is taken for a field of an input that is left out changed.",
        why: "Queries that leave it out get other results.",
        text: "the input field `{symbol}` means something else when left out: {detail}",
        migration: "",
        old: "input A { b: Int = 1 }",
        new: "input A { b: Int = 2 }",
        symbol: "A.b",
    }
}
