//! Files and their options.

use crate::breaking::rules;

rules! {
    FILE_REMOVED: "proto/file-removed", Definite {
        meaning: "A file is gone.",
        why: "Every import of it fails, and its generated code is gone.",
        text: "`{symbol}` is gone: imports of it fail",
        migration: "",
        old: "==> a.proto\nsyntax = \"proto3\";\npackage demo;\n==> b.proto\nsyntax = \"proto3\";\npackage demo;\n",
        new: "==> b.proto\nsyntax = \"proto3\";\npackage demo;\n",
        symbol: "a.proto",
    }
    FILE_MOVED: "proto/file-moved", Definite {
        meaning: "What a file declared stands in another file.",
        why: "Imports of the old file fail; generated code is included from elsewhere.",
        text: "`{symbol}` is gone: what it declared is in `{detail}`",
        migration: "",
        old: "==> a.proto\nsyntax = \"proto3\";\npackage demo;\nmessage A {}\n",
        new: "==> b.proto\nsyntax = \"proto3\";\npackage demo;\nmessage A {}\n",
        symbol: "a.proto",
    }
    FILE_OPTION_CHANGED: "proto/file-option-changed", Definite {
        meaning: "An option of a file that generated code depends on has another value.",
        why: "Generated code has other names, packages or methods.",
        text: "`{symbol}` is {detail}: generated code changes",
        migration: "",
        old: "syntax = \"proto3\";\npackage demo;\noption go_package = \"a\";\n",
        new: "syntax = \"proto3\";\npackage demo;\noption go_package = \"b\";\n",
        symbol: "demo.proto go_package",
    }
    SYNTAX_CHANGED: "proto/syntax-changed", Definite {
        meaning: "A file is written in another dialect.",
        why: "Presence, defaults and checks of fields differ.",
        text: "`{symbol}` is {detail}: presence, defaults and checks differ",
        migration: "",
        old: "syntax = \"proto3\";\n",
        new: "edition = \"2023\";\n",
        symbol: "demo.proto syntax",
    }
    PACKAGE_CHANGED: "proto/package-changed", Definite {
        meaning: "The package of a file has another name.",
        why: "Full names of its types and paths of its calls change.",
        text: "`{symbol}` is {detail}: full names change",
        migration: "",
        old: "package a;\n",
        new: "package b;\n",
        symbol: "demo.proto package",
    }
    TYPE_MOVED: "proto/type-moved", Definite {
        meaning: "A message, enumeration or service stands in another file.",
        why: "Generated code is included from elsewhere; importers of the old file miss it.",
        text: "`{symbol}` is in `{detail}` now: importers of the old file miss it",
        migration: "",
        old: "syntax = \"proto3\";\npackage demo;\nmessage A {}\nmessage B {}\n==> b.proto\nsyntax = \"proto3\";\npackage demo;\n",
        new: "syntax = \"proto3\";\npackage demo;\nmessage B {}\n==> b.proto\nsyntax = \"proto3\";\npackage demo;\nmessage A {}\n",
        symbol: "demo.A",
    }
}
