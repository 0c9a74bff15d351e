//! What is public, which types are one to users, and what breaks nobody.

use proptest::prelude::*;

use crate::breaking::{ECOSYSTEMS, trial};

fn found(old: &str, new: &str) -> Vec<String> {
    let go = ECOSYSTEMS.iter().find(|ecosystem| ecosystem.name == "go").unwrap();
    trial::found(go, old, new).iter().map(trial::line).collect()
}

#[track_caller]
fn quiet(old: &str, new: &str) {
    let (old, new) = (with_package(old), with_package(new));
    let firm: Vec<String> = found(&old, &new).into_iter().filter(|line| !line.starts_with("possible")).collect();
    assert!(firm.is_empty(), "{firm:?}");
}

fn with_package(text: &str) -> String {
    if text.starts_with("==>") { text.to_owned() } else { format!("package demo\n{text}\n") }
}

#[track_caller]
fn only(old: &str, new: &str, expected: &str) {
    assert_eq!(found(&with_package(old), &with_package(new)), [expected]);
}

#[test]
fn names_that_nobody_can_write_may_change() {
    quiet("func a(b int) {}\ntype t struct{}", "func a() {}");
    quiet("type T struct{ a int; B int }", "type T struct{ c string; B int }");
    quiet("==> internal/a.go\npackage a\nfunc A() {}", "==> internal/a.go\npackage a");
    quiet("==> cmd/x/a.go\npackage main\nfunc A() {}", "==> cmd/x/a.go\npackage main");
    quiet("==> a_test.go\npackage demo\nfunc A() {}\n==> a.go\npackage demo", "==> a.go\npackage demo\nvar b int");
    quiet(
        "==> a_old.go\n//go:build !go1.17\n\npackage demo\nfunc A() {}\n==> a.go\n//go:build go1.17\n\npackage demo\nfunc A(b ...int) {}",
        "==> a.go\n//go:build go1.17\n\npackage demo\nfunc A(b ...int) {}",
    );
    quiet("==> a.go\n//go:build ignore\n\npackage demo\nfunc A() {}", "==> a.go\npackage demo\nfunc b() {}");
}

#[test]
fn the_names_of_parameters_mean_nothing() {
    quiet("func A(a, b int) (c error) { return }", "func A(x int, y int) error { return nil }");
    quiet(
        "type T[K any] struct{ F K }\nfunc (t T[K]) M(k K) {}",
        "type T[V any] struct{ F V }\nfunc (t T[W]) M(k W) {}",
    );
}

#[test]
fn other_names_of_a_type_are_that_type() {
    quiet("func A(a interface{}, b []byte) {}", "func A(a any, b []uint8) {}");
    quiet("type T struct{ A int }\nfunc F(T) {}", "type T = U\ntype U = t\ntype t struct{ A int }\nfunc F(t) {}");
    quiet("type u1 int\nfunc F(u1) {}", "type u2 int\nfunc F(u2) {}");
    quiet("import c \"context\"\nfunc F(c.Context) {}", "import \"context\"\nfunc F(ctx context.Context) {}");
    only("import \"io\"\ntype W = io.Writer", "import \"io\"\ntype W io.Writer", "definite go/type-changed demo.W");
    quiet("type T struct{ A int }", "import \"example.com/other\"\ntype T = other.T");
    quiet("import \"os\"\nfunc F(os.FileInfo) {}", "import \"io/fs\"\nfunc F(fs.FileInfo) {}");
}

#[test]
fn what_embedding_brings_counts() {
    quiet("type e struct{}\nfunc (e) M() {}\ntype T struct{ e }", "type T struct{}\nfunc (T) M() {}");
    quiet("type T struct{}\nfunc (T) M() {}", "type e struct{}\nfunc (e) M() {}\ntype T struct{ e }");
    only(
        "type e struct{}\nfunc (e) M() {}\ntype T struct{ e }",
        "type e struct{}\ntype T struct{ e }",
        "definite go/method-removed demo.T.M",
    );
    quiet(
        "type R interface{ A() }\ntype T interface{ R; B() }",
        "type R interface{ A() }\ntype T interface{ A(); B() }",
    );
}

