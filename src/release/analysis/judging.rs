//! The last pass: what was known before each commit, and its risk.

use std::sync::LazyLock;

use super::{
    Judged,
    ancestry::oldest_first,
    before::{Before, Ids},
    row::Row,
};
use crate::analysis::{
    AnalysedCommit, Flags,
    risk::{
        Ancestors, Assessment, ChangeFacts, Course, Evidence, LineFacts, Mix, Model, Outlook, OwnRules, Ranked, Step,
        judge,
    },
    shape::Shape,
};

/// The shape of what could not be read.
static NO_SHAPE: LazyLock<Shape> = LazyLock::new(Shape::default);

/// Judges all commits of a range, given what came before it; in the order of their rows.
pub(super) fn judge_all(commits: &[AnalysedCommit], rows: &[Row], before: &Before, own: &OwnRules) -> Vec<Judged> {
    let (mut course, mut ids) = (Course::default(), Ids::default());
    before.feed(&mut course, &mut ids);
    let n_before = course.n_before();
    let mut judged = Vec::with_capacity(commits.len());
    oldest_first(commits, |place, row, ancestors| {
        let shape = rows[row].shape.as_deref().unwrap_or(&NO_SHAPE);
        let (ranked, risk) = judge_one(&commits[row], &rows[row], shape, &course, ancestors, own);
        judged.push(Judged { row: row as u32, risk });
        let number = course.within(&step(&commits[row], &rows[row], shape), ranked);
        debug_assert_eq!(number, n_before + place, "places and numbers go together");
        ids.add(commits[row].id, number);
        for culprit in rows[row].said.blames.iter().filter_map(|prefix| ids.find(*prefix)) {
            course.names_culprit(number, culprit);
        }
    });
    judged.sort_unstable_by_key(|news| news.row);
    judged
}

/// Judges a commit by itself, as if nothing had come before it.
pub(super) fn judge_alone(commits: &[AnalysedCommit], rows: &[Row], row: usize, own: &OwnRules) -> Judged {
    let shape = rows[row].shape.as_deref().unwrap_or(&NO_SHAPE);
    let (_, risk) = judge_one(&commits[row], &rows[row], shape, &Course::default(), &[], own);
    Judged { row: row as u32, risk }
}

fn judge_one(
    commit: &AnalysedCommit,
    kept: &Row,
    shape: &Shape,
    course: &Course,
    ancestors: &Ancestors,
    own: &OwnRules,
) -> (Ranked, Assessment) {
    let model = Model::built_in();
    let outlook = Outlook::of(course, &step(commit, kept, shape), change(kept, shape), None, ancestors, model.prior());
    let words: Vec<u16> = kept.said.words.iter().chain(&shape.words).copied().collect();
    let rules = kept.said.rules & shape.rules;
    let risk = judge(model, own, &outlook, &Evidence { flags: commit.flags, shape, words: &words, rules });
    (outlook.ranked(), risk)
}

fn step<'a>(commit: &AnalysedCommit, kept: &Row, shape: &'a Shape) -> Step<'a> {
    Step {
        author: kept.author,
        time: commit.committed_at.seconds,
        is_fix: kept.said.is_fix,
        is_merge: commit.flags.contains(Flags::MERGE),
        touches: &shape.touches,
        folders: &shape.folder_numbers.all,
        tops: &shape.folder_numbers.tops,
        area: kept.said.area,
    }
}

fn change(kept: &Row, shape: &Shape) -> ChangeFacts {
    let files = shape.n_files();
    let lines = shape.counted.then(|| LineFacts {
        added: shape.changed.0 as f32,
        removed: shape.changed.1 as f32,
        code: shape.code_lines() as f32,
        before: shape.lines_before as f32 / files.max(1) as f32,
    });
    ChangeFacts {
        top_folders: shape.top_folders as f32,
        folders: shape.folders as f32,
        files: files as f32,
        lines,
        mix: Mix::of(&shape.files),
        explanation: f32::from(kept.said.explanation),
        waiting: kept.said.waiting,
        speaks_of_tidying: kept.said.is_tidying,
    }
}
