//! A draft in other words: what a language model made of its entries, without losing any of them.

use std::collections::{HashMap, HashSet};

use super::{Draft, DraftEntry, DraftSection, Pulls};
use crate::{
    analysis::{AnalysedCommit, Flags},
    history::CommitId,
    notes::SectionKey,
};

/// An entry in other words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reworded {
    /// Where it would stand.
    pub key: SectionKey,
    /// Its sentence, as Markdown on one line.
    pub text: String,
    /// The commits that it cites.
    pub commits: Vec<CommitId>,
}

/// The draft with these entries instead of those that they tell. What they do not tell stays as it was, and so do the commits
/// that the rules joined with those that they cite. Only what the rules know to break or to mend security is told as that.
pub fn reworded(draft: &Draft, commits: &[AnalysedCommit], words: &[Reworded]) -> Draft {
    let cited: HashSet<CommitId> = words.iter().flat_map(|entry| entry.commits.iter().copied()).collect();
    let mut left: Vec<(SectionKey, &DraftEntry)> = Vec::new();
    let mut known: Vec<(SectionKey, &DraftEntry)> = Vec::new();
    for section in &draft.sections {
        for entry in &section.entries {
            let is_told = entry.commits.iter().any(|commit| cited.contains(commit));
            if is_told { &mut known } else { &mut left }.push((section.key, entry));
        }
    }
    let numbers = Numbers::of(commits);
    let mut sections: HashMap<SectionKey, Vec<DraftEntry>> = HashMap::new();
    let mut used: HashSet<CommitId> = HashSet::new();
    for entry in words {
        let rules: Vec<(SectionKey, &DraftEntry)> = known
            .iter()
            .filter(|(_, rule)| rule.commits.iter().any(|id| entry.commits.contains(id)))
            .copied()
            .collect();
        let (key, made) = in_other_words(entry, &rules, &cited, &mut used, &numbers);
        sections.entry(key).or_default().push(made);
    }
    for (key, entry) in left {
        sections.entry(key).or_default().push(entry.clone());
    }
    let in_order = SectionKey::ALL.into_iter().filter_map(|key| {
        let mut entries = sections.remove(&key)?;
        entries.sort_by(|one, other| other.score.total_cmp(&one.score));
        Some(DraftSection { key, entries })
    });
    Draft { sections: in_order.collect(), ..draft.clone() }
}

fn in_other_words(
    entry: &Reworded,
    rules: &[(SectionKey, &DraftEntry)],
    cited: &HashSet<CommitId>,
    used: &mut HashSet<CommitId>,
    numbers: &Numbers<'_>,
) -> (SectionKey, DraftEntry) {
    let grave = [SectionKey::Breaking, SectionKey::Security];
    let of_rules = |wanted: SectionKey| rules.iter().any(|(key, _)| *key == wanted);
    let key = match grave.into_iter().find(|key| of_rules(*key)) {
        Some(key) => key,
        None if grave.contains(&entry.key) => rules.first().map_or(SectionKey::Changed, |(key, _)| *key),
        None => entry.key,
    };
    let mut ids = entry.commits.clone();
    for (_, rule) in rules {
        for id in rule.commits.iter().filter(|id| !cited.contains(id)) {
            if used.insert(*id) {
                ids.push(*id);
            }
        }
    }
    let migrations: Vec<&str> = rules.iter().filter_map(|(_, rule)| rule.migration.as_deref()).collect();
    let scopes: HashSet<Option<&str>> = rules.iter().map(|(_, rule)| rule.scope.as_deref()).collect();
    let (pulls, cited_by_id) = numbers.leading_to(&ids);
    let made = DraftEntry {
        text: entry.text.clone(),
        scope: if scopes.len() == 1 { scopes.into_iter().next().flatten().map(str::to_owned) } else { None },
        migration: (key == SectionKey::Breaking && !migrations.is_empty()).then(|| migrations.join("\n\n")),
        commits: ids,
        pulls,
        cited_by_id,
        score: rules.iter().map(|(_, rule)| rule.score).fold(0.0, f64::max),
    };
    (key, made)
}

