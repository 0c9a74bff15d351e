//! Why a model did not draft, and whether asking again may help.

use jiff::Timestamp;

use super::KeyError;
use crate::{
    config::Amount,
    fault::{Fault, Faulty},
    store::DiskError,
};

/// A question that was not answered. Holds no secret.
#[derive(Debug, thiserror::Error)]
pub enum AssistantError {
    /// A setting is missing.
    #[error("no model is set up: `[model] {what}` is not set")]
    NotSet {
        /// Which.
        what: &'static str,
    },
    /// `--offline`.
    #[error("the model is not asked: `--offline` forbids it")]
    Offline,
    /// There is no key where one is said to be.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The address is not one that a key and a project's text may go to.
    #[error("`{url}` is neither https nor on this machine: nothing is sent there")]
    Insecure {
        /// The API's root.
        url: String,
    },
    /// The address is none.
    #[error("`{url}` is not an address of an API")]
    BadAddress {
        /// What was given.
        url: String,
    },
    /// A glob of `[model] exclude` is none.
    #[error("`{0}` in `[model] exclude` is not a glob")]
    BadGlob(String),
    /// No client can be made.
    #[error("cannot set up secure connections")]
    NoClient {
        /// Why.
        source: reqwest::Error,
    },
    /// Nobody answers, or not in time.
    #[error("{host} {what}")]
    Unreachable {
        /// The host.
        host: String,
        /// `cannot be reached`, `did not answer in time`, `cut the answer`.
        what: &'static str,
        /// Why.
        source: Option<reqwest::Error>,
    },
    /// Another status than success.
    #[error("{host} refuses ({status}): {message}")]
    Refused {
        /// The host.
        host: String,
        /// 400, 401, 403, 404 or the like.
        status: u16,
        /// What the server said.
        message: String,
    },
    /// 429, or a failure of the server.
    #[error("{host} {} ({status}): {message}", if *status == 429 { "asks to slow down" } else { "failed" })]
    Busy {
        /// The host.
        host: String,
        /// 429, 5xx, or 200 where it failed in the middle of its answer.
        status: u16,
        /// What the server said.
        message: String,
        /// For how many seconds it asks to wait.
        retry_after: Option<u64>,
    },
    /// A redirect that key and text must not follow.
    #[error("{host} sends the request on to `{target}`: nothing is sent there")]
    Redirected {
        /// The host.
        host: String,
        /// Where to.
        target: String,
    },
    /// Something else than the API's answer.
    #[error("{host} answers with {got} instead of what a model's API says")]
    NotAnAnswer {
        /// The host.
        host: String,
        /// `a web page`, `nothing`, `something else`.
        got: &'static str,
    },
    /// The model will not.
    #[error("the model declines to answer")]
    Declined,
    /// No entries can be read from what it says.
    #[error("the model's answer has no entries that can be read")]
    Unreadable,
    /// It would cost more tokens than it may.
    #[error("a draft by the model takes about {needed} tokens, `[model] budget_tokens` allows {allowed}")]
    TooManyTokens {
        /// What it takes.
        needed: u64,
        /// What it may.
        allowed: u64,
    },
    /// It would cost more money than it may.
    #[error("a draft by the model may cost {needed}, `[model] budget_cost` allows {allowed}")]
    TooDear {
        /// What it may come to.
        needed: Amount,
        /// What it may.
        allowed: Amount,
    },
    /// There is a limit of cost and no price.
    #[error("`[model] budget_cost` is set, and what tokens cost is not")]
    NoPrices,
    /// It failed so often that it is let be for a while.
    #[error("{host} failed {failures} times in a row and is not asked before {}", until.strftime("%H:%M:%S UTC"))]
    LeftAlone {
        /// The host.
        host: String,
        /// How often.
        failures: u32,
        /// Until when.
        until: Timestamp,
    },
    /// There is nothing to draft from.
    #[error("no commit of the range is worth telling: the model is not asked")]
    NothingToTell,
    /// The user stopped it.
    #[error("the model was stopped")]
    Stopped,
    /// What is sent cannot be logged, so it is not sent.
    #[error("what would be sent cannot be logged, so it is not sent")]
    Log(#[source] DiskError),
}

impl AssistantError {
    /// Whether the same question may be answered a moment later.
    pub(super) fn is_passing(&self) -> bool {
        matches!(self, Self::Unreachable { .. } | Self::Busy { .. })
    }

    /// For how long the server asked to be left alone.
    pub(super) fn retry_after(&self) -> Option<u64> {
        match self {
            Self::Busy { retry_after, .. } => *retry_after,
            _ => None,
        }
    }
}

impl Faulty for AssistantError {
    fn fault(&self) -> Fault {
        match self {
            Self::NotSet { .. }
            | Self::Offline
            | Self::Key(_)
            | Self::Insecure { .. }
            | Self::BadAddress { .. }
            | Self::BadGlob(_)
            | Self::TooManyTokens { .. }
            | Self::TooDear { .. }
            | Self::NoPrices => Fault::Usage,
            _ => Fault::Outside,
        }
    }

    fn hints(&self) -> Vec<String> {
        let hint = match self {
            Self::NotSet { .. } => {
                "write `[model] name = \"...\"` into your `config.toml`; docs/assistant.md tells how"
            }
            Self::Key(error) => return error.hints(),
            Self::NoClient { .. } => "install the system's CA certificates (`ca-certificates`)",
            Self::Refused { status: 401 | 403, .. } => "check the key, and `[model] key`",
            Self::Refused { status: 404, .. } => "check `[model] url` and `[model] name`",
            Self::TooManyTokens { .. } => "raise `[model] budget_tokens`, or narrow the range with `--from`",
            Self::TooDear { .. } => "raise `[model] budget_cost`, or narrow the range with `--from`",
            Self::NoPrices => "set `[model] price_in` and `price_out`, the prices of a million tokens",
            Self::Insecure { .. } => "set `[model] url` to an address that begins with `https://`",
            _ => return Vec::new(),
        };
        vec![hint.to_owned()]
    }
}
