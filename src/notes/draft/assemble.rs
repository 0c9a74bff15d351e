//! Puts a draft together: places commits, joins what is one thing, words it, and sorts it.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::{
    Draft, DraftEntry, DraftSection, Pulls, SetAside,
    cancelled::Cancelled,
    fitting::{Fitting, gone},
    fold::{Stories, Story},
    habitual::follow,
    placement::{Placement, is_of_release, place},
    ranking::{Scores, rank},
    rules::CommitRules,
    worded::{LONGEST_SENTENCE, migration, said, scope_of, words},
};
use crate::{
    analysis::{AnalysedCommit, Flags},
    drafting::{self, Bump},
    history::CommitId,
    notes::{
        Break, SectionKey,
        found::{NAMED, details},
        habit::{Choice, Updates, Upkeep, is_for_readers},
    },
};

/// Why what users have already is not told once more.
pub(super) const RELEASED: &str = "an earlier release has this change already, picked onto its branch";
/// More dependencies than this are counted rather than named.
const NAMED_DEPENDENCIES: usize = 12;
/// What breaks by several commits together, or by what they build on.
const OF_NO_COMMIT: &str = "Other changes to what can be called from outside";
/// What an entry says that cites the newest commit for want of one that made it.
const BY_NO_COMMIT: &str = "by no single commit";

/// Drafts the notes of a range. `commits` are all of it, newest first.
pub fn draft(commits: &[AnalysedCommit]) -> Draft {
    draft_with(commits, &[], None)
}

/// The same, told what was found to break (whatever a commit says of itself, it is told among what breaks), and by the
/// project's habit where it is known.
pub fn draft_with(commits: &[AnalysedCommit], breaks: &[Break], choice: Option<&Choice>) -> Draft {
    draft_by(commits, &Guide { breaks, choice, ..Guide::default() })
}

/// What a draft follows besides the commits.
#[derive(Debug, Clone, Copy, Default)]
pub struct Guide<'a> {
    /// What was found to break.
    pub breaks: &'a [Break],
    /// The project's habit.
    pub choice: Option<&'a Choice>,
    /// The project's own rules.
    pub rules: Option<&'a CommitRules>,
    /// Changes that an earlier release has already, by a commit of its own.
    pub released: Option<&'a HashSet<CommitId>>,
    /// Whether it is a major release, of which readers expect that it asks something of them.
    pub is_major: bool,
}

/// The same, by all that is known.
pub fn draft_by(commits: &[AnalysedCommit], guide: &Guide<'_>) -> Draft {
    let Guide { breaks, choice, rules, released, is_major } = *guide;
    let pulls = Pulls::of_range(commits);
    let cancelled = Cancelled::of_range(commits, &pulls);
    let broken = Broken::of(commits, breaks);
    let place_of = |(at, commit)| match broken.by(at) {
        [] => place(commit, cancelled.reaches_before_the_range(at)),
        _ => Placement::Told(SectionKey::Breaking),
    };
    let mut placements: Vec<Placement> = commits.iter().enumerate().map(place_of).collect();
    if let Some(choice) = choice {
        follow(choice, commits, &pulls, &cancelled, is_major, &mut placements);
        Fitting { choice, gone: gone(breaks) }.apply(commits, &mut placements);
    }
    if let Some(rules) = rules {
        rules.follow(commits, &mut placements);
    }
    if let Some(released) = released {
        for (at, commit) in commits.iter().enumerate().filter(|(_, commit)| released.contains(&commit.id)) {
            // What breaks is told, though it be twice: who missed it once is broken by it.
            let breaks = commit.flags.contains(Flags::BREAKING) || !broken.by(at).is_empty();
            if !commit.flags.contains(Flags::MERGE) && !breaks {
                placements[at] = Placement::Aside(RELEASED);
            }
        }
    }
    let found: HashSet<CommitId> = breaks.iter().filter_map(|found| found.commit).collect();
    let scores = Scores { choice, found: &found };
    let mut desk = Desk {
        commits,
        pulls: &pulls,
        placements: &placements,
        broken: &broken,
        scores,
        groups: Vec::new(),
        set_aside: Vec::new(),
        brings: HashSet::new(),
    };
    desk.sort_out(&cancelled, &Stories::of_range(commits, &placements, &cancelled, &pulls));
    let sections = desk.sections();
    let set_aside = desk.set_aside;
    let ranking = rank(commits, &placements, &set_aside, scores);
    Draft { sections, ranking, set_aside, breaks: breaks.to_vec() }
}

