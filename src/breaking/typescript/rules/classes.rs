//! Classes, and members of anything that has members.

use crate::breaking::rules;

rules! {
    MEMBER_REMOVED: "typescript/member-removed", Definite {
        meaning: "A property or method is gone.",
        why: "Uses of it fail.",
        text: "`{symbol}` is gone",
        migration: "",
        old: "export class A { b(): void {} c(): void {} }",
        new: "export class A { b(): void {} }",
        symbol: "A.c",
    }
    MEMBER_HIDDEN: "typescript/member-hidden", Definite {
        meaning: "A member can be used by fewer.",
        why: "Uses from outside do not compile.",
        text: "`{symbol}` is {detail} now",
        migration: "",
        old: "export class A { b(): void {} }",
        new: "export class A { private b(): void {} }",
        symbol: "A.b",
    }
    MEMBER_RETYPED: "typescript/member-retyped", Definite {
        meaning: "A member has another type.",
        why: "What is done with it does not compile, or fails.",
        text: "`{symbol}` has another type: was `{before}`, is `{after}`",
        migration: "",
        old: "export class A { b: string }",
        new: "export class A { b: number }",
        symbol: "A.b",
    }
    MEMBER_OPTIONAL: "typescript/member-optional", Definite {
        meaning: "A member may be missing.",
        why: "Uses that do not ask first do not compile.",
        text: "`{symbol}` may be missing now",
        migration: "",
        old: "export class A { b: string }",
        new: "export class A { b?: string }",
        symbol: "A.b",
    }
    MEMBER_READONLY: "typescript/member-readonly", Likely {
        meaning: "A property can only be read.",
        why: "Assignments to it fail.",
        text: "`{symbol}` can only be read now",
        migration: "",
        old: "export class A { b: string }",
        new: "export class A { readonly b: string }",
        symbol: "A.b",
    }
    MEMBER_STATIC_CHANGED: "typescript/member-static-changed", Definite {
        meaning: "A member moved between the class and its instances.",
        why: "Uses in the old place fail.",
        text: "`{symbol}` is used in another way: {detail}",
        migration: "",
        old: "export class A { b(): void {} }",
        new: "export class A { static b(): void {} }",
        symbol: "A.b",
    }
    MEMBER_MADE_ABSTRACT: "typescript/member-made-abstract", Likely {
        meaning: "A member has no implementation any more.",
        why: "Classes that extend it must bring their own.",
        text: "`{symbol}` is abstract now: classes that extend must implement it",
        migration: "",
        old: "export abstract class A { b(): void {} }",
        new: "export abstract class A { abstract b(): void }",
        symbol: "A.b",
    }
    ABSTRACT_MEMBER_ADDED: "typescript/abstract-member-added", Definite {
        meaning: "A class has a new member that must be implemented.",
        why: "Classes that extend it do not compile.",
        text: "classes that extend must implement `{symbol}`",
        migration: "",
        old: "export abstract class A { abstract b(): void }",
        new: "export abstract class A { abstract b(): void; abstract c(): void }",
        symbol: "A.c",
    }
    CLASS_MADE_ABSTRACT: "typescript/class-made-abstract", Definite {
        meaning: "A class can no longer be constructed.",
        why: "`new` of it does not compile.",
        text: "`{symbol}` is abstract now: it cannot be constructed",
        migration: "",
        old: "export class A { b(): void {} }",
        new: "export abstract class A { b(): void {} }",
        symbol: "A",
    }
    CONSTRUCTOR_HIDDEN: "typescript/constructor-hidden", Definite {
        meaning: "A constructor can be used by fewer.",
        why: "`new`, or extending, does not compile.",
        text: "`{symbol}` cannot be called from outside any more",
        migration: "",
        old: "export class A { constructor() {} }",
        new: "export class A { private constructor() {} }",
        symbol: "A.constructor",
    }
    BASE_CHANGED: "typescript/base-changed", Likely {
        meaning: "A class or interface no longer extends what it extended.",
        why: "Inherited members are missing, and it cannot stand for its base.",
        text: "`{symbol}` does not extend `{detail}` any more",
        migration: "",
        old: "import { E } from 'events';\nexport class A extends E { b(): void {} }",
        new: "export class A { b(): void {} }",
        symbol: "A",
    }
}
