//! Which request an answer belongs to, so that late answers are dropped in one place.

use std::collections::HashMap;

use super::screens::ScreenId;

/// A place for one piece of work at a time: a new request for it cancels the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Slot {
    /// Whose it is; nothing for the cockpit itself.
    pub screen: Option<ScreenId>,
    /// Its name within the owner.
    pub name: &'static str,
}

/// A slot and the how-manieth request of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Ticket {
    /// Where the answer goes.
    pub slot: Slot,
    /// Counts up with every request for the slot.
    pub generation: u64,
}

/// The current generation of every slot.
#[derive(Debug, Default)]
pub struct Tickets {
    current: HashMap<Slot, u64>,
}

impl Tickets {
    /// A new ticket, which makes all earlier ones of the slot stale.
    pub fn issue(&mut self, slot: Slot) -> Ticket {
        let generation = self.current.entry(slot).or_default();
        *generation += 1;
        Ticket { slot, generation: *generation }
    }

    /// Makes all tickets of the slot stale.
    pub fn revoke(&mut self, slot: Slot) {
        *self.current.entry(slot).or_default() += 1;
    }

    /// Whether an answer with this ticket still counts.
    pub fn is_current(&self, ticket: Ticket) -> bool {
        self.current.get(&ticket.slot) == Some(&ticket.generation)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SLOT: Slot = Slot { screen: None, name: "test" };

    #[test]
    fn a_new_request_makes_the_answer_to_the_old_one_late() {
        let mut tickets = Tickets::default();
        let first = tickets.issue(SLOT);
        assert!(tickets.is_current(first));
        let second = tickets.issue(SLOT);
        assert!(!tickets.is_current(first));
        assert!(tickets.is_current(second));
    }

    #[test]
    fn a_revoked_ticket_is_late() {
        let mut tickets = Tickets::default();
        let ticket = tickets.issue(SLOT);
        tickets.revoke(SLOT);
        assert!(!tickets.is_current(ticket));
    }
}
