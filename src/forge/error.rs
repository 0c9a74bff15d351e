//! Why a forge did not do what it was asked for, and whether asking again may help.

use crate::fault::{Fault, Faulty};

/// A request that did not work. Holds no secret.
#[derive(Debug, thiserror::Error)]
pub enum ForgeError {
    /// No client can be made.
    #[error("cannot set up secure connections")]
    NoClient {
        /// Why.
        source: reqwest::Error,
    },
    /// The address is not one that a token may go to.
    #[error("`{url}` is neither https nor on this machine: the token is not sent there")]
    Insecure {
        /// The API's root.
        url: String,
    },
    /// The address is not an address.
    #[error("`{url}` is not an address of an API")]
    BadAddress {
        /// What was given.
        url: String,
    },
    /// Nobody answered, or the connection was cut.
    #[error("{host} {what}")]
    Unreachable {
        /// The host.
        host: String,
        /// `cannot be reached`, `did not answer within 30 s`, `cut the connection`.
        what: &'static str,
        /// Whether the request had been sent.
        was_sent: bool,
        /// Why.
        source: Option<reqwest::Error>,
    },
    /// 401.
    #[error("{host} does not accept the token (401): {message}")]
    Unauthorized {
        /// The host.
        host: String,
        /// What the forge said.
        message: String,
    },
    /// 403, or a repository that the token may read but not write.
    #[error("{host} refuses {what} (403): {message}")]
    Forbidden {
        /// The host.
        host: String,
        /// What was asked for.
        what: String,
        /// What the forge said.
        message: String,
    },
    /// 404.
    #[error("{host} finds no {what} (404)")]
    NotFound {
        /// The host.
        host: String,
        /// What was asked for.
        what: String,
    },
    /// 422.
    #[error("{host} refuses {what} as invalid (422): {message}")]
    Invalid {
        /// The host.
        host: String,
        /// What was asked for.
        what: String,
        /// What the forge said.
        message: String,
    },
    /// 429, or 403 with a rate limit.
    #[error("{host} asks to slow down ({status})")]
    RateLimited {
        /// The host.
        host: String,
        /// 429 or 403.
        status: u16,
        /// For how long, in seconds, if it said so.
        retry_after: Option<u64>,
    },
    /// 5xx.
    #[error("{host} failed to answer {what} ({status}): {message}")]
    Server {
        /// The host.
        host: String,
        /// What was asked for.
        what: String,
        /// The status.
        status: u16,
        /// What the forge said.
        message: String,
        /// For how long to wait, in seconds, if it said so.
        retry_after: Option<u64>,
    },
    /// Another answer than the API's.
    #[error("{host} answered {what} with {got} instead of JSON ({status})")]
    NotJson {
        /// The host.
        host: String,
        /// What was asked for.
        what: String,
        /// The status.
        status: u16,
        /// `a web page`, `nothing`, `text that is no JSON`.
        got: &'static str,
        /// Whether the request would have changed something.
        was_change: bool,
    },
    /// A redirect that the token must not follow.
    #[error("{host} sends the request on to `{target}`: the token is not sent there")]
    Redirected {
        /// The host.
        host: String,
        /// Where to.
        target: String,
    },
    /// Any other status.
    #[error("{host} answered {what} with status {status}: {message}")]
    Unexpected {
        /// The host.
        host: String,
        /// What was asked for.
        what: String,
        /// The status.
        status: u16,
        /// What the forge said.
        message: String,
    },
    /// The work was stopped while waiting for the answer.
    #[error("stopped while {host} was answering")]
    Stopped {
        /// The host.
        host: String,
    },
}

impl ForgeError {
    /// Whether asking again may help.
    pub fn is_passing(&self) -> bool {
        matches!(self, Self::Unreachable { .. } | Self::RateLimited { .. } | Self::Server { .. } | Self::NotJson { .. })
    }

    /// For how many seconds the forge asked to wait.
    pub fn retry_after(&self) -> Option<u64> {
        match self {
            Self::RateLimited { retry_after, .. } | Self::Server { retry_after, .. } => *retry_after,
            _ => None,
        }
    }

    /// Whether a change may have happened all the same.
    pub fn may_have_happened(&self) -> bool {
        match self {
            Self::Unreachable { was_sent, .. } => *was_sent,
            Self::NotJson { was_change, .. } => *was_change,
            Self::Server { .. } | Self::Stopped { .. } => true,
            _ => false,
        }
    }
}

impl Faulty for ForgeError {
    fn fault(&self) -> Fault {
        match self {
            Self::Insecure { .. } | Self::BadAddress { .. } => Fault::Usage,
            _ => Fault::Outside,
        }
    }

    fn hints(&self) -> Vec<String> {
        let hint = match self {
            Self::NoClient { .. } => "install the system's certificates (on Debian: `apt install ca-certificates`)",
            Self::Insecure { .. } => "give `[forge] url` with https",
            Self::BadAddress { .. } => "give `[forge] url` as in `https://api.github.com`",
            Self::Unreachable { .. } => {
                "check the network and `HTTPS_PROXY`, or leave the forge out with `[forge] kind = \"none\"`"
            }
            Self::Unauthorized { .. } => "make a new token: this one is wrong, expired or revoked",
            Self::Forbidden { .. } => {
                "the token needs to write the repository's contents (scope `repo`, or `contents: write`)"
            }
            Self::NotFound { .. } => {
                "check `[forge] repository`; a repository that the token may not see is not found either"
            }
            Self::Invalid { .. } => "look whether the forge has a release for this tag already",
            Self::RateLimited { .. } | Self::Server { .. } => "try again later",
            Self::NotJson { .. } => "check `[forge] url`: a proxy, a login page or another server answers there",
            Self::Redirected { .. } => "set `[forge] url` and `repository` to where the repository is now",
            Self::Unexpected { .. } | Self::Stopped { .. } => return Vec::new(),
        };
        vec![hint.to_owned()]
    }
}
