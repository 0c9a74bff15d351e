//! Drafts a message for the change that is staged, and commits it as the user's git does.
//!
//! The staged change is looked at as a commit that no reference names: so kind, scope, risk and breaks are judged by the same code as those
//! of any commit. Nothing of the repository but loose objects is written before the user says yes.

mod habit;
mod symbols;
mod wording;

use std::path::Path;

use super::{
    Opened, Workspace,
    analysis::{Analysis, Parts},
};
use crate::{
    analysis::{AnalysedCommit, Kind, Risk, shape::Sort, wording::Header},
    breaking::Breaking,
    fault::{Failure, Fault},
    history::{
        CommitId, Range, Repository,
        diff::{Content, DiffReader, FileDiff, Side, Subject, Whitespace},
    },
    process::{Git, Prompts},
    store::disk::{self, Access},
};
use habit::Habit;
use symbols::Symbols;
use wording::{Draft, FileWords};

/// Staged files whose contents are looked at.
const READ: usize = 200;

/// A draft for what is staged.
#[derive(Debug, Clone)]
pub struct CommitDraft {
    /// The message.
    pub message: String,
    /// The change's risk, where it can be told.
    pub risk: Option<Risk>,
    /// What was found to break.
    pub breaks: Vec<String>,
    /// What could not be looked at.
    pub warnings: Vec<String>,
}

/// Drafts it. That nothing is staged is the caller's mistake.
pub fn draft_commit(opened: &Opened) -> Result<CommitDraft, Failure> {
    let repository = &opened.repository;
    if repository.work_dir().is_none() {
        return Err(Failure::new(Fault::Usage, "a bare repository has no staged change"));
    }
    if disk::exists(&repository.git_dir().join("MERGE_HEAD")) {
        return Err(Failure::new(Fault::Usage, "a merge is under way, and git has its message already")
            .hint("finish it with `git commit`"));
    }
    let git = opened.git()?;
    let head = repository.resolve("HEAD").ok();
    let tree = git.run(["write-tree"])?.text().trim().to_owned();
    if head.is_some_and(|head| is_tree_of(&git, head, &tree)) {
        return Err(Failure::new(Fault::Usage, "nothing is staged").hint("stage what belongs together: `git add -p`"));
    }
    let habit = head.map_or_else(Habit::default, |head| Habit::of(repository, head));
    let first = unnamed(&git, &tree, head, "change")?;
    let files = read(repository, first)?;
    if files.is_empty() {
        return Err(Failure::new(Fault::Usage, "nothing is staged").hint("stage what belongs together: `git add -p`"));
    }
    let mut draft = Draft::of(&files);
    // The words that it will have are a part of what tells its kind.
    let staged = unnamed(&git, &tree, head, &draft.subject)?;
    // Before the first commit there is nothing to judge by.
    let analysis = head.map(|head| judged(opened, head, staged)).transpose()?;
    let row = analysis.as_ref().and_then(|analysis| analysis.commits.iter().position(|commit| commit.id == staged));
    let judged = analysis.as_ref().zip(row);
    let kind = kind(&files, judged.map(|(analysis, row)| &analysis.commits[row]));
    draft.suit(kind);
    let breaks: Vec<String> = analysis
        .iter()
        .filter_map(|analysis| analysis.breaking.as_ref())
        .flat_map(Breaking::counting)
        .map(|finding| match finding.told_migration() {
            Some(migration) => format!("{}. {migration}", finding.message.trim_end_matches('.')),
            None => finding.message.clone(),
        })
        .collect();
    let header = Header {
        word: habit.word(kind).into(),
        kind: Some(kind),
        scope: habit.scope(files.iter().map(|file| file.path.as_str())).map(Into::into),
        breaking: !breaks.is_empty(),
        description: draft.subject.clone().into(),
    };
    let trailers = habit.trailers(repository);
    Ok(CommitDraft {
        message: draft.message(habit.is_conventional.then_some(&header), &breaks, &trailers),
        risk: judged.and_then(|(analysis, row)| analysis.risk_of(row)),
        breaks,
        warnings: warnings(analysis.as_ref()),
    })
}

