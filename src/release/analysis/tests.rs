//! How an analysis runs: order, priority, cancelling, what is kept.

use proptest::prelude::*;

use super::{Analysis, Control, Event, Parts, before::Prefix, shaping::Queue};
use crate::{
    analysis::Kind,
    config::Flags,
    history::{CommitId, HistoryError},
    release::{Options, Workspace},
    store::Environment,
    testkit::{Git, Repo},
};

fn open(repo: &Repo) -> Workspace {
    let options = Options { path: Some(repo.path()), ..Options::default() };
    Workspace::open(&options, &Flags::default(), &Environment::of(Git::environment(&repo.home()))).unwrap()
}

fn many(count: usize) -> Repo {
    let repo = Repo::new();
    repo.commit("feat: begin");
    repo.tag("v1.0.0");
    for number in 0..count {
        repo.commit_file(
            &format!("src/{}.rs", number % 3),
            &format!("fn f() {{ {number} }}\n"),
            &format!("fix: mend {number}"),
        );
    }
    repo
}

fn events(workspace: &Workspace, control: &Control, mut seen: impl FnMut(&Event)) -> Result<Analysis, HistoryError> {
    let mut analysis = Analysis::default();
    workspace.analyse(Parts::default(), control, &mut |event| {
        seen(&event);
        analysis.apply(event);
    })?;
    Ok(analysis)
}

#[test]
fn events_add_up_to_the_whole() {
    let repo = many(12);
    let workspace = open(&repo);
    let analysis = events(&workspace, &Control::default(), |_| {}).unwrap();
    assert!(analysis.complete && analysis.all_listed);
    assert_eq!(analysis.commits.len(), 12);
    assert_eq!(&*analysis.commits[0].subject, "fix: mend 11");
    assert!(analysis.commits.iter().all(|commit| commit.stats.is_some() && commit.risk.is_some()));
    assert_eq!(analysis.risk_of(3).unwrap().score, analysis.commits[3].risk.unwrap());
    assert_eq!(analysis.version.unwrap().next, "1.0.1");
}

#[test]
fn commits_are_listed_before_anything_else_is_known_of_them() {
    let repo = many(12);
    let mut listed = 0;
    let mut order_holds = true;
    events(&open(&repo), &Control::default(), |event| match event {
        Event::Listed(commits) => listed += commits.len(),
        Event::Shaped(_) | Event::Judged(_) => order_holds &= listed == 12,
        _ => {}
    })
    .unwrap();
    assert!(order_holds);
}

#[test]
fn what_is_on_the_screen_is_done_first() {
    let control = Control::default();
    let id: CommitId = "0".repeat(40).parse().unwrap();
    // Row 42 was kept from another run.
    let rows: Vec<_> = (0..60).filter(|row| *row != 42).map(|row| (row, id)).collect();
    let mut queue = Queue::new(&rows, &control);
    let mut take = || queue.take().into_iter().map(|(row, _)| row).collect::<Vec<_>>();
    control.look_at(40..44);
    assert_eq!(take(), [40, 41, 43]);
    control.look_at(9..30);
    assert_eq!(take(), [9, 10, 11, 12, 13, 14, 15, 16]);
    control.look_at(0..0);
    let mut rest = Vec::new();
    loop {
        let rows = take();
        if rows.is_empty() {
            break;
        }
        rest.extend(rows);
    }
    let expected: Vec<_> = (0..60).filter(|row| ![40, 41, 42, 43].contains(row) && !(9..17).contains(row)).collect();
    assert_eq!(rest, expected);
}

#[test]
fn who_watches_is_told_risks_by_the_change_alone_before_they_firm_up() {
    let repo = many(30);
    let workspace = open(&repo);
    let foreseen = |control: &Control| {
        let (mut before, mut firm) = (0, Vec::new());
        let analysis = events(&workspace, control, |event| match event {
            Event::Foreseen(rows) => {
                assert!(firm.is_empty(), "nothing is foreseen once it is known");
                before += rows.len();
            }
            Event::Judged(rows) => firm.extend(rows.iter().map(|row| row.row)),
            _ => {}
        });
        (before, firm.len(), analysis.unwrap())
    };
    let (before, firm, watched) = foreseen(&Control::watched());
    assert!(before > 0 && firm >= before && watched.are_risks_firm);
    let (before, _, headless) = foreseen(&Control::default());
    assert_eq!(before, 0, "what is printed is printed once");
    let risks = |analysis: &Analysis| analysis.commits.iter().map(|commit| commit.risk).collect::<Vec<_>>();
    assert_eq!(risks(&watched), risks(&headless), "what was foreseen leaves no trace");
}

#[test]
fn a_cancelled_analysis_ends_with_what_it_has() {
    let repo = many(40);
    let control = Control::default();
    let mut finished = None;
    let analysis = events(&open(&repo), &control, |event| match event {
        Event::AllListed => control.cancel(),
        Event::Finished { complete } => finished = Some(*complete),
        _ => {}
    })
    .unwrap();
    assert_eq!(finished, Some(false));
    assert_eq!(analysis.commits.len(), 40);
    assert!(analysis.risk.is_none());
}

#[test]
fn a_correction_is_kept_and_taken_back() {
    use crate::analysis::{Kind, KindSource};
    let repo = many(2);
    let mut workspace = open(&repo);
    let id = workspace.range.to_id;
    workspace.correct_kind(id, Some(Kind::Docs)).unwrap();
    let kind = |workspace: &Workspace| workspace.analyse_whole(Parts::default()).unwrap().commits[0].kind;
    let corrected = kind(&open(&repo));
    assert_eq!((corrected.kind, corrected.source), (Kind::Docs, KindSource::Override));
    workspace.correct_kind(id, None).unwrap();
    assert_eq!(kind(&open(&repo)).source, KindSource::Header);
}

