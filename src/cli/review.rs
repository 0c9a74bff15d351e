//! `tminus review SHA...`: marks commits of the range as reviewed, as one record of the ledger.

use std::collections::HashSet;

use clap::Args;

use super::{Common, Outcome, Output, approve};
use crate::{
    fault::{Failure, Fault},
    history::CommitId,
    process::Cancel,
    release::{self, Workspace},
    text::Safe,
};

/// Flags of `tminus review`.
#[derive(Debug, Args)]
pub struct ReviewArgs {
    /// The commits, each named in any way that git knows
    #[arg(value_name = "SHA", required = true)]
    pub commits: Vec<String>,
}

/// Runs the command.
pub(super) fn run(args: &ReviewArgs, common: &Common) -> Result<Outcome, Failure> {
    let workspace = Workspace::of(common.open_asking()?)?;
    let commits = named(&workspace, &args.commits)?;
    let written = release::review(&workspace, &commits, approve::prompts())?;
    let mut output = Output::open(common)?;
    if written.is_empty() {
        output.line(&Safe::literal("already recorded as reviewed"))?;
    }
    for record in &written {
        output.line(&Safe::line(&approve::told(record, "")))?;
    }
    output.finish()?;
    Ok(Outcome::Done)
}

/// The commits that the words name; all of them have to be in the range.
fn named(workspace: &Workspace, words: &[String]) -> Result<Vec<CommitId>, Failure> {
    let repository = workspace.repository();
    let mut commits = Vec::new();
    for word in words {
        commits.push((word, repository.resolve(word)?));
    }
    let walk = repository.walk(&workspace.range, &Cancel::new())?;
    let range: HashSet<CommitId> = walk.ids().collect::<Result<_, _>>()?;
    let outside: Vec<&str> =
        commits.iter().filter(|(_, commit)| !range.contains(commit)).map(|(word, _)| word.as_str()).collect();
    if !outside.is_empty() {
        let shown = workspace.range.from.as_deref().unwrap_or("the beginning");
        return Err(Failure::new(
            Fault::Usage,
            format!("`{}` is not in the range from {shown} to {}", outside.join("`, `"), workspace.range.to),
        )
        .hint("`tminus analyze` lists the range; `--from` and `--to` choose another one"));
    }
    Ok(commits.into_iter().map(|(_, commit)| commit).collect())
}