/// What was found to break, by the commits that did it.
struct Broken<'a> {
    by_commit: HashMap<usize, Vec<&'a Break>>,
    /// What no commit of the range is known to have made.
    by_none: Vec<&'a Break>,
}

impl<'a> Broken<'a> {
    fn of(commits: &[AnalysedCommit], breaks: &'a [Break]) -> Self {
        let mut broken = Self { by_commit: HashMap::new(), by_none: Vec::new() };
        if breaks.is_empty() {
            return broken;
        }
        let places: HashMap<CommitId, usize> = commits.iter().enumerate().map(|(at, commit)| (commit.id, at)).collect();
        for found in breaks {
            match found.commit.and_then(|commit| places.get(&commit)) {
                Some(at) => broken.by_commit.entry(*at).or_default().push(found),
                None => broken.by_none.push(found),
            }
        }
        broken
    }

    fn by(&self, at: usize) -> &[&'a Break] {
        self.by_commit.get(&at).map_or(&[], Vec::as_slice)
    }
}

/// Commits that are one thing to tell.
struct Group {
    key: SectionKey,
    /// The commit, or the merge of them all, whose words tell it.
    words: usize,
    /// The commits, newest first.
    places: Vec<usize>,
    /// What all of them keep up.
    list: Option<Upkeep>,
    is_series: bool,
}

/// Where words are told already; those for readers, whichever section they are in.
type Told = HashMap<(Option<SectionKey>, String), usize>;

struct Desk<'a> {
    commits: &'a [AnalysedCommit],
    pulls: &'a Pulls,
    placements: &'a [Placement],
    broken: &'a Broken<'a>,
    scores: Scores<'a>,
    groups: Vec<Group>,
    set_aside: Vec<SetAside>,
    /// Updates that bring what others of the same thing brought.
    brings: HashSet<usize>,
}

