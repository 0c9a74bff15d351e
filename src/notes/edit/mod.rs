//! Changes of notes as acts on their entries: each touches the bytes of what it is about and no others.

mod acts;
mod cited;
mod place;
mod splice;

pub use acts::{
    Edited, Refusal, SetAsideEntry, merged_with_next, moved, put_back, set_aside, split, with_citation, with_words,
};
pub use place::with_entry;
pub(in crate::notes) use place::{Identity, at_end, beside, identities, new_section};
pub(in crate::notes) use splice::{Splice, removal, replaced, spliced};

#[cfg(test)]
mod tests;
