//! Three-way merge of notes by their entries: what a person wrote, brought together with what was drafted anew or written by
//! somebody else since both began with one text.
//!
//! Lines that nobody wrote by hand follow the other side; all others stay byte for byte. What was deleted by hand stays
//! deleted. Where both sides changed one entry, the person's stays and the choice is told.

mod arrivals;
mod matching;
mod passages;
mod piece;

#[cfg(test)]
mod tests;

use std::{collections::HashSet, ops::Range};

use self::{
    matching::pairs,
    piece::{Piece, key_of, pieces},
};
use super::{
    CitationIndex, Document, Titles,
    edit::{Splice, at_end, identities, new_section, removal, replaced, spliced},
};
use crate::history::CommitId;

/// What came of a merge.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Merged {
    /// The text; where both sides changed an entry it has the person's words.
    pub text: String,
    /// The text in which those entries have the other side's words.
    pub theirs_preferred: String,
    /// What the next merge begins with: the other side, but for entries that are to be decided, which stand there as
    /// both sides began.
    pub base: String,
    /// Entries that came, as they stand in the other side.
    pub added: Vec<String>,
    /// Untouched entries that went, as they stood.
    pub removed: Vec<String>,
    /// Entries that both sides changed.
    pub conflicts: Vec<Conflict>,
}

/// An entry that both sides changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// How it stood when both began.
    pub base: String,
    /// How the person has it.
    pub mine: String,
    /// How the other side has it; nothing where that tells it no more.
    pub theirs: Option<String>,
}

/// Brings `mine` together with `theirs`; both were made from `base`.
pub fn merge(mine: &str, base: &str, theirs: &str, titles: &Titles, index: &CitationIndex) -> Merged {
    let plain = |text: &str| Merged {
        text: text.to_owned(),
        theirs_preferred: text.to_owned(),
        base: theirs.to_owned(),
        ..Merged::default()
    };
    if base == theirs || mine == theirs {
        return plain(mine);
    }
    if mine == base || mine.trim().is_empty() && base.trim().is_empty() {
        return plain(theirs);
    }
    let merged = once(mine, base, theirs, titles, index);
    // The same draft again must change nothing. Where it would (a quotation typed into the midst of an entry, of which
    // another has the first line), what the person wrote stays as it is, and the check says what is not told.
    let is_stable = [base, &merged.base]
        .into_iter()
        .all(|base| merged.text == theirs || once(&merged.text, base, theirs, titles, index).text == merged.text);
    if is_stable { merged } else { plain(mine) }
}

fn once(mine: &str, base: &str, theirs: &str, titles: &Titles, index: &CitationIndex) -> Merged {
    let [mine, base, theirs] = [mine, base, theirs].map(|text| Document::parse(text, titles));
    let sides = Sides {
        mine_pieces: pieces(&mine, index),
        base_pieces: pieces(&base, index),
        theirs_pieces: pieces(&theirs, index),
        mine: &mine,
        base: &base,
        theirs: &theirs,
        index,
    };
    sides.merged()
}

/// The base of the next merge once a conflict is decided, whichever way.
pub fn settled(base: &str, conflict: &Conflict, titles: &Titles) -> String {
    let document = Document::parse(base, titles);
    let is_it = |span: &Range<usize>| key_of(&base[span.clone()]) == key_of(&conflict.base);
    let Some(entry) = document.entries().find(|entry| is_it(&entry.span)) else { return base.to_owned() };
    let splice = match &conflict.theirs {
        Some(theirs) => replaced(base, &entry.span, theirs),
        None => removal(base, entry.span.clone()),
    };
    spliced(base, vec![splice])
}

/// The three texts and their entries.
struct Sides<'a> {
    mine: &'a Document,
    base: &'a Document,
    theirs: &'a Document,
    mine_pieces: Vec<Piece<'a>>,
    base_pieces: Vec<Piece<'a>>,
    theirs_pieces: Vec<Piece<'a>>,
    index: &'a CitationIndex,
}

