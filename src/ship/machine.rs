//! The order of things while shipping, as a pure state machine: events in, orders out. It reads no clock and touches nothing;
//! `engine` carries its orders out. Whatever happens, an effect is ordered only after the journal was ordered to be written.

use std::time::Duration;

use super::{
    StepId, StepState,
    record::{Fact, Found, Record, Retry, Trouble, Undoing},
};

/// Which way the run goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Heading {
    /// Towards a published release.
    Forward,
    /// Back to how it was before.
    Back,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// The run begins, or goes on after an interruption.
    Begin,
    /// The step was looked at.
    Probed(Result<Found, Trouble>),
    /// The step's effect was tried.
    Executed(Result<Fact, Trouble>),
    /// The step was tried to be undone.
    Undid(Result<Undoing, Trouble>),
    /// The pause is over.
    Waited,
    /// The user or a signal wants it to stop.
    Stop,
}

/// What to do, in this order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Order {
    /// Write the journal and sync it.
    Write,
    /// See whether the step's effect is there.
    Probe(StepId),
    /// Do it.
    Execute(StepId),
    /// Take it back.
    Undo(StepId),
    /// Pause, then say [`Event::Waited`].
    Wait(Duration),
    /// The run is over.
    End(Ending),
}

/// How a run ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ending {
    /// Every step is done.
    Shipped,
    /// A step did not work; the journal stays open.
    Stuck(StepId),
    /// Asked to stop; the journal stays open.
    Interrupted,
    /// All that can be undone is undone; these steps stay.
    Aborted(Vec<StepId>),
}

/// The longest pause between two tries.
const LONGEST_PAUSE: Duration = Duration::from_secs(15);

/// The run: records, the step at hand, and how often it was tried.
#[derive(Debug, Clone)]
pub struct Machine {
    records: Vec<Record>,
    heading: Heading,
    give_up_after: Duration,
    /// How many of the first steps an earlier run had done.
    done_before: usize,
    at: usize,
    first_trouble: Option<Duration>,
    tries: u32,
    stopping: bool,
    ended: bool,
}

impl Machine {
    /// A machine over these records. Going back starts at the last step, going forward at the first.
    pub fn new(mut records: Vec<Record>, heading: Heading, give_up_after: Duration) -> Self {
        for record in &mut records {
            // A run that was killed in the middle of a step does not know how it ended.
            record.was_unclear |= matches!(record.state, StepState::Running | StepState::Unknown);
        }
        let at = match heading {
            Heading::Forward => {
                // What an unfinished abort took back or passed over is to be done after all.
                for record in &mut records {
                    if matches!(record.state, StepState::Undone | StepState::Skipped) {
                        record.state = StepState::Pending;
                    }
                }
                0
            }
            Heading::Back => records.len(),
        };
        let done_before = records.iter().take_while(|record| record.state == StepState::Done).count();
        Self {
            records,
            heading,
            give_up_after,
            done_before,
            at,
            first_trouble: None,
            tries: 0,
            stopping: false,
            ended: false,
        }
    }

    /// The steps, as they are now.
    pub fn records(&self) -> &[Record] {
        &self.records
    }

    /// Which way it goes.
    pub fn heading(&self) -> Heading {
        self.heading
    }

    /// The step at hand.
    pub fn current(&self) -> Option<StepId> {
        self.records.get(self.at).map(|record| record.id)
    }

    /// Takes an event in at `now` (a clock that only goes forward) and says what to do.
    pub fn handle(&mut self, event: Event, now: Duration) -> Vec<Order> {
        if self.ended {
            return Vec::new();
        }
        match event {
            Event::Begin => match self.heading {
                Heading::Forward => self.advance(),
                Heading::Back => {
                    let mut orders = vec![Order::Write];
                    orders.extend(self.retreat());
                    orders
                }
            },
            Event::Stop => {
                self.stopping = true;
                Vec::new()
            }
            Event::Waited if self.stopping => self.end(Ending::Interrupted),
            Event::Waited => match self.heading {
                Heading::Forward => self.order(Order::Probe),
                Heading::Back => self.order(Order::Undo),
            },
            Event::Probed(result) => self.probed(result, now),
            Event::Executed(result) => self.executed(result, now),
            Event::Undid(result) => self.undid(result, now),
        }
    }

