//! Where entries of the other side come in: beside the neighbours that they have there.

use super::{Outcome, Sides, Ties};
use crate::notes::edit::{Identity, Splice, at_end, beside, identities, new_section};

/// Entries that come in at one place.
struct Group {
    /// The person's entry that they follow.
    behind: Option<usize>,
    entries: Vec<usize>,
}

impl Sides<'_> {
    /// The splices that set them in.
    pub(super) fn arrivals(&self, ties: &Ties, outcome: &Outcome) -> Vec<Splice> {
        let mine_identities = identities(self.mine);
        let mut splices = Vec::new();
        for section in 0..self.theirs.sections().len() {
            let entries: Vec<usize> =
                (0..self.theirs_pieces.len()).filter(|at| self.theirs_pieces[*at].section == section).collect();
            if !entries.iter().any(|at| outcome.coming.contains(at)) {
                continue;
            }
            let home = self.home(&entries, ties, outcome, &mine_identities);
            let stays = |theirs: usize| {
                let mine = ties.mine_of_theirs[theirs].filter(|mine| !outcome.gone.contains(mine))?;
                (Some(self.mine_pieces[mine].section) == home).then_some(mine)
            };
            for group in groups(&entries, outcome, &stays) {
                splices.push(self.arrival(section, home, &group, &entries, &stays));
            }
        }
        splices
    }

    /// The person's section that one of the other side is: the one of that identity, else the one that has its entries
    /// under a heading that the person changed.
    fn home(&self, entries: &[usize], ties: &Ties, outcome: &Outcome, mine: &[Identity]) -> Option<usize> {
        let identity = &self.theirs_pieces[*entries.first()?].identity;
        let same = mine.iter().position(|known| known == identity);
        same.or_else(|| {
            let stays = |at: &usize| {
                let mine = ties.mine_of_theirs[*at].filter(|mine| !outcome.gone.contains(mine))?;
                let piece = &self.mine_pieces[mine];
                let is_renamed = matches!(piece.identity, Identity::Own(..));
                is_renamed.then_some(piece.section)
            };
            entries.iter().find_map(stays)
        })
    }

    fn arrival(
        &self,
        section: usize,
        home: Option<usize>,
        group: &Group,
        entries: &[usize],
        stays: &dyn Fn(usize) -> Option<usize>,
    ) -> Splice {
        let sources: Vec<&str> = group.entries.iter().map(|at| self.theirs_pieces[*at].source).collect();
        if let Some(entry) = group.behind.and_then(|behind| self.entry_of(behind)) {
            return beside(self.mine, entry, false, &sources);
        }
        let last = group.entries.last().copied().unwrap_or_default();
        let next = entries.iter().filter(|at| **at > last).find_map(|at| stays(*at));
        if let Some(entry) = next.and_then(|next| self.entry_of(next)) {
            return beside(self.mine, entry, true, &sources);
        }
        if let Some(home) = home {
            return at_end(self.mine, home, &sources);
        }
        let from = &self.theirs.sections()[section];
        let heading = &self.theirs.text()[from.span.start..from.body.start];
        new_section(self.mine, from.key, heading, self.next_section(section), &sources)
    }

    fn entry_of(&self, mine: usize) -> Option<&crate::notes::EntrySpan> {
        let piece = &self.mine_pieces[mine];
        self.mine.sections()[piece.section].entries.iter().find(|entry| entry.span == piece.span)
    }

    /// The person's section that comes next in the other side.
    fn next_section(&self, section: usize) -> Option<usize> {
        let mine = identities(self.mine);
        let theirs = identities(self.theirs);
        theirs[section + 1..].iter().find_map(|wanted| mine.iter().position(|known| known == wanted))
    }
}

/// What comes in together: entries of the other side with the same entry of the person before them.
fn groups(entries: &[usize], outcome: &Outcome, stays: &dyn Fn(usize) -> Option<usize>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut behind = None;
    for at in entries {
        if outcome.coming.contains(at) {
            match groups.last_mut().filter(|group| group.behind == behind) {
                Some(group) => group.entries.push(*at),
                None => groups.push(Group { behind, entries: vec![*at] }),
            }
        } else if let Some(mine) = stays(*at) {
            behind = Some(mine);
        }
    }
    groups
}
