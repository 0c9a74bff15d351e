//! What the ledger promises, on records kept in memory.

use jiff::Timestamp;
use proptest::prelude::*;

use super::{form::Flaw, memory::MemoryStore, *};
use crate::history::CommitId;

fn id(digit: char) -> CommitId {
    digit.to_string().repeat(40).parse().unwrap()
}

fn pen(name: &str, minutes: i64) -> Pen {
    Pen {
        actor: Actor { name: name.into(), email: format!("{name}@example.org"), key: None },
        repository: id('a'),
        now: Timestamp::from_second(1_800_000_000 + minutes * 60).unwrap(),
        sign: false,
    }
}

fn release() -> Subject {
    Subject {
        repository: Some(id('a')),
        tag: Some("v1.5.0".into()),
        notes_digest: Some(Digest::of(b"notes")),
        ..Subject::of(id('b'))
    }
}

fn word(kind: DecisionKind) -> Content {
    let subject = release().for_gate(Some("approval"));
    Content::Decision(Decision { kind, subject, proposal: None, reason: None })
}

/// Writes one record on whatever the head is; its commit.
fn write(store: &MemoryStore, pen: &Pen, content: Content) -> CommitId {
    let before = read(store).records().len();
    let wanted = Entry { notes: matches!(content, Content::Proposal(_)).then(|| b"notes".to_vec()), content };
    let is_there =
        |ledger: &Ledger| ledger.records().len() > before && ledger.records()[0].actor.name == pen.actor.name;
    let written = append(store, pen, |ledger| (!is_there(ledger)).then(|| wanted.clone())).unwrap();
    assert_eq!(written.len(), 1);
    written[0].id
}

fn read(store: &MemoryStore) -> Ledger {
    Ledger::read(store, Some(id('a'))).unwrap()
}

fn standing(store: &MemoryStore) -> Vec<(String, DecisionKind)> {
    let ledger = read(store);
    assert!(ledger.is_valid(), "{:?}", ledger.flaws());
    let subject = release().for_gate(Some("approval")).digest();
    ledger.standing(subject).iter().map(|word| (word.record.actor.name.clone(), word.decision.kind)).collect()
}

/// Two records on the same head, then a record that joins them: what two clones that were synced hold.
fn concurrently(store: &MemoryStore, left: (&str, DecisionKind), right: (&str, DecisionKind)) {
    let base = store.head.get();
    let left = write(store, &pen(left.0, 10), word(left.1));
    store.head.set(base);
    let right = write(store, &pen(right.0, 11), word(right.1));
    join(store, vec![left, right]);
}

fn join(store: &MemoryStore, parents: Vec<CommitId>) {
    let single = write(store, &pen("ann", 12), Content::Other { name: "merge".into(), payload: serde_json::json!({}) });
    let list = |ids: &[CommitId]| ids.iter().map(|id| format!("\"{id}\"")).collect::<Vec<_>>().join(",");
    let written_on = store.read(single).unwrap().parents;
    store.edit_json(single, &list(&written_on), &list(&parents));
    store.edit(single, |commit| commit.parents = parents);
}

#[test]
fn records_read_back_newest_first_as_they_were_written() {
    let store = MemoryStore::default();
    let proposal = write(&store, &pen("ann", 0), Content::Proposal(release()));
    let approval = write(&store, &pen("bob", -4), word(DecisionKind::Approval));
    let ledger = read(&store);
    assert_eq!(ledger.flaws(), []);
    assert_eq!(ledger.records().iter().map(|record| record.id).collect::<Vec<_>>(), [approval, proposal]);
    assert_eq!(ledger.records()[0].content, word(DecisionKind::Approval));
    assert_eq!(ledger.records()[0].actor.name, "bob");
    assert_eq!(ledger.records()[0].parents, [proposal]);
    assert_eq!(ledger.proposal(release().digest()).unwrap().id, proposal);
    assert_eq!(proposal_notes(&store, ledger.record(proposal).unwrap()).unwrap().unwrap(), b"notes");
}

#[test]
fn a_clock_that_is_behind_writes_at_most_five_minutes_before_the_parent() {
    let store = MemoryStore::default();
    write(&store, &pen("ann", 0), Content::Review(vec![id('1')]));
    write(&store, &pen("bob", -60), Content::Review(vec![id('2')]));
    let ledger = read(&store);
    assert!(ledger.is_valid());
    assert_eq!(ledger.records()[0].time.as_second(), 1_800_000_000 - 300);
}

#[test]
fn a_time_before_the_slack_makes_the_ledger_invalid() {
    let store = MemoryStore::default();
    write(&store, &pen("ann", 0), Content::Review(vec![id('1')]));
    let late = write(&store, &pen("bob", -5), Content::Review(vec![id('2')]));
    store.edit_json(late, "2027-01-15T07:55:00Z", "2027-01-15T07:54:59Z");
    store.edit(late, |commit| commit.committed_at -= 1);
    assert_eq!(read(&store).flaws(), [(late, Flaw::Time)]);
}

