//! What a comparison finds, before moves are paired and texts are filled in.

use super::{Certainty, Rule, moves::Went};

/// A place in a file at one end, and what stands there.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Spot {
    /// The file.
    pub path: String,
    /// The line, 1-based.
    pub line: u32,
    /// What stands there: a signature, on one line.
    pub text: String,
}

impl Spot {
    /// A place.
    pub fn new(path: impl Into<String>, line: u32, text: impl Into<String>) -> Self {
        Self { path: path.into(), line, text: text.into() }
    }
}

/// One finding in the making.
#[derive(Debug, Clone)]
pub struct Draft {
    pub(super) rule: &'static Rule,
    pub(super) symbol: String,
    pub(super) old: Option<Spot>,
    pub(super) new: Option<Spot>,
    pub(super) detail: String,
    pub(super) certainty: Certainty,
    pub(super) package: Option<String>,
    pub(super) involved: Vec<String>,
    pub(super) migration: Option<String>,
    pub(super) doubt: Option<&'static str>,
    pub(super) shape: Option<Shape>,
    pub(super) went: Option<Went>,
    pub(super) also: Vec<String>,
}

/// What an item that is gone, or new, looks like, so that moves and renames are told as such.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shape {
    pub(super) kind: &'static str,
    pub(super) text: String,
}

/// An item that is only at the new end.
#[derive(Debug, Clone)]
pub(super) struct Addition {
    pub(super) symbol: String,
    pub(super) spot: Spot,
    pub(super) shape: Shape,
}

impl Draft {
    /// A finding of a rule; `symbol` is the name that users knew it by.
    pub fn new(rule: &'static Rule, symbol: impl Into<String>) -> Self {
        Self {
            rule,
            symbol: symbol.into(),
            old: None,
            new: None,
            detail: String::new(),
            certainty: rule.certainty,
            package: None,
            involved: Vec::new(),
            migration: None,
            doubt: None,
            shape: None,
            went: None,
            also: Vec::new(),
        }
    }

    /// Where it stood.
    #[must_use]
    pub fn old(mut self, spot: Spot) -> Self {
        self.old = Some(spot);
        self
    }

    /// Where it stands.
    #[must_use]
    pub fn new_at(mut self, spot: Spot) -> Self {
        self.new = Some(spot);
        self
    }

    /// What `{detail}` in the rule's text becomes.
    #[must_use]
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = detail.into();
        self
    }

    /// Not surer than this.
    #[must_use]
    pub fn at_most(mut self, certainty: Certainty) -> Self {
        self.certainty = self.certainty.min(certainty);
        self
    }

    /// The package that it belongs to.
    #[must_use]
    pub fn package(mut self, package: Option<impl Into<String>>) -> Self {
        self.package = package.map(Into::into);
        self
    }

    /// Another file that made it what it is (a re-export, an included file), for the search of its commit.
    #[must_use]
    pub fn involves(mut self, path: impl Into<String>) -> Self {
        self.involved.push(path.into());
        self
    }

    /// What to tell users, where the rule's own draft does not do.
    #[must_use]
    pub fn migration(mut self, text: impl Into<String>) -> Self {
        self.migration = Some(text.into());
        self
    }

    /// The same change shows in something else as well.
    pub(super) fn shows_in(&mut self, symbol: &str) {
        if symbol != self.symbol && !self.also.iter().any(|known| known == symbol) {
            self.also.push(symbol.to_owned());
        }
    }

    /// Whether what stands there is written as before, and nothing else says what changed.
    pub(super) fn is_vague(&self) -> bool {
        let (Some(old), Some(new)) = (&self.old, &self.new) else { return false };
        let text = self.rule.text;
        let shows = text.contains("{before}") && text.contains("{after}") || text.ends_with("` changed");
        shows && old.text == new.text && !old.text.is_empty() && self.detail.is_empty()
    }

    /// It is at most possible, for a reason that is told with it.
    pub(super) fn doubt(&mut self, why: &'static str) {
        self.certainty = Certainty::Possible;
        self.doubt = Some(why);
    }

    /// Where the item went, where that is known without comparing looks; `alike` is how much it looks as before, 0 to 100.
    #[must_use]
    pub fn went(mut self, symbol: impl Into<String>, spot: Spot, alike: u8) -> Self {
        self.went = Some(Went { symbol: symbol.into(), text: spot.text, path: spot.path, alike });
        self
    }

    /// The item is gone: an addition of the same kind that looks alike makes it a rename or a move. `text` is what is
    /// compared, such as signature and body, without the item's own name.
    #[must_use]
    pub fn gone(mut self, kind: &'static str, text: impl Into<String>) -> Self {
        self.shape = Some(Shape { kind, text: text.into() });
        self
    }
}

/// Where a comparison puts what it finds.
#[derive(Debug, Default)]
pub struct Report {
    pub(super) drafts: Vec<Draft>,
    pub(super) additions: Vec<Addition>,
    pub(super) warnings: Vec<String>,
}

impl Report {
    /// A finding.
    pub fn push(&mut self, draft: Draft) {
        self.drafts.push(draft);
    }

    /// An item that is only at the new end: the other half of a move. See [`Draft::gone`].
    pub fn added(&mut self, kind: &'static str, symbol: impl Into<String>, spot: Spot, text: impl Into<String>) {
        self.additions.push(Addition { symbol: symbol.into(), spot, shape: Shape { kind, text: text.into() } });
    }

    /// What could not be seen: macros, references that lead elsewhere.
    pub fn warn(&mut self, text: impl Into<String>) {
        self.warnings.push(text.into());
    }
}
