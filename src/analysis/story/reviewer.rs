//! Who could review a commit: people who know its files and did not write it, and its owners by `CODEOWNERS`.

use std::{collections::HashSet, sync::Arc};

use super::{CodeOwners, Facts, Ownership};
use crate::{
    analysis::shape::{Sort, Touch},
    history::Person,
};

/// People that are told.
const AT_MOST: usize = 4;
/// A person is looked for among so many that know the files.
const LOOKED_AT: usize = 12;
/// Paths that are looked at.
const FILES_AT_MOST: usize = 64;

/// Somebody who could review a commit.
#[derive(Debug, Clone, PartialEq)]
pub struct Reviewer {
    /// Their name, or the handle of an owner whose name is not known.
    pub name: Box<str>,
    /// Their address.
    pub email: Option<Box<str>>,
    /// As `CODEOWNERS` writes them: `@ann`, `@acme/team`.
    pub handle: Option<Box<str>>,
    /// How much of what is known of these files they know, 0 to 1.
    pub share: f64,
    /// Why, in words.
    pub reasons: Vec<String>,
}

/// What somebody is called who could review a commit: what a list of ten thousands of commits keeps of them.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ReviewerName {
    /// Their name, or the handle of an owner whose name is not known.
    pub name: Box<str>,
    /// Their address.
    pub email: Option<Box<str>>,
    /// As `CODEOWNERS` writes them.
    pub handle: Option<Box<str>>,
}

/// The same names for the same people, so that each is kept once however many commits they could review.
#[derive(Debug, Default)]
pub struct ReviewerNames(HashSet<Arc<ReviewerName>>);

impl ReviewerNames {
    /// The names of those who could review a commit.
    pub fn of(&mut self, reviewers: Vec<Reviewer>) -> Box<[Arc<ReviewerName>]> {
        let names = reviewers.into_iter().map(|Reviewer { name, email, handle, .. }| {
            let name = ReviewerName { name, email, handle };
            if let Some(known) = self.0.get(&name) {
                return Arc::clone(known);
            }
            let name = Arc::new(name);
            self.0.insert(Arc::clone(&name));
            name
        });
        names.collect()
    }
}

/// What reviewers are found from.
#[derive(Debug, Clone, Copy)]
pub struct Surroundings<'a> {
    /// Who changed which files.
    pub ownership: &'a Ownership,
    /// The owners by `CODEOWNERS`.
    pub owners: &'a CodeOwners,
    /// The commit's place in the ownership.
    pub place: u32,
}

impl Reviewer {
    /// The reviewers of a commit. `authors` wrote it, and do not review it; `person` finds who a number stands for.
    pub fn of(
        facts: &Facts,
        surroundings: Surroundings<'_>,
        authors: &[(String, String)],
        mut person: impl FnMut(u32, u32) -> Option<Person>,
    ) -> Vec<Self> {
        let touches = telling(facts);
        let known = surroundings.ownership.known(&touches, surroundings.place);
        let whole: f64 = known.iter().map(|known| known.weight).sum();
        let mut found: Vec<Self> = Vec::new();
        for known in known.iter().take(LOOKED_AT) {
            let Some(person) = person(known.author, known.newest) else { continue };
            let (name, email) = (person.name.text, person.email.text);
            let is_known = found.iter().any(|other| *other.name == *name);
            if is_known || is_bot(&name, &email) || authors.iter().any(|author| is_same(author, &name, &email)) {
                continue;
            }
            let times = if known.changes == 1 { "once".to_owned() } else { format!("{} times", known.changes) };
            let reason = match touches.len() {
                1 => format!("changed its file {times}"),
                files => format!("changed {} of its {files} files, {times} in all", known.files),
            };
            found.push(Self {
                name: name.into(),
                email: (!email.is_empty()).then(|| email.into()),
                handle: None,
                share: (known.weight / whole.max(f64::MIN_POSITIVE) * 100.0).round() / 100.0,
                reasons: vec![reason],
            });
            if found.len() == AT_MOST {
                break;
            }
        }
        with_owners(found, facts, surroundings.owners, authors)
    }
}

