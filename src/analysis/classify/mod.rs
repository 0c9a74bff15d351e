//! What a commit is: kind, flags, scope, audience. The header decides where there is one; a [`Classifier`] decides the rest.

mod audience;
mod claims;
mod classifier;
mod flags;
mod gitmoji;
mod habits;
mod release_subject;
mod scope;
#[cfg(test)]
mod tests;
mod trained;
pub mod weights;
#[cfg(test)]
mod weights_tests;

pub use audience::audience;
pub use claims::{breaks_nothing, leaves_code_alone, likeliest_change, shipped_words};
pub use classifier::{Classifier, Clues, judge_kind};
pub use flags::flags;
pub use habits::{Guess, Habits, Sample};
pub use scope::scope;
pub use trained::{Trained, said_beside_area, undressed, words};
pub use weights::Words;
