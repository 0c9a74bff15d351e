//! Methods and constructors.

use crate::breaking::rules;

rules! {
    METHOD_REMOVED: "java/method-removed", Definite {
        meaning: "A method is gone.",
        why: "Code that uses it no longer compiles, and what was compiled before fails when it runs.",
        text: "the method `{symbol}` is gone",
        migration: "",
        old: "package demo;\npublic class A {\n  public void a() {}\n}",
        new: "package demo;\npublic class A {\n}",
        symbol: "demo.A.a",
    }
    PARAMETERS_CHANGED: "java/parameters-changed", Definite {
        meaning: "A method takes other parameters.",
        why: "Calls no longer compile, and what was compiled before does not find it.",
        text: "calls of `{symbol}` fail: {detail}",
        migration: "",
        old: "package demo;\npublic class A {\n  public void a(int b) {}\n}",
        new: "package demo;\npublic class A {\n  public void a(int b, String c) {}\n}",
        symbol: "demo.A.a",
    }
    PARAMETER_ARGUMENTS_CHANGED: "java/parameter-type-arguments-changed", Likely {
        meaning: "A parameter has other type arguments.",
        why: "Values that fitted may no longer do, and methods that override it no longer compile.",
        text: "arguments of `{symbol}` may no longer fit: {detail}",
        migration: "",
        old: "package demo;\npublic class A {\n  public void a(java.util.List<String> b) {}\n}",
        new: "package demo;\npublic class A {\n  public void a(java.util.List<Integer> b) {}\n}",
        symbol: "demo.A.a",
    }
    VARARGS_NOW_ARRAY: "java/varargs-now-array", Definite {
        meaning: "A parameter that took any number of values takes an array.",
        why: "Calls that list values no longer compile.",
        text: "calls of `{symbol}` have to make an array: its last parameter is no longer `...`",
        migration: "",
        old: "package demo;\npublic class A {\n  public void a(String... b) {}\n}",
        new: "package demo;\npublic class A {\n  public void a(String[] b) {}\n}",
        symbol: "demo.A.a",
    }
    RETURN_TYPE_CHANGED: "java/return-type-changed", Definite {
        meaning: "A method returns something else.",
        why: "Code that uses the result no longer compiles, and what was compiled before does not find the method.",
        text: "`{symbol}` returns {detail}",
        migration: "",
        old: "package demo;\npublic class A {\n  public int a() { return 1; }\n}",
        new: "package demo;\npublic class A {\n  public String a() { return null; }\n}",
        symbol: "demo.A.a",
    }
    RETURN_TYPE_NARROWED: "java/return-type-narrowed", Likely {
        meaning: "A method returns something more special.",
        why: "Calls still compile, but what was compiled before does not find the method, and methods that override it no longer compile.",
        text: "what was compiled against `{symbol}` has to be compiled again: it returns {detail}",
        migration: "",
        old: "package demo;\npublic class A {\n  public Object a() { return null; }\n}",
        new: "package demo;\npublic class A {\n  public String a() { return null; }\n}",
        symbol: "demo.A.a",
    }
    RETURN_ARGUMENTS_CHANGED: "java/return-type-arguments-changed", Likely {
        meaning: "A method returns the same type with other type arguments.",
        why: "Code that uses the result may no longer compile.",
        text: "uses of what `{symbol}` returns may no longer compile: {detail}",
        migration: "",
        old: "package demo;\npublic class A {\n  public java.util.List<String> a() { return null; }\n}",
        new: "package demo;\npublic class A {\n  public java.util.List<Integer> a() { return null; }\n}",
        symbol: "demo.A.a",
    }
    METHOD_TYPE_PARAMETERS_CHANGED: "java/method-type-parameters-changed", Likely {
        meaning: "A generic method has other type parameters.",
        why: "Calls that name type arguments, and methods that override it, no longer compile.",
        text: "`{symbol}` has other type parameters: {detail}",
        migration: "",
        old: "package demo;\npublic class A {\n  public <T> T a(Class<T> b) { return null; }\n}",
        new: "package demo;\npublic class A {\n  public <T, U> T a(Class<T> b, Class<? super U> c, U d) { return null; }\n  public <T, U extends T> T a(Class<T> b) { return null; }\n}",
        symbol: "demo.A.a",
    }
    METHOD_LESS_VISIBLE: "java/method-less-visible", Definite {
        meaning: "A method is less visible.",
        why: "Code that is no longer allowed to call it does not compile, or fails when it runs.",
        text: "`{symbol}` {detail}",
        migration: "",
        old: "package demo;\npublic class A {\n  public void a() {}\n}",
        new: "package demo;\npublic class A {\n  protected void a() {}\n}",
        symbol: "demo.A.a",
    }
    METHOD_NOW_STATIC: "java/method-now-static", Definite {
        meaning: "A method became static.",
        why: "What was compiled before fails when it calls it, and methods that override it no longer compile.",
        text: "`{symbol}` belongs to no object any more: it is static",
        migration: "",
        old: "package demo;\npublic class A {\n  public void a() {}\n}",
        new: "package demo;\npublic class A {\n  public static void a() {}\n}",
        symbol: "demo.A.a",
    }
    METHOD_NO_LONGER_STATIC: "java/method-no-longer-static", Definite {
        meaning: "A static method became one of objects.",
        why: "Calls without an object no longer compile.",
        text: "`{symbol}` can no longer be called without an object",
        migration: "",
        old: "package demo;\npublic class A {\n  public static void a() {}\n}",
        new: "package demo;\npublic class A {\n  public void a() {}\n}",
        symbol: "demo.A.a",
    }
    METHOD_NOW_FINAL: "java/method-now-final", Definite {
        meaning: "A method that others could override is final.",
        why: "Classes that override it no longer compile or load.",
        text: "`{symbol}` can no longer be overridden: it is final",
        migration: "",
        old: "package demo;\npublic class A {\n  public void a() {}\n}",
        new: "package demo;\npublic class A {\n  public final void a() {}\n}",
        symbol: "demo.A.a",
    }
    METHOD_NOW_ABSTRACT: "java/method-now-abstract", Definite {
        meaning: "A method that had a body is abstract.",
        why: "Classes that do not implement it no longer compile, and calls of the inherited one fail.",
        text: "who extends the class must implement `{symbol}`: it is abstract now",
        migration: "",
        old: "package demo;\npublic abstract class A {\n  public void a() {}\n}",
        new: "package demo;\npublic abstract class A {\n  public abstract void a();\n}",
        symbol: "demo.A.a",
    }
    DEFAULT_REMOVED: "java/default-method-now-abstract", Definite {
        meaning: "A method of an interface has no default any more.",
        why: "Classes that relied on it no longer compile, or fail when it is called.",
        text: "who implements the interface must implement `{symbol}`: it has no default any more",
        migration: "",
        old: "package demo;\npublic interface A {\n  default void a() {}\n}",
        new: "package demo;\npublic interface A {\n  void a();\n}",
        symbol: "demo.A.a",
    }
    ABSTRACT_METHOD_ADDED: "java/abstract-method-added", Definite {
        meaning: "An interface or class that others implement or extend has a new abstract method.",
        why: "Classes that do not implement it no longer compile, or fail when it is called.",
        text: "who implements or extends the type must implement the new method `{symbol}`",
        migration: "Implement `{name}` in all types that implement or extend its type.",
        old: "package demo;\npublic interface A {\n}",
        new: "package demo;\npublic interface A {\n  void a();\n}",
        symbol: "demo.A.a",
    }
    CHECKED_EXCEPTION_ADDED: "java/checked-exception-added", Definite {
        meaning: "A method throws another checked exception.",
        why: "Callers that neither catch nor declare it no longer compile.",
        text: "callers of `{symbol}` must catch or declare {detail}",
        migration: "",
        old: "package demo;\npublic class A {\n  public void a() {}\n}",
        new: "package demo;\npublic class A {\n  public void a() throws java.io.IOException {}\n}",
        symbol: "demo.A.a",
    }
    CHECKED_EXCEPTION_REMOVED: "java/checked-exception-removed", Likely {
        meaning: "A method no longer throws a checked exception.",
        why: "Code that catches what nothing throws no longer compiles, nor does a method that overrides it and throws it.",
        text: "catching {detail} around `{symbol}` no longer compiles",
        migration: "",
        old: "package demo;\npublic class A {\n  public void a() throws java.io.IOException {}\n}",
        new: "package demo;\npublic class A {\n  public void a() {}\n}",
        symbol: "demo.A.a",
    }
    CONSTRUCTOR_REMOVED: "java/constructor-removed", Definite {
        meaning: "A constructor is gone.",
        why: "`new` with these arguments no longer compiles, and fails when it runs.",
        text: "the constructor `{detail}` is gone",
        migration: "",
        old: "package demo;\npublic class A {\n  public A() {}\n  public A(int b) {}\n}",
        new: "package demo;\npublic class A {\n  public A() {}\n}",
        symbol: "demo.A.A",
    }
    CONSTRUCTOR_CHANGED: "java/constructor-parameters-changed", Definite {
        meaning: "A constructor takes other parameters.",
        why: "`new` with the arguments that it took no longer compiles, and fails when it runs.",
        text: "`new {name}(...)` fails as it was: {detail}",
        migration: "",
        old: "package demo;\npublic class A {\n  public A(int b) {}\n}",
        new: "package demo;\npublic class A {\n  public A(int b, String c) {}\n}",
        symbol: "demo.A.A",
    }
    DEFAULT_CONSTRUCTOR_GONE: "java/default-constructor-gone", Definite {
        meaning: "A class no longer has the constructor without arguments that it had without saying so.",
        why: "`new` without arguments no longer compiles, nor do classes that extend it.",
        text: "`new {name}()` fails: the class had a constructor without arguments as long as it had none of its own",
        migration: "",
        old: "package demo;\npublic class A {\n}",
        new: "package demo;\npublic class A {\n  public A(int b) {}\n}",
        symbol: "demo.A.A",
    }
    CONSTRUCTOR_LESS_VISIBLE: "java/constructor-less-visible", Definite {
        meaning: "A constructor is less visible.",
        why: "Code that is no longer allowed to call it does not compile, or fails when it runs.",
        text: "the constructor `{symbol}` {detail}",
        migration: "",
        old: "package demo;\npublic class A {\n  public A() {}\n}",
        new: "package demo;\npublic class A {\n  A() {}\n  public static A of() { return new A(); }\n}",
        symbol: "demo.A.A",
    }
}
