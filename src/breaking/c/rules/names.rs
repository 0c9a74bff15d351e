//! Headers, macros and variables.

use crate::breaking::rules;

rules! {
    HEADER_REMOVED: "c/header-removed", Definite {
        meaning: "A header is gone.",
        why: "`#include` of it fails.",
        text: "`#include <{symbol}>` fails: the header is gone",
        migration: "",
        old: "==> include/a.h\nint a(void);\n==> include/b.h\nint b(void);",
        new: "==> include/b.h\nint b(void);",
        symbol: "a.h",
    }
    MOVED_TO_HEADER: "c/moved-to-another-header", Likely {
        meaning: "A name moved to a header that its old one does not include.",
        why: "Code that includes only the old header no longer compiles.",
        text: "`{symbol}` needs `#include <{detail}>` now",
        migration: "",
        old: "==> include/a.h\nint a(void);\nint c(void);\n==> include/b.h\nint b(void);",
        new: "==> include/a.h\nint c(void);\n==> include/b.h\nint b(void);\nint a(void);",
        symbol: "a",
    }
    MACRO_REMOVED: "c/macro-removed", Definite {
        meaning: "A macro is gone.",
        why: "Code that uses it no longer compiles, or takes another branch.",
        text: "the macro `{symbol}` is gone",
        migration: "",
        old: "#define A 1\n#define B 2",
        new: "#define B 2",
        symbol: "A",
    }
    MACRO_ARGUMENTS_CHANGED: "c/macro-arguments-changed", Definite {
        meaning: "A macro takes another number of arguments.",
        why: "Uses of it no longer compile.",
        text: "uses of `{symbol}` fail: it takes {detail}",
        migration: "",
        old: "#define A(x) (x)",
        new: "#define A(x, y) ((x) + (y))",
        symbol: "A",
    }
    MACRO_VALUE_CHANGED: "c/macro-value-changed", Likely {
        meaning: "A macro that stands for a value stands for another one.",
        why: "What was compiled goes on with the old one.",
        text: "`{symbol}` is {detail}, which what was compiled does not know",
        migration: "",
        old: "#define A 1",
        new: "#define A 2",
        symbol: "A",
    }
    VARIABLE_REMOVED: "c/variable-removed", Definite {
        meaning: "A variable or constant is gone.",
        why: "Code that uses it no longer compiles, and what was linked against it does not start.",
        text: "the variable `{symbol}` is gone",
        migration: "",
        old: "extern int a;\nint b(void);",
        new: "int b(void);",
        symbol: "a",
    }
    VARIABLE_TYPE_CHANGED: "c/variable-type-changed", Definite {
        meaning: "A variable has another type.",
        why: "What was compiled reads and writes it wrongly.",
        text: "uses of `{symbol}` are wrong: {detail}",
        migration: "",
        old: "extern int a;",
        new: "extern double a;",
        symbol: "a",
    }
    CONSTANT_VALUE_CHANGED: "c/constant-value-changed", Likely {
        meaning: "A constant has another value.",
        why: "What was compiled goes on with the old one.",
        text: "`{symbol}` is {detail}, which what was compiled does not know",
        migration: "",
        old: "constexpr int a = 1;",
        new: "constexpr int a = 2;",
        symbol: "a",
    }
}
