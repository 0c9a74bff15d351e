//! How long to wait before asking again, and how often.

use std::{
    collections::VecDeque,
    hash::{BuildHasher as _, Hasher as _},
    time::{Duration, Instant},
};

use crate::config::ModelSettings;

/// How long everything may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patience {
    /// Until the connection stands.
    pub connect: Duration,
    /// Until the answer begins.
    pub first: Duration,
    /// Between two pieces of it.
    pub idle: Duration,
    /// Until it is whole.
    pub whole: Duration,
    /// How often a question is asked anew.
    pub retries: u32,
    /// How long to wait before the second time; doubled from time to time.
    pub pause: Duration,
    /// The longest wait; a server that asks for more is not waited for.
    pub longest_pause: Duration,
}

impl Patience {
    /// As the settings have it.
    pub fn of(settings: &ModelSettings) -> Self {
        Self {
            connect: settings.timeout.min(Duration::from_secs(10)),
            first: settings.timeout,
            idle: settings.timeout,
            whole: settings.timeout.saturating_mul(5),
            retries: 3,
            pause: Duration::from_millis(500),
            longest_pause: Duration::from_mins(1),
        }
    }

    /// The wait after the `failed`-th failure, counted from 0; nothing where it is not worth it. `chance` is between 0 and 1
    /// and keeps many that failed together from coming back together.
    pub(super) fn wait(&self, failed: u32, asked_for: Option<u64>, chance: f64) -> Option<Duration> {
        if failed >= self.retries {
            return None;
        }
        let doubled = self.pause.saturating_mul(1 << failed.min(16)).min(self.longest_pause);
        let own = doubled.mul_f64(0.5 + chance.clamp(0.0, 1.0) / 2.0);
        match asked_for.map(Duration::from_secs) {
            Some(asked) if asked > self.longest_pause => None,
            Some(asked) => Some(asked.max(if asked.is_zero() { Duration::ZERO } else { own })),
            None => Some(own),
        }
    }
}

/// A number between 0 and 1 that nobody can foresee.
pub(super) fn chance() -> f64 {
    let hash = std::collections::hash_map::RandomState::new().build_hasher().finish();
    (hash >> 11) as f64 / (1_u64 << 53) as f64
}

/// Keeps requests apart so that there are not too many within a minute.
#[derive(Debug)]
pub(super) struct Pace {
    rate: usize,
    sent: VecDeque<Instant>,
}

const MINUTE: Duration = Duration::from_mins(1);

impl Pace {
    pub(super) fn new(rate: u32) -> Self {
        Self { rate: rate.max(1) as usize, sent: VecDeque::new() }
    }

    /// How long to wait before the next request.
    pub(super) fn wait(&mut self, now: Instant) -> Duration {
        while self.sent.front().is_some_and(|sent| now.duration_since(*sent) >= MINUTE) {
            self.sent.pop_front();
        }
        match self.sent.front() {
            Some(first) if self.sent.len() >= self.rate => MINUTE.saturating_sub(now.duration_since(*first)),
            _ => Duration::ZERO,
        }
    }

    /// A request goes out.
    pub(super) fn sent(&mut self, now: Instant) {
        self.sent.push_back(now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn patience() -> Patience {
        Patience { pause: Duration::from_secs(1), ..Patience::of(&ModelSettings::default()) }
    }

    #[test]
    fn waits_double_and_differ_and_end() {
        let seconds = |failed, chance| patience().wait(failed, None, chance).map(|wait| wait.as_secs_f64());
        assert_eq!(
            [seconds(0, 1.0), seconds(1, 1.0), seconds(2, 1.0), seconds(3, 1.0)],
            [Some(1.0), Some(2.0), Some(4.0), None]
        );
        assert_eq!(seconds(1, 0.0), Some(1.0));
        assert!((0..100).all(|_| (0.0..1.0).contains(&chance())));
    }

    #[test]
    fn a_server_that_says_how_long_is_heeded() {
        assert_eq!(patience().wait(0, Some(30), 0.0), Some(Duration::from_secs(30)));
        assert_eq!(patience().wait(0, Some(0), 1.0), Some(Duration::ZERO));
        assert_eq!(patience().wait(0, Some(3_600), 0.0), None, "too long to wait for");
    }

    #[test]
    fn requests_are_kept_apart() {
        let (mut pace, start) = (Pace::new(2), Instant::now());
        for second in [0, 10] {
            assert_eq!(pace.wait(start + Duration::from_secs(second)), Duration::ZERO);
            pace.sent(start + Duration::from_secs(second));
        }
        assert_eq!(pace.wait(start + Duration::from_secs(20)), Duration::from_secs(40));
        assert_eq!(pace.wait(start + Duration::from_mins(1)), Duration::ZERO);
    }
}
