//! Reads what a program prints, on threads, so that neither pipe can fill up and block it.

use std::{
    io::Read,
    sync::mpsc::{SyncSender, sync_channel},
    thread,
};

use super::Stream;

/// Something that happened to a running program.
pub(super) enum Event {
    /// It printed this.
    Printed(Stream, Vec<u8>),
    /// It closed one of its outputs.
    Closed,
    /// It ended, and waits to be reaped.
    Exited,
}

/// How many pieces may wait; a program that prints faster than it is read waits.
const WAITING: usize = 64;

/// A channel for the events of one program.
pub(super) fn channel() -> (SyncSender<Event>, std::sync::mpsc::Receiver<Event>) {
    sync_channel(WAITING)
}

/// Reads a pipe to its end and sends what comes.
pub(super) fn read(mut pipe: impl Read + Send + 'static, stream: Stream, events: SyncSender<Event>) {
    thread::spawn(move || {
        let mut buffer = vec![0; 16 * 1024];
        loop {
            match pipe.read(&mut buffer) {
                Ok(0) => break,
                Ok(count) => {
                    if events.send(Event::Printed(stream, buffer[..count].to_vec())).is_err() {
                        return;
                    }
                }
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(_) => break,
            }
        }
        // Nobody listening any more is fine: the program has been given up.
        drop(events.send(Event::Closed));
    });
}

/// Cuts what is printed into lines, as text.
#[derive(Default)]
pub(super) struct Lines {
    pending: Vec<u8>,
}

/// A longer line is handed on in pieces.
const LONGEST_LINE: usize = 64 * 1024;

impl Lines {
    /// Takes a piece and hands on the lines that it finishes.
    pub(super) fn push(&mut self, piece: &[u8], mut on_line: impl FnMut(&str)) {
        for part in piece.split_inclusive(|&byte| byte == b'\n') {
            self.pending.extend_from_slice(part);
            if part.ends_with(b"\n") || self.pending.len() >= LONGEST_LINE {
                self.finish(&mut on_line);
            }
        }
    }

    /// Hands on what stands after the last line end.
    pub(super) fn finish(&mut self, mut on_line: impl FnMut(&str)) {
        if !self.pending.is_empty() {
            let text = String::from_utf8_lossy(&self.pending);
            on_line(text.strip_suffix('\n').unwrap_or(&text));
            drop(text);
            self.pending.clear();
        }
    }
}
