//! What is public, what is followed, and what breaks nobody.

use proptest::prelude::*;

use crate::breaking::{ECOSYSTEMS, trial};

#[track_caller]
fn found(old: &str, new: &str) -> Vec<String> {
    let python = ECOSYSTEMS.iter().find(|ecosystem| ecosystem.name == "python").unwrap();
    trial::found(python, old, new).iter().map(trial::line).collect()
}

#[track_caller]
fn quiet(old: &str, new: &str) {
    let firm: Vec<String> = found(old, new).into_iter().filter(|line| !line.starts_with("possible")).collect();
    assert!(firm.is_empty(), "{firm:?}");
}

#[track_caller]
fn only(old: &str, new: &str, expected: &str) {
    let firm: Vec<String> = found(old, new).into_iter().filter(|line| !line.starts_with("possible")).collect();
    assert_eq!(firm, [expected]);
}

#[test]
fn a_call_that_was_allowed_stays_allowed() {
    for (old, new) in [
        ("def f(x): ...", "def f(x, y=1): ..."),
        ("def f(x): ...", "def f(x, *more, y=1, **others): ..."),
        ("def f(*, x): ...", "def f(x): ..."),
        ("def f(x, /): ...", "def f(x): ..."),
        ("def f(x, /): ...", "def f(y, /): ..."),
        ("def f(x): ...", "def f(*x, **y): ..."),
        ("def f(x): ...", "def f(x=1): ..."),
        ("def f(x: int): ...", "def f(x: int | None): ..."),
        ("def f(x: List[int]): ...", "def f(x: list[int]): ..."),
        ("def f(x: int): ...", "def f(x): ..."),
        ("def f(*args): ...", "def f(*items): ..."),
    ] {
        quiet(old, new);
    }
}

#[test]
fn async_and_awaitable_are_one() {
    quiet("async def f() -> int: ...", "def f() -> Awaitable[int]: ...");
    quiet("def f() -> typing.AsyncIterator[int]: ...", "async def f():\n    yield 1");
    only("def f() -> int: ...", "async def f() -> int: ...", "definite python/function-async pkg.mod.f");
}

#[test]
fn a_module_that_lists_what_it_gets_by_a_star_of_its_own_ends() {
    let rest = "==> pkg/__init__.py\nfrom .a import *\n==> pkg/a.py\nfrom . import b\nfrom .b import *\n\n__all__ = ['f']\n\
                __all__ += b.__all__\ndef f(): ...\n==> pkg/b.py\nfrom .a import *\n__all__ = ['g']\n";
    let of = |g: &str| format!("{rest}{g}");
    quiet(&of("def g(x): ...\n"), &of("def g(x): ...\n\n"));
    let firm = found(&of("def g(x): ...\n"), &of("def g(): ...\n"));
    assert!(firm.iter().any(|line| line.starts_with("definite") && line.contains(".g")), "{firm:?}");
}

#[test]
fn private_names_are_nobodys() {
    quiet("def _f(): ...\nclass _A: ...\n_x = 1", "y = 1");
    quiet("class A:\n    def _f(self): ...", "class A: ...");
    quiet("==> pkg/_mod.py\ndef f(): ...", "==> pkg/_mod.py\nx = 1");
    quiet("==> pkg/tests/a.py\ndef f(): ...", "==> pkg/tests/a.py\nx = 1");
    quiet("==> tests/__init__.py\n==> tests/a.py\ndef f(): ...", "==> tests/__init__.py\n==> tests/a.py\n");
    quiet("__all__ = ['f']\ndef f(): ...\ndef g(): ...", "__all__ = ['f']\ndef f(): ...");
}

#[test]
fn what_a_private_module_defines_is_public_where_it_is_offered() {
    let old = "==> pkg/__init__.py\nfrom ._mod import f\n==> pkg/_mod.py\ndef f(x): ...";
    only(
        old,
        "==> pkg/__init__.py\nfrom ._mod import f\n==> pkg/_mod.py\ndef f(x, y): ...",
        "definite python/required-parameter-added pkg.f",
    );
    only(old, "==> pkg/__init__.py\n==> pkg/_mod.py\ndef f(x): ...", "likely python/function-removed pkg.f");
    quiet(old, "==> pkg/__init__.py\nfrom ._other import f\n==> pkg/_other.py\ndef f(x): ...");
    quiet(old, "==> pkg/__init__.py\nfrom ._mod import *\n==> pkg/_mod.py\ndef f(x): ...");
}