/// Which numbers lead to which commits.
struct Numbers<'a> {
    places: HashMap<CommitId, usize>,
    pulls: Pulls,
    counts: HashMap<String, usize>,
    commits: &'a [AnalysedCommit],
}

impl<'a> Numbers<'a> {
    fn of(commits: &'a [AnalysedCommit]) -> Self {
        let pulls = Pulls::of_range(commits);
        let mut counts: HashMap<String, usize> = HashMap::new();
        for at in (0..commits.len()).filter(|at| !commits[*at].flags.contains(Flags::MERGE)) {
            for number in pulls.of(at) {
                *counts.entry(number.clone()).or_default() += 1;
            }
        }
        let places = commits.iter().enumerate().map(|(at, commit)| (commit.id, at)).collect();
        Self { places, pulls, counts, commits }
    }

    /// The numbers of these commits, and the commits that no number alone leads to.
    fn leading_to(&self, ids: &[CommitId]) -> (Vec<String>, Vec<CommitId>) {
        let places: Vec<usize> = ids.iter().filter_map(|id| self.places.get(id).copied()).collect();
        let (mut numbers, mut by_id): (Vec<String>, Vec<CommitId>) = (Vec::new(), Vec::new());
        for at in &places {
            let own = self.pulls.of(*at);
            for number in own {
                if !numbers.contains(number) {
                    numbers.push(number.clone());
                }
            }
            let leads_here = |number: &String| {
                let here = places.iter().filter(|at| self.pulls.of(**at).contains(number)).count();
                self.counts.get(number) == Some(&here)
            };
            if !own.iter().any(leads_here) {
                by_id.push(self.commits[*at].id);
            }
        }
        (numbers, by_id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notes::{
        draft,
        sample::{commit, id},
    };

    fn entry(key: SectionKey, text: &str, commits: &[&str]) -> Reworded {
        Reworded { key, text: text.into(), commits: commits.iter().map(|short| id(short)).collect() }
    }

    fn told(words: &[Reworded]) -> Vec<(SectionKey, String, usize)> {
        let commits = [
            commit("aaaaaa1", "feat: add stars (#12)"),
            commit("aaaaaa2", "fix: crash on empty input (#13)"),
            commit("aaaaaa3", "feat!: drop the old client (#14)"),
            commit("aaaaaa4", "fix: crash on empty input (#15)"),
        ];
        let rules = draft(&commits);
        let made = reworded(&rules, &commits, words);
        assert_eq!((&made.ranking, &made.set_aside), (&rules.ranking, &rules.set_aside));
        let entries = made.sections.into_iter().flat_map(|section| {
            section.entries.into_iter().map(move |entry| (section.key, entry.text, entry.pulls.len()))
        });
        entries.collect()
    }

    #[test]
    fn what_is_not_told_in_other_words_stays() {
        let told = told(&[entry(SectionKey::Added, "Stars, everywhere", &["aaaaaa1"])]);
        assert_eq!(told.len(), 3);
        assert!(told.contains(&(SectionKey::Added, "Stars, everywhere".into(), 1)));
        assert!(told.iter().any(|(key, _, pulls)| (*key, *pulls) == (SectionKey::Fixed, 2)), "{told:?}");
    }

    #[test]
    fn commits_that_the_rules_joined_stay_together() {
        let told = told(&[entry(SectionKey::Fixed, "No more crashes", &["aaaaaa2"])]);
        assert!(told.contains(&(SectionKey::Fixed, "No more crashes".into(), 2)), "{told:?}");
    }

    #[test]
    fn what_breaks_is_not_hidden_and_nothing_else_is_made_to_break() {
        let told = told(&[
            entry(SectionKey::Changed, "A small change of clients", &["aaaaaa3"]),
            entry(SectionKey::Breaking, "Stars break everything", &["aaaaaa1"]),
            entry(SectionKey::Security, "Nobody said so", &[]),
        ]);
        assert!(told.contains(&(SectionKey::Breaking, "A small change of clients".into(), 1)), "{told:?}");
        assert!(told.contains(&(SectionKey::Added, "Stars break everything".into(), 1)));
        assert!(told.contains(&(SectionKey::Changed, "Nobody said so".into(), 0)));
    }
}
