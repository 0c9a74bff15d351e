//! Goes through the rows of a data file in their order, repository by repository, telling of each what was known before
//! it. What was written later is found in the messages of later rows alone, as in a repository.

use std::collections::{BTreeMap, HashMap};

use super::RiskRow;
use crate::analysis::risk::{Course, Outlook, Prior, named_culprits};

/// Calls `visit` for each row, by its number, with its outlook.
pub fn outlooks(rows: &[RiskRow], prior: &Prior, mut visit: impl FnMut(usize, Outlook)) {
    let mut repositories: HashMap<&str, Repository<'_>> = HashMap::new();
    for (number, row) in rows.iter().enumerate() {
        visit(number, repositories.entry(&row.repo).or_default().next(row, prior));
    }
}

/// What was seen of a repository.
#[derive(Default)]
struct Repository<'a> {
    course: Course,
    ids: BTreeMap<&'a str, u32>,
}

impl<'a> Repository<'a> {
    fn next(&mut self, row: &'a RiskRow, prior: &Prior) -> Outlook {
        let step = row.step();
        let stated = row.stated();
        self.course.state(step.as_step().author, &stated.author);
        let outlook = Outlook::of(&self.course, &step.as_step(), row.change(), Some(stated), &[], prior);
        let number = self.course.before(&step.as_step(), outlook.ranked());
        for id in named_culprits(&row.subject, &row.body) {
            if let Some(culprit) = self.find(&id) {
                self.course.names_culprit(number, culprit);
            }
        }
        self.ids.entry(&row.sha).or_insert(number);
        outlook
    }

    /// The row of an id: either may be cut short.
    fn find(&self, id: &str) -> Option<u32> {
        let next = self.ids.range(id..).next().filter(|(known, _)| known.starts_with(id));
        let last =
            || self.ids.range(..=id).next_back().filter(|(known, _)| known.len() >= 7 && id.starts_with(**known));
        next.or_else(last).map(|(_, number)| *number)
    }
}
