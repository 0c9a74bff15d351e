//! What of a unit says whether and how it is told: small facts, each of which may weigh for or against.

use super::unit::{Head, Part, Unit, split_head, words};

/// A sort of sign; what is habit alone is of no use in another project.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Sort {
    /// There for every unit.
    Always,
    /// A kind, as the header says it.
    Kind,
    /// A scope.
    Scope,
    /// A kind with its scope.
    KindScope,
    /// Words in front of the title, no conventional header.
    Prefix,
    /// An author.
    Author,
    /// The outermost folder of a path.
    Top,
    /// Two folders.
    Second,
    /// Three folders.
    Third,
    /// A file's ending.
    Ending,
    /// A word of the title.
    Word,
    /// Its first word, or its first two.
    First,
    /// Which parts of the project are touched.
    Parts,
    /// The only part that is touched.
    Only,
    /// A kind that another commit of the unit has.
    OtherKind,
    /// How many files, in steps.
    Files,
    /// How it came: by request, by a program, closing an issue.
    Way,
    /// How much is said and in how many commits, in steps.
    Size,
    /// A first word that meets the parts touched.
    Meeting,
    /// A kind that a commit of it is taken for, said or not.
    Guess,
}

impl Sort {
    /// All of them.
    pub const ALL: [Self; 20] = [
        Self::Always,
        Self::Kind,
        Self::Scope,
        Self::KindScope,
        Self::Prefix,
        Self::Author,
        Self::Top,
        Self::Second,
        Self::Third,
        Self::Ending,
        Self::Word,
        Self::First,
        Self::Parts,
        Self::Only,
        Self::OtherKind,
        Self::Files,
        Self::Way,
        Self::Size,
        Self::Meeting,
        Self::Guess,
    ];

    /// The word for it in the model's file.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Always => "always",
            Self::Kind => "kind",
            Self::Scope => "scope",
            Self::KindScope => "kind-scope",
            Self::Prefix => "prefix",
            Self::Author => "author",
            Self::Top => "top",
            Self::Second => "second",
            Self::Third => "third",
            Self::Ending => "ending",
            Self::Word => "word",
            Self::First => "first",
            Self::Parts => "parts",
            Self::Only => "only",
            Self::OtherKind => "other-kind",
            Self::Files => "files",
            Self::Way => "way",
            Self::Size => "size",
            Self::Meeting => "meeting",
            Self::Guess => "guess",
        }
    }

    /// Whether it says of a unit whether it is told. What kind a unit is taken for says where, and what of whether its words and
    /// paths do not say themselves is too little.
    pub const fn says_whether(self) -> bool {
        !matches!(self, Self::Guess)
    }

    /// Whether it means the same in any project.
    pub const fn is_general(self) -> bool {
        !matches!(
            self,
            Self::Scope | Self::KindScope | Self::Prefix | Self::Author | Self::Top | Self::Second | Self::Third
        )
    }
}

/// One sign.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sign {
    /// Its sort.
    pub sort: Sort,
    /// What it says.
    pub word: String,
}

/// Words of a title beyond this many say nothing more.
const WORDS_AT_MOST: usize = 24;
const PATHS_AT_MOST: usize = 25;

/// The signs of a unit, each once, in a fixed order.
pub fn signs(unit: &Unit) -> Vec<Sign> {
    let mut signs = Vec::with_capacity(64);
    let mut add = |sort: Sort, word: &str| signs.push(Sign { sort, word: word.to_owned() });
    add(Sort::Always, "");
    let (head, rest) = split_head(&unit.title);
    said(unit, head, rest, &mut add);
    placed(unit, rest, &mut add);
    for kind in &unit.kinds {
        add(Sort::Guess, kind);
    }
    add(Sort::Author, &unit.author);
    add(Sort::Way, if unit.is_pull { "request" } else { "direct" });
    for (is, word) in [(unit.is_bot, "bot"), (unit.closes, "closes"), (unit.breaks, "breaks")] {
        if is {
            add(Sort::Way, word);
        }
    }
    add(Sort::Size, &format!("commits {}", step(unit.commits)));
    add(Sort::Size, &format!("body {}", step(unit.body_words)));
    signs.sort_unstable();
    signs.dedup();
    signs
}

