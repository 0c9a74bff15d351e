//! What types extend and implement.

use crate::breaking::rules;

rules! {
    SUPERCLASS_REMOVED: "java/superclass-removed", Definite {
        meaning: "A class no longer extends another one.",
        why: "It can no longer stand where that class is asked for, and what it inherited is gone.",
        text: "`{symbol}` is no longer a `{detail}`",
        migration: "",
        old: "package demo;\npublic class A extends Thread {\n}",
        new: "package demo;\npublic class A {\n}",
        symbol: "demo.A",
    }
    INTERFACE_REMOVED: "java/interface-removed", Definite {
        meaning: "A type no longer implements or extends an interface.",
        why: "It can no longer stand where that interface is asked for.",
        text: "`{symbol}` no longer implements `{detail}`",
        migration: "",
        old: "package demo;\npublic class A implements java.io.Serializable {\n}",
        new: "package demo;\npublic class A {\n}",
        symbol: "demo.A",
    }
    SUPERTYPE_OBLIGES: "java/supertype-obliges", Definite {
        meaning: "A type extends or implements something else now, which has methods that nobody implements.",
        why: "Classes that extend or implement it no longer compile, or fail when these methods are called.",
        text: "who extends or implements `{symbol}` must implement {detail}",
        migration: "",
        old: "package demo;\npublic interface A {\n}\n==> demo/B.java\npackage demo;\npublic interface B {\n  void b();\n}",
        new: "package demo;\npublic interface A extends B {\n}\n==> demo/B.java\npackage demo;\npublic interface B {\n  void b();\n}",
        symbol: "demo.A",
    }
    SUPERTYPE_ARGUMENTS_CHANGED: "java/supertype-arguments-changed", Possible {
        meaning: "A type extends or implements the same type with other type arguments.",
        why: "It may no longer fit where it is used.",
        text: "`{symbol}` is another `{detail}`",
        migration: "",
        old: "package demo;\npublic class A implements java.util.concurrent.Callable<String> {\n  public String call() { return null; }\n}",
        new: "package demo;\npublic class A implements java.util.concurrent.Callable<Object> {\n  public String call() { return null; }\n}",
        symbol: "demo.A",
    }
    NOW_CHECKED: "java/exception-now-checked", Definite {
        meaning: "An exception that need not be caught is checked.",
        why: "Code that throws it, or calls what does, must catch or declare it.",
        text: "`{symbol}` must be caught or declared: it is a checked exception now",
        migration: "",
        old: "package demo;\npublic class A extends RuntimeException {\n}",
        new: "package demo;\npublic class A extends Exception {\n}",
        symbol: "demo.A",
    }
}
