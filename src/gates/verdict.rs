//! GO, NO-GO or HOLD, and what many of them make together.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::fault::Fault;

/// The answer to a gate's question. The greatest of many is what they make together: any NO-GO makes NO-GO, else any HOLD
/// HOLD.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Verdict {
    /// Yes.
    #[serde(rename = "GO")]
    Go,
    /// It waits for a person, or for something that cannot be known now.
    #[serde(rename = "HOLD")]
    Hold,
    /// No.
    #[serde(rename = "NO-GO")]
    NoGo,
}

impl Verdict {
    /// The word for it, the same everywhere.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Go => "GO",
            Self::Hold => "HOLD",
            Self::NoGo => "NO-GO",
        }
    }

    /// What many verdicts make together; GO where there is none.
    pub fn together(verdicts: impl IntoIterator<Item = Self>) -> Self {
        verdicts.into_iter().max().unwrap_or(Self::Go)
    }

    /// Whose turn it is when it is not GO, which decides the exit code.
    pub const fn fault(self) -> Option<Fault> {
        match self {
            Self::Go => None,
            Self::Hold => Some(Fault::Hold),
            Self::NoGo => Some(Fault::No),
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn any_no_go_makes_no_go_else_any_hold_hold() {
        use Verdict::{Go, Hold, NoGo};
        for (verdicts, together) in [
            (vec![], Go),
            (vec![Go, Go], Go),
            (vec![Go, Hold], Hold),
            (vec![Hold, NoGo, Go], NoGo),
            (vec![NoGo, Hold], NoGo),
        ] {
            assert_eq!(Verdict::together(verdicts.clone()), together, "{verdicts:?}");
        }
    }

    #[test]
    fn exit_codes_are_those_of_the_contract() {
        let code = |verdict: Verdict| verdict.fault().map_or(0, Fault::exit_code);
        assert_eq!([code(Verdict::Go), code(Verdict::NoGo), code(Verdict::Hold)], [0, 1, 3]);
    }

    proptest! {
        #[test]
        fn the_order_of_gates_does_not_matter(picks in prop::collection::vec(0_usize..3, 0..12)) {
            let verdicts: Vec<Verdict> =
                picks.iter().map(|pick| [Verdict::Go, Verdict::Hold, Verdict::NoGo][*pick]).collect();
            let backwards = verdicts.iter().rev().copied();
            prop_assert_eq!(Verdict::together(verdicts.iter().copied()), Verdict::together(backwards));
        }
    }
}
