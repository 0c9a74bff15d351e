//! What a crate as a whole offers: its library, features, procedural macros.

use crate::breaking::rules;

rules! {
    FEATURE_REMOVED: "rust/feature-removed", Definite {
        meaning: "A feature is gone.",
        why: "Manifests that switch it on no longer resolve.",
        text: "the feature `{name}` of `{detail}` is gone",
        migration: "",
        old: "==> Cargo.toml\n[package]\nname = \"demo\"\n[features]\nextra = []\n==> src/lib.rs",
        new: "==> Cargo.toml\n[package]\nname = \"demo\"\n==> src/lib.rs",
        symbol: "demo/extra",
    }
    FEATURE_ENABLES: "rust/feature-enables-less", Definite {
        meaning: "A feature no longer switches another on.",
        why: "What the other brought is gone for whoever switched on this one.",
        text: "the feature `{name}` no longer switches on {detail}",
        migration: "",
        old: "==> Cargo.toml\n[package]\nname = \"demo\"\n[features]\na = [\"b\"]\nb = []\n==> src/lib.rs",
        new: "==> Cargo.toml\n[package]\nname = \"demo\"\n[features]\na = []\nb = []\n==> src/lib.rs",
        symbol: "demo/a",
    }
    FEATURE_NOT_DEFAULT: "rust/feature-not-default", Definite {
        meaning: "A feature is no longer on by default.",
        why: "What it brought is gone for whoever relied on the default.",
        text: "the feature `{name}` of `{detail}` is no longer on by default",
        migration: "Switch on the feature `{name}`.",
        old: "==> Cargo.toml\n[package]\nname = \"demo\"\n[features]\ndefault = [\"a\"]\na = []\n==> src/lib.rs",
        new: "==> Cargo.toml\n[package]\nname = \"demo\"\n[features]\ndefault = []\na = []\n==> src/lib.rs",
        symbol: "demo/a",
    }
    LIBRARY_RENAMED: "rust/library-renamed", Definite {
        meaning: "The library has another name.",
        why: "Every `use` of it no longer compiles.",
        text: "the library `{symbol}` is called `{detail}` now",
        migration: "",
        old: "==> Cargo.toml\n[package]\nname = \"demo\"\n==> src/lib.rs\npub fn a() {}",
        new: "==> Cargo.toml\n[package]\nname = \"demo\"\n[lib]\nname = \"other\"\n==> src/lib.rs\npub fn a() {}",
        symbol: "demo",
    }
    LIBRARY_REMOVED: "rust/library-removed", Definite {
        meaning: "A package no longer has a library.",
        why: "Whoever depends on it no longer compiles.",
        text: "the library `{symbol}` is gone",
        migration: "",
        old: "==> Cargo.toml\n[package]\nname = \"demo\"\n==> src/lib.rs\npub fn a() {}",
        new: "==> Cargo.toml\n[package]\nname = \"demo\"\n==> src/main.rs\nfn main() {}",
        symbol: "demo",
    }
    PROC_MACRO_REMOVED: "rust/proc-macro-removed", Definite {
        meaning: "A procedural macro is gone.",
        why: "Uses of it no longer compile.",
        text: "the {detail} macro `{name}` is gone",
        migration: "",
        old: "==> Cargo.toml\n[package]\nname = \"demo\"\n[lib]\nproc-macro = true\n==> src/lib.rs\n#[proc_macro]\npub fn a(b: TokenStream) -> TokenStream { b }",
        new: "==> Cargo.toml\n[package]\nname = \"demo\"\n[lib]\nproc-macro = true\n==> src/lib.rs",
        symbol: "demo::a",
    }
    PROC_MACRO_HIDDEN: "rust/proc-macro-hidden", Definite {
        meaning: "A procedural macro is now `#[doc(hidden)]`.",
        why: "Hidden macros are no part of the public interface.",
        text: "the {detail} macro `{name}` is now hidden from the documentation",
        migration: "",
        old: "==> Cargo.toml\n[package]\nname = \"demo\"\n[lib]\nproc-macro = true\n==> src/lib.rs\n#[proc_macro]\npub fn a(b: TokenStream) -> TokenStream { b }",
        new: "==> Cargo.toml\n[package]\nname = \"demo\"\n[lib]\nproc-macro = true\n==> src/lib.rs\n#[doc(hidden)]\n#[proc_macro]\npub fn a(b: TokenStream) -> TokenStream { b }",
        symbol: "demo::a",
    }
    HELPER_REMOVED: "rust/derive-helper-removed", Definite {
        meaning: "A derive macro no longer knows an attribute.",
        why: "Uses of the attribute no longer compile.",
        text: "the derive macro `{name}` no longer knows {detail}",
        migration: "",
        old: "==> Cargo.toml\n[package]\nname = \"demo\"\n[lib]\nproc-macro = true\n==> src/lib.rs\n#[proc_macro_derive(A, attributes(b, c))]\npub fn a(b: TokenStream) -> TokenStream { b }",
        new: "==> Cargo.toml\n[package]\nname = \"demo\"\n[lib]\nproc-macro = true\n==> src/lib.rs\n#[proc_macro_derive(A, attributes(b))]\npub fn a(b: TokenStream) -> TokenStream { b }",
        symbol: "demo::A",
    }
}
