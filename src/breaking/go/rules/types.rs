//! Types, and what can be done with their values.

use crate::breaking::rules;

rules! {
    TYPE_CHANGED: "go/type-changed", Definite {
        meaning: "An exported type is made of something else.",
        why: "Conversions, literals and operations on it no longer compile.",
        text: "the type `{symbol}` changed{detail}",
        migration: "",
        old: "package demo\ntype A int\n",
        new: "package demo\ntype A string\n",
        symbol: "demo.A",
    }
    TYPE_PARAMETERS_CHANGED: "go/type-parameters-changed", Definite {
        meaning: "A type has other type parameters.",
        why: "Its instances no longer compile.",
        text: "the type parameters of `{symbol}` changed",
        migration: "",
        old: "package demo\ntype A[T any] struct{}\n",
        new: "package demo\ntype A[T, U any] struct{}\n",
        symbol: "demo.A",
    }
    CHANNEL_DIRECTION_CHANGED: "go/channel-direction-changed", Definite {
        meaning: "A channel type lost a direction.",
        why: "Sending to it, or receiving from it, no longer compiles.",
        text: "`{symbol}` cannot be used in both directions any more",
        migration: "",
        old: "package demo\ntype A chan int\n",
        new: "package demo\ntype A <-chan int\n",
        symbol: "demo.A",
    }
    FIELD_REMOVED: "go/field-removed", Definite {
        meaning: "An exported field is gone.",
        why: "Selectors and literals that name it no longer compile.",
        text: "the field `{symbol}` is gone{detail}",
        migration: "",
        old: "package demo\ntype A struct{ B int }\n",
        new: "package demo\ntype A struct{}\n",
        symbol: "demo.A.B",
    }
    FIELD_TYPE_CHANGED: "go/field-type-changed", Definite {
        meaning: "An exported field has another type.",
        why: "Uses of it no longer compile.",
        text: "the type of the field `{symbol}` changed",
        migration: "",
        old: "package demo\ntype A struct{ B int }\n",
        new: "package demo\ntype A struct{ B string }\n",
        symbol: "demo.A.B",
    }
    COMPARABILITY_LOST: "go/comparability-lost", Definite {
        meaning: "Values of a struct can no longer be compared.",
        why: "`==` and use as a map key no longer compile.",
        text: "values of `{symbol}` cannot be compared any more",
        migration: "",
        old: "package demo\ntype A struct{ b int }\n",
        new: "package demo\ntype A struct{ b []int }\n",
        symbol: "demo.A",
    }
    METHOD_REMOVED: "go/method-removed", Definite {
        meaning: "An exported method is gone.",
        why: "Calls of it no longer compile, and the type implements less.",
        text: "the method `{symbol}` is gone",
        migration: "",
        old: "package demo\ntype A int\nfunc (A) B() {}\n",
        new: "package demo\ntype A int\n",
        symbol: "demo.A.B",
    }
    METHOD_CHANGED: "go/method-changed", Definite {
        meaning: "An exported method has another signature.",
        why: "Calls of it no longer compile, and the type implements less.",
        text: "the signature of the method `{symbol}` changed",
        migration: "",
        old: "package demo\ntype A int\nfunc (A) B() {}\n",
        new: "package demo\ntype A int\nfunc (A) B(c int) {}\n",
        symbol: "demo.A.B",
    }
    METHOD_NEEDS_POINTER: "go/method-needs-pointer", Definite {
        meaning: "A method of values became one of pointers.",
        why: "Values no longer implement interfaces that ask for it.",
        text: "only pointers have the method `{symbol}` now",
        migration: "",
        old: "package demo\ntype A int\nfunc (A) B() {}\n",
        new: "package demo\ntype A int\nfunc (*A) B() {}\n",
        symbol: "demo.A.B",
    }
    INTERFACE_METHOD_ADDED: "go/interface-method-added", Definite {
        meaning: "An interface asks for a further method.",
        why: "Types of others no longer implement it.",
        text: "`{symbol}` is asked for now: types of others lack it",
        migration: "",
        old: "package demo\ntype A interface{ B() }\n",
        new: "package demo\ntype A interface{ B(); C() }\n",
        symbol: "demo.A.C",
    }
    INTERFACE_METHOD_REMOVED: "go/interface-method-removed", Definite {
        meaning: "A method of an interface is gone.",
        why: "Calls of it no longer compile.",
        text: "the method `{symbol}` is gone{detail}",
        migration: "",
        old: "package demo\ntype A interface{ B(); C() }\n",
        new: "package demo\ntype A interface{ B() }\n",
        symbol: "demo.A.C",
    }
    INTERFACE_METHOD_CHANGED: "go/interface-method-changed", Definite {
        meaning: "A method of an interface has another signature.",
        why: "Calls of it and types that implement it no longer compile.",
        text: "the signature of the method `{symbol}` changed",
        migration: "",
        old: "package demo\ntype A interface{ B() }\n",
        new: "package demo\ntype A interface{ B(c int) }\n",
        symbol: "demo.A.B",
    }
    CONSTRAINT_CHANGED: "go/constraint-changed", Likely {
        meaning: "A constraint allows other types.",
        why: "Instances with types that it no longer allows do not compile.",
        text: "`{symbol}` allows other types",
        migration: "",
        old: "package demo\ntype A interface{ ~int | ~string }\n",
        new: "package demo\ntype A interface{ ~int }\n",
        symbol: "demo.A",
    }
    NO_LONGER_IMPLEMENTS: "go/no-longer-implements", Definite {
        meaning: "A type no longer implements an interface of its package.",
        why: "Values of it cannot be used as that interface.",
        text: "`{symbol}` no longer implements `{detail}`",
        migration: "",
        old: "package demo\ntype I interface{ M(); m() }\ntype A int\nfunc (A) M() {}\nfunc (A) m() {}\n",
        new: "package demo\ntype I interface{ M(); m() }\ntype A int\nfunc (A) M() {}\n",
        symbol: "demo.A",
    }
}