/// Owners stand first: the project says that they are to be asked.
fn with_owners(
    mut found: Vec<Reviewer>,
    facts: &Facts,
    owners: &CodeOwners,
    authors: &[(String, String)],
) -> Vec<Reviewer> {
    if owners.is_empty() {
        return found;
    }
    let mut owned: Vec<(&str, u32)> = Vec::new();
    for path in facts.files.iter().take(FILES_AT_MOST) {
        for owner in owners.of(path) {
            match owned.iter_mut().find(|(known, _)| *known == owner) {
                Some((_, files)) => *files += 1,
                None => owned.push((owner, 1)),
            }
        }
    }
    owned.sort_by_key(|(_, files)| std::cmp::Reverse(*files));
    let mut first = Vec::new();
    for (owner, files) in owned.into_iter().take(AT_MOST) {
        let reason = format!("owns {files} of its {} files by CODEOWNERS", facts.files.len().min(FILES_AT_MOST));
        let is_author = |author: &(String, String)| is_handle_of(owner, &author.0, &author.1);
        if authors.iter().any(is_author) {
            continue;
        }
        let same =
            found.iter().position(|known| is_handle_of(owner, &known.name, known.email.as_deref().unwrap_or_default()));
        let mut reviewer = match same {
            Some(at) => found.remove(at),
            None => Reviewer { name: owner.into(), email: None, handle: None, share: 0.0, reasons: Vec::new() },
        };
        if owner.starts_with('@') {
            reviewer.handle = Some(owner.into());
        } else {
            reviewer.email = Some(owner.into());
        }
        reviewer.reasons.insert(0, reason);
        first.push(reviewer);
    }
    first.extend(found);
    first.truncate(AT_MOST);
    first
}

/// Paths that say who knows a change: what every commit changes does not.
pub(crate) fn telling(facts: &Facts) -> Vec<Touch> {
    let says_little =
        |path: &str| matches!(Sort::of(path), Sort::Lock | Sort::Changelog | Sort::Manifest | Sort::Vendored);
    let touches = |all: bool| -> Vec<Touch> {
        let files = facts.files.iter().filter(|path| all || !says_little(path)).take(FILES_AT_MOST);
        files.map(|path| Touch::of(path.as_bytes())).collect()
    };
    let telling = touches(false);
    if telling.is_empty() { touches(true) } else { telling }
}

/// An owner's address, or a handle that is the name or the address's first part.
fn is_handle_of(owner: &str, name: &str, email: &str) -> bool {
    let Some(handle) = owner.strip_prefix('@') else { return owner.eq_ignore_ascii_case(email) };
    let local = email.split('@').next().unwrap_or_default();
    // Forges' hidden addresses: `123+handle@users.noreply.example.org`.
    let local = local.split_once('+').map_or(local, |(_, rest)| rest);
    let hidden = email.contains("noreply");
    handle.eq_ignore_ascii_case(&name.replace(' ', "")) || hidden && handle.eq_ignore_ascii_case(local)
}

fn is_same(author: &(String, String), name: &str, email: &str) -> bool {
    (!email.is_empty() && author.1.eq_ignore_ascii_case(email))
        || (!name.is_empty() && author.0.eq_ignore_ascii_case(name))
}

