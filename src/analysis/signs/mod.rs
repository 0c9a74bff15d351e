//! The signs by which a trained model tells a commit: hashed words of the message, hashed parts of the paths, how much
//! changed where, and what of these meets. Reading them is the same code in training and in the program; what a sign weighs
//! is the model's matter, behind [`Sink`].

mod crosses;
mod marks;
mod meeting;
mod places;
mod said;
mod sink;
#[cfg(test)]
mod tests;
mod tokens;

pub use crosses::crosses;
pub use marks::marks;
pub use meeting::{Said, Where};
pub use places::{Place, Totals, places};
pub use said::said;
pub use sink::{Sink, sign};
pub use tokens::Tokens;
