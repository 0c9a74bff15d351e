//! Interfaces, object types, unions and other aliases.

use crate::breaking::rules;

rules! {
    REQUIRED_MEMBER_ADDED: "typescript/required-member-added", Definite {
        meaning: "A type that users make values of has a new member that must be there.",
        why: "What users make lacks it.",
        text: "values of the type must have `{symbol}` now",
        migration: "",
        old: "export interface A { b: string }\nexport function f(a: A): void {}",
        new: "export interface A { b: string; c: number }\nexport function f(a: A): void {}",
        symbol: "A.c",
    }
    MEMBER_REQUIRED: "typescript/member-required", Definite {
        meaning: "A member that could be left out must be there.",
        why: "Values without it do not compile, or fail.",
        text: "values of the type must have `{symbol}`: it could be left out",
        migration: "",
        old: "export interface A { b?: string }",
        new: "export interface A { b: string }",
        symbol: "A.b",
    }
    INDEX_SIGNATURE_REMOVED: "typescript/index-signature-removed", Definite {
        meaning: "Members of any name are no longer allowed.",
        why: "Uses of other names do not compile.",
        text: "`{symbol}` does not allow any name any more",
        migration: "",
        old: "export interface A { [name: string]: number }\nexport const a: A;",
        new: "export interface A { b?: number }\nexport const a: A;",
        symbol: "A",
    }
    UNION_NARROWED: "typescript/union-narrowed", Definite {
        meaning: "A union that users give values of allows less.",
        why: "Values that are left out of it do not compile, or fail.",
        text: "`{symbol}` does not allow what it allowed: {detail}",
        migration: "",
        old: "export type A = 'a' | 'b';",
        new: "export type A = 'a';",
        symbol: "A",
    }
    UNION_WIDENED: "typescript/union-widened", Definite {
        meaning: "A union that users get values of holds more.",
        why: "What users do with it does not provide for the rest.",
        text: "`{symbol}` may be more than it could be: {detail}",
        migration: "",
        old: "export type A = string;\nexport function f(): A { return \"\" }",
        new: "export type A = string | undefined;\nexport function f(): A { return \"\" }",
        symbol: "A",
    }
    TYPE_CHANGED: "typescript/type-changed", Definite {
        meaning: "A type alias stands for another type.",
        why: "Uses of it do not compile.",
        text: "`{symbol}` is another type: was `{before}`, is `{after}`",
        migration: "",
        old: "export type A = string;",
        new: "export type A = number;",
        symbol: "A",
    }
}
