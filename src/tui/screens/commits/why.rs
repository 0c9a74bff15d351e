//! The factors of the commit under the cursor: why its risk is what it is.

use ratatui::{
    layout::Rect,
    text::{Line, Span},
};

use super::model::Commits;
use crate::{
    analysis::Level,
    text::Safe,
    tui::{look::Look, theme::Role},
};

/// What the rule above the factors says.
pub(super) fn title(commits: &Commits, look: &Look<'_>) -> Line<'static> {
    match commits.followed_row().and_then(|row| commits.list.analysis.risk_of(row)) {
        Some(risk) => Line::from(vec![
            look.span(Role::Dim, " Why "),
            look.span(Role::of_level(risk.level), format!("{} {} ", risk.score, risk.level.as_str())),
        ]),
        None => Line::from(look.span(Role::Dim, " Why ")),
    }
}

/// The factors, most points first; what there is no room for is counted.
pub(super) fn lines(commits: &Commits, look: &Look<'_>, area: Rect) -> Vec<Line<'static>> {
    let height = usize::from(area.height);
    let Some(row) = commits.followed_row() else { return Vec::new() };
    let Some(risk) = commits.list.analysis.risk_of(row) else {
        let is_merge = commits.list.analysis.commits[row].flags.contains(crate::analysis::Flags::MERGE);
        let said = if is_merge { " a merge: its commits are judged one by one" } else { " not judged yet" };
        return vec![Line::from(look.span(Role::Dim, said))];
    };
    if risk.factors.is_empty() {
        return vec![Line::from(look.span(Role::Dim, " nothing speaks against it"))];
    }
    let n_shown = if risk.factors.len() > height { height.saturating_sub(1) } else { height };
    let widest = risk.factors.iter().map(|factor| factor.name.len()).max().unwrap_or(0).min(22);
    let mut lines: Vec<Line<'static>> = risk
        .factors
        .iter()
        .take(n_shown)
        .map(|factor| {
            let role = if factor.points < 0 {
                Role::Ok
            } else {
                Role::of_level(Level::of(factor.points.clamp(0, 100) as u8 * 3))
            };
            let name = Safe::line(&factor.name.replace('-', " ")).pad_end(widest);
            let room = usize::from(area.width).saturating_sub(widest + 8);
            let evidence = Safe::line(&factor.evidence).fit_end(room);
            Line::from(vec![
                look.span(role, format!(" {:>+4} ", factor.points)),
                Span::styled(name.as_str().to_owned(), look.style(Role::Text)),
                Span::styled(format!("  {evidence}"), look.style(Role::Dim)),
            ])
        })
        .collect();
    let left = risk.factors.len() - n_shown.min(risk.factors.len());
    if left > 0 {
        let points: i32 = risk.factors.iter().skip(n_shown).map(|factor| factor.points).sum();
        lines
            .push(Line::from(look.span(Role::Dim, format!("      {left} more make {points:+} together: o shows all"))));
    }
    lines
}
