//! The poll as a whole, on facts and a world made up for it.

use std::{
    collections::{BTreeMap, HashSet},
    sync::Mutex,
    time::Duration,
};

use jiff::Timestamp;

use super::*;
use crate::{
    config::{ApprovalSettings, GateSettings, Settings},
    history::CommitId,
    ledger::{
        Actor, Content, Decision, DecisionKind, Digest, Entry, Ledger, Pen, Signature, Subject, append,
        memory::MemoryStore,
    },
};

/// A world in which all is well, and the commands end as they are told to.
#[derive(Default)]
struct FakeWorld {
    ends: BTreeMap<&'static str, CommandEnd>,
    untidy: bool,
    asked: Mutex<Vec<String>>,
}

impl World for FakeWorld {
    fn work_tree(&self) -> WorkTree {
        let mut asked = self.asked.lock().unwrap();
        // What a command leaves behind is seen only if the tree is looked at after it.
        let left = self.untidy && asked.iter().any(|name| name != "remote");
        asked.push("work tree".into());
        WorkTree::Changes(if left { vec![("untracked".into(), "report.xml".into())] } else { Vec::new() })
    }

    fn remote(&self) -> Remote {
        self.asked.lock().unwrap().push("remote".into());
        Remote::Answer(RemoteAnswer::default())
    }

    fn run(&self, command: &str, gate: &GateSettings, on_line: &mut dyn FnMut(&str)) -> CommandEnd {
        self.asked.lock().unwrap().push(gate.name.clone());
        on_line(&format!("running {command}"));
        let well = CommandEnd::Exited(0, Duration::ZERO);
        self.ends.get(gate.name.as_str()).cloned().unwrap_or(well)
    }
}

fn id(digit: char) -> CommitId {
    digit.to_string().repeat(40).parse().unwrap()
}

fn release() -> Subject {
    Subject {
        repository: Some(id('a')),
        from_sha: Some(id('c')),
        version: Some("1.1.0".into()),
        tag: Some("v1.1.0".into()),
        notes_digest: Some(Digest::of(b"notes")),
        ..Subject::of(id('b'))
    }
}

/// Facts of which all but the approval is GO.
fn facts(settings: Settings) -> Facts {
    Facts {
        settings,
        subject: release(),
        notes: b"notes".to_vec(),
        branch: Branch { release: Some("main".into()), head: Some("main".into()), has_end: true },
        version: NextVersion {
            current: Some("1.0.0".into()),
            next: Some("1.1.0".into()),
            tag: Some("v1.1.0".into()),
            taken: None,
            is_empty: false,
            is_cut_off: false,
        },
        notes_state: NotesState::default(),
        reviews: ReviewState { threshold: 50, ..ReviewState::default() },
        ledger: Ok(Ledger::default()),
        authors: HashSet::new(),
        signatures: BTreeMap::new(),
    }
}

fn command_gate(name: &str, required: bool) -> GateSettings {
    GateSettings {
        name: name.into(),
        title: None,
        command: Some(format!("run-{name}")),
        timeout: Duration::from_mins(10),
        required,
    }
}

fn say(store: &MemoryStore, name: &str, kind: DecisionKind, subject: Subject) {
    let pen = Pen {
        actor: Actor { name: name.into(), email: format!("{name}@example.org"), key: None },
        repository: id('a'),
        now: Timestamp::from_second(1_800_000_000).unwrap(),
        sign: false,
    };
    let mut word = Some(Decision { kind, subject, proposal: None, reason: None });
    append(store, &pen, |_| word.take().map(|word| Entry::new(Content::Decision(word)))).unwrap();
}

fn with_ledger(mut facts: Facts, store: &MemoryStore) -> Facts {
    facts.ledger = Ok(Ledger::read(store, Some(id('a'))).unwrap());
    facts
}

fn poll(facts: Facts) -> Poll {
    Poll::take(facts, &FakeWorld::default(), &|_| ())
}

fn gate<'a>(poll: &'a Poll, name: &str) -> &'a Gate {
    poll.gates().iter().find(|gate| gate.name == name).unwrap()
}

fn approved_by(names: &[&str]) -> MemoryStore {
    let store = MemoryStore::default();
    for name in names {
        say(&store, name, DecisionKind::Approval, release().for_gate(Some("approval")));
    }
    store
}

#[test]
fn the_order_is_built_in_gates_then_commands_then_the_approval() {
    let settings =
        Settings { gates: vec![command_gate("tests", true), command_gate("lint", true)], ..Settings::default() };
    let names: Vec<String> = poll(facts(settings)).gates().iter().map(|gate| gate.name.clone()).collect();
    let built_in = BuiltIn::ALL.map(BuiltIn::name);
    assert_eq!(names[..7], built_in[..7]);
    assert_eq!(names[7..], ["tests", "lint", "approval"]);
}