/// What is done to the person's text, and what else comes of it.
#[derive(Default)]
struct Outcome {
    splices: Vec<Splice>,
    /// What is done besides where the other side is preferred.
    preferred: Vec<Splice>,
    /// Entries of the person's text that go.
    gone: Vec<usize>,
    /// Entries of the other side that come.
    coming: Vec<usize>,
    removed: Vec<String>,
    /// The base's entry, the person's and the other side's.
    conflicts: Vec<(usize, usize, Option<usize>)>,
}

/// What the person's text tells once the other side's changes are in it, and what they deleted.
struct Written {
    told: HashSet<CommitId>,
    plain: String,
    deleted: HashSet<CommitId>,
}

/// Which entries of the three texts are one.
struct Ties {
    /// For each entry of the base the person's and the other side's.
    base: Vec<(Option<usize>, Option<usize>)>,
    /// For each entry of the other side the person's, through the base or straight.
    mine_of_theirs: Vec<Option<usize>>,
    /// Whether an entry of the other side is one of the base.
    is_known: Vec<bool>,
}

impl Sides<'_> {
    fn merged(&self) -> Merged {
        let ties = self.ties();
        let mut outcome = Outcome::default();
        for (base, tie) in ties.base.iter().enumerate() {
            if let (Some(mine), theirs) = *tie {
                self.decide(base, mine, theirs, &mut outcome);
            }
        }
        let so_far = spliced(self.mine.text(), outcome.splices.clone());
        let written = Written {
            told: self.index.citations(&so_far).commits.into_iter().collect(),
            plain: so_far.replace("\r\n", "\n"),
            deleted: self.deleted(&ties),
        };
        let moved = std::mem::take(&mut outcome.coming);
        outcome.coming = (0..self.theirs_pieces.len())
            .filter(|at| moved.contains(at) || self.is_new(*at, &ties, &written))
            .collect();
        outcome.splices.extend(self.arrivals(&ties, &outcome));
        outcome.splices.extend(self.passages());
        self.told(&outcome, &moved)
    }

    fn told(&self, outcome: &Outcome, moved: &[usize]) -> Merged {
        let mine = self.mine.text();
        let mut preferred = outcome.splices.clone();
        preferred.extend(outcome.preferred.iter().cloned());
        let words = |piece: &Piece<'_>| piece.source.trim_end().to_owned();
        let came = outcome.coming.iter().filter(|at| !moved.contains(at));
        Merged {
            text: self.without_emptied(spliced(mine, outcome.splices.clone())),
            theirs_preferred: self.without_emptied(spliced(mine, preferred)),
            base: self.next_base(&outcome.conflicts),
            added: came.map(|at| words(&self.theirs_pieces[*at])).collect(),
            removed: outcome.removed.clone(),
            conflicts: outcome
                .conflicts
                .iter()
                .map(|(base, mine, theirs)| Conflict {
                    base: words(&self.base_pieces[*base]),
                    mine: words(&self.mine_pieces[*mine]),
                    theirs: theirs.map(|theirs| words(&self.theirs_pieces[theirs])),
                })
                .collect(),
        }
    }

    fn ties(&self) -> Ties {
        let to_mine = pairs(&self.base_pieces, &self.mine_pieces);
        let to_theirs = pairs(&self.base_pieces, &self.theirs_pieces);
        let mut mine_of_theirs = vec![None; self.theirs_pieces.len()];
        let mut is_known = vec![false; self.theirs_pieces.len()];
        for (mine, theirs) in to_mine.iter().zip(&to_theirs) {
            if let Some(theirs) = theirs {
                is_known[*theirs] = true;
                mine_of_theirs[*theirs] = *mine;
            }
        }
        // What both sides wrote of one thing that the base does not tell.
        for (theirs, mine) in pairs(&self.theirs_pieces, &self.mine_pieces).into_iter().enumerate() {
            if !is_known[theirs] && mine.is_some_and(|mine| !to_mine.contains(&Some(mine))) {
                mine_of_theirs[theirs] = mine;
            }
        }
        Ties { base: to_mine.into_iter().zip(to_theirs).collect(), mine_of_theirs, is_known }
    }

    /// What becomes of an entry that the person still has.
    fn decide(&self, base_at: usize, mine_at: usize, theirs_at: Option<usize>, outcome: &mut Outcome) {
        let (base, mine) = (&self.base_pieces[base_at], &self.mine_pieces[mine_at]);
        let theirs = theirs_at.map(|at| &self.theirs_pieces[at]);
        let is_untouched = mine.is_same(base);
        match (theirs, theirs_at) {
            (Some(theirs), Some(at)) => {
                let moves = is_untouched && mine.identity == base.identity && theirs.identity != base.identity;
                if moves {
                    outcome.splices.push(removal(self.mine.text(), mine.span.clone()));
                    outcome.gone.push(mine_at);
                    outcome.coming.push(at);
                } else if theirs.is_same(base) || theirs.is_same(mine) {
                    // The other side changed nothing, or what the person did.
                } else if is_untouched {
                    outcome.splices.push(replaced(self.mine.text(), &mine.span, theirs.source));
                } else {
                    outcome.conflicts.push((base_at, mine_at, theirs_at));
                    outcome.preferred.push(replaced(self.mine.text(), &mine.span, theirs.source));
                }
            }
            _ if is_untouched => {
                outcome.removed.push(mine.source.trim_end().to_owned());
                outcome.splices.push(removal(self.mine.text(), mine.span.clone()));
                outcome.gone.push(mine_at);
            }
            _ => {
                outcome.conflicts.push((base_at, mine_at, None));
                outcome.preferred.push(removal(self.mine.text(), mine.span.clone()));
            }
        }
    }

    /// Commits of entries that the person deleted.
    fn deleted(&self, ties: &Ties) -> HashSet<CommitId> {
        let pieces = ties.base.iter().zip(&self.base_pieces);
        pieces.filter(|((mine, _), _)| mine.is_none()).flat_map(|(_, piece)| piece.commits.iter().copied()).collect()
    }

    /// Whether an entry of the other side is to come: nobody has it yet, nobody deleted it, and nothing that the person
    /// wrote tells its commits.
    fn is_new(&self, theirs: usize, ties: &Ties, written: &Written) -> bool {
        let piece = &self.theirs_pieces[theirs];
        if ties.is_known[theirs] || ties.mine_of_theirs[theirs].is_some() || piece.key.is_empty() {
            return false;
        }
        if piece.commits.is_empty() {
            return !written.plain.contains(piece.key.trim_start_matches("- "));
        }
        !piece.commits.iter().any(|commit| written.deleted.contains(commit) || written.told.contains(commit))
    }

    /// The other side, but for what is to be decided.
    fn next_base(&self, conflicts: &[(usize, usize, Option<usize>)]) -> String {
        let theirs = self.theirs;
        let identities = identities(theirs);
        let splices = conflicts.iter().map(|(base, _, in_theirs)| {
            let piece = &self.base_pieces[*base];
            if let Some(at) = in_theirs {
                return replaced(theirs.text(), &self.theirs_pieces[*at].span, piece.source);
            }
            if let Some(section) = identities.iter().position(|identity| *identity == piece.identity) {
                return at_end(theirs, section, &[piece.source]);
            }
            let section = &self.base.sections()[piece.section];
            let heading = &self.base.text()[section.span.start..section.body.start];
            new_section(theirs, section.key, heading, None, &[piece.source])
        });
        spliced(theirs.text(), splices.collect())
    }

    /// The text without headings of the base whose last entry went, where the other side has no such section.
    fn without_emptied(&self, text: String) -> String {
        let document = Document::parse(text, &std::collections::HashMap::new());
        let had = |title: &str, documents: &Document| {
            documents.sections().iter().any(|section| section.title == title && !section.entries.is_empty())
        };
        let is_emptied = |at: usize| {
            let section = &document.sections()[at];
            let has_below = document.sections().get(at + 1).is_some_and(|next| next.level > section.level);
            section.level > 0
                && !has_below
                && document.text()[section.body.clone()].trim().is_empty()
                && had(&section.title, self.base)
                && had(&section.title, self.mine)
                && !self.theirs.sections().iter().any(|known| known.title == section.title)
        };
        let emptied = (0..document.sections().len()).filter(|at| is_emptied(*at));
        let splices = emptied.map(|at| Splice::remove(document.sections()[at].span.clone())).collect();
        spliced(document.text(), splices)
    }
}
