//! What the Breaking screen has done for it on a worker.

use std::collections::HashMap;

use crate::{
    analysis::{AnalysedCommit, version::demand},
    breaking::{self, Breaking, ECOSYSTEMS, Finding, Remark},
    fault::Failure,
    history::CommitId,
    process::go_last,
    release::{
        Options, Remarks, Workspace,
        analysis::{Analysis, Control, Part, Parts, declared, unshown},
    },
    tui::{widgets::code::Code, work::Job},
};

/// So many findings are told with colours; grammars take their time.
const COLOURED: usize = 2_000;

/// What the screen asks for.
#[derive(Debug, PartialEq)]
pub enum Request {
    /// Compare both ends of the range.
    Compare(Options),
    /// Keep what the user said about findings.
    Keep(Options, Vec<(Finding, Remark)>),
}

/// What it is answered.
#[derive(Debug)]
pub enum Outcome {
    /// What was found.
    Found(Box<Found>),
    /// This is kept.
    Kept(Vec<(Finding, Remark)>),
    /// The range cannot be read.
    Unreadable(Failure),
    /// Something else failed.
    Failed(Failure),
}

/// All that the screen shows.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// The findings: by ecosystem, the surest first.
    pub items: Vec<Item>,
    /// Commits that declare a break of which the sources show nothing.
    pub unshown: Vec<Maker>,
    /// What was compared and what was not.
    pub breaking: Breaking,
    /// The ecosystems that are compared at all.
    pub ecosystems: Vec<&'static str>,
    /// Where the range begins; nothing before the first release.
    pub from: Option<String>,
    /// The next version and its bump, all known.
    pub next: Option<(String, String)>,
    /// What they would be by the commits' own words.
    pub by_word: Option<(String, String)>,
}

/// A finding with what stands beside it.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// The finding.
    pub finding: Finding,
    /// The commit that made it.
    pub maker: Option<Maker>,
    /// What stood there.
    pub before: Option<Code>,
    /// What stands there.
    pub after: Option<Code>,
    /// What its rule means.
    pub meaning: &'static str,
    /// Why that breaks.
    pub why: &'static str,
}

/// A commit that breaks, or says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Maker {
    /// The commit.
    pub id: CommitId,
    /// Its subject, not yet safe for a terminal.
    pub subject: String,
    /// Who wrote it.
    pub author: String,
    /// When it was committed, in seconds since the epoch.
    pub committed_at: i64,
    /// Whether it says that it breaks.
    pub declares: bool,
}

/// Does it.
pub(super) fn run(request: Request, job: &Job<Outcome>) {
    match request {
        Request::Compare(options) => match compare(&options, job) {
            Ok(Some(found)) => job.send(Outcome::Found(Box::new(found))),
            Ok(None) => {}
            Err(failure) => job.send(Outcome::Unreadable(failure)),
        },
        Request::Keep(options, changes) => match keep(&options, &changes, job) {
            Ok(()) => job.send(Outcome::Kept(changes)),
            Err(failure) => job.send(Outcome::Failed(failure)),
        },
    }
}

fn keep(options: &Options, changes: &[(Finding, Remark)], job: &Job<Outcome>) -> Result<(), Failure> {
    let workspace = job.site().workspace(options)?;
    let folders = workspace.opened.folders.as_ref();
    Remarks::read(folders, &workspace.repository().common_dir())?.set(changes)?;
    Ok(())
}

/// What was found; nothing if nobody waits for it any more.
fn compare(options: &Options, job: &Job<Outcome>) -> Result<Option<Found>, Failure> {
    go_last();
    let workspace = job.site().workspace(options)?;
    let control = Control::cancelled_by(job.cancel());
    let mut analysis = Analysis::default();
    let parts = Parts::without(&[Part::Risk, Part::History, Part::Story]);
    workspace.analyse(parts, &control, &mut |event| analysis.apply(event))?;
    Ok(analysis.complete.then(|| found(&workspace, analysis)))
}

fn found(workspace: &Workspace, analysis: Analysis) -> Found {
    let declared = declared(&analysis.commits);
    let makers: HashMap<CommitId, &AnalysedCommit> =
        analysis.commits.iter().map(|commit| (commit.id, commit)).collect();
    let maker = |commit: &AnalysedCommit| Maker {
        id: commit.id,
        subject: commit.subject.to_string(),
        author: commit.author.name.text.clone(),
        committed_at: commit.committed_at.seconds,
        declares: declared.contains(&commit.id),
    };
    let breaking = analysis.breaking.clone().unwrap_or_default();
    let items = breaking.findings.iter().enumerate().map(|(index, finding)| {
        let code = |path: &str, text: &Option<String>| {
            let text = text.as_ref()?;
            Some(if index < COLOURED { Code::read(path, text) } else { Code::plain(text) })
        };
        let rule = breaking::rule(&finding.rule);
        Item {
            maker: finding.commit.and_then(|commit| makers.get(&commit)).map(|commit| maker(commit)),
            before: code(finding.old_path.as_deref().unwrap_or(&finding.path), &finding.before),
            after: code(&finding.path, &finding.after),
            meaning: rule.map_or("", |rule| rule.meaning),
            why: rule.map_or("", |rule| rule.why),
            finding: finding.clone(),
        }
    });
    let by_word = workspace.next_version(demand(&analysis.commits), None).ok();
    Found {
        items: items.collect(),
        unshown: unshown(&breaking, &analysis.commits).into_iter().map(maker).collect(),
        ecosystems: ECOSYSTEMS.iter().map(|ecosystem| ecosystem.name).collect(),
        from: workspace.range.from.clone(),
        next: analysis.version.map(|version| (version.next, version.bump.as_str().to_owned())),
        by_word: by_word.map(|version| (version.next, version.bump.as_str().to_owned())),
        breaking,
    }
}
