//! A commit as the card sees it: measures, how they stand among the latest commits, and the repository's record.

use super::{
    AuthorFacts, ChangeFacts, Course, Facts, FileFacts, Known, Measure, Prior, Ranked, Standing, Step, Values,
    course::Ancestors,
};

/// What a commit is judged from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Outlook {
    /// Plain counts, for evidence.
    pub facts: Facts,
    /// All measures.
    pub values: Values,
    /// How the ranked ones stand, from 0 to 1.
    pub ranks: Ranked,
    /// How often the repository names culprits.
    pub standing: Standing,
}

/// Counts of the history that a data file states; they take the place of what was seen in its rows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stated {
    /// Of the files; `lately` is not stated.
    pub files: FileFacts,
    /// Of the author.
    pub author: AuthorFacts,
}

impl Outlook {
    /// Of a commit that changes `change`, before it is fed to the course.
    pub fn of(
        course: &Course,
        step: &Step<'_>,
        change: ChangeFacts,
        stated: Option<Stated>,
        ancestors: &Ancestors,
        prior: &Prior,
    ) -> Self {
        let known = course.known(step, ancestors);
        let mut facts = facts(&known, change);
        if let Some(stated) = stated {
            facts.files = FileFacts { lately: known.files.lately, ..stated.files };
            facts.author = stated.author;
        }
        let values = facts.values();
        let ranks = course.ranks(&ranked(&values), ancestors, prior);
        Self { facts, values, ranks, standing: known.standing }
    }

    /// What later commits are compared with, of a commit whose own standing nobody asks for.
    pub fn ranked_of(course: &Course, step: &Step<'_>, change: ChangeFacts, ancestors: &Ancestors) -> Ranked {
        ranked(&facts(&course.known(step, ancestors), change).values())
    }

    /// What later commits are compared with.
    pub fn ranked(&self) -> Ranked {
        ranked(&self.values)
    }
}

fn facts(known: &Known, change: ChangeFacts) -> Facts {
    Facts {
        change,
        files: known.files,
        author: known.author,
        area_record: known.area_record,
        folder_record: known.folder_record,
    }
}

fn ranked(values: &Values) -> Ranked {
    std::array::from_fn(|measure| if measure < Measure::RANKED { values[measure] } else { f32::NAN })
}
