//! Follows a running program to its end, or makes an end of it.

use std::{
    io::{self, Write as _},
    process::{Child, ExitStatus},
    sync::mpsc::{Receiver, RecvTimeoutError},
    thread,
    time::{Duration, Instant},
};

use rustix::{
    io::retry_on_intr,
    process::{Pid, Signal, WaitId, WaitIdOptions, kill_process, waitid},
};

use super::{
    Cancel, Prompts, Stream,
    groups::Running,
    pipes::{self, Event},
};

/// How often a cancel is looked for.
const CANCEL_INTERVAL: Duration = Duration::from_millis(20);
/// How long a program that was asked to end may take before it is killed.
const GRACE: Duration = Duration::from_secs(2);
/// How long to wait for the next output after a program ended: a daemon that it left behind can hold the pipe for ever.
const AFTERGLOW: Duration = Duration::from_millis(300);
/// How long in all, if that daemon goes on printing.
const LONGEST_AFTERGLOW: Duration = Duration::from_secs(10);

/// How a program ended.
pub(super) enum End {
    /// By itself, or by another's signal.
    Exited(ExitStatus),
    /// It was stopped after this long.
    TimedOut(Duration),
    /// It was stopped because the work was cancelled.
    Cancelled,
}

/// What stops a program.
pub(super) struct Limits<'a> {
    /// When, and how long after the start that is.
    pub(super) deadline: Option<(Instant, Duration)>,
    /// How long it may print nothing.
    pub(super) silence: Option<Duration>,
    /// After how long without a word that is told, once, with when it would be stopped for it.
    pub(super) hush: Option<(Duration, &'a dyn Fn(Instant))>,
    /// What else.
    pub(super) cancel: &'a Cancel,
}

impl Limits<'_> {
    fn exceeded(&self, last_heard: Instant) -> Option<End> {
        if self.cancel.is_cancelled() {
            return Some(End::Cancelled);
        }
        if let Some(silence) = self.silence.filter(|silence| last_heard.elapsed() >= *silence) {
            return Some(End::TimedOut(silence));
        }
        self.deadline.filter(|(at, _)| Instant::now() >= *at).map(|(_, after)| End::TimedOut(after))
    }

    /// Tells that nothing was heard for a while; whether it did.
    fn tell_hush(&self, last_heard: Instant) -> bool {
        let Some((_, tell)) = self.hush.filter(|(after, _)| last_heard.elapsed() >= *after) else { return false };
        let silence = self.silence.map(|silence| last_heard + silence);
        if let Some(until) = self.deadline.map(|(at, _)| at).into_iter().chain(silence).min() {
            tell(until);
        }
        true
    }
}

/// A running program whose outputs are being read.
pub(super) struct Watched {
    child: Child,
    pid: Pid,
    /// Its process group, unless it shares ours to have the terminal.
    group: Option<Running>,
    events: Receiver<Event>,
    open_pipes: usize,
    has_exited: bool,
}

impl Watched {
    pub(super) fn new(mut child: Child, prompts: Prompts, input: Option<Vec<u8>>) -> Self {
        let pid = Pid::from_child(&child);
        let group = (prompts == Prompts::Never).then(|| Running::new(pid));
        let (sender, events) = pipes::channel();
        let mut open_pipes = 0;
        if let Some(pipe) = child.stdout.take() {
            pipes::read(pipe, Stream::Out, sender.clone());
            open_pipes += 1;
        }
        if let Some(pipe) = child.stderr.take() {
            pipes::read(pipe, Stream::Err, sender.clone());
            open_pipes += 1;
        }
        if let (Some(mut pipe), Some(input)) = (child.stdin.take(), input) {
            // A program that does not read all of its input is not an error of ours.
            thread::spawn(move || drop(pipe.write_all(&input)));
        }
        thread::spawn(move || {
            // The child is left for its owner to reap, so that its id cannot be another's when the group is signalled.
            retry_on_intr(|| waitid(WaitId::Pid(pid), WaitIdOptions::EXITED | WaitIdOptions::NOWAIT)).ok();
            drop(sender.send(Event::Exited));
        });
        Self { child, pid, group, events, open_pipes, has_exited: false }
    }

    /// Hands on what it prints until it ends or a limit is exceeded; then reaps it.
    pub(super) fn follow(
        mut self,
        limits: &Limits<'_>,
        clears_group: bool,
        on_piece: &mut dyn FnMut(Stream, &[u8]),
    ) -> io::Result<End> {
        let mut last_heard = Instant::now();
        let mut is_told = false;
        let stopped = loop {
            if let Some(end) = limits.exceeded(last_heard) {
                break Some(end);
            }
            is_told = is_told || limits.tell_hush(last_heard);
            if self.next_event(CANCEL_INTERVAL, on_piece) {
                last_heard = Instant::now();
            }
            if self.has_exited {
                break None;
            }
        };
        if stopped.is_some() {
            self.signal(Signal::TERM);
            let grace = Instant::now() + GRACE;
            while !self.has_exited && Instant::now() < grace {
                self.next_event(CANCEL_INTERVAL, on_piece);
            }
        }
        if stopped.is_some() || clears_group {
            self.signal(Signal::KILL);
        }
        let last = Instant::now() + LONGEST_AFTERGLOW;
        while self.open_pipes > 0 && Instant::now() < last && self.next_event(AFTERGLOW, on_piece) {}
        drop(self.group.take());
        let status = self.child.wait()?;
        Ok(stopped.unwrap_or(End::Exited(status)))
    }

    /// Waits for an event; whether there was one.
    fn next_event(&mut self, wait: Duration, on_piece: &mut dyn FnMut(Stream, &[u8])) -> bool {
        match self.events.recv_timeout(wait) {
            Ok(Event::Printed(stream, piece)) => on_piece(stream, &piece),
            Ok(Event::Closed) => self.open_pipes -= 1,
            Ok(Event::Exited) => self.has_exited = true,
            Err(RecvTimeoutError::Timeout) => return false,
            Err(RecvTimeoutError::Disconnected) => {
                self.has_exited = true;
                return false;
            }
        }
        true
    }

    fn signal(&self, signal: Signal) {
        match &self.group {
            Some(group) => group.signal(signal),
            // That it is gone already is what was wanted.
            None => drop(kill_process(self.pid, signal).is_ok()),
        }
    }
}
