//! What a commit is: kind, flags, scope, audience. The header decides where there is one; a [`Classifier`] decides the rest.

mod audience;
mod classifier;
mod flags;
mod rules;
mod scope;
#[cfg(test)]
mod tests;
mod words;

pub use audience::audience;
pub use classifier::{Classifier, Clues, judge_kind};
pub use flags::flags;
pub use rules::Rules;
pub use scope::scope;
