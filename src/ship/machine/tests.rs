//! Every transition of the machine, and every way to lose an effect that it must not take.

use std::time::Duration;

use proptest::prelude::*;

use super::*;

const LIMIT: Duration = Duration::from_mins(1);
const T0: Duration = Duration::ZERO;

fn commit() -> Fact {
    Fact::Commit("2222222222222222222222222222222222222222".parse().unwrap())
}

fn records(states: &[(StepId, StepState)]) -> Vec<Record> {
    states.iter().map(|(id, state)| Record { state: *state, ..Record::pending(*id) }).collect()
}

fn forward(states: &[(StepId, StepState)]) -> Machine {
    Machine::new(records(states), Heading::Forward, LIMIT)
}

fn back(states: &[(StepId, StepState)]) -> Machine {
    Machine::new(records(states), Heading::Back, LIMIT)
}

fn states(machine: &Machine) -> Vec<StepState> {
    machine.records().iter().map(|record| record.state).collect()
}

use Order::{End, Execute, Probe, Undo, Wait, Write};
use StepId::{Commit, Draft, Publish, Push, PushBranch, PushTag, Tag};
use StepState::{Done, Failed, Pending, Running, Skipped, Undone, Unknown};

#[test]
fn each_effect_comes_after_a_look_and_a_written_journal() {
    let mut machine = forward(&[(Commit, Pending), (Tag, Pending)]);
    assert_eq!(machine.handle(Event::Begin, T0), [Probe(Commit)]);
    assert_eq!(machine.handle(Event::Probed(Ok(Found::Absent)), T0), [Write, Execute(Commit)]);
    assert_eq!(states(&machine), [Running, Pending]);
    assert_eq!(machine.handle(Event::Executed(Ok(commit())), T0), [Write, Probe(Tag)]);
    assert_eq!(machine.records()[0].fact, Some(commit()));
    assert_eq!(machine.handle(Event::Probed(Ok(Found::Absent)), T0), [Write, Execute(Tag)]);
    assert_eq!(machine.handle(Event::Executed(Ok(Fact::Pushed)), T0), [Write, End(Ending::Shipped)]);
    assert_eq!(states(&machine), [Done, Done]);
}

#[test]
fn what_already_happened_is_not_done_again() {
    let mut machine = forward(&[(Commit, Running), (Tag, Pending)]);
    assert_eq!(machine.handle(Event::Begin, T0), [Probe(Commit)]);
    assert_eq!(machine.handle(Event::Probed(Ok(Found::Ours(commit()))), T0), [Write, Probe(Tag)]);
    assert_eq!(states(&machine), [Done, Pending]);
}

#[test]
fn a_resumed_run_begins_at_the_first_step_that_is_not_done() {
    let mut machine = forward(&[(Commit, Done), (Tag, Done), (Push, Unknown)]);
    assert_eq!(machine.handle(Event::Begin, T0), [Probe(Push)]);
    let mut machine = forward(&[(Commit, Done), (Tag, Done)]);
    assert_eq!(machine.handle(Event::Begin, T0), [End(Ending::Shipped)]);
}

#[test]
fn anothers_effect_stops_the_run() {
    let mut machine = forward(&[(Tag, Pending)]);
    machine.handle(Event::Begin, T0);
    let orders = machine.handle(Event::Probed(Ok(Found::Foreign("not ours".into()))), T0);
    assert_eq!(orders, [Write, End(Ending::Stuck(Tag))]);
    assert_eq!(machine.records()[0].why.as_deref(), Some("not ours"));
}

#[test]
fn what_an_earlier_run_made_and_somebody_took_away_is_made_again() {
    let mut machine = forward(&[(Tag, Done), (Draft, Done), (Publish, Failed)]);
    assert_eq!(machine.handle(Event::Begin, T0), [Probe(Publish)]);
    let lost = || Event::Probed(Ok(Found::Lost(Draft, "the draft is gone")));
    assert_eq!(machine.handle(lost(), T0), [Write, Probe(Draft)]);
    assert_eq!(states(&machine), [Done, Pending, Failed]);
    assert_eq!(machine.handle(Event::Probed(Ok(Found::Absent)), T0), [Write, Execute(Draft)]);
    assert_eq!(machine.handle(Event::Executed(Ok(Fact::Pushed)), T0), [Write, Probe(Publish)]);
    // What this run made itself is waited for: making it again would leave two.
    assert!(matches!(machine.handle(lost(), T0)[..], [Write, Wait(_)]));
    assert_eq!(states(&machine), [Done, Done, Failed]);
    assert_eq!(machine.handle(lost(), LIMIT * 2), [Write, End(Ending::Stuck(Publish))]);
    assert_eq!(machine.records()[2].why.as_deref(), Some("the draft is gone"));
}

