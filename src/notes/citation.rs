//! How notes cite commits: by what a reader can follow (`#123`, `abc1234`, links to either), or by a quiet mark.
//!
//! `docs/decisions/0010-citations.md` tells why the visible forms come first.

use std::{
    borrow::Cow,
    collections::HashMap,
    sync::{LazyLock, OnceLock},
};

use regex::Regex;

use super::{draft::Pulls, likeness::Likeness};
use crate::{
    analysis::{AnalysedCommit, ReferenceKind},
    drafting,
    history::CommitId,
};

/// Fewer digits than this are read as a number or a word.
const SHORTEST: usize = 7;
/// What stands before the number in the address of a request.
const PAGES: [&str; 4] = ["/pull/", "/pulls/", "/merge_requests/", "/pull-requests/"];
/// Numbers that a range must name before they say anything about others.
const FEW: usize = 10;
/// What more commits refer to than this is told by none of them in particular.
const MANY: usize = 4;

static ADVISORY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:CVE-\d{4}-\d{4,}|GHSA(?:-[0-9a-z]{4}){3}|RUSTSEC-\d{4}-\d{4})\b")
        .expect("the pattern is a constant that a test compiles")
});

static MARK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[ \t]*<!--\s*tminus:[^>]*?-->").expect("the pattern is a constant that a test compiles")
});

/// Marks are for tminus alone: the text without them.
pub fn without_marks(text: &str) -> Cow<'_, str> {
    MARK.replace_all(text, "")
}

/// What a text cites.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Citations {
    /// Commits of the range, each once, in the order in which they are cited.
    pub commits: Vec<CommitId>,
    /// What reads as a commit's id and is none of the range.
    pub unknown: Vec<String>,
}

/// The range's commits by all that can cite them.
#[derive(Debug, Clone, Default)]
pub struct CitationIndex {
    ids: Vec<(String, CommitId)>,
    pulls: HashMap<String, Vec<CommitId>>,
    /// Issues and advisories, by what they are called.
    mentions: HashMap<String, Vec<CommitId>>,
    sentences: HashMap<String, Vec<CommitId>>,
    /// Who wrote which line of the changelog, as [`super::Case::key`] has lines.
    written: HashMap<String, Vec<CommitId>>,
    /// Made when the first text asks for it.
    likeness: OnceLock<Likeness>,
}

impl CitationIndex {
    /// The index of a range's commits.
    pub fn new(commits: &[AnalysedCommit], pulls: &Pulls) -> Self {
        let mut index = Self::default();
        for (at, commit) in commits.iter().enumerate() {
            index.ids.push((commit.id.to_string(), commit.id));
            for pull in pulls.of(at) {
                index.pulls.entry(pull.clone()).or_default().push(commit.id);
            }
            let mentions = commit.references.iter().filter(|reference| {
                matches!(reference.kind, ReferenceKind::Issue | ReferenceKind::PullRequest | ReferenceKind::Advisory)
            });
            for reference in mentions {
                push_once(index.mentions.entry(reference.id.to_uppercase()).or_default(), commit.id);
            }
            let sentence = normal(&drafting::sentence(&commit.description));
            if !sentence.is_empty() {
                index.sentences.entry(sentence).or_default().push(commit.id);
            }
        }
        index.ids.sort_unstable();
        index
    }

    /// All that a text cites.
    pub fn citations(&self, text: &str) -> Citations {
        let mut found = Citations::default();
        for (start, word) in tokens(text) {
            let before = text[..start].chars().next_back();
            if word.bytes().all(|byte| byte.is_ascii_digit()) && self.cite_pull(text, start, word, &mut found) {
                continue;
            }
            self.cite_id(&text[..start], before, word, &mut found);
        }
        found
    }

    /// The commits that an entry tells: those that it cites, else those that refer to what it refers to, else those whose
    /// own sentence it is, or nearly. `source` is the entry as it stands, `words` is what it says.
    pub fn told_by(&self, source: &str, words: &str) -> Vec<CommitId> {
        let cited = self.citations(source).commits;
        if !cited.is_empty() {
            return cited;
        }
        let mentioned = self.by_mention(source);
        if !mentioned.is_empty() {
            return mentioned;
        }
        let mut same = self.by_sentence(words);
        if same.is_empty() {
            same = self.by_likeness(words);
        }
        if same.is_empty() {
            let first = normal(source.trim_start().lines().next().unwrap_or_default());
            same = self.written.get(&first).cloned().unwrap_or_default();
        }
        same
    }

    /// The same index, told who wrote which line of the changelog: an entry that says nothing else rests on its writer.
    #[must_use]
    pub fn with_writers(mut self, written: HashMap<String, Vec<CommitId>>) -> Self {
        self.written = written;
        self
    }

