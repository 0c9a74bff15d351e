//! Modules, packages and the names that they export.

use crate::breaking::rules;

rules! {
    MODULE_PATH_CHANGED: "go/module-path-changed", Definite {
        meaning: "The module has another path.",
        why: "Every import of it fails until the path is changed.",
        text: "imports of `{symbol}` find nothing newer: the module is `{detail}` now",
        migration: "Import `{detail}` instead of `{symbol}`.",
        old: "==> go.mod\nmodule example.com/a\n==> a.go\npackage demo\n",
        new: "==> go.mod\nmodule example.com/b\n==> a.go\npackage demo\n",
        symbol: "example.com/a",
    }
    PACKAGE_REMOVED: "go/package-removed", Definite {
        meaning: "A package that others import is gone.",
        why: "Every import of it fails.",
        text: "importing `{symbol}` fails: the package is gone",
        migration: "",
        old: "==> a/a.go\npackage a\nfunc A() {}\n",
        new: "==> b.go\npackage demo\n",
        symbol: "example.com/demo/a",
    }
    PACKAGE_RENAMED: "go/package-renamed", Definite {
        meaning: "A package has another name in its package clause.",
        why: "Importers that use its name no longer compile.",
        text: "the package in `{symbol}` is called `{detail}` now",
        migration: "",
        old: "==> a/a.go\npackage a\nfunc A() {}\n",
        new: "==> a/a.go\npackage b\nfunc A() {}\n",
        symbol: "a",
    }
    FUNCTION_REMOVED: "go/function-removed", Definite {
        meaning: "An exported function is gone.",
        why: "Calls of it no longer compile.",
        text: "the function `{symbol}` is gone",
        migration: "",
        old: "package demo\nfunc A() {}\n",
        new: "package demo\n",
        symbol: "demo.A",
    }
    FUNCTION_CHANGED: "go/function-changed", Definite {
        meaning: "An exported function has another signature.",
        why: "Calls of it, or uses as a value, no longer compile.",
        text: "the signature of `{symbol}` changed",
        migration: "",
        old: "package demo\nfunc A(a int) {}\n",
        new: "package demo\nfunc A(a int, b string) {}\n",
        symbol: "demo.A",
    }
    VARIABLE_REMOVED: "go/variable-removed", Definite {
        meaning: "An exported variable is gone.",
        why: "Uses of it no longer compile.",
        text: "the variable `{symbol}` is gone",
        migration: "",
        old: "package demo\nvar A int\n",
        new: "package demo\n",
        symbol: "demo.A",
    }
    VARIABLE_TYPE_CHANGED: "go/variable-type-changed", Definite {
        meaning: "An exported variable has another type.",
        why: "Uses of it no longer compile.",
        text: "the type of `{symbol}` changed",
        migration: "",
        old: "package demo\nvar A int\n",
        new: "package demo\nvar A string\n",
        symbol: "demo.A",
    }
    CONSTANT_REMOVED: "go/constant-removed", Definite {
        meaning: "An exported constant is gone.",
        why: "Uses of it no longer compile.",
        text: "the constant `{symbol}` is gone",
        migration: "",
        old: "package demo\nconst A = 1\n",
        new: "package demo\n",
        symbol: "demo.A",
    }
    CONSTANT_TYPE_CHANGED: "go/constant-type-changed", Definite {
        meaning: "An exported constant has another type.",
        why: "Uses of it where the old type is needed no longer compile.",
        text: "the type of `{symbol}` changed",
        migration: "",
        old: "package demo\nconst A = 1\n",
        new: "package demo\nconst A int = 1\n",
        symbol: "demo.A",
    }
    CONSTANT_VALUE_CHANGED: "go/constant-value-changed", Definite {
        meaning: "An exported constant has another value.",
        why: "Array lengths, cases of switches and stored values depend on it.",
        text: "the value of `{symbol}` changed",
        migration: "",
        old: "package demo\nconst A = 1\n",
        new: "package demo\nconst A = 2\n",
        symbol: "demo.A",
    }
    KIND_CHANGED: "go/kind-changed", Definite {
        meaning: "An exported name is another kind of thing.",
        why: "Uses of it no longer compile.",
        text: "`{symbol}` is another kind of thing: {detail}",
        migration: "",
        old: "package demo\nvar A func()\n",
        new: "package demo\nfunc A() {}\n",
        symbol: "demo.A",
    }
    TYPE_REMOVED: "go/type-removed", Definite {
        meaning: "An exported type is gone.",
        why: "Uses of it no longer compile.",
        text: "the type `{symbol}` is gone",
        migration: "",
        old: "package demo\ntype A int\n",
        new: "package demo\n",
        symbol: "demo.A",
    }
}
