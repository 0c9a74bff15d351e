//! Whose first contribution a range holds: authors and co-authors of whom nothing was there before it.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};

use super::habit;
use crate::{
    analysis::{AnalysedCommit, Flags, story::is_bot, wording::Message},
    history::{CommitId, CommitReader, Person, Range},
    process::Cancel,
    release::Workspace,
};

/// Of a longer history it is not known who is new.
const HISTORY: usize = 400_000;

/// Somebody whose first contribution is in the range.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Newcomer {
    /// Their name, after `.mailmap`.
    pub name: String,
    /// Their name on the forge, where their address tells it.
    pub handle: Option<String>,
    /// What they contributed, newest first.
    #[schemars(with = "Vec<String>")]
    pub commits: Vec<CommitId>,
}

/// What was found for a range, whose end it was.
#[derive(Serialize, Deserialize)]
struct Kept {
    to: String,
    newcomers: Vec<Newcomer>,
}

/// Who is new, in the order in which they came; why that is not known, where it is not.
pub(super) fn newcomers(workspace: &Workspace, commits: &[AnalysedCommit]) -> Result<Vec<Newcomer>, String> {
    let repository = workspace.repository();
    if repository.is_shallow() {
        return Err("who contributed for the first time is not known: the clone is shallow".to_owned());
    }
    // In the first release all are new.
    let Some(from) = workspace.range.from_id else { return Ok(Vec::new()) };
    let to = workspace.range.to_id.to_string();
    let file = habit::file(workspace, "newcomers");
    if let Some(kept) = file.as_ref().and_then(crate::store::CacheFile::read::<Kept>).filter(|kept| kept.to == to) {
        return Ok(kept.newcomers);
    }
    let mut reader = repository.reader();
    let mut open = Candidates::of(&mut reader, commits);
    let before = Range { from: None, from_id: None, to: workspace.range.from.clone().unwrap_or_default(), to_id: from };
    let unknown = |why: String| format!("who contributed for the first time is not known: {why}");
    let walk = repository.walk(&before, &Cancel::new()).map_err(|error| unknown(error.to_string()))?;
    for (read, commit) in walk.enumerate() {
        if open.all.is_empty() {
            break;
        }
        if read >= HISTORY {
            return Err(unknown(format!("the history before the range has more than {HISTORY} commits")));
        }
        let commit = commit.map_err(|error| unknown(error.to_string()))?;
        open.meet(&commit.author);
        for (name, email) in Message::co_authors(&commit.body.text) {
            open.meet(&reader.person(&name, &email));
        }
    }
    let newcomers = open.left();
    habit::keep(file, &Kept { to, newcomers: newcomers.clone() });
    Ok(newcomers)
}

/// Who may be new, by what they go by.
struct Candidates {
    all: HashMap<usize, Newcomer>,
    by_name: HashMap<String, HashSet<usize>>,
    next: usize,
}

impl Candidates {
    /// Those of a range, newest commit first.
    fn of(reader: &mut CommitReader, commits: &[AnalysedCommit]) -> Self {
        let mut candidates = Self { all: HashMap::new(), by_name: HashMap::new(), next: 0 };
        for commit in commits.iter().rev().filter(|commit| !commit.flags.contains(Flags::MERGE)) {
            candidates.add(&commit.author, commit.id);
            let body = reader.read(commit.id).map(|whole| whole.body.text).unwrap_or_default();
            for (name, email) in Message::co_authors(&body) {
                let person = reader.person(&name, &email);
                candidates.add(&person, commit.id);
            }
        }
        candidates
    }

    fn add(&mut self, person: &Person, commit: CommitId) {
        let (name, email) = (person.name.text.trim(), person.email.text.trim());
        if name.is_empty() || is_bot(name, email) || is_assistant(email) {
            return;
        }
        let names = names_of(person);
        let mut known: Vec<usize> = names.iter().filter_map(|name| self.by_name.get(name)).flatten().copied().collect();
        known.sort_unstable();
        known.dedup();
        let at = known.first().copied().unwrap_or(self.next);
        self.next += usize::from(known.is_empty());
        for other in known.into_iter().skip(1) {
            self.unite(at, other);
        }
        let newcomer = self.all.entry(at).or_insert_with(|| Newcomer {
            name: name.to_owned(),
            handle: handle(email),
            commits: Vec::new(),
        });
        newcomer.handle = newcomer.handle.take().or_else(|| handle(email));
        // Who wrote a commit may be named as its co-author too.
        if newcomer.commits.first() != Some(&commit) {
            newcomer.commits.insert(0, commit);
        }
        for name in names {
            self.by_name.entry(name).or_default().insert(at);
        }
    }