#[test]
fn every_gate_but_go_has_a_remedy_and_every_gate_has_evidence() {
    for gate in poll(facts(Settings::default())).gates() {
        assert_eq!(gate.remedy.is_none(), gate.verdict == Verdict::Go, "{gate:?}");
        assert!(!gate.evidence.is_empty(), "{gate:?}");
    }
}

#[test]
fn the_work_tree_is_judged_after_the_command_gates() {
    let settings = Settings { gates: vec![command_gate("tests", true)], ..Settings::default() };
    let world = FakeWorld { untidy: true, ..FakeWorld::default() };
    let poll = Poll::take(facts(settings), &world, &|_| ());
    assert_eq!(gate(&poll, "clean-work-tree").verdict, Verdict::NoGo);
}

#[test]
fn an_approval_of_exactly_this_makes_go_and_gives_leave_to_ship() {
    let waiting = poll(facts(Settings::default()));
    assert_eq!(waiting.verdict(), Verdict::Hold);
    assert_eq!(gates_left(waiting.gates()), 1);
    assert_eq!(waiting.clearance(), None);

    let approved = poll(with_ledger(facts(Settings::default()), &approved_by(&["ann"])));
    assert_eq!(approved.verdict(), Verdict::Go);
    assert_eq!(gates_left(approved.gates()), 0);
    let clearance = approved.clearance().unwrap();
    assert_eq!(clearance.notes(), b"notes");
    assert_eq!(clearance.subject(), &release());
    assert_eq!(clearance.approval_digest(), release().for_gate(Some("approval")).digest());
    assert_eq!(gate(&approved, "approval").approvals.len(), 1);
}

#[test]
fn an_approval_of_what_was_there_before_is_stale_and_says_what_changed() {
    let mut facts = with_ledger(facts(Settings::default()), &approved_by(&["ann"]));
    facts.subject.notes_digest = Some(Digest::of(b"other notes"));
    let poll = poll(facts);
    let approval = gate(&poll, "approval");
    assert_eq!((approval.verdict, approval.stale), (Verdict::Hold, true));
    let voice = &approval.approvals[0];
    assert_eq!((voice.counts, voice.stale), (false, true));
    assert_eq!(voice.why, ["the text of the notes changed"]);
}

#[test]
fn approvals_of_an_earlier_release_are_not_shown() {
    let store = MemoryStore::default();
    let earlier = Subject { from_sha: Some(id('d')), to_sha: Some(id('e')), tag: Some("v1.0.0".into()), ..release() };
    say(&store, "ann", DecisionKind::Approval, earlier.for_gate(Some("approval")));
    let poll = poll(with_ledger(facts(Settings::default()), &store));
    assert_eq!(gate(&poll, "approval").approvals, []);
}

#[test]
fn as_many_people_as_required_approve_and_each_counts_once() {
    let settings = Settings { approval: ApprovalSettings { required: 2, four_eyes: false }, ..Settings::default() };
    let verdict = |names: &[&str]| {
        let poll = poll(with_ledger(facts(settings.clone()), &approved_by(names)));
        (gate(&poll, "approval").verdict, gate(&poll, "approval").progress)
    };
    assert_eq!(verdict(&["ann"]), (Verdict::Hold, Some((1, 2))));
    assert_eq!(verdict(&["ann", "ann"]), (Verdict::Hold, Some((1, 2))));
    assert_eq!(verdict(&["ann", "bob"]), (Verdict::Go, Some((2, 2))));
}

#[test]
fn with_four_eyes_authors_of_the_range_do_not_count() {
    let settings = Settings { approval: ApprovalSettings { required: 1, four_eyes: true }, ..Settings::default() };
    let verdict = |name: &str| {
        let mut facts = with_ledger(facts(settings.clone()), &approved_by(&[name]));
        facts.authors.insert("ann@example.org".into());
        poll(facts).verdict()
    };
    assert_eq!(verdict("ann"), Verdict::Hold);
    assert_eq!(verdict("bob"), Verdict::Go);
}

#[test]
fn no_approval_is_asked_for_where_none_is_required() {
    let settings = Settings { approval: ApprovalSettings { required: 0, four_eyes: false }, ..Settings::default() };
    assert_eq!(poll(facts(settings)).verdict(), Verdict::Go);
}