#[test]
fn the_last_word_of_a_person_counts() {
    let store = MemoryStore::default();
    write(&store, &pen("ann", 0), word(DecisionKind::Rejection));
    write(&store, &pen("ann", 1), word(DecisionKind::Approval));
    assert_eq!(standing(&store), [("ann".into(), DecisionKind::Approval)]);
    write(&store, &pen("ann", 2), word(DecisionKind::Retraction));
    assert_eq!(standing(&store), []);
}

#[test]
fn a_person_does_not_lift_the_rejection_of_another() {
    let store = MemoryStore::default();
    write(&store, &pen("ann", 0), word(DecisionKind::Rejection));
    write(&store, &pen("bob", 1), word(DecisionKind::Approval));
    assert_eq!(standing(&store), [("ann".into(), DecisionKind::Rejection), ("bob".into(), DecisionKind::Approval)]);
}

#[test]
fn of_concurrent_words_the_stricter_counts_whatever_the_clocks_say() {
    use DecisionKind::{Approval, Rejection, Retraction};
    for (left, right, counts) in [
        (Approval, Rejection, vec![("ann".to_owned(), Rejection)]),
        (Rejection, Approval, vec![("ann".to_owned(), Rejection)]),
        (Rejection, Retraction, vec![("ann".to_owned(), Rejection)]),
        (Retraction, Approval, vec![]),
        (Approval, Retraction, vec![]),
        (Approval, Approval, vec![("ann".to_owned(), Approval)]),
    ] {
        let store = MemoryStore::default();
        concurrently(&store, ("ann", left), ("ann", right));
        assert_eq!(standing(&store), counts, "{left:?} beside {right:?}");
    }
}

#[test]
fn a_word_after_the_join_supersedes_both() {
    let store = MemoryStore::default();
    concurrently(&store, ("ann", DecisionKind::Approval), ("ann", DecisionKind::Rejection));
    write(&store, &pen("ann", 20), word(DecisionKind::Approval));
    assert_eq!(standing(&store), [("ann".into(), DecisionKind::Approval)]);
}

#[test]
fn words_about_another_subject_do_not_count() {
    let store = MemoryStore::default();
    write(&store, &pen("ann", 0), word(DecisionKind::Approval));
    let changed = Subject { notes_digest: Some(Digest::of(b"other notes")), ..release() };
    assert!(read(&store).standing(changed.for_gate(Some("approval")).digest()).is_empty());
    assert!(read(&store).standing(release().for_gate(Some("version")).digest()).is_empty());
}

#[test]
fn nothing_is_lost_when_somebody_is_faster() {
    let store = MemoryStore::default();
    store.rivals.set(3);
    let written = write(&store, &pen("ann", 0), word(DecisionKind::Approval));
    let ledger = read(&store);
    assert!(ledger.is_valid(), "{:?}", ledger.flaws());
    assert_eq!(ledger.records().len(), 4);
    assert_eq!(ledger.head(), Some(written));
}

#[test]
fn it_gives_up_when_somebody_is_always_faster() {
    let store = MemoryStore::default();
    store.rivals.set(u32::MAX);
    let result = append(&store, &pen("ann", 0), |_| Some(Entry::new(word(DecisionKind::Approval))));
    assert!(matches!(result, Err(WriteError::Raced)), "{result:?}");
}

#[test]
fn nothing_is_written_on_a_ledger_that_is_not_valid() {
    let store = MemoryStore::default();
    let bad = write(&store, &pen("ann", 0), word(DecisionKind::Approval));
    store.edit(bad, |commit| commit.message = b"Merge branch 'main'".to_vec());
    let result = append(&store, &pen("ann", 0), |_| Some(Entry::new(word(DecisionKind::Approval))));
    assert!(matches!(result, Err(WriteError::Invalid { flaw: Flaw::Message, .. })), "{result:?}");
}

#[test]
fn several_roots_are_legal() {
    let store = MemoryStore::default();
    concurrently(&store, ("ann", DecisionKind::Approval), ("bob", DecisionKind::Approval));
    assert_eq!(read(&store).records().len(), 3);
    assert_eq!(standing(&store).len(), 2);
}

