//! The mood of a sentence: what to do (`Add`), as commits are worded, or what was done (`Added`), as some notes are.

/// Verbs that are not formed by rule.
const IRREGULAR: [(&str, &str); 22] = [
    ("make", "made"),
    ("let", "let"),
    ("set", "set"),
    ("put", "put"),
    ("keep", "kept"),
    ("build", "built"),
    ("write", "wrote"),
    ("rewrite", "rewrote"),
    ("send", "sent"),
    ("show", "showed"),
    ("hide", "hid"),
    ("split", "split"),
    ("take", "took"),
    ("give", "gave"),
    ("bring", "brought"),
    ("speed", "sped"),
    ("read", "read"),
    ("run", "ran"),
    ("drop", "dropped"),
    ("stop", "stopped"),
    ("permit", "permitted"),
    ("ship", "shipped"),
];
/// Verbs that commits begin with and that are formed by rule.
const REGULAR: [&str; 62] = [
    "add",
    "allow",
    "avoid",
    "bump",
    "change",
    "check",
    "clarify",
    "clean",
    "correct",
    "create",
    "deprecate",
    "detect",
    "disable",
    "disallow",
    "document",
    "enable",
    "ensure",
    "expose",
    "extend",
    "fix",
    "handle",
    "harden",
    "ignore",
    "implement",
    "improve",
    "include",
    "increase",
    "introduce",
    "limit",
    "load",
    "lower",
    "merge",
    "migrate",
    "move",
    "optimize",
    "parse",
    "prevent",
    "provide",
    "raise",
    "reduce",
    "refactor",
    "refuse",
    "reject",
    "remove",
    "rename",
    "replace",
    "require",
    "resolve",
    "respect",
    "restore",
    "return",
    "reuse",
    "revert",
    "rework",
    "simplify",
    "support",
    "switch",
    "update",
    "upgrade",
    "use",
    "validate",
    "warn",
];

/// The sentence as done, where it begins with a verb that is known; else as it is.
pub fn as_done(sentence: &str) -> String {
    let (first, rest) = sentence.split_once(' ').unwrap_or((sentence, ""));
    let lower = first.to_lowercase();
    let irregular = IRREGULAR.iter().find(|(verb, _)| *verb == lower).map(|(_, past)| (*past).to_owned());
    let regular = || {
        REGULAR.contains(&lower.as_str()).then(|| {
            if lower.ends_with('e') {
                format!("{lower}d")
            } else if let Some(stem) = lower.strip_suffix('y') {
                format!("{stem}ied")
            } else {
                format!("{lower}ed")
            }
        })
    };
    match irregular.or_else(regular) {
        Some(done) if rest.is_empty() => super::capitalised(&done),
        Some(done) => format!("{} {rest}", super::capitalised(&done)),
        None => sentence.to_owned(),
    }
}

/// Words after which the word before was a noun: `Limits of the pool`, `Changes to it`.
const AFTER_NOUNS: [&str; 44] = [
    "to", "in", "of", "for", "from", "on", "and", "are", "is", "was", "were", "now", "that", "with", "by", "at", "can",
    "or", "before", "after", "since", "until", "during", "past", "about", "around", "across", "between", "under",
    "over", "within", "without", "via", "per", "against", "related", "needed", "required", "made", "should", "must",
    "may", "will", "do",
];

/// Words after which a thing is named.
const BEFORE_THINGS: [&str; 12] =
    ["the", "a", "an", "all", "some", "support", "more", "its", "this", "these", "missing", "new"];

/// The sentence as what to do, where it begins with a verb that is known in another form (`Added`, `Adds`, `Adding`); else as it
/// is.
pub fn as_asked(sentence: &str) -> String {
    let (first, rest) = sentence.split_once(' ').unwrap_or((sentence, ""));
    let lower = first.to_lowercase();
    let next = rest.split(' ').next().unwrap_or_default();
    if rest.is_empty() || AFTER_NOUNS.contains(&next) {
        return sentence.to_owned();
    }
    let verbs = REGULAR.iter().copied().chain(IRREGULAR.iter().map(|(verb, _)| *verb));
    // `Loading spinner` is a thing, `Loading the spinner` is done.
    if lower.ends_with("ing") && !BEFORE_THINGS.contains(&next) {
        return sentence.to_owned();
    }
    let irregular = IRREGULAR.iter().find(|(verb, past)| *past == lower && *verb != lower).map(|(verb, _)| *verb);
    let found = irregular.or_else(|| verbs.clone().find(|verb| is_form_of(&lower, verb)));
    found.map_or_else(|| sentence.to_owned(), |verb| format!("{} {rest}", super::capitalised(verb)))
}

/// Whether a word is a verb's third person, its past by rule, or what is being done.
fn is_form_of(word: &str, verb: &str) -> bool {
    let stem = verb.strip_suffix(['e', 'y']).unwrap_or(verb);
    let Some(end) = word.strip_prefix(stem) else { return false };
    match verb.as_bytes().last() {
        Some(b'e') => matches!(end, "es" | "ed" | "ing"),
        Some(b'y') => matches!(end, "ies" | "ied" | "ying"),
        _ => matches!(end, "s" | "es" | "ed" | "ing") || is_doubled(verb, end),
    }
}

/// `dropping`, `stops`: the last letter is said twice.
fn is_doubled(verb: &str, end: &str) -> bool {
    let Some(last) = verb.chars().next_back() else { return false };
    end.strip_prefix(last).is_some_and(|end| matches!(end, "ed" | "ing"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_done_becomes_what_to_do() {
        for (sentence, expected) in [
            ("Added stars", "Add stars"),
            ("Fixes a crash", "Fix a crash"),
            ("Simplified it", "Simplify it"),
            ("Made dependencies load late", "Make dependencies load late"),
            ("Dropping the old client", "Drop the old client"),
            ("Updating the docstring", "Update the docstring"),
            ("Changes to the parser", "Changes to the parser"),
            ("Limits are kept", "Limits are kept"),
            ("Fixes before 045", "Fixes before 045"),
            ("Updates since the beta", "Updates since the beta"),
            ("Loading spinner never ends", "Loading spinner never ends"),
            ("Adding support for stars", "Add support for stars"),
            ("Fixed-size buffers", "Fixed-size buffers"),
            ("Set it", "Set it"),
            ("Add stars", "Add stars"),
            ("Stars are brighter", "Stars are brighter"),
        ] {
            assert_eq!(as_asked(sentence), expected);
        }
    }

    #[test]
    fn what_to_do_becomes_what_was_done() {
        for (sentence, expected) in [
            ("Add stars", "Added stars"),
            ("Simplify it", "Simplified it"),
            ("Use less memory", "Used less memory"),
            ("Make it fast", "Made it fast"),
            ("Drop the old client", "Dropped the old client"),
            ("Stars are brighter", "Stars are brighter"),
            ("`add` fails", "`add` fails"),
        ] {
            assert_eq!(as_done(sentence), expected);
        }
    }
}
