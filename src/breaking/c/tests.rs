//! What headers offer, and what breaks nobody: tables of pairs, and how many of them are judged rightly.

use proptest::prelude::*;

use crate::breaking::{ECOSYSTEMS, trial};

fn found(old: &str, new: &str) -> Vec<String> {
    let c = ECOSYSTEMS.iter().find(|ecosystem| ecosystem.name == "c").unwrap();
    trial::found(c, old, new).iter().map(trial::line).collect()
}

fn firm(old: &str, new: &str) -> Vec<String> {
    found(old, new).into_iter().filter(|line| !line.starts_with("possible")).collect()
}

/// Pairs that break users, and the name that is told.
const BREAKING: &[(&str, &str, &str)] = &[
    (
        "==> include/demo/config.h\ntypedef enum { LEVEL_LOCAL = 5, LEVEL_APP = 6 } level_t;",
        "==> include/demo/config.h\ntypedef enum { LEVEL_LOCAL = 5, LEVEL_TREE = 6, LEVEL_APP = 7 } level_t;",
        "LEVEL_APP",
    ),
    (
        "ZEXTERN int ZEXPORT deflate OF((int flush));",
        "ZEXTERN int ZEXPORT deflate OF((int flush, int level));",
        "deflate",
    ),
    (
        "#ifndef A_H\n#define A_H\n#ifdef __cplusplus\nextern \"C\" {\n#endif\nAPI_EXTERN int a(void);\nAPI_EXTERN int b(void);\n#ifdef __cplusplus\n}\n#endif\n#endif",
        "#ifndef A_H\n#define A_H\n#ifdef __cplusplus\nextern \"C\" {\n#endif\nAPI_EXTERN int b(void);\n#ifdef __cplusplus\n}\n#endif\n#endif",
        "a",
    ),
    (
        "CURL_EXTERN CURLcode easy_get(CURL *handle, int what, ...);",
        "CURL_EXTERN CURLcode easy_get(CURL *handle, long what, ...);",
        "easy_get",
    ),
    ("CURL_EXTERN CURLcode a(int b);", "CURL_EXTERN CURLMcode a(int b);", "a"),
    ("int a(const char *b, size_t c);", "int a(size_t c, const char *b);", "a"),
    ("int a(const char *b);", "int a(char *b);", "a"),
    ("int a(void);", "void a(void);", "a"),
    ("int a(int b, ...);", "int a(int b);", "a"),
    ("typedef struct {\n  int x;\n  char *name;\n} point_t;", "typedef struct {\n  int x;\n} point_t;", "name"),
    ("typedef struct node {\n  struct node *next;\n  int key;\n} node;", "typedef struct node node;", "node"),
    ("struct a { char name[16]; int b; };", "struct a { char name[32]; int b; };", "name"),
    ("struct a { int b, c; };", "struct a { int c, b; };", "a"),
    ("struct a { unsigned b : 3; };", "struct a { unsigned b : 4; };", "b"),
    ("enum a { B = 1, C, D = 1 << 4 };", "enum a { B = 1, X, C, D = 1 << 4 };", "C"),
    ("typedef enum { B, C } a;", "typedef enum { B } a;", "C"),
    ("typedef void (*cb)(int a, void *data);", "typedef void (*cb)(void *data);", "cb"),
    ("#define A 0x10", "#define A 0x20", "A"),
    ("#define A \"one\"", "#define A \"two\"", "A"),
    ("#define MAX(a, b) ((a) > (b) ? (a) : (b))", "#define MAX(a, b, c) ((a) > (b) ? (a) : (c))", "MAX"),
    ("#define OLD 1\nint a(void);", "int a(void);", "OLD"),
    ("extern const char *const names[];", "extern const char *const *other;", "names"),
    ("static inline int a(int b) { return b + 1; }\nint c(void);", "int c(void);", "a"),
    ("int a(int b[4], void (*f)(int));", "int a(int *b, void (*f)(long));", "a"),
    ("union a { int b; double c; };", "union a { int b; };", "c"),
    (
        "namespace n {\nclass A {\npublic:\n  void a();\n  int b() const;\nprivate:\n  int c;\n};\n}",
        "namespace n {\nclass A {\npublic:\n  int b() const;\nprivate:\n  int c;\n};\n}",
        "a",
    ),
    (
        "class A { public: virtual void a(); virtual ~A(); };",
        "class A { public: virtual void a(int b); virtual ~A(); };",
        "a",
    ),
    (
        "template <typename T> class A { public: T a(); };",
        "template <typename T, int N> class A { public: T a(); };",
        "A",
    ),
    ("namespace n { enum class A { B, C }; }", "namespace n { enum class A { B }; }", "C"),
    ("namespace n { void a(std::string b); void a(int b); }", "namespace n { void a(int b); }", "a"),
    ("class A { public: A(); explicit A(int b); };", "class A { public: A() = delete; explicit A(int b); };", "A"),
    ("namespace n { using id = int; }", "namespace n { using id = std::string; }", "id"),
    (
        "struct A { virtual int a() const = 0; virtual ~A() = default; };",
        "struct A { virtual int a() const = 0; virtual int b() = 0; virtual ~A() = default; };",
        "b",
    ),
    (
        "class A { public: bool operator==(const A &b) const; void c(); };",
        "class A { public: void c(); };",
        "operator==",
    ),
    ("==> include/x/a.h\nint a(void);\n==> include/x/b.h\nint b(void);", "==> include/x/a.h\nint a(void);", "h"),
    (
        "==> include/a.h\n#include \"b.h\"\nstruct s { num n; };\n==> include/b.h\ntypedef int num;",
        "==> include/a.h\n#include \"b.h\"\nstruct s { num n; };\n==> include/b.h\ntypedef double num;",
        "num",
    ),
];

