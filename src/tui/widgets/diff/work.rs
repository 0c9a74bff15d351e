//! Does the diff's work: reads, compares, colours, searches. Runs on a worker.

use std::{collections::HashMap, path::Path, sync::Arc};

use super::{
    entry::{Compared, Paint},
    painter,
    request::{Arrived, Canvas, Coat, Found, Hunt, Opened, Outcome, Request, Wanted},
    rows::Rows,
    search::{self, Match},
    shape::Shape,
};
use crate::{
    fault::Failure,
    history::{
        Repository,
        diff::{Content, DiffReader, Side, Subject, TextDiff, Whitespace, changed_words, pair_lines},
    },
};

/// Files are sent together until they cost this much, so that many small ones are few messages.
const BATCH: usize = 256 << 10;
/// The first so many files are sent one by one: one of them is what is looked at.
const AT_ONCE: usize = 4;

/// Where answers go, and whether anybody still wants them.
pub trait Desk {
    /// Sends a part of the answer.
    fn send(&self, outcome: Outcome);
    /// Whether to stop.
    fn is_cancelled(&self) -> bool;
}

/// Does what was requested on the repository that `folder` lies in.
pub fn run(request: Request, folder: &Path, desk: &impl Desk) {
    match request {
        Request::Paint(canvases) => canvases.into_iter().for_each(|canvas| paint(canvas, desk)),
        other => {
            let done = Repository::open(folder).map_err(Failure::from).and_then(|repository| {
                let reader = DiffReader::new(&repository);
                match other {
                    Request::Open(subject, whitespace) => open(reader, subject, whitespace, desk),
                    Request::Fetch(Wanted(files), whitespace) => {
                        compare(&reader, files.into_iter(), whitespace, desk);
                        Ok(())
                    }
                    Request::Search(hunt) => {
                        search(&reader, hunt, desk);
                        Ok(())
                    }
                    Request::Paint(_) => Ok(()),
                }
            });
            if let Err(failure) = done {
                desk.send(Outcome::Failed(failure));
            }
        }
    }
}

fn open(mut reader: DiffReader, subject: Subject, whitespace: Whitespace, desk: &impl Desk) -> Result<(), Failure> {
    let changed = reader.files(subject, || desk.is_cancelled())?;
    let files: Vec<_> = changed.files.into_iter().map(Arc::new).collect();
    let problems = changed.problems.into_iter().map(|problem| Failure::from(problem).to_string()).collect();
    desk.send(Outcome::Opened(Opened { subject, files: files.clone(), is_merge: changed.is_merge, problems }));
    compare(&reader, files.into_iter().enumerate(), whitespace, desk);
    Ok(())
}

fn compare(
    reader: &DiffReader,
    files: impl Iterator<Item = (usize, Arc<crate::history::FileChange>)>,
    whitespace: Whitespace,
    desk: &impl Desk,
) {
    let mut batch = Vec::new();
    let mut cost = 0;
    for (count, (number, change)) in files.enumerate() {
        if desk.is_cancelled() {
            return;
        }
        let compared = Compared::new(reader.file(change, whitespace), whitespace);
        cost += compared.diff.cost();
        batch.push((number, compared));
        if count < AT_ONCE || cost > BATCH {
            desk.send(Outcome::Files(Arrived(std::mem::take(&mut batch))));
            cost = 0;
        }
    }
    if !batch.is_empty() {
        desk.send(Outcome::Files(Arrived(batch)));
    }
}

fn search(reader: &DiffReader, hunt: Hunt, desk: &impl Desk) {
    let mut count = 0;
    for (file, (change, diff)) in hunt.files.into_iter().enumerate() {
        if desk.is_cancelled() || count >= search::MOST {
            return;
        }
        let mut found = Vec::new();
        let named = |path: &[u8]| hunt.needle.is_in(path);
        if named(&change.path) || change.old_path.as_deref().is_some_and(named) {
            found.push(Match { file, line: None });
        }
        let diff = diff.unwrap_or_else(|| Arc::new(reader.file(change, hunt.whitespace)));
        if let Content::Text(text) = &diff.content {
            let rows = Rows::new(Shape::of(&diff), 0, hunt.context, search::ORDER);
            hunt.needle.matches(file, text, &rows, &mut found);
        }
        count += found.len();
        if !found.is_empty() {
            desk.send(Outcome::Found(Found(found)));
        }
    }
}

fn paint(canvas: Canvas, desk: &impl Desk) {
    let mut lines: HashMap<(Side, u32), Paint> = HashMap::new();
    for stretch in &canvas.stretches {
        lines.extend(stretch.lines.clone().map(|line| ((stretch.side, line), Paint::default())));
    }
    emphasise(&canvas.text, &mut lines);
    let file = canvas.file;
    let done = painter::highlight(canvas, |colours| {
        for (key, syntax) in colours {
            lines.entry(key).or_default().syntax = syntax;
        }
        !desk.is_cancelled()
    });
    if done {
        desk.send(Outcome::Painted(Coat { file, lines: lines.into_iter().collect() }));
    }
}

/// Finds what changed within those of the lines that became another.
fn emphasise(text: &TextDiff, lines: &mut HashMap<(Side, u32), Paint>) {
    let edit_of = |side: Side, line: u32| {
        let range =
            |edit: &crate::history::diff::Edit| if side == Side::Old { edit.old.clone() } else { edit.new.clone() };
        let index = text.edits.partition_point(|edit| range(edit).end <= line);
        text.edits.get(index).filter(|edit| range(edit).contains(&line)).map(|_| index)
    };
    let mut edits: Vec<usize> = lines.keys().filter_map(|(side, line)| edit_of(*side, *line)).collect();
    edits.sort_unstable();
    edits.dedup();
    for edit in edits.into_iter().map(|index| &text.edits[index]) {
        for (old, new) in pair_lines(text, edit) {
            let (old, new) = (edit.old.start + old, edit.new.start + new);
            if !lines.contains_key(&(Side::Old, old)) && !lines.contains_key(&(Side::New, new)) {
                continue;
            }
            let Some(words) = changed_words(text.old.line(old), text.new.line(new)) else { continue };
            for (key, ranges) in [((Side::Old, old), words.old), ((Side::New, new), words.new)] {
                lines.entry(key).and_modify(|paint| paint.changed = ranges.into());
            }
        }
    }
}
