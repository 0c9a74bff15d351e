//! Independent work on as many threads as help, with stacks for what recurses.

use std::sync::{Mutex, PoisonError};

use crate::fault::guarded;

/// Bytes of stack for whoever reads and compares sources: trees are bounded in depth for it.
pub(super) const STACK: usize = 64 << 20;
/// More threads do not help.
const THREADS_AT_MOST: usize = 8;

/// How many threads help.
pub(super) fn threads() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from).min(THREADS_AT_MOST)
}

/// Does the work for each item; the answers in the order of the items, and what a panic said where there is no answer. Items
/// are begun in their order. This thread works as well, and does all of it where there is nobody else.
pub(super) fn side_by_side<T: Send, R: Send>(items: Vec<T>, work: impl Fn(T) -> R + Sync) -> Vec<Result<R, String>> {
    let others = threads().min(items.len()).saturating_sub(1);
    let queue = Mutex::new(items.into_iter().enumerate());
    let next = || queue.lock().unwrap_or_else(PoisonError::into_inner).next();
    let all = || {
        let mut answers = Vec::new();
        while let Some((place, item)) = next() {
            answers.push((place, guarded(|| work(item))));
        }
        answers
    };
    let mut answers = std::thread::scope(|scope| {
        let spawn = |_| std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, all);
        let helping: Vec<_> = (0..others).filter_map(|number| spawn(number).ok()).collect();
        let mut answers = all();
        for thread in helping {
            answers.extend(thread.join().expect("all that it does is guarded"));
        }
        answers
    });
    answers.sort_unstable_by_key(|(place, _)| *place);
    answers.into_iter().map(|(_, answer)| answer).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_in_the_order_of_what_was_asked() {
        assert_eq!(
            side_by_side((0..100).collect(), |number: usize| number * 2),
            (0..200).step_by(2).map(Ok).collect::<Vec<_>>()
        );
        assert_eq!(side_by_side(Vec::<usize>::new(), |number| number), Vec::new());
    }

    #[test]
    fn a_panic_takes_its_own_answer_alone() {
        let answers = side_by_side((0..20).collect(), |number: usize| {
            assert!(number != 7, "seven");
            number
        });
        assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 19);
        assert_eq!(answers[7], Err("seven".to_owned()));
    }
}
