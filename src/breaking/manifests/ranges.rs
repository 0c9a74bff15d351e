//! Ranges of versions, as installers of several languages write them.

/// A version: its first three numbers.
pub(super) type Version = [u64; 3];

/// A stretch of versions, the end left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stretch {
    pub(super) from: Version,
    pub(super) to: Option<Version>,
}

/// What a version means that has no sign before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bare {
    /// It and what is compatible with it.
    Compatible,
    /// All that begin like it.
    Prefix,
    /// It or later.
    AtLeast,
}

/// How a range got narrower.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Narrowed {
    No,
    /// By fixes of the same minor version.
    Slightly,
    /// The newest are no longer taken.
    Capped,
    /// The oldest are no longer taken.
    Raised,
}

/// The stretches that a range takes; nothing if it is not understood.
pub(super) fn stretches(range: &str, bare: Bare) -> Option<Vec<Stretch>> {
    let range = range.trim();
    if range.is_empty() || ["*", "x", "latest", "any"].contains(&range) {
        return Some(vec![Stretch { from: [0; 3], to: None }]);
    }
    if let Some(inner) = range.strip_prefix('[').or_else(|| range.strip_prefix('(')) {
        return intervals(inner);
    }
    let mut found = Vec::new();
    for alternative in range.split("||").flat_map(|part| part.split('|')).filter(|part| !part.trim().is_empty()) {
        found.push(alternative_of(alternative.trim(), bare)?);
    }
    (!found.is_empty()).then_some(found)
}

/// `[1.0,2.0)`, as `Maven` and `NuGet` have it.
fn intervals(inner: &str) -> Option<Vec<Stretch>> {
    let inner = inner.trim_end_matches([']', ')']);
    let (from, to) = inner.split_once(',').unwrap_or((inner, inner));
    let to = if to.trim().is_empty() { None } else { Some(version(to)?.0) };
    Some(vec![Stretch { from: if from.trim().is_empty() { [0; 3] } else { version(from)?.0 }, to }])
}

fn alternative_of(text: &str, bare: Bare) -> Option<Stretch> {
    if let Some((from, to)) = text.split_once(" - ") {
        let (to, parts) = version(to)?;
        return Some(Stretch { from: version(from)?.0, to: Some(after(to, parts)) });
    }
    let mut stretch = Stretch { from: [0; 3], to: None };
    let mut sign = String::new();
    for word in text.split([',', ' ']).map(str::trim).filter(|word| !word.is_empty()) {
        let digits = word.find(|letter: char| letter.is_ascii_digit() || letter == '*' || letter == 'v');
        match digits {
            None => sign.push_str(word),
            Some(at) => {
                sign.push_str(&word[..at]);
                let one = single(&sign, &word[at..], bare)?;
                stretch.from = stretch.from.max(one.from);
                stretch.to = match (stretch.to, one.to) {
                    (Some(first), Some(second)) => Some(first.min(second)),
                    (first, second) => first.or(second),
                };
                sign.clear();
            }
        }
    }
    sign.is_empty().then_some(stretch)
}

fn single(sign: &str, text: &str, bare: Bare) -> Option<Stretch> {
    let (number, parts) = version(text)?;
    let up_to = |to| Stretch { from: number, to: Some(to) };
    Some(match sign.trim() {
        ">=" | "≥" => Stretch { from: number, to: None },
        ">" => Stretch { from: [number[0], number[1], number[2] + 1], to: None },
        "<" => Stretch { from: [0; 3], to: Some(number) },
        "<=" => Stretch { from: [0; 3], to: Some(after(number, parts)) },
        "^" => up_to(compatible(number, parts)),
        // Python and Ruby count what is written; npm and Composer nearly so.
        "~=" | "~>" => up_to(if parts >= 3 { [number[0], number[1] + 1, 0] } else { [number[0] + 1, 0, 0] }),
        "~" => up_to(if parts >= 2 { [number[0], number[1] + 1, 0] } else { [number[0] + 1, 0, 0] }),
        "!=" => Stretch { from: [0; 3], to: None },
        "=" | "==" | "===" => up_to(after(number, parts)),
        "" => match bare {
            Bare::Compatible => up_to(compatible(number, parts)),
            Bare::Prefix => up_to(after(number, parts)),
            Bare::AtLeast => Stretch { from: number, to: None },
        },
        _ => return None,
    })
}

/// The first version that no longer begins like this one.
fn after(number: Version, parts: usize) -> Version {
    match parts {
        0 => [u64::MAX; 3],
        1 => [number[0].saturating_add(1), 0, 0],
        2 => [number[0], number[1].saturating_add(1), 0],
        _ => [number[0], number[1], number[2].saturating_add(1)],
    }
}

fn compatible(number: Version, parts: usize) -> Version {
    match number {
        [0, 0, patch] if parts >= 3 => [0, 0, patch.saturating_add(1)],
        [0, minor, _] if parts >= 2 => [0, minor.saturating_add(1), 0],
        [major, ..] => [major.saturating_add(1), 0, 0],
    }
}

/// A version and how many of its parts are written.
pub(super) fn version(text: &str) -> Option<(Version, usize)> {
    let text = text.trim().trim_start_matches(['v', '=']);
    let end = text.find(|letter: char| !letter.is_ascii_digit() && !".*xX".contains(letter)).unwrap_or(text.len());
    let mut number = [0; 3];
    let mut parts = 0;
    for (place, part) in text[..end].split('.').filter(|part| !part.is_empty()).take(3).enumerate() {
        if ["*", "x", "X"].contains(&part) {
            break;
        }
        number[place] = part.parse().ok()?;
        parts = place + 1;
    }
    let is_any = text.starts_with(['*', 'x', 'X']);
    (parts > 0 || is_any).then_some((number, parts))
}

/// How `new` takes fewer versions than `old`, and from which on.
pub(super) fn narrowed(old: &str, new: &str, bare: Bare) -> Narrowed {
    let (Some(old), Some(new)) = (stretches(old, bare), stretches(new, bare)) else { return Narrowed::No };
    let takes = |version: Version| new.iter().any(|one| one.from <= version && one.to.is_none_or(|to| version < to));
    let mut worst = Narrowed::No;
    for stretch in &old {
        if !takes(stretch.from) {
            let [major, minor, _] = stretch.from;
            let is_slight = new.iter().any(|one| one.from[..2] == [major, minor] && one.from > stretch.from);
            worst = worst.max(if is_slight { Narrowed::Slightly } else { Narrowed::Raised });
        }
    }
    if worst == Narrowed::No && old.iter().any(|one| one.to.is_none()) && new.iter().all(|one| one.to.is_some()) {
        worst = Narrowed::Capped;
    }
    worst
}

/// The oldest version that a range takes.
pub(super) fn oldest(range: &str, bare: Bare) -> Option<Version> {
    stretches(range, bare)?.iter().map(|stretch| stretch.from).min()
}