fn said(unit: &Unit, head: Option<Head<'_>>, rest: &str, add: &mut impl FnMut(Sort, &str)) {
    let title: Vec<String> = words(rest).into_iter().take(WORDS_AT_MOST).collect();
    for word in &title {
        add(Sort::Word, word);
    }
    if let Some(first) = title.first() {
        add(Sort::First, first);
        if let Some(second) = title.get(1) {
            add(Sort::First, &format!("{first} {second}"));
        }
    }
    add(Sort::Size, &format!("title {}", (title.len() / 2).min(8)));
    let kind = head.map(|head| head.kind.to_lowercase());
    add(Sort::Kind, kind.as_deref().unwrap_or("-"));
    if let Some(head) = head.filter(|head| !head.scope.is_empty()) {
        let scope = head.scope.to_lowercase();
        add(Sort::Scope, &scope);
        add(Sort::KindScope, &format!("{}({scope})", kind.as_deref().unwrap_or_default()));
    }
    if head.is_none()
        && let Some(prefix) = prefix(&unit.title)
    {
        add(Sort::Prefix, &prefix);
        add(Sort::Way, "prefixed");
    }
    for subject in &unit.subjects {
        let other = split_head(subject).0.map(|head| head.kind.to_lowercase());
        if let Some(other) = other.filter(|other| Some(other) != kind.as_ref()) {
            add(Sort::OtherKind, &other);
        }
    }
}

fn placed(unit: &Unit, rest: &str, add: &mut impl FnMut(Sort, &str)) {
    let mut parts = [false; Part::COUNT];
    for path in &unit.paths {
        parts[Part::of(path) as usize] = true;
    }
    let names: Vec<&str> = [Part::Build, Part::Ci, Part::Docs, Part::Source, Part::Test]
        .into_iter()
        .filter(|part| parts[*part as usize])
        .map(Part::as_str)
        .collect();
    let joined = names.join("+");
    add(Sort::Parts, &joined);
    for name in &names {
        add(Sort::Parts, &format!("has {name}"));
    }
    if let [only] = names.as_slice() {
        add(Sort::Only, only);
    }
    if let Some(first) = words(rest).first() {
        add(Sort::Meeting, &format!("{first} {joined}"));
    }
    for path in unit.paths.iter().take(PATHS_AT_MOST) {
        let folders: Vec<&str> = path.split('/').collect();
        add(Sort::Top, folders[0]);
        if folders.len() > 2 {
            add(Sort::Second, &folders[..2].join("/"));
        }
        if folders.len() > 3 {
            add(Sort::Third, &folders[..3].join("/"));
        }
        if let Some((_, ending)) = folders[folders.len() - 1].rsplit_once('.') {
            add(Sort::Ending, &ending.to_lowercase().chars().take(8).collect::<String>());
        }
    }
    add(Sort::Files, &step(unit.files).to_string());
}

/// `[net]`, `net:` in front of a title.
fn prefix(title: &str) -> Option<String> {
    if let Some(inside) = title.strip_prefix('[') {
        let (inside, _) = inside.split_once(']')?;
        return (!inside.is_empty() && inside.chars().count() <= 30).then(|| inside.to_lowercase());
    }
    let (front, rest) = title.split_once(':')?;
    let fits = |character: char| character.is_alphanumeric() || "_./ ,*-".contains(character);
    let is_prefix = !front.is_empty() && front.chars().count() <= 40 && front.chars().all(fits);
    (is_prefix && rest.starts_with(' ')).then(|| front.to_lowercase())
}

/// A count in steps: each twice the one before.
fn step(count: u32) -> u32 {
    (count + 1).ilog2().min(12)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn has(unit: &Unit, sort: Sort, word: &str) -> bool {
        signs(unit).contains(&Sign { sort, word: word.into() })
    }

    #[test]
    fn titles_and_paths_leave_signs() {
        let unit = Unit {
            title: "fix(api): handle `x` in requests".into(),
            paths: vec!["src/api/client/mod.rs".into(), "tests/api.rs".into()],
            ..Unit::default()
        };
        assert!(has(&unit, Sort::Kind, "fix") && has(&unit, Sort::KindScope, "fix(api)"));
        assert!(has(&unit, Sort::First, "handle codeword") && has(&unit, Sort::Word, "requests"));
        assert!(has(&unit, Sort::Third, "src/api/client") && has(&unit, Sort::Ending, "rs"));
        assert!(has(&unit, Sort::Parts, "src+test"));
    }

    #[test]
    fn words_in_front_are_a_prefix() {
        let unit = Unit { title: "net/http: read on".into(), ..Unit::default() };
        assert!(has(&unit, Sort::Prefix, "net/http") && has(&unit, Sort::Kind, "-"));
    }
}
