//! Why a revision names nothing: what was most likely meant. The libraries below tell how they parsed it, which helps nobody.

use gix::{
    bstr::ByteSlice,
    revision::{Spec, spec::parse},
};

use super::HistoryError;

/// Names less alike than this are another thing.
const ALIKE: f64 = 0.8;
/// So many names are a help; more are a list.
const NAMED: usize = 3;
/// No more names than this are compared, for the answer is waited for.
const MOST_NAMES: usize = 50_000;

/// The object that a revision names. Where a part of an id begins several objects, the commit or tag among them is meant.
pub(super) fn parse<'repo>(local: &'repo gix::Repository, revision: &str) -> Result<gix::Object<'repo>, HistoryError> {
    let options =
        parse::Options { object_kind_hint: Some(parse::ObjectKindHint::Committish), ..parse::Options::default() };
    Spec::from_bstr(revision, local, options)
        .ok()
        .and_then(|spec| spec.single())
        .and_then(|id| id.object().ok())
        .ok_or_else(|| not_found(local, revision))
}

/// The error for a revision that could not be resolved.
fn not_found(local: &gix::Repository, revision: &str) -> HistoryError {
    let revision = revision.to_owned();
    let is_prefix = (4..40).contains(&revision.len()) && revision.bytes().all(|byte| byte.is_ascii_hexdigit());
    if is_prefix && is_ambiguous(local, &revision) {
        return HistoryError::AmbiguousRevision { revision };
    }
    let nearest = nearest(&revision, names(local));
    HistoryError::UnknownRevision { revision, nearest }
}

fn is_ambiguous(local: &gix::Repository, prefix: &str) -> bool {
    let Ok(prefix) = gix::hash::Prefix::from_hex(prefix) else { return false };
    matches!(local.objects.lookup_prefix(prefix, None), Ok(Some(Err(()))))
}

/// Short names of tags, branches and branches of remotes.
fn names(local: &gix::Repository) -> Vec<String> {
    let Ok(platform) = local.references() else { return Vec::new() };
    let mut names = Vec::new();
    for references in [platform.tags(), platform.local_branches(), platform.remote_branches()].into_iter().flatten() {
        let known = references.filter_map(Result::ok);
        names.extend(known.take(MOST_NAMES).map(|found| found.name().shorten().to_str_lossy().into_owned()));
    }
    names
}

/// The names most like the wanted one: the same but for capitals or a `v` before all others.
fn nearest(wanted: &str, names: Vec<String>) -> Vec<String> {
    let plain = |name: &str| name.to_lowercase().trim_start_matches('v').to_owned();
    let wanted_plain = plain(wanted);
    let mut alike: Vec<(f64, String)> = names
        .into_iter()
        .map(|name| {
            let likeness = if plain(&name) == wanted_plain {
                1.0
            } else {
                strsim::normalized_damerau_levenshtein(&wanted_plain, &plain(&name))
                    .max(strsim::jaro_winkler(&wanted_plain, &plain(&name)) - 0.1)
            };
            (likeness, name)
        })
        .filter(|(likeness, _)| *likeness >= ALIKE)
        .collect();
    alike.sort_by(|(one, a), (other, b)| other.total_cmp(one).then_with(|| a.cmp(b)));
    alike.dedup_by(|(_, one), (_, other)| one == other);
    // Where one is the same but for its spelling, others are noise.
    let exact = alike.iter().take_while(|(likeness, _)| *likeness >= 1.0).count();
    alike.truncate(if exact > 0 { exact.min(NAMED) } else { NAMED });
    alike.into_iter().map(|(_, name)| name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_most_likely_meant_comes_first() {
        let names = || ["v1.4.1", "v1.4.2", "v2.0.0", "main", "origin/main"].map(str::to_owned).to_vec();
        assert_eq!(nearest("1.4.2", names()), ["v1.4.2"]);
        assert_eq!(nearest("V2.0.0", names()), ["v2.0.0"]);
        assert_eq!(nearest("mian", names()), ["main"]);
        assert_eq!(nearest("v1.4.3", names()), ["v1.4.1", "v1.4.2"]);
        assert!(nearest("zzzz", names()).is_empty());
    }
}
