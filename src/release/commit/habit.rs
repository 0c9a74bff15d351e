//! How a project words its commits: headers, the words of kinds, scopes by place, sign-offs, tickets in branch names.

use std::{
    collections::{BTreeMap, HashMap},
    ops::ControlFlow,
    sync::LazyLock,
};

use regex::Regex;

use crate::{
    analysis::{Kind, wording::Header},
    history::{CommitId, Head, Range, Repository},
    process::Cancel,
};

/// Commits that show it.
const READ: usize = 200;
/// A scope that fewer commits of a place had is none of its.
const SCOPE_AT_LEAST: usize = 2;

static TICKET: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[/_-])(?:(?P<key>[A-Z][A-Z0-9]{1,9}-\d+)|(?:(?i:issue|gh|bug|fix)[-/_]?)?(?P<number>\d{1,6}))(?:$|[-_/])")
        .expect("the pattern is a constant that a test compiles")
});

/// See the module.
#[derive(Debug, Clone)]
pub(super) struct Habit {
    /// Whether subjects have headers.
    pub(super) is_conventional: bool,
    words: HashMap<Kind, String>,
    /// Scopes by folder, with how often.
    scopes: HashMap<String, BTreeMap<String, usize>>,
    signs_off: bool,
}

impl Default for Habit {
    fn default() -> Self {
        Self { is_conventional: true, words: HashMap::new(), scopes: HashMap::new(), signs_off: false }
    }
}

impl Habit {
    /// Reads it from the newest commits.
    pub(super) fn of(repository: &Repository, head: CommitId) -> Self {
        let range = Range { from: Some(head.to_string()), from_id: Some(head), to: head.to_string(), to_id: head };
        let (mut seen, mut headers, mut signed) = (0_usize, 0_usize, 0_usize);
        let mut words: HashMap<Kind, BTreeMap<String, usize>> = HashMap::new();
        let mut habit = Self::default();
        let read = repository.past(&range, READ, &Cancel::new(), |past| {
            if past.commit.is_merge() {
                return ControlFlow::Continue(());
            }
            seen += 1;
            signed += usize::from(past.commit.body.text.contains("Signed-off-by: "));
            let Some(header) = Header::read(&past.commit.subject.text) else { return ControlFlow::Continue(()) };
            let Some(kind) = header.kind else { return ControlFlow::Continue(()) };
            headers += 1;
            *words.entry(kind).or_default().entry(header.word.to_string()).or_default() += 1;
            if let Some(scope) = header.scope.as_deref().filter(|scope| scope.len() <= 30) {
                let mut met: Vec<String> = Vec::new();
                for folder in past.files.iter().take(50).flat_map(|file| folders(&file.path_text())) {
                    if !met.contains(&folder) {
                        *habit.scopes.entry(folder.clone()).or_default().entry(scope.to_owned()).or_default() += 1;
                        met.push(folder);
                    }
                }
            }
            ControlFlow::Continue(())
        });
        if let Err(error) = read {
            tracing::debug!(%error, "how commits are worded is not known");
        }
        // Of two or three commits nothing can be said, and a header does no harm.
        habit.is_conventional = seen < 4 || headers * 4 >= seen;
        habit.signs_off = seen >= 4 && signed * 4 >= seen * 3;
        let most = |words: BTreeMap<String, usize>| words.into_iter().max_by_key(|(_, count)| *count);
        habit.words = words.into_iter().filter_map(|(kind, words)| Some((kind, most(words)?.0))).collect();
        habit
    }

    /// The word for a kind.
    pub(super) fn word(&self, kind: Kind) -> String {
        self.words.get(&kind).cloned().unwrap_or_else(|| kind.as_str().to_owned())
    }

    /// The scope that commits of all these places had, the nearest folder first.
    pub(super) fn scope<'a>(&self, paths: impl Iterator<Item = &'a str>) -> Option<String> {
        let mut shared: Option<String> = None;
        for path in paths {
            let scope = folders(path).into_iter().find_map(|folder| self.of_folder(&folder))?;
            if shared.as_ref().is_some_and(|known| *known != scope) {
                return None;
            }
            shared = Some(scope);
        }
        shared
    }

    fn of_folder(&self, folder: &str) -> Option<String> {
        let scopes = self.scopes.get(folder)?;
        let all: usize = scopes.values().sum();
        let (scope, count) = scopes.iter().max_by_key(|(_, count)| **count)?;
        (*count >= SCOPE_AT_LEAST && count * 2 > all).then(|| scope.clone())
    }

    /// What stands below the message.
    pub(super) fn trailers(&self, repository: &Repository) -> Vec<String> {
        let mut trailers = Vec::new();
        if let Ok(Head::Branch { name, .. }) = repository.head()
            && let Some(ticket) = ticket(&name)
        {
            trailers.push(format!("Refs: {ticket}"));
        }
        if self.signs_off
            && let Some((name, email)) = repository.user()
        {
            trailers.push(format!("Signed-off-by: {name} <{email}>"));
        }
        trailers
    }
}

/// A path's file and the folders that it is in, the nearest first.
fn folders(path: &str) -> Vec<String> {
    let mut folders = vec![path.to_owned()];
    let mut rest = path;
    while let Some((folder, _)) = rest.rsplit_once('/') {
        folders.push(folder.to_owned());
        rest = folder;
    }
    folders
}

/// `feature/PROJ-12-stars` is about `PROJ-12`, `fix/123-crash` about `#123`.
fn ticket(branch: &str) -> Option<String> {
    if ["release", "v", "dependabot", "renovate"].iter().any(|front| {
        branch.strip_prefix(front).is_some_and(|rest| rest.starts_with(|next: char| "/-_.0123456789".contains(next)))
    }) {
        return None;
    }
    let found = TICKET.captures(branch)?;
    match (found.name("key"), found.name("number")) {
        (Some(key), _) => Some(key.as_str().to_owned()),
        (None, Some(number)) => Some(format!("#{}", number.as_str())),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn branches_name_tickets() {
        for (branch, expected) in [
            ("feature/PROJ-12-stars", Some("PROJ-12")),
            ("fix/123-crash", Some("#123")),
            ("issue-77", Some("#77")),
            ("main", None),
            ("release/1.2", None),
            ("v2", None),
            ("stars", None),
        ] {
            assert_eq!(ticket(branch).as_deref(), expected, "{branch}");
        }
    }
}
