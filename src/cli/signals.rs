//! What headless commands do when a signal ends them: programs that they run are ended, then the exit code is 128 + n.
//!
//! A command that has something to put in order asks for that with [`ends_gracefully`]: the first signal then only raises
//! its cancel, and the command ends by itself.

use std::sync::{
    OnceLock,
    atomic::{AtomicU8, Ordering},
};

use tokio::signal::unix::{Signal, SignalKind, signal};

use crate::{
    fault::Fault,
    process::{self, Cancel},
};

/// Set once a command ends gracefully.
static GRACEFUL: OnceLock<Cancel> = OnceLock::new();
/// The first signal that came.
static RECEIVED: AtomicU8 = AtomicU8::new(0);

/// Makes the first signal raise the returned cancel rather than end the program; the second ends it.
#[allow(dead_code, reason = "shipping asks for it as soon as it is there")]
pub(super) fn ends_gracefully() -> Cancel {
    GRACEFUL.get_or_init(Cancel::new).clone()
}

/// The signal that came, as a fault.
pub(super) fn received() -> Option<Fault> {
    match RECEIVED.load(Ordering::Acquire) {
        0 => None,
        number => Some(Fault::Signal(number)),
    }
}

/// The signal that is ending the program. What then fails, fails because its programs were ended, and is not told.
pub(super) fn ending() -> Option<Fault> {
    if GRACEFUL.get().is_some() { None } else { received() }
}

/// Listens for SIGINT, SIGTERM and SIGHUP on a thread of its own.
pub(super) fn watch() {
    std::thread::spawn(|| {
        let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_io().build() else {
            return;
        };
        runtime.block_on(listen());
    });
}

async fn listen() {
    let kinds = [SignalKind::interrupt(), SignalKind::terminate(), SignalKind::hangup()];
    let [Ok(mut interrupt), Ok(mut terminate), Ok(mut hangup)] = kinds.map(signal) else {
        return;
    };
    loop {
        let number = next(&mut interrupt, &mut terminate, &mut hangup).await;
        let is_first = RECEIVED.compare_exchange(0, number, Ordering::AcqRel, Ordering::Acquire).is_ok();
        match GRACEFUL.get() {
            Some(cancel) if is_first => cancel.cancel(),
            graceful => {
                process::stop_all();
                let fault = if graceful.is_some() { Fault::Unfinished } else { Fault::Signal(number) };
                std::process::exit(i32::from(fault.exit_code()));
            }
        }
    }
}

async fn next(interrupt: &mut Signal, terminate: &mut Signal, hangup: &mut Signal) -> u8 {
    tokio::select! {
        _ = interrupt.recv() => 2,
        _ = terminate.recv() => 15,
        _ = hangup.recv() => 1,
    }
}
