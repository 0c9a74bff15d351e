//! `tminus commit`: draft a message for what is staged, let the user edit it, and commit.

use clap::Args;

use super::{Common, Outcome, ask, output::Output, report, style::Style};
use crate::{
    fault::{Failure, Fault},
    process::{Editor, Prompts},
    release::{CommitDraft, commit_staged, draft_commit},
    store::disk::{self, Access},
    text::Safe,
};

/// Flags of `tminus commit`.
#[derive(Debug, Args)]
#[command(
    after_long_help = "On a terminal the draft opens in $VISUAL or $EDITOR, and what you save is committed when you say yes. \
    Elsewhere it is printed, or committed with `--yes`. git makes the commit, with your hooks and your signing.\n\n\
    Exit codes: 0 done, 1 not committed, 2 nothing is staged, 4 git refused."
)]
pub struct CommitArgs {
    /// Commit the draft as it is, without asking
    #[arg(long, short = 'y', conflicts_with = "print")]
    yes: bool,
    /// Print the draft and commit nothing
    #[arg(long)]
    print: bool,
}

/// Runs the command.
pub(super) fn run(args: &CommitArgs, common: &Common) -> Result<Outcome, Failure> {
    let opened = common.open_asking()?;
    let draft = draft_commit(&opened)?;
    tell(&draft, common);
    let attended = ask::is_possible(&opened.environment);
    if args.print || !args.yes && !attended {
        let mut output = Output::open(common)?;
        output.text(&draft.message)?;
        output.finish()?;
        return Ok(Outcome::Done);
    }
    let message = if args.yes { draft.message } else { edited(&draft.message, &Editor::of(&opened.environment))? };
    if message.trim().is_empty() {
        return Err(Failure::new(Fault::No, "the message is empty, so nothing was committed"));
    }
    let style = Style::of_stderr(common.color, &opened.environment);
    let first = message.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    if !args.yes && !ask::confirm(&Safe::line(&format!("Commit “{first}”?")), style) {
        return Err(Failure::new(Fault::No, "nothing was committed").hint("what is staged stays so"));
    }
    let prompts = if attended { Prompts::Terminal } else { Prompts::Never };
    let said = commit_staged(&opened, &message, prompts)?;
    let mut output = Output::open(common)?;
    for line in said.lines().take(1) {
        output.line(&Safe::line(line))?;
    }
    output.finish()?;
    Ok(Outcome::Done)
}

/// Risk, and what breaks: beside the message, never in it.
fn tell(draft: &CommitDraft, common: &Common) {
    for warning in &draft.warnings {
        report::warn(warning, common);
    }
    for found in &draft.breaks {
        report::warn(&format!("it breaks: {found}"), common);
    }
    if let Some(risk) = &draft.risk {
        let told: Vec<String> = risk
            .factors
            .iter()
            .filter(|factor| factor.points > 0)
            .take(3)
            .map(|factor| factor.evidence.clone())
            .collect();
        let because = if told.is_empty() { String::new() } else { format!(": {}", told.join("; ")) };
        if !common.quiet {
            report::talk(&format!("risk {} ({}){because}", risk.score, risk.level.as_str()));
        }
    }
}

fn edited(message: &str, editor: &Editor) -> Result<String, Failure> {
    let folder = disk::temporary_folder()?;
    let file = folder.path().join("COMMIT_EDITMSG");
    disk::write(&file, message.as_bytes(), Access::Private)?;
    editor.edit(&file)?;
    Ok(disk::read_text(&file)?)
}
