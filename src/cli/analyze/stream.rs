//! `--format ndjson`: one commit a line, in order, each as soon as all that was asked for is known of it.

use crate::{
    cli::Output,
    fault::Failure,
    release::{
        Workspace,
        analysis::{Analysis, Control, Parts},
        document::{CommitDocument, GroupNames},
    },
};

/// Analyses and prints.
pub(super) fn print(workspace: &Workspace, parts: Parts, output: &mut Output) -> Result<Analysis, Failure> {
    let mut analysis = Analysis::default();
    let control = Control::default();
    let mut groups: Option<GroupNames> = None;
    let mut printed = 0;
    let mut failure = None;
    workspace.analyse(parts, &control, &mut |event| {
        analysis.apply(event);
        // Before the first version is told, groups are not known.
        if failure.is_some() || analysis.version.is_none() {
            return;
        }
        let groups = groups.get_or_insert_with(|| GroupNames::of(&analysis.commits));
        let result = print_ready(&analysis, parts, groups, &mut printed, output);
        if let Err(error) = result {
            // Nobody reads any more.
            control.cancel();
            failure = Some(error);
        }
    })?;
    if let Some(failure) = failure {
        return Err(failure);
    }
    let unsayable: Vec<String> = analysis.messages.iter().flat_map(CommitDocument::warnings).collect();
    analysis.warnings.extend(unsayable);
    Ok(analysis)
}

fn print_ready(
    analysis: &Analysis,
    parts: Parts,
    groups: &GroupNames,
    printed: &mut usize,
    output: &mut Output,
) -> Result<(), Failure> {
    let before = *printed;
    while let (Some(commit), Some(message)) = (analysis.commits.get(*printed), analysis.messages.get(*printed)) {
        if parts.lines && commit.stats.is_none() || parts.risk && commit.risk.is_none() {
            break;
        }
        output.json_line(&CommitDocument::of(analysis, *printed, message, groups))?;
        *printed += 1;
    }
    if *printed > before { output.flush() } else { Ok(()) }
}
