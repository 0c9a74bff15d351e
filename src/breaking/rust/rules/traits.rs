//! Traits and their members.

use crate::breaking::rules;

rules! {
    METHOD_ADDED: "rust/trait-method-added", Definite {
        meaning: "A trait that users can implement has one more method without a default.",
        why: "Impls of it no longer compile.",
        text: "`{symbol}` is new and has no default: impls lack it",
        migration: "Implement `{name}`.",
        old: "pub trait A { fn b(&self); }",
        new: "pub trait A { fn b(&self); fn c(&self); }",
        symbol: "demo::A::c",
    }
    CONST_ADDED: "rust/trait-constant-added", Definite {
        meaning: "A trait that users can implement has one more constant without a default.",
        why: "Impls of it no longer compile.",
        text: "the constant `{symbol}` is new and has no default: impls lack it",
        migration: "",
        old: "pub trait A {}",
        new: "pub trait A { const B: u8; }",
        symbol: "demo::A::B",
    }
    TYPE_ADDED: "rust/trait-type-added", Definite {
        meaning: "A trait that users can implement has one more associated type without a default.",
        why: "Impls of it, and `dyn` types of it, no longer compile.",
        text: "the type `{symbol}` is new and has no default: impls lack it",
        migration: "",
        old: "pub trait A {}",
        new: "pub trait A { type B; }",
        symbol: "demo::A::B",
    }
    METHOD_REMOVED: "rust/trait-method-removed", Definite {
        meaning: "A method of a trait is gone.",
        why: "Calls and impls of it no longer compile.",
        text: "`{symbol}` is gone",
        migration: "",
        old: "pub trait A { fn b(&self); }",
        new: "pub trait A {}",
        symbol: "demo::A::b",
    }
    CONST_REMOVED: "rust/trait-constant-removed", Definite {
        meaning: "A constant of a trait is gone.",
        why: "Uses and impls of it no longer compile.",
        text: "the constant `{symbol}` is gone",
        migration: "",
        old: "pub trait A { const B: u8; }",
        new: "pub trait A {}",
        symbol: "demo::A::B",
    }
    TYPE_REMOVED: "rust/trait-type-removed", Definite {
        meaning: "An associated type of a trait is gone.",
        why: "Uses and impls of it no longer compile.",
        text: "the type `{symbol}` is gone",
        migration: "",
        old: "pub trait A { type B; }",
        new: "pub trait A {}",
        symbol: "demo::A::B",
    }
    DEFAULT_REMOVED: "rust/trait-default-removed", Definite {
        meaning: "A member of a trait no longer has a default.",
        why: "Impls that relied on it no longer compile.",
        text: "`{symbol}` no longer has a default: impls have to say it",
        migration: "",
        old: "pub trait A { fn b(&self) {} }",
        new: "pub trait A { fn b(&self); }",
        symbol: "demo::A::b",
    }
    SUPERTRAIT_ADDED: "rust/supertrait-added", Definite {
        meaning: "A trait that users can implement asks for one more trait.",
        why: "Impls for types without it no longer compile.",
        text: "impls of `{symbol}` now need `{detail}`",
        migration: "",
        old: "pub trait A {}",
        new: "pub trait A: Clone {}",
        symbol: "demo::A",
    }
    SUPERTRAIT_REMOVED: "rust/supertrait-removed", Definite {
        meaning: "A trait no longer stands for another.",
        why: "Generic code that used the other trait through it no longer compiles.",
        text: "`{symbol}` no longer stands for `{detail}`",
        migration: "",
        old: "pub trait A: Clone {}",
        new: "pub trait A {}",
        symbol: "demo::A",
    }
    UNSAFE_ADDED: "rust/trait-unsafe-added", Definite {
        meaning: "A trait is now unsafe to implement.",
        why: "Impls without `unsafe` no longer compile.",
        text: "the trait `{symbol}` is now unsafe to implement",
        migration: "",
        old: "pub trait A {}",
        new: "pub unsafe trait A {}",
        symbol: "demo::A",
    }
    UNSAFE_REMOVED: "rust/trait-unsafe-removed", Definite {
        meaning: "A trait is no longer unsafe to implement.",
        why: "Impls with `unsafe` no longer compile.",
        text: "the trait `{symbol}` is no longer unsafe: `unsafe impl` is an error",
        migration: "",
        old: "pub unsafe trait A {}",
        new: "pub trait A {}",
        symbol: "demo::A",
    }
    METHOD_UNSAFE_REMOVED: "rust/trait-method-unsafe-removed", Definite {
        meaning: "A method of a trait is now safe.",
        why: "Impls that are `unsafe fn` no longer compile.",
        text: "`{symbol}` is now safe: impls with `unsafe fn` are errors",
        migration: "",
        old: "pub trait A { unsafe fn b(&self); }",
        new: "pub trait A { fn b(&self); }",
        symbol: "demo::A::b",
    }
    METHOD_TARGET_FEATURE_REMOVED: "rust/trait-method-target-feature-removed", Definite {
        meaning: "A method of a trait no longer has a target feature.",
        why: "Impls that need the feature no longer compile.",
        text: "`{symbol}` no longer promises {detail}: impls that need it are errors",
        migration: "",
        old: "pub trait A { #[target_feature(enable = \"avx2\")] unsafe fn b(&self); }",
        new: "pub trait A { unsafe fn b(&self); }",
        symbol: "demo::A::b",
    }
    SEALED: "rust/trait-sealed", Definite {
        meaning: "A trait can no longer be implemented by others.",
        why: "Impls of it no longer compile.",
        text: "`{symbol}` can no longer be implemented outside the crate",
        migration: "",
        old: "pub trait A {}",
        new: "mod private { pub trait Sealed {} }\npub trait A: private::Sealed {}",
        symbol: "demo::A",
    }
    NOT_DYN: "rust/trait-not-dyn-compatible", Definite {
        meaning: "A trait can no longer be used as `dyn`.",
        why: "Uses of `dyn` with it no longer compile.",
        text: "`dyn {name}` is no longer possible: {detail}",
        migration: "",
        old: "pub trait A { fn b(&self); }",
        new: "pub trait A { fn b(&self); fn c<T>(&self, d: T) {} }",
        symbol: "demo::A",
    }
    TRAIT_GENERICS: "rust/trait-generics-changed", Definite {
        meaning: "A trait has other parameters.",
        why: "Impls and bounds of it no longer compile.",
        text: "`{symbol}` has other parameters: {detail}",
        migration: "",
        old: "pub trait A<T> {}",
        new: "pub trait A<T, U> {}",
        symbol: "demo::A",
    }
    BOUND_ON_TYPE_ADDED: "rust/trait-type-bound-added", Definite {
        meaning: "An associated type of a trait has to satisfy more.",
        why: "Impls with types that do not satisfy it no longer compile.",
        text: "the type `{symbol}` has to satisfy more: {detail}",
        migration: "",
        old: "pub trait A { type B; }",
        new: "pub trait A { type B: Clone; }",
        symbol: "demo::A::B",
    }
}
