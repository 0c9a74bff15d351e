//! The analysis of a range as it runs: what to do, how to steer it, and what it tells meanwhile.
//!
//! The work streams: first all commits with what their messages say, then paths and lines (what is on the screen first),
//! then groups, risk and the next version. Whoever wants to look meanwhile takes [`Event`]s, and [`Analysis::apply`]s
//! them to keep the whole picture; whoever wants only the end gets the [`Analysis`].

mod ancestry;
mod before;
mod claims;
mod comparing;
mod control;
mod event;
mod habits;
mod judging;
mod kept;
mod only_package;
mod other_packages;
mod outcome;
mod parts;
mod row;
mod run;
mod said;
mod shaping;
mod story;
#[cfg(test)]
mod tests;

pub use comparing::{declared, dismissals, unshown};
pub use control::{Control, Watcher};
pub use event::{Event, Grouping, Judged, Progress, Shaped, Told};
pub use outcome::Analysis;
pub use parts::{Part, Parts, UnknownPart};
pub use story::{Storyteller, Wants};
