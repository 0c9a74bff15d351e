//! Functions: parameters and results.

use crate::breaking::rules;

rules! {
    FUNCTION_REMOVED: "c/function-removed", Definite {
        meaning: "A function is gone.",
        why: "Code that uses it no longer compiles, and what was linked against it does not start.",
        text: "the function `{symbol}` is gone",
        migration: "",
        old: "int a(void);\nint b(void);",
        new: "int b(void);",
        symbol: "a",
    }
    PARAMETERS_CHANGED: "c/parameters-changed", Definite {
        meaning: "A function takes other parameters.",
        why: "Calls no longer compile, or hand over what the function does not expect.",
        text: "calls of `{symbol}` fail: {detail}",
        migration: "",
        old: "int a(int b);",
        new: "int a(int b, int c);",
        symbol: "a",
    }
    PARAMETER_TYPE_CHANGED: "c/parameter-type-changed", Definite {
        meaning: "A parameter has another type.",
        why: "Calls no longer compile, or hand over what the function does not expect.",
        text: "calls of `{symbol}` hand over what it does not expect: {detail}",
        migration: "",
        old: "int a(char *b);",
        new: "int a(double b);",
        symbol: "a",
    }
    PARAMETER_TAKES_MORE: "c/parameter-const-added", Possible {
        meaning: "A parameter points to what is constant now.",
        why: "Calls still compile; pointers to the function, and its name in C++, are others.",
        text: "pointers to `{symbol}` no longer fit: {detail}",
        migration: "",
        old: "int a(char *b);",
        new: "int a(const char *b);",
        symbol: "a",
    }
    PARAMETER_WITH_DEFAULT_ADDED: "c/default-parameter-added", Likely {
        meaning: "A function takes more parameters, which have defaults.",
        why: "Calls still compile, but what was linked against it does not find it.",
        text: "what was compiled against `{symbol}` does not find it: {detail}",
        migration: "",
        old: "namespace n {\nint a(int b);\n}",
        new: "namespace n {\nint a(int b, int c = 1);\n}",
        symbol: "n::a",
    }
    DEFAULT_REMOVED: "c/default-argument-removed", Definite {
        meaning: "A parameter has no default any more.",
        why: "Calls that left it out no longer compile.",
        text: "calls of `{symbol}` must give every argument: {detail}",
        migration: "",
        old: "namespace n {\nint a(int b = 1);\n}",
        new: "namespace n {\nint a(int b);\n}",
        symbol: "n::a",
    }
    VARIADIC_CHANGED: "c/variadic-changed", Definite {
        meaning: "A function takes any number of arguments, or no longer does.",
        why: "Arguments are handed over in another way.",
        text: "calls of `{symbol}` hand over arguments in another way: {detail}",
        migration: "",
        old: "int a(const char *b, ...);",
        new: "int a(const char *b);",
        symbol: "a",
    }
    RETURN_TYPE_CHANGED: "c/return-type-changed", Definite {
        meaning: "A function returns something else.",
        why: "Code that uses the result no longer compiles, or reads what is not there.",
        text: "`{symbol}` returns {detail}",
        migration: "",
        old: "char *a(void);",
        new: "int a(void);",
        symbol: "a",
    }
    RETURN_NOW_CONST: "c/return-type-const-added", Likely {
        meaning: "A function returns a pointer to what is constant now.",
        why: "Code that changes or keeps what it points to no longer compiles without warnings.",
        text: "what `{symbol}` returns can no longer be changed: {detail}",
        migration: "",
        old: "char *a(void);",
        new: "const char *a(void);",
        symbol: "a",
    }
    RETURN_ADDED: "c/return-value-added", Possible {
        meaning: "A function that returned nothing returns something.",
        why: "Pointers to it no longer fit.",
        text: "pointers to `{symbol}` no longer fit: it returns {detail}",
        migration: "",
        old: "void a(void);",
        new: "int a(void);",
        symbol: "a",
    }
    FUNCTION_NOW_MACRO: "c/function-now-a-macro", Likely {
        meaning: "A function became a macro.",
        why: "What was linked against it does not find it, and it has no address.",
        text: "what was linked against `{symbol}` does not find it: it is a macro now",
        migration: "",
        old: "int a(int b);",
        new: "#define a(b) ((b) + 1)",
        symbol: "a",
    }
}
