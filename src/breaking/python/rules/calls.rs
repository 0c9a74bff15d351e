//! Functions and their parameters.

use crate::breaking::rules;

rules! {
    PARAMETER_REMOVED: "python/parameter-removed", Definite {
        meaning: "A parameter is gone.",
        why: "Calls that pass it fail.",
        text: "{detail}",
        migration: "",
        old: "def f(x, y=1): ...\n",
        new: "def f(x): ...\n",
        symbol: "pkg.mod.f",
    }
    PARAMETER_RENAMED: "python/parameter-renamed", Definite {
        meaning: "A parameter has another name.",
        why: "Calls that name it fail.",
        text: "{detail}",
        migration: "",
        old: "def f(x): ...\n",
        new: "def f(y): ...\n",
        symbol: "pkg.mod.f",
    }
    PARAMETER_REQUIRED: "python/parameter-required", Definite {
        meaning: "A parameter has no default any more.",
        why: "Calls without it fail.",
        text: "{detail}",
        migration: "",
        old: "def f(x=1): ...\n",
        new: "def f(x): ...\n",
        symbol: "pkg.mod.f",
    }
    REQUIRED_PARAMETER_ADDED: "python/required-parameter-added", Definite {
        meaning: "A new parameter has no default.",
        why: "Calls without it fail.",
        text: "{detail}",
        migration: "",
        old: "def f(x): ...\n",
        new: "def f(x, y): ...\n",
        symbol: "pkg.mod.f",
    }
    PARAMETER_MOVED: "python/parameter-moved", Definite {
        meaning: "A parameter stands at another position.",
        why: "Calls by position mean something else.",
        text: "{detail}",
        migration: "",
        old: "def f(x, y): ...\n",
        new: "def f(y, x): ...\n",
        symbol: "pkg.mod.f",
    }
    PARAMETER_KEYWORD_ONLY: "python/parameter-keyword-only", Definite {
        meaning: "A parameter must be named.",
        why: "Calls by position fail.",
        text: "{detail}",
        migration: "",
        old: "def f(x): ...\n",
        new: "def f(*, x): ...\n",
        symbol: "pkg.mod.f",
    }
    PARAMETER_POSITIONAL_ONLY: "python/parameter-positional-only", Definite {
        meaning: "A parameter must be passed by position.",
        why: "Calls by name fail.",
        text: "{detail}",
        migration: "",
        old: "def f(x): ...\n",
        new: "def f(x, /): ...\n",
        symbol: "pkg.mod.f",
    }
    VARIADIC_REMOVED: "python/variadic-removed", Likely {
        meaning: "`*args` or `**kwargs` is gone.",
        why: "Calls with further arguments fail.",
        text: "{detail}",
        migration: "",
        old: "def f(x, **more): ...\n",
        new: "def f(x): ...\n",
        symbol: "pkg.mod.f",
    }
    DEFAULT_CHANGED: "python/default-changed", Possible {
        meaning: "A parameter has another default.",
        why: "Calls without it mean something else.",
        text: "{detail}",
        migration: "",
        old: "def f(x=1): ...\n",
        new: "def f(x=2): ...\n",
        symbol: "pkg.mod.f",
    }
    PARAMETER_TYPE_CHANGED: "python/parameter-type-changed", Likely {
        meaning: "A parameter takes another type.",
        why: "Calls with what was asked for are wrong.",
        text: "{detail}",
        migration: "",
        old: "def f(x: int): ...\n",
        new: "def f(x: str): ...\n",
        symbol: "pkg.mod.f",
    }
    RETURN_TYPE_CHANGED: "python/return-type-changed", Possible {
        meaning: "A function gives another type.",
        why: "Code that uses the result may be wrong; annotations alone do not decide it.",
        text: "{detail}",
        migration: "",
        old: "def f() -> int: ...\n",
        new: "def f() -> str: ...\n",
        symbol: "pkg.mod.f",
    }
    FUNCTION_ASYNC: "python/function-async", Definite {
        meaning: "A function became a coroutine.",
        why: "Callers get something to await instead of the result.",
        text: "{detail}",
        migration: "Await the result of `{name}`.",
        old: "def f() -> int: ...\n",
        new: "async def f() -> int: ...\n",
        symbol: "pkg.mod.f",
    }
    FUNCTION_NOT_ASYNC: "python/function-not-async", Definite {
        meaning: "A coroutine became a plain function.",
        why: "Callers that await the result fail.",
        text: "{detail}",
        migration: "Use the result of `{name}` without `await`.",
        old: "async def f() -> int: ...\n",
        new: "def f() -> int: ...\n",
        symbol: "pkg.mod.f",
    }
    BINDING_CHANGED: "python/binding-changed", Definite {
        meaning: "A static or class method became an instance method, or the other way round.",
        why: "Calls on the class lack an argument.",
        text: "{detail}",
        migration: "",
        old: "class A:\n    @staticmethod\n    def f(): ...\n",
        new: "class A:\n    def f(self): ...\n",
        symbol: "pkg.mod.A.f",
    }
}
