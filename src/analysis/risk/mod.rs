//! How likely a commit is to do harm, as points that add up: a score is the sum of its factors, and nothing in it is
//! unexplained. Judged from what was known just before the commit, so later commits never change a score.

mod assessment;
mod carriers;
mod code;
mod course;
mod culprits;
mod factors;
mod facts;
mod in_numbers;
mod in_words;
mod judge;
mod level;
mod measure;
mod mix;
mod model;
mod outlook;
mod own_rules;
mod ranks;
mod release;
pub mod signs;
mod standing;
mod step;
#[cfg(test)]
mod tests;
mod tidying;
mod told;
mod vocabulary;

pub use assessment::{Assessment, Seen};
pub use carriers::carriers;
pub use code::Code;
pub use course::{Ancestors, Course, Known, Step};
pub use culprits::named_culprits;
pub use factors::{By, FACTORS};
pub use facts::{AuthorFacts, ChangeFacts, Facts, FileFacts, LineFacts, Values};
use in_numbers::in_numbers;
pub use in_words::{Factor, Risk};
pub use judge::{Evidence, judge};
pub use level::Level;
pub use measure::Measure;
pub use mix::Mix;
pub use model::{Appraisal, Chance, Model, Parameters, Steps, project_points};
pub use outlook::{Outlook, Stated};
pub use own_rules::{BadRules, OWN_RULES_FILE, OwnRules, Told};
pub use ranks::{Prior, Ranked};
pub use release::release_risk;
pub use signs::{FILES_AT_MOST, Place};
pub use standing::Standing;
pub use step::{Folders, area_of, number_of};
pub use tidying::{Tidying, speaks_of_tidying};
pub use vocabulary::{Vocabulary, Word, says_something};
