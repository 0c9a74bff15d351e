//! Which tag a range begins at.

use proptest::prelude::*;

use super::open;
use crate::{
    history::{PassedTag, Range, RangeRequest, TagPattern, TagVersion},
    testkit::Repo,
};

fn range(repo: &Repo, request: &RangeRequest) -> Range {
    open(repo).range(request).unwrap()
}

fn from(repo: &Repo) -> Option<String> {
    range(repo, &RangeRequest::default()).from
}

#[test]
fn versions_are_ordered_as_their_writers_mean_them() {
    let ascending = [
        "0.9",
        "1.0.0-alpha",
        "1.0.0-alpha.1",
        "1.0.0-beta.2",
        "1.0.0-beta.11",
        "1.0.0-rc.1",
        "1.0.0",
        "1.0.1rc1",
        "1.0.1rc2",
        "1.0.1rc10",
        "1.0.1",
        "1.2",
        "1.2.0.1",
        "1.2.0.10",
        "2.0.0.beta1",
        "2.0.0.rc1",
        "2.0.0",
        "2.0.10",
        "2.10.0",
        "2024.1.5",
        "2024.11.1",
    ];
    for pair in ascending.windows(2) {
        let [left, right] = [pair[0], pair[1]].map(|text| TagVersion::new(text).unwrap());
        assert!(left < right, "{left:?} < {right:?}");
    }
    assert_eq!(TagVersion::new("1.2"), TagVersion::new("1.2.0"));
    assert_eq!(TagVersion::new("1.2.0+build"), TagVersion::new("1.2.0"));
    assert_eq!(TagVersion::new("2.47.0-rc1").unwrap().semver().to_string(), "2.47.0-rc.1");
    assert_eq!(TagVersion::new("7.0.8.1").unwrap().semver().to_string(), "7.0.8");
    for text in
        ["", "1", "20240105", "1.x", "1.2.3-", "1..2", "1.2.3 beta", "a1.2", "1.2.3.4.5.6", "99999999999999999999.1"]
    {
        assert!(TagVersion::new(text).is_none(), "{text}");
    }
}

#[test]
fn the_habit_of_a_repository_is_seen_in_its_tags() {
    let check = |tags: &[&str], name: &str, expected: &str| {
        let pattern = TagPattern::detect(tags.iter().copied(), name);
        assert_eq!(pattern.to_string(), expected, "{tags:?}");
    };
    check(&[], "owner/name", "v{version}");
    check(&["latest", "nightly-2024"], "owner/name", "v{version}");
    check(&["v1.0.0", "v1.1.0", "1.0"], "owner/name", "v{version}");
    check(&["1.0.0", "1.1.0", "2.0.0"], "owner/name", "{version}");
    check(&["release-1.0.0", "release-1.1.0"], "owner/name", "release-{version}");
    check(&["1.0.0", "1.1.0", "v2.0.0", "v2.1.0"], "owner/name", "v{version}");
    check(&["name-1.0.0", "name-1.1.0", "other-3.0.0"], "owner/name", "name-{version}");
    check(&["curl-8_10_0", "curl-8_11_0"], "curl/curl", "curl-{version_}");
    check(&["REL_16_1", "REL_17_0", "REL7_0"], "postgres/postgres", "REL_{version_}");
    check(&["one-v1.0.0", "one-v1.1.0", "two-v9.0.0"], "owner/name", "one-v{version}");
    check(&["one@1.0.0", "two@1.1.0", "three@9.0.0"], "owner/name", "v{version}");
    check(&["v1.0.0", "v1.1.0", "v1.2.0", "v1.3.0", "v1.4.0", "v1.5.0", "2024.1"], "owner/name", "v{version}");
}

#[test]
fn the_package_that_others_are_parts_of_names_the_whole() {
    let tags =
        ["v0.4.0", "v0.5.0", "demo-v0.6.0", "demo-v0.7.0", "demo-v0.8.0", "demo-core-v0.5.0", "demo-macros-v0.4.0"];
    assert_eq!(TagPattern::detect(tags, "mirror").to_string(), "demo-v{version}");
}

