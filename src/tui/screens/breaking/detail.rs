//! The row under the cursor as lines: what breaks, before and after, who did it, how users move on, why it breaks.

use super::{
    asks::sentences,
    model::{BreakingScreen, State},
    work::{Item, Maker},
};
use crate::{
    breaking::{Certainty, Finding},
    text::{self, Safe},
    tui::{
        screens::commits::age,
        theme::Role,
        widgets::code::{Code, CodeRow},
    },
};

/// A part of a line. Its text is safe.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// Words.
    Words(Role, String),
    /// Code.
    Code(CodeRow),
    /// Blanks.
    Blank(usize),
}

/// A line.
pub(super) type Told = Vec<Piece>;

impl Piece {
    fn width(&self) -> usize {
        match self {
            Self::Words(_, words) => text::width(words),
            Self::Code(row) => row.width(),
            Self::Blank(columns) => *columns,
        }
    }
}

/// The lines for the row under the cursor; where there is no row, what was compared.
pub(super) fn page(screen: &BreakingScreen, width: usize, is_beside: bool, now: i64) -> Vec<Told> {
    let mut lines = Vec::new();
    if let Some(item) = screen.current() {
        finding(item, width, is_beside, now, &mut lines);
    } else if let Some(maker) = screen.unshown() {
        unshown(maker, width, now, &mut lines);
    } else if let Some(found) = &screen.found {
        for sentence in sentences(found) {
            wrap(&mut lines, Role::Text, &sentence, width);
        }
        for warning in &found.breaking.warnings {
            wrap(&mut lines, Role::Warn, warning, width);
        }
        for (path, why) in &found.breaking.left_out {
            wrap(&mut lines, Role::Dim, &format!("{why}: {path}"), width);
        }
    } else if let State::Failed(failure) = &screen.state {
        wrap(&mut lines, Role::Danger, &failure.message, width);
        for hint in &failure.hints {
            wrap(&mut lines, Role::Text, hint, width);
        }
    }
    lines
}

fn finding(item: &Item, width: usize, is_beside: bool, now: i64, lines: &mut Vec<Told>) {
    let finding = &item.finding;
    wrap(lines, Role::Text, &finding.message, width);
    let place = format!("  {}:{}", finding.path, finding.line);
    let rule = format!("  {}", finding.rule);
    let certainty = finding.certainty.as_str();
    let room = width.saturating_sub(certainty.len() + rule.len());
    lines.push(vec![
        Piece::Words(role_of(finding.certainty), certainty.to_owned()),
        Piece::Words(Role::Dim, Safe::line(&rule).fit_end(width.saturating_sub(certainty.len())).into()),
        Piece::Words(Role::Dim, Safe::line(&place).fit_middle(room).into()),
    ]);
    said(finding, width, lines);
    lines.push(Vec::new());
    if is_beside {
        beside(item, width, lines);
    } else {
        stacked(item, width, lines);
    }
    lines.push(Vec::new());
    match &item.maker {
        Some(maker) => made_by(maker, finding.counts(), width, now, lines),
        None => wrap(lines, Role::Dim, "no single commit of the range is known to have made it", width),
    }
    if let Some(migration) = finding.told_migration() {
        lines.push(Vec::new());
        let whose = if finding.remark.migration.is_some() { "yours" } else { "drafted" };
        wrap(lines, Role::Dim, &format!("How users move on, {whose} (m writes it):"), width);
        for line in migration.lines() {
            wrap(lines, Role::Text, line, width);
        }
    }
    lines.push(Vec::new());
    wrap(lines, Role::Dim, &format!("{} {}", item.meaning, item.why), width);
    if finding.certainty == Certainty::Possible {
        wrap(lines, Role::Dim, "Sources alone do not decide it: it asks for nothing.", width);
    }
    if let Some(package) = &finding.package {
        wrap(lines, Role::Dim, &format!("Package {package}, {}.", finding.ecosystem), width);
    }
}

/// What people said about it.
fn said(finding: &Finding, width: usize, lines: &mut Vec<Told>) {
    if let Some(reason) = &finding.remark.dismissed {
        wrap(lines, Role::Warn, &format!("dismissed: {reason}"), width);
    }
    if finding.remark.acknowledged {
        wrap(lines, Role::Ok, "looked at", width);
    }
}