impl Desk<'_> {
    fn sort_out(&mut self, cancelled: &Cancelled, stories: &Stories) {
        let mut same = Told::new();
        let mut dependencies: Vec<usize> = Vec::new();
        let mut lists: BTreeMap<(SectionKey, Upkeep), Vec<usize>> = BTreeMap::new();
        for at in 0..self.commits.len() {
            if let Some(other) = cancelled.by(at).filter(|_| self.broken.by(at).is_empty()) {
                let other = self.commits[other].id.short();
                self.put_aside(at, format!("cancels out with {other}"));
                continue;
            }
            if let Some(story) = stories.of(at) {
                if story.places[0] == at {
                    self.tell_story(story, &mut same);
                }
                continue;
            }
            match self.placements[at] {
                Placement::Aside(reason) => self.put_aside(at, reason.to_owned()),
                Placement::Fixup => self.put_aside(at, self.fixup_reason(at)),
                Placement::Dependency => dependencies.push(at),
                Placement::Listed(upkeep, key) => lists.entry((key, upkeep)).or_default().push(at),
                Placement::Told(key) => {
                    let commit = &self.commits[at];
                    let sentence = said(commit);
                    let group = Group { key, words: at, places: vec![at], list: None, is_series: false };
                    self.add(group, sentence, &mut same);
                }
            }
        }
        let updates = self.updates(dependencies);
        let updates = updates.into_iter().map(|places| ((SectionKey::Internal, Upkeep::Updates), places));
        for ((key, upkeep), places) in lists.into_iter().chain(updates) {
            self.groups.push(Group { key, words: places[0], places, list: Some(upkeep), is_series: false });
        }
    }

    /// Updates that are told in one line: those of one thing where the project's notes list them, else all.
    fn updates(&mut self, places: Vec<usize>) -> Vec<Vec<usize>> {
        let habit = self.scores.choice.map_or(Updates::Unknown, |choice| choice.updates);
        if habit == Updates::Each {
            return places.into_iter().map(|at| vec![at]).collect();
        }
        let places = self.without_passed(places);
        let are_listed = habit == Updates::Listed;
        let mut lines: Vec<(Option<String>, Vec<usize>)> = Vec::new();
        for at in places {
            let said = &self.commits[at].description;
            // What names nothing that is read goes by its words, versions apart.
            let named = || {
                Bump::read(said)
                    .map_or_else(|| said.replace(|digit: char| digit.is_ascii_digit(), ""), |bump| bump.name)
            };
            let name = are_listed.then(|| named().to_lowercase());
            match lines.iter_mut().find(|(known, _)| *known == name) {
                Some((_, places)) => places.push(at),
                None => lines.push((name, vec![at])),
            }
        }
        lines.into_iter().map(|(_, places)| places).collect()
    }

    /// Of several updates of one thing to a named version the newest, which brings what the others brought.
    fn without_passed(&mut self, places: Vec<usize>) -> Vec<usize> {
        let mut newest: HashMap<String, usize> = HashMap::new();
        let mut left = Vec::with_capacity(places.len());
        for at in places {
            let thing = updated(&self.commits[at]);
            if let Some(newest) = thing.as_ref().and_then(|thing| newest.get(thing).copied()) {
                self.brings.insert(newest);
                let newest = self.commits[newest].id.short();
                self.put_aside(at, format!("a later update of the same, {newest}, brings it"));
            } else {
                newest.extend(thing.map(|thing| (thing, at)));
                left.push(at);
            }
        }
        left
    }

    /// Adds to what is told in the same words already, or anew.
    fn add(&mut self, group: Group, sentence: String, same: &mut Told) {
        let alone = matches!(group.key, SectionKey::Breaking | SectionKey::Security) || !is_for_readers(group.key);
        let place = *same.entry((alone.then_some(group.key), sentence)).or_insert(self.groups.len());
        match self.groups.get_mut(place) {
            Some(known) => known.places.extend(group.places),
            None => self.groups.push(group),
        }
    }

    fn tell_story(&mut self, story: &Story, same: &mut Told) {
        let Placement::Told(key) = self.placements[story.leader] else { return };
        let words = story.title.unwrap_or(story.leader);
        let sentence = said(&self.commits[words]);
        let Story { places, is_series, .. } = story.clone();
        self.add(Group { key, words, places, list: None, is_series }, sentence, same);
    }

    fn put_aside(&mut self, at: usize, reason: String) {
        let commit = self.commits[at].id;
        match self.set_aside.iter_mut().find(|aside| aside.reason == reason) {
            Some(aside) => aside.commits.push(commit),
            None => self.set_aside.push(SetAside { commits: vec![commit], reason }),
        }
    }

    fn fixup_reason(&self, at: usize) -> String {
        let subject = self.commits[at].subject.trim();
        let mut target = subject;
        while let Some(rest) = ["fixup! ", "squash! ", "amend! "].iter().find_map(|mark| target.strip_prefix(mark)) {
            target = rest.trim();
        }
        let found = self.commits[at + 1..].iter().find(|commit| commit.subject.trim() == target);
        found.map_or_else(
            || "mends a commit from before the range".to_owned(),
            |commit| format!("part of {}", commit.id.short()),
        )
    }

    fn sections(&self) -> Vec<DraftSection> {
        let own_number: HashMap<&str, usize> = self.commits_by_number();
        let mut sections: Vec<DraftSection> = Vec::new();
        for key in SectionKey::ALL {
            let mut entries: Vec<DraftEntry> = self
                .groups
                .iter()
                .filter(|group| group.key == key)
                .map(|group| self.entry(group, &own_number))
                .collect();
            if key == SectionKey::Breaking {
                entries.extend(self.of_no_commit());
            }
            entries.sort_by(|one, other| other.score.total_cmp(&one.score));
            if !entries.is_empty() {
                sections.push(DraftSection { key, entries });
            }
        }
        sections
    }

    /// What breaks and no single commit of the range is known to have made: it holds as of the newest, and says so. Each is named.
    fn of_no_commit(&self) -> impl Iterator<Item = DraftEntry> {
        self.broken.by_none.chunks(NAMED).map(|found| {
            let (text, migration) = match found {
                [only] => {
                    let sentence = drafting::capitalised(only.sentence().trim_end_matches('.'));
                    (format!("{sentence} ({BY_NO_COMMIT})"), only.rest(true))
                }
                several => (format!("{OF_NO_COMMIT} ({BY_NO_COMMIT})"), details(None, several)),
            };
            let commits: Vec<CommitId> = self.commits.first().map(|newest| newest.id).into_iter().collect();
            let cited_by_id = commits.clone();
            DraftEntry { text, scope: None, migration, commits, pulls: Vec::new(), cited_by_id, score: 0.95 }
        })
    }

    /// How many commits of the range that are no merges came with each pull request.
    fn commits_by_number(&self) -> HashMap<&str, usize> {
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for (at, commit) in self.commits.iter().enumerate() {
            if !commit.flags.contains(Flags::MERGE) {
                for number in self.pulls.of(at) {
                    *counts.entry(number).or_default() += 1;
                }
            }
        }
        counts
    }

    fn entry(&self, group: &Group, own_number: &HashMap<&str, usize>) -> DraftEntry {
        let first = &self.commits[group.words];
        let (text, scope) = if let Some(upkeep) = group.list {
            (self.list_sentence(upkeep, &group.places), None)
        } else if is_of_release(&first.subject) && !self.broken.by(group.words).is_empty() {
            (OF_NO_COMMIT.to_owned(), None)
        } else {
            let tells_as_done = self.scores.choice.is_some_and(|choice| choice.is_past);
            let words = if group.is_series { self.series_sentence(&group.places) } else { words(first) };
            let words = drafting::as_asked(&words);
            (if tells_as_done { drafting::as_done(&words) } else { words }, scope_of(first))
        };
        let mut pulls: Vec<String> = Vec::new();
        let mut cited_by_id = Vec::new();
        for &at in &group.places {
            for number in self.pulls.of(at) {
                if !pulls.contains(number) {
                    pulls.push(number.clone());
                }
            }
            // A number leads to all that came by it.
            let leads_here = |number: &String| {
                let here = group.places.iter().filter(|at| self.pulls.of(**at).contains(number)).count();
                own_number.get(number.as_str()) == Some(&here)
            };
            if !self.pulls.of(at).iter().any(leads_here) {
                cited_by_id.push(self.commits[at].id);
            }
        }
        let best = |at: &usize| self.scores.score(&self.commits[*at], self.placements[*at]);
        DraftEntry {
            migration: self.breaking_details(group),
            text,
            scope,
            commits: group.places.iter().map(|at| self.commits[*at].id).collect(),
            pulls,
            cited_by_id,
            score: (group.places.iter().map(best).fold(0.0, f64::max) * 1000.0).round() / 1000.0,
        }
    }

    /// What the author says about the break, and what was found.
    fn breaking_details(&self, group: &Group) -> Option<String> {
        let found: Vec<&Break> = group.places.iter().flat_map(|at| self.broken.by(*at)).copied().collect();
        let own = (group.key == SectionKey::Breaking).then(|| migration(&self.commits[group.words])).flatten();
        details(own, &found)
    }

    /// The sentences of a series, oldest first, as one; those that find no room are counted.
    fn series_sentence(&self, places: &[usize]) -> String {
        let sentences = places.iter().rev().map(|at| words(&self.commits[*at]));
        let mut told = String::new();
        let mut left = 0_usize;
        for sentence in sentences {
            let plain = super::series::without_mark(&sentence);
            if told.is_empty() {
                told.push_str(&plain);
            } else if told.chars().count() + plain.chars().count() <= LONGEST_SENTENCE {
                told.push_str("; ");
                told.push_str(&super::series::continued(&plain));
            } else {
                left += 1;
            }
        }
        if left > 0 { format!("{told}; and {left} more") } else { told }
    }

    /// Upkeep in one line.
    fn list_sentence(&self, upkeep: Upkeep, places: &[usize]) -> String {
        if let [only] = places {
            // Where earlier updates began before it, it is not said from which version.
            let brings = upkeep == Upkeep::Updates && self.brings.contains(only);
            return if brings && Bump::read(&self.commits[*only].description).is_some() {
                self.dependency_sentence(places)
            } else {
                words(&self.commits[*only])
            };
        }
        let what = match upkeep {
            Upkeep::Updates => return self.dependency_sentence(places),
            Upkeep::Checks => "Improve the tests and what runs them",
            Upkeep::Documentation => "Improve the documentation",
            Upkeep::Translations => "Update translations",
        };
        format!("{what} ({} changes)", places.len())
    }

    fn dependency_sentence(&self, places: &[usize]) -> String {
        let mut named: Vec<Bump> = Vec::new();
        let mut others = 0_usize;
        for at in places {
            match Bump::read(&self.commits[*at].description) {
                // Newest first: the first version met is the one that ships.
                Some(bump) if !named.iter().any(|known| known.name == bump.name) => named.push(bump),
                Some(_) => {}
                None => others += 1,
            }
        }
        if named.is_empty() {
            return format!("Update dependencies ({} changes)", places.len());
        }
        named.sort_by_key(|bump| bump.name.to_lowercase());
        let mut list: Vec<String> = named
            .iter()
            .take(NAMED_DEPENDENCIES)
            .map(|bump| {
                let version = bump.to.as_ref().map_or(String::new(), |to| format!(" to {}", drafting::markdown(to)));
                format!("`{}`{version}", bump.name)
            })
            .collect();
        let more = named.len().saturating_sub(NAMED_DEPENDENCIES) + others;
        if more > 0 {
            list.push(format!("{more} more"));
        }
        format!("Update {}", joined(&list))
    }
}

