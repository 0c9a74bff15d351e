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
    history::{ContentId, HistoryError},
    process::Cancel,
    syntax::{LeftOut, Parsers, left_out_by_path},
};

/// Folders with sources of tests.
const OF_TESTS: [&str; 5] = ["test", "tests", "__tests__", "testdata", "benches"];
/// Warnings of one kind that are told one by one.
const WARNED_AT_MOST: usize = 20;

/// Letters of what stood somewhere that a message shows.
const LONGEST_SHOWN: usize = 240;
/// Letters before the first difference of two long texts that are shown with it.
const SHOWN_BEFORE: usize = 60;
/// Other things in which a change shows that are named.
const NAMED_AT_MOST: usize = 4;

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
    /// Whether something failed for which the sources are not to blame.
    pub(super) failed: bool,
}

/// An ecosystem at work, with the type of its facts forgotten.
pub(super) trait Engine: Send + Sync {
    /// Compares two ends.
    fn compare(&self, ends: &Ends<'_>) -> Result<Said, HistoryError>;
    /// Reads contents that several comparisons are about to ask for: each once, whichever asks first.
    fn read_ahead(
        &self,
        sources: &Sources,
        contents: &[(ContentId, &str)],
        cancel: &Cancel,
    ) -> Result<(), HistoryError>;
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
        for path in pair.changed().filter(|path| counts_ahead::<E>(path)) {
            drop((pair.old.facts(path), pair.new.facts(path)));
        }
        let mut report = Report::default();
        if !ends.cancel.is_cancelled()
            && let Err(panic) = guarded(|| E::compare(&pair, &mut report))
        {
            said.failed = true;
            said.warnings.push(format!("{}: comparing failed: {panic}", E::NAME));
        }
        let counts = |side: &Side<'_, E>, path: &str| side.facts(path).is_some_and(|facts| E::counts(&facts));
        let is_asked = |path: &&str| counts_ahead::<E>(path) || pair.old.was_asked(path) || pair.new.was_asked(path);
        let compared = pair.changed().filter(is_asked);
        let compared = compared.filter(|path| counts(&pair.old, path) || counts(&pair.new, path));
        said.compared = compared.map(str::to_owned).collect();
        // Nobody could look at what is possible and written as before.
        report.drafts.retain(|draft| draft.certainty > Certainty::Possible || !draft.is_vague());
        pair_moves(&mut report);
        let warnings = std::mem::take(&mut report.warnings);
        said.warnings.extend(summed(warnings, |more| format!("{}: {more} more things are not seen", E::NAME)));
        let (old, new) = (pair.old.told(), pair.new.told());
        said.failed |= old.failed || new.failed;
        tell(&old, &new, &pair, &mut said);
        said.findings = report.drafts.into_iter().map(|draft| finding::<E>(draft, &old, &new)).collect();
        self.shelf.clear_up();
        Ok(said)
    }

    fn read_ahead(
        &self,
        sources: &Sources,
        contents: &[(ContentId, &str)],
        cancel: &Cancel,
    ) -> Result<(), HistoryError> {
        let readable = contents.iter().filter(|(_, path)| left_out_by_path(path).is_none() && counts_ahead::<E>(path));
        let keyed = readable.filter_map(|(id, path)| Some(((*id, E::claims(path)?), (*path).to_owned())));
        let wanted: BTreeMap<Key, String> = keyed.filter(|(key, _)| self.shelf.known(*key).is_none()).collect();
        self.read_all(wanted.into_iter().map(|(key, path)| ((key, true), path)).collect(), (sources, sources), cancel)
    }

    fn keep(&self) {
        self.shelf.keep();
    }
}

