//! How hard it is to take a commit back once it is released.

use serde::Serialize;

use super::{Facts, Signs};
use crate::{
    analysis::{AnalysedCommit, Flags},
    history::Stats,
};

/// How hard it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Difficulty {
    /// A plain revert does it.
    #[default]
    Easy,
    /// A revert needs care: order, formats, conflicts.
    Moderate,
    /// Something cannot be brought back by a revert alone.
    Hard,
}

impl Difficulty {
    /// The word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Easy => "easy",
            Self::Moderate => "moderate",
            Self::Hard => "hard",
        }
    }
}

/// One reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RollbackReason {
    /// Its stable name.
    pub name: &'static str,
    /// What it adds; below nothing where it makes it easier.
    pub points: i8,
    /// What was seen, in words.
    pub evidence: String,
}

/// How hard it is to take back, and why.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rollback {
    /// Easy under 2 points, moderate under 4, else hard.
    pub difficulty: Difficulty,
    /// Why, most points first.
    pub reasons: Vec<RollbackReason>,
}

/// Later commits on the same files from which on a revert will hardly apply.
const BUILT_UPON: u32 = 4;
/// Files and lines of a change that nobody takes back lightly.
const MANY_FILES: u32 = 60;
const MANY_LINES: u32 = 2_000;

impl Rollback {
    /// Judges a commit. `body` is the rest of its message; `later` is how many later commits change the same files.
    pub fn of(facts: &Facts, commit: &AnalysedCommit, body: &str, later: u32) -> Self {
        if commit.flags.contains(Flags::MERGE) {
            return Self::default();
        }
        let mut found = Reasons(Vec::new());
        let signs = facts.signs;
        found.data(signs);
        found.add(signs.contains(Signs::FORMAT), "format", 2, "it changes a format or an interface that others read");
        found.add(signs.contains(Signs::SETTINGS_GONE), "settings", 1, "a settings file is gone or moved");
        found.add(signs.contains(Signs::DEPLOY), "deploy", 1, "it changes how the program is run");
        found.add(signs.contains(Signs::SUBMODULE), "submodule", 1, "it ties in another repository at another commit");
        found.add(commit.flags.contains(Flags::BREAKING), "breaking", 2, "users have to adapt, and to adapt back");
        let is_harmless = signs.contains(Signs::HARMLESS);
        if !is_harmless {
            found.words(commit, body);
            found.size(facts, commit.stats);
            if later >= BUILT_UPON {
                found.add(true, "built-upon", 1, &format!("{later} later commits change the same files"));
            }
        }
        let says_flag = says(
            &commit.subject,
            &["feature flag", "feature-flag", "behind a flag", "behind flag", "kill switch", "killswitch"],
        );
        let is_switched = signs.contains(Signs::FLAGGED) || says_flag;
        if is_switched && !found.0.is_empty() {
            found.add(true, "flagged", -1, "a feature flag can switch it off");
        }
        found.into_rollback()
    }
}

struct Reasons(Vec<RollbackReason>);

impl Reasons {
    fn add(&mut self, is_so: bool, name: &'static str, points: i8, evidence: &str) {
        if is_so {
            self.0.push(RollbackReason { name, points, evidence: evidence.to_owned() });
        }
    }

    fn data(&mut self, signs: Signs) {
        if signs.contains(Signs::DROPS_DATA) {
            self.add(true, "drops-data", 4, "it drops tables, columns or rows: what was in them is gone");
        } else if signs.contains(Signs::MIGRATION | Signs::REVERSIBLE) {
            self.add(true, "migration", 2, "it changes stored data, and says how to go back");
        } else if signs.contains(Signs::MIGRATION) {
            self.add(true, "migration", 3, "it changes stored data, and does not say how to go back");
        } else if signs.contains(Signs::SCHEMA) {
            self.add(true, "schema", 2, "it changes a database schema");
        }
    }

