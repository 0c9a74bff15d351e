//! Types: whether they are there, who can use, make and extend them.

use crate::breaking::rules;

rules! {
    TYPE_REMOVED: "java/type-removed", Definite {
        meaning: "A public class, interface, enum, record or annotation is gone.",
        why: "Code that uses it no longer compiles, and what was compiled before fails when it runs.",
        text: "{detail} `{symbol}` is gone",
        migration: "",
        old: "package demo;\npublic class A {\n  public static class B {}\n}",
        new: "package demo;\npublic class A {\n}",
        symbol: "demo.A.B",
    }
    TYPE_LESS_VISIBLE: "java/type-less-visible", Definite {
        meaning: "A type is less visible.",
        why: "Code that is no longer allowed to see it does not compile.",
        text: "`{symbol}` {detail}",
        migration: "",
        old: "package demo;\npublic class A {\n  public static class B {}\n}",
        new: "package demo;\npublic class A {\n  static class B {}\n}",
        symbol: "demo.A.B",
    }
    KIND_CHANGED: "java/kind-changed", Definite {
        meaning: "A class became an interface, an enum something else, and so on.",
        why: "Code that makes, extends or implements it no longer compiles, and calls fail when they run.",
        text: "`{symbol}` was {detail}",
        migration: "",
        old: "package demo;\npublic class A {\n}",
        new: "package demo;\npublic interface A {\n}",
        symbol: "demo.A",
    }
    TYPE_NOW_FINAL: "java/type-now-final", Definite {
        meaning: "A class that others could extend is final.",
        why: "Classes that extend it no longer compile or load.",
        text: "`{symbol}` can no longer be extended: it is final",
        migration: "",
        old: "package demo;\npublic class A {\n}",
        new: "package demo;\npublic final class A {\n}",
        symbol: "demo.A",
    }
    TYPE_NOW_SEALED: "java/type-now-sealed", Definite {
        meaning: "A class or interface that anybody could extend is sealed.",
        why: "Classes of others that extend or implement it no longer compile or load.",
        text: "`{symbol}` can no longer be extended by others: it is sealed",
        migration: "",
        old: "package demo;\npublic interface A {\n}",
        new: "package demo;\npublic sealed interface A {\n  record B() implements A {}\n}",
        symbol: "demo.A",
    }
    TYPE_NOT_EXTENDABLE: "java/no-constructor-for-subclasses", Definite {
        meaning: "A class that others could extend has no constructor, or an abstract method, that they can reach.",
        why: "Classes that extend it no longer compile.",
        text: "`{symbol}` can no longer be extended: {detail}",
        migration: "",
        old: "package demo;\npublic abstract class A {\n  public A() {}\n}",
        new: "package demo;\npublic abstract class A {\n  public A() {}\n  abstract void a();\n}",
        symbol: "demo.A",
    }
    TYPE_NOW_ABSTRACT: "java/type-now-abstract", Definite {
        meaning: "A class that others could make is abstract.",
        why: "`new` no longer compiles, and fails when it runs.",
        text: "`{symbol}` can no longer be made: it is abstract",
        migration: "",
        old: "package demo;\npublic class A {\n}",
        new: "package demo;\npublic abstract class A {\n}",
        symbol: "demo.A",
    }
    NESTED_NOW_INNER: "java/nested-type-static-changed", Definite {
        meaning: "A nested class became static, or is no longer.",
        why: "Making one is written in another way, and constructors take another number of arguments when they run.",
        text: "`{symbol}` {detail}",
        migration: "",
        old: "package demo;\npublic class A {\n  public static class B {}\n}",
        new: "package demo;\npublic class A {\n  public class B {}\n}",
        symbol: "demo.A.B",
    }
    PERMITTED_ADDED: "java/permitted-type-added", Possible {
        meaning: "A sealed type lets another type extend it.",
        why: "A `switch` over all types that there were no longer covers them.",
        text: "a `switch` over `{symbol}` without a default misses {detail}",
        migration: "",
        old: "package demo;\npublic sealed interface A permits A.B {\n  record B() implements A {}\n}",
        new: "package demo;\npublic sealed interface A permits A.B, A.C {\n  record B() implements A {}\n  record C() implements A {}\n}",
        symbol: "demo.A",
    }
    TYPE_PARAMETERS_CHANGED: "java/type-parameters-changed", Definite {
        meaning: "A type has another number of type parameters.",
        why: "Code that names it with its type arguments no longer compiles.",
        text: "`{symbol}` {detail}",
        migration: "",
        old: "package demo;\npublic class A<T> {\n}",
        new: "package demo;\npublic class A<T, U> {\n}",
        symbol: "demo.A",
    }
    TYPE_NOW_GENERIC: "java/type-now-generic", Possible {
        meaning: "A type has type parameters that had none.",
        why: "It still works as a raw type, with warnings.",
        text: "`{symbol}` has type parameters now",
        migration: "",
        old: "package demo;\npublic class A {\n}",
        new: "package demo;\npublic class A<T> {\n}",
        symbol: "demo.A",
    }
    BOUND_CHANGED: "java/type-parameter-bound-changed", Likely {
        meaning: "A type parameter has another bound.",
        why: "Type arguments that no longer fit do not compile, and members that name it are others when they run.",
        text: "a type parameter of `{symbol}` has another bound: {detail}",
        migration: "",
        old: "package demo;\npublic class A<T> {\n}",
        new: "package demo;\npublic class A<T extends Number> {\n}",
        symbol: "demo.A",
    }
}
