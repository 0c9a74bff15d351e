//! What stays compatible, and what hides or moves an item.

use crate::breaking::{ECOSYSTEMS, Finding, trial};

fn found(old: &str, new: &str) -> Vec<Finding> {
    let rust = ECOSYSTEMS.iter().find(|known| known.name == "rust").unwrap();
    trial::found(rust, old, new)
}

fn firm(old: &str, new: &str) -> Vec<String> {
    found(old, new).iter().filter(|finding| finding.is_firm()).map(trial::line).collect()
}

/// Pairs that break nobody.
const QUIET: &[(&str, &str, &str)] = &[
    ("an item is added", "pub fn a() {}", "pub fn a() {}\npub fn b() {}"),
    ("items are reordered", "pub fn a() {}\npub fn b() {}", "pub fn b() {}\npub fn a() {}"),
    ("a parameter has another name", "pub fn a(b: u8) {}", "pub fn a(c: u8) {}"),
    ("a type parameter has another name", "pub fn a<T: Clone>(b: T) {}", "pub fn a<U>(b: U) where U: Clone {}"),
    (
        "a type is imported",
        "pub fn a() -> std::io::Result<()> { Ok(()) }",
        "use std::io;\npub fn a() -> io::Result<()> { Ok(()) }",
    ),
    ("core is std", "pub fn a(b: core::time::Duration) {}", "use std::time::Duration;\npub fn a(b: Duration) {}"),
    ("an elided lifetime is written", "pub fn a(b: &str) -> &str { b }", "pub fn a<'a>(b: &'a str) -> &'a str { b }"),
    (
        "a future is named",
        "pub async fn a() -> u8 { 1 }",
        "pub fn a() -> impl std::future::Future<Output = u8> { async { 1 } }",
    ),
    ("an item moves and stays re-exported", "pub fn a() {}", "mod b;\npub use b::a;\n==> src/b.rs\npub fn a() {}"),
    (
        "a module becomes a folder",
        "pub mod a;\n==> src/a.rs\npub fn b() {}",
        "pub mod a;\n==> src/a/mod.rs\npub fn b() {}",
    ),
    ("a private item goes", "mod a { pub fn b() {} }\nfn c() {}", ""),
    ("an item for the crate goes", "pub(crate) fn a() {}", ""),
    ("a hidden item goes", "#[doc(hidden)]\npub fn a() {}", ""),
    ("a hidden module goes", "#[doc(hidden)]\npub mod a { pub fn b() {} }", ""),
    ("a test goes", "#[cfg(test)]\npub mod a { pub fn b() {} }", ""),
    ("an unstable feature's item goes", "#[cfg(feature = \"unstable\")]\npub fn a() {}", ""),
    (
        "a variant is added to an open enum",
        "#[non_exhaustive]\npub enum A { B }",
        "#[non_exhaustive]\npub enum A { B, C }",
    ),
    ("a private field is added beside another", "pub struct A { b: u8 }", "pub struct A { b: u8, c: u8 }"),
    (
        "a field is added to an open struct",
        "#[non_exhaustive]\npub struct A { pub b: u8 }",
        "#[non_exhaustive]\npub struct A { pub b: u8, pub c: u8 }",
    ),
    (
        "a derive becomes an impl",
        "#[derive(Clone)]\npub struct A;",
        "pub struct A;\nimpl Clone for A { fn clone(&self) -> Self { A } }",
    ),
    (
        "an impl becomes a derive",
        "pub struct A;\nimpl Default for A { fn default() -> Self { A } }",
        "#[derive(Default)]\npub struct A;",
    ),
    (
        "an impl becomes a blanket impl",
        "pub struct A;\npub trait B {}\nimpl B for A {}",
        "pub struct A;\npub trait B {}\nimpl<T> B for T {}",
    ),
    ("a provided method is added", "pub trait A { fn b(&self); }", "pub trait A { fn b(&self); fn c(&self) {} }"),
    (
        "a sealed trait grows",
        "mod p { pub trait S {} }\npub trait A: p::S {}",
        "mod p { pub trait S {} }\npub trait A: p::S { fn b(&self); }",
    ),
    ("a function becomes unsafe no more", "pub unsafe fn a() {}", "pub fn a() {}"),
    ("a function becomes const", "pub fn a() {}", "pub const fn a() {}"),
    (
        "a method takes less",
        "pub struct A;\nimpl A { pub fn b(&mut self) {} }",
        "pub struct A;\nimpl A { pub fn b(&self) {} }",
    ),
    ("a parameter takes more", "pub fn a(b: &str) {}", "pub fn a(b: impl AsRef<str>) {}"),
    ("a bound is dropped", "pub fn a<T: Clone>(b: T) {}", "pub fn a<T>(b: T) {}"),
    ("a bound is implied", "pub fn a<T: Copy>(b: T) {}", "pub fn a<T: Copy + Clone>(b: T) {}"),
    ("a type parameter with a default is added", "pub struct A<T>(T);", "pub struct A<T, U = u8>(T, U);"),
    (
        "a type is renamed and its old name stays",
        "pub struct A;\npub fn c(b: A) {}",
        "pub struct B;\npub type A = B;\npub fn c(b: B) {}",
    ),
    (
        "`Self` is written",
        "pub struct A;\nimpl A { pub fn b() -> A { A } }",
        "pub struct A;\nimpl A { pub fn b() -> Self { A } }",
    ),
    ("`for` is written", "pub fn a<F: Fn(&u8)>(b: F) {}", "pub fn a<F>(b: F) where F: for<'c> Fn(&'c u8) {}"),
    ("deprecation", "pub fn a() {}", "#[deprecated]\npub fn a() {}"),
    (
        "items are wrapped in a macro of conditions",
        "pub fn a() {}",
        "cfg_if! { if #[cfg(unix)] { pub fn a() {} } else { pub fn a() {} } }",
    ),
    (
        "a glob becomes names",
        "mod b;\npub use b::*;\n==> src/b.rs\npub fn a() {}",
        "mod b;\npub use b::a;\n==> src/b.rs\npub fn a() {}",
    ),
    (
        "a private module is renamed",
        "mod b;\npub use b::a;\n==> src/b.rs\npub fn a() {}",
        "mod c;\npub use c::a;\n==> src/c.rs\npub fn a() {}",
    ),
    ("an inline module moves to a file", "pub mod a { pub fn b() {} }", "pub mod a;\n==> src/a.rs\npub fn b() {}"),
    ("a match of platforms", "#[cfg(unix)]\npub fn a() {}\n#[cfg(windows)]\npub fn a() {}", "pub fn a() {}"),
    (
        "re-exports in a circle",
        "pub mod a { pub use super::b::*; }\npub mod b { pub use super::a::*; pub fn c() {} }",
        "pub mod a { pub use super::b::*; }\npub mod b { pub use super::a::*; pub fn c() {} pub fn d() {} }",
    ),
    (
        "an optional dependency gets its feature written",
        "==> Cargo.toml\n[package]\nname = \"demo\"\n[dependencies]\nserde = { version = \"1\", optional = true }\n==> src/lib.rs",
        "==> Cargo.toml\n[package]\nname = \"demo\"\n[dependencies]\nserde = { version = \"1\", optional = true }\n[features]\nserde = [\"dep:serde\"]\n==> src/lib.rs",
    ),
];

