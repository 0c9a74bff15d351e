//! Trains what release notes tell in general: linear models of signs, and trees that weigh them against a project's past.
//! Each project is measured by models that have not seen it.

mod boosting;
mod data;

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use clap::Args;
use serde_json::json;
use tminus::{
    fault::Failure,
    notes::{
        SectionKey,
        habit::{Example, Learnt, Linear, Mark, Model, PastRelease, PastUnit, Sign, Teaching, Weighed, signs},
    },
    store::disk::{self, Access},
};

use self::{
    boosting::{Answers, Growing, Table, grow},
    data::{Project, Release},
};
use crate::talk::say;

/// Flags of `notes`.
#[derive(Debug, Args)]
pub(crate) struct NotesArgs {
    /// Releases with what people told of them, as JSONL or JSONL.gz
    #[arg(long, value_name = "FILE")]
    data: PathBuf,
    /// Where to write the model
    #[arg(long, value_name = "FILE", default_value = "models/notes.tsv")]
    output: PathBuf,
    /// Judge each project by models that have not seen it, and write the drafts below this name
    #[arg(long, value_name = "NAME")]
    judge: Option<PathBuf>,
    /// Trees to grow
    #[arg(long, default_value_t = 220)]
    trees: usize,
    /// Leaves of a tree
    #[arg(long, default_value_t = 12)]
    leaves: usize,
    /// Projects that a sign must be met in
    #[arg(long, default_value_t = 3)]
    projects: usize,
    /// Where chance begins
    #[arg(long, default_value_t = 7)]
    seed: u64,
}

/// How many past releases are known when trees learn: none, one, some, all.
const PASTS: [usize; 4] = [0, 1, 3, usize::MAX];

/// Trains and writes the model.
pub(crate) fn run(args: &NotesArgs) -> Result<(), Failure> {
    let projects = data::read(&args.data)?;
    if let Some(name) = &args.judge {
        judge(args, &projects, name)?;
    }
    let all: Vec<&Project> = projects.iter().collect();
    let (mut model, signs) = linears(&all, args.projects);
    let rows: Vec<Rows> = projects
        .iter()
        .map(|project| {
            let others: Vec<&Project> = projects.iter().filter(|other| other.name != project.name).collect();
            rows(project, &linears(&others, args.projects).0)
        })
        .collect();
    model.trees = trees(&rows.iter().collect::<Vec<_>>(), args);
    let text = model.to_text(&signs);
    disk::write(&args.output, text.as_bytes(), Access::Usual)?;
    say(&format!("{} signs, {} trees, {} bytes", signs.len(), model.trees.roots.len(), text.len()));
    Ok(())
}

/// The measures of a project's units, with what became of them.
struct Rows {
    measures: Vec<Vec<f32>>,
    told: Vec<bool>,
}

/// The linear models of these projects, and the signs that they know.
fn linears(projects: &[&Project], least: usize) -> (Model, Vec<Sign>) {
    let mut met: BTreeMap<Sign, (usize, usize)> = BTreeMap::new();
    let mut examples: Vec<(Vec<Sign>, &PastUnit, f32)> = Vec::new();
    for (number, project) in projects.iter().enumerate() {
        let units: usize = project.releases.iter().map(|release| release.past.units.len()).sum();
        let weight = (600.0 / units as f32).min(3.0);
        for past in project.releases.iter().flat_map(|release| &release.past.units) {
            let found: Vec<Sign> = signs(&past.unit).into_iter().filter(|sign| sign.sort.is_general()).collect();
            for sign in &found {
                let (times, newest) = met.entry(sign.clone()).or_insert((0, usize::MAX));
                if *newest != number {
                    (*times, *newest) = (*times + 1, number);
                }
            }
            examples.push((found, past, weight));
        }
    }
    let known: Vec<Sign> = met.into_iter().filter(|(_, (times, _))| *times >= least).map(|(sign, _)| sign).collect();
    let marks: Vec<Vec<Mark>> = examples
        .iter()
        .map(|(found, ..)| found.iter().filter(|sign| known.binary_search(sign).is_ok()).map(Mark::from).collect())
        .collect();
    let taught = |holds: &dyn Fn(&PastUnit) -> Option<bool>, rounds: usize, asks_where: bool| {
        let rows: Vec<Example<'_>> = examples
            .iter()
            .zip(&marks)
            .filter_map(|((_, past, weight), marks)| {
                Some(Example { marks, holds: holds(past)?, known: 0.0, weight: *weight })
            })
            .collect();
        Linear::taught(&rows, Teaching { rounds, ..Teaching::OF_ALL }, |sort| asks_where || sort.says_whether())
    };
    let section = |key: SectionKey| {
        taught(&|past: &PastUnit| (!past.sections.is_empty()).then(|| past.sections.contains(&key)), 4, true)
    };
    let model = Model {
        told: taught(&|past| Some(past.told), 6, false),
        breaking: taught(&|past| Some(past.breaking), 6, false),
        sections: SectionKey::ALL.into_iter().map(section).collect(),
        ..Model::default()
    };
    (model, known)
}

