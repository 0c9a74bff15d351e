//! Annotations and modules.

use crate::breaking::rules;

rules! {
    ELEMENT_REMOVED: "java/annotation-element-removed", Definite {
        meaning: "An annotation has lost an element.",
        why: "Uses that set it no longer compile.",
        text: "annotations that set `{symbol}` no longer compile: the element is gone",
        migration: "",
        old: "package demo;\npublic @interface A {\n  int a() default 1;\n}",
        new: "package demo;\npublic @interface A {\n}",
        symbol: "demo.A.a",
    }
    ELEMENT_ADDED: "java/annotation-element-added", Definite {
        meaning: "An annotation has a new element without a default.",
        why: "Uses that do not set it no longer compile.",
        text: "annotations have to set the new element `{symbol}`",
        migration: "",
        old: "package demo;\npublic @interface A {\n}",
        new: "package demo;\npublic @interface A {\n  int a();\n}",
        symbol: "demo.A.a",
    }
    ELEMENT_DEFAULT_REMOVED: "java/annotation-default-removed", Definite {
        meaning: "The element of an annotation has no default any more.",
        why: "Uses that do not set it no longer compile.",
        text: "annotations have to set `{symbol}`: it has no default any more",
        migration: "",
        old: "package demo;\npublic @interface A {\n  int a() default 1;\n}",
        new: "package demo;\npublic @interface A {\n  int a();\n}",
        symbol: "demo.A.a",
    }
    ELEMENT_DEFAULT_CHANGED: "java/annotation-default-changed", Possible {
        meaning: "The element of an annotation has another default.",
        why: "Uses that do not set it mean something else.",
        text: "annotations that do not set `{symbol}` mean something else: its default changed",
        migration: "",
        old: "package demo;\npublic @interface A {\n  int a() default 1;\n}",
        new: "package demo;\npublic @interface A {\n  int a() default 2;\n}",
        symbol: "demo.A.a",
    }
    RETENTION_REDUCED: "java/annotation-retention-reduced", Definite {
        meaning: "An annotation is kept for less long.",
        why: "Code that looks for it in classes or at run time no longer finds it.",
        text: "`{symbol}` is no longer kept as long as it was: {detail}",
        migration: "",
        old: "package demo;\nimport java.lang.annotation.*;\n@Retention(RetentionPolicy.RUNTIME)\npublic @interface A {\n}",
        new: "package demo;\nimport java.lang.annotation.*;\npublic @interface A {\n}",
        symbol: "demo.A",
    }
    TARGET_NARROWED: "java/annotation-target-narrowed", Definite {
        meaning: "An annotation may stand in fewer places.",
        why: "Uses in other places no longer compile.",
        text: "`{symbol}` may no longer stand on everything that it could: {detail}",
        migration: "",
        old: "package demo;\nimport java.lang.annotation.*;\n@Target({ElementType.TYPE, ElementType.METHOD})\npublic @interface A {\n}",
        new: "package demo;\nimport java.lang.annotation.*;\n@Target(ElementType.TYPE)\npublic @interface A {\n}",
        symbol: "demo.A",
    }
    INHERITED_REMOVED: "java/annotation-no-longer-inherited", Likely {
        meaning: "Classes no longer inherit an annotation.",
        why: "Code that looks for it on subclasses no longer finds it.",
        text: "subclasses no longer inherit `{symbol}`",
        migration: "",
        old: "package demo;\nimport java.lang.annotation.*;\n@Inherited\npublic @interface A {\n}",
        new: "package demo;\nimport java.lang.annotation.*;\npublic @interface A {\n}",
        symbol: "demo.A",
    }
    REPEATABLE_REMOVED: "java/annotation-no-longer-repeatable", Definite {
        meaning: "An annotation may stand on a thing but once.",
        why: "Uses that repeat it no longer compile.",
        text: "`{symbol}` can no longer be repeated",
        migration: "",
        old: "package demo;\nimport java.lang.annotation.*;\n@Repeatable(B.class)\npublic @interface A {\n}",
        new: "package demo;\nimport java.lang.annotation.*;\npublic @interface A {\n}",
        symbol: "demo.A",
    }
    MODULE_RENAMED: "java/module-renamed", Definite {
        meaning: "The module has another name.",
        why: "Modules that require it find nothing.",
        text: "modules that require `{symbol}` find nothing: it is called `{detail}` now",
        migration: "",
        old: "==> module-info.java\nmodule demo {\n  exports demo;\n}",
        new: "==> module-info.java\nmodule other {\n  exports demo;\n}",
        symbol: "demo",
    }
    PACKAGE_NOT_EXPORTED: "java/package-no-longer-exported", Definite {
        meaning: "The module no longer exports a package.",
        why: "Other modules can no longer use its types.",
        text: "other modules can no longer use the package `{symbol}`",
        migration: "",
        old: "==> module-info.java\nmodule demo {\n  exports demo;\n}\n==> demo/A.java\npackage demo;\npublic class A {\n}",
        new: "==> module-info.java\nmodule demo {\n}\n==> demo/A.java\npackage demo;\npublic class A {\n}",
        symbol: "demo",
    }
    TRANSITIVE_REMOVED: "java/transitive-requirement-removed", Likely {
        meaning: "The module no longer hands on another one.",
        why: "Modules that got it through this one have to require it themselves.",
        text: "modules that require `{detail}` have to require `{symbol}` themselves",
        migration: "",
        old: "==> module-info.java\nmodule demo {\n  exports demo;\n  requires transitive java.sql;\n}",
        new: "==> module-info.java\nmodule demo {\n  exports demo;\n}",
        symbol: "java.sql",
    }
    SERVICE_REMOVED: "java/service-no-longer-provided", Likely {
        meaning: "The module no longer provides a service.",
        why: "Code that loads services no longer finds its implementation.",
        text: "`{detail}` no longer provides `{symbol}`",
        migration: "",
        old: "==> module-info.java\nmodule demo {\n  exports demo;\n  provides java.sql.Driver with demo.A;\n}",
        new: "==> module-info.java\nmodule demo {\n  exports demo;\n}",
        symbol: "java.sql.Driver",
    }
}
