//! What becomes of the Commits screen when its worker answers.

use std::collections::HashMap;

use super::{
    asks, browse, detail,
    model::{Action, Commits, State},
    update::{ANALYSIS, Commands, analyse, fit, follow, moved, read_reviews},
    work::{Outcome, Place, Request},
};
use crate::{
    analysis::{AnalysedCommit, Kind, KindSource},
    history::CommitId,
    release::analysis::{Analysis, Event},
    tui::{
        msg::Ending,
        review_sheet,
        screen::{Command, Notice},
        shared::{Facts, News, Shared},
    },
};

/// Takes an answer in.
pub(super) fn learn(commits: &mut Commits, shared: &Shared, outcome: Outcome) -> Commands {
    match outcome {
        Outcome::Found(place) => {
            let mut commands = found(commits, place);
            commands.extend(read_reviews(shared));
            commands
        }
        Outcome::Unmoved => {
            commits.state = State::Ready;
            read_reviews(shared)
        }
        Outcome::Analysis(event) => take_news(commits, shared, *event),
        Outcome::Reviewed(mut reviewed) => {
            for (id, is_reviewed) in &commits.unkept {
                if *is_reviewed {
                    reviewed.insert(*id)
                } else {
                    reviewed.remove(id)
                };
            }
            commits.list.reviewed = reviewed;
            Vec::new()
        }
        Outcome::Recorded(recorded) => {
            commits.list.recorded = recorded;
            Vec::new()
        }
        Outcome::Draft(draft) => match review_sheet::ask(&draft, Action::WriteReviews) {
            Some(ask) => vec![Command::Ask(ask)],
            None => vec![Command::Say(Notice::hint("records list all that you marked".to_owned()))],
        },
        Outcome::Written(said) => {
            let mut commands = vec![Command::Say(Notice::done(said)), Command::Announce(News::ReviewsChanged)];
            commands.extend(read_reviews(shared));
            commands
        }
        Outcome::Kept(changes) => {
            for (id, is_reviewed) in changes {
                if commits.unkept.get(&id) == Some(&is_reviewed) {
                    commits.unkept.remove(&id);
                }
            }
            vec![Command::Announce(News::ReviewsChanged)]
        }
        Outcome::Corrected(ids, kind) => corrected(commits, shared, &ids, kind),
        Outcome::Paths(found) => {
            commits.list.learn_paths(found);
            moved(commits)
        }
        Outcome::Tags(tags) => vec![Command::Ask(asks::ranges(commits, &tags))],
        Outcome::Message(message) => vec![Command::Ask(detail::page(commits, shared, &message))],
        Outcome::Unreadable(failure) => {
            commits.incoming = None;
            let has_rows = !commits.list.is_empty();
            let told = failure.to_string();
            commits.state = State::Failed(failure);
            let mut commands = vec![Command::Announce(News::Progress(None))];
            if has_rows {
                commands.push(Command::Say(Notice::error(told)));
            }
            commands
        }
        Outcome::Pages(pages) => vec![browse::choose(pages)],
        Outcome::Browsed { address, is_open } => vec![browse::told(address, is_open)],
        Outcome::Diff(_) => Vec::new(),
        Outcome::Failed(failure) => vec![Command::Say(Notice::error(failure.to_string()))],
    }
}

/// The range is known: its analysis begins. Rows that are there stay until it lists as much.
fn found(commits: &mut Commits, place: Place) -> Commands {
    let facts = Facts {
        repository: Some(place.name.clone()),
        range: Some((place.range.from.clone(), place.range.to.clone())),
        ..Facts::default()
    };
    let is_same_range = commits
        .place
        .as_ref()
        .is_some_and(|old| (&old.range.from, &old.range.to) == (&place.range.from, &place.range.to));
    commits.place = Some(place);
    commits.state = State::Listing;
    if commits.list.is_empty() || !is_same_range {
        commits.incoming = None;
        commits.list = commits.list.after(Analysis::default());
    } else {
        commits.incoming = Some(Analysis::default());
    }
    vec![Command::Announce(News::Facts(facts))]
}

/// Kinds are corrected: their rows show it at once, the others when they have been judged anew with it.
fn corrected(commits: &mut Commits, shared: &Shared, ids: &[CommitId], kind: Option<Kind>) -> Commands {
    commits.list.let_go();
    if let Some(kind) = kind {
        commits.list.correct(ids, kind);
    }
    commits.taught = true;
    let what = if ids.len() == 1 { "the kind is".to_owned() } else { format!("{} kinds are", ids.len()) };
    let how = if kind.is_some() { "corrected, for you alone" } else { "as before" };
    let mut commands = vec![Command::Say(Notice::done(format!("{what} {how}")))];
    commands.extend(analyse(commits, shared, None));
    commands
}