#[test]
fn a_final_failure_stops_at_once_and_says_why() {
    let mut machine = forward(&[(Push, Pending), (Draft, Pending)]);
    machine.handle(Event::Begin, T0);
    machine.handle(Event::Probed(Ok(Found::Absent)), T0);
    let orders = machine.handle(Event::Executed(Err(Trouble::lasting("rejected"))), T0);
    assert_eq!(orders, [Write, End(Ending::Stuck(Push))]);
    assert_eq!(states(&machine), [Failed, Pending]);
    assert!(machine.handle(Event::Waited, T0).is_empty(), "nothing happens after the end");
}

#[test]
fn a_passing_failure_is_tried_again_after_looking_until_the_time_is_up() {
    let mut machine = forward(&[(Draft, Pending)]);
    machine.handle(Event::Begin, T0);
    machine.handle(Event::Probed(Ok(Found::Absent)), T0);
    let mut now = Duration::from_secs(5);
    let mut pauses = Vec::new();
    loop {
        let orders = machine.handle(Event::Executed(Err(Trouble::passing("503"))), now);
        match orders.as_slice() {
            [Write, Wait(pause)] => {
                pauses.push(pause.as_secs());
                now += *pause;
                assert_eq!(machine.handle(Event::Waited, now), [Probe(Draft)]);
                assert_eq!(machine.handle(Event::Probed(Ok(Found::Absent)), now), [Write, Execute(Draft)]);
            }
            [Write, End(Ending::Stuck(Draft))] => break,
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(pauses, [1, 2, 4, 8, 15, 15, 15]);
    assert!(now <= Duration::from_secs(65), "counted from the first failure");
}

#[test]
fn a_pause_that_the_outside_asks_for_is_kept_or_the_run_gives_up() {
    let ask = |seconds| Trouble { retry: Retry::After(Some(seconds)), ..Trouble::passing("429") };
    let mut machine = forward(&[(Draft, Running)]);
    machine.handle(Event::Begin, T0);
    assert_eq!(machine.handle(Event::Executed(Err(ask(7))), T0), [Write, Wait(Duration::from_secs(7))]);
    machine.handle(Event::Waited, T0);
    assert_eq!(machine.handle(Event::Executed(Err(ask(3600))), T0), [Write, End(Ending::Stuck(Draft))]);
}

#[test]
fn what_nobody_can_say_stays_unknown_also_when_looking_fails() {
    let mut machine = forward(&[(Push, Pending)]);
    machine.handle(Event::Begin, T0);
    machine.handle(Event::Probed(Ok(Found::Absent)), T0);
    assert!(matches!(machine.handle(Event::Executed(Err(Trouble::unclear("cut"))), T0)[..], [Write, Wait(_)]));
    assert_eq!(states(&machine), [Unknown]);
    machine.handle(Event::Waited, T0);
    let late = Duration::from_secs(100);
    let orders = machine.handle(Event::Probed(Err(Trouble::passing("no route"))), late);
    assert_eq!(orders, [Write, End(Ending::Stuck(Push))]);
    assert_eq!(states(&machine), [Unknown]);
}

#[test]
fn a_refusal_after_something_unclear_proves_nothing() {
    let mut machine = forward(&[(Push, Running)]);
    machine.handle(Event::Begin, T0);
    machine.handle(Event::Probed(Ok(Found::Absent)), T0);
    let orders = machine.handle(Event::Executed(Err(Trouble::lasting("the tag is there already"))), T0);
    assert!(matches!(orders[..], [Write, Wait(_)]), "{orders:?}");
    assert_eq!(states(&machine), [Unknown]);
    assert_eq!(machine.handle(Event::Waited, T0), [Probe(Push)]);
    machine.handle(Event::Probed(Ok(Found::Absent)), T0);
    let late = Duration::from_mins(2);
    machine.handle(Event::Executed(Err(Trouble::lasting("the tag is there already"))), late);
    assert_eq!(states(&machine), [Unknown]);

    let mut undoing = back(&[(Tag, Done), (Push, Failed)]);
    undoing.records[1].was_unclear = true;
    assert_eq!(undoing.handle(Event::Begin, T0), [Write, Undo(Push)], "only looking tells");
}

#[test]
fn a_look_that_fails_before_the_effect_is_a_failure() {
    let mut machine = forward(&[(Push, Pending)]);
    machine.handle(Event::Begin, T0);
    let orders = machine.handle(Event::Probed(Err(Trouble::lasting("no such remote"))), T0);
    assert_eq!(orders, [Write, End(Ending::Stuck(Push))]);
    assert_eq!(states(&machine), [Failed]);
}

#[test]
fn a_stop_lets_the_effect_at_hand_end_and_begins_no_other() {
    let mut machine = forward(&[(Commit, Pending), (Tag, Pending)]);
    machine.handle(Event::Begin, T0);
    machine.handle(Event::Probed(Ok(Found::Absent)), T0);
    assert!(machine.handle(Event::Stop, T0).is_empty());
    let orders = machine.handle(Event::Executed(Ok(commit())), T0);
    assert_eq!(orders, [Write, End(Ending::Interrupted)]);
    assert_eq!(states(&machine), [Done, Pending]);

    let mut machine = forward(&[(Commit, Pending)]);
    machine.handle(Event::Begin, T0);
    machine.handle(Event::Stop, T0);
    assert_eq!(machine.handle(Event::Probed(Ok(Found::Absent)), T0), [End(Ending::Interrupted)]);
    assert_eq!(states(&machine), [Pending]);
}

#[test]
fn a_stop_ends_a_pause() {
    let mut machine = forward(&[(Draft, Running)]);
    machine.handle(Event::Begin, T0);
    machine.handle(Event::Executed(Err(Trouble::passing("503"))), T0);
    machine.handle(Event::Stop, T0);
    assert_eq!(machine.handle(Event::Waited, T0), [End(Ending::Interrupted)]);
}

#[test]
fn a_stop_does_not_undo_the_end() {
    let mut machine = forward(&[(Tag, Running)]);
    machine.handle(Event::Begin, T0);
    machine.handle(Event::Stop, T0);
    assert_eq!(machine.handle(Event::Executed(Ok(commit())), T0), [Write, End(Ending::Shipped)]);
}

#[test]
fn going_back_undoes_in_reverse_and_skips_what_never_began() {
    let mut machine = back(&[(Commit, Done), (Tag, Done), (Push, Failed), (Draft, Pending), (Publish, Pending)]);
    assert_eq!(machine.handle(Event::Begin, T0), [Write, Undo(Tag)], "a push that was refused left nothing");
    assert_eq!(machine.handle(Event::Undid(Ok(Undoing::Undone)), T0), [Write, Undo(Commit)]);
    let orders = machine.handle(Event::Undid(Ok(Undoing::Undone)), T0);
    assert_eq!(orders, [Write, Write, End(Ending::Aborted(Vec::new()))]);
    assert_eq!(states(&machine), [Undone, Undone, Undone, Skipped, Skipped]);
}

#[test]
fn what_stands_under_something_public_stays() {
    let mut machine = back(&[(Commit, Done), (Tag, Done), (Push, Unknown), (Draft, Done)]);
    assert_eq!(machine.handle(Event::Begin, T0), [Write, Undo(Draft)]);
    assert_eq!(machine.handle(Event::Undid(Ok(Undoing::Undone)), T0), [Write, Undo(Push)]);
    let orders = machine.handle(Event::Undid(Ok(Undoing::Kept("fetched by others".into()))), T0);
    assert_eq!(orders.last(), Some(&End(Ending::Aborted(vec![Commit, Tag, Push]))));
    assert!(machine.records()[0].why.is_some());
}

#[test]
fn a_tag_that_never_left_is_undone_though_its_branch_is_public() {
    let mut machine = back(&[(Commit, Done), (Tag, Done), (PushBranch, Done), (PushTag, Failed)]);
    assert_eq!(machine.handle(Event::Begin, T0), [Write, Undo(PushBranch)]);
    let kept = Event::Undid(Ok(Undoing::Kept("public".into())));
    assert_eq!(machine.handle(kept, T0), [Write, Undo(Tag)]);
    let orders = machine.handle(Event::Undid(Ok(Undoing::Undone)), T0);
    assert_eq!(orders.last(), Some(&End(Ending::Aborted(vec![Commit, PushBranch]))));
}

#[test]
fn an_undo_that_cannot_be_told_keeps_the_journal_open() {
    let mut machine = back(&[(Tag, Done), (Push, Unknown)]);
    machine.handle(Event::Begin, T0);
    let orders = machine.handle(Event::Undid(Err(Trouble::lasting("no route to the remote"))), T0);
    assert_eq!(orders, [Write, End(Ending::Stuck(Push))]);
    assert_eq!(states(&machine), [Done, Unknown]);
}

#[test]
fn going_forward_after_half_an_abort_does_again_what_was_undone() {
    let mut machine = forward(&[(Commit, Done), (Tag, Undone), (Push, Skipped)]);
    assert_eq!(machine.handle(Event::Begin, T0), [Probe(Tag)]);
    assert_eq!(states(&machine), [Done, Pending, Pending]);
}

/// A world that may fail, succeed in silence, or be interrupted at any point.
#[derive(Debug, Clone, Copy)]
enum Luck {
    Works,
    FailsBefore,
    FailsAfter,
    Killed,
}

fn luck() -> impl Strategy<Value = Luck> {
    prop_oneof![4 => Just(Luck::Works), 1 => Just(Luck::FailsBefore), 1 => Just(Luck::FailsAfter), 1 => Just(Luck::Killed)]
}

proptest! {
    /// However often it is killed or fails, going on ends with every effect done exactly once.
    #[test]
    fn no_effect_is_lost_or_doubled(fortune in proptest::collection::vec(luck(), 1..60)) {
        let steps = [Commit, Tag, Push, Draft, Publish];
        let mut fortune = fortune.into_iter();
        let mut there: Vec<StepId> = Vec::new();
        let mut journal: Vec<Record> = steps.map(Record::pending).to_vec();
        let mut shipped = false;
        while !shipped {
            let mut machine = Machine::new(journal.clone(), Heading::Forward, Duration::ZERO);
            let mut orders: std::collections::VecDeque<Order> = machine.handle(Event::Begin, T0).into();
            while let Some(order) = orders.pop_front() {
                let event = match order {
                    Write => {
                        journal = machine.records().to_vec();
                        continue;
                    }
                    Probe(step) if there.contains(&step) => Event::Probed(Ok(Found::Ours(Fact::Pushed))),
                    Probe(_) => Event::Probed(Ok(Found::Absent)),
                    Execute(step) => {
                        let written = journal.iter().find(|record| record.id == step).unwrap();
                        prop_assert_eq!(written.state, Running, "written before the effect");
                        match fortune.next().unwrap_or(Luck::Works) {
                            Luck::FailsBefore => Event::Executed(Err(Trouble::passing("no"))),
                            Luck::FailsAfter => {
                                prop_assert!(!there.contains(&step));
                                there.push(step);
                                Event::Executed(Err(Trouble::unclear("cut")))
                            }
                            Luck::Killed => {
                                there.push(step);
                                break;
                            }
                            Luck::Works => {
                                prop_assert!(!there.contains(&step), "{} was done twice", step);
                                there.push(step);
                                Event::Executed(Ok(Fact::Pushed))
                            }
                        }
                    }
                    Wait(_) => Event::Waited,
                    End(ending) => {
                        shipped = ending == Ending::Shipped;
                        continue;
                    }
                    Undo(_) => unreachable!("it goes forward"),
                };
                orders.extend(machine.handle(event, T0));
            }
        }
        prop_assert_eq!(there, steps.to_vec());
    }
}