/// Whether a name or an address is a program's.
pub fn is_bot(name: &str, email: &str) -> bool {
    const NAMES: [&str; 14] = [
        "github",
        "dependabot",
        "renovate",
        "github-actions",
        "gitlab-bot",
        "bors",
        "web-flow",
        "greenkeeper",
        "snyk",
        "travis",
        "jenkins",
        "codecov",
        "semantic-release",
        "weblate",
    ];
    let name = name.to_lowercase();
    let email = email.to_lowercase();
    name.ends_with("[bot]")
        || email.contains("[bot]")
        || name.ends_with("-bot")
        || name.ends_with(" bot")
        || NAMES.contains(&name.as_str())
        || email.starts_with("bot@")
        || email == "noreply@github.com"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(files: &[&str]) -> Facts {
        Facts {
            files: files.iter().map(|file| (*file).into()).collect(),
            n_files: files.len() as u32,
            ..Facts::default()
        }
    }

    fn person(name: &str, email: &str) -> Person {
        Person { name: name.into(), email: email.into() }
    }

    fn reviewers(files: &[&str], owners: &str, author: (&str, &str)) -> Vec<(String, Option<String>)> {
        let mut ownership = Ownership::default();
        for (author, file) in [(1, "a.rs"), (2, "a.rs"), (3, "b.rs"), (2, "b.rs"), (4, "a.rs")] {
            ownership.add(author, [Touch::of(file.as_bytes())].into_iter());
        }
        let people =
            [("Ann", "ann@x"), ("Bob", "1+bobby@users.noreply.x"), ("Cho", "cho@x"), ("dependabot[bot]", "d@x")];
        let found = Reviewer::of(
            &facts(files),
            Surroundings { ownership: &ownership, owners: &CodeOwners::read(owners, "CODEOWNERS"), place: 99 },
            &[(author.0.to_owned(), author.1.to_owned())],
            |number, _| people.get(number as usize - 1).map(|(name, email)| person(name, email)),
        );
        found.into_iter().map(|reviewer| (reviewer.name.to_string(), reviewer.handle.map(Into::into))).collect()
    }

    fn names(files: &[&str], owners: &str, author: (&str, &str)) -> Vec<String> {
        reviewers(files, owners, author).into_iter().map(|(name, _)| name).collect()
    }

    #[test]
    fn who_knows_the_files_and_did_not_write_it_and_is_no_program_reviews() {
        assert_eq!(names(&["a.rs", "b.rs"], "", ("Zoe", "z@x")), ["Bob", "Ann", "Cho"]);
        assert_eq!(names(&["a.rs"], "", ("Bob", "other@x")), ["Ann"]);
        assert_eq!(names(&["a.rs"], "", ("Robert", "1+bobby@users.noreply.x")), ["Ann"]);
        assert!(names(&["c.rs"], "", ("Zoe", "z@x")).is_empty());
    }

    #[test]
    fn owners_stand_first_and_are_joined_with_who_they_are() {
        let found = reviewers(&["a.rs"], "* @acme/core @bobby", ("Zoe", "z@x"));
        assert_eq!(found[0], ("@acme/core".into(), Some("@acme/core".into())));
        assert_eq!(found[1], ("Bob".into(), Some("@bobby".into())));
        assert_eq!(names(&["a.rs"], "* zoe@x ann@x", ("Zoe", "zoe@x")), ["Ann", "Bob"], "the author does not review");
    }

    #[test]
    fn a_person_is_kept_once_whatever_the_reasons() {
        let reviewer = |name: &str, share| Reviewer {
            name: name.into(),
            email: Some("x@y".into()),
            handle: None,
            share,
            reasons: vec![share.to_string()],
        };
        let mut names = ReviewerNames::default();
        let first = names.of(vec![reviewer("Ann", 0.2), reviewer("Bob", 0.1)]);
        let second = names.of(vec![reviewer("Bob", 0.7)]);
        assert_eq!((&*first[0].name, &*first[1].name), ("Ann", "Bob"));
        assert!(Arc::ptr_eq(&first[1], &second[0]));
    }

    #[test]
    fn what_every_commit_changes_says_little() {
        assert_eq!(telling(&facts(&["Cargo.lock", "a.rs"])).len(), 1);
        assert_eq!(telling(&facts(&["Cargo.lock"])).len(), 1);
    }
}
