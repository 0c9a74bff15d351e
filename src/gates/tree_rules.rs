//! The gates on work tree, branch and remote.

use super::gate::{Finding, count, listed};
use crate::history::CommitId;

/// What the work tree looks like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WorkTree {
    /// A bare repository has none.
    Bare,
    /// It takes a git child, which needs trust.
    Untrusted,
    /// git could not say.
    Unreadable(String),
    /// What is changed or unknown, such as (`untracked`, `a.txt`); clean if there is nothing.
    Changes(Vec<(String, String)>),
}

/// `clean-work-tree`: files that are untracked and not ignored count.
pub(super) fn clean_work_tree(state: &WorkTree) -> Finding {
    match state {
        WorkTree::Bare => Finding::go("a bare repository has no work tree that could be unclean"),
        WorkTree::Untrusted => Finding::untrusted("`git status`"),
        WorkTree::Unreadable(why) => {
            Finding::hold("git could not look at the work tree", "run `git status` to see what is wrong").detail(why)
        }
        WorkTree::Changes(changes) if changes.is_empty() => Finding::go("nothing is changed, nothing is untracked"),
        WorkTree::Changes(changes) => {
            let lines: Vec<String> = changes.iter().map(|(status, path)| format!("{status}: {path}")).collect();
            Finding::no_go(
                format!("{} changed or untracked", are(changes.len(), "file")),
                "commit, stash or ignore these files",
            )
            .detail(listed(&lines))
        }
    }
}

fn are(number: usize, noun: &str) -> String {
    format!("{} {}", count(number, noun), if number == 1 { "is" } else { "are" })
}

/// Which branch is released from, and where things stand.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Branch {
    /// The branch that releases are made from, if one is configured or evident.
    pub release: Option<String>,
    /// The branch that `HEAD` is on; nothing if it is detached.
    pub head: Option<String>,
    /// Whether the range's end is on that branch.
    pub has_end: bool,
}

/// `release-branch`.
pub(super) fn release_branch(branch: &Branch) -> Finding {
    let Some(release) = &branch.release else {
        return Finding::no_go(
            "which branch is released from is not evident",
            "name it: `branch = \"...\"` under `[release]` in `tminus.toml`",
        );
    };
    let remedy = format!("`git switch {release}`, or name another branch under `[release]` in `tminus.toml`");
    match &branch.head {
        None => Finding::no_go(format!("`HEAD` is on no branch; releases are made from `{release}`"), remedy),
        Some(head) if head != release => {
            Finding::no_go(format!("`HEAD` is on `{head}`; releases are made from `{release}`"), remedy)
        }
        Some(_) if !branch.has_end => Finding::no_go(
            format!("the range does not end on `{release}`"),
            format!("end it with a commit of `{release}`: `--to {release}`"),
        ),
        Some(_) => Finding::go(format!("`HEAD` is on `{release}`")),
    }
}

/// What the remote said of the release branch and the tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remote {
    /// No remote of that name is configured.
    Missing,
    /// It takes a git child, which needs trust.
    Untrusted,
    /// The network is not to be touched.
    Offline,
    /// It did not answer.
    Unreachable(String),
    /// It answered.
    Answer(RemoteAnswer),
}

/// What stands on the remote.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RemoteAnswer {
    /// The commit of the release branch; nothing if there is no such branch yet.
    pub branch: Option<CommitId>,
    /// Whether that commit is the range's end or one of its ancestors.
    pub is_ancestor: bool,
    /// Whether that commit is known here at all.
    pub is_known: bool,
    /// What the release's tag points at there, if it is there.
    pub tag: Option<CommitId>,
}