    /// The commits that refer to an issue or an advisory that the text names.
    fn by_mention(&self, text: &str) -> Vec<CommitId> {
        let mut found = Vec::new();
        for (start, word) in tokens(text) {
            let is_number = word.bytes().all(|byte| byte.is_ascii_digit());
            let is_issue = is_number && (text[..start].ends_with('#') || text[..start].ends_with("issues/"));
            let commits = if is_issue { self.mentions.get(word) } else { None };
            // A number that many mention ties nothing.
            for commit in commits.filter(|commits| commits.len() <= MANY).into_iter().flatten() {
                push_once(&mut found, *commit);
            }
        }
        for name in ADVISORY.find_iter(text) {
            for commit in self.mentions.get(&name.as_str().to_uppercase()).into_iter().flatten() {
                push_once(&mut found, *commit);
            }
        }
        found
    }

    fn by_likeness(&self, words: &str) -> Vec<CommitId> {
        let likeness = self.likeness.get_or_init(|| Likeness::new(&self.sentences));
        likeness.nearest(words.split("\n\n").next().unwrap_or_default()).to_vec()
    }

    /// Whether a text refers to what may well be an issue that a commit of the range closed without saying so: its number is
    /// among those that the range names.
    pub fn may_refer(&self, text: &str) -> bool {
        let numbers = self.pulls.keys().chain(self.mentions.keys()).filter_map(|number| number.parse::<u64>().ok());
        let (count, least, most) = numbers
            .fold((0, u64::MAX, 0), |(count, least, most), number| (count + 1, least.min(number), most.max(number)));
        count >= FEW
            && tokens(text).any(|(start, word)| {
                let front = &text[..start];
                let is_reference = front.ends_with('#')
                    || front.ends_with("/issues/")
                    || PAGES.iter().any(|page| front.ends_with(page));
                is_reference && word.parse::<u64>().is_ok_and(|number| number >= least / 2 && number <= most)
            })
    }

    /// The commits whose own sentence an entry tells word for word, where it cites none.
    pub fn by_sentence(&self, words: &str) -> Vec<CommitId> {
        let first = words.split("\n\n").next().unwrap_or_default();
        let mut text = normal(first);
        if let Some(found) = self.sentences.get(&text) {
            return found.clone();
        }
        // `scope: words` tells the same as the words.
        if let Some((_, rest)) = first.split_once(": ") {
            text = normal(rest);
        }
        self.sentences.get(&text).cloned().unwrap_or_default()
    }

    /// How many commits a pull request has in the range.
    pub fn commits_of_pull(&self, pull: &str) -> usize {
        self.pulls.get(pull).map_or(0, Vec::len)
    }

    fn cite_pull(&self, text: &str, start: usize, word: &str, found: &mut Citations) -> bool {
        if PAGES.iter().any(|page| text[..start].ends_with(page)) {
            for commit in self.pulls.get(word).into_iter().flatten() {
                push_once(&mut found.commits, *commit);
            }
            return true;
        }
        let Some(front) = text[..start].strip_suffix(['#', '!']) else { return false };
        let open = front.chars().next_back().is_none_or(|before| !before.is_alphanumeric() && !"&/_-".contains(before));
        if open && let Some(commits) = self.pulls.get(word) {
            for commit in commits {
                push_once(&mut found.commits, *commit);
            }
        }
        open
    }

    fn cite_id(&self, front: &str, before: Option<char>, word: &str, found: &mut Citations) {
        let hex = (SHORTEST..=64).contains(&word.len())
            && word.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte));
        if !hex {
            return;
        }
        let from = self.ids.partition_point(|(id, _)| id.as_str() < word);
        let mut known = false;
        for (_, commit) in self.ids[from..].iter().take_while(|(id, _)| id.starts_with(word)) {
            push_once(&mut found.commits, *commit);
            known = true;
        }
        let mixed =
            word.bytes().any(|byte| byte.is_ascii_digit()) && word.bytes().any(|byte| byte.is_ascii_alphabetic());
        let meant = before.is_some_and(|before| "[(`".contains(before))
            || front.ends_with("commit/")
            || front
                .rfind("<!--")
                .is_some_and(|mark| front[mark..].contains("tminus:") && !front[mark..].contains("-->"));
        if !known && mixed && meant && !found.unknown.iter().any(|unknown| unknown == word) {
            found.unknown.push(word.to_owned());
        }
    }
}

fn push_once(commits: &mut Vec<CommitId>, commit: CommitId) {
    if !commits.contains(&commit) {
        commits.push(commit);
    }
}

/// Runs of letters, digits and `_`, with where they begin.
fn tokens(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut rest = 0;
    std::iter::from_fn(move || {
        let start = rest + text[rest..].find(|character: char| character.is_alphanumeric() || character == '_')?;
        let length = text[start..]
            .find(|character: char| !(character.is_alphanumeric() || character == '_'))
            .unwrap_or(text.len() - start);
        rest = start + length;
        Some((start, &text[start..rest]))
    })
}

