//! Which findings are shown: words that they must hold, and fields.

use super::work::Item;
use crate::breaking::Certainty;

/// A filter as it was written, and what it means.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Filter {
    text: String,
    terms: Vec<(bool, Term)>,
    problem: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Term {
    /// Stands somewhere in what is told of it.
    Words(String),
    Certainty(Certainty),
    Ecosystem(String),
    Package(String),
    Rule(String),
    Author(String),
    Path(String),
    Is(Quality),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Quality {
    Undeclared,
    Dismissed,
    Acknowledged,
    Counting,
}

const QUALITIES: [(&str, Quality); 4] = [
    ("undeclared", Quality::Undeclared),
    ("dismissed", Quality::Dismissed),
    ("acknowledged", Quality::Acknowledged),
    ("counting", Quality::Counting),
];

impl Filter {
    /// Reads a filter. What is not understood is looked for as words, and told.
    pub(super) fn parse(text: &str) -> Self {
        let mut filter = Self { text: text.trim().to_owned(), ..Self::default() };
        for word in text.split_whitespace() {
            let (is_not, word) =
                word.strip_prefix('-').filter(|rest| rest.contains(':')).map_or((false, word), |rest| (true, rest));
            let term = match term(word) {
                Ok(term) => term,
                Err(problem) => {
                    filter.problem.get_or_insert(problem);
                    Term::Words(word.to_lowercase())
                }
            };
            filter.terms.push((is_not, term));
        }
        filter
    }

    /// As it was written.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// What of it was not understood.
    pub(super) fn problem(&self) -> Option<&str> {
        self.problem.as_deref()
    }

    /// Whether a finding is shown.
    pub(super) fn passes(&self, item: &Item) -> bool {
        self.terms.iter().all(|(is_not, term)| term.holds(item) != *is_not)
    }

    /// The same with a field set to this, or taken out.
    pub(super) fn with_field(&self, field: &str, value: Option<&str>) -> Self {
        let others = self.text.split_whitespace().filter(|word| !word.starts_with(&format!("{field}:")));
        let mut words: Vec<String> = others.map(str::to_owned).collect();
        words.extend(value.map(|value| format!("{field}:{value}")));
        Self::parse(&words.join(" "))
    }

    /// What a field is set to.
    pub(super) fn field(&self, field: &str) -> Option<&str> {
        self.text.split_whitespace().find_map(|word| word.strip_prefix(field)?.strip_prefix(':'))
    }
}

fn term(word: &str) -> Result<Term, String> {
    let Some((field, value)) = word.split_once(':').filter(|(_, value)| !value.starts_with(':')) else {
        return Ok(Term::Words(word.to_lowercase()));
    };
    let lower = value.to_lowercase();
    Ok(match field {
        "certainty" => Term::Certainty(value.parse().map_err(|error| format!("{error}"))?),
        "ecosystem" => Term::Ecosystem(lower),
        "package" => Term::Package(lower),
        "rule" => Term::Rule(lower),
        "author" => Term::Author(lower),
        "path" => Term::Path(lower),
        "is" => match QUALITIES.into_iter().find(|(known, _)| *known == lower) {
            Some((_, quality)) => Term::Is(quality),
            None => {
                return Err(format!(
                    "`{value}` is nothing that a finding is: there are undeclared, dismissed, acknowledged, counting"
                ));
            }
        },
        // `a::b` and `demo:x` are names.
        _ => Term::Words(word.to_lowercase()),
    })
}

impl Term {
    fn holds(&self, item: &Item) -> bool {
        let finding = &item.finding;
        let has = |text: &str, part: &str| text.to_lowercase().contains(part);
        match self {
            Self::Words(words) => {
                let texts = [finding.symbol.as_str(), &finding.rule, &finding.message, &finding.path];
                texts.iter().any(|text| has(text, words))
                    || item.maker.as_ref().is_some_and(|maker| has(&maker.subject, words) || has(&maker.author, words))
            }
            Self::Certainty(least) => finding.certainty >= *least,
            Self::Ecosystem(name) => has(&finding.ecosystem, name),
            Self::Package(name) => finding.package.as_ref().is_some_and(|package| has(package, name)),
            Self::Rule(rule) => has(&finding.rule, rule),
            Self::Author(author) => item.maker.as_ref().is_some_and(|maker| has(&maker.author, author)),
            Self::Path(path) => finding.files().any(|file| has(file, path)),
            Self::Is(Quality::Undeclared) => item.is_undeclared(),
            Self::Is(Quality::Dismissed) => finding.is_dismissed(),
            Self::Is(Quality::Acknowledged) => finding.remark.acknowledged,
            Self::Is(Quality::Counting) => finding.counts(),
        }
    }
}

impl Item {
    /// Whether it counts and its commit does not say so.
    pub(super) fn is_undeclared(&self) -> bool {
        self.finding.counts() && self.maker.as_ref().is_some_and(|maker| !maker.declares)
    }
}