/// Commits what is staged with this message, with hooks and signing as the user has them. What git said.
pub fn commit_staged(opened: &Opened, message: &str, prompts: Prompts) -> Result<String, Failure> {
    let folder = disk::temporary_folder()?;
    let file = folder.path().join("COMMIT_EDITMSG");
    disk::write(&file, message.as_bytes(), Access::Private)?;
    let git = opened.git()?.prompting(prompts);
    let ended = git.run([Path::new("commit"), Path::new("--cleanup=whitespace"), Path::new("-F"), &file])?;
    Ok(ended.text())
}

fn is_tree_of(git: &Git, head: CommitId, tree: &str) -> bool {
    git.read(["rev-parse", &format!("{head}^{{tree}}")]).is_ok_and(|ended| ended.text().trim() == tree)
}

/// A commit of the staged tree that no reference names: git forgets it in time.
fn unnamed(git: &Git, tree: &str, head: Option<CommitId>, subject: &str) -> Result<CommitId, Failure> {
    let mut arguments = vec!["-c".to_owned(), "commit.gpgSign=false".into(), "commit-tree".into(), tree.to_owned()];
    if let Some(head) = head {
        arguments.extend(["-p".to_owned(), head.to_string()]);
    }
    arguments.extend(["-m".to_owned(), subject.to_owned()]);
    let ended = git.run(arguments)?;
    ended.text().trim().parse().map_err(|_| Failure::new(Fault::Outside, "git named no commit for what is staged"))
}

/// The staged change as a range of its own.
fn judged(opened: &Opened, head: CommitId, staged: CommitId) -> Result<Analysis, Failure> {
    let mut workspace = Workspace::of(opened.clone())?;
    workspace.range =
        Range { from: Some(head.to_string()), from_id: Some(head), to: staged.to_string(), to_id: staged };
    Ok(workspace.analyse_whole(Parts::default())?)
}

/// What became of each staged file.
fn read(repository: &Repository, staged: CommitId) -> Result<Vec<FileWords>, Failure> {
    let mut reader = DiffReader::new(repository);
    let changes = reader.files(Subject::Commit(staged), || false)?;
    let mut symbols = Symbols::default();
    let mut files = Vec::new();
    for (at, change) in changes.files.into_iter().enumerate() {
        let (path, status) = (change.path_text().into_owned(), change.status);
        let old_path = change.old_path.as_deref().map(|path| String::from_utf8_lossy(path).into_owned());
        let mut words = FileWords { path, old_path, status, ..FileWords::default() };
        if at < READ {
            let diff = reader.file(std::sync::Arc::new(change), Whitespace::Counts);
            (words.added, words.removed) = diff.line_counts();
            if let Some((old, new)) = sides(&diff) {
                words.changes = symbols.between(&words.path, &old, &new);
                words.bumps = wording::bumps(&words.path, &diff);
            }
        }
        files.push(words);
    }
    Ok(files)
}

fn sides(diff: &FileDiff) -> Option<(String, String)> {
    let Content::Text(text) = &diff.content else { return None };
    let side = |side| String::from_utf8_lossy(text.side(side).bytes()).into_owned();
    Some((side(Side::Old), side(Side::New)))
}

/// What the analysis could not do. That the draft does not declare what breaks is not true of it any more.
fn warnings(analysis: Option<&Analysis>) -> Vec<String> {
    let all = analysis.map(|analysis| analysis.warnings.clone()).unwrap_or_default();
    all.into_iter().filter(|warning| !warning.ends_with("does not declare it")).collect()
}

/// The kind: where all files are of one sort, that says it; else the model does.
fn kind(files: &[FileWords], commit: Option<&AnalysedCommit>) -> Kind {
    let all = |sorts: &[Sort]| files.iter().all(|file| sorts.contains(&Sort::of(&file.path)));
    if all(&[Sort::Docs, Sort::Changelog]) {
        Kind::Docs
    } else if all(&[Sort::Test]) {
        Kind::Test
    } else if all(&[Sort::Ci]) {
        Kind::Ci
    } else if all(&[Sort::Build, Sort::Manifest, Sort::Lock]) {
        Kind::Build
    } else if all(&[Sort::Tooling]) {
        Kind::Chore
    } else {
        let adds = files.iter().any(|file| file.is_new_source() || file.changes.iter().any(symbols::Change::adds));
        commit.map_or(if adds { Kind::Feat } else { Kind::Fix }, |commit| commit.kind.kind)
    }
}

#[cfg(test)]
mod tests;