/// Pairs that break nobody.
const COMPATIBLE: &[(&str, &str)] = &[
    (
        "#ifdef LARGE\nlong long tell(int a);\n#else\nint tell(int a);\n#endif\nint b(void);",
        "#ifdef LARGE\nlong long tell(int a);\n#else\nint tell(int a);\n#endif\nint b(void);\nint c(void);",
    ),
    (
        "ZEXTERN int ZEXPORT deflate OF((z_streamp strm, int flush));\nZEXTERN const char * ZEXPORT version OF((void));",
        "ZEXTERN const char * ZEXPORT version OF((void));\nZEXTERN int ZEXPORT deflate OF((z_streamp strm, int level));",
    ),
    ("#ifndef USE_X\n#define USE_X 0\n#endif\nint a(void);", "#ifndef USE_X\n#define USE_X 1\n#endif\nint a(void);"),
    (
        "/* WARNING: this file should *not* be used by applications. */\nstruct state { int a; };",
        "/* WARNING: this file should *not* be used by applications. */\nstruct state { int b; };",
    ),
    (
        "CURL_EXTERN char *curl_easy_escape(CURL *handle, const char *string, int length);",
        "CURL_EXTERN char *curl_easy_escape(CURL *curl,\n                                    const char *string,\n                                    int len);\n/* more */\nCURL_EXTERN void curl_more(void);",
    ),
    (
        "CURL_EXTERN CURLFORMcode curl_formadd(int a);\nCURL_EXTERN int (curl_strequal)(const char *a);",
        "CURL_EXTERN CURLFORMcode CURL_DEPRECATED(7.56.0, \"Use curl_mime_init()\")\ncurl_formadd(int a);\nCURL_EXTERN int curl_strequal(const char *b);",
    ),
    (
        "typedef enum { CINIT(URL, OBJECTPOINT, 2), LASTONE } o;",
        "typedef enum { CURLOPT(CURLOPT_URL, OBJECTPOINT, 2), CURLOPTDEPRECATED(CURLOPT_X, LONG, 3, 7.1, \"no\"), LASTONE } o;",
    ),
    ("int a(int b);", "API_DEPRECATED(\"use c\") int a(int);\nint c(int d);"),
    ("int a(void);", "extern int a(void) __attribute__((nonnull, deprecated(\"x\")));"),
    ("#ifndef A_H\n#define A_H\nint a(void);\n#endif", "#pragma once\nint a(void);"),
    ("int a(void);", "#ifdef __cplusplus\nextern \"C\" {\n#endif\nint a(void);\n#ifdef __cplusplus\n}\n#endif"),
    ("unsigned a(unsigned long int b, short int c);", "unsigned int a(unsigned long b, short c);"),
    ("int a(const int b, char const *c);", "int a(int b, const char *c);"),
    ("int a(char b[], int c[4]);", "int a(char *b, int *c);"),
    ("struct s;\nint a(struct s *b);", "typedef struct s s;\nstruct s;\nint a(s *b);"),
    ("typedef struct s { int a; } s_t;", "struct s { int a; };\ntypedef struct s s_t;"),
    ("typedef struct { int a; } s;", "typedef struct { int a; int b; } s;"),
    ("struct s;", "struct s { int a; };"),
    ("enum a { B, C };", "enum a { B, C, D };"),
    ("enum a { B = 0, C = 1, D = 4 };", "enum a {\n  B,\n  C, /* second */\n  D = (1 << 2),\n};"),
    ("enum a { B, C, A_LAST };", "enum a { B, C, D, A_LAST };"),
    ("#define A 16", "#define A 0x10u"),
    ("#define A(x) foo(x)", "#define A(y) \\\n  foo((y))"),
    (
        "#define LIB_VERSION \"1.0.0\"\n#define LIB_VERSION_MINOR 0",
        "#define LIB_VERSION \"1.1.0\"\n#define LIB_VERSION_MINOR 1",
    ),
    ("#define A 1\n#define B 2", "enum { A = 1, B = 2 };"),
    ("enum e { OLD, C };", "#define OLD NEW\nenum e { NEW, C };"),
    ("int a(int b);\nint c(int d);", "int c(int d);\n\n\nint\na(\n  int b\n);"),
    ("int _hidden(void);\n#define _X 1\nint a(void);", "int a(void);"),
    ("typedef int (*cb)(int code, void *data);", "typedef int (*cb)(int, void *user);"),
    ("int a(uint32_t b);", "int a(unsigned int b);"),
    ("typedef int num;\nint a(num b);", "typedef int num;\nint a(int b);"),
    (
        "==> include/a.h\nint a(void);\nint b(void);",
        "==> include/a.h\n#include \"b.h\"\nint b(void);\n==> include/b.h\nint a(void);",
    ),
    (
        "==> include/a.h\nint a(void);\n==> src/priv.h\nint p(void);",
        "==> include/a.h\nint a(void);\n==> src/priv.h\nint q(int r);",
    ),
    ("==> include/a_internal.h\nint a(void);", "==> include/a_internal.h\nint b(void);"),
    ("==> test/a.h\nint a(void);", "==> test/a.h\nint b(void);"),
    (
        "==> src/a.h\nint a(void);\n==> src/a.c\nint a(void) { return 1; }",
        "==> src/a.h\nint b(void);\n==> src/a.c\nint b(void) { return 1; }",
    ),
    (
        "#ifdef WIN32\nint a(HANDLE b);\n#else\nint a(int b);\n#endif",
        "#if defined(_WIN32)\nint a(HANDLE b);\n#else\nint a(int b);\n#endif",
    ),
    ("#if 0\nint a(void);\n#endif\nint b(void);", "int b(void);"),
    (
        "namespace n { namespace detail { void a(); } class B { void c(); int d; public: void e(); }; }",
        "namespace n {\nclass B {\n  long d;\n\n public:\n  void e();\n  void f();\n};\n}  // namespace n",
    ),
    (
        "namespace n { void a(int b); }",
        "namespace n { void a(int b); void a(double b); template <class T> void c(T d); }",
    ),
    (
        "class A { public: void a(); };",
        "class API_EXPORT A {\n public:\n  void a();\n  [[nodiscard]] int b() const noexcept;\n};",
    ),
    ("namespace a { namespace b { void c(); } }", "namespace a::b { void c(); }"),
    (
        "class A { public: A(); virtual ~A(); virtual void a(); };",
        "class A { public: A(); virtual ~A(); void a() override; };",
    ),
    ("inline int a(int b) { return b; }", "inline int a(int b) { if (b) { return 2; } return b; }"),
    ("int a(void (*f)(int x));\nextern int t[4];", "int a(void (*)(int));\nextern int t[4];"),
    (
        "G_BEGIN_DECLS\nGLIB_AVAILABLE_IN_ALL\ngint g_a (gpointer data);\nG_END_DECLS",
        "G_BEGIN_DECLS\nGLIB_AVAILABLE_IN_ALL\ngint     g_a      (gpointer user_data);\nGLIB_AVAILABLE_IN_2_80\ngint g_b (void);\nG_END_DECLS",
    ),
    ("XMLPUBFUN int XMLCALL xmlA(int b);", "XMLPUBFUN int\nxmlA(int b);"),
    (
        "struct a { int b; union { int c; float d; }; char reserved[8]; };",
        "struct a { int b; union { int c; float d; }; char reserved[4]; };",
    ),
];