fn pasts(releases: &[Release], at: usize, known: usize) -> Option<Vec<PastRelease>> {
    // The same past is not learnt from twice.
    let redundant = known > 1 && (known == usize::MAX && at <= 3 || known != usize::MAX && at < 2);
    if redundant || known == 1 && at < 1 {
        return None;
    }
    Some(releases[at.saturating_sub(known)..at].iter().map(|release| release.past.clone()).collect())
}

fn rows(project: &Project, model: &Model) -> Rows {
    let mut rows = Rows { measures: Vec::new(), told: Vec::new() };
    for (at, release) in project.releases.iter().enumerate() {
        let units: Vec<_> = release.past.units.iter().map(|past| past.unit.clone()).collect();
        for past in PASTS.iter().filter_map(|known| pasts(&project.releases, at, *known)) {
            let learnt = Learnt::of(model, &past);
            rows.measures.extend(learnt.measures(&learnt.sized(&units)));
            rows.told.extend(release.past.units.iter().map(|past| past.told));
        }
    }
    rows
}

fn trees(rows: &[&Rows], args: &NotesArgs) -> tminus::notes::habit::Trees {
    let views: Vec<&[f32]> = rows.iter().flat_map(|rows| rows.measures.iter().map(Vec::as_slice)).collect();
    let holds: Vec<bool> = rows.iter().flat_map(|rows| rows.told.iter().copied()).collect();
    let weights: Vec<f32> = rows
        .iter()
        .flat_map(|rows| std::iter::repeat_n((2000.0 / rows.told.len() as f32).min(3.0), rows.told.len()))
        .collect();
    let growing = Growing {
        trees: args.trees,
        leaves: args.leaves,
        rate: 0.06,
        least: 25,
        calm: 3.0,
        asked: 0.4,
        seed: args.seed,
    };
    grow(&Table::new(&views), &Answers { holds: &holds, weights: &weights }, growing)
}

/// Drafts every scored release by models that have not seen its project, knowing none, one, or all of its past.
fn judge(args: &NotesArgs, projects: &[Project], name: &Path) -> Result<(), Failure> {
    let mut texts: BTreeMap<usize, String> = BTreeMap::new();
    let all_rows: Vec<Rows> = projects
        .iter()
        .map(|project| {
            let others: Vec<&Project> = projects.iter().filter(|other| other.name != project.name).collect();
            rows(project, &linears(&others, args.projects).0)
        })
        .collect();
    for (at, project) in projects.iter().enumerate() {
        let others: Vec<&Project> = projects.iter().filter(|other| other.name != project.name).collect();
        let (mut model, _) = linears(&others, args.projects);
        let rows: Vec<&Rows> =
            all_rows.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, rows)| rows).collect();
        model.trees = trees(&rows, args);
        for (number, release) in project.releases.iter().enumerate().filter(|(_, release)| release.is_scored) {
            for known in [0, 1, usize::MAX] {
                let past: Vec<PastRelease> = project.releases[number.saturating_sub(known)..number]
                    .iter()
                    .map(|release| release.past.clone())
                    .collect();
                let units: Vec<_> = release.past.units.iter().map(|past| past.unit.clone()).collect();
                let weighed = Learnt::of(&model, &past).weigh(&units);
                let line = drafted(project, release, &weighed);
                let text = texts.entry(known).or_default();
                text.push_str(&line);
                text.push('\n');
            }
        }
    }
    for (known, text) in texts {
        let word = if known == usize::MAX { "all".to_owned() } else { known.to_string() };
        let file = PathBuf::from(format!("{}-{word}.jsonl", name.display()));
        disk::write(&file, text.as_bytes(), Access::Usual)?;
    }
    Ok(())
}

fn drafted(project: &Project, release: &Release, weighed: &[Weighed]) -> String {
    let entries: Vec<_> = weighed
        .iter()
        .zip(&release.commits)
        .filter(|(weighed, _)| weighed.chosen)
        .map(|(weighed, commits)| json!({ "section": weighed.section.as_str(), "commits": commits, "score": weighed.told }))
        .collect();
    let ranking: Vec<_> = weighed
        .iter()
        .zip(&release.commits)
        .map(|(weighed, commits)| json!({ "commits": commits, "score": weighed.told, "breaking": weighed.breaking }))
        .collect();
    json!({ "repo": project.name, "from": release.from, "to": release.to, "entries": entries, "ranking": ranking })
        .to_string()
}
