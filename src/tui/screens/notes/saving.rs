//! When the draft is kept: a moment after the last key, one saving at a time, never while one is under way.

/// Where saving stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) enum Saving {
    /// Nothing was written that is not kept.
    #[default]
    Kept,
    /// Something was written; it is kept when the keys rest.
    Waiting,
    /// It is being kept.
    Running {
        /// Whether more was written meanwhile.
        again: bool,
    },
    /// It could not be kept.
    Failed(String),
}

impl Saving {
    /// Whether quitting now would lose words: what is being kept is kept to its end.
    pub(super) fn is_behind(&self) -> bool {
        !matches!(self, Self::Kept | Self::Running { again: false })
    }

    /// Something was written; whether the time until it is kept begins now.
    pub(super) fn written(&mut self) -> bool {
        if let Self::Running { again } = self {
            *again = true;
            return false;
        }
        *self = Self::Waiting;
        true
    }

    /// The keys rest; whether to keep it now.
    pub(super) fn rested(&mut self) -> bool {
        let now = matches!(self, Self::Waiting | Self::Failed(_));
        if now {
            *self = Self::Running { again: false };
        }
        now
    }

    /// It is kept; whether more was written meanwhile, which then waits.
    pub(super) fn kept(&mut self) -> bool {
        let again = matches!(self, Self::Running { again: true });
        *self = if again { Self::Waiting } else { Self::Kept };
        again
    }

    /// The words for it.
    pub(super) fn words(&self) -> &str {
        match self {
            Self::Kept => "saved",
            Self::Waiting | Self::Running { .. } => "saving…",
            Self::Failed(_) => "not saved",
        }
    }
}