#[test]
fn nearly_all_pairs_are_judged_rightly() {
    let names =
        |lines: &[String], name: &str| lines.iter().any(|line| line.rsplit([' ', ':', '.', '/']).next() == Some(name));
    let missed: Vec<_> = BREAKING.iter().filter(|(old, new, name)| !names(&firm(old, new), name)).collect();
    let loud: Vec<_> =
        COMPATIBLE.iter().map(|(old, new)| (old, firm(old, new))).filter(|(_, lines)| !lines.is_empty()).collect();
    println!(
        "C headers: {} of {} breaking pairs found, {} of {} compatible ones flagged",
        BREAKING.len() - missed.len(),
        BREAKING.len(),
        loud.len(),
        COMPATIBLE.len()
    );
    assert!(missed.is_empty() && loud.is_empty(), "missed: {missed:#?}\nflagged: {loud:#?}");
}

#[test]
fn pairs_do_not_differ_from_themselves() {
    for (old, new) in
        BREAKING.iter().map(|(old, new, _)| (old, new)).chain(COMPATIBLE.iter().map(|(old, new)| (old, new)))
    {
        assert_eq!(found(old, &format!("{old}\n\n")), [""; 0], "{old}");
        assert_eq!(found(new, &format!("{new}\n\n")), [""; 0], "{new}");
    }
}

