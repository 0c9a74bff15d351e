//! Runs requests on threads: one piece of work a slot at a time, and of those that wait only the latest.

use std::{
    collections::HashMap,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
};

use tokio::sync::{mpsc, oneshot};

use super::{
    msg::{Ending, Msg},
    screens::{self, Request},
    site::Site,
    ticket::{Slot, Ticket},
    work::{Borrow, Job},
};
use crate::process::Cancel;

/// What threads send to the loop.
#[derive(Debug)]
pub enum Wake {
    /// A message.
    Msg(Msg),
    /// Work wants the terminal: grant it by sending, and take it back when `returned` resolves.
    Borrow {
        /// Send to grant.
        granted: std::sync::mpsc::Sender<()>,
        /// Resolves when the work is through with it.
        returned: oneshot::Receiver<()>,
    },
}

/// How many answers may wait for the loop before workers wait.
const BACKLOG: usize = 64;

/// The workers, and what waits for one.
#[derive(Debug)]
pub struct Crew {
    site: Arc<Site>,
    sender: mpsc::Sender<Wake>,
    running: HashMap<Slot, Running>,
}

#[derive(Debug)]
struct Running {
    ticket: Ticket,
    cancel: Cancel,
    keeps: bool,
    waiting: Option<(Ticket, Request)>,
}

impl Crew {
    /// A crew for this site, and where its answers arrive.
    pub fn new(site: Arc<Site>) -> (Self, mpsc::Receiver<Wake>) {
        let (sender, receiver) = mpsc::channel(BACKLOG);
        (Self { site, sender, running: HashMap::new() }, receiver)
    }

    /// Starts the request, or keeps it as the next one of its slot while the one before stops.
    pub fn start(&mut self, ticket: Ticket, request: Request) {
        if let Some(running) = self.running.get_mut(&ticket.slot) {
            running.cancel.cancel();
            running.waiting = Some((ticket, request));
            return;
        }
        let cancel = Cancel::default();
        let keeps = screens::keeps(&request);
        self.running.insert(ticket.slot, Running { ticket, cancel: cancel.clone(), keeps, waiting: None });
        let site = Arc::clone(&self.site);
        let sender = self.sender.clone();
        let name = format!("work-{}", ticket.slot.name);
        let spawned =
            std::thread::Builder::new().name(name).spawn(move || work(site, &sender, cancel, ticket, request));
        if let Err(error) = spawned {
            let sender = self.sender.clone();
            let ending = Ending::Panicked(format!("no thread could be started: {error}"));
            drop(sender.try_send(Wake::Msg(Msg::Ended(ticket, ending))));
        }
    }

    /// Asks the slot's work to stop, and forgets what waits there.
    pub fn cancel(&mut self, slot: Slot) {
        if let Some(running) = self.running.get_mut(&slot) {
            running.cancel.cancel();
            running.waiting = None;
        }
    }

    /// Takes note that work ended, and starts what waited for the slot.
    pub fn ended(&mut self, ticket: Ticket) {
        let waiting = match self.running.get(&ticket.slot) {
            Some(running) if running.ticket == ticket => {
                self.running.remove(&ticket.slot).and_then(|running| running.waiting)
            }
            _ => None,
        };
        if let Some((ticket, request)) = waiting {
            self.start(ticket, request);
        }
    }

    /// How many pieces of work are under way.
    pub fn in_flight(&self) -> usize {
        self.running.len()
    }

    /// Asks everything to stop but what writes down what the user did.
    pub fn stop(&mut self) {
        for running in self.running.values_mut() {
            if !running.keeps {
                running.cancel.cancel();
            }
            running.waiting.take_if(|(_, request)| !screens::keeps(request));
        }
    }

    /// Whether something is still to be written down of what the user did.
    pub fn is_keeping(&self) -> bool {
        self.running.values().any(|running| running.keeps || running.waiting.is_some())
    }
}

fn work(site: Arc<Site>, sender: &mpsc::Sender<Wake>, cancel: Cancel, ticket: Ticket, request: Request) {
    let answers = sender.clone();
    let send = move |outcome| answers.blocking_send(Wake::Msg(Msg::Done(ticket, outcome))).is_ok();
    let lender = sender.clone();
    let borrow: Borrow = Box::new(move |act| {
        let (granted, grant) = std::sync::mpsc::channel();
        let (give_back, returned) = oneshot::channel();
        if lender.blocking_send(Wake::Borrow { granted, returned }).is_ok() && grant.recv().is_ok() {
            act();
        }
        // Dropping the sender gives the terminal back, also when `act` panics.
        drop(give_back);
    });
    let job = Job::new(site, cancel, send, borrow);
    let ending = match catch_unwind(AssertUnwindSafe(|| screens::run(request, job))) {
        Ok(()) => Ending::Finished,
        Err(panic) => Ending::Panicked(words_of(panic.as_ref())),
    };
    drop(sender.blocking_send(Wake::Msg(Msg::Ended(ticket, ending))));
}

fn words_of(panic: &(dyn std::any::Any + Send)) -> String {
    panic
        .downcast_ref::<String>()
        .cloned()
        .or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()))
        .unwrap_or_else(|| "a panic without words".to_owned())
}
