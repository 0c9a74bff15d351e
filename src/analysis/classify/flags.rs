//! What a commit is besides its kind.

use super::{Clues, release_subject::is_release};
use crate::analysis::{Flags, ReferenceKind, shape::Sort, wording::Form};

/// The flags of a commit.
pub fn flags(clues: &Clues<'_>) -> Flags {
    let mut flags = Flags::empty();
    flags.set(Flags::BREAKING, clues.message.breaking.is_some());
    flags.set(Flags::MERGE, clues.is_merge);
    flags.set(Flags::SECURITY, is_security(clues));
    flags.set(Flags::DEPENDENCY, is_dependency(clues));
    flags
}

fn is_security(clues: &Clues<'_>) -> bool {
    const PHRASES: [&str; 24] = [
        "vulnerab",
        "xss",
        "csrf",
        "ssrf",
        "sql injection",
        "command injection",
        "code injection",
        "header injection",
        "remote code execution",
        "buffer overflow",
        "heap overflow",
        "stack overflow in",
        "use-after-free",
        "use after free",
        "out-of-bounds",
        "path traversal",
        "directory traversal",
        "privilege escalation",
        "denial of service",
        "redos",
        "security fix",
        "security issue",
        "constant-time",
        "sandbox escape",
    ];
    let message = clues.message;
    let of_advisory = matches!(&message.form, Form::Merge(merge) if merge.of_advisory);
    if of_advisory || message.references.iter().any(|reference| reference.kind == ReferenceKind::Advisory) {
        return true;
    }
    let named = |word: &str| matches!(word.to_ascii_lowercase().as_str(), "security" | "sec" | "vuln" | "cve");
    if message.header.as_ref().is_some_and(|header| named(&header.word) || header.scope.as_deref().is_some_and(named)) {
        return true;
    }
    let subject = clues.subject[..clues.subject.floor_char_boundary(400)].to_lowercase();
    if clues.subject.starts_with('🔒')
        || clues.subject.starts_with(":lock:")
        || subject.starts_with("security: ")
        || subject.starts_with("[security]")
    {
        return true;
    }
    PHRASES.iter().any(|phrase| subject.contains(phrase))
}

fn is_dependency(clues: &Clues<'_>) -> bool {
    let message = clues.message;
    let named = |word: &str| {
        matches!(
            word.to_ascii_lowercase().as_str(),
            "deps" | "dep" | "deps-dev" | "dependencies" | "dependency" | "dev-deps" | "devdeps"
        )
    };
    if message.header.as_ref().is_some_and(|header| named(&header.word) || header.scope.as_deref().is_some_and(named)) {
        return true;
    }
    let only_pins = clues.shape.is_some_and(|shape| shape.is_only(&[Sort::Lock, Sort::Manifest]));
    let has_lock = clues.shape.is_some_and(|shape| shape.files[Sort::Lock as usize] > 0);
    let touches_pins =
        clues.shape.is_none_or(|shape| shape.n_files_of(&[Sort::Lock, Sort::Manifest, Sort::Ci, Sort::Deploy]) > 0);
    touches_pins && speaks_of_dependency(clues) || only_pins && has_lock && !speaks_of_release(clues)
}

/// `Bump x from 1 to 2`, `Update dependency x to v2`, `Upgrade x to 2.1`.
fn speaks_of_dependency(clues: &Clues<'_>) -> bool {
    let text = clues.message.description[..clues.message.description.floor_char_boundary(300)].to_lowercase();
    let mut words = text.split_whitespace();
    let verb = words.next().unwrap_or_default();
    if !matches!(verb, "bump" | "bumps" | "upgrade" | "update" | "updates" | "pin" | "downgrade")
        || speaks_of_release(clues)
    {
        return false;
    }
    let is_version = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric()).trim_start_matches('v');
        word.starts_with(|c: char| c.is_ascii_digit())
            && word.chars().all(|c| c.is_ascii_alphanumeric() || ".-+".contains(c))
    };
    text.contains("dependenc")
        || text.contains(" deps")
        || text.contains("submodule")
        || text.split_whitespace().skip_while(|word| *word != "to").nth(1).is_some_and(is_version)
}

fn speaks_of_release(clues: &Clues<'_>) -> bool {
    let subject = clues.subject.to_lowercase();
    is_release(clues.subject)
        || subject.starts_with("release")
        || subject.contains("version to")
        || subject.contains("(release)")
        || subject.starts_with("prepare")
}
