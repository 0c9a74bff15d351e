//! What is public, which types are one to users, and what breaks nobody.

use proptest::prelude::*;

use crate::breaking::{ECOSYSTEMS, trial};

fn found(old: &str, new: &str) -> Vec<String> {
    let java = ECOSYSTEMS.iter().find(|ecosystem| ecosystem.name == "java").unwrap();
    trial::found(java, old, new).iter().map(trial::line).collect()
}

fn firm(old: &str, new: &str) -> Vec<String> {
    let (old, new) = (with_package(old), with_package(new));
    found(&old, &new).into_iter().filter(|line| !line.starts_with("possible")).collect()
}

fn with_package(text: &str) -> String {
    if text.starts_with("==>") { text.to_owned() } else { format!("package demo;\n{text}\n") }
}

#[track_caller]
fn quiet(pairs: &[(&str, &str)]) {
    let loud: Vec<_> =
        pairs.iter().map(|(old, new)| (old, firm(old, new))).filter(|(_, firm)| !firm.is_empty()).collect();
    assert!(loud.is_empty(), "{loud:#?}");
}

#[track_caller]
fn told(pairs: &[(&str, &str, &str)]) {
    let wrong: Vec<_> = pairs
        .iter()
        .map(|(old, new, expected)| (old, firm(old, new), expected))
        .filter(|(_, firm, expected)| !firm.iter().any(|line| line == *expected))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn what_nobody_else_can_name_may_change() {
    quiet(&[
        ("class A { public void a() {} }", "class A {}"),
        ("public class A { private int a; void b() {} }", "public class A { String c; }"),
        ("public class A { private static class B { public int c; } }", "public class A {}"),
        ("public final class A { protected int a; protected void b() {} }", "public final class A {}"),
        ("public class A { private A() {} protected void b() {} }", "public class A { private A() {} }"),
        ("public enum A { B; A() {} void c() {} }", "public enum A { B; A(int x) {} }"),
        (
            "==> src/test/java/demo/A.java\npackage demo;\npublic class A {}",
            "==> src/main/java/demo/B.java\npackage demo;\nclass B {}",
        ),
        (
            "==> demo/internal/A.java\npackage demo.internal;\npublic class A { public int a; }",
            "==> demo/internal/A.java\npackage demo.internal;\npublic class A {}",
        ),
        (
            "==> benchmarks/src/main/java/demo/A.java\npackage demo;\npublic class A { public int a; }",
            "==> benchmarks/src/main/java/demo/A.java\npackage demo;\npublic class A {}",
        ),
        ("@Beta public class A { public int a; }", "@Beta public class A {}"),
        ("public class A { @VisibleForTesting public int a() { return 1; } }", "public class A { }"),
        (
            "==> module-info.java\nmodule m { exports a; }\n==> b/A.java\npackage b;\npublic class A { public int a; }",
            "==> module-info.java\nmodule m { exports a; }\n==> b/A.java\npackage b;\npublic class A { }",
        ),
        (
            "==> pom.xml\n<project><properties><maven.deploy.skip>true</maven.deploy.skip></properties></project>\n==> src/main/java/a/A.java\npackage a;\npublic class A { public int a; }",
            "==> pom.xml\n<project><properties><maven.deploy.skip>true</maven.deploy.skip></properties></project>\n==> src/main/java/a/A.java\npackage a;\npublic class A { }",
        ),
    ]);
}

#[test]
fn what_is_written_otherwise_is_the_same() {
    quiet(&[
        (
            "public class A { public String a(int b) { return null; } }",
            "public class A { public java.lang.String a(final int count) { return \"\"; } }",
        ),
        (
            "import java.util.List; public class A { public List<String> a; }",
            "import java.util.*; public class A { public List<String> a; }",
        ),
        (
            "import java.util.List; public class A { public List<String> a; }",
            "public class A { public java.util.List<java.lang.String> a; }",
        ),
        (
            "import java.util.Map.Entry; public class A { public Entry<String, String> a; }",
            "import java.util.Map; public class A { public Map.Entry<String, String> a; }",
        ),
        (
            "public class A<T> { public T a(T b) { return b; } }",
            "public class A<V> { public V a(V value) { return value; } }",
        ),
        (
            "public class A { public <T> T a(T b) { return b; } }",
            "public class A { public <X> X a(X b) { return b; } }",
        ),
        (
            "public class A { public <T> void a(java.util.List<T> b) {} }",
            "public class A { public void a(java.util.List<?> b) {} }",
        ),
        (
            "public class A { public <T extends Number> void a(java.util.List<T> b) {} }",
            "public class A { public void a(java.util.List<? extends Number> b) {} }",
        ),
        (
            "public class A { public void a(java.util.List<? extends Object> b) {} }",
            "public class A { public void a(java.util.List<?> b) {} }",
        ),
        ("public class A<T extends Object> {}", "public class A<T> {}"),
        (
            "public class A { public int a[]; public int b()[] { return null; } }",
            "public class A { public int[] a; public int[] b() { return null; } }",
        ),
        (
            "public class A { public void a() {} public void b() {} public int c; }",
            "public class A { public int c; public void b() {}\n/** Now told. */ @Deprecated public void a() {} }",
        ),
        (
            "public interface A { public abstract void a(); int B = 1; class C {} }",
            "public interface A { void a(); public static final int B = 1; public static class C {} }",
        ),
        (
            "public class A { public static final int B = 16; public static final String C = \"ab\"; public static final long D = 1000; }",
            "public class A { private static final String E = \"a\"; public static final int B = 1 << 4; public static final String C = E + \"b\"; public static final long D = 1_000L; }",
        ),
        ("public class A { public interface B {} }", "public class A { public static interface B {} }"),
        ("public class A {}", "public class A { public A() {} }"),
        (
            "public class A { public static class B { public static class C {} } public B.C a; }",
            "public class A { public static class B { public static class C {} } public A.B.C a; }",
        ),
        (
            "public class A { public synchronized void a() {} public native int b(); public strictfp void c() {} }",
            "public class A { public void a() {} public int b() { return 1; } public void c() {} }",
        ),
        (
            "public record A(int b, String c) {}",
            "public record A(int b, String c) { public A { } public int b() { return b; } }",
        ),
        ("public class A { public void a(String[] b) {} }", "public class A { public void a(String... b) {} }"),
    ]);
}

#[test]
fn what_gives_more_breaks_nobody() {
    quiet(&[
        (
            "public class A {}",
            "public class A { public int a; public void b() {} public static void c() {} public class D {} }",
        ),
        (
            "public class A { protected void a() {} protected int b; }",
            "public class A { public void a() {} public int b; }",
        ),
        ("public interface A {}", "public interface A { default void a() {} static void b() {} private void c() {} }"),
        ("public interface A { void a(); }", "public interface A { default void a() {} }"),
        ("public abstract class A { public abstract void a(); }", "public class A { public void a() {} }"),
        ("public final class A { public final void a() {} }", "public class A { public void a() {} }"),
        (
            "public class A {}",
            "public class A implements java.io.Serializable, Comparable<A> { public int compareTo(A b) { return 0; } }",
        ),
        ("public enum A { B }", "public enum A { B, C; public int d() { return 1; } }"),
        ("public @interface A { int a(); }", "public @interface A { int a() default 1; int b() default 2; }"),
        ("public interface A { void a(); }", "public interface A<T> { void a(); }"),
        (
            "public class A { public void a() throws java.io.IOException {} }",
            "public class A { public void a() throws java.io.IOException, IllegalStateException {} }",
        ),
        (
            "public class A { public void a() throws IllegalStateException, Error {} }",
            "public class A { public void a() {} }",
        ),
        (
            "public class A { public final void a() throws java.io.IOException {} }",
            "public class A { public final void a() throws java.io.FileNotFoundException {} }",
        ),
        ("public class A { private A() {} }", "public final class A { private A() {} }"),
        (
            "public abstract class A { A() {} public void b() {} }",
            "public abstract class A { A() {} public void b() {} public abstract void c(); }",
        ),
        ("public abstract class A { public A() {} }", "public abstract class A { protected A() {} }"),
        (
            "public final class A { public A() {} public void a() {} }",
            "public final class A { public A() {} public final void a() {} }",
        ),
        (
            "public class A { public static int a() { return 1; } }",
            "public final class A { private A() {} public static int a() { return 1; } }",
        ),
        (
            "import java.lang.annotation.*; @Target(ElementType.TYPE) public @interface A {}",
            "import java.lang.annotation.*; @Retention(RetentionPolicy.RUNTIME) @Target({ElementType.METHOD, ElementType.TYPE}) public @interface A {}",
        ),
        (
            "public sealed interface A permits A.B { final class B implements A {} }",
            "public interface A { final class B implements A {} }",
        ),
    ]);
}

const BASE: &str = "\n==> demo/B.java\npackage demo;\nclass B<T> { public T get() { return null; } public int field; public static class Inner {} }\n";

#[test]
fn inherited_members_count() {
    let with = |text: &str| format!("==> demo/A.java\npackage demo;\n{text}{BASE}");
    let pairs = [
        (
            "public class A { public String get() { return null; } public int field; }",
            "public class A extends B<String> { }",
        ),
        (
            "public class A extends B<String> { }",
            "public class A { public String get() { return null; } public int field; public static class Inner {} }",
        ),
        (
            "public class A extends B<String> { public String get() { return null; } }",
            "public class A extends B<String> { }",
        ),
        ("public class A { public static class Inner {} }", "public class A extends B<String> {}"),
        (
            "public class A { public String toString() { return null; } public boolean equals(Object o) { return true; } }",
            "public class A { }",
        ),
        (
            "public class A extends RuntimeException { public String getMessage() { return null; } }",
            "public class A extends RuntimeException { }",
        ),
    ];
    for (old, new) in pairs {
        assert_eq!(firm(&with(old), &with(new)), [""; 0], "{old}");
    }
    assert_eq!(
        firm(
            &with("public class A extends B<String> { }"),
            &with("public class A { public String get() { return null; } }")
        ),
        ["definite java/field-removed demo.A.field"]
    );
    told(&[
        (
            "==> demo/A.java\npackage demo;\npublic class A extends B {}\n==> demo/B.java\npackage demo;\nclass B { public void a() {} }",
            "==> demo/A.java\npackage demo;\npublic class A extends B {}\n==> demo/B.java\npackage demo;\nclass B { }",
            "definite java/method-removed demo.A.a",
        ),
        (
            "==> demo/A.java\npackage demo;\npublic abstract class A implements B {}\n==> demo/B.java\npackage demo;\ninterface B { }",
            "==> demo/A.java\npackage demo;\npublic abstract class A implements B {}\n==> demo/B.java\npackage demo;\ninterface B { void b(); }",
            "definite java/abstract-method-added demo.A.b",
        ),
    ]);
}

#[test]
fn supertypes_are_followed() {
    quiet(&[
        ("public class A implements java.util.Collection {}", "public class A implements java.util.List {}"),
        (
            "public abstract class A implements java.io.Closeable, AutoCloseable {}",
            "public abstract class A implements java.io.Closeable {}",
        ),
        ("public interface A extends B { void b(); }\ninterface B {}", "public interface A { void b(); }"),
        (
            "==> demo/A.java\npackage demo;\npublic class A extends C {}\n==> demo/C.java\npackage demo;\npublic class C {}",
            "==> demo/A.java\npackage demo;\npublic class A extends B {}\n==> demo/B.java\npackage demo;\npublic class B extends C {}\n==> demo/C.java\npackage demo;\npublic class C {}",
        ),
        ("public interface A {}", "public interface A extends java.io.Serializable {}"),
        ("public interface A { void run(); }", "public interface A extends Runnable { }"),
    ]);
    told(&[
        ("public interface A {}", "public interface A extends Runnable {}", "definite java/supertype-obliges demo.A"),
        (
            "public class A extends java.io.IOException {}",
            "public class A extends RuntimeException {}",
            "definite java/superclass-removed demo.A",
        ),
        (
            "public class A extends IllegalStateException {}",
            "public class A extends java.io.IOException {}",
            "definite java/exception-now-checked demo.A",
        ),
        (
            "import java.util.*; public class A implements Iterable<String> { public Iterator<String> iterator() { return null; } }",
            "import java.util.*; public class A { public Iterator<String> iterator() { return null; } }",
            "definite java/interface-removed demo.A",
        ),
    ]);
}

#[test]
fn callers_and_heirs_are_told() {
    told(&[
        (
            "import javax.inject.Provider; public class A { public Provider<String> a; }",
            "import jakarta.inject.Provider; public class A { public Provider<String> a; }",
            "definite java/field-type-changed demo.A.a",
        ),
        (
            "public class A { public void a(java.util.Date b) {} }",
            "public class A { public void a(java.sql.Date b) {} }",
            "definite java/parameters-changed demo.A.a",
        ),
        (
            "public class A { public void a(int b, long c) {} }",
            "public class A { public void a(long c, int b) {} }",
            "definite java/parameters-changed demo.A.a",
        ),
        (
            "public class A { public void a(int b) {} }",
            "public class A { public void a(long b) {} }",
            "definite java/parameters-changed demo.A.a",
        ),
        (
            "public class A { public void a() {} }",
            "public class A { public A a() { return this; } }",
            "likely java/return-type-narrowed demo.A.a",
        ),
        (
            "public class A { public int a() { return 1; } }",
            "public class A { public long a() { return 1; } }",
            "definite java/return-type-changed demo.A.a",
        ),
        (
            "public class A { public java.util.List<String> a() { return null; } }",
            "public class A { public java.util.Collection<String> a() { return null; } }",
            "definite java/return-type-changed demo.A.a",
        ),
        (
            "public class A { protected A(int b) {} }",
            "public class A { A(int b) {} }",
            "definite java/constructor-less-visible demo.A.A",
        ),
        (
            "public class A { protected void a() {} }",
            "public class A { void a() {} }",
            "definite java/method-less-visible demo.A.a",
        ),
        (
            "public class A {}",
            "public class A { private A() {} public void a() {} }",
            "definite java/constructor-less-visible demo.A.A",
        ),
    ]);
}

#[test]
fn members_that_changed_are_told() {
    told(&[
        (
            "public record A(int b) {}",
            "public record A(int b, int c) {}",
            "definite java/constructor-parameters-changed demo.A.A",
        ),
        ("public record A(int b) {}", "public record A(int c) {}", "definite java/method-removed demo.A.b"),
        (
            "public interface A { int a(); }",
            "public interface A { int a(); int b(); }",
            "definite java/abstract-method-added demo.A.b",
        ),
        (
            "public interface A { void a() throws Exception; }",
            "public interface A { void a(); }",
            "likely java/checked-exception-removed demo.A.a",
        ),
        (
            "public class A { public void a() throws java.io.FileNotFoundException {} }",
            "public class A { public void a() throws java.io.IOException {} }",
            "definite java/checked-exception-added demo.A.a",
        ),
        (
            "public class A<T extends Number> {}",
            "public class A<T> {}",
            "likely java/type-parameter-bound-changed demo.A",
        ),
        (
            "public class A { public static class B { public int c; } }",
            "public class A { public static class B { } }",
            "definite java/field-removed demo.A.B.c",
        ),
        (
            "public class A { public final int a = 1; }",
            "public class A { public final int a = 2; }",
            "likely java/constant-value-changed demo.A.a",
        ),
        (
            "public interface A { String B = \"x\" + 1; }",
            "public interface A { String B = \"x\" + 2; }",
            "likely java/constant-value-changed demo.A.B",
        ),
        ("package demo; public class A {}", "package other; public class A {}", "definite java/type-removed demo.A"),
        (
            "public class A { public void a(String b) {} public void a(int b) {} }",
            "public class A { public void a(int b) {} }",
            "definite java/method-removed demo.A.a",
        ),
        (
            "public class A { @Override public void a() {} }",
            "public class A { }",
            "definite java/method-removed demo.A.a",
        ),
        (
            "public interface A { default void a() {} }",
            "public interface A { }",
            "definite java/method-removed demo.A.a",
        ),
        (
            "public class A { public static final String B = \"a\"; }",
            "public class A { public static final String B = System.getProperty(\"a\"); }",
            "likely java/no-longer-a-constant demo.A.B",
        ),
        (
            "public class A { public interface B { void c(); } }",
            "public class A { public interface B { void c(int d); } }",
            "definite java/parameters-changed demo.A.B.c",
        ),
    ]);
}

#[test]
fn a_type_that_moved_within_the_sources_is_the_same() {
    quiet(&[
        (
            "==> src/java/demo/A.java\npackage demo;\npublic class A { public int a; }",
            "==> src/main/java/demo/A.java\npackage demo;\npublic class A { public int a; public int b; }",
        ),
        (
            "==> demo/A.java\npackage demo;\npublic class A { public B b; }\n==> demo/B.java\npackage demo;\npublic class B { }",
            "==> core/demo/A.java\npackage demo;\npublic class A { public B b; }\n==> demo/B.java\npackage demo;\npublic class B { }",
        ),
    ]);
    let lines = firm(
        "==> a/A.java\npackage a;\npublic class A { public int a(String b, int c) { return 1; } public void d(long e) {} }",
        "==> b/A.java\npackage b;\npublic class A { public int a(String b, int c) { return 1; } public void d(long e) {} }",
    );
    assert_eq!(lines, ["definite java/type-removed a.A"]);
}

#[test]
fn a_file_that_cannot_be_read_breaks_nobody() {
    quiet(&[
        ("public class A { public void a() {} public void b() {} }", "public class A { public void a( {{{ }"),
        ("public class A { public void a() {} }", "<<<<<<< HEAD\npublic class A {}\n=======\n>>>>>>> other"),
        ("public class A { public void a() { b(); } }", "public class A { public void a() { b(; } }"),
    ]);
}

#[test]
fn cycles_end() {
    quiet(&[
        ("public class A extends A { public void a() {} }", "public class A extends A { public void a() {} int b; }"),
        (
            "public class A extends A.B { public static class B extends A {} }",
            "public class A extends A.B { public static class B extends A {} int c; }",
        ),
        (
            "public class A<T extends U, U extends T> { public T a; }",
            "public class A<T extends U, U extends T> { public T a; int b; }",
        ),
        (
            "public class A { public static final int B = C, C = B; }",
            "public class A { public static final int B = C, C = B + 1; }",
        ),
        (
            "public class A extends B { } class B extends A { }",
            "public class A extends B { int x; } class B extends A { }",
        ),
    ]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_text_makes_it_panic_or_differ_from_itself(text in "(public |class |interface |enum |record |@interface |[A-C]|[a-c]|\\(|\\)|\\{|\\}|<|>|;|\n| |=|\\?|,|extends |implements |int |static |final |abstract |sealed |permits |default |throws |void |\\[|\\]|0x1|é|\"|import |\\.|\\*|@){0,40}") {
        let text = format!("package demo;\n{text}");
        found(&text, "package demo;\npublic class A {}\n");
        found("package demo;\npublic class A {}\n", &text);
        prop_assert!(found(&text, &text).is_empty());
    }
}

#[test]
fn interfaces_that_share_their_bases_are_looked_at_once() {
    let layer = |at: usize| {
        let bases: Vec<String> = (0..9).map(|place| format!("I{}x{place}", at + 1)).collect();
        let bases = if at == 12 { String::new() } else { format!(" extends {}", bases.join(", ")) };
        (0..9).map(|place| format!("interface I{at}x{place}{bases} {{}}\n")).collect::<Vec<String>>().concat()
    };
    let below: String = (0..13).map(layer).collect();
    let with = |members: &str| format!("{below}public class A implements I0x0 {{ {members} }}\n");
    told(&[(
        &with("public Other a() { return null; } public void b() {}"),
        &with("public Other a() { return null; }"),
        "definite java/method-removed demo.A.b",
    )]);
}