    fn probed(&mut self, result: Result<Found, Trouble>, now: Duration) -> Vec<Order> {
        match result {
            Ok(Found::Ours(fact)) => self.settle(fact),
            Ok(Found::Absent) if self.stopping => self.end(Ending::Interrupted),
            Ok(Found::Absent) => {
                self.mark(StepState::Running, None);
                let mut orders = vec![Order::Write];
                orders.extend(self.order(Order::Execute));
                orders
            }
            Ok(Found::Foreign(why)) => self.fail(StepState::Failed, why),
            Ok(Found::Lost(step, why)) => self.make_again(step, why, now),
            Err(mut trouble) => {
                // A failed look says nothing about the effect: what was unclear stays so.
                trouble.may_have_happened |=
                    self.record().is_some_and(|record| matches!(record.state, StepState::Running | StepState::Unknown));
                self.troubled(trouble, now)
            }
        }
    }

    /// What an earlier run made is gone: it is made again. What this run made may only not be seen yet: it is looked for
    /// again, since making it twice would leave two.
    fn make_again(&mut self, step: StepId, why: &str, now: Duration) -> Vec<Order> {
        let Some(index) = self.records.iter().position(|record| record.id == step) else {
            return self.fail(StepState::Failed, why.to_owned());
        };
        if index >= self.done_before || self.stopping {
            return self.troubled(Trouble::passing(why), now);
        }
        self.done_before = index;
        self.records[index] = Record::pending(step);
        let mut orders = vec![Order::Write];
        orders.extend(self.advance());
        orders
    }

    fn executed(&mut self, result: Result<Fact, Trouble>, now: Duration) -> Vec<Order> {
        match result {
            Ok(fact) => self.settle(fact),
            Err(mut trouble) => {
                let was_unclear = self.record().is_some_and(|record| record.was_unclear && record.id.is_remote());
                if was_unclear && !trouble.may_have_happened {
                    // "It is there already" may be the echo of the first try: only looking again tells.
                    trouble.may_have_happened = true;
                    if trouble.retry == Retry::Never {
                        trouble.retry = Retry::After(None);
                    }
                }
                self.troubled(trouble, now)
            }
        }
    }

    fn undid(&mut self, result: Result<Undoing, Trouble>, now: Duration) -> Vec<Order> {
        match result {
            Ok(Undoing::Undone) => {
                self.mark(StepState::Undone, None);
                if let Some(record) = self.records.get_mut(self.at) {
                    record.fact = None;
                }
            }
            Ok(Undoing::Kept(why)) => self.mark(StepState::Done, Some(why)),
            Err(trouble) => return self.troubled(trouble, now),
        }
        let mut orders = vec![Order::Write];
        orders.extend(self.retreat());
        orders
    }

    /// The step's effect is there: note it and go on.
    fn settle(&mut self, fact: Fact) -> Vec<Order> {
        self.mark(StepState::Done, None);
        if let Some(record) = self.records.get_mut(self.at) {
            record.fact = Some(fact);
        }
        let mut orders = vec![Order::Write];
        orders.extend(self.advance());
        orders
    }

    /// To the first step that is not done.
    fn advance(&mut self) -> Vec<Order> {
        self.first_trouble = None;
        self.tries = 0;
        let next = self.records.iter().position(|record| record.state != StepState::Done);
        match next {
            None => self.end(Ending::Shipped),
            Some(index) => {
                self.at = index;
                if self.stopping { self.end(Ending::Interrupted) } else { self.order(Order::Probe) }
            }
        }
    }

