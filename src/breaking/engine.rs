//! Runs one ecosystem over two ends: reads what changed on several threads, compares, and turns drafts into findings.

use std::{
    collections::BTreeMap,
    path::Path,
    sync::{Mutex, mpsc},
};

use super::{
    Certainty, Ecosystem, Finding, MovedTo, Pair, Remark, Report, Side, Sources,
    moves::pair_moves,
    report::{Draft, Spot},
    shelf::{Key, Shelf, read},
    side::Told,
    threads::{STACK, threads},
};
use crate::{
    fault::guarded,
    history::HistoryError,
    process::Cancel,
    syntax::{LeftOut, Parsers, left_out_by_path},
};

/// Two ends, and the paths that differ between them.
pub(super) struct Ends<'a> {
    pub(super) old: &'a Sources,
    pub(super) new: &'a Sources,
    /// Sorted.
    pub(super) changed: &'a [String],
    pub(super) cancel: &'a Cancel,
}

/// What one ecosystem has to say.
#[derive(Debug, Default)]
pub(super) struct Said {
    pub(super) findings: Vec<Finding>,
    pub(super) left_out: BTreeMap<String, LeftOut>,
    pub(super) warnings: Vec<String>,
    /// Changed files that were compared.
    pub(super) compared: Vec<String>,
}

/// An ecosystem at work, with the type of its facts forgotten.
pub(super) trait Engine: Send + Sync {
    /// Compares two ends.
    fn compare(&self, ends: &Ends<'_>) -> Result<Said, HistoryError>;
    /// Keeps what was read for the next run.
    fn keep(&self);
}

/// One ecosystem with what it has read.
pub(super) struct Running<E: Ecosystem> {
    shelf: Shelf<E>,
}

/// Starts an ecosystem; `cache` is the folder for what it keeps.
pub(super) fn start<E: Ecosystem>(cache: Option<&Path>) -> Box<dyn Engine> {
    Box::new(Running::<E> { shelf: Shelf::new(cache) })
}

impl<E: Ecosystem> Engine for Running<E> {
    fn compare(&self, ends: &Ends<'_>) -> Result<Said, HistoryError> {
        let mut said = Said::default();
        let claimed: Vec<String> = ends.changed.iter().filter(|path| E::claims(path).is_some()).cloned().collect();
        let (changed, left_out): (Vec<String>, Vec<String>) =
            claimed.into_iter().partition(|path| left_out_by_path(path).is_none());
        for path in left_out {
            if let Some(why) = left_out_by_path(&path) {
                said.left_out.insert(path, why);
            }
        }
        if changed.is_empty() {
            return Ok(said);
        }
        let pair = Pair::<E>::new(
            Side::new(ends.old.reader()?, &self.shelf),
            Side::new(ends.new.reader()?, &self.shelf),
            changed,
        );
        self.read_ahead(&pair, ends)?;
        // What is left out or cannot be read is told, whether or not the ecosystem asks for it.
        for path in pair.changed() {
            drop((pair.old.facts(path), pair.new.facts(path)));
        }
        let mut report = Report::default();
        if !ends.cancel.is_cancelled()
            && let Err(panic) = guarded(|| E::compare(&pair, &mut report))
        {
            said.warnings.push(format!("{}: comparing failed: {panic}", E::NAME));
        }
        let counts = |side: &Side<'_, E>, path: &str| side.facts(path).is_some_and(|facts| E::counts(&facts));
        let compared = pair.changed().filter(|path| counts(&pair.old, path) || counts(&pair.new, path));
        said.compared = compared.map(str::to_owned).collect();
        pair_moves(&mut report);
        said.warnings.append(&mut report.warnings);
        let (old, new) = (pair.old.told(), pair.new.told());
        tell(&old, &new, &pair, &mut said);
        said.findings = report.drafts.into_iter().map(|draft| finding::<E>(draft, &old, &new)).collect();
        self.shelf.clear_up();
        Ok(said)
    }

    fn keep(&self) {
        self.shelf.keep();
    }
}

impl<E: Ecosystem> Running<E> {
    /// Reads what changed and is not known yet, on as many threads as help.
    fn read_ahead(&self, pair: &Pair<'_, E>, ends: &Ends<'_>) -> Result<(), HistoryError> {
        let mut wanted: BTreeMap<(Key, bool), String> = BTreeMap::new();
        for path in pair.changed() {
            let Some(form) = E::claims(path) else { continue };
            for (side, is_new) in [(&pair.old, false), (&pair.new, true)] {
                if let Some(id) = side.content_id(path)
                    && self.shelf.known((id, form)).is_none()
                    && !wanted.contains_key(&((id, form), !is_new))
                {
                    wanted.insert(((id, form), is_new), path.to_owned());
                }
            }
        }
        let threads = threads().min(wanted.len());
        if threads < 2 {
            // They are read when they are asked for.
            return Ok(());
        }
        let readers: Vec<_> =
            (0..threads).map(|_| Ok((ends.old.reader()?, ends.new.reader()?))).collect::<Result<_, HistoryError>>()?;
        let queue = Mutex::new(wanted.into_iter());
        let (sender, receiver) = mpsc::channel();
        std::thread::scope(|scope| {
            for (old, new) in readers {
                let (queue, sender) = (&queue, sender.clone());
                let work = move || {
                    let mut parsers = Parsers::default();
                    while !ends.cancel.is_cancelled() {
                        let next = queue.lock().map_or(None, |mut queue| queue.next());
                        let Some(((key, is_new), path)) = next else { break };
                        let reading = read::<E>(if is_new { &new } else { &old }, key, &path, &mut parsers);
                        if sender.send((key, reading)).is_err() {
                            break;
                        }
                    }
                };
                // Facts are read by recursion; trees are bounded in depth for this stack.
                let spawned = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work);
                if let Err(error) = spawned {
                    tracing::debug!(%error, "no thread to read sources on");
                }
            }
            drop(sender);
            for (key, reading) in receiver {
                self.shelf.put(key, reading);
            }
        });
        Ok(())
    }
}

