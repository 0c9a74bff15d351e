//! Data files of commits that their own developers labelled, and how well a model does on them. What a row says is
//! turned into the very values that the models see in a repository; nothing here knows a model's inside.

mod kind_row;
mod kind_scores;
mod risk_course;
mod risk_row;
mod risk_scores;
mod rows;
#[cfg(test)]
mod tests;

pub use kind_row::KindRow;
pub use kind_scores::{KindAnswer, KindScores, OfKind};
pub use risk_course::outlooks;
pub use risk_row::{RiskRow, RiskStep};
pub use risk_scores::{OfRepository, RiskAnswer, RiskScores};
pub use rows::{BadRow, RowFile, Rows, RowsError};
