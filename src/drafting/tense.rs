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

#[cfg(test)]
mod tests {
    use super::*;

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