/// Letters and digits alone, in lower case: what stays of a sentence through quoting, stops and capitals.
pub(super) fn normal(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for character in words.chars() {
        if character.is_alphanumeric() {
            out.extend(character.to_lowercase());
        } else if !out.ends_with(' ') && !out.is_empty() && character.is_whitespace() {
            out.push(' ');
        }
    }
    out.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notes::sample::commit;

    fn cited(text: &str) -> (Vec<String>, Vec<String>) {
        let commits = [
            commit("aaaaaa1", "feat: add stars (#12)"),
            commit("aaaaaa2", "fix: crash on empty input (#12)"),
            commit("bbbbbb3", "drop the old client"),
        ];
        let index = CitationIndex::new(&commits, &Pulls::of_range(&commits));
        let found = index.citations(text);
        (found.commits.iter().map(CommitId::short).collect(), found.unknown)
    }

    fn check(text: &str, commits: &[&str]) {
        assert_eq!(cited(text).0, commits, "of {text:?}");
    }

    #[test]
    fn commits_are_cited_by_id_and_pull_request() {
        check("Stars (#12)", &["aaaaaa1", "aaaaaa2"]);
        check("Stars ([#12](https://forge/pull/12), [aaaaaa2](https://forge/commit/aaaaaa2))", &["aaaaaa1", "aaaaaa2"]);
        check("Old client is gone (bbbbbb3)", &["bbbbbb3"]);
        check("Old client is gone <!-- tminus: bbbbbb3 -->", &["bbbbbb3"]);
        check("see bbbbbb3.", &["bbbbbb3"]);
        check("Many [stars](https://forge/a/b/pull/12).", &["aaaaaa1", "aaaaaa2"]);
    }

    #[test]
    fn what_only_looks_like_a_citation_is_none() {
        check("other/project#12 and page#12 and &#12; and 12", &[]);
        check("bbbbb is too short", &[]);
    }

    #[test]
    fn an_id_of_no_commit_is_unknown_where_it_is_meant_as_one() {
        assert_eq!(cited("Stars (cccccc1)").1, ["cccccc1"]);
        assert_eq!(cited("Stars <!-- tminus: cccccc1 -->").1, ["cccccc1"]);
        assert!(cited("Set the limit to 1000000 and be effaced, see cccccc1").1.is_empty());
    }

    #[test]
    fn an_entry_with_a_commits_own_words_tells_it() {
        let commits = [commit("bbbbbb3", "drop the old `client`.")];
        let index = CitationIndex::new(&commits, &Pulls::of_range(&commits));
        assert_eq!(index.by_sentence("**net**: Drop the old client"), [commits[0].id]);
        assert!(index.by_sentence("Drop it").is_empty());
    }

    #[test]
    fn an_entry_that_says_nearly_the_same_tells_the_commit() {
        let commits = [
            commit("bbbbbb3", "Drop Python 3.8 support (#3592)"),
            commit("bbbbbb4", "Add `FunctionAuth` to the public API (#12)"),
            commit("bbbbbb5", "Fix a crash in the parser"),
            commit("bbbbbb6", "Fix a crash in the printer"),
        ];
        let index = CitationIndex::new(&commits, &Pulls::of_range(&commits));
        let told = |words: &str| index.told_by(words, words).iter().map(CommitId::short).collect::<Vec<_>>();
        assert_eq!(told("Drop support for Python 3.8"), ["bbbbbb3"]);
        assert_eq!(told("**Breaking:** dropped support for Python 3.8."), ["bbbbbb3"]);
        assert_eq!(told("Added `FunctionAuth` to the public API."), ["bbbbbb4"]);
        for unsure in ["Drop support for Python 3.9", "Fix a crash", "Fix a crash in the lexer", "Support"] {
            assert!(told(unsure).is_empty(), "{unsure}");
        }
    }

    #[test]
    fn an_entry_that_names_an_issue_tells_the_commit_that_closes_it() {
        let mut closing = commit("bbbbbb3", "mend the parser");
        closing.references = Box::new([crate::analysis::Reference { kind: ReferenceKind::Issue, id: "77".into() }]);
        let commits = [closing];
        let index = CitationIndex::new(&commits, &Pulls::of_range(&commits));
        assert_eq!(index.told_by("No crash any more (#77)", ""), [commits[0].id]);
        assert!(index.told_by("No crash any more in 77 cases", "").is_empty());
    }

    #[test]
    fn a_number_among_those_of_the_range_may_be_an_issue_that_it_closed() {
        let commits: Vec<_> = (10..30)
            .map(|number| commit(&format!("bbbbb{number}"), &format!("feat: thing {number} (#{number}0)")))
            .collect();
        let index = CitationIndex::new(&commits, &Pulls::of_range(&commits));
        assert!(index.may_refer("No crash (#145)") && index.may_refer("No crash (https://f/a/b/issues/145)"));
        assert!(!index.may_refer("No crash (#9999)") && !index.may_refer("No crash in 145 cases"));
        let few = CitationIndex::new(&commits[..2], &Pulls::of_range(&commits[..2]));
        assert!(!few.may_refer("No crash (#145)"));
    }

    #[test]
    fn marks_are_left_out_of_what_is_published() {
        assert_eq!(without_marks("Gone <!-- tminus: bbbbbb3 -->\n<!-- stays -->"), "Gone\n<!-- stays -->");
    }
}