#[test]
fn a_commit_of_another_form_anywhere_makes_the_ledger_invalid() {
    type Edit = fn(&MemoryStore, CommitId);
    let cases: &[(Edit, Flaw)] = &[
        (|store, id| store.edit(id, |commit| commit.message = b"Merge branch 'main'".to_vec()), Flaw::Message),
        (|store, id| store.edit(id, |commit| commit.message.extend(b"\n\nand more")), Flaw::Message),
        (|store, id| store.edit(id, |commit| commit.files.clear()), Flaw::Tree("`record.json`")),
        (
            |store, id| {
                let more = StoredFile { name: b"notes.md".to_vec(), content: Some(b"notes".to_vec()) };
                store.edit(id, |commit| commit.files.push(more));
            },
            Flaw::Tree("`record.json`"),
        ),
        (|store, id| store.edit(id, |commit| commit.files[0].content = None), Flaw::Tree("`record.json`")),
        (|store, id| store.edit(id, |commit| commit.files[0].content = Some(b"{}".to_vec())), Flaw::Digest),
        (|store, id| store.edit_json(id, "tminus.record/1", "tminus.record/2"), Flaw::Schema("tminus.record/2".into())),
        (|store, id| store.edit_json(id, "\"type\":\"approval\"", "\"type\":\"rejection\""), Flaw::Mismatch("type")),
        (|store, id| store.edit(id, |commit| commit.committed_at += 1), Flaw::Mismatch("time")),
        (
            |store, id| {
                store.edit_json(id, "\"parents\":[\"", "\"parents\":[\"0000000000000000000000000000000000000000\",\"");
            },
            Flaw::Mismatch("parents"),
        ),
        (|store, id| store.edit_json(id, "\"signed\":false", "\"signed\":true"), Flaw::Unsigned),
        (
            |store, id| {
                store.edit_json(id, "\"gate\":\"approval\",\"gates_digest\"", "\"gate\":\"version\",\"gates_digest\"");
            },
            Flaw::Subject,
        ),
    ];
    for (edit, flaw) in cases {
        let store = MemoryStore::default();
        write(&store, &pen("ann", 0), Content::Proposal(release()));
        let bad = write(&store, &pen("ann", 1), word(DecisionKind::Approval));
        write(&store, &pen("ann", 2), Content::Review(vec![id('1')]));
        edit(&store, bad);
        assert_eq!(read(&store).flaws(), [(bad, flaw.clone())]);
    }
}

#[test]
fn a_record_of_another_repository_is_found() {
    let store = MemoryStore::default();
    let written = write(&store, &pen("ann", 0), word(DecisionKind::Approval));
    let elsewhere = Ledger::read(&store, Some(id('c'))).unwrap();
    assert_eq!(elsewhere.flaws(), [(written, Flaw::Repository(id('a')))]);
    assert!(Ledger::read(&store, None).unwrap().is_valid());
}

#[test]
fn a_missing_record_is_found() {
    let store = MemoryStore::default();
    let first = write(&store, &pen("ann", 0), word(DecisionKind::Approval));
    write(&store, &pen("ann", 1), Content::Review(vec![]));
    store.commits.borrow_mut().remove(&first);
    assert!(matches!(read(&store).flaws(), [(id, Flaw::Unreadable(_))] if *id == first));
}

#[test]
fn what_a_type_of_a_later_version_says_is_kept_and_decides_nothing() {
    let store = MemoryStore::default();
    let payload = serde_json::json!({ "until": "2027-01-01" });
    write(&store, &pen("ann", 0), Content::Other { name: "waiver".into(), payload: payload.clone() });
    assert!(read(&store).is_valid());
    assert_eq!(read(&store).records()[0].content, Content::Other { name: "waiver".into(), payload });
    assert_eq!(standing(&store), []);
}

#[test]
fn the_schema_of_a_record_names_every_member() {
    let store = MemoryStore::default();
    let written = write(&store, &pen("ann", 0), Content::Proposal(release()));
    let json: serde_json::Value =
        serde_json::from_slice(store.read(written).unwrap().files[0].content.as_deref().unwrap()).unwrap();
    let members: std::collections::BTreeSet<&String> = json.as_object().unwrap().keys().collect();
    let schema = record_schema();
    assert_eq!(members, schema["properties"].as_object().unwrap().keys().collect());
    let subject: std::collections::BTreeSet<&String> = json["payload"]["subject"].as_object().unwrap().keys().collect();
    let described = &schema["allOf"][0]["then"]["properties"]["payload"]["properties"]["subject"]["properties"];
    assert_eq!(subject, described.as_object().unwrap().keys().collect());
}

