//! Carries the machine's orders out: writes the journal, asks the world, waits, tells who watches.

use std::{
    collections::VecDeque,
    time::{Duration, Instant},
};

use super::{
    Ending, Event, Heading, Journal, JournalError, JournalFile, Machine, Order, Step, StepId, StepState, World,
    record::Record,
};
use crate::{process::Cancel, store::clock};

/// How often a wish to stop is looked for while waiting.
const STOP_INTERVAL: Duration = Duration::from_millis(50);

/// What is told while a run is on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Progress {
    /// A step's state changed.
    Step(Box<Step>),
    /// It is tried again after a pause.
    Retry {
        /// Which step.
        step: StepId,
        /// Why it did not work.
        why: String,
        /// How long the pause is.
        pause: Duration,
    },
    /// It was aborted, and the ledger has no record of that.
    Unrecorded {
        /// Why not.
        why: String,
    },
}

/// How a run is to be done.
pub struct Run<'a> {
    /// The journal on disk.
    pub file: &'a JournalFile,
    /// What it acts on.
    pub world: &'a mut dyn World,
    /// What stops it.
    pub cancel: &'a Cancel,
    /// How long after its first failure a step is given up.
    pub give_up_after: Duration,
    /// Who watches.
    pub watch: &'a mut dyn FnMut(Progress),
}

impl Run<'_> {
    /// Takes the journal as far as it goes in this direction. When the run is over for good, the journal is closed.
    pub fn drive(&mut self, journal: &mut Journal, heading: Heading) -> Result<Ending, JournalError> {
        let started = Instant::now();
        let mut machine = Machine::new(journal.records.clone(), heading, self.give_up_after);
        let mut orders = VecDeque::from(machine.handle(Event::Begin, started.elapsed()));
        while let Some(order) = orders.pop_front() {
            let event = match order {
                Order::Write => {
                    self.write(journal, &machine)?;
                    continue;
                }
                Order::End(ending) => {
                    self.adopt(journal, &machine);
                    if matches!(ending, Ending::Aborted(_))
                        && let Err(trouble) = self.world.conclude(journal)
                    {
                        // What was undone stays undone, and the way out must not depend on the ledger.
                        (self.watch)(Progress::Unrecorded { why: trouble.why });
                    }
                    if matches!(ending, Ending::Shipped | Ending::Aborted(_)) {
                        self.file.close(journal)?;
                    }
                    return Ok(ending);
                }
                Order::Probe(step) => Event::Probed(self.world.probe(step, journal)),
                Order::Execute(step) => Event::Executed(self.world.execute(step, journal)),
                Order::Undo(step) => Event::Undid(self.world.undo(step, journal)),
                Order::Wait(pause) => {
                    self.tell_retry(&machine, pause);
                    self.pause(pause);
                    Event::Waited
                }
            };
            if self.cancel.is_cancelled() {
                orders.extend(machine.handle(Event::Stop, started.elapsed()));
            }
            orders.extend(machine.handle(event, started.elapsed()));
        }
        Ok(Ending::Interrupted)
    }

    fn write(&mut self, journal: &mut Journal, machine: &Machine) -> Result<(), JournalError> {
        self.adopt(journal, machine);
        let at_work = machine.heading() == Heading::Back
            || journal.records.iter().any(|record| record.state == StepState::Running);
        let locks = machine.current().filter(|_| at_work).map(|step| self.world.locks(step, journal));
        journal.locks = locks.unwrap_or_default().into_iter().map(|path| path.to_string_lossy().into_owned()).collect();
        self.file.write(journal)
    }

    /// Takes over what the machine knows, with the time of each change, and tells it.
    fn adopt(&mut self, journal: &mut Journal, machine: &Machine) {
        journal.heading = machine.heading();
        let mut changed = Vec::new();
        for (known, now) in journal.records.iter_mut().zip(machine.records()) {
            let is_same = known.state == now.state && known.why == now.why && known.fact == now.fact;
            if !is_same {
                *known = Record { at: Some(clock::now().to_string()), ..now.clone() };
                changed.push(known.id);
            }
        }
        for step in changed.into_iter().filter_map(|step| journal.describe(step)) {
            (self.watch)(Progress::Step(Box::new(step)));
        }
    }

    fn tell_retry(&mut self, machine: &Machine, pause: Duration) {
        let current = machine.current().and_then(|step| machine.records().iter().find(|record| record.id == step));
        if let Some(record) = current {
            let why = record.why.clone().unwrap_or_default();
            (self.watch)(Progress::Retry { step: record.id, why, pause });
        }
    }

    fn pause(&self, pause: Duration) {
        let until = Instant::now() + pause;
        while !self.cancel.is_cancelled() {
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return;
            }
            std::thread::park_timeout(left.min(STOP_INTERVAL));
        }
    }
}