#[test]
fn headers_beside_sources_are_judged_by_where_they_lie() {
    let pair = |at: &str, beside: &str| {
        let text = |body: &str| format!("==> {at}\n{body}\n==> {beside}\nall: x\n");
        found(&text("int a(void);\nint b(void);"), &text("int b(void);"))
    };
    assert_eq!(pair("a.h", "a.c"), ["likely c/function-removed a"]);
    let many: Vec<String> = (0..40).map(|at| format!("part{at}.c\nint x;\n==> ")).collect();
    assert_eq!(pair("a.h", &format!("{}a.c", many.concat())), [""; 0], "a program's own");
    assert_eq!(pair("src/a.h", "src/a.c"), [""; 0]);
    assert_eq!(pair("a.h", "README"), ["definite c/function-removed a"]);
    assert_eq!(pair("lib/include/a.h", "lib/a.c"), ["definite c/function-removed a"]);
    let built = |body: &str| {
        format!(
            "==> src/a.h\n{body}\n==> src/a.c\n\n==> CMakeLists.txt\ninstall(FILES\n  src/a.h\n  DESTINATION include)\n"
        )
    };
    assert_eq!(found(&built("int a(void);\nint b(void);"), &built("int b(void);")), ["definite c/function-removed a"]);
}

#[test]
fn what_is_not_understood_ends_nothing() {
    for text in [
        "struct {{{{",
        "int a(",
        "}}}}",
        "#if\n#else\n#endif\n#endif",
        "template <",
        "enum { , , = }",
        "\"",
        "/*",
        "typedef",
        "class A : {",
        "operator()()",
        "#define",
        "using x = ;",
        "MACRO(",
        "é",
    ] {
        found(text, "int a(void);");
        found("int a(void);", text);
    }
    let deep = "namespace a { ".repeat(200);
    found(&deep, "int a(void);");
    let deep = "struct a { ".repeat(2_000);
    found(&deep, "int a(void);");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_text_makes_it_panic_or_differ_from_itself(text in "(struct |class |enum |int |void |A|b|c|\\(|\\)|\\{|\\}|<|>|;|\n| |=|\\*|&|,|:|::|#if 0\n|#else\n|#endif\n|#define A|\n#ifdef X\n|typedef |template|const |virtual |static |public:|~|operator|using |namespace |\\[|\\]|0x1|é|\"|extern \"C\"|\\.\\.\\.){0,40}") {
        found(&text, "int a(void);\n");
        found("int a(void);\n", &text);
        prop_assert!(found(&text, &text).is_empty());
    }
}

#[test]
fn classes_that_share_their_bases_are_looked_at_once() {
    let layer = |at: usize| {
        let bases: Vec<String> = (0..12).map(|place| format!("public C{}_{place}", at + 1)).collect();
        let bases = if at == 8 { String::new() } else { format!(" : {}", bases.join(", ")) };
        (0..12)
            .map(|place| format!("class C{at}_{place}{bases} {{ public: int z(); }};\n"))
            .collect::<Vec<String>>()
            .concat()
    };
    let below: String = (0..9).rev().map(layer).collect();
    let with =
        |method: &str| below.replace("C0_0 ", "C0_0_ ") + &format!("class D : public C0_1 {{ public: {method} }};");
    assert_eq!(firm(&with("int z(); void foo();"), &with("int z();")), ["definite c/method-removed D::foo"]);
}
