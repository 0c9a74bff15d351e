//! `--format ndjson`: one commit a line, in order, each as soon as all that was asked for is known of it.

use crate::{
    cli::Output,
    fault::Failure,
    release::{
        Workspace,
        analysis::{Analysis, Control, Event, Parts},
        document::CommitDocument,
    },
};

/// Analyses and prints.
pub(super) fn print(workspace: &Workspace, parts: Parts, output: &mut Output) -> Result<Analysis, Failure> {
    let mut analysis = Analysis::default();
    let control = Control::default();
    // Groups are told twice: by messages, and by files besides.
    let tellings = if !parts.groups {
        0
    } else if parts.lines || parts.risk {
        2
    } else {
        1
    };
    let mut told = 0;
    let mut printed = 0;
    let mut failure = None;
    workspace.analyse(parts, &control, &mut |event| {
        told += u32::from(matches!(event, Event::Grouped(_)));
        analysis.apply(event);
        if failure.is_some() || !analysis.all_listed || told < tellings {
            return;
        }
        let result = print_ready(&analysis, parts, &mut printed, output);
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

fn print_ready(analysis: &Analysis, parts: Parts, printed: &mut usize, output: &mut Output) -> Result<(), Failure> {
    let before = *printed;
    while let (Some(commit), Some(message)) = (analysis.commits.get(*printed), analysis.messages.get(*printed)) {
        let is_told = !parts.story || analysis.told > *printed;
        if parts.lines && commit.stats.is_none() || parts.risk && commit.risk.is_none() || !is_told {
            break;
        }
        output.json_line(&CommitDocument::of(analysis, *printed, message))?;
        *printed += 1;
    }
    if *printed > before { output.flush() } else { Ok(()) }
}