fn stacked(item: &Item, width: usize, lines: &mut Vec<Told>) {
    let gone = Piece::Words(Role::Dim, "nothing".to_owned());
    for (mark, role, code) in [("- ", Role::DiffRemoved, &item.before), ("+ ", Role::DiffAdded, &item.after)] {
        let sign = |first| Piece::Words(role, if first { mark.to_owned() } else { "  ".to_owned() });
        match code {
            Some(code) => {
                let rows = code.rows(width.saturating_sub(2)).into_iter().enumerate();
                lines.extend(rows.map(|(at, row)| vec![sign(at == 0), Piece::Code(row)]));
            }
            None => lines.push(vec![sign(true), gone.clone()]),
        }
    }
}

fn beside(item: &Item, width: usize, lines: &mut Vec<Told>) {
    let finding = &item.finding;
    let half = width.saturating_sub(2) / 2;
    let head = |word: &str, path: Option<&str>, line: Option<u32>| {
        let place = match (path, line) {
            (Some(path), Some(line)) => format!("{word}  {path}:{line}"),
            _ => word.to_owned(),
        };
        vec![Piece::Words(Role::Dim, Safe::line(&place).fit_middle(half).into())]
    };
    let side = |code: &Option<Code>, role| match code {
        Some(code) => code.rows(half).into_iter().map(|row| vec![Piece::Code(row)]).collect(),
        None => vec![vec![Piece::Words(role, "nothing".to_owned())]],
    };
    let is_there = item.after.is_some();
    let mut left = vec![head("Before", finding.old_path.as_deref(), finding.old_line)];
    left.extend(side(&item.before, Role::Dim));
    let path = finding.moved_to.as_ref().map_or(finding.path.as_str(), |moved| moved.path.as_str());
    let line = Some(finding.line).filter(|_| finding.moved_to.is_none());
    let mut right = vec![head("After", is_there.then_some(path), line)];
    right.extend(side(&item.after, Role::Dim));
    for at in 0..left.len().max(right.len()) {
        let mut row = left.get(at).cloned().unwrap_or_default();
        let taken: usize = row.iter().map(Piece::width).sum();
        row.push(Piece::Blank(half.saturating_sub(taken) + 2));
        row.extend(right.get(at).cloned().unwrap_or_default());
        lines.push(row);
    }
}

fn made_by(maker: &Maker, counts: bool, width: usize, now: i64, lines: &mut Vec<Told>) {
    wrap(lines, Role::Text, &format!("by {}  {}", maker.id.short(), maker.subject), width);
    let by = format!("   {}, {}", maker.author, age(now, maker.committed_at));
    let (role, declares) = match (maker.declares, counts) {
        (true, _) => (Role::Dim, "declares that it breaks"),
        (false, true) => (Role::Warn, "does not declare that it breaks"),
        (false, false) => (Role::Dim, "declares no break"),
    };
    let room = width.saturating_sub(declares.len() + 2);
    let by: String = Safe::line(&by).fit_end(room).into();
    lines.push(vec![Piece::Words(Role::Dim, by), Piece::Blank(2), Piece::Words(role, declares.to_owned())]);
}

fn unshown(maker: &Maker, width: usize, now: i64, lines: &mut Vec<Told>) {
    wrap(lines, Role::Text, "It declares that it breaks something, and the sources do not show what.", width);
    lines.push(Vec::new());
    made_by(maker, false, width, now, lines);
    lines.push(Vec::new());
    let why = "Behaviour, defaults, formats and what is written in languages that are not compared do not show in a public \
        surface. Its word counts: the notes have to tell it, and it asks for the version all the same.";
    wrap(lines, Role::Dim, why, width);
}

/// The colour of a certainty; the word stands beside it.
pub(super) const fn role_of(certainty: Certainty) -> Role {
    match certainty {
        Certainty::Definite => Role::Danger,
        Certainty::Likely => Role::Warn,
        Certainty::Possible => Role::Dim,
    }
}

fn wrap(lines: &mut Vec<Told>, role: Role, words: &str, width: usize) {
    let rows = text::wrap(&Safe::line(words), width);
    lines.extend(rows.into_iter().map(|row| vec![Piece::Words(role, row.into())]));
}
