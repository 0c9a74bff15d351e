//! How likely a commit is to do harm, as points that add up: a score is the sum of its factors, and nothing in it is
//! unexplained. Judged from what was known just before the commit, so later commits never change a score.

mod assessment;
mod card;
mod code;
mod evidence;
mod in_words;
mod level;
mod past;
mod release;
#[cfg(test)]
mod tests;

pub use assessment::{Assessment, Seen};
pub use card::Card;
pub use code::Code;
pub use evidence::{Evidence, RiskModel};
pub use in_words::{Factor, Risk};
pub use level::Level;
pub use past::{Past, PastBuilder, Row};
pub use release::release_risk;