#[test]
fn a_moved_name_that_is_still_offered_breaks_nobody() {
    quiet("def f(): ...\nx = 1", "from pkg.other import f\nx = 1\n==> pkg/other.py\ndef f(): ...");
    quiet("class Old: ...", "class New: ...\nOld = New");
    quiet("==> pkg/a.py\ndef f(): ...", "==> pkg/a/__init__.py\nfrom .b import f\n==> pkg/a/b.py\ndef f(): ...");
}

#[test]
fn a_move_is_one_finding_that_says_where_to() {
    let python = ECOSYSTEMS.iter().find(|ecosystem| ecosystem.name == "python").unwrap();
    let found = trial::found(
        python,
        "==> pkg/a.py\ndef f(x):\n    return x + 1\ny = 1\n==> pkg/b.py\nz = 1",
        "==> pkg/a.py\ny = 1\n==> pkg/b.py\nz = 1\ndef f(x):\n    return x + 1\n",
    );
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].rule, "python/name-moved");
    let moved = found[0].moved_to.as_ref().unwrap();
    assert_eq!((moved.symbol.as_str(), moved.path.as_str()), ("pkg.b.f", "pkg/b.py"));
}

#[test]
fn members_may_come_from_bases() {
    quiet("class A:\n    def f(self): ...", "class B:\n    def f(self): ...\nclass A(B): ...");
    quiet("class A:\n    def f(self): ...", "from other import B\nclass A(B): ...");
    only(
        "class _B:\n    def f(self): ...\nclass A(_B): ...",
        "class _B: ...\nclass A(_B): ...",
        "definite python/method-removed pkg.mod.A.f",
    );
    only(
        "class B:\n    def f(self): ...\nclass A(B): ...",
        "class B: ...\nclass A(B): ...",
        "definite python/method-removed pkg.mod.B.f",
    );
}

#[test]
fn constructors_are_compared_however_they_are_made() {
    only(
        "class A:\n    def __init__(self, x): ...",
        "class A:\n    def __init__(self, x, y): ...",
        "definite python/required-parameter-added pkg.mod.A.__init__",
    );
    quiet("class A: ...", "class A:\n    def __init__(self, x=1): ...");
    quiet("@dataclass\nclass A:\n    x: int", "@dataclass\nclass A:\n    x: int\n    y: int = 0");
    quiet("@dataclass\nclass A:\n    x: int", "@dataclass\nclass A:\n    x: int\n    y: ClassVar[int]");
    quiet(
        "@dataclass\nclass A:\n    x: int",
        "@dataclass\nclass A:\n    x: int\n    y: list = field(default_factory=list)",
    );
    only(
        "@dataclass\nclass A:\n    x: int",
        "@dataclass\nclass A:\n    y: int\n    x: int",
        "definite python/field-added pkg.mod.A.y",
    );
}

#[test]
fn alternatives_for_other_versions_are_one_name() {
    quiet("def f(x): ...", "try:\n    from fast import f\nexcept ImportError:\n    def f(x): ...");
    quiet(
        "import sys\ndef f(x): ...",
        "import sys\nif sys.version_info > (3, 8):\n    def f(x): ...\nelse:\n    def f(x, y=1): ...",
    );
    quiet("@overload\ndef f(x: int): ...\n@overload\ndef f(x: str): ...\ndef f(x): ...", "def f(x): ...");
}

#[test]
fn a_name_that_is_made_at_run_time_is_possible_at_most() {
    quiet("def f(): ...", "def __getattr__(name): ...");
    quiet("==> pkg/mod.py\ndef f(): ...", "==> pkg/mod.py\nfrom elsewhere import *");
}

