//! Variables and enums.

use crate::breaking::rules;

rules! {
    VARIABLE_RETYPED: "typescript/variable-retyped", Definite {
        meaning: "A variable has another type.",
        why: "What is done with it does not compile, or fails.",
        text: "`{symbol}` has another type: was `{before}`, is `{after}`",
        migration: "",
        old: "export const a: string;",
        new: "export const a: number;",
        symbol: "a",
    }
    VALUE_CHANGED: "typescript/value-changed", Possible {
        meaning: "A constant has another value.",
        why: "Those who rely on the value get another one.",
        text: "the value of `{symbol}` was {detail}",
        migration: "",
        old: "export const a = 'b';",
        new: "export const a = 'c';",
        symbol: "a",
    }
    ENUM_MEMBER_REMOVED: "typescript/enum-member-removed", Definite {
        meaning: "A member of an enum is gone.",
        why: "Uses of it fail.",
        text: "`{symbol}` is gone",
        migration: "",
        old: "export enum A { B, C }",
        new: "export enum A { B }",
        symbol: "A.C",
    }
    ENUM_VALUE_CHANGED: "typescript/enum-value-changed", Likely {
        meaning: "A member of an enum has another value.",
        why: "Values that were stored, sent or compiled in mean something else.",
        text: "the value of `{symbol}` was {detail}",
        migration: "",
        old: "export enum A { B = 1 }",
        new: "export enum A { B = 2 }",
        symbol: "A.B",
    }
    ENUM_MADE_CONST: "typescript/enum-made-const", Likely {
        meaning: "An enum is there only while compiling.",
        why: "Uses of it as a value at run time, or from files compiled one by one, fail.",
        text: "`{symbol}` is a constant enum now: it is not there at run time",
        migration: "",
        old: "export enum A { B }",
        new: "export const enum A { B }",
        symbol: "A",
    }
}
