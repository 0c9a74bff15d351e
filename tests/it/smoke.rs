//! The program starts, and says what it is.

use tminus::testkit::Repo;

use crate::program::run;

#[test]
fn version_is_printed() {
    let repo = Repo::without_git();
    assert_eq!(run(&repo, &["--version"]).exits(0).stdout(), format!("tminus {}\n", env!("CARGO_PKG_VERSION")));
}
