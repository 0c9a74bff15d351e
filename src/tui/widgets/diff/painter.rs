//! The thread that highlights.
//!
//! Parser states make the next window of a file cheap, but they cannot leave the thread that made them. So there is one
//! thread that keeps those of the files that were looked at lately, and workers hand their lines to it.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, PoisonError, mpsc},
    thread,
};

use super::{
    request::{Canvas, Stretch},
    syntax::{Highlighter, States, Syntax},
};
use crate::history::{FileChange, diff::Side};

/// Of so many files the states are kept.
const FILES: usize = 8;
/// Lines between two answers.
const STEP: u32 = 256;

type Colours = Vec<((Side, u32), Syntax)>;

struct Order {
    canvas: Canvas,
    answers: mpsc::SyncSender<Colours>,
}

/// Highlights the lines of `canvas`; `take` gets them in parts and says whether to go on. Whether it went to the end. A
/// file whose language is not known ends at once.
pub(super) fn highlight(canvas: Canvas, mut take: impl FnMut(Colours) -> bool) -> bool {
    let (answers, colours) = mpsc::sync_channel(1);
    if !order(Order { canvas, answers }) {
        return true;
    }
    colours.into_iter().all(&mut take)
}

/// Hands an order to the thread, which is started when there is none: at first, or if a grammar brought it down. Without a
/// thread lines stay plain.
fn order(order: Order) -> bool {
    static PAINTER: Mutex<Option<mpsc::Sender<Order>>> = Mutex::new(None);
    let mut painter = PAINTER.lock().unwrap_or_else(PoisonError::into_inner);
    let order = match painter.as_ref() {
        Some(sender) => match sender.send(order) {
            Ok(()) => return true,
            Err(mpsc::SendError(order)) => order,
        },
        None => order,
    };
    let (sender, orders) = mpsc::channel();
    let is_started = thread::Builder::new().name("highlight".to_owned()).spawn(move || work(&orders)).is_ok();
    let is_sent = is_started && sender.send(order).is_ok();
    *painter = is_sent.then_some(sender);
    is_sent
}

fn work(orders: &mpsc::Receiver<Order>) {
    let mut kept: VecDeque<(Arc<FileChange>, States)> = VecDeque::new();
    for Order { canvas, answers } in orders {
        let known = kept.iter().position(|(change, _)| same(change, &canvas.change));
        let states = known.and_then(|index| kept.remove(index)).map(|(_, states)| states).unwrap_or_default();
        let Some(mut highlighter) = Highlighter::new(&canvas.change.path, &canvas.text, states) else { continue };
        for Stretch { side, lines, hunk_start } in canvas.stretches {
            let mut from = lines.start;
            let mut is_wanted = true;
            while from < lines.end && is_wanted {
                let to = lines.end.min(from + STEP);
                let mut colours = Vec::with_capacity((to - from) as usize);
                highlighter.lines(side, from..to, hunk_start, |line, syntax| colours.push(((side, line), syntax)));
                is_wanted = answers.send(colours).is_ok();
                from = to;
            }
            if !is_wanted {
                break;
            }
        }
        kept.push_front((canvas.change, highlighter.into_states()));
        kept.truncate(FILES);
    }
}

/// Whether two changes are of the same contents under the same name.
fn same(one: &FileChange, other: &FileChange) -> bool {
    (one.old_id, one.new_id, &one.path) == (other.old_id, other.new_id, &other.path)
}
