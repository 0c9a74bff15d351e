//! What is asked before review marks become a record (the record, member by member), and how it is written. Several screens
//! offer it.

use super::{overlays::Ask, work::Job};
use crate::{
    fault::Failure,
    history::CommitId,
    ledger::{self, LEDGER_REF},
    process::Prompts,
    release::{self, ReviewDraft, Workspace},
};

/// Commits that are listed with their subjects; of more, the ids alone.
const TOLD: usize = 10;
/// Ids in a line.
const IDS_A_LINE: usize = 7;
/// Lines of ids that fit beside the rest on a small terminal.
const LINES: usize = 11;

/// Asks whether to write it; nothing if it would list nothing.
pub(super) fn ask<A>(draft: &ReviewDraft, write: impl FnOnce(Vec<CommitId>) -> A) -> Option<Ask<A>> {
    if draft.commits.is_empty() {
        return None;
    }
    let count = draft.commits.len();
    let marks = if count == 1 { "1 review mark".to_owned() } else { format!("{count} review marks") };
    let mut text = vec![format!("type     review, of {count} {}", if count == 1 { "commit" } else { "commits" })];
    text.extend(commits(draft));
    text.push(format!("by       {}", draft.actor.as_deref().unwrap_or("nobody: git does not know who you are")));
    text.push(format!("signed   {}", if draft.signs { "as git signs" } else { "no: git is not set up to sign" }));
    text.push(format!("to       {LEDGER_REF}, where it stays for all to read"));
    let ids = draft.commits.iter().map(|(id, _)| *id).collect();
    Some(Ask::Confirm {
        title: format!("Record {marks}?"),
        text,
        yes: ("record".into(), write(ids)),
        no: "keep them private".into(),
    })
}

/// Writes it; what to say.
pub(super) fn write<T: Send + 'static>(
    workspace: &Workspace,
    commits: &[CommitId],
    job: &Job<T>,
) -> Result<String, Failure> {
    let act = |prompts| release::review(workspace, commits, prompts);
    let signs = ledger::signs(workspace.repository());
    let written = if signs { job.with_terminal(|| act(Prompts::Terminal))? } else { act(Prompts::Never)? };
    Ok(match written.last() {
        Some(record) => format!("review marks recorded as {}", record.id.short()),
        None => "records list all of them already".to_owned(),
    })
}

fn commits(draft: &ReviewDraft) -> Vec<String> {
    if draft.commits.len() <= TOLD {
        return draft.commits.iter().map(|(id, subject)| format!("         {} {subject}", id.short())).collect();
    }
    let ids: Vec<String> = draft.commits.iter().map(|(id, _)| id.short()).collect();
    let mut lines: Vec<String> =
        ids.chunks(IDS_A_LINE).take(LINES).map(|line| format!("         {}", line.join(" "))).collect();
    let left = ids.len().saturating_sub(IDS_A_LINE * LINES);
    if left > 0 {
        lines.push(format!("         and {left} more that you marked"));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(count: u32) -> ReviewDraft {
        let id = |number: u32| format!("{number:040x}").parse().unwrap();
        let commits = (0..count).map(|number| (id(number), format!("fix: number {number}"))).collect();
        ReviewDraft { commits, actor: Some("Ann <ann@example.org>".into()), signs: false }
    }

    #[test]
    fn the_question_shows_the_record_and_fits_a_small_terminal() {
        assert_eq!(ask(&draft(0), |ids| ids), None);
        for count in [1, TOLD as u32, 60, 5_000] {
            let Some(Ask::Confirm { text, yes, .. }) = ask(&draft(count), |ids| ids) else { panic!("{count}") };
            assert_eq!(yes.1.len(), count as usize);
            assert!(text.len() <= 19, "{count}: {} lines", text.len());
            assert!(text.iter().any(|line| line.contains("Ann <ann@example.org>")));
        }
        let Some(Ask::Confirm { text, title, .. }) = ask(&draft(1), |ids| ids) else { panic!() };
        assert_eq!(title, "Record 1 review mark?");
        assert_eq!(text[1], "         0000000 fix: number 0");
    }
}