#[test]
fn a_tags_form_is_the_settings_or_the_habit() {
    let repo = many(1);
    assert_eq!(open(&repo).range.from.as_deref(), Some("v1.0.0"));
    repo.tag("release-0.5");
    repo.commit_file("tminus.toml", "[release]\ntag = \"release-{version}\"\n", "chore: set");
    let workspace = open(&repo);
    assert_eq!(workspace.range.from.as_deref(), Some("release-0.5"));
    assert_eq!(workspace.current_version().as_deref(), Some("0.5"));
}

#[test]
fn an_abbreviated_id_is_a_prefix() {
    assert_eq!(Prefix::of("0123456789abcdef0123"), Prefix::of("0123456789abcdef"));
    assert_ne!(Prefix::of("0123456"), Prefix::of("0123457"));
    for bad in ["", "012345", "0123456x", "éééééééé"] {
        assert_eq!(Prefix::of(bad), None, "{bad}");
    }
}

mod order {
    use std::{collections::BTreeSet, sync::Arc};

    use super::*;
    use crate::{
        analysis::{AnalysedCommit, Audience, Kind, KindSource, KindVerdict},
        history::{Person, Time},
        release::analysis::ancestry::oldest_first,
    };

    fn id(number: usize) -> CommitId {
        format!("{number:040x}").parse().unwrap()
    }

    fn commit(number: usize, parents: &[usize], seconds: i64) -> AnalysedCommit {
        AnalysedCommit {
            id: id(number),
            parents: parents.iter().map(|parent| id(*parent)).collect(),
            subject: "".into(),
            description: "".into(),
            author: Arc::new(Person::default()),
            authored_at: Time::default(),
            committed_at: Time { seconds, offset_minutes: 0 },
            kind: KindVerdict { kind: Kind::Fix, source: KindSource::Rule, confidence: 0.5, suggested: None },
            scope: None,
            flags: crate::analysis::Flags::empty(),
            audience: Audience::User,
            references: Box::default(),
            breaking_text: None,
            stats: None,
            risk: None,
            group: None,
            story: None,
        }
    }

    /// For each row in order of visit: its number, and the numbers of its ancestors.
    fn visited(commits: &[AnalysedCommit]) -> Vec<(usize, BTreeSet<usize>)> {
        let mut order: Vec<usize> = Vec::new();
        let mut seen = Vec::new();
        oldest_first(commits, |place, row, ancestors| {
            assert_eq!(place as usize, order.len());
            let known = (0..order.len())
                .filter(|place| ancestors.get(place / 64).is_some_and(|word| word >> (place % 64) & 1 == 1));
            seen.push((row, known.map(|place| order[place]).collect()));
            order.push(row);
        });
        seen
    }

    proptest! {
        /// Parents have smaller numbers; dates are anything at all.
        #[test]
        fn ancestors_are_those_of_the_graph(graph in prop::collection::vec((prop::collection::vec(any::<prop::sample::Index>(), 0..3), 0_i64..20), 1..90)) {
            let mut parents: Vec<Vec<usize>> = Vec::new();
            for (number, (picks, _)) in graph.iter().enumerate() {
                let mut picked: Vec<usize> = if number == 0 { Vec::new() } else { picks.iter().map(|pick| pick.index(number)).collect() };
                picked.sort_unstable();
                picked.dedup();
                parents.push(picked);
            }
            let mut expected: Vec<BTreeSet<usize>> = Vec::new();
            for picked in &parents {
                let mut set = BTreeSet::new();
                for parent in picked {
                    set.insert(*parent);
                    set.extend(expected[*parent].iter().copied());
                }
                expected.push(set);
            }
            let commits: Vec<_> = graph.iter().enumerate().map(|(number, (_, seconds))| commit(number, &parents[number], *seconds)).collect();
            let found = visited(&commits);
            prop_assert_eq!(found.len(), commits.len());
            for (number, ancestors) in &found {
                prop_assert_eq!(ancestors, &expected[*number]);
            }
            // What is added later changes neither sets nor the order of what was there.
            let part = visited(&commits[..commits.len() / 2]);
            let among: Vec<_> = found.iter().filter(|(number, _)| *number < commits.len() / 2).cloned().collect();
            prop_assert_eq!(among, part);
        }
    }
}

/// What is made of the newest commit, "parser: add a parser", where others before it begin with `header`.
fn kind_beside(header: &str) -> Kind {
    let repo = Repo::new();
    repo.commit("begin");
    for number in 0..60 {
        repo.commit_file(
            "src/lib.rs",
            &format!("// {number}\n"),
            &format!("{header} add a page about escape {number}"),
        );
        repo.commit_file(&format!("src/lexer{number}.rs"), "fn f() {}\n", &format!("lexer: read escape {number} too"));
    }
    repo.tag("v1.0.0");
    repo.commit_file(
        "src/parser.rs",
        "pub fn parse(text: &str) -> bool { !text.is_empty() }\n",
        "parser: add a parser",
    );
    let analysis = events(&open(&repo), &Control::default(), |_| {}).unwrap();
    analysis.commits[0].kind.kind
}

#[test]
fn names_of_places_that_look_like_kinds_are_no_habit() {
    let (alone, beside) = (kind_beside("readme:"), kind_beside("docs:"));
    assert_eq!(alone, beside, "the headers are of documentation alone; they say nothing of the rest");
    assert_eq!(alone, Kind::Feat);
}
