//! `--format github-actions`: step outputs and a job summary, in the files that the runner names, else on standard output.

use super::markdown;
use crate::{
    cli::Output,
    fault::Failure,
    release::{Workspace, analysis::Analysis},
    store::{Environment, disk},
    text::Safe,
};

/// Writes outputs and summary.
pub(super) fn print(
    workspace: &Workspace,
    analysis: &Analysis,
    environment: &Environment,
    output: &mut Output,
) -> Result<(), Failure> {
    let mut lines = String::new();
    for (name, value) in outputs(workspace, analysis) {
        lines.extend([
            name,
            "=",
            &one_line(&value),
            "
",
        ]);
    }
    match environment.path("GITHUB_OUTPUT") {
        Some(file) => disk::append(&file, lines.as_bytes())?,
        None => output.raw(lines.as_bytes())?,
    }
    let summary = markdown::document(workspace, analysis);
    match environment.path("GITHUB_STEP_SUMMARY") {
        Some(file) => disk::append(&file, summary.as_bytes())?,
        // A line of foreign text that begins with `::` would be a command to the runner; in the document none can.
        None => output.text(&format!("\n{summary}"))?,
    }
    Ok(())
}

/// Names are a contract.
fn outputs(workspace: &Workspace, analysis: &Analysis) -> Vec<(&'static str, String)> {
    let range = &workspace.range;
    let mut outputs = vec![
        ("from", range.from.clone().unwrap_or_default()),
        ("from-sha", range.from_id.map(|id| id.to_string()).unwrap_or_default()),
        ("to", range.to.clone()),
        ("to-sha", range.to_id.to_string()),
        ("commits", analysis.commits.len().to_string()),
        ("breaking", analysis.n_breaking().to_string()),
        ("breaking-found", analysis.findings().iter().filter(|finding| finding.counts()).count().to_string()),
    ];
    if let Some(version) = &analysis.version {
        outputs.push(("current", version.current.clone().unwrap_or_default()));
        outputs.push(("next", version.next.clone()));
        outputs.push(("bump", version.bump.as_str().to_owned()));
        outputs.push(("tag", workspace.tags.tag(&version.next)));
    }
    if let Some(risk) = analysis.release_risk() {
        outputs.push(("risk-score", risk.score.to_string()));
        outputs.push(("risk-level", risk.level.as_str().to_owned()));
    }
    outputs
}

/// A line end in a value would begin another output.
fn one_line(value: &str) -> String {
    Safe::line(value).to_string()
}
