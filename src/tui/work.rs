//! What runs beside the loop: a job is one request on a worker, with a way to answer, to notice that nobody wants the
//! answer any more, and to borrow the terminal.

use std::sync::Arc;

use super::site::Site;
use crate::process::Cancel;

type Send<O> = Box<dyn Fn(O) -> bool + std::marker::Send>;
/// Hands the terminal over for as long as the closure that it is given runs.
pub type Borrow = Box<dyn Fn(&mut dyn FnMut()) + std::marker::Send>;

/// One request on a worker.
pub struct Job<O> {
    site: Arc<Site>,
    cancel: Cancel,
    send: Send<O>,
    borrow: Borrow,
}

impl<O> Job<O> {
    /// A job that answers through `send`, which says whether anybody still listens.
    pub fn new(
        site: Arc<Site>,
        cancel: Cancel,
        send: impl Fn(O) -> bool + std::marker::Send + 'static,
        borrow: Borrow,
    ) -> Self {
        Self { site, cancel, send: Box::new(send), borrow }
    }

    /// The same job, answering through `wrap`.
    pub fn narrow<P: 'static>(self, wrap: impl Fn(P) -> O + std::marker::Send + 'static) -> Job<P>
    where
        O: 'static,
    {
        let send = self.send;
        Job {
            site: self.site,
            cancel: self.cancel,
            send: Box::new(move |outcome| send(wrap(outcome))),
            borrow: self.borrow,
        }
    }

    /// What the cockpit was opened on.
    pub fn site(&self) -> &Site {
        &self.site
    }

    /// Sends a part of the answer. Waits while the loop has more than enough to take in; after the job was cancelled the
    /// answer goes nowhere.
    pub fn send(&self, outcome: O) {
        if !self.is_cancelled() && !(self.send)(outcome) {
            self.cancel.cancel();
        }
    }

    /// Whether nobody wants the answer any more.
    pub fn is_cancelled(&self) -> bool {
        self.cancel.is_cancelled()
    }

    /// The token itself.
    pub fn cancel(&self) -> &Cancel {
        &self.cancel
    }

    /// Runs `act` while the terminal is as the shell left it: for an editor, for a passphrase. The cockpit comes back after.
    pub fn with_terminal<T>(&self, act: impl FnOnce() -> T) -> T {
        let mut act = Some(act);
        let mut result = None;
        (self.borrow)(&mut || {
            if let Some(act) = act.take() {
                result = Some(act());
            }
        });
        match (result, act) {
            (Some(result), _) => result,
            // The loop is gone, and with it the alternate screen.
            (None, Some(act)) => act(),
            (None, None) => unreachable!("the closure is taken only where its result is kept"),
        }
    }
}