#[test]
fn a_package_with_parts_of_its_own_does_not_lead_the_repository() {
    let tags = ["v4.6.4", "v4.6.5", "v4.6.6", "demo_shell-v4.6.8", "demo_shell-v4.6.9", "demo_shell_fish-v4.6.9"];
    let tags = tags.into_iter().chain(["demo_shell_nu-v4.6.2"]);
    assert_eq!(TagPattern::detect(tags, "mirror").to_string(), "v{version}");
}

#[test]
fn a_tag_tells_the_package_that_it_is_named_for() {
    for (tag, package) in [
        ("demo-core-v1.2.3", Some("demo-core")),
        ("@demo/core@1.2.3", Some("@demo/core")),
        ("sub/dir/v1.2.3", Some("sub/dir")),
        ("refs/tags/curl-8_21_0", Some("curl")),
        ("v1.2.3", None),
        ("1.2.3", None),
        ("release-1.2.3", None),
        ("main", None),
    ] {
        assert_eq!(TagPattern::package(tag), package, "{tag}");
    }
}

#[test]
fn a_pattern_names_and_reads_tags() {
    let pattern = TagPattern::new("app/v{version}-final").unwrap();
    assert_eq!(pattern.tag("1.2.3"), "app/v1.2.3-final");
    assert_eq!(pattern.version("app/v1.2.3-final").unwrap().text(), "1.2.3");
    assert!(pattern.version("v1.2.3").is_none());
    let pattern = TagPattern::new("curl-{version_}").unwrap();
    assert_eq!(pattern.tag("8.10.1"), "curl-8_10_1");
    assert_eq!(pattern.version("curl-8_10_1").unwrap().text(), "8.10.1");
    assert!(TagPattern::new("v1").is_none() && TagPattern::new("{version}{version}").is_none());
}

#[test]
fn the_range_begins_at_the_highest_version_and_not_at_the_nearest() {
    let repo = Repo::new();
    repo.commit_file("a", "1\n", "feat: one");
    assert_eq!(from(&repo), None);
    repo.tag("v1.10.0");
    repo.commit_file("a", "2\n", "feat: two");
    repo.tag("v1.9.0");
    repo.commit_file("a", "3\n", "feat: three");
    repo.tag("v2.0.0-rc.1");
    repo.git(&["tag", "other-9.0.0"]);
    repo.commit_file("a", "4\n", "feat: four");
    assert_eq!(from(&repo).as_deref(), Some("v1.10.0"));
    let prereleases = RangeRequest { prereleases: true, ..RangeRequest::default() };
    assert_eq!(range(&repo, &prereleases).from.as_deref(), Some("v2.0.0-rc.1"));
    let pattern = RangeRequest { pattern: TagPattern::new("other-{version}"), ..RangeRequest::default() };
    assert_eq!(range(&repo, &pattern).from.as_deref(), Some("other-9.0.0"));
    let earlier = RangeRequest { to: Some("HEAD~1".into()), from: Some("v1.9.0".into()), ..RangeRequest::default() };
    let earlier = range(&repo, &earlier);
    assert_eq!((earlier.from.as_deref(), earlier.to.as_str()), (Some("v1.9.0"), "HEAD~1"));
    assert_eq!(earlier.from_id.unwrap().to_string(), repo.git(&["rev-parse", "v1.9.0^{}"]));
}

#[test]
fn tags_that_are_not_reachable_or_on_no_commit_are_passed_over() {
    let repo = Repo::new();
    repo.commit_file("a", "1\n", "feat: one");
    repo.tag("v1.0.0");
    repo.git(&["checkout", "--quiet", "-b", "old"]);
    repo.commit_file("b", "2\n", "fix: on the side");
    repo.tag("v3.0.0");
    repo.git(&["tag", "v9.0.0", "HEAD^{tree}"]);
    repo.git(&["checkout", "--quiet", "main"]);
    repo.commit_file("a", "3\n", "feat: two");
    assert_eq!(from(&repo).as_deref(), Some("v1.0.0"));
}