    fn words(&mut self, commit: &AnalysedCommit, body: &str) {
        const IRREVERSIBLE: [&str; 12] = [
            "this is irreversible",
            "change is irreversible",
            "irreversible change",
            "cannot be rolled back",
            "can't be rolled back",
            "one-way migration",
            "migration is irreversible",
            "no way back",
            "data will be lost",
            "data loss is expected",
            "destructive migration",
            "not be possible to downgrade",
        ];
        const FORMATS: [&str; 13] = [
            "on-disk format",
            "on disk format",
            "file format version",
            "storage format",
            "wire format",
            "wire protocol",
            "protocol version",
            "format version",
            "schema version",
            "database format",
            "rdb version",
            "index format",
            "serialization format",
        ];
        let text = |phrases: &[&str]| says(&commit.subject, phrases) || says(body, phrases);
        if text(&IRREVERSIBLE) {
            self.add(true, "irreversible", 4, "its message says that there is no way back");
        }
        // That a format is only mentioned in passing says nothing: the subject has to.
        if says(&commit.subject, &FORMATS) && !self.0.iter().any(|reason| reason.name == "format") {
            self.add(true, "format", 2, "its subject speaks of a format that is stored or sent");
        }
    }

    fn size(&mut self, facts: &Facts, stats: Option<Stats>) {
        let lines = stats.map_or(0, |stats| stats.insertions.saturating_add(stats.deletions));
        if facts.n_files > MANY_FILES || lines > MANY_LINES {
            let counted = if lines > 0 { format!(", {lines} lines") } else { String::new() };
            self.add(true, "size", 1, &format!("it changes {} files{counted}", facts.n_files));
        }
        let removes = facts.signs.contains(Signs::REMOVES_CODE);
        self.add(removes && facts.n_files > 10, "removes-code", 1, "it removes files of code");
    }

    fn into_rollback(mut self) -> Rollback {
        self.0.sort_by_key(|reason| std::cmp::Reverse(reason.points));
        let points: i32 = self.0.iter().map(|reason| i32::from(reason.points)).sum();
        let difficulty = match points {
            ..2 => Difficulty::Easy,
            2..4 => Difficulty::Moderate,
            _ => Difficulty::Hard,
        };
        Rollback { difficulty, reasons: self.0 }
    }
}

/// Whether a text has one of these phrases. A longer text than anybody writes is read this far.
fn says(text: &str, phrases: &[&str]) -> bool {
    let text = &text[..text.floor_char_boundary(16 * 1024)];
    let bytes = text.as_bytes();
    phrases
        .iter()
        .any(|phrase| bytes.windows(phrase.len()).any(|window| window.eq_ignore_ascii_case(phrase.as_bytes())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notes::sample::{commit, merge};

    fn rollback(signs: Signs, subject: &str, body: &str) -> (Difficulty, Vec<&'static str>) {
        let facts = Facts { signs, n_files: 1, ..Facts::default() };
        let found = Rollback::of(&facts, &commit("aaaaaa1", subject), body, 0);
        (found.difficulty, found.reasons.iter().map(|reason| reason.name).collect())
    }

    #[test]
    fn what_is_gone_cannot_be_brought_back() {
        assert_eq!(rollback(Signs::MIGRATION | Signs::DROPS_DATA, "x", ""), (Difficulty::Hard, vec!["drops-data"]));
        assert_eq!(
            rollback(Signs::empty(), "x", "Beware: this is IRREVERSIBLE."),
            (Difficulty::Hard, vec!["irreversible"])
        );
    }

    #[test]
    fn a_step_with_a_way_back_is_easier_and_a_flag_easier_still() {
        assert_eq!(rollback(Signs::MIGRATION | Signs::REVERSIBLE, "x", ""), (Difficulty::Moderate, vec!["migration"]));
        assert_eq!(
            rollback(Signs::MIGRATION | Signs::REVERSIBLE, "x behind a feature flag", ""),
            (Difficulty::Easy, vec!["migration", "flagged"])
        );
    }

    #[test]
    fn a_plain_change_is_easy_and_so_is_one_of_documents() {
        assert_eq!(rollback(Signs::empty(), "fix: x", ""), (Difficulty::Easy, vec![]));
        assert_eq!(
            rollback(Signs::HARMLESS, "docs: the wire protocol", "this is irreversible"),
            (Difficulty::Easy, vec![])
        );
    }

    #[test]
    fn what_was_built_upon_and_what_is_huge_needs_care() {
        let facts = Facts { n_files: 5_000, ..Facts::default() };
        let found = Rollback::of(&facts, &commit("aaaaaa1", "x"), "", 9);
        assert_eq!(found.difficulty, Difficulty::Moderate);
        assert_eq!(found.reasons.len(), 2);
    }

    #[test]
    fn a_merge_is_told_by_what_it_brought() {
        let facts = Facts { signs: Signs::DROPS_DATA, ..Facts::default() };
        assert_eq!(Rollback::of(&facts, &merge("a", "Merge x", &["b", "c"]), "", 9), Rollback::default());
    }
}
