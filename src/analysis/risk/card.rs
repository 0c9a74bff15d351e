//! A card of points: the risk model that needs no training. Each factor rises by steps; steps were set so that, over real
//! histories, about three commits in a hundred come out critical, ten high or more, and a third medium or more.

use super::{Assessment, Code, Evidence, Past, RiskModel, Seen};
use crate::analysis::{
    Flags, Kind,
    shape::{Sensitivity, Sort},
};

/// The card.
#[derive(Debug, Clone, Copy, Default)]
pub struct Card;

/// Points for values from a threshold on, lowest first.
type Steps = &'static [(u32, i8)];

const SIZE: Steps = &[(10, 2), (30, 7), (80, 16), (200, 26), (500, 34), (1500, 40)];
const FILES: Steps = &[(3, 3), (6, 9), (12, 16), (30, 21)];
const SPREAD: Steps = &[(2, 2), (4, 5), (8, 9), (16, 13)];
const FRAGILE: Steps = &[(5, 1), (15, 3), (40, 7), (100, 11)];
const BUSY: Steps = &[(20, 1), (60, 3), (200, 6)];
const PEOPLE: Steps = &[(4, 1), (10, 3), (25, 6)];
const SENSITIVE: Steps = &[(1, 6), (2, 11), (3, 14)];
const UNTESTED: Steps = &[(20, 4), (60, 11), (200, 16)];
const REMOVAL: Steps = &[(100, 3), (500, 7)];
const NEW_FILES: Steps = &[(1, 2), (5, 6)];
const CULPRITS: Steps = &[(1, 4), (3, 8), (8, 12)];

/// Points of a value on its steps.
fn points(steps: Steps, value: u32) -> i8 {
    steps.iter().rev().find(|(from, _)| value >= *from).map_or(0, |(_, points)| *points)
}

impl RiskModel for Card {
    fn version(&self) -> u32 {
        1
    }

    fn assess(&self, evidence: &Evidence<'_>) -> Assessment {
        // A merge is judged by the commits that it brings.
        if evidence.flags.contains(Flags::MERGE) {
            return Assessment::default();
        }
        let mut factors = Vec::with_capacity(12);
        let mut add = |code, points, first, second| factors.push(Seen { code, points, numbers: (first, second) });
        size(evidence, &mut add);
        message(evidence, &mut add);
        tests(evidence, &mut add);
        if let Some(past) = evidence.past {
            past_of_files(evidence, past, &mut add);
            author(evidence, past, &mut add);
        }
        Assessment::of(factors)
    }
}

fn size(evidence: &Evidence<'_>, add: &mut impl FnMut(Code, i8, u32, u32)) {
    let shape = evidence.shape;
    let lines = shape.code_lines();
    add(Code::Size, points(SIZE, lines), lines, 0);
    let files = shape.code_files();
    add(Code::Files, points(FILES, files), files, 0);
    if files > 1 {
        add(Code::Spread, points(SPREAD, shape.folders), shape.folders, shape.top_folders);
    }
    // Whatever touches the build touches a lock file too; that much alone is no news.
    let reasons = shape.sensitive & !Sensitivity::Dependencies.bit();
    if reasons != 0 {
        add(
            Code::SensitivePaths,
            points(SENSITIVE, reasons.count_ones()),
            u32::from(shape.sensitive),
            shape.sensitive_files,
        );
    }
    let new = shape.added.min(files);
    add(Code::NewFiles, points(NEW_FILES, new), new, 0);
    let removed = shape.stats.deletions.saturating_sub(shape.stats.insertions);
    if lines > 0 {
        add(Code::Removal, points(REMOVAL, removed), removed, 0);
    }
}

fn message(evidence: &Evidence<'_>, add: &mut impl FnMut(Code, i8, u32, u32)) {
    let has_code = evidence.shape.code_files() > 0;
    if evidence.flags.contains(Flags::BREAKING) {
        add(Code::Breaking, 22, 0, 0);
    }
    if evidence.flags.contains(Flags::SECURITY) {
        add(Code::Security, 6, 0, 0);
    }
    if evidence.flags.contains(Flags::DEPENDENCY) {
        add(Code::Dependency, 4, 0, 0);
    }
    if evidence.revert_depth > 0 || evidence.kind == Kind::Revert {
        let restores = evidence.revert_depth > 0 && evidence.revert_depth.is_multiple_of(2);
        // What was taken back once was taken back for a reason.
        add(Code::Revert, if restores { 14 } else { 4 }, if restores { 2 } else { 1 }, 0);
    }
    if has_code {
        match evidence.kind {
            Kind::Feat => add(Code::Feature, 4, 0, 0),
            Kind::Fix => add(Code::Fix, 2, 0, 0),
            _ => {}
        }
    }
}

fn tests(evidence: &Evidence<'_>, add: &mut impl FnMut(Code, i8, u32, u32)) {
    let shape = evidence.shape;
    let test_files = shape.files[Sort::Test as usize];
    let lines = shape.lines[Sort::Source as usize];
    if shape.code_files() == 0 {
        if shape.n_files() > 0 {
            add(Code::NoCode, -8, 0, 0);
        }
    } else if test_files > 0 {
        add(Code::TestTouched, -3, test_files, 0);
    } else {
        add(Code::NoTestTouched, points(UNTESTED, lines), lines, 0);
    }
}

fn past_of_files(evidence: &Evidence<'_>, past: &Past, add: &mut impl FnMut(Code, i8, u32, u32)) {
    if evidence.shape.code_files() == 0 {
        return;
    }
    let files = evidence.shape.n_files();
    add(Code::FragileFiles, points(FRAGILE, past.fixes), past.fixes, files);
    add(Code::BusyFiles, points(BUSY, past.changes), past.changes, files);
    add(Code::ManyAuthors, points(PEOPLE, past.authors), past.authors, 0);
    add(Code::FormerCulprits, points(CULPRITS, past.culprits), past.culprits, 0);
}

fn author(evidence: &Evidence<'_>, past: &Past, add: &mut impl FnMut(Code, i8, u32, u32)) {
    // In a history of a few commits everybody is new.
    if past.known_commits < 30 || evidence.shape.code_files() == 0 {
        return;
    }
    let new = match past.experience {
        0 => 11,
        1..5 => 7,
        5..20 => 3,
        _ => 0,
    };
    add(Code::NewAuthor, new, past.experience, 0);
    if past.known_files > 0 && past.own_changes == 0 && past.experience > 0 {
        add(Code::UnfamiliarFiles, 4, 0, 0);
    }
}