#[test]
fn a_rejection_of_any_gate_makes_it_no_go_until_it_is_lifted() {
    let store = approved_by(&["bob"]);
    let version = release().for_gate(Some("version"));
    say(&store, "ann", DecisionKind::Rejection, version.clone());
    let rejected = poll(with_ledger(facts(Settings::default()), &store));
    assert_eq!(gate(&rejected, "version").verdict, Verdict::NoGo);
    assert_eq!(gate(&rejected, "version").evidence.len(), 2);
    assert_eq!(rejected.verdict(), Verdict::NoGo);
    say(&store, "ann", DecisionKind::Approval, version);
    assert_eq!(poll(with_ledger(facts(Settings::default()), &store)).verdict(), Verdict::Go);
}

#[test]
fn a_rejection_of_the_approval_outweighs_the_approvals_of_others() {
    let store = approved_by(&["ann", "bob"]);
    say(&store, "cho", DecisionKind::Rejection, release().for_gate(Some("approval")));
    assert_eq!(poll(with_ledger(facts(Settings::default()), &store)).verdict(), Verdict::NoGo);
}

#[test]
fn a_signature_that_does_not_hold_does_not_count() {
    let store = approved_by(&["ann"]);
    let mut facts = with_ledger(facts(Settings::default()), &store);
    facts.signatures.insert(store.head.get().unwrap(), Signature::Bad);
    assert_eq!(poll(facts).verdict(), Verdict::Hold);
}

#[test]
fn a_ledger_that_is_not_valid_decides_nothing() {
    let store = approved_by(&["ann"]);
    store.edit(store.head.get().unwrap(), |commit| commit.message = b"Merge branch 'main'".to_vec());
    let poll = poll(with_ledger(facts(Settings::default()), &store));
    assert_eq!(gate(&poll, "approval").verdict, Verdict::NoGo);
    assert_eq!(gate(&poll, "approval").approvals, []);
}

#[test]
fn advice_does_not_count() {
    let advice = GateSettings { command: None, ..command_gate("approval", false) };
    let settings = Settings { gates: vec![advice, command_gate("lint", false)], ..Settings::default() };
    let world = FakeWorld { ends: [("lint", CommandEnd::Exited(1, Duration::ZERO))].into(), ..FakeWorld::default() };
    let poll = Poll::take(facts(settings), &world, &|_| ());
    assert_eq!(gate(&poll, "lint").verdict, Verdict::NoGo);
    assert_eq!(gate(&poll, "approval").verdict, Verdict::Hold);
    assert_eq!((poll.verdict(), gates_left(poll.gates())), (Verdict::Go, 0));
}

#[test]
fn answers_stream_one_by_one_with_what_commands_print() {
    let settings = Settings { gates: vec![command_gate("tests", true)], ..Settings::default() };
    let heard = Mutex::new(Vec::new());
    Poll::take(facts(settings), &FakeWorld::default(), &|event| heard.lock().unwrap().push(event));
    let heard = heard.into_inner().unwrap();
    let judged = heard.iter().filter(|event| matches!(event, PollEvent::Judged(_))).count();
    assert_eq!(judged, 9);
    assert!(heard.contains(&PollEvent::Printed("tests".into(), "running run-tests".into())));
}

#[test]
fn asking_one_command_again_looks_at_the_work_tree_again_and_at_nothing_else() {
    let settings =
        Settings { gates: vec![command_gate("tests", true), command_gate("lint", true)], ..Settings::default() };
    let world = FakeWorld::default();
    let gates = Poll::ask(&Scope::One("lint".into()), &facts(settings), &world, &|_| ());
    assert_eq!(*world.asked.lock().unwrap(), ["lint", "work tree"]);
    assert_eq!(gates.iter().map(|gate| gate.name.as_str()).collect::<Vec<_>>(), ["clean-work-tree", "lint"]);
}

#[test]
fn the_schema_names_every_member_of_the_document() {
    let poll = poll(with_ledger(facts(Settings::default()), &approved_by(&["ann"])));
    let document = GatesDocument {
        schema: GATES_SCHEMA,
        package: None,
        range: serde_json::json!({}),
        version: serde_json::json!({}),
        verdict: poll.verdict(),
        subject: poll.facts().subject.digest().to_string(),
        gates: poll.gates(),
        warnings: &[],
    };
    let json = serde_json::to_value(document).unwrap();
    let schema = gates_schema();
    let members = |value: &serde_json::Value| value.as_object().unwrap().keys().cloned().collect::<HashSet<String>>();
    assert_eq!(members(&json), members(&schema["properties"]));
    let gate_schema = &schema["properties"]["gates"]["items"]["properties"];
    let approval = json["gates"].as_array().unwrap().last().unwrap();
    assert_eq!(members(approval), members(gate_schema));
    assert_eq!(members(&approval["approvals"][0]), members(&gate_schema["approvals"]["items"]["properties"]));
}