#[test]
fn only_what_others_implement_is_harmed_by_a_new_method() {
    quiet("type I interface{ A(); a() }", "type I interface{ A(); B(); a() }");
    only("type I interface{ A() }", "type I interface{ A(); a() }", "definite go/interface-method-added demo.I.a");
}

#[test]
fn wider_numbers_and_added_fields_are_fine() {
    quiet("type T int32", "type T int64");
    quiet("type T struct{ A int }", "type T struct{ A int; B string }");
    quiet("type T <-chan int", "type T chan int");
    quiet("func F(int) {}", "var F func(int)");
    quiet("const A = 1 << 3", "const A = 8");
    quiet("const (\n\tA = iota\n\tB\n)", "const A = 0\nconst B = 1");
}

#[test]
fn a_constant_that_moves_in_its_group_is_another() {
    only(
        "const (\n\tA = iota\n\tC\n)",
        "const (\n\tA = iota\n\tB\n\tC\n)",
        "definite go/constant-value-changed demo.C",
    );
}

#[test]
fn files_for_other_systems_are_one_package() {
    quiet(
        "==> a_linux.go\npackage demo\nfunc F() {}\n==> a_windows.go\npackage demo\nfunc F() {}",
        "==> a.go\npackage demo\nfunc F() {}",
    );
}

#[test]
fn a_renamed_function_is_one_finding() {
    let go = ECOSYSTEMS.iter().find(|ecosystem| ecosystem.name == "go").unwrap();
    let found = trial::found(
        go,
        "package demo\nfunc Connect(url string, timeout int) (*Client, error) {}\ntype Client struct{}",
        "package demo\nfunc Dial(url string, timeout int) (*Client, error) {}\ntype Client struct{}",
    );
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].moved_to.as_ref().unwrap().symbol, "demo.Dial");
}

#[test]
fn a_file_that_cannot_be_read_breaks_nobody() {
    quiet("func A() {}\nfunc B() {}", "func A( {{{");
    quiet("func A() {}", "<<<<<<< HEAD\nfunc A() {}\n=======\n>>>>>>> other");
}

#[test]
fn cycles_end() {
    found("package demo\ntype A = B\ntype B = A\nvar V A", "package demo\ntype A = B\ntype B = A\nvar V B");
    quiet("type A struct{ *B }\ntype B struct{ *A }", "type A struct{ *B; c int }\ntype B struct{ *A }");
    quiet("type I interface{ J }\ntype J interface{ I }", "type I interface{ J }\ntype J interface{ I; m() }");
    quiet("const A = B\nconst B = A", "const A = B\nconst B = A + 1");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_text_makes_it_panic_or_differ_from_itself(text in "(func |type |struct|interface|[A-C]|[a-c]|\\(|\\)|\\{|\\}|\\[|\\]|\n| |=|\\*|,|const |var |iota|chan |map|~|\\||0x|1|é|\"|`|import |\\.){0,40}") {
        let text = format!("package demo\n{text}");
        found(&text, "package demo\nfunc A() {}\n");
        found("package demo\nfunc A() {}\n", &text);
        prop_assert!(found(&text, &text).is_empty());
    }
}

#[test]
fn types_that_share_what_they_embed_are_looked_at_once() {
    let layers = |kind: &str| -> String {
        let layer = |at: usize| {
            let inner: Vec<String> = (0..9)
                .map(|place| match kind {
                    "interface" => format!("{kind}{}x{place}", at + 1),
                    _ => format!("f{place} {kind}{}x{place}", at + 1),
                })
                .collect();
            let inner = if at == 11 { String::new() } else { inner.join("; ") };
            (0..9)
                .map(|place| format!("type {kind}{at}x{place} {kind} {{ {inner} }}\n"))
                .collect::<Vec<String>>()
                .concat()
        };
        (0..12).map(layer).collect()
    };
    let below = layers("interface") + &layers("struct");
    let with = |field: &str| {
        format!("{below}type A interface {{ interface0x0; B() }}\ntype C struct {{ d struct0x0; {field} }}\n")
    };
    assert_eq!(
        found(&with_package(&with("E int")), &with_package(&with("E []int"))),
        ["definite go/comparability-lost demo.C", "definite go/field-type-changed demo.C.E"]
    );
}