#[test]
fn a_file_that_cannot_be_read_breaks_nobody() {
    quiet("def f(): ...\ndef g(): ...", "<<<<<<< HEAD\ndef f(:\n=======\n>>>>>>> other\n");
    quiet("def f(): ...", "class (:\n  ]]]\n");
}

#[test]
fn cycles_of_imports_end() {
    quiet(
        "==> pkg/a.py\nfrom .b import *\nfrom .b import x\n==> pkg/b.py\nfrom .a import *\nfrom .a import x\ny = 1",
        "==> pkg/a.py\nfrom .b import *\nfrom .b import x\n==> pkg/b.py\nfrom .a import *\nfrom .a import x\ny = 2",
    );
    quiet("class A(B): ...\nclass B(A): ...\nx = 1", "class A(B): ...\nclass B(A): ...\nx = 2");
    quiet("A = B\nB = A\nx: A = 1", "A = B\nB = A\nx: B = 1");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_text_makes_it_panic_or_differ_from_itself(text in "(def |class |async |[a-c_]{1,2}|\\(|\\)|:|\n|\n    |=|\\*|/|,|@|\\[|\\]|\"|'|from |import |\\.|__all__|é|if |try|except|type ){0,40}") {
        found(&text, "x = 1\n");
        found("x = 1\n", &text);
        prop_assert!(found(&text, &text).is_empty());
    }
}

#[test]
fn an_alias_that_changed_is_not_told_of_all_that_name_it() {
    let with = |alias: &str| format!("Result = {alias}\ndef f() -> Result: ...");
    let found = found(&with("int | str"), &with("int | str | bytes"));
    assert!(!found.iter().any(|line| line.contains("return-type-changed")), "{found:?}");
}

#[test]
fn a_method_is_told_with_its_class() {
    let python = ECOSYSTEMS.iter().find(|known| known.name == "python").unwrap();
    let old = "class Client:\n    def get(self, url, *, proxies=None): ...\ndef get(url, *, proxies=None): ...\n";
    let found = trial::found(python, old, &old.replace(", *, proxies=None", ""));
    let says = |text: &str| found.iter().any(|finding| finding.message.starts_with(text));
    assert!(says("in `Client.get`, ") && says("in `get`, "), "{found:?}");
}

#[test]
fn packages_that_only_now_stand_in_src_hide_none_beside_them() {
    let old = "==> demo/__init__.py\ndef f(): ...\n";
    let new = format!("{old}==> src/other/__init__.py\ndef g(): ...\n");
    assert!(trial::firm("python", old, &new).is_empty());
    let lost = "==> demo/__init__.py\n\n==> src/other/__init__.py\ndef g(): ...\n";
    assert!(!trial::firm("python", old, lost).is_empty());
    let moved = "==> src/demo/__init__.py\ndef f(): ...\n";
    assert!(trial::firm("python", old, moved).is_empty());
}

#[test]
fn a_protocol_that_asks_for_more_is_told_without_being_sure() {
    let python = ECOSYSTEMS.iter().find(|known| known.name == "python").unwrap();
    let old = "from typing import Protocol\nclass A(Protocol):\n    def f(self): ...\n";
    let added = format!("{old}    def g(self): ...\n");
    let found = trial::found(python, old, &added);
    assert!(found.iter().any(|finding| finding.symbol.ends_with("A.g") && !finding.is_firm()), "{found:?}");
    let private = format!("{old}    def _g(self): ...\n");
    assert!(trial::found(python, old, &private).is_empty());
    let class = old.replace("(Protocol)", "");
    assert!(trial::found(python, &class, &added.replace("(Protocol)", "")).is_empty());
}

#[test]
fn long_chains_of_stars_end() {
    // Each module takes all of two others: every way through them would be two to the power of their number.
    let module = |at: usize| format!("==> pkg/m{at}.py\nfrom .m{} import *\nfrom .m{} import *\n", at + 1, at + 2);
    let modules: String = (0..30).map(module).collect();
    let of =
        |last: &str| format!("==> pkg/__init__.py\nfrom .m0 import *\n{modules}==> pkg/m30.py\n{last}==> pkg/m31.py\n");
    quiet(&of("def f(x): ...\n"), &of("def f(x, y=1): ...\n"));
}
