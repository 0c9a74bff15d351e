//! Why shipping did not begin, or could not go on.

use super::{JournalError, StepId, record::Trouble};
use crate::{
    fault::{Fault, Faulty},
    forge::{AddressError, ForgeError, TokenError},
    process::ProcessError,
};

/// Shipping that did not begin, or could not go on. Nothing was changed by what it tells of.
#[derive(Debug, thiserror::Error)]
pub enum ShipError {
    /// The journal cannot be used.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// A release is unfinished.
    #[error("the release of `{tag}` is unfinished: it stands at `{step}`{}", why.as_ref().map(|why| format!(" ({why})")).unwrap_or_default())]
    Open {
        /// Its tag.
        tag: String,
        /// The step that it stands at.
        step: StepId,
        /// Why it stopped there, if that is known.
        why: Option<String>,
    },
    /// There is nothing to resume or abort.
    #[error("no release is unfinished here")]
    NothingOpen,
    /// Programs that an earlier run left behind are still at work.
    #[error("git that an earlier run left behind is still at work after {0} s")]
    StillAtWork(u64),
    /// A precondition does not hold.
    #[error("{why}")]
    Blocked {
        /// What does not hold.
        why: String,
        /// Whose fault it is.
        fault: Fault,
        /// What to do.
        hints: Vec<String>,
    },
    /// The notes cannot be published.
    #[error("the notes are not UTF-8")]
    NotesNotText,
    /// Which repository of the forge is not known.
    #[error(transparent)]
    Address(#[from] AddressError),
    /// There is no token.
    #[error(transparent)]
    Token(#[from] TokenError),
    /// The forge does not let us.
    #[error(transparent)]
    Forge(#[from] ForgeError),
    /// git does not work.
    #[error(transparent)]
    Git(#[from] ProcessError),
}

impl ShipError {
    /// A precondition that does not hold, with what to do.
    pub(super) fn blocked(fault: Fault, why: impl Into<String>, hints: &[&str]) -> Self {
        Self::Blocked { why: why.into(), fault, hints: hints.iter().map(|hint| (*hint).to_owned()).collect() }
    }

    /// Whether it may hold when a person can be asked for a passphrase, a password or a yes.
    pub fn wants_a_person(&self) -> bool {
        matches!(self, Self::Blocked { why, .. } if Trouble::lasting(why.clone()).wants_a_person())
    }

    /// A precondition that could not be looked at, or does not hold outside.
    pub(super) fn outside(trouble: Trouble) -> Self {
        Self::Blocked { why: trouble.why, fault: Fault::Outside, hints: Vec::new() }
    }
}

impl Faulty for ShipError {
    fn fault(&self) -> Fault {
        match self {
            Self::Journal(error) => error.fault(),
            Self::Open { .. } | Self::StillAtWork(_) => Fault::Unfinished,
            Self::NothingOpen | Self::NotesNotText => Fault::Usage,
            Self::Blocked { fault, .. } => *fault,
            Self::Address(error) => error.fault(),
            Self::Token(error) => error.fault(),
            Self::Forge(error) => error.fault(),
            Self::Git(error) => error.fault(),
        }
    }

    fn hints(&self) -> Vec<String> {
        match self {
            Self::Journal(error) => error.hints(),
            Self::Open { .. } => vec![
                "`tminus ship --resume` goes on with it".into(),
                "`tminus ship --abort` undoes what can be undone".into(),
            ],
            Self::NothingOpen => vec!["`tminus ship --dry-run` shows what a new one would do".into()],
            Self::StillAtWork(_) => vec!["wait for it, or end it, then run `tminus ship --resume`".into()],
            Self::Blocked { hints, .. } => hints.clone(),
            Self::NotesNotText => Vec::new(),
            Self::Address(error) => error.hints(),
            Self::Token(error) => error.hints(),
            Self::Forge(error) => error.hints(),
            Self::Git(error) => error.hints(),
        }
    }
}