proptest! {
    #[test]
    fn any_flipped_byte_of_a_record_is_found(which in 0_usize..3, at in any::<prop::sample::Index>(), bit in 0_u8..8) {
        let store = MemoryStore::default();
        let ids = [
            write(&store, &pen("ann", 0), Content::Proposal(release())),
            write(&store, &pen("bob", 1), word(DecisionKind::Approval)),
            write(&store, &pen("ann", 2), Content::Review(vec![id('1'), id('2')])),
        ];
        store.edit(ids[which], |commit| {
            let files = commit.files.iter_mut().flat_map(|file| {
                std::iter::once(&mut file.name).chain(file.content.as_mut())
            });
            let mut texts: Vec<&mut Vec<u8>> = std::iter::once(&mut commit.message).chain(files).collect();
            let total: usize = texts.iter().map(|text| text.len()).sum();
            let mut index = at.index(total);
            for text in &mut texts {
                if index < text.len() {
                    text[index] ^= 1 << bit;
                    break;
                }
                index -= text.len();
            }
        });
        let ledger = read(&store);
        prop_assert_eq!(ledger.flaws().len(), 1);
        prop_assert_eq!(ledger.flaws()[0].0, ids[which]);
    }
}

fn stopped(store: &MemoryStore, since: Option<CommitId>) -> usize {
    read(store).stops(&release(), since).len()
}

#[test]
fn a_rejection_stops_what_was_decided_before_it() {
    let store = MemoryStore::default();
    let before = write(&store, &pen("ann", 0), word(DecisionKind::Rejection));
    assert_eq!(stopped(&store, Some(before)), 0, "the gates knew of it");
    assert_eq!(stopped(&store, None), 1);
    let since = write(&store, &pen("ann", 1), word(DecisionKind::Approval));
    assert_eq!(stopped(&store, Some(since)), 0);
    write(&store, &pen("bob", 2), word(DecisionKind::Rejection));
    assert_eq!(stopped(&store, Some(since)), 1);
    write(&store, &pen("ann", 3), word(DecisionKind::Approval));
    assert_eq!(stopped(&store, Some(since)), 1, "another's yes lifts nothing");
    write(&store, &pen("bob", 4), word(DecisionKind::Retraction));
    assert_eq!(stopped(&store, Some(since)), 0);
}

#[test]
fn a_rejection_beside_what_was_judged_stops_it() {
    let store = MemoryStore::default();
    write(&store, &pen("ann", 0), Content::Review(vec![id('1')]));
    let base = store.head.get();
    let judged = write(&store, &pen("ann", 1), word(DecisionKind::Approval));
    store.head.set(base);
    let stop = write(&store, &pen("bob", 1), word(DecisionKind::Rejection));
    join(&store, vec![judged, stop]);
    assert_eq!(stopped(&store, Some(judged)), 1);
}

#[test]
fn a_stop_is_about_the_release_wherever_its_range_ends_now() {
    let store = MemoryStore::default();
    let shipped = Subject { tag: Some("v1".into()), ..release() };
    let moved = Subject { to_sha: Some(id('c')), notes_digest: None, ..shipped.clone() };
    let other = Subject { tag: Some("v2".into()), from_sha: Some(id('d')), to_sha: Some(id('e')), ..shipped.clone() };
    for (subject, stops) in [(other, 0), (moved, 1)] {
        let decision = Decision {
            kind: DecisionKind::Rejection,
            subject: subject.for_gate(Some("approval")),
            proposal: None,
            reason: None,
        };
        write(&store, &pen("ann", 0), Content::Decision(decision));
        assert_eq!(read(&store).stops(&shipped, None).len(), stops);
    }
}

#[test]
fn a_shipment_is_found_by_its_plan_and_outcome() {
    let store = MemoryStore::default();
    let shipment = Shipment {
        outcome: Arrival::Shipped,
        plan: "p1".into(),
        subject: Some(release()),
        version: "1.0.0".into(),
        tag: "v1.0.0".into(),
        tag_object: Some(id('e')),
        commit: None,
        url: None,
        steps: vec![ShipmentStep { id: "tag".into(), state: "done".into(), at: None, result: None }],
    };
    let content = Content::Shipment(Box::new(shipment));
    let written = write(&store, &pen("ann", 0), content.clone());
    let ledger = read(&store);
    assert!(ledger.is_valid(), "{:?}", ledger.flaws());
    let found = ledger.shipment("p1", Arrival::Shipped).unwrap();
    assert_eq!((found.id, &found.content, found.subject), (written, &content, Some(release().digest())));
    assert!(ledger.shipment("p1", Arrival::Aborted).is_none() && ledger.shipment("p2", Arrival::Shipped).is_none());
}

#[test]
fn reviewers_are_told_once_each() {
    let store = MemoryStore::default();
    write(&store, &pen("ann", 0), Content::Review(vec![id('1'), id('2')]));
    write(&store, &pen("bob", 1), Content::Review(vec![id('2')]));
    write(&store, &pen("ann", 2), Content::Review(vec![id('2'), id('3')]));
    let ledger = read(&store);
    let names: Vec<_> = ledger.reviewers()[&id('2')].iter().map(|actor| actor.name.as_str()).collect();
    assert_eq!(names, ["ann", "bob"]);
    assert_eq!(ledger.reviewers().len(), 3);
}
