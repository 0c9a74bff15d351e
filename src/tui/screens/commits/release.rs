//! The risk of the whole release: which few commits carry it, and what it is made of.

use super::{model::Action, told};
use crate::{
    analysis::{AnalysedCommit, Flags, Level},
    release::analysis::Analysis,
    tui::overlays::{Ask, MenuItem},
};

/// Commits that are named where none is of high risk.
const AT_LEAST: usize = 3;
/// No more are named: who wants all sorts by risk.
const AT_MOST: usize = 10;

/// The commits that carry the release's risk, riskiest first, once it is known.
pub(super) fn carriers(analysis: &Analysis) -> Option<Ask<Action>> {
    let risk = analysis.release_risk()?;
    let rows = carrying(&analysis.commits);
    let mut items: Vec<_> = rows
        .iter()
        .map(|row| {
            let commit = &analysis.commits[*row];
            let label = format!("{:>3}  {}  {}", commit.risk.unwrap_or(0), commit.id.short(), commit.description);
            let first = analysis.risk_of(*row).and_then(|risk| risk.factors.into_iter().next());
            let why = first.map_or_else(String::new, |factor| factor.evidence);
            MenuItem::new(label, why, Action::Visit(commit.id))
        })
        .collect();
    let (n_carrying, of) = (rows.len(), analysis.commits.len());
    items.push(MenuItem::new("all reasons for the release's risk", "", Action::ReleaseFactors));
    let title = format!("Release risk {} {}: {n_carrying} of {of} commits carry it", risk.score, risk.level.as_str());
    Some(Ask::Menu { title, items, cursor: 0 })
}

/// What the release's risk is made of, as a page.
pub(super) fn factors(analysis: &Analysis) -> Option<Ask<Action>> {
    let risk = analysis.release_risk()?;
    let mut lines = vec![format!("# Risk {} {}", risk.score, risk.level.as_str())];
    if let Some(probability) = risk.probability {
        lines.push(told::chance(probability));
    }
    for factor in &risk.factors {
        lines.push(format!("{:>+4}  {}: {}", factor.points, factor.name.replace('-', " "), factor.evidence));
    }
    Some(Ask::Page { title: "Risk of the release".into(), lines })
}

/// Rows of the commits of high risk, or of the riskiest few; what was taken back within the range carries nothing.
fn carrying(commits: &[AnalysedCommit]) -> Vec<usize> {
    let counts = |commit: &AnalysedCommit| !commit.flags.intersects(Flags::MERGE | Flags::CANCELLED);
    let scored = commits.iter().enumerate().filter(|(_, commit)| counts(commit));
    let mut rows: Vec<(u8, usize)> = scored.filter_map(|(row, commit)| Some((commit.risk?, row))).collect();
    rows.sort_by_key(|(risk, row)| (std::cmp::Reverse(*risk), *row));
    let n_high = rows.iter().take_while(|(risk, _)| Level::of(*risk) >= Level::High).count();
    rows.truncate(n_high.clamp(AT_LEAST, AT_MOST));
    rows.into_iter().map(|(_, row)| row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        analysis::Kind,
        tui::screens::commits::samples::{commit, with},
    };

    #[test]
    fn the_commits_of_high_risk_carry_it_else_the_riskiest_few() {
        let risky = |risk| with(commit("x", Kind::Fix), |commit| commit.risk = Some(risk));
        let merge = with(risky(99), |commit| commit.flags = Flags::MERGE);
        let mixed = [risky(10), risky(80), merge, risky(55), risky(90), risky(51), risky(20)];
        assert_eq!(carrying(&mixed), [4, 1, 3, 5]);
        assert_eq!(carrying(&[risky(1), risky(3), risky(2), risky(0)]), [1, 2, 0]);
        let many: Vec<_> = (0..30).map(|_| risky(60)).collect();
        assert_eq!(carrying(&many).len(), AT_MOST);
    }
}
