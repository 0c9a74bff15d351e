//! What is public, what is followed, and what breaks nobody.

use proptest::prelude::*;

use crate::breaking::{ECOSYSTEMS, trial};

#[track_caller]
fn found(old: &str, new: &str) -> Vec<String> {
    let typescript = ECOSYSTEMS.iter().find(|ecosystem| ecosystem.name == "typescript").unwrap();
    trial::found(typescript, old, new).iter().map(trial::line).collect()
}

fn firm(old: &str, new: &str) -> Vec<String> {
    found(old, new).into_iter().filter(|line| !line.starts_with("possible")).collect()
}

/// All pairs of a table whose old end breaks nobody at the new end.
#[track_caller]
fn quiet(pairs: &[(&str, &str)]) {
    let loud: Vec<String> = pairs
        .iter()
        .map(|(old, new)| (old, new, firm(old, new)))
        .filter(|(.., firm)| !firm.is_empty())
        .map(|(old, new, firm)| format!("{old}\n  -> {new}\n  {firm:?}"))
        .collect();
    assert!(loud.is_empty(), "{}", loud.join("\n\n"));
}

/// All pairs of a table that find this, and nothing else for sure.
#[track_caller]
fn only(pairs: &[(&str, &str, &str)]) {
    let wrong: Vec<String> = pairs
        .iter()
        .map(|(old, new, expected)| (old, new, expected, firm(old, new)))
        .filter(|(_, _, expected, firm)| *firm != [(*expected).to_owned()])
        .map(|(old, new, expected, firm)| format!("{old}\n  -> {new}\n  {firm:?} instead of {expected}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn types_that_are_the_same_are_quiet() {
    quiet(&[
        ("export function f(a: string[]): void {}", "export function f(a: Array<string>): void {}"),
        ("export const a: readonly string[];", "export const a: ReadonlyArray<string>;"),
        ("export type A = 'a' | 'b';", "export type A =\n  | \"b\"\n  | \"a\";"),
        ("export function f(a: string | number): void {}", "export function f(a: number | string): void {}"),
        ("export function f(a?: string): void {}", "export function f(a?: string | undefined): void {}"),
        ("export function f(a?: string): void {}", "export function f(a: string = ''): void {}"),
        ("export interface A { b: string }", "export type A = { b: string };"),
        ("export type A = { b: string };", "export interface A { b: string; }"),
        ("export interface A { b(c: string): void }", "export interface A { b: (c: string) => void }"),
        ("export class A { b(c: string): void {} }", "export class A { b = (c: string): void => {}; }"),
        ("export function f(a: string): void {}", "export function f(b: string): void {}"),
        ("export function f<T>(a: T): T { return a }", "export function f<U>(b: U): U { return b }"),
        ("export function f(a: string): void {}", "export const f = (a: string): void => {};"),
        ("export const f = function (a: string): void {};", "export function f(a: string): void {}"),
        ("export const a: boolean;", "export const a: true | false;"),
        ("export type A = { b?: string };", "export type A = Partial<{ b: string }>;"),
        ("export type A = { b: string };", "export type A = Pick<{ b: string, c: number }, 'b'>;"),
        ("export type A = { b: string };", "export type A = Record<'b', string>;"),
        ("export type A = { b: string; c: number };", "export type A = { b: string } & { c: number };"),
        ("type B = string;\nexport function f(a: B): void {}", "export function f(a: string): void {}"),
        ("export async function f(): Promise<void> {}", "export function f(): Promise<void> { return g() }"),
        ("export function f(a: (b: string) => void): void {}", "export function f(a: { (c: string): void }): void {}"),
        ("export type A = keyof { a: 1; b: 2 };", "export type A = 'a' | 'b';"),
        ("export const a: Array<Array<number>>;", "export const a: number[][];"),
        ("export function f(x: unknown): x is string;", "export function f(y: unknown): y is string;"),
        ("export class A { b: string }", "export class A { get b(): string { return '' } set b(c: string) {} }"),
        ("export type A = ((a: string) => void);", "export type A = (b: string) => void;"),
        (
            "export type F<T> = { a: T };\nexport const x: F<string>;",
            "export type F<U> = { a: U };\nexport const x: F<string>;",
        ),
    ]);
}

#[test]
fn what_only_allows_more_is_quiet() {
    quiet(&[
        ("export function f(a: string): void {}", "export function f(a: string, b?: number): void {}"),
        ("export function f(a: string): void {}", "export function f(a: string, ...b: number[]): void {}"),
        ("export function f(a: string): void {}", "export function f(a: string, b = 1): void {}"),
        ("export function f(a: string): void {}", "export function f(a: string | number): void {}"),
        ("export function f(a: string): void {}", "export function f(a?: string): void {}"),
        ("export function f(a: string): void {}", "export function f(a: unknown): void {}"),
        ("export function f(): string | undefined {}", "export function f(): string { return '' }"),
        ("export function f(a: string[]): void {}", "export function f(a: readonly string[]): void {}"),
        (
            "export interface O { a?: string }\nexport function f(o: O): void {}",
            "export interface O { a?: string; b?: number }\nexport function f(o: O): void {}",
        ),
        (
            "export interface O { a: string }\nexport function f(o: O): void {}",
            "export interface O { a?: string }\nexport function f(o: O): void {}",
        ),
        (
            "export interface O { a: string }\nexport function f(): O {}",
            "export interface O { a: string; b: string }\nexport function f(): O {}",
        ),
        (
            "export interface O { a?: string }\nexport function f(): O {}",
            "export interface O { a: string }\nexport function f(): O {}",
        ),
        ("export class A<T> { b: T }", "export class A<T, U = string> { b: T; c?: U }"),
        ("export class A { private b: string }", "export class A {}"),
        ("export class A { #b = 1; c(): void {} }", "export class A { c(): void {} }"),
        ("export class A { protected b: string }", "export class A { b: string }"),
        ("export class A { readonly b: string }", "export class A { b: string }"),
        ("export class A { constructor(a: string) {} }", "export class A { constructor(a: string, b?: number) {} }"),
        ("export class A { b(): void {} }", "export class A { b(): void {} c(): void {} }"),
        ("export abstract class A { abstract b(): void }", "export class A { b(): void {} }"),
        ("export enum A { B }", "export enum A { B, C }"),
        ("export let a: number;", "export const a: number;"),
        ("export type A = 'a';", "export type A = 'a' | 'b';"),
        (
            "export function f(a: string): string;\nexport function f(a: any) { return a }",
            "export function f(a: string): string;\nexport function f(a: number): number;\nexport function f(a: any) { return a }",
        ),
        ("export function f(): void {}", "export function f(): string { return '' }"),
        ("export const o = { a: 1, b() {} };", "export const o = { b() {}, a: 2, c: 3 };"),
        (
            "export type { A } from './a';\n==> a.ts\nexport class A {}",
            "export { A } from './a';\n==> a.ts\nexport class A {}",
        ),
    ]);
}

#[test]
fn moves_behind_the_entry_are_quiet() {
    quiet(&[
        ("export function f(): void {}", "export { f } from './f';\n==> f.ts\nexport function f(): void {}"),
        (
            "export * from './a';\n==> a.ts\nexport const a: number;",
            "export * from './b/index.js';\n==> b/index.ts\nexport const a: number;",
        ),
        (
            "export * from './a';\n==> a.ts\nexport const a: number;",
            "export { b as a } from './a';\n==> a.ts\nexport const b: number;",
        ),
        ("export class A { b(): void {} }", "class B { b(): void {} }\nexport class A extends B {}"),
        ("export interface A { b: string }", "interface B { b: string }\nexport interface A extends B {}"),
        (
            "export function f(): void {}\n==> util.ts\nexport function g(): void {}",
            "export function f(): void {}\n==> util.ts\nexport const x = 1;",
        ),
        (
            "export function f(): void {}\n==> test/a.test.ts\nexport function g(): void {}",
            "export function f(): void {}\n==> test/a.test.ts\n",
        ),
        ("export default function f(): void {}", "function f(): void {}\nexport { f as default };"),
        ("/** @internal */\nexport function g(): void {}\nexport const a = 1;", "export const a = 1;"),
        ("export class A { /** @internal */ b: string; c: string }", "export class A { c: string }"),
        ("export class A { _b: string; c: string }", "export class A { c: string }"),
        (
            "interface B { c: string }\nexport function f(): B {}",
            "interface B { c: string }\ninterface D extends B { e: this }\nexport function f(): D {}",
        ),
        ("export function unstable_f(): void {}\nexport const a = 1;", "export const a = 1;"),
        (
            "==> Cargo.toml\n\n==> package.json\n{}\n==> web/a.ts\nexport const a = 1;",
            "==> Cargo.toml\n\n==> package.json\n{}\n==> web/a.ts\n",
        ),
        (
            "import { B } from './b';\nexport function f(b: B): void {}\n==> b.ts\nexport interface B { c: string }",
            "import type { C } from './c';\nexport function f(b: C): void {}\n==> c.ts\nexport interface C { c: string }",
        ),
        (
            "export * as n from './n';\n==> n.ts\nexport const a: number;",
            "import * as n from './n';\nexport { n };\n==> n.ts\nexport const a: number;",
        ),
        (
            "export namespace N { export const a: number; }",
            "export * as N from './n';\n==> n.ts\nexport const a: number;",
        ),
        ("// a comment\nexport const a: number = 1;", "/* another */ export const a : number = 1 ;"),
        ("export function f(a: string) { return a }", "export function f(a: string) { const b = a; return b }"),
    ]);
}

#[test]
fn built_outputs_are_taken_back_to_their_sources() {
    let manifest =
        "==> package.json\n{\"name\":\"demo\",\"main\":\"./dist/index.cjs\",\"types\":\"./dist/index.d.ts\"}\n";
    only(&[
        (
            &format!(
                "{manifest}==> src/index.ts\nexport const a: number;\nexport const b: number;\n==> src/x.ts\nexport const z = 1;"
            ),
            &format!("{manifest}==> src/index.ts\nexport const a: number;\n==> src/x.ts\n"),
            "definite typescript/constant-removed b",
        ),
        (
            &format!("{manifest}==> src/index.ts\nexport * from './x';\n==> src/x.ts\nexport function f(): void {{}}"),
            &format!(
                "{manifest}==> src/index.ts\nexport * from './x';\n==> src/x.ts\nexport function f(a: string): void {{}}"
            ),
            "definite typescript/parameter-added f",
        ),
    ]);
}

#[test]
fn commonjs_gives_names() {
    let manifest = "==> package.json\n{\"name\":\"demo\",\"main\":\"./index.js\"}\n";
    let with = |text: &str| format!("{manifest}==> index.js\n{text}");
    only(&[
        (&with("exports.a = 1;\nexports.b = 2;"), &with("exports.a = 1;"), "definite typescript/constant-removed b"),
        (
            &with("function a() {}\nfunction b() {}\nmodule.exports = { a, b };"),
            &with("function a() {}\nfunction b() {}\nmodule.exports = { a };"),
            "definite typescript/function-removed b",
        ),
        (
            &with("module.exports = require('./lib/a');\n==> lib/a.js\nexports.c = function () {};\nexports.d = 1;"),
            &with("module.exports = require('./lib/a');\n==> lib/a.js\nexports.d = 1;"),
            "definite typescript/function-removed c",
        ),
    ]);
    quiet(&[
        (&with("exports.f = function (a, b) {};"), &with("exports.f = function (a) {};")),
        (&with("exports.f = function (a) {};"), &with("exports.f = (a, b) => {};")),
        (&with("module.exports = { a: 1, b: 2 };"), &with("exports.a = 1;\nexports.b = 2;")),
    ]);
}

#[test]
fn what_breaks_is_told_once_and_by_name() {
    only(&[
        (
            "export function f(a: 'x' | 'y'): void {}",
            "export function f(a: 'x'): void {}",
            "definite typescript/parameter-retyped f",
        ),
        (
            "export function f(): string { return '' }",
            "export function f(): Promise<string> {}",
            "definite typescript/return-type-changed f",
        ),
        (
            "export function f(): string {}",
            "export function f(): string | null {}",
            "definite typescript/return-type-changed f",
        ),
        (
            "export function f(a: any): void {}",
            "export function f(a: string): void {}",
            "definite typescript/parameter-retyped f",
        ),
        (
            "export function f(): string[] {}",
            "export function f(): string {}",
            "definite typescript/return-type-changed f",
        ),
        (
            "export function f(x: unknown): x is string;",
            "export function f(x: unknown): boolean;",
            "definite typescript/return-type-changed f",
        ),
        (
            "export class A { constructor(a: string) {} }",
            "export class A { constructor(a: string, b: number) {} }",
            "definite typescript/parameter-added A.constructor",
        ),
        ("export class A { static b(): void {} }", "export class A {}", "definite typescript/member-removed A.b"),
        (
            "export class A { protected b(): void {} }",
            "export class A { private b(): void {} }",
            "likely typescript/member-hidden A.b",
        ),
        (
            "class B { b(): void {} }\nexport class A extends B {}",
            "export class A {}",
            "definite typescript/member-removed A.b",
        ),
        (
            "export interface A { b: string }\nexport const a: A;",
            "export interface A {}\nexport const a: A;",
            "definite typescript/member-removed A.b",
        ),
        (
            "export interface A { b(): void }",
            "export interface A { b(c: string): void }",
            "definite typescript/parameter-added A.b",
        ),
        (
            "export interface A { b(): string }",
            "export interface A { b(): number }",
            "definite typescript/return-type-changed A.b",
        ),
    ]);
}

#[test]
fn values_and_types_that_break_are_told_once_and_by_name() {
    only(&[
        ("export type A = { b: string };", "export type A = { b: number };", "definite typescript/member-retyped A.b"),
        ("export enum A { B }", "export enum A { X, B }", "likely typescript/enum-value-changed A.B"),
        (
            "export const o = { a() {}, b() {} };",
            "export const o = { a() {} };",
            "definite typescript/member-removed o.b",
        ),
        ("export const n = 1;", "export const n = 'a';", "likely typescript/variable-retyped n"),
        (
            "declare global { interface Window { a: string } }\nexport {};",
            "export {};",
            "definite typescript/interface-removed global.Window",
        ),
        (
            "declare function f(a: string): void;\nexport = f;",
            "declare function f(a: string, b: number): void;\nexport = f;",
            "definite typescript/parameter-added export=",
        ),
        (
            "export namespace N { export function f(): void {} }",
            "export namespace N { }\nexport namespace N { export const b = 1 }",
            "definite typescript/function-removed N.f",
        ),
        (
            "export function f(a: string, b: number, c: boolean): void {}",
            "export function f(a: string, c: boolean): void {}",
            "definite typescript/parameter-removed f",
        ),
        (
            "export class A<T extends string> {}",
            "export class A<T extends 'a'> {}",
            "definite typescript/type-parameter-constrained A",
        ),
        (
            "export { a } from './a';\n==> a.ts\nexport const a: string;",
            "export { a } from './a';\n==> a.ts\nexport const a: number;",
            "definite typescript/variable-retyped a",
        ),
    ]);
}

#[test]
fn types_declared_by_themselves_end() {
    for text in [
        "export interface A extends Partial<A> { b: string }",
        "export type A = Pick<A, 'b'>;",
        "export type A = A['b'];",
        "export type A<T> = A<A<T>>['b'];\nexport const a: A<string>;",
        "export class A extends B {}\nclass B extends A {}",
        "export { a } from './b';\n==> b.ts\nexport { a } from './index';",
        "export * from './b';\n==> b.ts\nexport * from './index';",
        "import B = A;\nimport A = B;\nexport { A };",
    ] {
        let other = format!("{text}\nexport const more = 1;").replace("string", "number");
        drop(found(text, &other));
    }
}

proptest! {
    #[test]
    fn any_text_is_taken(old in ".{0,200}", new in ".{0,200}") {
        drop(found(&old, &new));
        drop(found(&format!("==> package.json\n{old}"), &format!("==> package.json\n{new}")));
    }

    #[test]
    fn mutated_sources_are_taken(at in 0usize..400, cut in 0usize..40, insert in "[a-z<>{}()=;:|&?\\[\\] .*'`#@]{0,8}") {
        const TEXT: &str = "export abstract class A<T extends B = C> extends D<T> implements E { constructor(private a?: string) { super() } \
            static readonly b = (c: number, ...d: T[]): Promise<T> => x; get e(): string { return '' } }\n\
            export type F<K> = { [P in keyof K as `x${P}`]?: K[P] extends infer U ? U : never } & (A<K> | [a: 1, ...b: 2[]]);\n\
            export namespace N.M { export const g = { h() {}, i: 1 }; }\nexport * from './z';\nmodule.exports = { j, k: require('./k') };\n";
        let from = TEXT.floor_char_boundary(at.min(TEXT.len()));
        let to = TEXT.floor_char_boundary((from + cut).min(TEXT.len()));
        let mutated = format!("{}{insert}{}", &TEXT[..from], &TEXT[to..]);
        drop(found(TEXT, &mutated));
        drop(found(&mutated, TEXT));
    }
}

const BUILT: &str = r#"==> package.json
{"name":"demo","exports":{".":"./dist/index.js","./a":{"types":"./dist/a.d.ts","import":"./dist/a.js"},"./_b":"./dist/b.js"}}
"#;

#[test]
fn an_entry_whose_sources_are_not_seen_is_known_by_the_manifest() {
    let without = |text: &str| BUILT.replace(text, "");
    let lost = without(r#","./a":{"types":"./dist/a.d.ts","import":"./dist/a.js"}"#);
    let found = trial::firm("typescript", BUILT, &lost);
    assert!(found.iter().any(|line| line.contains("entry-removed demo/a")), "{found:?}");
    let others = [
        ("what promises nothing", without(r#","./_b":"./dist/b.js""#)),
        ("a list that is gone", "==> package.json\n{\"name\":\"demo\"}\n".to_owned()),
        (
            "a pattern",
            BUILT.replace(r#""./a":{"types":"./dist/a.d.ts","import":"./dist/a.js"}"#, r#""./*":"./dist/*.js""#),
        ),
        ("another target", BUILT.replace("dist/a", "lib/a")),
    ];
    for (name, new) in others {
        let found = trial::firm("typescript", BUILT, &new);
        assert!(!found.iter().any(|line| line.contains("entry-removed")), "{name}: {found:?}");
    }
}

#[test]
fn a_class_that_only_takes_more_is_what_it_was_wherever_it_is_named() {
    let with = |taken: &str| {
        format!(
            "declare class Hidden {{ set(value: {taken}): Hidden; }}\n\
             export interface Options {{ headers?: Hidden; }}\nexport function f(hidden: Hidden): Hidden;\n"
        )
    };
    assert!(trial::firm("typescript", &with("string"), &with("string | number")).is_empty());
    assert!(!trial::firm("typescript", &with("string | number"), &with("string")).is_empty());
}

#[test]
fn what_is_written_as_before_is_told_with_what_changed_below_it() {
    let with = |kind: &str| format!("type kind = {kind};\nexport function f(kind: kind): void;\n");
    let typescript = ECOSYSTEMS.iter().find(|known| known.name == "typescript").unwrap();
    let found = trial::found(typescript, &with("'a' | 'b'"), &with("'a'"));
    let [finding] = found.as_slice() else { panic!("{found:?}") };
    assert!(finding.is_firm() && finding.before != finding.after, "{finding:?}");
    assert!(finding.after.as_deref().is_some_and(|after| after.contains("type kind = 'a'")), "{finding:?}");
}

#[test]
fn a_constant_beside_an_interface_makes_its_values_only_where_it_can() {
    let with = |member: &str, made: &str| {
        format!(
            "export interface A {{ a: string;{member} }}\nexport declare const A: {made};\nexport function f(a: A): void;\n"
        )
    };
    let firm = |made: &str| trial::firm("typescript", &with("", made), &with(" b: string;", made));
    assert!(!firm("{ readonly empty: A }").is_empty());
    assert!(firm("{ new (a: string): A }").is_empty());
}

#[test]
fn what_a_base_has_for_other_arguments_is_told() {
    let with = |of: &str| {
        format!(
            "export interface Base<T> {{ value: T; }}\nexport interface A extends Base<{of}> {{}}\nexport function f(): A;\n"
        )
    };
    let found = trial::firm("typescript", &with("string"), &with("number"));
    assert!(found.iter().any(|line| line.contains("A.value")), "{found:?}");
    assert!(trial::firm("typescript", &with("string"), &with("string")).is_empty());
}

#[test]
fn what_is_written_as_before_says_what_changed_below() {
    let old = "interface Deep { a: string }\nexport interface A { deep: Deep }\nexport declare function f(): A;\n";
    let of = |deep: &str| old.replace("a: string", deep);
    let typescript = ECOSYSTEMS.iter().find(|known| known.name == "typescript").unwrap();
    for deep in ["a: number", "a: Missing<string>"] {
        let found = trial::found(typescript, old, &of(deep));
        assert!(!found.is_empty(), "{deep}");
        for finding in found {
            assert_ne!(finding.before, finding.after, "{}", finding.message);
            assert!(finding.message.contains(deep), "{}", finding.message);
        }
    }
}

#[test]
fn one_change_below_is_told_a_few_times() {
    let function = |at: usize| format!("export declare function f{at}(): Deep;\n");
    let of = |is: &str| format!("declare class Deep {{ a: {is} }}\n{}", (0..9).map(function).collect::<String>());
    let typescript = ECOSYSTEMS.iter().find(|known| known.name == "typescript").unwrap();
    let found = trial::found(typescript, &of("string"), &of("number"));
    let symbols: Vec<&str> = found.iter().map(|finding| finding.symbol.as_str()).collect();
    assert_eq!(symbols, ["f0", "f1", "f2", "f3"]);
    assert!(found[3].message.contains("`f8`") || found[3].message.contains("more as well"), "{}", found[3].message);
}

#[test]
fn interfaces_that_share_their_bases_are_looked_at_once() {
    let layer = |at: usize| {
        let bases: Vec<String> = (0..9).map(|place| format!("I{}x{place}", at + 1)).collect();
        let bases = if at == 12 { String::new() } else { format!(" extends {}", bases.join(", ")) };
        (0..9)
            .map(|place| format!("export interface I{at}x{place}{bases} {{ m{at}x{place}: string }}\n"))
            .collect::<Vec<String>>()
            .concat()
    };
    let below: String = (0..13).map(layer).collect();
    let with =
        |members: &str| format!("{below}export interface D extends I0x0 {{ {members} }}\nexport function d(): D;\n");
    assert_eq!(firm(&with("a: string; b: string"), &with("a: string")), ["definite typescript/member-removed D.b"]);
}
