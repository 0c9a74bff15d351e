//! Sorts, areas and sums.

use super::{Sensitive, Sensitivity, Shape, Sort, Touch, common_area};
use crate::history::{ChangeStatus, Changes, EntryKind, FileChange, Stats};

pub(in crate::analysis) fn change(path: &str, insertions: u32, deletions: u32) -> FileChange {
    FileChange {
        path: path.as_bytes().into(),
        old_path: None,
        status: ChangeStatus::Modified,
        old_kind: Some(EntryKind::File),
        new_kind: Some(EntryKind::File),
        old_id: None,
        new_id: None,
        insertions: Some(insertions),
        deletions: Some(deletions),
        lines_before: None,
        binary: false,
    }
}

pub(in crate::analysis) fn changes(files: Vec<FileChange>) -> Changes {
    let sum = |of: fn(&FileChange) -> Option<u32>| files.iter().filter_map(of).sum();
    let stats = Stats {
        files: files.len() as u32,
        insertions: sum(|file| file.insertions),
        deletions: sum(|file| file.deletions),
        binary: 0,
    };
    Changes { files, stats, problems: Vec::new() }
}

#[test]
fn paths_have_a_sort() {
    for (path, sort) in [
        ("src/client.rs", Sort::Source),
        ("builtin/log.c", Sort::Source),
        ("tests/it/main.rs", Sort::Test),
        ("t/t0001-init.sh", Sort::Test),
        ("pkg/x_test.go", Sort::Test),
        ("src/app.spec.ts", Sort::Test),
        ("README.md", Sort::Docs),
        ("docs/guide/intro.md", Sort::Docs),
        ("Documentation/git-log.txt", Sort::Docs),
        ("LICENSE", Sort::Docs),
        ("CHANGELOG.md", Sort::Changelog),
        ("Documentation/RelNotes/2.47.0.txt", Sort::Changelog),
        (".github/workflows/ci.yml", Sort::Ci),
        (".gitlab-ci.yml", Sort::Ci),
        ("Cargo.toml", Sort::Manifest),
        ("requirements-dev.txt", Sort::Manifest),
        ("Cargo.lock", Sort::Lock),
        ("web/yarn.lock", Sort::Lock),
        ("Makefile", Sort::Build),
        ("CMakeLists.txt", Sort::Build),
        ("Dockerfile", Sort::Deploy),
        ("deploy/prod.yaml", Sort::Deploy),
        ("db/migrations/001_init.sql", Sort::Migration),
        ("vendor/x/y.go", Sort::Vendored),
        (".gitignore", Sort::Tooling),
        ("logo.png", Sort::Asset),
        ("", Sort::Source),
    ] {
        assert_eq!(Sort::of(path), sort, "{path}");
    }
}

#[test]
fn sensitive_words_are_whole_words() {
    let sensitive = Sensitive::new(&["*.zap".into(), "billing/**".into()]).unwrap();
    let reasons = |path: &str| sensitive.of(path, Sort::of(path));
    for (path, expected) in [
        ("src/auth/login.rs", Sensitivity::Auth.bit()),
        ("src/userSession.ts", Sensitivity::Auth.bit()),
        ("src/author.rs", 0),
        ("src/tls_config.rs", Sensitivity::Crypto.bit()),
        ("tests/auth.rs", 0),
        ("docs/auth.md", 0),
        ("a/b/x.zap", Sensitivity::Configured.bit()),
        ("billing/x/y.rs", Sensitivity::Configured.bit() | Sensitivity::Payment.bit()),
        (".github/workflows/ci.yml", Sensitivity::Ci.bit()),
        ("src/lib.rs", 0),
    ] {
        assert_eq!(reasons(path), expected, "{path}");
    }
    assert!(Sensitive::new(&["[".into()]).is_err());
}

#[test]
fn an_area_is_where_most_files_lie() {
    for (paths, area) in [
        (vec!["src/net/http.rs", "src/net/tcp.rs"], Some("net")),
        (vec!["crates/core/src/a/b.rs"], Some("core")),
        (vec!["src/parser.rs"], Some("parser")),
        (vec!["src/lib.rs"], None),
        (vec!["README.md"], None),
        (vec!["src/net/a.rs", "src/ui/b.rs"], None),
        (vec![], None),
    ] {
        assert_eq!(common_area(paths.iter().copied()).as_deref(), area, "{paths:?}");
    }
}

#[test]
fn a_shape_sums_up_files_and_lines() {
    let files = vec![
        change("src/a.rs", 10, 2),
        change("src/b.rs", 3, 1),
        change("tests/a.rs", 5, 0),
        change("README.md", 1, 1),
    ];
    let shape = Shape::of(&changes(files), &Sensitive::default());
    assert_eq!((shape.stats.files, shape.stats.insertions, shape.stats.deletions), (4, 19, 4));
    assert_eq!((shape.code_files(), shape.code_lines()), (2, 16));
    assert_eq!((shape.folders, shape.top_folders, shape.n_files()), (3, 3, 4));
    assert_eq!(shape.touches.len(), 4);
    assert!(shape.counted);
}

#[test]
fn a_touch_is_the_same_in_every_run() {
    assert_eq!(Touch::of(b"src/lib.rs"), Touch(1_632_603_837_667_326_327));
    assert_ne!(Touch::of(b"src/lib.rs"), Touch::of(b"src/lib.rt"));
}
