//! Fields and the constants of enums.

use crate::breaking::rules;

rules! {
    FIELD_REMOVED: "java/field-removed", Definite {
        meaning: "A field is gone.",
        why: "Code that uses it no longer compiles, and what was compiled before fails when it runs.",
        text: "the field `{symbol}` is gone",
        migration: "",
        old: "package demo;\npublic class A {\n  public int a;\n}",
        new: "package demo;\npublic class A {\n}",
        symbol: "demo.A.a",
    }
    ENUM_CONSTANT_REMOVED: "java/enum-constant-removed", Definite {
        meaning: "A constant of an enum is gone.",
        why: "Code that uses it no longer compiles, and what was compiled before fails when it runs.",
        text: "the constant `{symbol}` is gone",
        migration: "",
        old: "package demo;\npublic enum A { B, C }",
        new: "package demo;\npublic enum A { B }",
        symbol: "demo.A.C",
    }
    FIELD_TYPE_CHANGED: "java/field-type-changed", Definite {
        meaning: "A field has another type.",
        why: "Code that uses it no longer compiles, and what was compiled before does not find it.",
        text: "uses of `{symbol}` fail: {detail}",
        migration: "",
        old: "package demo;\npublic class A {\n  public int a;\n}",
        new: "package demo;\npublic class A {\n  public String a;\n}",
        symbol: "demo.A.a",
    }
    FIELD_ARGUMENTS_CHANGED: "java/field-type-arguments-changed", Likely {
        meaning: "A field has the same type with other type arguments.",
        why: "Code that uses it may no longer compile.",
        text: "uses of `{symbol}` may no longer compile: {detail}",
        migration: "",
        old: "package demo;\npublic class A {\n  public java.util.List<String> a;\n}",
        new: "package demo;\npublic class A {\n  public java.util.List<Integer> a;\n}",
        symbol: "demo.A.a",
    }
    FIELD_LESS_VISIBLE: "java/field-less-visible", Definite {
        meaning: "A field is less visible.",
        why: "Code that is no longer allowed to see it does not compile, or fails when it runs.",
        text: "`{symbol}` {detail}",
        migration: "",
        old: "package demo;\npublic class A {\n  public int a;\n}",
        new: "package demo;\npublic class A {\n  private int a;\n}",
        symbol: "demo.A.a",
    }
    FIELD_NOW_FINAL: "java/field-now-final", Definite {
        meaning: "A field that could be set is final.",
        why: "Code that sets it no longer compiles, or fails when it runs.",
        text: "`{symbol}` can no longer be set: it is final",
        migration: "",
        old: "package demo;\npublic class A {\n  public int a;\n}",
        new: "package demo;\npublic class A {\n  public final int a = b();\n  private static int b() { return 1; }\n}",
        symbol: "demo.A.a",
    }
    FIELD_NO_LONGER_FINAL: "java/field-no-longer-final", Possible {
        meaning: "A field is no longer final.",
        why: "Values that the compiler copied into users may differ from what it holds.",
        text: "`{symbol}` may change now",
        migration: "",
        old: "package demo;\npublic class A {\n  public final Object a = null;\n}",
        new: "package demo;\npublic class A {\n  public Object a = null;\n}",
        symbol: "demo.A.a",
    }
    FIELD_NOW_STATIC: "java/field-now-static", Definite {
        meaning: "A field became static.",
        why: "What was compiled before fails when it uses it.",
        text: "`{symbol}` belongs to no object any more: it is static",
        migration: "",
        old: "package demo;\npublic class A {\n  public int a;\n}",
        new: "package demo;\npublic class A {\n  public static int a;\n}",
        symbol: "demo.A.a",
    }
    FIELD_NO_LONGER_STATIC: "java/field-no-longer-static", Definite {
        meaning: "A static field became one of objects.",
        why: "Uses without an object no longer compile.",
        text: "`{symbol}` can no longer be used without an object",
        migration: "",
        old: "package demo;\npublic class A {\n  public static int a;\n}",
        new: "package demo;\npublic class A {\n  public int a;\n}",
        symbol: "demo.A.a",
    }
    CONSTANT_VALUE_CHANGED: "java/constant-value-changed", Likely {
        meaning: "A constant has another value.",
        why: "Compilers copy values of constants: what was compiled before goes on with the old one.",
        text: "`{symbol}` has another value, which those who use it only see when they are compiled again",
        migration: "",
        old: "package demo;\npublic class A {\n  public static final int a = 1;\n}",
        new: "package demo;\npublic class A {\n  public static final int a = 2;\n}",
        symbol: "demo.A.a",
    }
    NO_LONGER_CONSTANT: "java/no-longer-a-constant", Likely {
        meaning: "A field is no constant of the compiler any more.",
        why: "Uses in `case` and in annotations no longer compile.",
        text: "`{symbol}` can no longer be used in `case` and annotations: its value is made at run time",
        migration: "",
        old: "package demo;\npublic class A {\n  public static final int a = 1;\n}",
        new: "package demo;\npublic class A {\n  public static final int a = b();\n  private static int b() { return 1; }\n}",
        symbol: "demo.A.a",
    }
    ENUM_ORDER_CHANGED: "java/enum-order-changed", Possible {
        meaning: "Constants of an enum stand in another order.",
        why: "Numbers that were kept of them, and comparisons, mean something else.",
        text: "numbers of the constants of `{symbol}` mean others: their order changed",
        migration: "",
        old: "package demo;\npublic enum A { B, C }",
        new: "package demo;\npublic enum A { C, B }",
        symbol: "demo.A",
    }
    ENUM_CONSTANT_ADDED: "java/enum-constant-added", Possible {
        meaning: "An enum has a new constant.",
        why: "A `switch` over all constants that there were no longer covers them.",
        text: "a `switch` over all constants misses `{symbol}`",
        migration: "",
        old: "package demo;\npublic enum A { B }",
        new: "package demo;\npublic enum A { B, C }",
        symbol: "demo.A.C",
    }
    SERIAL_VERSION_CHANGED: "java/serial-version-changed", Possible {
        meaning: "A serializable class has another serial version.",
        why: "What was written by the old one cannot be read by the new one.",
        text: "what was written of `{symbol}` before can no longer be read",
        migration: "",
        old: "package demo;\npublic class A implements java.io.Serializable {\n  private static final long serialVersionUID = 1L;\n}",
        new: "package demo;\npublic class A implements java.io.Serializable {\n  private static final long serialVersionUID = 2L;\n}",
        symbol: "demo.A",
    }
}
