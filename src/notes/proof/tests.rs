//! What proof finds wrong, and what it believes.

use std::{collections::HashMap, sync::Arc};

use super::*;
use crate::notes::{Pulls, Titles, draft, sample::commit};

/// Messages and changed lines by short id.
#[derive(Debug, Default)]
struct Told {
    changes: HashMap<CommitId, (Arc<Testimony>, Arc<Testimony>)>,
    known: Vec<String>,
}

impl Evidence for Told {
    fn message(&self, commit: CommitId) -> Option<Arc<Testimony>> {
        self.changes.get(&commit).map(|known| Arc::clone(&known.0))
    }

    fn changes(&self, commit: CommitId) -> Option<Arc<Testimony>> {
        self.changes.get(&commit).map(|known| Arc::clone(&known.1))
    }

    fn whole(&self) -> Option<Arc<Testimony>> {
        let all: Vec<&str> = self.changes.values().flat_map(|known| [known.0.text(), known.1.text()]).collect();
        Some(Arc::new(Testimony::new(&all.join("\n"))))
    }

    fn known(&self) -> &[String] {
        &self.known
    }
}

/// What proof says of a text about three commits.
fn check(text: &str) -> Vec<(String, String)> {
    let commits = [
        commit("aaaaaa1", "feat: retry on 503 (#12)"),
        commit("aaaaaa2", "fix: crash on empty input (#13)"),
        commit("aaaaaa3", "perf: read files once (#14)"),
    ];
    let changed = [
        "src/client.rs\n+ pub fn retry_after(&self, limit: u32)\n+ const LIMIT: u64 = 30_000;\n+ #[arg(long)] dry_run: bool,",
        "src/parser.rs\n- fn parse()\n+ fn parse_input(text: &str)",
        "src/reader.rs\n+ let read = cache.get(path);",
    ];
    let mut told = Told { known: vec!["2.0.0".to_owned()], ..Told::default() };
    for (commit, changed) in commits.iter().zip(changed) {
        let said = Testimony::new(&commit.subject);
        told.changes.insert(commit.id, (Arc::new(said), Arc::new(Testimony::new(changed))));
    }
    let index = CitationIndex::new(&commits, &Pulls::of_range(&commits));
    let drafted = HashSet::from([Case::key("- A drafted line with 99 bottles (#12)")]);
    let draft = draft(&commits);
    let case = Case { commits: &commits, draft: &draft, index: &index, drafted: &drafted, evidence: Some(&told) };
    let problems = prove(&Document::parse(text, &Titles::new()), &case);
    problems.into_iter().filter(|problem| problem.check != "untold").map(|one| (one.check, one.message)).collect()
}

fn is_sound(text: &str) {
    assert_eq!(check(text), [], "{text}");
}

fn is_wrong(text: &str, check_name: &str, word: &str) {
    let found = check(text);
    assert!(found.iter().any(|(check, message)| check == check_name && message.contains(word)), "{text}: {found:?}");
}

#[test]
fn what_commits_say_or_change_is_sound() {
    for text in [
        "## Added\n\n- Retry on 503, see `retry_after` (#12)\n",
        "## Added\n\n- `Client.retry_after(limit)` waits up to 30000 ms, or 30 seconds (#12)\n",
        "## Added\n\n- `--dry-run` changes nothing (#12)\n",
        "## Fixed\n\n- Empty input no longer crashes `src/parser.rs` (#13)\n",
        "## Performance\n\n- Files are read once (#14)\n",
        "## Fixed\n\n- Two crashes in 2.0.0 (#13)\n",
        "Welcome to 2.0!\n",
        "## Thanks\n\n- Ann, for 400 reports\n",
    ] {
        is_sound(text);
    }
}

#[test]
fn what_no_cited_commit_says_or_changes_is_named() {
    for (text, word) in [
        ("- Retry on 504 (#12)\n", "504"),
        ("- Waits up to 45 seconds (#12)\n", "45"),
        ("- `retry_before` is new (#12)\n", "retry_before"),
        ("- `--force` changes all (#12)\n", "--force"),
        ("- Reads `src/lexer.rs` (#12)\n", "src/lexer.rs"),
        ("- Needs Python 3.9 (#12)\n", "3.9"),
        ("- Mends CVE-2026-1234 (#13)\n", "CVE-2026-1234"),
        ("- HttpClient is new (#12)\n", "HttpClient"),
        ("- No crash any more (#13, #99)\n", "#99"),
        ("- Empty input crashes `retry_after` (#13)\n", "retry_after"),
        ("Everything is 40% faster.\n", "40"),
    ] {
        is_wrong(text, "unfounded", word);
    }
}

#[test]
fn claims_of_kind_need_a_commit_that_bears_them_out() {
    is_wrong("- Security: no crash on empty input (#13)\n", "claim", "security");
    is_wrong("## Performance\n\n- No crash on empty input (#13)\n", "claim", "faster");
    is_wrong("## Breaking changes\n\n- Crash on empty input (#13)\n", "claim", "breaks");
    is_sound("- Crash on empty input, a non-breaking fix (#13)\n");
}

#[test]
fn an_item_rests_on_a_commit_and_prose_need_not() {
    is_wrong("- Something nobody did\n", "uncited", "rests on no commit");
    is_sound("Something about this release.\n");
    is_sound("- A drafted line with 99 bottles (#12)\n");
}

#[test]
fn what_should_be_told_and_is_not_is_a_problem_unless_it_is_left_out_by_a_mark() {
    let commits = [commit("aaaaaa1", "feat: add stars (#12)"), commit("aaaaaa2", "chore: tidy")];
    let index = CitationIndex::new(&commits, &Pulls::of_range(&commits));
    let draft = draft(&commits);
    let case = Case { commits: &commits, draft: &draft, index: &index, drafted: &HashSet::new(), evidence: None };
    let untold = |text: &str| {
        let problems = prove(&Document::parse(text, &Titles::new()), &case);
        problems.into_iter().map(|problem| problem.check).collect::<Vec<_>>()
    };
    assert_eq!(untold("Hello.\n"), ["untold"]);
    assert!(untold("Hello.\n\n<!-- tminus: aaaaaa1 -->\n").is_empty());
    assert!(untold("- Add stars\n").is_empty());
}

proptest::proptest! {
    #[test]
    fn no_text_makes_it_panic(text in "[ -~\\n`#é]{0,200}") {
        let _found = check(&text);
    }
}
