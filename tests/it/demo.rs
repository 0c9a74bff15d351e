//! `tminus demo`: the sample project, from outside.

use tminus::testkit::Repo;

use crate::program::run;

#[test]
fn the_sample_is_made_where_it_is_asked_for() {
    let repo = Repo::without_git();
    let made = run(&repo, &["demo", "--make", "sample"]);
    let work = made.exits(0).stdout();
    assert!(work.trim_end().ends_with("work/sample/ferry"), "{work}");
    let commits = repo.git(&["-C", work.trim_end(), "rev-list", "--count", "v1.2.1..HEAD"]);
    assert!(commits.parse::<u32>().unwrap() > 20);
}

#[test]
fn an_existing_sample_is_left_alone() {
    let repo = Repo::without_git();
    run(&repo, &["demo", "--make", "sample"]).exits(0);
    let again = run(&repo, &["demo", "--make", "sample"]);
    assert!(again.exits(2).stderr().contains("is not empty"), "{}", again.stderr());
}