    /// Back to the last step before this one that may have left a trace.
    fn retreat(&mut self) -> Vec<Order> {
        self.first_trouble = None;
        self.tries = 0;
        while self.at > 0 {
            self.at -= 1;
            let state = self.records[self.at].state;
            if !state.may_have_happened() {
                if state == StepState::Pending {
                    self.mark(StepState::Skipped, None);
                }
                continue;
            }
            let is_certain = !self.records[self.at].was_unclear;
            if state == StepState::Failed && is_certain && self.records[self.at].id.is_remote() {
                // Nothing of it arrived: the outside said so, and need not be reachable to say it again.
                self.mark(StepState::Undone, None);
                continue;
            }
            if let Some(why) = self.kept_because_public() {
                self.mark(StepState::Done, Some(why));
                continue;
            }
            return if self.stopping { self.end(Ending::Interrupted) } else { self.order(Order::Undo) };
        }
        let kept =
            self.records.iter().filter(|record| record.state == StepState::Done).map(|record| record.id).collect();
        let mut orders = vec![Order::Write];
        orders.extend(self.end(Ending::Aborted(kept)));
        orders
    }

    /// Why the step at hand has to stay: others have what it made.
    fn kept_because_public(&self) -> Option<String> {
        let step = self.current()?;
        let stays = |id: StepId| {
            self.records.iter().skip(self.at + 1).any(|record| record.id == id && record.state == StepState::Done)
        };
        match step {
            StepId::Commit if stays(StepId::Push) || stays(StepId::PushBranch) || stays(StepId::PushTag) => {
                Some("it is on the remote, where others may have fetched it".to_owned())
            }
            StepId::Commit if stays(StepId::Tag) => Some("the tag that stays stands on it".to_owned()),
            StepId::Tag if stays(StepId::Push) || stays(StepId::PushTag) => {
                Some("it is on the remote, where others may have fetched it".to_owned())
            }
            StepId::Draft if stays(StepId::Publish) => Some("it is published".to_owned()),
            _ => None,
        }
    }

    /// Tries again after a pause while that may help and the time is not up; stops otherwise.
    fn troubled(&mut self, trouble: Trouble, now: Duration) -> Vec<Order> {
        let state = match (self.heading, trouble.may_have_happened) {
            (Heading::Back, _) => self.record().map_or(StepState::Unknown, |record| record.state),
            (Heading::Forward, true) => StepState::Unknown,
            (Heading::Forward, false) => StepState::Failed,
        };
        let first = *self.first_trouble.get_or_insert(now);
        let pause = match trouble.retry {
            Retry::Never => None,
            Retry::After(seconds) => {
                let backoff = Duration::from_secs(1 << self.tries.min(4)).min(LONGEST_PAUSE);
                Some(seconds.map_or(backoff, Duration::from_secs))
            }
        };
        self.tries += 1;
        let left = (first + self.give_up_after).saturating_sub(now);
        match pause {
            Some(pause) if pause <= left && !self.stopping => {
                self.mark(state, Some(trouble.why));
                vec![Order::Write, Order::Wait(pause)]
            }
            _ => self.fail(state, trouble.why),
        }
    }

    fn fail(&mut self, state: StepState, why: String) -> Vec<Order> {
        self.mark(state, Some(why));
        let ending = match (self.stopping, self.current()) {
            (false, Some(step)) => Ending::Stuck(step),
            _ => Ending::Interrupted,
        };
        let mut orders = vec![Order::Write];
        orders.extend(self.end(ending));
        orders
    }

    fn record(&self) -> Option<&Record> {
        self.records.get(self.at)
    }

    fn mark(&mut self, state: StepState, why: Option<String>) {
        if let Some(record) = self.records.get_mut(self.at) {
            record.state = state;
            record.why = why;
            record.was_unclear = match state {
                StepState::Unknown => true,
                StepState::Done | StepState::Undone => false,
                _ => record.was_unclear,
            };
        }
    }

    fn order(&self, make: impl Fn(StepId) -> Order) -> Vec<Order> {
        self.current().map(make).into_iter().collect()
    }

    fn end(&mut self, ending: Ending) -> Vec<Order> {
        self.ended = true;
        vec![Order::End(ending)]
    }
}

#[cfg(test)]
mod tests;