#[test]
fn compatible_changes_stay_quiet() {
    let loud: Vec<String> = QUIET
        .iter()
        .map(|(name, old, new)| (name, firm(old, new)))
        .filter(|(_, found)| !found.is_empty())
        .map(|(name, found)| format!("{name}: {found:?}"))
        .collect();
    assert!(loud.is_empty(), "{}", loud.join("\n"));
}

#[test]
fn re_exports_are_followed_through_files_that_did_not_change() {
    let library = "mod imp;\nmod api;\npub use api::*;\n==> src/api.rs\npub use crate::imp::a as b;\n==> src/imp.rs\n";
    let found = firm(&format!("{library}pub fn a() {{}}\n"), library);
    assert_eq!(found, ["definite rust/function-removed demo::b"]);
}

#[test]
fn a_module_that_is_gone_is_told_once() {
    let found = firm("pub mod a { pub fn b() {} pub struct C; }", "");
    assert_eq!(found, ["definite rust/module-removed demo::a"]);
}

#[test]
fn a_move_is_one_finding_that_says_where() {
    let found = found("pub fn connect(url: &str) -> u8 { 1 }", "pub mod net { pub fn connect(url: &str) -> u8 { 1 } }");
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].moved_to.as_ref().map(|moved| moved.symbol.as_str()), Some("demo::net::connect"));
    assert!(found[0].message.contains("it seems to be `demo::net::connect` now"), "{}", found[0].message);
}

