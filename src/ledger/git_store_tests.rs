//! The ledger in a real repository, with real signatures.

use jiff::Timestamp;

use super::*;
use crate::{
    config::Trusted,
    history::{CommitId, Repository},
    process::Git,
    testkit::Repo,
};

fn opened(repo: &Repo) -> Repository {
    Repository::open(&repo.path()).unwrap()
}

fn pen(root: &str, sign: bool) -> Pen {
    Pen {
        actor: Actor { name: "Ann Archer".into(), email: "ann@example.org".into(), key: None },
        repository: root.parse().unwrap(),
        now: Timestamp::from_second(1_800_000_000).unwrap(),
        sign,
    }
}

fn review(store: &GitStore, pen: &Pen, commit: CommitId) -> Vec<Record> {
    append(store, pen, |ledger| {
        (!ledger.reviewed().contains(&commit)).then(|| Entry::new(Content::Review(vec![commit])))
    })
    .unwrap()
}

#[test]
fn unsigned_records_are_written_by_library_alone() {
    let repo = Repo::new();
    let root = repo.commit_file("a", "a\n", "feat: begin");
    let store = GitStore::new(&opened(&repo), None);
    let written = review(&store, &pen(&root, false), root.parse().unwrap());
    assert_eq!(written.len(), 1);
    assert_eq!(review(&store, &pen(&root, false), root.parse().unwrap()), []);
    let ledger = Ledger::read(&store, Some(root.parse().unwrap())).unwrap();
    assert_eq!((ledger.flaws(), ledger.records()), (&[][..], &written[..]));
    assert_eq!(repo.git(&["rev-parse", LEDGER_REF]), written[0].id.to_string());
    assert_eq!(repo.git(&["ls-tree", "--name-only", LEDGER_REF]), "record.json");
    assert_eq!(
        repo.git(&["log", "-1", "--format=%ct %cn <%ce>", LEDGER_REF]),
        "1800000000 Ann Archer <ann@example.org>"
    );
    assert!(repo.git(&["reflog", "show", LEDGER_REF]).ends_with("tminus: review"));
    repo.git(&["fsck", "--strict"]);
}

#[test]
fn signed_records_are_verified_by_git_itself() {
    let repo = Repo::new();
    let root = repo.commit_file("a", "a\n", "feat: begin");
    let key = repo.with_ssh_signing();
    // In the repository's own configuration, for this process does not see the test's home.
    repo.git(&["config", "gpg.format", "ssh"]);
    repo.git(&["config", "user.signingKey", key.to_str().unwrap()]);
    let trusted = Trusted::for_tests(&repo.path());
    let repository = opened(&repo);
    let store = GitStore::new(&repository, Some(Git::at(&repo.path(), &trusted)));
    assert!(signs(&repository));
    let by_keygen = repo.command("ssh-keygen").args(["-l", "-f", key.to_str().unwrap()]).output().unwrap().stdout;
    let told = fingerprint(&repository, "", &trusted).unwrap();
    assert!(String::from_utf8(by_keygen).unwrap().contains(&told), "{told}");
    let written = review(&store, &pen(&root, true), root.parse().unwrap());
    assert!(written[0].signed);
    repo.git(&["verify-commit", LEDGER_REF]);
    let ledger = Ledger::read(&store, Some(root.parse().unwrap())).unwrap();
    assert_eq!((ledger.flaws(), ledger.records()), (&[][..], &written[..]));
    repo.git(&["fsck", "--strict"]);
}

#[test]
fn two_writers_lose_nothing() {
    let repo = Repo::new();
    let root = repo.commit_file("a", "a\n", "feat: begin");
    let commits: Vec<CommitId> = (1..=8).map(|digit: u8| digit.to_string().repeat(40).parse().unwrap()).collect();
    std::thread::scope(|scope| {
        for half in commits.chunks(4) {
            let store = GitStore::new(&opened(&repo), None);
            let pen = pen(&root, false);
            scope.spawn(move || half.iter().for_each(|commit| drop(review(&store, &pen, *commit))));
        }
    });
    let store = GitStore::new(&opened(&repo), None);
    let ledger = Ledger::read(&store, Some(root.parse().unwrap())).unwrap();
    assert_eq!((ledger.flaws(), ledger.records().len()), (&[][..], 8));
}

#[test]
fn an_ordinary_signed_commit_on_the_ledger_makes_it_invalid() {
    let repo = Repo::new();
    let root = repo.commit_file("a", "a\n", "feat: begin");
    repo.with_ssh_signing();
    let store = GitStore::new(&opened(&repo), None);
    review(&store, &pen(&root, false), root.parse().unwrap());
    let merge =
        repo.git(&["commit-tree", "-S", "HEAD^{tree}", "-p", LEDGER_REF, "-p", "HEAD", "-m", "Merge branch 'main'"]);
    repo.git(&["update-ref", LEDGER_REF, &merge]);
    let ledger = Ledger::read(&store, Some(root.parse().unwrap())).unwrap();
    assert!(ledger.flaws().contains(&(merge.parse().unwrap(), Flaw::Message)), "{:?}", ledger.flaws());
}
