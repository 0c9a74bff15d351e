//! What a draft costs: reckoned before anything is sent, counted while the answer comes, and never more than it may.

use super::AssistantError;
use crate::config::{Amount, ModelSettings};

/// About how many tokens a text is. Rather too many: three bytes a token, where English has four.
pub fn tokens_of(text: &str) -> u64 {
    (text.len() as u64).div_ceil(3)
}

/// What was spent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Spent {
    /// Requests that were sent.
    pub requests: u32,
    /// Tokens of prompts.
    pub tokens_in: u64,
    /// Tokens of answers.
    pub tokens_out: u64,
    /// Whether some of it is reckoned, because the server did not say.
    pub is_reckoned: bool,
}

/// Counts.
#[derive(Debug, Clone)]
pub(super) struct Meter {
    budget_tokens: u64,
    budget_cost: Option<Amount>,
    prices: Option<(Amount, Amount)>,
    spent: Spent,
    /// What of the answer that is coming was counted.
    open: Option<(u64, u64)>,
    open_bytes: u64,
}

impl Meter {
    pub(super) fn new(settings: &ModelSettings) -> Result<Self, AssistantError> {
        let prices = settings.price_in.zip(settings.price_out);
        if settings.budget_cost.is_some() && prices.is_none() {
            return Err(AssistantError::NoPrices);
        }
        Ok(Self {
            budget_tokens: settings.budget_tokens.into(),
            budget_cost: settings.budget_cost,
            prices,
            spent: Spent::default(),
            open: None,
            open_bytes: 0,
        })
    }

    /// What was spent so far.
    pub(super) fn spent(&self) -> Spent {
        self.spent
    }

    /// What that cost, where prices are known.
    pub(super) fn cost(&self) -> Option<Amount> {
        self.cost_of(self.spent.tokens_in, self.spent.tokens_out)
    }

    fn cost_of(&self, tokens_in: u64, tokens_out: u64) -> Option<Amount> {
        let (price_in, price_out) = self.prices?;
        Some(price_in.of_tokens(tokens_in).plus(price_out.of_tokens(tokens_out)))
    }

    /// Whether so much more may be spent.
    pub(super) fn allows(&self, tokens_in: u64, tokens_out: u64) -> Result<(), AssistantError> {
        let (all_in, all_out) = (self.spent.tokens_in + tokens_in, self.spent.tokens_out + tokens_out);
        if all_in + all_out > self.budget_tokens {
            return Err(AssistantError::TooManyTokens { needed: all_in + all_out, allowed: self.budget_tokens });
        }
        match (self.budget_cost, self.cost_of(all_in, all_out)) {
            (Some(allowed), Some(needed)) if needed > allowed => Err(AssistantError::TooDear { needed, allowed }),
            _ => Ok(()),
        }
    }

    /// Tokens of prompt that are left beside `tokens_out` of answers.
    pub(super) fn room_in(&self, tokens_out: u64) -> u64 {
        let (mut low, mut high) = (0, self.budget_tokens);
        while low < high {
            let middle = (low + high).div_ceil(2);
            if self.allows(middle, tokens_out).is_ok() {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        low
    }

    /// A request goes out.
    pub(super) fn begin(&mut self, tokens_in: u64) {
        self.spent.requests += 1;
        self.spent.tokens_in += tokens_in;
        (self.open, self.open_bytes) = (Some((tokens_in, 0)), 0);
    }

    /// So many bytes of its answer came.
    pub(super) fn grow(&mut self, bytes: usize) -> Result<(), AssistantError> {
        self.open_bytes += bytes as u64;
        let now = self.open_bytes.div_ceil(4);
        if let Some((_, counted)) = &mut self.open {
            self.spent.tokens_out += now - *counted;
            *counted = now;
        }
        self.allows(0, 0)
    }

    /// The request is over; what the server says that it took.
    pub(super) fn end(&mut self, tokens_in: Option<u64>, tokens_out: Option<u64>) {
        let Some((counted_in, counted_out)) = self.open.take() else { return };
        self.spent.tokens_in += tokens_in.unwrap_or(counted_in);
        self.spent.tokens_in -= counted_in;
        self.spent.tokens_out += tokens_out.unwrap_or(counted_out);
        self.spent.tokens_out -= counted_out;
        self.spent.is_reckoned |= tokens_in.is_none() || tokens_out.is_none();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meter(tokens: u32, cost: Option<u64>) -> Meter {
        let settings = ModelSettings {
            budget_tokens: tokens,
            budget_cost: cost.map(Amount),
            price_in: Some(Amount(1_000_000)),
            price_out: Some(Amount(4_000_000)),
            ..ModelSettings::default()
        };
        Meter::new(&settings).unwrap()
    }

    #[test]
    fn what_would_cost_too_much_is_known_before_it_is_sent() {
        assert!(meter(100, None).allows(60, 40).is_ok());
        assert!(matches!(meter(100, None).allows(61, 40), Err(AssistantError::TooManyTokens { needed: 101, .. })));
        assert!(matches!(meter(100, Some(50)).allows(31, 5), Err(AssistantError::TooDear { .. })));
        assert_eq!(meter(1000, Some(50)).room_in(5), 30);
        assert_eq!(meter(100, None).room_in(5), 95);
        assert_eq!(meter(100, None).room_in(500), 0);
    }

    #[test]
    fn what_comes_is_counted_and_then_put_right() {
        let mut meter = meter(100, None);
        meter.begin(10);
        assert!(meter.grow(40).is_ok());
        assert_eq!((meter.spent().tokens_in, meter.spent().tokens_out), (10, 10));
        assert!(meter.grow(400).is_err());
        meter.end(Some(12), Some(20));
        assert_eq!(meter.spent(), Spent { requests: 1, tokens_in: 12, tokens_out: 20, is_reckoned: false });
        assert_eq!(meter.cost(), Some(Amount(92)));
        meter.begin(5);
        meter.end(None, None);
        assert!(meter.spent().is_reckoned);
    }

    #[test]
    fn a_limit_of_cost_needs_prices() {
        let settings = ModelSettings { budget_cost: Some(Amount(1)), ..ModelSettings::default() };
        assert!(matches!(Meter::new(&settings), Err(AssistantError::NoPrices)));
    }
}