#[test]
fn what_is_renamed_is_one_finding() {
    let old = "pub struct Client { pub url: String, pub retries: u32 }";
    let found = found(old, &old.replace("Client", "Connection"));
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(
        found[0].moved_to.as_ref().map(|moved| (moved.symbol.as_str(), moved.similarity)),
        Some(("demo::Connection", 100))
    );
}

#[test]
fn a_file_that_newly_does_not_parse_decides_nothing() {
    let found = found("pub fn a() {}\npub fn b() {}", "pub fn a() {}\npub fn fn b( {{{");
    assert!(found.iter().all(|finding| !finding.is_firm()), "{found:?}");
}

#[test]
fn what_another_crate_may_give_is_possible() {
    let found = found("pub fn a() {}", "pub use other::*;");
    assert_eq!(found.iter().map(trial::line).collect::<Vec<_>>(), ["possible rust/function-removed demo::a"]);
}

proptest::proptest! {
    #[test]
    fn any_text_is_an_answer(old in "[a-z{}()<>:;,#!&'* \\n]{0,120}", cut in 0_usize..400) {
        let whole = QUIET.iter().map(|(_, old, _)| *old).filter(|text| !text.contains("==>")).collect::<Vec<_>>().join("\n");
        let cut = whole.floor_char_boundary(cut * whole.len() / 400);
        let torn = format!("{}{old}{}", &whole[..cut], &whole[cut..]);
        found(&whole, &torn);
        found(&torn, &whole);
    }
}

const TWO_TRAITS: &str = "pub mod a { pub trait Codec {} }\npub mod b { pub trait Codec {} }\n";

#[test]
fn bounds_of_one_last_name_may_be_two() {
    let with = |bound: &str| format!("{TWO_TRAITS}pub fn f<T: {bound}>(t: T) {{}}");
    assert_eq!(firm(&with("a::Codec"), &with("b::Codec")).len(), 1);
    let imported = format!("{TWO_TRAITS}use b::Codec as Other;\npub fn f<T: Other>(t: T) {{}}");
    assert_eq!(firm(&with("a::Codec"), &imported).len(), 1, "told by what the name stands for");
    let old = "mod a { pub trait Codec {} }\npub use a::Codec;\npub fn f<T: a::Codec>(t: T) {}";
    let moved = "mod b { pub trait Codec {} }\npub use b::Codec;\npub fn f<T: b::Codec>(t: T) {}";
    assert!(firm(old, moved).is_empty(), "a trait that was moved is the same");
    let again = format!("{TWO_TRAITS}use a::Codec;\npub fn f<T: Codec>(t: T) {{}}");
    assert!(firm(&with("a::Codec"), &again).is_empty());
}

#[test]
fn what_renumbers_a_whole_enum_is_told_once() {
    let old = "#[repr(u8)]\npub enum A { B, C, D, E, F }";
    let new = "#[repr(u8)]\npub enum A { G, B, C, D, E, F }";
    let found: Vec<_> = found(old, new).into_iter().filter(|found| found.rule == "rust/discriminant-changed").collect();
    let [finding] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!(finding.symbol, "demo::A");
    assert!(
        finding.message.contains("`B` was 0 and is 1") && finding.message.contains("2 more"),
        "{}",
        finding.message
    );
    assert_ne!(finding.before, finding.after);
}

