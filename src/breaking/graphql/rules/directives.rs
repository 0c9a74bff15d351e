//! Rules about directives.

use crate::breaking::rules;

rules! {
    DIRECTIVE_REMOVED: "graphql/directive-removed", Definite {
        meaning: "A directive is gone.",
        why: "Queries and schemas that use it fail.",
        text: "the directive `@{symbol}` is gone",
        migration: "",
        old: "directive @a on FIELD\ntype A { b: Int }",
        new: "type A { b: Int }",
        symbol: "a",
    }
    DIRECTIVE_LOCATION_REMOVED: "graphql/directive-location-removed", Definite {
        meaning: "A directive may no longer stand in a place.",
        why: "Queries and schemas that use it there fail.",
        text: "`@{symbol}`: the directive may no longer stand on {detail}",
        migration: "",
        old: "directive @a on FIELD | QUERY\ntype A { b: Int }",
        new: "directive @a on QUERY\ntype A { b: Int }",
        symbol: "a.FIELD",
    }
    DIRECTIVE_NOT_REPEATABLE: "graphql/directive-no-longer-repeatable", Likely {
        meaning: "A directive may only stand once.",
        why: "Queries and schemas that use it several times in one place fail.",
        text: "`@{symbol}` may only stand once{detail}",
        migration: "",
        old: "directive @a repeatable on FIELD\ntype A { b: Int }",
        new: "directive @a on FIELD\ntype A { b: Int }",
        symbol: "a",
    }
    DIRECTIVE_ARGUMENT_REMOVED: "graphql/directive-argument-removed", Definite {
        meaning: "An argument of a directive is gone.",
        why: "Queries and schemas that give it fail.",
        text: "the argument `@{symbol}` is gone",
        migration: "",
        old: "directive @a(b: Int) on FIELD\ntype A { b: Int }",
        new: "directive @a on FIELD\ntype A { b: Int }",
        symbol: "a.b",
    }
    REQUIRED_DIRECTIVE_ARGUMENT_ADDED: "graphql/required-directive-argument-added", Definite {
        meaning: "A directive has an argument that must be given.",
        why: "Queries and schemas that do not give it fail.",
        text: "the argument `@{symbol}` must be given now{detail}",
        migration: "",
        old: "directive @a on FIELD\ntype A { b: Int }",
        new: "directive @a(b: Int!) on FIELD\ntype A { b: Int }",
        symbol: "a.b",
    }
    DIRECTIVE_ARGUMENT_TYPE_CHANGED: "graphql/directive-argument-type-changed", Definite {
        meaning: "An argument of a directive has another type, or may no longer be null.",
        why: "Queries and schemas that give what they gave fail.",
        text: "the argument `@{symbol}` has another type: {detail}",
        migration: "",
        old: "directive @a(b: Int) on FIELD\ntype A { b: Int }",
        new: "directive @a(b: String) on FIELD\ntype A { b: Int }",
        symbol: "a.b",
    }
    DIRECTIVE_ARGUMENT_DEFAULT_CHANGED: "graphql/directive-argument-default-changed", Possible {
        meaning: "What is taken for an argument of a directive that is left out changed.",
        why: "Where it is left out, something else happens.",
        text: "the argument `@{symbol}` means something else when left out: {detail}",
        migration: "",
        old: "directive @a(b: Int = 1) on FIELD\ntype A { b: Int }",
        new: "directive @a(b: Int = 2) on FIELD\ntype A { b: Int }",
        symbol: "a.b",
    }
    ONE_OF_ADDED: "graphql/one-of-added", Definite {
        meaning: "Exactly one field of an input must be given.",
        why: "Queries that give several, or none, fail.",
        text: "`{symbol}`: exactly one must be given now",
        migration: "",
        old: "input A { b: Int c: Int }",
        new: "input A @oneOf { b: Int c: Int }",
        symbol: "A.@oneOf",
    }
    DIRECTIVE_ADDED: "graphql/directive-use-added", Possible {
        meaning: "A directive stands on something where it did not.",
        why: "What directives do is up to the server: it may refuse or hide things.",
        text: "`{symbol}`: the directive stands there now",
        migration: "",
        old: "type A { b: Int }",
        new: "type A { b: Int @auth(role: \"x\") }",
        symbol: "A.b.@auth",
    }
    DIRECTIVE_USE_REMOVED: "graphql/directive-use-removed", Possible {
        meaning: "A directive no longer stands on something.",
        why: "What directives do is up to the server.",
        text: "`{symbol}`: the directive no longer stands there",
        migration: "",
        old: "type A { b: Int @auth }",
        new: "type A { b: Int }",
        symbol: "A.b.@auth",
    }
    SCALAR_CHANGED: "graphql/scalar-specification-changed", Possible {
        meaning: "The form of a scalar is described elsewhere.",
        why: "Values may have another form.",
        text: "the form of `{symbol}` is described elsewhere: {detail}",
        migration: "",
        old: "scalar A @specifiedBy(url: \"a\")",
        new: "scalar A @specifiedBy(url: \"b\")",
        symbol: "A",
    }
}
