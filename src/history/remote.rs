//! What a remote has, and pushing to it, by the user's `git`: credentials, proxies and hooks are its business.

use std::time::Duration;

use super::CommitId;
use crate::process::{Git, ProcessError};

/// How long a remote may take to list its references.
const PATIENCE: Duration = Duration::from_secs(30);

/// A reference of a remote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemoteRef {
    /// Full name: `refs/heads/main`.
    pub name: String,
    /// What it points at: for an annotated tag the commit behind it.
    pub target: CommitId,
    /// The tag object, for an annotated tag.
    pub tag_object: Option<CommitId>,
}

/// The references of these full names that the remote has.
pub fn ls_remote(git: &Git, remote: &str, names: &[&str]) -> Result<Vec<RemoteRef>, ProcessError> {
    let mut arguments = vec!["ls-remote".to_owned(), "--".to_owned(), remote.to_owned()];
    for name in names {
        arguments.push((*name).to_owned());
        arguments.push(format!("{name}^{{}}"));
    }
    let output = git.remote(arguments).timeout(PATIENCE).run()?.stdout;
    let mut found = parse_refs(&String::from_utf8_lossy(&output));
    // Patterns match the ends of names: `refs/heads/main` would find `refs/heads/old/refs/heads/main`.
    found.retain(|reference| names.contains(&reference.name.as_str()));
    Ok(found)
}

/// Reads lines of id and name; `name^{}` says what a tag object ends at.
fn parse_refs(output: &str) -> Vec<RemoteRef> {
    let mut found: Vec<RemoteRef> = Vec::new();
    for line in output.lines() {
        let Some((id, name)) = line.split_once('\t') else { continue };
        let Ok(id) = id.parse::<CommitId>() else { continue };
        match name.strip_suffix("^{}") {
            Some(tag) => {
                if let Some(known) = found.iter_mut().find(|known| known.name == tag) {
                    known.tag_object = Some(known.target);
                    known.target = id;
                }
            }
            None => found.push(RemoteRef { name: name.to_owned(), target: id, tag_object: None }),
        }
    }
    found
}

/// What became of one reference of a push.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PushedRef {
    /// Full name on the remote.
    pub name: String,
    /// Whether the remote has it now, by this push or before.
    pub is_there: bool,
    /// git's word on it: `[new tag]`, `[up to date]`, `[remote rejected] (hook declined)`.
    pub summary: String,
}

/// Reads what `git push --porcelain` prints.
pub fn parse_push(output: &str) -> Vec<PushedRef> {
    output
        .lines()
        .filter_map(|line| {
            let mut parts = line.splitn(3, '\t');
            let (flag, names, summary) = (parts.next()?, parts.next()?, parts.next()?);
            let name = names.rsplit(':').next()?.to_owned();
            let is_there = matches!(flag, " " | "+" | "*" | "=" | "-");
            Some(PushedRef { name, is_there, summary: summary.to_owned() })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{config::Trusted, testkit::Repo};

    fn git(repo: &Repo) -> Git {
        Git::at(&repo.path(), &Trusted::for_tests(&repo.path()))
    }

    #[test]
    fn a_remote_tells_branches_and_what_tags_end_at() {
        let repo = Repo::new();
        let id: CommitId = repo.commit_file("a", "a\n", "feat: begin").parse().unwrap();
        repo.tag("v1.0.0");
        repo.git(&["branch", "old/refs/heads/main"]);
        repo.with_origin();
        repo.git(&["push", "--quiet", "origin", "old/refs/heads/main", "v1.0.0"]);
        let names = ["refs/heads/main", "refs/tags/v1.0.0", "refs/heads/none"];
        let found = ls_remote(&git(&repo), "origin", &names).unwrap();
        let told: Vec<_> = found.iter().map(|found| (found.name.as_str(), found.target)).collect();
        assert_eq!(told, [("refs/heads/main", id), ("refs/tags/v1.0.0", id)]);
        assert_eq!(found[1].tag_object.unwrap().to_string(), repo.git(&["rev-parse", "v1.0.0"]));
        assert!(ls_remote(&git(&repo), "--upload-pack=touch x", &names).is_err());
    }

    #[test]
    fn a_push_tells_what_became_of_each_reference() {
        let output = "To origin\n*\trefs/tags/v1:refs/tags/v1\t[new tag]\n=\trefs/heads/main:refs/heads/main\t[up to date]\n\
                      !\trefs/heads/x:refs/heads/x\t[rejected] (fetch first)\nDone\n";
        let told: Vec<_> = parse_push(output).into_iter().map(|pushed| (pushed.name, pushed.is_there)).collect();
        assert_eq!(
            told,
            [("refs/tags/v1".into(), true), ("refs/heads/main".into(), true), ("refs/heads/x".into(), false)]
        );
    }
}