#[test]
fn what_changed_before_an_item_or_around_it_is_shown() {
    let closed = found("pub enum A { B }", "#[non_exhaustive]\npub enum A { B }");
    assert!(closed.iter().any(|one| one.after.as_deref() == Some("#[non_exhaustive] pub enum A")), "{closed:?}");
    let around = found(
        "pub struct A<T>(T);\nimpl<T> A<T> { pub fn b(&self) {} }",
        "pub struct A<T>(T);\nimpl<T: Clone> A<T> { pub fn b(&self) {} }",
    );
    let shown = around.iter().find(|one| one.rule == "rust/bound-added").and_then(|one| one.after.clone());
    assert!(shown.is_some_and(|after| after.ends_with(" where T: Clone")), "{around:?}");
}

#[test]
fn types_that_impls_of_known_traits_name_count() {
    let with = |of: &str, item: &str| {
        format!(
            "pub struct A;\npub trait Own {{ type Item; }}\nimpl {of} for A {{ type Item = {item}; fn next(&mut self) {{}} }}"
        )
    };
    let told = |old: &str, new: &str| firm(old, new).iter().filter(|line| line.contains("associated-type")).count();
    assert_eq!(told(&with("Iterator", "u8"), &with("Iterator", "u16")), 1);
    assert_eq!(told(&with("Iterator", "std::string::String"), &with("Iterator", "String")), 0, "written otherwise");
    assert_eq!(told(&with("Own", "u8"), &with("Own", "u16")), 0, "whose trait it is decides");
}

#[test]
fn types_in_types_that_ask_two_things_are_asked_once() {
    let nested = |inner: &str| format!("{}{inner}{}", "std::sync::Arc<".repeat(20), ">".repeat(20));
    let with = |inner: &str| format!("pub struct A {{ b: {}, c: {} }}", nested(inner), nested("u16"));
    let told = |old: &str, new: &str| firm(&with(old), &with(new)).iter().any(|line| line.contains("auto-trait"));
    assert!(told("u8", "std::rc::Rc<u8>"), "what is held deep inside counts");
    assert!(!told("u8", "u16"));
}

#[test]
fn all_bounds_of_one_last_name_count() {
    let with = |bounds: &str| format!("{TWO_TRAITS}pub fn f<T: {bounds}>(t: T) {{}}");
    let told = |old: &str, new: &str| firm(&with(old), &with(new)).iter().any(|line| line.contains("bound-added"));
    assert!(!told("a::Codec + b::Codec", "b::Codec + a::Codec"), "reordered");
    assert!(!told("a::Codec + b::Codec", "a::Codec"), "fewer");
    assert!(told("a::Codec", "a::Codec + b::Codec"), "one more");
    let traits = "pub mod a { pub trait Base {} }\npub mod b { pub trait Base: crate::a::Base {} }\n";
    let with = |bound: &str| format!("{traits}pub fn f<T: {bound}>(t: T) {{}}");
    assert!(firm(&with("b::Base"), &with("a::Base")).is_empty(), "loosened to the supertrait");
    assert!(!firm(&with("a::Base"), &with("b::Base")).is_empty());
}

#[test]
fn what_a_type_derefs_to_lends_only_what_it_can() {
    let told = |method: &str, with_mut: bool| {
        let deref = "impl std::ops::Deref for Outer { type Target = Inner; fn deref(&self) -> &Inner { &self.0 } }";
        let deref_mut = "impl std::ops::DerefMut for Outer { fn deref_mut(&mut self) -> &mut Inner { &mut self.0 } }";
        let rest = format!(
            "pub struct Inner;\nimpl Inner {{ pub fn m({method}) {{}} }}\npub struct Outer(Inner);\n{deref}\n{}\n",
            if with_mut { deref_mut } else { "" }
        );
        let old = format!("{rest}impl Outer {{ pub fn m({method}) {{}} }}");
        firm(&old, &rest).iter().any(|line| line.contains("Outer::m"))
    };
    assert!(!told("&self", false));
    assert!(told("", false), "`Outer::m()` names the type");
    assert!(told("self", true));
    assert!(told("&mut self", false));
    assert!(!told("&mut self", true));
}