/// How many commits, other than the corrected ones, have another kind than before.
fn read_otherwise(before: &Analysis, after: &Analysis) -> usize {
    let known: HashMap<CommitId, Kind> = before.commits.iter().map(|commit| (commit.id, commit.kind.kind)).collect();
    let is_guess =
        |commit: &&AnalysedCommit| commit.kind.source == KindSource::Model || commit.kind.source == KindSource::Rule;
    let differs = |commit: &&AnalysedCommit| known.get(&commit.id).is_some_and(|kind| *kind != commit.kind.kind);
    after.commits.iter().filter(is_guess).filter(differs).count()
}

fn take_news(commits: &mut Commits, shared: &Shared, event: Event) -> Commands {
    let mut commands = Vec::new();
    let before = commits.list.len();
    if let Event::Progress(progress) = &event {
        let of = progress.of.unwrap_or(0) as usize;
        let told = (progress.part.to_owned(), progress.done as usize, of);
        return vec![Command::Announce(News::Progress(Some(told)))];
    }
    let lists_all = matches!(event, Event::AllListed);
    let finished = matches!(event, Event::Finished { .. });
    let facts = facts_of(&event);
    let event = event.rehoused();
    match &mut commits.incoming {
        Some(incoming) => incoming.apply(event),
        None => commits.list.apply(event),
    }
    if lists_all {
        commits.state = State::Judging;
        commands.push(Command::Announce(News::Facts(counted(commits))));
    }
    // Rows of a reload come all at once, with what is known of them: nothing flickers.
    if finished && let Some(incoming) = commits.incoming.take() {
        if std::mem::take(&mut commits.taught) {
            let n_otherwise = read_otherwise(&commits.list.analysis, &incoming);
            if n_otherwise > 0 {
                let what = if n_otherwise == 1 {
                    "1 other commit is".into()
                } else {
                    format!("{n_otherwise} other commits are")
                };
                commands.push(Command::Say(Notice::done(format!(
                    "what you corrected taught the model: {what} read otherwise now"
                ))));
            }
        }
        commits.list = commits.list.after(incoming);
    }
    if let Some(facts) = facts {
        commands.push(Command::Announce(News::Facts(facts)));
    }
    if finished {
        commits.state = State::Ready;
        commits.warnings = commits.list.analysis.warnings.len();
        commands.push(Command::Announce(News::Progress(None)));
        commands.push(Command::Announce(News::Facts(counted(commits))));
        commands.push(Command::Announce(News::Analysed));
        commands.extend(warning(&commits.list.analysis.warnings));
    }
    if before == 0 && !commits.list.is_empty() {
        commands.extend(fit(commits, shared));
        commands.extend(follow(commits, shared));
    } else if finished {
        commands.extend(follow(commits, shared));
    }
    commands
}

/// The first warning, and that there are more.
fn warning(warnings: &[String]) -> Option<Command<Action, Request>> {
    let first = warnings.first()?;
    let more = match warnings.len() {
        1 => String::new(),
        count => format!("; ! lists all {count} warnings"),
    };
    Some(Command::Say(Notice::hint(format!("{first}{more}"))))
}

fn facts_of(event: &Event) -> Option<Facts> {
    match event {
        Event::Version(version) => {
            Some(Facts { next: Some((version.next.clone(), version.bump.as_str().to_owned())), ..Facts::default() })
        }
        Event::ReleaseRisk(risk) => Some(Facts { risk: Some(risk.score()), ..Facts::default() }),
        _ => None,
    }
}

fn counted(commits: &Commits) -> Facts {
    let analysis = commits.incoming.as_ref().unwrap_or(&commits.list.analysis);
    let rows = &analysis.commits;
    Facts { commits: Some(rows.len()), breaking: Some(analysis.n_breaking()), ..Facts::default() }
}

/// Takes note that work ended.
pub(super) fn end(commits: &mut Commits, slot: &str, ending: &Ending) -> Commands {
    if slot == ANALYSIS && *ending != Ending::Finished && !matches!(commits.state, State::Failed(_)) {
        commits.incoming = None;
        commits.state = State::Ready;
        return vec![Command::Announce(News::Progress(None))];
    }
    Vec::new()
}
