//! The factors of the commit under the cursor: why its risk is what it is.

use ratatui::{
    layout::Rect,
    text::{Line, Span},
};

use super::{model::Commits, told};
use crate::{
    analysis::{Flags, Level},
    text::{self, Safe},
    tui::{look::Look, theme::Role},
};

/// What the rule above the factors says, in at most `width` columns: the score, how often such commits do harm, what may
/// still change, and what is doubtful about the kind.
pub(super) fn title(commits: &Commits, look: &Look<'_>, width: usize) -> Line<'static> {
    let mut line = Line::from(look.span(Role::Dim, " Why "));
    let Some(row) = commits.followed_row() else { return line };
    let analysis = &commits.list.analysis;
    let risk = analysis.risk_of(row).filter(|_| !analysis.commits[row].flags.contains(Flags::MERGE));
    let mut parts = Vec::new();
    if let Some(risk) = &risk {
        parts.push((Role::of_level(risk.level), format!("{} {}", risk.score, risk.level.as_str())));
    }
    if risk.is_some() && !analysis.are_risks_firm {
        parts.push((Role::Dim, "firming up".to_owned()));
    }
    if let Some(doubt) = told::doubt(&analysis.commits[row]) {
        parts.push((Role::Text, doubt));
    }
    if told::is_hard_to_take_back(&analysis.commits[row]) {
        parts.push((Role::Text, "hard to take back".to_owned()));
    }
    if let Some(probability) = risk.and_then(|risk| risk.probability) {
        parts.push((Role::Dim, told::chance(probability)));
    }
    let mut is_first = true;
    for (role, words) in parts {
        let dot = if is_first { String::new() } else { format!("{} ", look.glyphs.bullet) };
        if line.width() + text::width(&dot) + text::width(&words) + 1 > width {
            continue;
        }
        line.push_span(look.span(Role::Dim, dot));
        line.push_span(look.span(role, format!("{words} ")));
        is_first = false;
    }
    line
}

/// The factors, most points first; what there is no room for is counted.
pub(super) fn lines(commits: &Commits, look: &Look<'_>, area: Rect) -> Vec<Line<'static>> {
    let height = usize::from(area.height);
    let Some(row) = commits.followed_row() else { return Vec::new() };
    let say = |words: &str| vec![Line::from(look.span(Role::Dim, format!(" {words}")))];
    if commits.list.analysis.commits[row].flags.contains(Flags::MERGE) {
        return say("a merge: its commits are judged one by one");
    }
    let Some(risk) = commits.list.analysis.risk_of(row) else { return say("not judged yet") };
    if risk.factors.is_empty() {
        return say("nothing speaks against it");
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