fn tell<E: Ecosystem>(old: &Told, new: &Told, pair: &Pair<'_, E>, said: &mut Said) {
    for (path, why) in old.left_out.iter().chain(&new.left_out) {
        // What is only followed is not part of what changed.
        if pair.is_changed(path) {
            said.left_out.insert(path.clone(), *why);
        }
    }
    let unread: BTreeMap<&String, &String> =
        old.unread.iter().chain(&new.unread).map(|(path, why)| (path, why)).collect();
    for (path, why) in unread {
        said.warnings.push(format!("{}: `{path}` is not compared: {why}", E::NAME));
    }
    for path in new.broken.difference(&old.broken).filter(|path| pair.is_changed(path)) {
        said.warnings
            .push(format!("{}: not all of `{path}` is understood: what is found there is possible at most", E::NAME));
    }
}

/// A draft with its texts filled in. In a file that newly cannot be understood whole nothing is sure.
fn finding<E: Ecosystem>(draft: Draft, old: &Told, new: &Told) -> Finding {
    let is_newly_broken = |path: &String| new.broken.contains(path) && !old.broken.contains(path);
    let files = [&draft.old, &draft.new].into_iter().flatten().map(|spot| &spot.path).chain(&draft.involved);
    let is_unsure = files.into_iter().any(is_newly_broken);
    let certainty = draft.certainty.min(draft.rule.certainty);
    let filled = |text: &str| fill(text, &draft);
    let migration = match (&draft.migration, &draft.went) {
        (Some(text), _) => Some(text.clone()),
        (None, Some(went)) => Some(format!("Use `{}` instead of `{}`.", went.symbol, draft.symbol)),
        (None, None) => Some(draft.rule.migration).filter(|text| !text.is_empty()).map(filled),
    };
    let here = draft.new.as_ref().or(draft.old.as_ref());
    Finding {
        rule: draft.rule.id.to_owned(),
        ecosystem: E::NAME.to_owned(),
        package: draft.package.clone(),
        path: here.map(|spot| spot.path.clone()).unwrap_or_default(),
        line: here.map_or(1, |spot| spot.line.max(1)),
        old_path: draft.old.as_ref().map(|spot| spot.path.clone()),
        old_line: draft.old.as_ref().map(|spot| spot.line.max(1)),
        before: text_of(draft.old.as_ref()),
        after: text_of(draft.new.as_ref()).or_else(|| draft.went.as_ref().map(|went| went.text.clone())),
        certainty: if is_unsure { Certainty::Possible } else { certainty },
        commit: None,
        message: message(&draft, filled(draft.rule.text)),
        migration,
        moved_to: draft.went.as_ref().map(|went| MovedTo {
            symbol: went.symbol.clone(),
            path: went.path.clone(),
            similarity: went.alike,
        }),
        involved: draft.involved.clone(),
        remark: Remark::default(),
        symbol: draft.symbol,
    }
}

/// What is told, with where it went and why it may be otherwise.
fn message(draft: &Draft, told: String) -> String {
    let went = draft.went.as_ref();
    let went = went.map(|went| format!("it seems to be `{}` now ({} % alike)", went.symbol, went.alike));
    [Some(told), went, draft.doubt.map(str::to_owned)].into_iter().flatten().collect::<Vec<_>>().join("; ")
}

fn text_of(spot: Option<&Spot>) -> Option<String> {
    spot.map(|spot| spot.text.clone()).filter(|text| !text.is_empty())
}

/// Fills in what stands in braces. What is filled in is foreign text: braces in it are left as they are.
fn fill(text: &str, draft: &Draft) -> String {
    let name = || draft.symbol.rsplit([':', '.', '/', '#', ' ']).next().unwrap_or(&draft.symbol).to_owned();
    let mut filled = String::with_capacity(text.len() + 64);
    let mut rest = text;
    while let Some(at) = rest.find('{') {
        filled.push_str(&rest[..at]);
        let Some(end) = rest[at..].find('}') else { break };
        match &rest[at + 1..at + end] {
            "symbol" => filled.push_str(&draft.symbol),
            "name" => filled.push_str(&name()),
            "before" => filled.push_str(draft.old.as_ref().map_or("", |spot| &spot.text)),
            "after" => filled.push_str(draft.new.as_ref().map_or("", |spot| &spot.text)),
            "detail" => filled.push_str(&draft.detail),
            other => filled.extend(["{", other, "}"]),
        }
        rest = &rest[at + end + 1..];
    }
    filled.push_str(rest);
    filled
}
