//! The two numbers that the evidence of a factor is made of.

use super::{Code, Outlook, Tidying};

/// Of a factor of the card.
pub(super) fn in_numbers(code: Code, outlook: &Outlook) -> (u32, u32) {
    let (change, files, author) = (&outlook.facts.change, &outlook.facts.files, &outlook.facts.author);
    let whole = |value: f32| value.round() as u32;
    let lines = change.lines.unwrap_or_default();
    let n_files = change.files.max(1.0);
    let earlier = files.changes * n_files;
    let ratio = |log: f32| whole(log.exp2() * 10.0);
    match code {
        Code::Size => (whole(lines.added), whole(lines.removed)),
        Code::Rewriting => (whole(100.0 * lines.all() / (lines.before * n_files).max(1.0)), whole(lines.before)),
        Code::Growth => (whole(100.0 * lines.added / lines.all().max(1.0)), 0),
        Code::Files => (whole(change.files), 0),
        Code::Spread => (whole(change.folders), whole(change.top_folders)),
        Code::Explanation => (whole(change.explanation), 0),
        Code::FormerCulprits => (whole(files.culprits), whole(earlier)),
        Code::AuthorCulprits => (whole(author.culprits), whole(author.commits)),
        Code::FragileFiles => (whole(files.fixes * 10.0), whole(change.files)),
        Code::BusyFiles => (whole(files.lately * 10.0), whole(change.files)),
        Code::FileAge => (whole(files.age), whole(earlier)),
        Code::LongFiles => (whole(lines.before), 0),
        Code::NewAuthor => (whole(author.commits), 0),
        Code::UnfamiliarParts => (whole(author.in_parts), 0),
        Code::UnfamiliarFiles => (whole(100.0 * files.own / earlier.max(1.0)), whole(earlier)),
        Code::Waiting => (whole(change.waiting), 0),
        Code::FileKinds => (change.mix as u32, 0),
        Code::Tidying => (Tidying::of(change) as u32, whole(change.files)),
        Code::TroubledArea => (ratio(outlook.facts.area_record), 0),
        Code::TroubledFolder => (ratio(outlook.facts.folder_record), 0),
        _ => (0, 0),
    }
}