/// What a commit says is updated to a named version, and where: another folder or major line is another thing.
fn updated(commit: &AnalysedCommit) -> Option<String> {
    let said = commit.description.to_lowercase();
    let (name, rest) = match Bump::read(&said) {
        Some(bump) => {
            let to = bump.to?;
            let rest = said.rsplit_once(&to).map_or("", |(_, rest)| rest);
            (format!("{} {}", bump.name, line(&to)), rest)
        }
        None if said.ends_with(|last: char| last.is_ascii_digit()) => (String::new(), said.as_str()),
        None => return None,
    };
    // Numbers of requests and marks such as `[skip ci]` say nothing of what is updated.
    let words = rest.split_whitespace().filter(|word| !word.starts_with(['(', '[', '#'])).map(line);
    Some(format!("{} {name} {}", commit.scope.as_deref().unwrap_or_default(), words.collect::<Vec<_>>().join(" ")))
}

/// The major line of a version; nothing of a digest; a word that is none as it is.
fn line(word: &str) -> &str {
    let version = word.trim_start_matches(['v', '^', '~', '=', '<', '>']);
    let is_digest = version.len() >= 7 && version.chars().all(|letter| letter.is_ascii_hexdigit());
    match version.find(|letter: char| !letter.is_ascii_digit()) {
        _ if is_digest && version.contains(|letter: char| letter.is_ascii_digit()) => "",
        Some(0) => word,
        end => &version[..end.unwrap_or(version.len())],
    }
}

fn joined(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [only] => only.clone(),
        [front @ .., last] => format!("{} and {last}", front.join(", ")),
    }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
