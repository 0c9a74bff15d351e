//! The process groups that are running now, so that a signal that ends tminus can end them, too.

use std::{
    collections::BTreeSet,
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use rustix::{
    io::Errno,
    process::{Pid, Signal, kill_process_group, test_kill_process},
};

static RUNNING: Mutex<BTreeSet<i32>> = Mutex::new(BTreeSet::new());

fn running() -> MutexGuard<'static, BTreeSet<i32>> {
    RUNNING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A group that is known to be running, until dropped.
pub(super) struct Running(Pid);

impl Running {
    pub(super) fn new(leader: Pid) -> Self {
        running().insert(leader.as_raw_nonzero().get());
        Self(leader)
    }

    /// Sends a signal to all of the group.
    pub(super) fn signal(&self, signal: Signal) {
        // That it is gone already is what was wanted.
        kill_process_group(self.0, signal).ok();
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        running().remove(&self.0.as_raw_nonzero().get());
    }
}

/// How long programs may take to end when they are asked to.
const GRACE: Duration = Duration::from_secs(1);

/// Asks every program that is running now to end, so that git removes its locks; kills what does not.
pub fn stop_all() {
    signal_all(Signal::TERM);
    let until = Instant::now() + GRACE;
    while !running().is_empty() && Instant::now() < until {
        std::thread::park_timeout(Duration::from_millis(10));
    }
    signal_all(Signal::KILL);
}

fn signal_all(signal: Signal) {
    for pid in running().iter().filter_map(|&pid| Pid::from_raw(pid)) {
        // That it is gone already is what was wanted.
        kill_process_group(pid, signal).ok();
    }
}

/// Whether a process of this number is running. Nobody knows whether it is the one that was meant.
pub fn is_alive(process: u32) -> bool {
    i32::try_from(process).ok().and_then(Pid::from_raw).is_some_and(|pid| match test_kill_process(pid) {
        Ok(()) => true,
        // It is there, and another user's.
        Err(error) => error == Errno::PERM,
    })
}
