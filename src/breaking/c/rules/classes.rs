//! What only C++ has.

use crate::breaking::rules;

rules! {
    METHOD_REMOVED: "c/method-removed", Definite {
        meaning: "A method is gone.",
        why: "Code that uses it no longer compiles, and what was linked against it does not start.",
        text: "the method `{symbol}` is gone",
        migration: "",
        old: "class A {\npublic:\n  void a();\n  void b();\n};",
        new: "class A {\npublic:\n  void b();\n};",
        symbol: "A::a",
    }
    LESS_ACCESSIBLE: "c/less-accessible", Definite {
        meaning: "A member or type is less accessible.",
        why: "Code that is no longer allowed to use it does not compile.",
        text: "`{symbol}` is {detail} now",
        migration: "",
        old: "class A {\npublic:\n  void a();\n};",
        new: "class A {\nprotected:\n  void a();\n};",
        symbol: "A::a",
    }
    BASE_REMOVED: "c/base-removed", Definite {
        meaning: "A class no longer has a public base.",
        why: "It can no longer stand where that class is asked for, and what it inherited is gone.",
        text: "`{symbol}` is no longer a `{detail}`",
        migration: "",
        old: "struct B {};\nstruct A : B {};",
        new: "struct B {};\nstruct A {};",
        symbol: "A",
    }
    CLASS_NOW_FINAL: "c/class-now-final", Definite {
        meaning: "A class that others could derive from is final.",
        why: "Classes that derive from it no longer compile.",
        text: "`{symbol}` can no longer be derived from: it is final",
        migration: "",
        old: "class A {\npublic:\n  void a();\n};",
        new: "class A final {\npublic:\n  void a();\n};",
        symbol: "A",
    }
    PURE_VIRTUAL_ADDED: "c/pure-virtual-added", Definite {
        meaning: "A class that others derive from has a new method without a body.",
        why: "Classes that do not implement it cannot be made.",
        text: "who derives from the class must implement the new method `{symbol}`",
        migration: "",
        old: "class A {\npublic:\n  virtual ~A();\n};",
        new: "class A {\npublic:\n  virtual ~A();\n  virtual void a() = 0;\n};",
        symbol: "A::a",
    }
    NO_LONGER_VIRTUAL: "c/no-longer-virtual", Likely {
        meaning: "A method is no longer virtual.",
        why: "What overrides it is no longer called, and the table of methods is another.",
        text: "what overrides `{symbol}` is no longer called: it is not virtual any more",
        migration: "",
        old: "class A {\npublic:\n  virtual void a();\n};",
        new: "class A {\npublic:\n  void a();\n};",
        symbol: "A::a",
    }
    NOW_PURE: "c/method-now-pure", Definite {
        meaning: "A virtual method has no body any more.",
        why: "Classes that do not implement it cannot be made.",
        text: "who derives from the class must implement `{symbol}`",
        migration: "",
        old: "class A {\npublic:\n  virtual void a();\n};",
        new: "class A {\npublic:\n  virtual void a() = 0;\n};",
        symbol: "A::a",
    }
    METHOD_NOW_FINAL: "c/method-now-final", Definite {
        meaning: "A virtual method can no longer be overridden.",
        why: "Classes that override it no longer compile.",
        text: "`{symbol}` can no longer be overridden: it is final",
        migration: "",
        old: "class A {\npublic:\n  virtual void a();\n};",
        new: "class A {\npublic:\n  virtual void a() final;\n};",
        symbol: "A::a",
    }
    NO_LONGER_CONST: "c/no-longer-const", Definite {
        meaning: "A method can no longer be called on constant objects.",
        why: "Calls on constant objects no longer compile.",
        text: "`{symbol}` can no longer be called on constant objects",
        migration: "",
        old: "class A {\npublic:\n  int a() const;\n};",
        new: "class A {\npublic:\n  int a();\n};",
        symbol: "A::a",
    }
    STATIC_CHANGED: "c/static-changed", Definite {
        meaning: "A method became static, or is no longer.",
        why: "Calls, pointers and what was linked no longer fit.",
        text: "`{symbol}` {detail}",
        migration: "",
        old: "class A {\npublic:\n  static int a();\n};",
        new: "class A {\npublic:\n  int a();\n};",
        symbol: "A::a",
    }
    NOW_DELETED: "c/function-now-deleted", Definite {
        meaning: "A function is deleted.",
        why: "Calls of it no longer compile.",
        text: "calls of `{symbol}` no longer compile: it is deleted",
        migration: "",
        old: "class A {\npublic:\n  A(const A&);\n};",
        new: "class A {\npublic:\n  A(const A&) = delete;\n};",
        symbol: "A::A",
    }
    NOW_EXPLICIT: "c/constructor-now-explicit", Definite {
        meaning: "A constructor no longer converts by itself.",
        why: "Code that relied on the conversion no longer compiles.",
        text: "`{symbol}` no longer converts by itself: it is explicit",
        migration: "",
        old: "class A {\npublic:\n  A(int b);\n};",
        new: "class A {\npublic:\n  explicit A(int b);\n};",
        symbol: "A::A",
    }
    NO_LONGER_CONSTEXPR: "c/no-longer-constexpr", Likely {
        meaning: "A function can no longer be worked out by the compiler.",
        why: "Uses in constants no longer compile.",
        text: "`{symbol}` can no longer be used in constants",
        migration: "",
        old: "constexpr int a() { return 1; }",
        new: "int a();",
        symbol: "a",
    }
    NO_LONGER_NOEXCEPT: "c/no-longer-noexcept", Possible {
        meaning: "A function may throw.",
        why: "Code that counts on it not to throw does not compile or ends.",
        text: "`{symbol}` may throw now",
        migration: "",
        old: "namespace n {\nvoid a() noexcept;\n}",
        new: "namespace n {\nvoid a();\n}",
        symbol: "n::a",
    }
    DEFAULT_CONSTRUCTOR_GONE: "c/default-constructor-gone", Definite {
        meaning: "A class can no longer be made without arguments.",
        why: "Code that makes one without arguments no longer compiles.",
        text: "`{name}` can no longer be made without arguments",
        migration: "",
        old: "struct A {\npublic:\n  int a;\n};",
        new: "struct A {\npublic:\n  A(int b);\n  int a;\n};",
        symbol: "A",
    }
    TEMPLATE_PARAMETERS_CHANGED: "c/template-parameters-changed", Definite {
        meaning: "A template takes other parameters.",
        why: "Code that names it with its arguments no longer compiles.",
        text: "`{symbol}` takes {detail}",
        migration: "",
        old: "template <class T> struct A {};",
        new: "template <class T, class U> struct A {};",
        symbol: "A",
    }
}