    /// Two turn out to be one, who goes by the names of both.
    fn unite(&mut self, at: usize, other: usize) {
        let Some(same) = self.all.remove(&other) else { return };
        if let Some(newcomer) = self.all.get_mut(&at) {
            newcomer.handle = newcomer.handle.take().or(same.handle);
            let new: Vec<CommitId> = same.commits.into_iter().filter(|id| !newcomer.commits.contains(id)).collect();
            newcomer.commits.splice(0..0, new);
        }
        for owners in self.by_name.values_mut() {
            if owners.remove(&other) {
                owners.insert(at);
            }
        }
    }

    /// Somebody was there before: they are not new under any of their names.
    fn meet(&mut self, person: &Person) {
        for name in names_of(person) {
            for at in self.by_name.remove(&name).into_iter().flatten() {
                self.all.remove(&at);
            }
        }
    }

    fn left(self) -> Vec<Newcomer> {
        let mut left: Vec<(usize, Newcomer)> = self.all.into_iter().collect();
        left.sort_unstable_by_key(|(at, _)| *at);
        left.into_iter().map(|(_, newcomer)| newcomer).collect()
    }
}

/// What somebody goes by: address, name on the forge and name. Two people of one name are taken for one, since to call
/// somebody new who is not is worse than to leave somebody out.
fn names_of(person: &Person) -> Vec<String> {
    let (name, email) = (person.name.text.trim().to_lowercase(), person.email.text.trim().to_lowercase());
    let handle = handle(&email).map(|handle| format!("@{handle}"));
    let mut names: Vec<String> = handle.into_iter().collect();
    names.push(format!("@{name}"));
    names.extend([name, email].into_iter().filter(|name| !name.is_empty()));
    names
}

/// Whether an address is that of a program that helps to write, which trailers name as a co-author.
fn is_assistant(email: &str) -> bool {
    const ADDRESSES: [&str; 4] =
        ["noreply@anthropic.com", "cursoragent@cursor.com", "noreply@openai.com", "noreply@aider.chat"];
    const HANDLES: [&str; 4] = ["copilot", "devin-ai-integration", "claude", "codex"];
    let email = email.to_lowercase();
    // A person may be called Claude or Devin: only addresses tell.
    let is_numbered = email.contains('+');
    ADDRESSES.contains(&email.as_str())
        || is_numbered && handle(&email).is_some_and(|handle| HANDLES.contains(&handle.as_str()))
}

/// The name on the forge that a private address holds.
fn handle(email: &str) -> Option<String> {
    let own = email.strip_suffix("@users.noreply.github.com")?;
    let own = own.split_once('+').map_or(own, |(_, name)| name);
    let is_plain = !own.is_empty() && own.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-');
    is_plain.then(|| own.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notes::sample::commit;

    #[test]
    fn one_person_is_named_once_with_each_commit_once_and_programs_never() {
        let ids = ["aaaaaa1", "aaaaaa2", "aaaaaa3"].map(|short| commit(short, "fix: x").id);
        let mut candidates = Candidates { all: HashMap::new(), by_name: HashMap::new(), next: 0 };
        let mut add = |name: &str, email: &str, id: CommitId| {
            candidates.add(&Person { name: name.into(), email: email.into() }, id);
        };
        add("Ann", "ann@example.org", ids[0]);
        add("Ann Lee", "lee@example.org", ids[1]);
        add("Ann Lee", "ann@example.org", ids[2]);
        add("Ann", "ann@example.org", ids[2]);
        add("Claude", "noreply@anthropic.com", ids[2]);
        add("Copilot", "175728472+Copilot@users.noreply.github.com", ids[2]);
        add("Cursor", "cursoragent@cursor.com", ids[2]);
        add("Claude Martin", "claude@example.org", ids[2]);
        let left = candidates.left();
        let names: Vec<&str> = left.iter().map(|newcomer| newcomer.name.as_str()).collect();
        assert_eq!(names, ["Ann", "Claude Martin"]);
        assert_eq!(left[0].commits, [ids[2], ids[1], ids[0]]);
    }
}