impl<E: Ecosystem> Running<E> {
    /// Reads what changed and is not known yet, on as many threads as help.
    fn read_ahead(&self, pair: &Pair<'_, E>, ends: &Ends<'_>) -> Result<(), HistoryError> {
        let mut wanted: BTreeMap<(Key, bool), String> = BTreeMap::new();
        for path in pair.changed().filter(|path| counts_ahead::<E>(path)) {
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
        self.read_all(wanted, (ends.old, ends.new), ends.cancel)
    }

    /// Reads contents on as many threads as help; a single one is read when it is asked for.
    fn read_all(
        &self,
        wanted: BTreeMap<(Key, bool), String>,
        (old, new): (&Sources, &Sources),
        cancel: &Cancel,
    ) -> Result<(), HistoryError> {
        let threads = threads().min(wanted.len());
        if threads < 2 {
            return Ok(());
        }
        let readers: Vec<_> =
            (0..threads).map(|_| Ok((old.reader()?, new.reader()?))).collect::<Result<_, HistoryError>>()?;
        let queue = Mutex::new(wanted.into_iter());
        let (sender, receiver) = mpsc::channel();
        std::thread::scope(|scope| {
            for (old, new) in readers {
                let (queue, sender) = (&queue, sender.clone());
                let work = move || {
                    let mut parsers = Parsers::default();
                    while !cancel.is_cancelled() {
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

/// Whether a changed file is read before it is asked for. Sources of tests belong to no surface: they are read only where
/// something leads to them.
fn counts_ahead<E: Ecosystem>(path: &str) -> bool {
    let folders = path.rsplit_once('/').map_or("", |(folders, _)| folders);
    E::READS_GENERATED || !folders.split('/').any(|folder| OF_TESTS.contains(&folder))
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
    let name = E::NAME;
    let unread = unread.into_iter().map(|(path, why)| format!("{name}: `{path}` is not compared: {why}"));
    said.warnings.extend(summed(unread.collect(), |more| format!("{name}: {more} more files are not compared")));
    let broken = new.broken.difference(&old.broken).filter(|path| pair.is_changed(path));
    let broken = broken
        .map(|path| format!("{name}: not all of `{path}` is understood: what is found there is possible at most"));
    said.warnings
        .extend(summed(broken.collect(), |more| format!("{name}: not all of {more} more files is understood either")));
}

/// Warnings of one kind: the first by themselves, the rest counted.
fn summed(mut warnings: Vec<String>, rest: impl FnOnce(usize) -> String) -> Vec<String> {
    let more = warnings.len().saturating_sub(WARNED_AT_MOST);
    if more > 1 {
        warnings.truncate(WARNED_AT_MOST);
        warnings.push(rest(more));
    }
    warnings
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
    let vague = draft.is_vague().then(|| "it is written as before: what a name in it stands for changed".to_owned());
    let parts = [Some(told), vague, also(&draft.also), went, draft.doubt.map(str::to_owned)];
    parts.into_iter().flatten().collect::<Vec<_>>().join("; ")
}

/// In what else the same shows.
fn also(symbols: &[String]) -> Option<String> {
    let first = symbols.iter().take(NAMED_AT_MOST).map(|symbol| format!("`{symbol}`")).collect::<Vec<_>>();
    let more = symbols.len() - first.len();
    let named = first.join(", ");
    match more {
        _ if first.is_empty() => None,
        0 => Some(format!("it shows in {named} as well")),
        _ => Some(format!("it shows in {named} and {more} more as well")),
    }
}

fn text_of(spot: Option<&Spot>) -> Option<String> {
    spot.map(|spot| spot.text.clone()).filter(|text| !text.is_empty())
}

/// What stands at a place as it can stand in a sentence, between backticks: long ones are cut between words, and begin near
/// to what differs from the other end if that would be cut off.
fn shown(spot: Option<&Spot>, beside: Option<&Spot>) -> String {
    let text = spot.map_or("", |spot| &spot.text);
    let other = beside.map_or("", |spot| &spot.text);
    let common: usize = text.chars().zip(other.chars()).take_while(|(one, other)| one == other).count();
    let is_late = common + SHOWN_BEFORE > LONGEST_SHOWN && text != other;
    let skipped = if is_late { common.saturating_sub(SHOWN_BEFORE) } else { 0 };
    let begin = text.char_indices().nth(skipped).map_or(0, |(at, _)| at);
    let begin = text[begin..].find(' ').filter(|at| is_late && *at < SHOWN_BEFORE).map_or(begin, |at| begin + at + 1);
    let text = &text[begin..];
    let end = text.char_indices().nth(LONGEST_SHOWN).map_or(text.len(), |(at, _)| at);
    let mut shown = text[..end].replace('`', "'");
    if end < text.len() {
        let last = shown.rfind([' ', ',']).filter(|at| *at >= LONGEST_SHOWN / 2);
        shown.truncate(last.unwrap_or(shown.len()));
        shown.truncate(shown.trim_end_matches([' ', ',']).len());
        shown.push('…');
    }
    if begin > 0 {
        shown.insert(0, '…');
    }
    shown
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
            "before" => filled.push_str(&shown(draft.old.as_ref(), draft.new.as_ref())),
            "after" => filled.push_str(&shown(draft.new.as_ref(), draft.old.as_ref())),
            "detail" => filled.push_str(&draft.detail),
            other => filled.extend(["{", other, "}"]),
        }
        rest = &rest[at + end + 1..];
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_warnings_of_one_kind_are_summed_up() {
        let warnings = |many: usize| (0..many).map(|number| number.to_string()).collect::<Vec<_>>();
        let rest = |more: usize| format!("{more} more");
        assert_eq!(summed(warnings(WARNED_AT_MOST + 1), rest).len(), WARNED_AT_MOST + 1, "one more is told as well");
        let told = summed(warnings(5_000), rest);
        assert_eq!((told.len(), told.last().map(String::as_str)), (WARNED_AT_MOST + 1, Some("4980 more")));
    }

    #[test]
    fn what_a_message_shows_is_cut_between_words_and_stays_within_its_quotes() {
        let long = Spot::new("a", 1, format!("const A = `{}", "word, ".repeat(100)));
        let told = shown(Some(&long), None);
        assert!(told.starts_with("const A = 'word") && told.ends_with("word…"), "{told}");
        assert_eq!(shown(None, None), "");
    }

    #[test]
    fn what_differs_late_is_shown_all_the_same() {
        let head = format!("fn f({})", "word: Word, ".repeat(50));
        let (old, new) = (format!("{head} -> Old"), format!("{head} -> New"));
        let told = shown(Some(&Spot::new("a", 1, new)), Some(&Spot::new("a", 1, old)));
        assert!(told.starts_with('…') && told.ends_with("-> New"), "{told}");
    }

    #[test]
    fn sources_of_tests_are_read_only_when_asked_for() {
        assert!(!counts_ahead::<crate::breaking::rust::Rust>("crates/a/tests/it.rs"));
        assert!(counts_ahead::<crate::breaking::rust::Rust>("src/tests.rs"));
        assert!(
            counts_ahead::<crate::breaking::openapi::OpenApi>("tests/openapi.yaml"),
            "a description is one anywhere"
        );
    }
}
