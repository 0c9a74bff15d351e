//! `[model]`: the language model that may draft notes, as the user set it.

use std::{fmt, time::Duration};

/// The model's settings. Without a name no model is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModelSettings {
    /// What its server speaks.
    pub provider: Provider,
    /// The root of its API; by default the provider's own.
    pub url: Option<String>,
    /// The model, or the deployment.
    pub name: Option<String>,
    /// Where the key comes from.
    pub key: Option<KeySource>,
    /// The version of Azure's API.
    pub api_version: String,
    /// Tokens of one request, answer included.
    pub context: u32,
    /// Tokens of one answer.
    pub answer: u32,
    /// Tokens of one draft.
    pub budget_tokens: u32,
    /// What one draft may cost.
    pub budget_cost: Option<Amount>,
    /// The price of a million tokens of prompt.
    pub price_in: Option<Amount>,
    /// The price of a million tokens of answer.
    pub price_out: Option<Amount>,
    /// How long to wait for the beginning of an answer and between its pieces.
    pub timeout: Duration,
    /// Requests within a minute.
    pub rate: u32,
    /// Globs of paths of which it is told nothing.
    pub exclude: Vec<String>,
    /// The language that it writes in.
    pub language: Option<String>,
}

impl Default for ModelSettings {
    fn default() -> Self {
        Self {
            provider: Provider::OpenAi,
            url: None,
            name: None,
            key: None,
            api_version: "2024-10-21".into(),
            context: 32_000,
            answer: 4_000,
            budget_tokens: 200_000,
            budget_cost: None,
            price_in: None,
            price_out: None,
            timeout: Duration::from_mins(2),
            rate: 60,
            exclude: Vec::new(),
            language: None,
        }
    }
}

/// What a model's server speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Provider {
    /// Chat completions, as `OpenAI`, Ollama, vLLM and llama.cpp have them.
    #[default]
    OpenAi,
    /// The same with Azure's addresses and header.
    Azure,
    /// Anthropic's messages.
    Anthropic,
}

/// Where a model's key comes from. The key itself is never in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeySource {
    /// An environment variable.
    Env(String),
    /// A program with its arguments.
    Command(Vec<String>),
    /// An account in the system's keyring.
    Keyring(String),
}

/// An amount of money in millionths, so that sums are exact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Amount(pub u64);

impl Amount {
    /// What so many tokens cost at this price of a million of them, rounded up.
    #[must_use]
    pub fn of_tokens(self, tokens: u64) -> Self {
        Self(u64::try_from((u128::from(self.0) * u128::from(tokens)).div_ceil(1_000_000)).unwrap_or(u64::MAX))
    }

    /// The sum of two.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }

    /// Reads `12`, `0.50`, `1.000001`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (whole, part) = text.trim().split_once('.').unwrap_or((text.trim(), ""));
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty()
            || !digits(whole)
            || !digits(part)
            || part.len() > 6
            || (text.contains('.') && part.is_empty())
        {
            return None;
        }
        let part: u64 = format!("{part:0<6}").parse().ok()?;
        whole.parse::<u64>().ok()?.checked_mul(1_000_000)?.checked_add(part).map(Self)
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = format!("{}.{:06}", self.0 / 1_000_000, self.0 % 1_000_000);
        let short = text.trim_end_matches('0');
        let least = text.len() - 4;
        formatter.write_str(&text[..short.len().max(least)])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_exact() {
        for (text, shown) in [("0.5", "0.50"), ("10", "10.00"), ("0.000001", "0.000001"), ("2.125", "2.125")] {
            assert_eq!(Amount::parse(text).unwrap().to_string(), shown);
        }
        for text in ["", ".", "1.", ".5", "-1", "1,5", "0.0000001", "99999999999999999999"] {
            assert_eq!(Amount::parse(text), None, "{text}");
        }
        assert_eq!(Amount::parse("2.5").unwrap().of_tokens(1_000).to_string(), "0.0025");
        assert_eq!(Amount(1).of_tokens(1), Amount(1), "a part counts as a whole");
    }
}