/// `up-to-date`: the remote's branch is an ancestor of the range's end, or is not there yet.
pub(super) fn up_to_date(remote_name: &str, branch: Option<&str>, remote: &Remote) -> Finding {
    let branch = branch.unwrap_or("the release branch");
    match remote {
        Remote::Missing => Finding::no_go(
            format!("there is no remote named `{remote_name}`"),
            format!(
                "add it: `git remote add {remote_name} URL`, or name another one under `[release]` in `tminus.toml`"
            ),
        ),
        Remote::Untrusted => Finding::untrusted("`git ls-remote`"),
        Remote::Offline => Finding::hold(
            format!("not looked at: the network is not to be touched, so what stands on `{remote_name}` is not known"),
            "run it again without `--offline`",
        ),
        Remote::Unreachable(why) => Finding::hold(
            format!("`{remote_name}` did not answer"),
            format!("check the network and your access: `git ls-remote {remote_name}`"),
        )
        .detail(why),
        Remote::Answer(answer) => match answer.branch {
            None => Finding::go(format!("`{branch}` is not on `{remote_name}` yet")),
            Some(tip) if answer.is_ancestor => {
                Finding::go(format!("`{branch}` on `{remote_name}` is at `{}`, which is contained", tip.short()))
            }
            Some(tip) => {
                let summary = if answer.is_known {
                    format!("`{branch}` on `{remote_name}` is at `{}`, which the range does not contain", tip.short())
                } else {
                    format!("`{branch}` on `{remote_name}` is at `{}`, which was not fetched yet", tip.short())
                };
                Finding::no_go(summary, format!("`git pull --rebase {remote_name} {branch}`, then look again"))
            }
        },
    }
}

#[cfg(test)]
mod tests {
    use super::{super::Verdict, *};

    fn id(digit: char) -> CommitId {
        digit.to_string().repeat(40).parse().unwrap()
    }

    #[test]
    fn a_work_tree_is_clean_when_nothing_is_changed_or_untracked() {
        assert_eq!(clean_work_tree(&WorkTree::Changes(vec![])).verdict, Verdict::Go);
        assert_eq!(clean_work_tree(&WorkTree::Bare).verdict, Verdict::Go);
        assert_eq!(clean_work_tree(&WorkTree::Untrusted).verdict, Verdict::Hold);
        assert_eq!(clean_work_tree(&WorkTree::Unreadable("no".into())).verdict, Verdict::Hold);
        let untracked = clean_work_tree(&WorkTree::Changes(vec![("untracked".into(), "a.txt".into())]));
        assert_eq!(untracked.verdict, Verdict::NoGo);
        assert_eq!(untracked.evidence[0].summary, "1 file is changed or untracked");
        assert_eq!(untracked.evidence[0].detail, "untracked: a.txt");
        assert!(untracked.remedy.is_some());
    }

    #[test]
    fn a_long_list_of_files_is_cut_and_says_so() {
        let many = (0..70).map(|index| ("modified".to_owned(), format!("{index}.txt"))).collect();
        let detail = clean_work_tree(&WorkTree::Changes(many)).evidence[0].detail.clone();
        assert_eq!(detail.lines().count(), 51);
        assert!(detail.ends_with("... and 20 more"));
    }

    #[test]
    fn head_has_to_be_on_the_release_branch() {
        let on = |head: Option<&str>, has_end| Branch {
            release: Some("main".into()),
            head: head.map(str::to_owned),
            has_end,
        };
        assert_eq!(release_branch(&on(Some("main"), true)).verdict, Verdict::Go);
        assert_eq!(release_branch(&on(Some("topic"), true)).verdict, Verdict::NoGo);
        assert_eq!(release_branch(&on(None, true)).verdict, Verdict::NoGo);
        assert_eq!(release_branch(&on(Some("main"), false)).verdict, Verdict::NoGo);
        assert_eq!(release_branch(&Branch::default()).verdict, Verdict::NoGo);
    }

    #[test]
    fn being_ahead_of_the_remote_is_fine_and_being_behind_is_not() {
        let answer = |branch, is_ancestor| {
            let answer = RemoteAnswer { branch, is_ancestor, is_known: true, tag: None };
            up_to_date("origin", Some("main"), &Remote::Answer(answer)).verdict
        };
        assert_eq!(answer(None, false), Verdict::Go);
        assert_eq!(answer(Some(id('a')), true), Verdict::Go);
        assert_eq!(answer(Some(id('a')), false), Verdict::NoGo);
    }

    #[test]
    fn what_cannot_be_known_holds_and_no_remote_is_no_go() {
        let verdict = |remote| up_to_date("origin", None, &remote).verdict;
        assert_eq!(verdict(Remote::Missing), Verdict::NoGo);
        assert_eq!(verdict(Remote::Offline), Verdict::Hold);
        assert_eq!(verdict(Remote::Untrusted), Verdict::Hold);
        assert_eq!(verdict(Remote::Unreachable("timed out".into())), Verdict::Hold);
    }
}
