//! Packages, their entries, and the names that can be imported from them.

use crate::breaking::rules;

rules! {
    PACKAGE_REMOVED: "typescript/package-removed", Definite {
        meaning: "A package is gone from the repository.",
        why: "No further version of it can be published from here.",
        text: "the package `{symbol}` is gone",
        migration: "",
        old: "==> package.json\n{\"name\":\"all\",\"private\":true}\n==> packages/a/package.json\n{\"name\":\"a\"}\n==> packages/a/index.ts\nexport const a = 1;\n",
        new: "==> package.json\n{\"name\":\"all\",\"private\":true}\n",
        symbol: "a",
    }
    ENTRY_REMOVED: "typescript/entry-removed", Definite {
        meaning: "A module that could be imported by name is no longer among the exports of its package.",
        why: "Importing it fails.",
        text: "importing `{symbol}` fails: the package does not export it any more",
        migration: "Import what `{symbol}` offered from another entry.",
        old: "==> package.json\n{\"name\":\"demo\",\"exports\":{\".\":\"./index.ts\",\"./sub\":\"./sub.ts\"}}\n==> index.ts\nexport const a = 1;\n==> sub.ts\nexport const b = 1;\n",
        new: "==> package.json\n{\"name\":\"demo\",\"exports\":{\".\":\"./index.ts\"}}\n==> index.ts\nexport const a = 1;\n==> sub.ts\nexport const b = 1;\n",
        symbol: "demo/sub",
    }
    DEEP_IMPORTS_CLOSED: "typescript/deep-imports-closed", Possible {
        meaning: "The package lists its exports now.",
        why: "Files that are not listed can no longer be imported by their paths.",
        text: "files of `{symbol}` can be imported only as its `exports` lists them",
        migration: "",
        old: "==> package.json\n{\"name\":\"demo\",\"main\":\"./index.js\"}\n==> index.js\nexport const a = 1;\n",
        new: "==> package.json\n{\"name\":\"demo\",\"exports\":\"./index.js\"}\n==> index.js\nexport const a = 1;\n",
        symbol: "demo",
    }
    REQUIRE_REMOVED: "typescript/require-removed", Likely {
        meaning: "The package is an ES module only.",
        why: "`require` of it fails where ES modules cannot be required.",
        text: "`require(\"{symbol}\")` fails: the package is an ES module now",
        migration: "Use `import`, or `import()` from CommonJS.",
        old: "==> package.json\n{\"name\":\"demo\",\"type\":\"module\",\"exports\":{\".\":{\"require\":\"./index.cjs\",\"import\":\"./index.js\"}}}\n==> index.js\nexport const a = 1;\n",
        new: "==> package.json\n{\"name\":\"demo\",\"type\":\"module\",\"exports\":{\".\":{\"import\":\"./index.js\"}}}\n==> index.js\nexport const a = 1;\n",
        symbol: "demo",
    }
    TYPES_REMOVED: "typescript/types-removed", Likely {
        meaning: "The package no longer says where its types are.",
        why: "Users of TypeScript get no types, or an error.",
        text: "`{symbol}` does not say where its types are any more",
        migration: "",
        old: "==> package.json\n{\"name\":\"demo\",\"types\":\"./index.d.ts\",\"main\":\"./index.js\"}\n==> index.js\nexports.a = 1;\n==> index.d.ts\nexport const a: number;\n",
        new: "==> package.json\n{\"name\":\"demo\",\"main\":\"./index.js\"}\n==> index.js\nexports.a = 1;\n",
        symbol: "demo",
    }
    FUNCTION_REMOVED: "typescript/function-removed", Definite {
        meaning: "An exported function is gone.",
        why: "Importing it fails.",
        text: "the function `{symbol}` is not exported any more",
        migration: "",
        old: "export function f(): void {}\nexport const a = 1;",
        new: "export const a = 1;",
        symbol: "f",
    }
    CLASS_REMOVED: "typescript/class-removed", Definite {
        meaning: "An exported class is gone.",
        why: "Importing it fails.",
        text: "the class `{symbol}` is not exported any more",
        migration: "",
        old: "export class A {}\nexport const a = 1;",
        new: "export const a = 1;",
        symbol: "A",
    }
    INTERFACE_REMOVED: "typescript/interface-removed", Definite {
        meaning: "An exported interface is gone.",
        why: "Importing it fails to compile.",
        text: "the interface `{symbol}` is not exported any more",
        migration: "",
        old: "export interface A { b: string }\nexport const a = 1;",
        new: "export const a = 1;",
        symbol: "A",
    }
    TYPE_REMOVED: "typescript/type-removed", Definite {
        meaning: "An exported type is gone.",
        why: "Importing it fails to compile.",
        text: "the type `{symbol}` is not exported any more",
        migration: "",
        old: "export type A = string;\nexport const a = 1;",
        new: "export const a = 1;",
        symbol: "A",
    }
    ENUM_REMOVED: "typescript/enum-removed", Definite {
        meaning: "An exported enum is gone.",
        why: "Importing it fails.",
        text: "the enum `{symbol}` is not exported any more",
        migration: "",
        old: "export enum A { B }\nexport const a = 1;",
        new: "export const a = 1;",
        symbol: "A",
    }
    CONSTANT_REMOVED: "typescript/constant-removed", Definite {
        meaning: "An exported variable is gone.",
        why: "Importing it fails.",
        text: "`{symbol}` is not exported any more",
        migration: "",
        old: "export const b = 1;\nexport const a = 1;",
        new: "export const a = 1;",
        symbol: "b",
    }
    NAMESPACE_REMOVED: "typescript/namespace-removed", Definite {
        meaning: "An exported namespace is gone.",
        why: "Importing it fails.",
        text: "the namespace `{symbol}` is not exported any more",
        migration: "",
        old: "export namespace N { export const b = 1; }\nexport const a = 1;",
        new: "export const a = 1;",
        symbol: "N",
    }
    REEXPORT_REMOVED: "typescript/reexport-removed", Definite {
        meaning: "A name that was handed on from another module or package is gone.",
        why: "Importing it fails.",
        text: "`{symbol}` is not exported any more",
        migration: "",
        old: "export { b } from 'other';\nexport const a = 1;",
        new: "export const a = 1;",
        symbol: "b",
    }
    DEFAULT_EXPORT_REMOVED: "typescript/default-export-removed", Definite {
        meaning: "The default export is gone.",
        why: "Default imports fail or are undefined.",
        text: "`{symbol}`, the default export, is gone",
        migration: "",
        old: "export default function f(): void {}\nexport const a = 1;",
        new: "export function f(): void {}\nexport const a = 1;",
        symbol: "default",
    }
    EXPORT_MADE_TYPE_ONLY: "typescript/export-made-type-only", Definite {
        meaning: "What was a value is exported as a type alone.",
        why: "Using it as a value (calling, `new`, `instanceof`) fails.",
        text: "`{symbol}` is exported as a type alone: it cannot be used as a value any more",
        migration: "",
        old: "class A {}\nexport { A };",
        new: "class A {}\nexport type { A };",
        symbol: "A",
    }
    EXPORT_MADE_INTERNAL: "typescript/export-made-internal", Likely {
        meaning: "What was exported is marked as internal.",
        why: "It may be left out of the declarations, and can change at any time.",
        text: "`{symbol}` is marked as internal now",
        migration: "",
        old: "export const a: number = 1;",
        new: "/** @internal */\nexport const a: number = 1;",
        symbol: "a",
    }
    KIND_CHANGED: "typescript/kind-changed", Definite {
        meaning: "A name stands for another kind of thing.",
        why: "What could be called, constructed or used as a type cannot be any more.",
        text: "`{symbol}` {detail}",
        migration: "",
        old: "export class A { b: string }",
        new: "export interface A { b: string }",
        symbol: "A",
    }
}
