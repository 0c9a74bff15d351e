//! Functions, methods and constructors: what they take and what they give.

use crate::breaking::rules;

rules! {
    PARAMETER_ADDED: "typescript/parameter-added", Definite {
        meaning: "A function takes another parameter, which must be given.",
        why: "Calls without it fail.",
        text: "`{symbol}` needs another argument, `{detail}`",
        migration: "",
        old: "export function f(a: string): void {}",
        new: "export function f(a: string, b: number): void {}",
        symbol: "f",
    }
    PARAMETER_REMOVED: "typescript/parameter-removed", Definite {
        meaning: "A function takes one parameter less.",
        why: "Calls that pass it do not compile, or what they pass is ignored.",
        text: "`{symbol}` does not take `{detail}` any more",
        migration: "",
        old: "export function f(a: string, b: number): void {}",
        new: "export function f(a: string): void {}",
        symbol: "f",
    }
    PARAMETER_REQUIRED: "typescript/parameter-required", Definite {
        meaning: "A parameter that could be left out must be given.",
        why: "Calls without it fail.",
        text: "`{symbol}` cannot be called without `{detail}` any more",
        migration: "",
        old: "export function f(a?: string): void {}",
        new: "export function f(a: string): void {}",
        symbol: "f",
    }
    PARAMETER_RETYPED: "typescript/parameter-retyped", Definite {
        meaning: "A parameter no longer takes what it took.",
        why: "Calls that pass what was fine do not compile, or fail.",
        text: "`{symbol}` does not take what it took for {detail}: was `{before}`, is `{after}`",
        migration: "",
        old: "export function f(a: string): void {}",
        new: "export function f(a: number): void {}",
        symbol: "f",
    }
    PARAMETERS_REORDERED: "typescript/parameters-reordered", Definite {
        meaning: "Parameters stand in another order.",
        why: "Calls pass values to the wrong parameters.",
        text: "the parameters of `{symbol}` are now in the order {detail}",
        migration: "",
        old: "export function f(a: string, b: number): void {}",
        new: "export function f(b: number, a: string): void {}",
        symbol: "f",
    }
    REST_PARAMETER_REMOVED: "typescript/rest-parameter-removed", Definite {
        meaning: "A function no longer takes any number of arguments.",
        why: "Calls with more arguments fail.",
        text: "`{symbol}` does not take any number of arguments as `{detail}` any more",
        migration: "",
        old: "export function f(...a: string[]): void {}",
        new: "export function f(): void {}",
        symbol: "f",
    }
    RETURN_TYPE_CHANGED: "typescript/return-type-changed", Definite {
        meaning: "A function returns something else.",
        why: "What is done with the result does not compile, or fails.",
        text: "`{symbol}` returns something else: was `{before}`, is `{after}`",
        migration: "",
        old: "export function f(): string { return \"\" }",
        new: "export function f(): number { return 1 }",
        symbol: "f",
    }
    FUNCTION_ASYNC: "typescript/function-async", Likely {
        meaning: "A function returns a promise now.",
        why: "Those who do not await it get a promise instead of the value.",
        text: "`{symbol}` returns a promise now",
        migration: "Await what `{symbol}` returns.",
        old: "export function f() { return 1 }",
        new: "export async function f() { return 1 }",
        symbol: "f",
    }
    FUNCTION_SYNC: "typescript/function-sync", Likely {
        meaning: "A function no longer returns a promise.",
        why: "`.then` and `.catch` on what it returns fail.",
        text: "`{symbol}` does not return a promise any more",
        migration: "",
        old: "export async function f() { return 1 }",
        new: "export function f() { return 1 }",
        symbol: "f",
    }
    OVERLOAD_REMOVED: "typescript/overload-removed", Definite {
        meaning: "A function can no longer be called in one of its ways.",
        why: "Calls of that form do not compile.",
        text: "`{symbol}` cannot be called as `{detail}` any more",
        migration: "",
        old: "export function f(a: string): string;\nexport function f(a: number): number;\nexport function f(a: any): any { return a }",
        new: "export function f(a: string): string { return a }",
        symbol: "f",
    }
    TYPE_PARAMETER_ADDED: "typescript/type-parameter-added", Definite {
        meaning: "A type takes another argument, which has no default.",
        why: "Uses of it do not compile.",
        text: "`{symbol}` needs another type argument, `{detail}`",
        migration: "",
        old: "export interface A { b: string }",
        new: "export interface A<T> { b: string, c?: T }",
        symbol: "A",
    }
    TYPE_PARAMETER_REMOVED: "typescript/type-parameter-removed", Definite {
        meaning: "A type takes an argument less.",
        why: "Uses of it that give one do not compile.",
        text: "`{symbol}` does not take the type argument `{detail}` any more",
        migration: "",
        old: "export interface A<T> { b?: T }",
        new: "export interface A { b?: any }",
        symbol: "A",
    }
    TYPE_PARAMETER_CONSTRAINED: "typescript/type-parameter-constrained", Definite {
        meaning: "A type argument must be something narrower.",
        why: "Uses with other types do not compile.",
        text: "the type argument `{detail}` of `{symbol}` is more narrowly bound",
        migration: "",
        old: "export interface A<T> { b?: T }",
        new: "export interface A<T extends string> { b?: T }",
        symbol: "A",
    }
    TYPE_PARAMETER_REQUIRED: "typescript/type-parameter-required", Definite {
        meaning: "A type argument has no default any more.",
        why: "Uses without it do not compile.",
        text: "the type argument `{detail}` of `{symbol}` must be given",
        migration: "",
        old: "export interface A<T = string> { b?: T }",
        new: "export interface A<T> { b?: T }",
        symbol: "A",
    }
    TYPE_PARAMETER_DEFAULT_CHANGED: "typescript/type-parameter-default-changed", Likely {
        meaning: "A type argument that is left out is another type.",
        why: "Uses without it get another type.",
        text: "the type argument `{detail}` of `{symbol}` has another default",
        migration: "",
        old: "export interface A<T = string> { b?: T }",
        new: "export interface A<T = number> { b?: T }",
        symbol: "A",
    }
    THIS_REQUIRED: "typescript/this-required", Likely {
        meaning: "A function must be called on something.",
        why: "Calls of it by itself do not compile.",
        text: "`{symbol}` must be called with a `this` of its own type",
        migration: "",
        old: "export function f(): void {}",
        new: "export function f(this: Date): void {}",
        symbol: "f",
    }
}
