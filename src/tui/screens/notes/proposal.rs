//! What the rules would write instead, as pieces that can be taken one by one.

use similar::{ChangeTag, TextDiff};

/// One line of the comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ProposalLine {
    /// Whether it stays, would come or would go.
    pub(super) change: Change,
    /// Its words, without line end.
    pub(super) words: String,
    /// The piece that it belongs to, if it is not the same on both sides.
    pub(super) piece: Option<usize>,
    source: String,
}

/// What becomes of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Change {
    Stays,
    Comes,
    Goes,
}

/// A proposal for the text as it is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Proposal {
    /// What is proposed.
    pub(super) text: String,
    pub(super) lines: Vec<ProposalLine>,
    pub(super) pieces: usize,
    /// The piece that the cursor is on.
    pub(super) cursor: usize,
    /// The first line on the screen.
    pub(super) top: usize,
}

impl Proposal {
    /// Compares; nothing where both are the same.
    pub(super) fn new(current: &str, proposed: &str) -> Option<Self> {
        if current == proposed {
            return None;
        }
        let diff = TextDiff::from_lines(current, proposed);
        let mut lines: Vec<ProposalLine> = Vec::new();
        let mut pieces = 0;
        for change in diff.iter_all_changes() {
            let tag = change.tag();
            let words = change.value();
            let in_piece = tag != ChangeTag::Equal;
            let goes_on = lines.last().is_some_and(|line: &ProposalLine| line.piece.is_some());
            if in_piece && !goes_on {
                pieces += 1;
            }
            let change = match tag {
                ChangeTag::Equal => Change::Stays,
                ChangeTag::Insert => Change::Comes,
                ChangeTag::Delete => Change::Goes,
            };
            let shown = words.trim_end_matches(['\n', '\r']).to_owned();
            let piece = in_piece.then(|| pieces - 1);
            lines.push(ProposalLine { change, words: shown, piece, source: words.to_owned() });
        }
        Some(Self { text: proposed.to_owned(), lines, pieces, cursor: 0, top: 0 })
    }

    /// The current text with one piece taken.
    pub(super) fn with_piece(&self, piece: usize) -> String {
        self.mixed(|at| at == piece)
    }

    /// The proposed text without one piece.
    pub(super) fn without_piece(&self, piece: usize) -> String {
        self.mixed(|at| at != piece)
    }

    fn mixed(&self, takes: impl Fn(usize) -> bool) -> String {
        let is_in = |line: &&ProposalLine| match line.change {
            Change::Stays => true,
            Change::Comes => line.piece.is_some_and(&takes),
            Change::Goes => !line.piece.is_some_and(&takes),
        };
        self.lines.iter().filter(is_in).map(|line| line.source.as_str()).collect()
    }

    /// Goes to the next piece or the one before, and shows it in `rows`.
    pub(super) fn step(&mut self, forward: bool, rows: usize) {
        let last = self.pieces.saturating_sub(1);
        self.cursor = if forward { (self.cursor + 1).min(last) } else { self.cursor.saturating_sub(1) };
        self.show(rows);
    }

    /// Scrolls so that the piece of the cursor is seen.
    pub(super) fn show(&mut self, rows: usize) {
        let of_piece = |line: &ProposalLine| line.piece == Some(self.cursor);
        let first = self.lines.iter().position(of_piece).unwrap_or(0);
        let last = self.lines.iter().rposition(of_piece).unwrap_or(first);
        let room = rows.max(1);
        if first < self.top || last >= self.top + room {
            self.top = first.saturating_sub(2).min(self.lines.len().saturating_sub(room));
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn pieces_are_taken_one_by_one() {
        let (old, new) = ("a\nb\nc\nd\n", "a\nB\nc\nd\ne\n");
        let proposal = Proposal::new(old, new).unwrap();
        assert_eq!(proposal.pieces, 2);
        assert_eq!(proposal.with_piece(0), "a\nB\nc\nd\n");
        assert_eq!(proposal.with_piece(1), "a\nb\nc\nd\ne\n");
        assert_eq!(proposal.without_piece(0), "a\nb\nc\nd\ne\n");
        assert_eq!(Proposal::new(old, old), None);
    }

    proptest! {
        #[test]
        fn all_pieces_taken_are_the_proposal(old in "[abc\r\n]{0,16}", new in "[abc\r\n]{0,16}") {
            if let Some(proposal) = Proposal::new(&old, &new) {
                prop_assert_eq!(proposal.mixed(|_| true), new);
                prop_assert_eq!(proposal.mixed(|_| false), old);
            }
        }
    }
}
