//! Subjects that programs write: merges, reverts, fixups.

/// What a subject is, besides words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Form {
    /// Words of a person.
    Plain,
    /// A merge, as git or a forge words it.
    Merge(Merge),
    /// `Revert "..."`: how often the innermost subject is taken back (`Reapply` counts twice), and that subject.
    Revert {
        /// 1 for a revert, 2 for a revert of a revert (which restores), and so on.
        depth: u32,
        /// The innermost subject.
        subject: Box<str>,
    },
    /// `fixup! ...`, `squash! ...`, `amend! ...`: the subject that it belongs to.
    Fixup {
        /// That subject.
        subject: Box<str>,
    },
}

/// What a merge subject says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Merge {
    /// The number of the pull or merge request.
    pub pull_request: Option<Box<str>>,
    /// The title, where the subject itself has it.
    pub title: Option<Box<str>>,
    /// It comes from the private fork of a security advisory, as GitHub words it.
    pub of_advisory: bool,
}

impl Form {
    /// The form of a subject.
    pub fn of(subject: &str) -> Self {
        let subject = subject.trim();
        merge(subject).map(Self::Merge).or_else(|| revert(subject)).or_else(|| fixup(subject)).unwrap_or(Self::Plain)
    }
}

fn fixup(subject: &str) -> Option<Form> {
    let mut rest = subject;
    while let Some(inner) = ["fixup!", "squash!", "amend!"].iter().find_map(|mark| rest.strip_prefix(mark)) {
        rest = inner.trim_start();
    }
    (rest.len() < subject.len()).then(|| Form::Fixup { subject: rest.into() })
}

/// Quotes are not closed properly where a subject was cut, so only the opening ones decide.
fn revert(subject: &str) -> Option<Form> {
    let mut rest = super::reference::without_pull_request(subject).0;
    let mut depth = 0;
    loop {
        let (inner, steps) = match (rest.strip_prefix("Revert \""), rest.strip_prefix("Reapply \"")) {
            (Some(inner), _) => (inner, 1),
            (_, Some(inner)) => (inner, 2),
            _ => break,
        };
        rest = inner.strip_suffix('"').unwrap_or(inner);
        depth += steps;
    }
    (depth > 0).then(|| Form::Revert { depth, subject: rest.into() })
}

fn merge(subject: &str) -> Option<Merge> {
    let digits = |text: &str| -> Option<Box<str>> {
        let length = text.bytes().take_while(u8::is_ascii_digit).count();
        (length > 0).then(|| text[..length].into())
    };
    if let Some(rest) = subject.strip_prefix("Merge pull request #") {
        return Some(Merge { pull_request: digits(rest), ..Merge::default() });
    }
    if let Some(rest) = subject.strip_prefix("Merged PR ") {
        let title = rest.split_once(": ").map(|(_, title)| title.trim().into());
        return digits(rest).map(|number| Merge { pull_request: Some(number), title, ..Merge::default() });
    }
    if let Some(rest) = subject.strip_prefix("Merged in ") {
        let number = rest.split_once("(pull request #").and_then(|(_, after)| digits(after));
        return Some(Merge { pull_request: number, ..Merge::default() });
    }
    if super::without_pull_request(subject) == "Merge commit from fork" {
        return Some(Merge { of_advisory: true, ..Merge::default() });
    }
    let plain = [
        "Merge branch ",
        "Merge branches ",
        "Merge tag ",
        "Merge remote-tracking branch ",
        "Merge commit ",
        "Automatic merge ",
        "Merge remote branch ",
        "Auto merge of #",
        "Rollup merge of #",
    ];
    let prefix = plain.into_iter().find(|prefix| subject.starts_with(prefix))?;
    let number = if prefix.ends_with('#') { digits(&subject[prefix.len()..]) } else { None };
    Some(Merge { pull_request: number, ..Merge::default() })
}