#[test]
fn clocks_that_run_backwards_hide_no_tag() {
    let repo = Repo::new();
    for step in 0..5 {
        repo.commit_file("a", &format!("{step}\n"), "feat: step");
        if step == 1 {
            repo.tag("v1.0.0");
        }
        repo.wait_days(-400);
    }
    assert_eq!(from(&repo).as_deref(), Some("v1.0.0"));
}

proptest! {
    #[test]
    fn semantic_versions_are_read_as_they_are(
        numbers in [0_u64..1000, 0_u64..1000, 0_u64..1000],
        prerelease in proptest::option::of("(alpha|beta|rc)\\.(0|[1-9][0-9]{0,3})"),
    ) {
        let [major, minor, patch] = numbers;
        let tail = prerelease.map(|text| format!("-{text}")).unwrap_or_default();
        let text = format!("{major}.{minor}.{patch}{tail}");
        let version = TagVersion::new(&text).unwrap();
        prop_assert_eq!(version.semver().to_string(), text);
    }

    #[test]
    fn no_tag_name_is_too_odd(name in "\\PC{0,40}", prefix in "[a-z@/-]{0,6}") {
        let version = TagVersion::new(&name);
        prop_assert!(version.is_none_or(|version| version == version.clone()));
        let _pattern = TagPattern::detect([name.as_str(), prefix.as_str()], &prefix);
    }
}

fn passed(repo: &Repo) -> Vec<PassedTag> {
    let opened = open(repo);
    let pattern = opened.tag_pattern().unwrap();
    opened.passed_tags(&range(repo, &RangeRequest::default()), &pattern, true).unwrap()
}

#[test]
fn a_higher_version_on_a_branch_that_left_later_is_told() {
    let repo = Repo::new();
    repo.commit_file("a", "1", "feat: one");
    repo.tag("v1.0.0").wait_days(10);
    repo.commit_file("a", "2", "feat: two");
    repo.git(&["checkout", "-q", "-b", "stable"]);
    repo.commit_file("b", "1", "fix: one");
    repo.tag("v1.1.0");
    repo.git(&["checkout", "-q", "main"]);
    repo.commit_file("a", "3", "feat: three");
    assert_eq!(from(&repo).as_deref(), Some("v1.0.0"));
    assert_eq!(passed(&repo), [PassedTag::Beside("v1.1.0".into())]);
}

#[test]
fn on_a_branch_of_an_older_version_the_newer_ones_are_no_news() {
    let repo = Repo::new();
    repo.commit_file("a", "1", "feat: one");
    repo.git(&["checkout", "-q", "-b", "stable"]);
    repo.wait_days(10).commit_file("b", "1", "fix: one");
    repo.tag("v1.0.1");
    repo.git(&["checkout", "-q", "main"]);
    repo.commit_file("a", "2", "feat: two");
    repo.tag("v2.0.0");
    repo.git(&["checkout", "-q", "stable"]);
    repo.commit_file("b", "2", "fix: two");
    assert_eq!(from(&repo).as_deref(), Some("v1.0.1"));
    assert_eq!(passed(&repo), []);
}

#[test]
fn newer_tags_of_another_form_are_told_where_they_are_a_habit() {
    let repo = Repo::new();
    repo.commit_file("a", "1", "feat: one");
    repo.tag("v0.1.0").wait_days(400);
    for minor in 1..=3 {
        repo.commit_file("a", &minor.to_string(), "feat: more");
        assert_eq!(passed(&repo), [], "after {minor}");
        repo.tag(&format!("demo-core-v0.{minor}.0"));
    }
    assert_eq!(passed(&repo), [PassedTag::Otherwise("demo-core-v0.3.0".into())]);
}
